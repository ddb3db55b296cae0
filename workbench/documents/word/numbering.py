"""The numbers that Word generates before paragraphs, as it shows them: 一、 （一） 1. ① and so on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import cn2an
from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = 26
_CIRCLED = 20
_MOST = 9999
_PLACE = re.compile(r"%(\d)")


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name, None where there is none; several times as fast as ``find``."""
    return None if element is None else next(element.iterchildren(W + name), None)


def value(element: Element | None, name: str, attribute: str = "val") -> str | None:
    """The attribute of a child, None where there is neither."""
    one = child(element, name)
    found = one.get(W + attribute) if one is not None else None
    return None if found is None else str(found)


def number(element: Element | None, name: str, attribute: str = "val") -> int | None:
    """The attribute of a child where it is a whole number."""
    found = value(element, name, attribute)
    return int(found) if found and found.lstrip("-").isdigit() and len(found) < _PLACE_LENGTH else None


_PLACE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and what it prints; ``restart`` is 0 where it never does."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False


Levels = dict[int, Level]


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, tuple[str, Levels]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, key: str, level: int) -> str:
        """What is printed before the next paragraph of a list at a level; empty for lists that print nothing."""
        if key not in self.lists:
            return ""
        abstract, levels = self.lists[key]
        own = levels.get(level)
        if own is None:
            return ""
        counter = self.counters[abstract]
        fresh = (key, level) not in self.begun and own.start != self._start(abstract, level)
        counter[level] = own.start if fresh or level not in counter else counter[level] + 1
        self.begun.add((key, level))
        for deeper in [at for at in counter if at > level and self._restarts(levels, at, level)]:
            del counter[deeper]
        return _printed(own, levels, counter)

    def _start(self, abstract: str, level: int) -> int:
        """Where the list's own definition starts, before any override."""
        return next((levels[level].start for name, levels in self.lists.values() if name == abstract), 1)

    @staticmethod
    def _restarts(levels: Levels, deeper: int, level: int) -> bool:
        restart = levels[deeper].restart if deeper in levels else None
        return restart is None or (restart != 0 and level < restart)


def _printed(own: Level, levels: Levels, counter: dict[int, int]) -> str:
    if own.form == "bullet":
        return ""

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = levels.get(at, Level())
        form = "decimal" if own.legal else level.form
        return formatted(counter.get(at, level.start), form)

    text = _PLACE.sub(shown, own.text)
    apart = own.suffix != "nothing" and bool(re.search(r"[\w.]$", text))
    return f"{text} " if apart else text


def formatted(count: int, form: str) -> str:
    """A number as a numbering format prints it; in digits where the format is not known."""
    if form == "none" or not 0 <= count <= _MOST:
        return ""
    return _FORMS.get(form, str)(count)


def _chinese(count: int) -> str:
    return str(cn2an.an2cn(count)).removeprefix("一") if 10 <= count < 20 else str(cn2an.an2cn(count))  # noqa: PLR2004 - 十一


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text


def _letters(count: int) -> str:
    return chr(ord("A") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1) if count else ""


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= _CIRCLED else str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": lambda count: str(cn2an.an2cn(count, "up")),
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "taiwaneseDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "ideographTraditional": lambda count: _STEMS[count - 1] if 0 < count <= len(_STEMS) else str(count),
    "decimalZero": lambda count: f"{count:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalFullWidth": lambda count: str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
}


def read_numbering(root: Element | None) -> Numbering:
    """The lists that ``numbering.xml`` defines."""
    if root is None:
        return Numbering()
    abstracts = {str(one.get(W + "abstractNumId")): _levels(one) for one in root.findall(W + "abstractNum")}
    found = Numbering()
    for one in root.findall(W + "num"):
        abstract = value(one, "abstractNumId") or ""
        levels = dict(abstracts.get(abstract, {}))
        for override in one.findall(W + "lvlOverride"):
            at = int(override.get(W + "ilvl") or 0)
            own = override.find(W + "lvl")
            level = _level(own) if own is not None else levels.get(at, Level())
            start = number(override, "startOverride")
            levels[at] = Level(start or level.start, level.form, level.text, level.suffix, level.restart, level.legal)
        found.lists[str(one.get(W + "numId"))] = (abstract, levels)
    return found


def _levels(abstract: Element) -> Levels:
    return {int(one.get(W + "ilvl") or 0): _level(one) for one in abstract.findall(W + "lvl")}


def _level(one: Element) -> Level:
    start = number(one, "start")
    return Level(
        1 if start is None else start,
        value(one, "numFmt") or "decimal",
        value(one, "lvlText") or "",
        value(one, "suff") or "tab",
        number(one, "lvlRestart"),
        one.find(W + "isLgl") is not None,
    )
