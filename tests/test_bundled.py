"""The five bundled reports: what is wrong with them is found, and nothing else is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.audit import Audit, audit
from workbench.batch import load
from workbench.checks import catalogue
from workbench.documents import TextPlace
from workbench.reports import Report

REPORTS = Path(__file__).parent.parent / "data" / "reports"
EXPECTED = {
    ("卫滨区人民政府办公室", "NT301", "error", "normative.issued.1"),
    ("卫滨区人民政府办公室", "NT406", "warning", "disputes.litigation_direct"),
    ("卫滨区人民政府办公室", "PR402", "notice", "1.二是"),
    ("卫滨区人民政府办公室", "PR402", "notice", "5.一桥梁纽带作用发挥不够明"),
    ("重庆市沙坪坝区虎溪街道办事处", "PR303", "warning", "六"),
    ("重庆市沙坪坝区虎溪街道办事处", "PR401", "notice", "1.（1）"),
    ("重庆市沙坪坝区虎溪街道办事处", "WD101", "notice", "1.Word书签残留"),
    ("释之街道办事处", "PR102", "notice", "一"),
    ("释之街道办事处", "PR203", "notice", "disclosure.column.repealed"),
    ("释之街道办事处", "PR303", "warning", "六"),
    ("释之街道办事处", "PR401", "notice", "5.(二)"),
    ("卫滨区人民政府办公室", "TM201", "notice", "period"),
    ("老城区西关街道办事处", "TM201", "notice", "period"),
    ("卫滨区健康路街道办事处", "TM201", "notice", "period"),
}


@pytest.fixture(scope="module")
def audited() -> Audit:
    """The audit of all bundled reports."""
    return audit(load(REPORTS))


def test_just_the_true_findings(audited: Audit) -> None:
    """Every finding was read against the source by eye."""
    assert {(one.unit, one.check, str(one.severity), one.at) for one in audited.problems} == EXPECTED


def test_nothing_is_undetermined_but_what_needs_other_reports(audited: Audit) -> None:
    """All five reports could be read in full, so every check over one report came to a verdict."""
    alone = {one.code for one in catalogue() if one.scope is Report}
    assert 0 == audited.coverage[audited.coverage["check"].isin(alone)]["undetermined"].sum()


def test_the_contradiction_is_quoted_and_located(audited: Audit) -> None:
    """The error says what the text says, what the table says, and where both stand."""
    error = next(one for one in audited.problems if one.check == "NT301")
    span, cell = error.evidence
    assert ("4", "3", "1") == (error.actual, error.expected, error.difference)
    assert ("出台行政规范性文件 4 个", "第17行") == (span.text, str(span.location)[:4])
    assert ("3", "disclosure.normative.issued", "第32行") == (cell.text, cell.key, str(cell.location)[:4])


def test_places_point_at_the_source(audited: Audit) -> None:
    """Each piece of evidence stands in the file just where it is said to stand."""
    for one in audited.problems:
        lines = Path(one.source).read_text("utf-8").split("\n")
        for evidence in one.evidence:
            place = evidence.location
            if isinstance(place, TextPlace) and place.line == place.end_line:
                assert evidence.text == lines[place.line - 1][place.column - 1 : place.end_column - 1]
