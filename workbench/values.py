"""What a cell or a numeral of the narrative says, as an interval, and why not where it says nothing.

A count is exact; ``1.2万``, ``8.33%``, ``约300`` and ``800余`` stand for ranges. Two values agree
where their ranges meet, as in XBRL Calculations 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.text import fold

INFINITY = Decimal("Infinity")


class State(StrEnum):
    """What was found where a number is due; six of these are not numbers and none is another's equal."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    DOUBTFUL = "doubtful"

    @property
    def chinese(self) -> str:
        """The word that an inspector reads."""
        return _STATES[self]


_STATES = {
    "number": "数字",
    "zero": "零",
    "blank": "空白",
    "dash": "短横",
    "text": "文字",
    "missing": "缺",
    "unreadable": "无法辨认",
    "doubtful": "存疑",
}


class Qualifier(StrEnum):
    """How a numeral is meant."""

    EXACT = "exact"
    ZERO = "zero"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values, ends included, that a statement can stand for."""

    low: Decimal
    high: Decimal

    @classmethod
    def exact(cls, number: Decimal | int | str) -> Interval:
        """The interval that holds one number alone."""
        value = Decimal(number)
        return cls(value, value)

    @classmethod
    def at_least(cls, number: Decimal | int | str) -> Interval:
        """All values from a number on."""
        return cls(Decimal(number), INFINITY)

    @property
    def is_exact(self) -> bool:
        """Whether one value alone is meant."""
        return self.low == self.high

    def meets(self, other: Interval) -> bool:
        """Whether the two can stand for the same value."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __str__(self) -> str:
        if self.is_exact:
            return plain(self.low)
        if self.high == INFINITY:
            return f"不少于{plain(self.low)}"
        return f"{plain(self.low)}—{plain(self.high)}"


ZERO = Interval.exact(0)


