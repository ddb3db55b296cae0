"""Rows of a flattened table: which cells are labels, which are values, and where one row ends.

Reports reach the desk with merged cells lost, rows shifted and cells one a line. What can be said of a
row without knowing the form is said here; :mod:`workbench.reports.alignment` holds it against the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.documents import Cell, Grid, Location
from workbench.text import normalise
from workbench.values import State, parse


@dataclass(frozen=True, slots=True)
class LooseRow:
    """The labels of a row and the cells after them; ``shape`` tells rows of one lay-out from those of another.

    ``start`` is the place of the first value cell in the row, ``width`` the number of all its cells.
    """

    grid: int
    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    start: int
    width: int

    @property
    def numbers(self) -> int:
        """How many value cells are not blank."""
        return sum(parse(cell.text).state is not State.BLANK for cell in self.values)

    @property
    def location(self) -> Location:
        """From the first cell to the last."""
        cells = (*self.labels, *self.values)
        return cells[0].location.to(cells[-1].location)

    @property
    def text(self) -> str:
        """The row as it stands, cells parted by bars."""
        return "｜".join(cell.text for cell in (*self.labels, *self.values))


def loose_rows(grids: list[Grid]) -> Iterator[LooseRow]:
    """All rows of the grids in their order, a line that holds several rows cut between them."""
    for index, grid in enumerate(grids):
        for row in grid.rows:
            for piece in _pieces(row):
                yield _split(index, piece)


def _is_label(cell: Cell) -> bool:
    return parse(cell.text).state is State.TEXT


def _pieces(row: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """A line cut where a label follows a value: there the next row begins."""
    start, seen_value = 0, False
    for at, cell in enumerate(row):
        if _is_label(cell):
            if seen_value:
                yield row[start:at]
                start, seen_value = at, False
        elif cell.text and parse(cell.text).state is not State.BLANK:
            seen_value = True
    yield row[start:]


def _split(grid: int, row: tuple[Cell, ...]) -> LooseRow:
    last = max((at for at, cell in enumerate(row) if _is_label(cell)), default=-1)
    labels = tuple(cell for cell in row[: last + 1] if normalise(cell.text))
    return LooseRow(grid, labels, row[last + 1 :], last + 1, len(row))


def fitted(row: LooseRow, due: int, learned: int | None) -> tuple[Cell, ...] | None:
    """The row's value cells where it is certain which they are, else None.

    ``due`` is the number of columns, ``learned`` the distance between label and first value in complete
    rows of the same shape. Blank cells at the ends belong to lost merged cells; a blank among the
    values is a value left out, and only where the shape tells its place is it taken for one.
    """
    if len(row.values) == due and (learned in (None, 0) or row.numbers == due):
        return row.values
    core = trimmed(row.values)
    if len(core) == due:
        return core
    if learned is not None and len(row.values) >= learned + due and _spill(row, learned, due) == 0:
        return row.values[learned : learned + due]
    return None


def _spill(row: LooseRow, first: int, due: int) -> int:
    """How many values would fall outside the columns."""
    outside = (*row.values[:first], *row.values[first + due :])
    return sum(parse(cell.text).state is not State.BLANK for cell in outside)


def trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without the blank ones at both ends."""
    filled = [at for at, cell in enumerate(cells) if parse(cell.text).state is not State.BLANK]
    return cells[filled[0] : filled[-1] + 1] if filled else ()


def learn_offsets(rows: list[LooseRow], due: int) -> dict[tuple[int, int, int], int]:
    """For each shape of row, how far behind the label the values begin, from the rows that are complete."""
    found: dict[tuple[int, int, int], set[int]] = {}
    for row in rows:
        core = trimmed(row.values)
        if len(core) == due and row.numbers == due:
            first = next(at for at, cell in enumerate(row.values) if cell is core[0])
            found.setdefault(shape(row), set()).add(first)
    return {key: offsets.pop() for key, offsets in found.items() if len(offsets) == 1}


def shape(row: LooseRow) -> tuple[int, int, int]:
    """What rows laid out alike have in common: their grid, where the values start, and their width."""
    return row.grid, row.start, row.width
