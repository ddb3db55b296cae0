"""What the journal says now: decisions on findings, corrections, sign-offs, assignments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from workbench.review.heads import Head
from workbench.review.model import Correction, Decision, Entry, SignOff
from workbench.review.tables import ASSIGNMENT, CORRECTION, DECISION, SIGN_OFF, current_state, history, journal
from workbench.review.words import Status
from workbench.text import normalise

_MANY = 500
_DECISION = TypeAdapter(Decision)
_CORRECTION = TypeAdapter(Correction)
_SIGN_OFF = TypeAdapter(SignOff)


class States:
    """What was decided on findings: on all, or on those that are named by their ids.

    ``files`` are the SHA-256 of the reports by key.
    """

    def __init__(self, connection: Connection, files: Mapping[str, str], only: Sequence[str] | None = None) -> None:
        """Read the decisions."""
        self._files = files
        self._versions = versions(connection, only)
        self._taken = _decisions(connection, only)

    def of(self, entry: Entry | Head) -> dict[str, Any]:
        """The fields of a finding that its decisions make; none where nobody has ever decided on it."""
        if entry.id not in self._versions:
            return {}
        taken = self._taken.get(entry.id, [])
        state = standing(entry, [one for one in taken if not one.undone], self._files.get(entry.about, ""))
        return {**state, "version": self._versions[entry.id], "history": tuple(taken)}


def standing(entry: Entry | Head, valid: Sequence[Decision], sha256: str) -> dict[str, Any]:
    """What the decisions that were not taken back come to; ``sha256`` is the report's file now."""
    last = valid[-1] if valid else None
    if last is None:
        return {"status": Status.UNDECIDED, "decision": None, "stale": False, "needs_second": False}
    back = last.kind is Status.CORRECTED and bool(sha256) and last.sha256 != sha256
    stale = last.digest != entry.digest or back
    return {"status": last.kind, "decision": last, "stale": stale, "needs_second": _needs_second(valid)}


def _needs_second(valid: Sequence[Decision]) -> bool:
    """Whether the dismissals that stand, on the same figures and by different people, are fewer than asked for."""
    last, by, asked = valid[-1], set(), False
    for one in reversed(valid):
        if one.kind is not Status.DISMISSED or one.digest != last.digest:
            break
        by.add(normalise(one.reviewer))
        asked = asked or one.second
    return asked and len(by) < 2  # noqa: PLR2004 - two pairs of eyes


def versions(connection: Connection, only: Sequence[str] | None = None) -> dict[str, int]:
    """The number of the last row about each finding: the state that a decision must be taken on."""
    seq = func.max(journal.c.seq).label("seq")
    query = select(journal.c.subject, seq).where(journal.c.topic == DECISION).group_by(journal.c.subject)
    return {row.subject: row.seq for row in among(connection, query, journal.c.subject, only)}


def _decisions(connection: Connection, only: Sequence[str] | None) -> dict[str, list[Decision]]:
    query = select(history).where(history.c.topic == DECISION).order_by(history.c.seq)
    found: dict[str, list[Decision]] = {}
    for row in among(connection, query, history.c.subject, only):
        made = _told(row) | {"kind": row.kind, "undone": bool(row.undone)}
        found.setdefault(row.subject, []).append(_DECISION.validate_python(made))
    return found


def among(
    connection: Connection, query: Select[Any], column: ColumnElement[str], only: Sequence[str] | None
) -> Iterator[Row[Any]]:
    """The rows of a query, where a column is one of some values if any are named."""
    if only is None:
        yield from connection.execute(query)
        return
    for at in range(0, len(only), _MANY):
        yield from connection.execute(query.where(column.in_(only[at : at + _MANY])))


def _told(row: Row[Any]) -> dict[str, Any]:
    """What a row of the journal says: its body, and who wrote it when."""
    return {**json.loads(row.body), "seq": row.seq, "act": row.act, "reviewer": row.reviewer, "at": row.at}


def current(connection: Connection, topic: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands now on each subject of a topic."""
    query = select(current_state).where(current_state.c.topic == topic).order_by(current_state.c.seq)
    yield from ((row.subject, _told(row)) for row in connection.execute(query))


def assignees(connection: Connection) -> dict[str, str]:
    """Who each report is assigned to, by the report's key."""
    return {subject: told["assignee"] for subject, told in current(connection, ASSIGNMENT)}


def corrections(connection: Connection, files: frozenset[str] | None = None) -> tuple[Correction, ...]:
    """The corrections that stand; those of other files than these, where they are named, are not applied."""
    found = (_CORRECTION.validate_python(told) for _, told in current(connection, CORRECTION))
    return tuple(one if files is None or one.sha256 in files else replace(one, applied=False) for one in found)


def sign_offs(connection: Connection) -> dict[str, SignOff]:
    """The sign-offs that were not taken back, by the report's key; that of the batch under the empty one."""
    return {subject: _SIGN_OFF.validate_python(told) for subject, told in current(connection, SIGN_OFF)}
