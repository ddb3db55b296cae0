"""The rules of a level page: where they are, and the pixels that they take up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

import cv2
import numpy as np

from workbench.documents.ruling import Rule, merged
from workbench.documents.scan.dashes import drawn_through
from workbench.documents.scan.shades import WHITE, Grey, Mask
from workbench.documents.scan.stems import without_stems

TOLERANCE: Final = 0.03
"""How far, in inches, rules may be off their line."""

_FAINT = 215
_DARK = 128
_DARKER = 8
_ACROSS = 0.2
_DOWN = 0.12
_THICK = 0.06
_LONG = 0.6
_GAP = 0.12
_CLOSE = 0.025
_CLOSE_OF_DASHES = 0.05
"""Dashes that are drawn through reach over the rules that they lead to."""
_BESIDE = 0.03
_CROWDED = 0.2
_ALONG = 0.93
_WHOLE, _SOLID, _DENSE = 0.45, 0.98, 0.6
_SEVERAL = 3
_PAIR = 0.2
_BETWEEN = 0.04
_MANY = 12
_WHOLLY, _STEM = 0.7, 0.3

Pair = tuple[Mask, Mask]
"""What runs across, and what runs down, turned."""


class Rules(NamedTuple):
    """The rules of a page in its pixels, and the mask of those pixels."""

    across: list[Rule]
    down: list[Rule]
    mask: Mask


def rules(shades: Grey, dpi: float, hidden: Mask | None = None) -> Rules:
    """The rules of a page; strokes of characters, and such rules as meet no other, are none.

    Where there are none that are dark, as on many pages of the web, those count that are darker than what is beside.
    ``hidden`` is what lies beneath seals: a rule that comes out on the other side goes on there.
    """
    ink = _below(shades, _FAINT)
    over = np.zeros_like(shades) if hidden is None else hidden
    dark = _strong(shades, ink, over, dpi)
    if min(len(dark.across), len(dark.down)) > 1:
        return dark
    thin = _thin(shades, dpi), _thin(np.ascontiguousarray(shades.T), dpi)
    drawn = strokes(thin[0], round(_ACROSS * dpi), dpi), strokes(thin[1], round(_DOWN * dpi), dpi)
    light = _rules(shades, (drawn, thin), over, dpi, _CLOSE)
    return light if min(len(light.across), len(light.down)) > 1 else dark


def _below(shades: Grey, shade: int) -> Mask:
    """What is darker than a shade."""
    return cv2.threshold(shades, shade, WHITE, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)


def _thin(shades: Grey, dpi: float) -> Mask:
    """What is darker than the page right above and below it, be it little and the page itself shaded."""
    high = 2 * round(_THICK * dpi / 2) + 1
    beside = cv2.morphologyEx(shades, cv2.MORPH_BLACKHAT, np.ones((high, 1), np.uint8))
    return cv2.threshold(beside, _DARKER, WHITE, cv2.THRESH_BINARY)[1].astype(np.uint8)


def _strong(shades: Grey, ink: Mask, hidden: Mask, dpi: float) -> Rules:
    """The rules of a page's ink, whole or of dashes, single or double."""
    dark, through = _below(shades, _DARK), drawn_through(ink, dpi)
    level = cv2.bitwise_or(strokes(through[0], round(_ACROSS * dpi), dpi), _paired(dark, dpi))
    upright = cv2.bitwise_or(strokes(through[1].T, round(_DOWN * dpi), dpi), _paired(dark.T, dpi))
    close = _CLOSE if through[0] is ink else _CLOSE_OF_DASHES
    drawn = level.astype(np.uint8), upright.astype(np.uint8)
    return _rules(shades, (drawn, (ink, ink.T)), hidden, dpi, close)


def _rules(shades: Grey, found: tuple[Pair, Pair], hidden: Mask, dpi: float, close: float) -> Rules:
    """The rules among the strokes across and those down, and the ink that they are of, both turned for those down."""
    (level, upright), ink = found
    across, down = _pieces(level, ink[0], dpi), _pieces(upright, ink[1], dpi)
    if hidden.any():
        across, down = _beneath(across, hidden, dpi), _beneath(down, hidden.T, dpi)
    kept = _kept(across, down, dpi, close * dpi), _kept(down, across, dpi, close * dpi)
    whole = _bridged(kept[0], ink[0], dpi), _bridged(kept[1], ink[1], dpi)
    alone = (
        without_stems(whole[0], whole[1], (shades, level), dpi),
        without_stems(whole[1], whole[0], (shades.T, upright), dpi),
    )
    reach = TOLERANCE * dpi
    mask = cv2.bitwise_or(_drawn(level, alone[0], reach), _drawn(upright, alone[1], reach).T)
    return Rules(*alone, mask.astype(np.uint8))


