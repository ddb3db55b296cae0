"""The statutory tables as the form draws them: which box stands where and how many rows and columns it spans."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workbench.forms.model import Column, Row, Table, TableBlock

LEAD = "信息内容"
"""What the form prints above the row labels of a table that has a heading over each block."""

_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a drawn table: a text of the form, or the place of the cell whose key it bears."""

    kind: Literal["head", "label", "cell"]
    text: str = ""
    key: str = ""
    rowspan: int = 1
    colspan: int = 1


Line = tuple[Box, ...]


def draw(table: Table, only: Collection[str] = ()) -> tuple[Line, ...]:
    """A table line by line; where cells are named, only the rows that they stand in, under their headings."""
    kept = [(block, rows) for block in table.blocks if (rows := _rows(table, block, only))]
    width = max((len(block.columns) for block, _ in kept), default=0)
    return tuple(line for block, rows in kept for line in _block(table, block, rows, width))


def _rows(table: Table, block: TableBlock, only: Collection[str]) -> Sequence[Row]:
    """The rows to draw; those that share one line stay together."""
    wanted = [row for row in block.rows if not only or any(b.key in only for b in _cells(table, row, block.columns))]
    return block.rows if wanted and block.across else wanted


def _block(table: Table, block: TableBlock, rows: Sequence[Row], width: int) -> Iterator[Line]:
    if block.across:
        return _across(table, block)
    return _headed(table, block, rows, width) if block.heading else _grouped(table, block, rows)


def _headed(table: Table, block: TableBlock, rows: Sequence[Row], width: int) -> Iterator[Line]:
    """A block under its own heading; its last column takes the room that wider blocks need."""
    yield (Box("head", block.heading, colspan=width + 1),)
    columns = [Box("head", column.label) for column in block.columns]
    yield (Box("head", LEAD), *_widened(columns, width))
    for row in rows:
        yield (Box("label", row.label), *_widened(list(_cells(table, row, block.columns)), width))


def _widened(boxes: Sequence[Box], width: int) -> Line:
    return (*boxes[:-1], replace(boxes[-1], colspan=width - len(boxes) + 1))


def _across(table: Table, block: TableBlock) -> Iterator[Line]:
    """All rows on one line. A header of the table stands over all rows but the first, as it does in the form."""
    over, width = table.header[-1:], len(block.columns)
    first, others = block.rows[:1], block.rows[1:]
    if over:
        yield (
            *(Box("head", row.label, rowspan=2, colspan=width) for row in first),
            Box("head", over[0], colspan=width * len(others)),
        )
        yield tuple(Box("head", row.label, colspan=width) for row in others)
    else:
        yield tuple(Box("head", row.label, colspan=width) for row in block.rows)
    yield tuple(Box("head", column.label) for _ in block.rows for column in block.columns)
    yield tuple(box for row in block.rows for box in _cells(table, row, block.columns))


def _grouped(table: Table, block: TableBlock, rows: Sequence[Row]) -> Iterator[Line]:
    """Rows under groups, some of which stand within another, beneath a header of up to three lines."""
    paths = [_path(block.rows, block.rows.index(row)) for row in rows]
    depth = max(len(path) for path in paths)
    yield from _header(table, block.columns, depth)
    for at, row in enumerate(rows):
        yield (*_labels(paths, at, depth), *_cells(table, row, block.columns))


def _header(table: Table, columns: Sequence[Column], depth: int) -> Iterator[Line]:
    """The header: its texts are the corner, what stands over all columns, and over all but the first and last."""
    if len(table.header) != _HEADER_LINES:
        yield (Box("head", "".join(table.header), colspan=depth), *(Box("head", c.label) for c in columns))
        return
    corner, over, inner = table.header
    yield Box("head", corner, rowspan=3, colspan=depth), Box("head", over, colspan=len(columns))
    yield (
        Box("head", columns[0].label, rowspan=2),
        Box("head", inner, colspan=len(columns) - 2),
        Box("head", columns[-1].label, rowspan=2),
    )
    yield tuple(Box("head", column.label) for column in columns[1:-1])


def _path(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    """The groups that a row stands under and its own label: a group that goes on after another encloses it."""
    group = rows[at].group
    before = {row.group for row in rows[:at]}
    enclosing = [row.group for row in rows[at + 1 :] if row.group and row.group != group and row.group in before]
    outer = enclosing[-1:] if group else []
    return (*outer, *filter(None, [group]), rows[at].label)


def _labels(paths: Sequence[tuple[str, ...]], at: int, depth: int) -> Iterator[Box]:
    """The label boxes that begin in this row; the last is widened to fill the space before the cells."""
    path = paths[at]
    for level, text in enumerate(path):
        if level < len(path) - 1:
            if at and paths[at - 1][: level + 1] == path[: level + 1] and len(paths[at - 1]) > level + 1:
                continue
            yield Box("label", text, rowspan=_run(paths, at, level))
        else:
            yield Box("label", text, colspan=depth - level)


def _run(paths: Sequence[tuple[str, ...]], at: int, level: int) -> int:
    start = paths[at][: level + 1]
    following = (len(path) > level + 1 and path[: level + 1] == start for path in paths[at:])
    return next((count for count, same in enumerate(following) if not same), len(paths) - at)


def _cells(table: Table, row: Row, columns: Sequence[Column]) -> Iterator[Box]:
    return (Box("cell", key=f"{table.key}.{row.key}.{column.key}") for column in columns)
