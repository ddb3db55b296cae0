"""A run written into the store: reports, failures, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from workbench.review.audited import report_key
from workbench.review.heads import head_of
from workbench.review.ledger import Ledger, RunRecord, Undetermined, nested
from workbench.review.model import Entry, Found
from workbench.review.recorded import A_CONTEXT, A_FAULT, A_REPORT, A_RUN, COUNTS, UNDETERMINED, Context
from workbench.review.tables import failures, findings, heads, reports, runs, sightings
from workbench.text import normalise

_CHUNK = 2_000
_LEDGER = TypeAdapter(Ledger)
_FOUND = TypeAdapter(Found)
_ENTRY = TypeAdapter(Entry)
_ENTRIES = b',"entries":[]'
_TOLD = tuple(one.name for one in fields(Entry) if one.name not in Found.__dataclass_fields__)
_told = attrgetter(*_TOLD)


class Record(NamedTuple):
    """A finding and its record, which is written down once for all that is made of it."""

    entry: Entry
    text: bytes

    @property
    def content(self) -> str:
        """The hash of the record."""
        return hashlib.sha256(self.text).hexdigest()[:32]


def records_of(ledger: Ledger) -> list[Record]:
    """The findings of a ledger with their records."""
    return [Record(entry, _FOUND.dump_json(entry)) for entry in ledger.entries]


def run_name(ledger: Ledger, records: Iterable[Record], *, whole: bool | None) -> str:
    """The act that a run is recorded by: the same for the very same run, whoever records it, and for no other.

    It is the digest of the ledger as JSON, in which a finding is its record and what was made of it.
    """
    first, _, last = _LEDGER.dump_json(replace(ledger, entries=())).partition(_ENTRIES)
    made = hashlib.sha256(first + _ENTRIES[:-1])
    written: dict[tuple[object, ...], bytes] = {}  # most findings have the same made of them: nothing yet
    for at, one in enumerate(records):
        told = _told(one.entry)
        if told not in written:
            written[told] = b"," + _ENTRY.dump_json(one.entry, include=set(_TOLD))[1:]
        made.update(b"," * (at > 0) + one.text[:-1] + written[told])
    made.update(_ENTRIES[-1:] + last + str(whole).encode())
    return made.hexdigest()[:32]


def insert_run(connection: Connection, ledger: Ledger, records: list[Record], *, whole: bool) -> RunRecord:
    """Write what a run has found, under the next number; the first one is ``whole`` whatever is said."""
    number = int(connection.scalar(select(func.coalesce(func.max(runs.c.number), 0))) or 0) + 1
    whole = whole or number == 1
    records = records if whole else _without_the_known(connection, ledger, records)
    run = replace(ledger.run, number=number)
    context = _text(A_CONTEXT, Context(ledger.checks, ledger.organs))
    row = {"number": number, "at": run.at, "whole": whole, "record": _text(A_RUN, run), "context": context}
    connection.execute(runs.insert(), [row])
    _insert(connection, reports, _reports(ledger, number))
    told = ({"source": one.source, "record": _text(A_FAULT, one)} for one in ledger.failures)
    _insert(connection, failures, ({"run": number, "position": at, **row} for at, row in enumerate(told)))
    _insert_findings(connection, records, number)
    return run


def _without_the_known(connection: Connection, ledger: Ledger, made: list[Record]) -> list[Record]:
    """A run of a part without its findings that a report is missing which the store has: it was not looked for."""
    base = select(func.max(runs.c.number)).where(runs.c.whole).scalar_subquery()
    records = connection.scalars(select(reports.c.record).where(reports.c.run >= func.coalesce(base, 1)))
    known = {normalise(report_key(one.organ or one.unit, one.year)) for one in map(A_REPORT.validate_json, records)}
    read = {one.key for one in ledger.reports}
    return [one for one in made if one.entry.about in read or normalise(one.entry.about) not in known]


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
            "record": _text(A_REPORT, kept),
            "coverage": _text(COUNTS, counts.get(report.key, {})),
            "undetermined": _text(UNDETERMINED, tuple(left.get(report.key, ()))),
        }


def _insert_findings(connection: Connection, made: list[Record], number: int) -> None:
    """Each finding once however often it was made just so, and that this run made it."""
    contents = [one.content for one in made]
    new = dict(zip(contents, made, strict=True))
    _insert_once(connection, findings, ({"content": key, "record": one.text.decode()} for key, one in new.items()))
    _insert_once(connection, heads, ({"content": key, "head": head_of(one.entry)} for key, one in new.items()))
    seen = (
        {"finding": one.entry.id, "digest": one.entry.digest, "about": one.entry.about, "content": content}
        for one, content in zip(made, contents, strict=True)
    )
    _insert(connection, sightings, ({"run": number, "position": at, **row} for at, row in enumerate(seen)))


def _insert_once(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert what is not there yet."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for chunk in _chunks(rows):
        connection.execute(insert(table).on_conflict_do_nothing(), chunk)


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    for chunk in _chunks(rows):
        connection.execute(table.insert(), chunk)


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _text(kind: TypeAdapter[Any], value: object) -> str:
    return kind.dump_json(value).decode()
