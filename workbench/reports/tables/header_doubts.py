"""What is doubtful about the header of a table: the order of its columns, and the edition that it is of."""

from __future__ import annotations

from functools import lru_cache

from workbench.forms import forms
from workbench.forms.model import Form, Table, TableBlock
from workbench.reports.tables.by_name import BY_NAME, borne_out
from workbench.reports.tables.column_order import is_shuffled
from workbench.reports.tables.finding import Found
from workbench.reports.tables.labels import Header
from workbench.reports.vocabulary import SURE, bare, closeness


def order_doubt(form: Form, table: Table, block: TableBlock, header: Header, found: Found) -> str:
    """What is doubtful about the order of the columns that a header names."""
    named = {row.key: found.cells[row.key] for row in block.rows if row.key in found.by_name}
    if named:
        return "" if borne_out(form, table.key, block, named) else BY_NAME
    return "表头各列的次序与格式不一致，各列数值可能错位" if is_shuffled(table, block, header) else ""


def edition_doubt(block: TableBlock, other: Form | None) -> str:
    """What is doubtful about a header that is of an ``other`` edition than the form's own."""
    return f"“{block.rows[0].label}”等行的表头属于《{other.name}》，数值含义与本格式不同" if other else ""


def edition_of(form: Form, table: Table, block: TableBlock, header: Header) -> Form | None:
    """The other edition that the header above a block is of, None where it is the form's own."""
    own, words = {row.key for row in block.rows}, frozenset(header.said)
    for other in forms():
        rivals = (rival for known in other.tables if known.key == table.key for rival in known.blocks)
        for rival in rivals if other.id != form.id else ():
            if not own.isdisjoint(row.key for row in rival.rows) and _fitting(rival, words) > _fitting(block, words):
                return other
    return None


def _fitting(block: TableBlock, words: frozenset[str]) -> tuple[int, bool]:
    """How many columns of a block the words of a header name, and whether these are all."""
    named = _named(tuple([column.label for column in block.columns]), words)
    return named, named == len(block.columns)


@lru_cache(maxsize=1_000)
def _named(labels: tuple[str, ...], words: frozenset[str]) -> int:
    return sum(any(closeness(word, bare(label)) >= SURE for word in words) for label in labels)
