"""The tie-out map of the bundled reports: every numeral has a state, and each was read through by eye."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbench.reports import read
from workbench.reports.tieout import Tie, tie_out

REPORTS = sorted((Path(__file__).parent.parent / "data" / "reports").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden" / "tie_out.txt"


def listed() -> list[str]:
    """One line a number: report, section, words, concept, state and what it was held against."""
    lines = []
    for path in REPORTS:
        report = read(path)
        lines.append(f"# {path.name}")
        lines += [
            f"{one.section} | {one.claim.text} | {one.claim.concept} | {one.state} | {one.tied_to}"
            for one in report.statements
        ]
    return lines


def test_every_state_is_the_one_read_through() -> None:
    """The states are those of the golden file, line for line."""
    assert GOLDEN.read_text("utf-8").splitlines() == listed()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_no_numeral_is_dropped(path: Path) -> None:
    """Every run of digits of the narrative lies in the span of some number."""
    report = read(path)
    for section in report.sections:
        spans = [one.claim.number for one in report.statements if one.section == section.index and one.claim.number]
        for match in re.finditer(r"\d+", section.text):
            assert any(start <= match.start() and match.end() <= end for start, end in spans), match[0]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_statement_has_a_state_and_a_reason(path: Path) -> None:
    """Nothing is passed over in silence."""
    report = read(path)
    assert {one.state for one in report.statements} <= set(Tie)
    assert all(one.tied_to for one in report.statements)
    assert len(report.statements) == len(report.claims)


def test_the_map_marks_each_number_with_what_it_was_held_against() -> None:
    """The rendered narrative shows the number of the contradiction and the cell that it was tied to."""
    page = tie_out(read(REPORTS[2]))._repr_html_()
    assert "出台行政规范性文件" in page
    assert "行政规范性文件本年制发件数" in page
