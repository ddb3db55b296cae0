"""Deciding: on one finding or on many at once, on what was seen and nothing else; taking back; correcting."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import StoreError
from workbench.review import ConflictError, Entry, Opinion, Reason, Status
from workbench.session.commands import HERE, LIST, Message, Parts, command
from workbench.session.session import Session
from workbench.session.undoing import Undoable, decided

_SEEN_BEFORE = "所选问题中有{count}个在选中之后已有变化，意见未保存；列表已更新，请看过后再次确认。"


@command
def decide(session: Session, message: Message) -> Parts:
    """Decide on the finding that was looked at, and go on to the next that is open; or on all that are marked.

    ``finding`` and ``version`` say what was looked at, ``count`` how many findings were confirmed to be meant. Raises
    ConflictError where it is no longer as it was seen.
    """
    keeper, opinion = session.keeper, opinion_of(message)
    chosen = _marked(session, int(message["count"])) if message.get("many") else _seen(session, message)
    act = keeper.decide(chosen, opinion, session.reviewer)
    session.undo_stack.push(act, decided(len(chosen), opinion.kind))
    session.catch_up()
    if message.get("many"):
        session.queue.marked.clear()
        session.tell(f"已处理{decided(len(chosen), opinion.kind)}；按 u 可撤销。")
    elif message.get("advance", True) and not session.queue.next_open():
        session.tell("列表中的问题已全部处理。")
    session.note_place()
    return LIST


def opinion_of(message: Message) -> Opinion:
    """The opinion that a message tells. Raises ValueError where kind or reason are none."""
    reason = message.get("reason")
    kind, given = Status(message["kind"]), Reason(reason) if reason else None
    return Opinion(kind, given, str(message.get("note", "")), str(message.get("question", "")))


def _seen(session: Session, message: Message) -> tuple[Entry, ...]:
    """The finding that was looked at. Raises ConflictError where it has changed since it was shown."""
    at = session.columns.at.get(str(message["finding"]))
    if at is None:
        raise StoreError("该问题已不在台账中，请刷新。")
    entry = session.columns.entries[at]
    if entry.version != int(message["version"]):
        raise ConflictError(f"该问题已有新的处理意见（{entry.status_words}），请看过后再确认。", (entry,))
    return (entry,)


def _marked(session: Session, count: int) -> tuple[Entry, ...]:
    """The marked findings. Raises where they are not as many as was confirmed, or some have changed since marked."""
    marked, chosen = session.queue.marked, session.queue.chosen()
    if len(chosen) != count:
        raise StoreError(f"选中的问题为{len(chosen)}个，与确认的{count}个不一致，意见未保存。")
    changed = tuple(entry for entry in chosen if entry.version != marked[entry.id])
    if changed:
        raise ConflictError(_SEEN_BEFORE.format(count=len(changed)), changed)
    return chosen


def show_conflict(session: Session, error: ConflictError) -> None:
    """Put the findings on the desk as they are now, so that whoever still means it decides on what is there."""
    for entry in error.entries:
        if entry.id in session.columns.at:
            session.columns.put(entry)
        if entry.id in session.queue.marked:
            session.queue.marked[entry.id] = entry.version
    session.tell(str(error), "conflict")


@command
def undo(session: Session, _message: Message) -> Parts:
    """Take back what the reviewer did last."""
    return _turned(session, session.undo_stack.undo(session.keeper), "已撤销", "没有可以撤销的操作。")


@command
def redo(session: Session, _message: Message) -> Parts:
    """Do again what was last taken back."""
    return _turned(session, session.undo_stack.redo(session.keeper), "已恢复", "没有可以恢复的操作。")


def _turned(session: Session, undoable: Undoable | None, word: str, otherwise: str) -> Parts:
    """Show what an act that was taken back, or done again, has changed; stand at the first finding of it."""
    touched = session.catch_up() or ()
    _stand_at(session, touched)
    session.tell(f"{word}：{undoable.words}。" if undoable else otherwise)
    return LIST


def _stand_at(session: Session, touched: Sequence[Entry]) -> None:
    found = (session.queue.find(one.id) for one in touched)
    session.queue.go(min((at for at in found if at >= 0), default=session.queue.position))


@command
def correct(session: Session, message: Message) -> Parts:
    """Set right a cell that was misread; the findings follow when the reports are audited again."""
    report = session.shelf.fetch(str(message["report"]))
    value, reason = str(message["value"]), str(message["reason"])
    act = session.keeper.correct(report, str(message["cell"]), value, reason, session.reviewer)
    session.undo_stack.push(act, f"更正{report.form.label(str(message['cell']))}的读数")
    session.catch_up()
    session.tell("更正已保存；重新核查后，相关问题随之更新。")
    return HERE
