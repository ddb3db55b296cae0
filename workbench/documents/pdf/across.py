"""Tables whose columns are printed on several pages, as sheets are that are wider than the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from workbench.documents.model import Cell, Grid
from workbench.documents.places import PagePlace

ACROSS = "表格的列分印在几页上，该行的数值可能印在另一页，请对照原件核实"

_WORDS = re.compile(r"[^\W\d_]")
_FEW = 2
_MOSTLY = 0.5


def with_other_pages(grids: Sequence[Grid]) -> Sequence[Grid]:
    """The tables of a file, with a doubt in each blank of any where one goes on beside itself on a later page.

    The part there has rows at the same heights and no labels: what goes on below has these.
    """
    places = list(map(_tops, grids))
    bare = list(map(_has_no_labels, grids))
    if not any(
        bare[later] and not bare[one] and _is_beside(places[one], places[later])
        for one, later in combinations(range(len(grids)), 2)
    ):
        return grids
    return [Grid(tuple(tuple(map(_doubted, row)) for row in grid.rows)) for grid in grids]


def _is_beside(one: tuple[int, frozenset[int]], later: tuple[int, frozenset[int]]) -> bool:
    return one[0] < later[0] and len(later[1]) >= _FEW and later[1] <= one[1]


def _tops(grid: Grid) -> tuple[int, frozenset[int]]:
    """The page of a table and at which heights its rows begin."""
    places = [row[0].location for row in grid.rows]
    boxes = [(place.page, round(place.box[1])) for place in places if isinstance(place, PagePlace)]
    return (boxes[0][0] if boxes else 0), frozenset(top for _, top in boxes)


def _has_no_labels(grid: Grid) -> bool:
    """Whether few of the rows have any words."""
    with_words = sum(any(_WORDS.search(cell.text) for cell in row) for row in grid.rows)
    return with_words < _MOSTLY * len(grid.rows)


def _doubted(cell: Cell) -> Cell:
    return cell if cell.text or cell.doubt else cell._replace(doubt=ACROSS)
