"""The commands of a session: each takes a message, changes the session, and names what of it is to be shown anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.session.session import Session

Message = Mapping[str, Any]
Parts = tuple[str, ...]
"""Names of parts of the screen; see :mod:`workbench.session.screen`."""
Command = Callable[[Session, Message], Parts]

COMMANDS: dict[str, Command] = {}

HERE: Parts = ("head", "cursor", "rows", "finding")
"""What a step to another finding changes, and a decision."""
LIST: Parts = (*HERE, "queue")
"""What another choice of findings changes."""


def command(function: Command) -> Command:
    """Declare a function as the command of its name."""
    COMMANDS[function.__name__] = function
    return function