def plain(number: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros, at most four decimals."""
    text = format(round(number, 4) if number.is_finite() else number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of text says: its value, or the state that tells why there is none."""

    raw: str
    state: State
    interval: Interval | None = None
    qualifier: Qualifier = Qualifier.EXACT
    value: Decimal | None = None


_BLANK = re.compile(r"[\s\u200b-\u200f\u2060-\u2069\ufeff]*")
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202d\u2060-\u2069\ufeff\u00ad]+")
"""Marks that are not seen; not the one by which figures are read backwards."""
_DASH = re.compile(r"[-/\\~·.*一]+|无|无此项|不适用")
SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""What 万 and 亿 after a numeral multiply it by."""
_DIGITS = r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿廿卅]+"
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
"""Digits as sums of money are written, so that no stroke can be added."""
_FRACTION = re.compile(rf"(?P<digits>{_CHINESE}点[零〇一二三四五六七八九]{{1,6}})")
NUMERAL = rf"(?:{_DIGITS}|{_CHINESE})"
"""A numeral of folded text, without its marks of approximation: for building larger patterns."""

_BEFORE = {
    "approx": ("大约", "约"),
    "below": ("近", "将近", "接近"),
    "at_least": ("超过", "突破", "多于", "不少于", "至少", "高达", "超", "逾", "破"),
    "at_most": ("不足", "不到", "少于", "不超过", "未超过"),
}
_AFTER = {
    "approx": ("左右", "上下"),
    "more": ("余", "多"),
    "at_least": ("以上", "及以上"),
    "at_most": ("以下", "以内"),
}


def _marks(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: mark for mark, words in table.items() for word in words}


def _words(table: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(sorted(_marks(table), key=len, reverse=True))


_UNIT = r"件次|人次|万元|[件条份起宗例个项次部篇元]"
_STATED = re.compile(
    rf"(?P<before>{_words(_BEFORE)})?\s*(?P<digits>{NUMERAL})\s*(?P<more>[余多])?(?P<scale>[万亿])?"
    rf"(?P<percent>%)?(?P<unit>{_UNIT}|\((?:件次|人次|[件条份起宗例个项次部篇])\))?(?P<after>{_words(_AFTER)})?"
)


def number(digits: str) -> Decimal:
    """The number that a bare numeral writes, in Arabic or Chinese digits.

    Raises ValueError where the characters are no numeral.
    """
    text = fold(digits).replace(",", "").replace(" ", "")
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text):
        return Decimal(text)
    if text[:1] in tuple("百千万"):  # 近百, 上千: the one before it is left unsaid
        text = "一" + text
    import cn2an  # noqa: PLC0415 - takes a quarter of a second, and few numbers are written in Chinese

    try:
        return Decimal(str(cn2an.cn2an(text, "normal")))
    except (KeyError, IndexError, TypeError) as error:  # what the library raises on 万十二 and the like
        raise ValueError(f"“{digits}”不是数字。") from error


def parse(text: str) -> Reading:
    """What a whole cell, or a numeral with its marks, says: ``1,204`` ``１２`` ``三十二`` ``约300`` ``1.2万`` ``/``.

    Unit words that sheets leave in a cell (``12件``, ``0.5万元``) are allowed for. A text that is
    not one number gives the state ``text``.
    """
    folded = UNSEEN.sub("", fold(text)).strip().translate(_CAPITALS)
    if _BLANK.fullmatch(folded):
        return Reading(text, State.BLANK)
    if _DASH.fullmatch(folded) and folded != "一":
        return Reading(text, State.DASH)
    match = _STATED.fullmatch(folded)
    if match is None:
        return _fraction(text, folded)
    try:
        value = number(match["digits"])
    except ValueError:
        return Reading(text, State.TEXT)
    scale = SCALE.get(match["scale"] or "", Decimal(1))
    mark = _marks(_BEFORE).get(match["before"] or "") or _marks(_AFTER).get(match["after"] or "", "")
    scaled, interval, qualifier = spoken(value, scale, mark, more=bool(match["more"]))
    state = State.ZERO if qualifier is Qualifier.ZERO else State.NUMBER
    return Reading(text, state, interval, qualifier, scaled)


def _fraction(text: str, folded: str) -> Reading:
    """What a cell says that is a fraction written in Chinese digits, or no number."""
    match = _FRACTION.fullmatch(folded)
    try:
        value = number(match["digits"]) if match else None
    except ValueError:
        value = None
    if value is None:
        return Reading(text, State.TEXT)
    scaled, interval, qualifier = spoken(value, Decimal(1), "", more=False)
    return Reading(text, State.NUMBER if value else State.ZERO, interval, qualifier, scaled)


def spoken(value: Decimal, scale: Decimal, mark: str, *, more: bool) -> tuple[Decimal, Interval, Qualifier]:
    """Number, interval and qualifier of a numeral in a sentence.

    ``mark`` names how the words around the numeral bound it: a qualifier's value, ``below`` (近),
    ``more`` (有余) or nothing; ``more`` as a flag says that 余 or 多 stands inside it.
    """
    scaled = value * scale
    if scaled == 0:
        return ZERO.low, ZERO, Qualifier.ZERO
    if mark == Qualifier.AT_LEAST:
        return scaled, Interval.at_least(scaled), Qualifier.AT_LEAST
    if mark == Qualifier.AT_MOST:
        return scaled, Interval(Decimal(0), scaled), Qualifier.AT_MOST
    if more or mark:
        return scaled, _around(scaled, more=more or mark == "more", below=mark == "below"), Qualifier.APPROX
    return scaled, printed(value, scale) if scale > 1 else Interval.exact(scaled), Qualifier.EXACT


def printed(value: Decimal, scale: Decimal = Decimal(1)) -> Interval:
    """What a rounded figure stands for: half a unit of its last printed digit to either side."""
    half = scale * Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return Interval(value * scale - half, value * scale + half)


def _around(number: Decimal, *, more: bool, below: bool) -> Interval:
    last, tenth = _last_digit(number), abs(number) / 10
    if more:  # 800余 is 800 to 900
        return Interval(number, number + max(last, tenth))
    either = max(last / 2, tenth)
    return Interval(number - either, number if below else number + either)


def _last_digit(number: Decimal) -> Decimal:
    """The unit of the last digit that is not zero: 100 for 800, 10 for 1230."""
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
