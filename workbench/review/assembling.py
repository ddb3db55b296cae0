"""The ledger of a store: what runs have found, with what people made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.errors import EmptyStoreError
from workbench.pausing import paused
from workbench.review.database import Database
from workbench.review.heads import entry_of
from workbench.review.journal import head
from workbench.review.later import Later
from workbench.review.ledger import Ledger, ReportRecord
from workbench.review.model import Entry
from workbench.review.recorded import Recorded, Sighting, Version, coverage_of, current_files, undetermined_of
from workbench.review.signing import given, signed
from workbench.review.standings import Standings, former
from workbench.review.states import States, assignees, corrections, sign_offs
from workbench.review.tables import ASSIGNMENT, CORRECTION, DECISION, RUN, SIGN_OFF, journal


def assembled(database: Database, connection: Connection) -> Ledger:
    """The ledger as the store has it at this moment. Raises EmptyStoreError where no run has been recorded.

    Its findings fetch their evidence from the database when it is asked for, whether or not that is still open.
    """
    with paused():
        return _assembled(database, connection)


def _assembled(database: Database, connection: Connection) -> Ledger:
    seq, hash_of_last = head(connection)
    if not seq:
        raise EmptyStoreError("处理意见库中还没有核查结果，请先用 workbench audit --store 核查。")
    recorded = Recorded(connection)
    assigned = assignees(connection)
    listed = sorted(recorded.reports(), key=lambda one: one.report.source)
    reports = tuple(_report(one.report, recorded.versions[one.report.key], assigned) for one in listed)
    coverage, undetermined = Later(lambda: coverage_of(listed)), Later(lambda: undetermined_of(listed))
    levels = {one.unit: one.level for one in recorded.organs} | {one.unit: one.level for one in reports}
    files = {one.key: one.sha256 for one in reports}
    standings = Standings(recorded, list(recorded.sightings(database)), coverage, undetermined)
    states = States(connection, files)

    def told(one: Sighting) -> Entry:
        """A finding with all that is known of it."""
        standing, note = standings.of(one)
        known = {
            "level": levels.get(one.head.unit, ""),
            "assignee": assigned.get(one.head.about, ""),
            "first_run": one.first,
            "last_run": one.last,
            "standing": standing,
            "standing_note": note,
        }
        return entry_of(one.head, one.kept, known | states.of(one.head))

    present, past = standings.parted
    ledger = Ledger(
        run=recorded.runs[-1],
        reports=reports,
        failures=recorded.failures(),
        entries=tuple(map(told, _ordered(present, reports))),
        vanished=tuple(map(told, past)),
        organs=recorded.organs,
        checks=recorded.checks,
        coverage=coverage,
        undetermined=undetermined,
        corrections=corrections(connection, frozenset(files.values())),
        runs=recorded.runs,
        seq=seq,
        head=hash_of_last,
    )
    return signed(ledger, sign_offs(connection))


def refreshed(database: Database, connection: Connection, ledger: Ledger) -> Ledger:
    """A ledger of this store as it stands now; no finding is read again unless there was a run since."""
    seq, hash_of_last = head(connection)
    since_then = _since(connection, ledger.seq)
    if not since_then:
        return ledger
    topics = {row.topic for row in since_then}
    if RUN in topics:
        return assembled(database, connection)
    now = replace(ledger, seq=seq, head=hash_of_last)
    files = {one.key: one.sha256 for one in ledger.reports}
    if DECISION in topics:
        wanted = sorted({row.subject for row in since_then if row.topic == DECISION})
        now = _decided_since(connection, now, files, wanted)
    if ASSIGNMENT in topics:
        now = _assigned(now, assignees(connection))
    if CORRECTION in topics:
        now = replace(now, corrections=corrections(connection, frozenset(files.values())))
    return signed(now, sign_offs(connection) if SIGN_OFF in topics else given(now))


@dataclass(frozen=True, slots=True)
class News:
    """What was done in a store since a row of its journal: the topics, and the findings as decisions leave them now."""

    seq: int
    topics: frozenset[str]
    entries: tuple[Entry, ...]


def news(connection: Connection, seq: int, known: Mapping[str, Entry]) -> News:
    """What was done since row ``seq``; the work is by what was done, and not by how many findings are known."""
    last, _ = head(connection)
    done = _since(connection, seq)
    touched = [known[one] for one in sorted({row.subject for row in done if row.topic == DECISION} & known.keys())]
    entries = as_decided(connection, current_files(connection, {one.about for one in touched}), touched)
    return News(last, frozenset(row.topic for row in done), entries)


def _since(connection: Connection, seq: int) -> Sequence[Row[Any, Any]]:
    """What was done since row ``seq``: topic and subject of each row."""
    return connection.execute(select(journal.c.topic, journal.c.subject).where(journal.c.seq > seq)).all()


def as_decided(connection: Connection, files: Mapping[str, str], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Findings as their decisions leave them now; ``files`` are the SHA-256 of their reports by key."""
    states = States(connection, files, [one.id for one in entries])
    return tuple(one.but(**states.of(one)) for one in entries)


def _decided_since(connection: Connection, ledger: Ledger, files: Mapping[str, str], ids: Sequence[str]) -> Ledger:
    """The ledger with some findings as their decisions leave them now."""
    found = [ledger.by_id[one] for one in ids if one in ledger.by_id]
    touched = {one.id: one for one in as_decided(connection, files, found)}
    entries = tuple(touched.get(one.id, one) for one in ledger.entries)
    return replace(ledger, entries=entries, vanished=tuple(touched.get(one.id, one) for one in ledger.vanished))


def _assigned(ledger: Ledger, assigned: Mapping[str, str]) -> Ledger:
    """The ledger with its reports, and so their findings, assigned as they are now."""
    return replace(
        ledger,
        reports=tuple(replace(one, assignee=assigned.get(one.key, "")) for one in ledger.reports),
        entries=tuple(one.but(assignee=assigned.get(one.about, "")) for one in ledger.entries),
        vanished=tuple(one.but(assignee=assigned.get(one.about, "")) for one in ledger.vanished),
    )


def _ordered(sightings: Iterable[Sighting], reports: Sequence[ReportRecord]) -> list[Sighting]:
    """The findings in the order of the reports, those on missing reports last."""
    order = {report.key: at for at, report in enumerate(reports)}
    return sorted(sightings, key=lambda one: order.get(one.head.about, len(order)))


def _report(found: ReportRecord, versions: Sequence[Version], assigned: Mapping[str, str]) -> ReportRecord:
    """A report with the file that it replaced, and whose it is."""
    before, assignee = former(versions), assigned.get(found.key, "")
    return replace(found, former=before, assignee=assignee) if before or assignee else found
