"""Growth that the narrative states, held against the figures that it states itself."""

from __future__ import annotations

from dataclasses import replace

from workbench.checks import evidence
from workbench.checks.parts import beside
from workbench.checks.percentages import growth_by, growth_rate, stated_percent, totals
from workbench.claims import Claim
from workbench.findings import Comparison, Manner
from workbench.reports import Report
from workbench.reports.amounts import Term
from workbench.reports.model import Statement


def by_change(report: Report, statement: Statement, total: Claim, change: Claim) -> Comparison:
    """A stated percentage of growth against that which follows from the total and the change stated beside it."""
    claim, now, by = statement.claim, Term(f"“{total.text}”", total.interval), Term(f"“{change.text}”", change.interval)
    others = (growth_by(change, other) for other in totals(report, None))
    return Comparison(
        at_of(statement),
        "按正文所列件数和增减件数计算",
        growth_by(change, total.interval),
        stated_percent(claim),
        Manner.TEXT,
        evidence=tuple(evidence.span(report, beside(statement, span)) for span in (claim, total, change)),
        left=(by,),
        divisor=(now, replace(by, sign=-1)),
        same=tuple(rate for rate in others if rate is not None),
        unit="%",
        confident=claim.confident,
    )


def grown(report: Report, statement: Statement, now: list[Claim], then: list[Claim]) -> Comparison:
    """A stated percentage of growth against that of the two years' figures stated beside it."""
    claim = statement.claim
    rates = [(growth_rate(one.interval, other), one, other) for other in then for one in now if other.value > 0]
    known = [(rate, one, other) for rate, one, other in rates if rate is not None]
    tabled = [growth_rate(total, other) for other in then if other.value > 0 for total in totals(report, None)]
    reason = "" if known else "正文未列上年数字，需与上年报告核对"
    rate, one, other = known[0] if known else (None, claim, claim)
    spans = (claim, one, other) if known else (claim,)
    return Comparison(
        at_of(statement),
        "按正文所列两年数字计算",
        rate,
        stated_percent(claim),
        Manner.TEXT,
        evidence=tuple(evidence.span(report, beside(statement, span)) for span in spans),
        left=(Term(f"“{one.text}”", one.interval), Term(f"“{other.text}”", other.interval, -1)) if known else (),
        divisor=(Term(f"“{other.text}”", other.interval),) if known else (),
        same=(*(value for value, _, _ in known), *(value for value in tabled if value is not None)),
        reason=reason,
        unit="%",
        confident=claim.confident,
    )


def changed(report: Report, statement: Statement, now: list[Claim], then: list[Claim]) -> Comparison:
    """A stated change in number against that of the two years' figures stated beside it."""
    claim = statement.claim
    known = [(one.interval - other.interval, one, other) for other in then for one in now]
    tabled = [total - other.interval for other in then for total in totals(report, None)]
    change, one, other = known[0] if known else (None, claim, claim)
    return Comparison(
        at_of(statement),
        "按正文所列两年数字计算的增减",
        change,
        claim.interval,
        Manner.TEXT,
        evidence=tuple(
            evidence.span(report, beside(statement, span)) for span in (claim, one, other)[: 3 if known else 1]
        ),
        left=(Term(f"“{one.text}”", one.interval), Term(f"“{other.text}”", other.interval, -1)) if known else (),
        same=(*(value for value, _, _ in known), *tabled),
        reason="" if known else "正文未列上年数字，需与上年报告核对",
        confident=claim.confident,
    )


def at_of(statement: Statement) -> str:
    """The place of a statement without its figures, by its concept and section."""
    claim = statement.claim
    return ".".join(part for part in (claim.concept, claim.detail, str(statement.section), claim.family) if part)
