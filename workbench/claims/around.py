"""What stands around a number, beside the words that it counts, and bears on how it is to be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.claims.binding import cues_of
from workbench.claims.discourse import Discourse
from workbench.claims.elided import conditional
from workbench.claims.mentions import Mention
from workbench.claims.sentences import Token
from workbench.values import Qualifier

_ITEMS = frozenset("项条个篇次")
_CASES = frozenset({*"件份宗起例", "件次", "件（次）", "件/次", "宗次", "例次"})
"""What applications are counted in; one may ask for several items: 答复7件，其中公开4项、部分公开5项."""
_OF_BODIES = frozenset("个家")
"""What organs are counted in."""
_OF_SOME = frozenset({"untested.restated", "untested.procedure"})
_AFTER_NUMBER = frozenset({"by_self", "counted_as"})
"""What right after a number bears on it."""
_GROWING = frozenset({"up", "down"})
_ITEM_KINDS = frozenset({"result", "detail", "applicant"})
_AMONG = frozenset({"among", "within"})
"""With one of these a number is what the next ones are counted among: 在办理的26件申请中."""
_GOES_ON = frozenset({"remaining", "carry", "turned", "next"})
_NOT_YET = _GOES_ON | {"negation", "pending", "target", "aim", "ahead"}
_STEPS = frozenset({"procedure", "asked_back", "asks_opinion"})
_CONTENT = frozenset({"by_content", "mainly"})
_GONE_OVER = frozenset({"check", "lesson"})
_ASKED = frozenset({"application", "request"})
_SHORT = 2
"""Characters of 个人."""
_LARGE = 10_000
"""Yuan that no fee for copies and post comes to."""
_NUMBER_AND_MARK = 2
"""What a clause has in which a number stands alone in its bracket."""


def around(
    clause: Sequence[Token], index: int, left: Sequence[Token], near: Sequence[Token], talk: Discourse
) -> set[str]:
    """The cues of the number at a place of its clause; ``left`` is what stands before it, ``near`` what it counts."""
    number, after = clause[index], clause[index + 1 :]
    mention = number.mention
    if mention is None:
        return set()
    holds = {
        "conditional": conditional(mention, after),
        "residue": _residue(left, number, after[0]),
        "lone": mention.kind == "people" and index == _last_number(clause),
        "raised_from": "level" in after[0].cues,
        "loose": number.gap or after[0].gap or _wants_another(left),
        "answer_named": _named_answer(after),
        "told_answered": _told_answered(left, after),
        "of_asked": _of_asked(clause, near),
        "among_received": _among_received(left),
        "handled_after": "handle" in _told(after) and "handle" not in cues_of(left),
        "ended_after": _ended(after),
        "ended_now": "current" in _told(after) and _ended(after),
        "weeded": "weed" in cues_of(after),
        "read_after": "vet" in _told(after) and "vet" not in cues_of(left),
        "vetted": bool(left) and "vet" in left[-1].cues and not number.gap,
        "faulty": _faulty(left, number, after),
        "of_sort": bool(left) and "sort" in left[-1].cues and not number.gap,
        "result_told": _result_told(after),
        "of_content": "by_content" in cues_of(clause[:index]),
        "content_told": _content_told(left),
        "gone_over": not _GONE_OVER.isdisjoint(_told(after)),
        "after_percent": _after_percent(clause[:index]),
        "guided": _guided(clause[: index - len(left)]),
        "of_noun": _counts_noun(number, after[0]),
        "opened_up": "turned_public" in _told(after),
        "zero": mention.value == 0,
        "bracketed": talk.bracket and len(clause) == _NUMBER_AND_MARK and _of_list(talk),
        "headed": _first_of_heading(talk) and _names_nothing(near) and not _of_rule(mention, after, talk),
        "itemised": _itemised(after),
        "grown": bool(left) and not (number.gap or _GROWING.isdisjoint(left[-1].cues) or "level" in left[-1].cues),
        "left_alone": "leftover" in cues_of(left) and _ends_there(after),
        "trained": bool(left) and "train" in left[-1].cues and not number.gap,
        "told_of": after[0].cues == ("filler",) and len(after) > 1 and after[1].gap,
        "of_bodies": after[0].kind == "organ" and after[0].start == mention.end,
        "after_askers": bool(left) and "asker" in left[0].cues and clause[index - len(left) - 1].kind == "number",
        "of_askers": "asker" in after[0].cues and after[0].start == mention.end,
        "from_asker": _from_asker(number, after),
        "noticed": "fee_notice" in _told(after),
        "opinion_asked": "asks_opinion" in _told(after),
        "stepped": not _STEPS.isdisjoint(_told(after)),
        "answered_of_new": _answered_of_new(left),
        "bare": talk.topic == "handling_fee" and _names_nothing(near),
        "joined": _several_results(after),
        "other_unit": mention.unit in _ITEMS and talk.counted_in in _CASES,
        "lapsed": _lapsed(clause, talk.asked),
        "large_sum": mention.kind == "money" and mention.value >= _LARGE,
    }
    # 其中重复申请2件合并答复, 以个人名义申请的4件计入自然人
    return {cue for cue, found in holds.items() if found} | _AFTER_NUMBER.intersection(after[0].cues)


def _among_received(left: Sequence[Token]) -> bool:
    # 本年度受理的申请中已办结57件
    place = next((index for index, token in enumerate(left) if not _AMONG.isdisjoint(token.cues)), 0)
    return "receive" in cues_of(left[:place]) and "answer" in cues_of(left[place:])


def _of_asked(clause: Sequence[Token], near: Sequence[Token]) -> bool:
    # 2件为查询个人档案, 企业用地批复3件: whose papers are asked for, and not who asks
    pairs = ((one, after) for one, after in pairwise(clause) if one in near)
    return any(one.kind == "applicant" and after.gap and not _person(one) for one, after in pairs)


def _person(asker: Token) -> bool:
    # 自然人 is no word for what is asked for, as 个人 may be
    return asker.cues[0] == "natural_person" and asker.end - asker.start > _SHORT


def _from_asker(number: Token, after: Sequence[Token]) -> bool:
    # 收到21件自然人提出的申请; but 收到8件自然人申请、2件法人申请
    first = after[0].kind == "applicant" and after[0].start == number.end
    return first and sum(token.kind == "applicant" for token in after) == 1


def _answered_of_new(left: Sequence[Token]) -> bool:
    # 上年结转申请办结3件，本年新收申请办结42件: what came in is named, and of it so many have been answered
    new = next((place for place, token in enumerate(left) if "newly" in token.cues), len(left))
    named = any(token.kind == "object" for token in left[new:])
    return named and "answer" in left[-1].cues and not left[-1].gap


def _after_percent(before: Sequence[Token]) -> bool:
    # 纠错率由8%降至0: a rate, too
    last = next((token.mention for token in reversed(before) if token.kind == "number"), None)
    return last is not None and last.kind == "percent"


def _guided(before: Sequence[Token]) -> bool:
    # 指导31家单位答复申请412件
    return bool(before) and before[-1].kind == "number" and "guide" in cues_of(before)


def _counts_noun(number: Token, noun: Token) -> bool:
    # 公开4项行政许可, 公开的45份文件
    adjacent = noun.kind == "object" and not number.gap and not noun.gap
    return adjacent and _ASKED.isdisjoint(noun.cues)


def _of_rule(mention: Mention, after: Sequence[Token], talk: Discourse) -> bool:
    # 不超过10件的，免收费用; 11件至30件每件收费100元; 办结的18件中
    bound = mention.qualifier in {Qualifier.AT_LEAST, Qualifier.AT_MOST}
    return bound or talk.ruling or not _told(after).isdisjoint(_AMONG)


def _content_told(left: Sequence[Token]) -> bool:
    # 收到申请主要涉及招标类8件; but 收到主要涉及招标、验收的申请8件
    told = next((place for place, token in enumerate(left) if not _CONTENT.isdisjoint(token.cues)), len(left))
    return "application" in cues_of(left[:told]) and "application" not in cues_of(left[told:]) and told < len(left)


def _faulty(left: Sequence[Token], number: Token, after: Sequence[Token]) -> bool:
    # 主要是1件答复超期; but 20件均未超期答复
    cues = _told(after)
    late = bool(left) and "bad" in left[-1].cues and not number.gap  # 答复超期1件
    return (late and "negation" not in cues_of(left)) or ("bad" in cues and "negation" not in cues)


def _told(after: Sequence[Token]) -> set[str]:
    # 办理过程中有6件延长答复期限: what the clause says of the number
    until = next((index for index, token in enumerate(after) if token.kind in {"number", "hard"}), len(after))
    return cues_of(after[:until])


def _result_told(after: Sequence[Token]) -> bool:
    # 对公民申请17件予以公开; but 公民申请17件予以公开15件 counts what was made public
    return after[0].kind == "result" and not after[0].gap and after[1].kind == "hard"


def _itemised(after: Sequence[Token]) -> bool:
    # 其余5件为不予公开2件、无法提供3件: what it is made of is told after it
    place = next((index for index, token in enumerate(after) if token.kind == "number"), 0)
    item = place > 1 and after[place - 1].kind in _ITEM_KINDS and not after[place].gap
    return item and "equal" in after[0].cues and "equal" not in after[place + 1].cues


def _ends_there(after: Sequence[Token]) -> bool:
    # 剩余23件均说明理由; but 剩余4件正在办理
    until = next((index for index, token in enumerate(after) if token.kind == "number"), len(after))
    return cues_of(after[:until]).isdisjoint(_GOES_ON)


def _ended(after: Sequence[Token]) -> bool:
    # 结转件3件于1月办结; but 结转3件将于1月办结
    cues = _told(after)
    return "answer" in cues and cues.isdisjoint(_NOT_YET)


def _of_list(talk: Discourse) -> bool:
    # 部分公开40件（15.3%）
    return talk.head is not None and talk.head.family in {"applicant", "result"}


def _named_answer(after: Sequence[Token]) -> bool:
    # 对5件答复重新规范: a noun of which something unknown is said
    return len(after) > 1 and "answer" in after[0].cues and not after[0].gap and after[1].gap


def _told_answered(left: Sequence[Token], after: Sequence[Token]) -> bool:
    # 受理的37件已答复: what is told of those that came in
    named = len(left) > 1 and "receive" in left[-2].cues and left[-1].kind == "filler" and not left[-1].gap
    cues = cues_of(after)
    return named and "answer" in cues and "negation" not in cues


def _first_of_heading(talk: Discourse) -> bool:
    return talk.headed and not (talk.tail or talk.closed) and len(talk.drafts) == talk.sentence_from


def _lapsed(clause: Sequence[Token], asked: Sequence[Token]) -> bool:
    # 因申请人未按要求补正，2件不再处理: the row is that of what lapsed
    follows = bool(asked) and asked[-1].end == clause[0].start
    return follows and any(cue.startswith("other.") for token in asked for cue in token.cues)


def _names_nothing(near: Sequence[Token]) -> bool:
    # 共17件
    return all(token.kind in {"filler", "time", "hard"} and not token.gap for token in near)


def _wants_another(left: Sequence[Token]) -> bool:
    # 村民申请征地补偿方案11件: what was asked for stands between who asked and the number
    asked = next((index for index in range(len(left) - 1, -1, -1) if "citizen" in left[index].cues), len(left))
    return any(token.gap for token in left[asked + 1 :])


def _several_results(after: Sequence[Token]) -> bool:
    # 其余12件作出不予公开、无法提供等答复; but of 2件不予公开、3件无法提供 each number has its own
    results: list[Token] = []
    more = False
    for token in after:
        if token.kind == "number":
            return len(results) > 2 and results[-1].end < token.start  # noqa: PLR2004 - the last is the number's own
        if token.kind == "hard":
            break
        results += [token] if token.kind == "result" or "homeless" in token.cues else []
        more = more or "and_the_like" in token.cues  # 其余40件为信息不存在等情形
    return len({token.cues[0] for token in results}) > 1 or (bool(results) and more)


def _last_number(clause: Sequence[Token]) -> int:
    return max(index for index, token in enumerate(clause) if token.kind == "number")


def _residue(left: Sequence[Token], number: Token, after: Token) -> bool:
    """Whether words that nothing explains stand between the verb and the number, or right after it."""
    verb = next((index for index in range(len(left) - 1, -1, -1) if left[index].kind == "verb"), None)
    between = [] if verb is None else [*left[verb + 1 :], number]
    return after.gap or any(token.gap for token in between)


def of_some(head: Sequence[Token], tail: Sequence[Token], counted: str) -> bool:
    """Whether the rest is said of some only: 34个单位无申请, 其余31家单位均无申请, 有异议的2件均未申请复议."""
    if counted in _OF_SOME and tail and "every" in tail[0].cues and "negation" in cues_of(tail):
        return True
    if "subordinate" in cues_of(head) and "negation" in cues_of(tail):  # 派出机构3个分局均未收到申请
        return True
    number = head[-1]
    bodies = bool(tail) and tail[0].kind == "organ" and not tail[0].gap and number.mention is not None
    organs = bodies and number.mention is not None and number.mention.unit in _OF_BODIES
    return organs and ("every" not in cues_of(tail) or "other" in cues_of(head))


def apiece(clause: Sequence[Token]) -> bool:
    """Whether a number is a measure for others, and neither counts what there was: 每100件申请中有40件获得公开."""
    return any("per" in one.cues and after.kind == "number" and not after.gap for one, after in pairwise(clause))
