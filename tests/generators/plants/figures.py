"""Wrong figures inside one report: slips in its tables, and figures that cannot be."""

from __future__ import annotations

import random
from decimal import Decimal

from tests.generators.county import County, Filed
from tests.generators.plants.model import Plant, changed, drawn_with, fault, organ, shuffled
from tests.generators.scenario import leaves, split
from workbench.reports.roster import Unit

COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")
STEPS = (1, 1, 2, 5, 10)
LARGE = 60
SEVERAL = 3


@fault("AG", "RF", "NT", "PL")
def disclosure_cell(rng: random.Random, county: County) -> Plant | None:
    """A cell of table 2 changed, which no other cell of the report depends on."""
    unit, filed = next(shuffled(rng, county))
    key = rng.choice([key for key in filed.draft.values if key.startswith("disclosure.")])
    wrong = county.with_report(_slipped(rng, filed, key))
    return Plant(wrong, (unit.unit, county.government), (key,), alone=False)


@fault("CF")
def applications_cell(rng: random.Random, county: County) -> Plant | None:
    """A cell of table 3 changed."""
    unit, filed = next(shuffled(rng, county))
    key = rng.choice([key for key in filed.draft.values if key.startswith("applications.")])
    _, row, column = split(key)
    cells = (f"applications.{row}.*", f"applications.*.{column}")
    return Plant(county.with_report(_slipped(rng, filed, key)), (unit.unit,), cells)


@fault("CF")
def disputes_cell(rng: random.Random, county: County) -> Plant | None:
    """A cell of table 4 changed."""
    unit, filed = next(shuffled(rng, county))
    key = rng.choice([key for key in filed.draft.values if key.startswith("disputes.")])
    return Plant(county.with_report(_slipped(rng, filed, key)), (unit.unit,), (f"disputes.{split(key)[1]}.*",))


def _slipped(rng: random.Random, filed: Filed, key: str) -> Filed:
    """The report with a cell a little larger."""
    return drawn_with(filed, **{key: Decimal(filed.draft.values[key]) + rng.choice(STEPS)})


@fault("CF")
def cells_exchanged(rng: random.Random, county: County) -> Plant | None:
    """Two cells of table 3 in each other's place."""
    for unit, filed in shuffled(rng, county):
        values = filed.draft.values
        rows = leaves(values)
        keys = [f"applications.{row}.{column}" for row in rows for column in COLUMNS[:-1]]
        filled = [key for key in keys if Decimal(values[key])]
        if filled:
            one = rng.choice(filled)
            other = rng.choice([key for key in keys if values[key] != values[one]])
            wrong = drawn_with(filed, **{one: values[other], other: values[one]})
            patterns = (f"applications.{split(key)[1]}.*" for key in (one, other))
            return Plant(county.with_report(wrong), (unit.unit,), (*patterns, f"applications.*.{split(one)[2]}"))
    return None


@fault("CF")
def row_shifted(rng: random.Random, county: County) -> Plant | None:
    """A row of table 3 with its figures one column too far to the left or to the right."""
    for unit, filed in shuffled(rng, county):
        values = filed.draft.values
        rows = dict.fromkeys(split(key)[1] for key in values if key.startswith("applications."))
        filled = [row for row in rows if Decimal(values[f"applications.{row}.total"])]
        if filled:
            row = rng.choice(filled)
            written = [values[f"applications.{row}.{column}"] for column in COLUMNS]
            moved = rng.choice(([*written[1:], "0"], ["0", *written[:-1]]))
            cells = {f"applications.{row}.{column}": value for column, value in zip(COLUMNS, moved, strict=True)}
            return Plant(county.with_report(drawn_with(filed, **cells)), (unit.unit,), (f"applications.{row}.*",))
    return None


@fault("CF", notice=True)
def blank_for_number(rng: random.Random, county: County) -> Plant | None:
    """A cell left blank where a number is due, often 0."""
    unit, filed = next(shuffled(rng, county))
    key = rng.choice(list(filed.draft.values))
    return Plant(county.with_report(drawn_with(filed, **{key: ""})), (unit.unit,), (key,))


