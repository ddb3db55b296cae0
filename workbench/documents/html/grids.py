"""Grids of style sheets made rows of a table, each box where a browser shows it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.html.selectors import Part, alternatives, fits, names_of, parts

_WIDEST = 60
_MOST_RULES = 200
"""More rules of grids than this are those of a whole site; the last ones are followed."""
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


class Rule(NamedTuple):
    """A rule's place among the others, its selector by its parts, and what it says."""

    at: int
    of: tuple[Part, ...]
    said: str


Rules = Mapping[str, Sequence[Rule]]


class _Extent(NamedTuple):
    """Where a box begins among the rows or columns, from 0, None where the grid places it, and how many it covers."""

    start: int | None
    many: int


def rules_of_grids(known: Sequence[tuple[str, str]]) -> Rules:
    """The rules of a page that say how grids are laid out, the later ones first, by a name of their elements."""
    telling = ((names, said) for names, said in reversed(known) if "grid-" in said)
    told = ((one, said) for names, said in telling for one in alternatives(names))
    found: dict[str, list[Rule]] = defaultdict(list)
    for at, (one, said) in enumerate(islice(told, _MOST_RULES)):
        if of := parts(one):
            found[min(of[-1].names, default=of[-1].tag)].append(Rule(at, of, said))
    return found


def _said(element: Element, rules: Rules) -> Iterator[str]:
    """What is said of an element: its own style, then the rules that are for it."""
    yield str(element.get("style") or "")
    names = {"", str(element.tag), *names_of(element)} & rules.keys()
    yield from (rule.said for rule in sorted(rule for name in names for rule in rules[name]) if fits(rule.of, element))


def count_of(element: Element, rules: Rules) -> int:
    """How many columns an element lays its children out in, 0 where it does not."""
    match = next(filter(None, map(_COLUMNS.search, _said(element, rules))), None)
    if match is None:
        return 0
    return min(int(match["count"]) if match["count"] else len(match["each"].split()), _WIDEST)


def lay_out(element: Element, cells: Sequence[Element], count: int, rules: Rules) -> None:
    """Puts the cells of a grid into rows: those where they say, each other behind the last where there is room."""
    extents = [_extents(tuple(_said(cell, rules)), count) for cell in cells]
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


def _extents(said: Sequence[str], count: int) -> tuple[_Extent, _Extent]:
    """Which rows and which columns a cell covers by what is said of it, what comes first going before the others."""
    if area := _first(_AREA, said):
        rows, columns = _extent(area[1], area[3]), _extent(area[2], area[4])
    else:
        rows, columns = (
            _extent(*(match.groups() if (match := _first(lines, said)) else ("", ""))) for lines in _LINES.values()
        )
    if rows.start is not None and rows.start >= _DEEPEST:
        rows = rows._replace(start=None)
    start = columns.start if columns.start is not None and columns.start < count else None
    return rows, _Extent(start, min(columns.many, count - (start or 0)))


def _first(told: re.Pattern[str], said: Sequence[str]) -> re.Match[str] | None:
    return next(filter(None, map(told.search, said)), None)


def _extent(begin: str, end: str | None) -> _Extent:
    """The extent from one line to another, or over a span."""
    span = _SPAN.fullmatch(begin) or _SPAN.fullmatch(end or "")
    first, last = _LINE.fullmatch(begin), _LINE.fullmatch(end or "")
    start = int(first[1]) - 1 if first and int(first[1]) else None
    many = int(span[1]) if span else int(last[1]) - start - 1 if last and start is not None else 1
    return _Extent(start, min(max(many, 1), _WIDEST))
