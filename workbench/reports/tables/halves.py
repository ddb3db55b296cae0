"""Tables that were cut from top to bottom as they were too wide: the second half has the labels of all rows again.

They are put together only where the rows of both have the same labels, and the names of the columns in both are those
of one table of the form, in its order and none twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from workbench.documents import Cell, Grid, Paragraph
from workbench.forms import forms
from workbench.reports.vocabulary import bare, state_of
from workbench.values import State

_FEW = 3
_BETWEEN = 2
_SHORT = 20
"""What may stand between the halves: 续表 and the like."""

Row = tuple[Cell, ...]
Blocks = tuple[Paragraph | Grid, ...]


def joined(blocks: Blocks) -> Blocks:
    """The blocks with the halves of tables put together; the same where there are none."""
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
    found = list(blocks)
    for first, second in reversed(list(pairwise(grids))):
        one, other = found[first], found[second]
        if isinstance(one, Grid) and isinstance(other, Grid) and _are_near(found[first + 1 : second]):
            rows = _whole(one.rows, other.rows) if len(one.rows) == len(other.rows) > _FEW else ()
            if rows:
                found[first : second + 1] = [Grid(rows, one.inferred or other.inferred)]
    return tuple(found)


def _are_near(between: Sequence[Paragraph | Grid]) -> bool:
    return len(between) <= _BETWEEN and all(isinstance(one, Paragraph) and len(one.text) < _SHORT for one in between)


def _whole(one: Sequence[Row], other: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of both halves beside one another; nothing where they are no halves of one table."""
    filled = [at for at, row in enumerate(one) if len(_labels(row)) < len(row)]
    both = [at for at, row in enumerate(other) if len(_labels(row)) < len(row)]
    if filled != both or len(filled) < _FEW or any(_said(one[at]) != _said(other[at]) for at in filled):
        return ()
    heads = [_names(row for at, row in enumerate(half) if at not in filled) for half in (one, other)]
    if not any(_make_up(names, *heads) for names in _columns()):
        return ()
    pairs = enumerate(zip(one, other, strict=True))
    return tuple((*row, *(_values(rest) if at in filled else _further(row, rest))) for at, (row, rest) in pairs)


def _labels(row: Row) -> Row:
    """The cells of a row before its first value."""
    count = next((at for at, cell in enumerate(row) if state_of(cell.text) is not State.TEXT), len(row))
    return row[:count]


def _values(row: Row) -> Row:
    return row[len(_labels(row)) :]


def _said(row: Row) -> list[str]:
    return [bare(cell.text) for cell in _labels(row)]


def _further(row: Row, rest: Row) -> Iterator[Cell]:
    """The cells of a line of the second header which the first one has not."""
    known = {bare(cell.text) for cell in row}
    return (cell for cell in rest if bare(cell.text) not in known)


def _names(rows: Iterator[Row]) -> frozenset[str]:
    return frozenset(bare(cell.text) for row in rows for cell in row)


def _make_up(names: tuple[str, ...], one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the first header has the first of the names, the second the others, and none is in both."""
    count = sum(name in one for name in names)
    return 0 < count < len(names) and one.issuperset(names[:count]) and _has_only(other, names, names[count:])


def _has_only(found: frozenset[str], names: tuple[str, ...], due: tuple[str, ...]) -> bool:
    return found.intersection(names) == frozenset(due)


@cache
def _columns() -> tuple[tuple[str, ...], ...]:
    """The names of the columns of each part of the forms' tables that has several."""
    blocks = (block for form in forms() for table in form.tables for block in table.blocks)
    found = (tuple(bare(column.label) for column in block.columns) for block in blocks)
    return tuple(dict.fromkeys(names for names in found if len(names) > _FEW))
