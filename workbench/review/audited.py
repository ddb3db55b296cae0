"""The ledger of an audit, before anybody has decided anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from workbench.audit import Audit, places, tally
from workbench.checks import Check, catalogue
from workbench.checks.subjects import Batch, Failure
from workbench.documents import Location
from workbench.explain import correction
from workbench.findings import Evidence, Finding, Verdict
from workbench.reports import Report, model
from workbench.reports.roster import Roster, Unit
from workbench.review.ledger import (
    CheckRecord,
    Coverage,
    Disabled,
    Fault,
    Ledger,
    Organ,
    ReportRecord,
    RunRecord,
    Undetermined,
)
from workbench.review.model import Correction, Entry, Found, Quote
from workbench.running import Outcome
from workbench.values import State

_NUMBERS = frozenset({State.NUMBER, State.ZERO})
_UNSOUND = re.compile("[\x00\ud800-\udfff]")


def ledger_of(audit: Audit) -> Ledger:
    """The ledger of an audit without a store: everything is new and undecided."""
    taken = _Taken(audit)
    run = _run(audit)
    return Ledger(
        run=run,
        reports=tuple(taken.report(report) for report in audit.reports),
        failures=tuple(map(_failure, audit.failures)),
        entries=tuple(taken.entry(finding) for finding in audit.problems),
        organs=tuple(map(_organ, audit.roster.units)) if audit.roster else (),
        checks=tuple(map(_check, catalogue())),
        coverage=tuple(taken.coverage()),
        undetermined=tuple(taken.undetermined()),
        corrections=tuple(taken.corrections()),
        runs=(run,),
    )


def report_key(unit: str, year: int, copy: str = "") -> str:
    """The name of a report within a ledger: unit and year, and the file's name where these do not tell it apart."""
    return sound(" ".join(part for part in (unit, str(year or ""), copy) if part))


def report_keys(reports: tuple[Report, ...]) -> dict[str, str]:
    """The keys of reports within a ledger, by their source."""
    copies = Batch(reports).copies
    return {one.source: report_key(one.unit, one.year, copies[one.source]) for one in reports}


def sound(text: str) -> str:
    """A text without what is no character at all and what no database takes."""
    return _UNSOUND.sub("", text)


class _Taken:
    """An audit as it is written down: its reports by source, and their keys."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.reports = {report.source: report for report in audit.reports}
        self.keys = report_keys(audit.reports)

    def report(self, report: Report) -> ReportRecord:
        known = self.audit.roster.find(report.unit) if self.audit.roster else None
        unit = known or Unit(report.unit)
        counts = self.audit.tallies[report.source]
        return ReportRecord(
            source=sound(report.source),
            sha256=report.sha256,
            unit=sound(report.unit),
            year=report.year,
            edition=report.edition,
            agrees=counts["agrees"],
            differs=counts["differs"],
            undetermined=counts["undetermined"],
            not_applicable=counts["not_applicable"],
            key=self.keys[report.source],
            title=sound(report.title),
            level=unit.level,
            kind=unit.kind,
            parent=unit.parent,
            region=unit.region,
            organ=known.unit if known else "",
        )

    def entry(self, finding: Finding) -> Entry:
        """A finding that nobody has decided on."""
        return Entry(**self._found(finding), level=_level(self.audit.roster, finding.unit))

    def _found(self, finding: Finding) -> dict[str, Any]:
        """The fields of a finding's record."""
        words = ("unit", "source", "message", "expected", "actual", "difference", "explanation", "title", "basis", "at")
        kept = ("id", "check", "name", "severity", "confidence", "year", "digest")
        return {
            **{name: sound(getattr(finding, name)) for name in words},
            **{name: getattr(finding, name) for name in kept},
            "evidence": tuple(self._quote(one, finding) for one in finding.evidence),
            "folded": tuple(Found(**self._found(one)) for one in finding.folded),
            "about": self.keys.get(finding.source) or report_key(finding.unit, finding.year),
            "section": _section(finding),
            "places": sound(places(finding)),
        }

    def _quote(self, evidence: Evidence, finding: Finding) -> Quote:
        report = self.reports.get(evidence.source) if evidence.source else finding.report
        before, after = _around(report, evidence)
        label, state, corrected = _cell(report, evidence)
        return Quote(
            kind=evidence.kind,
            text=sound(evidence.text),
            key=evidence.key,
            section=evidence.section,
            start=evidence.start,
            end=evidence.end,
            source=sound(evidence.source),
            label=label,
            state=state,
            before=sound(before),
            after=sound(after),
            place=sound(str(evidence.location or "")),
            location=located(evidence.location),
            correction=corrected,
        )

    def coverage(self) -> Iterator[Coverage]:
        """A row for each report and check that ran."""
        for source, _, _, check, _, *counts in self.audit.coverage.itertuples(index=False, name=None):
            yield Coverage(self.keys[source], sound(source), check, *map(int, counts))

    def undetermined(self) -> Iterator[Undetermined]:
        """What could not be decided."""
        for outcome in self.audit.outcomes:
            if tally(outcome.verdict) == Verdict.UNDETERMINED:
                yield self._open(outcome)

    def corrections(self) -> Iterator[Correction]:
        """The corrections that were given, with what had been read; those of the store as they are."""
        by_file = {report.sha256: report for report in self.audit.reports}
        for given in self.audit.corrections:
            yield noted(given, by_file.get(given.sha256))

    def _open(self, outcome: Outcome) -> Undetermined:
        about, made = outcome.report, outcome.comparison
        key = self.keys.get(about.source) or report_key(about.unit, about.year)
        words = (sound(about.source), outcome.check.code, made.at, made.subject, made.reason or _UNSURE)
        return Undetermined(key, *map(sound, words))


