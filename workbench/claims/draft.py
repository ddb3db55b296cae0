"""A claim in the making, with all that its words say of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbench.values import ZERO, Interval, Qualifier

DISPUTES = ("review.total", "litigation.total")
"""The totals of the two kinds of disputes."""
CARRIED_IN, CARRIED_OUT = "applications.carried_in", "applications.carried_out"
OF_OTHERS = "untested.own_review"
"""Disputes that are not about our disclosure, or not ours."""
MATTERS = "untested.other_matters"
TOTALS = ("applications.new", "applications.new_or_with_carried_in", "applications.processed")


@dataclass(slots=True, eq=False)
class Draft:
    """A claim in the making."""

    concept: str
    start: int
    end: int
    year: int
    value: Decimal = Decimal(0)
    interval: Interval = ZERO
    qualifier: Qualifier = Qualifier.ZERO
    number: tuple[int, int] | None = None
    detail: str = ""
    family: str = ""
    whole: Draft | None = None
    closed_by: tuple[str, ...] = ()
    sure: bool = True
    scoped: bool = False
    """Whether the words beside it name disclosure."""
    part_intro: bool = False
    """Whether 其中, a bracket or a colon stands between it and its whole."""
    current: bool = False
    """Whether it is said to be of this year, and so no part of a count that is."""
    citizens: bool = False
    """Whether those who applied are named citizens: 收到公民申请8件."""
    any_kind: bool = False
    """Whether it counts applications of any kind: 各类申请920件."""
    answered: bool = False
    """Whether what came in is named and said to be answered: 受理的37件已答复."""
    act: str = ""
    """What was done with what it counts, where only that is said and not what it is: 制定3件."""
    was: str = ""
    """What it would claim were it no part of the same before it: 规章18件（含新制定4件…）."""
    fresh: bool = False
    """Whether its verb says that it came in newly: 新收."""
    newly: bool = False
    """Whether it is said to be what of a total came in this year: 受理59件，其中新收47件."""
    inclusive: bool = False
    """Whether it is said to be contained in what goes before (其中, 含), and not beside it."""
    rest: bool = False
    """Whether it counts what others of the sentence leave over: 其余31件."""
    ours: bool = False
    """Whether it is said to be of our own organ, as one of several: 其中本局收到37件."""
    of_area: bool = False
    """Whether it is said to be of a whole area or of a number of organs."""
    of_seat: bool = False
    """Whether it is told of the seat of a system of organs: 总局机关办结380件."""
    area_share: bool = False
    """Whether it tells what share of a whole area something is: 占全县46件的15.2%."""
    of_organ: bool = False
    """Whether an organ is named with it that need not be ours: 县政府办公室收到5件."""
    region: str = ""
    """The region that it is said to be of."""
    dispute: str = ""
    """The dispute that it counts, whoever they are about."""
    sums: bool = False
    """Whether it is said to be the sum of those before it (合计)."""
    unscoped: bool = False
    """Whether its paragraph has named neither applications nor disclosure."""
    made_public: bool = False
    """Whether documents are said to have been made public, and not to have been issued."""
    onward: bool = False
    """Whether it is said to go into the next year."""
    on_a_day: bool = False
    """Whether a day or a month is named on which it came in: 3月5日收到申请1件."""
    of_period: bool = False
    """Whether it counts what came in within a part of the year: 上半年收到申请26件."""
    sentence: int = 0
    """Where its sentence begins."""
