"""Looking at evidence: reports beside the finding, pages of their sources, the picture of one cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from workbench.documents import Location
from workbench.errors import DocumentError
from workbench.review.ledger import ReportRecord
from workbench.session import places
from workbench.session.commands import Message, Parts, command
from workbench.session.places import Shown
from workbench.session.session import Patch, Session


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
    record = session.shelf.records.get(key)
    if record is None:
        raise DocumentError("台账中没有这份报告，没有可供查看的原件。")
    place = partial(_place, session, dict(message), key)
    draw = places.cut_out if message.get("close") else places.shown
    session.later(partial(_drawn, record, place, draw, name))
    return ()


def _drawn(
    record: ReportRecord, place: Callable[[], Location | None], draw: Callable[..., Shown], name: str
) -> tuple[Patch, list[bytes]]:
    """The patch with a page and its picture; one that says why there is none."""
    told: dict[str, Any] = {"name": name}
    try:
        where = _known(place())
        shown = draw(record.source, record.sha256, where)
    except DocumentError as error:
        return {"source": {**told, "error": str(error)}}, []
    said = {"place": str(where), "page": shown.page, "down": shown.down, "blocks": shown.blocks}
    return {"source": {**told, **said, "digest": _digest(shown.png)}}, [shown.png] if shown.png else []


def _known(place: Location | None) -> Location:
    if place is None:
        raise DocumentError("没有可供查看的位置。")
    return place


def _digest(png: bytes) -> str:
    return hashlib.sha256(png).hexdigest()[:16] if png else ""


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
