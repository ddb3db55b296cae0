"""Plain text: paragraphs, and tables that were flattened with tabs or bars, or one cell a line behind a tab.

Only what the marks of the text say is told here. Tables without any mark are left as paragraphs: to see one
takes the words of the form, which :mod:`workbench.reports` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from workbench.documents.encoding import decode
from workbench.documents.files import contents, document
from workbench.documents.model import Cell, Document, Grid, Paragraph, Remark
from workbench.documents.places import TextPlace
from workbench.documents.plain.boxes import rows_between_rules
from workbench.documents.plain.columns import columns, with_gaps
from workbench.documents.plain.marked import marked, rows_of
from workbench.documents.plain.stacked import stacked, stacked_rows
from workbench.errors import DocumentError
from workbench.values import State, parse

LONGEST = 600_000
"""More characters than any report has; what is longer is refused before time is lost on it."""
MOST_LINES = 12_000
"""More lines with text than any report has, one cell a line included."""
MOST_CELLS = 40_000
"""More tabs and bars than any report has."""

_LINE_END = re.compile(r"\r\n|[\r\n\v\x85\u2028\u2029]")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_BAR = re.compile(r"(?<!\\)[|｜│┃║]")
_TAB = re.compile("\t")
_FRAME = frozenset({*"|｜:-+= \t\u3000", *map(chr, range(0x2500, 0x2580))})
_DRAWN = re.compile(r"---|===|:-|-:|[─━═]|[|｜]\s*--")
_MARKS = ("{|", "|===")
_EMPHASIS = "*_`"
_EMPHASISED = re.compile(r"\s*(\*\*|__)[^*_]+\1\s*")
_FEW = 3
_SHORT = 60
_TABLE = 20


class Line(NamedTuple):
    """One line of the file, counted from 1."""

    number: int
    text: str


def read(path: Path) -> Document:
    """The document in a text file. Raises DocumentError where it is no text, or longer than any report."""
    data = contents(path)
    return document(path, data, *read_text(data))


def read_text(data: bytes) -> tuple[tuple[Paragraph | Grid, ...], tuple[Remark, ...]]:
    """The blocks of a text and remarks on its reading. Raises DocumentError as :func:`read` does."""
    text, lost = decode(data)
    remarks = (Remark(f"文件中有{lost}个字符无法解码，已略去，相关内容请对照原件核实。"),) if lost else ()
    return tuple(blocks(text)), remarks


def blocks(text: str) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of a text in their order. Raises DocumentError where it is longer than any report."""
    lines = _lines(text) if len(text) <= LONGEST else []
    filled = sum(bool(line.text.strip()) for line in lines)
    if not lines or filled > MOST_LINES or text.count("\t") + text.count("|") > MOST_CELLS:
        raise DocumentError("文本长得不像一份年度报告，请核实是否取错文件；如是多份报告的合集，请每份存为一个文件。")
    done = 0
    for start, end in marked([line.text for line in lines]) if any(mark in text for mark in _MARKS) else ():
        rows = [row for row in rows_of([line.text for line in lines[start:end]]) if row]
        if rows:
            yield from _unstacked(lines[done:start])
            yield Grid(tuple(tuple(_cell(lines[start + one.line], one.start, one.end) for one in row) for row in rows))
            done = end
    yield from _unstacked(lines[done:])


def _unstacked(lines: list[Line]) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of lines, among them tables that stand one cell a line with a bar behind each."""
    done = 0
    for start, end in stacked([line.text for line in lines]):
        yield from _laid_out(lines[done:start])
        found = lines[start:end]
        rows = stacked_rows([line.text for line in found])
        yield Grid(
            tuple(tuple(_joined([_cell(found[one.line], *one[1:]) for one in spans]) for spans in row) for row in rows)
        )
        done = end
    yield from _laid_out(lines[done:])


def _joined(parts: list[Cell]) -> Cell:
    """A cell out of its lines."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Cell(f"{whole.text}\n{part.text}", whole.location.to(part.location))
    return whole


