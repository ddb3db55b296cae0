"""The lines of a cell as one text: whether figures below one another are one number or two.

A number is wrapped where the line that it begins on had no room for its next digit.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.documents.pdf.filling import Filled
from workbench.documents.pdf.lines import Text
from workbench.documents.places import Box

TWO_LINES = "单元格内有两行数字，无法确定是否为一个数，请对照原件核实"
DIGITS = re.compile(r"[\d０-９.,，．]+")

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff“”‘’（）《》、，。；：]")
_SLACK = 0.35
_ROUNDING = 0.1
_MOST_PADDING = 8.0
_PADDING = 4.0
"""What the narrowest cells leave free, on both sides together."""
_NEAREST = 0.9
"""Lines nearer to one another than this, by their type size, lie over one another and are no lines of one text."""


class Room(NamedTuple):
    """What lines of a cell have room for: as much as any in cells of its width, any of figures, and its own width."""

    widest: float
    figures: float
    cell: float


def widest(boxes: list[Box], filled: dict[int, Filled]) -> dict[int, tuple[float, float]]:
    """How long the lines, and those of figures, in cells of one width are at most, by that width in whole points."""
    found: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for at, part in filled.items():
        if not part.over:
            wide = width(boxes[at])
            longest, figures = found[round(wide)]
            for line in part.lines:
                long = min(width(line.box), wide)
                longest, figures = max(longest, long), max(figures, long * bool(DIGITS.fullmatch(line.text)))
            found[round(wide)] = longest, figures
    return found


def room_of(box: Box, longest: Mapping[int, tuple[float, float]]) -> Room:
    """What the lines of a cell have room for, by those in cells of about its width."""
    near = [longest.get(round(width(box)) + by, (0.0, 0.0)) for by in (-1, 0, 1)]
    return Room(max(lines for lines, _ in near), max(figures for _, figures in near), width(box))


def width(box: Box) -> float:
    """How wide a box is."""
    return box[2] - box[0]


def joined(found: Sequence[Text], room: Room) -> tuple[str, str]:
    """The lines of a cell as one text, and a doubt where they may be two numbers."""
    text, doubt = "".join(line.text for line in found[:1]), ""
    for before, line in pairwise(found):
        if DIGITS.fullmatch(before.text) and DIGITS.fullmatch(line.text):
            whole = _is_full(before, line, room)
            doubt = doubt or ("" if whole else TWO_LINES)
            text += line.text if whole else f" {line.text}"
        else:
            text += line.text if _CJK.match(text[-1]) or _CJK.match(line.text[0]) else f" {line.text}"
    return text, doubt


def _is_full(before: Text, line: Text, room: Room) -> bool:
    """Whether the next digit would not have fitted in behind a line, of which the next is a rest right below it.

    What is longer than the line before is a rest only in a cell that is too narrow for both: some programs break a
    number after its first digit.
    """
    size, first, rest = line.box[3] - line.box[1], width(before.box), width(line.box)
    over = line.box[3] - before.box[3] < _NEAREST * size
    if over or (rest > first + _SLACK * size and first + rest < room.cell - _PADDING):
        return False
    digit = line.edges[1] - line.edges[0]
    wanted = first + digit * (1 + _SLACK)
    fits = first + digit <= room.figures + _ROUNDING
    return not fits and wanted > room.widest and wanted > room.cell - 2 * _MOST_PADDING
