"""The bundled reports, cell by cell: ``golden/cells.csv`` lists every cell that is not a plain zero."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reading import text_at
from workbench.documents import TextPlace
from workbench.reports import Report, read
from workbench.values import State

ROOT = Path(__file__).parents[2]
REPORTS = {path.name[:3]: path for path in sorted((ROOT / "data" / "reports").glob("*.txt"))}
IDENTITIES = {
    "000": "卫滨区健康路街道办事处",
    "001": "重庆市沙坪坝区虎溪街道办事处",
    "002": "卫滨区人民政府办公室",
    "003": "释之街道办事处",
    "004": "老城区西关街道办事处",
}


def _golden() -> dict[str, dict[str, tuple[str, int, int]]]:
    found: dict[str, dict[str, tuple[str, int, int]]] = {number: {} for number in REPORTS}
    with (ROOT / "tests" / "golden" / "cells.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["report"]][row["key"]] = (row["raw"], int(row["line"]), int(row["column"]))
    return found


@pytest.fixture(scope="module", params=REPORTS)
def bundled(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """Each bundled report with its number."""
    return request.param, read(REPORTS[request.param])


def test_all_cells(bundled: tuple[str, Report]) -> None:
    """200 cells: those of the golden file with their values and places, and all others are a zero written as 0."""
    number, report = bundled
    golden = _golden()[number]
    assert 200 == len(report.cells)
    for key, fact in report.cells.items():
        assert isinstance(fact.location, TextPlace)
        if key in golden:
            assert (*golden[key], State.NUMBER) == (fact.raw, fact.location.line, fact.location.column, fact.state)
        else:
            assert ("0", State.ZERO) == (fact.raw, fact.state), key


def test_all_places(bundled: tuple[str, Report]) -> None:
    """Each cell stands where its location says, and cells follow each other as in the form."""
    number, report = bundled
    data = REPORTS[number].read_bytes()
    places = [fact.location for fact in report.cells.values() if fact.location]
    assert [fact.raw for fact in report.cells.values()] == [text_at(data, place) for place in places]
    assert all(one.order < other.order for one, other in pairwise(places))


def test_identity_and_outline(bundled: tuple[str, Report]) -> None:
    """Unit, year, edition and the six sections are recognised; the duplicated heading of one report is kept."""
    number, report = bundled
    assert (IDENTITIES[number], 2023, "cn-2021") == (report.unit, report.year, report.edition)
    assert ["一"] * (2 if number == "003" else 1) + list("二三四五六") == [one.form_number for one in report.headings]
    assert {1, 2, 3, 4, 5, 6} < {section.index for section in report.sections}


def test_labels(bundled: tuple[str, Report]) -> None:
    """Every label of rows, columns, groups and headers is found, and only the one that is altered differs."""
    number, report = bundled
    for reading, rows in zip(report.tables, (6, 25, 3), strict=True):
        kinds = [label.kind for label in reading.labels]
        assert (rows, ()) == (kinds.count("row"), reading.missing)
    differing = [label.found for table in report.tables for label in table.labels if label.likeness < 0.98]
    assert (["本年度止件数"] if number == "003" else []) == differing
