"""Clauses without a number that say something of a number before them: 均为自然人申请, 目前正在法院审理."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.alike import BESIDE, DETAIL, DONE, LOOSE, UNNAMED, say_of_all
from workbench.claims.binding import cues_of, topic_of
from workbench.claims.denials import deny
from workbench.claims.discourse import NOTHING, Discourse
from workbench.claims.doubts import doubt
from workbench.claims.draft import CARRIED_OUT, DISPUTES, OF_OTHERS, TOTALS, Draft
from workbench.claims.drafting import like, reach
from workbench.claims.families import result_of
from workbench.claims.growth import flat_of
from workbench.claims.outcomes import tell_outcome
from workbench.claims.sentences import DISPUTED, Token

_UNPAID = "other.fee_not_paid"
_ELSEWHERE = frozenset({"negation", "foreign", "elsewhere"})
_WISHES = frozenset({"aim", "assure"})
_OVER = frozenset({"carry", "turned"})
_OTHER_DISPUTE = {"review.total": "litigation", "litigation.total": "review"}
_NAMING = frozenset({"object", "filler", "hard"})
_RAISED = frozenset({"raise", "disclosure"})
_NO_ROW = UNNAMED | {"untested.other_matters"}


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
    if last is None or other is None or cues & DISPUTED != {other} or clause[0].start - last.end > BESIDE:
        return False
    if clause[-1].cues == (":",):  # 行政复议：无；行政诉讼：无
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
    _with_carried(cues, talk)
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
        say_of_all(clause, cues, topic, talk)
    elif topic == "matter" and _of_those_who_apply(cues, talk):
        before = len(talk.drafts)
        say_of_all(clause, cues, "application", talk)
        doubt(talk.drafts[before:])


def _of_those_who_apply(cues: set[str], talk: Discourse) -> bool:
    # 收到申请12件。受理热线诉求326件。申请人均为自然人: who applies is told of the applications, it seems
    return cues >= {"asker", "every"} and "matter" not in cues and talk.applications_said and not talk.said


def _carried(cues: set[str], topic: str, talk: Discourse) -> bool:
    # 12月收到的3件申请因未到期限，转至2024年办理: the number before, which no rule has tied to a row, is carried out.
    last = talk.said[-1] if talk.said else None
    bracketed = talk.closed and talk.head in talk.said and talk.head is not None and talk.head.concept in UNNAMED
    last = talk.head if bracketed else last  # 其中2件（均为企业申请）结转下年
    if last is None or not last.number or "next" not in cues or not cues & _OVER:
        return False
    loose = (last.concept in LOOSE or bracketed) and topic == "application" and (talk.has_whole or bool(cues & DONE))
    larger = any(one.concept in TOTALS and one.value > last.value for one in talk.said)
    part = last.concept == TOTALS[0] and last.inclusive and larger
    if (loose or part) and last.year == talk.year:
        last.concept = CARRIED_OUT
        return True
    return False


def _with_carried(cues: set[str], talk: Discourse) -> None:
    # 收到申请14件（含上年结转）
    last = talk.head if talk.bracket else talk.said[-1] if talk.said else None
    if last is not None and last in talk.said and last.concept == TOTALS[0] and cues >= {"carry", "contains"}:
        last.concept = TOTALS[1]


def _unpaid(clause: Sequence[Token], cues: set[str], talk: Discourse) -> None:
    # 发出收费通知12件，申请人均逾期未缴费; 均视为放弃申请
    notices = talk.last_total(("handling_fee.notices",))
    told = _UNPAID in cues or "unpaid" in cues or cues >= {"withdrawn", "every"}
    told = told and "other" not in cues  # 其余因逾期未缴费视为放弃: how many is not said
    if told and notices is not None and notices in talk.said:
        talk.drafts.append(like(notices, DETAIL, clause, detail=_UNPAID))


def _result_of_part(clause: Sequence[Token], talk: Discourse) -> None:
    # 其中属信访2件，不予处理: a part that no row names, and how it came out
    last = talk.said[-1] if talk.said else None
    told = [token for token in clause if token.kind not in {"hard", "filler"}]
    alone = len(told) == 1 and told[0].kind == "result" and not any(token.gap for token in clause)
    if last is None or not alone or not talk.has_whole or not last.number or last.year != talk.year:
        return
    if last.inclusive and last.concept in _NO_ROW and clause[0].start - last.end <= BESIDE:
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
        talk.drafts.append(like(result, DETAIL, clause, detail=token.cues[0]))


def _why(clause: Sequence[Token], result: Draft) -> bool:
    # 无法提供3件，因不掌握相关政府信息
    return "because" in clause[0].cues and not clause[0].gap and clause[0].start - result.end <= BESIDE


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
        if not said.number or not (said.concept in DISPUTES or (said.concept == OF_OTHERS and said.dispute)):
            return
        if said.concept == OF_OTHERS or not said.sure:
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
            said.concept, said.family = OF_OTHERS, ""


def _flat(clause: Sequence[Token], cues: set[str], topic: str, talk: Discourse) -> None:
    others = talk.noun or cues & {"media", "published", "train"}
    disputed = topic in {"review", "litigation", "both"}
    if not others and (topic == "application" or (talk.has_whole and not disputed)):
        nearly = "nearly" in cues  # 基本持平 leaves open by how much
        if subject := flat_of(clause, talk):
            talk.drafts.append(Draft(f"growth_flat.{subject}", *reach(clause), talk.year, sure=not nearly))
