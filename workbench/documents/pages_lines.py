"""Printed lines joined to paragraphs: by indents, by how far lines reach, and by what would still have fitted in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from workbench.documents.model import Paragraph, Piece
from workbench.documents.places import Box, PagePlace


class PageLine(NamedTuple):
    """One printed line of running text: its page from 1 and its box.

    ``edges`` are the left edges of its characters and the right edge of the last, empty where they are not known;
    ``score`` is that of a recognition, None where the file holds the text.
    """

    text: str
    page: int
    box: Box
    edges: tuple[float, ...] = ()
    score: float | None = None


class _Column(NamedTuple):
    """The left and right end of the lines of running text, and the lowest that any line reaches."""

    left: float
    right: float
    bottom: float


_MARKER = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]{1,3}[、.．,，章节条]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⑳])"
)
_WORD = re.compile(r"[0-9A-Za-z.,:/@%~_+=&?#-]+|[“‘（《〈【〔「『(]*.[，。、；：！？”’）》〉】〕」』),.;:!?]*")
_ENDED = re.compile(r"[。！？；：.!?;:][”’）)]*\s*$")
_STOP = re.compile(r"[，。；：！？,;!?]")
_LATIN = re.compile(r"[0-9A-Za-z!-~À-ɏ]")
_DIGIT = re.compile(r"\d")
_LOOSE = 1.7
_ALIKE = 1.35
_INDENT = 0.8
_DEEPEST = 4.5
_SLACK = 0.7
_LONG = 0.6
_FILLED = 0.6
_LEFTS = 0.15
_FAR = 4
_FIRST = (1.4, 2.7)


class Setting(NamedTuple):
    """How running text is set: its column, and the distance from one line to the next within paragraphs."""

    column: _Column
    pitch: float


def setting(lines: Sequence[PageLine]) -> Setting:
    """How the lines of all pages of one size are set."""
    return Setting(_column(lines), _pitch(lines))


def paragraphs(lines: Sequence[PageLine], how: Setting) -> Iterator[Paragraph]:
    """The paragraphs of lines that follow one another, set as those of all pages of their size."""
    if not lines:
        return
    column, pitch = how
    group = [lines[0]]
    for before, line in pairwise(lines):
        if not _goes_on(group, before, line, column, pitch):
            yield paragraph(group)
            group = []
        group.append(line)
    yield paragraph(group)


def paragraph(lines: Sequence[PageLine]) -> Paragraph:
    """Lines as one paragraph; a space parts them only where words of Latin letters would run together."""
    text, pieces = "", []
    for line in lines:
        words = line.text.strip()
        cut = len(line.text) - len(line.text.lstrip())
        text += " " if text and words and _parted(text[-1], words[0]) else ""
        edges = line.edges[cut : cut + len(words) + 1] if line.edges else ()
        pieces.append(Piece(len(text), PagePlace(line.page, line.box, recognised=line.score), edges))
        text += words
    location = pieces[0].location.to(*(piece.location for piece in pieces[1:]))
    return Paragraph(text, location, pieces=tuple(pieces))


def _parted(before: str, after: str) -> bool:
    return bool(_LATIN.match(before) and _LATIN.match(after)) and not (_DIGIT.match(before) and _DIGIT.match(after))


# -- whether a line goes on with the paragraph before ---------------------------------------------------


def _goes_on(group: list[PageLine], before: PageLine, line: PageLine, column: _Column, pitch: float) -> bool:
    size = _size(before)
    if not 1 / _ALIKE <= _size(line) / size <= _ALIKE:
        return False
    if line.page == before.page and line.box[1] - before.box[1] > max(_LOOSE * pitch, _LOOSE * size):
        return False
    if line.page == before.page and line.box[1] < before.box[1] - size / 2:
        return False
    if line.page != before.page and before.box[3] < _FILLED * column.bottom:
        return False
    if _MARKER.match(line.text) and (_ENDED.search(before.text) or _is_title(group, column)):
        return False
    return _is_full(before, line, column) and _is_aligned(group, line, column)


def _is_title(group: list[PageLine], column: _Column) -> bool:
    """Whether lines have no marks of a sentence in them, or one alone stands in the middle, as titles do."""
    if not any(_STOP.search(line.text) for line in group):
        return True
    left, right = group[0].box[0] - column.left, column.right - group[0].box[2]
    size = _size(group[0])
    return len(group) == 1 and min(left, right) > size and abs(left - right) < size


def _is_aligned(group: list[PageLine], line: PageLine, column: _Column) -> bool:
    """Whether a line begins where the paragraph's next line would: not indented, or hanging below its number."""
    first, size = group[0], _size(line)
    shift = (line.box[0] - first.box[0]) / size
    if len(group) > 1:
        return abs(line.box[0] - group[-1].box[0]) < _INDENT * size
    if abs(shift) < _INDENT:
        fresh = _FIRST[0] < (line.box[0] - column.left) / size < _FIRST[1]
        return not fresh
    if shift > 0:
        return bool(_MARKER.match(first.text)) and shift < _DEEPEST
    return shift > -_DEEPEST


def _is_full(before: PageLine, line: PageLine, column: _Column) -> bool:
    """Whether the first word of the next line would not have fitted in behind a line."""
    word = _WORD.match(line.text.strip())
    length = word.end() if word else 1
    advance = (line.box[2] - line.box[0]) / max(len(line.text), 1)
    width = line.edges[length] - line.edges[0] if length < len(line.edges) else length * advance
    return column.right - before.box[2] < width + _SLACK * _size(line)


# -- the column of running text -------------------------------------------------------------------------


def _size(line: PageLine) -> float:
    """The size of the characters of a line, by its height."""
    return max(line.box[3] - line.box[1], 1.0)


def _column(lines: Sequence[PageLine]) -> _Column:
    """The column of a document, by its longer lines; short ones may be headings or dates."""
    widest = max(line.box[2] - line.box[0] for line in lines)
    long = [line for line in lines if line.box[2] - line.box[0] >= _LONG * widest]
    size = median(_size(line) for line in long)
    lefts = Counter(round(line.box[0] / size * 2) for line in long)
    left = min(at for at, count in lefts.items() if count >= min(_LEFTS * len(long), max(lefts.values())))
    rights = sorted(line.box[2] for line in long)
    return _Column(left * size / 2, rights[-1 - len(rights) // 10], max(line.box[3] for line in lines))


def _pitch(lines: Sequence[PageLine]) -> float:
    """The distance from one line to the next within paragraphs."""
    steps = [b.box[1] - a.box[1] for a, b in pairwise(lines) if a.page == b.page and _follows(a, b)]
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _follows(above: PageLine, below: PageLine) -> bool:
    return _size(above) / 2 < below.box[1] - above.box[1] < _FAR * _size(above)
