"""Counts of no name, or of a doubtful one, that what stands around them shows to be totals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, takewhile, zip_longest

from workbench.claims.discourse import REMEMBERED
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES, MATTERS, OF_OTHERS, TOTALS, Draft
from workbench.claims.families import family
from workbench.claims.organs import UNKNOWN

_BREAKDOWN = "untested.breakdown"
_RECEIVED = frozenset({TOTALS[0], "untested.by_organ"})
_LISTED = frozenset({"applicant", "channel", "course", "result", "review", "litigation"})
"""The kinds of lists that are added up; of outcomes those of each dispute."""
_PAPERS = tuple(f"{rule}.{act}" for rule in ("normative", "rules") for act in ("issued", "repealed"))
_ALL = 100
"""Percent of what is all there is."""
YEARLY = (TOTALS[0], *_PAPERS, *(f"{act}.decided" for act in ("licences", "penalties", "coercion")))
"""What is counted from January to December, and now and then since the beginning."""


def listed_and_added_up(ordered: Sequence[Draft]) -> None:
    """A count of no name is the total of the list before it that adds up to it: 网上14件、信函3件，共17件."""
    said: list[Draft] = []
    for draft in ordered:
        said = [one for one in said if one.sentence == draft.sentence]
        if said and (draft.concept == UNKNOWN or (draft.concept == _BREAKDOWN and draft.sums)):
            kind = _kind(said[-1])
            listed = list(takewhile(lambda one: _kind(one) == kind, reversed(said)))  # noqa: B023 - used at once
            if kind in _LISTED and _adds_up(listed, draft) and not _told(said, _total(said[-1])):
                draft.concept, draft.family = _total(said[-1]), ""
        elif draft.family != "detail" and (draft.family or draft.concept in (*TOTALS, *DISPUTES)):
            said.append(draft)


def _told(said: Sequence[Draft], total: str) -> bool:
    # 收到12件，自然人10件、法人2件，共12件: told before
    same = TOTALS if total == TOTALS[0] else (total,)
    return any(one.concept in same for one in said)


def _kind(draft: Draft) -> str:
    return draft.concept.partition(".")[0] if draft.family == "outcome" else draft.family


def _total(part: Draft) -> str:
    if part.family in {"outcome", "course"}:  # 行政复议：维持3件、纠正1件，总计4件
        return f"{part.concept.partition('.')[0]}.total"
    return TOTALS[2] if part.family == "result" else TOTALS[0]


def _adds_up(listed: Sequence[Draft], total: Draft) -> bool:
    several = len(listed) > 1 and all(one.year == total.year for one in listed)
    several = several and (total.sums or listed[0].family != "result")  # 予以公开3件，无法提供2件，总计5件
    return several and total.value == sum(one.value for one in listed)


def new_within(ordered: Sequence[Draft]) -> None:
    """A total with new ones among it holds those carried in: 受理59件，其中新收47件; 受理59件，结转上年后新收47件."""
    totals = [draft for draft in ordered if draft.concept == TOTALS[0] and draft.number]
    for total, new in pairwise(totals):
        if new.newly and total.sentence == new.sentence and total.value > new.value:
            total.concept = TOTALS[1]


def since_earlier(ordered: Sequence[Draft]) -> None:
    """A count of which this year's are a part holds those of years before: 累计制定规范性文件31件，其中今年6件."""
    counts = [draft for draft in ordered if draft.number and draft.concept != "untested.year"]
    for (whole, part), after in zip_longest(pairwise(counts), counts[2:]):
        carried = after is not None and after.concept == CARRIED_IN
        listed = after is not None and not carried and _within(whole, after)  # 许可312件，其中本年新办300件、延续12件
        same = part.concept in (_BREAKDOWN, whole.concept)
        fits = same and part.current and not (part.newly or whole.current) and part.value < whole.value
        if whole.concept not in YEARLY or not fits or listed or not _within(whole, part):
            continue
        named = part.concept == whole.concept and part.sure  # 登记60件，其中有效申请40件: the part is told for itself
        part.sure = (whole.sure or named) and not whole.concept.endswith(".decided")
        part.concept, part.family = whole.concept, ""
        if whole.concept == TOTALS[0]:
            whole.concept = TOTALS[1]
            whole.sure = carried and after is not None and whole.value == part.value + after.value
            for one in counts if not whole.sure else ():  # 累计受理362件（其中今年46件），累计答复358件
                beside = one.sentence == whole.sentence and one.concept == TOTALS[2] and one.start > whole.start
                one.sure = one.sure and not (beside and part.value < one.value <= whole.value)
        else:
            whole.concept = "untested.cumulative"


def _within(whole: Draft, part: Draft) -> bool:
    """Whether a count is said to be contained in the one before, of the same year."""
    return part.inclusive and part.sentence == whole.sentence and part.year == whole.year


def of_other_fields(ordered: Sequence[Draft]) -> None:
    """Beside those about disclosure the disputes before them are about other matters: 城建复议66件，信息公开复议9件."""
    for place, ours in enumerate(ordered):
        if ours.concept not in DISPUTES or not (ours.scoped and ours.number and ours.value) or ours.inclusive:
            continue
        before = [one for one in ordered[:place] if one.sentence == ours.sentence and one.year == ours.year]
        more = [one for one in before if one.concept == ours.concept and one.number and one.value > ours.value]
        if not more or any(one.scoped for one in before if one.concept in DISPUTES):
            continue
        for one in before:
            if one in more:
                one.concept, one.family = OF_OTHERS, ""
            elif one.concept.startswith(("growth.review", "growth.litigation")):
                one.concept = "untested.growth"
            elif one.concept in DISPUTES:
                one.sure = False


