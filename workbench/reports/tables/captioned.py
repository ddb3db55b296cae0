"""Rows whose values each stand behind the name of their column in one cell, as pages for small screens write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbench.documents import Cell
from workbench.forms import forms
from workbench.reports.vocabulary import bare

_LONGEST = 60
_ENDS = "0123456789０１２３４５６７８９件元"
_SPLIT = re.compile(
    r"(?P<name>.*?)(?:(?<![\s:：])[\s:：]*+)?(?P<value>(?:[-−－]?\d[\d,，.]*|[-—/无]?)\s?(?:件|万元)?)\s?", re.DOTALL
)

Row = tuple[Cell, ...]


def without_captions(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, each value without the name before it where the names of all columns of a row stand there in order."""
    return tuple(map(_bared, rows))


def _bared(row: Row) -> Row:
    last = row[-1].text if len(row) > 1 else ""
    if not last or last[0].isdecimal() or last[-1] not in _ENDS:
        return row
    found = [_SPLIT.fullmatch(cell.text) if len(cell.text) < _LONGEST else None for cell in row]
    said = [bare(match["name"]) if match else "" for match in found]
    many = next((len(names) for names in _names() if tuple(said[-len(names) :]) == names), 0)
    if not many or not any(match and match["value"] for match in found[-many:]):
        return row
    return (*row[:-many], *_values(row[-many:], found[-many:]))


def _values(cells: Row, found: list[re.Match[str] | None]) -> Iterator[Cell]:
    for cell, match in zip(cells, found, strict=True):
        if match is None:
            yield cell
        else:
            start, end = match.span("value")
            yield cell._replace(text=match["value"], location=cell.location.part(start, end))


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    """The names of the columns of each row, those of the most first."""
    found = set()
    for block in (block for form in forms() for table in form.tables for block in table.blocks):
        found.add(tuple(bare(column.label) for column in block.columns) * (len(block.rows) if block.across else 1))
    return tuple(sorted(found, key=lambda names: (-len(names), names)))
