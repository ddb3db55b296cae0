"""Whose applications were counted: sums over several organs, and what stands beside a count of a whole area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise, takewhile

from workbench.claims.discourse import REMEMBERED
from workbench.claims.draft import TOTALS, Draft

UNKNOWN = "untested.unknown"
_BY_ORGAN, _OURS, _RATE = "untested.by_organ", "applications.", "applications.reply_rate"
_PASSED_ON = frozenset({"untested.other_organs", "untested.forwarded"})
"""What others pass on, and perhaps is counted with ours: 收到13件，区政府转办5件，合计18件."""
_BESIDE = ("growth", "share.", "untested.growth", "untested.share")
_COURSE = frozenset({TOTALS[2], "applications.carried_out"})
_ADDED = frozenset({TOTALS[0], _BY_ORGAN, *_PASSED_ON, UNKNOWN})
"""Counts that are added up, and what their sum reads as where it names nothing: 三者合计42件."""


def add_up(ordered: Sequence[Draft]) -> None:
    """Of counts that another of their sentence adds up, each is a part: 县直收到9件，乡镇收到3件，合计收到12件."""
    counts: dict[int, list[Draft]] = {}
    for draft in ordered:
        if draft.concept not in _ADDED or not draft.number:
            continue
        parts = counts.setdefault(draft.sentence, [])
        fits = draft.value == sum(part.value for part in parts) > 0
        own = [part for part in parts if part.concept not in _PASSED_ON]
        if not fits and draft.value == sum(part.value for part in own) > 0:
            parts, fits = own, True  # 3个镇街收到8件，部门收到31件，共39件
        if draft.concept == UNKNOWN:
            told = draft.sums or any(part.concept == _BY_ORGAN for part in parts)  # 本级16件，下级30件，共46件
            if not (fits and told and any(part.concept == TOTALS[0] for part in parts)):
                continue
            draft.concept = TOTALS[0]
        if len(parts) > 1 and draft.concept == TOTALS[0] and (draft.sums or fits):
            draft.sure = draft.sure and not any(part.concept in _PASSED_ON for part in parts)
            _divide(draft, parts)
        parts.append(draft)
    before: Sequence[Draft] = ()
    for parts in filter(None, counts.values()):
        if _divided(parts[0], parts[1:]):
            _divide(parts[0], parts[1:])
        elif before and _divided(before[0], parts) and any(one.concept != TOTALS[0] for one in parts):
            _divide(before[0], parts)  # 收到申请97件。县政府本级收到31件，部门收到49件，乡镇收到17件
        before = parts


def _divided(total: Draft, parts: Sequence[Draft]) -> bool:
    # 全系统收到318件，省局机关收到62件，市县局收到256件
    several = len(parts) > 1 and any(one.concept == TOTALS[0] for one in parts)
    adds_up = total.concept == TOTALS[0] and total.value == sum(one.value for one in parts)
    return several and adds_up and not any(one.ours for one in parts)


def _divide(total: Draft, parts: Sequence[Draft]) -> None:
    for part in parts:
        part.concept, part.family, part.whole, part.part_intro = _BY_ORGAN, "organ", total, True


def of_area(draft: Draft, total: Draft | None) -> bool:
    """Whether a count of our own stands beside one of a whole area in its sentence."""
    area = draft.ours and total is not None and total.of_area and not total.ours
    return area and total is not None and total.sentence == draft.sentence


def beside_area(ordered: Sequence[Draft]) -> None:
    """Beside a count of our own that of a whole area is not ours: 全市收到1820件，办结1790件，其中本局收到37件."""
    for place, draft in enumerate(ordered):
        if draft.concept != TOTALS[0] or not draft.ours or not draft.number:
            continue
        before = ordered[max(0, place - REMEMBERED) : place]
        total = next((one for one in reversed(before) if one.concept in TOTALS), None)
        if not of_area(draft, total):
            continue
        for one in before:
            if one.of_area and not one.ours and one.sentence == draft.sentence and one.concept in TOTALS:
                one.concept = "untested.other_organs"


def organ_by_organ(ordered: Sequence[Draft]) -> None:
    """Of three organs or more in a row, none said to be ours, none is: 住建局收到19件、教育局收到4件、公安局收到2件."""
    totals = Counter(draft.sentence for draft in ordered if draft.concept in TOTALS)
    for one, *others in zip(ordered, ordered[1:], ordered[2:], strict=False):
        listed = all(
            other.concept == _BY_ORGAN and other.sentence == one.sentence and not other.inclusive for other in others
        )
        # 青石区收到申请186件，街镇92件，区直部门94件: the first is the total of the others
        alone = one.of_organ and not one.ours and one.value < sum(other.value for other in others)
        if one.concept == TOTALS[0] and listed and alone and totals[one.sentence] == 1:
            one.concept, one.family = _BY_ORGAN, ""


def beside_organs(ordered: Sequence[Draft]) -> None:
    """Of several organs told one by one none is known to be ours: 县政府办收到5件，公开3件；部门收到9件，公开4件."""
    told: list[Draft] = []
    for draft in ordered:
        if draft.concept in {TOTALS[0], _BY_ORGAN} and draft.number and not draft.inclusive:
            _made_of(told)
            if told and draft.concept == _BY_ORGAN and draft.sentence == told[0].sentence:
                _of_another_perhaps(told)
            told = [draft]
        elif told and draft.sentence == told[0].sentence and (draft.family == "result" or _answered(draft, told[0])):
            told.append(draft)
    _made_of(told)


def _answered(draft: Draft, received: Draft) -> bool:
    # 县政府办收到436件、答复428件；部门收到312件、答复286件
    return draft.concept == TOTALS[2] and draft.number is not None and draft.value <= received.value


def answered_by_part(ordered: Sequence[Draft]) -> None:
    """What follows the part of an organ is that organ's: 收到120件，其中公安分局收到30件，办结29件，结转1件."""
    for place, part in enumerate(ordered):
        if (
            part.concept != _BY_ORGAN
            or not part.inclusive
            or _all_listed(ordered[max(0, place - REMEMBERED) : place + 1])
        ):
            continue
        behind = (one for one in ordered[place + 1 : place + 1 + REMEMBERED] if not one.concept.startswith(_BESIDE))
        told = list(takewhile(partial(_is_course_of, part), behind))
        for one in told if told and told[0].concept == TOTALS[2] else ():
            if one.family == "result":
                one.sure = False
            else:
                one.concept, one.family = _BY_ORGAN, ""


