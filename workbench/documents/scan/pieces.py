"""Pieces of scanned lines: the boxes that their type takes up, and the lines that they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.documents.places import Box
from workbench.documents.scan.engine import Reading
from workbench.documents.scan.ink import Ink, are_in, around, as_boxes
from workbench.documents.scan.numerals import is_number

NEAR = 0.4
"""Numbers that are no further apart in height, in sizes of type, are level."""
_LEVEL = 0.5
_DIGITS, _WORDS = 0.72, 0.95
_LEAST, _MOST = 0.6, 1.4
"""How much of the size of type digits are high, and words; and how it may differ from the height of a box."""
ENDS = tuple("0123456789０１２３４５６７８９-—－–")
"""How a piece ends that holds a number at its end."""


class Part(NamedTuple):
    """A piece of a line: its box on the level page, and what was recognised in it."""

    box: Box
    reading: Reading

    @property
    def text(self) -> str:
        """What was recognised."""
        return self.reading.text


Row = Sequence[Part]


def as_printed(part: Part, found: Ink) -> Part:
    """A piece in the box that its type takes up, by its ink: the search for text draws boxes that are larger.

    Marks at the ends of words have blank halves beside their ink, so that words keep their width.
    """
    strokes = found.boxes[are_in(found.boxes, part.box)]
    if not len(strokes):
        return part
    left, top, right, bottom = around(as_boxes(strokes))
    number, high = is_number(part.text), part.box[3] - part.box[1]
    half = min(max((bottom - top) / (_DIGITS if number else _WORDS), _LEAST * high), _MOST * high) / 2
    middle = (top + bottom) / 2
    left, right = (left, right) if number else (part.box[0], part.box[2])
    return part._replace(box=(left, middle - half, right, middle + half))


def in_rows(parts: Sequence[Part], em: float) -> list[list[Part]]:
    """Pieces by the lines that they stand on, from top to bottom, each from left to right.

    The lines of a label stand above and below the numbers of its row, half a line away: numbers that are level with one
    another are on one line, and so are words that are level with them.
    """
    rows = _level([part for part in parts if is_number(part.text)], NEAR * em)
    loose: list[Part] = []
    for part in (part for part in parts if not is_number(part.text)):
        near = min(rows, key=lambda row: abs(centre(row[0]) - centre(part)), default=None)
        beside = near is not None and abs(centre(near[0]) - centre(part)) < _LEVEL * em
        (near if near is not None and beside else loose).append(part)
    whole = sorted([*rows, *_level(loose, _LEVEL * em)], key=lambda row: centre(row[0]))
    return [sorted(row) for row in whole]


def _level(parts: Sequence[Part], most: float) -> list[list[Part]]:
    """Pieces by their heights, those of one line no further from its highest one than so much."""
    found: list[list[Part]] = []
    for part in sorted(parts, key=centre):
        if found and centre(part) - centre(found[-1][0]) < most:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def centre(part: Part) -> float:
    """The height of the middle of a piece."""
    return (part.box[1] + part.box[3]) / 2
