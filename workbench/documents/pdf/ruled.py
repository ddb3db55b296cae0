"""Which tables the rules of a page make, and which of its characters stand in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from statistics import median

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import lines, text_of
from workbench.documents.pdf.paths import Drawn
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable, tables

_TOLERANCE = (0.4, 2.0)
_TOLERANCE_OF_SIZE = 0.2
_WORDS = re.compile(r"\S+(?: \S+){3}")
_NUMBERS = re.compile(r"\d[\d,.]*(?:\s+\d[\d,.]*){2}")
_WIDE_CELL = 0.25


def ruled(rules: Drawn, seen: list[Glyph]) -> list[RuledTable]:
    """The tables by drawn rules, and those by the edges of coloured cells where there are none."""
    if not seen or not (rules.level or rules.fill_level):
        return []
    size = median(glyph.size for glyph in seen)
    tolerance = min(max(_TOLERANCE_OF_SIZE * size, _TOLERANCE[0]), _TOLERANCE[1])
    by_rules = (table for table in tables(rules.level, rules.upright, tolerance) if _holds(table, seen))
    found = [table for table in by_rules if _parts_numbers(table, seen)]
    if rules.fill_level:
        level, upright = [*rules.level, *rules.fill_level], [*rules.upright, *rules.fill_upright]
        filled = (table for table in tables(level, upright, tolerance) if _holds(table, seen))
        more = [table for table in filled if len(table.cells) > 1 and _parts_numbers(table, seen, _WORDS)]
        found += [table for table in more if not any(_meet(table.box, other.box) for other in found)]
    return sorted(found, key=lambda table: table.box[1])


def _holds(table: RuledTable, seen: list[Glyph]) -> bool:
    """Whether a table has columns and text in it, be it the one digit that a page end has left for the next page."""
    left, top, right, bottom = table.box
    inside = any(left < glyph.box[0] < right and top < glyph.box[1] < bottom for glyph in seen)
    return inside and any(len(row) > 1 for row in table.cells)


def _parts_numbers(table: RuledTable, seen: list[Glyph], joined: re.Pattern[str] = _NUMBERS) -> bool:
    """Whether the rules part what stands on a row; else they only part its rows, or every other one."""
    least = _WIDE_CELL * (table.box[2] - table.box[0])
    wide = [box for row in table.cells for box in row if box[2] - box[0] > least]
    return not any(joined.search(text_of(line).text) for part in inside(wide, seen) for line in lines(part))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(boxes: Sequence[Box], found: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters in each of some boxes, in their order."""
    placed = sorted(((glyph.box[1] + glyph.box[3]) / 2, at) for at, glyph in enumerate(found))
    heights = [height for height, _ in placed]
    for left, top, right, bottom in boxes:
        level = sorted(at for _, at in placed[bisect_left(heights, top) : bisect_right(heights, bottom)])
        yield [found[at] for at in level if left <= (found[at].box[0] + found[at].box[2]) / 2 <= right]


def is_in(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a character is within a box."""
    x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
