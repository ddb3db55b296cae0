"""Text and figures taken from another report."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from tests.generators.county import County, Filed
from tests.generators.plants.model import Plant, changed, fault, shuffled
from tests.generators.scenario import county_of

LONG = 200
"""Characters that a section must have to be worth copying."""
TABLES = ("disclosure", "applications", "disputes")


def _length(filed: Filed, number: str) -> int:
    return len(re.sub(r"\W", "", "".join(filed.draft.texts[number])))


def _copied(filed: Filed, other: Filed, number: str) -> Filed:
    """The report with a section of another one, its years and its unit's names put right as copyists do."""
    theirs, mine = other.draft, filed.draft
    level = rf"{county_of(theirs.unit)}(?=政府|委|司法局|财政局)"
    texts = []
    for line in theirs.texts[number]:
        moved = line.replace(str(theirs.year), str(mine.year)).replace(theirs.unit, mine.unit)
        texts.append(re.sub(level, county_of(mine.unit), moved))
    return replace(filed, draft=mine.with_text(number, *texts))


@fault("DU")
def copied_from_last_year(rng: random.Random, county: County) -> Plant | None:
    """A section taken over from last year's report, with the years changed."""
    for unit, filed in shuffled(rng, county):
        last = county.reports[unit.unit, county.year - 1]
        long = [number for number in "一五" if _length(last, number) >= LONG]
        if long:
            wrong = _copied(filed, last, number := rng.choice(long))
            text = "".join(wrong.draft.texts[number])
            return Plant(county.with_report(wrong), (unit.unit,), text=text, alone=False)
    return None


@fault("DU")
def copied_from_another_unit(rng: random.Random, county: County) -> Plant | None:
    """A section taken over from another unit's report, with the name changed."""
    (unit, filed), *others = shuffled(rng, county)
    for other, theirs in others:
        long = [number for number in "一五" if _length(theirs, number) >= LONG]
        if long:
            wrong = _copied(filed, theirs, number := rng.choice(long))
            text = "".join(wrong.draft.texts[number])
            return Plant(county.with_report(wrong), (unit.unit, other.unit), text=text, alone=False)
    return None


@fault("DU")
def tables_of_another_unit(rng: random.Random, county: County) -> Plant | None:
    """All figures of another unit's tables."""
    (unit, _), (other, _), *_rest = shuffled(rng, county, lambda one, _: _has_figures(county, one.unit))
    wrong = changed(county, unit.unit, county.numbers(other.unit, county.year))
    cells = tuple(f"{table}.*" for table in TABLES)
    return Plant(wrong, (unit.unit, other.unit), cells, alone=False)


def _has_figures(county: County, unit: str) -> bool:
    filled = [key for key, value in county.numbers(unit, county.year).items() if value and not key.endswith("total")]
    return len(filled) >= 5
