"""The labels of a table as the source writes them, beside those of the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from workbench.documents import Cell
from workbench.forms.model import Table, TableBlock
from workbench.reports.model import Fact, Label, Stranger
from workbench.reports.tables.matching import Match
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import LIKELY, bare, closeness, is_label, labels_in, likeness, row_words, state_of
from workbench.text import fold
from workbench.values import State

Kind = Literal["row", "column", "group", "header"]
Words = dict[str, tuple[Cell, ...]]
"""What cells of a header say, bare, and the cells that say it."""

_MANY = 3
"""More labels than this stand on no line but a header."""
_BESIDE = frozenset({"序号", "单位", "项目", "单位件", "单位万元"})
"""What may stand in a header beside the names of columns."""


_UNIT = re.compile(r"(?:[:(]|单位)\s*(?P<unit>[百千万亿]?元)")


@dataclass(frozen=True)
class Header:
    """The label cells above the first row of a block, line by line.

    Reports share their headers word for word, so that what follows from the words alone is worked out once for all.
    """

    lines: tuple[tuple[Cell, ...], ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, one after the other."""
        return tuple(cell for line in self.lines for cell in line)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What each cell says, bare."""
        return tuple(bare(cell.text) for cell in self.cells)

    @cached_property
    def words(self) -> Words:
        """Each cell, then each two neighbours, in which a label was wrapped, by what it says; the first of equals."""
        words: Words = {}
        for word, cell in zip(self.said, self.cells, strict=True):
            words.setdefault(word, (cell,))
        for one, other in pairwise(self.cells):
            words.setdefault(bare(one.text + other.text), (one, other))
        return words


def header_start(rows: list[LooseRow], at: int) -> int:
    """The first of the rows without values right above a row."""
    start = at
    while start and not rows[start].broken and not rows[start - 1].filled:
        start -= 1
    return start


def header_above(rows: list[LooseRow], at: int) -> Header:
    """The labels right above a row, and those that stand on its own line before its label."""
    above = [tuple(_apart(row.labels)) for row in rows[header_start(rows, at) : at]]
    own = rows[at].labels
    return Header((*above, tuple(_apart(own)) if len(own) > _MANY else own))


def _apart(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    """The cells of a header, names apart that came to stand in one without a space, as of a column and its group."""
    for cell in cells:
        ends = _ends(cell.text)
        if len(ends) > 1:
            for start, end in pairwise((0, *ends)):
                yield cell._replace(text=cell.text[start:end], location=cell.location.part(start, end))
        else:
            yield cell


@lru_cache(maxsize=10_000)
def _ends(text: str) -> tuple[int, ...]:
    """Where each of the names ends that a text without spaces is put together from; nothing for other texts."""
    names = () if any(map(str.isspace, text)) else labels_in(bare(text))
    ends: list[int] = []
    for name in names:
        start = ends[-1] if ends else 0
        reached = (end for end in range(start + 1, len(text) + 1) if bare(text[start:end]) == name)
        ends.append(max(reached, default=start))
    return tuple(ends) if ends and ends[-1] == len(text) else ()


def row_label(table: Table, match: Match) -> Label | None:
    """The row's label, None where the row has lost it."""
    return _label(table, "row", match.row.key, match.row.label, match.label) if match.label else None


def column_labels(table: Table, block: TableBlock, header: Header) -> Iterator[Label]:
    """The columns whose label, or one much like it, stands in the header."""
    for column, word in zip(block.columns, _named_columns(block, header), strict=True):
        if word:
            yield _label(table, "column", column.key, column.label, header.words[word])


def other_labels(table: Table, headers: Iterable[Header], groups: Iterable[Header]) -> Iterator[Label]:
    """The cells of the header and of the row groups that are no row's and no column's own label."""
    above = (column.group for block in table.blocks for column in block.columns)
    expected = dict.fromkeys((*table.header, *(block.heading for block in table.blocks), *above))
    yield from _found(table, "header", filter(None, expected), list(headers))
    yield from _found(table, "group", filter(None, dict.fromkeys(row.group for row in table.rows)), list(groups))


def _found(table: Table, kind: Kind, names: Iterable[str], headers: list[Header]) -> Iterator[Label]:
    header = Header(tuple(line for one in headers for line in one.lines))
    words = tuple(header.words)
    known = {name: bare(name) for name in names}
    for name, due in known.items():
        word = _likest(due, words, frozenset(known.values()) - {due})
        if word:
            yield _label(table, kind, name, name, header.words[word])


