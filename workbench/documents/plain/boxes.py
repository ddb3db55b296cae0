"""Tables that are drawn in text with a rule between all rows: the lines of a row are the wrapped lines of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from workbench.documents.model import Cell

Row = tuple[Cell, ...]
_MANY = 6
"""So many parts between rules are rows; fewer may be head, body and foot."""


def rows_between_rules(rows: Sequence[Row | None], is_value: Callable[[str], bool]) -> Iterator[Row]:
    """The rows of a table whose lines are given; None stands for a rule."""
    parts = [list(part) for ruled, part in groupby(rows, key=lambda row: row is None) if not ruled]
    found = [[row for row in part if row is not None] for part in parts]
    wrapped = len(found) >= _MANY or not any(_has_values(row, is_value) for part in found for row in part[1:])
    for part in found:
        same = len({len(row) for row in part}) == 1
        if wrapped and same and len(part) > 1 and len(found) > 1:
            yield tuple(_joined(cells) for cells in zip(*part, strict=True))
        else:
            yield from part


def _has_values(row: Row, is_value: Callable[[str], bool]) -> bool:
    return any(is_value(cell.text) for cell in row)


def _joined(cells: Sequence[Cell]) -> Cell:
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2:  # noqa: PLR2004 - nothing to join
        return filled[0] if filled else cells[0]
    return Cell("\n".join(cell.text for cell in filled), filled[0].location.to(filled[-1].location))
