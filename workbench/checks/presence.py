"""PR 要素与格式: sections, tables, labels and statements that the form asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.chains import Break, breaks, ordinals, subheadings
from workbench.findings import Comparison, Evidence, Severity
from workbench.forms import Form, form, forms
from workbench.forms.model import Section as FormSection
from workbench.reports import Report, Section
from workbench.reports.model import Heading, TableReading
from workbench.text import normalise, strip_numbering

_FORM = "国办公开办函〔2021〕30号附件"
_SAME_LABEL = 0.98
_KINDS = {"row": "行名称", "column": "列名称", "group": "分类名称", "header": "表头"}
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
    *Undetermined when* never.
    *Not a fault when* never: the form fixes the headings.
    """
    for at, heading in enumerate(report.headings):
        section = report.form.section(heading.form_number or "")
        if section:
            yield _heading_compared(at, heading, section)
        else:
            yield Comparison(f"extra.{at}", "章节标题", "格式所列章节", heading.text, evidence=(_heading(heading),))


@check("PR201", "presence.table", Severity.WARNING, basis=_FORM)
def table_present(report: Report) -> Iterator[Comparison]:
    """三张统计表应当齐全。 The three statutory tables are there.

    *Compares* the tables of the form with those found.
    *Undetermined when* never.
    *Not a fault when* the table is an image or an attachment; the figures must then be read from there.
    """
    for reading in report.tables:
        table = report.form.table(reading.key)
        name = f"第{table.section}部分《{table.name}》"
        yield Comparison(table.key, name, "有", "有" if reading.location else "未找到")


@check("PR202", "presence.table_rows", Severity.WARNING, basis=_FORM)
def table_rows(report: Report) -> Iterator[Comparison]:
    """统计表各行应当齐全。 No row of a statutory table is missing.

    *Compares* the rows of each table found with those of the form.
    *Undetermined when* the table was not found at all, or is of another edition.
    *Not a fault when* the file was cut off in saving.
    """
    for reading in report.tables:
        if reading.location and reading.edition == report.form.id:
            rows = [row.label for row in report.form.table(reading.key).rows]
            lacking = f"缺{len(reading.missing)}行：{evidence.enumerated(reading.missing)}"
            found = lacking if reading.missing else "各行齐全"
            note = "文件可能在此处被截断，请取得完整文件。" if _is_cut(rows, reading) else ""
            subject = report.form.table(reading.key).name
            yield Comparison(reading.key, subject, "各行齐全", found, note=note)


@check("PR203", "presence.label", Severity.NOTICE, basis=_FORM)
def label(report: Report) -> Iterator[Comparison]:
    """统计表的行、列名称应与格式一致。 Row and column labels are those of the form.

    *Compares* each label found with the form's; spaces, width, punctuation and numbering are passed over.
    *Undetermined when* never.
    *Not a fault when* the label was wrapped or cut by a page end in saving the file.
    """
    for reading in report.tables:
        if reading.edition == report.form.id:
            for one in reading.labels:
                same = one.likeness >= _SAME_LABEL
                found = one.expected if same else one.found
                place = evidence.place(one.found, one.location)
                where = f"表{report.form.table(one.table).section}的{_KINDS.get(one.kind, '名称')}"
                yield Comparison(f"{one.table}.{one.kind}.{one.key}", where, one.expected, found, evidence=(place,))


@check("PR204", "presence.edition", Severity.WARNING, basis=_FORM)
def edition(report: Report) -> Iterator[Comparison]:
    """应当使用本年度适用的报告格式。 Each table is of the edition that is in force for the year.

    *Compares* the edition that each table was recognised as with the one for the reporting year.
    *Undetermined when* the year is not known, no table was found, or no declared edition is for that year.
    *Not a fault when* never: a superseded form was replaced by the notice of the new one.
    """
    due = next((one for one in forms() if report.year and one.years.cover(report.year)), None)
    found = [reading for reading in report.tables if reading.location]
    if due and found:
        wrong = [reading for reading in found if reading.edition != due.id and _is_other(due, reading)]
        names = "、".join(f"表{report.form.table(reading.key).section}" for reading in wrong)
        used = f"{names}使用其他年度的格式" if wrong else due.name
        proof = tuple(evidence.place(report.form.table(one.key).name, one.location) for one in wrong)
        yield Comparison("edition", f"{report.year}年度报告的统计表格式", due.name, used, evidence=proof)


def _is_other(due: Form, reading: TableReading) -> bool:
    """Whether the editions differ in that table at all."""
    return due.table(reading.key) != form(reading.edition).table(reading.key)


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
                found = "有" if any(word in text for word in words) else "未提及"
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


def _says(section: Section, words: tuple[str, ...]) -> bool:
    text = normalise(section.text)
    return any(word in text for word in words)


@check("PR401", "presence.subheadings", Severity.NOTICE)
def subheading_chain(report: Report) -> Iterator[Comparison]:
    """小标题序号应当连续一致。 The numbers of sub headings follow one another in one style.

    *Compares* each number （一）（二）… within a section with the one that must follow.
    *Undetermined when* never.
    *Not a fault when* the numbers belong to a quotation.
    """
    for section in report.sections:
        yield from _chained(section, breaks(subheadings(section.text)), "小标题序号")


@check("PR402", "presence.ordinals", Severity.NOTICE)
def ordinal_chain(report: Report) -> Iterator[Comparison]:
    """“一是、二是”等列举应当从一开始且连续。 Enumerations begin at 一是 and leave no number out.

    *Compares* each 一是, 二是 … within a run of text with the one that must follow.
    *Undetermined when* never.
    *Not a fault when* the enumeration goes on from a table or a figure.
    """
    for section in report.sections:
        yield from _chained(section, breaks(ordinals(section.text)), "列举序号")


def _chained(section: Section, found: Iterator[Break], what: str) -> Iterator[Comparison]:
    broken = list(found)
    for one in broken:
        proof = (evidence.passage(section, one.start, one.end),)
        at = f"{section.index}.{one.found}"
        yield Comparison(at, f"{section.name}{what}", one.expected, one.found, evidence=proof)
    if section.text and not broken:
        yield Comparison(f"{section.index}", f"{section.name}{what}", "连续", "连续")


def _heading(heading: Heading) -> Evidence:
    return evidence.place(heading.text, heading.location)


def _heading_compared(at: int, heading: Heading, section: FormSection) -> Comparison:
    due = f"{section.number}、{section.heading}"
    bare = strip_numbering(normalise(heading.text)).rstrip("。:;")
    same = bare == normalise(section.heading) and heading.number == section.number
    found = due if same else heading.text
    return Comparison(f"{section.number}.{at}", "章节标题", due, found, evidence=(_heading(heading),))


def _filled(report: Report) -> Iterator[tuple[FormSection, str]]:
    """The form's sections that the report has, with their text for comparison."""
    for index, section in enumerate(report.form.sections, 1):
        found = report.section(index)
        if found and found.headings:
            yield section, normalise(found.text)


def _is_cut(rows: list[str], reading: TableReading) -> bool:
    """Whether just the last rows are missing."""
    return bool(reading.missing) and rows[-len(reading.missing) :] == list(reading.missing)