def left_from_before(ordered: Sequence[Draft]) -> None:
    """A bare count of last year before the new ones may be what was left of it: 上年3件，新收46件，余4件."""
    for before, new in pairwise(ordered):
        beside = before.sentence == new.sentence and new.concept == TOTALS[0] and new.fresh
        if beside and before.concept == f"prior.{TOTALS[0]}" and not before.fresh:
            before.sure = False


def course_of_carried(ordered: Sequence[Draft]) -> None:
    """What became of those carried over: 结转下年的4件中已答复3件，1件在办; 结转4件，办结3件，结转下年1件."""
    for carried, answered, left in zip(ordered, ordered[1:], ordered[2:], strict=False):
        told = [one.concept for one in (carried, answered, left)] == [CARRIED_OUT, TOTALS[2], CARRIED_OUT]
        if not told or left.sentence != carried.sentence or carried.value != answered.value + left.value:
            continue
        if carried.onward:
            answered.concept = left.concept = _BREAKDOWN
        else:
            carried.concept = CARRIED_IN


def carried_and_summed(ordered: Sequence[Draft]) -> None:
    """A bare 结转 is from last year where it makes a sum with those received: 收到43件，结转3件，共46件."""
    for place, (carried, summed) in enumerate(pairwise(ordered)):
        bare = carried.concept == CARRIED_OUT and carried.number and not carried.onward
        if not bare or not summed.number or summed.concept not in (UNKNOWN, *TOTALS):
            continue
        received = [one for one in ordered[:place] if one.sentence == summed.sentence and one.concept in _RECEIVED]
        if received and summed.value == carried.value + sum(one.value for one in received):
            carried.concept, summed.concept = CARRIED_IN, TOTALS[1]


def carried_both_ways(ordered: Sequence[Draft]) -> None:
    """A bare 结转 after the new ones is from last year where both make a total, or others are carried out."""
    counts = [draft for draft in ordered if draft.concept != "untested.ordinal"]
    for place, (before, carried) in enumerate(pairwise(counts)):
        if carried.concept != CARRIED_OUT or before.concept != TOTALS[0] or not carried.number:
            continue
        if carried.onward:
            continue
        total = counts[place - 1] if place else before
        after = [one for one in counts[place + 2 : place + REMEMBERED] if one.number]
        later = {one.concept for one in after if one.sentence == carried.sentence}
        if total.concept == TOTALS[0] and total.value == before.value + carried.value:
            # 共21件，其中新收20件，结转1件
            before.current, carried.concept = True, CARRIED_IN
        elif {TOTALS[2], CARRIED_OUT} <= later or any(one.concept == CARRIED_OUT and one.onward for one in after):
            carried.concept = CARRIED_IN  # 新收23件、结转3件，办结25件，结转下年1件
        elif answered := next((one for one in after if one.family == "result" or one.concept == TOTALS[2]), None):
            # 新收46件，结转3件，办结45件: in or out
            carried.sure = carried.sure and answered.value == before.value - carried.value
        else:
            carried.sure = False


def share_of_all(ordered: Sequence[Draft]) -> None:
    """What is said to be a share of all applications is a part: 3名申请人共提交申请126件，占总量的58%."""
    for part, share in pairwise(ordered):
        if share.concept != f"share.{TOTALS[0]}" or part.concept != TOTALS[0]:
            continue
        if not (part.sure or part.of_area):
            part.concept = _BREAKDOWN
        elif share.interval.high < _ALL and not part.of_area:  # 某公司提交申请12件，占全年申请量的30%
            part.sure = False


def received_on_a_day(ordered: Sequence[Draft]) -> None:
    """What came in on the one day that is told of is all there was, it seems: 3月5日收到申请1件，已答复."""
    days = [draft for draft in ordered if draft.on_a_day]
    others = any(draft.of_period and not draft.on_a_day for draft in ordered)  # 1-11月受理102件，12月受理9件
    if len(days) == 1 and not others and not any(draft.concept in TOTALS for draft in ordered):
        days[0].concept, days[0].sure = TOTALS[0], False


def beyond_other_matters(ordered: Sequence[Draft]) -> None:
    """A list behind other matters is ours where it adds up to ours: 收到26件。热线诉求90件。其中自然人24件、法人2件."""
    total: Draft | None = None
    for place, draft in enumerate(ordered):
        if draft.concept in TOTALS and draft.number:
            total = draft
        if total is None or not _begins_rows(ordered, place):
            continue
        listed = list(takewhile(partial(_is_row, draft.sentence), ordered[place : place + REMEMBERED]))
        alike = len({family(one.was) for one in listed}) == 1
        if alike and sum(one.value for one in listed) == total.value:
            for one in listed:
                one.concept, one.family, one.whole = one.was, family(one.was), total


def _is_row(sentence: int, draft: Draft) -> bool:
    return bool(draft.was) and draft.concept == MATTERS and draft.sentence == sentence


def _begins_rows(ordered: Sequence[Draft], place: int) -> bool:
    sentence = ordered[place].sentence
    return _is_row(sentence, ordered[place]) and not (place and _is_row(sentence, ordered[place - 1]))


def beside_any_kind(ordered: Sequence[Draft]) -> None:
    """Of applications of any kind those for information are a part: 各类申请920件，其中政府信息公开申请9件."""
    for total, part in pairwise(one for one in ordered if one.number):
        both = total.concept in TOTALS[:2] and part.concept == TOTALS[0] and part.sentence == total.sentence
        if both and total.any_kind and part.inclusive:
            total.concept = "untested.other_matters"
