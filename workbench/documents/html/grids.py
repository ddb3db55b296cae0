"""Grids of style sheets made rows of a table, each box where a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

_WIDEST = 60
_MOST_PLACES = 4_000
"""More than the boxes of any statutory table cover; such a grid is left as it is."""
_DEEPEST = 200
_COLUMNS = re.compile(
    r"grid-template-columns\s*:\s*(?:repeat\(\s*(?P<count>\d{1,2})\s*,[^;]*\)|(?P<each>[^;()]+))(?:;|$)"
)
_AREA = re.compile(r"grid-area\s*:\s*(\d{1,3})\s*/\s*(\d{1,2})\s*/([^;/]*)/([^;/]*)(?:;|$)")
_LINES = {
    "row": re.compile(r"grid-row\s*:\s*([^;/]*)(?:/([^;]*))?(?:;|$)"),
    "column": re.compile(r"grid-column\s*:\s*([^;/]*)(?:/([^;]*))?(?:;|$)"),
}
_SPAN = re.compile(r"\s*span\s+(\d{1,2})\s*")
_LINE = re.compile(r"\s*(\d{1,3})\s*")


class _Extent(NamedTuple):
    """Where a box begins among the rows or columns, from 0, None where the grid places it, and how many it covers."""

    start: int | None
    many: int


def columns_of(known: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """What the rules of a page say of columns, by the selectors that they are for."""
    return {name.strip(): said for names, said in known if _COLUMNS.search(said) for name in names.split(",")}


def count_of(element: Element, columns: Mapping[str, str]) -> int:
    """How many columns the style of an element lays its children out in, 0 where it does not."""
    names = (f".{name}" for name in str(element.get("class") or "").split())
    said = [str(element.get("style") or ""), *(columns[name] for name in names if name in columns)]
    match = next(filter(None, map(_COLUMNS.search, said)), None)
    if match is None:
        return 0
    return min(int(match["count"]) if match["count"] else len(match["each"].split()), _WIDEST)


def lay_out(element: Element, cells: Sequence[Element], count: int) -> None:
    """Puts the cells of a grid into rows: those where they say, each other behind the last where there is room."""
    extents = [_extents(cell, count) for cell in cells]
    if sum(rows.many * columns.many for rows, columns in extents) > _MOST_PLACES:
        return
    taken: set[tuple[int, int]] = set()
    places: dict[int, tuple[int, int]] = {}

    def put(at: int, row: int, column: int) -> None:
        """Puts a cell at a place, or the next one with room in the rows and columns that it may stand in."""
        rows, columns = extents[at]
        while column + columns.many > count or any(one in taken for one in _covered((row, column), rows, columns)):
            stays = columns.start is None and column + columns.many < count
            row, column = (row, column + 1) if stays else (row + 1, columns.start or 0)
        places[at] = (row, column)
        taken.update(_covered(places[at], rows, columns))

    known = [(at, rows.start, columns.start) for at, (rows, columns) in enumerate(extents)]
    for at, row, column in sorted(known, key=lambda one: one[2] is None):
        if row is not None:
            put(at, row, column or 0)
    row, column = 0, 0
    for at, (rows, columns) in enumerate(extents):
        if rows.start is None:
            if columns.start is not None:
                row, column = row + (columns.start < column), columns.start
            put(at, row, column)
            row, column = places[at][0], places[at][1] + columns.many
    element[:] = list(_rows(cells, extents, places, taken))
    element.tag = "table"


def _covered(place: tuple[int, int], rows: _Extent, columns: _Extent) -> Iterator[tuple[int, int]]:
    return ((place[0] + i, place[1] + j) for i in range(rows.many) for j in range(columns.many))


def _rows(
    cells: Sequence[Element],
    extents: Sequence[tuple[_Extent, _Extent]],
    places: Mapping[int, tuple[int, int]],
    taken: set[tuple[int, int]],
) -> Iterator[Element]:
    """The rows of the grid; where it has no box before another stands an empty cell, or that would move up."""
    begun = {place: at for at, place in places.items()}
    ends: dict[int, int] = {}
    for row, column in begun:
        ends[row] = max(column + 1, ends.get(row, 0))
    for row in range(max(row for row, _ in taken) + 1):
        made = etree.Element("tr")
        for column in range(ends.get(row, 0)):
            at = begun.get((row, column))
            if at is not None:
                rows, columns = extents[at]
                cells[at].tag = "td"
                for name, many in (("rowspan", rows.many), ("colspan", columns.many)):
                    if many > 1:
                        cells[at].set(name, str(many))
                made.append(cells[at])
            elif (row, column) not in taken:
                made.append(etree.Element("td"))
        yield made


def _extents(cell: Element, count: int) -> tuple[_Extent, _Extent]:
    """Which rows and which columns a cell says that it covers."""
    style = str(cell.get("style") or "")
    if area := _AREA.search(style):
        rows, columns = _extent(area[1], area[3]), _extent(area[2], area[4])
    else:
        rows, columns = (
            _extent(*(match.groups() if (match := said.search(style)) else ("", ""))) for said in _LINES.values()
        )
    if rows.start is not None and rows.start >= _DEEPEST:
        rows = rows._replace(start=None)
    start = columns.start if columns.start is not None and columns.start < count else None
    return rows, _Extent(start, min(columns.many, count - (start or 0)))


def _extent(begin: str, end: str | None) -> _Extent:
    """The extent from one line to another, or over a span."""
    span = _SPAN.fullmatch(begin) or _SPAN.fullmatch(end or "")
    first, last = _LINE.fullmatch(begin), _LINE.fullmatch(end or "")
    start = int(first[1]) - 1 if first and int(first[1]) else None
    many = int(span[1]) if span else int(last[1]) - start - 1 if last and start is not None else 1
    return _Extent(start, min(max(many, 1), _WIDEST))
