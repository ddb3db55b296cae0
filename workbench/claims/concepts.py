"""From a rule's answer to the claim's name: which dispute, which applicant, which year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.claims.discourse import TOTALS, Discourse, Draft
from workbench.claims.lexicon import lexicon
from workbench.claims.model import PRIOR, UNTESTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.claims.lexicon import Ready
    from workbench.claims.mentions import Mention
    from workbench.claims.sentences import Token

_NOUNS = frozenset({"published", "media", "matter", "train", "licences", "penalties", "court_work", "document"})
_FAMILIES = {
    "applications.by_applicant.": "applicant",
    "applications.result.detail": "detail",
    "applications.result.": "result",
    "channel": "channel",
    "untested.by_organ": "organ",
    "untested.breakdown": "breakdown",
    "handling_fee.by_organ": "fee_organ",
    "applications.carried_in": "carry",
    "litigation.direct": "course",
    "litigation.after_review": "course",
}
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_TIMELESS = ("applications.carried", "growth", UNTESTED)
_WHOLE_PERCENT = Decimal(100)
_TENTH = Decimal(10)
_10_000 = Decimal(10_000)


def drafts_of(rule: Ready, mention: Mention, near: Sequence[Token], cues: frozenset[str], topic: str, talk: Discourse) -> list[Draft]:
    """The claims that a number makes, once its rule is known: one, or two where two verbs share it."""
    start, end = _span(mention, near)
    made = []
    for pattern in rule.to.split():
        concept = _concept(pattern, near, cues, topic, talk)
        year = talk.year
        if _repeats(concept, talk):
            concept = "untested.breakdown"
        if earlier := _earlier(concept, near, cues, talk):
            year = earlier
            concept = PRIOR + ("applications.new" if concept.startswith(UNTESTED) and topic == "application" else concept)
        value, interval = _scaled(concept, mention, cues)
        draft = Draft(concept, start, end, year, value, interval, mention.qualifier, mention.number, sure=rule.sure)
        draft.family = family(concept)
        draft.detail = _detail(near) if concept == "applications.result.detail" else ""
        _place(draft, cues, talk)
        made.append(draft)
    talk.shared = list(near) if made[-1].concept == "untested.share" else []
    talk.noun = made[-1].concept if made[-1].concept.startswith(UNTESTED) and "growth" not in made[-1].concept else ""
    return made


def _repeats(concept: str, talk: Discourse) -> bool:
    # 印发规范性文件7件，其中县政府印发3件: after 其中 the same again is a part of it.
    if not talk.part or concept.startswith((UNTESTED, "applications", "growth", "channel")):
        return False
    return any(one.concept == concept and one.number and one.sure for one in talk.said)


def family(concept: str) -> str:
    """Which kind of list a claim is an item of: applicants, results, channels, organs, outcomes."""
    for prefix, name in _FAMILIES.items():
        if concept.startswith(prefix):
            return name
    return "outcome" if concept.startswith(("review.", "litigation.")) and concept.endswith(_OUTCOMES) else ""


def _span(mention: Mention, near: Sequence[Token]) -> tuple[int, int]:
    telling = [token for token in near if token.kind not in {"filler", "time", "organ", "part", "hard", "shape"}]
    return min([mention.start, *(token.start for token in telling)]), max([mention.end, *(token.end for token in telling)])


def _last(near: Sequence[Token], names: frozenset[str] | set[str]) -> str:
    return next((cue for token in reversed(near) for cue in reversed(token.cues) if cue in names), "")


def _concept(pattern: str, near: Sequence[Token], cues: frozenset[str], topic: str, talk: Discourse) -> str:
    if pattern == "growth":
        return _growth(near, cues, topic, talk)
    if pattern == "growth_absolute":
        return "growth_absolute" + _growth(near, cues, topic, talk).removeprefix("growth") if "untested" not in _growth(near, cues, topic, talk) else "untested.growth_absolute"
    if pattern == "applicant":
        return "applications.by_applicant." + next(token.cues[0] for token in reversed(near) if token.kind == "applicant")
    if pattern == "channel":
        return "channel." + next(token.cues[0] for token in reversed(near) if token.kind == "channel")
    if pattern == "sibling":
        return _sibling(talk)
    return pattern.format(
        dispute=_dispute(near, topic, talk),
        rule=_last(near, {"rules", "normative"}) or topic,
        decided=_last(near, {"licences", "penalties", "coercion"}),
        verb="issued" if "by_issue" in cues else "repealed" if "by_repeal" in cues else "in_force",
    )


def _dispute(near: Sequence[Token], topic: str, talk: Discourse) -> str:
    bodies = {"review_body": "review", "court": "litigation", "lost": "litigation"}
    named = _last(near, {"review", "litigation"}) or bodies.get(_last(near, set(bodies)), topic)
    if named in {"review", "litigation"}:
        return named
    said = (draft.concept.partition(".")[0] for draft in reversed(talk.said))
    return next((name for name in said if name in {"review", "litigation"}), "review_and_litigation")


def _sibling(talk: Discourse) -> str:
    last = talk.said[-1].family if talk.said else ""
    others = {"applicant": "applications.by_applicant.other_org", "result": "applications.result.other", "channel": "channel.other_channel", "organ": "untested.by_organ"}
    return others.get(last, "untested.breakdown" if talk.part else "untested.unknown")


def _growth(near: Sequence[Token], cues: frozenset[str], topic: str, talk: Discourse) -> str:
    if cues & _NOUNS or "untested" in talk.noun and "application" not in cues:
        return "untested.growth"
    counted = [draft.concept for draft in talk.said if draft.number and not draft.concept.startswith((UNTESTED, PRIOR, "growth"))]
    if "application" in cues or (not counted and topic == "application") or (counted and counted[-1] in TOTALS):
        return "growth.applications"
    return f"growth.{counted[-1]}" if counted else "untested.growth"


def _earlier(concept: str, near: Sequence[Token], cues: frozenset[str], talk: Discourse) -> int | None:
    if concept.startswith(_TIMELESS) and not concept.startswith("untested.unknown"):
        return None
    for token in reversed(near):
        if "prior" in token.cues or "same_period" in token.cues:
            return int(token.mention.value) if token.mention else talk.year - (2 if token.start and "prior" in token.cues and token.end - token.start == 2 and False else 1)
    return talk.when


def _scaled(concept: str, mention: Mention, cues: frozenset[str]) -> tuple[Decimal, object]:
    value, interval = mention.value, mention.interval
    if concept == "fees.charged":
        return value / _10_000, type(interval)(interval.low / _10_000, interval.high / _10_000)
    if concept.startswith("growth"):
        factor = _WHOLE_PERCENT if mention.unit in {"倍", "番"} else _TENTH if mention.unit == "成" else Decimal(1)
        value, interval = value * factor, type(interval)(interval.low * factor, interval.high * factor)
        if "down" in cues:
            return -value, -interval
    return value, interval


def _detail(near: Sequence[Token]) -> str:
    names = lexicon().names
    return next((names[cue] for token in reversed(near) for cue in token.cues if token.kind == "detail"), "")


def _place(draft: Draft, cues: frozenset[str], talk: Discourse) -> None:
    draft.inclusive = talk.part and "excluding" not in cues
    if draft.family and talk.part and talk.list_family in {"", draft.family}:
        draft.part_intro = True
        talk.list_family = draft.family
