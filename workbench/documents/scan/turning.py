"""Whether a scanned page lies on its side or upside down, told by how well its lines can be read."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from workbench.documents.places import Box
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import find_small, recognise
from workbench.documents.scan.numerals import is_number
from workbench.documents.scan.sheet import Sheet, turned

POOR = 0.75
"""A lower mean score than this says that a page may not lie upright."""

_CLEAR = 0.9
"""Such a score tells that a page lies upright; letters set below one another are read nearly so on their sides."""
_BETTER = 0.1

_TURNS = (90, 270, 180)
_SAMPLE = 24
_LONG = 1.5
"""What is so many times wider than high runs across; on a page of narrow cells no line is any longer."""


def upright(ready: Sheet) -> Sheet:
    """The page turned so that its text is upright."""
    best, score = ready, _legible(ready)
    for turn in _TURNS:
        if score >= _CLEAR:
            break
        other = turned(ready, turn)
        found = _legible(other)
        best, score = (other, found) if found > score + _BETTER else (best, score)
    return best


def _legible(ready: Sheet) -> float:
    """The mean score of the longest lines of a page; 0 where it has no words that run across.

    Numbers do not tell: upside down and on their side digits are read as others, or as dashes.
    """
    boxes = sorted((box for box in find_small(ready.shades, ready.dpi) if _is_long(box)), key=_width, reverse=True)
    return _score(ready, boxes[:_SAMPLE])


def _score(ready: Sheet, boxes: Sequence[Box]) -> float:
    pictures = [cut(ready.shades, box) for box in boxes]
    found = recognise([framed(picture, picture.shape[0]) for picture in pictures])
    words = [one.score for one in found if one.text and not is_number(one.text)]
    return mean(words) if words else 0.0


def _is_long(box: Box) -> bool:
    return _width(box) > _LONG * (box[3] - box[1])


def _width(box: Box) -> float:
    return box[2] - box[0]
