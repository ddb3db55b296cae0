"""Lists of parts and the wholes that they belong to: what sums up, and when that can be said at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.checks import evidence
from workbench.checks.percentages import sentence
from workbench.claims import Claim
from workbench.findings import Comparison, Manner
from workbench.reports import Report
from workbench.reports.amounts import Term, amount
from workbench.reports.model import Statement
from workbench.text import fold
from workbench.values import ZERO, Interval

_WHOLES = {"applicant": "applications.new", "result": "applications.processed"}
_LED = re.compile(r"其中|包括|包含|含|\((?!一\)|1\))")
"""What leads a list that need not have all: 行政复议9件（维持5件，纠正1件）."""
_HANDLED = (
    r"(?![为系是由不]|来自)[^。;,:\d]{0,16}?"
    r"(?:按时|按期|如期|及时|时限|期限|期内|时间内|规定时间|办结|办理|办毕|答复|完成|回复|受理)"
)
"""What 均 and 全部 may say of all cases that makes no list complete: 均已按时答复, 全部在期限内办结."""
_COMPLETE = re.compile(
    rf"其余|剩余|余下|(?:均|全部)(?!{_HANDLED}|(?:予以)?公开)|全都|都[是为来]|分别|[分共]为|分成|仅|只|组成|构成"
)
_CHOSEN = re.compile(r"集中|主要|居前|前[二两三四五]|最多|较多|靠前|例如|比如|尤其|重点")
"""Before a list: it names some of many by its own words, 较为集中的单位是."""
_REST = re.compile(r"若干|等(?=[。;,)]|$)|等[单部]|其[余他][^。;,\d]{0,8}(?:若干|较少|不[多等]|各)")
"""Behind a list: there are others, and their number is not told."""
_ALL_OF = re.compile(r"均(?:为|系|是|来自|由)|都[是为来]|组成|构成")


def processed_total(report: Report) -> tuple[Interval, ...]:
    """The total of results: results may exceed the new applications, for carried-in ones are processed too."""
    processed = report.value("applications.processed.total", lenient=True)
    return (processed,) if processed else ()


def once(members: Sequence[Statement]) -> list[Statement]:
    """The parts without those that only say again what another of them said."""
    named = [one for one in members if one.claim.concept.startswith("applications.")]
    kept = {(one.claim.concept, one.claim.detail, one.claim.value): one for one in reversed(named)}
    others = [one for one in members if one not in named]  # two organs or two channels may have the same number
    return sorted([*kept.values(), *others], key=lambda one: one.claim.start)


def _all_read(report: Report, whole: Claim, members: Sequence[Statement]) -> bool:
    """Whether no number that may be another part stands among the parts or right behind them.

    A sub row that belongs to none of the results listed stands beside them as a part of its own.
    """
    parts = [one.claim for one in members]
    inside = {one.claim.number for one in report.statements if report.whole(one) in parts}
    known = {claim.number for claim in parts} | inside
    beside = (claim for claim in sentence(report, members[-1]) if claim.number and claim.start >= whole.end)
    loose = (claim for claim in beside if claim.concept == "untested.unknown" or claim.family == "detail")
    fits = all(claim.interval.low <= whole.interval.high for claim in parts if claim.family == "breakdown")
    return fits and all(claim.number in known for claim in loose)


def summed(report: Report, whole: Claim, listed: Sequence[Statement], at: str) -> Comparison:
    """The sum of the parts against their whole; parts of one name and number may be one part told twice, or two."""
    members = once(listed)
    terms = tuple(Term(f"“{member.claim.text}”", member.claim.interval) for member in members)
    total = sum((member.claim.interval for member in members), ZERO)
    each = sum((member.claim.interval for member in listed), ZERO)
    proof = tuple(evidence.span(report, member) for member in (beside(members[0], whole), *members))
    return Comparison(
        at,
        "所列各项之和",
        total,
        whole.interval,
        Manner.TEXT,
        evidence=proof,
        left=terms,
        same=(each, *_other_wholes(report, whole, members, total)),
        confident=whole.confident
        and all(member.claim.confident for member in members)
        and _all_read(report, whole, members)
        and not (total.high < whole.interval.low and _names_some(report, whole, members)),
    )


def _other_wholes(report: Report, whole: Claim, members: Sequence[Statement], total: Interval) -> tuple[Interval, ...]:
    """Sums as good as the list's own: with open cases, results and outcomes also sum to their whole."""
    if members[0].claim.family == "outcome":
        kind = whole.concept.partition(".")[0]
        concluded = tuple(total + pending for pending in _pending(report, kind))
        return (*concluded, *_with_those_left_out(report, whole, members, total))
    if members[0].claim.family == "applicant":
        return _with_those_left_out(report, whole, members, total)
    if members[0].claim.family != "result":
        return ()
    open_cases = report.value("applications.carried_out.total", lenient=True)
    processed = report.value("applications.processed.total", lenient=True)
    with_open = (total + open_cases,) if open_cases else ()
    done = (whole.interval,) if processed and processed.meets(total) else ()
    return (*with_open, *done, *_with_those_left_out(report, whole, members, total))


