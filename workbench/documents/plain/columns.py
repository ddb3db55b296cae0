"""Tables of a text whose columns spaces alone set, so that what is blank in a line can be told from where others stand.

Letters of fonts for programs are all as wide as one another, Chinese ones twice as wide. Where lines that follow one
another are all blank in the same places, these places part the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import mode
from typing import NamedTuple
from unicodedata import east_asian_width

_WIDE = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S(?:  |\u3000)\s*\S")
_FEW = 3
_SHORT = 60
_LEAST = 2
_MOST = 0.8

Spans = list[tuple[int, int]]


class _Set(NamedTuple):
    """A line with the places of its words in the width of narrow letters."""

    text: str
    edges: Sequence[int]
    words: Spans


def with_gaps(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the line behind the last of each run of lines that gaps as wide as those of columns part.

    Lines with one short cell may stand among them.
    """
    run: list[int] = []
    for at, line in enumerate([*lines, ""]):
        if _GAP.search(line) and "。" not in line:
            run.append(at)
        elif run and (not line.strip() or len(line.strip()) > _SHORT or "。" in line):
            if len(run) >= _FEW:
                yield run[0], run[-1] + 1
            run = []


def columns(lines: Sequence[str]) -> list[Spans] | None:
    """Where the cells of each line begin and end, the blank ones too; None where no columns part all lines.

    Lines are rows of a table only if each word stands in one column, no two of a line stand in the same, and some line
    has a blank amid them: without any there is nothing to be told.
    """
    if len(lines) < _FEW:
        return None
    rows = [_set(line) for line in lines]
    edges = list(_edges(sorted(word for row in rows for word in row.words)))
    if len(edges) < _FEW:
        return None
    words = [word for row in rows for word in row.words]
    if not all(_are_aligned([word for word in words if start <= word[0] and word[1] <= end]) for start, end in edges):
        return None
    found = [list(_cells(row, edges)) for row in rows]
    if any(_GAP.search(row.text[start:end]) for row, cells in zip(rows, found, strict=True) for start, end in cells):
        return None
    return found if any(_is_open(row, cells) for row, cells in zip(rows, found, strict=True)) else None


def _set(text: str) -> _Set:
    edges = list(accumulate((2 if east_asian_width(one) in "WFA" else 1 for one in text), initial=0))
    return _Set(text, edges, [(edges[match.start()], edges[match.end()]) for match in _WIDE.finditer(text)])


def _edges(words: Spans) -> Iterator[tuple[int, int]]:
    """The columns that words of all lines make, where nothing stands between them."""
    start, end = words[0] if words else (0, 0)
    for left, right in words:
        if left >= end + _LEAST - 1 and left > end:
            yield start, end
            start = left
        end = max(end, right)
    yield start, end


def _are_aligned(words: Spans) -> bool:
    """Whether most words of a column begin at one place, end at one, or stand around one, but for one letter.

    Not all need to: some letters, such as quotation marks, are as wide as two in some fonts and not in others.
    """
    places = [left for left, _ in words], [right for _, right in words], [(one[0] + one[1]) // 2 for one in words]
    return any(sum(abs(at - mode(one)) <= 1 for at in one) >= _MOST * len(one) for one in places)


def _cells(row: _Set, edges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The part of a line in each column, in characters."""
    bounds = [0, *(right for _, right in edges[:-1]), row.edges[-1]]
    ends = [_at(row.edges, bound) for bound in bounds]
    return pairwise(ends)


def _at(edges: Sequence[int], place: int) -> int:
    """The character that begins at a place, or behind it."""
    return next((at for at, edge in enumerate(edges) if edge >= place), len(edges) - 1)


def _is_open(row: _Set, cells: Spans) -> bool:
    """Whether a line is blank between words of it, or where others have their last column."""
    filled = [bool(row.text[start:end].strip()) for start, end in cells]
    first = filled.index(True) if True in filled else len(filled)
    return not all(filled[first:])
