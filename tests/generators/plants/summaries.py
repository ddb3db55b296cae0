"""What is wrong between a government's summary and its organs' reports."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from tests.builders import as_text
from tests.generators.county import County, Numbers, total
from tests.generators.plants.model import Plant, changed, drawn_with, fault, rewritten, shuffled
from tests.generators.scenario import leaves, split, summed

COLUMNS = ("natural_person", "business", "other_org")
STEPS = (1, 2, 3, 7)
NEW = "applications.new.total"


@fault("AG", "RF")
def summary_cell(rng: random.Random, county: County) -> Plant | None:
    """A cell of table 2 of the summary, and what its text says of it, that is not the sum over the organs."""
    numbers = county.numbers(county.government, county.year)
    key = rng.choice([key for key in numbers if key.startswith("disclosure.")])
    wrong = _summary(county, numbers | {key: numbers[key] + rng.choice(STEPS)})
    return replace(wrong, cells=(key,))


@fault("AG", "CF")
def summary_cell_of_sums(rng: random.Random, county: County) -> Plant | None:
    """A cell of table 3 or 4 of the summary wrong, which breaks sums of its own too."""
    filed = county.now(county.government)
    key = rng.choice([key for key in filed.draft.values if not key.startswith("disclosure.")])
    wrong = drawn_with(filed, **{key: Decimal(filed.draft.values[key]) + rng.choice(STEPS)})
    table, row, column = split(key)
    cells = (f"{table}.{row}.*", f"{table}.*.{column}")
    return Plant(county.with_report(wrong), (county.government,), cells, alone=False)


@fault("AG")
def summary_figure(rng: random.Random, county: County) -> Plant | None:
    """A figure of the summary wrong with all that depends on it, so that the summary itself adds up."""
    numbers = county.numbers(county.government, county.year)
    row = rng.choice(leaves(numbers))
    key = f"applications.{row}.{rng.choice(COLUMNS)}"
    wrong = summed(numbers | {key: numbers[key] + rng.choice(STEPS)})
    return replace(_summary(county, wrong), cells=(f"applications.{row}.*",))


@fault("AG")
def organ_left_out(rng: random.Random, county: County) -> Plant | None:
    """An organ that the summary does not count."""
    unit = _busy(rng, county)
    counted = [county.numbers(one.unit, county.year) for one in county.organs if one.unit != unit]
    return _summary(county, total(counted), unit)


@fault("AG")
def organ_counted_twice(rng: random.Random, county: County) -> Plant | None:
    """An organ that the summary counts twice."""
    unit = _busy(rng, county)
    both = (county.numbers(county.government, county.year), county.numbers(unit, county.year))
    return _summary(county, total(both), unit)


@fault("AG")
def told_of_organ(rng: random.Random, county: County) -> Plant | None:
    """A number of cases that the government's text gives its office, other than the office's own."""
    filed = county.now(county.government)
    office = next(one.unit for one in county.organs if one.unit.endswith("政府办公室"))
    whole, own = (county.numbers(unit, county.year)[NEW] for unit in (county.government, office))
    here = county.government.removesuffix("人民政府")[-1]
    said = f"{here}政府办公室收到{own + rng.choice(STEPS)}件"
    told = f"{here}政府汇总所属各单位，共收到政府信息公开申请{whole}件，其中{said}。"
    texts = {**filed.draft.texts, "一": (*filed.draft.texts["一"], told)}
    text = as_text(replace(filed.draft, texts=texts))
    return Plant(rewritten(county, filed, text), (county.government, office), text=said, alone=False)


def _busy(rng: random.Random, county: County) -> str:
    """An organ that has something to be counted: every table of it holds figures."""
    units = [unit.unit for unit, _ in shuffled(rng, county)]
    return next((one for one in units if _filled(county.numbers(one, county.year))), units[0])


def _filled(numbers: Numbers) -> bool:
    return all(any(value for key, value in numbers.items() if key.startswith(table)) for table in ("disc", "appl"))


def _summary(county: County, numbers: Numbers, *names: str) -> Plant:
    wrong = changed(county, county.government, numbers)
    return Plant(wrong, (county.government,), words=names, alone=False)


@fault("AG")
def organ_without_report(rng: random.Random, county: County) -> Plant | None:
    """An organ of the roster that has no report."""
    unit = next(shuffled(rng, county))[0].unit
    words = (f"{unit}{county.year}年度",)
    return Plant(county.without(unit, county.year), (unit, county.government), words=words, alone=False)


@fault("AG")
def two_reports(rng: random.Random, county: County) -> Plant | None:
    """Two reports of one unit for one year, alike or with another figure."""
    unit, filed = next(shuffled(rng, county))
    second = replace(filed, copy=1)
    if rng.random() < 0.5:
        key = "disclosure.licences.decided"
        second = drawn_with(second, **{key: Decimal(filed.draft.values[key]) + 1})
    return Plant(replace(county, more=(second,)), (unit.unit,), words=(second.source,), alone=False)
