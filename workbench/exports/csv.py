"""The findings as comma-separated values: the rows of the ledger's first sheet."""

from __future__ import annotations

import csv
from pathlib import Path

from workbench.exports.sheets import Value, number
from workbench.exports.sheets_findings import findings
from workbench.review import Ledger
from workbench.text import printable

_STARTS_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write(ledger: Ledger, path: Path) -> None:
    """Write the findings in UTF-8, marked as such for spreadsheet programs, no text being a formula there."""
    sheet = findings(ledger)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([sheet.headings, *(map(_safe, row) for row in sheet.rows)])


def _safe(value: Value) -> Value:
    """The value, a text that a spreadsheet program would take for a formula made plain by an apostrophe."""
    if not isinstance(value, str) or not isinstance(number(value), str):
        return value
    text = printable(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_STARTS_FORMULA) else text
