"""A run written into the store, and read out of it: reports, failures, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from workbench.findings import Severity
from workbench.review.audited import report_key
from workbench.review.database import Database
from workbench.review.heads import Head, Kept, Page, head_of, head_of_record, read_head
from workbench.review.ledger import (
    CheckRecord,
    Coverage,
    Fault,
    Ledger,
    Organ,
    ReportRecord,
    RunRecord,
    Undetermined,
    flat,
    nested,
)
from workbench.review.model import Found
from workbench.review.states import among
from workbench.review.tables import failures, findings, heads, reports, runs, sightings
from workbench.text import normalise

_CHUNK = 2_000
_PAGE = 100
"""Findings whose evidence is read at once."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What a run has beside its findings."""

    checks: tuple[CheckRecord, ...]
    organs: tuple[Organ, ...]


_LEDGER = TypeAdapter(Ledger)
_RUN = TypeAdapter(RunRecord)
_CONTEXT = TypeAdapter(_Context)
_REPORT = TypeAdapter(ReportRecord)
_FAULT = TypeAdapter(Fault)
_FOUND = TypeAdapter(Found)
_REPORTS = TypeAdapter(list[ReportRecord])
_UNDETERMINED = TypeAdapter(tuple[Undetermined, ...])
_ALL_UNDETERMINED = TypeAdapter(list[tuple[Undetermined, ...]])
_COUNTS = TypeAdapter(dict[str, list[int]])
_ALL_COUNTS = TypeAdapter(list[dict[str, list[int]]])


def run_name(ledger: Ledger, *, whole: bool | None) -> str:
    """The act that a run is recorded by: the same for the very same run, whoever records it, and for no other."""
    return hashlib.sha256(_LEDGER.dump_json(ledger) + str(whole).encode()).hexdigest()[:32]


def insert_run(connection: Connection, ledger: Ledger, *, whole: bool) -> RunRecord:
    """Write what a run has found, under the next number; the first one is ``whole`` whatever is said."""
    number = int(connection.scalar(select(func.coalesce(func.max(runs.c.number), 0))) or 0) + 1
    whole = whole or number == 1
    ledger = ledger if whole else _without_the_known(connection, ledger)
    run = replace(ledger.run, number=number)
    context = _text(_CONTEXT, _Context(ledger.checks, ledger.organs))
    row = {"number": number, "at": run.at, "whole": whole, "record": _text(_RUN, run), "context": context}
    connection.execute(runs.insert(), [row])
    _insert(connection, reports, _reports(ledger, number))
    told = ({"source": one.source, "record": _text(_FAULT, one)} for one in ledger.failures)
    _insert(connection, failures, ({"run": number, "position": at, **row} for at, row in enumerate(told)))
    _insert_findings(connection, ledger, number)
    return run


def _without_the_known(connection: Connection, ledger: Ledger) -> Ledger:
    """A run of a part without its findings that a report is missing which the store has: it was not looked for."""
    base = select(func.max(runs.c.number)).where(runs.c.whole).scalar_subquery()
    records = connection.scalars(select(reports.c.record).where(reports.c.run >= func.coalesce(base, 1)))
    known = {normalise(report_key(one.organ or one.unit, one.year)) for one in map(_REPORT.validate_json, records)}
    read = {one.key for one in ledger.reports}
    kept = (one for one in ledger.entries if one.about in read or normalise(one.about) not in known)
    return replace(ledger, entries=tuple(kept))


def _reports(ledger: Ledger, number: int) -> Iterator[dict[str, Any]]:
    counts = nested(ledger.coverage)
    left: dict[str, list[Undetermined]] = {}
    for undecided in ledger.undetermined:
        left.setdefault(undecided.key, []).append(undecided)
    for at, report in enumerate(ledger.reports):
        kept = replace(report, run=number, former="", assignee="", sign_off=None)
        yield {
            "run": number,
            "position": at,
            "key": report.key,
            "sha256": report.sha256,
            "record": _text(_REPORT, kept),
            "coverage": _text(_COUNTS, counts.get(report.key, {})),
            "undetermined": _text(_UNDETERMINED, tuple(left.get(report.key, ()))),
        }


def _insert_findings(connection: Connection, ledger: Ledger, number: int) -> None:
    """Each finding once however often it was made just so, and that this run made it."""
    records = [_text(_FOUND, entry) for entry in ledger.entries]
    contents = [hashlib.sha256(record.encode()).hexdigest()[:32] for record in records]
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = dict(zip(contents, records, strict=True))
    made = dict(zip(contents, ledger.entries, strict=True))
    for chunk in _chunks([{"content": content, "record": record} for content, record in new.items()]):
        connection.execute(insert(findings).on_conflict_do_nothing(), chunk)
    for chunk in _chunks([{"content": content, "head": head_of(entry)} for content, entry in made.items()]):
        connection.execute(insert(heads).on_conflict_do_nothing(), chunk)
    seen = (
        {"finding": entry.id, "digest": entry.digest, "about": entry.about, "content": content}
        for entry, content in zip(ledger.entries, contents, strict=True)
    )
    _insert(connection, sightings, ({"run": number, "position": at, **row} for at, row in enumerate(seen)))


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    for chunk in _chunks(list(rows)):
        connection.execute(table.insert(), chunk)


def _chunks(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    yield from (rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK))


def _text(kind: TypeAdapter[Any], value: object) -> str:
    return kind.dump_json(value).decode()


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
        self.runs = tuple(_RUN.validate_json(row.record) for row in rows)
        self._base = max((row.number for row in rows if row.whole), default=1)
        context: _Context = _CONTEXT.validate_json(rows[-1].context)
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
            failed[row.source] = row.run, _FAULT.validate_json(row.record)
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
    found = (_CONTEXT.validate_json(context).organs for context in contexts)
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
    found = (_RUN.validate_json(record) for record in connection.scalars(select(runs.c.record)))
    return {run.number: run.second_reviewer for run in found}
