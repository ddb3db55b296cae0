"""What one negation reaches, and where the next denial begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.claims.binding import cues_of
from workbench.claims.sentences import DISPUTED, Token

OURS = frozenset({"disclosure", "application"})
"""With one of these it is of ours."""
_TELLING = frozenset({"concerning", "raise"})
"""With one of these it is told what applications are about."""
_OF_HANDLING = frozenset({"handling_fee", "charge", "fee_notice"})
"""With one of these the fee is that of handling applications."""


def of_costs(scope: Sequence[Token]) -> bool:
    """Whether what is denied are costs of disputes, and not the disputes."""
    # 未发生与诉讼有关的费用支出; 不存在因复议、诉讼产生的收费
    fee = next((token for token in reversed(scope) if token.kind == "object"), None)
    if fee is None or "fee" not in fee.cues or "handling_fee" in fee.cues or fee_beside(scope):
        return False
    told = cues_of(token for token in scope if token is not fee)
    caused = "because" in scope[0].cues  # 未因行政诉讼收取费用
    return (caused or told.isdisjoint(_OF_HANDLING)) and "application" not in told and not told.isdisjoint(DISPUTED)


def fee_beside(scope: Sequence[Token]) -> int:
    """Where a fee is denied beside disputes, at nought where none is: 不存在复议、诉讼及收费情况."""
    place = next((index for index, token in enumerate(scope) if "fee" in token.cues), 0)
    joined = place > 1 and (scope[place - 1].kind == "soft" or "joint" in scope[place - 1].cues)
    return place if joined and cues_of(scope[:place]) & DISPUTED and not cues_of(scope[place:]) & DISPUTED else 0


def late(scope: Sequence[Token]) -> bool:
    """Whether it is denied that what is carried over is late, which some of it may be: 无结转超期, 无超期结转."""
    return any(cues_of(both) >= {"bad", "carry"} for both in pairwise(scope))


def next_denial(scope: Sequence[Token]) -> int | None:
    """Where a second negation denies disputes after the first denied applications, or answers: 零申请、零答复."""
    places = [index for index, token in enumerate(scope) if token.kind == "negation"]
    apart = (index for index in places if _of_another_kind(cues_of(scope[:index]), cues_of(scope[index:])))
    if not places or (place := next(apart, None)) is not None:
        return place if places else None
    index = places[0]
    first, rest = cues_of(scope[:index]), cues_of(scope[index:])
    told = "answer" in rest or any(one.kind == "result" for one in scope[index:])
    listed = bool(index) and scope[index - 1].kind == "soft" and told
    denied = "application" in first and not first & DISPUTED
    return index if denied and (listed or bool(rest & DISPUTED)) else None


def _of_another_kind(first: set[str], rest: set[str]) -> bool:
    # 无结转、无复议; 零诉讼、零收费
    carried = "carry" in first and not first & DISPUTED and bool(rest & DISPUTED)
    return carried or (bool(first & DISPUTED) and not rest & DISPUTED and "fee" in rest)


def other_denial(head: Sequence[Token], scope: Sequence[Token]) -> int | None:
    """Where after the denial of one dispute another dispute is named that is denied of its own."""
    place = next((index + 1 for index, token in enumerate(scope) if token.kind == "soft"), None)
    if place is None or len(cues_of(head) & DISPUTED) != 1 or cues_of(scope[:place]) & DISPUTED:
        return None
    until = next((index for index in range(place, len(scope)) if scope[index].kind == "negation"), place)
    return place if cues_of(scope[place:until]) & DISPUTED else None


def parts(token: Token) -> bool:
    """Whether what stands before it and what stands behind are two that are denied."""
    return token.kind == "soft" or "joint" in token.cues


def of_others(scope: Sequence[Token]) -> bool:
    """Whether others beside some are denied: 除1件外，未收到其他申请; but 未发生行政诉讼及其他争议."""
    first = next((token for token in scope if token.kind != "verb"), None)
    return first is not None and "other" in first.cues


def about_a_matter(scope: Sequence[Token]) -> bool:
    """Whether applications about one matter are denied, and nothing told of others: 未收到涉及行政处罚的公开申请."""
    last = next((place for place in range(len(scope) - 1, 0, -1) if scope[place].kind == "object"), 0)
    if "receive" not in cues_of(scope) or "application" not in scope[last].cues or parts(scope[last - 1]):
        return False
    told = next((place for place, token in enumerate(scope[:last]) if not _TELLING.isdisjoint(token.cues)), last)
    return any(token.kind == "object" and OURS.isdisjoint(token.cues) for token in scope[told + 1 : last])
