"""What a bare count beside one of another year counts: 予以公开17件（上年20件）, 予以公开由上年的30件降至20件."""

from __future__ import annotations

from typing import NamedTuple

from workbench.claims.binding import Near
from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES, TOTALS, Draft
from workbench.claims.growth import all_told
from workbench.claims.lists import ASIDE
from workbench.claims.model import PRIOR, UNTESTED

_ITEMS = frozenset({"result", "applicant"})
_SILENT = frozenset({"filler", "hard", "soft"})
_NEAR = 8
"""How many characters may part a count from that of the year before: 公开17件，较上年的20件减少3件."""


class Then(NamedTuple):
    """What is counted, and whether the words leave no doubt of it."""

    concept: str
    sure: bool = True


def counted_then(near: Near, talk: Discourse) -> Then | None:
    """What a number of an earlier year with no noun of its own counts; None where that cannot be told."""
    head = talk.head if talk.bracket and talk.head in talk.said else None
    if head is not None and not (head.detail or head.concept.startswith((UNTESTED, *ASIDE)) or _is_named_anew(talk)):
        return Then(head.concept, head.sure)
    if near.topic != "application":
        return None
    last = _last(talk)
    if last is not None and last.concept.endswith(".decided") and near.mention.start - last.end <= _NEAR:
        return Then(last.concept, sure=False)  # 处罚120件较上年130件下降
    if last is not None and last.family in _ITEMS and near.mention.start - last.end <= _NEAR and not all_told(talk):
        return None if last.detail else Then(last.concept, sure=False)  # 公开17件，上年20件
    return Then(TOTALS[0])


def _is_named_anew(talk: Discourse) -> bool:
    # 办结率为100%；申请数量比上年（115件）少99件
    cues = {cue for token in talk.tail for cue in token.cues}
    other = "answer" in cues or any(token.kind in _ITEMS for token in talk.tail)
    return cues >= {"application", "compare"} and not other


def come_from(near: Near, talk: Discourse) -> Then | None:
    """What a number counts that tells what last year's count of a part, right before it, has come to; else None."""
    last = talk.said[-1] if talk.said else None
    if last is None or "level" not in near.cues or near.mention.kind != "count":
        return None
    alone = all(one.kind in _SILENT or "level" in one.cues for one in near.tokens)
    concept = last.concept.removeprefix(PRIOR)  # of totals the words of the number tell enough
    part = concept != last.concept and not concept.startswith((UNTESTED, *TOTALS, *DISPUTES))
    follows = near.tokens and near.tokens[0].start - last.end <= 1  # but for a comma
    return Then(concept, last.sure) if alone and part and follows else None


def _last(talk: Discourse) -> Draft | None:
    if talk.closed and talk.head in talk.said:
        return talk.head
    return next((one for one in reversed(talk.said) if one.number and not one.concept.startswith(ASIDE)), None)
