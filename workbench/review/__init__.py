"""Findings and what inspectors decide on them.

The records of a ledger, whatever it comes from, stand here; the store, which keeps them, in ``workbench.review.store``.
"""

from workbench.review.audited import ledger_of
from workbench.review.filter import Filter
from workbench.review.ledger import Ledger, ReportRecord, RunRecord
from workbench.review.model import Act, ConflictError, Correction, Decision, Entry, Found, Opinion, Quote, SignOff
from workbench.review.plain import as_object, from_object, read_ledger
from workbench.review.words import Reason, Standing, Status, local

__all__ = [
    "Act",
    "ConflictError",
    "Correction",
    "Decision",
    "Entry",
    "Filter",
    "Found",
    "Ledger",
    "Opinion",
    "Quote",
    "Reason",
    "ReportRecord",
    "RunRecord",
    "SignOff",
    "Standing",
    "Status",
    "as_object",
    "from_object",
    "ledger_of",
    "local",
    "read_ledger",
]
