"""Assignments, corrections, sign-offs, and taking back: the rows that they are in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from workbench.errors import StoreError
from workbench.reports import Report, model
from workbench.review.audited import noted, sound
from workbench.review.journal import Line
from workbench.review.ledger import Ledger
from workbench.review.model import Act, ConflictError
from workbench.review.recorded import known_reports
from workbench.review.signing import bound_to, unsettled
from workbench.review.states import current
from workbench.review.tables import ASSIGNMENT, CORRECTION, REDO, RUN, SIGN_OFF, UNDO, history, journal
from workbench.text import normalise


def assignments(connection: Connection, keys: Sequence[str], assignee: str) -> list[Line]:
    """A row for each report. Raises StoreError where there is no such report."""
    unknown = sorted(set(keys) - known_reports(connection))
    if unknown or not keys:
        raise StoreError(f"库中没有报告：{'、'.join(unknown)}。" if keys else "没有选中任何报告。")
    return [Line(ASSIGNMENT, ASSIGNMENT, key, {"assignee": assignee}) for key in dict.fromkeys(keys)]


def correction(connection: Connection, report: Report, key: str, value: str, reason: str) -> list[Line]:
    """A row for a cell. Raises StoreError, and ConflictError where another has corrected the cell otherwise."""
    if not report.edition or key not in report.form.cells:
        raise StoreError(f"{report.source} 的统计表中没有“{key}”，无法更正。")
    if not reason.strip():
        raise StoreError("更正读数须写明理由。")
    subject = f"{report.sha256} {key}"
    standing = dict(current(connection, CORRECTION)).get(subject)
    seen = report.fact(key).correction
    if standing and standing["value"] != (seen.value if seen else None):
        raise ConflictError(f"该数据已由{standing['reviewer']}更正为“{standing['value']}”，请重新核查后再改。")
    made = noted(model.Correction(report.sha256, key, sound(value.strip()), sound(reason.strip()), ""), report)
    names = ("sha256", "key", "value", "reason", "label", "original", "state", "place", "location")
    return [Line(CORRECTION, CORRECTION, subject, {name: getattr(made, name) for name in names})]


def sign_off(now: Ledger, seen: Ledger, about: str, note: str) -> list[Line]:
    """A row for a report or the batch. Raises StoreError where it is not settled, ConflictError where it changed."""
    if about and about not in {report.key for report in now.reports}:
        raise StoreError(f"库中没有报告：{about}。")
    if bound_to(now, about) != bound_to(seen, about):
        raise ConflictError("报告、处理意见或核查规则已有变化，请刷新后再审签。")
    left = unsettled(now.by_report.get(about, ()) if about else now.entries)
    if left:
        raise StoreError(f"还有 {len(left)} 个问题未处理、数据已变或待复核，不能审签。")
    return [Line(SIGN_OFF, SIGN_OFF, about, {"about": about, "note": note.strip(), **bound_to(now, about)})]


def turned(connection: Connection, act: str, reviewer: str, kind: str) -> list[Line]:
    """A row for each row of an act, which takes it back (``undo``) or puts it in force again (``redo``)."""
    found = connection.execute(select(history).where(history.c.act == act).order_by(history.c.seq)).all()
    rows = [row for row in found if row.undone == (kind == REDO)]
    _refuse(found, rows, reviewer, "撤销" if kind == UNDO else "恢复")
    return [Line(row.topic, kind, row.subject, target=row.seq) for row in rows]


def _refuse(found: Sequence[Row[Any]], rows: Sequence[Row[Any]], reviewer: str, word: str) -> None:
    """Raises StoreError where there is nothing to take back, or it is another's or a run."""
    if not found or found[0].topic == RUN:
        raise StoreError(f"没有可以{word}的操作。")
    if normalise(found[0].reviewer) != normalise(reviewer):
        raise StoreError(f"这是{found[0].reviewer}的操作，只能由本人{word}；不同意见请另行处理。")
    if not rows:
        raise StoreError(f"该操作已经{word}。")


def acts(connection: Connection, reviewer: str, limit: int) -> tuple[Act, ...]:
    """The last acts, the latest first."""
    last, undone = func.max(history.c.seq), func.min(history.c.undone)
    whose = (history.c.act, history.c.topic, history.c.kind, history.c.reviewer, history.c.at)
    query = select(*whose, func.count().label("rows"), undone.label("undone")).where(history.c.topic != RUN)
    if reviewer:
        query = query.where(history.c.reviewer.in_(_spellings(connection, reviewer)))
    found = connection.execute(query.group_by(*whose).order_by(last.desc()).limit(limit))
    return tuple(Act(row.act, row.topic, row.kind, row.reviewer, row.at, row.rows, bool(row.undone)) for row in found)


def _spellings(connection: Connection, reviewer: str) -> list[str]:
    """The names that one person has signed with: those that may be taken back are those that are listed."""
    names = connection.scalars(select(journal.c.reviewer).distinct())
    return [name for name in names if normalise(name) == normalise(reviewer)]
