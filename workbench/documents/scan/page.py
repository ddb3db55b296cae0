"""One scanned page: its tables and its lines of text in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from workbench.documents.model import Box, Grid, PagePlace
from workbench.documents.pages import PageLine
from workbench.documents.ruling import RuledTable, tables
from workbench.documents.scan.cells import grids
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import Reading, find, recognise
from workbench.documents.scan.ink import around, ink
from workbench.documents.scan.placing import Back, Item, put_back
from workbench.documents.scan.rules import TOLERANCE, closed
from workbench.documents.scan.shades import WHITE, Grey
from workbench.documents.scan.sheet import Sheet, sheet
from workbench.documents.scan.wording import set_in_chinese

_FIND = 110
_LEVEL = 0.5
_WIDE = 1.5
_SURE = 0.5


class LevelPage(NamedTuple):
    """What was recognised on a page, placed in points on the page set level; its height; and the way back from there.

    Tables that go on over a page end can be told by their places on level pages alone.
    """

    items: list[Item]
    height: float
    back: Back


def level_page(picture: Image.Image, page: int, scale: float) -> LevelPage:
    """The lines and tables of a page in reading order; a number whose readings differ is doubted.

    ``scale`` tells how many pixels of the picture are a unit of its places; 1 means that they are pixels.
    """
    ready = sheet(picture, page, scale)
    high = float(ready.shades.shape[0])
    return LevelPage(_items(ready), ready.points((0, 0, 0, high))[3], ready.back)


def recognise_page(picture: Image.Image, page: int, scale: float) -> list[Item]:
    """The lines and tables of a page as :func:`level_page` gives them, their boxes as on the page as it came."""
    found = level_page(picture, page, scale)
    return [_came(item, found.back) for item in found.items]


def _came(item: Item, back: Back) -> Item:
    if isinstance(item, PageLine):
        return item._replace(box=back(item.box))
    return replace(item, rows=put_back([item], {_page(item): back})[0].rows)


def _page(grid: Grid) -> int:
    place = grid.rows[0][0].location
    return place.page if isinstance(place, PagePlace) else 0


def _items(ready: Sheet) -> list[Item]:
    found = ink(ready.shades, ready.dpi)
    across, down = closed(ready.rules.across, ready.rules.down, ready.dpi)
    ruled = [table for table in tables(across, down, TOLERANCE * ready.dpi) if _has_columns(table)]
    placed: list[tuple[float, Item]] = [
        (table.box[1], grid) for table, grid in zip(ruled, grids(ready, ruled, found), strict=True)
    ]
    running = [(box[1], line) for box, line in _lines(ready, ruled, found.em)]
    return [item for _, item in sorted([*placed, *running], key=lambda pair: pair[0])]


def _has_columns(table: RuledTable) -> bool:
    return any(len(row) > 1 for row in table.cells)


# -- running text -----------------------------------------------------------------------------------------


def _lines(ready: Sheet, ruled: Sequence[RuledTable], em: float) -> list[tuple[Box, PageLine]]:
    """The lines of text outside the tables, with their boxes on the level page."""
    shades = _outside(ready.shades, ruled, em)
    rows = _rows(_found(shades, ready.dpi))
    pictures = [framed(cut(shades, box), em) for row in rows for box in row]
    readings = iter(recognise(pictures))
    lines = []
    for row in rows:
        parts = [(box, next(readings)) for box in row]
        line = _line(ready, [(box, one) for box, one in parts if one.text.strip() and one.score > _SURE], em)
        if line:
            lines.append((around(row), line))
    return lines


def _line(ready: Sheet, parts: Sequence[tuple[Box, Reading]], em: float) -> PageLine | None:
    if not parts:
        return None
    text = set_in_chinese(parts[0][1].text)
    for (before, _), (box, reading) in pairwise(parts):
        text += ("  " if box[0] - before[2] > _WIDE * em else "") + set_in_chinese(reading.text)
    box = ready.points(around([box for box, _ in parts]))
    return PageLine(text, ready.number, box, (), min(one.score for _, one in parts))


def _outside(shades: Grey, ruled: Sequence[RuledTable], em: float) -> Grey:
    """The page with its tables painted white."""
    out = shades.copy()
    for table in ruled:
        left, top, right, bottom = (max(round(edge), 0) for edge in table.box)
        reach = round(em / 4)
        out[max(top - reach, 0) : bottom + reach, max(left - reach, 0) : right + reach] = WHITE
    return out


def _found(shades: Grey, dpi: float) -> list[Box]:
    """The boxes of the lines of text on a page, looked for where there is any ink."""
    ys, xs = np.nonzero(cv2.erode(cv2.threshold(shades, 128, 1, cv2.THRESH_BINARY_INV)[1], np.ones((2, 2), np.uint8)))
    if not len(ys):
        return []
    edge = round(dpi / 10)
    left, top = max(int(xs.min()) - edge, 0), max(int(ys.min()) - edge, 0)
    part = shades[top : int(ys.max()) + edge, left : int(xs.max()) + edge]
    scale = min(_FIND / dpi, 1.0)
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return [
        (a / scale + left, b / scale + top, c / scale + left, d / scale + top) for a, b, c, d in find(small)
    ]


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes by the lines that they stand on, from top to bottom, each from left to right."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box[1] + box[3]) / 2):
        middle = (box[1] + box[3]) / 2
        last = found[-1][-1] if found else None
        if last and middle - (last[1] + last[3]) / 2 < _LEVEL * min(box[3] - box[1], last[3] - last[1]):
            found[-1].append(box)
        else:
            found.append([box])
    return [sorted(row) for row in found]
