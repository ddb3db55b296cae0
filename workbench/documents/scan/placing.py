"""Places on level pages: pages set against one another, and the way back to the pages as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.documents.model import Cell, Grid, Paragraph, Piece
from workbench.documents.pages import PageLine
from workbench.documents.places import Box, Location, PagePlace

Item = PageLine | Grid
Back = Callable[[Box], Box]
"""Leads from a box of a level page to the box around it on the page as it came."""

Block = Paragraph | Grid


class Came(NamedTuple):
    """The page that a recognised one came as, by its number in the file, and the way back to it."""

    page: int
    back: Back


_FARTHEST = 40.0
_ALIKE = 0.02


def put_back(blocks: Iterable[Block], backs: Mapping[int, Came]) -> list[Block]:
    """The blocks with the boxes on the recognised pages that ``backs`` names as on the pages as they came."""
    return [
        _grid(block, lambda place: _came(place, backs)) if isinstance(block, Grid) else paragraph_back(block, backs)
        for block in blocks
    ]


def paragraph_back(block: Paragraph, backs: Mapping[int, Came]) -> Paragraph:
    """A paragraph with its places so put back."""
    pieces = tuple(Piece(piece.start, _came(piece.location, backs), piece.edges) for piece in block.pieces)
    return replace(block, location=_came(block.location, backs), pieces=pieces)


def _came(place: Location, backs: Mapping[int, Came]) -> Location:
    if not isinstance(place, PagePlace):
        return place
    known = {page: backs.get(page, Came(page, _as_it_is)) for page, _ in place.boxes}
    (page, box), *more = [(known[page].page, known[page].back(box)) for page, box in place.boxes]
    return replace(place, page=page, box=box, more=tuple(more))


def _as_it_is(box: Box) -> Box:
    return box


def grid_back(grid: Grid, back: Back) -> Grid:
    """A table that stands on one page, with its places so put back."""
    return _grid(grid, lambda place: replace(place, box=back(place.box)) if isinstance(place, PagePlace) else place)


def _grid(grid: Grid, moved: Callable[[Location], Location]) -> Grid:
    return replace(grid, rows=tuple(tuple(c._replace(location=moved(c.location)) for c in row) for row in grid.rows))


# -- pages that were fed askew ----------------------------------------------------------------------------


def offset(before: Sequence[Item], page: Sequence[Item]) -> float:
    """How far to the right a page must be moved for its first table to stand below the last one of the page before.

    Zero where the two are not equally wide, or stand too far apart to be one.
    """
    last = next((item for item in reversed(before) if isinstance(item, Grid)), None)
    first = next((item for item in page if isinstance(item, Grid)), None)
    if last is None or first is None:
        return 0.0
    (left, right), (other, end) = _sides(last), _sides(first)
    alike = abs((right - left) - (end - other)) < _ALIKE * (right - left)
    return left - other if alike and abs(left - other) < _FARTHEST else 0.0


def moved(items: Iterable[Item], right: float) -> list[Item]:
    """What stands on a page, moved to the right."""
    return [_moved(item, right) for item in items]


def _moved(item: Item, right: float) -> Item:
    if isinstance(item, PageLine):
        return item._replace(box=shifted(item.box, right))
    return _grid(item, lambda place: _shifted(place, right))


def _shifted(place: Location, right: float) -> Location:
    return replace(place, box=shifted(place.box, right)) if isinstance(place, PagePlace) else place


def shifted(box: Box, right: float, down: float = 0.0) -> Box:
    """A box moved to the right and down."""
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _sides(grid: Grid) -> tuple[float, float]:
    cells: list[Cell] = [cell for row in grid.rows for cell in row]
    boxes = [cell.location.box for cell in cells if isinstance(cell.location, PagePlace)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)
