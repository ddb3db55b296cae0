"""Messages in, patches out: every command is carried out whole, and whatever goes wrong is said in Chinese."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from workbench.errors import WorkbenchError
from workbench.review import ConflictError
from workbench.session import deciding, loading, looking, managing, walking  # noqa: F401 - their commands enter themselves
from workbench.session.commands import COMMANDS, LIST, Message, Parts
from workbench.session.screen import patch_of
from workbench.session.session import Buffer, Session, unexpected

log = logging.getLogger(__name__)

ON_WHAT_WAS_SEEN = frozenset({"decide"})
"""Commands before which nothing new is taken in: they are meant for what the reviewer has seen."""


def handle(session: Session, message: Any, buffers: Sequence[Buffer] = ()) -> None:  # noqa: ANN401 - whatever was sent
    """Carry out the command of a message and push what it has changed; no error leaves this function."""
    with session.lock:
        session.received = buffers
        parts = _carried_out(session, message)
        try:
            patch = patch_of(session, parts)
        except Exception as error:
            log.exception("the screen could not be put together")
            patch = {"notice": {"kind": "error", "text": unexpected(error)}}
        if isinstance(message, dict) and "id" in message:
            patch["id"] = message["id"]
        session.push(patch, ())


def choose(session: Session, **conditions: object) -> None:
    """Choose from outside what is in the queue, such as ``units=["…"], severities=["error"]``, and show it.

    The conditions are those of :class:`workbench.review.Filter`; what was chosen before is replaced.
    """
    handle(session, {"do": "choose", "filter": conditions})


def _carried_out(session: Session, message: Message) -> Parts:
    """What a command has changed; of one that failed everything is shown as it is."""
    try:
        news = None if message["do"] in ON_WHAT_WAS_SEEN else session.catch_up()
        parts = COMMANDS[message["do"]](session, message)
    except ConflictError as error:
        deciding.show_conflict(session, error)
        return LIST
    except WorkbenchError as error:
        session.tell(str(error), "error")
        return LIST
    except Exception as error:
        log.exception("a command failed: %r", message)
        session.tell(unexpected(error), "error")
        return ()
    return parts if news is None else tuple(dict.fromkeys((*parts, *LIST)))
