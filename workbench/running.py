"""Every check over every subject: what each comparison came to, and what it comes to if a figure were another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.checks import Check, catalogue
from workbench.checks.subjects import Batch, Group, YearPair
from workbench.findings import Comparison, Verdict
from workbench.policy import Policy
from workbench.reports import Report
from workbench.reports.model import Absent
from workbench.verdicts import verdict

FAILED = "failed"
"""The place of the comparison that stands for a check which failed."""

About = Report | Absent
Who = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One comparison of one check on one report, or on one that is not there, with its verdict.

    ``subject`` is what the check looked at: the report, a pair of years, a group or the batch. The words of the
    comparison are those that may be shown: personal numbers are masked before anything is made of it.
    """

    check: Check
    report: About
    comparison: Comparison
    verdict: Verdict
    subject: object = field(default=None, repr=False, compare=False)


def who(about: About) -> Who:
    """What tells reports apart: file, unit and year."""
    return about.source, about.unit, about.year


def outcomes(batch: Batch, policy: Policy) -> Iterator[Outcome]:
    """What every check makes of every report, in the order of the reports; then what is about reports not there."""
    checks = [one for one in catalogue() if one.code not in policy.disabled]
    reports = {who(report): report for report in batch.reports}
    found: dict[Who, dict[str, list[Outcome]]] = {one: {} for one in reports}
    for outcome in _examined_in_turn(checks, batch, policy):
        found.setdefault(who(outcome.report), {}).setdefault(outcome.check.code, []).append(outcome)
    for about, by_check in found.items():
        for one in checks:
            if one.code in by_check:
                yield from _numbered(by_check[one.code])
            elif about in reports:
                nothing = Comparison("", one.title, None, None)
                yield Outcome(one, reports[about], nothing, Verdict.NOT_APPLICABLE)


def _examined_in_turn(checks: Sequence[Check], batch: Batch, policy: Policy) -> Iterator[Outcome]:
    """What the checks make of one subject after another, so that what they share of one can be kept while it lasts."""
    for scope in dict.fromkeys(one.scope for one in checks):
        own = [one for one in checks if one.scope is scope]
        for subject, abouts in _subjects(scope, batch):
            for one in own:
                yield from examined(one, subject, abouts, policy)


def examined(one: Check, subject: object, abouts: Sequence[About], policy: Policy) -> list[Outcome]:
    """What a check makes of a subject; undetermined, with the reason, where the check fails."""
    try:
        made = [(found, verdict(found)) for found in one.compare(subject, policy)]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a check, perhaps an office's own, must not stop the run
        reason = f"检查 {one.code} 运行出错（{type(error).__name__}），请联系该检查的编写人员"
        failed = (Comparison(FAILED, one.title, None, None, reason=reason, about=about) for about in abouts)
        made = [(found, Verdict.UNDETERMINED) for found in failed]
    return [Outcome(one, found.about or abouts[0], found.masked(), how, subject) for found, how in made]


def _subjects(scope: type, batch: Batch) -> Iterator[tuple[object, Sequence[About]]]:
    """What a check of that scope is to look at, and the reports that it is about."""
    if scope is Report:
        yield from ((report, (report,)) for report in batch.reports)
    elif scope is YearPair:
        yield from ((pair, (pair.report,)) for pair in batch.pairs)
    elif scope is Group:
        yield from ((group, (group.about,)) for group in batch.groups)
    elif batch.reports:
        yield batch, batch.reports


def _numbered(found: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes with places that are distinct: the second at one place is numbered, and so on."""
    seen: Counter[str] = Counter()
    for outcome in found:
        at = outcome.comparison.at
        seen[at] += 1
        times = seen[at]
        yield outcome if times == 1 else replace(outcome, comparison=replace(outcome.comparison, at=f"{at}#{times}"))


def again(outcome: Outcome, subject: object, policy: Policy) -> dict[tuple[Who, str], Verdict]:
    """What the check of an outcome comes to on another subject, by report and place."""
    about = outcome.report
    if isinstance(about, Report) and isinstance(subject, Report):
        about = subject
    found = examined(outcome.check, subject, (about,), policy)
    by_report: dict[Who, list[Outcome]] = {}
    for one in found:
        by_report.setdefault(who(one.report), []).append(one)
    numbered = (one for some in by_report.values() for one in _numbered(some))
    return {(who(one.report), one.comparison.at): one.verdict for one in numbered}
