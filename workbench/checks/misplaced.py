"""Whether broken sums point at a whole row or column whose values stand beside the wrong label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from workbench.forms.model import Table
from workbench.reports import Report

_SEVERAL = 2
_LINES = {"row": ("列", "行"), "column": ("行", "列")}
"""Where the sums of rows are broken a column is amiss, and the other way round."""

Values = dict[str, Decimal]
Cells = Mapping[str, int]
"""The cells of a sum, each with its sign: 1 on the left, -1 on the right."""


def suspected(report: Report, table: Table, sums: Sequence[tuple[str, Cells]]) -> str:
    """What to suspect, in Chinese, of a table: two lines exchanged, or one whole line amiss; empty where it is neither.

    ``sums`` are all sums of the table, each with what it is over: ``row`` or ``column``.
    """
    values = {key: report.value(key, lenient=True) for _, cells in sums for key in cells}
    known = {key: value.low for key, value in values.items() if value is not None}
    if len(known) < len(values):
        return ""
    broken = [each for each, cells in sums if _gap(cells, known)]
    lines = list(_exchanged(table, [cells for _, cells in sums], known))
    if len(lines) == 1:
        return f"如将{lines[0]}的数值对调，即全部成立，疑填错位置"
    if len(broken) >= _SEVERAL and len(set(broken)) == 1:
        amiss, held = _LINES[broken[0]]
        found = f"{len(broken)}处按{held}的关系不成立，而按{amiss}的关系均成立"
        return f"{found}，疑有一{amiss}的数值整{amiss}有误（错{amiss}、漏填或填错{held}）"
    return ""


def _gap(cells: Cells, values: Values) -> Decimal:
    return sum((sign * values[key] for key, sign in cells.items()), Decimal())


def _exchanged(table: Table, sums: Sequence[Cells], values: Values) -> Iterator[str]:
    """The pairs of rows and of columns with whose values exchanged all sums would hold."""
    for block in table.blocks:
        rows = [(row.label, [f"{table.key}.{row.key}.{column.key}" for column in block.columns]) for row in block.rows]
        columns = [(c.label, [f"{table.key}.{row.key}.{c.key}" for row in block.rows]) for c in block.columns]
        for lines, what in ((rows, "行"), (columns, "列")):
            for (one, here), (other, there) in combinations(lines, 2):
                if any(values.get(a) != values.get(b) for a, b in zip(here, there, strict=True)):
                    swapped = values | {a: values.get(b, Decimal()) for a, b in zip(here, there, strict=True)}
                    swapped |= {b: values.get(a, Decimal()) for a, b in zip(here, there, strict=True)}
                    if not any(_gap(cells, swapped) for cells in sums):
                        yield f"“{one}”与“{other}”两{what}"
