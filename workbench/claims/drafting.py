"""Claims that a clause makes without a number of its own."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.claims.discourse import Draft
from workbench.claims.families import family
from workbench.claims.sentences import Token


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
