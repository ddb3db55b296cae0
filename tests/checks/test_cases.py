"""Every check on its cases: reports on which it agrees, differs, and cannot tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import as_text, empty
from workbench.checks import catalogue, find
from workbench.checks.subjects import Batch, Group, YearPair
from workbench.documents import Cell, Document, Grid, PagePlace, Paragraph, Remark
from workbench.documents.plain import blocks
from workbench.explain import explanation, message
from workbench.findings import Comparison, Verdict
from workbench.policy import Policy
from workbench.reports import Report, recognise
from workbench.reports.roster import Roster, Unit
from workbench.verdicts import verdict

CASES = Path(__file__).parent / "cases"
KINDS = ("agrees", "differs", "undetermined")


def made(case: dict[str, Any], year: int = 2023, unit: str = "青石县水利局") -> Report:
    """The report of a case: one of zeros with cells set, sections rewritten and pieces of its text replaced."""
    draft = empty(case.get("edition", "cn-2021"), year=case.get("year", year), unit=case.get("unit", unit))
    draft = draft.with_values(**case.get("set", {}))
    for number, paragraphs in case.get("text", {}).items():
        draft = draft.with_text(number, *([paragraphs] if isinstance(paragraphs, str) else paragraphs))
    text = as_text(draft)
    for old, new in case.get("replace", []):
        assert old in text, f"{old} does not stand in the report"
        text = text.replace(old, new)
    found = tuple(blocks(text))
    if "recognised" in case:
        found = tuple(_as_picture(block, case["recognised"]) for block in found)
    if "inferred" in case:
        found = tuple(replace(block, inferred=True) if isinstance(block, Grid) else block for block in found)
    remarks = tuple(Remark(*one) if isinstance(one, list) else Remark(one) for one in case.get("remarks", []))
    source = case.get("source", f"{draft.unit} {draft.year}.txt")
    return recognise(Document(source, "0" * 64, found, remarks, published=case.get("published")))


def batch_of(case: dict[str, Any]) -> Batch:
    """The reports of a case: its own unless it is ``absent``, last year's (``prior``), and ``others``; its roster."""
    own = [] if case.get("absent") else [made(case)]
    year, unit = case.get("year", 2023), case.get("unit", "青石县水利局")
    priors = [made(one, year - 1, unit) for one in case.get("prior", [])]
    others = [made(one, year, f"青石县第{at}中心") for at, one in enumerate(case.get("others", []), 1)]
    units = tuple(Unit(**{**one, "former": tuple(one.get("former", ()))}) for one in case.get("roster", []))
    return Batch((*own, *priors, *others), (), Roster(units) if units else None)


def subjects(scope: type, case: dict[str, Any]) -> list[object]:
    """What a check of that scope gets to see of a case: last year's report is there, but not under test."""
    if scope is Report:
        return [made(case)]
    batch = batch_of(case)
    if scope is YearPair:
        return list(batch.pairs[:1])
    return list(batch.groups) if scope is Group else [batch]


def _as_picture(block: Paragraph | Grid, score: float) -> Paragraph | Grid:
    """The block as if it had been recognised in a picture with that score."""
    place = PagePlace(1, (0, 0, 10, 10), recognised=score)
    if isinstance(block, Paragraph):
        return replace(block, location=place)
    return Grid(tuple(tuple(Cell(cell.text, place) for cell in row) for row in block.rows))


def outcomes(code: str, case: dict[str, Any]) -> list[tuple[Comparison, Verdict]]:
    """What the check makes of the case."""
    one, policy = find(code), Policy.model_validate(case.get("policy", {}))
    return [(found, verdict(found)) for subject in subjects(one.scope, case) for found in one.compare(subject, policy)]


def _all(kind: str) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        declared = yaml.safe_load(path.read_text("utf-8"))
        found += [
            pytest.param(path.stem, case, id=f"{path.stem}-{at}") for at, case in enumerate(declared.get(kind, []))
        ]
    return found


@pytest.mark.parametrize(("code", "case"), _all("agrees"))
def test_agrees(code: str, case: dict[str, Any]) -> None:
    """The check compared something and found nothing to report."""
    verdicts = {found for _, found in outcomes(code, case)}
    assert Verdict.AGREES in verdicts
    assert not verdicts & {Verdict.DIFFERS, Verdict.EXPLAINED}


@pytest.mark.parametrize(("code", "case"), _all("differs"))
def test_differs(code: str, case: dict[str, Any]) -> None:
    """The check reports just the places that the case names, in words that hold what it says."""
    found = [one for one, how in outcomes(code, case) if how is Verdict.DIFFERS]
    assert case["at"] == [one.at for one in found]
    words = "".join(message(one, Verdict.DIFFERS) + explanation(one, Verdict.DIFFERS) for one in found)
    assert case["says"] in words


@pytest.mark.parametrize(("code", "case"), _all("undetermined"))
def test_undetermined(code: str, case: dict[str, Any]) -> None:
    """The check asserts nothing: it says that it cannot tell, or finds nothing that it could compare."""
    found = outcomes(code, case)
    assert not {how for _, how in found} & {Verdict.DIFFERS, Verdict.EXPLAINED}
    asked = [how for one, how in found if one.at.startswith(case.get("at", ""))]
    assert Verdict.AGREES not in asked
    assert case.get("silent", False) is not (Verdict.UNDETERMINED in asked)


@pytest.mark.parametrize(("code", "case"), _all("explained"))
def test_explained(code: str, case: dict[str, Any]) -> None:
    """The figure agrees on another basis, which the explanation names."""
    found = [one for one, how in outcomes(code, case) if how is Verdict.EXPLAINED]
    assert case["at"] == [one.at for one in found]
    assert case["says"] in "".join(explanation(one, Verdict.EXPLAINED) for one in found)


@pytest.mark.parametrize("code", [one.code for one in catalogue()])
def test_every_check_has_cases_of_all_kinds(code: str) -> None:
    """A check without cases of each kind is not done."""
    declared = yaml.safe_load((CASES / f"{code}.yaml").read_text("utf-8"))
    assert set(KINDS) <= set(declared)
