"""Thin and small shapes of a page as rules: by themselves, or as the dashes and dots of one."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.documents.places import Box
from workbench.documents.ruling import Rule, merged

THIN = 6.0
"""What is no thicker, in points, may be a rule."""
DOT = 4.0
"""What is no longer is a dot."""

_LONG = 3.0
_GAP = 3.0
_DOTS = 3
_DASH = 12.0
_DASH_GAP = 6.5
_STRAIGHT = 0.6


def as_rules(thin: Sequence[Box], dots: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules that thin shapes and dots make."""
    level = [Rule((box[1] + box[3]) / 2, box[0], box[2]) for box in thin if width(box) >= height(box)]
    upright = [Rule((box[0] + box[2]) / 2, box[1], box[3]) for box in thin if height(box) > width(box)]
    return (
        _dashed(level, [Rule((box[1] + box[3]) / 2, box[0], box[2]) for box in dots]),
        _dashed(upright, [Rule((box[0] + box[2]) / 2, box[1], box[3]) for box in dots]),
    )


def edges_of(box: Box) -> tuple[Box, Box, Box, Box]:
    """The four edges of a box, as shapes without thickness."""
    left, top, right, bottom = box
    return (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )


def width(box: Box) -> float:
    """How wide a box is."""
    return box[2] - box[0]


def height(box: Box) -> float:
    """How high a box is."""
    return box[3] - box[1]


def is_thin(box: Box) -> bool:
    """Whether a shape is a rule by its form."""
    wide, high = width(box), height(box)
    thin, long = (wide, high) if wide < high else (high, wide)
    return thin <= THIN and long >= _LONG * max(thin, 0.5)


def is_dot(box: Box) -> bool:
    """Whether a shape is a dot by its form."""
    thin, long = sorted((width(box), height(box)))
    return long <= DOT and long < _LONG * max(thin, 0.5)


def _dashed(rules: list[Rule], dots: list[Rule]) -> list[Rule]:
    """The rules with their dashes joined, and those made of dots; a dash may be missing where cells meet."""
    dotted = [rule for rule in merged(dots, _GAP, _STRAIGHT) if rule.end - rule.start > _DOTS * DOT]
    dashes = [rule for rule in rules if rule.end - rule.start <= _DASH]
    solid = [rule for rule in rules if rule.end - rule.start > _DASH]
    return merged([*solid, *merged([*dashes, *dotted], _DASH_GAP, _STRAIGHT)], _GAP, _STRAIGHT)
