"""Disclosure audit workbench (政府信息公开年报核查工作台): reads annual disclosure reports and audits them.

>>> import workbench as wb
>>> batch = wb.load("data/reports", roster="data/roster.csv")
>>> audit = wb.audit(batch)
>>> audit.export("ledger.xlsx")
"""

from importlib.metadata import version

import workbench.exports  # noqa: F401 - its writers enter themselves with the audit
from workbench.audit import Audit, audit
from workbench.batch import load, read
from workbench.checks.subjects import Batch
from workbench.errors import WorkbenchError
from workbench.findings import Finding
from workbench.picture import picture
from workbench.reports import Report
from workbench.reports.tieout import tie_out

__version__ = version("disclosure-workbench")

__all__ = [
    "Audit",
    "Batch",
    "Finding",
    "Report",
    "WorkbenchError",
    "__version__",
    "audit",
    "load",
    "picture",
    "read",
    "tie_out",
]
