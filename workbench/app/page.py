"""What the one notebook of the app shows: the desk over the store that the server was started with."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from html import escape

from ipywidgets import HTML, DOMWidget
from voila.utils import wait_for_request

from workbench import rules
from workbench.errors import WorkbenchError
from workbench.widgets import desk

TOLD = "WORKBENCH_APP"
"""The variable by which a server tells its kernels which :class:`Opening` to show, as JSON.

It does not stand on a command line, which others on the machine can read: a store's URL may hold a password.
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the desk is opened on: a store (path or URL), who is at it (empty: they are asked), what audits go by.

    Paths are meant from ``folder``, where the server was started.
    """

    store: str
    reviewer: str = ""
    roster: str | None = None
    policy: str | None = None
    rules: tuple[str, ...] = ()
    folder: str = field(default_factory=os.getcwd)

    def told(self) -> str:
        """The opening as the kernels are told it."""
        return json.dumps(asdict(self))


def page() -> DOMWidget:
    """The desk as it stands when somebody opens it; where it cannot be opened, what to do about it.

    Everything else is done before: this kernel is kept ready until then.
    """
    opening = Opening(**json.loads(os.environ[TOLD]))
    os.chdir(opening.folder)
    sys.path[:] = [path for path in sys.path if path]  # what lies in that folder is no program of ours
    wait_for_request()
    return _shown(opening)


def _shown(opening: Opening) -> DOMWidget:
    try:
        for folder in opening.rules:
            rules.use(folder)
        return desk(store=opening.store, reviewer=opening.reviewer, roster=opening.roster, policy=opening.policy)
    except WorkbenchError as error:
        return HTML(f'<p class="wb-refused" role="alert">{escape(str(error))}</p>')
