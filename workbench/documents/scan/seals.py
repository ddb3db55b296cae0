"""Seals taken away from a page: their ink is made as light as the paper, what is printed beneath it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.uint8]
Picture = npt.NDArray[np.uint8]
"""Rows of pixels in red, green and blue."""
Floats = npt.NDArray[np.float32]
Part = tuple[slice, slice]
"""Rows and columns of a page."""

_WHITE = 255
_INK = 40
_DEEP = 90
_SEAL = 0.3
_REACH = 0.1
_LONG = 2.5
_RULE = 1.5
"""Inches; no ring is drawn so thick that its top has straight strokes as long as this."""
_LETTERS = 0.3
_LARGE = 0.7
_ALIKE = 1.5
_RING, _EDGE = 0.8, 1.06
_IN_RING, _BEYOND, _CLOSED = 0.3, 0.03, 0.6
_SECTORS = 36
_PARTLY, _FULLY = 0.65, 0.9
"""Less and more than this share of a seal's colour has its edge, and the inside of its strokes."""
_BENEATH = (1, 50, 84)
"""Percentiles of a seal's ink: what is printed beneath it, the ink itself, and how far its noise reaches."""
_NOISE, _LEAST = 2.7, 5.0
_PRINT, _MOST_GAIN = 60.0, 6.0
"""How dark what is printed beneath a seal is to be, and by how much it may be made darker."""
_SHOWN, _FEW = 180, 0.02
"""What is darker than this shows through well; and at least so much does where a seal stands on a table."""


class Colour(NamedTuple):
    """The ink of seals: its channel of the picture, and how its seals are told from what else is of that colour."""

    channel: int
    is_seal: Callable[[Mask, float], bool]


def _is_ring(ink: Mask, dpi: float) -> bool:
    """Whether ink makes a ring, with or without something in it."""
    ys, xs = np.nonzero(ink)
    if not len(ys):
        return False
    left, top, wide, high = int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1
    if min(wide, high) < _LARGE * dpi or max(wide, high) > _ALIKE * min(wide, high):
        return False
    across, down = (xs - left) / wide * 2 - 1, (ys - top) / high * 2 - 1
    far = np.hypot(across, down)
    ring = (far > _RING) & (far < _EDGE)
    sectors = np.unique((np.arctan2(down[ring], across[ring]) / np.pi * _SECTORS / 2).astype(np.int64))
    return bool(ring.mean() > _IN_RING and (far >= _EDGE).mean() < _BEYOND and len(sectors) > _CLOSED * _SECTORS)


RED: Final = Colour(0, lambda ink, _: ink.shape[1] < _LONG * ink.shape[0])
"""Whatever is red, as high as a seal and no line of text."""
BLUE: Final = Colour(2, _is_ring)
"""Round ones alone: figures are filled in, and links printed, in blue as well."""


class Cleared(NamedTuple):
    """A page in grey without its seals, and where these let nothing of what is printed beneath them show through."""

    shades: Mask
    hidden: Mask


def without_seals(picture: Picture, dpi: float) -> Cleared:
    """The page in grey without its seals: red ones of any form, and blue ones that are round."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    hidden = np.zeros_like(grey)
    for colour in (RED, BLUE):
        for part, found in seals(picture, dpi, colour):
            lit, beneath = _without_ink(picture[part], found, colour.channel, dpi)
            grey[part] = np.where(found > 0, lit, grey[part])
            hidden[part] = np.maximum(hidden[part], beneath)
    return Cleared(grey, hidden)


def seals(picture: Picture, dpi: float, colour: Colour) -> Iterator[tuple[Part, Mask]]:
    """The seals of a colour, whatever rules of that colour they stand on: the part of the page, and where in it."""
    blurred = cv2.blur(picture, (3, 3)).astype(np.int16)
    others = np.maximum(*(blurred[..., one] for one in range(3) if one != colour.channel))
    ink = ((blurred[..., colour.channel] - others) > _INK / 2).astype(np.uint8)
    if not ink.any():
        return
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(_RULE * dpi)), np.uint8))
    reach = max(round(_REACH * dpi), 3)
    near = cv2.dilate(ink - rules, np.ones((reach, reach), np.uint8))
    joined = cv2.dilate(near, np.ones((1, round(_LETTERS * dpi)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for at in range(1, count):
        left, top, wide, high = (int(one) for one in stats[at, :4])
        part = slice(top, top + high), slice(left, left + wide)
        own = (labels[part] == at).astype(np.uint8)
        if high > _SEAL * dpi + reach and colour.is_seal(own * (ink - rules)[part], dpi):
            yield part, np.asarray(cv2.bitwise_and(_filled(own), near[part]) * _WHITE, np.uint8)


def _filled(own: Mask) -> Mask:
    """A seal with what stands within it."""
    outline = np.vstack(cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])
    return cv2.fillConvexPoly(np.zeros_like(own), cv2.convexHull(outline), (1,)).astype(np.uint8)


def _without_ink(picture: Picture, found: Mask, channel: int, dpi: float) -> tuple[Floats, Mask]:
    """The brightest channel, in which a colour is light and black is dark; deep ink made as light as the paper.

    And where such ink lets nothing show through.
    """
    brightest = picture.max(axis=2).astype(np.float32)
    least = np.minimum(*(picture[..., one] for one in range(3) if one != channel))
    depth = picture[..., channel].astype(np.int16) - least
    seal, paper = (found > 0) & (depth > _DEEP), (found > 0) & (depth < _INK)
    if not seal.any():
        return brightest, np.zeros_like(found)
    light = float(np.median(brightest[paper])) if paper.any() else _WHITE
    level = max(float(np.percentile(brightest[seal], 30)), 1.0)
    share = np.clip(depth / max(float(np.median(depth[seal])), 1.0), 0, 1).astype(np.float32)
    lit = brightest * (1 + share * (max(light / level, 1.0) - 1))
    side = max(round(_REACH * dpi / 3), 5)
    strokes = cv2.morphologyEx(seal.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.uint8)
    if _shows(lit, strokes):
        return np.asarray(np.minimum(lit, _WHITE), np.float32), np.zeros_like(found)
    full = np.clip((share - _PARTLY) / (_FULLY - _PARTLY), 0, 1)
    gain = _gain(lit[seal & (full == 1)])
    clear = np.clip(light - (light - lit) * (1 + full * (gain - 1)), 0, _WHITE).astype(np.float32)
    return clear, np.asarray(strokes * _WHITE, np.uint8)


def _shows(lit: Floats, strokes: Mask) -> bool:
    """Whether the strokes of a seal let show through well what is beneath, as rules and letters of a table are due to.

    To make that darker would be to make the edges of the seal darker, too.
    """
    inside = next((one for one in (_inside(strokes, 5), _inside(strokes, 3)) if one.any()), strokes > 0)
    return float((lit[inside] < _SHOWN).mean()) > _FEW


def _inside(strokes: Mask, side: int) -> npt.NDArray[np.bool_]:
    """Strokes without their edges."""
    return np.asarray(cv2.erode(strokes, np.ones((side, side), np.uint8)) > 0, np.bool_)


def _gain(lit: Floats) -> float:
    """How much darker what is printed beneath a seal is to be made, for deep ink lets little of it show through.

    1 where nothing is there that is darker than the noise of the seal's own ink.
    """
    if not lit.size:
        return 1.0
    dark, middle, bright = (float(one) for one in np.percentile(lit, _BENEATH))
    under = middle - dark
    return min(max((middle - _PRINT) / under, 1.0), _MOST_GAIN) if under > _NOISE * (bright - middle) + _LEAST else 1.0