def _with_those_left_out(
    report: Report, whole: Claim, members: Sequence[Statement], total: Interval
) -> tuple[Interval, ...]:
    """The sum with what the table has for the kinds that the list does not name: 收到46件，其中自然人35件、企业6件."""
    known = report.form.concepts
    cell = _cells(report, _WHOLES.get(members[0].claim.family, whole.concept))
    named = {one.claim.concept for one in members if one.claim.concept in known}
    cells = [_cells(report, name) for name in named]
    unknown = cell is None or None in cells or any(one.claim.concept not in named for one in members)
    if cell is None or unknown or not _is_selection(report, whole, members):
        return ()
    left = cell - sum((one for one in cells if one), ZERO)
    return (total + left,) if left.low >= 0 else ()


def _names_some(report: Report, whole: Claim, members: Sequence[Statement]) -> bool:
    """Whether a list behind its whole says that it has not all: those that stand out, or others without a number."""
    before, _, behind = _around(report, whole, members)
    return _CHOSEN.search(before) is not None or _REST.search(behind) is not None


def _around(report: Report, whole: Claim, members: Sequence[Statement]) -> tuple[str, str, str]:
    """What stands between a whole and a list behind it, the list itself, and the rest of its sentence; else nothing."""
    section, first, last = report.section(members[0].section), members[0].claim.start, members[-1].claim.end
    if section is None or first < whole.end:
        return "", "", ""
    text, (_, end) = fold(section.text), section.sentence(whole.start, last)
    return text[whole.end : first], text[first:last], text[last:end]


def _cells(report: Report, concept: str) -> Interval | None:
    """What the tables have for a concept; None where there is no such concept, or it could not be read."""
    known = report.form.concepts.get(concept)
    return amount(report, known.terms).interval if known and known.terms else None


def _is_selection(report: Report, whole: Claim, members: Sequence[Statement]) -> bool:
    """Whether a list tells some of its whole by its words: led by 其中, and nothing in it says that it has them all."""
    before, listed, behind = _around(report, whole, members)
    led = _LED.search(before + listed[:2])  # 其中 may belong to the first of them
    return bool(led) and not _COMPLETE.search(before + listed) and not _ALL_OF.search(behind)


def _pending(report: Report, kind: str) -> list[Interval]:
    """The pending cases of the table: outcomes may be listed for the concluded ones alone."""
    rows = [row.key for row in report.form.table("disputes").rows if row.key.startswith(kind)]
    values = [report.value(f"disputes.{row}.pending", lenient=True) for row in rows]
    return [sum((value for value in values if value), ZERO)] if all(values) else []


def beside(statement: Statement, claim: Claim) -> Statement:
    """Another claim of the section that a statement stands in, as a statement."""
    return Statement(statement.section, claim, "")
