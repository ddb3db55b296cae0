"""Tables that are written the other way round: what the form prints beside one another stands below one another.

Where the names of a table's columns follow each other down the rows, in the form's order and without one missing, the
rows are turned into those that the form has. Nothing is turned that does not fit exactly.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workbench.documents import Cell
from workbench.forms import forms
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.vocabulary import SURE, bare, closeness, state_of
from workbench.values import State

_LABELS = 3
_ABOVE = 3
"""A header has no more lines than this."""

Row = tuple[Cell, ...]
Rows = tuple[Row, ...]


class _Block(NamedTuple):
    """The bare names of the columns and the rows of a part of a table."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]


def turned(rows: Rows) -> Rows:
    """The rows of a table as the form has them; the same where they are not the other way round."""
    firsts = _first_columns()
    likely = [at for at, row in enumerate(rows) if not firsts.isdisjoint([bare(cell.text) for cell in row[:_LABELS]])]
    starts = [at for at in likely if _name(rows[at]) in firsts]
    if not starts:
        return rows
    for block in _blocks():
        runs = [at for at in starts if _runs_down(rows, at, block)]
        made = _by_row(rows, runs, block) or _by_column(rows, runs, block)
        if made:
            return made
    return rows


def _name(row: Row) -> str:
    """What the last of the labels of a row says, bare; empty where it has no value or no label."""
    labels = _labels(row)
    return bare(labels[-1].text) if labels and len(labels) < len(row) else ""


def _labels(row: Row) -> Row:
    """The cells of a row before its first value."""
    count = next((at for at, cell in enumerate(row) if state_of(cell.text) is not State.TEXT), len(row))
    return row[:count]


def _values(row: Row) -> Row:
    return row[len(_labels(row)) :]


def _runs_down(rows: Rows, at: int, block: _Block) -> bool:
    """Whether the rows from one on name the columns of a block, each with as many values."""
    run = rows[at : at + len(block.columns)]
    named = len(run) == len(block.columns) and all(map(_is, map(_name, run), block.columns))
    return named and len({len(_values(row)) for row in run}) == 1


def _is(found: str, due: str) -> bool:
    return closeness(found, due) >= SURE


def _by_column(rows: Rows, runs: list[int], block: _Block) -> Rows:
    """The rows of one run of lines, each column of values below the name of a row; nothing where that does not fit."""
    if len(runs) != 1:
        return ()
    (at,) = runs
    run = rows[at : at + len(block.columns)]
    lines = range(max(at - _ABOVE, 0), at)
    first = next((line for line in lines if any(bare(cell.text) in block.rows for cell in rows[line])), at)
    heads = _from_left([cell for row in rows[first:at] for cell in row if bare(cell.text) in block.rows])
    if tuple(bare(cell.text) for cell in heads) != block.rows or len(_values(run[0])) != len(heads):
        return ()
    if any(state_of(cell.text) not in (State.TEXT, State.BLANK) for row in rows[first:at] for cell in row):
        return ()
    made = [(head, *(_values(row)[number] for row in run)) for number, head in enumerate(heads)]
    return (*rows[:first], _header(run), *made, *rows[at + len(run) :])


def _from_left(heads: list[Cell]) -> list[Cell]:
    """The names of rows from left to right, where their places tell; on several lines they stand as groups go."""
    return sorted(heads, key=drawn_in) if all(map(drawn_in, heads)) else heads


def _by_row(rows: Rows, runs: list[int], block: _Block) -> Rows:
    """The rows of several runs of lines with one value each, the name of a row before the first of each run."""
    count = len(block.columns)
    heads = [_labels(rows[at])[-2] for at in runs if len(_labels(rows[at])) > 1 and len(_values(rows[at])) == 1]
    if len(heads) != len(runs) or len(heads) != len(block.rows):
        return ()
    if not all(bare(head.text).endswith(row) for head, row in zip(heads, block.rows, strict=True)):
        return ()
    made = [(head, *(_values(row)[0] for row in rows[at : at + count])) for head, at in zip(heads, runs, strict=True)]
    return (*rows[: runs[0]], _header(rows[runs[0] : runs[0] + count]), *made, *rows[runs[-1] + count :])


def _header(run: Rows) -> Row:
    """The names of the columns as one row."""
    return tuple(_labels(row)[-1] for row in run)


@cache
def _blocks() -> tuple[_Block, ...]:
    """The blocks of all forms that have several rows and columns, those of equal names once."""
    blocks = (block for form in forms() for table in form.tables for block in table.blocks)
    found = (
        _Block(tuple(bare(one.label) for one in block.columns), tuple(bare(one.label) for one in block.rows))
        for block in blocks
        if min(len(block.columns), len(block.rows)) > 1
    )
    return tuple(dict.fromkeys(found))


@cache
def _first_columns() -> frozenset[str]:
    return frozenset(block.columns[0] for block in _blocks())
