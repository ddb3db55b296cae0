"""Disclosure audit workbench (政府信息公开年报核查工作台): reads annual disclosure reports and audits them.

>>> import workbench as wb
>>> batch = wb.load("data/reports", roster="data/roster.csv")
>>> audit = wb.audit(batch)
>>> audit.export("ledger.xlsx")
>>> wb.desk(audit, store="audit.db", reviewer="张三")
"""

import sys
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench import charts
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
    from workbench.widgets.board import board
    from workbench.widgets.desk import desk
    from workbench.widgets.reader import show

    __version__: str

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

_ROOMS = {
    "Audit": "workbench.audit",
    "Batch": "workbench.checks.subjects",
    "Finding": "workbench.findings",
    "Report": "workbench.reports",
    "WorkbenchError": "workbench.errors",
    "audit": "workbench.audit",
    "board": "workbench.widgets.board",
    "compare": "workbench.beside",
    "desk": "workbench.widgets.desk",
    "load": "workbench.batch",
    "picture": "workbench.picture",
    "read": "workbench.batch",
    "show": "workbench.widgets.reader",
    "tie_out": "workbench.reports.tieout",
}
"""Where the public names are found, each loaded when it is first asked for: what only reads files needs no widgets."""


class _Face(ModuleType):
    """The package as a person uses it: a public name is never hidden by the room of the same name."""

    def __getattr__(self, name: str) -> object:
        if name in _ROOMS:
            return getattr(import_module(_ROOMS[name]), name)
        if name == "charts":
            return import_module("workbench.charts")
        if name == "__version__":
            return version("disclosure-workbench")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOMS and isinstance(value, ModuleType)):  # as the loading of a room would
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Face
