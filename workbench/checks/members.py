"""AG 上下级汇总: counts of one organ in the report of the government above it, which sums up all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.naming import core, kind_of
from workbench.checks.subjects import Group
from workbench.claims import Claim
from workbench.findings import Comparison, Manner, Relation, Severity
from workbench.reports import Report
from workbench.reports.meanings import meaning
from workbench.reports.model import Statement
from workbench.text import fold, normalise

_GOVERNMENT = "县级以上政府"
_BY_ORGAN, _NEW = "untested.by_organ", "applications.new"
_ORGAN = re.compile(
    r"(?<![全我本各])[省市县区州旗](?:(?:人民)?政府办公[室厅]|政府办(?!理|结)|"
    r"(?!共|各|收|受|办|答|直|级|本|行政机关)[一-鿿]{1,10}?(?:局|委员会|委|支队|大队)(?!面|部|限))"
)
"""An organ by the name of its region: 县政府办公室, 市公安局, 青石县教育局."""
_ALL = re.compile(r"[。;\n]|(?<![件份宗条起例])[,]|[全我][省市县区州旗]|各级|各[部单]|合计|总计|汇总|等")
"""What parts an organ from a count, or says that it is one of all; behind a count another of the organ's may follow."""
_APART = re.compile(r"[,:]")
"""What leaves it open, beside that, whether a count is the organ's: 其中县政府办公室收到48件，办结619件."""
_JOINT = re.compile(r"(?<![件份宗条起例])(?:以?及|和|与|、|会同|联合)$")
"""Before a name: the count is that of several organs together; 件、 ends the count of the one before."""
_RECEIVED = re.compile(r"收到|新收|受理|接收")
_DONE = re.compile(r"办结|答复|办理|复议|诉讼|公开(?!申请)")
_AT_ONCE = 1
"""How many characters may part a name from its number where no word says what was counted: 县教育局31件."""


class Told(NamedTuple):
    """What a government's report tells of one organ: the statement, the claim as one of the organ's own, its report."""

    statement: Statement
    claim: Claim
    organ: Report


@check(
    "AG103",
    "aggregation.told_of_organ",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条：本级政府年度报告",
)
def told_of_organ(group: Group) -> Iterator[Comparison]:
    """上级正文所称所属单位的件数应与该单位的报告一致。 What a government tells of an organ is what its report has.

    *Compares* the number that the narrative of a government states for one organ with the cells of that organ's report.
    *Undetermined when* a cell could not be read for certain, or the words leave open what was counted.
    *Not a fault when* the government counts by another way, or the organ put its report right afterwards.
    """
    for one in told(group):
        yield _of_organ(group, one)


def _of_organ(group: Group, one: Told) -> Comparison:
    found = meaning(one.organ, Statement(one.statement.section, one.claim, ""))
    concept = one.organ.form.concepts[one.claim.concept]
    proof = evidence.cells(one.organ, (*found.usual.keys, *found.divisor.keys), other=True)
    return Comparison(
        f"{one.claim.concept}.{one.statement.section}.{one.organ.unit}",
        f"{one.organ.unit}{group.year}年度报告中“{found.name}”",
        found.usual.interval,
        one.claim.interval,
        Manner.TEXT,
        Relation(concept.relation),
        evidence=(evidence.clause(group.report, one.statement), *proof) if group.report else proof,
        left=found.usual.terms,
        divisor=found.divisor.terms,
        same=found.same,
        bases=found.bases,
        lenient=found.usual.lenient,
        reason=found.reason,
        unit="%" if concept.percent else concept.unit,
        confident=one.claim.confident and not found.doubtful,
    )


def member(report: Report, statement: Statement) -> str:
    """The organ of which a government's report tells a count; empty where the count is the government's own."""
    found = _named(report, statement)
    return found[0] if found else ""


def told(group: Group) -> Iterator[Told]:
    """The counts that a government tells of single organs whose reports are there."""
    report = group.report
    for statement in report.statements if report else ():
        now = report is not None and statement.claim.number and statement.claim.year == report.year
        found = _named(report, statement) if report and now else None
        between = found.string[found.end() :] if found else ""
        if report and found and not _APART.search(between) and not _JOINT.search(found.string, 0, found.start()):
            concept = _counted(report, statement, between)
            organ = _organ(group, found[0])
            if organ and concept and organ.form.concepts.get(concept) and organ.form.concepts[concept].terms:
                yield Told(statement, replace(statement.claim, concept=concept, whole=None, family=""), organ)


def _named(report: Report, statement: Statement) -> re.Match[str] | None:
    """The name of an organ that is the subject of a statement's clause, in the text before the statement's number."""
    kind, section = kind_of(report.unit), report.section(statement.section)
    if kind is None or kind.name != _GOVERNMENT or section is None:
        return None
    claim = statement.claim
    start, _ = section.sentence(claim.start, claim.end)
    before = fold(section.text[start : claim.number[0] if claim.number else claim.end])
    named = list(_ORGAN.finditer(before))
    return named[-1] if named and not _ALL.search(before, named[-1].end()) else None


def _counted(report: Report, statement: Statement, between: str) -> str:
    """The concept that is counted of an organ; of a part of a list what its words say, or those of its whole."""
    concept = statement.claim.concept
    if concept != _BY_ORGAN:
        return concept
    whole = report.whole(statement)
    listed = len(between) <= _AT_ONCE and whole is not None and whole.concept == _NEW
    received = _RECEIVED.search(between) and not _DONE.search(between)
    return _NEW if listed or received else ""


def _organ(group: Group, name: str) -> Report | None:
    """The report of the one organ that goes by a name, the region of its government before it: 县住建局."""
    region = re.sub(r"(?:人民)?政府$", "", normalise(group.parent))
    full = core(f"{region}{name[1:]}" if region.endswith(name[0]) else name)
    found = [
        one
        for one in group.organs
        if full and (own := core(one.unit)) and own.kind == full.kind and own.is_short_for(full)
    ]
    return found[0] if len(found) == 1 else None
