"""Characters set apart from one another throughout, as letter-spacing sets them, told from numbers side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from workbench.documents.pdf.glyphs import Glyph

_LEAST = 0.06
_MOST = 0.5
"""Characters that stand further apart than this are not of one word, whatever sets them apart."""
_NEXT = 1.0
_LEVEL = 0.1
_FEW = 8
_EVEN = 0.15
_MOSTLY = 0.7
_WIDE = "\u2e80"
_BLANK = "\u3000"


def closed_up(found: list[Glyph]) -> list[Glyph]:
    """The characters, those of a size whose characters are set apart throughout as long as they are with the gap.

    Then whatever looks for gaps between words and numbers finds those that are wider than between any two characters.
    """
    gaps = _spacing(found)
    if not gaps:
        return found
    return [_with_gap(glyph, gaps[size]) if (size := _size(glyph)) in gaps else glyph for glyph in found]


def _size(glyph: Glyph) -> float:
    return round(glyph.size, 1)


def _with_gap(glyph: Glyph, gap: float) -> Glyph:
    left, top, right, bottom = glyph.box
    return glyph if glyph.text in (" ", _BLANK) or glyph.turn else glyph._replace(box=(left, top, right + gap, bottom))


def _spacing(found: Sequence[Glyph]) -> dict[float, float]:
    """By size, how far wide characters stand apart that follow one another, where nearly all stand equally far apart.

    Figures do not tell: those of several numbers side by side may stand equally far apart too.
    """
    gaps: dict[float, list[float]] = defaultdict(list)
    for before, glyph in pairwise(found):
        gap = glyph.box[0] - before.box[2]
        if -glyph.size < gap < _NEXT * glyph.size and _are_wide(before, glyph) and _are_level(before, glyph):
            gaps[_size(glyph)].append(gap)
    middles = {size: median(one) for size, one in gaps.items() if len(one) >= _FEW}
    return {
        size: middle
        for size, middle in middles.items()
        if _LEAST * size < middle < _MOST * size and _are_even(gaps[size], middle, size)
    }


def _are_wide(before: Glyph, glyph: Glyph) -> bool:
    """Whether both characters are Chinese ones or as wide as these."""
    return min(before.text[-1], glyph.text) >= _WIDE and _BLANK not in (before.text, glyph.text)


def _are_level(before: Glyph, glyph: Glyph) -> bool:
    """Whether two characters of one size stand upright on one level."""
    alike = before.turn == glyph.turn == 0 and before.size == glyph.size
    return alike and abs(before.box[3] - glyph.box[3]) < _LEVEL * glyph.size


def _are_even(gaps: Sequence[float], middle: float, size: float) -> bool:
    """Whether most gaps are alike: what was stretched to fill lines differs from line to line."""
    return sum(abs(gap - middle) < _EVEN * size for gap in gaps) > _MOSTLY * len(gaps)
