"""Upright rules that a scan has lost: numbers that stand apart in what seems one cell are each in one of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable
from workbench.documents.scan.ink import Boxes, Ink, apart, are_in, are_like_digits

Middles = npt.NDArray[np.float64]

_LEVEL = 0.2
_DOT = 0.3
_WIDE = 1.5
"""So many times farther apart than digits of one number, from middle to middle, are those of two cells."""


def with_lost_rules(table: RuledTable, found: Ink) -> RuledTable:
    """The table with cells parted between the numbers in them."""
    edges = sorted({edge for row in table.cells for box in row for edge in (box[0], box[2])})
    rows = (tuple(part for box in row for part in _parts(box, edges, found)) for row in table.cells)
    return replace(table, cells=tuple(rows))


def _parts(box: Box, edges: Sequence[float], found: Ink) -> Iterator[Box]:
    strokes = found.boxes[are_in(found.boxes, box)]
    left = box[0]
    for cut in _cuts(strokes, edges, found.em):
        yield left, box[1], cut, box[3]
        left = cut
    yield left, box[1], box[2], box[3]


def _cuts(strokes: Boxes, edges: Sequence[float], em: float) -> list[float]:
    """Where rules are missing among the strokes of a cell, from left to right.

    The digits of one number that is spread over its cell stand apart as well; but then all do, and no other row has
    a rule between them. Where none has one, a thin digit, or one that has lost a stroke, leaves no gap that parts two.
    """
    like = are_like_digits(strokes, em)
    digits, others = strokes[like], strokes[~like]
    if len(digits) < 2 or not _are_level(digits, em) or _hold_words(others, em):  # noqa: PLR2004 - one for each number
        return []
    numbers = [box for box in apart(strokes, em) if are_in(digits, box).any()]
    gaps = [(one[2], other[0]) for one, other in pairwise(numbers)]
    known = [next((edge for edge in edges if start <= edge <= end), None) for start, end in gaps]
    if None in known and len(numbers) == len(digits):
        return []
    middles = np.sort(digits[:, ::2].mean(axis=1))
    usual = float(np.median(np.diff(middles)))
    return [
        (start + end) / 2 if edge is None else edge
        for (start, end), edge in zip(gaps, known, strict=True)
        if edge is not None or _step(middles, start, end) > _WIDE * usual
    ]


def _step(middles: Middles, start: float, end: float) -> float:
    """How far the digits on both sides of a gap are from one another."""
    return float(middles[middles > end].min() - middles[middles < start].max())


def _are_level(digits: Boxes, em: float) -> bool:
    """Whether strokes begin and end at one height, as the digits of a line do."""
    return bool((np.ptp(digits[:, 1]) < _LEVEL * em) and (np.ptp(digits[:, 3]) < _LEVEL * em))


def _hold_words(strokes: Boxes, em: float) -> bool:
    """Whether some strokes are no dots, nor streaks of the glass."""
    return bool((strokes[:, 2] - strokes[:, 0] > _DOT * em).any())
