"""Tables that a page draws with boxes: rows of elements that are no rows of a table, and grids of style sheets.

They are marked as the tables that they are before the page is walked, so that a box with nothing in it is a blank cell
and not nothing. Only boxes that hold figures are, in pages that have next to no cells of tables themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.etree import _Element as Element

from workbench.documents.html.grids import Rules, count_of, lay_out, rules_of_grids
from workbench.documents.html.text import all_text, collapsed

_FEW_CELLS = 100
_ROWS = 3
_WIDE = 3
_EACH = 2
_MOST = 2_000
"""More boxes than the grid of any table has."""
_LONGEST = 120
_FIGURES = 0.25
_AROUND = ("div", "section", "ul", "ol", "article", "main")
_BLOCKS = ("div", "section", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "li")
_FIGURE = re.compile(r"[\d０-９,.，．]*|[-—－/]")


def boxes_as_tables(root: Element, known: Sequence[tuple[str, str]]) -> None:
    """Marks what boxes draw as tables; ``known`` are the rules of the page's style sheets."""
    if sum(1 for _ in islice(root.iter("td"), _FEW_CELLS)) == _FEW_CELLS:
        return
    rules = rules_of_grids(known)
    for element in list(root.iter(*_AROUND)):
        if element.tag != "table" and len(element) >= _ROWS and not (element.text or "").strip():
            _mark(element, rules)


def _mark(element: Element, rules: Rules) -> None:
    count = count_of(element, rules)
    if count:
        cells = list(_elements(element))
        if count >= _WIDE and _ROWS * _WIDE <= len(cells) <= _MOST and _are_cells(cells):
            lay_out(element, cells, count, rules)
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
