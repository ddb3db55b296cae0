"""The digits of a page held against one another: what is read as one digit must look like the others read so.

The recogniser errs alike on like pictures, so that reading again proves little. That a digit is of the same shape as
its fellows on the page, and a number of as many shapes as digits, is seen without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from workbench.documents.scan.shades import WHITE, Grey

_SIDE = 24
_TINY = 1e-6
_TALL = 0.6
_SHARD = 0.3
_WIDEST = 0.78
_INK = 205
_MOST = 4_000
_NEAR = 0.9
_NEARER = 0.03
_ALONE = 0.95

_Vectors = npt.NDArray[np.float32]


class Shape(NamedTuple):
    """What the shapes of a number say: the number by them, and whether each digit has a fellow on the page."""

    text: str
    known: bool


UNKNOWN: Final = Shape("", known=False)
"""Of a number whose shapes say nothing."""


class _Digit(NamedTuple):
    """A digit as read, the number that it is of, its place there, and its picture as a vector."""

    number: int
    place: int
    read: str
    vector: _Vectors


def by_shape(pictures: Sequence[Grey], texts: Sequence[str]) -> list[Shape]:
    """The numbers of a page as their shapes have them; an empty text where the shapes do not part into digits."""
    digits: list[_Digit] = []
    found = [Shape("", known=False) for _ in texts]
    for at, (picture, text) in enumerate(zip(pictures, texts, strict=True)):
        parts = _parts(picture)
        if text.isdecimal() and len(parts) == len(text):
            found[at] = Shape(text, known=True)
            digits += [_Digit(at, i, letter, _vector(part)) for i, (letter, part) in enumerate(zip(text, parts))]  # noqa: B905 - as many
        elif text.isdecimal() and len(parts) > len(text):
            found[at] = Shape("?" * len(parts), known=False)
    return _compared(found, digits[:_MOST])


def _compared(found: list[Shape], digits: list[_Digit]) -> list[Shape]:
    if not digits:
        return found
    vectors = np.stack([digit.vector for digit in digits])
    alike = vectors @ vectors.T
    numbers = np.array([digit.number for digit in digits])
    reads = np.array([digit.read for digit in digits])
    alike[numbers[:, None] == numbers[None, :]] = -1.0
    same = np.where(reads[:, None] == reads[None, :], alike, -1.0).max(axis=1)
    others = np.where(reads[:, None] != reads[None, :], alike, -1.0)
    for at, digit in enumerate(digits):
        rival = int(others[at].argmax())
        found[digit.number] = _weighed(found[digit.number], digit, float(same[at]), (reads[rival], others[at, rival]))
    return found


def _weighed(shape: Shape, digit: _Digit, same: float, rival: tuple[str, float]) -> Shape:
    """What is said of a number with one of its digits held against the others."""
    other, near = rival
    if near > max(same + _NEARER, _NEAR if same > 0 else _ALONE):
        return Shape(shape.text[: digit.place] + other + shape.text[digit.place + 1 :], known=False)
    return shape._replace(known=shape.known and same > _NEAR)


def _parts(picture: Grey) -> list[Grey]:
    """The digits of a number from left to right; dots, commas and specks are left out."""
    dark = cv2.threshold(picture, _INK, WHITE, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark)
    boxes = [tuple(map(int, stats[at, :4])) for at in range(1, count)]
    tallest = max((high for _, _, _, high in boxes), default=0)
    merged: list[list[int]] = []
    for left, top, wide, high in sorted(box for box in boxes if box[3] > _SHARD * tallest):
        last = merged[-1] if merged else None
        if last and left + wide - last[0] <= _WIDEST * tallest:
            merged[-1] = [last[0], min(last[1], top), max(last[2], left + wide), max(last[3], top + high)]
        else:
            merged.append([left, top, left + wide, top + high])
    return [picture[top:bottom, left:right] for left, top, right, bottom in merged if bottom - top > _TALL * tallest]


def _vector(part: Grey) -> _Vectors:
    """A digit on a common square, its contrast evened out."""
    high, wide = part.shape
    width = min(max(round(wide * _SIDE / high), 1), _SIDE)
    left = (_SIDE - width) // 2
    square = np.zeros((_SIDE, _SIDE), np.float32)
    square[:, left : left + width] = WHITE - cv2.resize(part, (width, _SIDE), interpolation=cv2.INTER_AREA)
    vector = square.ravel() - square.mean()
    return np.asarray(vector / max(float(np.linalg.norm(vector)), _TINY), np.float32)
