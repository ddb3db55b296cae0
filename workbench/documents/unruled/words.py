"""The parts of printed lines that stand apart, and the lines as labels with the numbers behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from workbench.documents.model import Cell
from workbench.documents.pages_lines import PageLine
from workbench.documents.places import Box, PagePlace
from workbench.values import State, parse

_PROSE = re.compile(r"[。；！？]")
_LONGEST = 60
_WIDE = 0.4
_LONG = 30
_APART = re.compile(r"[\s\d]")
_LEAST = 0.12
_LEADING = 0.5
_MARKER = re.compile(r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．)）])")
_SPREAD = 2.5
_BLANKED = 0.6
_NARROW = 0.3
_LATIN = 0.62
_LATIN_END = "\u2000"
_BLANK = re.compile(r"\s*")
_ITEM = re.compile(r"\s*\d{1,2}\s*[、.．]")
_HAN = re.compile(r"[一二三四五六七八九十百千万]+")
_GLUED = re.compile(r".*[^\W\d_一二三四五六七八九十][”’》）)]?\s?(?P<value>\d[\d,]*(?:\.\d+)?)")
_SEEN = "扫描图像上没有表格线，数字由位置推断，请对照原件核实"
_VALUES = frozenset((State.NUMBER, State.ZERO, State.DASH))


class Word(NamedTuple):
    """A part of a line that stands apart from the others; ``shift`` is how far down it goes where pages are one."""

    text: str
    page: int
    box: Box
    score: float | None
    shift: float = 0.0
    doubt: str = ""

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return self.box[1] + self.shift

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.box[3] + self.shift

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def size(self) -> float:
        """The size of its type, by its height."""
        return max(self.box[3] - self.box[1], 1.0)


class Parted(NamedTuple):
    """A line by its words: labels, and behind them numbers."""

    line: PageLine
    labels: list[Word]
    values: list[Word]
    shift: float = 0.0

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return self.line.box[1] + self.shift

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.line.box[3] + self.shift

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The size of its type, by its height."""
        return max(self.line.box[3] - self.line.box[1], 1.0)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text."""
        return bool(_PROSE.search(self.line.text)) or any(len(word.text) > _LONGEST for word in self.labels)


def parted(line: PageLine, shift: float = 0.0) -> Parted:
    """A line parted into labels and the numbers behind them; prose is all label."""
    words = [word._replace(shift=shift) for word in _words(line)] if shift else list(_words(line))
    whole = Parted(line, words, [], shift)
    if whole.is_prose:
        return whole
    last = max((at for at, word in enumerate(words) if not _is_value(word.text)), default=-1)
    if 0 <= last < len(words) - 1 and (cut := _cut(line, words[last])):
        words[last : last + 1] = cut
    return Parted(line, _spread(words[: last + 1]), words[last + 1 :], shift)


def _cut(line: PageLine, word: Word) -> tuple[Word, ...]:
    """A label cut from the number right behind it, where other numbers follow; nothing where none does."""
    match = _GLUED.fullmatch(word.text)
    start = line.edges.index(word.box[0]) if match and word.box[0] in line.edges else -1
    if match is None or start < 0:
        return ()
    at = match.start("value")
    left, top, right, bottom = word.box
    edge = line.edges[start + at]
    label = word._replace(text=word.text[:at].rstrip(), box=(left, top, edge, bottom))
    return label, word._replace(text=word.text[at:], box=(edge, top, right, bottom))


def _is_value(text: str) -> bool:
    """Whether a text is what stands in a column of numbers; 三 alone on a line is part of a label."""
    return parse(text).state in _VALUES and not _HAN.fullmatch(text.strip())


def _spread(words: list[Word]) -> list[Word]:
    """The labels before numbers; a last one that is a single character is the end of one set wide."""
    if len(words) > 1 and len(words[-1].text) == 1 and words[-1].box[0] - words[-2].box[2] < _SPREAD * words[-1].size:
        last, end = words[-2:]
        box = last.box[0], last.box[1], end.box[2], last.box[3]
        return [*words[:-2], last._replace(text=last.text + end.text, box=box)]
    return words


def in_one(lines: Sequence[PageLine]) -> list[Parted]:
    """Lines parted, those of further pages set below those of the first as if there were no page end."""
    found: list[Parted] = []
    for line in lines:
        shift = found[-1].shift if found else 0.0
        if found and line.page != found[-1].line.page:
            shift = found[-1].bottom + _LEADING * found[-1].size - line.box[1]
        found.append(parted(line, shift))
    return found


def begins(word: Word) -> bool:
    """Whether a word begins with a numbering, as labels and headings do."""
    return bool(_MARKER.match(word.text))


def is_item(word: Word) -> bool:
    """Whether a word begins with an Arabic numeral, the numbering of the lowest level."""
    return bool(_ITEM.match(word.text))


def apart(line: Parted) -> list[Word]:
    """The words of a header, parted by the least of gaps: columns may be no wider than their names."""
    return [word._replace(shift=line.shift) for word in _words(line.line, _LEAST)]


def _words(line: PageLine, wide: float = _WIDE) -> Iterator[Word]:
    """The parts of a line, which gaps part; spaces that the file holds between characters of a word do not.

    A long line with neither blanks nor digits is not looked through, unless for the least of gaps.
    """
    prose = len(line.text) > _LONG and wide > _LEAST and not _APART.search(line.text)
    if len(line.edges) <= len(line.text) or prose:
        yield Word(line.text, line.page, line.box, line.score)
        return
    size, start = _type_size(line), 0
    for at in range(1, len(line.text)):
        if not line.text[at - 1].isspace() and _is_gap(line, at, size, wide):
            yield _word(line, start, at, size)
            start = _BLANK.match(line.text, at).end()  # type: ignore[union-attr] # an empty match at least
    yield _word(line, start, len(line.text), size)


def _type_size(line: PageLine) -> float:
    """The size of the type, by how far Chinese characters advance; the line may be higher."""
    wide = [b - a for a, b, letter in zip(line.edges, line.edges[1:], line.text, strict=False) if letter > _LATIN_END]
    return max(min([line.box[3] - line.box[1], *([median(wide)] if wide else [])]), 1.0)


def _word(line: PageLine, start: int, end: int, size: float) -> Word:
    box = line.edges[start], line.box[1], _right(line, end - 1, size), line.box[3]
    return Word(line.text[start:end], line.page, box, line.score)


def _right(line: PageLine, at: int, size: float) -> float:
    """Where a character ends: before the next one, and no further than it is wide."""
    wide = _LATIN if line.text[at] < _LATIN_END else 1.0
    return min(line.edges[at + 1], line.edges[at] + wide * size)


def _is_gap(line: PageLine, at: int, size: float, wide: float) -> bool:
    """Whether a gap parts a character from the one before it."""
    blanks = _BLANK.match(line.text, at)
    end = blanks.end() if blanks else at
    if end >= len(line.text) or end - at > 1 or line.text[at] == "\u3000":
        return False
    gap = (line.edges[end] - _right(line, at - 1, size)) / size
    if line.text[at - 1].isdigit() and line.text[end].isdigit():
        return gap > _NARROW
    return gap > (wide if end == at else _BLANKED)


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def cell(word: Word) -> Cell:
    """A word as a cell."""
    seen = _SEEN if word.score is not None and _is_value(word.text) else ""
    return Cell(word.text, PagePlace(word.page, word.box, recognised=word.score), word.doubt or seen)


def joined(words: list[Word]) -> Cell:
    """Words below each other as one cell."""
    scores = [word.score for word in words if word.score is not None]
    place = PagePlace(words[0].page, around([word.box for word in words]), recognised=min(scores, default=None))
    return Cell("".join(word.text for word in words), place)


def nearest_to(centre: float, columns: Sequence[float]) -> int:
    """The number of the column whose middle is nearest to a place."""
    return min(range(len(columns)), key=lambda at: abs(columns[at] - centre))
