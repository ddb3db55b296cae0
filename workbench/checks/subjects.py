"""What checks are over: one report, a unit's consecutive years, a parent and its organs, or all reports of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

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

    @property
    def last(self) -> str:
        """Last year as an inspector says it: 2022年度."""
        return f"{self.report.year - 1}年度"


@dataclass(frozen=True, slots=True)
class Group:
    """A parent of the roster and its organs in one year.

    ``report`` is the parent's own, None where there is none, or more than one. ``organs`` are the organs' reports in
    the roster's order, one each; ``missing`` the organs without a report; ``doubled`` those with more than one, none of
    which is taken. ``unit`` is the roster's entry of the parent.
    """

    parent: str
    year: int
    report: Report | None
    organs: tuple[Report, ...]
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    unit: Unit | None = None

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

    def __repr__(self) -> str:
        """A line, for a notebook's cell."""
        return f"<一批报告：{len(self.reports)} 份，{len(self.failures)} 个文件未能读取>"

    @cached_property
    def by_source(self) -> dict[str, Report]:
        """The reports by their source."""
        return {report.source: report for report in self.reports}

    @cached_property
    def copies(self) -> dict[str, str]:
        """What tells a report from others of its unit and year, by source: its file's name, empty for the first.

        One whose unit or year is not known is never the first.
        """
        seen: Counter[tuple[str, int, str]] = Counter()
        found = {}
        for report in self.reports:
            first = report.unit and report.year and not seen[report.unit, report.year, ""]
            name = "" if first else PurePath(report.source).name
            seen[report.unit, report.year, name] += 1
            times = seen[report.unit, report.year, name]
            found[report.source] = name if times == 1 else f"{name}#{times}"
        return found

    @cached_property
    def by_unit(self) -> dict[tuple[str, int], tuple[Report, ...]]:
        """The reports of each unit and year; a unit goes by the name that the roster has for it, normalised."""
        found: dict[tuple[str, int], list[Report]] = {}
        for report in self.reports:
            found.setdefault((self._name(report.unit), report.year), []).append(report)
        return {who: tuple(reports) for who, reports in found.items()}

    def of(self, unit: str, year: int) -> tuple[Report, ...]:
        """The reports of a unit for a year: none, one, or more where the unit has handed in several."""
        return self.by_unit.get((self._name(unit), year), ())

    @cached_property
    def years(self) -> dict[int, int]:
        """How many reports there are for each year, the first year first."""
        return dict(sorted(Counter(report.year for report in self.reports if report.year).items()))

    def is_aside(self, year: int) -> bool:
        """Whether a year has not half as many reports as another one, so that they are there to be compared with."""
        return self.years.get(year, 0) * 2 < max(self.years.values(), default=0)

    def listed(self, unit: str) -> Unit | None:
        """The roster's entry of a unit; None where there is no roster or it has none."""
        return self.roster.find(unit) if self.roster and unit else None

    def _name(self, unit: str) -> str:
        known = self.listed(unit)
        return normalise(known.unit if known else unit)

    @cached_property
    def pairs(self) -> tuple[YearPair, ...]:
        """Every report with the unit's reports of the year before."""
        return tuple(self._pair(report) for report in self.reports)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every parent of the roster in every year in which it or an organ of it has a report."""
        return tuple(self._groups(self.roster)) if self.roster else ()

    def _pair(self, report: Report) -> YearPair:
        unit = self.listed(report.unit)
        if not report.unit or not report.year:
            return YearPair(report, reason="报告的单位或年度未能识别，无法与上年度比较", unit=unit)
        if len(self.of(report.unit, report.year)) > 1:
            return YearPair(report, reason="本单位本年度的报告不止一份，无法确定以哪一份为准", unit=unit)
        names = self._before(report, unit)
        found = [self.of(name, report.year - 1) for name in names]
        reason = _why_not(report, unit, names, found)
        return YearPair(report, () if reason else tuple(one for (one,) in found), reason, unit)

    def _before(self, report: Report, unit: Unit | None) -> list[str]:
        """Who reported last year what the unit goes on with: itself, and those renamed to it or merged into it."""
        last = report.year - 1
        former = [name for name in unit.former if not self.of(name, report.year)] if unit else []
        if self.of(report.unit, last):
            return [report.unit, *(name for name in former if self.of(name, last) or self._ends(name, last))]
        began = unit is not None and unit.first == report.year
        return former if former and (began or any(self.of(name, last) for name in former)) else [report.unit]

    def _ends(self, name: str, year: int) -> bool:
        """Whether the roster says that a year is a unit's last."""
        known = self.listed(name)
        return known is not None and known.last == year

    def _groups(self, roster: Roster) -> Iterator[Group]:
        for parent in roster.parents:
            for year in self.years:
                group = self._group(parent, year, roster.organs(parent, year))
                if group.report or group.organs:
                    yield group

    def _group(self, parent: str, year: int, organs: tuple[Unit, ...]) -> Group:
        own = self.of(parent, year)
        found = {unit.unit: self.of(unit.unit, year) for unit in organs}
        return Group(
            parent,
            year,
            own[0] if len(own) == 1 else None,
            tuple(reports[0] for reports in found.values() if len(reports) == 1),
            tuple(name for name, reports in found.items() if not reports),
            tuple(name for name, reports in found.items() if len(reports) > 1),
            self.listed(parent),
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
    return ""


Subject = Report | YearPair | Group | Batch


def reports_of(subject: object) -> tuple[Report, ...]:
    """The reports that a subject is made of, the one that it is about first; those of a batch are not told."""
    if isinstance(subject, Report):
        return (subject,)
    if isinstance(subject, YearPair):
        return (subject.report, *subject.priors)
    if isinstance(subject, Group):
        return (*(one for one in (subject.report,) if one), *subject.organs)
    return ()


def exchanged(subject: object, old: Report, new: Report) -> object:
    """The subject with another report in the place of one; a batch as it is."""

    def chosen(report: Report) -> Report:
        return new if report is old else report

    if isinstance(subject, Report):
        return chosen(subject)
    if isinstance(subject, YearPair):
        return replace(subject, report=chosen(subject.report), priors=tuple(map(chosen, subject.priors)))
    if isinstance(subject, Group):
        own = chosen(subject.report) if subject.report else None
        return replace(subject, report=own, organs=tuple(map(chosen, subject.organs)))
    return subject
