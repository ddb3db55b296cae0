"""A county over two years: a government, its organs of all kinds, whose true reports fit one another.

What is carried out of one year is carried into the next, documents in force are last year's with those issued and
without those repealed, and every cell of the government's report is the sum over its organs.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from tests.builders import Draft, as_text, drawn
from tests.generators.composer import Lie, Sentence
from tests.generators.scenario import (
    BUREAUX,
    CENTRES,
    COUNTIES,
    OUTCOMES,
    PLACES,
    ZONES,
    leaves,
    split,
    summed,
    thinned,
)
from tests.generators.truthful import narrate
from workbench.checks.subjects import Batch
from workbench.documents import Document
from workbench.documents.plain import blocks
from workbench.forms import form
from workbench.reports import Report, recognise
from workbench.reports.roster import Roster, Unit

Numbers = dict[str, Decimal]

FORM = "cn-2021"
DISPUTES = ("review", "litigation_direct", "litigation_after_review")
DECIDED = ("licences", "penalties", "coercion")
MOST = 40
BUREAUS = 3
TRIES = 60
FEW = 40


@dataclass(frozen=True)
class Filed:
    """A report as filed: its draft, the day of publication; ``written`` is another text of it.

    ``copy`` tells files of one unit and year apart; ``told`` are the statements of its narrative.
    """

    draft: Draft
    published: date | None
    written: str = ""
    copy: int = 0
    told: tuple[Sentence, ...] = ()

    @property
    def text(self) -> str:
        """The report as it is read."""
        return self.written or as_text(self.draft)

    @property
    def source(self) -> str:
        """The name of its file."""
        return f"{self.draft.unit}{self.draft.year}-{self.copy}.txt"

    @cached_property
    def report(self) -> Report:
        """The report as recognised."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        found = tuple(blocks(self.text))
        return recognise(Document(self.source, digest, found, published=self.published))


@dataclass(frozen=True)
class County:
    """The reports of a county by unit and year, and its roster, the government first."""

    seed: int
    year: int
    units: tuple[Unit, ...]
    reports: dict[tuple[str, int], Filed]
    more: tuple[Filed, ...] = field(default=())

    @property
    def government(self) -> str:
        """The unit that reports for all."""
        return self.units[0].unit

    @property
    def organs(self) -> tuple[Unit, ...]:
        """The units below it."""
        return self.units[1:]

    def with_report(self, filed: Filed) -> County:
        """The county with another report in the place of one."""
        return replace(self, reports=self.reports | {(filed.draft.unit, filed.draft.year): filed})

    def without(self, unit: str, year: int) -> County:
        """The county without a report."""
        return replace(self, reports={who: one for who, one in self.reports.items() if who != (unit, year)})

    def only(self, units: Iterable[str], years: Iterable[int] = ()) -> County:
        """The county with the reports of some units alone, of some years or both; its roster stays."""
        kept = {(unit, year) for unit in units for year in years or (self.year - 1, self.year)}
        return replace(self, reports={who: one for who, one in self.reports.items() if who in kept})

    def now(self, unit: str) -> Filed:
        """A unit's report of this year."""
        return self.reports[unit, self.year]

    def numbers(self, unit: str, year: int) -> Numbers:
        """The figures of a report's tables."""
        return {key: Decimal(value) for key, value in self.reports[unit, year].draft.values.items()}

    def retold(self, unit: str, year: int, numbers: Numbers | None = None, lie: Lie | None = None) -> County:
        """The county with a report written anew, from other numbers or with a lie in it.

        Raises NothingToSayError where the lie cannot be put.
        """
        who = next(one for one in self.units if one.unit == unit)
        last = self.numbers(unit, year - 1)["applications.new.total"] if (unit, year - 1) in self.reports else None
        new = {one: self.numbers(one, at)["applications.new.total"] for one, at in self.reports if at == year}
        own = numbers or self.numbers(unit, year)
        organs = _by_organ(self.units, new, own) if unit == self.government else None
        return self.with_report(_filed((self.seed, year), who, own, last, lie, organs))

    @property
    def batch(self) -> Batch:
        """All reports, with the roster."""
        return Batch(tuple(one.report for one in (*self.reports.values(), *self.more)), (), Roster(self.units))


def county(seed: int) -> County:
    """The county of a seed; this year's reports and last year's."""
    rng = random.Random(f"county/{seed}")
    year, units = rng.randint(2023, 2025), _units(rng)
    numbers: dict[tuple[str, int], Numbers] = {}
    for unit in units[1:]:
        size = rng.choice([2, 6, 15])
        before = numbers[unit.unit, year - 1] = _first(rng, size)
        numbers[unit.unit, year] = _next(rng, before, size)
    for at in (year - 1, year):
        numbers[units[0].unit, at] = total([numbers[unit.unit, at] for unit in units[1:]])
    filed = {}
    for unit in units:
        for at in (year - 1, year):
            last = numbers[unit.unit, at - 1]["applications.new.total"] if at == year else None
            new = {one.unit: numbers[one.unit, at]["applications.new.total"] for one in units}
            organs = _by_organ(units, new, numbers[unit.unit, at]) if unit is units[0] else None
            filed[unit.unit, at] = _filed((seed, at), unit, numbers[unit.unit, at], last, organs=organs)
    return County(seed, year, units, filed)


