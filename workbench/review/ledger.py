"""The ledger 问题台账: what a run, or the store, has to say of all reports; what exports and widgets read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from workbench.findings import Severity
from workbench.review.later import Rows
from workbench.review.model import Correction, Entry, SignOff


@dataclass(frozen=True, slots=True)
class Disabled:
    """A check that the policy has switched off, and why."""

    check: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be read, or an office's own check or form that could not be used, and why, in Chinese."""

    source: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What is needed to make the same findings again, and when it ran (UTC).

    ``changes`` are what the policy decides otherwise than the package's own, ``rules`` the folders of an office's own
    checks and forms. ``number`` counts the runs of a store and is 0 without one. ``second_reviewer`` are the severities
    whose dismissal takes a second reviewer.
    """

    version: str
    catalogue: str
    policy: str
    changes: dict[str, str] = field(default_factory=dict)
    disabled: tuple[Disabled, ...] = ()
    rules: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    at: str = ""
    forms: tuple[str, ...] = ()
    second_reviewer: tuple[Severity, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One report of the ledger: what it is, what its comparisons came to, and how far its review has got.

    ``key`` names the report by unit and year, with the file's name where these do not tell it apart. ``run`` is the
    number of the run that it was last part of, ``former`` the SHA-256 of the file that it replaced. ``organ`` is the
    unit's name in the roster, empty where it is not in it.
    """

    source: str
    sha256: str
    unit: str
    year: int
    edition: str | None
    agrees: int
    differs: int
    undetermined: int
    not_applicable: int
    key: str = ""
    title: str = ""
    level: str = ""
    kind: str = ""
    parent: str = ""
    region: str = ""
    organ: str = ""
    run: int = 0
    former: str = ""
    assignee: str = ""
    sign_off: SignOff | None = None


@dataclass(frozen=True, slots=True)
class Organ:
    """A unit of the roster."""

    unit: str
    level: str = ""
    kind: str = ""
    parent: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check as it was when the run was made."""

    code: str
    name: str
    family: str
    severity: Severity
    title: str
    basis: str
    documentation: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the comparisons of a check on a report came to; ``not_applicable`` is 1 where there were none."""

    key: str
    source: str
    check: str
    agrees: int
    differs: int
    undetermined: int
    not_applicable: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four numbers, in the order in which they are always told."""
        return self.agrees, self.differs, self.undetermined, self.not_applicable


def nested(coverage: Iterable[Coverage]) -> dict[str, dict[str, list[int]]]:
    """Coverage as it is kept: its four numbers by the key of the report and the check."""
    found: dict[str, dict[str, list[int]]] = {}
    for one in coverage:
        found.setdefault(one.key, {})[one.check] = list(one.counts)
    return found


def flat(kept: Mapping[str, Mapping[str, Sequence[int]]], sources: Mapping[str, str]) -> list[Coverage]:
    """The coverage that :func:`nested` made this of; ``sources`` are the files of the reports by key."""
    rows = ((key, check, counts) for key, checks in kept.items() for check, counts in checks.items())
    return [Coverage(key, sources[key], check, *counts) for key, check, counts in rows]


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A comparison that could not be decided, and why, in Chinese."""

    key: str
    source: str
    check: str
    at: str
    subject: str
    reason: str


@dataclass(frozen=True)
class Ledger:
    """All that is to be said of a batch of reports.

    ``entries`` are what is found now, the gravest first within a report; ``vanished`` what former runs found and the
    latest does not. ``run`` is the latest run, ``runs`` all that went in. ``corrections`` are those that stand.
    ``sign_off`` is that of the whole batch. ``head`` is the hash of the journal's last row when this was read, ``seq``
    its number; empty and 0 without a store.
    """

    run: RunRecord
    reports: tuple[ReportRecord, ...] = ()
    failures: tuple[Fault, ...] = ()
    entries: tuple[Entry, ...] = ()
    vanished: tuple[Entry, ...] = ()
    organs: tuple[Organ, ...] = ()
    checks: tuple[CheckRecord, ...] = ()
    coverage: Rows[Coverage] = ()
    undetermined: Rows[Undetermined] = ()
    corrections: tuple[Correction, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    sign_off: SignOff | None = None
    seq: int = 0
    head: str = ""

    def of_run(self, number: int) -> Ledger:
        """The part of the ledger that the run of that number has found, or has found to be no more."""
        reports = tuple(one for one in self.reports if one.run == number)
        keys = {one.key for one in reports}
        return replace(
            self,
            reports=reports,
            entries=tuple(one for one in self.entries if one.last_run == number),
            vanished=tuple(one for one in self.vanished if one.about in keys),
            coverage=tuple(one for one in self.coverage if one.key in keys),
            undetermined=tuple(one for one in self.undetermined if one.key in keys),
        )

    @cached_property
    def severities(self) -> Counter[tuple[str, Severity]]:
        """How many findings of each severity each report has, by the report's key and the severity."""
        return Counter((entry.about, entry.severity) for entry in self.entries)

    @cached_property
    def by_report(self) -> dict[str, tuple[Entry, ...]]:
        """The findings by the key of the report that they are about, one that is missing included."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.about, []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Every finding, vanished ones included, by its id."""
        return {entry.id: entry for entry in (*self.vanished, *self.entries)}

    @cached_property
    def by_key(self) -> dict[str, ReportRecord]:
        """The reports by their key."""
        return {report.key: report for report in self.reports}

    @cached_property
    def by_check(self) -> dict[str, CheckRecord]:
        """The checks by their code."""
        return {check.code: check for check in self.checks}

    def title(self, code: str) -> str:
        """What a check is about, in Chinese; empty where the ledger does not know it."""
        check = self.by_check.get(code)
        return check.title if check else ""
