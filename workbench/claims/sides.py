"""The words on both sides of a number, and those among them that bind: what stands for another number is left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.claims.binding import MEANING, cues_of
from workbench.claims.sentences import DISPUTED, Token

_BREAKS = frozenset({"soft", "part", "part_end"})
_WEAK = frozenset(
    [
        "compare",
        "every",
        "each",
        "other",
        "paper",
        "disclosure",
        "restated",
        "of_these",
        "excluding",
        "bad",
        "organ",
        "bodies",
        "power",
        "foreign",
    ]
)
"""Cues that colour what is counted and never name it: a number so marked still looks to its right."""
_TOLD = frozenset({"outcome", "result"})
_ACTS = frozenset({"issue", "repeal", "in_force"})
_ITEMS = frozenset({"result", "detail", "applicant"})
_ASKERS = frozenset({"citizen", "asker"})
_GROWING = frozenset({"up", "down"})
_CARRIERS = frozenset({("published",), ("media",)})
_ASKED = frozenset({"request", "review", "litigation"})
_NAMING = frozenset({"object", "mark"})
_EARLIER = frozenset({"prior", "same_period"})
_CARRYING = frozenset({"carry", "next", "prior", "filler"})
_DECIDING = frozenset({"review_body", "court"})
_LEADING = frozenset({"cause", "raise", "happen"})


def sides(clause: Sequence[Token], place: int) -> tuple[list[Token], list[Token]]:
    """The tokens on the left and the right of the number at a place of its clause, up to the next numbers."""
    begin = next((index + 1 for index in range(place - 1, -1, -1) if clause[index].kind == "number"), 0)
    left = _beyond_carriers(clause[begin:place])
    if begin and left and _counted_as_people(clause[begin - 1], left[0]) and "receive" in cues_of(clause[:begin]):
        left = left[1:]  # 收到6名自然人和2家企业提出的申请8件; but 1家企业提出2件申请 counts what enterprises asked
    right: list[Token] = []
    if "within" in clause[place + 1].cues:  # 46件中个人申请35件
        return _after_first_break(left) if begin else left, right
    for index, token in enumerate(clause[place + 1 :], place + 1):
        if token.kind == "number" or token.kind in _BREAKS or not _GROWING.isdisjoint(token.cues):
            if token.kind == "number":
                right = _before_act(right, token, left)
                right = _before_item(_before_carry(_before_answer(right, token)), clause[index : index + 2])
            break  # 较上年的10件减少2件: what grows or falls belongs to the number after it
        right.append(token)
    right = _before_comparison(right)
    return _after_first_break(left) if begin else left, right


def _counted_as_people(number: Token, named: Token) -> bool:
    people = number.mention is not None and number.mention.kind == "people"
    return people and not named.gap and (named.kind == "applicant" or not _ASKERS.isdisjoint(named.cues))


def _before_comparison(right: list[Token]) -> list[Token]:
    # 新收27件较上年多6件: what it is compared with is told of the number after it
    pairs = enumerate(pairwise(right))
    place = next((index for index, (one, after) in pairs if _compares(one, after)), len(right))
    return right[:place]


def _compares(one: Token, after: Token) -> bool:
    return "compare" in one.cues and not _EARLIER.isdisjoint(after.cues) and not after.gap


def _before_answer(right: list[Token], number: Token) -> list[Token]:
    # 43件申请已办结42件: the verb right before the next number is that number's
    place = next((at for at in range(len(right) - 1, 0, -1) if right[at].kind != "filler"), 0)  # 已办结了42件
    if any(one.gap for one in (*right[place + 1 :], number)):
        return right
    named = any(one.kind == "object" or "newly" in one.cues for one in right[place - 1 : place])
    return right[:place] if named and "answer" in right[place].cues else right


def _before_item(right: list[Token], following: Sequence[Token]) -> list[Token]:
    # 其余5件为不予公开2件、无法提供3件; but 11件为自然人1件为企业
    number, after = following
    item = len(right) > 1 and right[-1].kind in _ITEMS and not number.gap
    return right[:-1] if item and "equal" in right[0].cues and "equal" not in after.cues else right


def _before_act(right: list[Token], number: Token, left: list[Token]) -> list[Token]:
    # 制发6件废止2件现行有效38件: the verb right before the next number is that number's
    acts = len(right) == 1 and not number.gap and not _ACTS.isdisjoint(right[0].cues)
    return [] if acts and any(not _ACTS.isdisjoint(token.cues) for token in left) else right


def _before_carry(right: list[Token]) -> list[Token]:
    # 办结5件结转下年1件: without a comma between them, what is carried over is the next number
    carry = next((place for place, token in enumerate(right) if "carry" in token.cues), len(right))
    begin = next((place for place in range(carry) if "prior" in right[place].cues), carry)
    alone = all(not _CARRYING.isdisjoint(token.cues) for token in right[begin:])
    return right[:begin] if alone else right


def _beyond_carriers(left: Sequence[Token]) -> list[Token]:
    # 通过网站、公报等渠道公开规章5件: what carries the news is not what is counted
    told = max((place for place, token in enumerate(left) if "channels" in token.cues), default=-1)
    return [token for place, token in enumerate(left) if place > told or token.cues[:1] not in _CARRIERS]


def _after_first_break(left: list[Token]) -> list[Token]:
    # 2件予以公开、3件不予公开: what stands before the mark of enumeration belongs to the number before it.
    for index, token in enumerate(left):
        if token.kind in _BREAKS:
            return left[index + 1 :] if token.kind == "soft" else left[index:]
    return left


def chosen(left: list[Token], right: list[Token]) -> list[Token]:
    """The tokens that bind: the left ones where they say what is counted, else the right ones with the left verb."""
    if any(token.kind in MEANING and not _WEAK.issuperset(token.cues) for token in left):
        if _came_from(right):
            return right[:2]
        # 4件行政复议案件中有1件被纠正; 收到申请5件通过邮寄提交，3件通过网络提交
        told = any("within" in token.cues for token in left) and any(token.kind in _TOLD for token in right)
        by_way = [token.kind for token in right[:3]] == ["filler", "channel", "hard"]
        if told or by_way or _tells_of_rest(left, right):  # 剩余11件为自然人申请
            return left + right
        named = any(token.kind == "object" for token in left)
        return left if named else left + [token for token in right[:1] if _ASKED & set(token.cues)]  # 结转的2件申请
    if verbs := [token for token in left if token.kind == "verb"]:
        return left + (right if _charged(verbs, right) else _until_verb(right))
    return left + _until_told(right)


def _came_from(right: list[Token]) -> bool:
    # 申请共有23件来自自然人、2件来自企业
    return len(right) > 1 and "coming_from" in right[0].cues and right[1].kind == "applicant" and not right[1].gap


def _tells_of_rest(left: list[Token], right: list[Token]) -> bool:
    meant = [token for token in left if token.kind in MEANING and not _WEAK.issuperset(token.cues)]
    told = any(token.kind in _ITEMS for token in right[:2])
    return told and all("leftover" in token.cues for token in meant)


def _charged(verbs: Sequence[Token], right: Sequence[Token]) -> bool:
    # 有2件申请收取信息处理费: that there are some is said of what is then told of them
    return all("happen" in verb.cues for verb in verbs) and cues_of(right) >= {"charge", "handling_fee"}


def _until_verb(right: list[Token]) -> list[Token]:
    stop = (index for index, token in enumerate(right) if _begins(token) and not _suffers(right[index:]))
    place = next(stop, len(right))
    if led := _led_to(right, place):
        return right[:led]
    if _handed_in(right, place):
        return [*(token for token in right[:place] if token.kind not in _NAMING), right[place + 1]]
    if place == 0 and any("in_force" in token.cues for token in right[:1]):  # 公开9件现行有效规范性文件
        return [right[0], *_until_verb(right[1:])]
    return right[:place]


def _begins(token: Token) -> bool:
    # what is told of what was named begins; but 5件涉及商业秘密征求第三方意见 names a step of the procedure
    return ("every" in token.cues or token.kind == "verb") and "asks_opinion" not in token.cues


def _suffers(right: Sequence[Token]) -> bool:
    # 有3件答复被复议机关撤销: a noun, of which it is told what others did to it
    told = right[1] if len(right) > 1 and "answer" in right[0].cues else None
    if told is not None and "because" in told.cues and not told.gap:  # 有1件答复因适用依据错误被复议机关撤销
        told = next((one._replace(gap=False) for one in right[2:] if one.kind == "outcome"), None)
    return told is not None and not told.gap and (told.kind == "outcome" or not _DECIDING.isdisjoint(told.cues))


def _led_to(right: list[Token], place: int) -> int:
    # 有3起因信息公开申请提起的行政复议: what the applications led to is counted; 20件申请未引发行政复议: it is denied
    # 对申请答复提起的诉讼: what was answered stands between
    verbs = (index for index in range(place, len(right)) if right[index].cues[:1] != ("answer",))
    led = next(verbs, len(right))
    told = led < len(right) and not _LEADING.isdisjoint(right[led].cues)
    denied = any(token.kind == "negation" for token in right[:led])
    ends = (index + 1 for index in range(led + 1, len(right)) if not DISPUTED.isdisjoint(right[index].cues))
    return next(ends, 0) if told and not denied else 0


def _handed_in(right: list[Token], place: int) -> bool:
    # 收到2条群众通过“互动”栏目提交的申请: the noun stands behind what is told of it
    handed = place + 1 < len(right) and "raise" in right[place].cues and "application" in right[place + 1].cues
    return handed and not right[place + 1].gap


def _until_told(right: list[Token]) -> list[Token]:
    # 6件申请均通过邮寄方式提出: once it is named what is counted, 均 begins to tell of it
    named = False
    for index, token in enumerate(right):
        if named and "every" in token.cues:
            return right[:index]
        named = named or token.kind == "object"
    return right
