"""What the narrative says of last year, held against last year's report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.checks import evidence
from workbench.checks.carried import UNREAD
from workbench.checks.percentages import TOTALS, sentence, stated_percent, two_years
from workbench.checks.subjects import YearPair
from workbench.claims.model import PRIOR
from workbench.findings import Comparison, Evidence, Manner, Relation
from workbench.forms.model import Concept
from workbench.reports import Report
from workbench.reports.amounts import Amount, Term, amount
from workbench.reports.meanings import meaning, rebased
from workbench.reports.model import Statement
from workbench.values import ZERO, Interval, Qualifier

_HUNDRED = Decimal(100)
_OTHER_BASE = ("前年", "两年", "三年", "近年", "五年", "历年", "环比", "季度", "半年", "月份", "期末", "末增")
"""Words with which a growth is not one against the year before."""
_NEXT = 3
"""How many characters may part the growth of anything but applications from the number that grew."""
_ANOTHER_YEAR = "正文所比较的可能不是上一年度"


@dataclass(frozen=True, slots=True)
class Basis:
    """A way of counting, in both years: its name, and the amounts of this and of last year."""

    name: str
    now: Amount
    then: Amount

    @property
    def change(self) -> Interval | None:
        """The figure of this year less that of the last."""
        now, then = self.now.interval, self.then.interval
        return None if now is None or then is None else now - then

    @property
    def rate(self) -> Interval | None:
        """By how many percent it grew; None where that cannot be calculated."""
        change, then = self.change, self.then.interval
        if change is None or then is None or not then.is_exact or then.low <= 0:
            return None
        return Interval(change.low * _HUNDRED / then.low, change.high * _HUNDRED / then.low)


def growths(report: Report, *kinds: str) -> Iterator[Statement]:
    """The statements of growth of which the text itself does not state both years' figures."""
    for statement in report.statements:
        both = _subject(statement) in TOTALS and all(two_years(report, statement))
        if statement.claim.concept.startswith(kinds) and not both:
            yield statement


def recalled(report: Report) -> Iterator[Statement]:
    """The statements of figures of an earlier year that the form has cells for."""
    for statement in report.statements:
        claim = statement.claim
        if claim.concept.startswith(PRIOR) and claim.concept.removeprefix(PRIOR) in report.form.concepts:
            yield statement


# -- growth ---------------------------------------------------------------------------------------------


def grown(pair: YearPair, statement: Statement) -> Comparison:
    """A stated percentage of growth against that of the tables."""
    found = _bases(pair, statement)
    usual, rates = found[0] if found else None, [(one.name, one.rate) for one in found]
    shown = _terms(pair, usual) if usual else ((), ())
    return Comparison(
        _at(statement),
        f"按本年度与{pair.last}统计表计算的增减幅度",
        usual.rate if usual else None,
        stated_percent(statement.claim),
        Manner.TEXT,
        evidence=_proof(pair, statement, usual),
        left=shown[0],
        divisor=shown[1],
        bases=tuple((name, rate) for name, rate in rates[1:] if rate is not None),
        reason=_why_not(pair, statement, usual) or _of_nothing(pair, usual),
        unit="%",
        confident=statement.claim.confident and _is_sure(pair.report, statement),
    )


def changes(pair: YearPair, statement: Statement) -> Comparison:
    """A stated change in number against that of the tables."""
    found = _bases(pair, statement)
    usual = found[0] if found else None
    return Comparison(
        _at(statement),
        f"按本年度与{pair.last}统计表计算的增减",
        usual.change if usual else None,
        statement.claim.interval,
        Manner.TEXT,
        evidence=_proof(pair, statement, usual),
        left=_terms(pair, usual)[0] if usual else (),
        bases=tuple((one.name, one.change) for one in found[1:] if one.change is not None),
        reason=_why_not(pair, statement, usual),
        unit=_concept(pair.report, statement).unit,
        confident=statement.claim.confident and _is_sure(pair.report, statement),
    )


def _subject(statement: Statement) -> str:
    subject = statement.claim.concept.partition(".")[2]
    return TOTALS[0] if subject == "applications" else subject


def _is_sure(report: Report, statement: Statement) -> bool:
    """Whether it is certain what grew: applications, or what the number right before the growth counts."""
    subject, start = _subject(statement), statement.claim.start
    before = (claim for claim in report.claims_of(statement.section) if claim.number)
    counted = [claim for claim in before if claim.concept == subject and 0 <= start - claim.end <= _NEXT]
    return subject in TOTALS or bool(counted)


def _concept(report: Report, statement: Statement) -> Concept:
    return report.form.concepts.get(_subject(statement)) or Concept(check="", name="")


