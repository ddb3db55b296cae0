"""What a sentence lists, by which its short words are understood."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.binding import cues_of
from workbench.claims.sentences import Token

_SENT_BACK = frozenset({"procedure", "asked_back"})
_BARE = frozenset({"bare_licences", "bare_penalties", "bare_coercion"})


def lists_of(sentence: Sequence[Token]) -> frozenset[str]:
    """What the sentence lists: then a bare 公开3件 is a result, and 网络收到3件 a channel."""
    kinds = [token.kind for token in sentence]
    lists = {"result_list"} if "result" in kinds else set()
    marks = {token.cues[0] for token in sentence if token.kind == "mark"}
    lists |= {"decided_list"} if len(marks & _BARE) > 1 else set()
    askers = set(map(_asker, sentence, sentence[1:], sentence[2:])) - {""}
    lists |= {"askers_listed"} if len(askers) > 1 else set()
    lists |= {"voided"} if "invalid" in marks or _weeded_out(sentence) else set()
    lists |= {"mending"} if marks & _SENT_BACK else set()
    lists |= {"timed_list"} if sum(map(_in_time, sentence, sentence[1:], sentence[2:])) > 1 else set()
    lists |= {"at_desk"} if _at_desk(sentence) else set()
    ways = sum(map(_is_way, sentence, sentence[1:]))
    lists |= {"answered_ways"} if ways > 1 else set()
    many = kinds.count("channel") > 1 and sum(map(_channel, sentence, sentence[1:])) > 1
    return frozenset(lists | {"many_channels"} if many else lists)


def _asker(asker: Token, after: Token, number: Token) -> str:
    # 公民申请19件，法人申请4件
    counted = number if "request" in after.cues else after
    named = asker.kind == "applicant" or "citizen" in asker.cues
    return asker.cues[0] if named and counted.kind == "number" and not counted.gap else ""


def _in_time(limit: Token, within: Token, verb: Token) -> bool:
    # 10日内办结19件、20日内办结20件: so many within one time, so many within another
    after = verb if "filler" in within.cues else within
    timed = limit.mention is not None and limit.mention.kind == "span"
    return timed and not after.gap and "answer" in after.cues


def _at_desk(sentence: Sequence[Token]) -> bool:
    # 查阅点接待群众12人次，受理申请5件: what came in there is a part of what came in
    place = next((index for index, token in enumerate(sentence) if "reading_place" in token.cues), len(sentence))
    until = next((index for index in range(place, len(sentence)) if sentence[index].kind == "number"), place)
    return "serves" in cues_of(sentence[place:until])


def _weeded_out(sentence: Sequence[Token]) -> bool:
    # 登记393件，其中7件不属于申请，有效申请386件: more was counted before
    place = next((index for index, token in enumerate(sentence) if "valid" in token.cues), 0)
    after = sentence[place + 1 : place + 2]
    valid = after[0].mention if place and after and after[0].kind == "number" else None
    before = [token.mention for token in sentence[:place] if token.kind == "number" and token.mention]
    return valid is not None and any(one.unit == valid.unit and one.value > valid.value for one in before)


def _is_way(token: Token, after: Token) -> bool:
    """Whether it names a way in which applications were answered: 书面答复, 邮寄答复."""
    return "in_writing" in token.cues or (token.kind == "channel" and "answer" in after.cues)


def _channel(token: Token, after: Token) -> bool:
    # 书面答复 tells how was answered, and not where applications came from.
    one = after.kind == "channel" and after.start == token.end  # 在线系统 is one channel
    return token.kind == "channel" and "answer" not in after.cues and not one
