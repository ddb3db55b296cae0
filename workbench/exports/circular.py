"""What the circular 通报 on a batch says, as plain values for its template: counts, typical problems, lists of units.

It reproaches nobody with what was not confirmed, and praises nobody on whom something is still to be decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import cn2an

from workbench.exports.letters import addressee, asked, confirmed, gravest, heading, pending, years
from workbench.findings import Severity
from workbench.policy import Letters
from workbench.review import Entry, Ledger, Status

_MOST_TYPICAL = 10
_MISSING, _LATE = "aggregation.missing_report", "timeliness.published"
"""The checks whose confirmed findings are the lists of missing and of late reports."""


@dataclass(frozen=True, slots=True)
class Typical:
    """A check with what it found: how many problems at how many units, and the gravest of them as an example."""

    number: str
    check: str
    family: str
    title: str
    problems: int
    units: int
    example_unit: str
    example: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit or a family of checks: findings confirmed, by severity; those to be explained; those put right."""

    name: str
    state: str
    problems: int
    errors: int
    warnings: int
    notices: int
    questions: int
    corrected: int
    units: int


@dataclass(frozen=True, slots=True)
class Late:
    """A report that was published too late: whose, and what was found."""

    unit: str
    message: str


def circular(letters: Letters, ledger: Ledger) -> dict[str, Any]:
    """The values of the circular on a batch: counts, typical problems, and the units by what became of them."""
    found = [entry for entry in ledger.entries if confirmed(entry)]
    missing = tuple(dict.fromkeys(addressee(one) for one in found if one.name == _MISSING))
    rows = tuple(_units(ledger, missing))
    return heading(letters) | {
        "years": years([*(one.year for one in ledger.reports), *(one.year for one in found)]),
        "listed": len(ledger.organs),
        "reports": len(ledger.reports),
        "unread": len(ledger.failures),
        "pending": pending(ledger),
        "total": asdict(_row("合计", "", ledger.entries)),
        "families": [asdict(one) for one in _families(ledger)],
        "typical": [asdict(one) for one in _typical(found)],
        "clean": _clean(ledger),
        "missing": missing,
        "late": [asdict(Late(addressee(one), one.message + one.explanation)) for one in found if one.name == _LATE],
        "rows": [asdict(one) for one in rows],
    }


def _row(name: str, state: str, entries: Iterable[Entry]) -> Row:
    listed = tuple(entries)
    found = [entry for entry in listed if confirmed(entry)]
    grades = Counter(entry.severity for entry in found)
    return Row(
        name=name,
        state=state,
        problems=len(found),
        errors=grades[Severity.ERROR],
        warnings=grades[Severity.WARNING],
        notices=grades[Severity.NOTICE],
        questions=sum(map(asked, listed)),
        corrected=sum(entry.status is Status.CORRECTED and not entry.stale for entry in listed),
        units=len({addressee(entry) for entry in found}),
    )


def _families(ledger: Ledger) -> Iterator[Row]:
    """A row for each family of checks with confirmed findings, in the catalogue's order."""
    names = dict.fromkeys([*(one.family for one in ledger.checks), *(one.family for one in ledger.entries)])
    rows = (_row(name, "", (one for one in ledger.entries if one.family == name)) for name in names)
    return (row for row in rows if row.problems)


def _units(ledger: Ledger, missing: tuple[str, ...]) -> Iterator[Row]:
    """A row for each unit: those of the reports, then those whose report is missing, then others with findings."""
    entries = _by_unit(ledger)
    read = dict.fromkeys(one.unit for one in ledger.reports if one.unit)
    for unit in dict.fromkeys((*read, *missing, *entries)):
        state = "已核查" if unit in read else "未见报告" if unit in missing else ""
        row = _row(unit, state, entries.get(unit, ()))
        if state or row.problems or row.questions or row.corrected:
            yield row


def _by_unit(ledger: Ledger) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        found.setdefault(addressee(entry), []).append(entry)
    return found


def _clean(ledger: Ledger) -> tuple[str, ...]:
    """The units that were checked and have nothing against them: all that was found was dismissed for good."""
    spoken_of = {addressee(one) for one in ledger.entries if not (one.status is Status.DISMISSED and one.settled)}
    spoken_of |= {one.unit for one in ledger.reports if not one.agrees}  # nothing of it could be checked
    return tuple(dict.fromkeys(one.unit for one in ledger.reports if one.unit and one.unit not in spoken_of))


def _typical(found: list[Entry]) -> Iterator[Typical]:
    """The checks that found most, by how many units they concern."""
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(entry.check, []).append(entry)
    units = {check: len({addressee(entry) for entry in entries}) for check, entries in groups.items()}
    most = sorted(groups.values(), key=lambda one: (-units[one[0].check], -len(one), one[0].check))
    for at, entries in enumerate(most[:_MOST_TYPICAL], 1):
        first = min(entries, key=gravest)
        named = addressee(first), first.message
        counts = len(entries), units[first.check]
        yield Typical(cn2an.an2cn(at), first.check, first.family, first.title, *counts, *named)
