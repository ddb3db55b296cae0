"""Tables that a text writes in mark-up of its own: ``{| … |}`` of wikis, ``|=== … |===`` of AsciiDoc.

Both say how far cells are merged, so that what stands in which column is known, however the lines are broken.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

_OPENING = re.compile(r"\s*(?:\{\||\|===\s*$)")
_CLOSING = {"{|": "|}", "|===": "|==="}
_WIKI = re.compile(r"\|\||!!")
_ATTRIBUTES = re.compile(r"[^|=\[\]{}]{0,80}=[^|\[\]{}]{0,200}\|(?!\|)")
_ASCIIDOC = re.compile(r"(?:(?P<across>\d{1,2})?(?:\.(?P<down>\d{1,2}))?\+)?[<^>.]{0,4}[adehlms]?(?<!\\)\|")
_WIDEST = 100


class Span(NamedTuple):
    """A cell: the number of its line among those of the table, and where it begins and ends there."""

    line: int
    start: int
    end: int


class _Cell(NamedTuple):
    span: Span
    across: int = 1
    down: int = 1


def marked(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line and the one behind the last of each table in mark-up."""
    at, unclosed = 0, set[str]()
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        closing = _CLOSING[opening[0].strip()] if opening else ""
        end = 0
        if closing and closing not in unclosed:  # or a text full of openings would be gone through for each
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(closing)), 0)
            unclosed |= set() if end else {closing}
        if end:
            yield at, end + 1
        at = end + 1 if end else at + 1


def rows_of(lines: Sequence[str]) -> list[list[Span]]:
    """The rows of a table in mark-up by the places of their cells, merged cells once."""
    if lines[0].strip().startswith("{|"):
        return [row for row in _wiki(lines) if row]
    return _asciidoc(lines)


def _wiki(lines: Sequence[str]) -> Iterator[list[Span]]:
    row: list[Span] = []
    for at, line in enumerate(lines[1:-1], 1):
        mark = line.lstrip()[:2]
        if mark == "|-":
            yield row
            row = []
        elif mark[:1] in ("|", "!") and mark != "|+":
            row += _wiki_cells(at, line)
        elif row and line.strip():  # a cell goes on; its first line is its place
            continue
    yield row


def _wiki_cells(at: int, line: str) -> Iterator[Span]:
    start = len(line) - len(line.lstrip()) + 1
    for mark in [*_WIKI.finditer(line, start), None]:
        end = mark.start() if mark else len(line)
        attributes = _ATTRIBUTES.match(line, start, end)
        yield Span(at, attributes.end() if attributes else start, end)
        start = mark.end() if mark else end


def _asciidoc(lines: Sequence[str]) -> list[list[Span]]:
    """Cells fill rows of as many columns as the first line with cells has, or the first blank line has before it."""
    found = [cell for at, line in enumerate(lines[1:-1], 1) for cell in _asciidoc_cells(at, line)]
    first = next((cell.span.line for cell in found), 0)
    width = sum(cell.across for cell in found if cell.span.line == first)
    if width == sum(cell.across for cell in found[:1]):  # a cell on each line: a blank line ends the first row
        blank = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
        width = sum(cell.across for cell in found if cell.span.line < blank)
    return list(_filled(found, width)) if 1 < width <= _WIDEST else []


def _asciidoc_cells(at: int, line: str) -> Iterator[_Cell]:
    marks = list(_ASCIIDOC.finditer(line))
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    for mark, end in zip(marks, ends, strict=False):
        span = Span(at, mark.end(), end)
        yield _Cell(span, min(int(mark["across"] or 1), _WIDEST), int(mark["down"] or 1))


def _filled(found: Sequence[_Cell], width: int) -> Iterator[list[Span]]:
    """Cells one after the other in rows of some width, less what cells of rows above still cover."""
    left = deque(found)
    covered: dict[int, int] = {}
    for at in count():
        if not left:
            return
        row, room = [], width - covered.pop(at, 0)
        while left and room > 0:
            cell = left.popleft()
            row.append(cell.span)
            room -= cell.across
            for below in range(at + 1, at + cell.down):
                covered[below] = covered.get(below, 0) + cell.across
        yield row
