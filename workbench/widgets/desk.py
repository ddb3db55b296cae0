"""The review desk: queue, finding, evidence and decisions in one widget over a session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.audit import Audit
from workbench.review import Ledger
from workbench.session.handling import handle
from workbench.session.opening import Where, open_session
from workbench.session.session import Patch, Session
from workbench.widgets.modules import module, text


class Desk(anywidget.AnyWidget):
    """The face of a session: passes messages on and shows what comes back. ``session`` is what lies on the desk."""

    _esm = module("desk.js")
    _css = text("style.css")
    room = traitlets.Unicode("review").tag(sync=True)
    asks_name = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, session: Session, **traits: Any) -> None:  # noqa: ANN401 - the traits of a widget
        """Show a session."""
        super().__init__(asks_name=not session.reviewer, **traits)
        self.session = session
        session.push = self._push
        self.on_msg(self._take)

    def _take(self, _widget: object, message: Any, buffers: Sequence[memoryview]) -> None:  # noqa: ANN401 - anything
        handle(self.session, message, buffers)

    def _push(self, patch: Patch, buffers: Sequence[bytes]) -> None:
        self.send(patch, list(buffers))

    def close(self) -> None:
        """Take the desk away and end what is under way."""
        self.session.close()
        super().close()


def desk(
    audit: Audit | Ledger | None = None,
    *,
    store: Where | None = None,
    reviewer: str = "",
    roster: str | Path | None = None,
    policy: str | Path | None = None,
) -> Desk:
    """The review desk over an audit, or over all that a store has, to be shown in a notebook cell.

    ``store`` is where decisions are kept: a path (SQLite), a URL, or a store that is open; without one the findings
    can be looked at and not decided on. ``reviewer`` is who decides, which can also be said at the desk. ``roster``
    and ``policy`` are files by which reports are audited that are loaded at the desk. Raises StoreError where the store
    cannot be opened.
    """
    return Desk(open_session(audit, store, reviewer, roster=roster, policy=policy))
