"""RD 读取: what of the file could not be read for certain. Nothing of it is counted as clean."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.findings import Comparison, Severity
from workbench.reports import Report
from workbench.reports.model import Fact
from workbench.values import State

_READING = ("reading", "picture", "attached")
"""Kinds of remarks on how a file was read; the others are on what was left in it."""


@check("RD101", "reading.doubtful_cells", Severity.WARNING)
def doubtful_cells(report: Report) -> Iterator[Comparison]:
    """统计表有单元格未能确切读取，请对照原件核实。 Cells of a table were not read for certain.

    *Compares* the cells of each table that are unreadable or doubtful with none.
    *Undetermined when* never: it says what the other checks leave undetermined.
    *Not a fault when* the source itself is in order and only its layout was lost; correct the reading then.
    """
    for table in report.tables:
        keys = [key for key in report.cells if key.startswith(f"{table.key}.")]
        unsure = [key for key in keys if _is_unsure(report.fact(key))]
        if keys:
            rows = dict.fromkeys(f"“{report.form.cells[key].row.label}”" for key in unsure)
            found = f"{len(unsure)}格未能确切读取：{evidence.enumerated(rows)}" if unsure else "全部读取"
            yield Comparison(
                table.key,
                report.form.table(table.key).name,
                "全部读取",
                found,
                evidence=evidence.cells(report, unsure),
                note="；".join(table.doubts),
            )


def _is_unsure(fact: Fact) -> bool:
    return fact.state is State.UNREADABLE or (fact.state is State.DOUBTFUL and fact.exact is None)


@check("RD102", "reading.remarks", Severity.WARNING)
def remarks(report: Report) -> Iterator[Comparison]:
    """文件读取有保留，请对照原件核实。 The reader has remarks on the file.

    *Compares* the remarks of the reader, such as characters that could not be decoded, with none; revisions, comments
    and hidden text left in the file have a check of their own.
    *Undetermined when* never.
    *Not a fault when* the part concerned holds neither figures nor claims.
    """
    found = [(at, one) for at, one in enumerate(report.remarks, 1) if one.kind in _READING]
    for at, remark in found:
        yield Comparison(f"remark.{at}", "文件读取", "全部读取", remark.text)
    if not found:
        yield Comparison("remark", "文件读取", "全部读取", "全部读取")


@check("RD103", "reading.identity", Severity.WARNING)
def identity(report: Report) -> Iterator[Comparison]:
    """未能识别报告的单位或年度。 Unit or year of the report were not recognised.

    *Compares* what was found of unit and reporting year in the title and beside it with what must be known.
    *Undetermined when* never.
    *Not a fault when* the page around the report states them and was not saved with it.
    """
    yield Comparison("unit", "报告单位", "已识别", "已识别" if report.unit else "未识别")
    yield Comparison("year", "报告年度", "已识别", "已识别" if report.year else "未识别")


@check("RD104", "reading.recognised", Severity.WARNING)
def recognised(report: Report) -> Iterator[Comparison]:
    """统计表由图像识别得出，请对照原件核实。 The figures of the tables were recognised in a picture.

    *Compares* the number of cells of each table whose value was recognised with none.
    *Undetermined when* never.
    *Not a fault when* the figures were held against the picture; findings on them are of low confidence until then.
    """
    for table in report.tables:
        facts = [fact for key, fact in report.cells.items() if key.startswith(f"{table.key}.") and fact.interval]
        scores = [fact.score for fact in facts if fact.score is not None]
        if facts:
            lowest = f"{len(scores)}格由图像识别，最低可信度{min(scores):.0%}" if scores else "全部读取"
            evident = evidence.cells(report, [fact.key for fact in facts if fact.score is not None])
            name = report.form.table(table.key).name
            yield Comparison(table.key, name, "全部读取", lowest, evidence=evident)
