"""Decisions as they enter the journal: complete, on the finding as it is now, and on nobody's work unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from workbench.review.assembling import assembled
from workbench.review.journal import Line
from workbench.review.model import ConflictError, Entry, Opinion
from workbench.review.recording import asked_twice, current_files
from workbench.review.states import States, among, versions
from workbench.review.tables import DECISION, sightings

_NAMED = 3


def lines(connection: Connection, entries: Sequence[Entry], opinion: Opinion) -> list[Line]:
    """The rows of a decision, one a finding, each with the figures and the file that it was taken on."""
    files = current_files(connection, {entry.about for entry in entries})
    asked = asked_twice(connection)
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
                "second": entry.severity in asked.get(entry.last_run, ()),
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
    found = [(one, figures.get(one.id) != (one.last_run, one.digest)) for one in entries]
    return [Changed(one, by_run) for one, by_run in found if by_run or now.get(one.id, 0) != one.version]


def as_they_are(connection: Connection, changed: Sequence[Changed]) -> list[Entry]:
    """The changed findings as they are now; all is read anew only where a run has changed one."""
    if any(one.by_run for one in changed):
        found = assembled(connection).by_id
        return [found[one.entry.id] for one in changed if one.entry.id in found]
    entries = [one.entry for one in changed]
    files = current_files(connection, {entry.about for entry in entries})
    states = States(connection, files, [entry.id for entry in entries])
    return [replace(entry, **states.of(entry)) for entry in entries]


def _figures(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The last run that found each finding, and the digest of its figures."""
    last = select(sightings.c.finding, func.max(sightings.c.run).label("run")).group_by(sightings.c.finding).subquery()
    query = select(sightings.c.finding, sightings.c.run, sightings.c.digest).join(
        last, (last.c.finding == sightings.c.finding) & (last.c.run == sightings.c.run)
    )
    return {row.finding: (row.run, row.digest) for row in among(connection, query, sightings.c.finding, ids)}


def conflict(entries: Sequence[Entry]) -> ConflictError:
    """What is to be said to whoever decided on findings that are no longer as they were: who was quicker, and how."""
    said = [f"“{one.message}”{_by(one)}" for one in entries[:_NAMED]]
    more = f"等{len(entries)}个问题" if len(entries) > _NAMED else ""
    return ConflictError(f"{'；'.join(said)}{more}。意见未保存，请看过后再确认。", tuple(entries))


def _by(entry: Entry) -> str:
    last = entry.decision
    return f"已由{last.reviewer}处理为“{entry.status_words}”" if last else "的数据或意见已有变化"
