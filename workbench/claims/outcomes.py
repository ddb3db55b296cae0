"""How disputes came out, said without a number: 均被维持, 目前正在法院审理."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES, OF_OTHERS, Draft
from workbench.claims.drafting import like, reach
from workbench.claims.lists import CONCLUDED
from workbench.claims.sentences import DISPUTED, Token
from workbench.values import Interval

_OUTCOMES = ("upheld", "corrected", "pending", "other_outcome")
_ALL = frozenset({*DISPUTES, "review_and_litigation.total"})
_NAMING = frozenset({"review", "litigation", "direct_suit", "later_suit"})
"""With one of these a clause says itself of which disputes it tells."""
_OF_ONE_KIND = frozenset({"review", "litigation", "court", "lost", "in_court", "review_body"})
"""With one of these it is said of which disputes 均 speaks."""


def tell_outcome(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
    """Add how the disputes of the sentence came out, where the clause says so of all of them or of the one."""
    cues = cues | {"other_outcome"} if "withdrawn" in cues else cues
    named = [name for name in _OUTCOMES if name in cues]
    if not named or cues & {"bad", "target"}:
        return
    outcome, every = named[0].removesuffix("_outcome"), "every" in cues
    courses = _last_courses(cues, talk)
    if courses and (every or outcome == "pending" or courses[0].value == len(courses) == 1):
        talk.drafts.append(_of_courses(courses, outcome, clause))
    if len(courses) == 1:
        return
    rest = "stage" in cues or not _of_total(talk)  # 除2件撤回外，其余3件均维持; 一审均胜诉
    disputed = _disputed(cues, topic, talk, every=every)
    concluded = any(whole.concept in CONCLUDED for whole in disputed)
    for whole in disputed:
        made = like(whole, f"{topic if concluded else whole.concept.partition('.')[0]}.{outcome}", clause)
        if "other" in cues and outcome == "pending":
            _left(made, whole, talk)
        one = whole.value == 1 and "stage" not in cues  # 一审驳回诉讼请求，二审尚未审结
        made.sure = whole.sure and ((every and not rest) or one or outcome == "pending")
        talk.drafts.append(made)
    if every and outcome == "upheld" and not concluded and not rest:
        told = {whole.concept.partition(".")[0] for whole in disputed}  # 行政复议3件，行政诉讼0件，均维持
        name = "review_and_litigation" if topic == "both" else told.pop() if len(told) == 1 else topic
        sure = all(whole.sure for whole in disputed)
        talk.drafts.append(Draft(f"{name}.all_upheld", *reach(clause), talk.year, sure=sure))


def _last_courses(cues: set[str], talk: Discourse) -> list[Draft]:
    """The suits told by the way they took right before, where they are not all: 直接起诉2件，均维持；复议后起诉1件."""
    if not cues.isdisjoint(_NAMING):
        return []
    counted = [said for said in talk.said if said.number]
    last = list(takewhile(lambda one: one.family == "course", reversed(counted)))
    told = max((said.start for said in talk.said if said.family == "outcome"), default=-1)
    last = [one for one in last if one.start > told]
    of_all = any(said.concept == DISPUTES[1] and said.value == sum(one.value for one in last) for said in counted)
    return [] if of_all else [one for one in last if one.value]


def _of_courses(courses: Sequence[Draft], outcome: str, clause: Sequence[Token]) -> Draft:
    """How they came out, never for certain: the other way may have brought suits with the same outcome."""
    made = like(courses[0], f"litigation.{outcome}", clause)
    made.value = sum((one.value for one in courses), Decimal(0))
    made.interval, made.sure = Interval.exact(made.value), False
    return made


def _left(made: Draft, whole: Draft, talk: Discourse) -> None:
    # 行政诉讼3件，已审结1件，其余正在审理: those that have not ended
    told = [one for one in talk.said if one.number and one.start > whole.start and one.value < whole.value]
    if told and told[-1].concept in CONCLUDED:
        made.value, made.interval = whole.value - told[-1].value, whole.interval - told[-1].interval


def _of_total(talk: Discourse) -> bool:
    """Whether the last count, growth aside, is one of all disputes: else 均 speaks of fewer."""
    counted = [said for said in talk.said if said.number and "growth" not in said.concept and said.family != "course"]
    return not counted or counted[-1].concept in _ALL


def _disputed(cues: set[str], topic: str, talk: Discourse, *, every: bool) -> list[Draft]:
    """The totals of disputes that an outcome without a number is about: none where parts have been listed."""
    if talk.said and talk.said[-1].concept in CONCLUDED and topic != "both" and (every or "pending" not in cues):
        return talk.said[-1:]  # 已审结7件均维持; 诉讼2件，已审结1件，驳回起诉
    if talk.said and talk.said[-1].concept == OF_OTHERS:  # 另有因行政处罚被申请复议3件，均维持
        return []
    wholes = [draft for draft in talk.said if draft.concept in DISPUTES and draft.value]
    if not wholes or any(_listed(draft, wholes[-1], topic if topic in cues else "") for draft in talk.said):
        return []
    if every and _of_both(wholes, cues, talk):
        return wholes
    if not every and _of_one(wholes[-1], talk):
        return []
    own = [draft for draft in wholes if draft.concept == f"{topic}.total"]
    wholes = own if own and not cues >= DISPUTED else wholes
    return wholes if every else wholes[-1:]


def _listed(draft: Draft, whole: Draft, named: str) -> bool:
    # 复议3件，诉讼1件，复议均获维持，诉讼尚未审结: what was told of reviews is no part of the suits that are named
    return draft.family == "outcome" and draft.start > whole.start and draft.concept.startswith(named)


def _of_both(wholes: Sequence[Draft], cues: set[str], talk: Discourse) -> bool:
    """Whether 均 speaks of both disputes: 行政复议3件、行政诉讼2件，均维持, where nothing is told between the two."""
    counted = [said for said in talk.said if said.number]
    apart = any(said.family == "outcome" and wholes[0].start < said.start < wholes[-1].start for said in talk.said)
    if apart:  # 行政复议5件，均维持；行政诉讼2件，均在审理
        return False
    beside = counted[-len(wholes) :] == wholes or wholes[-1].value == 1  # 行政复议2件、诉讼1件，均被维持
    return beside and cues.isdisjoint(_OF_ONE_KIND)


def _of_one(whole: Draft, talk: Discourse) -> bool:
    # 行政诉讼2件，其中1件为上年度案件，尚未审结: what follows a part is said of it
    last = next((said for said in reversed(talk.said) if said.number), whole)
    return last.start > whole.start and last.inclusive and last.value < whole.value
