"""Pictures of single lines as the recogniser reads them best: white around them, and short ones in company."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from workbench.documents.places import Box
from workbench.documents.scan.engine import HEIGHT
from workbench.documents.scan.shades import WHITE, Grey

_MARGIN = 0.18
_SIDE = 0.35
_GAP = 0.22
_EDGE = 1
TIMES: Final = 3
"""How often a short number is set beside itself, so that it is not read alone."""


def cut(shades: Grey, box: Box) -> Grey:
    """What stands in a box, with a hair of paper around it."""
    high, wide = shades.shape
    left, top = max(int(box[0]) - _EDGE, 0), max(int(box[1]) - _EDGE, 0)
    right, bottom = min(int(box[2]) + _EDGE, wide), min(int(box[3]) + _EDGE, high)
    return shades[top : max(bottom, top + 1), left : max(right, left + 1)]


def framed(picture: Grey, em: float, margin: float = _MARGIN) -> Grey:
    """A line in the middle of white paper as high as its characters are due to be."""
    high = picture.shape[0]
    total = round(max(em, high) * (1 + 2 * margin))
    above = (total - high) // 2
    side = round(_SIDE * em)
    return _bordered(picture, above, total - high - above, side)


def beside(pictures: Sequence[Grey], em: float, gap: float = _GAP) -> Grey:
    """Lines set one behind the other on one line."""
    high = max(picture.shape[0] for picture in pictures)
    between = np.full((high, max(round(gap * em), 1)), WHITE, np.uint8)
    parts = [_as_high(picture, high) for picture in pictures]
    joined = [parts[0]]
    for _, part in pairwise(parts):
        joined += [between, part]
    return np.hstack(joined)


def repeated(picture: Grey, em: float) -> Grey:
    """A short number three times on one line."""
    return beside([picture] * TIMES, em, 2 * _GAP)


def sharpened(picture: Grey) -> Grey:
    """A line enlarged to the recogniser's height with its strokes clear of the paper's noise."""
    scale = 2 * HEIGHT / picture.shape[0]
    large = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    smooth = cv2.GaussianBlur(large, (0, 0), HEIGHT / 24)
    return cv2.normalize(smooth, np.empty_like(smooth), 0, WHITE, cv2.NORM_MINMAX).astype(np.uint8)


def _clear(picture: Grey) -> Grey:
    """A line in black and white."""
    large = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    clear = cv2.threshold(large, 0, WHITE, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    return cv2.resize(clear, picture.shape[::-1], interpolation=cv2.INTER_AREA).astype(np.uint8)


def _bold(picture: Grey) -> Grey:
    """A line with heavier strokes."""
    return cv2.erode(picture, np.ones((2, 2), np.uint8)).astype(np.uint8)


CHANGES: Final = (_clear, _bold)
"""Ways in which a line is changed to be read anew."""


def _as_high(picture: Grey, high: int) -> Grey:
    above = (high - picture.shape[0]) // 2
    return _bordered(picture, above, high - picture.shape[0] - above, 0)


def _bordered(picture: Grey, above: int, below: int, side: int) -> Grey:
    return cv2.copyMakeBorder(picture, above, below, side, side, cv2.BORDER_CONSTANT, value=(WHITE,)).astype(np.uint8)
