"""What is told to be answered, and whether it is all that was."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from workbench.claims.draft import CARRIED_IN, TOTALS, Draft

_OURS, _RESULTS = "applications.", "applications.result."
_LATER = frozenset({"untested.breakdown", "untested.procedure", "untested.target"})
"""What those answered late may be read as: 2件经批准延期后答复."""


def beside_results(ordered: Sequence[Draft]) -> None:
    """What was answered beside a result is not all that was: 办理20件，1件按无法提供办结，18件答复，1件结转."""
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


def in_time_and_late(ordered: Sequence[Draft]) -> None:
    """Of two ways of answering that make up the total neither is all that was answered."""
    for place, (answered, other) in enumerate(pairwise(ordered)):
        beside = answered.concept == TOTALS[2] and other.concept in _LATER and answered.sentence == other.sentence
        if not beside or not other.number:
            continue
        total = next((one for one in reversed(ordered[:place]) if one.concept in TOTALS), None)
        late = other.concept == "untested.procedure"  # 按时办结28件，延期办结4件
        if total.value != answered.value + other.value if total is not None else not late:
            continue
        if answered.inclusive and other.inclusive:  # 其中20件按期答复，2件延期后答复
            answered.concept, answered.family = "untested.breakdown", "breakdown"
        else:  # 收到30件，按期答复28件，延期2件: answered late or not yet
            answered.sure = False


def answered_of_more(ordered: Sequence[Draft]) -> None:
    """Beside a larger count those that are named are the ones answered: 受理申请38件。受理的37件已答复."""
    most, with_carried = Decimal(0), set[Decimal]()
    for draft in ordered:
        if draft.concept == CARRIED_IN:  # 受理114件，2件来自上年结转，受理的116件已答复
            with_carried.add(most + draft.value)
        if draft.concept != TOTALS[0] or not draft.number:
            continue
        if draft.answered and (most > draft.value or (most and draft.value in with_carried)):
            draft.concept, draft.sure = TOTALS[2], False
        most = max(most, draft.value)


def new_among_answered(ordered: Sequence[Draft]) -> None:
    """The new ones among those answered are not all that came in: 办结45件，其中上年结转3件、本年新收42件."""
    for whole, *parts in zip(ordered, ordered[1:], ordered[2:], ordered[3:], ordered[4:], strict=False):
        told = {one.concept: one for one in parts if one.number and one.inclusive and one.sentence == whole.sentence}
        new, carried = told.get(TOTALS[0]), told.get(CARRIED_IN)
        if whole.concept == TOTALS[2] and new and carried and whole.value == new.value + carried.value:
            new.sure = False
