"""Sums of statutory cells, with what blank cells leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.reports.model import WRITTEN_ZERO, Report
from workbench.values import INFINITY, ZERO, Interval

OPEN = Interval(ZERO.low, INFINITY)
"""What a cell left blank may stand for."""


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of a calculation: its sign, its value (None where it could not be read), and its Chinese names.

    ``name`` says it in full; ``row`` and ``column`` are the short names of a cell's row and column, for
    calculations in which all operands have one of the two in common.
    """

    name: str
    value: Interval | None
    sign: int = 1
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A signed sum of cells.

    ``interval`` takes blanks and dashes for zero and is None where a cell could not be read for certain;
    ``lenient`` is the range if blank cells may be anything, None where no cell is blank.
    """

    cells: tuple[tuple[int, str], ...]
    terms: tuple[Term, ...]
    interval: Interval | None
    lenient: Interval | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the cells that were summed."""
        return tuple(key for _, key in self.cells)


def amount(report: Report, terms: Sequence[str]) -> Amount:
    """The sum that signed terms such as ``-applications.refused.*.total`` name. Raises KeyError for an unknown cell."""
    return total(report, [cell for term in terms for cell in report.form.expand(term)])


def total(report: Report, cells: Iterable[tuple[int, str]]) -> Amount:
    """The sum of cells, each with its sign."""
    found = tuple(cells)
    operands = tuple(_term(report, sign, key) for sign, key in found)
    known = [term.value for term in operands]
    if any(value is None for value in known):
        return Amount(found, operands, None, None)
    blank = [report.fact(key).state in WRITTEN_ZERO for _, key in found]
    loose = [OPEN if is_blank else term.value for is_blank, term in zip(blank, operands, strict=True)]
    return Amount(found, operands, _sum(operands, known), _sum(operands, loose) if any(blank) else None)


def _term(report: Report, sign: int, key: str) -> Term:
    cell = report.form.cells[key]
    value = report.value(key, lenient=True)
    return Term(report.form.label(key), value, sign, cell.row.short or cell.row.label, cell.column.label)


def _sum(terms: Sequence[Term], values: Sequence[Interval | None]) -> Interval:
    result = ZERO
    for term, value in zip(terms, values, strict=True):
        if value is not None:
            result = result + value if term.sign > 0 else result - value
    return result
