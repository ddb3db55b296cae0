"""Plants exactly one contradiction into a true report, of the kinds declared in ``faults.yaml`` and a few of structure.

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
from tests.generators.scenario import CATEGORIES, draft_of, facts_of, split
from tests.generators.truthful import narrate

TRIES = 4000
APART = Fraction(5, 100)
SUMMANDS = (*CATEGORIES, "new", "carried_in", "carried_out")


@dataclass(frozen=True)
class Planted:
    """A report with one contradiction, and where it must be found.

    ``families`` are the prefixes of checks that must find it: at ``sentence`` if there is one, else at one of
    ``cells`` (patterns of keys), else as a finding that the report ``before`` does not have. ``notice``
    allows a finding of any severity.
    """

    text: str
    kind: str
    families: tuple[str, ...]
    description: str
    sentence: str = ""
    cells: tuple[str, ...] = ()
    before: str = ""
    notice: bool = False


PARTS = {
    "rate": ("processed", "new"),
    "share_natural": ("natural_person", "natural_person_handled", "natural_person_processed"),
    "share_disclosed": ("disclosed",),
}

Plant = Callable[[random.Random, Draft, str], Planted | None]
"""Makes a report with a contradiction out of a draft of a kind of unit."""


@cache
def faults() -> dict[str, dict[str, Any]]:
    """The declared kinds."""
    source = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))
    return {str(kind): dict(details) for kind, details in source.items()}


def kinds() -> tuple[str, ...]:
    """The names of all kinds."""
    return (*faults(), *STRUCTURAL)


def planted(kind: str, seed: int) -> Planted:
    """A report with one contradiction of that kind, the same for the same seed."""
    rng = random.Random(f"{kind}/{seed}")
    for _ in range(TRIES):
        draft, organ = draft_of(rng)
        found = STRUCTURAL[kind](rng, draft, organ) if kind in STRUCTURAL else _lying(rng, kind, draft, organ)
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


def _false(
    rng: random.Random, fault: Mapping[str, Any], fact: str, draft: Draft, facts: Facts
) -> Number | None:
    """A false value for a fact, None where there is none to be had."""
    how = fault.get("how", "count")
    ways: dict[str, Callable[[], Number | None]] = {
        "said": lambda: None,
        "silence": lambda: None,
        "share": lambda: _false_share(rng, fact, facts),
        "swap": lambda: facts["fees_yuan"] if fact == "fees_wan" else facts["fees_wan"],
        "amount": lambda: Decimal(str(facts["fees_wan"])) + rng.randint(2, 60),
        "over": lambda: int(facts["new"]) + rng.randint(1, 9),
        "fewer": lambda: rng.randint(1, int(facts["other_fee_not_paid"]) - 1),
        "part": lambda: int(facts[fact]) + _step(rng, facts),
        "count": lambda: _false_count(rng, int(facts[fact]), taken_counts(draft, facts)),
    }
    return ways[how]()


def _step(rng: random.Random, facts: Facts) -> int:
    """By how much a part is wrong: not by the cases carried over, which might be what makes up the difference."""
    taken = {abs(int(facts["carried_in"])), abs(int(facts["carried_out"]))}
    return rng.choice([step for step in range(1, 12) if step not in taken])


def _false_count(rng: random.Random, true: int, taken: set[int]) -> int:
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


def _false_share(rng: random.Random, fact: str, facts: Facts) -> Fraction | None:
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


def _changed_cell(table: str) -> Plant:
    """Changes one cell of a table by a little, so that the sums through it no longer hold."""

    def change(rng: random.Random, draft: Draft, organ: str) -> Planted | None:
        told = narrate(draft, organ, rng)
        key = rng.choice([key for key in draft.values if key.startswith(f"{table}.")])
        value = Decimal(draft.values[key]) + rng.choice([1, 1, 2, 5, 10])
        _, row, column = split(key)
        cells = (f"{table}.{row}.*", f"{table}.*.{column}") if table == "applications" else (f"{table}.{row}.*",)
        text = as_text(told.draft.with_values(**{key: value}))
        what = f"{key}: {draft.values[key]} changed to {value}"
        return Planted(text, f"{table}_cell", ("CF",), what, cells=cells, before=as_text(told.draft))

    return change


def _structure(kind: str, edit: Callable[[random.Random, Draft], str | None]) -> Plant:
    """Edits the text of a true report."""

    def change(rng: random.Random, draft: Draft, organ: str) -> Planted | None:
        told = narrate(draft, organ, rng)
        text, before = edit(rng, told.draft), as_text(told.draft)
        return Planted(text, kind, ("PR",), kind, before=before, notice=True) if text else None

    return change


def _heading_twice(rng: random.Random, draft: Draft) -> str:
    section = rng.choice(draft.form.sections)
    line = f"{section.number}、{section.heading}\n"
    return as_text(draft).replace(line, line * 2, 1)


def _section_missing(rng: random.Random, draft: Draft) -> str:
    lines = as_text(draft).split("\n")
    headings = [f"{section.number}、{section.heading}" for section in draft.form.sections]
    places = [*map(lines.index, headings), len(lines)]
    gone = rng.randrange(len(headings))
    return "\n".join(lines[: places[gone]] + lines[places[gone + 1] :])


def _aspect_missing(rng: random.Random, draft: Draft) -> str | None:
    """Drops an aspect whose words stand nowhere else in section 一."""
    numeral, word = rng.choice((("三", "信息管理"), ("四", "平台建设"), ("五", "监督保障")))
    lines = list(draft.texts["一"])
    start = next(at for at, line in enumerate(lines) if line.startswith(f"（{numeral}）"))
    end = next((at for at in range(start + 1, len(lines)) if lines[at].startswith("（")), len(lines))
    left = lines[:start] + lines[end:]
    return None if any(word[:2] in line for line in left) else as_text(draft.with_text("一", *left))


def _fee_missing(rng: random.Random, draft: Draft) -> str | None:
    fee_free = rng.choice(("无。", "无其他需要报告的事项。", "没有需要报告的其他事项。"))
    return as_text(draft.with_text("六", fee_free))


STRUCTURAL: dict[str, Plant] = {
    "applications_cell": _changed_cell("applications"),
    "disputes_cell": _changed_cell("disputes"),
    "heading_twice": _structure("heading_twice", _heading_twice),
    "section_missing": _structure("section_missing", _section_missing),
    "aspect_missing": _structure("aspect_missing", _aspect_missing),
    "fee_statement_missing": _structure("fee_statement_missing", _fee_missing),
}
