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
from workbench.reports.lines import Line
from workbench.reports.matching import Match
from workbench.reports.model import Label, Stranger
from workbench.reports.rows import LooseRow
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
    columns = tuple([(one.label, *one.aliases) for one in block.columns])
    return _nearest(columns, tuple([row.label for row in block.rows]), tuple(header.words))


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


def other_unit(block: TableBlock, header: Header) -> str:
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


# -- the order of the columns ---------------------------------------------------------------------------


def is_shuffled(table: Table, block: TableBlock, header: Header) -> bool:
    """Whether the header names columns, or the rows of a table that runs across, in another order than the form."""
    if block.across:
        first = bare(block.rows[0].label)  # stands before what spans the others
        before = header.said[: header.said.index(first)] if first in header.said else ()
        if any(bare(name) in before for name in table.header):
            return True
        named = _named([bare(column.label) for column in block.columns], header)
        rows = _named([bare(row.label) for row in block.rows], header)
        whole = len(named) == len(block.columns) * len(block.rows)
        return _unsorted(rows) or (whole and named != sorted(range(len(block.columns))) * len(block.rows))
    names = [bare(column.label) for column in block.columns]
    lines = list(_header_lines(block, header))
    ranks = [_named(names, Header((line,))) for line in lines] + [_likely(block, line) for line in lines]
    every = _named(names, header)
    groups = {column.group for column in block.columns if column.group} or {""}
    grouped = [[at for at in every if block.columns[at].group == group] for group in groups]
    return any(_unsorted(places) for places in (*ranks, *grouped))


def _header_lines(block: TableBlock, header: Header) -> Iterator[tuple[Cell, ...]]:
    """The lines of a header that print one level of it, and not all of the table in one line."""
    cells = header.cells
    members = {bare(column.label): bare(column.group) for column in block.columns if column.group}
    for row in dict.fromkeys(cell.location.row for cell in cells):
        line = tuple(cell for cell in cells if cell.location.row == row)
        words = {bare(cell.text) for cell in line}
        if not any(member in words and group in words for member, group in members.items()):
            yield line


def _named(names: list[str], header: Header) -> list[int]:
    """Which of the names the cells of a header say, in their order, names wrapped over two cells included."""
    cells = header.said
    joined = [cell if cell in names else cell + after for cell, after in zip(cells, (*cells[1:], ""), strict=False)]
    return [names.index(word) for word in joined if word in names]


def _unsorted(places: list[int]) -> bool:
    once = [at for at in places if places.count(at) == 1]
    return once != sorted(once)


def _likely(block: TableBlock, line: tuple[Cell, ...]) -> list[int]:
    """The columns that a line of the header names in words like the form's, such as 本年制发数量, in their order."""
    found = (_column(word, block) for cell in line if (word := bare(cell.text)))
    return [column for column in found if column is not None]


def columns_named(block: TableBlock, lines: list[Line]) -> dict[int, tuple[int, ...]]:
    """By grid, the cells in which one line of the header names every column, in their order."""
    found: dict[int, set[tuple[int, ...]]] = {}
    for line in (line for line in lines if line.grid >= 0):
        named = [(at, _column(bare(cell.text), block)) for at, cell in enumerate(line.cells) if cell.text]
        places = tuple(at for at, column in named if column is not None)
        if [column for _, column in named if column is not None] == list(range(len(block.columns))):
            found.setdefault(line.grid, set()).add(places)
    return {grid: next(iter(places)) for grid, places in found.items() if len(places) == 1}


def _column(word: str, block: TableBlock) -> int | None:
    """The number of the column that a word of the header names; None where it is like none, or like several."""
    likely = [max(closeness(word, bare(name)) for name in (one.label, *one.aliases)) for one in block.columns]
    best = max(likely)
    return likely.index(best) if best >= LIKELY and likely.count(best) == 1 else None


def first_columns(block: TableBlock, lines: list[Line]) -> dict[int, int]:
    """By grid, the cell in which the header has the first column, where the last one stands at the right distance."""
    names = bare(block.columns[0].label), bare(block.columns[-1].label)
    found: dict[int, dict[str, int]] = {}
    for line in (line for line in lines if line.grid >= 0):
        for at, cell in enumerate(line.cells):
            if (word := bare(cell.text)) in names:
                found.setdefault(line.grid, {})[word] = at
    return {
        grid: at[names[0]]
        for grid, at in found.items()
        if len(at) == len(set(names)) and at[names[1]] - at[names[0]] == len(block.columns) - 1
    }
