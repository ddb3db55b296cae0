"""Parts and wholes, and the making of the final claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbench.claims.discourse import REMEMBERED
from workbench.claims.draft import CARRIED_IN, TOTALS, Draft
from workbench.claims.lists import close, level, whole_of
from workbench.claims.model import Claim
from workbench.claims.organs import of_area
from workbench.claims.steps import STEPS


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


def _join(ordered: Sequence[Draft]) -> None:
    counted = {draft.concept for draft in ordered}
    for needed, step in STEPS:
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
