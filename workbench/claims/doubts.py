"""Counts of one thing told more than once: which of them is perhaps not all there is."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.discourse import TOTALS, Draft

APART = (
    "normative.issued",
    "normative.repealed",
    "rules.issued",
    "rules.repealed",
    "applications.carried_in",
    "applications.carried_out",
)
"""What several organs do, or is done in several ways, and each is counted."""


def of_those_carried(ordered: Sequence[Draft]) -> None:
    """A result told of all is told again of those carried in: 予以公开31件。含上年结转4件，其中予以公开4件."""
    told: set[str] = set()
    carried: Draft | None = None
    for draft in ordered:
        if draft.concept == "applications.carried_in":
            carried = draft
        elif draft.concept in TOTALS:
            carried = None
        elif draft.family == "result" and draft.number:
            if carried is not None and draft.concept in told and _of(carried, draft):
                draft.concept, draft.family = "untested.breakdown", "breakdown"
            told.add(draft.concept)


def _of(carried: Draft, result: Draft) -> bool:
    return result.inclusive and carried.sentence == result.sentence and result.value <= carried.value


def beside_rows(ordered: Sequence[Draft]) -> None:
    """Beside one of its rows a result is perhaps another of them: 本机关不掌握的9件，信息不存在的5件."""
    rows: set[tuple[int, str]] = set()
    for draft in ordered:
        if draft.concept == "applications.result.detail":
            rows.add((draft.sentence, draft.detail.partition(".")[0]))
        elif draft.number and (draft.sentence, draft.concept.removeprefix("applications.result.")) in rows:
            draft.sure = False


def counted_apart(ordered: Sequence[Draft]) -> None:
    """Of two counts neither is all there is: 废止6件，宣布失效5件; 全区结转39件，本级结转6件."""
    counts: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.concept in APART and draft.number and draft.value and draft.sure:
            counts.setdefault((draft.sentence, draft.concept), []).append(draft)
    for told in counts.values():
        if len({draft.value for draft in told}) > 1:
            for draft in told:
                draft.sure = False
