"""The ledger as files: one module a suffix, each entered with the audit as a writer."""

from __future__ import annotations

from workbench.audit import WRITERS
from workbench.exports import csv, json, xlsx

WRITERS.update({".xlsx": xlsx.write, ".csv": csv.write, ".json": json.write})
