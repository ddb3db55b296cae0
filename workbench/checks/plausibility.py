"""PL 合理性: figures that can hardly be right, whatever the sums say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.checks import evidence, relations
from workbench.checks.catalogue import check
from workbench.checks.magnitudes import in_yuan, swung
from workbench.checks.statements import compared, serving
from workbench.checks.subjects import YearPair
from workbench.findings import Comparison, Evidence, Manner, Relation, Severity, Verdict
from workbench.forms.model import Table
from workbench.policy import Policy
from workbench.reports import Report
from workbench.reports.amounts import Amount, amount
from workbench.reports.model import Statement
from workbench.reports.roster import Unit
from workbench.reports.standing import CITY, standing
from workbench.values import ZERO
from workbench.verdicts import verdict

_LEGISLATION = "《中华人民共和国立法法》第九十一条、第九十三条"
_TEXT = "国办公开办函〔2021〕30号：文字表述与统计表数据应当一致"
_FEW = 2


@check("PL101", "plausibility.rule_making_power", Severity.WARNING, basis=_LEGISLATION)
def rule_making_power(pair: YearPair) -> Iterator[Comparison]:
    """没有规章制定权的机关，规章各项应为0。 Only organs with the power to make rules have rules.

    *Compares* the figures of the row 规章 with 0, for organs below the level of cities with districts, and for the
    departments of local governments.
    *Undetermined when* level and kind of the organ follow neither from the roster nor from its name, as with a city
    that may be one with districts or not.
    *Not a fault when* a government's figures are for its superior by mistake of the roster's level.
    """
    report, unit = pair.report, standing(pair.report.unit, pair.unit)
    keys = [key for key in report.form.cells if key.startswith("disclosure.rules.")]
    if keys:
        yield _made(report, unit, amount(report, keys))


def _made(report: Report, unit: Unit, counted: Amount) -> Comparison:
    power = _power(unit)
    cases = "、".join(f"{term.column}{term.value}" for term in counted.terms if term.value not in (None, ZERO))
    unknown = "机关的层级不明，无法判断有无规章制定权" if cases and power is None else ""
    return Comparison(
        "disclosure.rules",
        f"{report.unit}表二“规章”行",
        "0",
        cases if cases and not power else "0",
        evidence=evidence.cells(report, counted.keys),
        reason=unknown or ("" if counted.interval is not None else "单元格缺失或未能确切读取"),
        note=f"{unit.level}{unit.kind}没有规章制定权；如系行政规范性文件，应填入下一行。" if power is False else "",
    )


def _power(unit: Unit) -> bool | None:
    """Whether an organ may make rules; None where its level or kind is not known."""
    if unit.kind == "政府":
        return None if unit.level in ("", CITY) else unit.level in ("省级", "市级")
    if unit.kind == "部门":
        return unit.level == "国家级" if unit.level else None
    return False if unit.kind or unit.level in ("县级", "乡镇", "街道") else None


@check("PL102", "plausibility.stock_below_issued", Severity.WARNING, basis="国办公开办函〔2021〕30号附件：表二")
def stock_below_issued(report: Report) -> Iterator[Comparison]:
    """现行有效件数不应少于本年制发件数。 Documents in force are at least those issued this year.

    *Compares* 现行有效件数 of 规章 and of 行政规范性文件 with 本年制发件数, below which it should not be.
    *Undetermined when* a cell was not read for certain or left blank; editions without documents in force are not
    looked at.
    *Not a fault when* some of those issued were repealed within the year, which is shown as a notice.
    """
    for row in ("rules", "normative"):
        issued, repealed, in_force = (f"disclosure.{row}.{column}" for column in ("issued", "repealed", "in_force"))
        if in_force in report.form.cells:
            due, left = amount(report, [issued]), amount(report, [issued, f"-{repealed}"])
            found = amount(report, [in_force])
            yield Comparison(
                f"disclosure.{row}",
                f"表二“{report.form.cells[in_force].row.label}”行",
                due.interval,
                found.interval,
                Manner.SUM,
                Relation.AT_LEAST,
                evidence=evidence.cells(report, (in_force, issued, repealed)),
                left=due.terms,
                right=found.terms,
                lenient=relations.opened(due, found),
                bases=(("本年制发后又于年内废止一部分", left.interval),) if left.interval else (),
            )


@check("PL103", "plausibility.lawsuits_after_review", Severity.WARNING, basis="国办公开办函〔2021〕30号附件：表四")
def lawsuits_after_review(pair: YearPair) -> Iterator[Comparison]:
    """有复议后起诉的案件，本年或上年应有行政复议。 Lawsuits after review follow a review of this year or the last.

    *Compares* the reviews of this and of last year with none, where there are lawsuits after review.
    *Undetermined when* there is no review this year and last year's report is not there, or a cell was not read.
    *Not a fault when* the review was decided earlier still, or by an organ to which the case went later.
    """
    reviews, lawsuits = "disputes.review.total", "disputes.litigation_after_review.total"
    if reviews not in pair.report.form.cells or lawsuits not in pair.report.form.cells:
        return
    cases, now = amount(pair.report, [lawsuits]).interval, amount(pair.report, [reviews]).interval
    before = [amount(prior, [reviews]).interval for prior in pair.priors]
    here = now is not None and now.low > 0
    there = any(one is not None and one.low > 0 for one in before)
    unread = "单元格缺失或未能确切读取" if None in (cases, now, *before) else ""
    proof = [one for prior in pair.priors for one in evidence.cells(prior, [reviews], other=True)]
    none = cases == ZERO
    yield Comparison(
        "disputes.litigation_after_review",
        f"表四列有复议后起诉{cases}件，本年和上年的行政复议",
        "有",
        "有" if none or here or there else "均为0",
        evidence=(*evidence.cells(pair.report, (lawsuits, reviews)), *proof),
        reason="" if none or here else unread or pair.reason,
    )


@check("PL201", "plausibility.swing", Severity.WARNING, basis="与上年度报告比较")
def swing(pair: YearPair, policy: Policy) -> Iterator[Comparison]:
    """与上年度相比不应有异常变动。 Figures do not change by a factor of ten without a reason.

    *Compares* the figures that the form names for this with last year's: less than `swing` times as much or as little.
    *Undetermined when* last year's report is not there, a cell was not read for certain, or the report gives a reason
    beside the figures' name.
    *Not a fault when* functions were taken over or given up; the report should say so. Small figures are not compared.
    """
    return swung(pair, policy.thresholds)


@check("PL202", "plausibility.yuan", Severity.WARNING, basis="国办公开办函〔2021〕30号附件：表二收费金额的单位")
def yuan(pair: YearPair) -> Iterator[Comparison]:
    """收费金额应以万元为单位，不应填元。 Fees are stated in 万元 and not in 元.

    *Compares* the fees charged with last year's: some ten thousand times as much or as little means the other unit.
    *Undetermined when* last year's report is not there or has no fees, or a cell was not read for certain.
    *Not a fault when* fees did change that much. Against the narrative, fees are compared by NT314, which says so too.
    """
    return in_yuan(pair)


@check("PL203", "plausibility.zero_table", Severity.ERROR, basis=_TEXT)
def zero_table(report: Report) -> Iterator[Comparison]:
    """正文列有多处件数的，统计表不应全部为0。 A table is not wholly zero beside a narrative full of its cases.

    *Compares* a table that holds nothing but zeros and blanks with the statements of cases in the narrative.
    *Undetermined when* a cell of the table was not read for certain.
    *Not a fault when* the numbers stated are of other organs or other years; those are not read as claims.
    """
    for table in report.form.tables:
        keys = [key for key, cell in report.form.cells.items() if cell.table.key == table.key]
        values = [report.value(key, lenient=True) for key in keys]
        if any(value is not None for value in values):
            empty = all(value == ZERO for value in values)
            unread = None in values and not any(value not in (None, ZERO) for value in values)
            stated = list(_stated(report, table)) if empty or unread else []
            yield _emptied(report, table, stated, "单元格缺失或未能确切读取" if unread else "")


def _stated(report: Report, table: Table) -> Iterator[tuple[Statement, str, str]]:
    """The statements of cases in a table that its zeros contradict, each with the check and place of its finding."""
    for statement in report.statements:
        claim = statement.claim
        concept = report.form.concepts.get(claim.concept)
        mine = concept and any(term.lstrip("+-").startswith(f"{table.key}.") for term in concept.terms)
        if concept and mine and claim.number and claim.year == report.year:
            found = compared(report, statement, concept)
            if verdict(replace(found, lenient=None)) is Verdict.DIFFERS:  # a blank among blanks is as good as a zero
                yield statement, serving(concept, claim.qualifier), found.at


def _emptied(report: Report, table: Table, stated: list[tuple[Statement, str, str]], reason: str) -> Comparison:
    full = len(stated) >= _FEW
    spans: list[Evidence] = [evidence.span(report, statement) for statement, _, _ in stated] if full else []
    return Comparison(
        table.key,
        f"《{table.name}》",
        "与正文相符的数据",
        f"全部为0，而正文列有{len(stated)}处件数" if full else "与正文相符的数据",
        evidence=tuple(spans),
        reason=reason,
        note="正文称" + "、".join(f"“{span.text.strip()}”" for span in spans) + "。" if full else "",
        covers=tuple((code, at) for _, code, at in stated) if full else (),
    )
