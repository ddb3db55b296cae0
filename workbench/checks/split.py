"""Lists that are finer than the form's rows: 维持7件、驳回1件 both stand in one cell of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from workbench.checks.percentages import TOTALS, sentence
from workbench.claims import Claim
from workbench.reports import Report
from workbench.reports.model import Statement
from workbench.values import ZERO, Interval

_MOST = 6
"""So many items beside a number are tried for what they add up to; longer lists say nothing by it."""
_RESULT = "applications.result."
_DETAIL = f"{_RESULT}detail"
_ORGAN = "untested.by_organ"
_HOMELESS = f"{_RESULT}homeless"


def finer(report: Report, statement: Statement, expected: Interval) -> bool:
    """Whether a number is that of a part of a cell whose other parts stand beside it in its sentence."""
    claim = statement.claim
    section = report.claims_of(statement.section)
    if claim.concept in TOTALS and any(one.concept == _ORGAN and expected.meets(one.interval) for one in section):
        return True  # 全市共受理1820件；市政府办公室受理220件: the table is that of one organ
    listed = [one for one in sentence(report, statement) if one.number and one.year == claim.year]
    beside = [one.interval for one in listed if one is not claim and _of_same_cell(report, statement, one)]
    beside = beside or [one.interval for one in section if one.number != claim.number and _same_words(claim, one)]
    return any(expected.meets(claim.interval + more) for more in _sums(beside)) or _uneven(claim, listed)


def _same_words(claim: Claim, other: Claim) -> bool:
    return bool(other.number and claim.family) and _row(claim) == _row(other)


def _row(claim: Claim) -> tuple[str, str, int]:
    return claim.concept, claim.detail, claim.year


def _of_same_cell(report: Report, statement: Statement, other: Claim) -> bool:
    claim = statement.claim
    if _row(other) == _row(claim):
        return other.number != claim.number
    if claim.family != "result":
        return False
    row = claim.concept.removeprefix(_RESULT)
    inside = other.detail.startswith(f"{row}.") and report.whole(Statement(statement.section, other, "")) is not claim
    return other.concept == _HOMELESS or (other.concept == _DETAIL and inside)


def _sums(intervals: Sequence[Interval]) -> Iterator[Interval]:
    for size in range(1, len(intervals[:_MOST]) + 1):
        for some in combinations(intervals[:_MOST], size):
            yield sum(some, ZERO)


def _uneven(claim: Claim, listed: Sequence[Claim]) -> bool:
    """Whether outcomes are listed of which two go by one name of the form: one of them may be another's."""
    kind = claim.concept.partition(".")[0]
    named = [one.concept for one in listed if one.family == "outcome" and one.concept.startswith(f"{kind}.")]
    return claim.family == "outcome" and len(set(named)) < len(named)
