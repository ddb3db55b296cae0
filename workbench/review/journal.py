"""The journal: rows that are only added, each with the hash of the one before it, and the walk along that chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select

from workbench.review.heads import is_head_of
from workbench.review.tables import REDO, RUN, UNDO, failures, findings, heads, journal, reports, runs, sightings

_HASHED = ("seq", "act", "position", "topic", "kind", "subject", "target", "reviewer", "at", "body", "previous")
_NAMED = 3
_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be added to the journal: one row of an act."""

    topic: str
    kind: str
    subject: str
    body: dict[str, Any] = field(default_factory=dict)
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain came to: how many rows, the last one's hash, and what is wrong, in Chinese."""

    rows: int
    head: str
    faults: tuple[str, ...]


def append(connection: Connection, act: str, reviewer: str, at: str, lines: Sequence[Line]) -> None:
    """Add the rows of an act, within a writing transaction."""
    seq, previous = head(connection)
    rows = []
    for position, line in enumerate(lines):
        seq += 1
        row = {
            "seq": seq,
            "act": act,
            "position": position,
            "topic": line.topic,
            "kind": line.kind,
            "subject": line.subject,
            "target": line.target,
            "reviewer": reviewer,
            "at": at,
            "body": written(line.body),
            "previous": previous,
        }
        previous = row["hash"] = _hash(row)
        rows.append(row)
    connection.execute(journal.insert(), rows)


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last row; 0 and nothing where there is none."""
    last = connection.execute(select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, "")


def holds(connection: Connection, act: str) -> bool:
    """Whether an act has been written."""
    return connection.scalar(select(journal.c.seq).where(journal.c.act == act).limit(1)) is not None


def written(value: object) -> str:
    """A value as JSON in the one way that is hashed, in ASCII so that every database keeps it as it is."""
    return _WRITER.encode(value)


def digest(parts: Iterable[str]) -> str:
    """A SHA-256 over texts, whatever stands in them."""
    made = hashlib.sha256()
    for part in parts:
        made.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def _hash(row: dict[str, Any]) -> str:
    return hashlib.sha256(written([row[name] for name in _HASHED]).encode("ascii")).hexdigest()


def verify(connection: Connection, noted: str = "") -> Verification:
    """Walk the whole chain, and hold the runs against what the journal says of them, the heads against the records.

    ``noted`` is a head hash that was noted down earlier: it must be in the chain, for nothing else tells that the last
    rows have been cut off.
    """
    faults: list[str] = []
    known = {""}
    seq, previous = 0, ""
    for row in connection.execution_options(yield_per=1000).execute(select(journal).order_by(journal.c.seq)):
        faults += _faults(row, seq, previous)
        seq, previous = row.seq, row.hash
        known.add(row.hash)
    if noted not in known:
        faults.append(f"记下的校验值 {noted} 不在处理记录中：记录被截断或整体替换")
    faults += _runs(connection)
    faults += _heads(connection)
    return Verification(int(connection.scalar(select(func.count()).select_from(journal)) or 0), previous, tuple(faults))


def _faults(row: Row[Any], seq: int, previous: str) -> Iterator[str]:
    """What is wrong with a row, given the one before it."""
    if row.seq != seq + 1:
        yield f"第{seq + 1}行至第{row.seq - 1}行缺失"
    elif row.previous != previous:
        yield f"第{row.seq}行与前一行不衔接：前面的记录被改动、删除或调换"
    if _hash(dict(row._mapping)) != row.hash:  # noqa: SLF001 - SQLAlchemy's public name
        yield f"第{row.seq}行被改动"
    if row.kind in (UNDO, REDO) and not (row.target and row.target < row.seq):
        yield f"第{row.seq}行所撤销的记录不存在"


def _runs(connection: Connection) -> Iterator[str]:
    """Which runs are no longer what was recorded."""
    rows = connection.execute(select(journal.c.subject, journal.c.body).where(journal.c.topic == RUN))
    noted = {row.subject: _noted(row.body) for row in rows}
    there = {str(number) for number in connection.scalars(select(runs.c.number))}
    for number in sorted({*noted, *there}, key=lambda one: (len(one), one)):
        if number not in there or noted.get(number) != run_digest(connection, int(number)):
            yield f"第{number}次核查的结果被改动、删除或未经登记"


def _heads(connection: Connection) -> Iterator[str]:
    """Which heads are not what their records make."""
    query = select(findings.c.content, findings.c.record, heads.c.head).outerjoin_from(findings, heads)
    rows = connection.execution_options(yield_per=1000).execute(query.order_by(findings.c.content))
    wrong = [row.content for row in rows if not is_head_of(row.head, row.record)]
    if wrong:
        named = "、".join(wrong[:_NAMED]) + "等" * (len(wrong) > _NAMED)
        yield f"{len(wrong)}个问题的摘要与其记录不符（{named}）：摘要被改动或删除"


def _noted(body: str) -> object:
    """The digest that a run's row holds; None where somebody has made something else of the row."""
    try:
        told = json.loads(body)
    except ValueError:
        return None
    return told.get("digest") if isinstance(told, dict) else None


def run_digest(connection: Connection, number: int) -> str:
    """A digest over all that a run has recorded."""
    return digest(_recorded(connection, number))


def _recorded(connection: Connection, number: int) -> Iterator[str]:
    found = select(sightings.c.position, sightings.c.finding, sightings.c.digest, sightings.c.about, findings.c.record)
    found = found.join(findings, findings.c.content == sightings.c.content)
    parts = (
        select(runs).where(runs.c.number == number),
        select(reports).where(reports.c.run == number).order_by(reports.c.position),
        select(failures).where(failures.c.run == number).order_by(failures.c.position),
        found.where(sightings.c.run == number).order_by(sightings.c.position),
    )
    for query in parts:
        for row in connection.execute(query):
            yield written([int(one) if isinstance(one, bool) else one for one in row])
