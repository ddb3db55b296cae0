"""Sentences of folded text, and what stands in them: cues of the lexicon, numerals, marks that part clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.claims.lexicon import Lexicon
from workbench.claims.mentions import COUNTED, Mention

LONGEST = 600
"""A sentence is cut here at the latest, so that no text costs more than its length."""
ENDS = "。！？!?"
_SENTENCE = re.compile(rf"[^{ENDS}\n\r]{{1,{LONGEST}}}[{ENDS}]?|[{ENDS}\n\r]")
DISPUTED = frozenset({"review", "litigation"})
"""The two kinds of disputes."""
_MARKS = frozenset("，,;:()\t、" + ENDS)
_OPENING = _MARKS | {'"'}
"""With one of these a token may begin that is no phrase."""
_QUOTES = frozenset("\"' ")
_BETWEEN_QUOTES = '""'
_DEALT = frozenset({"receive", "raise"})
_NAMING = frozenset({"object", "outcome"})
_OF_OTHERS = frozenset({"foreign", "procedure"})
"""What makes an application right after it one for another thing: 变更申请, 延期申请."""
_APPLIED = frozenset({"application", "remaining"})
_AFTER_REASON = frozenset({"hence", "alike", "and_the_like"})
_DENYING = frozenset({"negation", "no_more", "every"})
_NEXT_TO_RESULT = frozenset({"number", "soft", "hard"})


_ASKED = "请"
_OPEN = "公开"
_APPLICANT = "申请人"
_RATE = "率"
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_MONTHS = 12
_YEARS = 2100
"""A date that begins with a number below this and above the report's year begins with a later year."""


