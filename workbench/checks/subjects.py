"""What checks are over: one report, a unit's consecutive years, a parent and its organs, or all reports of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.reports import Report
from workbench.reports.model import Absent
from workbench.reports.roster import Roster, Unit
from workbench.text import normalise


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read as a report, and why, in Chinese; its SHA-256 where it could be opened at all."""

    source: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class YearPair:
    """A unit's report and what its predecessors reported for the year before.

    ``priors`` is one report as a rule; of a unit that others were merged into, theirs. It is empty where ``reason``
    says, in Chinese, why the years cannot be compared. ``unit`` is the roster's entry.
    """

    report: Report
    priors: tuple[Report, ...] = ()
    reason: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A parent of the roster and its organs in one year.

    ``report`` is the parent's own, None where there is none. ``organs`` are the organs' reports in the roster's
    order, one each; ``missing`` the organs without a report; ``doubled`` those with more than one, of which the first
    is taken.
    """

    parent: str
    year: int
    report: Report | None
    organs: tuple[Report, ...]
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def about(self) -> Report | Absent:
        """What findings on the group are about: the parent's report, there or not."""
        return self.report or Absent(self.parent, self.year)


@dataclass(frozen=True)
class Batch:
    """The reports of a run, the files that could not be read, and the roster of units if one was given."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    roster: Roster | None = None

    def __len__(self) -> int:
        return len(self.reports)

    @cached_property
    def by_unit(self) -> dict[tuple[str, int], tuple[Report, ...]]:
        """The reports of each unit (its name normalised) and year."""
        found: dict[tuple[str, int], list[Report]] = {}
        for report in self.reports:
            found.setdefault((normalise(report.unit), report.year), []).append(report)
        return {who: tuple(reports) for who, reports in found.items()}

    def of(self, unit: str, year: int) -> tuple[Report, ...]:
        """The reports of a unit for a year: none, one, or more where the unit has handed in several."""
        return self.by_unit.get((normalise(unit), year), ())

    @cached_property
    def pairs(self) -> tuple[YearPair, ...]:
        """Every report with the unit's reports of the year before."""
        return tuple(self._pair(report) for report in self.reports)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every parent of the roster in every year in which it or an organ of it has a report."""
        return tuple(self._groups()) if self.roster else ()

    def _pair(self, report: Report) -> YearPair:
        unit = self.roster.find(report.unit) if self.roster else None
        if not report.unit or not report.year:
            return YearPair(report, reason="报告的单位或年度未能识别，无法与上年度比较", unit=unit)
        if len(self.of(report.unit, report.year)) > 1:
            return YearPair(report, reason="本单位本年度的报告不止一份，无法确定以哪一份为准", unit=unit)
        last = report.year - 1
        names = [report.unit] if self.of(report.unit, last) or unit is None else list(unit.former) or [report.unit]
        found = [self.of(name, last) for name in names]
        reason = _why_not(report, unit, names, found)
        return YearPair(report, () if reason else tuple(one for (one,) in found), reason, unit)

    def _groups(self) -> Iterator[Group]:
        roster = self.roster
        years = sorted({report.year for report in self.reports if report.year})
        for parent in roster.parents if roster else ():
            for year in years:
                group = self._group(parent, year, roster.organs(parent, year) if roster else ())
                if group.report or group.organs:
                    yield group

    def _group(self, parent: str, year: int, organs: tuple[Unit, ...]) -> Group:
        own = self.of(parent, year)
        found = {unit.unit: self.of(unit.unit, year) for unit in organs}
        return Group(
            parent,
            year,
            own[0] if own else None,
            tuple(reports[0] for reports in found.values() if reports),
            tuple(name for name, reports in found.items() if not reports),
            tuple(name for name, reports in found.items() if len(reports) > 1),
        )


def _why_not(report: Report, unit: Unit | None, names: list[str], found: list[tuple[Report, ...]]) -> str:
    """Why a report cannot be held against the year before; empty where it can."""
    last = report.year - 1
    lacking = [name for name, reports in zip(names, found, strict=True) if not reports]
    if lacking and unit and unit.first == report.year and not unit.former:
        return f"名册载明该单位自{report.year}年起编制年度报告，没有上年度报告"
    if lacking:
        return f"没有提供{'、'.join(lacking)}{last}年度的报告"
    doubled = [name for name, reports in zip(names, found, strict=True) if len(reports) > 1]
    if doubled:
        return f"{'、'.join(doubled)}{last}年度的报告不止一份，无法确定以哪一份为准"
    if any(one.form.id != report.form.id for (one,) in found):
        return f"{last}年度使用另一版报告格式，两年数据不能直接比较"
    return ""
