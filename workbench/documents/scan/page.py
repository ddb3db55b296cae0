"""One scanned page: its tables and its lines of text in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import mean
from typing import NamedTuple

from PIL import Image

from workbench.documents.model import Box, Cell, Grid, PagePlace
from workbench.documents.pages import PageLine
from workbench.documents.ruling import RuledTable, tables
from workbench.documents.scan.cells import grids
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import Reading, find_small, recognise
from workbench.documents.scan.ink import around, ink
from workbench.documents.scan.numerals import is_number
from workbench.documents.scan.placing import Back, Item, grid_back
from workbench.documents.scan.rules import TOLERANCE, closed
from workbench.documents.scan.shades import WHITE, Grey
from workbench.documents.scan.sheet import Sheet, sheet
from workbench.documents.scan.turning import POOR, upright
from workbench.documents.scan.wording import set_in_chinese

_LEVEL = 0.5
_WIDE = 1.5
_SURE = 0.5


_UNRULED = "扫描图像上没有表格线，数字由位置推断，请对照原件核实"

_Part = tuple[Box, Reading]


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
    items = _items(ready)
    if _is_poor(items):
        other = upright(ready)
        items, ready = (_items(other), other) if other is not ready else (items, ready)
    high = float(ready.shades.shape[0])
    return LevelPage(items, ready.points((0, 0, 0, high))[3], ready.back)


def _is_poor(items: Sequence[Item]) -> bool:
    """Whether words are so badly read that the page may not lie upright."""
    lines = [(item.text, item.score or 0.0) for item in items if isinstance(item, PageLine)]
    cells = (cell for item in items if isinstance(item, Grid) for row in item.rows for cell in row)
    words = [*lines, *((cell.text, cell.location.score or 0.0) for cell in cells)]
    scores = [score for text, score in words if text and not is_number(text)]
    return not scores or mean(scores) < POOR


def recognise_page(picture: Image.Image, page: int, scale: float) -> list[Item]:
    """The lines and tables of a page as :func:`level_page` gives them, their boxes as on the page as it came."""
    found = level_page(picture, page, scale)
    return [_came(item, found.back) for item in found.items]


def _came(item: Item, back: Back) -> Item:
    return item._replace(box=back(item.box)) if isinstance(item, PageLine) else grid_back(item, back)


def _items(ready: Sheet) -> list[Item]:
    found = ink(ready.shades, ready.dpi)
    ruled = ruled_tables(ready)
    placed: list[tuple[float, Item]] = [
        (table.box[1], grid) for table, grid in zip(ruled, grids(ready, ruled, found), strict=True)
    ]
    running = [(box[1], line) for box, line in _lines(ready, ruled, found.em)]
    return [item for _, item in sorted([*placed, *running], key=lambda pair: pair[0])]


def ruled_tables(ready: Sheet) -> list[RuledTable]:
    """The tables of a page by its rules."""
    across, down = closed(ready.rules.across, ready.rules.down, ready.dpi)
    return [table for table in tables(across, down, TOLERANCE * ready.dpi) if _has_columns(table)]


def _has_columns(table: RuledTable) -> bool:
    return any(len(row) > 1 for row in table.cells)


# -- running text -----------------------------------------------------------------------------------------


def _lines(ready: Sheet, ruled: Sequence[RuledTable], em: float) -> list[tuple[Box, Item]]:
    """The lines of text outside the tables, and rows of numbers without rules, with their boxes on the level page."""
    shades = _outside(ready.shades, ruled, em)
    rows = _rows(find_small(shades, ready.dpi))
    pictures = [framed(cut(shades, box), em) for row in rows for box in row]
    readings = iter(recognise(pictures))
    parts = [[(box, next(readings)) for box in row] for row in rows]
    read = [[(box, one) for box, one in row if one.text.strip() and one.score > _SURE] for row in parts]
    found: list[tuple[Box, Item]] = []
    for tabular, group in groupby(filter(None, read), key=_is_tabular):
        lines = list(group)
        if tabular:
            found.append((_around(lines[0]), Grid(tuple(_cells(ready, line) for line in lines), inferred=True)))
        else:
            found += [(_around(line), _line(ready, line, em)) for line in lines]
    return found


def _around(parts: Sequence[_Part]) -> Box:
    return around([box for box, _ in parts])


def _is_tabular(parts: Sequence[_Part]) -> bool:
    """Whether what stands on one line, with gaps in it, holds numbers, as a row of a table without rules does."""
    return len(parts) > 1 and any(is_number(one.text) for _, one in parts)


def _cells(ready: Sheet, parts: Sequence[_Part]) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            set_in_chinese(one.text),
            PagePlace(ready.number, ready.points(box), recognised=round(one.score, 3)),
            _UNRULED if is_number(one.text) else "",
        )
        for box, one in parts
    )


def _line(ready: Sheet, parts: Sequence[_Part], em: float) -> PageLine:
    text = set_in_chinese(parts[0][1].text)
    for (before, _), (box, reading) in pairwise(parts):
        text += ("  " if box[0] - before[2] > _WIDE * em else "") + set_in_chinese(reading.text)
    box = ready.points(_around(parts))
    return PageLine(text, ready.number, box, (), min(one.score for _, one in parts))


def _outside(shades: Grey, ruled: Sequence[RuledTable], em: float) -> Grey:
    """The page with its tables painted white."""
    out = shades.copy()
    for table in ruled:
        left, top, right, bottom = (max(round(edge), 0) for edge in table.box)
        reach = round(em / 4)
        out[max(top - reach, 0) : bottom + reach, max(left - reach, 0) : right + reach] = WHITE
    return out


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
