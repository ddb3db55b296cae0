"""The rows of a sheet by what is filled in them, and the values of their cells as Excel shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

_UNCALCULATED = "公式没有保存结果或结果为错误值，请用 Excel 打开核实并保存后重新核查"
_DIGITS = 15
"""What Excel shows and calculates with; what is stored behind them is the rest of a sum in binary fractions."""


NONE: frozenset[int] = frozenset()
SURE: Mapping[int, str] = MappingProxyType({})

Value = int | float | str | bool | time | date | datetime | timedelta


class Row(NamedTuple):
    """What stands in the cells of one row, from column ``left`` on; rows and columns are counted from 0.

    ``filled`` are the columns in which something stands or is doubted, ``unsure`` those of formulas without a result,
    ``doubts`` tell of others why they are doubtful, and ``out`` are those that are hidden or that a merged cell covers.
    Most of a sheet is blank; cells with their places are made of those alone that a table has.
    """

    number: int
    left: int
    values: Sequence[Value]
    filled: list[int]
    out: Collection[int] = NONE
    unsure: Collection[int] = NONE
    doubts: Mapping[int, str] = SURE

    def doubt(self, at: int) -> str:
        """What speaks against what is read in a column."""
        return _UNCALCULATED if at in self.unsure else self.doubts.get(at, "")

    def text(self, at: int) -> str:
        """What is shown in a column."""
        return shown(self.values[at - self.left])


def row_of(
    number: int, left: int, values: Sequence[Value], out: Collection[int] = NONE, unsure: Collection[int] = NONE
) -> Row:
    """A row of which something is hidden, covered or unsure, with what is filled of the rest."""
    filled = [
        at
        for at, value in enumerate(values, left)
        if value != "" and at not in out and not (type(value) is str and value.isspace())
    ]
    if unsure:
        filled = sorted({*filled, *unsure}.difference(out) & {*range(left, left + len(values))})
    return Row(number, left, values, filled, out, unsure)


def shown(value: Value) -> str:
    """A value as the sheet shows it: whole numbers without a fraction."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        value = float(f"{value:.{_DIGITS}g}")
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
