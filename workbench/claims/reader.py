"""Reading a narrative: sentence by sentence, clause by clause, number by number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.claims import structure
from workbench.claims.binding import features, first_fit, sides, chosen, topic_of
from workbench.claims.concepts import drafts_of
from workbench.claims.discourse import Discourse, Draft
from workbench.claims.lexicon import Lexicon, lexicon
from workbench.claims.mentions import COUNTED, Mention, mentions
from workbench.claims.model import Claim
from workbench.claims.sentences import Token, sentences, tokens
from workbench.claims.statements import state

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACE = re.compile(r"(?<![0-9A-Za-z])[ \u00a0\u3000\u2009\u200b-\u200f\ufeff]+|[ \u00a0\u3000\u2009\u200b-\u200f\ufeff]+(?![0-9A-Za-z])")
_SPARK = re.compile("[未无没零均全都皆一正尚持不]")
_MATTER = re.compile("申请|复议|诉讼|收费|费用|理费|规章|规范性|许可|处罚|强制|结转|败诉|纠错|维持|审理|持平|自然人|办结|答复|通知")
_HEADING = 30


def read_claims(text: str, year: int) -> list[Claim]:
    """All that a narrative of the report for ``year`` claims, in the order of the text.

    Every numeral comes back: one that is no claim about the report's own cells under
    ``untested.<reason>``, one of an earlier year under ``prior.<concept>``. Offsets are those of
    ``text`` as it was given.
    """
    words = lexicon()
    folded, places = _compact(text.translate(words.fold))
    found = list(mentions(folded, words))
    talk = Discourse(year)
    _read(folded, found, talk, words)
    return structure.claims(talk.drafts, text, places, year)


def _compact(folded: str) -> tuple[str, list[int] | None]:
    """The text without its blanks, and where each character of it stood."""
    if not _SPACE.search(folded):
        return folded, None
    kept: list[int] = []
    parts: list[str] = []
    place = 0
    for match in _SPACE.finditer(folded):
        kept.extend(range(place, match.start()))
        parts.append(folded[place : match.start()])
        place = match.end()
    kept.extend(range(place, len(folded) + 1))
    return "".join((*parts, folded[place:])), kept


def _read(text: str, found: list[Mention], talk: Discourse, words: Lexicon) -> None:
    at, heading = 0, False
    for start, end in sentences(text):
        inside_from = at
        while at < len(found) and found[at].start < end:
            at += 1
        inside = found[inside_from:at]
        if text[start] in "\n\r":
            if not heading:
                talk.begin_paragraph()
            continue
        talk.begin_sentence()
        if any(mention.kind in COUNTED for mention in inside) or _worth_reading(text, start, end):
            read_sentence(tokens(text, start, end, inside, words, talk.year), inside, talk, words)
        else:
            talk.drafts.extend(_bare(mention, talk.year) for mention in inside)
        heading = end - start <= _HEADING and text[end - 1] not in "。！？!?"


def _worth_reading(text: str, start: int, end: int) -> bool:
    return bool(_SPARK.search(text, start, end) and _MATTER.search(text, start, end)) or "依申请公开" in text[start : min(end, start + _HEADING)]


def read_sentence(sentence: list[Token], inside: Sequence[Mention], talk: Discourse, words: Lexicon) -> None:
    """Add to the talk what one sentence claims."""
    kept: list[tuple[bool, str]] = []
    clause: list[Token] = []
    lists = _lists(sentence)
    for token in sentence:
        if token.kind != "hard":
            clause.append(token)
            continue
        _read_clause([*clause, token], talk, words, lists)
        clause = []
        _turn(token, talk, kept)
    read = {draft.number for draft in talk.said}
    talk.drafts.extend(_bare(mention, talk.year) for mention in inside if mention.number not in read)


def _lists(sentence: Sequence[Token]) -> frozenset[str]:
    """What the sentence lists more than one of: then a bare 公开3件 is a result, and 网络收到3件 a channel."""
    kinds = [token.kind for token in sentence]
    lists = {"many_channels"} if kinds.count("channel") > 1 else set()
    return frozenset(lists | {"result_list"} if "result" in kinds else lists)


def _turn(mark: Token, talk: Discourse, kept: list[tuple[bool, str]]) -> None:
    """What a mark of punctuation does: a bracket opens a list of parts and closes it, a semicolon ends one."""
    sign = mark.cues[0] if mark.cues else ""
    if sign == "(":
        kept.append((talk.part, talk.topic))
        talk.part, talk.list_family = True, ""
    elif sign == ")" and kept:
        talk.part, talk.topic = kept.pop()
    elif sign == ";":
        talk.part = False
    elif sign == ":" and talk.has_whole:
        talk.part, talk.list_family = True, ""


def _read_clause(clause: list[Token], talk: Discourse, words: Lexicon, lists: frozenset[str]) -> None:
    _set_scene(clause, talk)
    numbers = [index for index, token in enumerate(clause) if token.kind == "number"]
    talk.drafts.extend(_bare(token.mention, talk.year) for token in clause if token.mention and token.kind in {"shape", "time"})
    if not numbers:
        state(clause, talk, words)
        talk.asked = clause if len(clause) > 1 and clause[-1].cues[:1] != ("negation",) else talk.asked
    for index in numbers:
        _read_number(clause, index, talk, lists)
    if numbers:
        tail = clause[numbers[-1] + 1 :]
        if any("every" in token.cues or token.kind == "negation" or "pending" in token.cues for token in tail):
            state(tail, talk, words)


def _set_scene(clause: list[Token], talk: Discourse) -> None:
    cues = {cue for token in clause for cue in token.cues}
    talk.disclosure = talk.disclosure or bool(cues & {"disclosure", "application"})
    if "cumulative" in cues and "current" not in cues:
        talk.cumulative = True
    elif cues & {"current", "prior"}:
        talk.cumulative = False
    times = [token for token in clause if token.mention and token.kind == "time" and "prior" in token.cues]
    if cues & {"carry", "compare", "up", "down", "remaining"}:
        return
    if times and times[-1].mention:
        talk.when = int(times[-1].mention.value)
    elif "prior" in cues and not any(token.kind == "number" for token in clause):
        talk.when = talk.year - 1
    elif "current" in cues:
        talk.when = None


def _read_number(clause: list[Token], index: int, talk: Discourse, lists: frozenset[str]) -> None:
    token = clause[index]
    mention = token.mention
    if mention is None:
        return
    left, right = sides(clause, index)
    for one in left:
        _enter(one, talk)
    near = chosen(left, right)
    if talk.shared and all(one.kind in {"filler", "hard"} for one in near):
        near = [one for one in talk.shared if one.kind in {"applicant", "result", "channel", "object"}]
    topic = topic_of(near, talk)
    residue = _residue(left, token, clause[index + 1])
    cues = features(near, talk, topic, residue=residue, zero=mention.value == 0) | lists
    rule = first_fit(cues, topic, mention.unit, mention.kind)
    made = drafts_of(rule, mention, near, cues, topic, talk)
    talk.topic = "court_work" if made[-1].concept == "untested.own_review" else topic
    talk.verb = next((cue for one in reversed(near) if one.kind == "verb" for cue in one.cues), talk.verb)
    talk.add(made)


def _enter(token: Token, talk: Discourse) -> None:
    if token.kind == "part":
        talk.part, talk.list_family = True, ""
    elif token.kind == "part_end":
        talk.part = False


def _residue(left: list[Token], number: Token, after: Token) -> bool:
    """Whether words that nothing explains stand between the verb and the number, or right after it."""
    verb = next((index for index in range(len(left) - 1, -1, -1) if left[index].kind == "verb"), None)
    between = [] if verb is None else [*left[verb + 1 :], number]
    return any(token.gap for token in between) or after.gap


def _bare(mention: Mention, year: int) -> Draft:
    return Draft(
        f"untested.{mention.kind if mention.kind not in COUNTED else 'unknown'}",
        mention.start, mention.end, year, mention.value, mention.interval, mention.qualifier, mention.number,
    )
