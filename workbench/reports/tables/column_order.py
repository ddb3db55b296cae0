"""The order of the columns that a header names, and the cells in which it names them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.documents import Cell, PagePlace
from workbench.forms.model import Table, TableBlock
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.tables.labels import Header
from workbench.reports.tables.lines import Line
from workbench.reports.vocabulary import LIKELY, bare, closeness, state_of
from workbench.values import State

_DEEPEST = 4
_HIGHEST = 150
"""No header has more rows than this, nor is it higher, in points."""


def is_shuffled(table: Table, block: TableBlock, header: Header) -> bool:
    """Whether the header names columns, or the rows of a table that runs across, in another order than the form."""
    if block.across:
        return _is_shuffled_across(table, block, header)
    names = [bare(column.label) for column in block.columns]
    lines = list(_header_lines(block, header))
    ranks = [_named(names, Header((line,))) for line in lines] + [_likely(block, line) for line in lines]
    ranks += [*(_with_groups(block, line) for line in lines), _by_place(names, header)]
    every = _named(names, header)
    groups = {column.group for column in block.columns if column.group} or {""}
    grouped = [[at for at in every if block.columns[at].group == group] for group in groups]
    return any(_unsorted(places) for places in (*ranks, *grouped))


def _is_shuffled_across(table: Table, block: TableBlock, header: Header) -> bool:
    """Whether the rows of a table that stand beside one another, or the columns below them, are in another order."""
    across = _from_left(header)
    first = bare(block.rows[0].label)  # stands before what spans the others
    before = across.said[: across.said.index(first)] if first in across.said else ()
    if any(bare(name) in before for name in table.header):
        return True
    named = _named([bare(column.label) for column in block.columns], header)
    due = [*range(len(block.columns))]
    once = len(named) == len(due) and _unsorted(named)  # which stand once over rows below one another
    whole = len(named) == len(due) * len(block.rows) and named != due * len(block.rows)
    return once or whole or _unsorted(_named([bare(row.label) for row in block.rows], across))


def _from_left(header: Header) -> Header:
    """The cells of a header from left to right, where their places on a page are known."""
    places = [cell.location for cell in header.cells]
    lefts = [place.box[0] for place in places if isinstance(place, PagePlace)]
    if len(lefts) < len(places):
        return header
    order = sorted(range(len(lefts)), key=lefts.__getitem__)
    return Header((tuple(header.cells[at] for at in order),))


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
    found = (column_of(word, block) for cell in line if (word := bare(cell.text)))
    return [column for column in found if column is not None]


def _with_groups(block: TableBlock, line: tuple[Cell, ...]) -> list[int]:
    """The columns that a line of the header names, in their order; of a group that it names, the first one."""
    places: dict[str, int] = {}
    for at, column in enumerate(block.columns):
        places.setdefault(bare(column.group or column.label), at)
    return [places[word] for cell in line if (word := bare(cell.text)) in places]


def _by_place(names: list[str], header: Header) -> list[int]:
    """The columns that the header names once, from left to right as they are drawn.

    None where that is not known, or where the header is one of several that were put together.
    """
    pairs = [pair for pair in zip(header.said, header.cells, strict=True) if pair[0] in names]
    said = [word for word, _ in pairs]
    named = {names.index(word): cell for word, cell in pairs if said.count(word) == 1}
    if not _are_of_one(list(named.values())):
        return []
    steps = [_left(other) - _left(one) for line in header.lines for one, other in pairwise(line)]
    leftward = bool(steps) and max(steps) < 0  # a table that is drawn from right to left
    return sorted(named, key=lambda at: (-_left(named[at]) if leftward else _left(named[at]), at))


def _are_of_one(cells: list[Cell]) -> bool:
    """Whether cells are drawn within the height of one header, none of them above another."""
    rows = [cell.location.row for cell in cells]
    heights = [row[-1] for row in rows]
    limit = _HIGHEST if all(isinstance(cell.location, PagePlace) for cell in cells) else _DEEPEST
    together = len({row[:-1] for row in rows}) == 1 and max(heights) - min(heights) <= limit
    lefts = list(map(_left, cells))
    return together and all(lefts) and len(set(lefts)) == len(lefts)


def _left(cell: Cell) -> float:
    """How far right a cell is drawn, 0 where its place does not tell."""
    place = cell.location
    return place.box[0] if isinstance(place, PagePlace) else drawn_in(cell)


def columns_named(block: TableBlock, lines: list[Line]) -> dict[int, tuple[int, ...]]:
    """By grid, the cells in which one line of the header names every column, in their order."""
    found: dict[int, set[tuple[int, ...]]] = {}
    for line in (line for line in lines if line.grid >= 0):
        named = [(at, column_of(bare(cell.text), block)) for at, cell in enumerate(line.cells) if cell.text]
        places = tuple(at for at, column in named if column is not None)
        if [column for _, column in named if column is not None] == list(range(len(block.columns))):
            found.setdefault(line.grid, set()).add(places)
    return {grid: next(iter(places)) for grid, places in found.items() if len(places) == 1}


def is_mixed(block: TableBlock, line: Line) -> bool:
    """Whether something else stands amid the names of columns on a line that was inferred from where text stands.

    It may be of the line above, as what spans columns is: the cells of the line are then not those of the rows below.
    """
    if not line.inferred:
        return False
    named = [at for at, cell in enumerate(line.cells) if cell.text and column_of(bare(cell.text), block) is not None]
    return any(
        cell.text for at, cell in enumerate(line.cells) if named and named[0] < at < named[-1] and at not in named
    )


class Drawn(NamedTuple):
    """The drawn columns in which a header names those of the table, and all in which it says something."""

    columns: tuple[int, ...]
    headed: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """Whether the header says something of all columns amid those of the table."""
        return self.headed.issuperset(range(self.columns[0], self.columns[-1] + 1))


def columns_drawn(block: TableBlock, lines: list[Line]) -> dict[int, Drawn]:
    """As :func:`columns_by_name`, where the columns stand in the order of the form."""
    found = columns_by_name(block, lines)
    return {grid: one for grid, one in found.items() if one.columns == tuple(sorted(one.columns))}


def columns_by_name(block: TableBlock, lines: list[Line]) -> dict[int, Drawn]:
    """By grid, the drawn columns in which the header, on whatever lines, names every column by its very name."""
    names = [set(map(bare, known)) for known in block.names]
    found: dict[int, dict[int, set[int]]] = {}
    headed: dict[int, set[int]] = {}
    for line in lines:
        for cell in line.cells if line.grid >= 0 and holds_words(line) else ():
            column = drawn_in(cell)
            headed.setdefault(line.grid, set()).update([column] if cell.text else [])
            at = next((at for at, known in enumerate(names) if bare(cell.text) in known), None)
            if at is not None and column:
                found.setdefault(line.grid, {}).setdefault(at, set()).add(column)
    return {
        grid: Drawn(tuple(min(places[at]) for at in range(len(names))), frozenset(headed[grid]))
        for grid, places in found.items()
        if len(places) == len(names) and all(len(one) == 1 for one in places.values())
    }


def cells_headed(lines: list[Line]) -> dict[int, frozenset[int]]:
    """By grid, the cells in which lines without a value say something."""
    found: dict[int, frozenset[int]] = {}
    for line in lines:
        if line.grid >= 0 and holds_words(line):
            said = frozenset(at for at, cell in enumerate(line.cells) if cell.text)
            found[line.grid] = found.get(line.grid, frozenset()) | said
    return found


def holds_words(line: Line) -> bool:
    """Whether a line has no value, as those of a header; the labels of rows may be called as columns are."""
    return all(state_of(cell.text) in (State.TEXT, State.BLANK) for cell in line.cells)


def column_of(word: str, block: TableBlock) -> int | None:
    """The number of the column that a word of the header names; None where it is like none, or like several."""
    return _likeliest(word, block.names)


@lru_cache(maxsize=50_000)
def _likeliest(word: str, columns: tuple[tuple[str, ...], ...]) -> int | None:
    likely = [max(closeness(word, bare(name)) for name in names) for names in columns]
    best = max(likely)
    return likely.index(best) if best >= LIKELY and likely.count(best) == 1 else None


def first_columns(block: TableBlock, lines: list[Line]) -> dict[int, int]:
    """By grid, the cell in which the header has the first column, where the last one stands at the right distance."""
    names = bare(block.columns[0].label), bare(block.columns[-1].label)
    found: dict[int, dict[str, int]] = {}
    for line in (line for line in lines if line.grid >= 0):
        for at, cell in enumerate(line.cells):
            if (word := bare(cell.text)) in names:
                found.setdefault(line.grid, {}).setdefault(word, at)  # a row below may be called as the last column is
    return {
        grid: at[names[0]]
        for grid, at in found.items()
        if len(at) == len(set(names)) and at[names[1]] - at[names[0]] == len(block.columns) - 1
    }