def nearest(name: str, header: Header) -> tuple[Cell, ...]:
    """The cells of a header that come nearest to a name of the form; none where none is like it."""
    word = _likest(bare(name), tuple(header.words), frozenset())
    return header.words[word] if word else ()


@lru_cache(maxsize=10_000)
def _likest(due: str, words: tuple[str, ...], others: frozenset[str]) -> str:
    """The word that comes nearest to a bare name and is none of the others; empty where none is like it."""
    near = [word for word in words if word not in others and (word == due or word not in row_words())]
    best = max(near, key=lambda word: closeness(word, due), default="")
    return best if closeness(best, due) >= LIKELY else ""


def _named_columns(block: TableBlock, header: Header) -> tuple[str, ...]:
    """The word of the header that names each column; empty where none does."""
    return _nearest(block.names, tuple([row.label for row in block.rows]), tuple(header.words))


@lru_cache(maxsize=10_000)
def _nearest(columns: tuple[tuple[str, ...], ...], rows: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """For each column, by its names, the word that comes nearest to it and to no other column nor row."""
    names = [[bare(name) for name in column] for column in columns]
    labels, below = [column[0] for column in names], [bare(row) for row in rows]
    others = [[*labels[:at], *labels[at + 1 :], *below] for at in range(len(columns))]
    return tuple(_best(own, beside, words) for own, beside in zip(names, others, strict=True))


def _best(own: list[str], others: list[str], words: tuple[str, ...]) -> str:
    best = 0.0, ""
    for word in words:
        score = max(closeness(word, name) for name in own)
        if score < LIKELY or score <= best[0]:
            continue
        if score >= max((closeness(word, name) for name in others), default=0.0):
            best = score, word
    return best[1]


def in_other_unit(block: TableBlock, header: Header, facts: dict[str, Fact]) -> dict[str, str]:
    """The rows of amounts whose header names another unit than the form, each with the reason; nothing is nothing."""
    unit = _other_unit(block, header)
    if not unit or all(fact.state is not State.NUMBER for fact in facts.values()):
        return {}
    return {row.key: f"“{row.label}”的表头以“{unit}”为单位，与格式不同，数值是否已换算不明" for row in block.rows}


def _other_unit(block: TableBlock, header: Header) -> str:
    """The unit of money that a header names where it is not the form's; empty where it is, or names none."""
    due = {column.unit for column in block.columns if column.kind == "amount"}
    named = (_UNIT.search(fold(cell.text)) for cell in header.cells) if due else ()
    return next((match["unit"] for match in named if match and match["unit"] not in due), "")


# -- columns that are not the form's --------------------------------------------------------------------


def lacking_columns(block: TableBlock, header: Header) -> list[str]:
    """The labels of columns that a header does not name which names most of the others; nothing of any other header."""
    named = zip(block.columns, _named_columns(block, header), strict=True)
    unnamed = [column.label for column, word in named if not word]
    if not unnamed:
        return []
    whole = bare("".join(cell.text for cell in header.cells))  # cells run together in saving name them too
    lost = [label for label in unnamed if bare(label) not in whole]
    return lost if 0 < len(lost) < len(block.columns) / 2 else []


def strange_columns(block: TableBlock, header: Header) -> Iterator[Stranger]:
    """The cells on a line of the header that names several columns of the form, which are labels of no form."""
    names = {bare(column.label) for column in block.columns}
    for line in header.lines:
        if sum(bare(cell.text) in names for cell in line) <= len(names) / 2:
            continue
        for row in dict.fromkeys(cell.location.row for cell in line):
            cells = [cell for cell in line if cell.location.row == row]
            if sum(bare(cell.text) in names for cell in cells) > len(names) / 2:
                yield from (Stranger("column", cell.text, cell.location) for cell in cells if _is_strange(cell))


def _is_strange(cell: Cell) -> bool:
    return state_of(cell.text) is State.TEXT and not is_label(cell.text) and bare(cell.text) not in _BESIDE


def _label(table: Table, kind: Kind, key: str, expected: str, cells: tuple[Cell, ...]) -> Label:
    found = "\n".join(cell.text for cell in cells)
    place = cells[0].location.to(cells[-1].location) if len(cells) > 1 else cells[0].location
    return Label(table.key, kind, key, expected, found, place, likeness(found, expected))
