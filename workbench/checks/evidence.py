"""The places in the source that a comparison rests on, and their names in a sentence.

What they quote is cut out of the text as it may be shown, so that no part of a personal number is left in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.documents import Location
from workbench.findings import Evidence
from workbench.reports import Report, Section
from workbench.reports.model import Statement

_LISTED = 5
_CLAUSE_ENDS = "，。；：（(,;\n"


def enumerated(names: Iterable[str]) -> str:
    """Names in a sentence, the first few of many."""
    found = list(names)
    shown = "、".join(found[:_LISTED])
    return f"{shown}等" if len(found) > _LISTED else shown


def cells(report: Report, keys: Iterable[str], *, other: bool = False) -> tuple[Evidence, ...]:
    """The cells of those keys, as they stand in the source; ``other`` where the comparison is about another report."""
    facts = (report.fact(key) for key in keys)
    source = report.source if other else ""
    return tuple(Evidence("cell", fact.shown, fact.location, key=fact.key, source=source) for fact in facts)


def span(report: Report, statement: Statement) -> Evidence:
    """The words that a claim was read from."""
    claim = statement.claim
    section = report.section(statement.section)
    place = section.locate(claim.start, claim.end) if section else None
    text = section.shown[claim.start : claim.end] if section else claim.text
    return Evidence("span", text, place, section=statement.section, start=claim.start, end=claim.end)


def clause(report: Report, statement: Statement) -> Evidence:
    """The words of a claim from the beginning of their clause, for 去年同期 or an organ stands apart from it."""
    section, claim = report.section(statement.section), statement.claim
    if section is None:
        return span(report, statement)
    start = max(section.text.rfind(mark, 0, claim.start) for mark in _CLAUSE_ENDS) + 1
    return passage(section, start, claim.end)


def passage(section: Section, start: int, end: int, *, source: str = "") -> Evidence:
    """A piece of a section's text; ``source`` names the file where it is not that of the report concerned."""
    place = section.locate(start, end)
    return Evidence("span", section.shown[start:end], place, section=section.index, start=start, end=end, source=source)


def place(text: str, location: Location | None) -> Evidence:
    """A heading, a label or another place that is no cell and no narrative."""
    return Evidence("place", text, location)


def recognised(what: str, location: Location | None) -> str:
    """Why it is not certain how something reads, in Chinese: it was recognised in a picture; empty where it was not."""
    if location is None or location.score is None:
        return ""
    return f"{what}由图像识别得出，可能识别有误，请对照原件核实"
