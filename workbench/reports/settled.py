"""Blank cells that leave nothing open, as they stand below the names of their columns."""

from __future__ import annotations

from workbench.forms import Form
from workbench.forms.model import TableBlock
from workbench.reports.column_order import stand_below
from workbench.reports.finding import Found
from workbench.reports.labels import Header
from workbench.reports.model import Fact
from workbench.reports.suspicion import BLANKS, sums_say_nothing, suspects


def misplaced(
    form: Form, table: str, block: TableBlock, placed: tuple[Header, Found], facts: dict[str, Fact]
) -> dict[str, str]:
    """The rows of a block whose places are in doubt, by key, each with the reason in Chinese.

    A row with a blank cell whose sum fails may have lost a value, and the others moved up; but not where each cell
    stands below the name of its column and the sums of most other rows fail as well.
    """
    found = suspects(form, table, block, facts)
    if BLANKS not in found.values() or not sums_say_nothing(form, table, block, facts):
        return found
    header, rows = placed
    sure = {key for key, why in found.items() if why == BLANKS and stand_below(block, header, rows.cells[key].cells)}
    return {key: why for key, why in found.items() if key not in sure}