class Token(NamedTuple):
    """A stretch of a sentence that is understood."""

    start: int
    end: int
    cues: tuple[str, ...]
    kind: str
    """The kind of the first cue; ``number``, ``shape``, ``hard`` (，；：brackets) or ``soft`` (、)."""
    mention: Mention | None = None
    gap: bool = False
    """Whether characters that nothing explains stand directly before it."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    for match in _SENTENCE.finditer(text):
        yield match.span()


def tokens(text: str, span: tuple[int, int], found: list[Mention], words: Lexicon, year: int) -> list[Token]:
    """The tokens of one sentence, from left to right, none overlapping another."""
    starts = {mention.start: mention for mention in found}
    made: list[Token] = []
    place, end = span
    gap = False
    firsts = words.phrases.firsts
    while place < end:
        begins = text[place] in firsts or text[place] in _OPENING or place in starts
        token = _token(text, place, end, starts.get(place), words) if begins else None
        if token is None:
            gap = gap or text[place] not in _QUOTES
            place += 1
            continue
        before = made[-1] if made else None
        if before is not None and _midway(token, before, text):
            token = token._replace(cues=("midway",))
        made.append(_settled(token, gap=gap, before=before, year=year))
        gap, place = False, token.end
    made.append(Token(end, end, (), "hard", None, gap))
    told = zip(made, made[1:], [*made[2:], made[-1]], strict=False)
    return [*(_denying(token, after, then) for token, after, then in told), made[-1]]


def _token(text: str, place: int, end: int, mention: Mention | None, words: Lexicon) -> Token | None:
    phrase, cues = words.phrases.longest(text, place, end)
    begun = cues and (text.startswith(_OPEN, phrase - 2) or text[phrase - 1] == _ASKED)
    if begun or (cues and phrase < end and text[phrase] == _RATE):
        phrase, cues = _given_back(text, place, end, (phrase, cues), words)
    if mention is not None and mention.end >= phrase and not (mention.end == phrase and "matter" in cues):  # 12345
        return Token(place, mention.end, (), "number" if mention.kind in COUNTED else "shape", mention)
    if cues:
        return Token(place, phrase, cues, words.kinds[cues[0]])
    if text.startswith(_BETWEEN_QUOTES, place):  # “予以公开”“部分公开”分别为45件、6件
        return Token(place, place + 2, ("、",), "soft")
    mark = text[place]
    return Token(place, place + 1, (mark,), "soft" if mark == "、" else "hard") if mark in _MARKS else None


def _given_back(
    text: str, place: int, end: int, found: tuple[int, tuple[str, ...]], words: Lexicon
) -> tuple[int, tuple[str, ...]]:
    """A phrase without its last word where that begins a longer one: 书面|申请公开信息, 答复|公开申请, 申请|答复率."""
    back = found[0] - 2
    if text.startswith(_APPLICANT, back):  # 3件依申请公开申请|人均为自然人
        shorter = words.phrases.longest(text, place, back)
        return shorter if shorter[0] == back else found
    if back <= place or words.kinds[found[1][0]] == "object":
        return found
    longer, cues = words.phrases.longest(text, back, end)
    shorter = words.phrases.longest(text, place, back)
    wanted = "application" in cues or "rate" in cues
    return shorter if longer > found[0] and wanted and shorter[0] == back else found


def _settled(token: Token, *, gap: bool, before: Token | None, year: int) -> Token:
    """The token with what its neighbour on the left and the year make of it."""
    if token.cues == ("request",):
        # 申请 alone is an application for information unless another thing stands right before it: 登记申请.
        bound = before is not None and before.end == token.start
        named = before is not None and (before.kind in _NAMING or not _OF_OTHERS.isdisjoint(before.cues))
        foreign = bound and named and before is not None and _APPLIED.isdisjoint(before.cues)  # 未办结|申请
        return token._replace(cues=("matter",) if gap or foreign else ("application", "request"), gap=gap)
    if token.mention is not None and token.kind == "shape":
        timed = _timed(token, token.mention, year)
        after = before is not None and before.mention is not None and before.mention.kind != "ordinal"
        ranged = after and before is not None and token.start - before.end <= 1
        cues = (*timed.cues, "until") if ranged else timed.cues  # 1月1日-12月31日
        return timed._replace(cues=(*cues, *token.cues), gap=gap)
    if before is not None and before.end == token.start and DISPUTED & set(token.cues):
        of_another = "matter" in before.cues and "filed" not in before.cues  # 经办业务行政诉讼1件
        return token._replace(cues=(*token.cues, "foreign") if of_another else token.cues, gap=gap)
    return _after_unknown(token) if gap else token


def _after_unknown(token: Token) -> Token:
    fee = token.cues[:1] == ("fee",) and token.end - token.start == 1  # 水资源费: a fee of one kind
    kind = fee or (token.cues and token.cues[0].startswith("bare_"))  # 道路运输许可812件: licences of one kind
    return token._replace(cues=(*token.cues, "of_kind") if kind else token.cues, gap=True)


def _midway(token: Token, before: Token, text: str) -> bool:
    # 截至11月底, 截至2023年6月30日
    if token.mention is None or token.mention.kind != "date" or "until" not in before.cues:
        return False
    month = _MONTH.search(text, token.start, token.end)
    return month is not None and int(month[1]) < _MONTHS


def _timed(token: Token, mention: Mention, year: int) -> Token:
    if mention.kind == "years":  # 2022—2024年分别收到33件、36件、41件
        return token._replace(cues=("cumulative",), kind="time")
    if mention.kind == "quarter":
        return token._replace(cues=("partial",), kind="time")
    if mention.kind == "date":
        if mention.value == year - 1:  # 含2022年12月收到的3件
            return token._replace(cues=("prior", "prior_month"), kind="time")
        later = year < mention.value < _YEARS
        return token._replace(cues=("next", "dated") if later else ("dated",), kind="time" if later else token.kind)
    if mention.kind != "year":
        return token
    cue = "current" if mention.value == year or not mention.value else "prior" if mention.value < year else "next"
    return token._replace(cues=(cue,), kind="time")


def _registering(token: Token, after: Token) -> Token:
    # 登记信息公开申请3件: registered is received; 登记申请 is an application for another thing.
    received = "application" in after.cues and "request" not in after.cues
    return token._replace(cues=("receive",), kind="verb") if received else token


def _denying(token: Token, after: Token, then: Token) -> Token:
    if token.kind == "object":
        # 网站收到申请23件，信函收到17件; 通过网站提出申请39件; 网站依申请公开系统
        if "online" in token.cues and not (after.gap or (after.kind != "channel" and _DEALT.isdisjoint(after.cues))):
            return token._replace(cues=("online",), kind="channel")
        return _registering(token, after) if "register" in token.cues else token
    # 信息不存在7件 is a result; 不存在收费情况 denies what follows.
    if token.cues == ("negation",) or "negation" not in token.cues:
        return token
    one = after.mention is not None and after.mention.value == 1 and then.kind not in _NEXT_TO_RESULT  # 不存在一起诉讼
    # 因涉密、不存在等原因不予公开
    if (after.kind in _NEXT_TO_RESULT and not one) or not _AFTER_REASON.isdisjoint(after.cues):
        return token._replace(cues=tuple(cue for cue in token.cues if cue != "negation"))
    kept = tuple(cue for cue in token.cues if cue in _DENYING)
    return token._replace(cues=kept, kind="negation")