def _units(rng: random.Random) -> tuple[Unit, ...]:
    place, *others = rng.sample(PLACES, 5)
    here = place + rng.choice(COUNTIES)
    government, region = f"{here}人民政府", f"某省某市{here}"
    names = rng.sample(BUREAUX, BUREAUS)
    organs = [
        (f"{here}人民政府办公室", "县级", "部门"),
        *((here + name, "县级", "部门") for name in names),
        (here + rng.choice(CENTRES), "县级", "直属机构"),
        (f"{place}{rng.choice(ZONES)}管理委员会", "县级", "政府派出机关"),
        (f"{others[0]}镇人民政府", "乡镇", "政府"),
        (f"{others[1]}{rng.choice('镇乡')}人民政府", "乡镇", "政府"),
        (f"{others[2]}街道办事处", "街道", "政府派出机关"),
    ]
    below = (Unit(name, level, kind, government, region) for name, level, kind in organs)
    return Unit(government, "县级", "政府", "", region), *below


def kind_of(unit: str) -> str:
    """The kind of a unit of that name as narratives are written for it."""
    endings = {
        "镇人民政府": "town",
        "乡人民政府": "township",
        "街道办事处": "street",
        "人民政府": "county",
        "中心": "centre",
        "人民政府办公室": "office",
        "管理委员会": "zone",
        "委员会": "commission",
    }
    return next((kind for ending, kind in endings.items() if unit.endswith(ending)), "bureau")


def _first(rng: random.Random, size: int) -> Numbers:
    """The numbers of last year; some application was received, so that growth can be told."""
    numbers = {key: Decimal(value) for key, value in thinned(rng, drawn(rng, most=size)).values.items()}
    numbers["applications.granted.natural_person"] += 1 + rng.randint(0, 3)
    for name in DECIDED:
        numbers[f"disclosure.{name}.decided"] = Decimal(rng.choice([0, rng.randint(1, MOST)]))
    numbers["disclosure.normative.in_force"] += rng.randint(5, 20)
    numbers["disclosure.fees.charged"] = Decimal(rng.choice([0, rng.randint(1000, 90_000)])).scaleb(-2)
    return summed(numbers)


def _next(rng: random.Random, before: Numbers, size: int) -> Numbers:
    """The numbers of the year after, of much the same size: an organ that had hundreds of cases has not a few."""
    for _ in range(TRIES):
        numbers = _after(rng, before, size)
        if all(_alike(before[key], value) for key, value in numbers.items() if key.endswith(".total")):
            return numbers
    return _after(rng, before, 1)


def _alike(one: Decimal, other: Decimal) -> bool:
    smaller, larger = sorted((one, other))
    return larger < FEW or larger < 8 * smaller


def _after(rng: random.Random, before: Numbers, size: int) -> Numbers:
    """Numbers that go on from those of the year before."""
    numbers = {key: Decimal(value) for key, value in thinned(rng, drawn(rng, most=size)).values.items()}
    for key in list(numbers):
        if key.startswith("applications.carried_in."):
            column = split(key)[2]
            numbers[key] = before[f"applications.carried_out.{column}"]
            done = sum((numbers[f"applications.{row}.{column}"] for row in leaves(numbers)), Decimal(0))
            numbers[f"applications.granted.{column}"] += max(numbers[key] - done, Decimal(0))
    for row in DISPUTES:
        numbers[f"disputes.{row}.upheld"] += before[f"disputes.{row}.pending"]
    if any(numbers[f"disputes.litigation_after_review.{outcome}"] for outcome in OUTCOMES):
        numbers["disputes.review.upheld"] += 1  # such lawsuits follow a review
    for name in DECIDED:
        numbers[f"disclosure.{name}.decided"] = _near(rng, before[f"disclosure.{name}.decided"])
    numbers["disclosure.fees.charged"] = _near(rng, before["disclosure.fees.charged"] * 100).scaleb(-2)
    stock = before["disclosure.normative.in_force"]
    repealed = min(numbers["disclosure.normative.repealed"], stock)
    numbers["disclosure.normative.repealed"] = repealed
    numbers["disclosure.normative.in_force"] = stock + numbers["disclosure.normative.issued"] - repealed
    return summed(numbers)


def _near(rng: random.Random, value: Decimal) -> Decimal:
    """A number of the same size."""
    return Decimal(round(float(value) * rng.uniform(0.6, 1.7)))


def total(all_numbers: Iterable[Numbers]) -> Numbers:
    """The sum of some reports, cell by cell."""
    first, *others = all_numbers
    return {key: sum((numbers[key] for numbers in others), value) for key, value in first.items()}


def _by_organ(units: Iterable[Unit], new: Numbers, government: Numbers) -> dict[str, int] | None:
    """What the office, the towns and all others received of what the government says; None where that is less."""
    office = sum(int(new.get(one.unit, 0)) for one in units if one.unit.endswith("政府办公室"))
    towns = sum(int(new.get(one.unit, 0)) for one in units if one.level in ("乡镇", "街道"))
    others = int(government["applications.new.total"]) - office - towns
    return {"organ_office": office, "organ_towns": towns, "organ_departments": others} if others >= 0 else None


def _filed(  # noqa: PLR0913, PLR0917 - where and when, whose, and what it tells
    place: tuple[int, int],
    unit: Unit,
    numbers: Numbers,
    last: Decimal | None,
    lie: Lie | None = None,
    organs: dict[str, int] | None = None,
) -> Filed:
    """The report of a unit in a county of a seed, for a year."""
    seed, year = place
    rng = random.Random(f"{seed}/{unit.unit}/{year}")
    draft = Draft(form(FORM), unit.unit, year).with_values(**numbers)
    latest = date(year + 1, 3, 20) if unit.kind == "政府" else date(year + 1, 1, 28)
    published = rng.choice((date(year + 1, 1, rng.randint(6, 28)), latest, None))
    told = narrate(draft, kind_of(unit.unit), rng, lie, last=None if last is None else int(last), organs=organs)
    return Filed(told.draft, published, told=told.statements)
