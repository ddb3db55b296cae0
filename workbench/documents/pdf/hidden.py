"""Which characters of a page a reader sees: those that nothing lies on, and that do not stand on their own colour.

Offices correct a number by laying a white patch with another over it; what is drawn again upon it is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from workbench.documents.pdf import many
from workbench.documents.pdf.clipping import EVERYWHERE, common
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.scene import Colour, Painted, Scene, Written
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box

_LIGHT = 245
_ALIKE = 6
_LEFT_OVER = 0.2
_MANY = 1_000
"""More hidden texts on a page than any number that was put right has."""
_UNLIKE = 0.02
"""Less than this, in the units of the PDF, the same characters of one size differ in how wide and high they are."""
_OFF_LINE = 0.25


def as_seen(glyphs: Sequence[Glyph], found: Scene, matrix: Matrix) -> list[Glyph]:
    """The characters, those that something hides marked as not seen.

    ``matrix`` leads from the coordinates inside the PDF to those of the characters.
    """
    hidden = [one.seen and _is_hidden(one, found.written.get(one.run), found) for one in glyphs]
    runs = {one.run for one, out in zip(glyphs, hidden, strict=True) if out}
    again = _drawn_again(runs, found.written.keys() - {one.run for one in glyphs}, found, matrix) if runs else {}
    return [_shown_again(one, again, found) if out else one for one, out in zip(glyphs, hidden, strict=True)]


def clips_of_digits(glyphs: Sequence[Glyph], found: Scene) -> tuple[Box, ...]:
    """The clips that hide digits, as the narrow columns of a printed sheet do, and the boxes of the rest of these."""
    digits = [one for one in glyphs if one.text.isdigit() and one.run in found.written]
    clips = ((one, found.written[one.run].clip) for one in digits if not one.seen)
    cut = {one.run: clip for one, clip in clips if clip is not EVERYWHERE and _is_clipped(one.box, clip)}
    left = (one.box for one in digits if one.seen and one.run in cut) if cut else ()
    return (*cut.values(), *left)


class _Again(NamedTuple):
    """A text that is drawn a second time, and how far from the first."""

    text: Written
    across: float
    down: float


def _drawn_again(runs: Iterable[int], left_out: Iterable[int], found: Scene, matrix: Matrix) -> dict[int, _Again]:
    """Of hidden text objects those that are drawn again later.

    pdfium takes a character that stands nearly where the same one did for one printed twice to look bold, and gives the
    first alone. Of the second its characters are ``left_out``.
    """
    old, new = list(runs)[:_MANY], list(left_out)[:_MANY]
    boxes = list(zip(old, many.bounds(old), strict=True))
    again = {}
    for one, (left, bottom, right, top) in zip(new, many.bounds(new), strict=True):
        wide, high = right - left, top - bottom
        near = [
            (abs(box[2] - box[0] - wide) + abs(box[3] - box[1] - high), run, left - box[0], bottom - box[1])
            for run, box in boxes
            if abs(left - box[0]) < wide and abs(bottom - box[1]) < _OFF_LINE * high
        ]
        unlike, run, x, y = min(near, default=(_UNLIKE, 0, 0.0, 0.0))
        if unlike < _UNLIKE and found.written[one].at > found.written[run].at:
            again[run] = _Again(found.written[one], matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y)
    return again


def _shown_again(glyph: Glyph, again: Mapping[int, _Again], found: Scene) -> Glyph:
    """A hidden character where it is drawn again, not seen where it is not, or where that is hidden too."""
    twin = again.get(glyph.run)
    if twin is None:
        return glyph._replace(seen=False)
    left, top, right, bottom = glyph.box
    moved = glyph._replace(box=(left + twin.across, top + twin.down, right + twin.across, bottom + twin.down))
    return moved._replace(seen=not _is_hidden(moved, twin.text, found))


def _is_hidden(glyph: Glyph, text: Written | None, found: Scene) -> bool:
    """Whether something hides a character that a text object draws."""
    if text is None:
        return False
    if text.colour is None or (text.clip is not EVERYWHERE and _is_clipped(glyph.box, text.clip)):
        return True
    here = found.painted_at(glyph.box)
    if here and any(one.at > text.at and one.opaque for one in here):
        return True
    return _is_on(text.colour, [one for one in here if one.at < text.at])


def _is_on(ink: Colour, below: Sequence[Painted]) -> bool:
    """Whether a text stands on its own colour, or a light one on the paper.

    Of a ground that lets through what is below it the colour is not known, unless it is light and makes nothing darker.
    """
    light = min(ink) >= _LIGHT
    if not below:
        return light
    ground = below[-1]
    known = ground.colour is not None and (ground.opaque or light)
    return known and all(abs(a - b) <= _ALIKE for a, b in zip(ink, ground.colour or ink, strict=True))


def _is_clipped(box: Box, clip: Box) -> bool:
    """Whether next to nothing of a character is let through."""
    left, top, right, bottom = common(box, clip)
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return max(right - left, 0.0) * max(bottom - top, 0.0) < _LEFT_OVER * whole
