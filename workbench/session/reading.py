"""A whole report as plain data for a reader: its sheet, its findings where they belong, what became of its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from workbench.reports import Report
from workbench.reports.tieout import Tie
from workbench.review import Entry
from workbench.session import details
from workbench.session.sheets import TIES, sheet


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader shows, each as JSON has it.

    ``sheet`` is the report, ``findings`` are numbered from 1 (``number``), each with the part of the sheet that it is
    shown in (``part``, None where it is in none). ``marks`` are the places of their evidence: ``spans`` by section,
    ``cells`` by key. ``counts`` say, in words, how many facts and numbers there are of each kind.
    """

    sheet: dict[str, Any]
    findings: list[dict[str, Any]]
    marks: dict[str, Any]
    counts: dict[str, list[list[Any]]]


def reading(report: Report, key: str, entries: Iterable[Entry], key_of: Callable[[str], str]) -> Reading:
    """The reading of a report under its key, with the findings about it; ``key_of`` names the reports of sources."""
    laid = sheet(report, key)
    told = [details.finding(entry, key_of) for entry in entries]
    findings = [{**one, "number": at, "part": _part(laid, one, key)} for at, one in enumerate(told, 1)]
    return Reading(laid, findings, _marks(findings, key), {"facts": _facts(report), "ties": _ties(report)})


def _part(laid: dict[str, Any], finding: dict[str, Any], key: str) -> int | None:
    """The number of the part of a sheet that a finding's first place in it is in."""
    for one in finding["evidence"]:
        for at, part in enumerate(laid["parts"] if one["report"] == key else ()):
            table = one["key"].partition(".")[0]
            if one["kind"] == "span" and part["index"] == one["section"]:
                return at
            if one["kind"] == "cell" and part.get("table") == table:
                return at
    return None


def _marks(findings: Iterable[dict[str, Any]], key: str) -> dict[str, Any]:
    """Where the evidence of findings stands in the report of that key; a cell may be that of more than one."""
    spans: list[dict[str, Any]] = []
    cells: dict[str, dict[str, Any]] = {}
    for finding in findings:
        number, message = str(finding["number"]), finding["message"]
        for one in (quote for quote in finding["evidence"] if quote["report"] == key):
            if one["kind"] == "span":
                place = {name: one[name] for name in ("section", "start", "end")}
                spans.append({**place, "at": number, "title": message})
            elif one["kind"] == "cell":
                before = cells.get(one["key"])
                both = {"at": f"{before['at']}·{number}", "title": f"{before['title']}；{message}"} if before else None
                cells[one["key"]] = both or {"at": number, "title": message}
    return {"spans": spans, "cells": cells}


def _facts(report: Report) -> list[list[Any]]:
    """How many statutory cells are in each state."""
    counts = Counter(report.fact(key).state for key in (report.form.cells if report.edition else ()))
    return [[state.chinese, count] for state, count in counts.items()]


def _ties(report: Report) -> list[list[Any]]:
    """How many numbers of the narrative became what."""
    counts = Counter(Tie(one.state) for one in report.statements)
    return [[str(tie), words, counts[tie]] for tie, words in TIES.items()]
