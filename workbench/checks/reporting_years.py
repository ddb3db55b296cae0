"""WD 文字: the year that a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.other_years import another, is_in_title, is_quoted
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

    *Compares* the year of headings, of sentences that say which report this is, what was done in a year or whether
    a fee was charged, and in section 五 of plans, with the reporting year and the one after it, and of the report whose
    problems were put right with the year before.
    *Undetermined when* the year is not known, the sentence or its paragraph may compare two years, or the sub heading
    says that it is about last year's problems.
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
        yield from _rectified(report, section_of_plans)


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
            reason = another(text, (start, end), sentence, report.year) if said != report.year else ""
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
    """Where sentences begin with a year and what an organ did in it, or with a year and the unit's own name.

    A statement on fees may name its year behind what it is based on.
    """
    words = declared("years", ReportingYears)
    patterns = [words.acts, words.fees]
    if report.unit:
        unit, year = re.escape(fold(report.unit)), r"(?P<year>20\d\d)\s*年度?"
        patterns += [re.compile(rf"{_START}{year}\s*,?\s*{unit}"), re.compile(rf"{_START}{unit}{year}")]
    seen = set[int]()
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match.start("year") not in seen and not is_in_title(text, match.start("year")):
                seen.add(match.start("year"))
                yield match


def _plans(report: Report, section: Section) -> Iterator[Comparison]:
    """Sentences that say what will be done in a year: in the report's own year that was last year's plan."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in (*words.plans.finditer(text), *words.intended.finditer(text)):
        start, end = section.sentence(*match.span("year"))
        said = int(match["year"])
        if match.re is words.intended or not words.aside.search(text[start:end]):
            due = max(said, report.year + 1)
            proof = (evidence.passage(section, *match.span()),)
            at, subject = f"{section.index}.plans", f"{section.name}所述打算的年度"
            reason = "可能是引述以前的打算" if said < due and is_quoted(section.text, match.start("year")) else ""
            yield _held(report, at, subject, due, said, proof=proof, reason=reason)


def _rectified(report: Report, section: Section) -> Iterator[Comparison]:
    """The year of the report whose problems were put right: last year's, not one before it."""
    words, text = declared("years", ReportingYears), fold(section.text)
    for match in words.rectified.finditer(text):
        said, last = int(match["year"]), report.year - 1
        start, end = section.sentence(*match.span())
        paragraph = text[text.rfind("\n", 0, start) + 1 : end]
        both = re.search(rf"{last}\s?年?度?(?:[、和与及至]|[^。;,\n]{{0,14}}(?:报告|年报))", paragraph)
        reason = "可能是与上年度报告一并提及的以前年度报告" if both and said < last else ""
        proof = (evidence.passage(section, *match.span()),)
        subject = f"{section.name}所述已整改问题的报告年度"
        yield _held(report, f"{section.index}.rectified", subject, max(said, last), said, reason=reason, proof=proof)


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