# -- figures that cannot be -----------------------------------------------------------------------------


@fault("PL")
def rules_without_power(rng: random.Random, county: County) -> Plant | None:
    """Rules issued by an organ that has no power to make any."""
    unit, _ = next(shuffled(rng, county))
    number = Decimal(rng.randint(1, 4))
    rules = {"disclosure.rules.issued": number, "disclosure.rules.in_force": number}
    wrong = changed(county, unit.unit, county.numbers(unit.unit, county.year) | rules)
    return Plant(wrong, (unit.unit,), ("disclosure.rules.*",))


@fault("PL")
def stock_below_issued(rng: random.Random, county: County) -> Plant | None:
    """Fewer documents in force than were issued in the year; last year's report is not at hand."""
    unit, _ = next(shuffled(rng, county))
    issued = Decimal(rng.randint(2, 9))
    row = {"issued": issued, "repealed": Decimal(0), "in_force": issued - rng.randint(1, int(issued))}
    cells = {f"disclosure.normative.{column}": number for column, number in row.items()}
    numbers = county.numbers(unit.unit, county.year) | cells
    wrong = changed(county, unit.unit, numbers).without(unit.unit, county.year - 1)
    return Plant(wrong, (unit.unit,), ("disclosure.normative.*",))


@fault("PL")
def lawsuit_without_review(rng: random.Random, county: County) -> Plant | None:
    """A lawsuit after a review where neither this year nor last there was one."""

    def unreviewed(unit: Unit, _: Filed) -> bool:
        years = (county.year - 1, county.year)
        return not any(county.numbers(unit.unit, year)["disputes.review.total"] for year in years)

    found = organ(rng, county, unreviewed)
    if found is None:
        return None
    unit, row = found[0].unit, "disputes.litigation_after_review"
    number = Decimal(rng.randint(1, 3))
    numbers = county.numbers(unit, county.year) | {f"{row}.upheld": number, f"{row}.total": number}
    return Plant(changed(county, unit, numbers), (unit,), (f"{row}.*",))


@fault("PL")
def swing(rng: random.Random, county: County) -> Plant | None:
    """A number of decisions more than ten times last year's, or less than a tenth of it."""
    unit = next(shuffled(rng, county))[0].unit
    key = f"disclosure.{rng.choice(('licences', 'penalties', 'coercion'))}.decided"
    last = county.numbers(unit, county.year - 1)[key]
    ups = max(last, Decimal(LARGE)) * rng.randint(11, 40)
    now = last // rng.randint(11, 20) if last >= LARGE and rng.random() < 0.5 else ups
    return Plant(changed(county, unit, county.numbers(unit, county.year) | {key: now}), (unit,), (key,))


@fault("PL", "NT")
def yuan_for_ten_thousands(rng: random.Random, county: County) -> Plant | None:
    """The fees in 元 where the table is in 万元."""
    key = "disclosure.fees.charged"

    def charged(unit: Unit, _: Filed) -> bool:
        return all(county.numbers(unit.unit, year)[key] for year in (county.year - 1, county.year))

    found = organ(rng, county, charged)
    if found is None:
        return None
    unit, filed = found
    wrong = drawn_with(filed, **{key: int(Decimal(filed.draft.values[key]) * 10_000)})
    return Plant(county.with_report(wrong), (unit.unit,), (key,))


@fault("PL")
def zero_table(rng: random.Random, county: County) -> Plant | None:
    """Table 3 or 4 wholly zero beside a narrative that counts cases."""
    for unit, filed in shuffled(rng, county):
        table, topic = rng.choice((("applications", ("收", "办结", "结果", "申请人")), ("disputes", ("复议", "诉讼"))))
        numbers = (text for one in filed.told if one.symbol.startswith(topic) for _, text in one.numbers)
        if sum(bool(text.strip("0 件")) for text in numbers) >= SEVERAL:
            zeros = {key: 0 for key in filed.draft.values if key.startswith(f"{table}.")}
            return Plant(county.with_report(drawn_with(filed, **zeros)), (unit.unit,), (f"{table}.*",))
    return None