def _beneath(found: list[Rule], hidden: Mask, dpi: float) -> list[Rule]:
    """The rules joined where what is between them lies hidden, if one of them is longer than the stems of letters."""
    gaps = [
        Rule(before.at, before.end, after.start)
        for before, after in pairwise(sorted(merged(found, 0, TOLERANCE * dpi)))
        if before.at == after.at and max(before.end - before.start, after.end - after.start) > _STEM * dpi
    ]
    reach = TOLERANCE * dpi
    return merged([*found, *(gap for gap in gaps if _along(gap, hidden, 2) > _WHOLLY)], reach, reach)


def _bridged(found: list[Rule], ink: Mask, dpi: float) -> list[Rule]:
    """The rules with their gaps closed where these are short, or where something else is printed all over them."""
    reach = TOLERANCE * dpi
    lines = merged(found, _GAP * dpi, reach)
    bridges = [
        Rule(before.at, before.end, after.start)
        for before, after in pairwise(sorted(lines))
        if before.at == after.at and _along(Rule(before.at, before.end, after.start), ink, 2) > _ALONG
    ]
    return merged([*lines, *bridges], reach, reach)


def _along(rule: Rule, ink: Mask, reach: int) -> float:
    """How much of the length of a rule has ink, no farther from it than so many pixels."""
    at = round(rule.at)
    along = ink[max(at - reach, 0) : at + reach + 1, round(rule.start) : round(rule.end)]
    return float((along.max(axis=0) > 0).mean()) if along.size else 0.0


def strokes(ink: Mask, length: int, dpi: float) -> Mask:
    """Ink in straight runs across; thin rules may waver by a pixel."""
    thick = cv2.dilate(np.ascontiguousarray(ink), np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    heavy = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((max(round(_THICK * dpi), 5), 1), np.uint8))
    return np.asarray(cv2.subtract(runs, heavy), np.uint8)


def _paired(dark: Mask, dpi: float) -> Mask:
    """Pairs of long thin strokes of dark ink with what is between them: cells with a frame each have double rules.

    What stands on a dark ground makes such strokes too, and is left out; so do some large letters, but not as many.
    """
    between, square = np.ones((round(_BETWEEN * dpi), 1), np.uint8), np.ones((round(_THICK * dpi),) * 2, np.uint8)
    found = strokes(dark, round(_PAIR * dpi), dpi)
    ground = cv2.dilate(cv2.morphologyEx(dark, cv2.MORPH_OPEN, square), square, iterations=2)
    thin = cv2.subtract(found, cv2.bitwise_or(ground, cv2.morphologyEx(found, cv2.MORPH_OPEN, between)))
    both = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, between)
    pairs = cv2.bitwise_and(both, cv2.dilate(cv2.subtract(both, thin), between))
    count, _, stats, _ = cv2.connectedComponentsWithStats(pairs)
    wide = int((stats[1:, cv2.CC_STAT_WIDTH] >= _PAIR * dpi).sum()) if count > _MANY else 0
    return pairs.astype(np.uint8) if wide >= _MANY else np.zeros_like(dark)


