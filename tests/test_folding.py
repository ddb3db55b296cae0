"""One wrong figure is one error, in whichever report it shows, and the figure is named."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import Draft, drawn, empty
from tests.generators.county import County, Filed, county
from tests.test_audit import made
from workbench.audit import audit
from workbench.checks.subjects import Batch
from workbench.findings import Finding, Severity
from workbench.reports.roster import Roster, Unit

GOVERNMENT, BUREAU = "青石县人民政府", "青石县水利局"
SEEDS = range(2)
EACH = 4


def errors(batch: Batch) -> list[Finding]:
    """The findings of severity error that stand for themselves."""
    return [one for one in audit(batch).problems if one.severity is Severity.ERROR]


def leaves(draft: Draft, table: str) -> list[str]:
    """The cells of a table that are no sums of others."""
    sums = ("applications.processed.", "disputes.litigation_direct.total", "disputes.litigation_after_review.total")
    cells = (key for key in draft.values if key.startswith(f"{table}.") and not key.startswith(sums))
    return [key for key in cells if table == "disclosure" or not key.endswith(".total")]


def changed(whole: County, who: tuple[str, int], key: str, value: Decimal) -> Batch:
    """The county's reports with one cell of one of them changed."""
    filed: Filed = whole.reports[who]
    other = replace(filed, draft=filed.draft.with_values(**{key: value})).report
    known = whole.batch
    reports = tuple(other if (one.unit, one.year) == who else one for one in known.reports)
    return Batch(reports, (), known.roster)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
def test_one_changed_cell_is_one_error_in_a_whole_county(seed: int, table: str) -> None:
    """Sums, narrative, both years and the parent's summary disagree with a wrong leaf cell; it is one finding still."""
    whole, rng = county(seed), random.Random(f"{seed}/{table}")
    for _ in range(EACH):
        who = rng.choice(sorted(whole.reports))
        key = rng.choice(leaves(whole.reports[who].draft, table))
        old = Decimal(whole.reports[who].draft.values[key])
        new = rng.choice([old + 1, old + 3, old + 10, *([old - 1, old * 10, Decimal(0)] if old else [])])
        found = errors(changed(whole, who, key, new))
        assert [(who, key)] == [(who, key) for _ in found]
        if table == "applications":
            told = ("CF107", *who, key, str(int(old)))
            assert told == (found[0].check, found[0].unit, found[0].year, found[0].at, found[0].expected)


def test_a_true_county_has_no_error_and_no_warning() -> None:
    """Both years, the summary and the narratives fit one another."""
    assert [] == [one.message for one in audit(county(11).batch).problems if one.severity is not Severity.NOTICE]


def test_the_cell_that_explains_several_reports_is_named() -> None:
    """A wrong outcome breaks its own sum and the parent's; only that cell mends both, so it is named."""
    whole = county(7)
    who = next(one for one in sorted(whole.reports) if one[0] != whole.government)
    key = "disputes.review.upheld"
    old = Decimal(whole.reports[who].draft.values[key])
    (found,) = errors(changed(whole, who, key, old + 4))
    assert (("CF104", *who), f"由“{old + 4}”改为“{old}”，即全部相符") == (
        (found.check, found.unit, found.year),
        found.explanation.rpartition("列")[2].rstrip("。"),
    )
    assert {"AG101"} == {one.check for one in found.folded}


def test_last_years_wrong_cell_explains_this_years_difference() -> None:
    """What was carried out wrongly last year is told of last year's report, and folds this year's finding."""
    values = {"applications.carried_out.natural_person": 5, "applications.carried_out.total": 5}
    values |= {"applications.new.natural_person": 5, "applications.new.total": 5}
    last = empty(year=2022).with_values(**{**values, "applications.carried_out.natural_person": 8})
    carried = {key.replace("carried_out", "carried_in"): 5 for key in values if "carried_out" in key}
    rows = [f"applications.{row}" for row in ("granted", "processed")]
    done = {f"{row}.{column}": 5 for row in rows for column in ("natural_person", "total")}
    this = empty().with_values(**carried, **done)
    (found,) = errors(Batch((made(this, "this.txt"), made(last, "last.txt"))))
    assert ("CF107", 2022, "5") == (found.check, found.year, found.expected)
    assert ("RF101", 2023) in {(one.check, one.year) for one in found.folded}


def test_an_organ_left_out_of_a_summary_is_one_error() -> None:
    """All cells that lack it, and what the summary then does not carry over from last year, are that one finding."""
    roster = Roster((Unit(GOVERNMENT), *(Unit(name, parent=GOVERNMENT) for name in (BUREAU, "青石县财政局"))))
    rows = {"carried_in": 2, "new": 1, "granted": 3, "processed": 3}
    cases = {f"applications.{row}.{column}": n for row, n in rows.items() for column in ("business", "total")}
    places = [f"{row}.{column}" for row in ("new", "carried_out") for column in ("business", "total")]
    open_cases = {f"applications.{place}": 2 for place in places}
    drafts = [
        empty(unit=BUREAU).with_values(**cases),
        empty(unit=GOVERNMENT),
        empty(unit="青石县财政局"),
        *(empty(unit=unit, year=2022).with_values(**open_cases) for unit in (BUREAU, GOVERNMENT)),
        empty(unit="青石县财政局", year=2022),
    ]
    reports = tuple(made(draft, f"{at}.txt") for at, draft in enumerate(drafts))
    (found,) = errors(Batch(reports, (), roster))
    assert ("AG102", f"{GOVERNMENT}汇总：疑漏计{BUREAU}。") == (found.check, found.message)
    assert {"AG101": len(cases), "RF101": 2} == Counter(one.check for one in found.folded)


def test_what_more_than_one_cell_explains_is_folded_without_a_name() -> None:
    """All upheld by the text, none by the table: either the total or the outcome is wrong, and neither is named."""
    text = "（二）依申请公开。行政复议案件均获维持。"
    draft = empty().with_values(**{"disputes.review.upheld": 1}).with_text("一", text)
    found = errors(Batch((made(draft),)))
    assert 1 == len(found)
    assert "即全部相符" not in found[0].explanation


def test_two_wrong_cells_are_two_errors() -> None:
    """Different slips are not taken for one."""
    draft = drawn(random.Random(3), most=9)
    wrong = {
        "applications.granted.business": int(draft.values["applications.granted.business"]) + 2,
        "applications.refused.third_party.research": int(draft.values["applications.refused.third_party.research"]) + 5,
    }
    found = errors(Batch((made(draft.with_values(**wrong)),)))
    assert sorted(wrong) == sorted(one.at for one in found)


def test_columns_that_differ_from_last_year_are_one_error() -> None:
    """Several columns not carried over are listed together."""
    this = empty()
    last = empty(year=2022).with_values(**{"applications.carried_out.business": 2, "applications.carried_out.total": 2})
    found = [one for one in errors(Batch((made(this, "1.txt"), made(last, "2.txt")))) if one.year == 2023]
    assert [("RF101", 1)] == [(one.check, len(one.folded)) for one in found]
    assert "另有1处同类不符" in found[0].explanation
