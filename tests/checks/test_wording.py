"""What the checks of wording make of a text that is nothing but faults."""

from __future__ import annotations

import random

from tests.builders import as_text, drawn
from tests.reading import report_of
from workbench.checks.wording import doubled
from workbench.findings import Verdict
from workbench.verdicts import verdict

_MANY = 3_000
_LISTED = 50


def test_faults_without_end_are_counted() -> None:
    """The first fifty places are listed, and one comparison says how many more there are."""
    text = as_text(drawn(random.Random(3))).replace("一、总体情况\n", "一、总体情况\n" + "，，好" * _MANY + "\n", 1)
    found = [one for one in doubled(report_of(text.encode())) if verdict(one) is Verdict.DIFFERS]
    assert _LISTED + 1 == len(found)
    assert f"另有{_MANY - _LISTED}处" == found[-1].actual
