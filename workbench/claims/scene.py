"""The scene of a clause: its year, its list, the bracket it stands in, and what the mark after it does to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.claims.around import apiece
from workbench.claims.binding import cues_of
from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES
from workbench.claims.elided import beyond_bracket
from workbench.claims.model import UNTESTED
from workbench.claims.sentences import DISPUTED, Token

_RULES = frozenset({"tariff", "law"})
"""With one of these the sentence gives a rule: so much for each page."""
_RECEIVED = frozenset({"receive", "application", "citizen"})
_OURS = frozenset({"disclosure", "application"})
_CARRIED = frozenset({"carry", "prior"})
_SPANS = frozenset({"cumulative", "current", "prior"})
_RELATIVE = frozenset(["carry", "not_carried", "turned", "compare", "up", "down", "level", "remaining"])
"""With one of these a year that is named is compared with, and not told of."""
_COMMAS = frozenset("，,")
_LASTING = frozenset({"planned", "by_content"})
"""What one clause says that holds for those after it, to the end of the sentence."""
_TOLD_ANEW = frozenset({"current", "prior", "cumulative", "receive"})
"""With one of these a clause no longer goes on about the earlier year of which the sentence before told."""
_AHEAD = frozenset({"planned", "coming"})
_OF_SOME = frozenset({"among", "concerning"})
_MAIN_CONTENT = frozenset({"by_content", "concerning"})
"""Who tells what most applications are about need not name all: 主要涉及：土地征收9件、教育8件."""
_SINCE = frozenset({"up_to_then", "cumulative"})
"""After a year with one of these behind it nothing is told of that year alone."""
_NEXT_YEARS = frozenset({"aim", "next"})
"""Who sets out what the next year is to bring goes on to: 力争2025年答复率达到100%，纠错数降至2件以内."""
_TIMES = frozenset({"shape", "time", "filler", "hard"})
_MONTHS = 12
_MOODS = frozenset({"aim", "assure", "someone"})
"""Cues that reach over all numbers of their clause."""


class Kept(NamedTuple):
    """What holds outside a bracket, to be taken up again after it."""

    part: bool
    topic: str
    when: int | None
    list_family: str
    tail: Sequence[Token]
    verb: tuple[str, ...]


def turn(clause: list[Token], talk: Discourse, kept: list[Kept]) -> None:
    """What the mark after a clause does: a bracket opens a list of parts and closes it, a semicolon ends one."""
    sign = clause[-1].cues[0] if clause[-1].cues else ""
    talk.dated = sign in _COMMAS and _dated(clause)
    talk.halved = talk.halved or (sign in _COMMAS and _of_half(clause))
    talk.closed = sign == ")" or (talk.closed and len(clause) == 1)
    talk.bracket = sign == "(" or (talk.bracket and sign != ")")
    if sign == "(":
        kept.append(Kept(talk.part, talk.topic, talk.when, talk.list_family, talk.tail, talk.verb))
        talk.when = _bracketed_year(clause, talk)
    talk.labelled = None
    if sign == ":" and not any(token.kind == "number" for token in clause):
        talk.labelled = (talk.part, talk.list_family, talk.divided)
    told = talk.has_whole or (bool(talk.said) and talk.said[-1].concept in DISPUTES)  # 复议5件：省政府复议1件…
    if sign == "(" or (sign == ":" and told and not cues_of(clause) >= _CARRIED):  # 上年结转：2件
        talk.part, talk.list_family = True, "open" if _of_percent(clause) or cues_of(clause) >= _MAIN_CONTENT else ""
        talk.divided = talk.noun
    elif sign == ")" and kept:
        talk.part, talk.topic, talk.when, talk.list_family, talk.tail, talk.verb = kept.pop()
        talk.tail = beyond_bracket(clause, talk.tail)
    elif sign == ";" and not kept:
        talk.part, talk.shared = False, ()
        if talk.aside:  # 其中系统收到11件、局长信箱收到2件；予以公开5件
            talk.topic, talk.noun, talk.aside = "application", "", False
        # 2023年收12件，2022年收9件；办结12件; 公开33件，上年40件；不予公开6件
        if talk.of_this_year or _counted_now(talk):
            talk.earlier, talk.when = talk.led, None  # 今年收到两件；去年收到五件；答复五件


def _counted_now(talk: Discourse) -> bool:
    return any(one.number and one.year == talk.year and not one.concept.startswith(UNTESTED) for one in talk.said)


def _dated(clause: Sequence[Token]) -> bool:
    # 7月，收到申请2件: what follows is told of that month; 截至12月31日，… of the year; 截至6月30日，… of half a year
    dates = [token for token in clause if "dated" in token.cues]
    midway = any("midway" in token.cues and "next" not in token.cues for token in dates) or _of_some_months(dates)
    ended = any("until" in token.cues for token in clause) and not midway
    return bool(dates) and not ended and not any(token.kind not in _TIMES for token in clause)


def _of_some_months(dates: Sequence[Token]) -> bool:
    # 7月1日至12月31日，收到申请201件
    first = dates[0].mention if len(dates) > 1 else None
    return first is not None and 1 < first.value <= _MONTHS


def _of_half(clause: Sequence[Token]) -> bool:
    # 上半年，全市收到申请267件: what follows is told of that half; 截至6月底收到申请20件，办结18件: of what came before
    cues = cues_of(clause)
    alone = not any(token.kind not in _TIMES for token in clause)
    most = "peak" in cues and not any(token.kind == "number" for token in clause)  # 4月至6月是申请高峰期，收到29件
    return ("partial" in cues and (alone or most)) or ("midway" in cues and "next" not in cues)


def _of_percent(clause: Sequence[Token]) -> bool:
    # 公开比例达50%（公开6件、部分公开1件）: the bracket lists what makes the percentage, and not all there is
    last = next((token.mention for token in reversed(clause) if token.kind == "number"), None)
    return last is not None and last.kind == "percent"


def _bracketed_year(clause: list[Token], talk: Discourse) -> int | None:
    # 比上年（65条）减少: the bracket tells the figure of the year named before it.
    if any(token.kind == "number" for token in clause):
        return talk.when
    named = next((token for token in reversed(clause) if {"prior", "same_period"} & set(token.cues)), None)
    if named is None:
        return talk.when
    return int(named.mention.value) if named.mention else talk.year - 1


def set_scene(clause: list[Token], talk: Discourse) -> set[str]:
    """Take note of the year that the clause speaks of, and whether it counts since some beginning; its moods."""
    cues = cues_of(clause)
    talk.ruling = talk.ruling or not _RULES.isdisjoint(cues)
    talk.mock = talk.mock or "mock" in cues
    talk.reviewer = talk.reviewer or "reviewing_body" in cues
    talk.courts = talk.courts or "all_courts" in cues
    if "area" in cues:
        talk.of_area = True
    talk.nation = "nation" in cues or (talk.nation and cues.isdisjoint({"we", "ourselves", "this_body"}))
    talk.seat = "seat" in cues or (talk.seat and "area" not in cues)
    talk.disclosure = talk.disclosure or not _OURS.isdisjoint(cues)
    talk.ours_named = talk.ours_named or talk.disclosure
    if not _SPANS.isdisjoint(cues):
        # 对1986年以来的文件开展清理，保留21件: what is gone through dates from then
        talk.cumulative = "cumulative" in cues and cues.isdisjoint({"current", "weed"})
    talk.earlier = talk.earlier and cues.isdisjoint(_TOLD_ANEW)
    talk.halved = talk.halved and ("partial" in cues or "current" not in cues)
    coming = "next" in cues and all(token.kind in _TIMES for token in clause)  # 2026年，将力争实现零复议
    talk.lists |= {"coming"} if coming else set()
    planned = "ahead" in cues or cues >= _NEXT_YEARS or ("aim" in cues and "coming" in talk.lists)
    # 力争下一年零复议，本年行政复议5件
    now = "current" in clause[0].cues and not (planned or "that_year" in clause[0].cues)
    talk.lists = talk.lists - _AHEAD if now else talk.lists | ({"planned"} if planned else set())
    talk.lists |= cues & {"by_content"}  # but 行政处罚120件，主要集中在食品领域: these were counted before
    moods = cues & _MOODS | (talk.lists & _LASTING) | ({"per_number"} if "per" in cues and apiece(clause) else set())
    if not _RELATIVE.isdisjoint(cues):
        return moods
    talk.of_this_year = talk.of_this_year or any(_names(token, talk.year) for token in clause)
    years = [int(one.mention.value) for one, after in pairwise(clause) if _tells_year(one, after) and one.mention]
    if years:
        talk.when = talk.when if _of_a_part(clause, talk) else years[-1]
    elif "prior" in cues and not any(_since(one, after) for one, after in pairwise(clause)):
        talk.led = _begins_with_prior(clause, cues)
        if talk.led or not any(token.kind == "number" for token in clause):
            talk.when = talk.year - 1
    elif talk.led and "receive" in cues:  # 去年收到的5件已办结，收到申请12件
        talk.led, talk.when = False, None
    elif "current" in cues and not _of_that_year(clause):
        talk.when = None
    return moods


def _tells_year(token: Token, after: Token) -> bool:
    # 对2022年底前制发的102件开展清理, 1986年以来的文件: the year is that of what is gone through
    return token.mention is not None and "prior" in token.cues and not _since(token, after)


def _since(token: Token, after: Token) -> bool:
    return token.mention is not None and "prior" in token.cues and not _SINCE.isdisjoint(after.cues)


def _of_that_year(clause: Sequence[Token]) -> bool:
    # 上年度（2022年）收到申请2件均已于当年办结: behind the number it is the year spoken of
    told = [token for token in clause if token.kind == "number" or "current" in token.cues]
    return told[0].kind == "number" and all("that_year" in token.cues for token in told if "current" in token.cues)


def _of_a_part(clause: Sequence[Token], talk: Discourse) -> bool:
    # 共办理49件，其中3件为2022年收到，答复45件: the year is that of the part alone
    return "part" in cues_of(clause) and _counted_now(talk)


def _begins_with_prior(clause: Sequence[Token], cues: set[str]) -> bool:
    # 去年收到五件，答复五件: the clauses after it go on about that year
    return "prior" in clause[0].cues and not cues.isdisjoint(_RECEIVED | DISPUTED)


def _names(token: Token, year: int) -> bool:
    return token.mention is not None and token.mention.kind in {"year", "date"} and token.mention.value == year


def begin_clause(clause: Sequence[Token], talk: Discourse) -> None:
    """Take back the list that a colon has begun where it stood between a label and its number: 予以公开：17件."""
    if talk.labelled is not None and clause[0].kind == "number":
        talk.part, talk.list_family, talk.divided = talk.labelled
    talk.labelled = None


def enter_list(left: Sequence[Token], talk: Discourse) -> None:
    """Begin or end a list where the words before a number do."""
    for token in left:
        if "within" in token.cues and token is left[0] and not token.gap:  # 31件中信息公开4件
            talk.part, talk.list_family = True, "open"
        elif "part" in token.cues or token.kind == "part":
            # 办结的申请中 and 主要涉及 list some of them, 其中 all.
            talk.part, talk.list_family = True, "" if _OF_SOME.isdisjoint(token.cues) else "open"
            talk.divided = "" if "among" in token.cues else talk.noun
        elif token.kind == "part_end":
            talk.part = False
