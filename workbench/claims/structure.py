"""Parts and wholes, and the making of the final claims."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.discourse import REMEMBERED, TOTALS, Draft
from workbench.claims.model import Claim

_WHOLES = {
    "applicant": TOTALS[:2],
    "channel": TOTALS[:2],
    "organ": TOTALS,
    "breakdown": TOTALS,
    "result": (TOTALS[2], *TOTALS[:2]),
    "course": ("litigation.total",),
    "fee_organ": ("handling_fee.amount",),
    "notice_organ": ("handling_fee.notices",),
}
_ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")


def claims(drafts: list[Draft], text: str, places: list[int] | None) -> list[Claim]:
    """The drafts as claims in the order of the text, each part tied to its whole."""
    ordered = sorted(drafts, key=lambda draft: (draft.start, draft.end))
    _join(ordered)
    index = {id(draft): place for place, draft in enumerate(ordered)}
    return [_claim(draft, index, text, places) for draft in ordered]


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
    for place, draft in enumerate(ordered):
        before = ordered[max(0, place - REMEMBERED) : place]
        if draft.whole is None and draft.family:
            draft.whole = _whole(draft, before)
        if draft.concept == "applications.carried_in" and draft.inclusive:
            _include(draft, before)
        if draft.inclusive and draft.concept.startswith(("rules.", "normative.")):
            _mixed(draft, before)
    _close(ordered)


def _whole(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    if draft.family == "outcome":
        wanted: tuple[str, ...] = (draft.concept.partition(".")[0] + ".total",)
    elif draft.family == "detail":
        wanted = (f"applications.result.{draft.detail.partition('.')[0]}",)
    else:
        wanted = _WHOLES[draft.family]
    if draft.concept.endswith(_ORGANISATIONS) and draft.part_intro:
        wanted = ("applications.by_applicant.organisations", *wanted)
    found = next((one for one in reversed(before) if one.concept in wanted and one.year == draft.year), None)
    return found if found is None or found.interval.high >= draft.interval.low or draft.part_intro else None


def _mixed(kind: Draft, before: Sequence[Draft]) -> None:
    # 公开规章15件（含新制定6件，修改5件，废止4件）: the leading number mixes kinds and is no count of issues.
    rule = kind.concept.partition(".")[0]
    total = next((one for one in reversed(before) if one.concept == f"{rule}.issued" and not one.sure), None)
    if total is not None and not total.inclusive:
        total.concept = f"{rule}.mixed"
    kind.whole = next((one for one in reversed(before) if one.concept == f"{rule}.mixed"), None)


def _include(carried: Draft, before: Sequence[Draft]) -> None:
    total = next((one for one in reversed(before) if one.concept in TOTALS and not one.inclusive), None)
    if total is None:
        return
    carried.whole = total
    if total.concept == TOTALS[0]:
        total.concept = TOTALS[1]


def _close(ordered: Sequence[Draft]) -> None:
    parts: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.whole is not None:
            parts.setdefault((id(draft.whole), draft.family), []).append(draft)
    for (_, family), listed in parts.items():
        if len(listed) > 1 and all(draft.part_intro and draft.number for draft in listed) and listed[0].whole:
            listed[0].whole.closed_by = (*listed[0].whole.closed_by, family)
