"""Digits that the search for text passed over, as it does those that stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from workbench.documents.places import Box
from workbench.documents.scan.ink import APART, Boxes, Ink, apart, are_in, are_like_digits
from workbench.documents.scan.pieces import ENDS, NEAR, Row, centre

_FAR = 1.5
_LONGEST = 40
_SENTENCE = frozenset("。；：")


def missed(rows: Sequence[Row], found: Ink) -> dict[int, list[Box]]:
    """By the number of the line, the boxes of what is as large as digits and stands on it in none of its pieces."""
    strokes = _in_no_piece(rows, found)
    held: dict[int, list[int]] = defaultdict(list)
    owners = [at for at, row in enumerate(rows) for _ in row]
    heights = np.array([centre(part) for row in rows for part in row])
    off = np.abs((strokes[:, 1] + strokes[:, 3])[:, None] / 2 - heights[None])
    for at in np.flatnonzero(off.min(axis=1, initial=np.inf) < NEAR * found.em).tolist():
        held[owners[int(off[at].argmin())]].append(at)
    boxes = {at: apart(strokes[some], found.em) for at, some in held.items()}
    return {at: [box for box in some if _is_of(box, rows[at], found.em)] for at, some in boxes.items()}


def _in_no_piece(rows: Sequence[Row], found: Ink) -> Boxes:
    """The strokes as large as digits that are in no piece of a line."""
    strokes = found.boxes[are_like_digits(found.boxes, found.em)]
    for part in (part for row in rows for part in row):
        strokes = strokes[~are_in(strokes, part.box)]
    return strokes


def _is_of(box: Box, row: Row, em: float) -> bool:
    """Whether what stands apart on a line may be a number of it: it has others, or is but a label far before it."""
    gaps = [max(box[0] - part.box[2], part.box[0] - box[2]) for part in row]
    if min(gaps) < APART * em:
        return False
    text = "".join(part.text for part in row)
    if text.endswith(ENDS):
        return True
    return len(text) <= _LONGEST and _SENTENCE.isdisjoint(text) and box[0] - row[-1].box[2] > _FAR * em
