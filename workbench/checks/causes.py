"""CF 表内勾稽, the causes: which cells explain why sums of a table do not hold.

A wrong cell breaks every sum that it stands in, and each by the same amount. So the smallest set of cells whose change
mends all broken sums and breaks no other names the slip, where there is just one such set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.footing import placed
from workbench.checks.misplaced import suspected
from workbench.findings import Comparison, Manner, Severity, Verdict
from workbench.reports import Report
from workbench.values import ZERO, Interval
from workbench.verdicts import verdict

_PRINTED = "国办公开办函〔2021〕30号附件：表内勾稽关系"
_MOST_CELLS = 3
_MOST_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Balance:
    """A sum of the form at one place of a report: the check that serves it, its cells with their signs, its verdict.

    ``each`` is what it is over: a row or a column.
    """

    check: str
    each: str
    comparison: Comparison
    cells: dict[str, int]
    verdict: Verdict

    @property
    def gap(self) -> Decimal:
        """By how much the left is more than the right."""
        left, right = self.comparison.expected, self.comparison.actual
        return left.low - right.low if isinstance(left, Interval) and isinstance(right, Interval) else Decimal()

    @property
    def place(self) -> tuple[str, str]:
        """The check and the place of its finding."""
        return self.check, self.comparison.at


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell, the value that it should have, and the broken sums that would then hold."""

    key: str
    value: Interval
    mends: tuple[Balance, ...]


@check("CF107", "footing.wrong_cell", Severity.ERROR, basis=_PRINTED)
def wrong_cell(report: Report) -> Iterator[Comparison]:
    """勾稽关系不成立，可归因于个别单元格。 The cell whose change would mend all broken sums.

    *Compares* the value of each cell that explains broken sums of its table with the value that mends them all.
    *Undetermined when* sums are broken and no set of at most three cells, or more than one, explains them.
    *Not a fault when* the named cell is right and several others are wrong by amounts that happen to fit.
    """
    for table in report.form.tables:
        relations = _relations(report, table.key)
        broken = [one for one in relations if one.verdict is Verdict.DIFFERS]
        repairs = repair(report, relations)
        yield from (_as_comparison(report, one) for one in repairs)
        if relations and not broken:
            yield Comparison(table.key, table.name, "勾稽关系成立", "勾稽关系成立")
        elif broken and not repairs:
            reason = "不成立的勾稽关系不能归因于唯一的单元格，请逐项核实"
            yield Comparison(table.key, table.name, None, None, reason=reason)


@check("CF108", "footing.broken_sums", Severity.ERROR, basis=_PRINTED)
def broken_sums(report: Report) -> Iterator[Comparison]:
    """同一张表有多处相互关联的勾稽关系不成立。 Several sums of a table that have cells in common are broken.

    *Compares* groups of broken sums that have cells in common, and that no single set of cells explains, with none.
    *Undetermined when* a sum could not be calculated; that is said by the check that it belongs to.
    *Not a fault when* never: each sum must hold.
    """
    for table in report.form.tables:
        relations = _relations(report, table.key)
        explained = {one.place for found in repair(report, relations) for one in found.mends}
        broken = [one for one in relations if one.verdict is Verdict.DIFFERS and one.place not in explained]
        note = suspected(report, table, [(one.each, one.cells) for one in relations]) if len(broken) > 1 else ""
        for group in [broken] if note else _connected(broken):
            if len(group) > 1:
                yield _as_group(report, table.name, group, note)
        if relations and not broken:
            yield Comparison(table.key, table.name, "勾稽关系成立", "勾稽关系成立")


def repair(report: Report, relations: Sequence[Balance]) -> tuple[Repair, ...]:
    """The smallest set of cells whose change mends all broken sums; empty where there is none, or more than one."""
    wanted = frozenset(one.place for one in relations if one.verdict is Verdict.DIFFERS)
    candidates = list(_candidates(report, relations))[:_MOST_CANDIDATES] if wanted else []
    for count in range(1, _MOST_CELLS + 1) if wanted else ():
        found = [some for some in combinations(candidates, count) if _mends_all(some, wanted)]
        if found:
            return found[0] if len(found) == 1 else ()
    return ()


def _mends_all(repairs: Sequence[Repair], wanted: frozenset[tuple[str, str]]) -> bool:
    """Whether the repairs mend every broken sum, each just once."""
    mended = [one.place for found in repairs for one in found.mends]
    return len(mended) == len(wanted) and frozenset(mended) == wanted


def _candidates(report: Report, relations: Sequence[Balance]) -> Iterator[Repair]:
    """The cells all of whose sums are broken by one and the same amount."""
    through: dict[str, list[Balance]] = {}
    for one in relations:
        for key in one.cells:
            through.setdefault(key, []).append(one)
    for key, found in through.items():
        value = report.value(key, lenient=True)
        gaps = {-one.gap * one.cells[key] for one in found}
        if value is None or len(gaps) > 1 or any(one.verdict is not Verdict.DIFFERS for one in found):
            continue
        due = value.low + gaps.pop()
        if due >= 0 and due == due.to_integral_value():
            yield Repair(key, Interval(due, due), tuple(found))


def _relations(report: Report, table: str) -> list[Balance]:
    """Every sum of a table that was calculated or could not be."""
    sums = [one for one in report.form.sums if one.table == table]
    each = {one.id: one.each for one in sums}
    found = [
        (code, made, cells)
        for code in dict.fromkeys(one.check for one in sums)
        for cells, made in placed(report, code, table)
    ]
    return [Balance(code, each[made.at.partition(".")[0]], made, cells, verdict(made)) for code, made, cells in found]


def _connected(broken: Sequence[Balance]) -> Iterator[list[Balance]]:
    """The broken sums in groups that have cells in common."""
    waiting = list(broken)
    while waiting:
        group, cells = [waiting.pop(0)], set[str]()
        for one in group:  # grows while it is gone through
            cells |= set(one.cells)
            near = [other for other in waiting if cells & set(other.cells)]
            group += near
            waiting = [other for other in waiting if other not in near]
        yield group


def _as_comparison(report: Report, found: Repair) -> Comparison:
    return Comparison(
        found.key,
        report.form.label(found.key),
        found.value,
        report.value(found.key, lenient=True) or ZERO,
        Manner.CAUSE,
        evidence=evidence.cells(report, [found.key]),
        covers=tuple(one.place for one in found.mends),
        parts=tuple(one.comparison for one in found.mends),
        cures=((found.key, found.value),),
    )


def _as_group(report: Report, name: str, group: Sequence[Balance], note: str) -> Comparison:
    keys = dict.fromkeys(key for one in group for key in one.cells if report.value(key, lenient=True) != ZERO)
    return Comparison(
        group[0].comparison.at,
        name,
        "勾稽关系全部成立",
        f"{len(group)}处勾稽关系不成立",
        evidence=evidence.cells(report, keys),
        covers=tuple(one.place for one in group),
        parts=tuple(one.comparison for one in group),
        note=note,
    )
