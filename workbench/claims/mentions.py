"""The numerals of a text: where they stand, what they are worth, what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from workbench.claims.lexicon import VAGUE, Lexicon
from workbench.values import SCALE, Interval, Qualifier, number, printed, spoken

COUNTED = frozenset({"count", "money", "percent", "multiple", "span", "score", "people", "other"})
"""The kinds of units; all other kinds of mentions are shapes."""
_LONGEST = 15
"""Digits of the longest number that is worth a value: longer runs are no counts of anything."""
_ONE = Decimal(1)
_DIGITS = re.compile(r"\d+")
_WRITTEN = ("digits", "part", "more", "scale", "still")
"""What belongs to the numeral itself, without the words around it and its unit."""
_MINUS = re.compile(r"[^\W\d_]-|[(:]-")
"""What a minus sign stands after; between numbers it joins a range: 增长-17%, but 5%-10%."""


class Mention(NamedTuple):
    """A numeral with the words that belong to it: 约 before, 余, 万 and the unit after."""

    start: int
    end: int
    number: tuple[int, int]
    value: Decimal
    interval: Interval
    qualifier: Qualifier
    kind: str
    """The kind of its unit, one of ``COUNTED``, or its shape: ``year``, ``date`` …"""
    unit: str


def mentions(text: str, words: Lexicon) -> Iterator[Mention]:
    """All numerals of a folded text, from left to right; idioms that hold one (第三方) are passed over."""
    for match in words.numeral.finditer(text):
        digits = match["digits"] or match["part"]
        if digits is not None:
            if found := _counted(match, digits, text, words):
                yield found
        elif match.lastgroup and match.lastgroup != "idiom":
            yield _shaped(match, match.lastgroup)


def _shaped(match: re.Match[str], shape: str) -> Mention:
    digits = _DIGITS.search(match[0])
    value = Decimal(digits[0]) if digits and len(digits[0]) <= _LONGEST else Decimal(0)
    return Mention(*match.span(), match.span(), value, Interval.exact(value), Qualifier.EXACT, shape, "")


def _counted(match: re.Match[str], digits: str, text: str, words: Lexicon) -> Mention | None:
    start, mark = _before(text, match.start(), words)
    mark = mark or words.after.get(match["after"] or "", "")
    more = bool(match["more"] or match["still"])
    hundredths = match["hundredths"]
    # 万元, 百姓: a power of ten alone is no numeral without 近 before or 余 after it.
    if digits[0] in VAGUE and not (mark or more or hundredths):
        return None
    value = _value(digits)
    if value is None:
        return None
    first = match.start()
    if (hundredths or match["unit"] == "%") and first == start and _MINUS.fullmatch(text, max(0, first - 2), first):
        value, start, first = -value, first - 1, first - 1
    unit = "%" if hundredths else match["unit"] or ""
    kind = words.units.get(unit, "count")
    scaled, interval, qualifier = spoken(value, SCALE.get(match["scale"] or "", _ONE), mark, more=more)
    if kind == "percent" and qualifier is Qualifier.EXACT and not match["scale"]:
        interval = printed(value)
    written = max(map(match.end, _WRITTEN))
    return Mention(start, match.end(), (first, written), scaled, interval, qualifier, kind, unit)


def _before(text: str, start: int, words: Lexicon) -> tuple[int, str]:
    """Where the numeral begins with the word of approximation before it, and what that word says."""
    head = text[max(0, start - words.reach) : start]
    if not head or head[-1] not in words.before_ends:
        return start, ""
    for word, mark, unless in words.before:
        if head.endswith(word) and head[-len(word) - 1 : -len(word)] not in unless:
            return start - len(word), mark
    return start, ""


def _value(digits: str) -> Decimal | None:
    if len(digits) > _LONGEST:
        return Decimal(0)
    try:
        return number(digits)
    except ValueError:
        return None
