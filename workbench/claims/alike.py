"""What a clause without a number says of all applications at once: 均为自然人申请, 全部公开, 均已答复."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.discourse import Discourse
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, TOTALS, Draft
from workbench.claims.drafting import leaving, like, summing
from workbench.claims.families import result_of
from workbench.claims.sentences import Token

_ENDED = frozenset({"answer", "done"})
DONE = _ENDED | {"handle"}
"""What is said of applications that were dealt with."""
DETAIL = "applications.result.detail"
_SURE_ROWS = ("not_available.",)
BESIDE = 1
"""So many characters may part a count from the 均 that speaks of it."""
UNNAMED = frozenset({"untested.unknown", "untested.breakdown"})
"""What a number is read as whose noun has not been understood."""
LOOSE = frozenset({"untested.period", "untested.unknown", "untested.restated", "untested.procedure"})
"""What a number is read as of which a later clause may still tell more."""
_ABOUT_APPLICATIONS = ("applications.", "growth", "share", "channel.", "prior.", "handling_fee.")
_NO_WHOLE = frozenset({"next", "among"})
"""With one of these what was answered is not said of all: 在全部办结件中, 均转下年办理."""


def say_of_all(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
    """Add what a clause says of all applications, or of the one."""
    if _bracketed(clause, cues, talk):
        return
    every = "every" in cues or ("all_granted" in cues and _all_granted(clause))
    whole = _whole(talk, every=every)
    if whole is None:
        return
    applicants = any(token.kind == "applicant" for token in clause)
    if every and applicants:  # 新收7件，应办理9件，答复6件，申请人均为自然人: the form asks who sent in the new ones
        new = talk.last_total(TOTALS[:1]) or talk.last_total(TOTALS[:2]) or whole
        whole = new if new in talk.said or whole not in talk.said else whole
    left = any(said.concept == CARRIED_OUT and said.value for said in talk.said)
    fewer = _fewer(clause, whole, talk) if every else None
    rest = "other" in cues or fewer is not None or _of_rest(clause, talk)  # 除1件结转外，其余均已答复
    if every and cues & DONE and topic == "application" and not left and not rest and cues.isdisjoint(_NO_WHOLE):
        ended = like(whole, "applications.all_processed", clause, valued=False)
        ended.sure = ended.sure and not cues.isdisjoint(_ENDED)  # 均按规定办理 may be said of those that go on, too
        talk.drafts.append(ended)
    _all_of_row(clause, whole, talk, every=every)
    if every or whole.value == 1:
        made = [like(whole, concept, clause) for concept in _single(clause, cues, talk) if not _counted(concept, talk)]
        made = [leaving(one, talk.said) for one in made] if "other" in cues and fewer is None else made
        made = [summing(one, whole, talk.said) for one in made]
        talk.drafts.extend(_doubted(_counting(one, fewer), whole) for one in made)
    _still_open(clause, whole, talk)


def _bracketed(clause: Sequence[Token], cues: set[str], talk: Discourse) -> bool:
    # 收到27件，25件（含上年结转2件）均已答复
    head = talk.head
    told = talk.closed and "every" in clause[0].cues and not clause[0].gap and "answer" in cues
    if not told or head is None or head not in talk.said or head.concept not in UNNAMED or not talk.has_whole:
        return False
    head.concept, head.family = TOTALS[2], ""
    return True


def _still_open(clause: Sequence[Token], whole: Draft, talk: Discourse) -> None:
    # 收到申请1件，正在办理中: carried out, it seems, where nothing else is told of it
    told = [token for token in clause if token.kind not in {"hard", "filler", "time"}]
    alone = len(told) == 1 and "remaining" in told[0].cues and talk.said[-1:] == [whole]
    if alone and whole.value == 1 and clause[0].start - whole.end <= BESIDE:
        made = like(whole, CARRIED_OUT, clause)
        made.sure = False
        talk.drafts.append(made)


def _doubted(made: Draft, whole: Draft) -> Draft:
    # 收到6件，均予以公开 may say that all were answered; 答复6件，均予以公开 tells how
    if made.concept.endswith(".granted") and whole.concept != TOTALS[2] and whole.value > 1:
        made.sure = False
    return made


def _all_of_row(clause: Sequence[Token], whole: Draft, talk: Discourse, *, every: bool) -> None:
    # 收到申请2件，均为本机关不掌握的政府信息; of one that is passed on it is told why, and not in which row it stands
    rows = [token.cues[0] for token in clause if token.kind in {"detail", "result"}]
    said = every or ("equal" in clause[0].cues and not clause[0].gap)
    last = next((one for one in reversed(talk.said) if one.number), None)
    if last is whole and said and len(rows) == 1 and rows[0].startswith(_SURE_ROWS):
        talk.drafts.append(like(whole, DETAIL, clause, detail=rows[0]))


def _all_granted(clause: Sequence[Token]) -> bool:
    # 收到申请5件，全部公开: said of applications where the clause names nothing else
    told = [token for token in clause if token.kind not in {"hard", "filler"}]
    return len(told) == 1 and not any(token.gap for token in clause)


def _of_rest(clause: Sequence[Token], talk: Discourse) -> bool:
    # 其余31件均已答复
    return bool(talk.said) and talk.said[-1].rest and clause[0].start - talk.said[-1].end <= BESIDE


def _counted(concept: str, talk: Discourse) -> bool:
    # 5件均予以公开: the number said it already
    return bool(talk.said) and talk.said[-1].number is not None and talk.said[-1].concept == concept


def _fewer(clause: Sequence[Token], whole: Draft, talk: Discourse) -> Draft | None:
    """The count right before 均 where that is another than the total: 上年结转的2件申请均已答复, 5件申请均予以公开."""
    last = next((said for said in reversed(talk.said) if said.number), None)
    if last is None or last is whole or last.value == whole.value or clause[0].start - last.end > BESIDE:
        return None
    beside = any(said.family == last.family for said in talk.said if said is not last)
    alone = last.family == "breakdown" and not beside  # 其中属于本机关职责的2件，均予以公开
    return last if alone or last.concept in LOOSE or last.concept == CARRIED_IN else None


def _subject(clause: Sequence[Token]) -> int:
    # 不予公开的均为过程性信息: of which 均 speaks, and not what it says of all
    place = next((index for index, token in enumerate(clause) if "every" in token.cues), 0)
    before = [token for token in clause[max(place - 2, 0) : place] if token.kind != "filler"]
    return place if before and before[-1].kind == "result" and not clause[place].gap else 0


def _counting(made: Draft, other: Draft | None) -> Draft:
    if other is not None:
        made.value, made.interval, made.qualifier, made.sure = other.value, other.interval, other.qualifier, False
    return made


def _of_others(said: Draft) -> bool:
    return said.number is not None and not said.concept.startswith((*_ABOUT_APPLICATIONS, "untested."))


def _whole(talk: Discourse, *, every: bool) -> Draft | None:
    """The claim that 均 speaks of; without 均 only one of the same sentence that no larger count follows."""
    if not talk.drafts:
        return None
    if talk.said and talk.said[-1].concept.endswith(".organisations"):  # 法人6件（均为企业）
        return talk.said[-1]
    if every and talk.bracket and talk.head in talk.said and talk.head.concept not in TOTALS:
        return None  # 律师代理9件（均为自然人）: said of what stands before the bracket
    whole = talk.last_total(TOTALS)
    # 收到申请6件。公开信息11条，均按规定公开; 收到申请6件。许可事项88件，均按时办结
    elsewhere = whole not in talk.said and (bool(talk.noun) or any(map(_of_others, talk.said)))
    known = whole is not None and whole.year == talk.year and (every or whole in talk.said) and not elsewhere
    # 办结1件；尚有3件正在办理，结转下年: what follows the three is said of them.
    last = next((one for one in reversed(talk.said) if one.number and one.concept.startswith("applications.")), whole)
    return whole if known and (every or last is None or last.value <= 1) else None


def _lapsed(clause: Sequence[Token], asked: Sequence[Token]) -> bool:
    # 因申请人逾期未补正，不再处理: the row is that of what lapsed
    before = asked if asked and clause[0].start - asked[-1].end <= BESIDE else ()
    return any(cue.startswith("other.") for token in (*before, *clause) for cue in token.cues)


def _as_to_some(clause: Sequence[Token]) -> bool:
    # 对于属于我局制作的信息均予以公开
    place = next((index for index, token in enumerate(clause) if "every" in token.cues), 0)
    return "as_to" in clause[0].cues and any(token.gap for token in clause[1 : place + 1])


def _single(clause: Sequence[Token], cues: set[str], talk: Discourse) -> list[str]:
    """What all of the applications are said to be, where that is one thing."""
    applicants = [token.cues[0] for token in clause if token.kind == "applicant"]
    if not applicants and cues >= {"citizen", "every"}:  # 申请人均为本镇村民
        applicants = ["natural_person"]
    if len(applicants) == 1 and not cues & {"answer", "publish", "published", "guide"}:
        return [f"applications.by_applicant.{applicants[0]}"]
    if _as_to_some(clause):
        return []
    denied = next((index for index, token in enumerate(clause) if token.kind == "negation"), len(clause))
    told = clause[_subject(clause) : denied]  # 无不予公开的情况
    results = {token.cues[0] for token in told if token.kind == "result" and "answered_openly" not in token.cues}
    results |= {"granted"} if "all_granted" in cues and _all_granted(clause) else set()
    lapsed = "not_processed" in results and _lapsed(clause, talk.asked)
    if len(results) == 1 and not cues & {"bad", "merged", "target"} and not lapsed:
        return [result_of(results.pop())]
    return [CARRIED_OUT] if cues >= {"carry", "next"} else []
