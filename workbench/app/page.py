"""What the one notebook of the app shows: the desk over the store that the server was started with."""

from __future__ import annotations

import json
import os
import sys
from html import escape

from ipywidgets import HTML, DOMWidget

from workbench import rules
from workbench.errors import WorkbenchError
from workbench.widgets import desk

TOLD = "WORKBENCH_APP"
"""The variable by which a server tells its kernels ``store``, ``reviewer``, ``rules`` and ``folder``, as JSON.

They do not stand on a command line, which others on the machine can read: a store's URL may hold a password.
"""


def page() -> DOMWidget:
    """The desk; in its place, where it cannot be opened, what to do about it."""
    told = json.loads(os.environ[TOLD])
    os.chdir(told["folder"])  # where the server was started: paths are meant from there
    sys.path[:] = [path for path in sys.path if path]  # what lies in that folder is no program of ours
    try:
        for folder in told["rules"]:
            rules.use(folder)
        return desk(store=told["store"], reviewer=told["reviewer"])
    except WorkbenchError as error:
        return HTML(f'<p class="wb-refused" role="alert">{escape(str(error))}</p>')
