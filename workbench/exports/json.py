"""Ledgers and reports as JSON: what ``--format json`` prints and what a ``.json`` ledger holds."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.reports import Report
from workbench.review import Ledger, as_object


def write(ledger: Ledger, path: Path) -> None:
    """Write the ledger's object in UTF-8; ``workbench.review.read_ledger`` reads it back."""
    path.write_text(dumps(as_object(ledger)) + "\n", encoding="utf-8", errors="backslashreplace")


def dumps(found: object) -> str:
    """JSON that people can read as well; raises ValueError rather than write a number that JSON does not have."""
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False)


def report_object(report: Report) -> dict[str, Any]:
    """A report as read: identity, sections, statutory facts, claims."""
    return {
        "source": report.source,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "sections": [
            {
                "index": section.index,
                "number": section.headings[0].number if section.headings else "",
                "heading": section.headings[0].text if section.headings else "",
                "text": section.text,
            }
            for section in report.sections
        ],
        "facts": records(report.facts),
        "claims": records(report.claims),
    }


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame; whole numbers without a fraction, null where JSON has no such number."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: object) -> object:
    if not isinstance(value, float):
        return None if value is pd.NA else value
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value
