"""What a claim of the narrative can mean in terms of cells: the usual meaning, and the other bases for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.claims import Claim
from workbench.forms.model import Basis, Concept
from workbench.reports.amounts import Amount, amount
from workbench.reports.model import Report, Statement
from workbench.text import normalise, strip_numbering
from workbench.values import Interval

_DEADLINE = ("按期", "按时", "到期", "及时", "期限", "时限", "限期", "如期")
_ALL_PROCESSED = "applications.all_processed"
_RESULT = "applications.result."
_ALL_OTHERS = (f"{_RESULT}refused", f"{_RESULT}other")
"""What may stand for all results that are not named: 公开12件，不公开8件."""
_PARTLY = f"{_RESULT}partly_granted"
_MERGED = f"{_RESULT}granted_or_partly"
_NOTHING = Amount((), (), None, None)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The cells that a claim is about: the usual reading, as good ones, and those that explain it otherwise.

    ``divisor`` is what a rate is taken of. ``reason`` says in Chinese why the claim cannot be held against cells,
    ``doubtful`` that a difference is not to be asserted.
    """

    name: str
    usual: Amount
    same: tuple[Interval, ...] = ()
    bases: tuple[tuple[str, Interval], ...] = ()
    reason: str = ""
    doubtful: bool = False
    divisor: Amount = _NOTHING


def meaning(report: Report, statement: Statement) -> Meaning:
    """What a claim means. Raises KeyError where the form does not know its concept."""
    claim = statement.claim
    concept = report.form.concepts[claim.concept]
    if concept.detail:
        return _detail(report, claim, concept)
    if concept.divisor:
        return _rate(report, claim, concept)
    usual = amount(report, concept.terms)
    named = [*_others(report, concept), *_with_unnamed(report, statement)]
    basis = _basis_of_whole(report, statement)
    same = [found for terms in concept.same if (found := amount(report, terms).interval) is not None]
    same += [value for name, value in named if name == basis]
    reason = "" if usual.interval is not None else "统计表相应单元格缺失或未能确切读取"
    fewer = bool(basis) and all(name != basis for name, _ in named) and _of_fewer(report, statement)
    open_yet = claim.concept == _ALL_PROCESSED and _of_deadlines(claim)  # 均按期答复: of those due
    return Meaning(concept.name, usual, tuple(same), tuple(named), reason, doubtful=fewer or open_yet)


def _of_deadlines(claim: Claim) -> bool:
    """Whether the words speak of replies in time."""
    return any(word in claim.text for word in _DEADLINE)


def _others(report: Report, concept: Concept) -> Iterator[tuple[str, Interval]]:
    """The other meanings of a concept that can be calculated: declared ones, then those on other bases."""
    for name, terms in concept.others.items():
        value = amount(report, terms).interval
        if value is not None:
            yield name, value
    for basis in report.form.bases:
        terms = rebased(concept.terms, basis)
        value = amount(report, terms).interval if terms != concept.terms else None
        if value is not None:
            yield basis.name, value


def _with_unnamed(report: Report, statement: Statement) -> Iterator[tuple[str, Interval]]:
    """A result with all those that its section does not name: 公开12件，不公开8件 where eight were not granted."""
    claim, concepts = statement.claim, report.form.concepts
    beside = [one for one in report.claims_of(statement.section) if one.year == claim.year]
    told = {one.concept for one in beside if one.family == "result"}
    row = claim.concept.removeprefix(_RESULT)
    if claim.concept not in _ALL_OTHERS or not told - {claim.concept}:
        return
    if any(one.detail.startswith(f"{row}.") for one in beside):  # 不予公开8件，其中国家秘密1件: of its own rows
        return
    named = told | {f"{_RESULT}{name}" for name in ("granted", "partly_granted") if _MERGED in told}
    results = (name for name, one in concepts.items() if name.startswith(_RESULT) and one.terms and name != _MERGED)
    unnamed = [name for name in results if name not in {*named, claim.concept}]
    # The first of those may be told in words that no phrase of the form has, as may what was granted in part: 公开22件.
    for others in (*(unnamed[place:] for place in range(len(unnamed))), [one for one in unnamed if one != _PARTLY]):
        names = (claim.concept, *others)
        value = amount(report, tuple(term for name in names for term in concepts[name].terms)).interval
        if others and value is not None:
            yield f"{concepts[claim.concept].name}与正文未列明的办理结果之和", value


