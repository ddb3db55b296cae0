"""Percentages of the narrative: what they are taken of, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import ceil, floor

from workbench.claims import Claim
from workbench.reports import Report
from workbench.reports.model import Statement
from workbench.values import ZERO, Interval, Qualifier, printed

TOTALS = ("applications.new", "applications.new_or_with_carried_in", "applications.processed")
"""The concepts that state a total of applications."""
_HUNDRED = Decimal(100)
_DATES = frozenset({"untested.year", "untested.date"})
_ENDS = "。！？\n"
_NEAR = 15
_MOST_PAIRS = 400
_OTHER_COUNTS = (
    "untested.published_items",
    "untested.documents",
    "untested.media",
    "untested.breakdown",
    "untested.other_organs",
)
_DENOMINATORS = (
    ("applications.processed.total",),
    ("applications.new.total",),
    ("applications.new.total", "applications.carried_in.total"),
)


def two_years(report: Report, statement: Statement) -> tuple[list[Claim], list[Claim]]:
    """The totals of this year and of the year before that the section states; none of so many that any may be meant."""
    section = report.claims_of(statement.section)
    now = [claim for claim in section if claim.concept in TOTALS]
    then = [
        claim
        for claim in section
        if claim.concept.removeprefix("prior.") in TOTALS
        and claim.concept.startswith("prior.")
        and claim.year == report.year - 1
    ]
    return (now, then) if len(now) * len(then) <= _MOST_PAIRS else ([], [])


def told_change(report: Report, statement: Statement) -> tuple[Claim, Claim] | None:
    """A total of this year and its change, both told right before a growth: 收到5件，较上年减少5件，降幅30%.

    None where the section states last year's figure, or where another number stands between.
    """
    before = [one for one in sentence(report, statement) if one.number and one.end <= statement.claim.start]
    counted = [one for one in before if one.concept not in _DATES]
    if two_years(report, statement)[1] or len(counted) < 2:  # noqa: PLR2004 - a total and its change
        return None
    total, change = counted[-2:]
    told = total.concept in TOTALS and total.year == report.year and change.concept == "growth_absolute.applications"
    exact = all(one.confident and one.interval.is_exact for one in (total, change))
    return (total, change) if told and exact and total.value > change.value else None


def growth_by(change: Claim, total: Interval) -> Interval | None:
    """By how many percent a total grew that has changed by so many; None where it was nothing before."""
    base = total.low - change.value
    return Interval.exact(change.value * _HUNDRED / base) if total.is_exact and base > 0 else None


def growth_rate(now: Interval, then: Claim) -> Interval | None:
    """By how many percent a total grew over last year's; None where one of them is no exact number."""
    if not (now.is_exact and then.interval.is_exact):
        return None
    return Interval.exact((now.low - then.value) * _HUNDRED / then.value)


def is_share(claim: Claim) -> bool:
    """Whether a claim is a percentage that something makes up of something."""
    return claim.concept == "untested.share" or claim.concept.startswith("share.")


def counted_before(report: Report, statement: Statement) -> Claim | None:
    """The count of applications that a percentage is of: the one right before it, or the one that it names.

    None where another number stands before it.
    """
    start, section = statement.claim.start, report.section(statement.section)
    before = sorted((claim for claim in sentence(report, statement) if claim.end <= start), key=lambda one: one.end)
    outside = _outside(section.text if section else "", before, start)
    last = next(outside, None)
    near = last and last.number and start - last.end <= _NEAR
    if not (near and last and last.concept.startswith("applications.")):
        return None
    named = statement.claim.concept.removeprefix("share.")
    if named == last.concept or not named.startswith("applications."):
        return last
    return next((one for one in outside if one.concept == named and one.number), None)  # …，自然人占80%


def _outside(text: str, before: Sequence[Claim], start: int) -> Iterator[Claim]:
    """The claims before a place, the nearest first, none in brackets closed by then: 公开7件（部分公开1件），占50%."""
    closed, at = 0, start
    for one in reversed(before):
        for mark in reversed(text[one.end : at]):
            if mark in "）)":
                closed += 1
            elif mark in "（(":
                closed = max(closed - 1, 0)
        at = one.end
        if not closed:
            yield one


def is_of_applications(report: Report, statement: Statement) -> bool:
    """Whether the sentence of a percentage states a total of applications and counts nothing but applications."""
    counted = [claim for claim in sentence(report, statement) if claim.number and not is_share(claim)]
    totals_said = any(claim.concept in TOTALS for claim in counted)
    return totals_said and not any(claim.concept in _OTHER_COUNTS for claim in counted)


def sentence(report: Report, statement: Statement) -> list[Claim]:
    """The claims of the sentence that a statement stands in, in their order."""
    section = report.section(statement.section)
    text = section.text if section else ""
    start = max(text.rfind(mark, 0, statement.claim.start) for mark in _ENDS)
    ends = [at for mark in _ENDS if (at := text.find(mark, statement.claim.end)) >= 0]
    end = min(ends, default=len(text))
    return [claim for claim in report.claims_of(statement.section) if start < claim.start and claim.end <= end]


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
    whole = is_share(claim) and claim.value == claim.value.to_integral_value()
    return Interval(claim.value - 1, claim.value + 1) if whole else half


def cut_off(claim: Claim, shares: Iterable[Interval]) -> Interval | None:
    """The printed percentage where the digits behind it were cut off one of the shares and not rounded; else None."""
    last = Decimal(1).scaleb(int(claim.value.as_tuple().exponent))
    cut = any(claim.value <= share.low and share.high < claim.value + last for share in shares)
    return Interval.exact(claim.value) if cut else None


def is_possible(percent: Interval, total: Decimal) -> bool:
    """Whether some whole number of cases out of the total comes to the percentage (the GRIM test)."""
    low, high = percent.low * total / _HUNDRED, percent.high * total / _HUNDRED
    return ceil(max(low, Decimal(0))) <= floor(min(high, total))
