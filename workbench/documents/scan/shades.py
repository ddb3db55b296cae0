"""The picture of a page in shades of grey: light and ink evened out, red seals taken away, ink told from paper."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from workbench.documents.scan.ghosts import without_ghosts
from workbench.documents.scan.greys import COLOURS, is_grey, without_grey_seals
from workbench.documents.scan.grounds import on_white
from workbench.documents.scan.seals import Cleared, without_seals

Grey = npt.NDArray[np.uint8]
"""Rows of pixels from 0, black, to 255, white; masks are 0 and 255."""
Mask = npt.NDArray[np.uint8]

WHITE: Final = 255
INK: Final = 170
"""Darker than this is ink, once the light is even."""

_SMALL = 8
_PAGE = (1.35, 1.48)
"""How much longer than wide pages are, those turned included."""
_STREAK = 225
_PRINTED = 0.6
_WHOLE = 0.97
_THIN = 0.03
_EVERY = 4
_DARKEST = 0.5
_FAINT = (100.0, 200.0)
_STRONG = 50.0
_GREY, _GRAINY = 200, 0.001
"""What is darker than this is no paper; and so many of a noisy page's pixels are dots with nothing but paper around."""
_IN_LINE = 0.05
_HALF, _LONE = 128, 2
"""A dot that stands alone is darker than this, and has no more than one other beside it."""
_DOTTED, _AREA, _DOT = 0.01, 31, 1.1
"""So many of the pixels around are such dots where grey is drawn by them; and how wide they are."""
_GROUND, _DARK = 80, 96
"""So many in a hundred pixels of a page are paper or darker, and paper is lighter than that."""


def cleared(picture: npt.NDArray[np.uint8], dpi: float) -> Cleared:
    """The page in dark grey on even white, seals taken away, from a picture in grey or in red, green and blue."""
    sharp = without_grains(_light(picture))
    light = calm(sharp)
    plain = _without_seals(light, dpi)
    shades = even(on_white(plain.shades, dpi))
    shades = without_ghosts(shades, dpi) if light is sharp else shades  # dots that are smoothed are pale as well
    return plain._replace(shades=strong(clean(shades, dpi)))


def _without_seals(picture: npt.NDArray[np.uint8], dpi: float) -> Cleared:
    """The page in grey without its seals, of which one without colours shows the shape alone."""
    if not is_grey(picture):
        return without_seals(picture, dpi)
    grey = picture if picture.ndim < COLOURS else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    return Cleared(without_grey_seals(grey, dpi), np.zeros_like(grey))


def _light(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture with dark ink on light paper: that of a screen set to dark, or of a film, is turned into it."""
    dark = float(np.percentile(picture[::_EVERY, ::_EVERY], _GROUND)) < _DARK
    return WHITE - picture if dark else picture


def without_grains(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture without the single dark dots of a noisy scan; where these are few, they may be what is printed.

    Those of a dotted rule are many in one line.
    """
    plain = picture.min(axis=2) if picture.ndim >= COLOURS else picture
    dark = cv2.threshold(plain, _HALF, 1, cv2.THRESH_BINARY_INV)[1]
    crowd = cv2.boxFilter(cv2.threshold(plain, _GREY, 1, cv2.THRESH_BINARY_INV)[1], -1, (3, 3), normalize=False)
    alone = cv2.bitwise_and(dark, (crowd == 1).astype(np.uint8))
    level, upright = alone.mean(axis=1) > _IN_LINE, alone.mean(axis=0) > _IN_LINE
    alone[level], alone[:, upright] = 0, 0
    if float(alone.mean()) < _GRAINY:
        return picture
    smooth = cv2.medianBlur(picture, 3)
    return np.where(alone > 0 if picture.ndim < COLOURS else (alone > 0)[..., None], smooth, picture).astype(np.uint8)


def calm(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture with grey where a scanner of black and white has drawn it by dots: on paper and on shaded cells."""
    plain = picture.min(axis=2) if picture.ndim >= COLOURS else picture
    dark = cv2.threshold(plain, _HALF, 1, cv2.THRESH_BINARY_INV)[1]
    crowd = cv2.boxFilter(dark, -1, (3, 3), normalize=False)
    dots = cv2.bitwise_and(dark, cv2.threshold(crowd, _LONE, 1, cv2.THRESH_BINARY_INV)[1])
    if float(dots.mean()) < _DOTTED / 4:
        return picture
    dotted = cv2.blur(dots.astype(np.float32), (_AREA, _AREA)) > _DOTTED
    smooth = cv2.GaussianBlur(picture, (0, 0), _DOT)
    return np.where(dotted if picture.ndim < COLOURS else dotted[..., None], smooth, picture).astype(np.uint8)


def even(shades: Grey) -> Grey:
    """The page with its paper white throughout, however the light fell."""
    high, wide = shades.shape
    small = cv2.resize(shades, (max(wide // _SMALL, 1), max(high // _SMALL, 1)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
    paper = cv2.resize(paper, (wide, high), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(shades, np.maximum(paper, 60), scale=WHITE).astype(np.uint8)


def clean(shades: Grey, dpi: float) -> Grey:
    """The page without the thin streaks that dust on the glass draws from one end to the other, as no rule runs."""
    high, wide = shades.shape
    if not _PAGE[0] < max(high, wide) / min(high, wide) < _PAGE[1]:
        return shades
    return np.ascontiguousarray(_without_streaks(_without_streaks(shades, dpi).T, dpi).T)


def _without_streaks(shades: Grey, dpi: float) -> Grey:
    """The page without streaks from top to bottom, each drawn over with the lighter of what is beside it.

    What is much darker than the streak is printed there: a rule, or a digit no wider than it.
    """
    dark = (shades < _STREAK).mean(axis=0) > _WHOLE
    edges = np.flatnonzero(np.diff(dark.astype(np.int8), prepend=0, append=0))
    streaks = [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right - left < _THIN * dpi]
    out = shades.copy() if streaks else shades
    for left, right in streaks:
        first, last = max(left - 1, 0), min(right + 1, shades.shape[1])
        sides = shades[:, max(first - 1, 0)], shades[:, min(last, shades.shape[1] - 1)]
        own, beside = shades[:, first:last], np.maximum(*sides)[:, None]
        out[:, first:last] = np.where(own < _PRINTED * np.median(shades[:, left:right]), own, beside)
    return out


def strong(shades: Grey) -> Grey:
    """The page with its ink as dark as that of others where it was printed faintly."""
    darkest = float(np.percentile(shades[::_EVERY, ::_EVERY], _DARKEST))
    if not _FAINT[0] < darkest < _FAINT[1]:
        return shades
    grown = (WHITE - _STRONG) / (WHITE - darkest)
    return WHITE - cv2.convertScaleAbs(WHITE - shades, alpha=grown).astype(np.uint8)
