"""Several rows that were typed into one, each of its cells with a line for each row."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.documents import Cell, TextPlace
from workbench.reports.vocabulary import bare, row_words, state_of
from workbench.values import State

Row = tuple[Cell, ...]
_FEW = 2


def unstacked(row: Row) -> Iterator[Row]:
    """The rows in a row of which the label has several lines, each a label of the form, and so has every value.

    What stands before the label is of the first row. Any other row is given back as it is.
    """
    at = next((at for at, cell in enumerate(row) if "\n" in cell.text and _names_rows(cell)), None)
    count = len(_lines(row[at])) if at is not None else 0
    values = row[at + 1 :] if at is not None else ()
    if not values or not all(map(_holds_values, values)) or any(len(_lines(cell)) != count for cell in values):
        yield row
        return
    for number in range(count):
        before = row[:at] if not number else ()
        yield (*before, *(_line(cell, number) for cell in row[at:]))


def _names_rows(cell: Cell) -> bool:
    """Whether each line of a cell is the label of a row; such a label is not wrapped into others."""
    lines = _lines(cell)
    return len(lines) >= _FEW and all(bare(line) in row_words() for line in lines)


def _holds_values(cell: Cell) -> bool:
    return all(state_of(line) not in (State.TEXT, State.BLANK) for line in _lines(cell))


def _lines(cell: Cell) -> list[str]:
    return cell.text.split("\n")


def _line(cell: Cell, number: int) -> Cell:
    """One line of a cell, at its place in the cell where that can be told."""
    lines = _lines(cell)
    if isinstance(cell.location, TextPlace):  # which counts the lines of the file
        return cell._replace(text=lines[number])
    start = sum(len(line) + 1 for line in lines[:number])
    place = cell.location.part(start, start + len(lines[number]))
    return cell._replace(text=lines[number], location=place)
