"""The ink of a level page: its strokes as boxes, and the lines of text that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from workbench.documents.places import Box
from workbench.documents.scan.shades import INK, WHITE, Grey

Boxes = npt.NDArray[np.int64]
"""Left, top, right and bottom of strokes, one a row."""

Mask = npt.NDArray[np.bool_]

MOST: Final = 60_000
"""More strokes than a page has; a page with more is a photograph or noise."""

APART: Final = 0.4
"""So much of a character's height is between two numbers at least, and never between the digits of one."""

_LOWEST, _HIGHEST, _WIDEST = 0.4, 1.2, 0.9
_SPECK = 0.012
_LARGEST = 2.0
"""No character nor seal is so many inches wide and high; what is runs around the page, as its shadow does."""
_TEXT = 0.03
_TALLEST = 1.25
_TYPICAL = 0.8
_LEAST_EM = 0.08
_MOST_EM = 0.35


class Ink(NamedTuple):
    """The strokes of a page, and the height of its characters, in its pixels."""

    boxes: Boxes
    em: float


def ink(shades: Grey, dpi: float) -> Ink:
    """The strokes of a page without rules; specks are left out, and what runs around the page."""
    dark = cv2.threshold(shades, INK, WHITE, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    if count > MOST:
        return Ink(np.zeros((0, 4), np.int64), _LEAST_EM * dpi)
    left, top, wide, high, area = stats[1:].T.astype(np.int64)
    speck = max(_SPECK * dpi, 2)
    kept = (np.maximum(wide, high) > speck) & (area > speck) & (np.minimum(wide, high) < _LARGEST * dpi)
    boxes = np.stack([left, top, left + wide, top + high], axis=1)[kept]
    return Ink(boxes, _em(boxes, dpi))


def _em(boxes: Boxes, dpi: float) -> float:
    """The height of characters, from that of their taller strokes."""
    heights = boxes[:, 3] - boxes[:, 1]
    fit = heights[(heights > _LEAST_EM * dpi) & (heights < _MOST_EM * dpi)]
    return float(np.median(fit)) / _TYPICAL if len(fit) else _LEAST_EM * dpi / _TYPICAL


def is_text(boxes: Boxes, dpi: float) -> bool:
    """Whether strokes are more than dots."""
    return bool(len(boxes)) and bool((boxes[:, 2:] - boxes[:, :2]).max() > _TEXT * dpi)


def lines(boxes: Boxes, em: float) -> list[Box]:
    """The boxes of the lines that the strokes of a cell make, from top to bottom."""
    found: list[list[int]] = []
    for left, top, right, bottom in boxes[np.argsort(boxes[:, 1])].tolist():
        last = found[-1] if found else None
        if last and (top < last[3] - em / 8 or max(bottom, last[3]) - last[1] <= _TALLEST * em):
            found[-1] = [min(left, last[0]), last[1], max(right, last[2]), max(bottom, last[3])]
        else:
            found.append([left, top, right, bottom])
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in found]


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


# -- what stands apart ------------------------------------------------------------------------------------


def apart(strokes: Boxes, em: float) -> list[Box]:
    """The boxes of strokes that stand as near one another as those of a word, from left to right.

    The larger the strokes are, the wider are the gaps within words.
    """
    least = APART * _size(strokes, em)
    groups: list[list[Box]] = []
    right = -np.inf
    for box in sorted(as_boxes(strokes)):
        if box[0] - right > least:
            groups.append([])
        groups[-1].append(box)
        right = max(right, box[2])
    return [around(group) for group in groups]


def _size(strokes: Boxes, em: float) -> float:
    """The height of the characters that strokes are of, where they are larger than most."""
    return max(em, float(np.median(strokes[:, 3] - strokes[:, 1])) / _TYPICAL) if len(strokes) else em


def are_in(strokes: Boxes, box: Box) -> Mask:
    """Which strokes have their middle in a box."""
    x, y = (strokes[:, 0] + strokes[:, 2]) / 2, (strokes[:, 1] + strokes[:, 3]) / 2
    return np.asarray((box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3]), np.bool_)


def are_like_digits(strokes: Boxes, em: float) -> Mask:
    """Which strokes are as large as digits."""
    wide, high = strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1]
    return np.asarray((high > _LOWEST * em) & (high < _HIGHEST * em) & (wide < _WIDEST * em), np.bool_)


def as_boxes(strokes: Boxes) -> list[Box]:
    """Strokes as boxes."""
    return [(left, top, right, bottom) for left, top, right, bottom in strokes.astype(float).tolist()]
