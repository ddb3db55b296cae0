"""The cells of a ruled table of a scan: their lines cut out and recognised, numbers more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from workbench.documents.model import Cell, Grid
from workbench.documents.pdf.filling import Places
from workbench.documents.places import Box, PagePlace
from workbench.documents.ruling import RuledTable
from workbench.documents.scan.crops import CHANGES, TIMES, beside, cut, framed, repeated, sharpened
from workbench.documents.scan.engine import Reading, recognise
from workbench.documents.scan.ink import Boxes, Ink, Mask, are_like_digits, as_boxes, is_text, lines
from workbench.documents.scan.numerals import Settled, may_be_number, once, settled
from workbench.documents.scan.shades import Grey
from workbench.documents.scan.shapes import by_shape
from workbench.documents.scan.sheet import Sheet
from workbench.documents.scan.wording import set_in_chinese

_LONGEST = 16.0
_NARROW = 7.0
_EDGE = 0.03
_LEVEL = 0.1
_TWO_LINES = "单元格内有多行数字，无法确定是否为一个数，请对照原件核实"
_UNREAD = "单元格内有字迹，未能识别，请对照原件核实"
_MET = "数字与表格线相连，可能缺少笔画或数位，请对照原件核实"
_HIDDEN = "印章遮盖了单元格的一部分，可能缺少数位或内容，请对照原件核实"
_LOW = 0.5
_SURE = 0.95
_SHORT = 2
_LOOSE = 0.4
_CLOSE = 0.08
_DIGIT = 1.5
_MOST_PADDING = 0.11


class Seen(NamedTuple):
    """A cell and the boxes of the lines of text in it.

    ``padding`` is how near text comes to its sides anywhere in the table, ``met`` whether its text runs into a rule,
    ``hidden`` whether something of it may lie beneath a seal.
    """

    box: Box
    lines: list[Box]
    padding: float = 0.0
    met: bool = False
    hidden: bool = False


class _Job(NamedTuple):
    """A picture to be recognised, and the number of the cell that it is of."""

    cell: int
    picture: Grey


def grids(sheet: Sheet, tables: Sequence[RuledTable], found: Ink) -> list[Grid]:
    """The tables of a page with what was recognised in their cells."""
    texts = iter(read_cells(sheet.shades, filled(sheet, tables, found), found.em))
    return [
        Grid(tuple(tuple(_cell(sheet, box, next(texts)) for box in row) for row in table.cells)) for table in tables
    ]


def _cell(sheet: Sheet, box: Box, text: Settled) -> Cell:
    return Cell(text.text, PagePlace(sheet.number, sheet.points(box), recognised=round(text.score, 3)), text.doubt)


def filled(sheet: Sheet, tables: Sequence[RuledTable], found: Ink) -> list[Seen]:
    """The cells of tables in their order, with what stands in them."""
    return [one for table in tables for one in _padded(list(_seen(sheet, table, found)), sheet.dpi)]


# -- what stands in which cell ----------------------------------------------------------------------------


def _seen(sheet: Sheet, table: RuledTable, found: Ink) -> Iterator[Seen]:
    places = Places(table)
    held: dict[int, list[int]] = defaultdict(list)
    for at, (left, top, right, bottom) in enumerate(found.boxes.tolist()):
        cell = places.at((left + right) / 2, (top + bottom) / 2)
        if cell is not None:
            held[cell].append(at)
    for at, box in enumerate(places.boxes):
        boxes = _inside(Ink(found.boxes[held[at]], found.em), box, sheet)
        text = lines(boxes, found.em) if is_text(boxes, sheet.dpi) else []
        hidden = any(sheet.hidden[_around(one, box, found.em)].any() for one in text or [box])
        yield Seen(box, text, met=any(_is_met(sheet, line) for line in text), hidden=hidden)


def _padded(seen: Sequence[Seen], dpi: float) -> Iterator[Seen]:
    gaps = [min(line[0] - one.box[0], one.box[2] - line[2]) for one in seen for line in one.lines]
    padding = min(max(min(gaps, default=0.0), 0.0), _MOST_PADDING * dpi)
    return (one._replace(padding=padding) for one in seen)


def _around(line: Box, cell: Box, em: float) -> tuple[slice, slice]:
    """A line of a cell, and as much beside it as a digit that is not seen may take up."""
    left, right = max(line[0] - em / 2, cell[0]), min(line[2] + em / 2, cell[2])
    return slice(int(line[1]), int(line[3])), slice(int(left), int(right))


def _is_met(sheet: Sheet, box: Box) -> bool:
    """Whether what stands in a box runs into a rule."""
    left, top, right, bottom = map(int, box)
    return bool(sheet.met[top:bottom, left:right].any())


def _inside(found: Ink, box: Box, sheet: Sheet) -> Boxes:
    """The strokes of a cell without what its rules have left along its edges."""
    boxes, edge = found.boxes, _EDGE * sheet.dpi
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    beside = (boxes[:, 0] < box[0] + edge) | (boxes[:, 2] > box[2] - edge)
    near = (boxes[:, 1] < box[1] + edge) | (boxes[:, 3] > box[3] - edge)
    thin = ((wide < edge) & beside & (high > 2 * wide)) | ((high < edge) & near & (wide > 2 * high))
    small = (np.maximum(wide, high) < edge) & (beside | near)
    kept = ~(thin | small)
    return np.asarray(boxes[kept | (thin & _are_ones(found, kept, sheet))], np.int64)


def _are_ones(found: Ink, others: Mask, sheet: Sheet) -> Mask:
    """Which strokes begin and end where the digits of a cell do, or stand in it alone and clear of its rules."""
    like, boxes = are_like_digits(found.boxes, found.em), found.boxes
    digits = boxes[others & like]
    if not len(digits):
        met = [_is_met(sheet, box) for box in as_boxes(boxes)]
        return np.asarray(like & ~np.array(met, np.bool_) & (not others.any()), np.bool_)
    top, bottom = np.median(digits[:, 1]), np.median(digits[:, 3])
    off = np.maximum(np.abs(boxes[:, 1] - top), np.abs(boxes[:, 3] - bottom))
    return np.asarray(like & (off < _LEVEL * found.em), np.bool_)


# -- recognition ------------------------------------------------------------------------------------------


def read_cells(shades: Grey, seen: Sequence[Seen], em: float, *, thorough: bool = False) -> list[Settled]:
    """What was recognised in each cell; numbers are read in more ways still where that is to be thorough."""
    first = _texts(shades, seen, em)
    numbers = [at for at, one in enumerate(seen) if one.lines and may_be_number(first[at].text)]
    pictures = [_whole(shades, seen[at].lines, em) for at in numbers]
    readings = _readings([first[at] for at in numbers], pictures, em, thorough=thorough)
    shapes = by_shape(pictures, [settled(one).text for one in readings])
    found = {
        at: _number(seen[at], settled(one, shape), thorough=thorough)
        for at, one, shape in zip(numbers, readings, shapes, strict=True)
    }
    return [found[at] if at in found else _words(first[at], one) for at, one in enumerate(seen)]


def _whole(shades: Grey, boxes: Sequence[Box], em: float) -> Grey:
    """The lines of a cell on one line, as near as the digits of a number are."""
    return beside([cut(shades, box) for box in boxes], em, _CLOSE)


def _number(one: Seen, found: Settled, *, thorough: bool) -> Settled:
    """A number; doubted where it stands on lines that would have held more, for then it may be two.

    One that runs into a rule or a seal is doubted as well, but not where it was read in every way, to be held against
    the sums.
    """
    room = one.box[2] - one.box[0] - 2 * one.padding
    digit = sum(box[2] - box[0] for box in one.lines) / max(len(found.text), 1)
    short = any(box[2] - box[0] + digit * _DIGIT < room for box in one.lines[:-1])
    doubt = _TWO_LINES if short else "" if thorough else _MET if one.met else _HIDDEN if one.hidden else ""
    return found._replace(doubt=found.doubt or doubt)


def _words(reading: Reading, one: Seen) -> Settled:
    """A label."""
    if not one.lines:
        return Settled("", 0.0, _HIDDEN) if one.hidden else Settled("", 1.0)
    if not reading.text or reading.score < _LOW:
        return Settled(reading.text, reading.score, _UNREAD)
    return Settled(reading.text, reading.score)


def _texts(shades: Grey, seen: Sequence[Seen], em: float) -> list[Reading]:
    """The text of each cell, its lines joined."""
    jobs = [_Job(at, picture) for at, one in enumerate(seen) for picture in _pictures(shades, one.lines, em)]
    found = recognise([job.picture for job in jobs])
    texts = [Reading("", 1.0) for _ in seen]
    for at, group in groupby(zip(jobs, found, strict=True), key=lambda pair: pair[0].cell):
        parts = [reading for _, reading in group]
        texts[at] = Reading(set_in_chinese("".join(part.text for part in parts)), min(part.score for part in parts))
    return texts


def _pictures(shades: Grey, boxes: Sequence[Box], em: float) -> Iterator[Grey]:
    """The lines of a cell as pictures; short ones are set behind one another, to be read in one go."""
    group: list[Grey] = []
    for box in boxes:
        picture = cut(shades, box)
        wide = sum(one.shape[1] for one in group)
        if group and (max(wide, picture.shape[1]) > _NARROW * em or wide + picture.shape[1] > _LONGEST * em):
            yield framed(beside(group, em), em)
            group = []
        group.append(picture)
    if group:
        yield framed(beside(group, em), em)


def _readings(first: Sequence[Reading], pictures: Sequence[Grey], em: float, *, thorough: bool) -> list[list[Reading]]:
    """The readings of numbers: a second, enlarged; further ones where these two leave a doubt, or all is to be read."""
    second = recognise([sharpened(framed(picture, em, _LOOSE)) for picture in pictures])
    found = [list(both) for both in zip(first, second, strict=True)]
    unsure = [at for at, both in enumerate(found) if thorough or _is_unsure(both)]
    for at, more in zip(unsure, _again([pictures[at] for at in unsure], em, thorough=thorough), strict=True):
        found[at] += more
    return found


def _is_unsure(both: Sequence[Reading]) -> bool:
    taken = settled(both)
    return bool(taken.doubt) or taken.score < _SURE or len(taken.text) < _SHORT


def _again(pictures: Sequence[Grey], em: float, *, thorough: bool) -> list[list[Reading]]:
    """Further readings of numbers: each set three times beside itself, and with other strokes."""
    thrice = recognise([framed(repeated(picture, em), em) for picture in pictures])
    changes = CHANGES if thorough else ()
    more = [recognise([framed(change(picture), em) for picture in pictures]) for change in changes]
    return [[once(three, TIMES), *others] for three, *others in zip(thrice, *more, strict=True)]
