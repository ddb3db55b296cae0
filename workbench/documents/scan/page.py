"""One scanned page: its tables and its lines of text in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from PIL import Image

from workbench.documents.model import Grid
from workbench.documents.pages import PageLine
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable, tables
from workbench.documents.scan.apart import told_apart
from workbench.documents.scan.cells import grids
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.edges import edges_of
from workbench.documents.scan.engine import find_small, recognise
from workbench.documents.scan.ink import APART, Ink, are_in, around, ink
from workbench.documents.scan.lost import with_lost_rules
from workbench.documents.scan.numerals import is_number
from workbench.documents.scan.pieces import Part, in_rows
from workbench.documents.scan.placing import Back, Item, grid_back
from workbench.documents.scan.rules import TOLERANCE, closed
from workbench.documents.scan.shades import WHITE, Grey
from workbench.documents.scan.sheet import Sheet, sheet
from workbench.documents.scan.spread import fold
from workbench.documents.scan.turning import POOR, upright
from workbench.documents.scan.wording import set_in_chinese

_WIDE = 1.5
_SURE = 0.5
_NAME = 4
_SHORT = 10
"""Longer lines are not read by chance on a page that lies on its side."""


class LevelPage(NamedTuple):
    """What was recognised on a page, placed in points on the page set level; its height; and the way back from there.

    Tables that go on over a page end can be told by their places on level pages alone.
    """

    items: list[Item]
    height: float
    back: Back


def level_page(picture: Image.Image, page: int, scale: float, dots: float = 0.0) -> LevelPage:
    """The lines and tables of a page in reading order; a number whose readings differ is doubted.

    ``scale`` tells how many pixels of the picture are a unit of its places; 1 means that they are pixels. ``dots`` is
    how many are an inch of the paper; where that is 0 it is taken for a page of the usual size.
    """
    ready = sheet(picture, page, scale, dots)
    items = _items(ready)
    if _is_poor(items):
        other = upright(ready)
        items, ready = (_items(other), other) if other is not ready else (items, ready)
    high = float(ready.shades.shape[0])
    return LevelPage(items, ready.points((0, 0, 0, high))[3], ready.back)


def _is_poor(items: Sequence[Item]) -> bool:
    """Whether no line runs across the page, or words are so badly read, that the page may not lie upright.

    Cells that are higher than wide are taken for text set upright, so that numbers say nothing of how a page lies.
    """
    lines = [(item.text, item.score or 0.0) for item in items if isinstance(item, PageLine)]
    cells = (cell for item in items if isinstance(item, Grid) for row in item.rows for cell in row)
    words = [*lines, *((cell.text, cell.location.score or 0.0) for cell in cells)]
    scores = [score for text, score in words if text and not is_number(text)]
    runs = any(len(text) > _SHORT for text, _ in lines)
    return not runs or mean(scores) < POOR


def recognise_page(picture: Image.Image, page: int, scale: float, dots: float = 0.0) -> list[Item]:
    """The lines and tables of a page as :func:`level_page` gives them, their boxes as on the page as it came."""
    found = level_page(picture, page, scale, dots)
    return [_came(item, found.back) for item in found.items]


def _came(item: Item, back: Back) -> Item:
    return item._replace(box=back(item.box)) if isinstance(item, PageLine) else grid_back(item, back)


def _items(ready: Sheet) -> list[Item]:
    found = ink(ready.shades, ready.dpi)
    ruled = ruled_tables(ready, found)
    outside = _outside(ready.shades, ruled, found.em)
    parts = _parts(outside, ready.dpi, found.em)
    high, wide = ready.shades.shape
    at = fold(wide, high, [table.box for table in ruled], [part.box for part in parts])
    running = [one for side in _sides(parts, at) for one in _lines(ready, side, outside, found.em)]
    placed: list[tuple[Box, Item]] = [
        (table.box, grid) for table, grid in zip(ruled, grids(ready, ruled, found), strict=True)
    ]
    return [item for _, item in sorted([*placed, *running], key=lambda pair: (pair[0][0] > at > 0, pair[0][1]))]


def _sides(parts: Sequence[Part], at: float) -> list[list[Part]]:
    """The pieces of the two pages that meet somewhere on a sheet, or those of its one page."""
    if not at:
        return [list(parts)]
    return [[part for part in parts if (part.box[0] > at) is right] for right in (False, True)]


def ruled_tables(ready: Sheet, found: Ink) -> list[RuledTable]:
    """The tables of a page by its rules, those included that its ink tells to be missing."""
    across, down = closed(ready.rules.across, ready.rules.down, ready.dpi)
    ruled = tables(across, down, TOLERANCE * ready.dpi)
    return [with_lost_rules(table, found) for table in ruled if _has_columns(table)]


def _has_columns(table: RuledTable) -> bool:
    return any(len(row) > 1 for row in table.cells)


# -- running text -----------------------------------------------------------------------------------------


def _parts(shades: Grey, dpi: float, em: float) -> list[Part]:
    """The pieces of the lines of text outside the tables."""
    boxes = find_small(shades, dpi)
    readings = recognise([framed(cut(shades, box), em) for box in boxes])
    return [Part(box, one) for box, one in zip(boxes, readings, strict=True) if one.text.strip() and one.score > _SURE]


def _lines(ready: Sheet, parts: Sequence[Part], shades: Grey, em: float) -> list[tuple[Box, PageLine]]:
    """The lines that pieces make, with their boxes on the level page."""
    found = ink(shades, ready.dpi)._replace(em=em)
    rows = told_apart(shades, in_rows(parts, em), found)
    return [(around([part.box for part in row]), _line(ready, row, found)) for row in rows]


def _line(ready: Sheet, parts: Sequence[Part], found: Ink) -> PageLine:
    """What stands on one line."""
    text, edges = "", list[float]()
    for at, part in enumerate(parts):
        if at and _are_apart(parts[at - 1], part, found.em):
            text, edges = f"{text} ", [*edges, parts[at - 1].box[2]]
        words = set_in_chinese(part.text)
        text += words
        edges += edges_of(words, part.box, found.boxes[are_in(found.boxes, part.box)], found.em)
    edges.append(parts[-1].box[2])
    left, top, right, bottom = around([part.box for part in parts])
    points = tuple(ready.points((edge, top, right, bottom))[0] for edge in edges)
    box = ready.points((left, top, right, bottom))
    return PageLine(text, ready.number, box, points, min(part.reading.score for part in parts))


def _are_apart(before: Part, part: Part, em: float) -> bool:
    """Whether two pieces of a line are words apart; numbers and the names of columns are sooner."""
    number = is_number(before.text) or is_number(part.text)
    names = max(len(before.text), len(part.text)) <= _NAME
    return part.box[0] - before.box[2] > (APART if number or names else _WIDE) * em


def _outside(shades: Grey, ruled: Sequence[RuledTable], em: float) -> Grey:
    """The page with its tables painted white."""
    out = shades.copy()
    for table in ruled:
        left, top, right, bottom = (max(round(edge), 0) for edge in table.box)
        reach = round(em / 4)
        out[max(top - reach, 0) : bottom + reach, max(left - reach, 0) : right + reach] = WHITE
    return out
