"""Whether the values of a table stand below the names of their columns, where it is known where both are drawn.

A table may have as many columns as the form's and lack one of them, as another was put in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.documents import BlockPlace, Cell, PagePlace, TextPlace
from workbench.forms.model import TableBlock
from workbench.reports.tables.column_order import column_of
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.tables.labels import Header
from workbench.reports.vocabulary import bare

Span = tuple[float, float]
"""From where to where a cell is drawn, from left to right."""


def are_misplaced(block: TableBlock, header: Header, rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether below the name of a column stands the value that was read for another one.

    ``rows`` are the cells of the block's rows by column. Nothing is said where two names stand above one value, as
    where merged cells of the header were lost. In a text a line with as many names as values tells by their order.
    """
    if any(_is_awry(block, line) for line in header.lines):
        return True
    names = list(_named(block, header))
    if not block.across and min((place for _, place, _ in names), default=0) == 1:
        return False  # a name stands where labels do: the corner of the header was lost
    for cells in rows:
        spans = list(map(_span, cells))
        if not spans or not all(end for _, end in spans) or any(other[0] <= one[0] for one, other in pairwise(spans)):
            continue
        own = [(place, column) for cell, place, column in names if _table(cell) == _table(cells[0])]
        above = [(at, column) for place, column in own for at, span in enumerate(spans) if span[0] <= place < span[1]]
        taken = Counter(at for at, _ in above)
        if max(taken.values(), default=0) == 1:
            return any(at != column for at, column in above)
    return False


def _is_awry(block: TableBlock, line: Sequence[Cell]) -> bool:
    """Whether a line of a text names most of the columns, with a name for each value, and one at another's place."""
    due = len(block.columns)
    if block.across or len(line) not in (due, due + 1) or len({cell.location.row for cell in line}) > 1:
        return False
    columns = [column_of(bare(cell.text), block) for cell in line[-due:] if isinstance(cell.location, TextPlace)]
    named = [(at, column) for at, column in enumerate(columns) if column is not None]
    return len(named) > due / 2 and any(at != column for at, column in named)


def _named(block: TableBlock, header: Header) -> Iterator[tuple[Cell, float, int]]:
    """The cells in which the header names columns, where each begins, or its middle on a page, and which these are."""
    for cell in header.cells:
        start, end = _span(cell)
        column = column_of(bare(cell.text), block) if end else None
        if column is not None:
            yield cell, (start + end) / 2 if isinstance(cell.location, PagePlace) else start, column


def _table(cell: Cell) -> int:
    """The table that a cell is drawn in; columns of pages and sheets go on from one to the next."""
    return cell.location.block if isinstance(cell.location, BlockPlace) else 0


def _span(cell: Cell) -> Span:
    """Where a cell is drawn; 0 to 0 where its place does not tell."""
    place = cell.location
    if isinstance(place, PagePlace):
        return place.box[0], place.box[2]
    column = drawn_in(cell)
    return (column, column + 1) if column else (0, 0)