def _is_course_of(part: Draft, one: Draft) -> bool:
    told = one.concept in _COURSE or one.family == "result"
    return told and one.number is not None and one.sentence == part.sentence and one.value <= part.value


def _all_listed(told: Sequence[Draft]) -> bool:
    # 收到120件，其中公安分局收到30件、教育局收到90件，办结88件: of all again
    first = next((at for at in reversed(range(len(told))) if told[at].concept in TOTALS[:2]), None)
    parts = told[first + 1 :] if first is not None else ()
    return first is not None and told[first].value == sum(one.value for one in parts if one.concept == _BY_ORGAN)


def _of_another_perhaps(told: Sequence[Draft]) -> None:
    first = told[0]
    if first.concept == TOTALS[0] and first.of_organ and not (first.ours or first.of_area):
        for one in told:
            one.sure = False


def _made_of(told: Sequence[Draft]) -> None:
    # 部门收到4件，予以公开1件，无法提供3件: how those of another organ came out
    if not told or told[0].concept != _BY_ORGAN:
        return
    results = [one for one in told[1:] if one.family == "result"]
    made_up = told[0].value == sum(one.value for one in results)
    for one in told[1:]:
        if made_up or one not in results:
            one.concept, one.family = _BY_ORGAN, ""


def organs_in_sentences(ordered: Sequence[Draft]) -> None:
    """Of organs told in a sentence each none is known to be ours: 市政府收到436件。部门收到3012件、答复2986件."""
    told = [one for one in ordered if one.concept in TOTALS and one.number and one.of_organ and not _of_ours(one)]
    for concept in TOTALS:
        counts = [one for one in told if one.concept == concept and not one.inclusive]
        if len({one.sentence for one in counts}) > 1 and len({one.value for one in counts}) > 1:
            theirs = {one.sentence for one in counts}
            for one in ordered:
                if one.sentence in theirs and one.concept.startswith(_OURS):
                    one.sure = False


