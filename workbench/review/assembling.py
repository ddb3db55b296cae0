"""The ledger of a store: what runs have found, with what people made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from workbench.errors import StoreError
from workbench.review.journal import head
from workbench.review.ledger import Coverage, Ledger, ReportRecord, Undetermined
from workbench.review.model import Entry
from workbench.review.recording import Recorded, Sighting, current_files
from workbench.review.signing import given, signed
from workbench.review.standings import Standings, former
from workbench.review.states import States, assignees, corrections, sign_offs
from workbench.review.tables import ASSIGNMENT, CORRECTION, DECISION, RUN, SIGN_OFF, journal


def assembled(connection: Connection) -> Ledger:
    """The ledger as the store has it at this moment. Raises StoreError where no run has been recorded."""
    seq, hash_of_last = head(connection)
    if not seq:
        raise StoreError("处理意见库中还没有核查结果，请先用 workbench audit --store 核查。")
    recorded = Recorded(connection)
    assigned = assignees(connection)
    reports, coverage, undetermined = _reports(recorded, assigned)
    levels = {one.unit: one.level for one in recorded.organs} | {one.unit: one.level for one in reports}
    files = {one.key: one.sha256 for one in reports}
    sightings = list(recorded.sightings())
    standings = Standings(recorded, sightings, coverage, undetermined)
    states = States(connection, files)

    def told(one: Sighting) -> Entry:
        """A finding with all that is known of it."""
        standing, note = standings.of(one)
        return replace(
            one.entry,
            level=levels.get(one.entry.unit, ""),
            assignee=assigned.get(one.entry.about, ""),
            first_run=one.first,
            last_run=one.last,
            standing=standing,
            standing_note=note,
            **states.of(one.entry),
        )

    present, past = standings.parted
    ledger = Ledger(
        run=recorded.runs[-1],
        reports=tuple(reports),
        failures=recorded.failures(),
        entries=tuple(_ordered(map(told, present), reports)),
        vanished=tuple(map(told, past)),
        organs=recorded.organs,
        checks=recorded.checks,
        coverage=tuple(coverage),
        undetermined=tuple(undetermined),
        corrections=corrections(connection, frozenset(files.values())),
        runs=recorded.runs,
        seq=seq,
        head=hash_of_last,
    )
    return signed(ledger, sign_offs(connection))


def refreshed(connection: Connection, ledger: Ledger) -> Ledger:
    """A ledger of this store as it stands now; no finding is read again unless there was a run since."""
    seq, hash_of_last = head(connection)
    since_then = _since(connection, ledger.seq)
    if not since_then:
        return ledger
    topics = {row.topic for row in since_then}
    if RUN in topics:
        return assembled(connection)
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
    return tuple(replace(one, **states.of(one)) for one in entries)


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
        entries=tuple(replace(one, assignee=assigned.get(one.about, "")) for one in ledger.entries),
        vanished=tuple(replace(one, assignee=assigned.get(one.about, "")) for one in ledger.vanished),
    )


def _ordered(entries: Iterable[Entry], reports: Sequence[ReportRecord]) -> list[Entry]:
    """The findings in the order of the reports, those on missing reports last."""
    order = {report.key: at for at, report in enumerate(reports)}
    return sorted(entries, key=lambda entry: order.get(entry.about, len(order)))


def _reports(
    recorded: Recorded, assigned: Mapping[str, str]
) -> tuple[list[ReportRecord], list[Coverage], list[Undetermined]]:
    """The reports that count, by unit and year, with all coverage and all that is undetermined."""
    listed = sorted(recorded.reports(), key=lambda one: one[0].source)
    reports = [
        replace(one, former=former(recorded.versions[one.key]), assignee=assigned.get(one.key, ""))
        for one, _, _ in listed
    ]
    return reports, [row for _, rows, _ in listed for row in rows], [row for _, _, rows in listed for row in rows]
