"""Findings that have one cause are one finding, which says the cause; the others are folded into it.

A finding may name the findings that it is the cause of, and the cells that put it right; what vanishes when they are
put right goes with it. Beyond that, one wrong cell is told by putting it right: of the values that would make one of
several contradictions about the cell hold, the one with which most of them vanish. What then vanishes, in
whichever report, had that cell as its cause, and where no other cell does as much, it is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from workbench.checks.evidence import enumerated
from workbench.checks.subjects import Batch, Group, exchanged, reports_of
from workbench.findings import Finding, Severity, Verdict
from workbench.policy import Policy
from workbench.reports import Fact, Report
from workbench.running import About, Outcome, Who, again, who
from workbench.values import INFINITY, Interval, State

_CAUSE = "CF107"
_ORDER = list(Severity)
_SEVERAL = 2

Cell = tuple[Who, str]


@dataclass(eq=False)
class Item:
    """A finding, its place ``at`` among all, the outcome that it was made of, and what was folded into it."""

    at: int
    finding: Finding
    outcome: Outcome
    folded: list[Item] = field(default_factory=list)
    note: str = ""
    gone: bool = False

    def take(self, others: Iterable[Item]) -> None:
        """Fold others into it."""
        for one in others:
            one.gone = True
            self.folded.append(one)

    @property
    def finished(self) -> Finding:
        """The finding with what was folded into it."""
        inner = tuple(one.finished for one in self.folded)
        explanation = f"{self.finding.explanation}{self.note}"
        return replace(self.finding, folded=inner, explanation=explanation)


@dataclass(frozen=True)
class Repair:
    """A cell, the value that it should have, and the findings that vanish when it has it."""

    report: Report
    key: str
    value: Decimal
    mends: frozenset[Item]

    @property
    def cell(self) -> Cell:
        """The cell."""
        return who(self.report), self.key

    def told(self, head: Item) -> str:
        """The repair in words, beside the finding of a report."""
        whose = "" if _is_of(head, self.report) else f"{self.report.unit}{self.report.year}年度报告"
        raw, place = self.report.fact(self.key).raw, self.report.form.label(self.key)
        return f"如将{whose}{place}由“{raw}”改为“{Interval.exact(self.value)}”，即全部相符"


def folded(found: Iterable[tuple[Finding, Outcome]], policy: Policy) -> list[Finding]:
    """The findings, each with those that it says the cause of or that have its cause."""
    items = [Item(at, finding, outcome) for at, (finding, outcome) in enumerate(found)]
    _cover(items)
    _cure(_standing(items), policy)
    _join(_standing(items), policy)
    _bundle(_standing(items))
    return [item.finished for item in _standing(items)]


def _standing(items: Iterable[Item]) -> list[Item]:
    """Those that were not folded into another one."""
    return [item for item in items if not item.gone]


def _cover(items: Sequence[Item]) -> None:
    """Those whose place another one names as a consequence go into that one."""
    causes = {(who(one.outcome.report), *place): one for one in items for place in one.finding.covers}
    for item in items if causes else ():
        base = item.finding.at.partition("#")[0]
        cause = causes.get((who(item.outcome.report), item.finding.check, base))
        if cause is not None and cause is not item and not item.finding.covers:
            cause.take([item])


def _bundle(items: Iterable[Item]) -> None:
    """Those of one bundle go into the first of it."""
    bundles: dict[tuple[Who, str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.outcome.comparison.bundle and item.outcome.verdict is Verdict.DIFFERS:
            bundles[who(item.outcome.report), item.finding.check, item.outcome.comparison.bundle].append(item)
    for head, *others in bundles.values():
        if others:
            head.note += f"另有{len(others)}处同类不符，一并列出。"
            head.take(others)


def _cure(items: Sequence[Item], policy: Policy) -> None:
    """Those that vanish when a finding's own cells are put right, several of them together, go into it."""
    for item in items:
        cures, report = dict(item.outcome.comparison.cures), item.outcome.report
        if len(cures) >= _SEVERAL and isinstance(report, Report) and not item.gone:
            near = [one for one in _standing(items) if any(key in cures for key in _touched_of(one, report))]
            other = _with(report, {key: value.low for key, value in cures.items()})
            mended = [one for one in _mended(report, other, near, policy) if one is not item]
            item.note += f"按此改正，另有{_listed(item, mended)}随之消除。" if mended else ""
            item.take(mended)


def _touched_of(item: Item, report: Report) -> Iterator[str]:
    return (key for one, key in _touched(item.outcome) if one is report)


# -- one cell that explains several findings -------------------------------------------------------------


def _join(items: Sequence[Item], policy: Policy) -> None:
    """Those that vanish when one cell is put right go into one of them."""
    repairs = list(_repairs(items, policy))
    while repairs:
        most = max(len(one.mends) for one in repairs)
        best = [one for one in repairs if len(one.mends) == most]
        chosen = best[0].mends
        rivals = [one for one in best if one.mends != chosen and one.mends & chosen]
        if not rivals:
            _fold(chosen, [one for one in best if one.mends == chosen])
        taken = chosen.union(*(one.mends for one in rivals))
        repairs = [one for one in repairs if not one.mends & taken]


