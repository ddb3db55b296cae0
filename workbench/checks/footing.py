"""CF 表内勾稽: what must hold within one table. The sums themselves stand in the form's YAML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from workbench.checks import evidence, relations
from workbench.checks.catalogue import check
from workbench.findings import Comparison, Manner, Severity, Verdict
from workbench.forms.model import Column, Sum, Table
from workbench.reports import Fact, Report
from workbench.reports.amounts import total
from workbench.reports.model import WRITTEN_ZERO
from workbench.values import Interval, State
from workbench.verdicts import verdict

_PRINTED = "国办公开办函〔2021〕30号附件：表内勾稽关系"
_AT_WORK = 4
"""Reports, or a report with other figures, that are looked at by turns."""


@check("CF101", "footing.row_total", Severity.ERROR, basis=_PRINTED)
def row_total(report: Report) -> Iterator[Comparison]:
    """申请表各行申请人合计等于总计。 Applicants of each row sum to its total.

    *Compares* the sum of the six applicant columns with 总计, in every row of the applications table.
    *Undetermined when* a cell of the row is not certain, or a blank cell could make up the difference.
    *Not a fault when* blank cells stand for zero and the sum holds.
    """
    return sums(report, "CF101")


@check("CF102", "footing.column_balance", Severity.ERROR, basis=_PRINTED)
def column_balance(report: Report) -> Iterator[Comparison]:
    """申请表第一项加第二项等于第三项加第四项。 New and carried in equal processed and carried out.

    *Compares* 一 + 二 with 三（七）总计 + 四, in every column of the applications table.
    *Undetermined when* one of the four cells is not certain, or a blank cell could make up the difference.
    *Not a fault when* blank cells stand for zero and the balance holds.
    """
    return sums(report, "CF102")


@check("CF103", "footing.processed_total", Severity.ERROR, basis=_PRINTED)
def processed_total(report: Report) -> Iterator[Comparison]:
    """申请表各项办理结果之和等于（七）总计。 The results sum to the total of results.

    *Compares* the sum of all result rows with 三（七）总计, in every column of the applications table.
    *Undetermined when* a cell of the column is not certain, or a blank cell could make up the difference.
    *Not a fault when* blank cells stand for zero and the sum holds.
    """
    return sums(report, "CF103")


@check("CF104", "footing.dispute_total", Severity.ERROR, basis=_PRINTED)
def dispute_total(report: Report) -> Iterator[Comparison]:
    """复议诉讼表各类结果之和等于总计。 Outcomes of reviews and of lawsuits sum to their totals.

    *Compares* 结果维持 + 结果纠正 + 其他结果 + 尚未审结 with 总计, for reviews and both kinds of lawsuits.
    *Undetermined when* a cell of the group is not certain, or a blank cell could make up the difference.
    *Not a fault when* blank cells stand for zero and the sum holds.
    """
    return sums(report, "CF104")


@check("CF105", "footing.cell_value", Severity.ERROR, basis="国办公开办函〔2021〕30号附件：填报说明")
def cell_value(report: Report) -> Iterator[Comparison]:
    """单元格数值应为非负整数，金额应为非负小数。 Counts are whole numbers from zero on, amounts decimals from zero on.

    *Compares* each cell's value with the kind of number that the form asks for.
    *Undetermined when* the cell could not be read for certain.
    *Not a fault when* the 2019 edition's column of increases and decreases holds a negative number.
    """
    for key, cell in report.form.cells.items():
        fact = report.fact(key)
        if fact.exact is not None or fact.state is State.TEXT:
            fits = _fits(fact, cell.column)
            due = {"count": "非负整数", "amount": "非负数", "change": "整数"}[cell.column.kind]
            subject, shown = report.form.label(key), due if fits else fact.raw
            yield Comparison(key, subject, due, shown, evidence=evidence.cells(report, [key]))


@check("CF106", "footing.blank_cell", Severity.NOTICE, basis="国办公开办函〔2021〕30号附件：没有的填0")
def blank_cell(report: Report) -> Iterator[Comparison]:
    """没有数量的单元格应填0，不应空白或填其他符号。 A cell without cases holds 0, not a blank or a dash.

    *Compares* the cells left blank or filled with a sign, table by table, with the form's rule to write 0.
    *Undetermined when* never: a blank is a blank.
    *Not a fault when* a row could not be placed at all; that is said by the checks of reading.
    """
    for table, keys in _by_table(report):
        empty = [key for key in keys if report.fact(key).state in WRITTEN_ZERO]
        found = f"{len(empty)}格空白或填符号" if empty else "均填数字"
        yield Comparison(table.key, table.name, "均填数字", found, evidence=evidence.cells(report, empty))


@check("CF109", "footing.omitted_value", Severity.WARNING, basis="国办公开办函〔2021〕30号附件：没有的填0")
def omitted_value(report: Report) -> Iterator[Comparison]:
    """有数量的单元格应当填写，不应空白。 A cell that has cases is filled in, not left blank.

    *Compares* the sums of each table that fail with its blank cells as zero, though some number in them would mend
        that, with none.
    *Undetermined when* a cell of such a sum is not certain; that is said by the check of that sum.
    *Not a fault when* blank cells stand for zero and every sum holds.
    """
    for table, _ in _by_table(report):
        found = [one for one in _equations(report) if one[0].table == table.key and _is_open(one[2])]
        empty = {key: None for _, cells, made in found for key in _wanting(report, cells, made)}
        yield Comparison(
            table.key,
            table.name,
            "均填数字",
            f"空白或填符号的单元格中有漏填的数量，{len(found)}处勾稽关系因此不能成立" if found else "均填数字",
            evidence=evidence.cells(report, empty),
            parts=tuple(made for _, _, made in found),
            note="空白单元格按0计算。" if found else "",
        )


def _is_open(made: Comparison) -> bool:
    """Whether a sum fails with its blank cells as zero, and could hold with some number in them."""
    return verdict(made) is Verdict.UNDETERMINED and made.expected is not None and made.actual is not None


def _wanting(report: Report, cells: dict[str, int], made: Comparison) -> list[str]:
    """The blank cells of a sum in which a number would mend it: those of the smaller side."""
    left, right = made.expected, made.actual
    side = -1 if isinstance(left, Interval) and isinstance(right, Interval) and left.low > right.low else 1
    return [key for key, sign in cells.items() if sign == side and report.fact(key).state in WRITTEN_ZERO]


def _by_table(report: Report) -> Iterator[tuple[Table, list[str]]]:
    for table, found in groupby(report.form.cells.values(), key=lambda cell: cell.table.key):
        keys = [cell.key for cell in found if report.fact(cell.key).state is not State.MISSING]
        if keys:
            yield report.form.table(table), keys


def _fits(fact: Fact, column: Column) -> bool:
    value = fact.exact
    if value is None or not value.is_exact:
        return False
    whole = value.low == value.low.to_integral_value()
    return {"count": whole and value.low >= 0, "amount": value.low >= 0, "change": whole}[column.kind]


def sums(report: Report, code: str) -> Iterator[Comparison]:
    """All equations of the form that a check serves."""
    return (comparison for _, comparison in placed(report, code))


def placed(report: Report, code: str, table: str = "") -> Iterator[tuple[dict[str, int], Comparison]]:
    """The equations that a check serves, or those of one table, each with its cells: 1 on the left, -1 on the right."""
    for relation, cells, made in _equations(report):
        if relation.check == code and table in ("", relation.table):
            yield cells, made


@lru_cache(maxsize=_AT_WORK)
def _equations(report: Report) -> tuple[tuple[Sum, dict[str, int], Comparison], ...]:
    """All equations of a report's tables, worked out once for the checks that look at them one after another."""
    found = (one for one in report.form.sums if not one.table or relations.was_found(report, one.table))
    pairs = ((relation, place) for relation in found for place in relations.places(report.form, relation))
    return tuple((relation, *_compared(report, relation, place)) for relation, place in pairs)


def _compared(report: Report, relation: Sum, place: str) -> tuple[dict[str, int], Comparison]:
    sides = (relation.left, relation.right)
    left, right = (total(report, relations.cells(report.form, relation, side, place)) for side in sides)
    cells = {key: sign for sign, key in left.cells} | {key: -sign for sign, key in right.cells}
    return cells, Comparison(
        f"{relation.id}.{place}".rstrip("."),
        relations.subject(report.form, relation, place),
        left.interval,
        right.interval,
        Manner.SUM,
        evidence=evidence.cells(report, (*left.keys, *right.keys)),
        left=left.terms,
        right=right.terms,
        lenient=relations.opened(left, right),
        note="空白单元格按0计算。" if left.lenient or right.lenient else "",
    )
