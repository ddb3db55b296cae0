"""Plain text: paragraphs, and tables that were flattened with tabs, bars or spaces, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from workbench.documents.encoding import decode
from workbench.documents.model import Cell, Grid, Location, Paragraph
from workbench.values import State, parse

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPACED_VALUES = re.compile(r"(?P<label>.*?)(?P<values>(?:(?:^|[ \u3000\u00a0]+)[-—/\d.,，０-９]+(?:件|万元)?){3,})\s*")
_FEW = 3


class Line(NamedTuple):
    """One line of the file, counted from 1."""

    number: int
    text: str


def read_text(data: bytes) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """The blocks of a text file and remarks on its reading. Raises DocumentError where it is no text."""
    text, lost = decode(data)
    remarks = (f"文件中有{lost}个字符无法解码，已略去，相关内容请对照原件核实。",) if lost else ()
    return tuple(blocks(text)), remarks


def blocks(text: str) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of a text in their order."""
    lines = [Line(number, line) for number, line in enumerate(_LINE_END.split(text), 1)]
    for kind, group in _runs(lines):
        found = list(group)
        if kind == "prose":
            yield from _paragraphs(found)
        elif kind == "listed" and _is_listed_table(found):
            yield Grid(tuple(_listed_rows(found)))
        elif kind == "listed":
            yield from _paragraphs(found)
        else:
            yield Grid(tuple(_row(line, kind) for line in found if not _RULE.fullmatch(line.text)))


def _runs(lines: list[Line]) -> Iterator[tuple[str, Iterable[Line]]]:
    """Neighbouring lines of one layout; a blank line goes with the lines before it."""
    kinds: list[str] = []
    for line in lines:
        kinds.append(_layout(line.text, kinds[-1] if kinds else "prose"))
    _mark_wrapped(lines, kinds)
    for kind, group in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        rows = [line for _, line in group]
        if kind in ("prose", "listed") or any(not _RULE.fullmatch(line.text) for line in rows if line.text.strip()):
            yield kind, [line for line in rows if kind == "listed" or line.text.strip()]


def _layout(line: str, before: str) -> str:
    """How a line lays out its cells, if it has any."""
    if not line.strip():
        return before if before == "listed" or "\t" not in line else "listed" if line.count("\t") == 1 else "tabs"
    inner = line.strip("\t").count("\t")
    if line.startswith("\t") and not inner and not line.rstrip().endswith("\t") and line.count("\t") == 1:
        return "listed"
    if "\t" in line:
        return "tabs"
    if len(_BAR.findall(line)) > 1:
        return "bars"
    if _SPACED_VALUES.fullmatch(line) and "。" not in line:
        return "spaces"
    return "prose"


def _mark_wrapped(lines: list[Line], kinds: list[str]) -> None:
    """A line without a tab right below a listed cell is the rest of that cell's text."""
    for at in range(1, len(lines)):
        if kinds[at] == "prose" and kinds[at - 1] == "listed" and lines[at - 1].text.strip():
            if lines[at].text.strip() and _is_listed_next(lines, kinds, at):
                kinds[at] = "listed"


def _is_listed_next(lines: list[Line], kinds: list[str], at: int) -> bool:
    return at + 1 < len(lines) and (kinds[at + 1] == "listed" or not lines[at + 1].text)


def _paragraphs(lines: list[Line]) -> Iterator[Paragraph]:
    for line in lines:
        if line.text.strip():
            heading = _HEADING.match(line.text)
            start = heading.end() if heading else len(line.text) - len(line.text.lstrip())
            text = line.text[start:].strip()
            place = Location(line.number, start + 1, line.number, start + 1 + len(text))
            yield Paragraph(text, place, len(heading[1]) if heading else 0)


def _row(line: Line, layout: str) -> tuple[Cell, ...]:
    return tuple(_cell(line, start, end, layout) for start, end in _spans(line.text, layout))


def _cell(line: Line, start: int, end: int, layout: str) -> Cell:
    raw = line.text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    text = raw.strip()
    place = Location(line.number, first + 1, line.number, first + 1 + len(text))
    return Cell(_BREAK.sub("\n", text).replace("\\|", "|") if layout == "bars" else text, place)


def _spans(text: str, layout: str) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end."""
    if layout == "spaces":
        match = _SPACED_VALUES.fullmatch(text)
        label = [match.span("label")] if match and match["label"].strip() else []
        base = match.start("values") if match else 0
        return label + [(base + m.start(), base + m.end()) for m in re.finditer(r"\S+", text[base:])]
    marks = [m.span() for m in (re.finditer("\t", text) if layout == "tabs" else _BAR.finditer(text))]
    edges = [(0, 0), *marks, (len(text), len(text))]
    spans = [(left[1], right[0]) for left, right in pairwise(edges)]
    if layout == "bars":  # the bars at both ends frame the row and part no cells
        spans = spans[not text[slice(*spans[0])].strip() :]
        spans = spans[: len(spans) - (not text[slice(*spans[-1])].strip())] or spans
    return spans


def _is_listed_table(lines: list[Line]) -> bool:
    """Whether lines that begin with a tab are cells and not indented paragraphs: some hold bare values."""
    values = sum(parse(line.text).state in (State.NUMBER, State.ZERO, State.DASH) for line in lines)
    return values >= _FEW


def _listed_rows(lines: list[Line]) -> Iterator[tuple[Cell, ...]]:
    """Rows of cells that stand one a line, rows parted by empty lines, wrapped text joined to its cell."""
    row: list[Cell] = []
    for line in lines:
        if not line.text and row:
            yield tuple(row)
            row = []
        elif line.text.startswith("\t"):
            row.append(_cell(line, 1, len(line.text), "listed"))
        elif line.text.strip() and row:
            row[-1] = _joined(row[-1], _cell(line, 0, len(line.text), "listed"))
        elif line.text.strip():
            row.append(_cell(line, 0, len(line.text), "listed"))
    if row:
        yield tuple(row)


def _joined(one: Cell, other: Cell) -> Cell:
    return Cell(f"{one.text}\n{other.text}", one.location.to(other.location))
