"""The ledger in SARIF 2.1.0, the OASIS format that viewers of analysis results read.

A batch is one run. Viewers refuse runs beyond a size, so that a larger one is parted into several, a report never
between two of them as long as it fits in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from workbench.errors import ExportError
from workbench.exports.json import dumps
from workbench.exports.sarif_results import LEVELS, Places, address, message, result
from workbench.exports.sheets import VERDICTS
from workbench.pages import told
from workbench.review import Entry, Ledger
from workbench.review.ledger import CheckRecord, Fault
from workbench.text import printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RUNS, MOST_RESULTS, MOST_RULES = 20, 25_000, 1_000
"""What viewers take: runs a file, results a run, rules a run."""

_HELP = {"compares": "比较", "undetermined": "无法判断", "innocent": "并非问题"}
_NAME = "disclosure-workbench"


def write(ledger: Ledger, path: Path) -> None:
    """Write the log in UTF-8. Raises ExportError where there are more findings than a file can hold."""
    path.write_text(dumps(as_log(ledger)) + "\n", encoding="utf-8")


def as_log(ledger: Ledger) -> dict[str, Any]:
    """The log as JSON has it. Raises ExportError as above."""
    parts = list(_parted(ledger.entries)) or [()]
    if len(parts) > MOST_RUNS:
        most = MOST_RUNS * MOST_RESULTS
        raise ExportError(f"问题共{len(ledger.entries)}个，超过 SARIF 文件所能容纳的{most}个，请分批核查后分别写出。")
    runs = [_run(ledger, entries, at, len(parts)) for at, entries in enumerate(parts, 1)]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": runs}


def _parted(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The findings of each run."""
    part: list[Entry] = []
    for piece in _pieces(entries):
        together = {entry.check for entry in (*part, *piece)}
        if part and (len(part) + len(piece) > MOST_RESULTS or len(together) > MOST_RULES):
            yield tuple(part)
            part = []
        part += piece
    if part:
        yield tuple(part)


def _pieces(entries: Iterable[Entry]) -> Iterator[Sequence[Entry]]:
    """The findings report by report; those of a report that has too many for a run in pieces that fit."""
    for _, group in groupby(entries, lambda entry: entry.about):
        listed = list(group)
        yield from (listed[at : at + MOST_RESULTS] for at in range(0, len(listed), MOST_RESULTS))


def _run(ledger: Ledger, entries: Sequence[Entry], at: int, of: int) -> dict[str, Any]:
    rules = _rules(ledger, entries)
    files = _files(ledger, entries, first=at == 1)
    places = Places({one: number for number, one in enumerate(files)})
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    return {
        "tool": {"driver": _driver(ledger, rules)},
        "automationDetails": {"id": f"{_NAME}/{at}/", "description": message(f"年报核查，第{at}部分，共{of}部分")},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(ledger)],
        "artifacts": [_artifact(source, sha256) for source, sha256 in files.items()],
        "results": [result(entry, numbers, places) for entry in entries],
        "properties": _figures(ledger, at),
    }


def _rules(ledger: Ledger, entries: Sequence[Entry]) -> list[CheckRecord]:
    """The checks of the run: all of them, of too many those that found something before the others."""
    found = {entry.check for entry in entries}
    if len(ledger.checks) <= MOST_RULES:
        return list(ledger.checks)
    return sorted(ledger.checks, key=lambda one: one.code not in found)[:MOST_RULES]


def _driver(ledger: Ledger, rules: Iterable[CheckRecord]) -> dict[str, Any]:
    off = {one.check: one.reason for one in ledger.run.disabled}
    return {
        "name": _NAME,
        "fullName": f"政府信息公开年报核查工作台 {ledger.run.version}",
        "version": ledger.run.version,
        "language": "zh-CN",
        "rules": [_rule(one, off.get(one.code)) for one in rules],
    }


def _rule(check: CheckRecord, off: str | None) -> dict[str, Any]:
    """A check with its page as help; one that the policy has switched off says why."""
    parts = told(check.code, check.documentation)
    said = [f"{_HELP[name]}：{text}" for name, text in parts.items() if text]
    said += [f"依据：{check.basis}"] * bool(check.basis) + [f"已停用：{off}"] * (off is not None)
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": message(f"{check.title}。"),
        "fullDescription": message(f"{check.title}。{said[0]}" if said else f"{check.title}。"),
        "help": message("\n".join(said) or check.title),
        "defaultConfiguration": {"level": LEVELS[check.severity], "enabled": off is None},
        "properties": {"tags": [check.family], "basis": check.basis},
    }


def _files(ledger: Ledger, entries: Sequence[Entry], *, first: bool) -> dict[str, str]:
    """The files of a run with their SHA-256: those with findings in it, in the first run also those without any."""
    here = {entry.source for entry in entries}
    if first:
        here |= {one.source for one in ledger.reports} - {entry.source for entry in ledger.entries}
    read = {one.source: one.sha256 for one in ledger.reports if one.source in here}
    return read | {one.source: one.sha256 for one in ledger.failures if first}


def _artifact(source: str, sha256: str) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": sha256}} if sha256 else {}
    return {"location": {"uri": address(source)}, "roles": ["analysisTarget"], **hashes}


def _invocation(ledger: Ledger) -> dict[str, Any]:
    """When it ran, which files could not be read, and what of an office's own rules could not be used."""
    at = datetime.fromisoformat(ledger.run.at).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {
        "executionSuccessful": True,
        "startTimeUtc": at,
        "toolExecutionNotifications": [_notification(one) | _at(one.source) for one in ledger.failures],
        "toolConfigurationNotifications": [_notification(one) for one in ledger.run.faults],
    }


def _notification(fault: Fault) -> dict[str, Any]:
    return {"level": "error", "message": message(f"{fault.source}：{fault.reason}")}


def _at(source: str) -> dict[str, Any]:
    return {"locations": [{"physicalLocation": {"artifactLocation": {"uri": address(source)}}}]}


def _figures(ledger: Ledger, at: int) -> dict[str, Any]:
    """What makes the run again, and what its comparisons came to; of the whole batch, so in the first run."""
    run = ledger.run
    made = {"catalogue": run.catalogue, "policy": run.policy, "forms": list(run.forms), "head": ledger.head}
    if at > 1:
        return made
    counted = {name: sum(getattr(one, name) for one in ledger.reports) for name in VERDICTS}
    return made | {"changes": {key: printable(value) for key, value in run.changes.items()}, "comparisons": counted}
