"""PR 要素与格式, the statutory tables: there, whole, of the right edition, labelled as the form has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.findings import Comparison, Severity
from workbench.forms import Form, form, forms
from workbench.reports import Report
from workbench.reports.model import Label, TableReading
from workbench.reports.vocabulary import SAME, bare
from workbench.text import difference

_FORM = "国办公开办函〔2021〕30号附件"
_KINDS = {"row": "行名称", "column": "列名称", "group": "分类名称", "header": "表头"}
_ELSEWHERE = {"picture": "可能以图片提供", "attached": "可能只在附件中"}
_REFERS = re.compile(r"[详另]?见附[件表]|附[件表]后|如[下]?图|见[下]?图")


@check("PR201", "presence.table", Severity.WARNING, basis=_FORM)
def table_present(report: Report) -> Iterator[Comparison]:
    """三张统计表应当齐全。 The three statutory tables are there.

    *Compares* the tables of the form with those found; pictures and attachments that may hold one are named, and it is
    said where the labels of one are there and its values are not.
    *Undetermined when* never.
    *Not a fault when* the table is an image or an attachment; the figures must then be read from there.
    """
    others = [(at, one) for at, one in enumerate(report.remarks, 1) if one.kind in _ELSEWHERE]
    for reading in report.tables:
        table = report.form.table(reading.key)
        name = f"第{table.section}部分《{table.name}》"
        if reading.location:
            yield Comparison(table.key, name, "有", "有")
        else:
            where = [_ELSEWHERE[kind] for kind in dict.fromkeys(one.kind for _, one in others)]
            found = "，".join([_unfound(report, reading), *where, *_referred(report, table.section)])
            note = "".join(dict.fromkeys(one.text for _, one in others))
            covers = tuple(("RD102", f"remark.{at}") for at, _ in others)
            yield Comparison(table.key, name, "有", found, note=note, covers=covers)


def _unfound(report: Report, reading: TableReading) -> str:
    """What to say of a table without any value: most of its row labels may stand there all the same."""
    labelled = sum(label.kind == "row" for label in reading.labels)
    rows = report.form.table(reading.key).rows
    return "只有表头和行名称，没有读到数值" if labelled > len(rows) / 2 else "未找到"


def _referred(report: Report, number: str) -> Iterator[str]:
    """What the section of a table says of where the table is."""
    for section in report.sections:
        if any(heading.form_number == number for heading in section.headings):
            match = _REFERS.search(section.text)
            if match:
                yield f"正文称“{match[0]}”"


@check("PR202", "presence.table_rows", Severity.WARNING, basis=_FORM)
def table_rows(report: Report) -> Iterator[Comparison]:
    """统计表各行应当齐全。 No row of a statutory table is missing.

    *Compares* the rows of each table found with those of the form.
    *Undetermined when* the table was not found at all, is of another edition, or was recognised in a picture.
    *Not a fault when* the file was cut off in saving.
    """
    for reading in _own(report):
        rows = [row.label for row in report.form.table(reading.key).rows]
        lacking = f"缺{len(reading.missing)}行：{evidence.enumerated(reading.missing)}"
        found = lacking if reading.missing else "各行齐全"
        note = "文件可能在此处被截断，请取得完整文件。" if _is_cut(rows, reading) else ""
        subject = report.form.table(reading.key).name
        reason = evidence.recognised("表格", reading.location) if reading.missing else ""
        yield Comparison(reading.key, subject, "各行齐全", found, note=note, reason=reason)


@check("PR203", "presence.label", Severity.NOTICE, basis=_FORM)
def label(report: Report) -> Iterator[Comparison]:
    """统计表的行、列名称应与格式一致。 Row and column labels are those of the form.

    *Compares* each label found with the form's; spaces, width, punctuation and numbering are passed over.
    *Undetermined when* a label that differs was recognised in a picture, or stands in a table without rules, where it
    was inferred which words belong to it.
    *Not a fault when* the label was wrapped or cut by a page end in saving the file.
    """
    for reading in report.tables:
        if reading.edition == report.form.id:
            for one in reading.labels:
                same = one.likeness >= SAME
                found = one.expected if same else one.found
                differs = "" if same else difference(bare(one.found), bare(one.expected))
                note = f"差异：{differs}" if differs else ""
                place = evidence.place(one.found, one.location)
                where = f"表{report.form.table(one.table).section}的{_KINDS.get(one.kind, '名称')}"
                at = f"{one.table}.{one.kind}.{one.key}"
                reason = "" if same else _unsure(reading, one)
                yield Comparison(at, where, one.expected, found, evidence=(place,), note=note, reason=reason)


def _unsure(reading: TableReading, one: Label) -> str:
    """Why it is not certain that a label reads as it was read; empty where it is."""
    inferred = "表格没有框线，名称的起止依文字位置推定，请对照原件核实" if reading.inferred else ""
    return evidence.recognised("名称", one.location) or inferred


@check("PR204", "presence.edition", Severity.WARNING, basis=_FORM)
def edition(report: Report) -> Iterator[Comparison]:
    """应当使用本年度适用的报告格式。 Each table is of the edition that is in force for the year.

    *Compares* the edition that each table, and the header of each of its parts, was recognised as with the one for the
    reporting year.
    *Undetermined when* the year is not known, no table was found, or no declared edition is for that year.
    *Not a fault when* never: a superseded form was replaced by the notice of the new one.
    """
    due = next((one for one in forms() if report.year and one.years.cover(report.year)), None)
    found = [reading for reading in report.tables if reading.location]
    if due and found:
        wrong = [reading for reading in found if reading.edition != due.id and _is_other(due, reading)]
        mixed = [(one, row) for one in found if one not in wrong for row, other in one.foreign if other != due.id]
        names = [f"表{report.form.table(reading.key).section}" for reading in wrong]
        names += [f"表{report.form.table(reading.key).section}“{row}”等行的表头" for reading, row in mixed]
        used = f"{'、'.join(names)}使用其他年度的格式" if names else due.name
        readings = [*wrong, *(one for one, _ in mixed)]
        proof = tuple(evidence.place(report.form.table(one.key).name, one.location) for one in readings)
        yield Comparison("edition", f"{report.year}年度报告的统计表格式", due.name, used, evidence=proof)


@check("PR205", "presence.table_columns", Severity.WARNING, basis=_FORM)
def table_columns(report: Report) -> Iterator[Comparison]:
    """统计表各列应当齐全。 No column of a statutory table is missing.

    *Compares* the columns that the header of each table names with those of the form.
    *Undetermined when* no header was read, or it names less than half of the columns.
    *Not a fault when* cells of the header were lost in saving the file and the values are all there.
    """
    for reading in _own(report):
        table = report.form.table(reading.key)
        named = any(one.kind == "column" for one in reading.labels)
        lacking = f"表头缺{len(reading.lacking)}列：{evidence.enumerated(reading.lacking)}"
        found = lacking if reading.lacking else "各列齐全"
        reason = "" if named else "没有读到表头，无法核对各列"
        yield Comparison(reading.key, table.name, "各列齐全", found, reason=reason)


@check("PR206", "presence.table_extra", Severity.NOTICE, basis=_FORM)
def table_extra(report: Report) -> Iterator[Comparison]:
    """统计表不应有格式以外的行、列。 The tables have no row or column that the form does not have.

    *Compares* the rows amid each table, and the columns that its header names, with those of the form.
    *Undetermined when* the table was not found, is of another edition, or what is extra was recognised in a picture.
    *Not a fault when* the line is a remark that was saved as a row of the table.
    """
    for reading in _own(report):
        name = report.form.table(reading.key).name
        for at, one in enumerate(reading.strangers):
            what = "行" if one.kind == "row" else "列"
            place = evidence.place(one.text, one.location)
            found = f"格式以外的{what}“{' '.join(one.text.split())}”"
            where, reason = f"{reading.key}.{one.kind}.{at}", evidence.recognised(what, one.location)
            yield Comparison(where, f"{name}的行和列", "与格式一致", found, evidence=(place,), reason=reason)
        if not reading.strangers:
            yield Comparison(reading.key, f"{name}的行和列", "与格式一致", "与格式一致")


def _own(report: Report) -> Iterator[TableReading]:
    """The tables found that are of the report's own edition."""
    return (one for one in report.tables if one.location and one.edition == report.form.id)


def _is_other(due: Form, reading: TableReading) -> bool:
    """Whether the editions differ in that table at all."""
    return due.table(reading.key) != form(reading.edition).table(reading.key)


def _is_cut(rows: list[str], reading: TableReading) -> bool:
    """Whether just the last rows are missing."""
    return bool(reading.missing) and rows[-len(reading.missing) :] == list(reading.missing)
