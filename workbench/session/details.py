"""A finding as plain data for a screen: what it says, what it rests on, what was decided on it, how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from workbench import pages
from workbench.checks import relations
from workbench.checks.catalogue import catalogue
from workbench.forms import Form
from workbench.forms.model import Carry, Sum
from workbench.review import Decision, Entry, Quote, local
from workbench.review.model import Found

KeyOf = Callable[[str], str]
"""From the source of a file to the key of its report in the ledger."""

_LIKE = ("id", "check", "title", "unit", "year", "source", "message", "expected", "actual", "difference", "explanation",
         "basis", "about", "section", "places")  # fmt: skip


def row(entry: Entry) -> dict[str, Any]:
    """A finding as a line of the queue."""
    return {
        "id": entry.id,
        "severity": str(entry.severity),
        "check": entry.check,
        "unit": entry.unit or entry.source,
        "year": entry.year,
        "message": entry.message[:_LONGEST],
        "status": str(entry.status),
        "settled": entry.settled,
        "flags": flags(entry),
        "assignee": entry.assignee,
    }


_LONGEST = 120


def flags(entry: Entry) -> list[str]:
    """What is to be said of a decision beside its kind."""
    words = (entry.stale, "数据已变"), (entry.needs_second, "待复核"), (entry.disagreed, "意见不一")
    return [word for holds, word in words if holds]


def finding(entry: Entry, key_of: KeyOf) -> dict[str, Any]:
    """A finding in full."""
    return {
        **_found(entry, key_of),
        "status": str(entry.status),
        "status_words": entry.status_words,
        "flags": flags(entry),
        "settled": entry.settled,
        "version": entry.version,
        "assignee": entry.assignee,
        "standing": entry.standing.chinese,
        "standing_note": entry.standing_note,
        "history": [_decision(one) for one in entry.history],
        "stale": _stale(entry) if entry.stale and entry.decision else None,
        "page": _page(entry.check),
    }


def _found(found: Found, key_of: KeyOf) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in _LIKE},
        "severity": str(found.severity),
        "confidence": str(found.confidence),
        "family": found.family,
        "evidence": [_quote(one, found, key_of) for one in found.evidence],
        "folded": [_found(one, key_of) for one in found.folded],
    }


def _quote(quote: Quote, found: Found, key_of: KeyOf) -> dict[str, Any]:
    """A piece of evidence; ``report`` is the key of the report that it stands in."""
    names = ("kind", "text", "key", "section", "start", "end", "source", "label", "state", "before", "after", "place")
    told = {name: getattr(quote, name) for name in (*names, "correction")}
    report = key_of(quote.source) if quote.source else found.about
    return {**told, "report": report, "located": bool(quote.location)}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": str(decision.kind),
        "reviewer": decision.reviewer,
        "at": local(decision.at),
        "spoken": decision.spoken,
        "undone": decision.undone,
        "expected": decision.expected,
        "actual": decision.actual,
    }


def _stale(entry: Entry) -> dict[str, str]:
    """The figures decided on beside those of now."""
    then = entry.decision
    return {"expected_then": then.expected, "actual_then": then.actual, "expected": entry.expected,
            "actual": entry.actual} if then else {}  # fmt: skip


@cache
def _page(code: str) -> dict[str, str]:
    """What the check compares, and what is no fault, from its page; empty where this package has no such check."""
    known = next((one for one in catalogue() if one.code == code), None)
    page = pages.page(known) if known else None
    return {"compares": page.compares, "innocent": page.innocent} if page else {}


def operands(form: Form, found: Found) -> dict[str, str]:
    """The cells of the relation that a finding is about, each with its side: ``left`` or ``right``; else nothing."""
    name, _, place = found.at.partition(".")
    known: tuple[Sum | Carry, ...] = (*form.sums, *form.carries)
    relation = next((one for one in known if (one.check, one.id) == (found.check, name)), None)
    return dict(_sides(form, relation, place)) if relation else {}


def _sides(form: Form, relation: Sum | Carry, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(relation, Sum):
        sides = {"left": relation.left, "right": relation.right}
    else:
        sides = {"left": relation.this[1:], "right": relation.this[:1]}
    for side, names in sides.items():
        yield from ((key, side) for _, key in relations.cells(form, relation, names, place))
