"""Spans of time, whatever stands between their parts."""

from __future__ import annotations

import pytest

from tests.builders import as_text, empty
from tests.reading import report_of
from workbench.checks.periods import Period, mentions

_MANY = 100_000


def _stated(line: str) -> list[Period]:
    """The spans that a line of the first section states."""
    text = as_text(empty(year=2023)).replace("一、总体情况\n", f"一、总体情况\n{line}\n", 1)
    return [one for one in mentions(report_of(text.encode())) if one.section.index == 1]


@pytest.mark.parametrize("gap", [" ", "\u3000", "-", "至"])
def test_a_page_of_blanks_is_no_gap(gap: str) -> None:
    """The parts of a span that stand a page apart are none, and looking for them ends."""
    assert ["统计期限为2023年"] == [one.text for one in _stated(f"数据的统计期限为2023年1月1日{gap * _MANY}12月31日。")]


@pytest.mark.parametrize(
    "written", ["2023年1月1日至2023年12月31日", "2023 年 1 月 1 日 起，至 12 月 31 日", "2023.1.1-2023.12.31"]
)
def test_usual_gaps_are_taken(written: str) -> None:
    """Blanks between the parts are no matter."""
    (period,) = _stated(f"数据的统计期限为{written}。")
    assert (2023, True) == (period.first, period.is_ours)
