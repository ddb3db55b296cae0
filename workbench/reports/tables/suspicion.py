"""Whether the form's own sums say that values were read into the wrong place.

A sum that does not hold is as a rule a fault of the report, and its cells stay plain numbers. Only where blank cells
leave the places of a row open, or where all sums would hold with the values moved by one row or one column, the
reading itself is doubtful. Nothing is ever moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from workbench.documents import BlockPlace, Cell
from workbench.forms.model import Form, TableBlock
from workbench.reports.model import WRITTEN_ZERO, Fact
from workbench.reports.vocabulary import clean
from workbench.values import State, parse

Values = dict[str, tuple[Decimal, ...]]
"""The values of complete rows by key, blanks taken for zero."""

_MANY = 2
MOVED_DOWN = "多列的勾稽关系不成立，而各行数值整体移动一行后即成立，疑似错行"
MOVED_ACROSS = "多行的合计不成立，而各列数值整体移动后即成立，疑似错列"
BLANKS = "该行有空白单元格且合计不成立，无法确定数值各属哪一列"


class Relation(NamedTuple):
    """A sum over places in a row or a column: left and right must be equal."""

    left: tuple[int, ...]
    right: tuple[int, ...]

    def gap(self, values: tuple[Decimal, ...]) -> Decimal:
        """By how much the left falls short of the right."""
        return sum((values[at] for at in self.right), Decimal()) - sum((values[at] for at in self.left), Decimal())


def suspects(form: Form, table: str, block: TableBlock, facts: dict[str, Fact]) -> dict[str, str]:
    """The rows of a block whose places are in doubt, by key, each with the reason in Chinese."""
    in_row = _relations(form, table, "row", tuple([column.key for column in block.columns]))
    values = {row.key: found for row in block.rows if (found := _values(table, row.key, block, facts)) is not None}
    rows = list(block.rows)
    if _moved_across(in_row, values):
        return {row.key: MOVED_ACROSS for row in rows}
    down = _relations(form, table, "column", tuple([row.key for row in rows]))
    if down and len(values) == len(rows) and _moved_down(down, in_row, list(values.values())):
        return {row.key: MOVED_DOWN for row in rows}
    broken = {key for key, row in values.items() if any(one.gap(row) for one in in_row)}
    if block.across:  # all values stand on one line, so that a blank anywhere leaves the places of all open
        odd = any(fact.interval is None and fact.state not in WRITTEN_ZERO for fact in facts.values())
        blank = any(fact.state is State.BLANK and (odd or _is_open(fact)) for fact in facts.values())
        return dict.fromkeys((row.key for row in rows) if blank and broken else (), BLANKS)
    return dict.fromkeys(broken.intersection(_with_open_blanks(table, block, facts)), BLANKS)


def holds(form: Form, table: str, block: TableBlock, cells: tuple[Cell, ...]) -> bool:
    """Whether the sums of a row, of which there are some, hold for its cells in the columns in which they were read."""
    relations = _relations(form, table, "row", tuple([column.key for column in block.columns]))
    read = [parse(clean(cell.text)) for cell in cells]
    if not relations or any(one.interval is None and one.state not in WRITTEN_ZERO for one in read):
        return False
    values = tuple(one.interval.low if one.interval else Decimal() for one in read)
    return not any(one.gap(values) for one in relations)


def _relations(form: Form, table: str, each: str, names: tuple[str, ...]) -> list[Relation]:
    sums = [one for one in form.sums if one.table == table and one.each == each]
    return [Relation(_places(one.left, names), _places(one.right, names)) for one in sums]


@lru_cache(maxsize=1_000)
def _places(terms: tuple[str, ...], names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(at for at, name in enumerate(names) if any(fnmatchcase(name, term) for term in terms))


def _values(table: str, row: str, block: TableBlock, facts: dict[str, Fact]) -> tuple[Decimal, ...] | None:
    found = [facts[f"{table}.{row}.{column.key}"] for column in block.columns]
    if any(fact.interval is None and fact.state not in WRITTEN_ZERO for fact in found):
        return None
    return tuple(fact.interval.low if fact.interval else Decimal() for fact in found)


# -- blanks -------------------------------------------------------------------------------------------


def _with_open_blanks(table: str, block: TableBlock, facts: dict[str, Fact]) -> Iterator[str]:
    """The rows that are blank at one end, in a column that is not blank throughout, and have values elsewhere."""
    for end in {block.columns[0].key, block.columns[-1].key}:
        ends = {row.key: facts[f"{table}.{row.key}.{end}"] for row in block.rows}
        blank = [key for key, fact in ends.items() if fact.state is State.BLANK]
        if len(blank) < len(block.rows):
            free = (key for key in blank if _is_open(ends[key]))
            yield from (key for key in free if any(facts[f"{table}.{key}.{c.key}"].interval for c in block.columns))


def _is_open(fact: Fact) -> bool:
    """Whether a blank may have come of reading: pages and Word files never add a cell to a row that has too few."""
    return not isinstance(fact.location, BlockPlace)


# -- values moved -------------------------------------------------------------------------------------


def _moved_across(relations: list[Relation], values: Values) -> bool:
    """Whether sums of several rows fail, and all would hold with every row turned by the same number of places."""
    rows = [row for row in values.values() if any(row)]
    failing = sum(any(one.gap(row) for one in relations) for row in rows)
    if failing < _MANY or failing < len(rows) / 2:
        return False
    turns = range(1, len(rows[0]))
    return any(all(not one.gap((*row[by:], *row[:by])) for row in rows for one in relations) for by in turns)


def _moved_down(relations: list[Relation], in_row: list[Relation], rows: list[tuple[Decimal, ...]]) -> bool:
    """Whether sums of several columns fail, no change of one row would mend them, but moving rows by one would."""
    failing = sum(any(one.gap(column) for one in relations) for column in zip(*rows, strict=True))
    if failing < _MANY or any(_mended(relations, in_row, rows, hole) for hole in range(len(rows))):
        return False
    return any(
        _mended(relations, in_row, _moved(rows, start, end), start)
        for start in range(len(rows))
        for end in (0, len(rows) - 1)
        if sum(any(row) for row in rows[min(start, end) : max(start, end) + 1]) > _MANY
    )


def _moved(rows: list[tuple[Decimal, ...]], hole: int, end: int) -> list[tuple[Decimal, ...]]:
    """The rows with those between ``hole`` and ``end`` moved by one, so that ``hole`` is empty and ``end`` is lost."""
    empty = (Decimal(),) * len(rows[0])
    if hole <= end:
        return [*rows[:hole], empty, *rows[hole:end], *rows[end + 1 :]]
    return [*rows[:end], *rows[end + 1 : hole + 1], empty, *rows[hole + 1 :]]


def _mended(relations: list[Relation], in_row: list[Relation], rows: list[tuple[Decimal, ...]], hole: int) -> bool:
    """Whether some values in one row, which the row's own sums allow, make the sums of all columns hold."""
    found: list[Decimal] = []
    for column in zip(*rows, strict=True):
        value = _value_due(relations, column, hole)
        if value is None:
            return False
        found.append(value)
    return not any(one.gap(tuple(found)) for one in in_row)


def _value_due(relations: list[Relation], column: tuple[Decimal, ...], hole: int) -> Decimal | None:
    """The value at a place that makes all sums of a column hold, None where there is none."""
    emptied = (*column[:hole], Decimal(), *column[hole + 1 :])
    through = [one for one in relations if hole in one.left or hole in one.right]
    value = through[0].gap(emptied) * (1 if hole in through[0].left else -1) if through else Decimal()
    filled = (*column[:hole], value, *column[hole + 1 :])
    return value if value >= 0 and not any(one.gap(filled) for one in relations) else None
