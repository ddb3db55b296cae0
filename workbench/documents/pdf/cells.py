"""The text of the cells of a ruled table, and what of it cannot be relied on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from workbench.documents.model import Cell, Grid
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import Text, around, lines, text_of, words
from workbench.documents.pdf.pale import told
from workbench.documents.pdf.struck import STRUCK
from workbench.documents.places import Box, PagePlace
from workbench.documents.ruling import RuledTable

OVER_THE_EDGE = "文字越过单元格边线，可能与相邻单元格相混，请对照原件核实"
TWO_LINES = "单元格内有两行数字，无法确定是否为一个数，请对照原件核实"
NOT_WHOLE = "单元格太窄，数字没有显示完整，请对照原件核实"
OVERLAPPING = "单元格内的数字相互重叠，无法确定哪些属于同一个数，请对照原件核实"
UNEVEN = "数字大小不一，其中可能有注释的序号，请对照原件核实"

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff“”‘’（）《》、，。；：]")
_DIGITS = re.compile(r"[\d０-９.,，．]+")
_OVER = 0.3
_SLACK = 0.35
_MOST_PADDING = 8.0
_PADDING = 4.0
"""What the narrowest cells leave free, on both sides together."""
_CLOSING = "）)"
_NUMBERING = re.compile(r"\D(?:\d{1,2}[.、．]|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)\D")
"""The numbering of a label, behind what is of the label before."""
_RAISED, _SMALLER = 0.8, 0.95
_LIFTED = 0.2
_OVERLAP = 0.35
_NEAREST = 0.9
"""Lines nearer to one another than this, by their type size, lie over one another and are no lines of one text."""
_HUGE = 2.5
_OVER_HIGH = 1.2
_AROUND = 4.0


class _Filled(NamedTuple):
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


def grid(
    table: RuledTable,
    glyphs: Sequence[Glyph],
    page: int,
    out: frozenset[Glyph] = frozenset(),
    pale: frozenset[int] = frozenset(),
) -> Grid:
    """The table with the characters that stand in it; its places are the boxes of the cells.

    ``out`` are characters that are struck out: numbers with such are doubted. ``pale`` are text objects far lighter
    than the others.
    """
    places = Places(table)
    parts = _fill_dark(places, glyphs, pale) if pale else _fill(places, glyphs)
    filled = {at: part._replace(lines=_lines(part.glyphs)) for at, part in parts.items()}
    widest = _widest(places.boxes, filled)
    cells = [_cell(box, filled.get(at), widest, page) for at, box in enumerate(places.boxes)]
    if out:
        with_some = {at for at, part in filled.items() if not out.isdisjoint(part.glyphs)}
        cells = [cell._replace(doubt=cell.doubt or STRUCK * (at in with_some)) for at, cell in enumerate(cells)]
    rows, at = [], 0
    for row in table.cells:
        rows.append(tuple(cells[at : at + len(row)]))
        at += len(row)
    return Grid(tuple(rows))


def doubted(made: Grid, places: Sequence[Box], why: str) -> Grid:
    """The table with a doubt in each number, or blank, of a cell in which one of those places is."""
    return Grid(tuple(tuple(_doubted(cell, places, why) for cell in row) for row in made.rows))


def _doubted(cell: Cell, places: Sequence[Box], why: str) -> Cell:
    box = cell.location.box if isinstance(cell.location, PagePlace) else None
    if box is None or cell.doubt or not (_DIGITS.fullmatch(cell.text) or not cell.text):
        return cell
    return cell._replace(doubt=why) if any(_is_of(place, box) for place in places) else cell


def _is_of(place: Box, box: Box) -> bool:
    """Whether a place is that of a cell or in it, and not much more of the page."""
    x, y = _centre(place)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3] and _width(place) <= _width(box) + _AROUND


def _fill(places: Places, glyphs: Sequence[Glyph]) -> dict[int, _Filled]:
    """The characters by the number of their cell; a word goes whole to the cell that its middle is in."""
    found: dict[int, list[Glyph]] = defaultdict(list)
    over: set[int] = set()
    least = _HUGE * median([glyph.size for glyph in glyphs] or [0.0])
    upright = [glyph for glyph in glyphs if glyph.turn == 0 and not (glyph.size > least and _is_across(glyph, places))]
    for line in lines(upright):
        for word in (part for one in words(line) for part in _parted(one, places)):
            at = {places.at(*_centre(glyph.box)) for glyph in word} - {None}
            home = places.at(*_centre(around(word)))
            if len(at) > 1:
                over |= {cell for cell in at if cell is not None}
            for glyph in word:
                cell = home if len(at) == 1 or home is not None else places.at(*_centre(glyph.box))
                found[-1 if cell is None else cell].append(glyph)
        for glyph in line:
            cell = places.at(*_centre(glyph.box)) if glyph.text in " \u3000" else None
            if cell is not None:
                found[cell].append(glyph)
    for glyph in glyphs:
        cell = places.at(*_centre(glyph.box)) if glyph.turn > 0 else None
        if cell is not None:
            found[cell].append(glyph)
    return {at: _Filled(found.get(at, []), at in over) for at in {*found, *over} if at >= 0}


def _fill_dark(places: Places, glyphs: Sequence[Glyph], pale: frozenset[int]) -> dict[int, _Filled]:
    """The characters by the number of their cell, without those of marks across the page beside or over them."""
    light = [glyph for glyph in glyphs if glyph.run in pale]
    if not light:
        return _fill(places, glyphs)
    dark, marks = _fill(places, [glyph for glyph in glyphs if glyph.run not in pale]), _fill(places, light)
    every = _fill(places, glyphs)
    for at, part in marks.items():
        own = dark.get(at, _Filled([], over=False))
        enough, doubt = told(own.glyphs, part.glyphs)
        dark[at] = (own if enough else every.get(at, part))._replace(doubt=doubt)
    return dark


def _parted(word: Sequence[Glyph], places: Places) -> Iterator[Sequence[Glyph]]:
    """A word with which the label of the next cell runs together, as ``（六）`` with ``1.申请人``, as one of each."""
    begin = 0
    cells = [places.at(*_centre(glyph.box)) for glyph in word]
    for at in range(1, len(word)):
        start = at + (word[at].text in _CLOSING)
        if cells[at] != cells[at - 1] and _NUMBERING.match("".join(glyph.text for glyph in word[start - 1 :])):
            yield word[begin:start]
            begin = start
    yield word[begin:]


def _is_across(glyph: Glyph, places: Places) -> bool:
    """Whether a character is higher than the cell that its middle is in, as those of a mark across the page are."""
    cell = places.at(*_centre(glyph.box))
    return cell is not None and glyph.size > _OVER_HIGH * (places.boxes[cell][3] - places.boxes[cell][1])


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _widest(boxes: list[Box], filled: dict[int, _Filled]) -> dict[int, float]:
    """How long the lines in cells of one width are at most, by that width in whole points."""
    found: dict[int, float] = defaultdict(float)
    for at, part in filled.items():
        if not part.over:
            width = _width(boxes[at])
            longest = max((text.box[2] - text.box[0] for text in part.lines), default=0.0)
            found[round(width)] = max(found[round(width)], min(longest, width))
    return found


def _width(box: Box) -> float:
    return box[2] - box[0]


def _cell(box: Box, part: _Filled | None, widest: dict[int, float], page: int) -> Cell:
    place = PagePlace(page, box)
    if part is None:
        return Cell("", place)
    near = (widest.get(round(_width(box)) + by, 0.0) for by in (-1, 0, 1))
    text, doubt = _joined(part.lines, _Room(max(near), _width(box)))
    if not doubt and _DIGITS.fullmatch(text):
        if _is_uneven(part.glyphs):
            text, doubt = text.removesuffix(_mark_behind(part.glyphs)), UNEVEN
        doubt = doubt or OVERLAPPING * _overlap(part.glyphs)
    return Cell(text, place, doubt or part.doubt or (OVER_THE_EDGE if part.over else ""))


def _overlap(glyphs: Sequence[Glyph]) -> bool:
    """Whether digits lie over one another, as where a mark across the page is printed over a number."""
    if any(glyph.turn for glyph in glyphs):
        return False
    return any(
        one.box[2] - after.box[0] > _OVERLAP * min(_width(one.box), _width(after.box))
        for line in lines([glyph for glyph in glyphs if glyph.text.isdigit()])
        for one, after in pairwise(line)
    )


def _is_uneven(glyphs: Sequence[Glyph]) -> bool:
    """Whether some digits are smaller than others or lifted above them on their line, as those that point to a note."""
    digits = [glyph for glyph in glyphs if glyph.text.isdigit()]
    sizes = [glyph.size for glyph in digits]
    return bool(sizes) and (min(sizes) < _RAISED * max(sizes) or _are_lifted(digits, _LIFTED * max(sizes)))


def _mark_behind(glyphs: Sequence[Glyph]) -> str:
    """The digits of the mark of a note behind a number, smaller or lifted; empty where they stand elsewhere."""
    digits = sorted((glyph for glyph in glyphs if glyph.text.isdigit()), key=lambda glyph: glyph.box[0])
    whole = max(digits, key=lambda glyph: glyph.size)
    small = [glyph for glyph in digits if glyph.size < _SMALLER * whole.size]
    mark = [
        glyph
        for glyph in small
        if glyph.size < _RAISED * whole.size or whole.box[3] - glyph.box[3] > _LIFTED * whole.size
    ]
    return "".join(glyph.text for glyph in mark) if mark == digits[-len(mark) :] and len(mark) < len(digits) else ""


def _are_lifted(digits: Sequence[Glyph], least: float) -> bool:
    """Whether digits on one line stand at heights that differ by so much; numbers of two lines are no such ones."""
    if not _differ(digits, least) or any(glyph.turn for glyph in digits):
        return False
    return any(_differ(line, least) for line in lines(list(digits)))


def _differ(digits: Sequence[Glyph], least: float) -> bool:
    feet = [glyph.box[3] for glyph in digits]
    return max(feet) - min(feet) > least


def _lines(glyphs: list[Glyph]) -> list[Text]:
    """The lines of a cell; where its text is turned, as it is read with the head turned."""
    turns = [glyph.turn for glyph in glyphs]
    turn = max(set(turns), key=turns.count, default=0)
    upright = [glyph._replace(box=_turned(glyph.box, turn)) for glyph in glyphs] if turn > 0 else glyphs
    return [text_of(line) for line in lines(upright)]


def _turned(box: Box, turn: int) -> Box:
    left, top, right, bottom = box
    return {
        90: (-bottom, left, -top, right),
        180: (-right, -bottom, -left, -top),
        270: (top, -right, bottom, -left),
    }[turn]


class _Room(NamedTuple):
    """What lines of a cell have room for: as much as any in cells of its width, which is the last."""

    widest: float
    cell: float


def _joined(found: Sequence[Text], room: _Room) -> tuple[str, str]:
    """The lines of a cell as one text, and a doubt where they may be two numbers."""
    text, doubt = "".join(line.text for line in found[:1]), ""
    for before, line in pairwise(found):
        if _DIGITS.fullmatch(before.text) and _DIGITS.fullmatch(line.text):
            whole = _is_full(before, line, room)
            doubt = doubt or ("" if whole else TWO_LINES)
            text += line.text if whole else f" {line.text}"
        else:
            text += line.text if _CJK.match(text[-1]) or _CJK.match(line.text[0]) else f" {line.text}"
    return text, doubt


def _is_full(before: Text, line: Text, room: _Room) -> bool:
    """Whether the next digit would not have fitted in behind a line, of which the next is a rest right below it.

    What is longer than the line before is a rest only in a cell that is too narrow for both: some programs break a
    number after its first digit.
    """
    size, first, rest = line.box[3] - line.box[1], _width(before.box), _width(line.box)
    over = line.box[3] - before.box[3] < _NEAREST * size
    if over or (rest > first + _SLACK * size and first + rest < room.cell - _PADDING):
        return False
    wanted = first + (line.edges[1] - line.edges[0]) * (1 + _SLACK)
    return wanted > room.widest and wanted > room.cell - 2 * _MOST_PADDING
