"""Tables of web pages: rows, cells and spans as a browser draws them, and which tables only arrange the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lxml.etree import _Element as Element

from workbench.documents.html.items import Row
from workbench.documents.html.text import all_text, collapsed

CELLS = frozenset({"td", "th"})
WIDEST = 200
_PROSE = 400
_NUMBER = re.compile(r"\s*\+?(\d{1,6})")
_LETTERS = ("A", "B", "C")


def table_rows(table: Element) -> list[Element]:
    """The rows of a table as they are drawn: head, bodies, foot, wherever they stand."""
    own = [child for child in table if child.tag == "tr"]
    if len(own) == len(table):  # as in most tables
        return own
    parts: dict[str, list[Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            parts["tbody"].append(child)
        elif child.tag in parts:
            parts[child.tag] += child.iterchildren("tr")
        elif child.tag == "form":  # a browser draws none, wherever it stands between rows
            parts["tbody"] += [row for row in child.iter("tr") if next(row.iterancestors("table")) is table]
    return [*parts["thead"], *parts["tbody"], *parts["tfoot"]]


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return (cell for cell in row if cell.tag in CELLS)


def spliced(cell: Element) -> list[Element]:
    """The cell; where it holds nothing but a table of one row, the cells of that."""
    inner = next(cell.iter("table"), None)
    rows = table_rows(inner) if inner is not None else []
    within = list(cells(rows[0])) if len(rows) == 1 else []
    whole = inner is not None and len(within) > 1 and collapsed(all_text(cell)) == collapsed(all_text(inner))
    return within if whole else [cell]


def data_texts(table: Element, rows: list[list[Element]], *, nested: bool) -> dict[Element, str] | None:
    """The texts of those cells of a table that hold more than text.

    None where the table only arranges the page: it holds a table of data, long text, or next to nothing else.
    """
    if sum(map(len, rows)) <= 1 or (nested and any(map(_holds_data, list(table.iter("table"))[1:]))):
        return None
    texts = {cell: all_text(cell) for cell in filter(len, chain.from_iterable(rows))}
    return None if any(len(text) > _PROSE and len(text.strip()) > _PROSE for text in texts.values()) else texts


def _holds_data(table: Element) -> bool:
    """Whether a table has several rows and columns."""
    rows = table_rows(table)
    return len(rows) > 1 and any(sum(1 for _ in cells(row)) > 1 for row in rows)


def columns(row: list[Element], at: int, last: int, covered: dict[int, int]) -> list[int]:
    """The columns that the cells of a row begin in, from 1; ``at`` is the row, ``last`` the last one of the table.

    ``covered`` are the columns that cells of rows above cover, with the last row where they do; the row adds its own.
    """
    free, found = 1, []
    for cell in row:
        while free in covered:
            free += 1
        found.append(free)
        first, free = free, free + 1
        if said := cell.keys():
            if "colspan" in said:
                free = first + _span(cell, "colspan", WIDEST)
            if "rowspan" in said and (height := _span(cell, "rowspan", last - at + 1)) > 1:
                covered |= dict.fromkeys(range(first, free), at + height - 1)
    return found


def without_rulers(rows: list[Row]) -> list[Row]:
    """The rows without the letters of columns and the numbers of rows that programs show around a sheet."""
    first, *others = [list(row.texts) for row in rows] or [[]]
    if tuple(first[1:4]) != _LETTERS or first[0] or not all(row and row[0].isdecimal() for row in others):
        return rows
    counted = [int(row[0]) for row in others]
    if counted != sorted({*counted}):
        return rows
    return [Row(row.texts[1:], row.at, row.columns[1:]) for row in rows[1:] if len(row.texts) > 1]


def _span(cell: Element, name: str, most: int) -> int:
    """A cell's span as a browser takes it: one where it is nonsense, the rest of the table for a rowspan of 0."""
    value = cell.get(name)
    if value is None or value == "1":
        return 1
    match = _NUMBER.match(value)
    if match is None:
        return 1
    number = int(match[1])
    if number == 0:
        return most if name == "rowspan" else 1
    return min(number, most)
