"""AG 上下级汇总: a parent's report against those of its organs, and the set of reports against the roster."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.naming import Core, core
from workbench.checks.organs import left_out
from workbench.checks.subjects import Batch, Group
from workbench.checks.summaries import compared, coverage, not_comparable
from workbench.findings import Comparison, Severity
from workbench.reports import Report
from workbench.reports.model import Absent
from workbench.reports.roster import Unit
from workbench.text import normalise, similarity

_SUMMARY = "《中华人民共和国政府信息公开条例》第四十九条：本级政府年度报告"
_DUTY = "《中华人民共和国政府信息公开条例》第四十九条、第五十条"
_NEAR = 0.75


@check("AG101", "aggregation.cells", Severity.ERROR, basis=_SUMMARY)
def cells(group: Group) -> Iterator[Comparison]:
    """上级汇总数应等于所属各单位之和。 Each cell of a parent's summary is the sum over its organs.

    *Compares* every cell of the three tables with the sum over the organs of the roster; where a report is
    lacking, the summary with the sum of those at hand, below which it must not be.
    *Undetermined when* the parent's report is not there, is over itself alone, or a cell was not read for certain.
    *Not a fault when* the roster lacks an organ, or lists one that belongs to another parent; amounts may be rounded.
    """
    reason = not_comparable(group)
    if reason:
        yield Comparison("summary", f"{group.parent}{group.year}年度汇总", None, None, reason=reason)
    else:
        yield from coverage(group)
        yield from compared(group)


@check("AG102", "aggregation.organs", Severity.ERROR, basis=_SUMMARY)
def organs(group: Group) -> Iterator[Comparison]:
    """汇总数的差额可归因于漏计或重复计入的单位。 The organs that were left out of a summary, or counted twice.

    *Compares* the differences of all cells, over all tables or over one, with the figures of one to three organs.
    *Undetermined when* cells differ and no organs, or more than one choice of them, account for all the differences.
    *Not a fault when* several other slips add up to just the figures of an organ.
    """
    if not not_comparable(group):
        yield from left_out(group)


@check("AG201", "aggregation.missing_report", Severity.WARNING, basis=_DUTY)
def missing_report(batch: Batch) -> Iterator[Comparison]:
    """名册所列单位应当有年度报告。 Every organ of the roster has a report.

    *Compares* the organs that the roster has for a year with the reports for it.
    A report under a name that the organ had before, and that is no entry of its own, is the organ's.
    *Undetermined when* there is no roster, so few reports for a year that they are there to be compared with, or a
    report of a unit that is not on the roster and whose name may be short for the organ's, or the organ's for it.
    *Not a fault when* the report is among the files that could not be read, or names its organ in another way.
    """
    note = f"另有{len(batch.failures)}个文件未能读取，其中可能有该单位的报告。" if batch.failures else ""
    entries = {normalise(one.unit) for one in batch.roster.units} if batch.roster else set()
    for year in batch.years:
        reports = {one: _reports(batch, one, year, entries) for one in batch.roster.units} if batch.roster else {}
        due = {} if batch.is_aside(year) else {one.unit: one for one in reports if one.exists(year)}
        near = _shortened(batch, year, [one.unit for one in due.values() if not reports[one]])
        for unit, found in reports.items():
            about = found[0] if found else Absent(unit.unit, year)
            subject = f"{unit.unit}{year}年度报告"
            if found:
                yield Comparison("report", subject, "有", "有", about=about)
            elif unit.unit in due:
                name = near.get(unit.unit, "")
                reason = f"名册中没有的“{name}”有报告，名称相近，是否即为该单位须人工核实" if name else ""
                yield Comparison("report", subject, "有", "没有提供", about=about, note=note, reason=reason)


@check("AG202", "aggregation.doubled_report", Severity.WARNING, basis=_DUTY)
def doubled_report(batch: Batch) -> Iterator[Comparison]:
    """同一单位同一年度应当只有一份报告。 There is one report of a unit and year.

    *Compares* the number of reports of each unit and year with one.
    *Undetermined when* the roster has as many organs of that name. Unit or year unknown is told by other checks.
    *Not a fault when* one of them is a draft, or the same report in another format, or of a namesake in another region.
    """
    for (unit, year), reports in batch.by_unit.items():
        if unit and year:
            others = [evidence.place(one.source, None) for one in reports[1:]]
            namesakes = batch.roster.count(unit) if batch.roster else 0
            same = all(_figures(one) == _figures(reports[0]) for one in reports)
            yield Comparison(
                "reports",
                f"{reports[0].unit}{year}年度报告",
                "1份",
                f"{len(reports)}份",
                evidence=tuple(others),
                about=reports[0],
                reason=f"名册中有{namesakes}个同名的单位，无法区分" if len(reports) <= namesakes > 1 else "",
                note=f"各份报告统计表中的数字{'相同' if same else '不同'}。" if others else "",
            )


@check("AG203", "aggregation.unlisted", Severity.NOTICE)
def unlisted(batch: Batch) -> Iterator[Comparison]:
    """报告单位应当列在名册中。 The unit of every report is on the roster.

    *Compares* the units of all reports with those of the roster and their parents.
    *Undetermined when* there is no roster, or the unit was not recognised; that is said by the checks of reading.
    *Not a fault when* the report writes the name in another way; the roster's column former takes it.
    """
    if batch.roster is None:
        return
    known = {normalise(name) for unit in batch.roster.units for name in (unit.parent, *unit.former)}
    lacking = {year: [one.unit for one in batch.roster.units if not batch.of(one.unit, year)] for year in batch.years}
    for report in batch.reports:
        if report.unit:
            listed = batch.listed(report.unit) is not None or normalise(report.unit) in known
            near = "" if listed else _alike(lacking.get(report.year, []), report.unit)
            found = "在名册中" if listed else "不在名册中"
            yield Comparison("unit", f"报告单位“{report.unit}”", "在名册中", found, about=report, note=near)


def _shortened(batch: Batch, year: int, lacking: Sequence[str]) -> dict[str, str]:
    """For organs without a report the unit of one that is not on the roster: of each such the organ most like it.

    Only a name that may be short for the other counts. One that differs in a character is another organ's.
    """
    known: dict[tuple[str, str], list[tuple[str, Core]]] = {}
    for name in lacking:
        if told := core(name):
            known.setdefault(told.begins, []).append((name, told))
    found = {}
    for unit in {one.unit: None for one in batch.reports if one.year == year and not batch.listed(one.unit)}:
        own = core(unit)
        fits = [name for name, told in known.get(own.begins, []) if told.is_short_for(own)] if own else []
        if fits:
            found[max(fits, key=partial(similarity, unit))] = unit
    return found


def _is_like(one: str, other: str) -> bool:
    """Whether two names may be one organ's: nearly the same, or the one short for the other."""
    first, second = core(one), core(other)
    return similarity(one, other) >= _NEAR or bool(first and second and first.is_short_for(second))


def _reports(batch: Batch, unit: Unit, year: int, entries: Collection[str]) -> tuple[Report, ...]:
    """The reports of a unit for a year, if none under its name under a former one.

    What has an entry of its own on the roster (``entries``) was merged into it and counts as none of its names.
    """
    former = (name for name in unit.former if normalise(name) not in entries)
    return batch.of(unit.unit, year) or tuple(one for name in former for one in batch.of(name, year))


def _figures(report: Report) -> list[object]:
    return [report.value(key, lenient=True) for key in report.form.cells]


def _alike(lacking: Iterable[str], name: str) -> str:
    """The unit of the roster without a report whose name is most like that of a report; empty where none is."""
    best = max(lacking, key=lambda one: (_is_like(one, name), similarity(one, name)), default="")
    return f"名册中有名称相近而没有报告的“{best}”。" if best and _is_like(best, name) else ""
