"""What the form says is carried over from last year's report, at each place where it must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from workbench.checks import evidence, relations
from workbench.checks.accounts import ACCOUNTED, account
from workbench.checks.subjects import YearPair
from workbench.findings import Comparison, Manner, Relation, Verdict
from workbench.forms.model import Carry
from workbench.reports import Report
from workbench.reports.amounts import Amount, Term, total
from workbench.values import ZERO, Interval
from workbench.verdicts import verdict

OTHER_EDITION = "{last}使用另一版报告格式，没有可以比较的数据"
UNREAD = "{last}报告的相应单元格缺失或未能确切读取"


def carried(pair: YearPair, code: str) -> Iterator[Comparison]:
    """Every relation to last year that a check serves; one that cannot be decided at any place is told once."""
    for relation in pair.report.form.carries:
        if relation.check == code and relations.was_found(pair.report, relation.table):
            reason = pair.reason or _not_comparable(pair, relation)
            if reason:
                name = f"表{pair.report.form.table(relation.table).section}与{pair.last}的衔接"
                yield Comparison(relation.id, name, None, None, reason=reason)
            else:
                places = relations.places(pair.report.form, relation)
                yield from (_compared(pair, relation, place) for place in places)


def _not_comparable(pair: YearPair, relation: Carry) -> str:
    """Why the editions of the two years do not allow the comparison; empty where they do."""
    place = relations.places(pair.report.form, relation)[0]
    try:
        for prior in pair.priors:
            relations.cells(prior.form, relation, relation.last, place)
    except KeyError:
        return OTHER_EDITION.format(last=pair.last)
    return ""


def _compared(pair: YearPair, relation: Carry, place: str) -> Comparison:
    report = pair.report
    own, others = relation.this[:1], relation.this[1:]
    actual = total(report, relations.cells(report.form, relation, own, place))
    moved = total(report, [(-sign, key) for sign, key in relations.cells(report.form, relation, others, place)])
    before = [total(one, relations.cells(one.form, relation, relation.last, place)) for one in pair.priors]
    due = _added([*before, moved])
    named = [_dated(pair, relation, one, amount) for one, amount in zip(pair.priors, before, strict=True)]
    proof = [evidence.cells(one, amount.keys, other=True) for one, amount in zip(pair.priors, before, strict=True)]
    unread = any(amount.interval is None for amount in before)
    found = Comparison(
        f"{relation.id}.{place}",
        relations.subject(report.form, relation, place),
        due.interval,
        actual.interval,
        Manner.SUM,
        Relation(relation.relation),
        evidence=(*evidence.cells(report, (*actual.keys, *moved.keys)), *(one for found in proof for one in found)),
        left=(*(term for terms in named for term in terms), *moved.terms),
        right=actual.terms,
        lenient=relations.opened(due, actual),
        reason=UNREAD.format(last=pair.last) if unread else "",
        bundle=relation.id if relation.each == "column" else "",
    )
    return _accounted(pair, relation, place, found)


def _accounted(pair: YearPair, relation: Carry, place: str, found: Comparison) -> Comparison:
    """The comparison; where it differs and the report itself says why, that has to be judged by a person."""
    due, actual = found.expected, found.actual
    if verdict(found) is not Verdict.DIFFERS or not isinstance(due, Interval) or not isinstance(actual, Interval):
        return found
    row = "" if relation.each == "column" else relations.label(pair.report.form, relation, place)
    known = relation.each == "column" and "total" in relations.places(pair.report.form, relation)
    whole = [_gap(pair, relation, "total")] if known else []
    gaps = [gap for gap in ((actual - due).low, *whole) if gap]
    told = account(pair.report, relation.check, row, gaps)
    return replace(found, reason=ACCOUNTED, evidence=(*found.evidence, *told)) if told else found


def _gap(pair: YearPair, relation: Carry, place: str) -> Decimal | None:
    """By how much the sides differ at a place: reports tell of the total, and not of each column."""
    actual, due = _sides(pair, relation, place)
    return (actual - due).low if actual is not None and due is not None else None


def _sides(pair: YearPair, relation: Carry, place: str) -> tuple[Interval | None, Interval | None]:
    own, others = relation.this[:1], relation.this[1:]
    actual = total(pair.report, relations.cells(pair.report.form, relation, own, place))
    moved = [(-sign, key) for sign, key in relations.cells(pair.report.form, relation, others, place)]
    before = (total(one, relations.cells(one.form, relation, relation.last, place)) for one in pair.priors)
    return actual.interval, _added([*before, total(pair.report, moved)]).interval


def _added(amounts: Sequence[Amount]) -> Amount:
    """The sum of amounts of several reports."""
    values = [amount.interval for amount in amounts]
    known = sum((value for value in values if value is not None), ZERO)
    loose: Interval = sum((one.lenient or one.interval or ZERO for one in amounts), ZERO)
    cells, terms = (sum((getattr(one, name) for one in amounts), ()) for name in ("cells", "terms"))
    blank = any(one.lenient for one in amounts)
    return Amount(cells, terms, None if None in values else known, loose if blank else None)


def _dated(pair: YearPair, relation: Carry, prior: Report, found: Amount) -> Iterator[Term]:
    """The operands of last year's report, named as such; with the unit's name where it is another's."""
    whose = pair.last if prior.unit == pair.report.unit else f"{prior.unit}{pair.last}"
    for term in found.terms:
        row, column = (term.row, f"{whose}{term.column}") if relation.each == "row" else (whose + term.row, term.column)
        yield replace(term, name=f"{whose}{term.name}", row=row, column=column)
