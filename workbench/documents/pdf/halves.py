"""Two pages set side by side on one sheet: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import lines
from workbench.documents.places import Box

_WIDE = 1.2
"""A sheet that is so much wider than high may hold two pages."""
_BAND = 0.01
_FEW = 30
_FULL = 0.55
_GAP = 1.2
_BLANKS = " \u3000"


def middle(width: float, height: float, found: Sequence[Glyph], tables: Iterable[Box]) -> float:
    """Where two pages on one sheet meet; 0 where it holds one.

    Nothing may stand there, and on both sides there must be a line of text or a table about as wide as half the sheet:
    the columns of a table that has no rules leave a gap as well.
    """
    if width < _WIDE * height or len(found) < 2 * _FEW:
        return 0.0
    at, band = width / 2, _BAND * width
    boxes = [*tables]
    inked = [glyph for glyph in found if glyph.turn == 0 and glyph.text not in _BLANKS]
    if any(box[0] < at + band and at - band < box[2] for box in (*boxes, *(glyph.box for glyph in inked))):
        return 0.0
    sides = [[glyph for glyph in inked if (glyph.box[0] > at) == right] for right in (False, True)]
    wide = [any((box[0] > at) == right and _is_full(box, at) for box in boxes) for right in (False, True)]
    return at if all(map(_is_page, sides, wide, (at, at))) else 0.0


def _is_page(side: Sequence[Glyph], has_table: bool, half: float) -> bool:  # noqa: FBT001 - told by its place
    """Whether what stands on one half of a sheet is a page: a table, or a line without a gap, as wide as a page's."""
    if len(side) < _FEW:
        return False
    return has_table or any(
        _is_full((line[0].box[0], 0, line[-1].box[2], 0), half) and not _has_gap(line) for line in lines(side)
    )


def _is_full(box: Box, half: float) -> bool:
    return box[2] - box[0] > _FULL * half


def _has_gap(line: Sequence[Glyph]) -> bool:
    return any(b.box[0] - a.box[2] > _GAP * a.size for a, b in pairwise(line))
