"""A falsehood planted in a true narrative is found, and nothing is where none is planted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import as_text
from tests.checks.test_true import FAMILIES, told
from tests.generators.judge import grave, report_of
from workbench.audit import audit

PLANTED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("planted.yaml").read_text("utf-8"))
CHOICE = re.compile(r"«(?P<true>[^|»]*)\|(?P<false>[^|»]*)»")
SILENCES = ("NT108", "NT405", "NT406")
"""A passage tells of one matter; that the others go unmentioned is true of it."""


def accused(case: dict[str, Any], text: str) -> list[str]:
    """What the narrative is accused of, were it that text."""
    own = told(case | {"text": text})
    last = [told({"year": own.year - 1, "set": case["prior"], "text": ""})] if "prior" in case else []
    found = [one for one in audit([report_of(as_text(draft)) for draft in (own, *last)]).problems if grave(one)]
    about = [one for one in found if one.year == own.year and one.check.startswith(FAMILIES)]
    return [f"{one.check} {one.message}" for one in about if not one.check.startswith(SILENCES)]


def falsehoods(text: str) -> Iterator[tuple[str, str]]:
    """Each falsehood that may be planted, with the text in which it alone is."""
    for choice in CHOICE.finditer(text):
        before, behind = (CHOICE.sub(r"\g<true>", part) for part in (text[: choice.start()], text[choice.end() :]))
        yield choice[0], f"{before}{choice['false']}{behind}"


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case["text"][:20])
def test_planted_falsehoods_are_found(case: dict[str, Any]) -> None:
    """The true text is accused of nothing, each false one of something."""
    assert accused(case, CHOICE.sub(r"\g<true>", case["text"])) == []
    assert [choice for choice, text in falsehoods(case["text"]) if not accused(case, text)] == []
