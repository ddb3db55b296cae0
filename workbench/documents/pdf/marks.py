"""Digits in a cell that may be no part of its number: marks of notes, and what is printed across it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import lines
from workbench.documents.pdf.wrapped import width

_RAISED, _SMALLER = 0.8, 0.95
_LIFTED = 0.2
_OVERLAP = 0.35


def overlap(glyphs: Sequence[Glyph]) -> bool:
    """Whether digits lie over one another, as where a mark across the page is printed over a number."""
    if any(glyph.turn for glyph in glyphs):
        return False
    return any(
        one.box[2] - after.box[0] > _OVERLAP * min(width(one.box), width(after.box))
        for line in lines([glyph for glyph in glyphs if glyph.text.isdigit()])
        for one, after in pairwise(line)
    )


def is_uneven(glyphs: Sequence[Glyph]) -> bool:
    """Whether some digits are smaller than others or lifted above them on their line, as those that point to a note."""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit()]
    sizes = [glyph.size for glyph in digits]
    return bool(sizes) and (min(sizes) < _RAISED * max(sizes) or _are_lifted(digits, _LIFTED * max(sizes)))


def mark_behind(glyphs: Sequence[Glyph]) -> str:
    """The digits of the mark of a note behind a number, smaller or lifted; empty where they stand elsewhere."""
    digits = sorted((glyph for glyph in glyphs if glyph.text.isdigit()), key=lambda glyph: glyph.box[0])
    whole = max(digits, key=lambda glyph: glyph.size)
    small = [glyph for glyph in digits if glyph.size < _SMALLER * whole.size]
    mark = [
        glyph
        for glyph in small
        if glyph.size < _RAISED * whole.size or whole.box[3] - glyph.box[3] > _LIFTED * whole.size
    ]
    return "".join(glyph.text for glyph in mark) if mark == digits[-len(mark) :] and len(mark) < len(digits) else ""


def _are_lifted(digits: Sequence[Glyph], least: float) -> bool:
    """Whether digits on one line stand at heights that differ by so much; numbers of two lines are no such ones."""
    if not _differ(digits, least) or any(glyph.turn for glyph in digits):
        return False
    return any(_differ(line, least) for line in lines(list(digits)))


def _differ(digits: Sequence[Glyph], least: float) -> bool:
    feet = [glyph.box[3] for glyph in digits]
    return max(feet) - min(feet) > least
