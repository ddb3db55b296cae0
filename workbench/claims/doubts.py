"""What is perhaps not all there is: counts of a thing told twice, outcomes of a part, the denial of another organ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import takewhile

from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES, OF_OTHERS, TOTALS, Draft

APART = (
    "applications.new",
    "normative.issued",
    "normative.repealed",
    "rules.issued",
    "rules.repealed",
    CARRIED_IN,
    CARRIED_OUT,
    "licences.decided",
    "penalties.decided",
    "coercion.decided",
    "fees.charged",
)
"""What several organs do, or is done in several ways, and each is counted."""
_OUTCOMES = ("upheld", "corrected", "other", "pending")
_DENIED, _NEITHER = frozenset({TOTALS[0], *DISPUTES}), "review_and_litigation.none"
CARRIED = "untested.carried_dispute"
"""Disputes told to have been carried over from an earlier year."""
OUTCOMES = tuple(f"{dispute}.{outcome}" for dispute in ("review", "litigation") for outcome in _OUTCOMES)
"""The outcomes of table 4."""
ISSUED = ("normative.issued", "rules.issued")
FEE, NOTICES = "handling_fee.amount", "handling_fee.notices"


def of_citizens(ordered: Sequence[Draft]) -> None:
    """Beside organisations citizens are not all who applied: 收到公民申请8件、法人申请2件."""
    for place, one in enumerate(ordered):
        if one.concept != TOTALS[0] or not one.citizens:
            continue
        beside = list(takewhile(partial(_applied_beside, one.sentence), ordered[place + 1 : place + 3]))
        if any(other.number == one.number for other in beside):  # 收到8件自然人申请，2件法人申请
            one.concept = "untested.restated" if len(beside) > 1 else one.concept
        elif any(not other.concept.endswith(".natural_person") for other in beside):
            one.concept, one.family = "applications.by_applicant.natural_person", "applicant"
        elif beside:  # 收到公民申请3件，均为个人: all there were, or those of persons
            one.sure = False


def _applied_beside(sentence: int, other: Draft) -> bool:
    return other.sentence == sentence and other.family == "applicant" and not other.inclusive


def counted_apart(ordered: Sequence[Draft]) -> None:
    """Of two counts neither is all there is: 废止6件，宣布失效5件; 全区结转39件，本级6件; 强制措施7起、强制执行2起."""
    for counts in grouped(ordered, APART, unsure=True):
        # 以县政府名义出台5件，部门出台8件; but what was made public is told apart by itself
        told = [one for one in counts if one.sure or (one.concept in ISSUED and not one.made_public)]
        if len({draft.value for draft in told}) > 1:
            doubt(told)


def answered_apart(ordered: Sequence[Draft]) -> None:
    """Answered in one way and in another neither is all that was answered: 提前办结36件，按期办结4件."""
    for told in grouped(ordered, TOTALS[2:]):
        if len({draft.value for draft in told}) > 1:
            doubt(told)


def outcomes_apart(ordered: Sequence[Draft]) -> None:
    """Two counts of one outcome are both a part of it, and perhaps one is of another: 维持4件、驳回2件."""
    for told in grouped(ordered, OUTCOMES):
        if len(told) > 1:
            doubt(told)


def by_course(ordered: Sequence[Draft]) -> None:
    """Each outcome is one of a part of the lawsuits: 诉讼5件，其中直接起诉3件，均维持；复议后起诉2件，维持1件."""
    course: Draft | None = None
    for draft in ordered:
        if draft.concept == "litigation.total":
            course = None
        elif draft.family == "course" and draft.value:
            course = draft
        elif course is not None and course.sentence == draft.sentence and draft.concept.startswith("litigation."):
            draft.sure = False


def issued_and_shown(ordered: Sequence[Draft]) -> None:
    """What was made public somewhere is not all that was issued: 制发规范性文件41件。网站发布规范性文件9件."""
    for concept in ISSUED:
        told = [one for one in ordered if one.concept == concept and one.number and one.value]
        if len({one.value for one in told}) > 1:
            doubt([one for one in told if one.made_public])
        standing = {(one.sentence, one.value) for one in ordered if one.concept == f"{concept[:-6]}in_force"}
        # 现行有效6件，全文公布6件
        doubt([one for one in told if one.made_public and (one.sentence, one.value) in standing])
        amended = {one.sentence for one in ordered if one.inclusive and one.concept == f"{concept[:-6]}amended"}
        doubt([one for one in told if one.sentence in amended and not one.inclusive])  # 制定规章9件（含修改4件）


def stock_beside_new(ordered: Sequence[Draft]) -> None:
    """What of a number is not new was there before, and is not all in force: 规范性文件6件，其中新出台2件，存量4件."""
    for whole, new, old in zip(ordered, ordered[1:], ordered[2:], strict=False):
        within = new.inclusive and old.inclusive and whole.sentence == old.sentence
        told = new.concept in ISSUED and old.concept == f"{new.concept[:-6]}in_force"
        if told and within and whole.value == new.value + old.value:
            old.concept = "untested.breakdown"


def issued_in_names(ordered: Sequence[Draft]) -> None:
    """What each of two organs issued is a part: 规范性文件16件（以市政府名义印发7件，以市政府办名义印发9件）."""
    for total, one, other in zip(ordered, ordered[1:], ordered[2:], strict=False):
        alike = one.concept == other.concept and one.concept in ISSUED and not (one.sure or other.sure)
        within = one.inclusive and other.inclusive
        if alike and within and total.sentence == other.sentence and total.value == one.value + other.value:
            one.concept = other.concept = "untested.breakdown"


def beside_carried(ordered: Sequence[Draft]) -> None:
    """Beside disputes carried over a count may be one of the new ones: 新发生行政诉讼1件，上年结转诉讼2件."""
    carried = [one for one in ordered if one.concept == CARRIED and not one.inclusive]
    beside = {(one.sentence, f"{one.dispute}.total") for one in carried}
    doubt([one for one in ordered if one.value and (one.sentence, one.concept) in beside])


def of_any_kind(ordered: Sequence[Draft]) -> None:
    """Where disclosure is not spoken of at all, all disputes may be meant, and their outcomes: 行政复议3件，维持2件."""
    doubted: set[tuple[int, str]] = set()
    for draft in ordered:
        if draft.concept in DISPUTES and draft.number and draft.value and draft.unscoped:
            doubted.add((draft.sentence, draft.concept.partition(".")[0]))
    for draft in ordered:
        dispute = draft.concept.partition(".")[0]
        counted = draft.value and (draft.concept in DISPUTES or draft.family == "outcome")
        told = draft.concept.endswith(".all_upheld") and any(draft.sentence == sentence for sentence, _ in doubted)
        kind, _, grown = draft.concept.partition(".")
        told = told or (kind.startswith("growth") and (draft.sentence, grown.partition(".")[0]) in doubted)
        if told or (counted and (draft.sentence, dispute) in doubted):
            draft.sure = False


def of_doubtful_disputes(ordered: Sequence[Draft]) -> None:
    """How doubtful disputes ended is as doubtful: 审结政府信息公开行政复议案件26件，其中维持18件."""
    doubted: set[str] = set()
    sentence = -1
    for one in ordered:
        if one.sentence != sentence:
            doubted, sentence = set(), one.sentence
        dispute = one.concept.partition(".")[0]
        if _of_some(one) and one.dispute:  # 复议3件，均因处罚引发，维持2件; 诉讼二审案件6件，维持4件
            doubted.add(f"{one.dispute}.total")
        elif one.concept in DISPUTES and one.number:
            doubted = doubted - {one.concept} if one.sure else doubted | {one.concept}
        elif (_came_out(one) and f"{dispute}.total" in doubted) or _grows(one, doubted):
            one.sure = False


def _came_out(draft: Draft) -> bool:
    # 执法案件被复议2件，均未被纠错; but 纠正0件 is the form's own nought
    return draft.concept in OUTCOMES and bool(draft.value or not draft.number)


def _of_some(draft: Draft) -> bool:
    apart = draft.concept == "untested.breakdown" and not draft.inclusive
    return draft.number is not None and (apart or draft.concept == OF_OTHERS)


def _grows(draft: Draft, disputes: Collection[str]) -> bool:
    kind, _, subject = draft.concept.partition(".")
    return kind.startswith("growth") and subject in disputes


def none_and_some(ordered: Sequence[Draft]) -> None:
    """A denial beside a count is that of another organ: 县政府办公室未收到申请；我局收到19件."""
    some = {(one.sentence, one.concept) for one in ordered if one.concept in _DENIED and one.value}
    some |= {(sentence, _NEITHER) for sentence, concept in some if concept in DISPUTES}
    for one in ordered:
        if not one.value and (one.sentence, one.concept) in some:
            one.sure = False


def as_reviewers(ordered: Sequence[Draft]) -> None:
    """Who concludes disputes reviews what others have decided: 收到行政复议申请152件，审结140件."""
    concluded = {one.sentence for one in ordered if one.concept == "untested.concluded"}
    doubted = set(DISPUTES)
    theirs = {one.sentence for one in ordered if one.sentence in concluded and one.concept in doubted and not one.sure}
    for one in ordered:
        if one.sentence not in theirs:
            continue
        if one.concept in doubted or one.family == "outcome":
            one.concept, one.family = OF_OTHERS, ""
        elif one.concept in OUTCOMES or _grows(one, DISPUTES):  # 办结43件，无一件被改判
            one.sure = False


def asked_and_paid(ordered: Sequence[Draft]) -> None:
    """The first amount is what the notices ask for: 发出收费通知86件、总金额2.35万元，实际收取1.2万元."""
    told = [one for one in ordered if one.concept in {NOTICES, FEE}]
    for notices, asked, paid in zip(told, told[1:], told[2:], strict=False):
        fees = [one.concept for one in (notices, asked, paid)] == [NOTICES, FEE, FEE]
        apart = asked.value != paid.value and not paid.inclusive
        if fees and apart and asked.number and paid.number and asked.sentence == paid.sentence:
            asked.concept = "untested.money"


def grouped(ordered: Sequence[Draft], concepts: Sequence[str], *, unsure: bool = False) -> Iterable[Sequence[Draft]]:
    """The counts of each concept in each sentence; ``unsure`` ones only where asked for."""
    counts: dict[tuple[int, str], list[Draft]] = {}
    for draft in ordered:
        if draft.concept in concepts and draft.number and draft.value and (draft.sure or unsure):
            counts.setdefault((draft.sentence, draft.concept), []).append(draft)
    return counts.values()


def doubt(told: Sequence[Draft]) -> None:
    """Assert none of them."""
    for draft in told:
        draft.sure = False
