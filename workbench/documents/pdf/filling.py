"""Which characters of a page stand in which cell of a ruled table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import Text, around, lines, words
from workbench.documents.pdf.pale import told
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable

_CLOSING = "）)"
_NUMBERING = re.compile(r"\D(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)\D")
"""The numbering of a label, behind what is of the label before."""
_HUGE = 2.5
_OVER_HIGH = 1.2


class Filled(NamedTuple):
    """The characters of a cell, whether some of them reach over its edge, and the lines that they make."""

    glyphs: list[Glyph]
    over: bool
    lines: Sequence[Text] = ()
    doubt: str = ""


class Places:
    """Finds the cell of a table that a point is in."""

    def __init__(self, table: RuledTable) -> None:
        """``boxes`` are the cells row by row; the numbers that :meth:`at` gives count them."""
        self.boxes = [box for row in table.cells for box in row]
        self._xs = sorted({x for box in self.boxes for x in (box[0], box[2])})
        self._ys = sorted({y for box in self.boxes for y in (box[1], box[3])})
        self._cells = {place: number for number, box in enumerate(self.boxes) for place in self._covered(box)}

    def _covered(self, box: Box) -> Iterator[tuple[int, int]]:
        for i in range(bisect_right(self._xs, box[0]), bisect_right(self._xs, box[2])):
            for j in range(bisect_right(self._ys, box[1]), bisect_right(self._ys, box[3])):
                yield i, j

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None where there is none."""
        return self._cells.get((bisect_right(self._xs, x), bisect_right(self._ys, y)))


def filled(places: Places, glyphs: Sequence[Glyph], pale: frozenset[int]) -> dict[int, Filled]:
    """The characters by the number of their cell; ``pale`` are text objects far lighter than the others."""
    return _fill_dark(places, glyphs, pale) if pale else _fill(places, glyphs)


def _fill(places: Places, glyphs: Sequence[Glyph]) -> dict[int, Filled]:
    """The characters by the number of their cell; a word goes whole to the cell that its middle is in."""
    found: dict[int, list[Glyph]] = defaultdict(list)
    over: set[int] = set()
    least = _HUGE * median([glyph.size for glyph in glyphs] or [0.0])
    upright = [glyph for glyph in glyphs if glyph.turn == 0 and not (glyph.size > least and _is_across(glyph, places))]
    for line in lines(upright):
        for word in (part for one in words(line) for part in _parted(one, places)):
            at = {places.at(*centre(glyph.box)) for glyph in word} - {None}
            home = places.at(*centre(around(word)))
            if len(at) > 1:
                over |= {cell for cell in at if cell is not None}
            for glyph in word:
                cell = home if len(at) == 1 or home is not None else places.at(*centre(glyph.box))
                found[-1 if cell is None else cell].append(glyph)
        for glyph in line:
            cell = places.at(*centre(glyph.box)) if glyph.text in " \u3000" else None
            if cell is not None:
                found[cell].append(glyph)
    for glyph in glyphs:
        cell = places.at(*centre(glyph.box)) if glyph.turn > 0 else None
        if cell is not None:
            found[cell].append(glyph)
    return {at: Filled(found.get(at, []), at in over) for at in {*found, *over} if at >= 0}


def _fill_dark(places: Places, glyphs: Sequence[Glyph], pale: frozenset[int]) -> dict[int, Filled]:
    """The characters by the number of their cell, without those of marks across the page beside or over them."""
    light = [glyph for glyph in glyphs if glyph.run in pale]
    if not light:
        return _fill(places, glyphs)
    dark, marks = _fill(places, [glyph for glyph in glyphs if glyph.run not in pale]), _fill(places, light)
    every = _fill(places, glyphs)
    for at, part in marks.items():
        own = dark.get(at, Filled([], over=False))
        enough, doubt = told(own.glyphs, part.glyphs)
        dark[at] = (own if enough else every.get(at, part))._replace(doubt=doubt)
    return dark


def _parted(word: Sequence[Glyph], places: Places) -> Iterator[Sequence[Glyph]]:
    """A word with which the label of the next cell runs together, as ``（六）`` with ``1.申请人``, as one of each."""
    begin = 0
    cells = [places.at(*centre(glyph.box)) for glyph in word]
    for at in range(1, len(word)):
        start = at + (word[at].text in _CLOSING)
        if cells[at] != cells[at - 1] and _NUMBERING.match("".join(glyph.text for glyph in word[start - 1 :])):
            yield word[begin:start]
            begin = start
    yield word[begin:]


def _is_across(glyph: Glyph, places: Places) -> bool:
    """Whether a character is higher than the cell that its middle is in, as those of a mark across the page are."""
    cell = places.at(*centre(glyph.box))
    return cell is not None and glyph.size > _OVER_HIGH * (places.boxes[cell][3] - places.boxes[cell][1])


def centre(box: Box) -> tuple[float, float]:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
