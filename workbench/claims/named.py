"""What the words beside a number name: their reach, the last of some cues, the dispute."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbench.claims.binding import Near
from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES
from workbench.claims.families import family, result_of
from workbench.claims.sentences import DISPUTED, Token

_BODIES = {"review_body": "review", "court": "litigation", "lost": "litigation"}
_ACTS = {"issue": "issued", "repeal": "repealed", "in_force": "in_force"}
_SILENT = frozenset({"filler", "time", "organ", "part", "hard", "shape"})


def span(near: Near) -> tuple[int, int]:
    """Where the words that tell of a number begin and end, the number with them."""
    telling = [token for token in near.tokens if token.kind not in _SILENT]
    starts = [token.start for token in telling]
    ends = [token.end for token in telling]
    return min([near.mention.start, *starts]), max([near.mention.end, *ends])


def last_of(tokens: Sequence[Token], names: frozenset[str]) -> str:
    """The last of some cues that the tokens carry."""
    return next((cue for token in reversed(tokens) for cue in reversed(token.cues) if cue in names), "")


def of_kind(tokens: Sequence[Token], kind: str) -> str:
    """The cue of the last token of a kind."""
    return next((token.cues[0] for token in reversed(tokens) if token.kind == kind), "")


def dispute_of(near: Near, talk: Discourse) -> str:
    """Which dispute a number is about: the one named, that of the body named, else that of the talk."""
    named = last_of(near.tokens, DISPUTED) or _BODIES.get(last_of(near.tokens, frozenset(_BODIES)), "")
    if named:
        return named
    if near.topic in DISPUTED:
        return _of_some(near, talk)
    said = (draft.concept.partition(".")[0] for draft in reversed(talk.said))
    return next((name for name in said if name in DISPUTED), "review_and_litigation")


def _of_some(near: Near, talk: Discourse) -> str:
    # 行政复议10件，行政诉讼1件，其中维持2件: an outcome is one of those that there were, and of no more
    counts = {said.concept: said.value for said in talk.said if said.number and said.concept.endswith(".total")}
    topic, value = near.topic, near.mention.value
    other = next(iter(DISPUTED - {topic}))
    told, others = counts.get(f"{topic}.total"), counts.get(f"{other}.total")
    fewer = told is not None and others and told < max(value, Decimal(1)) <= others
    return other if fewer else topic


def none_of(near: Near) -> list[str]:
    """All that nought is told of at once: 规章、规范性文件的制发数、废止数均为0."""
    named: list[str] = [name for name in ("rules", "normative") if name in near.cues]
    acts = [act for cue, act in _ACTS.items() if cue in near.cues] or ["issued"]
    return [f"{rule}.{act}" for rule in named or ["{rule}"] for act in acts]


def of_its_kind(concept: str, near: Near, talk: Discourse) -> bool:
    """Whether it counts one kind of those counted before: 商业企业41件中，房地产企业22件，建筑企业11件."""
    whole = next((one for one in talk.said if one.concept == concept and one.number), None)
    return whole is not None and talk.list_family == "open" and whole.value > near.mention.value


def shared(concept: str, near: Near, talk: Discourse) -> bool:
    """Whether an outcome may be one of either dispute: 行政复议4件、行政诉讼3件，其中纠正2件."""
    lost = [("lost" in token.cues) for token in near.tokens if "corrected" in token.cues]
    if len(set(lost)) > 1:  # 纠错败诉7件
        return True
    if family(concept) != "outcome" or near.cues & DISPUTED or all(lost or [False]):  # 败诉 is said of lawsuits alone
        return False
    counted = [one for one in talk.said if one.number and (one.value or one.family == "outcome")]
    said = [one.concept for one in counted if one.concept in DISPUTES or one.family == "outcome"]
    totals = {one for one in said if one in DISPUTES}
    # 2件复议：1件维持后起诉，法院驳回；1件在审
    other = bool(totals) and f"{concept.partition('.')[0]}.total" not in totals
    doubtful = bool(counted) and counted[-1].family == "outcome" and not counted[-1].sure  # …，1件在审
    return set(said[-2:]) == set(DISPUTES) or other or (doubtful and totals == set(DISPUTES))


def decided_later(near: Near, *, part: bool) -> bool:
    """Whether disputes of an earlier year are told of for what came of them now: 2023年提起的1件诉讼于2024年判决."""
    told = not near.cues.isdisjoint({"happen", "raise", "receive"}) and "disclosure" not in near.cues
    among = part and told  # 其中1件为2023年发生; but 2022年被申请复议81件，其中因信息公开被申请复议76件
    return among or any("current" in one.cues and one.start > near.mention.end for one in near.tokens)


def row_named(near: Near) -> str:
    """The row of the form that a number names beside no matter: 热线受理诉求1204件。其中，自然人24件."""
    token = next((one for one in near.tokens if one.kind in {"applicant", "result"}), None)
    if token is None or "matter" in near.cues:
        return ""
    return result_of(token.cues[0]) if token.kind == "result" else f"applications.by_applicant.{token.cues[0]}"
