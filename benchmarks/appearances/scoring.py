"""What becomes of a known report when its file is read: of each cell, and of the narrative's characters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from benchmarks.appearances.drafts import narrative
from tests.builders import Draft
from workbench.audit import audit
from workbench.reports import Fact, Report
from workbench.values import State

Outcome = Literal["exact", "doubtful", "flagged", "missing", "silent"]
"""Right and sure; right and doubted; wrong and doubted; without a value; wrong, and nothing says so."""

IN_ORDER = 0.995
"""The share of the narrative's characters that must be found in their order."""

_READ = frozenset({State.NUMBER, State.ZERO})
_FLAGS = frozenset({"RD101", "RD102"})


class Order(NamedTuple):
    """How many of the narrative's characters were found in their order, how many there are, and what stands beside."""

    found: int
    of: int
    surplus: int


def outcomes(draft: Draft, report: Report | None, *, scan: bool = False) -> dict[str, Outcome]:
    """What became of each cell, by its key; all are missing where there is no report.

    Of a scan all cells are doubtful by their state, so that only a doubt with its reason counts as one.
    """
    if report is None:
        return dict.fromkeys(draft.values, "missing")
    found = {key: _outcome(report.fact(key), Decimal(value), scan=scan) for key, value in draft.values.items()}
    flagged = _flagged(report) if "silent" in found.values() else set()
    return {key: "flagged" if one == "silent" and key in flagged else one for key, one in found.items()}


def _outcome(fact: Fact, value: Decimal, *, scan: bool) -> Outcome:
    right = fact.interval is not None and fact.interval.is_exact and fact.interval.low == value
    if fact.interval is None:
        return "missing"
    certain = not fact.doubt if scan else fact.state in _READ and not fact.doubt
    if right:
        return "exact" if certain or scan else "doubtful"
    return "silent" if certain else "flagged"


def _flagged(report: Report) -> set[str]:
    """The cells that findings on the reading point at."""
    findings = audit((report,)).problems
    return {item.key for one in findings if one.check in _FLAGS for item in one.evidence if getattr(item, "key", "")}


def in_order(draft: Draft, report: Report | None) -> Order:
    """How much of the narrative was read in its order; spaces do not count."""
    source = _bare(narrative(draft))
    found = _bare("".join(_texts(report))) if report else ""
    same = _common(source, found)
    return Order(same, len(source), len(found) - same)


def _texts(report: Report) -> Iterator[str]:
    """Headings and paragraphs of the sections, in their order."""
    for section in report.sections:
        if section.index:
            for heading in section.headings:
                yield heading.text if heading.text.startswith(heading.number) else f"{heading.number}、{heading.text}"
            yield from (paragraph.text for paragraph in section.paragraphs)


def _bare(text: str) -> str:
    return "".join(text.split())


def _common(source: str, found: str) -> int:
    """The length of the longest common subsequence, in integers whose bits are the characters of the source."""
    places: dict[str, int] = {}
    for at, one in enumerate(source):
        places[one] = places.get(one, 0) | 1 << at
    whole = row = (1 << len(source)) - 1
    for one in found:
        same = row & places.get(one, 0)
        row = (row + same | row - same) & whole
    return len(source) - row.bit_count()
