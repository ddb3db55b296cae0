"""Frames around runs of text, such as Word's character border: they are no cells, close as they are to the rules.

Taken for rules they would part the rows of a cell, and numbers would stand in rows without a label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.documents.pdf.bars import as_rules, height, width
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import around, lines
from workbench.documents.pdf.paths import Drawn
from workbench.documents.pdf.ruled import inside, ruled
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable

_MOST = 4_000
_CLOSE = 0.35
"""So much of the size of its text a frame leaves free at its ends; cells of a table leave more, but for the widest."""
_LINE = 2.2
_SLACK = 0.9


def unframed(rules: Drawn, seen: list[Glyph]) -> list[RuledTable]:
    """The tables of a page without the frames around runs of text, where each of these in a table is within a cell."""
    made = ruled(rules, seen)
    frames = list(_frames(rules.thin, seen)) if made and len(rules.thin) < _MOST else []
    if not frames:
        return made
    thin = list(_others(rules.thin, frames))
    level, upright = as_rules(thin, rules.dots)
    other = ruled(rules._replace(level=level, upright=upright, thin=thin), seen)
    within = [frame for frame in frames if any(_is_in(frame, table.box) for table in made)]
    cells = [box for table in other for row in table.cells for box in row]
    return other if within and all(any(_is_in(frame, box) for box in cells) for frame in within) else made


def _frames(thin: Sequence[Box], seen: list[Glyph]) -> Iterator[Box]:
    """The boxes between two level bars of one length with one line of text that fills them from end to end."""
    columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for bar in thin:
        if width(bar) >= height(bar):
            columns[round(bar[0]), round(bar[2])].append(bar)
    pairs = [pair for bars in columns.values() for pair in pairwise(sorted(bars, key=lambda bar: bar[1]))]
    boxes = [(above[0], above[1], above[2], below[3]) for above, below in pairs]
    for box, part in zip(boxes, inside(boxes, seen), strict=True):
        if part and _is_close(box, part):
            yield box


def _is_close(box: Box, part: Sequence[Glyph]) -> bool:
    found, size = lines(part), part[0].size
    if len(found) != 1 or height(box) > _LINE * size:
        return False
    left, _, right, _ = around(found[0])
    return left - box[0] <= _CLOSE * size and box[2] - right <= _CLOSE * size


def _is_side(bar: Box, frame: Box) -> bool:
    """Whether a bar is a side of a frame: as long, and at one of its ends."""
    x, y = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
    level = width(bar) >= height(bar)
    ends = (bar[0] - frame[0], bar[2] - frame[2]) if level else (bar[1] - frame[1], bar[3] - frame[3])
    apart = min(abs(y - frame[1]), abs(y - frame[3])) if level else min(abs(x - frame[0]), abs(x - frame[2]))
    return max(apart, *map(abs, ends)) <= _SLACK


def _others(thin: Sequence[Box], frames: Sequence[Box]) -> Iterator[Box]:
    """The bars that are no sides of frames; one of the length of a side that goes on with such a bar is none."""
    sides = [any(_is_side(bar, frame) for frame in frames) for bar in thin]
    others = [bar for bar, is_side in zip(thin, sides, strict=True) if not is_side]
    yield from others
    ends = {(round(x), round(y)) for bar in others for x, y in _ends(bar)}
    for bar, is_side in zip(thin, sides, strict=True):
        if is_side and any((round(x), round(y)) in ends for x, y in _ends(bar)):
            yield bar


def _ends(bar: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """The points where a bar begins and ends."""
    x, y = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
    return ((bar[0], y), (bar[2], y)) if width(bar) >= height(bar) else ((x, bar[1]), (x, bar[3]))


def _is_in(frame: Box, box: Box) -> bool:
    x, y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
