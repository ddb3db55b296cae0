"""Rules made of dots or dashes, drawn through, so that they are found as whole ones are.

Dots may run into one another, and into those of other rules; what they make then is larger than any character.
"""

from __future__ import annotations

import cv2
import numpy as np

from workbench.documents.scan.shades import Mask

_THIN = 0.035
"""How thick, in inches, a dot or a dash is at most."""
_DASH = 0.2
_ROW = 0.3
"""Rows of dashes as long as this tell that a page has such rules; others are left as they are."""
_LARGE = 0.4
_GAP = 0.06
_SHORTEST = 0.09


def drawn_through(ink: Mask, dpi: float) -> tuple[Mask, Mask]:
    """The ink of a level page with its dotted and dashed rules drawn through: those across, and those down."""
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(ink)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    thin, dash, large = _THIN * dpi, _DASH * dpi, np.maximum(wide, high) > _LARGE * dpi
    level, upright = (high <= thin) & (wide <= dash), (wide <= thin) & (high <= dash)
    if not (_rows(_of(ink, level, pieces), _ROW, dpi).any() or _rows(_of(ink, upright, pieces).T, _ROW, dpi).any()):
        return ink, ink
    across, down = (_of(ink, low | large, pieces) for low in (high <= thin, wide <= thin))
    return _through(ink, across, dpi), _through(ink.T, down.T, dpi).T


def _of(ink: Mask, chosen: np.ndarray, pieces: np.ndarray) -> Mask:
    """Some pieces of the ink."""
    return np.where(chosen[pieces], ink, 0).astype(np.uint8)


def _through(ink: Mask, dashes: Mask, dpi: float) -> Mask:
    """Ink with the rows of dashes across joined, and with what they lead to, as where two rules cross."""
    rows = _rows(dashes, _SHORTEST, dpi)
    gap = np.ones((1, round(_GAP * dpi)), np.uint8)
    led = cv2.morphologyEx(cv2.bitwise_or(_wavering(ink), rows), cv2.MORPH_CLOSE, gap)
    around = cv2.dilate(rows, np.ones((1, 2 * gap.size + 1), np.uint8))
    return cv2.bitwise_or(ink, cv2.bitwise_and(led, around)).astype(np.uint8)


def _rows(dashes: Mask, length: float, dpi: float) -> Mask:
    """What of dashes makes a row across that is long enough, joined; what is higher than a dash parts them."""
    higher = cv2.morphologyEx(dashes, cv2.MORPH_OPEN, np.ones((round(_THIN * dpi) + 1, 1), np.uint8))
    joined = cv2.morphologyEx(
        _wavering(cv2.subtract(dashes, higher)), cv2.MORPH_CLOSE, np.ones((1, round(_GAP * dpi)), np.uint8)
    )
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(length * dpi)), np.uint8)).astype(np.uint8)


def _wavering(ink: np.ndarray) -> Mask:
    """Ink by a pixel higher and lower, for dashes may be off their line by so much."""
    return cv2.dilate(ink, np.ones((3, 1), np.uint8)).astype(np.uint8)
