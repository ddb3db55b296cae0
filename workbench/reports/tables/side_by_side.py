"""Tables that were cut from left to right as they were too long: their second half stands beside the first one.

Each half has labels of its own, and the header names the same columns over both.
"""

from __future__ import annotations

from itertools import groupby, takewhile

from workbench.documents import Cell
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.vocabulary import bare, is_label, state_of
from workbench.values import State

Row = tuple[Cell, ...]
Rows = tuple[Row, ...]
_FEW = 3


def below_one_another(rows: Rows) -> Rows:
    """The rows of the first half, then those of the second; the same where there are no halves."""
    starts = [_second(row) for row in rows] if len(rows) > _FEW else []
    if sum(map(bool, starts)) < _FEW:
        return rows
    start = min(filter(None, starts))
    first, second = (tuple(_part(row, start, behind=behind) for row in rows) for behind in (False, True))
    body = next(at for at, found in enumerate(starts) if found)
    names, others = (_names(half[:body]) for half in (first, second))
    if names != others or len(names) < _FEW or min(sum(map(_is_row, half)) for half in (first, second)) < _FEW:
        return rows
    return (*first, *(row for row in second if any(cell.text for cell in row)))


def _second(row: Row) -> int:
    """The column, from 1, of the first label behind the values of a row that has labels before them; 0 without one."""
    kinds = [
        (kind, [at for at, _ in cells]) for kind, cells in groupby(enumerate(row), key=lambda one: _is_word(one[1]))
    ]
    if [kind for kind, _ in kinds[-4:]] != [True, False, True, False] or len(kinds[-3][1]) < _FEW:
        return 0
    at = kinds[-2][1][0]
    return _place(row[at], at)


def _is_word(cell: Cell) -> bool:
    return state_of(cell.text) is State.TEXT


def _place(cell: Cell, at: int) -> int:
    return drawn_in(cell) or at + 1


def _part(row: Row, start: int, *, behind: bool) -> Row:
    return tuple(cell for at, cell in enumerate(row) if (_place(cell, at) >= start) is behind)


def _names(rows: Rows) -> list[str]:
    """The labels of the form that the lines of a header say, in their order."""
    return [bare(cell.text) for row in rows for cell in row if is_label(cell.text)]


def _is_row(row: Row) -> bool:
    """Whether cells are a label of the form and values behind it."""
    labels = tuple(takewhile(_is_word, row))
    return 0 < len(labels) < len(row) and is_label(labels[-1].text)
