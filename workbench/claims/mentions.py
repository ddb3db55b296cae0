"""The numerals of a text: where they stand, what they are worth, what they count."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workbench.values import Interval, Qualifier, number, printed, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.claims.lexicon import Lexicon

COUNTED = frozenset({"count", "money", "percent", "multiple", "span", "score", "people", "other"})
"""The kinds of units; all other kinds of mentions are shapes."""
_LONGEST = 15
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_ONE = Decimal(1)
_DIGITS = re.compile(r"\d+")
_VAGUE = frozenset("百千万亿")


class Mention(NamedTuple):
    """A numeral with the words that belong to it: 约 before, 余, 万 and the unit after."""

    start: int
    end: int
    number: tuple[int, int]
    value: Decimal
    interval: Interval
    qualifier: Qualifier
    kind: str
    """The kind of its unit, one of ``COUNTED``, or of its shape (``year``, ``money``, ``percent`` …), or of its shape (``year``, ``date`` …)."""
    unit: str


def mentions(text: str, words: Lexicon) -> Iterator[Mention]:
    """All numerals of a folded text, from left to right."""
    for match in words.numeral.finditer(text):
        shape = match.lastgroup if match["digits"] is None and match["part"] is None else None
        if shape is not None:
            if shape != "idiom":
                yield _shaped(match, shape)
        elif found := _counted(match, text, words):
            yield found


def _shaped(match: re.Match[str], shape: str) -> Mention:
    digits = _DIGITS.search(match[0])
    value = Decimal(digits[0]) if digits and len(digits[0]) <= _LONGEST else Decimal(0)
    return Mention(*match.span(), match.span(), value, Interval.exact(value), Qualifier.EXACT, shape, "")


def _counted(match: re.Match[str], text: str, words: Lexicon) -> Mention | None:
    group = "digits" if match["digits"] is not None else "part"
    start, before = _before(text, match.start(), words)
    digits = match[group]
    more = bool(match["more"] or match["still"])
    if digits[0] in _VAGUE and not match["hundredths"] and not (before or more):  # 万元, 百姓: no numeral without 近 or 余
        return None
    value = _value(digits)
    if value is None:
        return None
    after = words.after.get(match["after"] or "", "")
    scale = _SCALE.get(match["scale"] or "", _ONE)
    unit = "%" if match["hundredths"] else match["unit"] or ""
    kind = words.units.get(unit, "count")
    amount, interval, qualifier = spoken(value, scale, before or after, more=more)
    if kind == "percent" and interval.is_exact and qualifier is Qualifier.EXACT:
        interval = printed(value)
    end = match.start("after") if match["after"] and not after else match.end()
    return Mention(start, end, (match.start(), match.end("still") if match["still"] else _number_end(match, group)), amount, interval, qualifier, kind, unit)


def _number_end(match: re.Match[str], group: str) -> int:
    return max(match.end(name) for name in (group, "more", "scale"))


def _before(text: str, start: int, words: Lexicon) -> tuple[int, str]:
    head = text[max(0, start - 5) : start]
    for word, qualifier, unless in words.before:
        if head.endswith(word) and head[-len(word) - 1 : -len(word)] not in tuple(unless):
            return start - len(word), qualifier
    return start, ""


def _value(digits: str) -> Decimal | None:
    if len(digits) > _LONGEST:
        return Decimal(0)
    try:
        return number(digits)
    except ValueError:
        return None
