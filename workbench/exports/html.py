"""The working paper 底稿 as one page of HTML: all that was checked, found and decided, each under an index number.

The page needs no script and loads nothing; its policy (Content-Security-Policy) would refuse either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench import markup
from workbench.exports.sheets import SEVERITIES, VERDICTS, conclusion
from workbench.exports.sheets_summary import run_record, signed
from workbench.review import Entry, Ledger, ReportRecord, local
from workbench.review.ledger import Coverage, Undetermined

MARKS = {"相符": "✓", "不符": "✗", "未定": "？", "不适用": "—"}
"""The tick marks 核对标记 of a working paper, by what the comparisons of a check came to."""


@dataclass(frozen=True)
class Numbered:
    """A finding under its index number 索引号."""

    index: str
    entry: Entry


@dataclass(frozen=True)
class Line:
    """A check on a report: what its comparisons came to, its tick mark, and the index numbers of what it found."""

    check: str
    title: str
    mark: str
    conclusion: str
    counts: tuple[int, int, int]
    found: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The sheet of a report: its checks in the catalogue's order, those that do not apply apart, and its findings."""

    index: str
    report: ReportRecord
    lines: tuple[Line, ...]
    aside: tuple[Line, ...]
    undetermined: tuple[Undetermined, ...]
    findings: tuple[Numbered, ...]


def write(ledger: Ledger, path: Path) -> None:
    """Write the page in UTF-8."""
    path.write_text(page(ledger), encoding="utf-8")


def page(ledger: Ledger) -> str:
    """The page."""
    return markup.render(
        "paper.html.j2",
        ledger=ledger,
        sheets=tuple(_sheets(ledger)),
        others=numbered("D", _others(ledger)),
        vanished=numbered("G", ledger.vanished),
        record=tuple(run_record(ledger)),
        signed=signed,
        severities=SEVERITIES,
        verdicts=VERDICTS,
        marks=MARKS,
        local=local,
    )


def numbered(index: str, entries: Iterable[Entry]) -> tuple[Numbered, ...]:
    """Findings under index numbers below one: C3-1, C3-2 and so on."""
    return tuple(Numbered(f"{index}-{at}", entry) for at, entry in enumerate(entries, 1))


def _others(ledger: Ledger) -> Iterator[Entry]:
    """The findings that are about none of the reports: those that are missing."""
    keys = {report.key for report in ledger.reports}
    return (entry for entry in ledger.entries if entry.about not in keys)


def _sheets(ledger: Ledger) -> Iterator[Sheet]:
    coverage: dict[str, list[Coverage]] = {}
    for one in ledger.coverage:
        coverage.setdefault(one.key, []).append(one)
    left: dict[str, list[Undetermined]] = {}
    for undecided in ledger.undetermined:
        left.setdefault(undecided.key, []).append(undecided)
    for at, report in enumerate(ledger.reports, 1):
        index = f"C{at}"
        found = numbered(index, ledger.by_report.get(report.key, ()))
        lines = [_line(ledger, one, found) for one in coverage.get(report.key, ())]
        applied = tuple(line for line in lines if line.conclusion != "不适用")
        aside = tuple(line for line in lines if line.conclusion == "不适用")
        yield Sheet(index, report, applied, aside, tuple(left.get(report.key, ())), found)


def _line(ledger: Ledger, one: Coverage, found: Iterable[Numbered]) -> Line:
    came = conclusion(one.counts)
    mine = tuple(it.index for it in found if one.check in {it.entry.check, *(f.check for f in it.entry.all_folded())})
    counts = one.agrees, one.differs, one.undetermined
    return Line(one.check, ledger.title(one.check), MARKS[came], came, counts, mine if one.differs else ())
