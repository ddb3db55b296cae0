"""The tie-out map: for every number of the narrative, what it was held against, or why it was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from workbench import markup
from workbench.claims import Claim
from workbench.claims.model import PRIOR, UNTESTED
from workbench.reports.meanings import meaning
from workbench.reports.model import Report, Statement
from workbench.wordlists import from_yaml


class Tie(StrEnum):
    """What becomes of a number: held against cells, against last year, recalculated, part of a list, or not tested."""

    CELL = "cell"
    LAST_YEAR = "last_year"
    RECOMPUTED = "recomputed"
    PART = "part"
    UNTESTED = "untested"


def tied(report: Report) -> Report:
    """The report with the state of each of its statements."""
    return replace(report, statements=tuple(_tied(report, statement) for statement in report.statements))


def _tied(report: Report, statement: Statement) -> Statement:
    state, to = tie(report, statement)
    return replace(statement, state=str(state), tied_to=to)


def tie(report: Report, statement: Statement) -> tuple[Tie, str]:
    """What a statement is held against, in Chinese, or the reason why it is not tested."""
    claim = statement.claim
    if claim.concept.startswith(PRIOR):
        return Tie.LAST_YEAR, f"{claim.year}年度的数字，与该年度报告核对"
    if claim.concept in report.form.concepts and claim.year == report.year:
        return _to_cells(report, statement)
    if claim.concept.startswith(("growth", "share")):
        return Tie.RECOMPUTED, "按相关数字重新计算"
    if claim.whole is not None and claim.family:
        whole = report.whole(statement)
        return Tie.PART, f"“{whole.text if whole else ''}”的组成部分，核对各部分之和"
    return Tie.UNTESTED, why_untested(claim)


def _to_cells(report: Report, statement: Statement) -> tuple[Tie, str]:
    found = meaning(report, statement)
    if found.reason:
        return Tie.UNTESTED, found.reason
    state = Tie.RECOMPUTED if report.form.concepts[statement.claim.concept].percent else Tie.CELL
    names = dict.fromkeys(report.form.label(key) for key in found.usual.keys)
    shown = "、".join(list(names)[:3]) + ("等" if len(names) > 3 else "")  # noqa: PLR2004
    return state, f"{found.name}（{shown}）= {found.usual.interval}"


def why_untested(claim: Claim) -> str:
    """The Chinese reason for which a number is not held against the tables."""
    name = claim.concept.removeprefix(UNTESTED)
    reasons = _reasons()
    return reasons.get(name) or reasons.get(name.partition(".")[0]) or reasons["unknown"]


@cache
def _reasons() -> dict[str, str]:
    declared: dict[str, str] = from_yaml(files("workbench.reports").joinpath("reasons.yaml").read_text("utf-8"))
    return declared


@dataclass(frozen=True)
class TieOut:
    """A report's narrative with each number marked by what became of it, for a notebook."""

    report: Report

    def _repr_html_(self) -> str:
        """The narrative, every number marked, with a tooltip that says what it was held against."""
        return markup.render("tie_out.html.j2", report=self.report)


def tie_out(report: Report) -> TieOut:
    """The narrative of a report with its tie-out map, to be shown in a notebook cell."""
    return TieOut(report)
