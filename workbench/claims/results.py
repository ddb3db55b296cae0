"""Whose results are told: those of all, of what was carried in, of some who applied, of the new ones alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, takewhile

from workbench.claims.discourse import REMEMBERED
from workbench.claims.doubts import doubt, grouped
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, TOTALS, Draft
from workbench.claims.lists import ASIDE
from workbench.claims.organs import UNKNOWN

_LISTED = frozenset({"applicant", "result"})
_UNNAMED = frozenset({UNKNOWN, "untested.by_organ", "untested.other_organs", "untested.breakdown"})
_RESULT = "applications.result."
_REFUSED = f"{_RESULT}refused"
_FLOW = frozenset({*TOTALS, CARRIED_IN, CARRIED_OUT})
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
            doubt(listed)


def results_of_applicants(ordered: Sequence[Draft]) -> None:
    """Results that fit into the applications of one kind may be theirs: 企业申请6件，予以公开3件，无法提供3件."""
    counts = [one for one in ordered if one.number and not one.concept.startswith(ASIDE)]
    for told in _sentences(counts):
        places = [place for place, one in enumerate(told) if one.family == "applicant"]
        groups = [_results_after(told, place) for place in places]
        if sum(map(bool, groups)) > 1:  # 自然人申请17件，予以公开15件；法人申请4件，不予公开2件
            doubt([one for group in groups for one in group])
        elif places and _of_some(told, places[-1], groups[-1]):
            doubt(groups[-1])
        first = next((place for place, one in enumerate(told) if _may_be_divided(one)), len(told))
        results = _results_after(told, first)
        of_these = sum(one.value for one in results)
        if results and told[first].concept not in TOTALS and _all_or_some(told[first], of_these):
            doubt(results)  # 本级92件中公开31件、无法提供61件


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
            doubt([one for one in parts if one.family == "result"])


def left_over(ordered: Sequence[Draft]) -> None:
    """What is answered beside others that make up the total is not all: 收到23件，撤回3件，其余20件均答复."""
    for place, total in enumerate(ordered):
        if total.concept not in TOTALS[:2] or not total.number:
            continue
        parts = _making_up(total, [one for one in ordered[place + 1 : place + REMEMBERED] if _counts(one)])
        if any(one.concept not in _FLOW for one in parts):
            doubt([one for one in parts if one.concept in TOTALS])
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
            doubt([draft] if whole else [draft, *told])


def results_apart(ordered: Sequence[Draft]) -> None:
    """Two items of one list that read as one result: 2件结果为主动公开，2件结果为依申请公开."""
    for told in grouped(ordered, RESULTS, unsure=True):  # 已主动公开2件、同意公开5件
        several = len(told) > 1 and all(draft.part_intro for draft in told)
        if several or len({draft.value for draft in told}) > 1:  # 8件已主动公开，其余10件予以公开
            doubt(told)


def others_in_all(ordered: Sequence[Draft]) -> None:
    """A bare 其他 may be all that is not named, and not the row of that name: 公开66件，无法提供49件，其他11件."""
    for place, one in enumerate(ordered):
        if one.concept != f"{_RESULT}other" or not (one.rest and one.value):
            continue
        near = ordered[max(0, place - REMEMBERED) : place]
        before = {other.concept for other in near if other.sentence == one.sentence}
        if any(name not in before for name in RESULTS[2:5]):
            one.sure = False
