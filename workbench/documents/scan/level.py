"""The page set level: how far it is turned, skewed and seen aslant, and the way back to the picture as it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from workbench.documents.places import Box
from workbench.documents.scan.rules import strokes
from workbench.documents.scan.shades import INK, WHITE, Grey, Mask

Matrix = npt.NDArray[np.float64]

MOST_SKEW: Final = 10.0
"""Degrees; what lies more aslant was not fed through a scanner."""

_SIDE = 900
_COARSE = 0.5
_FINE = 0.05
_LEAST = 0.05
_FEW = 3
_LONG = 0.18
_RUN = 0.15
_STEEP = 0.06
_BEND = 0.0018
_SANE = 0.12


@dataclass(frozen=True)
class Level:
    """A page set level, and the matrix that leads from the picture as it came to it."""

    shades: Grey
    matrix: Matrix

    def turned(self, turn: int) -> Level:
        """The page turned counter-clockwise by a multiple of 90 degrees."""
        if turn % 360 == 0:
            return self
        high, wide = self.shades.shape
        back = {
            90: [[0, 1, 0], [-1, 0, wide], [0, 0, 1]],
            180: [[-1, 0, wide], [0, -1, high], [0, 0, 1]],
            270: [[0, -1, high], [1, 0, 0], [0, 0, 1]],
        }[turn % 360]
        shades = np.ascontiguousarray(np.rot90(self.shades, turn // 90))
        return Level(shades, np.array(back, float) @ self.matrix)

    def back(self, box: Box) -> Box:
        """The box of the picture as it came around a box of the level page."""
        return _moved(box, np.linalg.inv(self.matrix).astype(np.float64))

    def forth(self, box: Box) -> Box:
        """The box of the level page around a box of the picture as it came."""
        return _moved(box, self.matrix)


def _moved(box: Box, matrix: Matrix) -> Box:
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
    points = cv2.perspectiveTransform(corners, matrix)[0]
    low, high = points.min(axis=0), points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def levelled(shades: Grey, scale: float, dpi: float) -> Level:
    """The page without its skew; ``scale`` is how many of its pixels are one of the picture as it came."""
    matrix = np.diag([scale, scale, 1.0])
    angle = skew(shades)
    if abs(angle) < _LEAST:
        return _squared(Level(shades, matrix), dpi)
    turn, size = _turning(shades.shape, angle)
    return _squared(Level(_warped(shades, turn, size), turn @ matrix), dpi)


def skew(shades: Grey) -> float:
    """How many degrees counter-clockwise the page must be turned for its lines of text and rules to lie level."""
    high, wide = shades.shape
    scale = min(_SIDE / max(high, wide), 1.0)
    small = cv2.resize(shades, (max(int(wide * scale), 1), max(int(high * scale), 1)), interpolation=cv2.INTER_AREA)
    ink = np.clip(WHITE - small.astype(np.float32) - 40, 0, 120)
    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + _COARSE, _COARSE), key=lambda angle: _sharpness(ink, angle))
    fine = np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE)
    return float(max(fine, key=lambda angle: _sharpness(ink, angle)))


def _sharpness(ink: npt.NDArray[np.float32], angle: float) -> float:
    """How sharply rows and columns of the turned page differ from those beside them."""
    high, wide = ink.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), float(angle), 1)
    turned = cv2.warpAffine(ink, matrix, (wide, high), flags=cv2.INTER_LINEAR)
    across, down = np.diff(turned.sum(axis=1)), np.diff(turned.sum(axis=0))
    return float((across**2).sum() + (down**2).sum())


def _turning(shape: tuple[int, ...], angle: float) -> tuple[Matrix, tuple[int, int]]:
    """The matrix that turns a page, and the size of what comes out, so that nothing is cut off."""
    high, wide = shape
    matrix = np.vstack([cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1), [0, 0, 1]])
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(high * sin + wide * cos), int(high * cos + wide * sin)
    matrix[0, 2] += size[0] / 2 - wide / 2
    matrix[1, 2] += size[1] / 2 - high / 2
    return matrix, size


def _warped(shades: Grey, matrix: Matrix, size: tuple[int, int]) -> Grey:
    return cv2.warpPerspective(
        shades, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(WHITE,)
    ).astype(np.uint8)


# -- seen aslant ----------------------------------------------------------------------------------------


def _squared(page: Level, dpi: float) -> Level:
    """The page with its long rules level and upright, where they show that it was seen aslant."""
    high, wide = page.shades.shape
    ink = cv2.threshold(page.shades, INK, WHITE, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)
    across, down = _leaning(ink, dpi), _leaning(np.ascontiguousarray(ink.T), dpi)
    corners = [
        _crossing(_at(across, y, wide), _at(down, x, high))
        for x, y in ((0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high)))
    ]
    square = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    moved = np.array(corners, np.float32)
    off = np.abs(moved - square).max() / max(high, wide)
    if not _BEND < off < _SANE:
        return page
    matrix = cv2.getPerspectiveTransform(moved, square).astype(np.float64)
    return Level(_warped(page.shades, matrix, (wide, high)), matrix @ page.matrix)


def _leaning(ink: Mask, dpi: float) -> tuple[float, float]:
    """By how much long rules across fall, and how that changes down the page."""
    high, wide = ink.shape
    found = np.array(list(_slopes(strokes(ink, round(_RUN * dpi), dpi), _LONG * min(high, wide))))
    if len(found) < _FEW:
        return 0.0, 0.0
    slopes, middles = found.T
    trend = np.array([0.0, slopes.mean()])
    for _ in range(2):
        trend = np.polyfit(middles, slopes, 1) if np.ptp(middles) > high / 5 else np.array([0.0, slopes.mean()])
        off = np.abs(slopes - np.polyval(trend, middles))
        kept = off <= max(2 * float(np.median(off)), 0.001)
        slopes, middles = slopes[kept], middles[kept]
    return float(trend[1]), float(trend[0])


def _slopes(drawn: Mask, least: float) -> Iterator[tuple[float, float]]:
    """The slope of each long rule, and its height in its middle."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(drawn)
    for at in range(1, count):
        left, top, wide, high = stats[at, :4]
        if wide < least or high > _STEEP * wide:
            continue
        ys, xs = np.nonzero(labels[top : top + high, left : left + wide] == at)
        slope, start = np.polyfit(xs, ys, 1)
        yield float(slope), float(top + start + slope * wide / 2)


def _at(lean: tuple[float, float], place: float, length: int) -> tuple[float, float]:
    """The line across a page of that length, that is at a place in its middle: height at the start, and slope."""
    slope = lean[0] + lean[1] * place
    return place - slope * length / 2, slope


def _crossing(across: tuple[float, float], down: tuple[float, float]) -> tuple[float, float]:
    """Where y = a + b x meets x = c + d y."""
    (a, b), (c, d) = across, down
    y = (a + b * c) / (1 - b * d)
    return c + d * y, y
