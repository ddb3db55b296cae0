"""The parts of the screen, each as plain data: what a patch holds under the part's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any

from workbench.checks.catalogue import FAMILIES
from workbench.findings import Severity
from workbench.review import Entry, Filter, Reason, Status
from workbench.review.filter import FLAGS
from workbench.session import details, managing
from workbench.session.commands import Parts
from workbench.session.queue import Heading, Line
from workbench.session.session import Patch, Session
from workbench.sources import PASSED_OVER


def head(session: Session) -> dict[str, Any]:
    """Who is at the desk, what lies on it, and how far the review has got."""
    return {
        "reviewer": session.reviewer,
        "why_not": session.why_not,
        "findings": len(session.columns),
        "settled": int(session.columns.flags("settled").sum()),
        "reports": len(session.ledger.reports),
        "outdated": session.outdated,
        "reasons": [[str(reason), reason.chinese] for reason in Reason],
    }


def queue(session: Session) -> dict[str, Any]:
    """What is in the queue, by which conditions, with the numbers beside their values."""
    shown = session.queue
    facets = shown.facets()
    return {
        "findings": len(shown),
        "rows": shown.rows,
        "filter": _filter(shown.view.filter),
        "sort": shown.view.sort,
        "group": shown.view.group,
        "facets": {name: _facet(session, name, _most(counts)) for name, counts in facets.items()},
        "more": {name: max(len(counts) - _VALUES, 0) for name, counts in facets.items()},
        "flags": _flags(session),
        "marked": len(shown.marked),
        "marked_severities": _marked(session),
        "outside": shown.outside(),
    }


def _filter(chosen: Filter) -> dict[str, Any]:
    """The conditions that ask for something."""
    found = {one.name: getattr(chosen, one.name) for one in fields(chosen)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()
            if value not in ((), "", None)}  # fmt: skip


_VALUES = 60
"""Values of a condition that are listed; of more, those with the most findings."""


def _most(counts: dict[Any, int]) -> dict[Any, int]:
    most = set(sorted(counts, key=lambda value: -counts[value])[:_VALUES])
    return {value: count for value, count in counts.items() if value in most}


def _facet(session: Session, name: str, counts: dict[Any, int]) -> list[list[Any]]:
    """The values of a condition, each with its name and its number."""
    return [[value, _named(session, name, value), count] for value, count in counts.items()]


def _named(session: Session, name: str, value: Any) -> str:  # noqa: ANN401 - the value of any column
    if isinstance(value, Severity):
        return value.chinese
    if isinstance(value, Status):
        return value.chinese
    if name == "families":
        return str(FAMILIES.get(value, value))
    if name == "checks":
        known = session.ledger.by_check.get(value)
        return f"{value} {known.title}" if known else str(value)
    return f"{value}年" if name == "years" and value else str(value) or _NAMELESS.get(name, "未知")


_NAMELESS = {"assignees": "未分派", "levels": "级别未知", "units": "单位未识别"}


def _flags(session: Session) -> dict[str, int]:
    """How many findings of all are what each flag says; of ``settled`` those that are not."""
    found = {name: int(session.columns.flags(name).sum()) for name in FLAGS}
    return found | {"open": len(session.columns) - found["settled"]}


def _marked(session: Session) -> dict[str, int]:
    chosen = session.queue.chosen() if session.queue.marked else ()
    return {str(severity): sum(one.severity is severity for one in chosen) for severity in Severity}


def rows(session: Session) -> dict[str, Any]:
    """The rows of the queue that are in view."""
    first, count = session.rows
    shown = [_row(session, row) for row in session.queue.window(first, count)]
    return {"first": first, "of": session.queue.rows, "rows": shown}


def _row(session: Session, row: Heading | Line) -> dict[str, Any]:
    if isinstance(row, Heading):
        named = _named(session, session.queue.view.group, row.name)
        return {"heading": named, **asdict(row)}
    marked = row.entry.id in session.queue.marked
    return {"position": row.position, "marked": marked, **details.row(row.entry)}


def cursor(session: Session) -> dict[str, Any]:
    """Where the reviewer stands; the rows in view move so far that the finding is among them."""
    found = session.queue
    row, (first, count) = found.row(found.position), session.rows
    if not first <= row < first + count:
        session.rows = (max(row - count // 2, 0), count)
    return {"position": found.position, "row": row, "id": found.current.id if found.current else ""}


def finding(session: Session) -> dict[str, Any] | None:
    """The finding where the reviewer stands, with what it is to be looked at beside; None in an empty queue."""
    entry = session.queue.current
    if entry is None:
        return None
    told = details.finding(entry, session.shelf.key)
    keys = dict.fromkeys([entry.about, *(one["report"] for one in told["evidence"])])
    for key in keys:
        session.lend(key)
    beside = [{"name": name, "report": key} for name, key in session.shelf.companions(entry.about)]
    return {**told, "companions": beside, "operands": _operands(session, entry)}


def _operands(session: Session, entry: Entry) -> dict[str, str]:
    report = session.shelf.at_hand(entry.about)
    return details.operands(report.form, entry) if report and report.edition else {}


def loading(session: Session) -> dict[str, Any]:
    """How far the loading of files is, and which files of all could not be read."""
    failures = session.ledger.failures
    told = [[one.source, one.reason] for one in failures[:_FAILURES]]
    return {
        **asdict(session.loading),
        "busy": session.loading.busy,
        "failures": told,
        "failed": len(failures),
        "passed_over": PASSED_OVER,
    }


_FAILURES = 200

PARTS: dict[str, Callable[[Session], Any]] = {
    **{part.__name__: part for part in (head, queue, cursor, rows, finding, loading)},
    "progress": managing.lines,
}
"""Every part of the screen by its name."""


def plain(value: object) -> object:
    """Plain data as JSON has it: words of an enumeration are their text."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def patch_of(session: Session, parts: Parts) -> Patch:
    """The parts as they are now, with reports and a notice where there are any."""
    patch: Patch = {name: plain(PARTS[name](session)) for name in _ordered(parts)}
    sheets = session.sheets()
    notice, session.notice = session.notice, None
    if sheets:
        patch["sheets"] = sheets
    if notice:
        patch["notice"] = {"kind": notice.kind, "text": notice.text}
    return patch


def _ordered(parts: Parts) -> list[str]:
    """The parts in the order of the screen: the cursor first moves the rows into view."""
    return [name for name in PARTS if name in parts]
