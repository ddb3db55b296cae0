"""Whether the words around a number, and what was said before, leave no doubt that it claims what it seems to."""

from __future__ import annotations

from workbench.claims.binding import Near
from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES, TOTALS
from workbench.claims.families import family
from workbench.claims.growth import of_older_base
from workbench.claims.model import UNTESTED
from workbench.claims.named import decided_later, shared

_RECENT = 4
"""How many claims back a denial of disputes makes it doubtful that a count of disputes is of ours."""


def asserted(concept: str, near: Near, talk: Discourse, *, earlier: bool) -> bool:
    """Whether a number may be held against a cell; ``earlier`` where it is one of an earlier year."""
    if shared(concept, near, talk) or of_older_base(concept, near, talk) or _otherwise(concept, near):
        return False
    if concept in DISPUTES and "disclosure" not in near.cues and _denied(concept, talk):
        return False  # 无因信息公开引起的复议；行政复议3件: others, it seems
    if earlier and concept.endswith(DISPUTES) and decided_later(near, part=talk.part):
        return False
    if earlier and concept.endswith(TOTALS[0]) and _some_of_those(near):
        return False
    if talk.nation and not concept.startswith(UNTESTED):
        return False
    unled = talk.earlier or (talk.after_matter and not talk.ours_named)  # 我局办理群众来信。/ 全年收到22件
    return not (unled and concept.startswith("applications."))


def _some_of_those(near: Near) -> bool:
    # 去年收到的5件申请已办结: those still open, it may be
    return any("those_received" in one.cues and one.end == near.mention.start for one in near.tokens)


def _otherwise(concept: str, near: Near) -> bool:
    """Whether it counts items where the total counts cases, or a total holds what was no application."""
    told = family(concept) == "result" or concept == TOTALS[2]  # 60件申请共答复62次
    items = told and "other_unit" in near.cues
    return items or (concept in TOTALS[:2] and "voided" in near.cues and "valid" not in near.cues)


def _denied(concept: str, talk: Discourse) -> bool:
    denials = {concept, "review_and_litigation.none"}
    return any(said.concept in denials and not said.number for said in talk.drafts[-_RECENT:])
