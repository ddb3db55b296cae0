"""Tables that were written out as lists, each value behind the name of its column.

``自然人：3，商业企业：0，…`` on one line behind the label of a row, or name by name on the lines below it, as pages for
small screens and lists in Markdown have it. Only where the names of all columns of a row stand there, in the form's
order and with nothing else among them, are they a row; and a few rows make a table, for a sentence may name some too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from workbench.documents import Cell, Paragraph
from workbench.forms import forms
from workbench.reports.vocabulary import endings, row_words
from workbench.text import fold

_FEW = 3
_LONGEST = 300
_MARKS = r"[\s\-*+•·●○▪◆■◦>_]*+"
_VALUE = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-/无]"
_UNIT = r"\s*+(?:件|万元)?+"
_PARTED = r"[\s,、;|]*+(?<=[\s,、;|])"
"""What was passed is never gone back upon, or a line whose names are far apart would be tried in all ways for ever."""
_LABEL = re.compile(rf"{_MARKS}(?P<label>[^:]*?)[\s*_:]*")

Found = tuple[tuple[Cell, ...], range]
"""The cells of a row, and the lines that they stand on."""


class _Names(NamedTuple):
    """The columns of a row by name: each with its value alone on a line, and all of them on one line."""

    each: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str]


def rows_of_names(lines: list[Paragraph | None]) -> list[Found]:
    """The rows that are written out in the lines, none where these are too few; None is a line that is no text."""
    first = _first_names()
    begun = [at for at, line in enumerate(lines) if line and len(line.text) < _LONGEST and first.search(line.text)]
    if len(begun) < _FEW:
        return []
    found: list[Found] = []
    for at in begun:
        row = next(filter(None, (_row(lines, at, names) for names in _known())), None)
        if row and not (found and row[1].start < found[-1][1].stop):
            found.append(row)
    return found if len(found) >= _FEW else []


def _row(lines: list[Paragraph | None], at: int, names: _Names) -> Found | None:
    return _two_lines_each(lines, at, names) or _on_one_line(lines, at, names) or _line_by_line(lines, at, names)


def _on_one_line(lines: list[Paragraph | None], at: int, names: _Names) -> Found | None:
    """The row whose values stand on one line, behind its label or below it."""
    line = lines[at]
    match = names.whole.fullmatch(fold(line.text)) if line else None
    if line is None or match is None:
        return None
    spans = [match.span(f"v{number}") for number in range(len(names.each))]
    values = tuple(_part(line, start, end) for start, end in spans)
    if match["label"]:
        label = _part(line, *match.span("label"))
        return ((label, *values), range(at, at + 1)) if _names_row(label.text) else None
    above = _label(lines[at - 1]) if at else None
    return ((above, *values), range(at - 1, at + 1)) if above else None


def _line_by_line(lines: list[Paragraph | None], at: int, names: _Names) -> Found | None:
    """The row whose values stand below its label, each on a line of its own behind its name."""
    label = _label(lines[at - 1]) if at else None
    values: list[Cell] = []
    for line, name in zip(lines[at : at + len(names.each)], names.each, strict=False):
        match = name.fullmatch(fold(line.text)) if line else None
        if line is None or match is None:
            return None
        values.append(_part(line, *match.span("value")))
    whole = label is not None and len(values) == len(names.each)
    return ((label, *values), range(at - 1, at + len(values))) if label and whole else None


def _two_lines_each(lines: list[Paragraph | None], at: int, names: _Names) -> Found | None:
    """The row whose values stand below its label, each on the line below that of its name, as pages list terms."""
    label, count = _label(lines[at - 1]) if at else None, len(names.each)
    pairs = list(zip(lines[at : at + 2 * count : 2], lines[at + 1 : at + 2 * count : 2], names.each, strict=False))
    values: list[Cell] = []
    for name, value, pattern in pairs if label else ():
        match = pattern.fullmatch(f"{fold(name.text).rstrip(' :')}:{fold(value.text)}") if name and value else None
        if name is None or value is None or match is None or not match["value"]:
            return None
        values.append(Cell(value.text, value.location))
    return ((label, *values), range(at - 1, at + 2 * count)) if label and len(values) == count else None


def _label(line: Paragraph | None) -> Cell | None:
    """The label of a row that a line is, None where it is none."""
    match = _LABEL.fullmatch(fold(line.text)) if line and len(line.text) < _LONGEST else None
    return _part(line, *match.span("label")) if line and match and _names_row(match["label"]) else None


def _names_row(text: str) -> bool:
    return any(ending in row_words() for ending in endings(text))


def _part(line: Paragraph, start: int, end: int) -> Cell:
    return Cell(line.text[start:end], line.place(start, end))


# -- how the form's columns are named -----------------------------------------------------------------------


@cache
def _first_names() -> re.Pattern[str]:
    """How the names of first columns begin, up to what may be written with other marks."""
    columns = (block.columns[0] for form in forms() for table in form.tables for block in table.blocks)
    names = {re.split(r"[^\w]", name)[0] for column in columns for name in (column.label, *column.aliases)}
    return re.compile("|".join(map(re.escape, sorted(names))))


@cache
def _known() -> tuple[_Names, ...]:
    """The columns of each part of the forms' tables; those of most columns first."""
    blocks = (block for form in forms() for table in form.tables for block in table.blocks)
    columns = dict.fromkeys(block.names for block in blocks)
    return tuple(_names(one) for one in sorted(columns, key=len, reverse=True))


def _names(columns: tuple[tuple[str, ...], ...]) -> _Names:
    named = [f"(?:{'|'.join(map(_spread, sorted(names, key=len, reverse=True)))})" for names in columns]
    each = tuple(
        re.compile(rf"{_MARKS}{name}[*_]*+\s*+:[\s*_]*+(?P<value>(?:{_VALUE})?+){_UNIT}[\s,;。]*") for name in named
    )
    one = [rf"{name}\s*+:?+\s*+(?P<v{at}>(?:{_VALUE})?+){_UNIT}" for at, name in enumerate(named)]
    whole = re.compile(rf"{_MARKS}(?:(?P<label>[^:]+?)\s*:)?\s*{_PARTED.join(one)}[\s,;。]*")
    return _Names(each, whole)


def _spread(name: str) -> str:
    """A name as it may stand in a folded text."""
    return re.escape(fold(name))
