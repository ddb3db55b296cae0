"""What runs have found, read out of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from workbench.findings import Severity
from workbench.pausing import paused
from workbench.review.database import Database
from workbench.review.heads import Head, Kept, Page, head_of_record, read_head
from workbench.review.ledger import CheckRecord, Coverage, Fault, Organ, ReportRecord, RunRecord, Undetermined, flat
from workbench.review.states import among
from workbench.review.tables import failures, findings, heads, reports, runs, sightings

_PAGE = 100
"""Findings whose evidence is read at once."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a run has beside its findings."""

    checks: tuple[CheckRecord, ...]
    organs: tuple[Organ, ...]


A_RUN = TypeAdapter(RunRecord)
A_CONTEXT = TypeAdapter(Context)
A_REPORT = TypeAdapter(ReportRecord)
A_FAULT = TypeAdapter(Fault)
UNDETERMINED = TypeAdapter(tuple[Undetermined, ...])
COUNTS = TypeAdapter(dict[str, list[int]])
"""What the store keeps as JSON, for those who write it and those who read it."""
_REPORTS = TypeAdapter(list[ReportRecord])
_ALL_UNDETERMINED = TypeAdapter(list[tuple[Undetermined, ...]])
_ALL_COUNTS = TypeAdapter(list[dict[str, list[int]]])


class Sighting(NamedTuple):
    """A finding as the last run that made it has it, the first and last of those runs, and where its evidence is."""

    head: Head
    first: int
    last: int
    kept: Kept


class Written(NamedTuple):
    """A report as a run has it; in JSON its coverage, and what of it is undetermined."""

    report: ReportRecord
    run: int
    coverage: str
    undetermined: str


@dataclass(frozen=True, slots=True)
class Version:
    """The file of a report in a run."""

    run: int
    sha256: str


class Recorded:
    """What all runs have found, as far as it still counts.

    A report counts as the last run that it was part of has it. ``latest`` are those runs by the report's key,
    ``versions`` its files in the order of runs.
    """

    def __init__(self, connection: Connection) -> None:
        """Read the store's runs, of which there is one at least."""
        self._connection = connection
        rows = connection.execute(select(runs).order_by(runs.c.number)).all()
        self.runs = tuple(A_RUN.validate_json(row.record) for row in rows)
        self._base = max((row.number for row in rows if row.whole), default=1)
        context: Context = A_CONTEXT.validate_json(rows[-1].context)
        self.checks = context.checks
        self.organs = context.organs or _last_roster(row.context for row in reversed(rows))
        self.versions = self._versions()
        self.latest = self._latest()

    def _versions(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = {}
        query = select(reports.c.key, reports.c.run, reports.c.sha256).order_by(reports.c.run, reports.c.position)
        for row in self._connection.execute(query):
            found.setdefault(row.key, []).append(Version(row.run, row.sha256))
        return found

    def _latest(self) -> dict[str, int]:
        """The last run that each report was part of; where the last whole run had it no more, that found it missing."""
        found: dict[str, int] = {}
        for key, run in ((sightings.c.about, sightings.c.run), (reports.c.key, reports.c.run)):
            query = select(key, func.max(run)).where(run >= self._base).group_by(key)
            found |= {str(about): int(last) for about, last in self._connection.execute(query)}
        return found

    @cached_property
    def _records(self) -> list[Written]:
        """The reports of the last whole run and of those after it, in the order of runs."""
        wanted = select(reports).where(reports.c.run >= self._base).order_by(reports.c.run, reports.c.position)
        rows = self._connection.execute(wanted).all()
        made = _REPORTS.validate_json(_listed(row.record for row in rows))
        return [Written(one, row.run, row.coverage, row.undetermined) for one, row in zip(made, rows, strict=True)]

    def reports(self) -> list[Written]:
        """The reports that count."""
        return [one for one in self._records if self.latest[one.report.key] == one.run]

    def failures(self) -> tuple[Fault, ...]:
        """The files that the last run which met them could not read."""
        read = {one.report.source: one.run for one in self._records}  # the last one is the latest
        failed: dict[str, tuple[int, Fault]] = {}
        wanted = select(failures).where(failures.c.run >= self._base).order_by(failures.c.run, failures.c.position)
        for row in self._connection.execute(wanted):
            failed[row.source] = row.run, A_FAULT.validate_json(row.record)
        return tuple(fault for source, (run, fault) in failed.items() if run >= read.get(source, 0))

    def sightings(self, database: Database) -> Iterator[Sighting]:
        """Every finding ever made, as the last run that made it has it, in the order of runs."""
        spans = select(
            sightings.c.finding.label("finding"),
            func.min(sightings.c.run).label("first"),
            func.max(sightings.c.run).label("last"),
        )
        ends = spans.group_by(sightings.c.finding).subquery()
        query = (
            select(ends.c.first, ends.c.last, sightings.c.content, heads.c.head)
            .select_from(sightings)
            .join(ends, (ends.c.finding == sightings.c.finding) & (ends.c.last == sightings.c.run))
            .outerjoin(heads, heads.c.content == sightings.c.content)
            .order_by(sightings.c.run, sightings.c.position)
        )
        rows = self._connection.execute(query).all()
        for at in range(0, len(rows), _PAGE):
            page = Page(database, [row.content for row in rows[at : at + _PAGE]])
            for first, last, content, kept in rows[at : at + _PAGE]:
                head = read_head(kept or self._head(content))
                yield Sighting(head, first, last, Kept(page, content, head.evidence))

    def _head(self, content: str) -> str:
        """A head that is not there, of the record: an older package may have written to the store beside this one."""
        return head_of_record(str(self._connection.scalar(select(findings.c.record).filter_by(content=content))))


def coverage_of(listed: Sequence[Written]) -> list[Coverage]:
    """The coverage of reports that were read."""
    with paused():
        found = _ALL_COUNTS.validate_json(_listed(one.coverage for one in listed))
        counts = {one.report.key: each for one, each in zip(listed, found, strict=True)}
        return flat(counts, {one.report.key: one.report.source for one in listed})


def undetermined_of(listed: Sequence[Written]) -> list[Undetermined]:
    """What of reports that were read is undetermined."""
    found = _ALL_UNDETERMINED.validate_json(_listed(one.undetermined for one in listed))
    return [row for rows in found for row in rows]


def _listed(texts: Iterable[str]) -> str:
    """Many values in JSON as one list, which is read faster than each of them."""
    return f"[{','.join(texts)}]"


def _last_roster(contexts: Iterator[str]) -> tuple[Organ, ...]:
    """The roster of the last run that had one."""
    found = (A_CONTEXT.validate_json(context).organs for context in contexts)
    return next((organs for organs in found if organs), ())


def known_reports(connection: Connection) -> set[str]:
    """The keys of the reports that any run was of."""
    return set(connection.scalars(select(reports.c.key).distinct()))


def current_files(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of reports' files in the last run that they were part of."""
    query = select(reports.c.key, reports.c.sha256).order_by(reports.c.run)
    return {row.key: row.sha256 for row in among(connection, query, reports.c.key, sorted(keys))}


def asked_twice(connection: Connection) -> dict[int, tuple[Severity, ...]]:
    """The severities whose dismissal takes a second reviewer, by the number of the run whose policy says so."""
    found = (A_RUN.validate_json(record) for record in connection.scalars(select(runs.c.record)))
    return {run.number: run.second_reviewer for run in found}
