"""What a clause leaves out because another says it: 予以公开（22件）, 申请：14件, 制定3件、废止2件规范性文件."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.binding import DEALS, MEANING, Near, cues_of
from workbench.claims.draft import Draft
from workbench.claims.mentions import Mention
from workbench.claims.sentences import DISPUTED, Token
from workbench.values import Qualifier

_FEES = frozenset({"fee", "handling_fee", "fees"})
_ANSWERED = frozenset({"answer", "carry", "receive", "application"})
_ONWARD = frozenset({"turned", "next"})
_DECIDED = frozenset({"licences", "penalties", "coercion"})
_LENT = frozenset({"applicant", "result"})
_KEPT = frozenset(["negation", "compare", "prior", "same_period", "rate", "aim", "assure", "someone", "bad", "channel"])
"""With one of these a clause says all that it has to say, and leaves no noun to a number after it."""
_SHARED = frozenset({"applicant", "result", "channel", "object", "soft"})
_COUNTED = frozenset({"count", "money"})
_SPEAKS = MEANING | {"verb", "time", "part"}
_GROWING = frozenset({"up", "down"})
_SILENT = frozenset({"verb", "filler", "time", "hard", "soft"})
_ACTS = {"issue": "issued", "repeal": "repealed", "in_force": "in_force", "amend": "amended"}
_PAPERS = frozenset({"normative", "rules"})
_DATES = frozenset({"untested.date", "untested.year"})
_TIMED = frozenset({"filler", "time", "hard"})


def full(near: list[Token], mention: Mention, tail: Sequence[Token], shared: Sequence[Token]) -> list[Token]:
    """The words that bind, and where a number stands alone those of the clause before with them."""
    if shared and all(token.kind in {"filler", "hard"} for token in near):
        near = [token for token in shared if token.kind in _SHARED or "joint" in token.cues]
    kinds = {token.kind for token in near}
    labelled = bool(tail) and tail[-1].cues == (":",) and "current" in cues_of(near)
    answers = labelled and kinds <= _TIMED  # 收到数量：全年25件
    answers = answers or (labelled and bool(cues_of(tail) & DISPUTED) and _happened(near))  # 行政复议：全年发生6件
    if mention.kind in _COUNTED and tail and (answers or kinds.isdisjoint(_SPEAKS)):
        return _borrowed(near, tail, mention)
    if kinds <= _TIMED and cues_of(near) >= {"current", "equal"} and _grows(tail):
        return [*(token for token in tail if token.kind in _SHARED), *near]  # 企业申请量较上年上升，全年达18件
    return near


def _happened(near: Sequence[Token]) -> bool:
    return all(token.kind in _TIMED or "happen" in token.cues for token in near)


def _grows(tail: Sequence[Token]) -> bool:
    return any(token.kind in _LENT for token in tail) and not _GROWING.isdisjoint(cues_of(tail))


def _borrowed(near: list[Token], tail: Sequence[Token], mention: Mention) -> list[Token]:
    cues = cues_of(tail)
    row = tail[-1].cues == (":",) and cues >= {"carry", "prior"}  # 上年结转申请数量：2件
    most = "most" in cues and any(token.kind == "organ" for token in tail)  # 最多的是市公安局，为230件
    among = "within" in cues_of(tail[-2:-1])  # 在受理的申请事项中，主动公开范围内6件
    if (cues & _KEPT and not row) or most or among:
        return near
    lent = any(token.kind in _LENT for token in tail) or cues & DISPUTED or (cues & DEALS and "application" in cues)
    named = any(token.kind == "object" or "other" in token.cues for token in tail)
    lent = lent or (tail[-1].cues == ("(",) and named)  # 许可（含变更）764件
    asks = cues & _ANSWERED or cues >= _ONWARD or (cues & _DECIDED and tail[-1].end == mention.start)  # 行政处罚：120件
    lends = cues & _FEES if mention.kind == "money" else lent or (tail[-1].cues == (":",) and asks)
    return [*(token for token in tail if token.kind != "hard"), *near] if lends else near


def left_over(clause: Sequence[Token], before: Sequence[Token]) -> Sequence[Token]:
    """What a clause leaves for a number that stands alone after it."""
    last = next((index + 1 for index in range(len(clause) - 1, -1, -1) if clause[index].kind == "number"), 0)
    after = last + bool(last and "coming_from" in clause[last].cues)  # 2件来自企业，合计25件
    used = last and after < len(clause) and clause[after].kind == "applicant" and not clause[after].gap
    return clause[after + 1 if used else last :] or before  # 5个其他组织提出了申请，共46件: who asked is counted


def beyond_bracket(bracketed: Sequence[Token], before: Sequence[Token]) -> Sequence[Token]:
    """What a bracket leaves of the words before it for a number after it."""
    if any(token.kind == "number" for token in bracketed):
        return () if used_up(bracketed, before) else before
    if _with_carried(bracketed, before):
        return (*before, bracketed[-1]._replace(cues=("joined_flow",), kind="filler"))
    both = cues_of(before) & {"granted", "weak_granted"} and "partly" in cues_of(bracketed)
    if both and "excluding" not in cues_of(bracketed):  # 公开（含部分公开）22件
        return (*before, *bracketed)
    return () if used_up(bracketed, before) else before


def _with_carried(bracketed: Sequence[Token], before: Sequence[Token]) -> bool:
    # 收到申请（含上年结转）38件: of more than it received
    cues = cues_of(bracketed)
    carried = "carry" in cues and not cues.isdisjoint({"prior", "contains"}) and "excluding" not in cues
    return carried and cues_of(before).isdisjoint({"answer", "handle"})


def used_up(bracketed: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether what stands in a bracket takes the noun before it: 自然人（5件）, 予以公开（含部分公开）86件."""
    kinds = {token.kind for token in bracketed}
    results = {token.cues[0] for token in bracketed if token.kind == "result"}
    if _with_carried(bracketed, before):
        return True
    return not results <= cues_of(before) or kinds <= {"number", "hard", "filler"}


def conditional(mention: Mention, after: Sequence[Token]) -> bool:
    """Whether the number is that of a rule: 申请超过30件的，按件收费; 10件以下的免费."""
    bounded = mention.qualifier in {Qualifier.AT_LEAST, Qualifier.AT_MOST}
    if not bounded or len(after) < 2 or after[0].cues != ("filler",):  # noqa: PLR2004 - 的 and what follows it
        return False
    return after[1].cues == ("，",) or after[1].kind == "negation" or "waive" in after[1].cues


def act_of(near: Near) -> str:
    """What was done with documents, where a number has nothing but the verb beside it: 制定3件."""
    verbs = [token for token in near.tokens if token.kind == "verb"]
    if near.mention.kind != "count" or any(token.kind not in _SILENT or token.gap for token in near.tokens):
        return ""
    acts = {next((act for cue, act in _ACTS.items() if cue in verb.cues), "") for verb in verbs}
    return acts.pop() if len(acts) == 1 else ""


def named_later(ordered: Sequence[Draft]) -> None:
    """Of a list of acts only the last item names the documents: 制定3件、废止2件规范性文件."""
    named, sentence, year = "", 0, 0
    for draft in reversed(ordered):
        rule, _, act = draft.concept.partition(".")
        if rule in _PAPERS and act in _ACTS.values() and draft.number:
            named, sentence, year = rule, draft.sentence, draft.year
        elif named and draft.act and (draft.sentence, draft.year) == (sentence, year):
            draft.concept = f"{named}.{draft.act}"
        elif draft.concept not in _DATES:
            named = ""
