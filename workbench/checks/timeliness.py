"""TM 时限: when the report was published, and the span of time that its figures are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.periods import Period, mentions
from workbench.checks.subjects import YearPair
from workbench.findings import Comparison, Severity
from workbench.policy import Policy
from workbench.reports import Report
from workbench.reports.standing import standing

_FOUNDED = "旁边写有机构成立、撤销等情况，该机关可能不足全年"
_ARTICLE = "《中华人民共和国政府信息公开条例》第四十九条"


@check("TM101", "timeliness.published", Severity.WARNING, basis=_ARTICLE)
def published(pair: YearPair, policy: Policy) -> Iterator[Comparison]:
    """年度报告应当按期公开。 The report was published by the day that is set for it.

    *Compares* the day of publication, which the roster or the file states, with 31 January of the next year for
    departments and 31 March for governments of county level and above, or with the day that the policy sets.
    *Undetermined when* no day of publication is known, or no day is set for such an organ, as for townships.
    *Not a fault when* the page was published again later; the roster's column published then has the first day.
    """
    report, unit = pair.report, standing(pair.report.unit, pair.unit)
    due = policy.deadlines.due(unit, report.year) if report.year else None
    day = unit.published or report.published
    wanted = f"{_said(due)}以前" if due else "期限"
    late = bool(due and day and day > due)
    yield Comparison(
        "published",
        "公开日期",
        wanted,
        _said(day) if day and late else wanted,
        reason=_why_not(report, day, due, unit.kind),
        note=f"逾期{(day - due).days}天。" if day and due and late else "",
    )


def _why_not(report: Report, day: date | None, due: date | None, kind: str) -> str:
    """Why timeliness cannot be decided; empty where it can."""
    if not report.year:
        return "报告年度未能识别"
    if day is None:
        return "文件和名册均未载明公开日期"
    if day <= date(report.year, 12, 31):
        return f"所载日期{_said(day)}早于报告年度结束，不是公开日期"
    if due is None:
        return "条例未规定该类机关公开年度报告的日期，核查规则也未设定" if kind else "机关的类别不明，无法确定期限"
    return ""


def _said(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@check("TM201", "timeliness.period_stated", Severity.NOTICE, basis=_ARTICLE)
def period_stated(report: Report) -> Iterator[Comparison]:
    """报告应当写明数据的统计期限。 The report states the span of time that its figures are over.

    *Compares* the text of all sections with the ways in which a span from January to December is written.
    *Undetermined when* the report has no text under its headings.
    *Not a fault when* the span stands on the web page around the report; the form does not ask for it in so many
    words, and the year in the title says it for a report over a whole year.
    """
    if any(section.text for section in report.sections if section.headings):
        found = any(True for _ in mentions(report))
        yield Comparison("period", "数据的统计期限", "有", "有" if found else "未写明")


@check("TM202", "timeliness.period", Severity.WARNING, basis=_ARTICLE)
def period(report: Report) -> Iterator[Comparison]:
    """统计期限应为报告年度的1月1日至12月31日。 The span of time is the reporting year.

    *Compares* each span that is said to be that of the figures, or of the report, with the reporting year.
    *Undetermined when* the reporting year was not recognised, characters of the span were lost, or the text beside a
    part of the year tells of the foundation or end of the organ itself.
    *Not a fault when* the organ was founded or dissolved within the year; spans of other matters are not looked at.
    """
    for at, found in enumerate(mentions(report), 1):
        if found.is_ours or found.right(report.year):
            yield _spanned(report, found, at)


def _spanned(report: Report, found: Period, at: int) -> Comparison:
    due = f"{report.year}年1月1日至12月31日"
    wrong = report.year and found.is_whole and not found.right(report.year)
    unknown = "报告年度未能识别" if not report.year else "" if found.is_whole else "统计期限的文字不完整"
    unknown = unknown or (_FOUNDED if wrong and found.is_founding(report.year) else "")
    proof = (evidence.passage(found.section, found.start, found.end),)
    return Comparison(f"period.{at}", "统计期限", due, found.text if wrong else due, evidence=proof, reason=unknown)
