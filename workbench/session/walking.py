"""Going through the queue: opening it, choosing what is in it, walking, marking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from workbench.findings import Severity
from workbench.review import Filter, Standing, Status
from workbench.session.commands import HERE, LIST, Message, Parts, command
from workbench.session.queue import GROUPS, SORTS, View
from workbench.session.session import Session

_KINDS: dict[str, Callable[[Any], Any]] = {
    "severities": Severity,
    "statuses": Status,
    "standings": Standing,
    "years": int,
}
"""What the values of a condition are; texts unless they stand here."""
_LISTS = frozenset({"units", "levels", "families", "checks", "reports", "assignees", *_KINDS})
_LONGEST = 200


@command
def open(session: Session, message: Message) -> Parts:  # noqa: A001 - the word of the message
    """Show everything, to whatever has just begun to show the session; take up where the reviewer left off."""
    session.forget_lent()
    if message.get("reviewer") and not session.reviewer:
        session.name(str(message["reviewer"]))
    if message.get("resume", True):
        _resume(session)
    session.later(session.prepare)
    return (*LIST, "loading")


@command
def name(session: Session, message: Message) -> Parts:
    """Say who is at the desk, and take up where they left off."""
    session.name(str(message["reviewer"])[:_LONGEST])
    _resume(session)
    return LIST


def _resume(session: Session) -> None:
    """Stand where the reviewer stood last; of those who were never here, at the first that is not settled."""
    if session.resumed or session.why_not or not session.seq:
        return
    session.resumed = True
    left = session.keeper.resume(session.reviewer)
    if left and session.queue.go_to(left):
        session.tell("已回到上次查看的问题。")
    elif session.queue.current and session.queue.current.settled:
        session.queue.next_open()


@command
def go(session: Session, message: Message) -> Parts:
    """Stand at the finding of a number (``to``), so many further on (``by``), or of an id (``finding``)."""
    queue, parts = session.queue, HERE
    if "finding" in message:
        parts = _go_to(session, str(message["finding"]))
    else:
        queue.go(int(message["to"]) if "to" in message else queue.position + int(message["by"]))
    session.note_place()
    return parts


def _go_to(session: Session, finding: str) -> Parts:
    """Stand at a finding, also where the filter hides it: then the filter is taken away."""
    if session.queue.go_to(finding) or finding not in session.columns.at:
        return HERE
    session.queue.show(replace(session.queue.view, filter=Filter()))
    session.queue.go_to(finding)
    session.tell("该问题不在原来的筛选范围内，已取消筛选。")
    return LIST


@command
def next_open(session: Session, _message: Message) -> Parts:
    """Stand at the next finding that is not settled."""
    if not session.queue.next_open():
        session.tell("列表中的问题已全部处理。")
    session.note_place()
    return HERE


@command
def choose(session: Session, message: Message) -> Parts:
    """Choose what is in the queue (``filter``), its order (``sort``), its headings (``group``); the rest stays."""
    view = session.queue.view
    chosen = filter_of(message["filter"]) if "filter" in message else view.filter
    sort, group = str(message.get("sort", view.sort)), str(message.get("group", view.group))
    if sort not in SORTS or group not in GROUPS:
        raise ValueError(sort, group)
    session.queue.show(View(chosen, sort, group, view.closed if group == view.group else frozenset()))
    session.rows = (0, session.rows[1])
    return LIST


def filter_of(told: Message) -> Filter:
    """The filter that a message tells. Raises ValueError where it tells of no condition, or of a value that is none."""
    known = {one.name for one in fields(Filter)}
    if not set(told) <= known:
        raise ValueError(sorted(set(told) - known))
    return Filter(**{name: _condition(name, value) for name, value in told.items()})


def _condition(name: str, value: Any) -> Any:  # noqa: ANN401 - a message is anything
    if name in _LISTS:
        return tuple(map(_KINDS.get(name, str), value))
    if name == "text":
        return str(value)[:_LONGEST]
    return None if value is None else bool(value)


@command
def look(session: Session, message: Message) -> Parts:
    """Show other rows of the queue, from ``first`` on so many as ``count``."""
    session.rows = (max(int(message["first"]), 0), min(max(int(message["count"]), 1), 400))
    return ("rows",)


@command
def fold(session: Session, message: Message) -> Parts:
    """Close a group, or open it."""
    session.queue.toggle_group(str(message["group"]))
    return ("rows", "queue")


@command
def mark(session: Session, message: Message) -> Parts:
    """Mark the finding where the reviewer stands, one of a number, a range, a group, all; or unmark all."""
    queue, what = session.queue, message.get("what", "one")
    if what == "all":
        queue.mark_all()
    elif what == "none":
        queue.marked.clear()
    elif what == "group":
        queue.mark_group(str(message["group"]))
    elif what == "range":
        queue.mark_range(int(message["first"]), int(message["last"]))
    elif len(queue):
        queue.mark(min(max(int(message.get("at", queue.position)), 0), len(queue) - 1))
    return ("rows", "queue")
