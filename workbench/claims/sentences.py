"""Sentences of folded text, and what stands in them: cues of the lexicon, numerals, marks that part clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from workbench.claims.mentions import COUNTED, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.claims.lexicon import Lexicon, Trie

LONGEST = 600
"""A sentence is cut here at the latest, so that no text costs more than its length."""
_SENTENCE = re.compile(rf"[^。！？!?\n\r]{{1,{LONGEST}}}[。！？!?]?|[。！？!?\n\r]")
_MARKS = frozenset("，,;:()\t。！？!?、")
_QUOTES = frozenset("\"' ")
_REQUEST = ("request",)


class Token(NamedTuple):
    """A stretch of a sentence that is understood."""

    start: int
    end: int
    cues: tuple[str, ...]
    kind: str
    """The kind of the first cue; ``number``, ``hard`` (，；：brackets) or ``soft`` (、)."""
    mention: Mention | None = None
    gap: bool = False
    """Whether characters that nothing explains stand directly before it."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    for match in _SENTENCE.finditer(text):
        yield match.span()


def tokens(text: str, start: int, end: int, found: list[Mention], words: Lexicon, year: int) -> list[Token]:
    """The tokens of one sentence, from left to right, none overlapping another."""
    starts = {mention.start: mention for mention in found}
    trie = words.trie
    made: list[Token] = []
    place, gap = start, False
    while place < end:
        character = text[place]
        mention = starts.get(place) if starts else None
        if mention is None and character not in trie and character not in _MARKS:
            gap = gap or character not in _QUOTES
            place += 1
            continue
        token = _token(text, place, end, mention, words, year, gap=gap)
        if token is None:
            gap, place = True, place + 1
            continue
        made.append(_settled(token, made[-1] if made else None) if token.cues == _REQUEST else token)
        gap, place = False, token.end
    made.append(Token(end, end, (), "hard", None, gap))
    return [_denying(token, after) for token, after in zip(made, [*made[1:], made[-1]], strict=True)]


def _denying(token: Token, after: Token) -> Token:
    # 信息不存在7件 is a result; 不存在收费情况 denies what follows.
    if len(token.cues) < 2 or "negation" not in token.cues:
        return token
    if after.kind in {"number", "soft", "hard"}:
        return token._replace(cues=tuple(cue for cue in token.cues if cue != "negation"))
    kept = ("negation", "every") if "every" in token.cues else ("negation",)
    return token._replace(cues=kept, kind="negation")


def _settled(token: Token, before: Token | None) -> Token:
    # 申请 alone is an application for information unless another thing stands right before it: 登记申请.
    bound = before is not None and before.end == token.start
    foreign = bound and before is not None and before.kind == "object" and "application" not in before.cues
    return token._replace(cues=("matter",) if token.gap or foreign else ("application", "request"))


def _token(text: str, place: int, end: int, mention: Mention | None, words: Lexicon, year: int, *, gap: bool) -> Token | None:
    phrase, cues = _longest(text, place, end, words.trie)
    if mention is not None and mention.end >= phrase:
        return _numeral(mention, year, gap=gap)
    if cues:
        return Token(place, phrase, cues, words.kinds[cues[0]], None, gap)
    mark = text[place]
    if mark not in _MARKS:
        return None
    return Token(place, place + 1, (mark,), "soft" if mark == "、" else "hard", None, gap)


def _longest(text: str, place: int, end: int, trie: Trie) -> tuple[int, tuple[str, ...]]:
    node, best, cues = trie, place, ()
    while place < end and isinstance(child := node.get(text[place]), dict):
        place, node = place + 1, child
        if (held := node.get("")) is not None:
            best, cues = place, held  # type: ignore[assignment]  # "" holds names only
    return best, cues


def _numeral(mention: Mention, year: int, *, gap: bool) -> Token:
    if mention.kind == "quarter":
        return Token(mention.start, mention.end, ("partial",), "time", mention, gap)
    if mention.kind != "year":
        kind = "number" if mention.kind in COUNTED else "shape"
        return Token(mention.start, mention.end, (), kind, mention, gap)
    cue = "current" if mention.value == year or not mention.value else "prior" if mention.value < year else "next"
    return Token(mention.start, mention.end, (cue,), "time", mention, gap)
