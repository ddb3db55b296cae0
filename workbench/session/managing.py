"""Progress, assignments and sign-offs; taking in a run that was made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.errors import StoreError
from workbench.review import Ledger, SignOff, local
from workbench.review.ledger import ReportRecord
from workbench.review.progress import BY, Progress, progress
from workbench.session.commands import LIST, Message, Parts, command
from workbench.session.session import Asked, Session

_MOST = 200
"""Lines of progress shown at a time; the rest is found by typing a part of the name."""
_LONGEST = 200


@command
def show_progress(session: Session, message: Message) -> Parts:
    """Show how far the review has got ``by`` reports, units, families or reviewers."""
    by = str(message.get("by", session.asked.by))
    if by not in {"reports", *BY}:
        raise ValueError(by)
    text = str(message.get("text", session.asked.text))[:_LONGEST]
    session.asked = Asked(by, text, bool(message.get("left", session.asked.left)), seen=True)
    return ("head", "progress")


def lines(session: Session) -> dict[str, Any]:
    """The lines of progress that were asked for, the first of them, and how many there are."""
    asked, ledger = session.asked, session.as_it_stands()
    found = _reports(ledger) if asked.by == "reports" else [_line(one) for one in _grouped(ledger, asked.by)]
    kept = [one for one in found if _wanted(asked, one)]
    whole = _line(progress("", ledger.entries))
    signed = _signed(ledger.sign_off)
    return {"by": asked.by, "lines": kept[:_MOST], "of": len(kept), "whole": whole, "sign_off": signed}


def _grouped(ledger: Ledger, by: str) -> Iterable[Progress]:
    grouped, _ = BY[by]
    return grouped(ledger)


def _wanted(asked: Asked, line: dict[str, Any]) -> bool:
    return asked.text.strip() in line["name"] and not (asked.left and line["findings"] == line["settled"])


def _line(one: Progress) -> dict[str, Any]:
    statuses = {str(status): count for status, count in one.statuses.items() if count}
    severities = {str(severity): count for severity, count in one.severities.items() if count}
    numbers = {name: getattr(one, name) for name in ("name", "findings", "settled", "stale", "needs_second")}
    return {**numbers, "statuses": statuses, "severities": severities}


def _reports(ledger: Ledger) -> list[dict[str, Any]]:
    return [{**_line(progress(one.key, ledger.by_report.get(one.key, ()))), **_record(one)} for one in ledger.reports]


def _record(one: ReportRecord) -> dict[str, Any]:
    return {"key": one.key, "assignee": one.assignee, "sign_off": _signed(one.sign_off)}


def _signed(sign_off: SignOff | None) -> dict[str, Any] | None:
    if sign_off is None:
        return None
    said = {"reviewer": sign_off.reviewer, "at": local(sign_off.at), "note": sign_off.note}
    return {**said, "in_force": sign_off.in_force, "why_not": "、".join(sign_off.suspended_by)}


@command
def assign(session: Session, message: Message) -> Parts:
    """Assign reports to a reviewer: those named by their keys, or those that the ``marked`` findings are about."""
    keys = tuple(map(str, message.get("reports", ())))
    if message.get("marked"):
        keys = tuple(dict.fromkeys(entry.about for entry in session.queue.chosen()))
    known = [key for key in keys if key in session.shelf.records]
    assignee = str(message.get("assignee", ""))[:_LONGEST].strip()
    if keys and not known:
        raise StoreError("所选问题没有对应的报告（报告缺失），不能分派。")
    act = session.keeper.assign(known, assignee, session.reviewer)
    session.undo_stack.push(act, f"分派{len(known)}份报告")
    session.catch_up()
    session.tell(f"已将{len(known)}份报告分派给{assignee}。" if assignee else f"已取消{len(known)}份报告的分派。")
    return (*LIST, *_shown(session))


@command
def sign_off(session: Session, message: Message) -> Parts:
    """Sign off a report (``about``), or the whole batch where none is named, as the reviewer sees it."""
    about, note = str(message.get("about", "")), str(message.get("note", ""))
    act = session.keeper.sign_off(session.as_it_stands(), about, session.reviewer, note)
    session.undo_stack.push(act, f"审签{about or '全部报告'}")
    session.catch_up()
    session.tell(f"已审签{about or '全部报告'}。")
    return ("head", *_shown(session))


def _shown(session: Session) -> Parts:
    """The progress, where it was ever looked at."""
    return ("progress",) if session.asked.seen else ()


@command
def reload(session: Session, _message: Message) -> Parts:
    """Take in a run that was recorded elsewhere."""
    if session.store is not None:
        session.take(session.store.ledger())
    return LIST
