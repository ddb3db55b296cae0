"""What does not go on from last year's report, and what is published late or for another period."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.generators.composer import Lie
from tests.generators.county import DISPUTES, County, kind_of
from tests.generators.faulty import false_count, false_share, taken_counts
from tests.generators.grammar import NothingToSayError
from tests.generators.numerals import Number
from tests.generators.plants.model import Plant, changed, fault, lied, organ, rewritten, shuffled
from tests.generators.scenario import OUTCOMES, facts_of, summed
from workbench.reports.roster import Unit

CARRIED = ("natural_person", "business")
NEW = "applications.new.total"
Slip = Callable[[str, int], str]


@fault("RF")
def carried_in(rng: random.Random, county: County) -> Plant | None:
    """Other cases carried in than last year's report carried out."""
    for unit, _ in shuffled(rng, county):
        before = county.numbers(unit.unit, county.year)
        key = f"applications.carried_in.{rng.choice(CARRIED)}"
        after = summed(before | {key: max(before[key] + rng.choice((-2, -1, 1, 2)), Decimal(0))})
        if after[key] != before[key] and min(after.values()) >= 0:
            return Plant(changed(county, unit.unit, after), (unit.unit,), ("applications.carried_in.*",))
    return None


@fault("RF")
def in_force(rng: random.Random, county: County) -> Plant | None:
    """Documents in force that are not last year's with those issued and without those repealed."""
    unit = next(shuffled(rng, county))[0].unit
    numbers, key = county.numbers(unit, county.year), "disclosure.normative.in_force"
    wrong = {key: numbers[key] + rng.choice((1, 2, 5, 10))}
    return Plant(changed(county, unit, numbers | wrong), (unit,), (key,))


@fault("RF")
def growth_stated(rng: random.Random, county: County) -> Plant | None:
    """A stated growth that is not that over last year's report, whose figure the text does not give."""
    for unit, facts in _grown(rng, county):
        false = false_share(rng, "growth", facts)
        if false is not None and (found := _lie(rng, county, unit, {"growth": false})):
            return found
    return None


@fault("RF")
def change_stated(rng: random.Random, county: County) -> Plant | None:
    """A stated number of cases more or fewer that is not that over last year's report."""
    for unit, facts in _grown(rng, county):
        fact = "more" if int(facts["more"]) else "fewer"
        draft = county.now(unit.unit).draft
        false = false_count(rng, int(facts[fact]), taken_counts(draft, facts))
        if found := _lie(rng, county, unit, {fact: false}):
            return found
    return None


@fault("RF")
def last_year_stated(rng: random.Random, county: County) -> Plant | None:
    """A figure of last year that is not the one of last year's report."""
    for unit, facts in _grown(rng, county):
        taken = taken_counts(county.now(unit.unit).draft, facts)
        earlier = county.reports[unit.unit, county.year - 1].draft
        taken |= taken_counts(earlier, facts_of(earlier, kind_of(unit.unit), rng))
        lie = Lie("applications", "去年数", {"last": false_count(rng, int(facts["last"]), taken)})
        told, words = lied(county, unit.unit, lie)
        return Plant(told, (unit.unit,), text=words)
    return None


def _grown(rng: random.Random, county: County) -> Iterator[tuple[Unit, dict[str, Number]]]:
    """The organs whose applications are more or fewer than last year's, with the facts of this year."""
    for unit, filed in shuffled(rng, county):
        last = county.numbers(unit.unit, county.year - 1)[NEW]
        if last > 1 and 0 < county.numbers(unit.unit, county.year)[NEW] != last:
            yield unit, facts_of(filed.draft, kind_of(unit.unit), rng, int(last))


def _lie(rng: random.Random, county: County, unit: Unit, facts: dict[str, Number]) -> Plant | None:
    aside = rng.choice(((), ("收到概",)))
    try:
        told, words = lied(county, unit.unit, Lie("applications", "同比跨年", facts, aside))
    except NothingToSayError:
        return None
    return Plant(told, (unit.unit,), text=words)


@fault("RF", notice=True)
def pending_cases_gone(rng: random.Random, county: County) -> Plant | None:
    """Reviews or lawsuits pending at the end of last year of which this year's table has none."""
    for unit, _ in shuffled(rng, county):
        last = county.numbers(unit.unit, county.year - 1)
        rows = [row for row in DISPUTES if last[f"disputes.{row}.pending"]]
        if rows:
            row = rng.choice(rows)
            none = {f"disputes.{row}.{outcome}": Decimal(0) for outcome in OUTCOMES}
            numbers = summed(county.numbers(unit.unit, county.year) | none)
            return Plant(changed(county, unit.unit, numbers), (unit.unit,), (f"disputes.{row}.*",))
    return None


# -- deadlines and the period -----------------------------------------------------------------------------


@fault("TM")
def department_late(rng: random.Random, county: County) -> Plant | None:
    """A department's report published after 31 January."""
    found = organ(rng, county, lambda unit, _: unit.kind in ("部门", "直属机构"))
    return _published(rng, county, found[0], date(county.year + 1, 2, 1)) if found else None


@fault("TM")
def government_late(rng: random.Random, county: County) -> Plant | None:
    """The county government's report published after 31 March."""
    return _published(rng, county, county.units[0], date(county.year + 1, 4, 1))


def _published(rng: random.Random, county: County, unit: Unit, first: date) -> Plant:
    """The day stands in the file or in the roster."""
    day = first + timedelta(days=rng.choice((0, 1, 3, 20, 90)))
    words = (f"{day.year}年{day.month}月{day.day}日",)
    if rng.random() < 0.5:
        return Plant(county.with_report(replace(county.now(unit.unit), published=day)), (unit.unit,), words=words)
    noted = replace(unit, published=day, first=county.year, last=county.year)
    units = tuple(noted if one is unit else one for one in county.units)
    silent = replace(county.now(unit.unit), published=None)
    wrong = replace(county.with_report(silent), units=units).without(unit.unit, county.year - 1)
    return Plant(wrong, (unit.unit,), words=words)


@fault("TM", "WD")
def period_of_another_year(rng: random.Random, county: County) -> Plant | None:
    """The period of the figures is last year's."""
    return _period(rng, county, lambda words, year: words.replace(str(year), str(year - 1)))


@fault("TM")
def period_cut_short(rng: random.Random, county: County) -> Plant | None:
    """The period of the figures ends before the year does."""
    end = rng.choice(("6月30日", "11月30日", "10月31日", "12月30日", "9月30日"))
    return _period(rng, county, lambda words, _: words.replace("12月31日", end))


def _period(rng: random.Random, county: County, wrong: Slip) -> Plant | None:
    for unit, filed in shuffled(rng, county):
        if found := re.search(r"[^。\n]*统计(?:期限|时间|周期)[^。\n]*。", filed.text):
            words = wrong(found[0], county.year)
            return Plant(rewritten(county, filed, filed.text.replace(found[0], words, 1)), (unit.unit,), text=words)
    return None
