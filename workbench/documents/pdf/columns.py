"""Running text that is set in two columns, read one column after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import inf

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.lines import lines

_GUTTER = 1.2
_FREE = 0.6
_FEW = 4
_LEAST = 40
_LEAST_LINE = 7
_DIGITS = 0.25
_GAPS = 0.1
_FILLED = 0.45
_BLANKS = " \u3000"

Lines = list[list[Glyph]]


def in_columns(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, list[Glyph]]]:
    """The lines that characters stand on, each with the height that it is read at: a run of columns is read at its top.

    Only prose on both sides of a gutter makes columns; what stands beside labels may be a table's.
    """
    found = lines(glyphs)
    gutter = _gutter(found)
    for run in _runs(found, gutter):
        top = _middle(run[0])
        both = [glyph for line in run for glyph in line]
        sides = [[glyph for glyph in both if (_centre(glyph) > gutter) == right] for right in (False, True)]
        columns = [lines(side) for side in sides]
        if gutter and len(run) >= _FEW and all(map(_is_prose, columns)):
            yield from ((top, line) for column in columns for line in column)
        else:
            yield from ((_middle(line), line) for line in run)


def _gutter(found: Lines) -> float:
    """The middle of what most of the gaps in lines have in common, 0 where few have anything."""
    gaps = [
        (a.box[2], b.box[0])
        for line in found
        for a, b in pairwise([glyph for glyph in line if glyph.text not in _BLANKS])
        if b.box[0] - a.box[2] > _GUTTER * a.size
    ]
    ends = sorted([*((left, 1) for left, _ in gaps), *((right, -1) for _, right in gaps)])
    depths = list(accumulate(step for _, step in ends))
    most = max(depths, default=0)
    if most < _FEW:
        return 0.0
    at = depths.index(most)
    return (ends[at][0] + ends[at + 1][0]) / 2


def _runs(found: Lines, gutter: float) -> Iterator[Lines]:
    """Lines that follow one another and leave the gutter free; every other one by itself."""
    run: Lines = []
    for line in found:
        if gutter and _leaves_free(line, gutter):
            run.append(line)
            continue
        if run:
            yield run
        run = []
        yield [line]
    if run:
        yield run


def _leaves_free(line: Sequence[Glyph], gutter: float) -> bool:
    """Whether a line has a gap at the gutter; characters may as well meet there that all are of one width."""
    inked = [glyph for glyph in line if glyph.text not in _BLANKS]
    if any(glyph.box[0] < gutter < glyph.box[2] for glyph in inked):
        return False
    left = max((glyph.box[2] for glyph in inked if _centre(glyph) <= gutter), default=-inf)
    right = min((glyph.box[0] for glyph in inked if _centre(glyph) > gutter), default=inf)
    return right - left > _FREE * max((glyph.size for glyph in inked), default=0.0)


def _is_prose(column: Lines) -> bool:
    """Whether lines are of running text: not a few letters, few of them digits, most lines full, none a label."""
    letters = [glyph for line in column for glyph in line if glyph.text not in _BLANKS]
    if len(letters) < max(_LEAST, _LEAST_LINE * len(column)) or sum(
        glyph.text.isdigit() for glyph in letters
    ) > _DIGITS * len(letters):
        return False
    if sum(map(_has_gap, column)) > _GAPS * len(column):
        return False
    lengths = [line[-1].box[2] - line[0].box[0] for line in column]
    return sum(lengths) > _FILLED * max(lengths) * len(lengths)


def _has_gap(line: Sequence[Glyph]) -> bool:
    """Whether a gap parts a line as it parts the cells of a row."""
    inked = [glyph for glyph in line if glyph.text not in _BLANKS]
    return any(b.box[0] - a.box[2] > _GUTTER * a.size for a, b in pairwise(inked))


def _middle(line: Sequence[Glyph]) -> float:
    return sum(glyph.box[1] + glyph.box[3] for glyph in line) / (2 * len(line))


def _centre(glyph: Glyph) -> float:
    return (glyph.box[0] + glyph.box[2]) / 2