def _laid_out(lines: list[Line]) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of lines."""
    for layout, group in groupby(zip(_layouts(lines), lines, strict=True), key=lambda pair: pair[0]):
        found = [line for _, line in group]
        if layout == "listed" and _holds_values(found):
            yield Grid(tuple(_listed_rows(found)))
        elif layout in ("bars", "tabs", "words") and any(line.text.strip() for line in found):
            yield Grid(tuple(_rows(found, layout)))
        elif layout != "rule":
            yield from _set_apart(found)


def _lines(text: str) -> list[Line]:
    """The lines of a text; of empty ones that follow one another two, for more say no more."""
    lines = _LINE_END.split(text)
    return [
        Line(number, line)
        for number, line in enumerate(lines, 1)
        if line or number <= 2 or lines[number - 2] or lines[number - 3]  # noqa: PLR2004 - the first two
    ]


# -- how lines lay out their cells --------------------------------------------------------------------


def _layouts(lines: list[Line]) -> list[str]:
    """The layout of each line; an empty line goes with the lines before it."""
    layouts: list[str] = []
    for line in lines:
        layouts.append(_layout(line.text) or (layouts[-1] if layouts else "prose"))
    for at, layout in enumerate(layouts):
        if layout == "rule":
            layouts[at] = layouts[at - 1] if at else "rule"
            lines[at] = Line(lines[at].number, "")
        elif layout == "bar":
            layouts[at] = "bars" if "bars" in (layouts[max(at - 1, 0)], *layouts[at + 1 : at + 2]) else "prose"
        elif layout == "prose" and _is_wrapped(lines, layouts, at):
            layouts[at] = "listed"
    return layouts


def _layout(line: str) -> str:
    """How a line lays out its cells; nothing for an empty line, ``bar`` where one bar leaves it open."""
    if not line.strip():
        return {0: "", 1: "listed"}.get(line.count("\t"), "tabs")
    if (_FRAME.issuperset(line) and _DRAWN.search(line)) or _BAR.sub("", line).strip() == "":
        return "rule"
    bars = len(_BAR.findall(line))
    if bars > 1:
        return "bars"
    if "\t" in line and ("。" not in line or line.count("\t") > _FEW):
        return "listed" if line.startswith("\t") and line.count("\t") == 1 else "tabs"
    if bars:
        return "bar"
    return "words" if _is_table_on_one_line(line) else "prose"


def _is_table_on_one_line(line: str) -> bool:
    """Whether a line is a whole table run together, its cells parted by spaces alone."""
    words = line.split() if "。" not in line else []
    if sum(len(word) == 1 and word.isalpha() for word in words) > len(words) / _FEW:  # characters spread by spaces
        return False
    return len(words) >= _TABLE and sum(map(_is_value, words)) >= len(words) / _FEW


def _is_wrapped(lines: list[Line], layouts: list[str], at: int) -> bool:
    """Whether a line without a tab is the rest of the listed cell above it, and a cell or nothing is below."""
    if not at or layouts[at - 1] != "listed" or len(lines[at].text) > _SHORT or "。" in lines[at].text:
        return False
    above = lines[at - 1].text
    below = at + 1 == len(lines) or not lines[at + 1].text or layouts[at + 1] == "listed"
    return bool(above.strip() and lines[at].text.strip()) and below and not _is_value(above)


def _is_value(text: str) -> bool:
    return len(text) < _SHORT and parse(text).state in (State.NUMBER, State.ZERO, State.DASH)


def _holds_values(lines: list[Line]) -> bool:
    """Whether lines that begin with a tab are cells and not indented paragraphs: some hold bare values."""
    return sum(_is_value(line.text) for line in lines) >= _FEW


# -- blocks -------------------------------------------------------------------------------------------


def _paragraphs(lines: list[Line]) -> Iterator[Paragraph]:
    for line in lines:
        if line.text.strip():
            heading = _HEADING.match(line.text)
            marked = heading or _EMPHASISED.fullmatch(line.text)
            cell = _cell(line, heading.end() if heading else 0, len(line.text), _EMPHASIS if marked else "")
            yield Paragraph(cell.text, cell.location, len(heading[1]) if heading else 0)


def _set_apart(lines: list[Line]) -> Iterator[Paragraph | Grid]:
    """Paragraphs, and tables whose columns spaces alone set and leave blanks in."""
    done = 0
    for start, end in with_gaps([line.text for line in lines]):
        cells = columns([line.text for line in lines[start:end]])
        if cells:
            yield from _paragraphs(lines[done:start])
            rows = zip(lines[start:end], cells, strict=True)
            yield Grid(tuple(tuple(_cell(line, *span) for span in spans) for line, spans in rows), inferred=True)
            done = end
    yield from _paragraphs(lines[done:])


def _rows(lines: list[Line], layout: str) -> Iterator[tuple[Cell, ...]]:
    """The rows of the lines of a table; a line without text is a rule, or nothing at all."""
    if layout == "bars":
        frame = _frame([one.text.strip() for one in lines if one.text.strip()])
        rows = [_barred(one, frame) if one.text.strip() else None for one in lines]
        yield from rows_between_rules(rows, _is_value)
    else:
        yield from (_row(one, layout) for one in lines if one.text.strip() or (one.text and layout == "tabs"))


def _row(line: Line, layout: str) -> tuple[Cell, ...]:
    words = [match.span() for match in re.finditer(r"\S+", line.text)] if layout == "words" else None
    return tuple(_cell(line, start, end) for start, end in words or _spans(line.text, _TAB))


def _barred(line: Line, frame: tuple[bool, bool]) -> tuple[Cell, ...]:
    """The cells of a line between bars; those at its ends, where they frame the table, part no cells."""
    spans = _spans(line.text, _BAR)
    first = frame[0] and not line.text[slice(*spans[0])].strip()
    last = frame[1] and len(spans) > 1 and not line.text[slice(*spans[-1])].strip()
    return tuple(_cell(line, *span, _EMPHASIS) for span in spans[first : len(spans) - last])


def _frame(lines: list[str]) -> tuple[bool, bool]:
    """Whether bars frame a table on its left and right: where only some lines begin with one, cells are blank there."""
    starts, ends = ({bool(_BAR.match(line[at])) for line in lines} for at in (0, -1))
    return starts != {True, False}, ends != {True, False}


def _cell(line: Line, start: int, end: int, marks: str = "") -> Cell:
    """The text between two places of a line without the spaces and marks around it, and its place."""
    raw = line.text[start:end].rstrip()
    text = raw.lstrip()
    if marks and text.strip(marks):
        text = text.rstrip(marks).rstrip()
        raw, text = raw[: raw.rindex(text) + len(text)], text.lstrip(marks).lstrip()
    first = start + len(raw) - len(text) + 1
    return Cell(text, TextPlace(line.number, first, line.number, first + len(text)))


def _spans(text: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end that marks part."""
    edges = [(0, 0), *(match.span() for match in mark.finditer(text)), (len(text), len(text))]
    return [(left[1], right[0]) for left, right in pairwise(edges)]


def _listed_rows(lines: list[Line]) -> Iterator[tuple[Cell, ...]]:
    """Rows of cells that stand one a line, rows parted by empty lines, wrapped text joined to its cell."""
    row: list[Cell] = []
    for line in lines:
        cell = _cell(line, 0, len(line.text))
        if not line.text and row:
            yield tuple(row)
            row = []
        elif line.text.startswith("\t") or (cell.text and not row):
            row.append(cell)
        elif cell.text:
            row[-1] = _joined([row[-1], cell])
    if row:
        yield tuple(row)
