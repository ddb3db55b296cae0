"""What is denied, by what the words of a denial name: applications, disputes, fees, documents, decisions, results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.claims.binding import cues_of
from workbench.claims.discourse import NOTHING, Discourse
from workbench.claims.draft import CARRIED_IN, CARRIED_OUT, DISPUTES
from workbench.claims.families import result_of
from workbench.claims.model import UNTESTED
from workbench.claims.scopes import OURS, about_a_matter, fee_beside, late, of_others, parts
from workbench.claims.sentences import DISPUTED, Token
from workbench.values import Qualifier

OBJECTS = frozenset(
    [
        "application",
        "request",
        "review",
        "litigation",
        "rules",
        "normative",
        "licences",
        "penalties",
        "coercion",
        "fees",
        "handling_fee",
        "fee",
        "fee_notice",
        "carry",
        "corrected",
        "matter",
        "published",
        "media",
        "train",
        "disclosure",
    ]
)
"""What a denial can be about."""
_NOT_NONE = frozenset(
    ["bad", "answer", "paper", "target", "procedure", "guide", "check", "train", "document", "publish", "tariff"]
)
"""With one of these a clause denies some fault or act, and not that there were applications."""
_PAPERS = frozenset({"rules", "normative", "document"})
_DECIDED = ("licences", "penalties", "coercion")
_BOUNDS = frozenset({Qualifier.AT_LEAST, Qualifier.AT_MOST})
FILLING = frozenset({"hard", "filler", "soft"})
"""The kinds of tokens that name nothing."""


class Denial(NamedTuple):
    """A negation: the tokens it governs, the cues of all that it can be about, and those before it."""

    scope: Sequence[Token]
    cues: set[str]
    before: set[str]
    talk: Discourse

    @property
    def around(self) -> set[str]:
        """The cues on both sides of the negation."""
        return self.cues | self.before


def denied(denial: Denial) -> list[str]:
    """The concepts of which a denial says that there were none."""
    months = "dated" in denial.before and denial.before.isdisjoint({"until", "next"})
    # 1月无申请; 个别单位未收到申请; 上半年未收到申请; 此后未再收到申请
    if months or denial.around & {"someone", "partial", "no_more"} or denial.talk.halved:
        return []
    if "target" in denial.around and not denial.cues & DISPUTED:
        return []
    one_case = "same_matter" in denial.around and denial.cues & DISPUTED  # 未就同一事项引发新的诉讼
    others = of_others(denial.scope) and denial.cues & {"application", *DISPUTED}
    if one_case or others or about_a_matter(denial.scope):
        return []
    tests = (
        _all_alike,
        _dispute_and_fee,
        _dispute,
        _carry,
        _fee,
        _documents,
        _decisions,
        _result,
        _by_several_ways,
        _application,
    )
    return next((concepts for test in tests if (concepts := test(denial))), [])


def _all_alike(denial: Denial) -> list[str]:
    # 未收到信息公开申请、行政复议及行政诉讼; but 未收到因申请、答复引发的行政复议 is of disputes only
    place = next((index for index, token in enumerate(denial.scope) if parts(token)), 0)
    first, rest = _over(denial, denial.scope[:place]), _over(denial, denial.scope[place:])
    disputes = bool(rest.cues & DISPUTED)
    if first.cues & DISPUTED:
        return _disputes_first(denial)
    if "issue" in first.cues and first.cues & _PAPERS:
        if disputes:  # 没有出台规范性文件、受理行政诉讼
            return [*_documents(first), *_dispute(denial)]
        if not rest.cues.isdisjoint(_DECIDED):  # 不具备制定规章、行使行政许可的职权
            return [*_documents(first), *_decisions(rest)]
    if "carry" in first.cues and disputes:  # 无申请结转及行政复议、诉讼
        return [*_carry(first), *_dispute(denial)]
    # 没有发生政府信息公开申请、复议、诉讼
    happened = "happen" in first.cues and bool(first.scope) and first.scope[-1].cues[:1] == ("application",)
    apart = ("receive" in first.cues or happened) and "application" in first.cues and disputes
    if not apart or "cause" in denial.cues:
        return []
    return [*_application(first), *_dispute(denial)]


def _disputes_first(denial: Denial) -> list[str]:
    # 未收到行政复议、行政诉讼及政府信息公开申请
    place = next((place for place in range(len(denial.scope) - 1, 0, -1) if parts(denial.scope[place])), 0)
    first, rest = _over(denial, denial.scope[:place]), _over(denial, denial.scope[place:])
    apart = "receive" in first.cues and "application" in rest.cues and not rest.cues & DISPUTED
    if not apart or first.cues & {"cause", "because", *OURS}:
        return []
    return [*_application(rest), *_dispute(first)]


def _over(denial: Denial, scope: Sequence[Token]) -> Denial:
    return denial._replace(scope=scope, cues=cues_of(scope))


def _dispute_and_fee(denial: Denial) -> list[str]:
    place = fee_beside(denial.scope)
    if not place:
        return []
    first, rest = denial.scope[: place - 1], denial.scope[place:]
    disputes = _dispute(_over(denial, first))
    return [*disputes, *_fee(_over(denial, rest))]


def _dispute(denial: Denial) -> list[str]:
    cues = denial.cues
    named: list[str] = [name for name in ("review", "litigation") if name in cues]
    told = "happen" in cues or "corrected" in cues  # 没有因答复不当被法院判决败诉
    if cues & {"target", "answer"} and (not told or ("target" in cues and "happen" not in cues)):
        return []
    if "corrected" in cues:
        return [f"{name}.corrected" for name in named or _corrected(denial)]
    if "pending" in cues and (named or denial.talk.topic in DISPUTED):  # 结果维持4件，没有尚未审结的案件
        return [f"{name}.pending" for name in (named or [denial.talk.topic])]
    if cues & {"upheld", "withdrawn"} or (denial.scope and "compare" in denial.scope[0].cues):  # 与诉讼有关的
        return []
    if named == ["litigation"] and "review" in denial.before:  # 复议后未起诉
        return ["litigation.after_review"]
    return ["review_and_litigation.none"] if len(named) > 1 else [f"{name}.total" for name in named]


def _corrected(denial: Denial) -> list[str]:
    """Whose correction is denied where the clause does not say: 均未被纠错."""
    said = {draft.concept for draft in denial.talk.said}
    lost = {"lost" in token.cues for token in denial.scope if "corrected" in token.cues}
    both = len(lost) > 1 or ("every" in denial.around and lost == {False})  # 无被纠错、败诉情形; 均未被纠错
    if said >= set(DISPUTES) and both:
        return ["review", "litigation"]
    bodies = {"review_body": "review", "lost": "litigation"}
    before: list[str] = [name for name in ("review", "litigation") if name in denial.before]
    named = before or [name for cue, name in bodies.items() if cue in denial.cues]
    # 备案规范性文件5件，无被撤销情形; 审结复议案件43件，无一件被改判
    if not named and denial.talk.topic in {*_PAPERS, "reviewing"}:
        return []
    return named or [denial.talk.topic if denial.talk.topic in DISPUTED else "review"]


def _carry(denial: Denial) -> list[str]:
    carried = "carry" in denial.cues or "not_carried" in denial.before or denial.cues >= {"turned", "next"}
    if not carried or late(denial.scope):
        return []
    made = [CARRIED_IN] if "prior" in denial.around else []
    return [*made, CARRIED_OUT] if "next" in denial.around or not made else made


def _fee(denial: Denial) -> list[str]:
    verb = next((token for token in denial.scope if token.kind == "verb"), None)
    fee = next((token for token in denial.scope if not {"fee", "handling_fee"}.isdisjoint(token.cues)), None)
    waived = verb is not None and "waive" in verb.cues and "fee_notice" not in denial.cues  # 未发放收费通知
    if waived and verb is not None and (fee is None or verb.start < fee.start):  # 未减免费用
        return []
    if "fee_kind" in denial.cues and not denial.cues & {"publish", "published", "bad"}:
        return [*_decisions(denial), "fees.charged"]  # 无行政事业性收费项目
    ruling = denial.talk.ruling and "current" not in denial.around  # but 每件收取100元，全年未发生收费
    if "power" in denial.cues or _bounded(denial.talk) or ruling:  # 按每页10元收取；10件以下不收费
        return []
    if "fees" in denial.cues:  # but 无行政事业性收费等事项公开
        return [] if "publish" in denial.cues else [*_decisions(denial), "fees.charged"]
    if "fee_notice" in denial.cues and not denial.cues & {"fee", "handling_fee", "charge"}:
        return ["handling_fee.notices"]
    others = "handling_fee" not in denial.cues and denial.cues & {"fee_items", "matter"}
    return ["handling_fee.amount"] if denial.cues & {"handling_fee", "fee", "fee_notice"} and not others else []


def _bounded(talk: Discourse) -> bool:
    """Whether the last number, in brackets or before them, is the bound of a rule and counts nothing."""
    last = [one for one in talk.said if one is talk.head or one is talk.said[-1]]  # 10件以下（含10件）不收费
    bounds = [one for one in last if one.qualifier in _BOUNDS and (one.concept.startswith(UNTESTED) or not one.sure)]
    for one in bounds:
        one.concept = "untested.rule"
    return bool(bounds)


def _documents(denial: Denial) -> list[str]:
    told = denial.talk.topic
    elided = told in {"rules", "normative"} and not denial.cues & OBJECTS and denial.cues & {"issue", "repeal"}
    laws = {"rules"} if "laws" in denial.cues else set()  # 未制定行政法规、规章和规范性文件
    named = [told] if elided else [name for name in ("rules", "normative") if name in denial.cues | laws]
    papers = elided and "plain_paper" in denial.cues  # 未制发规范性文件，无废止文件
    if denial.cues & {"vet", "check", "bad"} or ("document" in denial.cues and not laws and not papers):
        return []
    verbs = {"issue": "issued", "repeal": "repealed", "in_force": "in_force"}
    said = [concept for cue, concept in verbs.items() if cue in denial.around]
    if "amend" in denial.around and not said:
        return []
    return [f"{name}.{verb}" for name in named for verb in said or ["issued"]]


def _decisions(denial: Denial) -> list[str]:
    if denial.cues & {"publish", "entry", "bad"}:
        return []
    named = [name for name in _DECIDED if name in denial.cues]
    if denial.talk.topic in _DECIDED and "decision" in denial.cues:  # 行政强制方面，未作出处理决定
        named = named or [denial.talk.topic]
    if not named and any(said.concept.endswith(".decided") for said in denial.talk.said):  # 处罚8件，未实施强制
        named = [name for name in _DECIDED if f"bare_{name}" in denial.cues]
    return [f"{name}.decided" for name in named]


def _result(denial: Denial) -> list[str]:
    # 未作出不予公开决定; but 未出现应公开而不予公开 denies a fault.
    if denial.cues & {"bad", "document", "target", "published"} or not _of_applications(denial):
        return []
    if any(token.kind == "detail" for token in denial.scope):  # 无正当理由逾期不补正不再处理
        return []
    named = dict.fromkeys(token.cues[0] for token in denial.scope if token.kind == "result")
    return [result_of(name) for name in named]


def _of_applications(denial: Denial) -> bool:
    # 办结工单321件。没有政府信息公开申请被不予公开
    return denial.talk.topic in {NOTHING, "application"} or "application" in denial.around


def _by_several_ways(denial: Denial) -> list[str]:
    # 未接到关于公开政府信息的书面或口头申请
    told = [token for token in denial.scope if token.kind not in FILLING]
    ways = [token for token in told if token.kind == "channel"]
    ends = len(ways) > 1 and told[-1].kind == "channel" and not any(token.gap for token in told)
    others = denial.cues & {"matter", "media", "bad", "document"}
    shown = "published" in denial.cues and denial.cues.isdisjoint(OURS)
    received = "receive" in denial.cues and "other_channel" not in denial.before
    return ["applications.new"] if ends and received and not (others or shown) else []


def _application(denial: Denial) -> list[str]:
    cues = denial.cues
    if "other_channel" in denial.before:  # 其他渠道无申请
        return []
    if cues & _NOT_NONE or any(token.kind in {"result", "detail"} for token in denial.scope):
        return []
    first = next((token for token in denial.scope if token.kind == "object"), None)
    # 无信访转申请情形; 未发生因政府信息公开申请: what they led to is denied, whatever it was
    if (first is not None and "matter" in first.cues) or cues >= {"happen", "because"}:
        return []
    applicants = [token.cues[0] for token in denial.scope if token.kind == "applicant"]
    if len(applicants) == 1 and "everyone" not in cues:  # 无法人或其他组织申请; but 未收到任何单位、组织和个人的申请
        return [f"applications.by_applicant.{applicants[0]}"]
    if "application" in cues or cues >= {"receive", "disclosure"}:
        return ["applications.new"]
    elided = "receive" in cues and denial.talk.topic == "application" and not any(token.gap for token in denial.scope)
    return ["applications.new"] if elided and not cues & {"published", "matter", "media"} else []
