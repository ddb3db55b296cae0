"""The column that a cell is drawn in."""

from __future__ import annotations

from workbench.documents import BlockPlace, Cell, SheetPlace


def drawn_in(cell: Cell) -> int:
    """The column that a cell is drawn in, from 1; 0 where its place does not tell."""
    place = cell.location
    if isinstance(place, SheetPlace) and place.order:
        return int(place.order[1])
    return (place.cell_column or 0) if isinstance(place, BlockPlace) else 0
