"""WD 文字: the year that a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.words import ReportingYears, declared
from workbench.findings import Comparison, Evidence, Severity
from workbench.reports import Report, Section
from workbench.text import fold

_FORM = "国办公开办函〔2021〕30号附件"
_IMPROVEMENTS = 5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_START = r"(?:^|(?<=[\n。;]))[ \t]*"
_UNKNOWN = "报告年度未能识别"


@check("WD202", "wording.year", Severity.WARNING, basis=_FORM)
def year(report: Report) -> Iterator[Comparison]:
    """正文、标题所称年度应为报告年度。 What is told is of the reporting year, what is planned of the next.

    *Compares* the year of headings, of sentences that say which report this is or what was done in a year, and in
    section 五 of plans, with the reporting year and the one after it.
    *Undetermined when* the year is not known, or the sentence or its paragraph may compare two years.
    *Not a fault when* the sentence tells of an earlier year on purpose, or an earlier plan is quoted.
    """
    yield from _headings(report)
    for section in report.sections:
        yield from _named(report, section)
        yield from _acts(report, section)
        yield from _later(report, section)
    section_of_plans = report.section(_IMPROVEMENTS)
    if section_of_plans:
        yield from _plans(report, section_of_plans)


def _headings(report: Report) -> Iterator[Comparison]:
    for at, heading in enumerate(report.headings):
        for match in _YEAR.finditer(fold(heading.text)):
            place = f"heading.{heading.form_number or at}"
            proof = (evidence.place(heading.text, heading.location),)
            yield _held(report, place, "章节标题所称年度", report.year, int(match[0]), proof=proof)


def _named(report: Report, section: Section) -> Iterator[Comparison]:
    """Sentences that say of which year the report is."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in words.named.finditer(text):
        proof = (evidence.passage(section, *match.span()),)
        before = text[section.sentence(*match.span())[0] : match.start("year")]
        last = int(match["year"]) == report.year - 1 and _is_publishing(before, report.year, words)
        yield _held(
            report,
            f"{section.index}.named",
            f"{section.name}所称报告年度",
            report.year,
            int(match["year"]),
            proof=proof,
            reason="可能是指本年度内公布的上年度报告" if last else "",
        )


def _is_publishing(before: str, year: int, words: ReportingYears) -> bool:
    """Whether a sentence has said that in the first months of a year something was published: last year's report."""
    said = [match.end() for match in _YEAR.finditer(before) if int(match[0]) == year]
    return any(words.published.match(before, at) for at in said)


def _acts(report: Report, section: Section) -> Iterator[Comparison]:
    """Sentences that begin with a year and say what was done in it; those of later years are plans if they say so."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in _beginning(report, text):
        said = int(match["year"])
        start, end = section.sentence(match.start("year"), match.end())
        sentence = text[match.end("year") : end]
        if said <= report.year or not report.year or not words.planned.search(sentence):
            paragraph = text[text.rfind("\n", 0, start) + 1 : end]
            compares = words.compared.search(sentence) or str(report.year) in paragraph
            reason = "可能是与本年度比较的其他年度情况" if compares and said != report.year else ""
            proof = (evidence.passage(section, match.start("year"), match.end()),)
            subject = f"{section.name}所述工作的年度"
            yield _held(report, f"{section.index}.acts", subject, report.year, said, reason=reason, proof=proof)


def _later(report: Report, section: Section) -> Iterator[Comparison]:
    """A year after the reporting year that is told of as over: then the year of the title is wrong, or that one is."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in words.past.finditer(text) if report.year else ():
        place = match.span("by" if match["by"] else "whole")
        if int(text[slice(*place)]) > report.year and not words.planned.search(text[slice(*section.sentence(*place))]):
            proof = (evidence.passage(section, *place),)
            subject = f"{section.name}所述工作的年度"
            yield _held(report, f"{section.index}.past", subject, report.year, int(text[slice(*place)]), proof=proof)


def _beginning(report: Report, text: str) -> Iterator[re.Match[str]]:
    """Where sentences begin with a year and what an organ did in it, or with a year and the unit's own name."""
    found = list(declared("years", ReportingYears).acts.finditer(text))
    yield from found
    if report.unit:
        places = {match.start("year") for match in found}
        unit, year = re.escape(fold(report.unit)), r"(?P<year>20\d\d)\s*年度?"
        for named in (rf"{_START}{year}\s*,?\s*{unit}", rf"{_START}{unit}{year}"):
            yield from (match for match in re.finditer(named, text) if match.start("year") not in places)


def _plans(report: Report, section: Section) -> Iterator[Comparison]:
    """Sentences that say what will be done in a year: in the report's own year that was last year's plan."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in words.plans.finditer(text):
        start, end = section.sentence(*match.span())
        said = int(match["year"])
        if not words.aside.search(text[start:end]):
            due = max(said, report.year + 1)
            proof = (evidence.passage(section, *match.span()),)
            yield _held(report, f"{section.index}.plans", f"{section.name}所述打算的年度", due, said, proof=proof)


def _held(  # noqa: PLR0913 - one each for what a comparison of years consists of
    report: Report,
    at: str,
    subject: str,
    due: int,
    said: int,
    *,
    proof: tuple[Evidence, ...],
    reason: str = "",
) -> Comparison:
    """The year said against the one due."""
    due_in_words = f"{due}年" if report.year else None
    reason = reason if report.year else _UNKNOWN
    return Comparison(at, subject, due_in_words, f"{said}年", evidence=proof, reason=reason)
