"""Statements of the narrative held against the cells that the form declares for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.checks import evidence
from workbench.checks.members import member
from workbench.checks.split import finer
from workbench.findings import Comparison, Manner, Relation, Verdict
from workbench.forms.model import Concept, Silence
from workbench.reports import Report
from workbench.reports.amounts import Amount, amount
from workbench.reports.meanings import meaning
from workbench.reports.model import Statement
from workbench.text import normalise
from workbench.values import Interval, Qualifier
from workbench.verdicts import verdict

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_SAID_ELSEWHERE = "正文另有一处表述与统计表一致，两处是否为同一数量须结合上下文判断"
_ONE_OF_MANY = "所述可能是{organ}一个单位的数量，而统计表汇总所属各单位"
_LISTED_FINER = "正文所列各项比统计表的行次更细，须结合上下文归并后再比对"
_COUNTED = r"\d[\d,]{0,9}余?[件条宗份起](?!事(?![项宜])|制度|栏目)"
"""A number of cases: neither a year nor the number of a hotline, of columns or of rules."""
_SUBHEADING = re.compile(r"[(（][一二三四五六七八九十\d]+[)）][^。，；：,;:]{0,25}")
_Quantity = tuple[str, str, int]
_Agreed = dict[_Quantity, bool]


def stated(report: Report, code: str) -> Iterator[Comparison]:
    """Every claim of the narrative that a check serves, against the cells that it stands for."""
    agreed: _Agreed = {}
    for statement in report.statements:
        claim = statement.claim
        concept = report.form.concepts.get(claim.concept)
        if concept is None or serving(concept, claim.qualifier) != code or claim.year != report.year:
            continue
        found = compared(report, statement, concept)
        yield replace(found, reason=_excuse(report, statement, found, agreed) or found.reason)


def _excuse(report: Report, statement: Statement, found: Comparison, agreed: _Agreed) -> str:
    """Why a number that differs is not to be called wrong; empty where it is, or where none differs."""
    if verdict(found) is not Verdict.DIFFERS or not statement.claim.number:
        return ""
    if _said_rightly(report, statement, agreed):
        return _SAID_ELSEWHERE
    expected = found.expected
    if not isinstance(expected, Interval):
        return ""
    organ = member(report, statement)
    if organ and statement.claim.interval.high <= expected.low:  # more than all have no single one can have
        return _ONE_OF_MANY.format(organ=organ)
    return _LISTED_FINER if finer(report, statement, expected) else ""


def _said_rightly(report: Report, statement: Statement, agreed: _Agreed) -> bool:
    """Whether of a number that differs another statement of the same quantity agrees with the table.

    Then either the text contradicts itself, which is said where its statements are compared, or the
    number is one of something narrower. ``agreed`` keeps the answer for all statements of the quantity.
    """
    if statement.claim.qualifier is Qualifier.ZERO:
        return False
    about = _about(statement)
    if about not in agreed:
        concept = report.form.concepts[statement.claim.concept]
        same = (one for one in report.statements if one.claim.number and _about(one) == about)
        agreed[about] = any(verdict(compared(report, one, concept)) is Verdict.AGREES for one in same)
    return agreed[about]


def _about(statement: Statement) -> _Quantity:
    claim = statement.claim
    return claim.concept, claim.detail, claim.year


def serving(concept: Concept, qualifier: Qualifier) -> str:
    """The check that serves a concept; statements of none may have one of their own."""
    return concept.zero if concept.zero and qualifier is Qualifier.ZERO else concept.check


def compared(report: Report, statement: Statement, concept: Concept) -> Comparison:
    """A claim against the meanings that its words can have."""
    found = meaning(report, statement)
    proof = (evidence.span(report, statement), *evidence.cells(report, (*found.usual.keys, *found.divisor.keys)))
    claim = statement.claim
    return Comparison(
        ".".join(part for part in (claim.concept, claim.detail, str(statement.section)) if part),
        found.name,
        found.usual.interval,
        claim.interval,
        Manner.TABLE,
        Relation(concept.relation),
        evidence=proof,
        left=found.usual.terms,
        divisor=found.divisor.terms,
        same=found.same,
        bases=() if claim.qualifier is Qualifier.ZERO else found.bases,  # of none there is no other way to count
        hints=_hints(report, concept, statement, found.usual),
        lenient=found.usual.lenient,
        reason=found.reason,
        unit="%" if concept.percent else concept.unit,
        confident=claim.confident and not found.doubtful,
    )


def _hints(report: Report, concept: Concept, statement: Statement, usual: Amount) -> tuple[tuple[str, Interval], ...]:
    """Quantities from which a wrong number may have come: parts of the right one, cases carried over, last year's."""
    parts = [key for _, key in report.form.expand(concept.parts)] if concept.parts else []
    near = [key for name in concept.near for _, key in report.form.expand(name)]
    found = [
        (report.form.label(key), report.value(key)) for key in dict.fromkeys((*parts, *near)) if key not in usual.keys
    ]
    prior = f"prior.{statement.claim.concept}"
    found += [
        (f"正文所列{one.claim.year}年度的数字", one.claim.interval)
        for one in report.statements
        if one.claim.concept == prior
    ]
    return tuple((name, value) for name, value in found if value is not None and value.low > 0)


def silent(report: Report, code: str) -> Iterator[Comparison]:
    """Matters that the tables have cases of and that the narrative should mention."""
    for silence in report.form.silences:
        if silence.check == code:
            cases = amount(report, silence.when)
            if cases.interval is None or cases.interval.low > 0:
                yield _mention(report, silence, cases)


def _mention(report: Report, silence: Silence, cases: Amount) -> Comparison:
    claims = (one.claim for one in report.statements if one.claim.concept.startswith(silence.claims))
    claimed = any(claim.confident or not _counts_others(normalise(claim.text), silence) for claim in claims)
    mentioned = claimed or any(_mentions(section.text, silence) for section in report.sections)
    return Comparison(
        silence.when[0].rpartition(".")[0],
        f"统计表列有{silence.name}{cases.interval}件",
        "正文有说明",
        "正文有说明" if mentioned else "正文未提及",
        evidence=evidence.cells(report, cases.keys),
        reason="" if cases.interval is not None else "统计表相应单元格未能确切读取",
    )


def _mentions(text: str, silence: Silence) -> bool:
    sentences = (normalise(sentence) for sentence in _spoken(text))
    return any(_speaks(one, silence) for one in sentences if not any(word in one for word in silence.unless))


def _speaks(sentence: str, silence: Silence) -> bool:
    counted = any(_follows(name, _COUNTED, sentence) for name in silence.names)
    plain = _without(sentence, (*silence.names, *silence.aside))
    return counted or any(word in plain for word in silence.words)


def _counts_others(text: str, silence: Silence) -> bool:
    """Whether the figure behind a name is one of something else: 依申请公开4个栏目."""
    names = [name for name in silence.names if _follows(name, r"\d", text)]
    return bool(names) and not any(_follows(name, _COUNTED, text) for name in names)


def _follows(name: str, pattern: str, text: str) -> bool:
    return re.search(rf"{re.escape(name)}{pattern}", text) is not None


def _spoken(text: str) -> Iterator[str]:
    """The sentences of a text; a sub heading names a matter and says nothing of it."""
    return (sentence for sentence in _SENTENCE.findall(text) if not _SUBHEADING.fullmatch(sentence.strip()))


def _without(sentence: str, names: tuple[str, ...]) -> str:
    for name in names:
        sentence = sentence.replace(name, "")
    return sentence