def noted(given: model.Correction, report: Report | None) -> Correction:
    """A correction with what had been read in the cell, and where; one without a report or a cell is not applied."""
    made = Correction(**{one.name: getattr(given, one.name) for one in fields(given)})
    if report is None or not report.edition or given.key not in report.form.cells:
        return replace(made, applied=False)
    fact = report.fact(given.key)
    read, label = fact.original or fact, report.form.label(given.key)
    raw, place = sound(read.raw), sound(str(read.location or ""))
    where = located(read.location)
    return replace(made, label=label, original=raw, state=read.state.chinese, place=place, location=where)


_UNSURE = "所依据的内容未能确切读取，或空白格可能影响结果"


def _level(roster: Roster | None, unit: str) -> str:
    found = roster.find(unit) if roster else None
    return found.level if found else ""


def _section(finding: Finding) -> str:
    """The sections that a finding is about, as an inspector says them."""
    if finding.report is None:
        return ""
    own = [one for one in finding.evidence if not one.source]
    spans = [finding.report.section(one.section) for one in own if one.section is not None]
    named = [section.name for section in spans if section]
    known = finding.report.form.cells
    tables = [f"第{known[one.key].table.section}部分" for one in own if one.key in known]
    return "、".join(dict.fromkeys(named or tables))


def _around(report: Report | None, evidence: Evidence) -> tuple[str, str]:
    """The rest of the sentence that a span stands in, before it and after it."""
    section = report.section(evidence.section) if report and evidence.section is not None else None
    if section is None:
        return "", ""
    first, last = section.sentence(evidence.start, evidence.end)
    return section.shown[first : evidence.start], section.shown[evidence.end : last]


def _cell(report: Report | None, evidence: Evidence) -> tuple[str, str, str]:
    """The name of a cell, in words what it is where it holds no number, and what of it was corrected."""
    if report is None or evidence.key not in report.form.cells:
        return "", "", ""
    fact = report.fact(evidence.key)
    state = "" if fact.state in _NUMBERS else fact.state.chinese
    return report.form.label(evidence.key), state, sound(correction(fact))


def located(location: Location | None) -> dict[str, Any]:
    """A place as JSON has it."""
    return {name: _listed(value) for name, value in location.as_dict().items()} if location else {}


def _listed(value: object) -> object:
    if isinstance(value, str):
        return sound(value)
    return [_listed(one) for one in value] if isinstance(value, list | tuple) else value


def _run(audit: Audit) -> RunRecord:
    run = audit.run
    return RunRecord(
        version=run.version,
        catalogue=run.catalogue,
        policy=run.policy,
        changes=dict(run.changes),
        rules=run.rules,
        disabled=tuple(Disabled(*one) for one in run.off),
        faults=tuple(Fault(*one) for one in run.faults),
        at=run.at,
        forms=run.forms,
        second_reviewer=run.second_reviewer,
    )


def _failure(failure: Failure) -> Fault:
    return Fault(sound(failure.source), sound(failure.reason), failure.sha256)


def _organ(unit: Unit) -> Organ:
    return Organ(unit.unit, unit.level, unit.kind, unit.parent, unit.region)


def _check(check: Check) -> CheckRecord:
    title, text = check.title, check.documentation
    return CheckRecord(check.code, check.name, check.family, check.severity, title, check.basis, text)
