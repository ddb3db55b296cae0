"""Ledgers as plain data for JSON, and back; what is read is checked to be what it should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.errors import WorkbenchError
from workbench.review.ledger import Ledger, flat, nested

_LEDGER = TypeAdapter(Ledger)
_PARTICULARS = {
    "cell": ("key", "text"),
    "span": ("section", "text", "start", "end"),
    "place": ("text",),
}


def as_object(ledger: Ledger) -> dict[str, Any]:
    """The ledger as JSON has it: run, reports, failures, findings, and what else there is.

    ``coverage`` is by report and check, its four numbers how many comparisons agree, differ and are undetermined, and
    whether the check does not apply.
    """
    made = _LEDGER.dump_python(ledger, mode="json")
    for entry in (*made["entries"], *made["vanished"]):
        _tidy(entry)
    first = {"run": made.pop("run"), "reports": made.pop("reports"), "failures": made.pop("failures")}
    return {**first, "findings": made.pop("entries"), **made, "coverage": nested(ledger.coverage)}


def from_object(found: Any) -> Ledger:  # noqa: ANN401 - JSON is anything
    """The ledger that :func:`as_object` made the object of. Raises WorkbenchError where it is none."""
    try:
        told = dict(found)
        told["entries"] = told.pop("findings")
        told["coverage"] = flat(told["coverage"], {one["key"]: one["source"] for one in told["reports"]})
        return _LEDGER.validate_python(told)
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        raise WorkbenchError("不是本工作台写出的台账，或已被改动，请重新导出。") from error


def read_ledger(path: str | Path) -> Ledger:
    """The ledger in a JSON file that was exported. Raises WorkbenchError where it cannot be read or is none."""
    try:
        found = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise WorkbenchError(f"无法打开台账 {path}，请检查路径和权限。") from error
    except ValueError as error:
        raise WorkbenchError(f"台账 {path} 不是有效的 JSON 文件，请重新导出。") from error
    return from_object(found)


def _tidy(found: dict[str, Any]) -> None:
    """Leave out of a finding's evidence what its kind has not, and what is empty."""
    found["evidence"] = [_quote(one) for one in found["evidence"]]
    for one in found["folded"]:
        _tidy(one)
    if not found["folded"]:
        del found["folded"]


def _quote(quote: dict[str, Any]) -> dict[str, Any]:
    first = ("kind", *(["source"] if quote["source"] else []), *_PARTICULARS[quote["kind"]], "location")
    others = (name for name in ("label", "state", "before", "after", "place", "correction") if quote[name])
    return {name: quote[name] for name in (*first, *others)}
