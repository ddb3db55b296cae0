"""Whether a scanned page lies on its side or upside down, told by how well its lines can be read."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from workbench.documents.places import Box
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import find_small, recognise
from workbench.documents.scan.sheet import Sheet, turned

POOR = 0.75
"""A lower mean score than this says that a page may not lie upright."""

_TURNS = (90, 270, 180)
_SAMPLE = 10
_LONG = 3.0


def upright(ready: Sheet) -> Sheet:
    """The page turned so that its text is upright."""
    best, score = ready, _legible(ready)
    for turn in _TURNS:
        if score >= POOR:
            break
        other = turned(ready, turn)
        found = _legible(other)
        best, score = (other, found) if found > score else (best, score)
    return best


def _legible(ready: Sheet) -> float:
    """The mean score of the longest lines of a page; 0 where it has none that run across."""
    boxes = sorted((box for box in find_small(ready.shades, ready.dpi) if _is_long(box)), key=_width, reverse=True)
    return _score(ready, boxes[:_SAMPLE])


def _score(ready: Sheet, boxes: Sequence[Box]) -> float:
    pictures = [cut(ready.shades, box) for box in boxes]
    found = recognise([framed(picture, picture.shape[0]) for picture in pictures])
    return mean(one.score for one in found) if found else 0.0


def _is_long(box: Box) -> bool:
    return _width(box) > _LONG * (box[3] - box[1])


def _width(box: Box) -> float:
    return box[2] - box[0]
