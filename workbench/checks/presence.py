"""PR 要素与格式: sections, tables, labels and statements that the form asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.findings import Comparison, Evidence, Severity
from workbench.forms.model import Section as FormSection
from workbench.reports import Report, Section
from workbench.reports.model import Heading
from workbench.text import difference, normalise, strip_numbering

_FORM = "国办公开办函〔2021〕30号附件"
_FEE_YEAR = 2021
"""From this reporting year on section 六 reports the handling fee (国办函〔2020〕109号)."""


@check("PR101", "presence.section", Severity.WARNING, basis=_FORM)
def section_present(report: Report) -> Iterator[Comparison]:
    """法定章节应当齐全。 Every section of the form is there.

    *Compares* the sections of the form with the headings found.
    *Undetermined when* never; a heading that cannot be recognised counts as missing and is shown as an extra one.
    *Not a fault when* the report was cut off in saving; the text then ends early.
    """
    present = {heading.form_number for heading in report.headings}
    for section in report.form.sections:
        found = "有" if section.number in present else "缺少"
        yield Comparison(section.number, f"“{section.number}、{section.heading}”章节", "有", found)


@check("PR102", "presence.section_once", Severity.NOTICE, basis=_FORM)
def section_once(report: Report) -> Iterator[Comparison]:
    """同一章节标题不应重复出现。 No section heading stands twice.

    *Compares* how often each section heading stands in the report with once.
    *Undetermined when* never.
    *Not a fault when* the report opens with a table of contents.
    """
    times = Counter(heading.form_number for heading in report.headings if heading.form_number)
    for section in report.form.sections:
        if times[section.number]:
            found = [h for h in report.headings if h.form_number == section.number]
            proof = tuple(_heading(heading) for heading in found)
            name = f"“{section.number}、{section.heading}”标题"
            yield Comparison(section.number, name, "出现1次", f"出现{times[section.number]}次", evidence=proof)


@check("PR103", "presence.section_order", Severity.NOTICE, basis=_FORM)
def section_order(report: Report) -> Iterator[Comparison]:
    """章节次序应与格式一致。 The sections stand in the form's order.

    *Compares* the order of the headings found with that of the form.
    *Undetermined when* fewer than two sections were found.
    *Not a fault when* never.
    """
    found = list(dict.fromkeys(h.form_number for h in report.headings if h.form_number))
    if len(found) > 1:
        due = [section.number for section in report.form.sections if section.number in found]
        yield Comparison("order", "章节次序", "、".join(due), "、".join(found))


@check("PR104", "presence.heading_words", Severity.NOTICE, basis=_FORM)
def heading_words(report: Report) -> Iterator[Comparison]:
    """章节标题的文字和序号应与格式一致。 Headings have the form's words and numbers.

    *Compares* number and words of each heading found with those of the form, spaces and punctuation aside.
    *Undetermined when* a heading that differs was recognised in a picture.
    *Not a fault when* never: the form fixes the headings.
    """
    for at, heading in enumerate(report.headings):
        section = report.form.section(heading.form_number or "")
        if section:
            yield _heading_compared(at, heading, section)
        else:
            reason, proof = evidence.recognised("标题", heading.location), (_heading(heading),)
            yield Comparison(f"extra.{at}", "章节标题", "格式所列章节", heading.text, evidence=proof, reason=reason)


@check("PR105", "presence.title", Severity.NOTICE, basis=_FORM)
def title(report: Report) -> Iterator[Comparison]:
    """报告标题应与格式一致。 The title is the form's, with unit and year.

    *Compares* the title with `<unit><year>年政府信息公开工作年度报告`, spaces aside.
    *Undetermined when* title, unit or year were not recognised, or the form prescribes no title.
    *Not a fault when* the title on the page is right and another one was saved with the file.
    """
    known = report.title and report.unit and report.year and report.form.title
    due = report.form.title.format(unit=report.unit, year=report.year) if known else None
    found = "".join(report.title.split()) or None
    note = f"差异：{differs}" if due and found and (differs := difference(found, due)) else ""
    reason = "" if known else "标题、单位或年度未能识别"
    yield Comparison("title", "报告标题", due, found, note=note, reason=reason)


@check("PR301", "presence.aspects", Severity.NOTICE, basis=_FORM)
def aspects(report: Report) -> Iterator[Comparison]:
    """总体情况应当包括五个方面。 The overview speaks of the five aspects.

    *Compares* the aspects that the form asks for with the words of the section.
    *Undetermined when* the section is missing; that is said by the check of sections.
    *Not a fault when* the aspect is dealt with in other words.
    """
    for section, text in _filled(report):
        for aspect in section.aspects:
            found = "有" if any(normalise(word) in text for word in aspect.words) else "未提及"
            yield Comparison(aspect.name, f"“{section.heading}”中“{aspect.name}”的内容", "有", found)


@check("PR302", "presence.contents", Severity.WARNING, basis=_FORM)
def contents(report: Report) -> Iterator[Comparison]:
    """“存在的主要问题及改进情况”应当既有问题又有改进。 The fifth section holds problems and improvements.

    *Compares* the contents that the form asks of a section with the words in it.
    *Undetermined when* the section is missing; that is said by the check of sections.
    *Not a fault when* they are described in words that the form's list does not have.
    """
    for section, text in _filled(report):
        for name, words in section.words.items():
            if section.table is None and section.number != "六":
                told = _without(text, section.aside.get(name, ()))
                found = "有" if any(word in told for word in words) else "未提及"
                yield Comparison(f"{section.number}.{name}", f"“{section.heading}”中“{name}”的内容", "有", found)


@check("PR303", "presence.fee_statement", Severity.WARNING, basis="国办函〔2020〕109号")
def fee_statement(report: Report) -> Iterator[Comparison]:
    """“其他需要报告的事项”应当报告收取信息处理费的情况。 The sixth section reports on the handling fee.

    *Compares* the words of section 六 with those for the information handling fee, in reports for 2021 and later.
    *Undetermined when* the section is missing; that is said by the check of sections.
    *Not a fault when* the fee is reported in another section; it is looked for there too.
    """
    section, found = report.form.section("六"), report.section(6)
    if section and section.words and found and report.year >= _FEE_YEAR:
        said = _says(found, section.words["信息处理费"])
        elsewhere = any(_says(one, section.elsewhere) for one in report.sections)
        proof = (evidence.passage(found, 0, len(found.text)),) if found.text else ()
        state = "有" if said or elsewhere else "未报告"
        yield Comparison("六", "第六部分关于信息处理费收取情况的内容", "有", state, evidence=proof)


def _without(text: str, phrases: tuple[str, ...]) -> str:
    """A text without phrases in which a word means something else."""
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text


def _says(section: Section, words: tuple[str, ...]) -> bool:
    text = normalise(section.text)
    return any(word in text for word in words)


def _heading(heading: Heading) -> Evidence:
    return evidence.place(heading.text, heading.location)


def _heading_compared(at: int, heading: Heading, section: FormSection) -> Comparison:
    due = f"{section.number}、{section.heading}"
    bare = strip_numbering(normalise(heading.text)).rstrip("。:;")
    same = bare == normalise(section.heading) and heading.number == section.number
    found = due if same else heading.text
    differs = "" if same else difference(heading.text, due)
    note = f"差异：{differs}" if differs else ""
    reason = "" if same else evidence.recognised("标题", heading.location)
    proof = (_heading(heading),)
    return Comparison(f"{section.number}.{at}", "章节标题", due, found, evidence=proof, note=note, reason=reason)


def _filled(report: Report) -> Iterator[tuple[FormSection, str]]:
    """The form's sections that the report has, with their text for comparison."""
    for index, section in enumerate(report.form.sections, 1):
        found = report.section(index)
        if found and found.headings:
            yield section, normalise(found.text)
