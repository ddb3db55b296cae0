"""Clauses without a number that claim one all the same: 未收到申请, 均为自然人申请, 无行政诉讼案件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.claims.concepts import family
from workbench.claims.discourse import NOTHING, TOTALS, Discourse, Draft
from workbench.claims.binding import topic_of
from workbench.claims.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.claims.lexicon import Lexicon
    from workbench.claims.sentences import Token

_DISPUTES = ("review.total", "litigation.total")
_DONE = frozenset({"answer", "handle", "done"})
_NOT_NONE = frozenset({"bad", "answer", "paper", "target", "procedure", "guide", "check", "train", "document", "publish"})


def state(clause: Sequence[Token], talk: Discourse, words: Lexicon) -> None:
    """Add what a clause without a number claims."""
    place = next((index for index, token in enumerate(clause) if token.kind == "negation"), None)
    if place is not None and _deny(clause, place, talk):
        return
    _assert_all(clause, talk, words)
    talk.topic = topic_of(clause, talk)


def _cues(tokens: Sequence[Token]) -> set[str]:
    return {cue for token in tokens for cue in token.cues}


def _deny(clause: Sequence[Token], place: int, talk: Discourse) -> bool:
    scope, head = clause[place + 1 :], clause[:place]
    if not _telling(scope) and not _telling(head):  # …情况：无
        head = talk.asked
    cues, before = _cues(scope), _cues(head)
    concepts = [] if talk.cumulative else _denied(cues, before, clause, scope, talk)
    year, prefix = (talk.when, "prior.") if talk.when else (talk.year, "")
    told = [token for token in clause[place:] if token.kind not in {"hard"}]
    if not _objects(cues):
        told = [*[token for token in head if token.kind in {"object", "mark"}], *told]
    for concept in concepts:
        talk.drafts.append(Draft(prefix + concept, told[0].start, max(token.end for token in told), year))
    if concepts:
        talk.topic = topic_of(clause, talk)
    return bool(concepts)


def _telling(tokens: Sequence[Token]) -> bool:
    return any(token.kind not in {"hard", "filler", "soft"} for token in tokens)


def _objects(cues: set[str]) -> set[str]:
    return cues & {"application", "request", "review", "litigation", "rules", "normative", "licences", "penalties", "coercion", "fees", "handling_fee", "fee", "fee_notice", "carry", "corrected", "matter", "published", "media", "train", "disclosure"}


def _denied(cues: set[str], before: set[str], clause: Sequence[Token], scope: Sequence[Token], talk: Discourse) -> list[str]:
    named = cues if _objects(cues) else cues | before
    if "target" in before | cues and not named & {"review", "litigation"} :
        return []
    for test in (_no_dispute, _no_carry, _no_fee, _no_documents, _no_decisions, _no_application):
        if concepts := test(named, before, scope, talk):
            return concepts
    return []


def _no_dispute(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    named = [name for name in ("review", "litigation") if name in cues]
    if cues & {"target", "answer"} and not cues & {"happen"}:
        return []
    if "corrected" in cues:
        said = {draft.concept for draft in talk.said}
        named = named or [name for name in ("review", "litigation") if said >= set(_DISPUTES) and "every" in cues | before]
        named = named or [name for name, cue in (("review", "review_body"), ("litigation", "lost")) if cue in cues]
        return [f"{name}.corrected" for name in named or [talk.topic if talk.topic in {"review", "litigation"} else "review"]]
    if "pending" in cues and named:
        return [f"{name}.pending" for name in named]
    if cues & {"upheld", "withdrawn"}:
        return []
    if len(named) > 1:
        return ["review_and_litigation.none"]
    return [f"{name}.total" for name in named]


def _no_carry(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    if "carry" not in cues:
        return []
    both = cues | before
    made = ["applications.carried_in"] if "prior" in both else []
    return made + (["applications.carried_out"] if "next" in both or not made else [])


def _no_fee(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    if "fees" in cues:
        return ["fees.charged"]
    if "fee_notice" in cues and not cues & {"fee", "handling_fee", "charge"}:
        return ["handling_fee.notices"]
    return ["handling_fee.amount"] if cues & {"handling_fee", "fee", "fee_notice"} and not cues & {"fee_items", "matter"} else []


def _no_documents(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    named = [name for name in ("rules", "normative") if name in cues]
    if not named or cues & {"vet", "check", "document", "bad"} - {"publish"}:
        return []
    verbs = [concept for cue, concept in (("issue", "issued"), ("repeal", "repealed"), ("in_force", "in_force")) if cue in cues | before]
    return [f"{name}.{verb}" for name in named for verb in verbs or ["issued"]]


def _no_decisions(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    if cues & {"publish", "entry", "bad"}:
        return []
    return [f"{name}.decided" for name in ("licences", "penalties", "coercion") if name in cues]


def _no_application(cues: set[str], before: set[str], scope: Sequence[Token], talk: Discourse) -> list[str]:
    if cues & _NOT_NONE or any(token.kind in {"result", "detail"} for token in scope):
        return []
    if cues & {"matter", "media"} and "application" not in cues:
        return []
    if "application" in cues or cues >= {"receive", "disclosure"}:
        return ["applications.new"]
    bare = "receive" in cues and not any(token.gap for token in scope)
    return ["applications.new"] if bare and talk.topic == "application" and not cues & {"published", "matter"} else []


def _assert_all(clause: Sequence[Token], talk: Discourse, words: Lexicon) -> None:
    cues = _cues(clause)
    topic = topic_of(clause, talk)
    every = "every" in cues
    _all_paid(clause, cues, talk)
    _all_of_row(clause, talk, every=every)
    if _flat(cues, clause, talk, topic):
        return
    if topic in {"review", "litigation", "both"}:
        _outcome(clause, cues, talk, topic, every=every)
        return
    if topic not in {"application", NOTHING}:
        return
    whole = talk.last_total(TOTALS[:2]) if talk.said else None
    whole = whole if whole in talk.said or every else None
    if talk.said and talk.said[-1].concept.endswith(".organisations"):  # 法人6件（均为企业）
        whole = talk.said[-1]
    if whole is None or whole.year != talk.year:
        return
    if every and cues & _DONE and topic == "application":
        talk.drafts.append(_like(whole, "applications.all_processed", clause, valued=False))
    one = whole.value == 1
    for concept in _alone(clause, cues):
        if every or one:
            talk.drafts.append(_like(whole, concept, clause))


def _alone(clause: Sequence[Token], cues: set[str]) -> list[str]:
    applicants = [token.cues[0] for token in clause if token.kind == "applicant"]
    if len(applicants) == 1 and not cues & {"answer", "publish", "published", "guide"}:
        return [f"applications.by_applicant.{applicants[0]}"]
    results = {token.cues[0] for token in clause if token.kind == "result"}
    if len(results) == 1 and not cues & {"bad", "merged", "target"}:
        name = {"partly": "partly_granted", "other_result": "other"}.get(min(results), min(results))
        return [f"applications.result.{name}"]
    if "carry" in cues and "next" in cues:
        return ["applications.carried_out"]
    return []


def _outcome(clause: Sequence[Token], cues: set[str], talk: Discourse, topic: str, *, every: bool) -> None:
    names = [name for name in ("upheld", "corrected", "pending", "other_outcome") if name in cues]
    if not names or cues & {"bad", "target"}:
        return
    wholes = [draft for draft in talk.said if draft.concept in _DISPUTES and draft.value]
    if topic in {"review", "litigation"} and not ({"review", "litigation"} <= cues):
        wholes = [draft for draft in wholes if draft.concept == f"{topic}.total"] or wholes
    concept = names[0].removesuffix("_outcome")
    if not wholes or any(family(draft.concept) for draft in talk.said if draft.whole is None and draft.start > wholes[-1].start):
        if every and names == ["upheld"]:
            _all_upheld(clause, talk, topic)
        return
    if len(wholes) > 1 and not every:
        wholes = wholes[-1:]
    for whole in wholes:
        made = _like(whole, f"{whole.concept.partition('.')[0]}.{concept}", clause)
        made.sure = every or whole.value == 1 or concept == "pending"
        talk.drafts.append(made)
    if every and concept == "upheld":
        _all_upheld(clause, talk, topic)


def _all_upheld(clause: Sequence[Token], talk: Discourse, topic: str) -> None:
    name = topic if topic in {"review", "litigation"} else "review_and_litigation"
    start, end = _reach(clause)
    talk.drafts.append(Draft(f"{name}.all_upheld", start, end, talk.year))


def _all_paid(clause: Sequence[Token], cues: set[str], talk: Discourse) -> None:
    if "d_unpaid" not in cues or not cues & {"every", "d_unpaid"}:
        return
    notices = talk.last_total(("handling_fee.notices",))
    if notices is not None and notices in talk.said:
        made = _like(notices, "applications.result.detail", clause)
        made.detail = "申请人逾期未按收费通知要求缴纳费用"
        talk.drafts.append(made)


def _all_of_row(clause: Sequence[Token], talk: Discourse, *, every: bool) -> None:
    # 其他处理7件，均为逾期不补正
    token = next((token for token in clause if token.kind == "detail"), None)
    row = talk.said[-1] if talk.said else None
    if token is not None and row is not None and row.family == "result" and (every or row.value == 1):
        made = _like(row, "applications.result.detail", clause)
        made.detail = lexicon().names[token.cues[0]]
        talk.drafts.append(made)


def _flat(cues: set[str], clause: Sequence[Token], talk: Discourse, topic: str) -> bool:
    if "flat" not in cues or not cues & {"compare", "prior", "same_period"}:
        return False
    start, end = _reach(clause)
    counted = talk.noun == "" and (topic == "application" or talk.has_whole) and not cues & {"media", "published", "train"}
    if counted:
        talk.drafts.append(Draft("growth_flat.applications", start, end, talk.year))
    return True


def _like(whole: Draft, concept: str, clause: Sequence[Token], *, valued: bool = True) -> Draft:
    start, end = _reach(clause)
    made = Draft(concept, start, end, whole.year, family=family(concept), whole=whole)
    if valued:
        made.value, made.interval, made.qualifier = whole.value, whole.interval, whole.qualifier
    return made


def _reach(clause: Sequence[Token]) -> tuple[int, int]:
    told = [token for token in clause if token.kind != "hard"] or list(clause)
    return told[0].start, told[-1].end
