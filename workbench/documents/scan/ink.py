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

MOST: Final = 60_000
"""More strokes than a page has; a page with more is a photograph or noise."""

_SPECK = 0.012
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
    """The strokes of a page without rules; specks are left out."""
    dark = cv2.threshold(shades, INK, WHITE, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    if count > MOST:
        return Ink(np.zeros((0, 4), np.int64), _LEAST_EM * dpi)
    left, top, wide, high, area = stats[1:].T.astype(np.int64)
    speck = max(_SPECK * dpi, 2)
    kept = (np.maximum(wide, high) > speck) & (area > speck)
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
