"""The judge of planted faults, and the bounds and tables of the measurement that is made with it."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.catalogue import holds, main
from benchmarks.readme import put
from tests.generators.county import County, county
from tests.generators.plants import KINDS, Kind, Plant
from tests.generators.plants.model import Function, drawn_with
from tests.generators.trials import Alarm, Caught, Judged, judged, tried

SEED = 700_000
HARDEST = {"year_of_the_title", "year_in_the_text", "name_of_another_unit"}
"""Kinds that are not always found: nothing else in the report may tell its year, or whose work a sentence is about."""
TOTAL = "applications.new.total"


@pytest.fixture(scope="module")
def true() -> County:
    """A county whose reports are true."""
    return county(SEED)


def wrong_total(*cells: str, at: int = 1, named: int = 1, alone: bool = True) -> Function:
    """A kind of fault: a wrong total in the report of one organ; said to be of an organ, and of cells."""

    def plant(_: random.Random, true: County) -> Plant:
        filed = true.now(true.units[at].unit)
        wrong = drawn_with(filed, **{TOTAL: Decimal(filed.draft.values[TOTAL]) + 1})
        return Plant(true.with_report(wrong), (true.units[named].unit,), cells, alone=alone)

    return plant


def nothing(_: random.Random, true: County) -> Plant:
    """A kind of fault that is none."""
    return Plant(true, (true.units[1].unit,), (TOTAL,))


def result(true: County, function: Function, family: str = "CF") -> Caught:
    """What the judge says of a fault."""
    return tried(SEED, true, Kind("of_the_test", (family,), notice=False, function=function))


def test_every_kind_of_fault_in_one_county() -> None:
    """The true county gets no error and no warning, other reports none; every kind is found but the hardest."""
    found = judged(SEED, KINDS)
    missed = {one.kind for one in found.faults if not one}
    assert found.alarms == ()
    assert [one.stray for one in found.faults if one.stray] == []
    assert missed <= HARDEST


def test_every_kind_of_fault_has_a_place(true: County) -> None:
    """What nothing can point at could not be told from any other finding."""
    for name, kind in KINDS.items():
        seeds = (SEED + at for at in range(12))
        plants = (kind.function(random.Random(name), true if at == SEED else county(at)) for at in seeds)
        plant = next(filter(None, plants))
        assert plant.cells or plant.text or plant.words, name


def test_a_fault_is_found_by_what_points_at_it(true: County) -> None:
    """A wrong total, found by the check of sums at its cell."""
    found = result(true, wrong_total(TOTAL))
    assert found
    assert set(found.checks) == {"CF107"}
    assert (found.beside, found.stray) == ((), ())


def test_a_fault_that_nothing_points_at_is_missed(true: County) -> None:
    """Where nothing is wrong nothing is found."""
    found = result(true, nothing)
    assert not found
    assert (found.checks, found.also, found.beside, found.stray) == ((), (), (), ())


def test_what_points_elsewhere_does_not_find_a_fault(true: County) -> None:
    """The finding is counted, beside the fault."""
    found = result(true, wrong_total("disputes.*"))
    assert not found
    assert "CF107" in found.beside


def test_another_family_does_not_find_a_fault(true: County) -> None:
    """An error of another family at the place is right, and yet the fault is missed by its own."""
    found = result(true, wrong_total(TOTAL), "PR")
    assert not found
    assert "CF107" in found.also
    assert found.beside == ()


def test_errors_of_another_family_elsewhere_are_counted(true: County) -> None:
    """They do not go unseen because they are not of the family."""
    assert "CF107" in result(true, wrong_total("disputes.*"), "PR").beside


def test_alarms_about_other_reports_are_false(true: County) -> None:
    """An error about a report that the fault is not in."""
    found = result(true, wrong_total(TOTAL, at=2, named=1, alone=False))
    assert not found
    assert {(one.check, one.where) for one in found.stray} >= {("CF107", f"{true.units[2].unit}{true.year}")}


@pytest.mark.parametrize(
    ("expected", "reports", "alarms", "missed"),
    [(True, 50, 1, 1), (False, 40, 1, 0), (False, 50, 0, 2)],
    ids=["at the bounds", "too many false alarms", "too many missed"],
)
def test_bounds(expected: bool, reports: int, alarms: int, missed: int) -> None:  # noqa: FBT001 - whether they hold
    """At least 98 of 100 faults found, at most 2 errors or warnings for 100 true reports."""
    faults = tuple(Caught("kind", at, "", () if at < missed else ("CF107",)) for at in range(50))
    of_county = Judged(reports, (Alarm("CF107", 1, "", ""),) * alarms, faults)
    assert holds([of_county], []) is expected


def test_part_of_the_catalogue_is_not_written() -> None:
    """The table is of all kinds or not there."""
    with pytest.raises(SystemExit):
        main(["--only", "CF", "--write"])


def test_a_table_is_put_between_its_marks(tmp_path: Path) -> None:
    """What stood there is replaced, what stands around stays; without marks nothing is written in silence."""
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- one -->\nold\n<!-- end of one -->\nafter\n", "utf-8")
    put("one", "new", readme)
    assert readme.read_text("utf-8") == "before\n<!-- one -->\n\nnew\n\n<!-- end of one -->\nafter\n"
    with pytest.raises(ValueError, match="lacks"):
        put("two", "new", readme)
