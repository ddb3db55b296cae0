"""What charts of the reports' own figures show, as frames; what is left out is counted, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pandas as pd

from workbench.audit import Audit
from workbench.reports import Report
from workbench.text import normalise

Groups = Mapping[str, Sequence[str]]
"""Cells that are summed up, by the name of their sum."""


@dataclass(slots=True)
class Reported:
    """Reports whose figures are drawn, one a unit and year, and what was left out: reports, by the reason."""

    reports: list[Report]
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out, in Chinese."""
        return tuple(f"{count:,}份报告{why}，未计入" for why, count in self.left_out.items() if count)


def reported(found: Audit | Iterable[Report]) -> Reported:
    """The reports with a unit, a year and a statutory table; of several of one unit and year the first."""
    kept: dict[tuple[str, int], Report] = {}
    left_out = {"未能识别单位、年度或统计表": 0, "与同一单位同一年度的另一份重复": 0}
    for report in found.reports if isinstance(found, Audit) else found:
        who = normalise(report.unit), report.year
        if not (report.unit and report.year and report.edition):
            left_out["未能识别单位、年度或统计表"] += 1
        elif who in kept:
            left_out["与同一单位同一年度的另一份重复"] += 1
        else:
            kept[who] = report
    return Reported(list(kept.values()), left_out)


def without_summaries(taken: Reported, found: Audit | Iterable[Report]) -> Reported:
    """The reports without those of units whose organs' reports are there too, which would be counted twice."""
    roster = found.roster if isinstance(found, Audit) else None
    if roster is None:
        return taken
    units = {normalise(unit.unit): normalise(unit.parent) for unit in roster.units}
    parents = {(units.get(normalise(one.unit), ""), one.year) for one in taken.reports}
    kept = [one for one in taken.reports if (normalise(one.unit), one.year) not in parents]
    aside = {"是上级的汇总": len(taken.reports) - len(kept)}
    return Reported(kept, taken.left_out | aside)


def cells(taken: Reported, groups: Groups) -> pd.DataFrame:
    """The figures of every report. Columns: unit, year, part (the name of the sum), value (float).

    A report in which one of the cells could not be read for certain is left out, and counted.
    """
    rows: list[tuple[str, int, str, float]] = []
    unsure = 0
    for report in taken.reports:
        sums = {name: _sum(report, keys) for name, keys in groups.items()}
        if None in sums.values():
            unsure += 1
            continue
        rows += [(report.unit, report.year, name, float(value or 0)) for name, value in sums.items()]
    taken.left_out["的数字未能确切读取"] = unsure
    return pd.DataFrame(rows, columns=["unit", "year", "part", "value"])


def _sum(report: Report, patterns: Sequence[str]) -> Decimal | None:
    """The sum of cells; None where one of them is not known for certain."""
    values = [report.value(key, lenient=True) for key in _keys(report, patterns)]
    known = [value.low for value in values if value is not None]
    return sum(known, Decimal(0)) if values and len(known) == len(values) else None


def _keys(report: Report, patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            yield from (key for _, key in report.form.expand(pattern))
        except KeyError:  # another edition has no such row
            continue


def largest(frame: pd.DataFrame, most: int) -> list[str]:
    """The units with the largest sums, the largest first."""
    sums = frame.groupby("unit")["value"].sum().sort_values(ascending=False, kind="stable")
    return [str(unit) for unit in sums.index[:most]]