def area_and_ours(ordered: Sequence[Draft]) -> None:
    """The report is that of an area or of one organ where both are told: 全市收到申请820件。我局收到申请12件."""
    told = [one for one in ordered if one.concept == TOTALS[0] and one.number and not one.inclusive]
    area = [one for one in told if one.of_area and not one.ours]
    fewer = [one for one in told if one.ours and any(one.value < other.value for other in area)]
    theirs = {one.sentence for one in (*area, *fewer)} if fewer else set()
    for one in ordered:
        if one.sentence in theirs and one.concept.startswith(_OURS):
            one.sure = False


def at_the_seat(ordered: Sequence[Draft]) -> None:
    """What the seat of a whole area's organs did is a part of it: 全系统收到2105件，其中总局机关386件，办结380件."""
    area = False
    for one in ordered:
        area = area or (one.concept in TOTALS and one.number is not None and one.of_area and not one.of_seat)
        if area and one.of_seat and one.concept.startswith(_OURS):
            one.sure = False


def _of_ours(draft: Draft) -> bool:
    return draft.ours or draft.of_area


def area_in_all(ordered: Sequence[Draft]) -> None:
    """A sum of a whole area is the total, and what came before it perhaps is not: 县政府收到12件，全县共43件."""
    for before, draft in pairwise(ordered):
        summed = draft.concept == UNKNOWN and draft.sums and draft.of_area and draft.sentence == before.sentence
        if summed and before.concept == TOTALS[0] and not before.of_area and draft.value > before.value:
            draft.concept, before.sure = TOTALS[0], False


def rates_of_parts(ordered: Sequence[Draft]) -> None:
    """The rate told of a part that is one organ's is perhaps the organ's: 其中县政府受理的12件，答复率100%."""
    for part, rate in pairwise(ordered):
        part_of_organ = part.of_organ and part.family in {"organ", "breakdown"} and part.sentence == rate.sentence
        if rate.concept == _RATE and part_of_organ:
            rate.sure = False


def of_one_organ(ordered: Sequence[Draft]) -> None:
    """What one organ counted is not all there was beside what a whole area did: 全县答复42件，县政府答复11件."""
    counts = [draft for draft in ordered if draft.number and draft.concept.startswith(_OURS)]
    area = [draft for draft in counts if draft.of_area]
    for sentence in {one.sentence for one in counts if one.concept in TOTALS and one.of_organ and not one.ours}:
        said = [one for one in counts if one.sentence == sentence]
        fewer = [one for one in said if any(one.concept == more.concept and one.value < more.value for more in area)]
        for one in said if fewer and not said[0].of_area else fewer:
            one.sure = False


def growth_of_organs(ordered: Sequence[Draft]) -> None:
    """What one organ counted grows by itself: 乡镇收到13件，较上年增加2件；部门收到33件，全县共46件."""
    for part, draft in pairwise(ordered):
        kind, _, subject = draft.concept.partition(".")
        apart = part.concept == _BY_ORGAN and not part.inclusive
        if apart and kind.startswith("growth") and subject == "applications":
            draft.concept = f"untested.{kind}"


def share_of_area(ordered: Sequence[Draft]) -> None:
    """What is a share of a whole area's may be another organ's: 县政府办受理7件，占全县46件的15.2%."""
    for part, draft in pairwise(ordered):
        if draft.area_share and part.concept == TOTALS[0] and part.of_organ and not part.ours:
            part.sure = False


def within_wider(ordered: Sequence[Draft]) -> None:
    """Of two areas the wider one is not ours: 全省收到41236件，我市收到3120件; 我区收到380件，全市收到3120件."""
    for draft in ordered:
        if draft.region.startswith("our_") and draft.concept in TOTALS:
            for one in ordered:
                if one.sentence == draft.sentence and one.concept in TOTALS and _wider(one, draft):
                    one.concept = "untested.other_organs"


def _wider(one: Draft, ours: Draft) -> bool:
    return one.region == "in_province" or (one.region == "in_city" and ours.region == "our_county")
