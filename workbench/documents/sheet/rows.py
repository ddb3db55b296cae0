"""The rows of a sheet by what is filled in them, and the values of their cells as Excel shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

_UNCALCULATED = "公式没有保存结果或结果为错误值，请用 Excel 打开核实并保存后重新核查"
_DIGITS = 15
"""What Excel shows and calculates with; what is stored behind them is the rest of a sum in binary fractions."""
_UNSHOWN = 5e-10
"""What a cell of the usual format shows nothing of beside a number of few decimals, however wide it is."""
_HARDLY_SHOWN = 9e-5
"""Less than a yuan in 万元: whether a cell shows it depends on how wide the column is."""
_FINEST = 6
"""Decimals of an amount in 万元 that tells fen; Excel works with more, and shows them as far as the column is wide."""
_UNSTEADY = "单元格所存的数值带有极小的尾数，显示的数值随列宽而定，请用 Excel 打开核实"


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
        if at in self.unsure:
            return _UNCALCULATED
        return self.doubts.get(at, "") or (_UNSTEADY if _is_unsteady(self.values[at - self.left]) else "")

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
        if value.is_integer():
            return str(int(value))
        short = round(value, _FINEST)
        if abs(value - short) < _UNSHOWN <= abs(value):
            value = short
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _is_unsteady(value: Value) -> bool:
    """Whether a number is so near a whole one, or has so many decimals, that a narrow column shows another."""
    if not isinstance(value, float) or value.is_integer():
        return False
    nearly_whole = _UNSHOWN <= _from_whole(value) < _HARDLY_SHOWN
    return nearly_whole or abs(value - round(value, _FINEST)) >= _UNSHOWN


def _from_whole(value: float) -> float:
    """How far a number is from the next whole one."""
    rest = value % 1
    return min(rest, 1 - rest)
