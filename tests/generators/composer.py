"""Writes the statements of one narrative and notes them; one of them may be a lie."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.builders import Draft
from tests.generators.grammar import Facts, NothingToSayError, Writer
from tests.generators.numerals import Number

TRIES = 80


@dataclass(frozen=True)
class Sentence:
    """One statement as written: the symbol that it comes from, its section, and the facts that it gives numbers of."""

    symbol: str
    text: str
    section: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Lie:
    """The statement ``symbol`` written from other facts; nothing else is said on ``topic``, so that it stands alone.

    ``aside`` keeps true statements on the same topic before the false one, which stands in ``section``. An empty
    symbol keeps silent on the topic.
    """

    topic: str
    symbol: str = ""
    facts: dict[str, Number] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    section: str = "一"

    def silences(self, topic: str) -> bool:
        """Whether nothing is said on the topic."""
        return self.topic == topic and not self.symbol


@dataclass(frozen=True)
class Narrative:
    """A report with its narrative and the statements that it is made of, the lie among them first."""

    draft: Draft
    facts: Facts
    statements: tuple[Sentence, ...]


@dataclass
class Composer:
    """Writes one narrative, noting each statement."""

    writer: Writer
    facts: Facts
    rng: random.Random
    lie: Lie | None = None
    noted: list[Sentence] = field(default_factory=list)

    def say(self, symbol: str, section: str = "一") -> list[str]:
        """A statement as a list of one sentence, of none where nothing true can be said."""
        self.writer.spoken.clear()
        try:
            text = self.writer.say(symbol, self.facts)
        except NothingToSayError:
            return []
        self.noted.append(Sentence(symbol, text, section, tuple(self.writer.spoken)))
        return [text]

    def lied(self) -> list[str]:
        """The false statement, exact, with every false fact in it. Raises NothingToSayError where it cannot be put."""
        if self.lie is None or not self.lie.symbol:
            return []
        self.writer.exact = True
        for _ in range(TRIES):
            self.writer.spoken.clear()
            text = self.writer.say(self.lie.symbol, {**self.facts, **self.lie.facts})
            if set(self.lie.facts) <= {name for name, _ in self.writer.spoken}:
                self.noted.insert(0, Sentence(self.lie.symbol, text, self.lie.section, tuple(self.writer.spoken)))
                self.writer.exact = False
                return [text]
        raise NothingToSayError(self.lie.symbol)

    def silent(self, *topics: str) -> bool:
        """Whether the lie is to say nothing on one of the topics."""
        return self.lie is not None and any(self.lie.silences(topic) for topic in topics)

    def some(self, symbol: str, most: int, least: int = 0) -> list[str]:
        """A few texts of a symbol, none twice in the report."""
        found = []
        for _ in range(self.rng.randint(least, most)):
            try:
                found.append(self.writer.fresh(symbol, self.facts))
            except NothingToSayError:
                break
        return found

    def maybe(self, chance: float, *symbols: str) -> list[str]:
        """Each of the statements by chance."""
        return [text for symbol in symbols if self.rng.random() < chance for text in self.say(symbol)]
