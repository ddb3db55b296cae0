"""A finding as a result in SARIF: message, places, what was decided on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from workbench.findings import Severity
from workbench.review import Entry, Quote, Status
from workbench.text import printable

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
MOST_PLACES = 1_000
"""The most places that viewers take of a result."""

_BRACKET = re.compile(r"(?<!\\)(?P<backslashes>\\*)\[")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_REGION = {"line": "startLine", "column": "startColumn", "end_line": "endLine", "end_column": "endColumn"}


class Places:
    """The files of a run by their number, for the places in them."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take the numbers of the run's files."""
        self._numbers = numbers

    def file(self, source: str) -> dict[str, Any]:
        """A file, and its number where it is one of the run's."""
        number = {"index": self._numbers[source]} if source in self._numbers else {}
        return {"artifactLocation": {"uri": address(source), **number}}

    def of(self, evidence: Quote, source: str) -> dict[str, Any]:
        """The place of a piece of evidence: line and column of a text, else the place in words; a cell by its key."""
        where, logical = evidence.location, []
        physical = self.file(evidence.source or source) if evidence.source or source else {}
        region = {ours: where[name] for name, ours in _REGION.items() if name in where}
        if evidence.place and not region:
            logical.append({"fullyQualifiedName": printable(evidence.place), "kind": _kind(where)})
        if evidence.key:
            label = printable(evidence.label) or evidence.key
            logical.append({"name": label, "fullyQualifiedName": evidence.key, "kind": "cell"})
        if physical and region:
            physical["region"] = region | {"snippet": {"text": printable(evidence.text)}}
        return {
            **({"physicalLocation": physical} if physical else {}),
            **({"logicalLocations": logical} if logical else {}),
            "message": message(evidence.spoken),
            **({"properties": {"place": where}} if where and not region else {}),
        }


def _kind(where: Mapping[str, Any]) -> str:
    return next((name for name in ("page", "sheet", "block") if name in where), "place")


def address(source: str) -> str:
    """A path as a URI: relative as it was given, every character that means something in a URI written as its code."""
    if _DRIVE.match(source):
        return f"file:///{quote(PureWindowsPath(source).as_posix(), safe='/:')}"
    path = quote(PurePosixPath(source).as_posix(), errors="replace")
    return f"file:///{path.lstrip('/')}" if path.startswith("/") else path


def message(text: str) -> dict[str, str]:
    """A message that says just that text: braces are no placeholders and brackets no links."""
    plain = printable(text).replace("{", "{{").replace("}", "}}")
    before, end_of_link, rest = plain.rpartition("](")
    return {"text": _BRACKET.sub(r"\g<backslashes>\g<backslashes>\\[", before) + end_of_link + rest}


def result(entry: Entry, rules: Mapping[str, int], places: Places) -> dict[str, Any]:
    """A finding as a result; ``rules`` are the numbers of the run's rules."""
    found = list(_places(entry, places))
    number = {"ruleIndex": rules[entry.check]} if entry.check in rules else {}
    return {
        "ruleId": entry.check,
        **number,
        "kind": "fail",
        "level": LEVELS[entry.severity],
        "message": message("\n".join(part for part in (entry.message, entry.explanation) if part)),
        "locations": found[:1],
        "relatedLocations": [one | {"id": at} for at, one in enumerate(found[1:MOST_PLACES], 1)],
        "fingerprints": {"finding/v1": entry.id},
        "partialFingerprints": {"primaryLocationLineHash": f"{entry.id}:1"},
        "suppressions": list(_suppressions(entry)),
        "properties": _properties(entry),
    }


def _places(entry: Entry, places: Places) -> Iterator[dict[str, Any]]:
    """The places of a finding: those of its evidence, else its file, else the unit that has no report."""
    for one in entry.evidence:
        yield places.of(one, entry.source)
    if not entry.evidence and entry.source:
        yield {"physicalLocation": places.file(entry.source)}
    if not entry.evidence and not entry.source:
        yield {"logicalLocations": [{"name": printable(entry.unit), "kind": "unit"}]}


def _suppressions(entry: Entry) -> Iterator[dict[str, Any]]:
    """The dismissal of a finding, with its justification; under review where it is not final."""
    taken = entry.decision
    if entry.status is Status.DISMISSED and taken:
        yield {
            "kind": "external",
            "status": "accepted" if entry.settled else "underReview",
            "justification": printable(taken.spoken),
            "properties": {"reviewer": printable(taken.reviewer), "time": taken.at},
        }


def _properties(entry: Entry) -> dict[str, Any]:
    """What SARIF has no place for, under the names of the ledger in JSON."""
    words = ("unit", "name", "expected", "actual", "difference", "explanation", "section", "assignee", "standing_note")
    taken = entry.decision
    decided = {
        "status": entry.status,
        "stale": entry.stale,
        "standing": entry.standing,
        "confidence": entry.confidence,
        "digest": entry.digest,
        **({"reviewer": printable(taken.reviewer), "note": printable(taken.spoken), "time": taken.at} if taken else {}),
    }
    folded = [printable(one.message) for one in entry.all_folded()]
    found = {name: printable(getattr(entry, name)) for name in words}
    return {**found, "year": entry.year, **decided, **({"folded": folded} if folded else {})}
