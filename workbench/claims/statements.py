"""Clauses without a number that say something of a number before them: 均为自然人申请, 目前正在法院审理."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.binding import cues_of, topic_of
from workbench.claims.denials import OTHERS, deny
from workbench.claims.discourse import NOTHING, Discourse
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES, TOTALS, Draft
from workbench.claims.drafting import leaving, like, reach, summing
from workbench.claims.families import result_of
from workbench.claims.growth import flat_of
from workbench.claims.outcomes import tell_outcome
from workbench.claims.sentences import DISPUTED, Token

_ENDED = frozenset({"answer", "done"})
_DONE = _ENDED | {"handle"}
_DETAIL = "applications.result.detail"
_UNPAID = "other.fee_not_paid"
_SURE_ROWS = ("not_available.",)
_ELSEWHERE = frozenset({"negation", "foreign", "elsewhere"})
_WISHES = frozenset({"aim", "assure"})
_OVER = frozenset({"carry", "turned"})
_OTHER_DISPUTE = {"review.total": "litigation", "litigation.total": "review"}
_NAMING = frozenset({"object", "filler", "hard"})
_RAISED = frozenset({"raise", "disclosure"})
_BESIDE = 1
"""So many characters may part a count from the 均 that speaks of it."""
_UNNAMED = frozenset({"untested.unknown", "untested.breakdown"})
_ABOUT_APPLICATIONS = ("applications.", "growth", "share", "channel.", "prior.", "handling_fee.")
_NO_WHOLE = frozenset({"next", "among"})
"""With one of these what was answered is not said of all: 在全部办结件中, 均转下年办理."""
_NO_ROW = _UNNAMED | {"untested.other_matters"}
_LOOSE = frozenset({"untested.period", "untested.unknown", "untested.restated", "untested.procedure"})


def state(clause: Sequence[Token], talk: Discourse) -> None:
    """Add what a clause without a number claims."""
    place = next((index for index, token in enumerate(clause) if token.kind == "negation"), None)
    cues = cues_of(clause)
    if place is not None and _WISHES.isdisjoint(cues) and deny(clause, place, talk):  # but 确保复议零纠错
        return
    if place is None and _denied_as_well(clause, cues, talk):
        return
    _affirm(clause, cues, topic_of(clause, talk), talk)
    talk.topic = topic_of(clause, talk)


def _denied_as_well(clause: Sequence[Token], cues: set[str], talk: Discourse) -> bool:
    # 无因信息公开产生的行政复议，提起行政诉讼情况: the denial of the clause before is one of both
    last = talk.drafts[-1] if talk.drafts else None
    other = _OTHER_DISPUTE.get(last.concept) if last is not None and not last.number and not last.value else None
    if last is None or other is None or cues & DISPUTED != {other} or clause[0].start - last.end > _BESIDE:
        return False
    told = [token for token in clause if token.kind not in _NAMING]
    told = told[:-1] if told and "happen" in told[-1].cues and told[-1] in clause[-2:] else told  # 情况发生
    if any(token.gap for token in clause) or not _RAISED.issuperset(cues_of(told)):
        return False
    last.concept, last.end = "review_and_litigation.none", reach(clause)[1]
    talk.topic = "both"
    return True


def _affirm(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
    if _carried(cues, topic, talk):
        return
    _unpaid(clause, cues, talk)
    _result_of_part(clause, talk)
    _row(clause, cues, talk)
    _foreign(clause, cues, talk)
    _own(cues, talk)
    _all_ours(cues, talk)
    if "flat" in cues and cues & {"compare", "prior", "same_period"}:
        _flat(clause, cues, topic, talk)
    elif topic in {"review", "litigation", "both"}:
        tell_outcome(clause, cues, topic, talk)
    elif topic in {"application", NOTHING}:
        _of_applications(clause, cues, topic, talk)


def _carried(cues: set[str], topic: str, talk: Discourse) -> bool:
    # 12月收到的3件申请因未到期限，转至2024年办理: the number before, which no rule has tied to a row, is carried out.
    last = talk.said[-1] if talk.said else None
    bracketed = talk.closed and talk.head in talk.said and talk.head is not None and talk.head.concept in _UNNAMED
    last = talk.head if bracketed else last  # 其中2件（均为企业申请）结转下年
    if last is None or not last.number or "next" not in cues or not cues & _OVER:
        return False
    loose = (last.concept in _LOOSE or bracketed) and topic == "application" and (talk.has_whole or bool(cues & _DONE))
    larger = any(one.concept in TOTALS and one.value > last.value for one in talk.said)
    part = last.concept == TOTALS[0] and last.inclusive and larger
    if (loose or part) and last.year == talk.year:
        last.concept = CARRIED_OUT
        return True
    return False


def _unpaid(clause: Sequence[Token], cues: set[str], talk: Discourse) -> None:
    # 发出收费通知12件，申请人均逾期未缴费; 均视为放弃申请
    notices = talk.last_total(("handling_fee.notices",))
    told = _UNPAID in cues or "unpaid" in cues or cues >= {"withdrawn", "every"}
    told = told and "other" not in cues  # 其余因逾期未缴费视为放弃: how many is not said
    if told and notices is not None and notices in talk.said:
        talk.drafts.append(like(notices, _DETAIL, clause, detail=_UNPAID))


def _result_of_part(clause: Sequence[Token], talk: Discourse) -> None:
    # 其中属信访2件，不予处理: a part that no row names, and how it came out
    last = talk.said[-1] if talk.said else None
    told = [token for token in clause if token.kind not in {"hard", "filler"}]
    alone = len(told) == 1 and told[0].kind == "result" and not any(token.gap for token in clause)
    if last is None or not alone or not talk.has_whole or not last.number or last.year != talk.year:
        return
    if last.inclusive and last.concept in _NO_ROW and clause[0].start - last.end <= _BESIDE:
        made = like(last, result_of(told[0].cues[0]), clause)
        made.whole, made.sure = None, False
        talk.drafts.append(made)


def _row(clause: Sequence[Token], cues: set[str], talk: Discourse) -> None:
    # 其他处理7件，均为逾期不补正
    token = next((token for token in clause if token.kind == "detail"), None)
    result = talk.said[-1] if talk.said else None
    if token is None or result is None or result.family != "result":
        return
    named = token.cues[0].partition(".")[0]
    if not result.concept.endswith(f".{named}"):  # 撤回3件；不予处理的均为信访投诉: of other applications
        return
    told = ("equal" in clause[0].cues and not clause[0].gap) or _why(clause, result)
    if "every" in cues or result.value == 1 or told:
        talk.drafts.append(like(result, _DETAIL, clause, detail=token.cues[0]))


def _why(clause: Sequence[Token], result: Draft) -> bool:
    # 无法提供3件，因不掌握相关政府信息
    return "because" in clause[0].cues and not clause[0].gap and clause[0].start - result.end <= _BESIDE


def _foreign(clause: Sequence[Token], cues: set[str], talk: Discourse) -> None:
    # 行政诉讼12件，均为工伤认定类; 均与信息公开无关; 均不涉及政府信息公开
    named = any(token.kind == "object" for token in clause)
    denied = cues >= {"negation", "disclosure"} and not named
    single = "equal" in clause[0].cues and bool(talk.said) and talk.said[-1].value == 1  # 诉讼1件，系土地确权案件
    elsewhere = ("elsewhere" in cues and not named) or ("foreign" in cues and ("every" in cues or single))
    if denied or (elsewhere and "disclosure" not in cues):
        _disown(talk)


def _own(cues: set[str], talk: Discourse) -> None:
    # 收到行政复议2件，均涉及政府信息公开; 均因不服我局信息公开答复提起
    if not cues >= {"disclosure", "every"} or cues & _ELSEWHERE or not talk.said:
        return
    for said in reversed(talk.said):
        if not said.number or not (said.concept in DISPUTES or (said.concept == OTHERS and said.dispute)):
            return
        if said.concept == OTHERS or not said.sure:
            said.concept, said.scoped, said.unscoped, said.sure = f"{said.dispute}.total", True, False, True
        talk.topic = said.dispute


def _all_ours(cues: set[str], talk: Discourse) -> None:
    # 收到各类申请13件，均为政府信息公开申请
    last = talk.said[-1] if talk.said else None
    if last is None or not last.any_kind or last.concept not in _NO_ROW or "receive" not in talk.verb:
        return
    if cues >= {"application", "every"} and "negation" not in cues:
        last.concept, talk.has_whole = TOTALS[0], True


def _disown(talk: Discourse) -> None:
    """The disputes of the sentence are about other matters, and so are the outcomes told of them."""
    ours = False
    for said in talk.said:
        if said.concept in DISPUTES:
            ours = said.scoped
        if not (ours or said.scoped) and (said.concept in DISPUTES or said.family == "outcome"):
            said.concept, said.family = OTHERS, ""


def _flat(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
    others = talk.noun or cues & {"media", "published", "train"}
    disputed = topic in {"review", "litigation", "both"}
    if not others and (topic == "application" or (talk.has_whole and not disputed)):
        nearly = "nearly" in cues  # 基本持平 leaves open by how much
        if subject := flat_of(clause, talk):
            talk.drafts.append(Draft(f"growth_flat.{subject}", *reach(clause), talk.year, sure=not nearly))


def _bracketed(clause: Sequence[Token], cues: set[str], talk: Discourse) -> bool:
    # 收到27件，25件（含上年结转2件）均已答复
    head = talk.head
    told = talk.closed and "every" in clause[0].cues and not clause[0].gap and "answer" in cues
    if not told or head is None or head not in talk.said or head.concept not in _UNNAMED or not talk.has_whole:
        return False
    head.concept, head.family = TOTALS[2], ""
    return True


def _of_applications(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
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
    if every and cues & _DONE and topic == "application" and not left and not rest and cues.isdisjoint(_NO_WHOLE):
        ended = like(whole, "applications.all_processed", clause, valued=False)
        ended.sure = ended.sure and not cues.isdisjoint(_ENDED)  # 均按规定办理 may be said of those that go on, too
        talk.drafts.append(ended)
    _all_of_row(clause, whole, talk, every=every)
    if every or whole.value == 1:
        made = [like(whole, concept, clause) for concept in _single(clause, cues) if not _counted(concept, talk)]
        made = [leaving(one, talk.said) for one in made] if "other" in cues and fewer is None else made
        made = [summing(one, whole, talk.said) for one in made]
        talk.drafts.extend(_doubted(_counting(one, fewer), whole) for one in made)
    _still_open(clause, whole, talk)


def _still_open(clause: Sequence[Token], whole: Draft, talk: Discourse) -> None:
    # 收到申请1件，正在办理中: carried out, it seems, where nothing else is told of it
    told = [token for token in clause if token.kind not in {"hard", "filler", "time"}]
    alone = len(told) == 1 and "remaining" in told[0].cues and talk.said[-1:] == [whole]
    if alone and whole.value == 1 and clause[0].start - whole.end <= _BESIDE:
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
        talk.drafts.append(like(whole, _DETAIL, clause, detail=rows[0]))


def _all_granted(clause: Sequence[Token]) -> bool:
    # 收到申请5件，全部公开: said of applications where the clause names nothing else
    told = [token for token in clause if token.kind not in {"hard", "filler"}]
    return len(told) == 1 and not any(token.gap for token in clause)


def _of_rest(clause: Sequence[Token], talk: Discourse) -> bool:
    # 其余31件均已答复
    return bool(talk.said) and talk.said[-1].rest and clause[0].start - talk.said[-1].end <= _BESIDE


def _counted(concept: str, talk: Discourse) -> bool:
    # 5件均予以公开: the number said it already
    return bool(talk.said) and talk.said[-1].number is not None and talk.said[-1].concept == concept


def _fewer(clause: Sequence[Token], whole: Draft, talk: Discourse) -> Draft | None:
    """The count right before 均 where that is another than the total: 上年结转的2件申请均已答复, 5件申请均予以公开."""
    last = next((said for said in reversed(talk.said) if said.number), None)
    if last is None or last is whole or last.value == whole.value or clause[0].start - last.end > _BESIDE:
        return None
    beside = any(said.family == last.family for said in talk.said if said is not last)
    alone = last.family == "breakdown" and not beside  # 其中属于本机关职责的2件，均予以公开
    return last if alone or last.concept in _LOOSE or last.concept == CARRIED_IN else None


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


def _single(clause: Sequence[Token], cues: set[str]) -> list[str]:
    """What all of the applications are said to be, where that is one thing."""
    applicants = [token.cues[0] for token in clause if token.kind == "applicant"]
    if not applicants and cues >= {"citizen", "every"}:  # 申请人均为本镇村民
        applicants = ["natural_person"]
    if len(applicants) == 1 and not cues & {"answer", "publish", "published", "guide"}:
        return [f"applications.by_applicant.{applicants[0]}"]
    denied = next((index for index, token in enumerate(clause) if token.kind == "negation"), len(clause))
    told = clause[_subject(clause) : denied]  # 无不予公开的情况
    results = {token.cues[0] for token in told if token.kind == "result" and "answered_openly" not in token.cues}
    results |= {"granted"} if "all_granted" in cues and _all_granted(clause) else set()
    if len(results) == 1 and not cues & {"bad", "merged", "target"}:
        return [result_of(results.pop())]
    return [CARRIED_OUT] if cues >= {"carry", "next"} else []
