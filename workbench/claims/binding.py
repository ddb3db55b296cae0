"""From a number to what it counts: the cues around it, and the first rule of the grammar that they meet."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.claims.discourse import NOTHING
from workbench.claims.lexicon import Ready, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.claims.discourse import Discourse
    from workbench.claims.sentences import Token

_BINDING = frozenset({"object", "verb", "mark", "result", "detail", "applicant", "outcome", "channel", "organ"})
_MEANING = _BINDING - {"verb"}
_TOPICS = {
    "request": "application",
    "fee_notice": "handling_fee",
    "fee": "",
    "published": "",
    "media": "",
    "document": "document",
    "fee_items": "fee_items",
}
_WEAK = frozenset({"compare", "every", "each", "other", "paper", "disclosure", "restated", "excluding", "bad", "organ", "power"})
_SCOPE = ("issue", "repeal", "in_force", "publish", "decide")


def sides(clause: Sequence[Token], place: int) -> tuple[list[Token], list[Token]]:
    """The tokens on the left and the right of the number at a place of its clause."""
    left: list[Token] = []
    for token in reversed(clause[:place]):
        if token.kind == "number":
            left = _after_first_break(left)
            break
        left.insert(0, token)
    right: list[Token] = []
    for token in clause[place + 1 :]:
        if token.kind in {"number", "soft", "part", "part_end"}:
            break
        right.append(token)
    return left, right


def _after_first_break(left: list[Token]) -> list[Token]:
    for index, token in enumerate(left):
        if token.kind in {"soft", "part", "part_end"}:
            return left[index + 1 :] if token.kind == "soft" else left[index:]
    return left


def chosen(left: list[Token], right: list[Token]) -> list[Token]:
    """The tokens that bind: the left ones where they say what is counted, else the right ones with the left verb."""
    if any(_says(token) for token in left):
        return left
    if any(token.kind == "verb" for token in left):
        return left + _until_verb(right)
    return left + right


def _says(token: Token) -> bool:
    return token.kind in _MEANING and not _WEAK.issuperset(token.cues)


def _until_verb(right: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in right:
        if token.kind == "verb" or "every" in token.cues:
            break
        kept.append(token)
    return kept


def topic_of(tokens: Sequence[Token], talk: Discourse) -> str:
    """What the tokens are about: the last object among them, else what the talk was about."""
    topic = talk.topic
    verbs = {cue for token in tokens if token.kind == "verb" for cue in token.cues}
    for token in tokens:
        named = _named(token, topic, verbs)
        if named:
            topic = "both" if {named, topic} == {"review", "litigation"} and _joint(tokens) else named
    return topic


def _joint(tokens: Sequence[Token]) -> bool:
    cues = {cue for token in tokens for cue in token.cues}
    return {"review", "litigation"} <= cues


def _named(token: Token, topic: str, verbs: set[str]) -> str:
    if token.kind == "result" and topic in {NOTHING, "handling_fee"}:
        return "application"
    if token.kind != "object" or (topic == "document" and "application" in token.cues and not verbs & {"receive", "answer", "handle"}):
        return ""
    names = [_TOPICS.get(cue, cue) for cue in token.cues]
    if names == ["review", "litigation"]:
        return "both"
    return names[0]


def features(tokens: Sequence[Token], talk: Discourse, topic: str, *, residue: bool, zero: bool) -> frozenset[str]:
    """The cues of the tokens, and what the talk adds to them."""
    cues = {cue for token in tokens for cue in token.cues}
    kinds = {token.kind for token in tokens}
    if talk.cumulative:
        cues.add("cumulative")
    if talk.part:
        cues.add("in_part")
    if talk.has_whole:
        cues.add("has_whole")
    if talk.disclosure:
        cues.add("dispute_said")
    if residue:
        cues.add("residue")
    if zero:
        cues.add("zero")
    if "applicant" in kinds:
        cues.add("applicant_any")
    if "channel" in kinds:
        cues.add("channel")
    if "result" in kinds:
        cues.add("result_any")
    if talk.verb and "verb" not in kinds:
        cues.add(f"by_{talk.verb}")
    if "detail" in kinds or any(cue.startswith("d_") for cue in cues):
        cues.add("detail")
    if topic == "matter":
        cues.discard("detail")
    return frozenset(cues)


@lru_cache(maxsize=8192)  # officials write in set phrases: most numbers have been met with the same cues before
def first_fit(cues: frozenset[str], topic: str, unit: str, kind: str) -> Ready:
    """The first rule for the unit's kind that the cues meet; the last of each list meets all."""
    return next(rule for rule in lexicon().rules[kind] if fits(rule, cues, topic, unit))


def fits(rule: Ready, cues: frozenset[str], topic: str, unit: str) -> bool:
    """Whether a rule's conditions hold."""
    if (rule.about and topic not in rule.about) or (rule.unit and unit not in rule.unit):
        return False
    return rule.bars.isdisjoint(cues) and not any(need.isdisjoint(cues) for need in rule.needs)
