"""From a number to what it counts: the topic, the cues around it, and the first rule of the grammar that they meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.claims.discourse import NOTHING, Discourse
from workbench.claims.draft import TOTALS
from workbench.claims.lexicon import Ready, lexicon
from workbench.claims.mentions import Mention
from workbench.claims.sentences import DISPUTED, Token

MEANING = frozenset({"object", "mark", "result", "detail", "applicant", "outcome", "channel", "organ"})
"""The kinds of tokens that tell what is counted."""
_TOPICS = {
    "request": "application",
    "licence_request": "licences",
    "fee_notice": "handling_fee",
    "fee": "",
    "published": "",
    "media": "",
    "direct_suit": "litigation",
    "later_suit": "litigation",
}
_DIVIDING = frozenset({"by_result", "by_asker"})
_OF_DISPUTES = DISPUTED | {"both"}
_DECISIONS = frozenset({"licences", "penalties", "coercion"})
_STANDING = frozenset({"repeal", "in_force"})
_PETITION = "not_processed.petition"
DEALS = frozenset({"receive", "answer", "handle"})
"""What is done with applications."""
_TOGETHER = frozenset({"joint", "alike"})
_DECIDED = frozenset({"upheld", "corrected", "withdrawn", "other_outcome"})
_OF_KIND = {"channel": "channel", "applicant": "applicant_any", "result": "result_any", "detail": "detail"}


class Near(NamedTuple):
    """A number with the words that it is read with, their cues, and what the talk is about there."""

    mention: Mention
    tokens: Sequence[Token]
    cues: frozenset[str]
    topic: str


def cues_of(tokens: Iterable[Token]) -> set[str]:
    """All cues of some tokens."""
    return {cue for token in tokens for cue in token.cues}


def topic_of(tokens: Sequence[Token], talk: Discourse) -> str:
    """What the tokens are about: the last object among them, else what the talk was about."""
    topic = talk.topic
    cues = cues_of(tokens)
    if topic == NOTHING and talk.papers and not cues.isdisjoint(_STANDING):  # 制发7件。到期失效2件
        topic = talk.papers
    for token in tokens:
        if "foreign" in token.cues and (label := _labelled(tokens)):  # 行政许可类：受理2310件
            topic = label
        elif not _DIVIDING.isdisjoint(token.cues) and _divides(token, talk):
            topic = "application"
        elif token.kind == "result":
            topic = "application" if _tells(token, tokens, topic, talk) else topic
        elif token.kind == "object":
            own = _listed_row(token, talk) or ("any_kind" in token.cues and _of_heading(talk))
            topic = (
                "application" if own else topic if _again(token, topic, cues) else _named(token, topic, cues) or topic
            )
    return topic


def _labelled(tokens: Sequence[Token]) -> str:
    """What a label names that is nothing but the name of one kind of decisions."""
    alone = len(tokens) == 2 and tokens[1].cues == (":",) and not tokens[1].gap  # noqa: PLR2004 - the name and the colon
    return next((cue for cue in tokens[0].cues if cue in _DECISIONS), "") if alone else ""


def _divides(token: Token, talk: Discourse) -> bool:
    # 按处理结果分，予以公开21件; but of 按处理结果分，办结2300件 nothing says what is divided
    told = "by_asker" in token.cues or "result_list" in talk.lists
    return told and (talk.last_total(TOTALS) is not None or talk.topic in _OF_DISPUTES)


def _tells(result: Token, tokens: Sequence[Token], topic: str, talk: Discourse) -> bool:
    if topic in {NOTHING, "handling_fee"} or _described(topic, talk):
        return True
    return any(one.kind == "detail" and _row_of(one, result) for one in tokens)  # 信访举报投诉类申请不予处理4件


def _listed_row(token: Token, talk: Discourse) -> bool:
    # 不予处理8件，其中信访投诉5件: after its result the matter is a row of the form
    if _PETITION not in token.cues or token.kind != "object" or not (talk.part and talk.said):
        return False
    last = talk.said[-1]
    return last.concept.endswith(".not_processed") or last.detail.startswith("not_processed.")


def _described(topic: str, talk: Discourse) -> bool:
    # 收到申请1件，内容为住房补贴标准，予以公开1件: the matter is what the application asks for.
    # 收到申请17件，其中信访2件，其余15件予以公开: the matter was a part of them
    return topic == "matter" and talk.has_whole and (talk.aside or not talk.noun)


def _again(token: Token, topic: str, cues: set[str]) -> bool:
    # 制发规范性文件6件，废止文件2件
    return "plain_paper" in token.cues and topic in {"rules", "normative"} and not cues.isdisjoint(_STANDING)


def _named(token: Token, topic: str, cues: set[str]) -> str:
    # Of documents, 依申请公开 is a property: only with a verb of receiving does it mean applications.
    if topic == "document" and "application" in token.cues and not cues & DEALS:
        return ""
    # 复议决定均为维持 tells of the reviews; 作出复议决定维持12件 of those that we decide.
    if "review_body" in token.cues and cues & _DECIDED and "decide" not in cues:
        return "review"
    if "request" in token.cues and topic == "licences":  # 行政许可方面，受理申请86件
        return ""
    if "request" in token.cues and "hall" in cues:  # 政务服务中心受理申请12万件
        return "matter"
    if "hall" in token.cues:
        return "matter" if topic == NOTHING else ""
    name = _TOPICS.get(token.cues[0], token.cues[0])
    return "both" if cues >= DISPUTED and {name, topic} <= DISPUTED | {"both"} and name != topic else name


def features(near: Sequence[Token], talk: Discourse, topic: str) -> set[str]:
    """The cues of the tokens, and what the talk adds to them."""
    cues = cues_of(near)
    kinds = {token.kind for token in near}
    cues |= {name for kind, name in _OF_KIND.items() if kind in kinds}
    cues |= talk.marks()
    if _PETITION in cues and any(_listed_row(token, talk) for token in near):
        cues.add("detail")
    if topic == "matter":
        cues.discard("detail")
    elif "any_kind" in cues and _of_heading(talk):
        cues = cues - {"matter"} | {"application", "request"}
    if talk.foreign and cues & DISPUTED and "disclosure" not in cues:  # 因处罚引起的行政复议9件、行政诉讼7件
        cues.add("foreign")
    if "verb" not in kinds:
        cues |= {f"by_{name}" for name in talk.verb}
    return cues | _joined(near)


def _of_heading(talk: Discourse) -> bool:
    # （二）依申请公开。全年收到各类申请92件: under a heading of applications they are those
    return talk.headed and not talk.beside_others


def _together(one: Token, between: Token, other: Token) -> bool:
    # 公开（含部分公开）22件
    contains = between.kind == "part" and _result(one) and "partly" in other.cues
    return between.kind == "soft" or contains or not _TOGETHER.isdisjoint(between.cues)


def _result(token: Token) -> bool:
    return token.kind == "result" or not {"weak_granted", "homeless"}.isdisjoint(token.cues)


def _applicant(token: Token) -> bool:
    return token.kind == "applicant" or "citizen" in token.cues


def _row_of(detail: Token, result: Token) -> bool:
    return detail.cues[0].startswith(f"{result.cues[0]}.")


def _joined(near: Sequence[Token]) -> set[str]:
    """Whether two results or applicants share the number (不予公开和无法提供共5件), or a result and its one sub row."""
    found = set()
    for one, between, other in zip(near, near[1:], near[2:], strict=False):
        if one.kind == "result" and "every" in between.cues and other.kind == "detail" and _row_of(other, one):
            found.add("row_alone")  # 不予处理的均为重复申请，共9件
        if one.cues[:1] == other.cues[:1] or not _together(one, between, other):
            continue
        if other.kind == "detail" and (one.kind == "detail" or "homeless" in one.cues):
            found.add("joined_rows")  # 信访投诉类申请及重复申请等不予处理3件
        elif {one.cues[:1], other.cues[:1]} == {("matter",), ("application",)}:
            found.add("mixed")  # 群众来信、依申请公开等26件
        elif _result(one) and _result(other):
            found.add("joined")
        elif _applicant(one) and _applicant(other):
            found.add("joined_applicants")
    if any(one.kind == "result" and "and_others" in after.cues for one, after in pairwise(near)):
        found.add("joined")  # 无法提供等其他情况46件
    if sum("not_available" in token.cues for token in near) > 1:
        found.add("told_why")  # 因信息不存在无法提供8件
    return found | _two_channels(near) | _two_flows(near)


def _two_flows(near: Sequence[Token]) -> set[str]:
    # 新收及上年结转申请共49件
    new = next((index for index, token in enumerate(near) if "newly" in token.cues), len(near))
    carried = next((index for index in range(new, len(near)) if "carry" in near[index].cues), 0)
    between = near[new + 1 : carried]
    joined = any(token.kind == "soft" or not _TOGETHER.isdisjoint(token.cues) for token in between)
    return {"joined_flow"} if joined else set()


def _two_channels(near: Sequence[Token]) -> set[str]:
    # 网上、现场受理36件; 网上受理及现场接收36件
    channels = [index for index, token in enumerate(near) if token.kind == "channel"]
    if len(channels) < 2:  # noqa: PLR2004 - two share a number
        return set()
    between = near[channels[0] : channels[-1]]
    joined = any(token.kind == "soft" or not _TOGETHER.isdisjoint(token.cues) for token in between)
    return {"joined_channels"} if joined and near[channels[0]].cues[:1] != near[channels[-1]].cues[:1] else set()


@lru_cache(maxsize=8192)  # officials write in set phrases: most numbers have been met with the same cues before
def first_fit(cues: frozenset[str], topic: str, unit: str, kind: str) -> Ready:
    """The first rule for the unit's kind that the cues meet; the last of each list meets all."""
    return next(rule for rule in lexicon().rules[kind] if fits(rule, cues, topic, unit))


def fits(rule: Ready, cues: frozenset[str], topic: str, unit: str) -> bool:
    """Whether a rule's conditions hold."""
    if (rule.about and topic not in rule.about) or (rule.unit and unit not in rule.unit):
        return False
    for need in rule.needs:
        if need.isdisjoint(cues):
            return False
    return rule.bars.isdisjoint(cues)
