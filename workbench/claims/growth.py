"""What is said to grow, and of what a percentage is the share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from workbench.claims.binding import MEANING, Near
from workbench.claims.discourse import Discourse
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, TOTALS, Draft
from workbench.claims.families import LISTS, family, result_of
from workbench.claims.model import PRIOR, UNTESTED
from workbench.claims.named import dispute_of, of_kind, span
from workbench.claims.sentences import DISPUTED, Token

_OTHERS_GROWTH = frozenset({
    "published", "media", "matter", "train", "licences", "penalties",
    "bare_licences", "bare_penalties", "bare_coercion", "court_work", "document",
})  # fmt: skip
_RATE = "_rate"
_RECENT = 4
"""How many claims back the growth of applications makes that of answers one of its own."""
_FLOWS = frozenset({CARRIED_IN, CARRIED_OUT})
_NEXT = 3
"""How many characters may part a count from its share: 134件，占96%."""


def share_of(near: Near, talk: Discourse) -> str:
    """Of what a percentage is the share: of the applicants or results it names, or of the count right before it."""
    if "sum" in near.cues:  # 公开100件、部分公开20件，合计占48%
        return "untested.share"
    last = talk.said[-1] if talk.said else None
    start = next((token.start for token in near.tokens if "share" in token.cues), span(near)[0])
    if any(token.kind == "result" and token.start > start for token in near.tokens):
        return "untested.share"  # 不掌握8件，占无法提供总数的73%
    follows = last is not None and last.number is not None and start - last.end <= _NEXT
    between = [one for one in near.tokens if last is not None and last.end <= one.start < start]
    if any(one.kind == "applicant" for one in between):
        follows = False  # 企业5件、自然人11件，企业占31.3%
    if follows and talk.closed and talk.head in talk.said:  # 公开7件（其中部分公开1件），占50%
        last = talk.head
    if last is not None and follows and (any(one.gap for one in between) or _of_both(last, near, talk)):
        return "untested.share"  # 公开类132件、部分公开38件，两类占44.5%
    if last is not None and follows and not last.concept.startswith((UNTESTED, PRIOR, "growth", "share")):
        return f"share.{last.concept}"
    applicant, result = of_kind(near.tokens, "applicant"), of_kind(near.tokens, "result")
    if applicant:
        return f"share.applications.by_applicant.{applicant}"
    return f"share.{result_of(result)}" if result else "untested.share"


def _of_both(last: Draft, near: Near, talk: Discourse) -> bool:
    # 9件公开，1件部分公开，占62.5%: of 16 that is the share of both
    granted = talk.said[-2] if len(talk.said) > 1 else None
    total = talk.last_total(TOTALS)
    if granted is None or total is None or not total.value:
        return False
    pair = granted.concept.endswith(".granted") and last.concept.endswith(".partly_granted")
    both = (granted.value + last.value) * 100 / total.value
    return pair and abs(both - near.mention.value) < 1


def growth_of(kind: str, near: Near, talk: Discourse) -> str:
    """The concept of a growth: what grew, or that no check knows it."""
    subject = "" if _of_prior(talk) or _of_answers(near) else _growing(near, talk)
    return f"{kind}.{subject}" if subject else f"{UNTESTED}{kind}"


def _of_answers(near: Near) -> bool:
    # 答复申请44件，办结量同比增长22.5%: what was answered grew
    named = any(token.kind in {"applicant", "result", "channel"} for token in near.tokens)
    return "answer" in near.cues and "receive" not in near.cues and not named


def _of_prior(talk: Discourse) -> bool:
    # 2023年为30件（增50%）: what grew was that of the earlier year
    return talk.bracket and talk.head is not None and talk.head.concept.startswith(PRIOR)


def _growing(near: Near, talk: Discourse) -> str:
    """What is said to grow: applications, another count of ours, or nothing that a check knows."""
    named = (near.cues | _led(talk)) >= {"application"} and not near.cues & DISPUTED
    part = talk.part and any(_of_part(token) for token in near.tokens)
    if grows := _named(near.tokens, talk):
        return grows
    if not near.cues & (_OTHERS_GROWTH | DISPUTED) and (all_told(talk) or _held_against_all(talk)):
        return "applications"
    last = talk.said[-1].concept if talk.said else ""
    if last.startswith("growth_absolute.") and all(token.kind not in MEANING or _grows(token) for token in near.tokens):
        return last.partition(".")[2]  # 其中自然人申请增加3件，增长9.4%
    if near.cues & _OTHERS_GROWTH or part or (talk.noun and not named):
        return ""
    grown = _grown_apart(talk)
    counted = [
        one.concept
        for one in _before_bracket(talk)
        if one.number
        and not (one.inclusive and one.concept in _FLOWS)  # 办理691件，含上年结转31件，同比上涨17.5%
        and not one.concept.startswith((UNTESTED, PRIOR, "growth"))
        and not (one.concept.endswith(_RATE) and near.mention.kind == "count")  # 办结率100%，同比增加99件
        and (talk.part or not one.part_intro or one in grown)  # 收到8件（网上7件、信函1件），同比减少3件
    ]
    if near.cues & DISPUTED:
        return counted[-1] if counted and counted[-1].startswith(dispute_of(near, talk)) else ""
    last = counted[-1] if counted else TOTALS[0] if near.topic == "application" else ""
    total = last in TOTALS and not (last == TOTALS[2] and _answers_apart(talk))
    return "applications" if named or total else last


def _held_against_all(talk: Discourse) -> bool:
    # 申请数量比上年（115件）少99件
    return talk.closed and bool(talk.said) and talk.said[-1].concept == f"{PRIOR}{TOTALS[0]}"


def _before_bracket(talk: Discourse) -> list[Draft]:
    # 办理691件（含上年结转31件），同比上涨17.5%: what the bracket holds does not grow
    if talk.closed and talk.head in talk.said:
        return talk.said[: talk.said.index(talk.head) + 1]
    return talk.said


def _answers_apart(talk: Discourse) -> bool:
    # 收到318件，上涨14.8%；答复311件，上涨12.3%; 上年办结19件，今年办结27件，增长42.1%
    apart = {"growth.applications", f"{PRIOR}{TOTALS[2]}"}
    return any(one.concept in apart for one in talk.drafts[-_RECENT:])


def _grown_apart(talk: Discourse) -> list[Draft]:
    """The last item of a list of which another has grown by itself: 自然人35件，增长9%；企业6件，增长20%."""
    last = talk.said[-1] if talk.said else None
    alike = [one.concept for one in talk.said if last is not None and one.family == last.family]
    items = {f"{grown}.{concept}" for grown in ("growth", "growth_absolute") for concept in alike}
    told = last is not None and last.family in LISTS and any(one.concept in items for one in talk.said)
    return [last] if last is not None and told else []


def _grows(token: Token) -> bool:
    return not {"up", "down", "compare"}.isdisjoint(token.cues)


def _led(talk: Discourse) -> set[str]:
    # 申请数量比去年增长，上升46%: what grows is named by the clause before
    cues = {cue for token in talk.tail for cue in token.cues}
    return cues if cues & {"up", "down"} else set()


def _of_part(token: Token) -> bool:
    # 其中网上申请上升35%, 其他领域减少2件
    return token.gap or token.kind == "channel" or not {"other", "elsewhere"}.isdisjoint(token.cues)


def _named(tokens: Sequence[Token], talk: Discourse) -> str:
    """The applicants or the result that is said to grow: 企业申请较上年下降25%, 予以公开数增长75%."""
    asked = next((one.cues[0] for one, after in pairwise(tokens) if _asks(one, after)), "")
    if talk.part and not asked:  # 其中企业增加1件，自然人增加3件
        asked = of_kind(tokens, "applicant")
    results = {token.cues[0] for token in tokens if token.kind == "result"}
    if asked:
        return f"applications.by_applicant.{asked}"
    return result_of(results.pop()) if len(results) == 1 else ""


def _asks(one: Token, after: Token) -> bool:
    return one.kind == "applicant" and "request" in after.cues


def flat_of(clause: Sequence[Token], talk: Discourse) -> str:
    """What is said to be as it was last year: applications, or the item of a list right before: 企业4件，与上年持平."""
    if grows := _named(clause, talk):
        return grows
    last = next((one for one in reversed(talk.said) if one.number), None)
    named = any(token.kind == "object" for token in clause)
    if named or last is None or last.family not in LISTS or clause[0].start - last.end > _NEXT or all_told(talk):
        return "applications"
    return "" if last.concept.startswith(UNTESTED) or last.detail else last.concept


def all_told(talk: Discourse) -> bool:
    """Whether a list that is complete ends here: 收到26件，自然人20件、法人6件，同比增长30% grows as a whole."""
    counted = [one for one in talk.said if one.number and not one.concept.startswith((PRIOR, "growth", "share"))]
    kind = family(counted[-1].concept) if counted else ""
    if kind not in LISTS:
        return False
    listed = list(takewhile(lambda one: family(one.concept) == kind, reversed(counted)))
    before = counted[-len(listed) - 1] if len(counted) > len(listed) else None
    complete = before is not None and before.concept in TOTALS and before.value == sum(one.value for one in listed)
    # 企业4件，较上年翻番；自然人20件，较上年增加2件: each item grows by itself
    grown = len(listed) > 1 and any(listed[-1].end <= one.start < listed[0].start for one in _growths(talk))
    return complete and len(listed) > 1 and not grown


def _growths(talk: Discourse) -> list[Draft]:
    return [one for one in talk.said if "growth" in one.concept]


def of_older_base(concept: str, near: Near, talk: Discourse) -> bool:
    """Whether growth is told from a year before the last one: 较2020年增长20%, 与2019年相比，增长35%."""
    if not concept.startswith("growth"):
        return False
    named = [token for token in (*talk.tail, *near.tokens) if "prior" in token.cues]
    if named:
        token = named[-1]
        return bool(token.mention and token.mention.value < talk.year - 1) or "year_before_last" in token.cues
    last = talk.said[-1] if talk.said else None
    return last is not None and last.concept.startswith(PRIOR) and last.year < talk.year - 1
