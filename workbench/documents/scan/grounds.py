"""Light letters on dark grounds, such as the heads of tables have, made dark on white as others are."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Outline = npt.NDArray[np.int32]

_WHITE = 255
_DARK = 150
_SOLID = 0.07
"""Inches; strokes and rules are thinner than a ground is between its letters."""
_LETTERS = 0.2
_WIDE, _HIGH = 0.5, 0.12
_LEAST, _MOST = 0.02, 0.5
"""How much of a ground letters cover; one without any is no ground."""
_FULL = 0.8
_FRAME = 2


def on_white(shades: Grey, dpi: float) -> Grey:
    """The page with its dark grounds white in a dark frame, and with what is light on them dark."""
    dark = cv2.threshold(shades, _DARK, 1, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _square(_SOLID * dpi))
    if not solid.any():
        return shades
    joined = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, _square(_LETTERS * dpi))
    out = shades.copy()
    for drawn in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        outline = _whole(np.asarray(drawn, np.int32))
        left, top, wide, high = cv2.boundingRect(outline)
        inner = left > 0 and top > 0 and left + wide < shades.shape[1] and top + high < shades.shape[0]
        if inner and wide > _WIDE * dpi and high > _HIGH * dpi:
            _turn(out[top : top + high, left : left + wide], np.asarray(outline - (left, top), np.int32))
    return out


def _whole(outline: Outline) -> Outline:
    """The outline of a ground without the dents that letters near its edge make."""
    hull = np.asarray(cv2.convexHull(outline), np.int32)
    return hull if cv2.contourArea(outline) > _FULL * cv2.contourArea(hull) else outline


def _turn(part: Grey, outline: Outline) -> None:
    """A part of a page with the ground of an outline, if it is dark and has letters on it, turned into white."""
    own = cv2.drawContours(np.zeros_like(part), [outline], -1, (1,), cv2.FILLED) > 0
    ground = float(np.median(part[own]))
    letters = float((part[own] > (ground + _WHITE) / 2).mean())
    if ground < _DARK and _LEAST < letters < _MOST:
        turned = _WHITE - np.clip((part.astype(np.float32) - ground) * (_WHITE / (_WHITE - ground)), 0, _WHITE)
        part[own] = turned.astype(np.uint8)[own]
        cv2.drawContours(part, [outline], -1, (0,), _FRAME)


def _square(side: float) -> Grey:
    return np.ones((max(round(side), 3),) * 2, np.uint8)
