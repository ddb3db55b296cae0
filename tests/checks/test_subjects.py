"""What checks are over: which reports are a pair of years, and which a parent and its organs."""

from __future__ import annotations

import pytest

from tests.builders import empty
from tests.test_audit import made
from workbench.checks.subjects import Batch, exchanged, reports_of
from workbench.reports import Report
from workbench.reports.roster import Roster, Unit
from workbench.reports.standing import standing

PARENT = Unit("青石县人民政府", "县级", "政府", region="某省某市青石县")


def report(unit: str, year: int = 2023, edition: str = "cn-2021") -> Report:
    """An empty report."""
    return made(empty(edition, unit=unit, year=year), f"{unit}{year}{edition}.txt")


def pair(*reports: Report, roster: tuple[Unit, ...] = ()) -> tuple[list[tuple[str, int]], str]:
    """Who the first report's predecessors are, and why there are none."""
    found = Batch(reports, (), Roster(roster) if roster else None).pairs[0]
    return [(one.unit, one.year) for one in found.priors], found.reason


def test_consecutive_years_are_a_pair_whatever_their_order() -> None:
    """The year before, not the year before that, and not the year after."""
    reports = [report("青石县水利局", year) for year in (2023, 2021, 2024, 2022)]
    assert ([("青石县水利局", 2022)], "") == pair(*reports)


def test_another_edition_is_no_bar() -> None:
    """Which cells can be compared is for the relation to say."""
    assert [("青石县水利局", 2020)] == pair(report("青石县水利局", 2021), report("青石县水利局", 2020, "cn-2019"))[0]


def test_the_region_before_the_name_makes_no_other_unit() -> None:
    """By the roster's region the same organ is known under the longer and the shorter name."""
    roster = (Unit("水利局", region="某省某市青石县"),)
    assert [("水利局", 2022)] == pair(report("青石县水利局"), report("水利局", 2022), roster=roster)[0]


def test_names_that_two_regions_share_are_told_apart() -> None:
    """A short name that fits two organs of the roster is neither."""
    roster = Roster((Unit("青石县水利局", region="某省青石县"), Unit("临江县水利局", region="某省临江县")))
    assert roster.find("水利局") is None


@pytest.mark.parametrize(
    ("roster", "last_year", "priors", "reason"),
    [
        ((Unit("青石县水务局", former=("青石县水利局",), first=2023),), ["青石县水利局"], ["青石县水利局"], ""),
        ((Unit("青石县水务局", former=("青石县水利局",)),), ["青石县水务局"], ["青石县水务局"], ""),
        ((Unit("青石县水务局", former=("青石县水利局",)),), [], [], "没有提供青石县水务局2022年度的报告"),
        ((Unit("青石县水务局", first=2023),), [], [], "名册载明该单位自2023年起"),
        (
            (Unit("青石县水务局", former=("青石县水利局", "河道处"), first=2023),),
            ["青石县水利局", "河道处"],
            ["青石县水利局", "河道处"],
            "",
        ),
        ((Unit("青石县水务局", former=("水利局", "河道处"), first=2023),), ["水利局"], [], "没有提供河道处"),
        ((Unit("青石县水务局", former=("河道处",)), Unit("河道处", last=2022)), ["青石县水务局"], [], "没有提供河道处"),
        (
            (Unit("青石县水务局", former=("河道处",)), Unit("河道处", last=2022)),
            ["青石县水务局", "河道处"],
            ["青石县水务局", "河道处"],
            "",
        ),
        ((Unit("青石县水务局", former=("河道处",)), Unit("河道处", last=2019)), ["青石县水务局"], ["青石县水务局"], ""),
    ],
)
def test_units_renamed_and_merged(
    roster: tuple[Unit, ...], last_year: list[str], priors: list[str], reason: str
) -> None:
    """A renamed unit goes on from its former self, a merged one from all that went into it; what lacks is told."""
    found, why = pair(report("青石县水务局"), *(report(unit, 2022) for unit in last_year), roster=roster)
    assert priors == [unit for unit, _ in found]
    assert why.startswith(reason) if reason else not why


def test_two_reports_of_a_year_cannot_be_compared() -> None:
    """Which of the two counts is not for the program to say."""
    assert "不止一份" in pair(report("青石县水利局"), report("青石县水利局", 2022), report("青石县水利局", 2022))[1]


def test_a_group_is_what_the_roster_says_of_the_year() -> None:
    """Organs that do not exist yet or any more are neither summed nor missing."""
    units = (
        PARENT,
        Unit("青石县水利局", parent="青石县人民政府"),
        Unit("青石县财政局", parent="青石县人民政府"),
        Unit("青石县老干部局", parent="青石县人民政府", last=2022),
    )
    batch = Batch((report("青石县水利局"), report("青石县人民政府")), (), Roster(units))
    (group,) = batch.groups
    assert ("青石县人民政府", ["青石县水利局"], ("青石县财政局",)) == (
        group.about.unit,
        [one.unit for one in group.organs],
        group.missing,
    )


def test_an_exchanged_report_takes_its_place_alone() -> None:
    """In a pair and in a group only the report that is meant is exchanged."""
    old, other = report("青石县水利局"), report("青石县水利局", 2022)
    new = report("青石县财政局")
    (found, _) = Batch((old, other)).pairs
    assert (new, other) == reports_of(exchanged(found, old, new))


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("青石县水利局", None, ("县级", "部门")),
        ("青石县人民政府办公室", None, ("县级", "部门")),
        ("青石县市场监督管理局", None, ("县级", "部门")),
        ("重庆市沙坪坝区虎溪街道办事处", None, ("街道", "政府派出机关")),
        ("石桥镇人民政府", None, ("乡镇", "政府")),
        ("青石县", None, ("县级", "政府")),
        ("安宁市人民政府", None, ("市县级", "政府")),
        ("安宁市人民政府", Unit("安宁市人民政府", "地级市", "政府"), ("市级", "政府")),
        ("安宁市人民政府", Unit("安宁市人民政府", "县级市"), ("县级", "政府")),
        ("河南省水利厅", None, ("省级", "部门")),
        ("广西壮族自治区人民政府", None, ("省级", "政府")),
        ("中华人民共和国水利部", None, ("国家级", "部门")),
        ("青石农场", None, ("", "")),
    ],
)
def test_level_and_kind(name: str, known: Unit | None, expected: tuple[str, str]) -> None:
    """The roster's words count first, then the name; a city's name alone does not say which it is."""
    found = standing(name, known)
    assert expected == (found.level, found.kind)
