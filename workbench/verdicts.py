"""How comparisons come out: whether what was found agrees with what was expected, or whether that cannot be told."""

from __future__ import annotations

from workbench.findings import Comparison, Relation, Verdict
from workbench.text import normalise
from workbench.values import Interval


def verdict(comparison: Comparison) -> Verdict:
    """How the comparison came out; the only place where that is decided."""
    expected, actual = comparison.expected, comparison.actual
    if comparison.reason or expected is None or actual is None:
        return Verdict.UNDETERMINED
    if isinstance(expected, Interval) and isinstance(actual, Interval):
        return _numeric(comparison, expected, actual)
    same = expected == actual or normalise(str(expected)) == normalise(str(actual))
    return Verdict.AGREES if same else Verdict.DIFFERS


def _numeric(comparison: Comparison, expected: Interval, actual: Interval) -> Verdict:
    if any(holds(comparison.relation, usual, actual) for usual in (expected, *comparison.same)):
        return Verdict.AGREES
    if any(holds(comparison.relation, other, actual) for _, other in comparison.bases):
        return Verdict.EXPLAINED
    lenient = comparison.lenient
    if lenient is not None and holds(comparison.relation, lenient, actual):
        return Verdict.UNDETERMINED
    return Verdict.DIFFERS if comparison.confident else Verdict.UNDETERMINED


def holds(relation: Relation, expected: Interval, actual: Interval) -> bool:
    """Whether the relation can hold between two values, each of which may be a range."""
    if relation is Relation.AT_LEAST:
        return actual.high >= expected.low
    if relation is Relation.AT_MOST:
        return actual.low <= expected.high
    if relation is Relation.BELOW:
        return actual.low < expected.high
    return actual.meets(expected)
