"""The page without its rules, the strokes that reach up to them kept, and where strokes run into rules."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from workbench.documents.scan.shades import INK, WHITE, Grey, Mask

_HAIR = np.ones((3, 3), np.uint8)
_STEPS = 2
"""The pixels around a rule in which it blurs, so that they are painted with it."""


class Erased(NamedTuple):
    """A page without its rules, and where what is left of it had run into one: part of a stroke may be lost there."""

    shades: Grey
    met: Mask


def erased(shades: Grey, rules: Mask) -> Erased:
    """The page with its rules, given as a mask that is a pixel wider than they are, painted white.

    Around a rule its blur is painted too, but for the strokes that come from farther off.
    """
    around, core = cv2.dilate(rules, _HAIR), cv2.erode(rules, _HAIR)
    ink = cv2.threshold(shades, INK, WHITE, cv2.THRESH_BINARY_INV)[1]
    free = cv2.subtract(ink, core)
    kept = cv2.subtract(ink, around)
    for _ in range(_STEPS):
        kept = cv2.bitwise_and(cv2.dilate(kept, _HAIR), free)
    out = np.where((around > 0) & (kept == 0), WHITE, shades)
    return Erased(out.astype(np.uint8), cv2.bitwise_and(kept, cv2.dilate(core, _HAIR)).astype(np.uint8))
