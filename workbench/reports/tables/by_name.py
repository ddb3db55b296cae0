"""Tables whose columns stand in another order than the form's: each value is read by the name that it stands below.

Whether the names or the values were put in another order is for the form's sums to tell; else the values are doubted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.documents import Cell
from workbench.forms.model import Form, TableBlock
from workbench.reports.tables.column_order import columns_by_name
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.tables.labels import Header
from workbench.reports.tables.lines import Line
from workbench.reports.tables.placing import Placed
from workbench.reports.tables.rows import LooseRow
from workbench.reports.tables.suspicion import holds
from workbench.reports.vocabulary import bare

BY_NAME = "表头各列的次序与格式不一致，已按列名读取，请对照原件核实"


def reordered(block: TableBlock, lines: list[Line], rows: Mapping[str, LooseRow]) -> dict[str, Placed]:
    """The rows of a table whose header names each of the columns once, in another order; none of any other.

    No row where another cannot be read so, or where the file has the cells in the order of the form, as in a table that
    is drawn from right to left.
    """
    named = {} if block.across else columns_by_name(block, lines)
    orders = {grid: one.columns for grid, one in named.items() if one.columns != tuple(sorted(set(one.columns)))}
    found = {key: _by_name(row, orders) for key, row in rows.items()} if orders else {}
    in_order = all(cells == tuple(cell for cell in rows[key].values if cell in cells) for key, cells in found.items())
    return {} if in_order or not all(found.values()) else {key: Placed(cells) for key, cells in found.items()}


def _by_name(row: LooseRow, orders: Mapping[int, tuple[int, ...]]) -> tuple[Cell, ...]:
    """The cells of a row below the names, none where two names stand above one, or a value below none of them."""
    columns = orders.get(row.shape[0], ()) if row.shape else ()
    cells = {drawn_in(cell): cell for cell in row.values}
    below = len(set(columns)) == len(columns) and cells.keys() >= set(columns)
    return tuple(cells[at] for at in columns) if below and _filled(row) <= set(columns) else ()


def _filled(row: LooseRow) -> set[int]:
    return {drawn_in(row.values[at]) for at in row.filled}


def below_outcomes(block: TableBlock, header: Header, row: LooseRow) -> LooseRow:
    """A line of all values of a table, without those that stand below no outcome, such as the year or a grand total.

    The same where the header does not name the outcomes of all rows in their order, or several values stand below one.
    """
    due = len(block.rows) * len(block.columns)
    if len(row.values) <= due:
        return row
    numbers = {bare(name): number for number, known in enumerate(block.names) for name in known}
    named = sorted((drawn_in(cell), numbers[word]) for cell in header.cells if (word := bare(cell.text)) in numbers)
    filled = {drawn_in(row.values[at]): row.values[at] for at in row.filled}
    cells = {drawn_in(cell): cell for cell in row.values} | filled
    in_order = [number for _, number in named] == [*range(len(block.columns))] * len(block.rows)
    below = in_order and len(filled) == len(row.filled) and all(at and at in cells for at, _ in named)
    return replace(row, values=tuple(cells[at] for at, _ in named)) if below else row


def borne_out(form: Form, table: str, block: TableBlock, rows: Mapping[str, Placed]) -> bool:
    """Whether the sums of all rows hold by the names of the columns, and do not by the order of the form."""
    read = [rows[row.key].cells for row in block.rows if row.key in rows]
    drawn = [tuple(sorted(cells, key=drawn_in)) for cells in read]
    by_name, by_order = ([holds(form, table, block, cells) for cells in one] for one in (read, drawn))
    return all(by_name) and not all(by_order)
