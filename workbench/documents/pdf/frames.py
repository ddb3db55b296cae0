"""Frames around runs of text, such as Word's character border: they are no cells, close as they are to the rules.

Taken for rules they would part the rows of a cell, and numbers would stand in rows without a label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

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
    found = list(_frames(rules.thin, seen)) if made and len(rules.thin) < _MOST else []
    frames = _apart(found, rules.thin) if found else []
    if not frames:
        return made
    thin = [bar for bar in rules.thin if not any(_is_side(bar, frame) for frame in frames)]
    level, upright = as_rules(thin, rules.dots)
    other = ruled(rules._replace(level=level, upright=upright, thin=thin), seen)
    within = [frame for frame in frames if any(_is_in(frame, table.box) for table in made)]
    cells = [box for table in other for row in table.cells for box in row]
    held = [[frame for frame in within if _is_in(frame, box)] for box in cells] if within else []
    return (
        other if sum(map(len, held)) >= len(within) > 0 and not any(_holds_cells(one, seen) for one in held) else made
    )


def _holds_cells(frames: Sequence[Box], seen: list[Glyph]) -> bool:
    """Whether frames of numbers within one cell are cells themselves: beside one another, or stacked and as wide."""
    texts = zip(frames, inside(frames, seen), strict=True) if len(frames) > 1 else ()
    numbers = [frame for frame, part in texts if part and all(glyph.text.isdigit() for glyph in part)]
    return any(_are_beside(*pair) or _are_alike(*pair) for pair in combinations(numbers, 2))


def _are_beside(one: Box, other: Box) -> bool:
    level = min(one[3], other[3]) - max(one[1], other[1]) > height(one) / 2
    return level and max(one[0], other[0]) - min(one[2], other[2]) > _SLACK


def _are_alike(one: Box, other: Box) -> bool:
    """Whether frames are as wide, and do not touch as those of a number's two lines do."""
    alike = max(abs(one[0] - other[0]), abs(one[2] - other[2])) <= _SLACK
    return alike and max(one[1], other[1]) - min(one[3], other[3]) > _SLACK


def _frames(thin: Sequence[Box], seen: list[Glyph]) -> Iterator[Box]:
    """The boxes between two level bars of one length with one line of text that fills them from end to end."""
    columns: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for bar in thin:
        if width(bar) >= height(bar):
            columns[round(bar[0]), round(bar[2])].append(bar)
    pairs = [pair for bars in columns.values() for pair in pairwise(sorted(bars, key=lambda bar: bar[1]))]
    high = _LINE * max(glyph.size for glyph in seen)
    boxes = [(above[0], above[1], above[2], below[3]) for above, below in pairs if below[3] - above[1] <= high]
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
    if width(bar) >= height(bar):
        y = (bar[1] + bar[3]) / 2
        alike = abs(bar[0] - frame[0]) <= _SLACK and abs(bar[2] - frame[2]) <= _SLACK
        return alike and min(abs(y - frame[1]), abs(y - frame[3])) <= _SLACK
    x = (bar[0] + bar[2]) / 2
    alike = abs(bar[1] - frame[1]) <= _SLACK and abs(bar[3] - frame[3]) <= _SLACK
    return alike and min(abs(x - frame[0]), abs(x - frame[2])) <= _SLACK


def _apart(frames: Sequence[Box], thin: Sequence[Box]) -> list[Box]:
    """The frames with no more than a corner where another bar ends, or one of a frame that is a cell by this.

    A frame along which a longer bar runs is a cell as well.
    """
    others = [bar for bar in thin if not any(_is_side(bar, frame) for frame in frames)]
    upright = [bar for bar in others if height(bar) > width(bar)]
    taken = {_place(*end) for bar in others for end in _ends(bar)}
    free = list(frames)
    bound = [one for one in free if any(_runs_along(bar, one) for bar in upright) or _is_bound(one, taken)]
    while bound:
        taken |= {_place(*corner) for frame in bound for corner in _corners(frame)}
        free = [frame for frame in free if frame not in bound]
        bound = [frame for frame in free if _is_bound(frame, taken)]
    return free


def _is_bound(frame: Box, taken: set[tuple[int, int]]) -> bool:
    return sum(not taken.isdisjoint(_around(corner)) for corner in _corners(frame)) > 1


def _runs_along(bar: Box, frame: Box) -> bool:
    """Whether an upright bar is at an end of a frame and reaches above and below its middle."""
    x, y = (bar[0] + bar[2]) / 2, (frame[1] + frame[3]) / 2
    return bar[1] < y < bar[3] and min(abs(x - frame[0]), abs(x - frame[2])) <= _SLACK


def _place(x: float, y: float) -> tuple[int, int]:
    return round(x), round(y)


def _around(point: tuple[float, float]) -> set[tuple[int, int]]:
    """The places that a point is at or next to."""
    x, y = point
    return {_place(x + i, y + j) for i in (-_SLACK, 0, _SLACK) for j in (-_SLACK, 0, _SLACK)}


def _corners(frame: Box) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = frame
    return (left, top), (right, top), (left, bottom), (right, bottom)


def _ends(bar: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """The points where a bar begins and ends."""
    x, y = (bar[0] + bar[2]) / 2, (bar[1] + bar[3]) / 2
    return ((bar[0], y), (bar[2], y)) if width(bar) >= height(bar) else ((x, bar[1]), (x, bar[3]))


def _is_in(frame: Box, box: Box) -> bool:
    x, y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
