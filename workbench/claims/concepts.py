"""From a rule's answer to the claim's name: which dispute, which applicant, which year."""

from __future__ import annotations

from decimal import Decimal

from workbench.claims.binding import Near
from workbench.claims.certainty import asserted
from workbench.claims.discourse import REGIONS, REMEMBERED, Discourse
from workbench.claims.doubts import ISSUED
from workbench.claims.draft import CARRIED_OUT, DISPUTES, MATTERS, OF_OTHERS, TOTALS, Draft
from workbench.claims.earlier import come_from, counted_then
from workbench.claims.elided import act_of
from workbench.claims.families import SIBLINGS, family
from workbench.claims.growth import growth_of, share_of
from workbench.claims.lexicon import Ready, lexicon
from workbench.claims.model import PRIOR, UNTESTED
from workbench.claims.named import (
    dispute_of,
    last_of,
    none_of,
    of_its_kind,
    of_kind,
    row_named,
    span,
)
from workbench.claims.organs import UNKNOWN
from workbench.claims.sentences import DISPUTED, Token
from workbench.values import Interval

_TIMELESS = ("applications.carried", "growth", UNTESTED)
_BESIDE_CARRIED = frozenset({"newly", "carry"})
"""With these a count is one of this year, beside what was carried in: 结转上年后新收到47件."""
_NO_ISSUE = frozenset({"publish", "receive"})
_WITH_CARRIED = frozenset({"carry", "altogether"})
"""With these it counts those of this year with what was carried in: 含上年结转共办理7件."""
_10_000 = Decimal(10_000)
_PERIOD, _MIXED = "untested.period", "{rule}.mixed"
_GROWN = frozenset({"untested.growth", "untested.growth_absolute"})
_SPANS = frozenset({"partial", "midway", "until", "next"})


def drafts_of(rule: Ready, near: Near, talk: Discourse) -> list[Draft]:
    """The claims that a number makes, once its rule is known: one, or two where two verbs share it."""
    patterns = none_of(near) if rule.to == _MIXED and not near.mention.value else rule.to.split()
    made = [_draft(_concept(pattern, near, talk), rule, near, talk) for pattern in patterns]
    last = made[-1].concept
    talk.shared = near.tokens if "share" in last else ()
    # 收到申请97件，占全市总量的6.1%，同比下降11.8%; 公开信息218条，比去年增加32条，增长17.2%
    if "of_area" not in near.cues and last not in _GROWN:
        other = last.startswith(UNTESTED) and not _total_again(made[-1], talk)
        talk.noun = last if other else ""
    return made


def _total_again(made: Draft, talk: Discourse) -> bool:
    # 收到申请3件；申请量由上年的4件降至3件，降幅25%: the total told again grows as the total does
    # 受理申请12件。12件申请均为自然人申请
    told = talk.drafts[-REMEMBERED:]
    totals = (one.value for one in told if one.concept in TOTALS and one.number and one.year == made.year)
    return made.concept == "untested.restated" and made.value in totals


def _draft(concept: str, rule: Ready, near: Near, talk: Discourse) -> Draft:
    source = come_from(near, talk)
    concept = was = source.concept if source else concept
    if _repeats(concept, near, talk):
        concept = "untested.breakdown"
    if talk.part and talk.bracket and talk.outcome and concept in DISPUTES:  # 被纠错3件（复议2件、诉讼1件）
        concept = _headed(f"{concept.partition('.')[0]}.{talk.outcome}", talk)
    # 增至上年的两倍 counts nothing; 复议4件（上年结转1件） is told of this year
    elided = concept in _ELIDED and near.mention.kind == "count" and "carry" not in near.cues
    timeless = source is not None or (concept.startswith(_TIMELESS) and not elided)
    earlier = None if timeless else _earlier(near, talk)
    if concept == CARRIED_OUT and talk.when and not talk.of_this_year and "next" not in near.cues:
        earlier = talk.when  # 2023年收到45件，办结44件，结转1件
    then = counted_then(near, talk) if earlier and concept.startswith(UNTESTED) else None
    if earlier:
        concept = PRIOR + (then.concept if then else concept)
    value, interval = _scaled(concept, near)
    start, end = span(near)
    draft = Draft(concept, start, end, earlier or talk.year, value, interval, near.mention.qualifier)
    draft.number, draft.family = near.mention.number, family(concept)
    certain = source.sure if source else rule.sure and (then is None or then.sure)
    draft.sure = certain and asserted(concept, near, talk, earlier=bool(earlier))
    draft.fresh = "newly" in near.cues
    draft.answered = "told_answered" in near.cues
    draft.citizens = not near.cues.isdisjoint({"citizen", "from_asker"})
    draft.any_kind = "any_kind" in near.cues
    draft.act = act_of(near) if concept == UNKNOWN else ""
    draft.was = was if concept == "untested.breakdown" else row_named(near) if concept == MATTERS else ""
    draft.scoped, draft.unscoped = "disclosure" in near.cues, not talk.ours_named
    draft.newly = "newly" in near.cues and (talk.part or "carry" in near.cues)
    draft.current = draft.newly or not near.cues.isdisjoint({"current", "valid"})
    draft.made_public = concept in ISSUED and not any(_issuing(token) for token in near.tokens)
    draft.sums, draft.onward = "sum" in near.cues, "next" in near.cues
    draft.dispute = near.topic if near.topic in DISPUTED else ""
    draft.rest = "other" in near.cues
    draft.on_a_day = concept == _PERIOD and "dated" in near.cues and near.cues.isdisjoint(_SPANS)
    draft.of_period = concept == _PERIOD and "receive" in near.cues and near.topic == "application"
    draft.ours, draft.of_area = not near.cues.isdisjoint({"ourselves", "this_body"}), talk.of_area
    draft.of_seat = talk.seat
    draft.area_share = "of_area" in near.cues
    draft.of_organ, draft.region = "organ" in near.cues, _region(near, talk)
    if "told_of" in near.cues and draft.family == "result":  # 公开15件的平均答复时间为8天: no item of a list
        draft.family = ""
    if not draft.sure:
        again(draft, talk)
    talk.scoped = talk.part and (talk.scoped or draft.scoped)
    draft.detail = _row(near, talk) if concept == f"{_RESULT}detail" else ""
    _place(draft, near.cues, talk)
    _nest(draft, talk)
    return draft


