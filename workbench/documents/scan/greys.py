"""Seals on pages that were scanned without colours: rings of one grey between that of the paper and of the print.

They are told by their shape alone. The strokes within a ring are made lighter until its ink is as light as the paper;
print beneath them, which is darker, stays dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

COLOURS: Final = 3
_COLOURED, _MOST = 24, 99.9
"""The channels of a picture without colours are nearly alike in nearly all of its pixels."""
_INK, _DARK, _PAPER = 128, 2, 80
"""What is darker is ink; percentiles of its shades and of a page's that are those of print and of paper."""
_PALER, _DARKER = 0.15, 0.3
"""The ink of a seal is paler than print and darker than paper by such shares of what is between these."""
_COARSE = 40.0
"""Dots an inch at which rings are looked for."""
_COVERED = 0.35
"""So much of a coarse pixel is inked where a ring goes through it."""
_SMALLEST, _LARGEST = 0.5, 1.15
"""Inches from the middle of a seal to its ring: they are 3 to 5 centimetres wide."""
_RING = 0.29
"""Above this is how much more of a ring is inked than of what is beside it: 0.36 and more, 0.25 at most by chance."""
_NEAR, _BESIDE = 1.8, 4
"""Coarse pixels from the ring to what is taken to lie beside it, and how far that reaches."""
_MOST_SEALS = 4
_EDGE = 1.06
"""What belongs to a seal lies within this many times its radius."""
_STROKE, _REACH = 0.014, 0.02
"""Inches: strokes of a seal are wider than edges of letters, and their thin ends lie so near to where they are wide."""
_INKED = 20
"""So many in a hundred pixels of the ring are darker than the level that is made as light as the paper."""
_APART = 0.12
"""A seal that is not paler than print by this share cannot be told from it."""


class Ring(NamedTuple):
    """A ring, in pixels: its middle and how far it is from there."""

    across: float
    down: float
    radius: float


class _Tones(NamedTuple):
    """A page without its noise, the shades of its print and its paper, and where it is between these.

    That is so of the ink of a seal, and of the edges of letters.
    """

    calm: Grey
    ink: float
    paper: float
    middling: Grey

    def between(self, share: float) -> float:
        """The shade that is lighter than print by a share of what is between that and paper."""
        return self.ink + share * (self.paper - self.ink)


def is_grey(picture: npt.NDArray[np.uint8]) -> bool:
    """Whether a picture has no colours, though it may have channels for them."""
    return picture.ndim < COLOURS or bool(np.percentile(np.ptp(picture[::4, ::4], axis=2), _MOST) < _COLOURED)


def without_grey_seals(shades: Grey, dpi: float) -> Grey:
    """The page without the grey seals on it."""
    tones = _tones(shades)
    if tones is None:
        return shades
    out = shades
    for ring in _rings(tones.middling, dpi):
        out = _lightened(out, tones, ring, dpi)
    return out


def _tones(shades: Grey) -> _Tones | None:
    """The tones of a page; None where there is nothing dark on it."""
    calm = cv2.medianBlur(shades, 3).astype(np.uint8)
    dark = calm[calm < _INK]
    if not dark.size:
        return None
    made = _Tones(calm, float(np.percentile(dark, _DARK)), float(np.percentile(calm[::4, ::4], _PAPER)), calm)
    middling = cv2.inRange(calm, (made.between(_PALER),), (made.between(1 - _DARKER),))
    return made._replace(middling=middling.astype(np.uint8))


def _rings(middling: Grey, dpi: float) -> Iterator[Ring]:
    """The rings of a page, the plainest first."""
    grown = dpi / _COARSE
    coarse = cv2.resize(middling, None, fx=1 / grown, fy=1 / grown, interpolation=cv2.INTER_AREA)
    inked = (coarse > _COVERED * 255).astype(np.float32)
    radii = range(round(_SMALLEST * _COARSE), round(_LARGEST * _COARSE))
    told = np.stack([cv2.filter2D(inked, -1, _ring_alone(one), borderType=cv2.BORDER_CONSTANT) for one in radii])
    for _ in range(_MOST_SEALS):
        at, down, across = (int(one) for one in np.unravel_index(int(told.argmax()), told.shape))
        if told[at, down, across] < _RING:
            return
        yield Ring((across + 0.5) * grown, (down + 0.5) * grown, radii[at] * grown)
        near = slice(max(down - radii[at], 0), down + radii[at]), slice(max(across - radii[at], 0), across + radii[at])
        told[:, *near] = 0


@cache
def _ring_alone(radius: int) -> Floats:
    """What makes of a page how much of a ring around each point is inked, less what is right within and around it."""
    reach = radius + _BESIDE
    far = np.hypot(*np.mgrid[-reach : reach + 1, -reach : reach + 1])
    beside = np.abs(far - radius)
    ring, near = beside < 1, (beside > _NEAR) & (beside < _BESIDE)
    within, around = near & (far < radius), near & (far > radius)
    made = ring / ring.sum() - within / within.sum() / 2 - around / around.sum() / 2
    return np.asarray(made, np.float32)


def _lightened(out: Grey, tones: _Tones, ring: Ring, dpi: float) -> Grey:
    """The page with the strokes within a ring made lighter until their ink is paper."""
    downs, acrosses = np.ogrid[: out.shape[0], : out.shape[1]]
    far = np.hypot(acrosses - ring.across, downs - ring.down) / ring.radius
    inked = tones.calm[(np.abs(far - 1) < _EDGE - 1) & (tones.middling > 0)]
    level = float(np.percentile(inked, _INKED)) if inked.size else tones.ink
    if level < tones.between(_APART):
        return out
    strokes = _strokes(np.where(far < _EDGE, tones.middling, 0).astype(np.uint8), dpi)
    grown = (tones.paper - tones.ink) / (level - tones.ink)
    light = np.clip((out.astype(np.float32) - tones.ink) * grown + tones.ink, 0, tones.paper)
    return np.where(strokes > 0, np.maximum(light, out), out).astype(np.uint8)


def _strokes(middling: Grey, dpi: float) -> Grey:
    """The strokes of a seal with their thin ends, without the edges of letters elsewhere."""
    side, reach = max(round(_STROKE * dpi), 2), 2 * round(_REACH * dpi) + 1
    wide = cv2.morphologyEx(middling, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    ends = cv2.bitwise_and(cv2.dilate(wide, np.ones((reach, reach), np.uint8)), middling)
    return cv2.dilate(ends, np.ones((3, 3), np.uint8)).astype(np.uint8)
