"""Numbers that go on beyond the edge of a page or over the outer rule of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.places import Box

CUT = "\ufffd"
"""What stands for a digit beside which the page ends and its number does not."""
_GAP = 0.3
_NEAR = 2.0
_MOST = 200
"""More digits than this stand on no line beyond an edge."""


def parted(found: Sequence[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    """The characters whose middle is within a box, and the digits that are not."""
    inside, outside = [], []
    left, top, right, bottom = box
    for one in found:
        begin, high, end, low = one.box
        if left <= (begin + end) / 2 <= right and top <= (high + low) / 2 <= bottom:
            inside.append(one)
        elif one.text.isdigit():
            outside.append(one)
    return inside, outside


def on_page(found: Sequence[Glyph], wide: float, high: float) -> list[Glyph]:
    """The characters on a page of that size; what is left of a number that its edge cuts is none that can be read."""
    inside, outside = parted(found, (0.0, 0.0, wide, high))
    cut = set(_going_on(inside, outside))
    return [one._replace(text=CUT) if one in cut else one for one in inside] if cut else inside


def over_the_rule(found: Sequence[Glyph], box: Box) -> list[Box]:
    """The places of digits in a table beside which stand others, outside, of the same number."""
    left, _, right, _ = box
    near = [
        one for one in found if abs(one.box[0] - left) < _NEAR * one.size or abs(one.box[2] - right) < _NEAR * one.size
    ]
    inside, outside = parted(near, box)
    return [one.box for one in _going_on(inside, outside)]


def _going_on(inside: Sequence[Glyph], outside: Sequence[Glyph]) -> list[Glyph]:
    """The digits beside which stand others that are outside."""
    level = sorted((one for one in outside if one.turn == 0), key=_middle)
    heights = [_middle(one) for one in level]
    return [one for one in inside if level and _goes_on(one, level, heights)]


def _goes_on(one: Glyph, level: Sequence[Glyph], heights: Sequence[float]) -> bool:
    """Whether a digit has another beside it among those on its line; ``heights`` are those of ``level``, in order."""
    if one.turn or not one.text.isdigit():
        return False
    first = bisect_right(heights, _middle(one) - one.size / 2)
    last = min(bisect_left(heights, _middle(one) + one.size / 2), first + _MOST)
    return any(_touch(one, other) for other in level[first:last])


def _middle(one: Glyph) -> float:
    """The height of the middle of a character."""
    return (one.box[1] + one.box[3]) / 2


def _touch(one: Glyph, other: Glyph) -> bool:
    """Whether two characters on one line stand in one word."""
    return max(other.box[0] - one.box[2], one.box[0] - other.box[2]) < _GAP * one.size
