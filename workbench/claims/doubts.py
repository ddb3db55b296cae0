"""What is perhaps not all there is: counts of a thing told twice, outcomes of a part, the denial of another organ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise, takewhile

from workbench.claims.discourse import REMEMBERED
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES, TOTALS, Draft
from workbench.claims.lists import ASIDE
from workbench.claims.organs import UNKNOWN

APART = (
    "applications.new",
    "normative.issued",
    "normative.repealed",
    "rules.issued",
    "rules.repealed",
    CARRIED_IN,
    CARRIED_OUT,
    "licences.decided",
    "penalties.decided",
    "coercion.decided",
    "fees.charged",
)
"""What several organs do, or is done in several ways, and each is counted."""
_LISTED = frozenset({"applicant", "result"})
_UNNAMED = frozenset({UNKNOWN, "untested.by_organ", "untested.other_organs", "untested.breakdown"})
_REFUSED = "applications.result.refused"
_FLOW = frozenset({*TOTALS, CARRIED_IN, CARRIED_OUT})
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_DENIED, _NEITHER = frozenset({TOTALS[0], *DISPUTES}), "review_and_litigation.none"
CARRIED = "untested.carried_dispute"
"""Disputes told to have been carried over from an earlier year."""
OUTCOMES = tuple(f"{dispute}.{outcome}" for dispute in ("review", "litigation") for outcome in _OUTCOMES)
"""The outcomes of table 4."""
ISSUED = ("normative.issued", "rules.issued")
RESULTS = tuple(
    f"applications.result.{name}"
    for name in ("granted", "partly_granted", "refused", "not_available", "not_processed", "other")
)
"""The results of table 3, each with one row or one group of rows."""


def of_those_carried(ordered: Sequence[Draft]) -> None:
    """A result told of all is told again of those carried in: 予以公开31件。含上年结转4件，其中予以公开4件."""
    told: set[str] = set()
    carried: Draft | None = None
    for draft in ordered:
        if draft.concept == CARRIED_IN:
            carried = draft
        elif draft.concept in TOTALS:
            carried = None
        elif draft.family == "result" and draft.number:
            if carried is not None and draft.concept in told and _of(carried, draft):
                draft.concept, draft.family = "untested.breakdown", "breakdown"
            told.add(draft.concept)


def parts_of_carried(ordered: Sequence[Draft]) -> None:
    """A list that fits into those carried over, or of one result, is theirs: 结转下年的4件中，自然人3件、企业1件."""
    for place, carried in enumerate(ordered):
        of_result = carried.family == "result" and not carried.inclusive  # 4件不予公开申请中，企业2件、自然人2件
        if not (carried.concept in {CARRIED_IN, CARRIED_OUT} or of_result) or not carried.number:
            continue
        families = {"applicant"} if of_result else _LISTED
        after = ordered[place + 1 : place + REMEMBERED]
        begins = {carried.sentence, *(one.sentence for one in after[:1])}  # 上年结转3件。其中，1件为企业申请
        listed = list(takewhile(lambda one: one.family in families and _fits(carried, one, begins), after))  # noqa: B023 - at once
        told = sum(one.value for one in listed)
        if told == carried.value > 0:
            for one in listed:
                one.concept, one.family = "untested.breakdown", "breakdown"
        elif told < carried.value and all(one.inclusive for one in listed):  # 上年结转3件，其中1件为企业申请
            _doubt(listed)


def results_of_applicants(ordered: Sequence[Draft]) -> None:
    """Results that fit into the applications of one kind may be theirs: 企业申请6件，予以公开3件，无法提供3件."""
    counts = [one for one in ordered if one.number and not one.concept.startswith(ASIDE)]
    for told in _sentences(counts):
        places = [place for place, one in enumerate(told) if one.family == "applicant"]
        groups = [_results_after(told, place) for place in places]
        if sum(map(bool, groups)) > 1:  # 自然人申请17件，予以公开15件；法人申请4件，不予公开2件
            _doubt([one for group in groups for one in group])
        elif places and _of_some(told, places[-1], groups[-1]):
            _doubt(groups[-1])
        first = next((place for place, one in enumerate(told) if _may_be_divided(one)), len(told))
        results = _results_after(told, first)
        of_these = sum(one.value for one in results)
        if results and told[first].concept not in TOTALS and _all_or_some(told[first], of_these):
            _doubt(results)  # 本级92件中公开31件、无法提供61件


def _may_be_divided(draft: Draft) -> bool:
    return draft.concept in {*TOTALS, *_UNNAMED} or draft.family == "applicant"


def _all_or_some(asked: Draft, of_these: Decimal | int) -> bool:
    return of_these == asked.value or (of_these < asked.value and asked.family == "applicant")


def _of_some(told: Sequence[Draft], place: int, results: Sequence[Draft]) -> bool:
    # 收到申请21件，其中自然人申请17件，予以公开15件: who else applied is not told
    total = next((one for one in told[:place] if one.concept in TOTALS), None)
    applied = sum(one.value for one in told[: place + 1] if one.family == "applicant")
    of_these = sum(one.value for one in results)
    return total is not None and applied < total.value and of_these <= told[place].value


def _sentences(counts: Sequence[Draft]) -> Iterable[Sequence[Draft]]:
    return (list(told) for _, told in groupby(counts, key=lambda one: one.sentence))


def _results_after(told: Sequence[Draft], place: int) -> Sequence[Draft]:
    return list(takewhile(lambda one: one.family == "result", told[place + 1 :]))


def wider_than_row(ordered: Sequence[Draft]) -> None:
    """What other results are told as parts of is no single result: 未公开的22件中，第三方权益4件，信息不存在15件."""
    for place, draft in enumerate(ordered):
        if draft.concept == _REFUSED and draft.number and not draft.inclusive:
            after = takewhile(lambda one: one.sentence == draft.sentence, ordered[place + 1 :])  # noqa: B023 - at once
            parts = [one for one in after if one.number and _of(draft, one) and one.concept in RESULTS]
            draft.sure = draft.sure and not parts


def carried_among_open(ordered: Sequence[Draft]) -> None:
    """Of those that are still open some came from last year, not all that did: 另有4件（含上年结转1件）正在办理."""
    for before, carried in pairwise(draft for draft in ordered if draft.number):
        if carried.concept == CARRIED_IN and carried.inclusive and before.sentence == carried.sentence:
            carried.sure = carried.sure and before.concept not in {CARRIED_OUT, UNKNOWN}


def _of(carried: Draft, result: Draft) -> bool:
    return _fits(carried, result, {carried.sentence})


def _fits(carried: Draft, part: Draft, sentences: Collection[int]) -> bool:
    return part.inclusive and part.sentence in sentences and part.value <= carried.value


def taken_up_in_all(ordered: Sequence[Draft]) -> None:
    """A count that is the sum of the new ones and those carried in holds both: 新收50件，上年结转5件，受理55件."""
    sums: dict[tuple[int, Decimal], Draft] = {}
    for one, other in pairwise(_received(ordered)):
        if {one.concept, other.concept} == {TOTALS[0], CARRIED_IN}:
            new = one if one.concept == TOTALS[0] else other
            sums[one.sentence, one.value + other.value] = new
    for draft in ordered if sums else ():
        new = sums.get((draft.sentence, draft.value), draft)
        summed = draft.concept == TOTALS[0] or (draft.concept == UNKNOWN and draft.start > new.end)  # …，共55件
        if summed and new is not draft and draft.number and draft.value > new.value:
            draft.concept, draft.sure = TOTALS[1], True


def _received(ordered: Sequence[Draft]) -> Iterable[Draft]:
    return (one for one in ordered if one.number and one.concept in {TOTALS[0], CARRIED_IN})


def results_of_new(ordered: Sequence[Draft]) -> None:
    """Results that make up the new ones leave out those carried in: 收到9件，公开8件，结转1件。上年结转2件，已公开."""
    if not any(one.concept == CARRIED_IN and one.value for one in ordered):
        return
    for place, total in enumerate(ordered):
        if total.concept != TOTALS[0] or not total.number or not total.value:
            continue
        parts = _making_up(total, [one for one in ordered[place + 1 : place + REMEMBERED] if _counts(one)])
        if all(one.family == "result" or one.concept == CARRIED_OUT for one in parts):
            _doubt([one for one in parts if one.family == "result"])


def left_over(ordered: Sequence[Draft]) -> None:
    """What is answered beside others that make up the total is not all: 收到23件，撤回3件，其余20件均答复."""
    for place, total in enumerate(ordered):
        if total.concept not in TOTALS[:2] or not total.number:
            continue
        parts = _making_up(total, [one for one in ordered[place + 1 : place + REMEMBERED] if _counts(one)])
        if any(one.concept not in _FLOW for one in parts):
            _doubt([one for one in parts if one.concept in TOTALS])
        for at, one in enumerate(ordered[place + 1 : place + REMEMBERED], place + 1):
            # 公开或部分公开50件，其余50件作出其他答复
            others = [other for other in ordered[place + 1 : at] if _counts(other) and other.concept not in _FLOW]
            if one.rest and one.concept == TOTALS[2] and one.sentence == total.sentence and others:
                one.sure = False


def _counts(draft: Draft) -> bool:
    return draft.number is not None and not draft.concept.startswith(ASIDE)


def _making_up(total: Draft, after: Sequence[Draft]) -> Sequence[Draft]:
    """The counts right after a total that add up to it."""
    left = total.value
    for place, one in enumerate(after):
        if one.sentence != total.sentence or left <= 0:
            break
        left -= one.value
        if left == 0:
            return after[: place + 1]
    return ()


def of_citizens(ordered: Sequence[Draft]) -> None:
    """Beside organisations citizens are not all who applied: 收到公民申请8件、法人申请2件."""
    for place, one in enumerate(ordered):
        if one.concept != TOTALS[0] or not one.citizens:
            continue
        beside = list(takewhile(partial(_applied_beside, one.sentence), ordered[place + 1 : place + 3]))
        if any(not other.concept.endswith(".natural_person") for other in beside):
            one.concept, one.family = "applications.by_applicant.natural_person", "applicant"
        elif beside:  # 收到公民申请3件，均为个人: all there were, or those of persons
            one.sure = False


def _applied_beside(sentence: int, other: Draft) -> bool:
    return other.sentence == sentence and other.family == "applicant" and not other.inclusive


def beside_rows(ordered: Sequence[Draft]) -> None:
    """Beside one of its rows a result is perhaps another, or of that row: 本机关不掌握的9件，信息不存在的5件."""
    rows: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.concept == "applications.result.detail":
            rows.setdefault((draft.sentence, draft.detail.partition(".")[0]), []).append(draft)
            continue
        told = rows.get((draft.sentence, draft.concept.removeprefix("applications.result.")), [])
        if draft.number and told:
            whole = draft.value == sum(row.value for row in told)  # 不掌握9件、需另行制作2件，无法提供共11件
            _doubt([draft] if whole else [draft, *told])


def counted_apart(ordered: Sequence[Draft]) -> None:
    """Of two counts neither is all there is: 废止6件，宣布失效5件; 全区结转39件，本级6件; 强制措施7起、强制执行2起."""
    for counts in _grouped(ordered, APART, unsure=True):
        # 以县政府名义出台5件，部门出台8件; but what was made public is told apart by itself
        told = [one for one in counts if one.sure or (one.concept in ISSUED and not one.made_public)]
        if len({draft.value for draft in told}) > 1:
            _doubt(told)


def results_apart(ordered: Sequence[Draft]) -> None:
    """Two items of one list that read as one result: 2件结果为主动公开，2件结果为依申请公开."""
    for told in _grouped(ordered, RESULTS, unsure=True):  # 已主动公开2件、同意公开5件
        if len(told) > 1 and all(draft.part_intro for draft in told):
            _doubt(told)


def outcomes_apart(ordered: Sequence[Draft]) -> None:
    """Two counts of one outcome are both a part of it, and perhaps one is of another: 维持4件、驳回2件."""
    for told in _grouped(ordered, OUTCOMES):
        if len(told) > 1:
            _doubt(told)


def by_course(ordered: Sequence[Draft]) -> None:
    """Each outcome is one of a part of the lawsuits: 诉讼5件，其中直接起诉3件，均维持；复议后起诉2件，维持1件."""
    course: Draft | None = None
    for draft in ordered:
        if draft.concept == "litigation.total":
            course = None
        elif draft.family == "course" and draft.value:
            course = draft
        elif course is not None and course.sentence == draft.sentence and draft.concept.startswith("litigation."):
            draft.sure = False


def issued_and_shown(ordered: Sequence[Draft]) -> None:
    """What was made public somewhere is not all that was issued: 制发规范性文件41件。网站发布规范性文件9件."""
    for concept in ISSUED:
        told = [one for one in ordered if one.concept == concept and one.number and one.value]
        if len({one.value for one in told}) > 1:
            _doubt([one for one in told if one.made_public])
        standing = {(one.sentence, one.value) for one in ordered if one.concept == f"{concept[:-6]}in_force"}
        # 现行有效6件，全文公布6件
        _doubt([one for one in told if one.made_public and (one.sentence, one.value) in standing])
        amended = {one.sentence for one in ordered if one.inclusive and one.concept == f"{concept[:-6]}amended"}
        _doubt([one for one in told if one.sentence in amended and not one.inclusive])  # 制定规章9件（含修改4件）


def issued_in_names(ordered: Sequence[Draft]) -> None:
    """What each of two organs issued is a part: 规范性文件16件（以市政府名义印发7件，以市政府办名义印发9件）."""
    for total, one, other in zip(ordered, ordered[1:], ordered[2:], strict=False):
        alike = one.concept == other.concept and one.concept in ISSUED and not (one.sure or other.sure)
        within = one.inclusive and other.inclusive
        if alike and within and total.sentence == other.sentence and total.value == one.value + other.value:
            one.concept = other.concept = "untested.breakdown"


def beside_carried(ordered: Sequence[Draft]) -> None:
    """Beside disputes carried over a count may be one of the new ones: 新发生行政诉讼1件，上年结转诉讼2件."""
    carried = [one for one in ordered if one.concept == CARRIED and not one.inclusive]
    beside = {(one.sentence, f"{one.dispute}.total") for one in carried}
    _doubt([one for one in ordered if one.value and (one.sentence, one.concept) in beside])


def of_any_kind(ordered: Sequence[Draft]) -> None:
    """Where disclosure is not spoken of at all, all disputes may be meant, and their outcomes: 行政复议3件，维持2件."""
    doubted: set[tuple[int, str]] = set()
    for draft in ordered:
        if draft.concept in DISPUTES and draft.number and draft.value and draft.unscoped:
            doubted.add((draft.sentence, draft.concept.partition(".")[0]))
    for draft in ordered:
        dispute = draft.concept.partition(".")[0]
        counted = draft.value and (draft.concept in DISPUTES or draft.family == "outcome")
        told = draft.concept.endswith(".all_upheld") and any(draft.sentence == sentence for sentence, _ in doubted)
        kind, _, grown = draft.concept.partition(".")
        told = told or (kind.startswith("growth") and (draft.sentence, grown.partition(".")[0]) in doubted)
        if told or (counted and (draft.sentence, dispute) in doubted):
            draft.sure = False


def none_and_some(ordered: Sequence[Draft]) -> None:
    """A denial beside a count is that of another organ: 县政府办公室未收到申请；我局收到19件."""
    some = {(one.sentence, one.concept) for one in ordered if one.concept in _DENIED and one.value}
    some |= {(sentence, _NEITHER) for sentence, concept in some if concept in DISPUTES}
    for one in ordered:
        if not one.value and (one.sentence, one.concept) in some:
            one.sure = False


def _grouped(ordered: Sequence[Draft], concepts: Sequence[str], *, unsure: bool = False) -> Iterable[Sequence[Draft]]:
    counts: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.concept in concepts and draft.number and draft.value and (draft.sure or unsure):
            counts.setdefault((draft.sentence, draft.concept), []).append(draft)
    return counts.values()


def _doubt(told: Sequence[Draft]) -> None:
    for draft in told:
        draft.sure = False
