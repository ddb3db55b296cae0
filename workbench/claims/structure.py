"""Parts and wholes, and the making of the final claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.claims.discourse import REMEMBERED
from workbench.claims.doubts import (
    APART,
    CARRIED,
    ISSUED,
    OUTCOMES,
    beside_carried,
    by_course,
    counted_apart,
    issued_and_shown,
    issued_in_names,
    none_and_some,
    of_any_kind,
    of_citizens,
    outcomes_apart,
)
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES, TOTALS, Draft
from workbench.claims.elided import named_later
from workbench.claims.lists import close, level, whole_of
from workbench.claims.model import Claim
from workbench.claims.organs import (
    UNKNOWN,
    add_up,
    area_in_all,
    beside_area,
    beside_organs,
    growth_of_organs,
    of_area,
    of_one_organ,
    organ_by_organ,
    organs_in_sentences,
    rates_of_parts,
    share_of_area,
    within_wider,
)
from workbench.claims.results import (
    RESULTS,
    beside_rows,
    carried_among_open,
    left_over,
    of_those_carried,
    others_in_all,
    parts_of_carried,
    results_apart,
    results_of_applicants,
    results_of_new,
    taken_up_in_all,
    wider_than_row,
)
from workbench.claims.totals import (
    YEARLY,
    answered_of_more,
    beside_any_kind,
    carried_and_summed,
    carried_both_ways,
    course_of_carried,
    left_from_before,
    listed_and_added_up,
    new_among_answered,
    new_within,
    of_other_fields,
    received_on_a_day,
    share_of_all,
    since_earlier,
)

_FEE, _NOTICES = "handling_fee.amount", "handling_fee.notices"
_OURS, _RESULTS = "applications.", "applications.result."
_PAPERS = tuple(f"{rule}.{act}" for rule in ("normative", "rules") for act in ("issued", "repealed", "in_force"))
_LATER = frozenset({"untested.breakdown", "untested.procedure", "untested.target"})
"""What those answered late may be read as: 2件经批准延期后答复."""


def claims(drafts: list[Draft], text: str, places: list[int] | None) -> list[Claim]:
    """The drafts as claims in the order of the text, each part tied to its whole."""
    ordered = _once(sorted(drafts, key=lambda draft: (draft.start, draft.end)))
    _join(ordered)
    index = {id(draft): place for place, draft in enumerate(ordered)}
    return [_claim(draft, index, text, places) for draft in ordered]


def _once(ordered: list[Draft]) -> list[Draft]:
    # 属于不宜公开的内容，决定不予公开1件: what was told of the one application is told again with its number.
    if not any(draft.value and not draft.number for draft in ordered):
        return ordered
    told = {_key(draft) for draft in ordered if draft.number}
    kept = []
    for draft in ordered:
        if draft.number or not draft.value or _key(draft) not in told:
            kept.append(draft)
            told.add(_key(draft))
    return kept


def _key(draft: Draft) -> tuple[int, int, str, str, Decimal]:
    return draft.sentence, draft.year, draft.concept, draft.detail, draft.value


def _claim(draft: Draft, index: dict[int, int], text: str, places: list[int] | None) -> Claim:
    start, end = _span(draft.start, draft.end, places)
    return Claim(
        concept=draft.concept,
        value=draft.value,
        interval=draft.interval,
        qualifier=draft.qualifier,
        start=start,
        end=end,
        text=text[start:end],
        year=draft.year,
        number=_span(*draft.number, places) if draft.number else None,
        detail=draft.detail,
        whole=index[id(draft.whole)] if draft.whole else None,
        family=draft.family,
        closed_by=draft.closed_by,
        confident=draft.sure,
    )


def _span(start: int, end: int, places: list[int] | None) -> tuple[int, int]:
    return (start, end) if places is None else (places[start], places[end - 1] + 1)


def _beside_results(ordered: Sequence[Draft]) -> None:
    # 共办理20件，1件按无法提供办结，18件按期答复，1件结转下年: what was answered beside a result is not all that was
    for sentence in {draft.sentence for draft in ordered if draft.concept == TOTALS[2]}:
        said = [one for one in ordered if one.sentence == sentence and one.number and one.concept.startswith(_OURS)]
        whole, parts = said[0], [one for one in said[1:] if not (one.concept == CARRIED_IN and one.inclusive)]
        answered = [one for one in said if one.concept == TOTALS[2]]
        if len(answered) == 1 and any(_is_withdrawn(one) for one in said):  # 主动撤回1件，答复41件
            answered[0].sure = False
        results = [one.value for one in parts if one.concept.startswith(_RESULTS) and not one.part_intro]
        beside = whole.concept in TOTALS and len(answered) == 1 and answered[0] in parts and results
        if beside and sum(results) != answered[0].value and whole.value == sum(one.value for one in parts):
            answered[0].sure = False


def _is_withdrawn(draft: Draft) -> bool:
    """Whether it counts applications that ended without an answer, and not as a part of those answered."""
    return draft.concept == f"{_RESULTS}other" and not (draft.sure or draft.inclusive)


def _asked_and_paid(ordered: Sequence[Draft]) -> None:
    # 发出收费通知86件、总金额2.35万元，实际收取1.2万元: the first amount is what the notices ask for
    told = [one for one in ordered if one.concept in {_NOTICES, _FEE}]
    for notices, asked, paid in zip(told, told[1:], told[2:], strict=False):
        fees = [one.concept for one in (notices, asked, paid)] == [_NOTICES, _FEE, _FEE]
        apart = asked.value != paid.value and not paid.inclusive
        if fees and apart and asked.number and paid.number and asked.sentence == paid.sentence:
            asked.concept = "untested.money"


def _join(ordered: Sequence[Draft]) -> None:
    counted = {draft.concept for draft in ordered}
    for needed, step in _STEPS:
        if not counted.isdisjoint(needed):
            step(ordered)
    for place, draft in enumerate(ordered):
        if not (draft.family or draft.inclusive):
            continue
        before = ordered[max(0, place - REMEMBERED) : place]
        if _repeated(draft, before, ordered[place + 1 : place + 3]):
            kind = "organ" if any(one.family == "organ" for one in ordered[place + 1 : place + 3]) else "breakdown"
            draft.concept = "untested.by_organ" if kind == "organ" else "untested.breakdown"
            draft.family, draft.inclusive = kind, False
        if draft.whole is None and draft.family:
            draft.whole = whole_of(draft, before)
            _doubted(draft)
        if draft.concept == CARRIED_IN and draft.inclusive:
            _include(draft, before, ordered[place + 1 : place + 3])
        if draft.inclusive and draft.concept.startswith(("rules.", "normative.")):
            _mixed(draft, before)
    level(ordered)
    close(ordered)


def _repeated(draft: Draft, before: Sequence[Draft], after: Sequence[Draft]) -> bool:
    """Whether it tells a part with the verb of its whole: 收到9件，其中区政府收到3件; 含12月28日收到的4件."""
    if draft.concept != TOTALS[0] or not draft.inclusive or draft.current or not draft.number:
        return False
    near = [*before[-3:], *after[:2]]
    if any(one.concept == CARRIED_IN for one in near):
        return False
    total = next((one for one in reversed(before) if one.concept in TOTALS), None)
    if of_area(draft, total):
        return False
    return total is not None and total.concept == TOTALS[0] and total.number is not None and total.value > draft.value


def _doubted(draft: Draft) -> None:
    # Of what is perhaps not about disclosure the outcomes perhaps are not either.
    if draft.family == "outcome" and draft.whole is not None and not draft.whole.sure:
        draft.sure = False


def _as_reviewers(ordered: Sequence[Draft]) -> None:
    # 收到行政复议申请152件，审结140件: who concludes them reviews others
    concluded = {one.sentence for one in ordered if one.concept == "untested.concluded"}
    doubted = {"review.total", "litigation.total"}
    theirs = {one.sentence for one in ordered if one.sentence in concluded and one.concept in doubted and not one.sure}
    for one in ordered:
        if one.sentence not in theirs:
            continue
        if one.concept in doubted or one.family == "outcome":
            one.concept, one.family = "untested.own_review", ""
        elif one.concept in OUTCOMES:  # 办结43件，无一件被改判
            one.sure = False


def _in_time_and_late(ordered: Sequence[Draft]) -> None:
    """Of two ways of answering that make up the total neither is all that was answered."""
    for place, (answered, other) in enumerate(pairwise(ordered)):
        beside = answered.concept == TOTALS[2] and other.concept in _LATER and answered.sentence == other.sentence
        if not beside or not other.number:
            continue
        total = next((one for one in reversed(ordered[:place]) if one.concept in TOTALS), None)
        if total is None or total.value != answered.value + other.value:
            continue
        if answered.inclusive and other.inclusive:  # 其中20件按期答复，2件延期后答复
            answered.concept, answered.family = "untested.breakdown", "breakdown"
        else:  # 收到30件，按期答复28件，延期2件: answered late or not yet
            answered.sure = False


def _mixed(kind: Draft, before: Sequence[Draft]) -> None:
    # 公开规章N件（含新制定…，修改…，废止…）: the leading number mixes kinds and is no count of issues.
    rule = kind.concept.partition(".")[0]
    total = next((one for one in reversed(before) if one.concept == f"{rule}.issued" and not one.sure), None)
    if total is not None and not total.inclusive:
        total.concept = f"{rule}.mixed"
        for one in before[before.index(total) + 1 :]:
            if one.was == f"{rule}.issued":
                one.concept = one.was
                one.sure = total.made_public  # 制发3件（其中新制定2件、修订1件）: the form may count both
    kind.whole = next((one for one in reversed(before) if one.concept == f"{rule}.mixed"), None)


def _include(carried: Draft, before: Sequence[Draft], after: Sequence[Draft]) -> None:
    # 含结转的3件在内，收到12件: told before the total, where none has been told in the sentence
    behind = [one for one in after if one.sentence == carried.sentence]
    told = [one for one in before if one.sentence == carried.sentence and one.concept in TOTALS]
    led = [] if told or not any(one.concept in TOTALS and one.number for one in behind) else behind
    near = [*led, *reversed(before), *behind]
    total = next((one for one in near if one.concept in TOTALS and not one.inclusive), None)
    if total is None:
        return
    carried.whole = total
    for one in near:  # 受理并答复34件（含上年结转3件）: what came in and what was answered share the number
        if one.number == total.number and one.concept == TOTALS[0]:
            one.concept = TOTALS[1]


_STEPS: tuple[tuple[tuple[str, ...], Callable[[Sequence[Draft]], None]], ...] = (
    (TOTALS[:1], of_citizens),
    (TOTALS[:1], beside_any_kind),
    (TOTALS[:1], new_within),
    (YEARLY, since_earlier),
    (TOTALS[:1], answered_of_more),
    (("untested.period",), received_on_a_day),
    ((CARRIED_IN,), new_among_answered),
    ((f"prior.{TOTALS[0]}",), left_from_before),
    ((CARRIED_OUT,), course_of_carried),
    ((f"share.{TOTALS[0]}",), share_of_all),
    (TOTALS[:1], add_up),
    ((UNKNOWN,), area_in_all),
    ((UNKNOWN, "untested.breakdown"), listed_and_added_up),
    (TOTALS[2:], _beside_results),
    ((_FEE,), _asked_and_paid),
    ((CARRIED_OUT,), carried_and_summed),
    ((CARRIED_OUT,), carried_both_ways),
    (TOTALS[:1], taken_up_in_all),
    ((CARRIED_IN,), of_those_carried),
    ((CARRIED_IN, CARRIED_OUT, *RESULTS), parts_of_carried),
    (RESULTS, results_of_applicants),
    (RESULTS, wider_than_row),
    ((CARRIED_IN,), carried_among_open),
    (("applications.result.detail",), beside_rows),
    (_PAPERS, named_later),
    (APART, counted_apart),
    (("litigation.direct", "litigation.after_review"), by_course),
    (TOTALS[:1], beside_area),
    (("untested.by_organ",), organ_by_organ),
    (("untested.by_organ",), beside_organs),
    (("untested.by_organ",), growth_of_organs),
    (TOTALS, of_one_organ),
    (TOTALS, organs_in_sentences),
    (("applications.reply_rate",), rates_of_parts),
    (TOTALS[:1], within_wider),
    (TOTALS[:1], share_of_area),
    (("untested.concluded",), _as_reviewers),
    (TOTALS[2:], _in_time_and_late),
    (TOTALS[1:], left_over),
    ((CARRIED_IN,), results_of_new),
    (RESULTS, results_apart),
    (RESULTS, others_in_all),
    ((TOTALS[0], *DISPUTES), none_and_some),
    ((CARRIED,), beside_carried),
    (DISPUTES, of_other_fields),
    (DISPUTES, of_any_kind),
    (OUTCOMES, outcomes_apart),
    (ISSUED, issued_in_names),
    (ISSUED, issued_and_shown),
)
"""What is done with all claims of a text, in this order, each only where one of its concepts stands."""
