"""Places on pages that were turned to be read, put back to where they stand on the page as shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.documents.model import Grid, Paragraph, Piece
from workbench.documents.pdf.layout import Sheet
from workbench.documents.pdf.space import FULL_TURN, Matrix, levelled, turned
from workbench.documents.places import Location, PagePlace

Block = Paragraph | Grid


def turned_back(blocks: Iterable[Block], sheets: Mapping[int, Sheet]) -> list[Block]:
    """The blocks with the boxes on ``sheets``, turned or levelled pages by their number, as on the pages shown."""
    if not sheets:
        return list(blocks)
    back = {number: _back(sheet) for number, sheet in sheets.items()}
    return [_block(block, back) for block in blocks]


def _back(sheet: Sheet) -> Matrix:
    sideways = sheet.turn % 180 != 0
    width, height = (sheet.height, sheet.width) if sideways else (sheet.width, sheet.height)
    return levelled(-sheet.lean, width, height).then(turned(FULL_TURN - sheet.turn, width, height))


def _block(block: Block, back: Mapping[int, Matrix]) -> Block:
    if isinstance(block, Grid):
        rows = (tuple(cell._replace(location=_place(cell.location, back)) for cell in row) for row in block.rows)
        return replace(block, rows=tuple(rows))
    pieces = tuple(Piece(piece.start, _place(piece.location, back), _edges(piece, back)) for piece in block.pieces)
    return replace(block, location=_place(block.location, back), pieces=pieces)


def _place(place: Location, back: Mapping[int, Matrix]) -> Location:
    if not isinstance(place, PagePlace) or not any(page in back for page, _ in place.boxes):
        return place
    more = tuple((page, back[page].box(box) if page in back else box) for page, box in place.more)
    box = back[place.page].box(place.box) if place.page in back else place.box
    return replace(place, box=box, more=more)


def _edges(piece: Piece, back: Mapping[int, Matrix]) -> tuple[float, ...]:
    """The edges of the characters, where they still run across the page."""
    page = piece.location.page if isinstance(piece.location, PagePlace) else 0
    return () if page in back else piece.edges
