"""Tables that a text writes one cell a line, a bar behind each, as programs do that take the text out of web pages.

A blank cell is a bar alone, and a bar may stand on the line below its cell. Where behind the cells of a row stand as
many bars as merged cells made it shorter than the first, on a line of their own or behind its last cell, every row has
the same number of bars, which tells where it ends. Where none do, all that is told is the order of the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TEXT = r"\s*(?P<text>[^|｜\s](?:[^|｜]*[^|｜\s])?)\s*"
_CELL = re.compile(rf"{_TEXT}(?P<bars>[|｜][|｜\s]*)")
_OPEN = re.compile(_TEXT)
_BAR = re.compile(r"\s*[|｜]\s*")
_BARS = re.compile(r"\s*[|｜][|｜\s]*")
_HEADING = re.compile(r"\s*(?:#+\s*)?[一二三四五六七八]、")
_LONGEST = 200
_BRIEF = 8
"""No line of a wrapped cell but its last is longer than this."""
_MOST = 3
_FEW = 6
"""Fewer cells than this one after the other are no table."""
_TWICE = 2


class Span(NamedTuple):
    """A line of a cell: its number, and where the text begins and ends there."""

    line: int
    start: int
    end: int


Cell = tuple[Span, ...]
"""The lines of a cell; of a blank one the place of its bar."""


class _Piece(NamedTuple):
    """Lines that belong together: a cell with its bars, or bars alone, and the number of the line behind them."""

    cells: tuple[Cell, ...]
    end: int
    filled: bool


def stacked(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line and the one behind the last of each table that stands one cell a line."""
    start = at = cells = 0
    while at <= len(lines):
        piece = _piece(lines, at) if at < len(lines) and (cells or not _is_after_bars(lines, at)) else None
        blank = at < len(lines) and not lines[at].strip()
        if piece and (cells or piece.filled):
            start = start if cells else at - _is_after_blank(lines, at)
            cells += piece.filled
            at = piece.end
            continue
        if not (blank and cells):
            if cells >= _FEW:
                yield start, at
            cells = 0
        at += 1


def stacked_rows(lines: Sequence[str]) -> list[list[Cell]]:
    """The rows of such a table, blank cells included; a single one where bars do not say where the rows end.

    The first row that bars fill up tells how many cells all have; another one must say the same.
    """
    pieces = list(_pieces(lines))
    width = _width(pieces)
    rows: list[list[Cell]] = [[]]
    bars = ends = 0
    for piece in pieces:
        bars += len(piece.cells)
        ends += len(piece.cells) > 1
        if bars > width or (len(piece.cells) > 1 and bars < width):
            return [_cells(pieces)]
        rows[-1] += _cells([piece])
        if bars == width:
            rows.append([])
            bars = 0
    return [row for row in rows if row] if ends >= _TWICE else [_cells(pieces)]  # the last row may lack its bars


def _is_after_bars(lines: Sequence[str], at: int) -> bool:
    """Whether bars stand before the cells and not behind them, the first below a heading."""
    if _CELL.fullmatch(lines[at]):
        return False
    return bool((at and _BARS.fullmatch(lines[at - 1])) or _HEADING.match(lines[at]))


def _is_after_blank(lines: Sequence[str], at: int) -> bool:
    """Whether the first cell of a table is the bar above: each row may begin with one."""
    return bool(at and _BAR.fullmatch(lines[at - 1]))


def _cells(pieces: Sequence[_Piece]) -> list[Cell]:
    """The cells of lines; more bars on a line than one stand for cells that are not there."""
    return [piece.cells[0] for piece in pieces if piece.filled or len(piece.cells) == 1]


def _width(pieces: Sequence[_Piece]) -> int:
    """The bars up to the end of the first that stand behind a row; 0 where none do."""
    bars = 0
    for piece in pieces:
        bars += len(piece.cells)
        if len(piece.cells) > 1:
            return bars
    return 0


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    at = 0
    while at < len(lines):
        piece = _piece(lines, at)
        if piece:
            yield piece
        at = piece.end if piece else at + 1


def _piece(lines: Sequence[str], at: int) -> _Piece | None:
    """The piece that begins with a line; None where it is neither a cell nor a bar."""
    line = lines[at]
    if not _may_be_cell(line):
        return None
    if _BARS.fullmatch(line):
        return _Piece(tuple(_bars(at, 0, line)), at + 1, filled=False)
    cell = _CELL.fullmatch(line)
    if cell:
        return _behind((Span(at, *cell.span("text")),), cell, at)
    return _wrapped(lines, at)


def _behind(cell: Cell, found: re.Match[str], at: int) -> _Piece:
    """A cell with the bars behind it on its last line, of which the first is its own."""
    _, *more = _bars(at, found.start("bars"), found["bars"])
    return _Piece((cell, *more), at + 1, filled=True)


def _bars(at: int, start: int, text: str) -> Iterator[Cell]:
    return ((Span(at, start + n, start + n),) for n, mark in enumerate(text) if mark in "|｜")


def _may_be_cell(line: str) -> bool:
    return len(line) < _LONGEST and "。" not in line


def _wrapped(lines: Sequence[str], at: int) -> _Piece | None:
    """A cell whose bar stands below it, or behind the last of its lines."""
    found: list[Span] = []
    for number in range(at, min(at + _MOST, len(lines) - 1)):
        text = _OPEN.fullmatch(lines[number]) if _may_be_cell(lines[number]) else None
        if text is None or any(span.end - span.start > _BRIEF for span in found):
            return None
        found.append(Span(number, *text.span("text")))
        if _BAR.fullmatch(lines[number + 1]):
            return _Piece((tuple(found),), number + 2, filled=True)
        last = _CELL.fullmatch(lines[number + 1]) if _may_be_cell(lines[number + 1]) else None
        if last and len(text["text"]) <= _BRIEF:
            return _behind((*found, Span(number + 1, *last.span("text"))), last, number + 1)
    return None
