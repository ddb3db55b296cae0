"""Percentages of the narrative: what they are taken of, and what they come to."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor

from workbench.claims import Claim
from workbench.reports import Report
from workbench.reports.model import Statement
from workbench.values import ZERO, Interval, Qualifier, printed

TOTALS = ("applications.new", "applications.new_or_with_carried_in", "applications.processed")
"""The concepts that state a total of applications."""
_HUNDRED = Decimal(100)
_DENOMINATORS = (
    ("applications.processed.total",),
    ("applications.new.total",),
    ("applications.new.total", "applications.carried_in.total"),
)


def two_years(report: Report, statement: Statement) -> tuple[list[Claim], list[Claim]]:
    """The totals of this year and of the year before that the section states."""
    section = [one.claim for one in report.statements if one.section == statement.section]
    now = [claim for claim in section if claim.concept in TOTALS]
    then = [
        claim
        for claim in section
        if claim.concept.removeprefix("prior.") in TOTALS
        and claim.concept.startswith("prior.")
        and claim.year == report.year - 1
    ]
    return now, then


def growth_rate(now: Interval, then: Claim) -> Interval | None:
    """By how many percent a total grew over last year's; None where one of them is no exact number."""
    if not (now.is_exact and then.interval.is_exact):
        return None
    return Interval.exact((now.low - then.value) * _HUNDRED / then.value)


def counted_before(report: Report, statement: Statement) -> Claim | None:
    """The count of applications that stands right before a percentage."""
    before = [
        one.claim
        for one in report.statements
        if one.section == statement.section
        and one.claim.end <= statement.claim.end
        and one.claim is not statement.claim
    ]
    last = before[-1] if before else None
    return last if last and last.number and last.concept.startswith("applications.") else None


def totals(report: Report, statement: Statement | None) -> list[Interval]:
    """Totals of applications: those that the section states, then those of the table."""
    written = [
        one.claim.interval
        for one in report.statements
        if statement and one.section == statement.section and one.claim.concept in TOTALS
    ]
    return [*written, *(found for keys in _DENOMINATORS if (found := _added(report, keys)) is not None)]


def _added(report: Report, keys: tuple[str, ...]) -> Interval | None:
    values = [report.value(key, lenient=True) for key in keys]
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def percentage(part: Interval, whole: Interval) -> Interval:
    """What percentage of the whole the part is."""
    return Interval(part.low * _HUNDRED / whole.high, part.high * _HUNDRED / whole.low)


def stated_percent(claim: Claim) -> Interval:
    """What a printed percentage stands for; whole percents of a list are often bent by one to make 100."""
    if claim.qualifier not in (Qualifier.EXACT, Qualifier.ZERO):
        return claim.interval
    half = printed(claim.value)
    whole = claim.concept.startswith("share") and claim.value == claim.value.to_integral_value()
    return Interval(claim.value - 1, claim.value + 1) if whole else half


def is_possible(percent: Interval, total: Decimal) -> bool:
    """Whether some whole number of cases out of the total comes to the percentage (the GRIM test)."""
    low, high = percent.low * total / _HUNDRED, percent.high * total / _HUNDRED
    return ceil(max(low, Decimal(0))) <= floor(min(high, total))
