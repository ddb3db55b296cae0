"""A county over two years: a government, its bureaus, towns and streets, whose true reports fit one another.

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

from tests.builders import Draft, as_text, drawn
from tests.generators.scenario import BUREAUX, PLACES, leaves, split, summed, thinned
from tests.generators.truthful import narrate
from workbench.checks.subjects import Batch
from workbench.documents import Document, Remark
from workbench.documents.plain import blocks
from workbench.reports import Report, recognise
from workbench.reports.roster import Roster, Unit

Numbers = dict[str, Decimal]

DISPUTES = ("review", "litigation_direct", "litigation_after_review")
DECIDED = ("licences", "penalties", "coercion")
MOST = 40
BUREAUS = 4
TRIES = 60
FEW = 40


@dataclass(frozen=True)
class Filed:
    """A report as filed: its draft, the day of publication, what a reader remarks; ``edits`` change its text."""

    draft: Draft
    published: date | None
    remarks: tuple[Remark, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    copy: int = 0

    @property
    def text(self) -> str:
        """The report as it is read."""
        text = as_text(self.draft)
        for old, new in self.edits:
            text = text.replace(old, new, 1)
        return text

    @property
    def report(self) -> Report:
        """The report as recognised."""
        name = f"{self.draft.unit}{self.draft.year}-{self.copy}.txt"
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return recognise(Document(name, digest, tuple(blocks(self.text)), self.remarks, published=self.published))


@dataclass(frozen=True)
class County:
    """The reports of a county by unit and year, and its roster, the government first."""

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

    def only(self, units: Iterable[str], years: Iterable[int]) -> County:
        """The county with the reports of some units and years alone; its roster stays."""
        kept = {(unit, year) for unit in units for year in years}
        return replace(self, reports={who: one for who, one in self.reports.items() if who in kept})

    @property
    def batch(self) -> Batch:
        """All reports, with the roster."""
        return Batch(tuple(one.report for one in (*self.reports.values(), *self.more)), (), Roster(self.units))


def county(seed: int) -> County:
    """The county of a seed; this year's reports and last year's."""
    rng = random.Random(f"county/{seed}")
    place, year = rng.choice(PLACES), rng.randint(2023, 2025)
    units = _units(rng, place)
    numbers: dict[tuple[str, int], Numbers] = {}
    for unit in units[1:]:
        size = rng.choice([2, 6, 15])
        before = numbers[unit.unit, year - 1] = _first(rng, size)
        numbers[unit.unit, year] = _next(rng, before, size)
    for at in (year - 1, year):
        numbers[units[0].unit, at] = _sum([numbers[unit.unit, at] for unit in units[1:]])
    filed = {}
    for unit in units:
        for at in (year - 1, year):
            last = numbers[unit.unit, at - 1]["applications.new.total"] if at == year else None
            filed[unit.unit, at] = _filed(rng, unit, at, numbers[unit.unit, at], last)
    return County(year, units, filed)


def _units(rng: random.Random, place: str) -> tuple[Unit, ...]:
    government, region = f"{place}县人民政府", f"某省某市{place}县"
    bureaus = [(f"{place}县{name}", "县级", "部门") for name in rng.sample(BUREAUX, BUREAUS)]
    towns = [(f"{name}镇人民政府", "乡镇", "政府") for name in rng.sample(PLACES, 2)]
    street = [(f"{rng.choice(PLACES)}街道办事处", "街道", "政府派出机关")]
    organs = (Unit(name, level, kind, government, region) for name, level, kind in (*bureaus, *towns, *street))
    return Unit(government, "县级", "政府", "", region), *organs


def _kind(unit: Unit) -> str:
    return {"部门": "bureau", "政府派出机关": "street"}.get(unit.kind, "county" if unit.level == "县级" else "town")


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
        numbers["disputes.review.upheld"] += row == "litigation_after_review"  # such lawsuits follow a review
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


def _sum(all_numbers: list[Numbers]) -> Numbers:
    return {key: sum((numbers[key] for numbers in all_numbers), Decimal()) for key in all_numbers[0]}


def _filed(rng: random.Random, unit: Unit, year: int, numbers: Numbers, last: Decimal | None) -> Filed:
    draft = Draft(drawn(random.Random(0)).form, unit.unit, year).with_values(**numbers)
    told = narrate(draft, _kind(unit), rng, last=None if last is None else int(last))
    latest = date(year + 1, 3, 20) if unit.kind == "政府" else date(year + 1, 1, 28)
    return Filed(told.draft, date(year + 1, 1, rng.randint(5, 28)) if rng.random() < 0.7 else latest)