def _issuing(token: Token) -> bool:
    # 制发, 印发; but 发布 and 公布 tell no more than that it was made public, 新增 no more than that there are more
    return "issue" in token.cues and _NO_ISSUE.isdisjoint(token.cues)


def again(draft: Draft, talk: Discourse) -> None:
    """Take a total for no claim of its own where it was told before: 办结60件。在办结的60件中，…; 5件申请均已答复."""
    before = (one for one in talk.drafts[-REMEMBERED:] if one is not draft and one.number)
    same = (one for one in before if (one.concept, one.value, one.year) == (draft.concept, draft.value, draft.year))
    if draft.concept in TOTALS and next(same, None) is not None:
        draft.concept, draft.family = "untested.restated", ""


def _region(near: Near, talk: Discourse) -> str:
    # 我县政府办 and 我市各部门 are organs, and no regions
    named = "" if "organ" in near.cues else next((name for name in REGIONS if name in near.cues), "")
    talk.region = named or talk.region
    return talk.region


def _nest(draft: Draft, talk: Discourse) -> None:
    if not (talk.bracket and draft.inclusive and draft.family == "result" and talk.head is not None):
        return
    head = talk.head.concept
    if talk.head.rest and head == f"{_RESULT}other":  # 其余23件（不予公开7件、无法提供11件…）
        talk.head.concept, talk.head.family = "untested.restated", ""
    if (head, draft.concept) == (f"{_RESULT}granted", f"{_RESULT}partly_granted"):
        # 予以公开24件（含部分公开4件）: the first counts both, and what the brackets hold is no item of the list
        draft.family, draft.part_intro = "", False
    elif head == f"{_RESULT}refused" and draft.concept != head:
        talk.head.sure = False  # 不公开17件（含无法提供16件）: more than the form calls so


_RESULT = "applications.result."
_ELIDED = frozenset({"untested.unknown", "untested.restated", "untested.breakdown"})
"""Classes that a year may make into a claim of that year: 去年同期为60件 counts applications."""


def _concept(pattern: str, near: Near, talk: Discourse) -> str:
    if pattern in {"growth", "growth_absolute"}:
        return growth_of(pattern, near, talk)
    if pattern == "share":
        return share_of(near, talk)
    if pattern == "sibling":
        return _sibling(near, talk)
    if pattern == f"{_RESULT}other" and _divided_row(near, talk):
        return f"{_RESULT}detail"
    if "{" not in pattern:  # 零复议、零诉讼 is told of no number but nought
        return UNKNOWN if pattern == "review_and_litigation.none" and near.mention.value else pattern
    return pattern.format(
        applicant=of_kind(near.tokens, "applicant"),
        channel=of_kind(near.tokens, "channel"),
        dispute=dispute_of(near, talk),
        rule=last_of(near.tokens, frozenset({"rules", "normative"})) or near.topic,
        decided=last_of(near.tokens, frozenset({"licences", "penalties", "coercion"})) or near.topic,
        verb="issued" if "by_issue" in near.cues else "repealed" if "by_repeal" in near.cues else "in_force",
    )


def _sibling(near: Near, talk: Discourse) -> str:
    """What 其他 counts in the list that it stands in."""
    last = next((one for one in reversed(talk.said) if not one.concept.startswith(("share", "growth"))), None)
    kind = last.family if last is not None else ""
    if last is not None and kind == "result" and talk.part and last.concept.endswith(".other"):
        kind = "detail"  # 其他处理3件（其他2件 …
    elif last is not None and kind == "detail" and not (last.detail.startswith("other.") or _divided_row(near, talk)):
        kind = "result"  # 本机关不掌握8件，重复申请1件，其他2件
    return SIBLINGS.get(kind, "untested.breakdown" if talk.part else "untested.unknown")


