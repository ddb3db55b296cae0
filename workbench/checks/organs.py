"""Which organs were left out of a summary, or counted twice: those whose figures are just what it is off by.

All cells of a scope (the three tables together, else one of them) must be accounted for by the same organs, and no
other choice of as few organs may do so too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from workbench.checks import evidence
from workbench.checks.subjects import Group
from workbench.checks.summaries import CENT, compared
from workbench.findings import Comparison, Relation, Verdict
from workbench.reports import Report
from workbench.values import Interval
from workbench.verdicts import verdict

_MOST = 3
_MOST_CHOICES = 200_000
_FEWEST = 2
"""In how many cells an organ must be amiss at least: a single one is more likely a slip."""
_AMISS = {-1: "疑漏计", 1: "疑重复计入"}

Gaps = dict[str, Decimal]
"""By how much the summary is more than the sum, by cell."""


def left_out(group: Group) -> Iterator[Comparison]:
    """The organs that explain the differences over all tables, else those that explain them table by table."""
    cells = [one for one in compared(group) if one.relation is Relation.EQUAL]
    differing = [one for one in cells if verdict(one) is Verdict.DIFFERS]
    if not differing:
        if cells:
            yield Comparison("summary", f"{group.parent}汇总", "各单位均计入一次", "各单位均计入一次")
        return
    whole = _explained(group, cells, differing, "summary")
    yield from [whole] if whole else _by_table(group, cells, differing)


def _by_table(group: Group, cells: Sequence[Comparison], differing: Sequence[Comparison]) -> Iterator[Comparison]:
    for table in dict.fromkeys(one.at.partition(".")[0] for one in differing):
        here = [[one for one in some if one.at.startswith(f"{table}.")] for some in (cells, differing)]
        found = _explained(group, here[0], here[1], table)
        reason = "汇总数与各单位之和的差额不能归因于唯一的一组单位，请逐项核实"
        yield found or Comparison(table, f"{group.parent}汇总", None, None, reason=reason)


def _explained(
    group: Group, cells: Sequence[Comparison], differing: Sequence[Comparison], at: str
) -> Comparison | None:
    if len(differing) < _FEWEST:
        return None
    gaps = {one.at: _gap(one) for one in cells}
    found = _choice(gaps, [one for one in group.organs if any(_value(one, key) for key in gaps)])
    if found is None:
        return None
    sign, organs = found
    names = evidence.enumerated(one.unit for one in organs)
    proof = [evidence.cells(one, [key for key in gaps if gaps[key]], other=True) for one in organs]
    return Comparison(
        at,
        f"{group.parent}汇总",
        "各单位均计入一次",
        f"{_AMISS[sign]}{names}",
        evidence=tuple(one for some in proof for one in some),
        note=f"不符的{len(differing)}格，差额恰等于{names}的数据。",
        covers=tuple(("AG101", one.at) for one in differing),
        parts=tuple(differing),
        cures=tuple((one.at, one.expected) for one in differing if isinstance(one.expected, Interval)),
    )


def _choice(gaps: Gaps, organs: Sequence[Report]) -> tuple[int, tuple[Report, ...]] | None:
    """The fewest organs whose figures sum to all the gaps, with the sign; None where there are none, or several."""
    first = max(gaps, key=lambda key: abs(gaps[key]))
    sign = 1 if gaps[first] > 0 else -1
    tried = 0
    for count in range(1, _MOST + 1):
        found = []
        for some in combinations(organs, count):
            tried += 1
            if sum(_value(one, first) for one in some) * sign == gaps[first] and _sums(gaps, some, sign):
                found.append(some)
        if found or tried > _MOST_CHOICES:
            return (sign, found[0]) if len(found) == 1 else None
    return None


def _sums(gaps: Gaps, organs: Sequence[Report], sign: int) -> bool:
    return all(abs(sum(_value(one, key) for one in organs) * sign - gap) <= CENT for key, gap in gaps.items())


def _value(organ: Report, key: str) -> Decimal:
    found = organ.value(key, lenient=True)
    return found.low if found else Decimal()


def _gap(one: Comparison) -> Decimal:
    """By how much the summary is more than the sum; 0 where rounding accounts for it."""
    if verdict(one) is not Verdict.DIFFERS or not isinstance(one.actual, Interval):
        return Decimal()
    return one.actual.low - sum((term.value.low for term in one.left if term.value), Decimal())
