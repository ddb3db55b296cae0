"""Tables saved as CSV: the cells with the line and column that an editor shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.documents.encoding import decode
from workbench.documents.model import Cell, Remark
from workbench.documents.places import TextPlace
from workbench.documents.sheet.xml import MOST_CELLS
from workbench.errors import DocumentError

LONGEST = 5_000_000
"""More characters than any report has as CSV."""
_MARKS = ",;\t"
_MOST_ROWS = 50_000
_HEAD = 20_000
_GUARD = re.compile(r"\s*(?:=\"(?P<formula>-?[\d.,]+)\"|'(?P<text>-?\d[\d.,]*))\s*")
"""A number that programs write as a formula or behind an apostrophe, so that it stays a text."""
_LINE_END = re.compile(r"\r\n|\r|\n")


class Csv(NamedTuple):
    """The rows of a file, and what could not be read of it."""

    rows: list[list[Cell]]
    remarks: tuple[Remark, ...]


def read_csv(data: bytes) -> Csv:
    """The cells of a file, row by row. Raises DocumentError where it is no text or longer than any report."""
    text, lost = decode(data)
    if len(text) > LONGEST or max(map(text.count, _MARKS)) > MOST_CELLS or max(map(text.count, "\r\n")) > _MOST_ROWS:
        raise DocumentError("文件过长，不像一份年度报告，请核实是否取错文件。")
    remarks = (Remark(f"文件中有{lost}个字符无法解码，已略去，相关内容请对照原件核实。"),) if lost else ()
    return Csv(list(_rows(text)), remarks)


def _rows(text: str) -> Iterator[list[Cell]]:
    mark = max(_MARKS, key=text[:_HEAD].count)
    field = re.compile(rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?={re.escape(mark)}|\r|\n|$)|(?P<bare>[^{mark}\r\n]*)')
    blank = re.compile(rf"(?:[ {mark}]*(?:\r\n|\r|\n))+")
    at, line, start = 0, 1, 0
    row: list[Cell] = []
    while at <= len(text):
        if not row and (empty := blank.match(text, at)):
            yield []  # one row without cells, however many lines without text there are
            line, at = line + len(_LINE_END.findall(empty[0])), empty.end()
            start = at
        match = field.match(text, at)
        if match is None:
            break
        row.append(_cell(match, line, start))
        inside = text[match.start() : match.end()]
        if "\n" in inside:
            line += inside.count("\n")
            start = match.start() + inside.rindex("\n") + 1
        at = match.end()
        if text[at : at + 1] == mark:
            at += 1
            continue
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1
        line, start = line + 1, at


def _cell(match: re.Match[str], line: int, start: int) -> Cell:
    quoted = match["quoted"]
    raw = match["bare"] if quoted is None else quoted
    first = match.start("bare" if quoted is None else "quoted") + len(raw) - len(raw.lstrip())
    text = raw.strip() if quoted is None else raw.replace('""', '"').strip()
    if guarded := _GUARD.fullmatch(text):
        text = guarded["formula"] or guarded["text"]
        first += raw.find(text) - (len(raw) - len(raw.lstrip()))
    lines = text.count("\n")
    column = first - start + 1
    end = column + len(text) if not lines else len(text) - text.rindex("\n")
    return Cell(text, TextPlace(line, column, line + lines, end))
