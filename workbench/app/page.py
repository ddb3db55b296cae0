"""What the one notebook of the app shows: the desk over the store that the server was started with."""

from __future__ import annotations

import json
import os
from html import escape

from ipywidgets import HTML, DOMWidget

from workbench import rules
from workbench.errors import WorkbenchError
from workbench.widgets import desk

TOLD = "WORKBENCH_APP"
"""The variable by which a server tells the kernels of its pages ``store``, ``reviewer`` and ``rules``, as JSON.

Neither stands on a command line, which others on the machine can read: a store's URL may hold a password.
"""


def page() -> DOMWidget:
    """The desk; in its place, where it cannot be opened, what to do about it."""
    told = json.loads(os.environ[TOLD])
    try:
        for folder in told["rules"]:
            rules.use(folder)
        return desk(store=told["store"], reviewer=told["reviewer"])
    except WorkbenchError as error:
        return HTML(f'<p class="wb-refused" role="alert">{escape(str(error))}</p>')