def rebased(terms: tuple[str, ...], basis: Basis) -> tuple[str, ...]:
    """The terms with each one of the basis's row replaced by those of its rows."""
    start = f"{basis.table}.{basis.row}."
    found: list[str] = []
    for term in terms:
        sign, key = ("-", term[1:]) if term.startswith("-") else ("", term)
        if key.startswith(start):
            found += [f"{sign}{basis.table}.{row}.{key.removeprefix(start)}" for row in basis.rows]
        else:
            found.append(term)
    return tuple(found)


def _basis_of_whole(report: Report, statement: Statement) -> str:
    """The basis on which the whole that a claim is a part of was counted; empty where that is the usual one."""
    whole = report.whole(statement)
    concept = report.form.concepts.get(whole.concept) if whole else None
    if whole is None or concept is None or not concept.terms:
        return ""
    usual = amount(report, concept.terms).interval
    if usual is None or usual.meets(whole.interval):
        return ""
    return next((name for name, value in _others(report, concept) if value.meets(whole.interval)), "")


def _of_fewer(report: Report, statement: Statement) -> bool:
    """Whether the whole is less than its cells: 本年新收50件，已办46件，其中公开16件 leaves out those carried in."""
    whole = report.whole(statement)
    concept = report.form.concepts.get(whole.concept) if whole else None
    usual = amount(report, concept.terms).interval if concept else None
    return usual is not None and whole is not None and whole.interval.high < usual.low


def _detail(report: Report, claim: Claim, concept: Concept) -> Meaning:
    """A row that the claim names by its key; an edition that has no such row leaves the claim untested."""
    key = f"{concept.detail}.{claim.detail}.total"
    cell = report.form.cells.get(key)
    if cell is None:
        return Meaning(concept.name, _NOTHING, reason="所述情形在格式中没有对应的行")
    usual = amount(report, [key])
    reason = "" if usual.interval is not None else "统计表相应单元格缺失或未能确切读取"
    return Meaning(strip_numbering(normalise(cell.row.label)), usual, reason=reason)


def _rate(report: Report, claim: Claim, concept: Concept) -> Meaning:
    """A rate in percent; one of replies in time is not in the table."""
    part, whole = amount(report, concept.terms), amount(report, concept.divisor)
    usual = _percent(part.interval, whole.interval)
    bases = [(name, value) for name, value in _rates(report, concept, part) if value is not None]
    reason = "" if usual is not None else "统计表相应单元格缺失、为0或未能确切读取"
    shown = Amount(part.cells, part.terms, usual, None)
    return Meaning(concept.name, shown, (), tuple(bases), reason, doubtful=_of_deadlines(claim), divisor=whole)


def _rates(report: Report, concept: Concept, part: Amount) -> Iterator[tuple[str, Interval | None]]:
    """What else the rate may be one of: of the new ones all that were processed, or those among them."""
    for basis in report.form.bases:
        if basis.row == "processed":
            whole = amount(report, rebased(concept.terms, basis)).interval
            yield f"占{basis.name}的比例", _percent(part.interval, whole)
            for name, terms in concept.others.items():
                fewer = amount(report, terms).interval
                within = fewer is not None and part.interval is not None and fewer.high <= part.interval.high
                yield name, _percent(fewer, whole) if within else None


def _percent(part: Interval | None, whole: Interval | None) -> Interval | None:
    if part is None or whole is None or not whole.is_exact or whole.low <= 0:
        return None
    return Interval(part.low * Decimal(100) / whole.low, part.high * Decimal(100) / whole.low)
