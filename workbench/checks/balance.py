"""IT 文内一致: whether the flow of applications that the narrative tells adds up by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.statements import compared
from workbench.findings import Comparison, Manner, Severity, Verdict
from workbench.reports import Report
from workbench.reports.amounts import Term
from workbench.reports.model import Statement
from workbench.verdicts import verdict

_FLOW = ("applications.new", "applications.carried_in", "applications.processed", "applications.carried_out")
_TOLD_THERE = "所列数字中有与统计表不符的，已另行列出"
_TABLE_TOO = "所列数字与统计表相同，不平衡的是统计表，已另行列出"


@check("IT103", "internal.balance", Severity.WARNING)
def balance(report: Report) -> Iterator[Comparison]:
    """正文所列新收、结转与办结件数应当平衡。 What is told of the flow of applications adds up.

    *Compares* new and carried-in with processed and carried-out applications, where one section tells all four.
    *Undetermined when* one of the four is told with different numbers or may count something else, or when the
        difference is one from the table or of the table, which other checks report.
    *Not a fault when* what came in includes what was carried in, or what was processed all that was in hand.
    """
    for section in report.sections:
        own = [one for one in report.statements if one.section == section.index and one.claim.year == report.year]
        flow = [[one for one in own if one.claim.concept == name] for name in _FLOW]
        if all(flow):
            found = _balanced(report, section.index, flow)
            yield replace(found, reason=_told_elsewhere(report, flow)) if verdict(found) is Verdict.DIFFERS else found


def _balanced(report: Report, section: int, flow: Sequence[Sequence[Statement]]) -> Comparison:
    new, carried_in, processed, carried_out = (told[0].claim.interval for told in flow)
    terms = [Term(f"“{told[0].claim.text}”", told[0].claim.interval) for told in flow]
    return Comparison(
        f"applications.balance.{section}",
        "正文所列新收、结转与办结件数",
        new + carried_in,
        processed + carried_out,
        Manner.SUM,
        evidence=tuple(evidence.span(report, told[0]) for told in flow),
        left=tuple(terms[:2]),
        right=tuple(terms[2:]),
        same=(new, new + carried_in + carried_out),
        confident=all(map(_is_told_once, flow)),
    )


def _is_told_once(told: Sequence[Statement]) -> bool:
    """Whether a quantity is told for certain, and always with the same number."""
    return all(one.claim.confident and one.claim.interval == told[0].claim.interval for one in told)


def _told_elsewhere(report: Report, flow: Sequence[Sequence[Statement]]) -> str:
    """Why an imbalance is not one of the narrative; empty where it is."""
    concepts = report.form.concepts
    found = {verdict(compared(report, one, concepts[one.claim.concept])) for told in flow for one in told}
    if Verdict.DIFFERS in found:
        return _TOLD_THERE
    return _TABLE_TOO if found == {Verdict.AGREES} else ""
