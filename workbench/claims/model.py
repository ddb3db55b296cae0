"""What the narrative claims: one frozen value for each number, and for each statement without one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbench.values import Interval, Qualifier

UNTESTED = "untested."
PRIOR = "prior."


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the narrative and the exact place that it was read from.

    ``concept`` names what is stated (``applications.new``); it begins with ``untested.`` where the
    number is no claim about the report's own cells, the rest then being the reason
    (``untested.document_number``), and with ``prior.`` where it is about an earlier year.
    ``value`` counts in 件, or in the unit that ``concept`` stands for (fees in 万元, the
    handling fee in 元, rates in percent). ``start`` and ``end`` are offsets of the words that the claim was
    read from; ``number`` those of its numeral, None for a statement without one (未收到申请).
    """

    concept: str
    value: Decimal
    interval: Interval
    qualifier: Qualifier
    start: int
    end: int
    text: str
    year: int
    number: tuple[int, int] | None = None
    detail: str = ""
    """The row of table 3 that is meant (``refused.state_secret``), for ``applications.result.detail``."""
    whole: int | None = None
    """Which claim of the same text, by its place in the order read, this one is a part of."""
    family: str = ""
    """The kind of list that a part stands in (``applicant``, ``channel``, ``result`` …): parts of one kind sum up."""
    closed_by: tuple[str, ...] = ()
    """The kinds of lists that claim to name all parts of this whole."""
    confident: bool = True
    """False where the words leave it open what is meant; a difference is then never asserted."""

    @property
    def closed(self) -> bool:
        """Whether some list of parts claims to be complete."""
        return bool(self.closed_by)

    @property
    def tested(self) -> bool:
        """Whether the claim is one about this report's own figures."""
        return not self.concept.startswith((UNTESTED, PRIOR))
