"""Looking at evidence: reports beside the finding, pages of their sources, the picture of one cell."""

from __future__ import annotations

from functools import partial

from workbench.documents import Location
from workbench.errors import DocumentError
from workbench.session import places
from workbench.session.commands import Message, Parts, command
from workbench.session.session import Session


@command
def report(session: Session, message: Message) -> Parts:
    """Show a report, by its key."""
    session.lend(str(message["report"]))
    return ()


@command
def source(session: Session, message: Message) -> Parts:
    """Show the source at a place: of a ``cell`` of a ``report``, of ``characters`` of its section, or of evidence.

    The answer, which bears ``name`` as it was given, comes when the page is drawn; of a ``cell`` alone where
    ``close`` asks for the cell and little around it.
    """
    key, name = str(message["report"]), str(message.get("name", ""))
    work = partial(_draw, session, dict(message), key, name)
    session.later(work, lambda why: {"source": {"name": name, "error": why}})
    return ()


def _draw(session: Session, message: Message, key: str, name: str) -> None:
    """Send the page that a message asks for, with its picture."""
    record = session.shelf.records.get(key)
    if record is None:
        raise DocumentError("台账中没有这份报告，没有可供查看的原件。")
    where = _place(session, message, key)
    if where is None:
        raise DocumentError("没有可供查看的位置。")
    shown = (places.cut_out if message.get("close") else places.shown)(record.source, record.sha256, where)
    told = {"name": name, "place": str(where), "page": shown.page, "down": shown.down, "blocks": shown.blocks}
    session.send(lambda: {"source": told}, [shown.png] if shown.png else [])


def _place(session: Session, message: Message, key: str) -> Location | None:
    """The place that a message asks for."""
    if "evidence" in message:
        finding = session.columns.entries[session.columns.at[str(message["finding"])]]
        return places.place_of(finding.evidence[int(message["evidence"])].location)
    found = session.shelf.fetch(key)
    if "cell" in message:
        return found.fact(str(message["cell"])).location
    section = found.section(int(message["section"]))
    return section.locate(int(message["start"]), int(message["end"])) if section else None
