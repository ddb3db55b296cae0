"""IT 文内一致: what the narrative states of itself, and what its sweeping words say of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.checks.members import member
from workbench.checks.parts import beside, once, processed_total, summed
from workbench.checks.percentages import (
    TOTALS,
    counted_before,
    cut_off,
    is_of_applications,
    is_possible,
    is_share,
    percentage,
    stated_percent,
    told_change,
    totals,
    two_years,
)
from workbench.checks.stated_growth import at_of, by_change, changed, grown
from workbench.checks.statements import stated
from workbench.claims import Claim
from workbench.findings import Comparison, Manner, Relation, Severity
from workbench.reports import Report
from workbench.reports.model import Statement
from workbench.values import Interval

_LARGEST = 1_000_000
_BEFORE = 12
_RECEIVED = ("收到", "新收", "受理")
_WHOLE_YEAR = ("共", "总", "合计", "累计", "全年", "年度", "年内")
"""Words with which a number is one of the whole year."""


@check("IT101", "internal.part_over_whole", Severity.ERROR)
def part_over_whole(report: Report) -> Iterator[Comparison]:
    """部分不应大于总体。 No part is larger than the whole that it is stated to be a part of.

    *Compares* each number introduced with 其中, in brackets or in a list, with the number that it belongs to.
    *Undetermined when* the words leave open which whole the part belongs to.
    *Not a fault when* results exceed the new applications because carried-in ones were processed as well.
    """
    for statement in report.statements:
        whole = report.whole(statement)
        named = statement.claim.family != "breakdown"  # what a part by content counts is not known for certain
        if whole and named and statement.claim.number and _comparable(statement.claim, whole):
            yield Comparison(
                at_of(statement),
                f"其所属总数（“{whole.text}”）",
                whole.interval,
                statement.claim.interval,
                Manner.TEXT,
                Relation.AT_MOST,
                (evidence.span(report, statement), evidence.span(report, beside(statement, whole))),
                same=processed_total(report) if statement.claim.family == "result" else (),
                confident=statement.claim.confident and whole.confident,
            )


@check("IT102", "internal.parts_sum", Severity.ERROR)
def parts_sum(report: Report) -> Iterator[Comparison]:
    """逐项列出的部分之和应等于总数。 A list that claims to be complete sums to its whole.

    *Compares* the sum of the parts of one kind (applicants, channels, organs, results) with the number they belong to.
    *Undetermined when* a number that may be another part stands beside them and could not be read, or the list says
    that it names some of them alone (较为集中的是, 其余单位若干件).
    *Not a fault when* results are summed to the processed applications instead of the new ones, or a list in
        brackets or led by 其中, which does not say that it is complete, leaves out what the table has of others.
    """
    groups: dict[tuple[int, int, str], list[Statement]] = defaultdict(list)
    for statement in report.statements:
        claim = statement.claim
        if claim.whole is not None and claim.number and claim.family:
            groups[statement.section, claim.whole, claim.family].append(statement)
    for (section, _, family), listed in groups.items():
        whole = report.whole(listed[0])
        if whole and family in whole.closed_by and len(once(listed)) > 1:
            yield summed(report, whole, listed, f"{whole.concept}.{section}.{family}")


@check("IT201", "internal.growth", Severity.ERROR)
def growth(report: Report) -> Iterator[Comparison]:
    """同比增减幅度应与正文所列两年数字一致。 A stated growth is that of the two years' figures stated beside it.

    *Compares* the percentage with (this year's − last year's) / last year's, at the precision printed; where last
    year's is not stated, with what follows from this year's and the change stated beside it.
    *Undetermined when* the text does not state last year's figure; it is then held against last year's report.
    *Not a fault when* the percentage is about another quantity than the one before it.
    """
    for statement in report.statements:
        claim = statement.claim
        if claim.concept == "growth.applications":
            told = told_change(report, statement)
            yield (
                by_change(report, statement, *told) if told else grown(report, statement, *two_years(report, statement))
            )


@check("IT204", "internal.absolute_growth", Severity.ERROR)
def absolute_growth(report: Report) -> Iterator[Comparison]:
    """增减的件数应与正文所列两年数字一致。 A stated change is that of the two years' figures stated beside it.

    *Compares* the number by which applications rose or fell with this year's minus last year's figure.
    *Undetermined when* the text does not state last year's figure; it is then held against last year's report.
    *Not a fault when* the change is one of another quantity than the one before it.
    """
    for statement in report.statements:
        if statement.claim.concept in ("growth_absolute.applications", "growth_flat.applications"):
            yield changed(report, statement, *two_years(report, statement))


@check("IT202", "internal.share", Severity.ERROR)
def share(report: Report) -> Iterator[Comparison]:
    """所占百分比应与所列件数一致。 A stated share is that of the count stated before it.

    *Compares* the percentage with the count right before it over every total that it can be a share of.
    *Undetermined when* no count stands before it, or no total is known.
    *Not a fault when* shares were rounded so as to sum to 100; whole percents may be off by one. Where digits were cut
    off that should have been rounded it is said so.
    """
    for statement in report.statements:
        part = counted_before(report, statement) if statement.claim.concept.startswith("share.") else None
        if part is not None and part.concept not in TOTALS:
            known = totals(report, statement)
            shares = tuple(percentage(part.interval, total) for total in known if total.low > 0)
            cut = cut_off(statement.claim, shares)
            yield Comparison(
                at_of(statement),
                f"按“{part.text}”计算所占百分比",
                shares[0] if shares else None,
                stated_percent(statement.claim),
                Manner.TEXT,
                evidence=(evidence.span(report, statement), evidence.span(report, beside(statement, part))),
                same=shares,
                bases=(("截尾取值（未四舍五入）", cut),) if cut else (),
                reason="" if shares else "没有可以作为分母的总数",
                unit="%",
                confident=statement.claim.confident and part.confident,
            )


@check("IT203", "internal.impossible_share", Severity.WARNING)
def impossible_share(report: Report) -> Iterator[Comparison]:
    """百分比应当是总数能够得出的。 A stated share is one that whole cases out of the total can give.

    *Compares* the percentage with all fractions of the totals that it can be a share of.
    *Undetermined when* no total is known.
    *Not a fault when* the percentage is taken over something else than applications.
    """
    for statement in report.statements:
        if is_share(statement.claim) and is_of_applications(report, statement):
            stated_share = stated_percent(statement.claim)
            known = [total for total in totals(report, statement) if total.is_exact and 0 < total.low < _LARGEST]
            possible = any(is_possible(stated_share, total.low) for total in known)
            yield Comparison(
                at_of(statement),
                "该百分比能否由总数得出",
                "能" if known else None,
                "能" if possible else "任何整数件数都得不出",
                evidence=(evidence.span(report, statement),),
                reason="" if known else "没有可以作为分母的总数",
                confident=statement.claim.confident,
            )


@check("IT301", "internal.stated_twice", Severity.WARNING)
def stated_twice(report: Report) -> Iterator[Comparison]:
    """同一数量前后表述应当一致。 The same quantity stated twice is stated alike.

    *Compares* each later statement of a total with the first one.
    *Undetermined when* one of the two leaves open what was counted, or may be a part of the other.
    *Not a fault when* one of them agrees with the table on another basis, such as with cases carried in.
    """
    first: dict[str, Statement] = {}
    for statement in report.statements:
        claim = statement.claim
        if not (claim.tested and claim.number and claim.whole is None and claim.concept in report.form.concepts):
            continue
        known = first.setdefault(f"{claim.concept}.{claim.detail}", statement)
        if known is not statement:
            yield _repeated(report, known, statement)


def _repeated(report: Report, known: Statement, statement: Statement) -> Comparison:
    return Comparison(
        at_of(statement),
        f"另一处所称（“{known.claim.text}”）",
        known.claim.interval,
        statement.claim.interval,
        Manner.TEXT,
        evidence=(evidence.span(report, statement), evidence.span(report, known)),
        same=_bases(report, known),
        confident=known.claim.confident and statement.claim.confident and _both_total(report, known, statement),
    )


def _bases(report: Report, known: Statement) -> tuple[Interval, ...]:
    """For totals of applications, those of the table if one of them was meant: the two may be on different bases."""
    tabled = tuple(totals(report, None)) if known.claim.concept in TOTALS else ()
    return tabled if any(total.meets(known.claim.interval) for total in tabled) else ()


def _both_total(report: Report, known: Statement, statement: Statement) -> bool:
    """Whether the smaller of two statements cannot be a part of the larger.

    It may be the count of one organ of a government; in one section it may be any part, unless it says 共, 全年.
    """
    smaller = min(known, statement, key=lambda one: one.claim.value)
    if known.section != statement.section:
        return not member(report, smaller)
    section = report.section(smaller.section)
    words = section.text[max(smaller.claim.start - _BEFORE, 0) : smaller.claim.end] if section else ""
    return any(word in words for word in _WHOLE_YEAR)


@check("IT401", "internal.all_upheld", Severity.ERROR)
def all_upheld(report: Report) -> Iterator[Comparison]:
    """正文称均获维持的，不应有其他结果或尚未审结的案件。 Where all were upheld, none ended otherwise or is pending.

    *Compares* the cases that were not upheld, by the table, with none.
    *Undetermined when* a cell could not be read for certain.
    *Not a fault when* only the concluded cases are meant; the text should say so.
    """
    return stated(report, "IT401")


@check("IT402", "internal.all_processed", Severity.ERROR)
def all_processed(report: Report) -> Iterator[Comparison]:
    """正文称全部办结的，不应有结转下年的申请。 Where all were processed, none is carried out.

    *Compares* the applications carried out to the next year with none.
    *Undetermined when* the cell could not be read for certain, or the words speak of replies in time.
    *Not a fault when* the sentence is about some of the applications only.
    """
    return stated(report, "IT402")


def _comparable(part: Claim, whole: Claim) -> bool:
    """Whether both count the same kind of thing."""
    money = ("fees.", "handling_fee.amount")
    received = part.family == "organ" and any(word in part.text for word in _RECEIVED)
    done = received and whole.concept == "applications.processed"  # 甲收到48件，办结53件；乙收到93件
    return part.concept.startswith(money) == whole.concept.startswith(money) and not done
