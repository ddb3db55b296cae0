"""Decisions as they enter the journal: complete, on the finding as it is now, and on nobody's work unseen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from workbench.review.assembling import as_decided, assembled
from workbench.review.database import Database
from workbench.review.journal import Line
from workbench.review.model import ConflictError, Entry, Opinion
from workbench.review.recorded import asked_twice, current_files
from workbench.review.states import among, versions
from workbench.review.tables import DECISION, findings, sightings

_NAMED = 3


def lines(connection: Connection, entries: Sequence[Entry], opinion: Opinion) -> list[Line]:
    """The rows of a decision, one a finding, each with the figures and the file that it was taken on."""
    files = current_files(connection, {entry.about for entry in entries})
    by_two = _by_two(connection, [entry.id for entry in entries])
    said = {"reason": opinion.reason, "note": opinion.note.strip(), "question": opinion.question.strip()}
    return [
        Line(
            DECISION,
            opinion.kind,
            entry.id,
            {
                **said,
                "expected": entry.expected,
                "actual": entry.actual,
                "digest": entry.digest,
                "sha256": files.get(entry.about, ""),
                "second": entry.id in by_two,
            },
        )
        for entry in entries
    ]


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that is no longer as it was looked at: decided on by somebody, or found with other figures by a run."""

    entry: Entry
    by_run: bool


def changed(connection: Connection, entries: Sequence[Entry]) -> list[Changed]:
    """The findings that somebody has decided on, or a run has changed, since they were looked at."""
    ids = [entry.id for entry in entries]
    now, figures = versions(connection, ids), _figures(connection, ids)
    found = [(one, figures.get(one.id) != one.digest) for one in entries]
    return [Changed(one, by_run) for one, by_run in found if by_run or now.get(one.id, 0) != one.version]


def as_they_are(database: Database, connection: Connection, changed: Sequence[Changed]) -> list[Entry]:
    """The changed findings as they are now; all is read anew only where a run has changed one."""
    if any(one.by_run for one in changed):
        found = assembled(database, connection).by_id
        return [found[one.entry.id] for one in changed if one.entry.id in found]
    entries = [one.entry for one in changed]
    return list(as_decided(connection, current_files(connection, {entry.about for entry in entries}), entries))


def _figures(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The digests of the figures of findings, as the last run that found each has them."""
    query = _last(sightings.c.finding, sightings.c.digest)
    return {row.finding: row.digest for row in among(connection, query, sightings.c.finding, ids)}


def _by_two(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The findings whose dismissal takes two, by severity and policy of the last run that found each."""
    asked = asked_twice(connection)
    if not any(asked.values()):
        return set()
    query = _last(sightings.c.finding, sightings.c.run, findings.c.record)
    rows = among(connection, query.join(findings, findings.c.content == sightings.c.content), sightings.c.finding, ids)
    return {row.finding for row in rows if json.loads(row.record)["severity"] in asked[row.run]}


def _last(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the last sighting of each finding."""
    ends = select(sightings.c.finding, func.max(sightings.c.run).label("run")).group_by(sightings.c.finding).subquery()
    last = (ends.c.finding == sightings.c.finding) & (ends.c.run == sightings.c.run)
    return select(*columns).select_from(sightings).join(ends, last)


def conflict(changed: Sequence[Changed], entries: Sequence[Entry]) -> ConflictError:
    """What is to be said to whoever decided on findings that are no longer as they were: who was quicker, and how."""
    seen = {one.entry.id: one.entry.version for one in changed}
    said = [f"“{one.message}”{_by(one, seen[one.id])}" for one in entries[:_NAMED]]
    more = f"等{len(entries)}个问题" if len(entries) > _NAMED else ""
    return ConflictError(f"{'；'.join(said)}{more}。意见未保存，请看过后再确认。", tuple(entries))


def _by(entry: Entry, seen: int) -> str:
    """What has become of a finding since its state of version ``seen``."""
    if entry.decision and entry.decision.seq > seen:
        return f"已由{entry.decision.reviewer}处理为“{entry.status_words}”"
    return "的处理意见已被撤销或恢复" if entry.version != seen else "经重新核查，数据已有变化"