def _fold(chosen: Iterable[Item], repairs: Sequence[Repair]) -> None:
    """All but one of the items go into that one, which tells the repair."""
    head, *others = sorted(chosen, key=lambda one: _rank(one, repairs))
    others.sort(key=lambda one: one.at)
    head.note += _told(head, others, repairs)
    head.take(others)


def _rank(item: Item, repairs: Sequence[Repair]) -> tuple[bool, int, bool, int]:
    """Which of several stands for all: the one that names the cell, the gravest, one about the report it stands in."""
    elsewhere = not any(_is_of(item, one.report) for one in repairs)
    return item.finding.check != _CAUSE, _ORDER.index(item.finding.severity), elsewhere, item.at


def _is_of(item: Item, report: About) -> bool:
    return who(item.outcome.report) == who(report)


def _told(head: Item, others: Sequence[Item], repairs: Sequence[Repair]) -> str:
    """What would mend the findings; only which they are where more than one cell would, or the head says it."""
    cells = {one.cell for one in repairs}
    if head.finding.check == _CAUSE:
        return f"按此改正，另有{_listed(head, others)}随之消除。"
    cause = f"：{repairs[0].told(head)}" if len(cells) == 1 else ""
    return f"与另外{_listed(head, others)}同源{cause}。"


def _listed(head: Item, others: Sequence[Item]) -> str:
    """Findings by number and code, those of other reports under unit and year."""
    names = (
        ("" if _is_of(head, one.outcome.report) else f"{one.finding.unit}{one.finding.year}年度") + one.finding.check
        for one in others
    )
    return f"{len(others)}处不符（{enumerated(dict.fromkeys(names))}）"


def _repairs(items: Sequence[Item], policy: Policy) -> Iterator[Repair]:
    """For each cell that several findings are about, the values that would mend at least two of them."""
    about: dict[Cell, list[Item]] = defaultdict(list)
    reports: dict[Who, Report] = {}
    for item in items:
        if item.outcome.verdict is Verdict.DIFFERS:
            for report, key in _touched(item.outcome):
                about[who(report), key].append(item)
                reports[who(report)] = report
    for (report_id, key), found in about.items():
        if len(found) >= _SEVERAL:
            report = reports[report_id]
            for value in sorted(_values(report, key, found)):
                mends = frozenset(_mended(report, _with(report, {key: value}), found, policy))
                if len(mends) >= _SEVERAL:
                    yield Repair(report, key, value, mends)


def _touched(outcome: Outcome) -> list[tuple[Report, str]]:
    """The cells that an outcome rests on; of a parent's figure those of all its organs."""
    subject = outcome.subject
    everyone = reports_of(subject)
    found: dict[tuple[int, str], tuple[Report, str]] = {}
    for evidence in outcome.comparison.evidence:
        if evidence.kind == "cell":
            named = [one for one in everyone if one.source == evidence.source] if evidence.source else everyone[:1]
            for report in everyone if isinstance(subject, Group) else named:
                found[id(report), evidence.key] = (report, evidence.key)
    return list(found.values())


def _values(report: Report, key: str, items: Sequence[Item]) -> set[Decimal]:
    """The values of a cell that may mend one of the findings: its own, more or less what the finding is off by."""
    now = report.value(key, lenient=True)
    cell = report.form.cells.get(key)
    if now is None or cell is None:
        return set()
    gaps = {gap for item in items if (gap := _gap(item.outcome))}
    found = {now.low + sign * gap for gap in gaps for sign in (1, -1)}
    whole = cell.column.kind == "count"
    return {one for one in found if one >= 0 and not (whole and one != one.to_integral_value())}


def _gap(outcome: Outcome) -> Decimal:
    """By how much the two values differ, a rounded one taken for its middle; 0 where one of them has no bound."""
    middles = [_middle(value) for value in (outcome.comparison.expected, outcome.comparison.actual)]
    expected, actual = middles
    return abs(actual - expected) if expected is not None and actual is not None else Decimal()


def _middle(value: object) -> Decimal | None:
    bounded = isinstance(value, Interval) and value.high != INFINITY
    return (value.low + value.high) / 2 if isinstance(value, Interval) and bounded else None


def _mended(report: Report, other: Report, items: Sequence[Item], policy: Policy) -> Iterator[Item]:
    """The findings that vanish when a report is another."""
    results: dict[tuple[str, int], dict[tuple[Who, str], Verdict]] = {}
    for item in items:
        outcome = item.outcome
        if isinstance(outcome.subject, Batch):
            continue  # what is over all reports rests on no single figure
        seen = (outcome.check.code, id(outcome.subject))
        if seen not in results:
            results[seen] = again(outcome, exchanged(outcome.subject, report, other), policy)
        place = who(outcome.report), outcome.comparison.at
        if results[seen].get(place) not in (Verdict.DIFFERS, Verdict.UNDETERMINED):
            yield item


def _with(report: Report, values: Mapping[str, Decimal]) -> Report:
    """The report with other values in some cells."""
    facts = {
        key: Fact(
            key,
            State.NUMBER if value else State.ZERO,
            str(value),
            Interval.exact(value),
            report.fact(key).location,
        )
        for key, value in values.items()
    }
    return replace(report, cells=report.cells | facts)
