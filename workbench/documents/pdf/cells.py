"""The text of the cells of a ruled table, and what of it cannot be relied on."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.documents.model import Cell, Grid
from workbench.documents.pdf.filling import Filled, Places, centre, filled
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import Text, lines, text_of
from workbench.documents.pdf.marks import is_uneven, mark_behind, overlap
from workbench.documents.pdf.struck import STRUCK
from workbench.documents.pdf.wrapped import DIGITS, joined, room_of, widest, width
from workbench.documents.places import Box, PagePlace
from workbench.documents.ruling import RuledTable

OVER_THE_EDGE = "文字越过单元格边线，可能与相邻单元格相混，请对照原件核实"
NOT_WHOLE = "单元格太窄，数字没有显示完整，请对照原件核实"
OVERLAPPING = "单元格内的数字相互重叠，无法确定哪些属于同一个数，请对照原件核实"
UNEVEN = "数字大小不一，其中可能有注释的序号，请对照原件核实"

_AROUND = 4.0


def grid(
    table: RuledTable,
    glyphs: Sequence[Glyph],
    page: int,
    out: frozenset[Glyph] = frozenset(),
    pale: frozenset[int] = frozenset(),
) -> Grid:
    """The table with the characters that stand in it; its places are the boxes of the cells.

    ``out`` are characters that are struck out: numbers with such are doubted. ``pale`` are text objects far lighter
    than the others.
    """
    places = Places(table)
    parts = {at: part._replace(lines=_lines(part.glyphs)) for at, part in filled(places, glyphs, pale).items()}
    longest = widest(places.boxes, parts)
    cells = [_cell(box, parts.get(at), longest, page) for at, box in enumerate(places.boxes)]
    if out:
        with_some = {at for at, part in parts.items() if not out.isdisjoint(part.glyphs)}
        cells = [cell._replace(doubt=cell.doubt or STRUCK * (at in with_some)) for at, cell in enumerate(cells)]
    rows, at = [], 0
    for row in table.cells:
        rows.append(tuple(cells[at : at + len(row)]))
        at += len(row)
    return Grid(tuple(rows))


def doubted(made: Grid, places: Sequence[Box], why: str) -> Grid:
    """The table with a doubt in each number, or blank, of a cell in which one of those places is."""
    return Grid(tuple(tuple(_doubted(cell, places, why) for cell in row) for row in made.rows))


def _doubted(cell: Cell, places: Sequence[Box], why: str) -> Cell:
    box = cell.location.box if isinstance(cell.location, PagePlace) else None
    if box is None or cell.doubt or not (DIGITS.fullmatch(cell.text) or not cell.text):
        return cell
    return cell._replace(doubt=why) if any(_is_of(place, box) for place in places) else cell


def _is_of(place: Box, box: Box) -> bool:
    """Whether a place is that of a cell or in it, and not much more of the page."""
    x, y = centre(place)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3] and width(place) <= width(box) + _AROUND


def _cell(box: Box, part: Filled | None, longest: dict[int, tuple[float, float]], page: int) -> Cell:
    place = PagePlace(page, box)
    if part is None:
        return Cell("", place)
    text, doubt = joined(part.lines, room_of(box, longest))
    if not doubt and DIGITS.fullmatch(text):
        if is_uneven(part.glyphs):
            text, doubt = text.removesuffix(mark_behind(part.glyphs)), UNEVEN
        doubt = doubt or OVERLAPPING * overlap(part.glyphs)
    return Cell(text, place, doubt or part.doubt or (OVER_THE_EDGE if part.over else ""))


def _lines(glyphs: list[Glyph]) -> list[Text]:
    """The lines of a cell; where its text is turned, as it is read with the head turned."""
    turns = [glyph.turn for glyph in glyphs]
    turn = max(set(turns), key=turns.count, default=0)
    upright = [glyph._replace(box=_turned(glyph.box, turn)) for glyph in glyphs] if turn > 0 else glyphs
    return [text_of(line) for line in lines(upright)]


def _turned(box: Box, turn: int) -> Box:
    left, top, right, bottom = box
    return {
        90: (-bottom, left, -top, right),
        180: (-right, -bottom, -left, -top),
        270: (top, -right, bottom, -left),
    }[turn]
