"""A parent's summary, cell by cell, against the sum over its organs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

from workbench.checks import evidence, relations
from workbench.checks.subjects import Group
from workbench.findings import Comparison, Evidence, Manner, Relation, Verdict
from workbench.forms.model import RollUp, Statutory
from workbench.reports import Report
from workbench.reports.amounts import Term
from workbench.reports.standing import standing
from workbench.text import normalise
from workbench.values import ZERO, Interval
from workbench.verdicts import verdict
from workbench.wordlists import from_yaml

_MANY = 4
_ONE_SIDED = {
    True: "各格汇总数均大于所属单位之和，可能含有未列入名册的单位，或本级自身的数据。",
    False: "各格汇总数均小于所属单位之和，可能有单位未计入，或其报告在汇总后作过修改。",
}
CENT = Decimal("0.005")
"""By how much rounding to the second decimal changes an amount."""


def not_comparable(group: Group) -> str:
    """Why a parent's report is not the sum over its organs; empty where it is to be."""
    if group.report is None:
        return f"没有提供{group.parent}{group.year}年度的报告，或不止一份"
    if not group.organs:
        return f"没有提供所属单位{group.year}年度的报告"
    declared = group.unit.scope if group.unit else ""
    said = declared or _said(group.report)
    if said == "本级":
        return f"{'名册' if declared else '报告'}写明只反映本级，不与所属单位之和比较"
    unit = standing(group.parent, group.unit)
    is_government = unit.kind == "政府" and unit.level not in ("乡镇", "街道")
    return "" if said or is_government else "报告和名册均未写明是否汇总所属单位，无法判断"


def _said(report: Report) -> str:
    """What a report says that its figures are over: 本级, 汇总, or nothing."""
    text = "。".join(normalise(part) for part in (report.title, *(section.text for section in report.sections)))
    return next((name for name, patterns in _patterns() if any(one.search(text) for one in patterns)), "")


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    declared = from_yaml(files("workbench.checks").joinpath("scope.yaml").read_text("utf-8"))
    return tuple((name, tuple(map(re.compile, declared[key]))) for name, key in (("本级", "own"), ("汇总", "all")))


def compared(group: Group) -> Iterator[Comparison]:
    """Every cell of the tables that are summed up; a table that was not found is told once."""
    report = group.report
    for rollup, table in _tables(report) if report else ():
        if report and relations.was_found(report, table):
            cells = (cell for cell in report.form.cells.values() if cell.table.key == table)
            yield from _leaning([_compared(group, report, rollup, cell) for cell in cells])
        elif report:
            name = f"{group.parent}汇总的《{report.form.table(table).name}》"
            yield Comparison(table, name, None, None, reason="未找到上级报告的这张统计表")


def _leaning(cells: Sequence[Comparison]) -> Iterator[Comparison]:
    """The comparisons of a table; where many differ, all to one side, the first says what that may mean."""
    differing = [one for one in cells if verdict(one) is Verdict.DIFFERS]
    above = {_is_above(one) for one in differing}
    note = _ONE_SIDED[above.pop()] if len(differing) >= _MANY and len(above) == 1 else ""
    first = differing[0] if differing else None
    yield from (replace(one, note=f"{one.note}{note}") if one is first else one for one in cells)


def _is_above(one: Comparison) -> bool:
    expected, actual = one.expected, one.actual
    return isinstance(expected, Interval) and isinstance(actual, Interval) and actual.low > expected.low


def _tables(report: Report) -> Iterator[tuple[RollUp, str]]:
    return ((rollup, table) for rollup in report.form.rollups for table in rollup.tables)


def _compared(group: Group, report: Report, rollup: RollUp, cell: Statutory) -> Comparison:
    values = [(organ, organ.value(cell.key, lenient=True)) for organ in group.organs]
    known = [(organ, value) for organ, value in values if value is not None]
    unread = [organ.unit for organ, value in values if value is None]
    due, actual = sum((value for _, value in known), ZERO), report.value(cell.key, lenient=True)
    cases = [(organ, value) for organ, value in known if value != ZERO]
    whole = not (group.missing or group.doubled or unread)
    return Comparison(
        cell.key,
        report.form.label(cell.key),
        due,
        actual,
        Manner.SUM,
        Relation.EQUAL if whole else Relation.AT_LEAST,
        evidence=tuple(_proof(report, cell.key, [organ for organ, _ in cases])),
        left=tuple(Term(organ.unit, value) for organ, value in cases) or (Term("所属各单位之和", ZERO),),
        right=(Term("汇总数", actual),),
        same=(_rounded(due, len(cases)),) if cell.column.kind == "amount" else (),
        hints=_hints(cases, due, actual),
        reason="" if actual is not None else "上级报告的单元格缺失或未能确切读取",
        note="" if whole else _coverage(group, unread),
        unit=cell.column.unit,
        bundle=f"{rollup.id}.{cell.table.key}",
    )


def _rounded(due: Interval, count: int) -> Interval:
    """A sum of amounts, each of which was rounded, and the sum once more."""
    slack = CENT * (count + 1)
    return Interval(max(due.low - slack, Decimal()), due.high + slack) if count else due


def _hints(
    cases: Sequence[tuple[Report, Interval]], due: Interval, actual: Interval | None
) -> tuple[tuple[str, Interval], ...]:
    """The one organ whose figure is just what the summary is off by; none where there are several."""
    if actual is None or actual == due:
        return ()
    found = [(f"{organ.unit}的数据", value) for organ, value in cases if value in (actual - due, due - actual)]
    return tuple(found) if len(found) == 1 else ()


def _proof(report: Report, key: str, organs: Sequence[Report]) -> Iterator[Evidence]:
    yield from evidence.cells(report, [key])
    for organ in organs:
        yield from evidence.cells(organ, [key], other=True)


def coverage(group: Group) -> Iterator[Comparison]:
    """How far the reports at hand cover the organs, where they do not cover them all."""
    if group.missing or group.doubled:
        name = f"{group.parent}{group.year}年度汇总的范围"
        yield Comparison("coverage", name, None, None, reason=_coverage(group, []).rstrip("。"))


def _coverage(group: Group, unread: Sequence[str]) -> str:
    """How far the sum covers the organs, and that the summary must not be below it."""
    count = len(group.organs) + len(group.missing) + len(group.doubled)
    parts = [("没有报告", group.missing), ("报告不止一份", group.doubled), ("该单元格未能确切读取", unread)]
    lacking = "；".join(f"{evidence.enumerated(names)}{what}" for what, names in parts if names)
    return f"名册所列{count}个单位计入{len(group.organs) - len(unread)}个（{lacking}），汇总数不应小于其和。"
