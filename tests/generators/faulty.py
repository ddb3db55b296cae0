"""Plants exactly one contradiction into a true narrative, of the kinds declared in ``faults.yaml``.

A false count equals no cell of its table and no sum that a narrative may mean instead (new with carried in, a category,
a total without what is pending): equal to one of these it would be a figure on another basis, no contradiction. A false
share or rate lies at least five points from every share that could be meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.builders import Draft, as_text
from tests.generators.composer import Lie
from tests.generators.grammar import Facts, NothingToSayError, holds
from tests.generators.numerals import Number
from tests.generators.scenario import CATEGORIES, draft_of, facts_of
from tests.generators.truthful import narrate

TRIES = 4000
APART = Fraction(5, 100)
SUMMANDS = (*CATEGORIES, "new", "carried_in", "carried_out")


@dataclass(frozen=True)
class Planted:
    """A report with one contradiction, and where it must be found.

    ``families`` are the prefixes of checks that must find it: at ``sentence`` if there is one, else at one of
    ``cells`` (patterns of keys).
    """

    text: str
    kind: str
    families: tuple[str, ...]
    description: str
    sentence: str = ""
    cells: tuple[str, ...] = ()


PARTS = {
    "rate": ("processed", "new"),
    "share_natural": ("natural_person", "natural_person_handled", "natural_person_processed"),
    "share_disclosed": ("disclosed",),
}


@cache
def faults() -> dict[str, dict[str, Any]]:
    """The declared kinds."""
    source = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
    return {str(kind): dict(details) for kind, details in source.items()}


def kinds() -> tuple[str, ...]:
    """The names of all kinds."""
    return tuple(faults())


def planted(kind: str, seed: int) -> Planted:
    """A report with one contradiction of that kind, the same for the same seed."""
    rng = random.Random(f"{kind}/{seed}")
    for _ in range(TRIES):
        draft, organ = draft_of(rng)
        found = _lying(rng, kind, draft, organ)
        if found:
            return found
    raise LookupError(kind)


def _lying(rng: random.Random, kind: str, draft: Draft, organ: str) -> Planted | None:
    """The report with a narrative that lies in one statement; None where the tables do not lend themselves to it."""
    fault = faults()[kind]
    seed = rng.random()
    facts = facts_of(draft, organ, random.Random(seed))
    if not holds(fault["when"], facts):
        return None
    fact = fault.get("fact") or rng.choice(fault.get("facts", [""]))
    false = _false(rng, fault, fact, draft, facts)
    if fact and false is None:
        return None
    changed = {fact: false} if fact and false is not None else {}
    symbol = rng.choice(fault["symbols"]) if "symbols" in fault else ""
    aside = tuple(fault.get("aside", ())) if not symbol.startswith("收到") else ()
    lie = Lie(fault["topic"], symbol, changed, aside, fault.get("section", "一"))
    try:
        told = narrate(draft, organ, random.Random(seed), lie)
    except NothingToSayError:
        return None
    sentence = told.statements[0].text if symbol else ""
    what = f"{fact}: {facts[fact]} stated as {false}" if fact else symbol or "silence"
    cells = tuple(fault.get("cells", ()))
    return Planted(as_text(told.draft), kind, tuple(fault["families"]), what, sentence, cells)


def _false(rng: random.Random, fault: Mapping[str, Any], fact: str, draft: Draft, facts: Facts) -> Number | None:
    """A false value for a fact, None where there is none to be had."""
    how = fault.get("how", "count")
    ways: dict[str, Callable[[], Number | None]] = {
        "said": lambda: None,
        "silence": lambda: None,
        "share": lambda: false_share(rng, fact, facts),
        "swap": lambda: facts["fees_yuan"] if fact == "fees_wan" else facts["fees_wan"],
        "amount": lambda: Decimal(str(facts["fees_wan"])) + rng.randint(2, 60),
        "over": lambda: int(facts["new"]) + rng.randint(1, 9),
        "fewer": lambda: rng.randint(1, int(facts["other_fee_not_paid"]) - 1),
        "part": lambda: int(facts[fact]) + _step(rng, facts),
        "count": lambda: false_count(rng, int(facts[fact]), taken_counts(draft, facts)),
    }
    return ways[how]()


def _step(rng: random.Random, facts: Facts) -> int:
    """By how much a part is wrong: not by the cases carried over, which might be what makes up the difference."""
    taken = {abs(int(facts["carried_in"])), abs(int(facts["carried_out"]))}
    return rng.choice([step for step in range(1, 12) if step not in taken])


def false_count(rng: random.Random, true: int, taken: set[int]) -> int:
    """A count near the true one, its digits transposed, or ten times it; equal to nothing that it could mean."""
    near = [true + step for step in range(-6, 10) if step]
    wilder = [int(str(true)[::-1]), true * 10, true + 10, true + 100, *range(true + 10, true + 500)]
    for candidates in (rng.sample(near, len(near)) if rng.random() < 0.8 else [], wilder):
        for candidate in candidates:
            if candidate > 0 and candidate not in taken:
                return candidate
    return max(taken) + 1


def taken_counts(draft: Draft, facts: Facts) -> set[int]:
    """Every count that the tables hold or that follows from them."""
    whole = {int(value) for value in facts.values() if isinstance(value, int) and value < 100_000}
    ways = ("review", "lawsuit", "direct", "after")
    concluded = {int(facts[f"{way}_total"]) - int(facts[f"{way}_pending"]) for way in ways}
    sums = {int(facts[a]) + int(facts[b]) for a in SUMMANDS for b in SUMMANDS}
    cells = {int(Decimal(value)) for value in draft.values.values()}
    return cells | whole | concluded | sums | {int(facts["processed"]) + int(facts["carried_out"])} | _changes(facts)


def _changes(facts: Facts) -> set[int]:
    """By how much each total differs from last year's count."""
    return {abs(int(facts[name]) - int(facts["last"])) for name in ("new", "handled", "processed")}


def false_share(rng: random.Random, fact: str, facts: Facts) -> Fraction | None:
    """A share well apart from every share that the sentence could mean."""
    bases = [Fraction(facts[fact]), *_other_shares(fact, facts)]
    choices = [Fraction(percent, 1000) for percent in range(11, 990)]
    if fact == "rate" and facts["carried_out"]:
        choices += [Fraction(1)] * 400
    free = [share for share in choices if all(abs(share - abs(base)) >= APART for base in bases)]
    return rng.choice(free) if free else None


def _other_shares(fact: str, facts: Facts) -> Iterator[Fraction]:
    """Every share that a sentence on the fact might mean: any of its parts over any of its wholes."""
    wholes = [Fraction(facts[name]) for name in ("new", "handled", "processed") if facts[name]]
    if fact == "growth":
        last = Fraction(facts["last"])
        yield from ((whole - last) / base for whole in wholes for base in (last, whole))
        return
    yield from (Fraction(facts[part]) / whole for part in PARTS[fact] for whole in wholes)
    if fact == "rate" and not facts["carried_out"]:
        yield Fraction(1)
