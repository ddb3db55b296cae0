"""Disclosure audit workbench (政府信息公开年报核查工作台): reads annual disclosure reports and audits them.

>>> import workbench as wb
>>> batch = wb.load("data/reports", roster="data/roster.csv")
>>> audit = wb.audit(batch)
>>> audit.export("ledger.xlsx")
>>> wb.desk(audit, store="audit.db", reviewer="张三")
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

import workbench.exports  # noqa: F401 - its writers enter themselves with the audit
from workbench.audit import Audit as Audit
from workbench.audit import audit
from workbench.batch import load, read
from workbench.beside import compare
from workbench.checks.subjects import Batch as Batch
from workbench.errors import WorkbenchError
from workbench.findings import Finding as Finding
from workbench.picture import picture
from workbench.reports import Report as Report
from workbench.reports.tieout import tie_out

if TYPE_CHECKING:
    from workbench import charts
    from workbench.widgets.board import board
    from workbench.widgets.desk import desk
    from workbench.widgets.reader import show

__version__ = version("disclosure-workbench")

__all__ = [
    "WorkbenchError",
    "__version__",
    "audit",
    "board",
    "charts",
    "compare",
    "desk",
    "load",
    "picture",
    "read",
    "show",
    "tie_out",
]

_FACES = {
    "desk": "workbench.widgets",
    "board": "workbench.widgets.board",
    "show": "workbench.widgets.reader",
    "charts": "",
}
"""What is loaded when it is first asked for: a process that only reads files needs no widgets. ``charts`` is a room."""


def __getattr__(name: str) -> object:
    """The public names that stand above the rest of the package."""
    if name in _FACES:
        return getattr(import_module(_FACES[name]), name) if _FACES[name] else import_module(f"workbench.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
