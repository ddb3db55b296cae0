"""What charts of findings count, as frames: one row for each thing that is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from workbench.audit import Audit
from workbench.checks.catalogue import FAMILIES
from workbench.findings import Severity
from workbench.review import Entry, Ledger, Status, ledger_of
from workbench.review.progress import BY

_VERDICTS = ("agrees", "differs", "undetermined", "not_applicable")
_CODES = {name: code for code, name in FAMILIES.items()}


def as_ledger(found: Audit | Ledger) -> Ledger:
    """The ledger of an audit, or the ledger that it is."""
    return ledger_of(found) if isinstance(found, Audit) else found


def unit_name(unit: str) -> str:
    """A unit as charts name it."""
    return unit or "单位未识别"


def ranked(entries: Iterable[Entry]) -> list[str]:
    """The units with findings, those with the gravest and most first."""
    counts = Counter((entry.unit, entry.severity) for entry in entries)
    units = dict.fromkeys(unit for unit, _ in counts)
    return sorted(units, key=lambda unit: [-counts[unit, severity] for severity in Severity])


def heat(entries: Iterable[Entry]) -> pd.DataFrame:
    """Findings by unit and family. Columns: unit, family (its code), column, row, value, error, warning, notice."""
    counts = Counter((entry.unit, entry.check[:2], entry.severity) for entry in entries)
    places = sorted({(unit, code) for unit, code, _ in counts})
    rows = [(unit, code, FAMILIES.get(code, code), unit_name(unit), *(counts[unit, code, one] for one in Severity))
            for unit, code in places]  # fmt: skip
    made = pd.DataFrame(rows, columns=["unit", "family", "column", "row", *map(str, Severity)])
    made.insert(4, "value", made[[*map(str, Severity)]].sum(axis=1))
    return made


def checks(ledger: Ledger) -> pd.DataFrame:
    """Findings by check and severity. Columns: row (code and title), check, part (severity), value."""
    counts = Counter((entry.check, entry.title, entry.severity) for entry in ledger.entries)
    rows = [(f"{code} {title}", code, str(severity), count) for (code, title, severity), count in counts.items()]
    return pd.DataFrame(rows, columns=["row", "check", "part", "value"])


def progress(ledger: Ledger, by: str) -> pd.DataFrame:
    """Findings by status. Columns: row, key (what the row stands for), part (status), value, settled."""
    grouped, _ = BY[by]
    rows = [
        (_named(one.name, by), _CODES.get(one.name, one.name) if by == "families" else one.name, str(status),
         one.statuses[status], one.settled)
        for one in grouped(ledger) if one.findings for status in Status
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["row", "key", "part", "value", "settled"])


def _named(name: str, by: str) -> str:
    return name or {"units": unit_name(""), "reviewers": "未分派"}.get(by, "其他")


def coverage(ledger: Ledger) -> pd.DataFrame:
    """Comparisons by family and verdict. Columns: row (the family), family (its code), part (verdict), value."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in ledger.coverage:
        for verdict in _VERDICTS:
            counts[one.check[:2], verdict] += getattr(one, verdict)
    codes = [code for code in FAMILIES if any(counts[code, verdict] for verdict in _VERDICTS)]
    rows = [(FAMILIES[code], code, verdict, counts[code, verdict]) for code in codes for verdict in _VERDICTS]
    return pd.DataFrame(rows, columns=["row", "family", "part", "value"])
