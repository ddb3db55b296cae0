"""Narratives that agree with their tables are accused of nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import DEFAULT_TEXT, Draft, as_text, empty
from tests.generators.judge import grave, report_of
from workbench.audit import audit

TRUE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("true.yaml").read_text("utf-8"))
ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")
DISPUTES = ("review", "litigation_direct", "litigation_after_review")
KEPT = ("new", "carried_in", "carried_out")
FAMILIES = ("NT", "IT", "RF")


def told(case: dict[str, Any]) -> Draft:
    """The report of a case, with the totals that its cells make."""
    values = dict.fromkeys(empty().values, 0)
    for key, value in case["set"].items():
        row = key.removeprefix("applications.")
        whole = key.startswith("applications.") and not row.endswith(ORGANISATIONS)
        values |= {f"{key}.total": value, f"{key}.natural_person": value} if whole else {key: value}
    organisations = sum(values[f"applications.new.{one}"] for one in ORGANISATIONS)
    values["applications.new.natural_person"] -= organisations
    leaves = [row.key for row in empty().form.table("applications").rows if row.key not in (*KEPT, "processed")]
    _answer_organisations(values, leaves)
    values["applications.processed.total"] = sum(values[f"applications.{leaf}.total"] for leaf in leaves)
    values["applications.processed.natural_person"] = sum(
        values[f"applications.{leaf}.natural_person"] for leaf in leaves
    )
    for kind in DISPUTES:
        values[f"disputes.{kind}.total"] = sum(
            values[f"disputes.{kind}.{one}"] for one in ("upheld", "corrected", "other", "pending")
        )
    draft = empty(year=case.get("year", 2023)).with_values(**values)
    aspects = [f"（二）依申请公开。{case['text']}" if "依申请公开" in text else text for text in DEFAULT_TEXT["一"]]
    return draft.with_text("一", *aspects)


def _answer_organisations(values: dict[str, Any], leaves: list[str]) -> None:
    """Give what organisations applied for to the first results that there are, so that every column balances."""
    for kind in ORGANISATIONS:
        left = values[f"applications.processed.{kind}"] = values[f"applications.new.{kind}"]
        for leaf in leaves:
            given = min(left, values[f"applications.{leaf}.natural_person"])
            values[f"applications.{leaf}.{kind}"] += given
            values[f"applications.{leaf}.natural_person"] -= given
            left -= given


@pytest.mark.parametrize("case", TRUE, ids=lambda case: case["text"][:20])
def test_true_narratives_are_accused_of_nothing(case: dict[str, Any]) -> None:
    """No number of a true narrative is called wrong."""
    own = told(case)
    last = [told({"year": own.year - 1, "set": case["prior"], "text": ""})] if "prior" in case else []
    found = [one for one in audit([report_of(as_text(draft)) for draft in (own, *last)]).problems if grave(one)]
    about = [one for one in found if one.year == own.year and one.check.startswith(FAMILIES)]
    assert [] == [f"{one.check} {one.message}" for one in about]
