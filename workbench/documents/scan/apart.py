"""Numbers that stand apart on lines of no ruled table, told by their ink.

The search for text joins numbers that stand near one another, and passes over a single digit that stands alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, takewhile
from typing import NamedTuple

import numpy as np

from workbench.documents.places import Box
from workbench.documents.scan.cells import Seen, read_cells
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import Reading, recognise
from workbench.documents.scan.ink import APART, Boxes, Ink, apart, are_in, are_like_digits, around, as_boxes
from workbench.documents.scan.numerals import Settled, is_number, may_be_number
from workbench.documents.scan.shades import Grey

_FAR = 1.5
_LEVEL = 0.5
_NEAR = 0.4
_LONGEST = 40
_DIGITS, _WORDS = 0.72, 0.95
_LEAST, _MOST = 0.6, 1.4
"""How much of the size of type digits are high, and words; and how it may differ from the height of a box."""
_SENTENCE = frozenset("。；：")
_MARKS = re.compile(r"[，。；：、,;:（(《“\d]")
_SEVERAL = 3
_SHORT = 3.5
_ENDS = tuple("0123456789０１２３４５６７８９-—－–")


class Part(NamedTuple):
    """A piece of a line: its box on the level page, and what was recognised in it."""

    box: Box
    reading: Reading

    @property
    def text(self) -> str:
        """What was recognised."""
        return self.reading.text


Row = Sequence[Part]


def with_numbers(shades: Grey, rows: Sequence[Row], found: Ink) -> list[list[Part]]:
    """Lines by their pieces, those cut that hold several numbers, and digits beside them added that were missed.

    ``found`` is the ink of the page without that of its tables.
    """
    cuts = {part: boxes for row in rows for part in row if (boxes := _cut(part, found))}
    beside = _beside(rows, found)
    boxes = [*chain.from_iterable(cuts.values()), *chain.from_iterable(beside.values())]
    read = dict(zip(boxes, read_cells(shades, [Seen(box, [box]) for box in boxes], found.em), strict=True))
    words = {part: around(before) for part, some in cuts.items() if (before := _before_numbers(some, read))}
    said = recognise([framed(cut(shades, box), found.em) for box in words.values()])
    named = {part: Part(box, one) for (part, box), one in zip(words.items(), said, strict=True)}
    cut_up = [one for row in rows for part in row for one in _pieces(part, cuts.get(part, ()), named.get(part), read)]
    cut_up = _names_apart(shades, cut_up, found)
    added = [_number(box, read) for box in chain.from_iterable(beside.values()) if _has_digits(read[box].text)]
    return in_rows([_as_printed(part, found) for part in (*cut_up, *added)], found.em)


def _pieces(part: Part, boxes: Sequence[Box], words: Part | None, read: Mapping[Box, Settled]) -> list[Part]:
    """The words and the numbers behind them that a piece of a line holds; itself where it holds no numbers apart."""
    numbers = boxes[len(_before_numbers(boxes, read)) :]
    if not numbers or (words and not words.text):
        return [part]
    return [*([words] if words else []), *(_number(box, read) for box in numbers)]


def _names_apart(shades: Grey, parts: Sequence[Part], found: Ink) -> list[Part]:
    """The pieces, those cut that hold the names of several columns."""
    names = {part: boxes for part in parts if (boxes := _names(part, found))}
    boxes = [box for some in names.values() for box in some]
    said = dict(zip(boxes, recognise([framed(cut(shades, box), found.em) for box in boxes]), strict=True))
    known = {part: [Part(box, said[box]) for box in some] for part, some in names.items()}
    whole = {part: some for part, some in known.items() if all(one.text for one in some)}
    return [one for part in parts for one in whole.get(part, [part])]


def _before_numbers(boxes: Sequence[Box], read: Mapping[Box, Settled]) -> Sequence[Box]:
    """The boxes before the numbers at the end of a line."""
    numbers = sum(1 for _ in takewhile(lambda box: is_number(read[box].text), reversed(boxes)))
    return boxes[: len(boxes) - numbers]


def _as_printed(part: Part, found: Ink) -> Part:
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


def _has_digits(text: str) -> bool:
    """Whether what the search for text passed over is a number, and no scratch that is like a dash."""
    return is_number(text) and any(map(str.isdigit, text))


def _number(box: Box, read: Mapping[Box, Settled]) -> Part:
    return Part(box, Reading(read[box].text, read[box].score))


def in_rows(parts: Sequence[Part], em: float) -> list[list[Part]]:
    """Pieces by the lines that they stand on, from top to bottom, each from left to right.

    The lines of a label stand above and below the numbers of its row, half a line away: numbers that are level with one
    another are on one line, and so are words that are level with them.
    """
    rows = _level([part for part in parts if is_number(part.text)], _NEAR * em)
    loose: list[Part] = []
    for part in (part for part in parts if not is_number(part.text)):
        near = min(rows, key=lambda row: abs(_centre(row[0]) - _centre(part)), default=None)
        beside = near is not None and abs(_centre(near[0]) - _centre(part)) < _LEVEL * em
        (near if near is not None and beside else loose).append(part)
    whole = sorted([*rows, *_level(loose, _LEVEL * em)], key=lambda row: _centre(row[0]))
    return [sorted(row) for row in whole]


def _level(parts: Sequence[Part], most: float) -> list[list[Part]]:
    """Pieces by their heights, those of one line no further from its highest one than so much."""
    found: list[list[Part]] = []
    for part in sorted(parts, key=_centre):
        if found and _centre(part) - _centre(found[-1][0]) < most:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _centre(part: Part) -> float:
    return (part.box[1] + part.box[3]) / 2


# -- what stands apart ------------------------------------------------------------------------------------


def _cut(part: Part, found: Ink) -> list[Box]:
    """The boxes of what stands apart in a piece of a line that ends in a number, or in one of which more was read."""
    if not part.text.endswith(_ENDS):
        return []
    boxes = apart(found.boxes[are_in(found.boxes, part.box)], found.em)
    touched = may_be_number(part.text) and not is_number(part.text)
    return boxes if len(boxes) > 1 or touched else []


def _names(part: Part, found: Ink) -> list[Box]:
    """The boxes of short words that stand apart in a piece of a line, where there are several and no sentence."""
    if _MARKS.search(part.text):
        return []
    boxes = apart(found.boxes[are_in(found.boxes, part.box)], found.em)
    wide = sum(box[2] - box[0] for box in boxes)
    return boxes if len(boxes) >= _SEVERAL and wide <= _SHORT * found.em * len(boxes) else []


# -- what was passed over ---------------------------------------------------------------------------------


def _beside(rows: Sequence[Row], found: Ink) -> dict[int, list[Box]]:
    """By the number of the line, the boxes of what is as large as digits and stands on it in none of its pieces."""
    strokes = _missed(rows, found)
    held: dict[int, list[int]] = defaultdict(list)
    owners = [at for at, row in enumerate(rows) for _ in row]
    heights = np.array([_centre(part) for row in rows for part in row])
    off = np.abs((strokes[:, 1] + strokes[:, 3])[:, None] / 2 - heights[None])
    for at in np.flatnonzero(off.min(axis=1, initial=np.inf) < _NEAR * found.em).tolist():
        held[owners[int(off[at].argmin())]].append(at)
    boxes = {at: apart(strokes[some], found.em) for at, some in held.items()}
    return {at: [box for box in some if _is_of(box, rows[at], found.em)] for at, some in boxes.items()}


def _missed(rows: Sequence[Row], found: Ink) -> Boxes:
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
    if text.endswith(_ENDS):
        return True
    return len(text) <= _LONGEST and _SENTENCE.isdisjoint(text) and box[0] - row[-1].box[2] > _FAR * em
