"""What a clause denies: 未收到申请, 无行政诉讼案件, 未收取信息处理费; each a claim of nought."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.claims.binding import cues_of, topic_of
from workbench.claims.denied import FILLING, OBJECTS, Denial, denied
from workbench.claims.discourse import Discourse
from workbench.claims.draft import DISPUTES, OF_OTHERS, Draft
from workbench.claims.model import PRIOR
from workbench.claims.scopes import OURS, next_denial, of_costs, other_denial
from workbench.claims.sentences import DISPUTED, Token

_OF_PAPERS = ("rules.", "normative.")
_OF_DISPUTES = ("review", "litigation")
_ACTS = frozenset({"enforcement", "foreign", "licences", "penalties", "coercion"})
_SUCH = frozenset({"current", "restated", "happen"})


def deny(clause: Sequence[Token], place: int, talk: Discourse) -> bool:
    """Add what the negation at a place of the clause denies; whether it denied anything that counts."""
    head, scope = clause[:place], clause[place + 1 :]
    beyond = next((index + 1 for index, token in enumerate(scope) if "save_for" in token.cues), 0)
    scope = scope[beyond:]  # 无行政许可以外的遗留问题
    if (rest := next_denial(scope)) is not None:  # 零申请、零复议、零诉讼
        first = deny([*head, clause[place], *scope[:rest]], place, talk)
        return deny(scope[rest:], 0, talk) or first
    if (rest := other_denial(head, scope)) is not None:  # 复议零纠错、诉讼零败诉
        first = deny([*head, clause[place], *scope[: rest - 1]], place, talk)
        negation = next(index for index, token in enumerate(scope[rest:]) if token.kind == "negation")
        return deny(scope[rest:], negation, talk) or first
    if not beyond and not any(map(_is_about, (*head, *scope))):  # 依申请公开情况：无
        head = () if any(token.kind == "negation" for token in talk.asked) else talk.asked
    cues, before = cues_of(scope), cues_of([*head, clause[place]])
    objects = bool(cues & OBJECTS) or any(token.gap for token in scope)  # 申请未附身份证明 denies no application
    denial = Denial(scope, cues if objects else cues | before, before, talk)
    # 历年收到申请0件，未引发行政复议; but 历年均未收到申请 holds for this year, too
    ever = talk.cumulative and cues.isdisjoint(DISPUTED) and "every" not in clause[place].cues
    concepts = [] if ever or of_costs(scope) else denied(denial)
    told = [token for token in clause[place:] if token.kind != "hard"]
    if not objects:
        told = [*(token for token in head if token.kind in {"object", "mark"}), *told]
    sure = not (_others(cues, before) and concepts[:1] and concepts[0].startswith(_OF_DISPUTES))
    sure = sure and not (_powerless(cues, concepts) or _by_fault(scope) or _anew(cues) or _of_a_field(scope))
    for concept in concepts:
        prior = PRIOR + concept if talk.when else concept
        end = max(token.end for token in told)
        talk.drafts.append(Draft(prior, told[0].start, end, talk.when or talk.year, sure=sure))
    if concepts:
        _narrow(concepts, cues | before, talk)
        talk.topic = topic_of(clause, talk)
    return bool(concepts)


def _is_about(token: Token) -> bool:
    # 本年度未发生此类情况 names nothing that is denied
    return token.kind not in FILLING and _SUCH.isdisjoint(token.cues)


def _others(cues: set[str], before: set[str]) -> bool:
    # 行政执法工作均无被申请行政复议: of other acts than answers to applications
    return bool(before & _ACTS) and not (cues | before) & OURS


def _powerless(cues: set[str], concepts: Sequence[str]) -> bool:
    # 无规范性文件制定权: what it may do is told, and not what it did
    return "power" in cues and any(one.startswith(_OF_PAPERS) for one in concepts)


def _anew(cues: set[str]) -> bool:
    # 未发生新的行政复议: there may be some from before
    return "anew" in cues and not cues.isdisjoint(DISPUTED)


def _by_fault(scope: Sequence[Token]) -> bool:
    # 没有因超期答复引发的行政诉讼: there may be some that led from no fault
    fault = next((index for index, token in enumerate(scope) if "bad" in token.cues), len(scope))
    led = next((index for index in range(fault, len(scope)) if "cause" in scope[index].cues), 0)
    return bool(led) and not any(token.kind == "soft" for token in scope[fault:led]) and _of_disputes(scope[led:])


def _of_disputes(scope: Sequence[Token]) -> bool:
    return not cues_of(scope).isdisjoint(DISPUTED)


def _narrow(concepts: Sequence[str], cues: set[str], talk: Discourse) -> None:
    # 行政诉讼12件，未发生涉政府信息公开的诉讼: the count before was of disputes of any kind.
    if "disclosure" not in cues:
        return
    told = DISPUTES if "review_and_litigation.none" in concepts else concepts
    for said in talk.said:
        if said.concept in told and said.number and said.value and not said.scoped:
            said.concept = OF_OTHERS


def _of_a_field(scope: Sequence[Token]) -> bool:
    # 未收到关于土地征收方面的申请: of others there may have been some
    told = any("concerning" in one.cues and (after.gap or "foreign" in after.cues) for one, after in pairwise(scope))
    return told and "application" in cues_of(scope[-2:]) and cues_of(scope).isdisjoint(DISPUTED)