def _bases(pair: YearPair, statement: Statement) -> list[Basis]:
    """The ways in which what grew may have been counted, first that on which the text counts this year."""
    concept = _concept(pair.report, statement)
    ways = {concept.name: concept.terms, **concept.others}
    others = ((basis.name, rebased(concept.terms, basis)) for basis in pair.report.form.bases)
    ways |= {name: terms for name, terms in others if terms != concept.terms}
    if not concept.terms or concept.percent or pair.reason:
        return []
    made = [one for name, terms in ways.items() if (one := _basis(pair, name, terms))]
    found = made[:1] + [one for one in made[1:] if not one.now.interval == one.then.interval == ZERO]
    stated = [one.claim.interval for one in pair.report.statements if one.claim.concept in _counted(statement)]
    return sorted(found, key=lambda one: one.name != _meant(found, stated))


def _counted(statement: Statement) -> tuple[str, ...]:
    subject = _subject(statement)
    return TOTALS if subject in TOTALS else (subject,)


def _meant(found: list[Basis], stated: list[Interval]) -> str:
    """The first basis on which a number of the text equals this year's; the usual one where none does."""
    equal = (one.name for one in found if one.now.interval and any(one.now.interval.meets(value) for value in stated))
    return next(equal, found[0].name if found else "")


def _basis(pair: YearPair, name: str, terms: tuple[str, ...]) -> Basis | None:
    """The amounts of both years; None where an edition has no such cells."""
    try:
        before = [amount(prior, terms) for prior in pair.priors]
    except KeyError:
        return None
    values = [one.interval for one in before]
    known = None if None in values else sum((value for value in values if value), ZERO)
    then = Amount(before[0].cells, tuple(term for one in before for term in one.terms), known, None)
    return Basis(name, amount(pair.report, terms), then)


def _terms(pair: YearPair, basis: Basis) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Operands of the calculation: this year's less last year's, and what they are taken of."""
    now = Term(f"“{basis.name}”", basis.now.interval)
    then = Term(f"{pair.last}“{basis.name}”", basis.then.interval)
    return (now, replace(then, sign=-1)), (then,)


def _proof(pair: YearPair, statement: Statement, basis: Basis | None) -> tuple[Evidence, ...]:
    span = evidence.span(pair.report, statement)
    if basis is None:
        return (span,)
    prior = [one for report in pair.priors for one in evidence.cells(report, basis.then.keys, other=True)]
    return (span, *evidence.cells(pair.report, basis.now.keys), *prior)


def _why_not(pair: YearPair, statement: Statement, basis: Basis | None) -> str:
    if pair.reason:
        return pair.reason
    if _of_another_year(pair.report, statement):
        return _ANOTHER_YEAR
    if basis is None:
        return "增减的数量在统计表中没有对应的单元格"
    return UNREAD.format(last=pair.last) if basis.then.interval is None else ""


def _of_nothing(pair: YearPair, basis: Basis | None) -> str:
    zero = basis is not None and basis.then.interval == ZERO
    return f"{pair.last}的数量为0，不能计算增减幅度" if zero else ""


def _of_another_year(report: Report, statement: Statement) -> bool:
    """Whether the sentence names a year that is neither this nor the last, or another span of time."""
    section, claim = report.section(statement.section), statement.claim
    years = {one.value for one in sentence(report, statement) if one.concept == "untested.year"}
    text = section.text[slice(*section.sentence(claim.start, claim.end))] if section else ""
    return bool(years - {report.year, report.year - 1}) or any(word in text for word in _OTHER_BASE)


# -- figures of last year -------------------------------------------------------------------------------


def said_of_last_year(pair: YearPair, statement: Statement) -> Comparison:
    """A figure stated for last year against last year's report."""
    claim = replace(statement.claim, concept=statement.claim.concept.removeprefix(PRIOR), whole=None)
    reason, span = pair.reason or _not_told(pair, claim.year, claim.concept), evidence.clause(pair.report, statement)
    if reason:
        return Comparison(_at(statement), f"{pair.last}报告", None, None, evidence=(span,), reason=reason)
    (prior,) = pair.priors
    found = meaning(prior, Statement(statement.section, claim, ""))
    concept = prior.form.concepts[claim.concept]
    cells = evidence.cells(prior, (*found.usual.keys, *found.divisor.keys), other=True)
    return Comparison(
        _at(statement),
        f"{pair.last}报告中“{found.name}”",
        found.usual.interval,
        claim.interval,
        Manner.TEXT,
        Relation(concept.relation),
        evidence=(span, *cells),
        left=found.usual.terms,
        divisor=found.divisor.terms,
        same=found.same,
        bases=() if claim.qualifier is Qualifier.ZERO else found.bases,
        lenient=found.usual.lenient,
        reason=found.reason,
        unit="%" if concept.percent else concept.unit,
        confident=claim.confident and not found.doubtful,
    )


def _not_told(pair: YearPair, year: int, concept: str) -> str:
    if year != pair.report.year - 1:
        return f"所述为{year}年度的数字，只与上一年度的报告核对"
    if len(pair.priors) > 1:
        return f"{pair.last}由几个单位分别报告，正文所指不明"
    if any(concept not in prior.form.concepts for prior in pair.priors):
        return f"{pair.last}使用另一版报告格式，没有可以比较的数据"
    return ""


def _at(statement: Statement) -> str:
    claim = statement.claim
    return ".".join(part for part in (claim.concept, claim.detail, str(statement.section)) if part)
