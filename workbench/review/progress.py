"""How far the review has got: by unit, by family of checks, by reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.findings import Severity
from workbench.review.ledger import Ledger
from workbench.review.model import Entry
from workbench.review.words import Status


@dataclass(frozen=True, slots=True)
class Progress:
    """Findings of one name: how many there are, how many are settled, and what stands in the way of the others."""

    name: str
    findings: int
    settled: int
    stale: int
    needs_second: int
    statuses: dict[Status, int]
    severities: dict[Severity, int]


def progress(name: str, entries: Iterable[Entry]) -> Progress:
    """The progress of some findings, under a name; every status and severity has its number, be it zero."""
    listed = tuple(entries)
    statuses, severities = Counter(one.status for one in listed), Counter(one.severity for one in listed)
    return Progress(
        name,
        len(listed),
        sum(one.settled for one in listed),
        sum(one.stale for one in listed),
        sum(one.needs_second for one in listed),
        {status: statuses[status] for status in Status},
        {severity: severities[severity] for severity in Severity},
    )


def by_unit(ledger: Ledger) -> tuple[Progress, ...]:
    """The progress of every unit, also of those without findings, in the order of the reports."""
    units = dict.fromkeys((*(one.unit for one in ledger.reports), *(one.unit for one in ledger.entries)))
    return _grouped(ledger, units, lambda entry: entry.unit)


def by_family(ledger: Ledger) -> tuple[Progress, ...]:
    """The progress of every family of checks, in the catalogue's order."""
    return _grouped(ledger, dict.fromkeys(one.family for one in ledger.checks), lambda entry: entry.family)


def by_reviewer(ledger: Ledger) -> tuple[Progress, ...]:
    """The progress of what is assigned to each reviewer; what is assigned to nobody under the empty name, last."""
    names = dict.fromkeys(sorted({one.assignee for one in ledger.reports if one.assignee}))
    return _grouped(ledger, {**names, "": None}, lambda entry: entry.assignee)


BY: dict[str, tuple[Callable[[Ledger], Iterable[Progress]], str]] = {
    "families": (by_family, "类别"),
    "units": (by_unit, "单位"),
    "reviewers": (by_reviewer, "负责人"),
}
"""What progress can be counted by, and what that is called."""


def _grouped(ledger: Ledger, names: Iterable[str], name: Callable[[Entry], str]) -> tuple[Progress, ...]:
    found: dict[str, list[Entry]] = {one: [] for one in names}
    for entry in ledger.entries:
        found.setdefault(name(entry), []).append(entry)
    return tuple(progress(one, entries) for one, entries in found.items())
