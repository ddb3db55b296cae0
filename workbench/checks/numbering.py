"""PR 要素与格式, the numbers of parts: in order, without gaps, and as many as announced."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.chains import Break, Mark, breaks, items, last_number, ordinals, running, subheadings
from workbench.checks.words import Enumerations, declared
from workbench.findings import Comparison, Relation, Severity
from workbench.reports import Report, Section
from workbench.text import fold
from workbench.values import Interval, number

_FORM = "国办公开办函〔2021〕30号附件"
_LEVELS = "GB/T 9704—2012《党政机关公文格式》（结构层次序数）"
_PROBLEMS = 5
"""The section of problems and improvements."""


@check("PR401", "presence.subheadings", Severity.NOTICE, basis=_LEVELS)
def subheading_chain(report: Report) -> Iterator[Comparison]:
    """小标题序号应当连续一致。 The numbers of sub headings follow one another in one style.

    *Compares* each number （一）（二）… or 1. 2. … within a section with the one that must follow.
    *Undetermined when* never.
    *Not a fault when* the numbers belong to a quotation.
    """
    tabled = {at for at, one in enumerate(report.form.sections, 1) if one.table}
    for section in report.sections:
        marks = subheadings(section.text)
        if section.index not in tabled:  # where rows of a table that was not found may stand among the text
            marks = sorted((*marks, *items(section.text)), key=lambda mark: mark.start)
        yield from _chained(section, breaks(marks), "小标题序号")


@check("PR402", "presence.ordinals", Severity.NOTICE, basis=_LEVELS)
def ordinal_chain(report: Report) -> Iterator[Comparison]:
    """“一是、二是”等列举应当从一开始且连续。 Enumerations begin at 一是 and leave no number out.

    *Compares* each 一是, 二是 … within a run of text with the one that must follow.
    *Undetermined when* never.
    *Not a fault when* the enumeration goes on from a table or a figure.
    """
    for section in report.sections:
        yield from _chained(section, breaks(ordinals(section.text)), "列举序号")


@check("PR403", "presence.announced_list", Severity.NOTICE, basis=_LEVELS)
def announced_list(report: Report) -> Iterator[Comparison]:
    """“三个问题”等所称项数应与所列项数一致。 A list has as many items as announced.

    *Compares* the number by which a list is announced right before its first item with that of its last item.
    *Undetermined when* no numbered item follows the announcement.
    *Not a fault when* the number counts something else than the items that follow it.
    """
    for section in report.sections:
        marks = _marks(section)
        starts = {mark.start: at for at, mark in enumerate(marks)}
        for match in declared("enumerations", Enumerations).announced.finditer(fold(section.text)):
            at = starts.get(match.end())
            if at is not None and marks[at].number == 1:
                said, listed = number(match["count"]), last_number(marks, at)
                proof = (evidence.passage(section, match.start(), marks[at].end),)
                subject = f"{section.name}“{section.shown[match.start() : match.end()].strip()}”所列项数"
                yield Comparison(f"{section.index}", subject, f"{said}项", f"{listed}项", evidence=proof)


@check("PR404", "presence.announced_parts", Severity.NOTICE, basis=_FORM)
def announced_parts(report: Report) -> Iterator[Comparison]:
    """“由六个部分组成”等所称部分数应与报告一致。 The report has as many parts as it says.

    *Compares* the number of parts that the report says it has with the number of its headings.
    *Undetermined when* no heading was recognised.
    *Not a fault when* headings were lost in saving; a number that is the form's is never reported.
    """
    parts = len({heading.form_number or heading.text for heading in report.headings})
    for section in report.sections[:2]:
        for match in declared("enumerations", Enumerations).parts.finditer(fold(section.text)):
            said = int(number(match["count"]))
            due = said if said == len(report.form.sections) else parts
            proof = (evidence.passage(section, *match.span()),)
            reason = "" if parts else "没有识别出章节标题"
            subject = "报告自称的组成部分个数"
            yield Comparison(f"{section.index}", subject, f"{due}个", f"{said}个", evidence=proof, reason=reason)


@check("PR405", "presence.improvements", Severity.NOTICE, basis=_FORM)
def improvements(report: Report) -> Iterator[Comparison]:
    """改进措施的项数不应少于问题的项数。 There are as many improvements as problems.

    *Compares* the items of the improvements in section 五 with those of its problems.
    *Undetermined when* problems or improvements are not itemised, or cannot be told apart.
    *Not a fault when* one improvement answers several problems.
    """
    section = report.section(_PROBLEMS)
    if section and section.text:
        begins = declared("enumerations", Enumerations).improvements.search(fold(section.text))
        part = begins.start() if begins else len(section.text)
        marks = _marks(section)
        problems = _counted([mark for mark in marks if mark.start < part]) if begins else None
        answers = _counted([mark for mark in marks if mark.start >= part])
        known = problems is not None and answers is not None
        reason = "" if known else "问题或改进没有分项列出，或者无法区分"
        subject = f"第五部分改进措施的项数（问题共{problems}项）" if known else "第五部分改进措施的项数"
        due, found = (None if count is None else Interval.exact(count) for count in (problems, answers))
        spans = ((0, part), (part, len(section.text))) if known else ()
        proof = tuple(evidence.passage(section, *span) for span in spans)
        yield Comparison(
            "五", subject, due, found, relation=Relation.AT_LEAST, evidence=proof, reason=reason, unit="项"
        )


def _marks(section: Section) -> list[Mark]:
    """All numbers of items of a section in their order."""
    text = section.text
    found = (*ordinals(text), *subheadings(text), *items(text), *running(text))
    return sorted({mark.start: mark for mark in reversed(found)}.values(), key=lambda mark: mark.start)


def _counted(marks: list[Mark]) -> int | None:
    """How many items the outermost list has, a single heading aside: None where there is none, or more than one."""
    for style in dict.fromkeys(_style(mark) for mark in marks if mark.number == 1):
        numbers = [mark.number for mark in marks if _style(mark) == style]
        if numbers != [1]:
            return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else None
    return None


def _style(mark: Mark) -> str:
    """The style of a mark; a 一是 that lost its 是 is of the style of the others."""
    return "是" if mark.style == "lost" else mark.style


def _chained(section: Section, found: Iterator[Break], what: str) -> Iterator[Comparison]:
    broken = list(found)
    for one in broken:
        proof = (evidence.passage(section, one.start, one.end),)
        at = f"{section.index}.{one.found}"
        yield Comparison(at, f"{section.name}{what}", one.expected, one.found, evidence=proof)
    if section.text and not broken:
        yield Comparison(f"{section.index}", f"{section.name}{what}", "连续", "连续")
