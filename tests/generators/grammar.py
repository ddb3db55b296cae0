"""A small phrase grammar: symbols with alternatives, conditions on the facts, and numbers taken from them.

An alternative is a text, or a mapping with ``text`` and any of ``when`` (conditions on facts), ``weight``, ``let``
(numbers drawn for this text alone) and ``list`` (items by fact; those that are zero are left out).

In a text ``{name}`` is a symbol, ``{name?}`` one that may be left out, ``{=name}`` one chosen once a report;
``<fact:unit>`` is a number with its unit, ``<~fact:unit>`` one stated roughly, ``<%fact>`` a percentage.
"""

from __future__ import annotations

import operator
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.generators.numerals import Number, Style, approximate, percentage, written

LEXICON = Path(__file__).parent / "lexicon"
TOKEN = re.compile(
    r"\{(?P<fixed>=?)(?P<symbol>[^{}?]+)(?P<maybe>\??)\}|<(?P<mark>[~%]?)(?P<fact>\w+)(?::(?P<unit>[^<>]+))?>"
)
CONDITION = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<)\s*(\w+)\s*")
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
Facts = Mapping[str, Number]
Alternative = str | dict[str, Any]


class NothingToSayError(LookupError):
    """No alternative of a symbol is true of the facts."""


@cache
def lexicon() -> dict[str, tuple[Alternative, ...]]:
    """All symbols of the folder's files."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(LEXICON.glob("*.yaml"))]
    found = {str(name): tuple(choices) for file in files for name, choices in file.items()}
    if len(found) < sum(map(len, files)):
        raise ValueError("a symbol is declared in two files")
    return found


@dataclass
class Writer:
    """One report's writer: random choices, habits, and symbols of its own such as the subject.

    ``exact`` forbids rough statements; ``spoken`` notes each fact with the text that it was given.
    """

    rng: random.Random
    style: Style
    own: Mapping[str, tuple[Alternative, ...]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    exact: bool = False
    spoken: list[tuple[str, str]] = field(default_factory=list)

    def say(self, symbol: str, facts: Facts) -> str:
        """One of the true texts of a symbol. Raises NothingToSayError where there is none."""
        choices = [choice for choice in self._choices(symbol) if _true(choice, facts)]
        while choices:
            weights = [choice.get("weight", 1) if isinstance(choice, dict) else 1 for choice in choices]
            choice = self.rng.choices(choices, weights)[0]
            before = len(self.spoken)
            try:
                return self._written(choice, facts)
            except NothingToSayError:
                choices.remove(choice)
                del self.spoken[before:]
        raise NothingToSayError(symbol)

    def can_say(self, symbol: str, facts: Facts) -> bool:
        """Whether an alternative of the symbol is true of the facts."""
        return any(_true(choice, facts) for choice in self._choices(symbol))

    def fresh(self, symbol: str, facts: Facts) -> str:
        """A text of a symbol whose alternatives are each used once a report."""
        choices = [(f"{symbol}/{at}", one) for at, one in enumerate(self._choices(symbol)) if _true(one, facts)]
        left = [pair for pair in choices if pair[0] not in self.used]
        if not left:
            raise NothingToSayError(symbol)
        name, choice = self.rng.choice(left)
        self.used.add(name)
        return self._written(choice, facts)

    def _choices(self, symbol: str) -> tuple[Alternative, ...]:
        return self.own[symbol] if symbol in self.own else lexicon()[symbol]

    def _written(self, choice: Alternative, facts: Facts) -> str:
        if isinstance(choice, str):
            return self._filled(choice, facts)
        if "let" in choice:
            facts = {**facts, **drawn_numbers(choice["let"], facts, self.rng)}
        if "list" in choice:
            return self._listed(choice, facts)
        return self._filled(choice["text"], facts)

    def _filled(self, text: str, facts: Facts) -> str:
        return TOKEN.sub(lambda match: self._token(match, facts), text)

    def _token(self, match: re.Match[str], facts: Facts) -> str:
        if match["symbol"]:
            if match["maybe"] and (self.rng.random() < 0.5 or not self.can_say(match["symbol"], facts)):
                return ""
            return self._kept(match["symbol"], facts) if match["fixed"] else self.say(match["symbol"], facts)
        text = self._number(match, facts)
        self.spoken.append((match["fact"], text))
        return text

    def _number(self, match: re.Match[str], facts: Facts) -> str:
        number = facts[match["fact"]]
        if match["mark"] == "%":
            return percentage(Fraction(number), self.rng, self.style)
        unit = self._unit(match["unit"] or "", facts)
        if match["mark"] and isinstance(number, int) and not self.exact:
            return approximate(number, unit, self.rng, self.style)
        return written(number, unit, self.rng, self.style)

    def _unit(self, unit: str, facts: Facts) -> str:
        """The report's word for a unit, another one now and then."""
        if unit not in lexicon():
            return unit
        return self.say(unit, facts) if self.rng.random() < 0.06 else self._kept(unit, facts)

    def _kept(self, symbol: str, facts: Facts) -> str:
        if symbol not in self.kept:
            self.kept[symbol] = self.say(symbol, facts)
        return self.kept[symbol]

    def _listed(self, choice: dict[str, Any], facts: Facts) -> str:
        items = choice["list"]
        keys = [key for key in items if facts[key]]
        if choice.get("some") and len(keys) > 1:
            chosen = set(self.rng.sample(keys, self.rng.randint(1, len(keys) - 1)))
            keys = [key for key in keys if key in chosen]
        elif choice.get("zeros") and self.rng.random() < 0.15:
            keys = list(items)
        if len(keys) < choice.get("least", 1):
            raise NothingToSayError(choice)
        if self.rng.random() < 0.2:
            self.rng.shuffle(keys)
        return self.say("顿", facts).join(self._filled(items[key], facts) for key in keys)


def _true(choice: Alternative, facts: Facts) -> bool:
    return not isinstance(choice, dict) or holds(choice.get("when", ""), facts)


def holds(conditions: str, facts: Facts) -> bool:
    """Whether all conditions such as ``new>0,carried_in=0`` are true of the facts."""
    return all(_holds(term, facts) for term in conditions.split(",") if term)


def _holds(term: str, facts: Facts) -> bool:
    match = CONDITION.fullmatch(term)
    if match is None:
        raise ValueError(term)
    left, sign, right = match.groups()
    return OPERATORS[sign](facts[left], int(right) if right.isdigit() else facts[right])


def drawn_numbers(wanted: Mapping[str, str], facts: Facts, rng: random.Random) -> dict[str, Number]:
    """Numbers drawn for one text: ``10-90`` is a range, ``a+b`` a sum of them or of facts."""
    found: dict[str, Number] = {}
    for name, source in wanted.items():
        known = {**facts, **found}
        if match := re.fullmatch(r"(\d+)-(\d+)", source):
            found[name] = rng.randint(int(match[1]), int(match[2]))
        else:
            found[name] = sum((int(known[part]) for part in source.split("+")), 0)
    return found


def sentences(texts: Iterable[str]) -> str:
    """Clauses as sentences."""
    return "".join(text if text.endswith(("。", "！")) else f"{text}。" for text in texts)