def _divided_row(near: Near, talk: Discourse) -> str:
    """The result whose sub rows are being listed, where another count fits in: 不予处理3件（重复申请2件，其他1件）."""
    last = talk.said[-1] if talk.said else None
    if last is None or last.family != "detail" or not talk.part or talk.list_family != "detail":
        return ""
    row = last.detail.partition(".")[0]
    place = next((at for at, one in enumerate(talk.said) if one.concept == f"{_RESULT}{row}" and one.number), None)
    if row == "other" or place is None:
        return ""
    told = sum(one.value for one in talk.said[place + 1 :] if one.family == "detail")
    return row if told + near.mention.value <= talk.said[place].value else ""


def _headed(concept: str, talk: Discourse) -> str:
    """The outcome of one dispute in brackets after that of both; 维持3件（省级复议2件…） is divided otherwise."""
    head = talk.head
    if head is not None and head.concept == concept:
        return "untested.breakdown"
    if head is not None and head.family == "outcome":
        head.concept = f"review_and_litigation.{talk.outcome}"
    return concept


def _repeats(concept: str, near: Near, talk: Discourse) -> bool:
    # 印发规范性文件7件，其中县政府印发3件: after 其中 the same again is a part of it.
    if not talk.part or concept.startswith((UNTESTED, "growth", TOTALS[0])):
        return False
    if family(concept) or concept.startswith("applications"):
        if family(concept) == "applicant" and of_its_kind(concept, near, talk):
            return True
        nested = any(token.kind == "part" and "filler" not in token.cues for token in near.tokens)
        inner = talk.bracket and talk.head is not None and talk.head.concept == concept  # 公开8件（全文公开6件…）
        return inner or (nested and bool(talk.said) and talk.said[-1].concept == concept)
    scoped = talk.scoped or "disclosure" in near.cues
    said = [one for one in talk.said if one.concept == concept and one.number and (one.sure or scoped)]
    if said and scoped and not said[-1].scoped:
        # 被申请行政复议30件，其中因信息公开2件: the first was about disputes of any kind.
        for one in talk.said[talk.said.index(said[-1]) :]:
            if one.concept == f"growth.{concept}":  # and how many more these were
                one.concept = "untested.growth"
        said[-1].concept = OF_OTHERS
        return False
    return bool(said)


def _earlier(near: Near, talk: Discourse) -> int | None:
    if near.cues >= _BESIDE_CARRIED or near.cues >= _WITH_CARRIED:
        return talk.when
    for token in reversed(near.tokens):
        if token.mention and "current" in token.cues:
            if token.start > near.mention.end and _told_before(near):  # 2021年收到的1件申请于2023年重新答复
                continue
            return None
        if "prior" in token.cues or "same_period" in token.cues:
            back = 2 if "year_before_last" in token.cues else 1
            return int(token.mention.value) if token.mention else talk.year - back
    whole = _divided(talk)
    if whole is None or talk.when is not None or near.mention.value > whole.value:
        return talk.when
    return whole.year  # 上年度收到19件，其中公开12件


def _divided(talk: Discourse) -> Draft | None:
    """The number of an earlier year that those now read are parts of; what a bracket told is not divided behind it."""
    last = talk.said[-1] if talk.said else None
    if not talk.bracket and talk.head is not None and talk.head in talk.said:
        last = talk.head  # 收到15件（上年为7件），其中自然人12件
    return last if talk.part and last is not None and last.concept.startswith(PRIOR) else None


def _told_before(near: Near) -> bool:
    return any(one.mention and "prior" in one.cues and one.end <= near.mention.start for one in near.tokens)


def _scaled(concept: str, near: Near) -> tuple[Decimal, Interval]:
    value, interval = near.mention.value, near.mention.interval
    factor = lexicon().factors.get(near.mention.unit, Decimal(1)) if concept.startswith("growth") else Decimal(1)
    if concept == "fees.charged":
        factor = 1 / _10_000
    value, interval = value * factor, Interval(interval.low * factor, interval.high * factor)
    falls = concept.startswith("growth") and "down" in near.cues and value > 0
    return (-value, -interval) if falls else (value, interval)


def _row(near: Near, talk: Discourse) -> str:
    """The key of the sub row of table 3 that is named; 其他 alone names the last one, or what is left of a result."""
    kinds = lexicon().kinds
    named = (cue for token in reversed(near.tokens) for cue in token.cues if kinds.get(cue) == "detail")
    rest = _divided_row(near, talk)
    return next(named, f"{rest}.rest" if rest else "other.other")


def _place(draft: Draft, cues: frozenset[str], talk: Discourse) -> None:
    draft.inclusive = talk.part and "excluding" not in cues
    # Beyond a semicolon a list of results may be another one; other lists go on.
    goes_on = talk.list_family == draft.family and (talk.part or draft.family != "result")
    if draft.family and (goes_on or (talk.part and not talk.list_family)):
        draft.part_intro = True
        talk.list_family = draft.family
