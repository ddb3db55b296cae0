"""Tables that a page draws with boxes: rows of elements that are no rows of a table, and grids of style sheets.

They are marked as the tables that they are before the page is walked, so that a box with nothing in it is a blank cell
and not nothing. Only boxes that hold figures are, in pages that have next to no cells of tables themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.html.text import all_text, collapsed

_FEW_CELLS = 100
_ROWS = 3
_WIDE = 3
_EACH = 2
_LONGEST = 120
_WIDEST = 60
_FIGURES = 0.25
_AROUND = ("div", "section", "ul", "ol", "article", "main")
_BLOCKS = ("div", "section", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "li")
_FIGURE = re.compile(r"[\d０-９,.，．]*|[-—－/]")
_COLUMNS = re.compile(
    r"grid-template-columns\s*:\s*(?:repeat\(\s*(?P<count>\d{1,2})\s*,[^;]*\)|(?P<each>[^;()]+))(?:;|$)"
)
_SPANS = {
    "colspan": re.compile(r"grid-column\s*:[^;]*span\s*(\d{1,2})"),
    "rowspan": re.compile(r"grid-row\s*:[^;]*span\s*(\d{1,2})"),
}


def boxes_as_tables(root: Element, known: Sequence[tuple[str, str]]) -> None:
    """Marks what boxes draw as tables; ``known`` are the rules of the page's style sheets."""
    if sum(1 for _ in islice(root.iter("td"), _FEW_CELLS)) == _FEW_CELLS:
        return
    columns = {name.strip(): said for names, said in known if _COLUMNS.search(said) for name in names.split(",")}
    for element in list(root.iter(*_AROUND)):
        if element.tag != "table" and len(element) >= _ROWS and not (element.text or "").strip():
            _mark(element, columns)


def _mark(element: Element, columns: Mapping[str, str]) -> None:
    count = _count(element, columns)
    if count:
        cells = list(_elements(element))
        if count >= _WIDE and len(cells) >= _ROWS * _WIDE and _are_cells(cells):
            _lay_out(element, cells, count)
        return
    rows = [(row, list(_elements(row))) for row in _elements(element)]
    if len(rows) < _ROWS or not all(cells and _holds_nothing_else(row) for row, cells in rows):
        return
    every = [cell for _, cells in rows for cell in cells]
    if len(every) >= _EACH * len(rows) and _are_cells(every):
        element.tag = "table"
        for row, cells in rows:
            row.tag = "tr"
            for cell in cells:
                cell.tag = "td"


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str))


def _holds_nothing_else(row: Element) -> bool:
    """Whether a row has no text beside its cells."""
    return not (row.text or "").strip() and not any((child.tail or "").strip() for child in row)


def _are_cells(cells: Sequence[Element]) -> bool:
    """Whether elements are the cells of a table: short, nothing laid out in them, many with a figure or empty."""
    if any(next(cell.iterdescendants(*_BLOCKS), None) is not None for cell in cells):
        return False
    texts = [collapsed(all_text(cell)) for cell in cells]
    figures = sum(bool(_FIGURE.fullmatch(text)) for text in texts)
    return max(map(len, texts)) < _LONGEST and figures > _FIGURES * len(texts) and any(map(str.isdecimal, texts))


# -- grids ------------------------------------------------------------------------------------------------


def _count(element: Element, columns: Mapping[str, str]) -> int:
    """How many columns the style of an element lays its children out in, 0 where it does not."""
    names = (f".{name}" for name in str(element.get("class") or "").split())
    said = [str(element.get("style") or ""), *(columns[name] for name in names if name in columns)]
    match = next(filter(None, map(_COLUMNS.search, said)), None)
    if match is None:
        return 0
    return min(int(match["count"]) if match["count"] else len(match["each"].split()), _WIDEST)


def _lay_out(element: Element, cells: Sequence[Element], count: int) -> None:
    """Puts the cells of a grid into rows, each behind the last where there is room for it, as a browser does."""
    taken: set[tuple[int, int]] = set()
    row, column = 0, 0
    rows: list[Element] = []
    for cell in cells:
        across, down = min(_span(cell, "colspan"), count), _span(cell, "rowspan")
        while column + across > count or any((row, column + at) in taken for at in range(across)):
            row, column = (row, column + 1) if column + across < count else (row + 1, 0)
        while len(rows) <= row:
            rows.append(etree.Element("tr"))
        taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
        cell.tag = "td"
        rows[row].append(cell)
        column += across
    element.tag = "table"
    element[:] = rows


def _span(cell: Element, name: str) -> int:
    """How many places of a grid a cell covers, which is marked as cells of tables have it."""
    match = _SPANS[name].search(str(cell.get("style") or ""))
    span = min(max(int(match[1]), 1), _WIDEST) if match else 1
    if span > 1:
        cell.set(name, str(span))
    return span
