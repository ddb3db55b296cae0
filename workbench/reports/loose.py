"""Tables of which only a column of lines is left: finding them among the paragraphs by the form's own words.

Text pasted from a page often has one cell a line and nothing that marks a table. A run of
short paragraphs that are labels of the form or bare values is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbench.documents import Cell, Grid, Location, Paragraph
from workbench.forms import Form, forms
from workbench.reports.alignment import SURE, label_likeness
from workbench.text import fold, normalise, strip_numbering
from workbench.values import State, parse

_VALUES = 5
_LONGEST = 60
_LABEL_AND_VALUE = re.compile(r"(?P<label>\D*?[^\d\s.,\-/—])[ \t\u3000:：]+(?P<value>[\d.,，０-９]+(?:万元|件)?|[-—/])\s*")
_BAR = frozenset({"|", "｜", "||"})


def with_tables(blocks: tuple[Paragraph | Grid, ...]) -> tuple[Paragraph | Grid, ...]:
    """The blocks with each run of loose cells made into a grid, one cell a row."""
    return tuple(_joined(list(blocks)))


def _joined(blocks: list[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    at = 0
    while at < len(blocks):
        end = _run(blocks, at)
        run = [block for block in blocks[at:end] if isinstance(block, Paragraph)]
        if run and _is_table(run):
            yield Grid((tuple(cell for paragraph in run for cell in _cells(paragraph)),))
            at = end
        else:
            yield blocks[at]
            at += 1


def _run(blocks: list[Paragraph | Grid], start: int) -> int:
    """Where the run of loose cells that begins here ends; one odd line between loose cells is passed over."""
    at = start
    while at < len(blocks) and _is_loose(blocks[at]):
        at += 1
        odd = at < len(blocks) - 1 and _is_short(blocks[at]) and not _is_loose(blocks[at])
        if odd and at > start + 1 and _is_loose(blocks[at + 1]) and not _is_heading(blocks[at]):
            at += 1
    return at


def _is_short(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= _LONGEST and "。" not in block.text


def _is_heading(block: Paragraph | Grid) -> bool:
    text = normalise(block.text) if isinstance(block, Paragraph) else ""
    headings = (section.heading for form in forms() for section in form.sections)
    return any(label_likeness(text, heading) >= SURE for heading in headings)


def _is_loose(block: Paragraph | Grid) -> bool:
    if not isinstance(block, Paragraph) or not _is_short(block):
        return False
    if block.text in _BAR or parse(block.text).state is not State.TEXT:
        return True
    match = _LABEL_AND_VALUE.fullmatch(block.text)
    return _is_label(match["label"] if match else block.text)


def _is_label(text: str) -> bool:
    words = strip_numbering(normalise(text))
    return len(words) > 1 and words in _vocabulary() and not _is_heading(Paragraph(text, Location(1, 1, 1, 1)))


@cache
def _vocabulary() -> str:
    """All words of the forms' tables, one after another, so that a wrapped half of a label is found in it too."""
    return "\n".join(strip_numbering(normalise(name)) for form in forms() for name in _names(form))


def _names(form: Form) -> Iterator[str]:
    yield "信息内容"
    for table in form.tables:
        yield from table.header
        for block in table.blocks:
            yield block.heading
            for item in (*block.columns, *block.rows):
                yield from (item.label, *item.aliases)
            yield from (row.group for row in block.rows)


def _is_table(run: list[Paragraph]) -> bool:
    cells = [cell for paragraph in run for cell in _cells(paragraph)]
    values = sum(parse(cell.text).state is not State.TEXT for cell in cells)
    return values >= _VALUES and values < len(cells)


def _cells(paragraph: Paragraph) -> Iterator[Cell]:
    if paragraph.text in _BAR:
        return
    match = _LABEL_AND_VALUE.fullmatch(fold(paragraph.text))
    if match and parse(paragraph.text).state is State.TEXT:
        yield _part(paragraph, *match.span("label"))
        yield _part(paragraph, *match.span("value"))
    else:
        yield Cell(paragraph.text, paragraph.location)


def _part(paragraph: Paragraph, start: int, end: int) -> Cell:
    line, column = paragraph.location.line, paragraph.location.column
    return Cell(paragraph.text[start:end], Location(line, column + start, line, column + end))
