"""Which value of a row stands in which column, and when that cannot be told.

Where a row has as many values as the table has columns there is nothing to tell. Where it has fewer, only
cells that are blank in the source say which are left out, and only where rows laid out alike show how far
behind the label the columns begin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from workbench.documents import Cell, PagePlace, SheetPlace
from workbench.reports.tables.column_order import Drawn
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.tables.parted_columns import place_of
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import state_of
from workbench.values import State, parse

_FEW = 3
_SEVERAL = 2
_UNITS = frozenset({"件", "个", "条", "项", "宗", "份", "次", "万元"})
_HEADER = -1
UNNAMED = "表中另有一列没有名称的数值，且合计不成立，各列数值可能错位，请对照原件核实"
"""The doubt of a row that its sums may settle."""
_FURTHER = "表中另有其他列的数值，该行有空白单元格，无法确定数值各属哪一列"

Shape = tuple[int, int, int]
"""Grid, place of the label and number of cells of a line: what rows laid out alike have in common."""


class Placed(NamedTuple):
    """The cells of a row, one a column; none, with the reason, where they cannot be told apart."""

    cells: tuple[Cell, ...]
    doubt: str = ""


class Layout(NamedTuple):
    """What the rows of a table teach of its columns.

    ``offsets`` tells how far behind the label they begin, by shape of row; ``plain`` are the grids where they always
    begin right behind it; ``firsts`` tells by grid in which cell of the line they always begin; ``gaps`` are
    blanks that recur amid complete rows; ``named`` are by grid the cells in which the header names the columns;
    ``exact`` says that no row has a cell more or less; ``beside`` is as ``named``, of header lines with as many cells
    as the rows that have more values than the table has columns; ``wide`` are the grids with numbers in more columns,
    ``drawn`` by grid the columns in which a header of several lines names those of the table, ``headed`` the cells
    in which lines of the kind of ``beside`` say something, and ``parted`` by grid the columns of this year where the
    names stand over several each, none where they are not known.
    """

    offsets: dict[Shape, set[int]]
    plain: frozenset[int]
    firsts: dict[int, int]
    gaps: Counter[tuple[int, ...]]
    named: dict[int, tuple[int, ...]]
    exact: bool
    beside: dict[int, tuple[int, ...]] = {}  # noqa: RUF012 - nothing is ever put in
    wide: frozenset[int] = frozenset()
    drawn: Mapping[int, Drawn] = {}
    headed: Mapping[int, frozenset[int]] = {}
    parted: Mapping[int, tuple[int, ...]] = {}


def learn(rows: Iterable[LooseRow], due: int, headed: dict[int, int], named: dict[int, tuple[int, ...]]) -> Layout:
    """The layout of the rows of a table with ``due`` columns; a row with values at both ends tells their place.

    ``headed`` is the cell in which the header has the first column, by grid, and ``named`` those of all columns.
    """
    known = list(rows)
    offsets: dict[Shape, set[int]] = defaultdict(set)
    grids: dict[int, set[int]] = defaultdict(set)
    gaps: Counter[tuple[int, ...]] = Counter()
    for row in known:
        if row.filled and (len(row.filled) == due or row.filled[-1] - row.filled[0] == due - 1 > 0):
            gaps[_gaps(row.filled)] += 1
            if row.shape:
                offsets[row.shape].add(row.filled[0])
                grids[row.shape[0]].add(row.filled[0])
    plain = frozenset(grid for grid, found in grids.items() if found == {0})
    celled = [row for row in known if row.values]  # a row without a cell for values says nothing of these
    exact = len(celled) >= _FEW and all(len(row.values) == due for row in celled)
    return Layout(offsets, plain, _firsts(offsets, headed), gaps, named, exact)


def _firsts(offsets: dict[Shape, set[int]], headed: dict[int, int]) -> dict[int, int]:
    """The cell of the first column by grid, where rows with labels in different places, or the header, say the same."""
    found: dict[int, set[int]] = defaultdict(set)
    labels: dict[int, set[int]] = defaultdict(set)
    for (grid, label, _), firsts in offsets.items():
        found[grid] |= {label + 1 + first for first in firsts}
        labels[grid].add(label)
    for grid, at in headed.items():
        found[grid].add(at)
        labels[grid].add(_HEADER)
    several = {grid: at for grid, at in found.items() if len(at) == 1 and (len(labels[grid]) > 1 or grid in headed)}
    return {grid: next(iter(at)) for grid, at in several.items()}


def _gaps(filled: tuple[int, ...]) -> tuple[int, ...]:
    """The distances of values from the first of them."""
    return tuple(at - filled[0] for at in filled)


def is_spaced(row: LooseRow, due: int) -> bool:
    """Whether a complete row has blanks amid its values."""
    return len(row.filled) == due > 1 and row.filled[-1] - row.filled[0] > due - 1


def place(row: LooseRow, due: int, layout: Layout) -> Placed:
    """The row's cells by column.

    Where other rows have a number in a further column, a blank cell of this one may be of any, be it as many numbers
    as the table has columns.
    """
    placed = _placed(row, due, layout)
    open_ended = row.shape is not None and row.shape[0] in layout.wide and len(row.values) > due
    if not open_ended or not 0 < len(row.filled) <= due:
        return placed
    below = _below_names(row, layout)
    return below if below.cells else placed._replace(doubt=placed.doubt or _FURTHER)


def is_off_line(row: LooseRow) -> bool:
    """Whether several values stand on another line of a page than any part of their label, and not below a page end.

    Then they may be those of the row above or below; one value stands between the lines of a narrow label often.
    """
    if row.shape or len(row.filled) < _SEVERAL or not row.labels:
        return False
    value = row.values[row.filled[0]].location
    places = [label.location for label in row.labels]
    if not isinstance(value, PagePlace) or not all(isinstance(one, PagePlace) for one in places):
        return False
    parts = [
        replace(one, box=box, page=page) for one in places if isinstance(one, PagePlace) for page, box in one.boxes
    ]
    return all(one.page == value.page for one in parts) and not any(one.is_level(value) for one in parts)


def _placed(row: LooseRow, due: int, layout: Layout) -> Placed:
    row_filled = _without_remark(row, due)
    count = len(row_filled)
    if count > due:
        below = _below_names(row, layout)
        return below if below.cells else Placed((), "数值多于格式的列数")
    if not count:
        return Placed(_blanks(row, due, layout))
    if count == due:
        gaps = _gaps(row_filled)
        known = gaps[-1] == due - 1 or layout.gaps[gaps] >= _FEW or _is_even(gaps)
        sure = known or _is_below_header(row, row_filled, layout)
        return Placed(tuple(row.values[at] for at in row_filled), "" if sure else "数值之间夹有多余的空格")
    return _with_blanks(row, row_filled, due, layout)


def _is_even(gaps: tuple[int, ...]) -> bool:
    """Whether many values stand equally far apart, as where a blank column follows each."""
    return len(gaps) > _FEW and len({right - left for left, right in pairwise(gaps)}) == 1


def _is_below_header(row: LooseRow, filled: tuple[int, ...], layout: Layout) -> bool:
    """Whether each value stands in the cell in which the header names its column."""
    if row.shape is None:
        return False
    grid, label, _ = row.shape
    return layout.named.get(grid) == tuple(label + 1 + at for at in filled)


def _below_names(row: LooseRow, layout: Layout) -> Placed:
    """The cells below the names of the columns where the header has other columns too; none where it cannot be told.

    In a sheet, whose columns stand fast, a value beside them all that has no name is no more than a doubt.
    """
    if row.shape is None:
        return Placed(())
    grid, label, _ = row.shape
    if grid in layout.parted:
        by_place = {place_of(cell, label + 1 + at): cell for at, cell in enumerate(row.values)}
        due = layout.parted[grid]
        return Placed(tuple(by_place[at] for at in due) if all(at in by_place for at in due) else ())
    values = _values(row)
    named = layout.beside.get(grid)
    if named is not None:
        headed = layout.headed.get(grid, frozenset())
        unnamed = [row.values[at] for at in values if label + 1 + at not in headed]
        places = [at - label - 1 for at in named]
        cells = tuple(row.values[at] for at in places) if places[0] >= 0 and places[-1] < len(row.values) else ()
    else:
        unnamed, cells = _in_drawn_columns(row, values, layout)
    if not all(isinstance(cell.location, SheetPlace) for cell in unnamed):
        return Placed(())
    return Placed(cells, UNNAMED if unnamed and cells else "")


def _values(row: LooseRow) -> list[int]:
    """The places of the values of a row, remarks left out."""
    return [at for at in row.filled if state_of(row.values[at].text) is not State.TEXT]


def _in_drawn_columns(row: LooseRow, values: list[int], layout: Layout) -> tuple[list[Cell], tuple[Cell, ...]]:
    """The values that are drawn in columns without a name, and the cells in those that the header names.

    No cells where one of these columns is not there, or one amid them has no name.
    """
    drawn = layout.drawn.get(row.shape[0]) if row.shape else None
    if drawn is None or not drawn.is_whole:
        return [], ()
    cells = {drawn_in(cell): cell for cell in row.values}
    unnamed = [row.values[at] for at in values if drawn_in(row.values[at]) not in drawn.headed]
    return unnamed, tuple(cells[at] for at in drawn.columns) if all(at in cells for at in drawn.columns) else ()


def wider(rows: Iterable[LooseRow], due: int) -> frozenset[int]:
    """The grids in which rows laid out alike, taken together, have numbers in more columns than the table has.

    Where none of them reaches over more, they begin in different columns and are each complete.
    """
    places: dict[Shape, set[int]] = defaultdict(set)
    reaching = set()
    for row in rows:
        if row.shape and len(row.values) > due:
            said = _values(row)
            places[row.shape].update(said)
            if said and said[-1] - said[0] >= due:
                reaching.add(row.shape)
    return frozenset(shape[0] for shape, found in places.items() if len(found) > due and shape in reaching)


def uncounted(rows: Mapping[str, LooseRow], due: int) -> dict[str, LooseRow]:
    """The rows without the running numbers that stand between their labels and their values, where all have them."""
    numbers = [parse(row.values[row.filled[0]].text).value for row in rows.values() if len(row.filled) == due + 1]
    counts = [first is not None and second == first + 1 for first, second in pairwise(numbers)]
    if len(numbers) < max(len(rows), _FEW) or not all(counts):
        return dict(rows)
    return {key: replace(row, values=row.values[row.filled[0] + 1 :], shape=None) for key, row in rows.items()}


def without_units(rows: Mapping[str, LooseRow]) -> dict[str, LooseRow]:
    """The rows without the unit between their labels and their values, where all that are filled have it."""
    filled = {key: row for key, row in rows.items() if row.filled}
    if not all(row.values[row.filled[0]].text in _UNITS for row in filled.values()):
        return dict(rows)
    return {**rows, **{key: _behind(row, row.filled[0]) for key, row in filled.items()}}


def _behind(row: LooseRow, at: int) -> LooseRow:
    """A row with the values behind one, which stands for the end of its label."""
    shape = row.shape and (row.shape[0], row.shape[1] + at + 1, row.shape[2])
    return replace(row, values=row.values[at + 1 :], shape=shape)


def _without_remark(row: LooseRow, due: int) -> tuple[int, ...]:
    """The places of the values, a remark in an extra column behind them left out."""
    filled = row.filled
    while len(filled) > due and state_of(row.values[filled[-1]].text) is State.TEXT:
        filled = filled[:-1]
    return filled


def _blanks(row: LooseRow, due: int, layout: Layout) -> tuple[Cell, ...]:
    """The cells of a row that was left blank; the last one stands for those that the source does not even hold."""
    start = min(_offset(row, layout) or 0, max(len(row.values) - due, 0))
    cells = row.values[start : start + due]
    return (*cells, *cells[-1:] * (due - len(cells)))


def _with_blanks(row: LooseRow, filled: tuple[int, ...], due: int, layout: Layout) -> Placed:
    starts = range(max(filled[-1] - due + 1, 0), min(filled[0], len(row.values) - due) + 1)
    if not starts:
        return Placed((), "数值少于格式的列数，无法确定各属哪一列")
    known = _offset(row, layout)
    if filled[-1] - filled[0] == due - 1:
        known = filled[0]
    elif known is None and layout.exact:
        known = 0
    if known is None or known not in starts:
        return Placed((), "有空白单元格，无法确定数值各属哪一列")
    return Placed(row.values[known : known + due])


def _offset(row: LooseRow, layout: Layout) -> int | None:
    """How far behind the label the columns begin, where all rows laid out alike agree, or the header says so."""
    if row.shape is None:
        return None
    found = layout.offsets.get(row.shape)
    if found is not None:
        return next(iter(found)) if len(found) == 1 else None
    grid, label, _ = row.shape
    if grid in layout.plain:
        return 0
    return layout.firsts[grid] - label - 1 if grid in layout.firsts else None
