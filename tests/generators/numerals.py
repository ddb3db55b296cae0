"""How reports write their numbers: Arabic, full-width and Chinese numerals, percentages, approximations."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

DIGITS = "零一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE_MOST = 200
Number = int | Decimal | Fraction


@dataclass(frozen=True)
class Style:
    """The habits of one writer, kept through a report."""

    full_width: bool = False
    chinese: float = 0.0
    separators: bool = False
    spaced: bool = False

    @staticmethod
    def drawn(rng: random.Random) -> Style:
        """Mostly plain Arabic numerals."""
        return Style(
            full_width=rng.random() < 0.06,
            chinese=rng.choice([0, 0, 0, 0, 0.1, 0.5]),
            separators=rng.random() < 0.5,
            spaced=rng.random() < 0.12,
        )


def chinese(number: int) -> str:
    """A whole number below 1,000 in Chinese numerals: 12 is 十二, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{DIGITS[hundreds]}百" if hundreds else ""
    middle = f"{DIGITS[tens]}十" if tens else "零" if head and ones else ""
    if not head and tens == 1:
        middle = "十"
    return head + middle + (DIGITS[ones] if ones else "") or "零"


def written(number: Number, unit: str, rng: random.Random, style: Style) -> str:
    """A number with its unit of measure, exactly."""
    if isinstance(number, int) and number in range(1, CHINESE_MOST) and rng.random() < style.chinese:
        return ("两" if number == 2 and unit else chinese(number)) + unit
    text = f"{number:,}" if style.separators and number >= 1000 else str(number)
    if style.full_width and isinstance(number, int):
        text = str(number).translate(FULL_WIDTH)
    return f" {text} {unit}" if style.spaced and unit else text + unit


def approximate(number: int, unit: str, rng: random.Random, style: Style) -> str:
    """A number stated roughly, in words that contain it; small numbers exactly."""
    found = list(_rough(number, unit)) if number > 30 else []
    return rng.choice(found) if found else written(number, unit, rng, style)


def _rough(number: int, unit: str) -> Iterator[str]:
    """Every rough statement of a number that is true of it."""
    scale = 10 ** (len(str(number)) - 1)
    step = scale if number < 100 else scale // 10
    below = number // step * step
    above = below + step
    if number > below:
        yield from (f"{below}余{unit}", f"{below}多{unit}", f"超过{below}{unit}", f"{below}{unit}以上")
        yield from (f"突破{below}{unit}", f"逾{below}{unit}")
        yield from (f"{chinese(below)}余{unit}",) if below < 100 else ()
        if above - number <= above // 20:
            yield from (f"近{above}{unit}", f"不足{above}{unit}", f"将近{above}{unit}")
    if number >= 10_000:
        yield f"{number / 10_000:.2f}万{unit}"
    nearest = below if number - below <= above - number else above
    if number != nearest and abs(number - nearest) * 25 <= nearest:
        yield from (f"约{nearest}{unit}", f"{nearest}{unit}左右", f"大约{nearest}{unit}")


def percentage(share: Fraction, rng: random.Random, style: Style) -> str:
    """A share in per cent, rounded half up at a printed precision that hides no rest: never 100 % of less than all."""
    percent = abs(share) * 100
    for places in rng.sample(range(3), 3):
        scaled = int(percent * 10**places + Fraction(1, 2))
        if Fraction(scaled, 10**places) in (0, 100) and percent not in (0, 100):
            continue
        text = str(Decimal(scaled).scaleb(-places)) if places else str(scaled)
        if percent.denominator == 1 and places:
            text = str(int(percent))
        if text.isdigit() and int(text) <= 100 and rng.random() < style.chinese / 3:
            return "百分之" + ("百" if text == "100" else chinese(int(text)))
        return text + ("％" if style.full_width else "%")
    return f"{float(percent):.3f}%"