def _pieces(drawn: Mask, ink: Mask, dpi: float) -> list[Rule]:
    """The strokes that are straight, thin and stand free, as rules along their middle."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(drawn)
    found = []
    for at in range(1, count):
        left, wide, high = stats[at, cv2.CC_STAT_LEFT], stats[at, cv2.CC_STAT_WIDTH], stats[at, cv2.CC_STAT_HEIGHT]
        rule = Rule(float(centres[at][1]), float(left), float(left + wide))
        if high < 2 * _THICK * dpi and wide > 2 * high and _is_free(rule, int(high), ink, dpi):
            found.append(rule)
    return merged(found, TOLERANCE * dpi, TOLERANCE * dpi)


def _is_free(rule: Rule, high: int, ink: Mask, dpi: float) -> bool:
    """Whether there is paper above and below a rule, as there is not along a line through characters.

    In low rows letters stand as near to a rule on both sides; but no line through them is long and has no gap.
    """
    beside = round(_BESIDE * dpi)
    at, half = round(rule.at), high // 2 + 2
    columns = slice(round(rule.start), round(rule.end))
    above = ink[max(at - half - beside, 0) : max(at - half, 1), columns]
    below = ink[at + half : at + half + beside, columns]
    least, most = sorted((_share(above), _share(below)))
    if rule.end - rule.start > _WHOLE * dpi and _along(rule, ink, 1) > _SOLID:
        return most < _DENSE
    return least < _CROWDED and most < 2 * _CROWDED


def _share(ink: Mask) -> float:
    return float(ink.mean()) / WHITE if ink.size else 0.0


def _kept(own: list[Rule], others: list[Rule], dpi: float, reach: float) -> list[Rule]:
    """The rules that are long, the short ones from one long rule to another, and such as end alike at a page end.

    ``reach`` is how near to a rule one has to end that is held by it.
    """
    long = [rule for rule in others if rule.end - rule.start > _LONG * dpi]
    held = {rule: sum(_ends(rule, end, long, reach) for end in (rule.start, rule.end)) for rule in own}
    return [
        rule
        for rule in own
        if rule.end - rule.start > _LONG * dpi
        or held[rule] > 1
        or (
            held[rule]
            and _is_open(rule, long, reach)
            and sum(_is_alike(rule, other, reach) for other in own if held[other]) >= _SEVERAL
        )
    ]


def _is_open(rule: Rule, others: list[Rule], reach: float) -> bool:
    """Whether no rule lies beyond the loose end of one that is held at the other: else a page end has not cut it.

    Brackets and the stems of characters in a low row are as near to the rule above them, and as long as one another.
    """
    down = _ends(rule, rule.start, others, reach)
    across = [other.at for other in others if other.start - reach < rule.at < other.end + reach]
    return not any(at > rule.end + reach if down else at < rule.start - reach for at in across)


def _is_alike(rule: Rule, other: Rule, reach: float) -> bool:
    """Whether two rules beside each other start and end at the same height, as in a row that a page end has cut."""
    return abs(rule.start - other.start) < reach and abs(rule.end - other.end) < reach


def _ends(rule: Rule, end: float, others: list[Rule], reach: float) -> bool:
    return any(abs(other.at - end) < reach and other.start - reach < rule.at < other.end + reach for other in others)


def _drawn(drawn: Mask, kept: list[Rule], reach: float) -> Mask:
    """The pixels of strokes that are on rules."""
    near = np.zeros_like(drawn)
    for rule in kept:
        first, last = max(round(rule.at - reach), 0), round(rule.at + reach) + 1
        near[first:last, max(round(rule.start), 0) : round(rule.end) + 1] = WHITE
    return cv2.bitwise_and(drawn, near).astype(np.uint8)


# -- tables cut by a page end -----------------------------------------------------------------------------


def closed(across: list[Rule], down: list[Rule], dpi: float) -> tuple[list[Rule], list[Rule]]:
    """The rules with the one that a page end has left out where several upright rules end at one height."""
    starts = _outer([rule.start for rule in down], across, down, dpi)
    ends = _outer([rule.end for rule in down], across, down, dpi)
    return [*across, *starts, *ends], down


def _outer(ends: list[float], across: list[Rule], down: list[Rule], dpi: float) -> list[Rule]:
    reach = TOLERANCE * dpi
    found: list[Rule] = []
    for end in sorted(set(ends)):
        alike = [rule for rule, other in zip(down, ends, strict=True) if abs(other - end) < reach]
        for own in _of_tables(alike, across, reach):
            level = Rule(end, own[0].at, own[-1].at)
            if len(own) >= _SEVERAL and not any(_is_drawn(level, other, reach) for other in (*across, *found)):
                found.append(level)
    return found


def _of_tables(down: list[Rule], across: list[Rule], reach: float) -> Iterator[list[Rule]]:
    """The upright rules table by table: two tables beside each other, as on two pages of one sheet, share no rule."""
    own: list[Rule] = []
    for rule in sorted(down, key=lambda one: one.at):
        if own and not any(_joins(other, own[-1], rule, reach) for other in across):
            yield own
            own = []
        own.append(rule)
    if own:
        yield own


def _joins(across: Rule, left: Rule, right: Rule, reach: float) -> bool:
    """Whether a rule runs from one upright rule to the next."""
    top, bottom = max(left.start, right.start) - reach, min(left.end, right.end) + reach
    return across.start - reach < left.at and right.at < across.end + reach and top < across.at < bottom


def _is_drawn(rule: Rule, other: Rule, reach: float) -> bool:
    """Whether a rule lies where another does, along any part of it."""
    return abs(rule.at - other.at) < 2 * reach and other.start < rule.end and rule.start < other.end
