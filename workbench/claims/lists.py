"""Lists: the whole that each item is a part of, and which lists name all there is."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.discourse import REMEMBERED
from workbench.claims.draft import TOTALS, Draft
from workbench.claims.model import PRIOR, UNTESTED

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
_SHAPES = (
    "untested.year",
    "untested.date",
    "untested.quarter",
    "untested.percent",
    "untested.article",
    "untested.ordinal",
)
ASIDE = ("growth", "share", PRIOR, *_SHAPES)
"""Counts that have no parts of their own."""
_ALL_BUT_ROUNDING = 98
"""Percent that the shares of a list come to at least where it names all there is."""
_UNREAD = frozenset({"untested.unknown", "untested.other_organs"})
CONCLUDED = frozenset({"untested.concluded", "untested.ruled"})
"""Disputes that have an end: outcomes listed after their number are theirs alone."""
_ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")


def whole_of(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The claim that an item of a list is a part of."""
    if _left_its_list(draft, before):
        return None
    if draft.family == "outcome":
        wanted: tuple[str, ...] = (draft.concept.partition(".")[0] + ".total",)
    elif draft.family == "detail":
        wanted = (f"applications.result.{draft.detail.partition('.')[0]}",)
    elif draft.family == "breakdown":
        return _next_before(draft, before)
    else:
        wanted = _WHOLES[draft.family]
    if draft.concept.endswith(_ORGANISATIONS) and draft.part_intro:
        wanted = ("applications.by_applicant.organisations", *wanted)
    found = next((one for one in reversed(before) if one.concept in wanted and one.year == draft.year), None)
    if found is not None and draft.family == "organ" and _of_another(draft, before):
        return None
    return found if found is None or found.interval.high >= draft.interval.low or draft.part_intro else None


def _left_its_list(draft: Draft, before: Sequence[Draft]) -> bool:
    # 不予公开3件（内部信息3件），属于行政执法案卷2件: beyond the bracket a sub row is an item of its own.
    if draft.family != "detail" or draft.part_intro:
        return False
    last = next((one for one in reversed(before) if one.family), None)
    return last is not None and last.family == "detail" and last.part_intro


def _of_another(draft: Draft, before: Sequence[Draft]) -> bool:
    # 制发文件5件（区政府3件、区政府办2件）: the organs divide what was counted right before them in their sentence
    counts = (one for one in reversed(before) if one.number and one.family not in {"breakdown", "organ"})
    found = next((one for one in counts if not one.concept.startswith(ASIDE)), None)
    return found is not None and found.sentence == draft.sentence and found.concept.startswith(UNTESTED)


def _next_before(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    # 访问量104万次，其中移动端31万次: a part of no name belongs to the count before its list, whatever that is.
    counts = (one for one in reversed(before) if one.number and one.family not in {"breakdown", "organ"})
    found = next((one for one in counts if not one.concept.startswith(ASIDE)), None)
    fits = found is not None and found.concept in TOTALS and found.year == draft.year
    return found if fits and found is not None and found.interval.high >= draft.interval.low else None


def level(ordered: Sequence[Draft]) -> None:
    """Make lists of organs and matters lists of one kind."""
    # 属于住建领域4件，属于其他领域2件: organs and matters in one list are items of one kind
    lists: dict[tuple[int, int], list[Draft]] = {}
    for draft in ordered:
        if draft.family in {"organ", "breakdown"} and draft.whole is not None:
            lists.setdefault((id(draft.whole), draft.sentence), []).append(draft)
    for listed in lists.values():
        if len({draft.family for draft in listed}) > 1:
            for draft in listed:
                draft.family = "breakdown"


def close(ordered: Sequence[Draft]) -> None:
    """Tie each list that names all there is to its whole."""
    parts: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.whole is not None:
            parts.setdefault((id(draft.whole), draft.family), []).append(draft)
    for (_, family), listed in parts.items():
        if len(listed) < 2 or _broken(ordered, listed):  # noqa: PLR2004 - one item is no list
            continue
        if all(draft.part_intro and draft.number for draft in listed) and listed[0].whole:
            _fit(ordered, listed)
            listed[0].whole.closed_by = (*listed[0].whole.closed_by, family)


def _fit(ordered: Sequence[Draft], listed: Sequence[Draft]) -> None:
    # 新收20件，加上结转5件，共办理25件，其中网络15件、信函5件: the list may be one of those received.
    whole, total = listed[0].whole, sum(draft.value for draft in listed)
    if whole is None or whole.concept not in TOTALS or whole.value == total:
        return
    before = ordered[: ordered.index(listed[0])][-REMEMBERED:]
    other = next((one for one in reversed(before) if one.concept in TOTALS and one.value == total), None)
    for draft in listed:
        draft.whole = other or whole


def _shares_leave_some(told: Sequence[Draft], items: int) -> bool:
    # 其中网络28件，占60.9%，信函9件，占19.6%: the list itself says that there are others
    shares = [one.value for one in told if one.concept.startswith("share.")]
    return len(shares) == items and sum(shares) < _ALL_BUT_ROUNDING


def _broken(ordered: Sequence[Draft], listed: Sequence[Draft]) -> bool:
    """Whether an item that was not understood stands among those of the list, or right after them in its sentence."""
    first, last = ordered.index(listed[0]), ordered.index(listed[-1])
    if listed[0].family == "outcome" and first and ordered[first - 1].concept in CONCLUDED:
        return True  # 行政复议84宗，已审结80宗，其中维持61宗…: a list of those concluded
    if listed[0].family == "detail" and any(one.concept == "untested.breakdown" for one in ordered[first:last]):
        return True  # 第三方2件、内部事务1件、过程性2件
    if _shares_leave_some(ordered[first : last + 2], len(listed)):
        return True
    among = ordered[first : last + 2] if listed[0].family == "organ" else ordered[first:last]
    return any(one.concept in _UNREAD and one.sentence == listed[-1].sentence for one in among)
