"""Rules rid of the stems of letters: in a low row these are as long as a rule, and may stand in line with one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from workbench.documents.ruling import Rule, merged
from workbench.documents.scan.shades import WHITE, Grey, Mask

_LOW = 0.25
"""Inches; letters as high as this stand in a row that is no higher."""
_REACH = 0.03
_SEVERAL = 3
_DASHED = 0.15
"""So much of a rule of dots or dashes is paper at the least."""
_GAP = 1
"""Letters stand clear of the rules above and below them by more pixels than this, on one side at the least."""


class _Part(NamedTuple):
    """A part of a rule, from where to where it is due, and whether it hangs over the last rule that it crosses."""

    of: Rule
    drawn: Rule
    due: Rule
    hangs: bool


def without_stems(found: Sequence[Rule], others: Sequence[Rule], page: tuple[Grey, Mask], dpi: float) -> list[Rule]:
    """The rules without such parts, close between two of the others, as do not reach from one to the other.

    Where the page ends, what hangs over the last of the others is a rule if most hang over alike. ``page`` are its
    shades and the strokes drawn on it, turned for upright rules.
    """
    reach = _REACH * dpi
    kept = [
        part.drawn
        for rule in found
        for part in _parts(rule, others, reach)
        if part.drawn.end - part.drawn.start > _LOW * dpi or _stands(part, found, page, reach)
    ]
    return merged(kept, 0, reach)


def _stands(part: _Part, found: Sequence[Rule], page: tuple[Grey, Mask], reach: float) -> bool:
    """Whether a short part is one of a rule."""
    if part.hangs and not _hang_alike(part.drawn, found, reach):
        return False
    return not _is_alone(part.drawn, found, reach) and _is_joined(part, page, reach)


def _is_alone(part: Rule, found: Sequence[Rule], reach: float) -> bool:
    """Whether a part is in line with no other, where several rules pass it on their way to other rows."""
    if any(abs(rule.at - part.at) < reach and _more(rule, part, reach) for rule in found):
        return False
    passing = [rule for rule in found if rule.start < part.start + reach and part.end - reach < rule.end]
    return sum(_more(rule, part, reach) for rule in passing) >= _SEVERAL


def _more(rule: Rule, part: Rule, reach: float) -> bool:
    """Whether a rule is anywhere but in the row that a part is in."""
    return rule.start < part.start - 2 * reach or part.end + 2 * reach < rule.end


def _parts(rule: Rule, others: Sequence[Rule], reach: float) -> Iterator[_Part]:
    """A rule from each of the others that it crosses to the next; and so far on as the others beyond its ends are."""
    places = sorted({other.at for other in others if other.start - reach < rule.at < other.end + reach})
    inner = [at for at in places if rule.start + reach < at < rule.end - reach]
    before = max((at for at in places if at <= rule.start + reach), default=None)
    behind = min((at for at in places if at >= rule.end - reach), default=None)
    drawn = [rule.start, *inner, rule.end]
    due = [rule.start if before is None else before, *inner, rule.end if behind is None else behind]
    for at, ((start, end), (first, last)) in enumerate(zip(pairwise(drawn), pairwise(due), strict=True)):
        hangs = bool(inner) and ((before is None and not at) or (behind is None and at == len(inner)))
        yield _Part(rule, Rule(rule.at, start, end), Rule(rule.at, first, last), hangs)


def _hang_alike(part: Rule, found: Sequence[Rule], reach: float) -> bool:
    """Whether half of the rules that come as far as a part that hangs over end where it does."""
    near = [rule for rule in found if rule.start < part.end + reach and part.start - reach < rule.end]
    alike = [rule for rule in near if min(abs(rule.start - part.start), abs(rule.end - part.end)) < reach]
    return 2 * len(alike) >= len(near)


def _is_joined(part: _Part, page: tuple[Grey, Mask], reach: float) -> bool:
    """Whether a part is drawn from where it is due to begin, and up to where it is due to end."""
    shades, drawn = (_beside(one, part.drawn.at) for one in page)
    whole = _along(part.of.start, part.of.end)
    shade = float(np.median(shades[:, whole].min(axis=0)))
    ends = (part.due.start, part.drawn.start + reach), (part.drawn.end - reach, part.due.end)
    bare = shades.min(axis=0) > (shade + WHITE) / 2
    if bare[whole].mean() > _DASHED:
        bare &= drawn.max(axis=0) == 0
    return max(int(bare[_along(*end)].sum()) for end in ends) <= _GAP


def _beside(page: Grey, at: float) -> Grey:
    """The pixels that a rule may take up."""
    return page[max(round(at) - 2, 0) : round(at) + 3]


def _along(start: float, end: float) -> slice:
    return slice(max(round(start), 0), round(end) + 1)
