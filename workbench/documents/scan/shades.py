"""The picture of a page in shades of grey: light and ink evened out, red seals taken away, ink told from paper."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
"""Rows of pixels from 0, black, to 255, white; masks are 0 and 255."""
Mask = npt.NDArray[np.uint8]

WHITE: Final = 255
INK: Final = 170
"""Darker than this is ink, once the light is even."""

_COLOURS = 3
_SMALL = 8
_RED = 40
_DEEP = 90
_SEAL = 0.3
_REACH = 0.1
_LONG = 2.5
_RULE = 0.9
_LETTERS = 0.3
_PAGE = (1.35, 1.48)
"""How much longer than wide pages are, those turned included."""
_STREAK = 225
_WHOLE = 0.97
_THIN = 0.03
_EVERY = 4
_DARKEST = 0.5
_FAINT = (100.0, 200.0)
_STRONG = 50.0
_GROUND, _DARK = 80, 96
"""So many in a hundred pixels of a page are paper or darker, and paper is lighter than that."""


def grey(picture: npt.NDArray[np.uint8], dpi: float) -> Grey:
    """The page in dark grey on even white, red seals taken away, from a picture in grey or in red, green and blue."""
    light = _light(picture)
    return strong(clean(even(light if light.ndim < _COLOURS else _without_seals(light, dpi)), dpi))


def _light(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture with dark ink on light paper: that of a screen set to dark, or of a film, is turned into it."""
    dark = float(np.percentile(picture[::_EVERY, ::_EVERY], _GROUND)) < _DARK
    return WHITE - picture if dark else picture


def _without_seals(picture: npt.NDArray[np.uint8], dpi: float) -> Grey:
    plain = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    seals = red_seals(picture, dpi)
    if not seals.any():
        return plain.astype(np.uint8)
    return np.where(seals > 0, _without_red(picture, seals), plain).astype(np.uint8)


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
    """The page without streaks from top to bottom, each drawn over with the lighter of what is beside it."""
    dark = (shades < _STREAK).mean(axis=0) > _WHOLE
    edges = np.flatnonzero(np.diff(dark.astype(np.int8), prepend=0, append=0))
    streaks = [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right - left < _THIN * dpi]
    out = shades.copy() if streaks else shades
    for left, right in streaks:
        first, last = max(left - 1, 0), min(right + 1, shades.shape[1])
        sides = shades[:, max(first - 1, 0)], shades[:, min(last, shades.shape[1] - 1)]
        out[:, first:last] = np.maximum(*sides)[:, None]
    return out


def strong(shades: Grey) -> Grey:
    """The page with its ink as dark as that of others where it was printed faintly."""
    darkest = float(np.percentile(shades[::_EVERY, ::_EVERY], _DARKEST))
    if not _FAINT[0] < darkest < _FAINT[1]:
        return shades
    grown = (WHITE - _STRONG) / (WHITE - darkest)
    return WHITE - cv2.convertScaleAbs(WHITE - shades, alpha=grown).astype(np.uint8)


def red_seals(picture: npt.NDArray[np.uint8], dpi: float) -> Mask:
    """Where red seals are: red that is as high as a seal and no line of text, whatever red rule it stands on."""
    blurred = cv2.blur(picture, (3, 3)).astype(np.int16)
    red = ((blurred[..., 0] - np.maximum(blurred[..., 1], blurred[..., 2])) > _RED / 2).astype(np.uint8)
    rules = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((1, round(_RULE * dpi)), np.uint8))
    reach = max(round(_REACH * dpi), 3)
    near = cv2.dilate(red - rules, np.ones((reach, reach), np.uint8))
    joined = cv2.dilate(near, np.ones((1, round(_LETTERS * dpi)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    kept = np.zeros(count, np.uint8)
    for at in range(1, count):
        wide, high = stats[at, cv2.CC_STAT_WIDTH], stats[at, cv2.CC_STAT_HEIGHT]
        kept[at] = WHITE if high > _SEAL * dpi + reach and wide < _LONG * high else 0
    return np.asarray(kept[labels] * near, np.uint8)


def _without_red(picture: npt.NDArray[np.uint8], seals: Mask) -> npt.NDArray[np.float32]:
    """The brightest channel, in which red is light and black is dark; deep red made as light as the paper."""
    brightest = picture.max(axis=2).astype(np.float32)
    reds = picture[..., 0].astype(np.int16) - np.minimum(picture[..., 1], picture[..., 2])
    seal = (seals > 0) & (reds > _DEEP)
    paper = float(np.median(brightest[(seals > 0) & (reds < _RED)])) if ((seals > 0) & (reds < _RED)).any() else WHITE
    if not seal.any():
        return np.asarray(brightest, np.float32)
    level = max(float(np.percentile(brightest[seal], 30)), 1.0)
    share = np.clip(reds / max(float(np.median(reds[seal])), 1.0), 0, 1)
    return np.asarray(np.minimum(brightest * (1 + share * (max(paper / level, 1.0) - 1)), WHITE), np.float32)
