"""Claims that a clause makes without a number of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from workbench.claims.draft import Draft
from workbench.claims.families import family
from workbench.claims.sentences import Token
from workbench.values import Interval


def like(whole: Draft, concept: str, clause: Sequence[Token], *, valued: bool = True, detail: str = "") -> Draft:
    """A claim read from a clause that has its value from another, the whole that it speaks of."""
    made = Draft(concept, *reach(clause), whole.year, family=family(concept), whole=whole, detail=detail)
    if valued:
        made.value, made.interval, made.qualifier = whole.value, whole.interval, whole.qualifier
    return made


def reach(clause: Sequence[Token]) -> tuple[int, int]:
    """Where the words of a clause begin and end, without the mark after them."""
    told = [token for token in clause if token.kind != "hard"] or list(clause)
    return told[0].start, told[-1].end


def leaving(made: Draft, said: Sequence[Draft]) -> Draft:
    """The claim with what the items before leave over: 收到12件，企业1件，其余均为自然人."""
    told = [one.value for one in said if one.number and one.family == made.family]
    made.value -= sum(told)
    made.interval = Interval.exact(made.value)
    made.sure = made.sure and bool(told) and made.family == "applicant" and made.value >= 0
    return made


def summing(made: Draft, whole: Draft, said: Sequence[Draft]) -> Draft:
    """The claim with the sum of its rows right before it: 申请46件，重复申请1件、信访类2件，均不予处理."""
    row = f"{made.concept.removeprefix('applications.result.')}."
    counts = [one for one in said if one.number and one.start > whole.start]
    rows = list(takewhile(lambda one: one.detail.startswith(row), reversed(counts)))
    if rows:
        made.value, made.sure = sum((one.value for one in rows), Decimal(0)), False
        made.interval = Interval.exact(made.value)
    return made
