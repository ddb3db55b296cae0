"""Charts: what is counted, what is said, and that a chart over many reports is no larger than one over few."""

from __future__ import annotations

import json
from dataclasses import replace

import altair as alt
import pytest
import vl_convert

import workbench as wb
from tests.builders import Draft, empty
from tests.review.drafts import faulty, report
from workbench import charts
from workbench.audit import Audit
from workbench.charts import counting
from workbench.charts import quantities as reading
from workbench.charts.look import Chart
from workbench.checks.subjects import Batch
from workbench.findings import Severity
from workbench.reports.roster import Roster, Unit
from workbench.review import Ledger, Status, ledger_of
from workbench.review.model import Entry

HOSTILE = "</script><img src=x onerror=alert(1)>局"


def audited(*drafts: Draft, roster: Roster | None = None) -> Audit:
    """The audit of drafts."""
    reports = tuple(report(draft, f"{at} {draft.unit}.txt") for at, draft in enumerate(drafts))
    return wb.audit(Batch(reports, (), roster))


def applied(unit: str, year: int, **counts: int) -> Draft:
    """A report with applications by their outcome, all of natural persons."""
    columns = ("natural_person", "total")
    cells = {f"applications.{row}.{column}": count for row, count in counts.items() for column in columns}
    return replace(empty(unit=unit), year=year).with_values(**cells)


@pytest.fixture(scope="module")
def audit() -> Audit:
    """Two units with findings, one without, over two years."""
    drafts = [faulty("青石县水利局"), faulty("青石县民政局", {"disputes.review.total": 4}), empty(unit="青石县教育局")]
    more = [applied("青石县水利局", 2022, new=5, granted=4, carried_out=1)]
    return audited(*drafts, *more)


@pytest.fixture(scope="module")
def ledger(audit: Audit) -> Ledger:
    """Its ledger."""
    return ledger_of(audit)


def everything(found: Audit) -> list[Chart]:
    """Every chart of an audit."""
    made = [charts.heat(found), charts.checks(found), charts.coverage(found), charts.disputes(found)]
    made += [charts.progress(found, by) for by in ("families", "units", "reviewers")]
    made += [charts.outcomes(found, by) for by in ("units", "years")]
    return [*made, charts.applications(found), charts.figures(found, "disclosure.fees.charged")]


def rows(chart: Chart) -> list[dict[str, object]]:
    """The data of a chart."""
    return list(next(iter(chart.to_dict()["datasets"].values())))


def title(chart: Chart) -> tuple[str, str]:
    """Title and what stands under it."""
    told = chart.to_dict()["title"]
    return told["text"], "".join(told["subtitle"])


def test_every_finding_is_counted_once(audit: Audit, ledger: Ledger) -> None:
    """Heat map, checks and progress each come to the number of findings, coverage to that of comparisons."""
    whole = len(ledger.entries)
    for chart in (charts.heat(audit), charts.checks(audit), charts.progress(audit), charts.progress(audit, "units")):
        assert whole == sum(int(str(row["value"])) for row in rows(chart))
    counted = sum(int(str(row["value"])) for row in rows(charts.coverage(audit)))
    assert audit.coverage[["agrees", "differs", "undetermined", "not_applicable"]].sum().sum() == counted


def test_an_audit_and_its_ledger_give_the_same_chart(audit: Audit, ledger: Ledger) -> None:
    """Whatever shows findings takes either."""
    assert charts.heat(audit).to_dict() == charts.heat(ledger).to_dict()


def test_the_gravest_unit_stands_first(ledger: Ledger) -> None:
    """One error weighs more than many notices."""
    error, notice = entry(ledger, Severity.ERROR, "甲局"), entry(ledger, Severity.NOTICE, "乙局")
    assert ["甲局", "乙局"] == counting.ranked([notice, notice, error])


def entry(ledger: Ledger, severity: Severity, unit: str, at: int = 0) -> Entry:
    """A finding of a unit."""
    return replace(ledger.entries[0], severity=severity, unit=unit, id=f"{unit}{severity}{at}")


def test_a_sign_tells_the_gravest_severity_beside_the_number(audit: Audit, ledger: Ledger) -> None:
    """Colour alone says nothing."""
    count = sum((one.unit, one.check[:2]) == ("青石县水利局", "CF") for one in ledger.entries)
    shown = {(row["unit"], row["family"]): row["text"] for row in rows(charts.heat(audit))}
    assert f"▲{count}" == shown["青石县水利局", "CF"]


def test_a_chart_of_thousands_is_small_and_says_what_it_leaves_out(ledger: Ledger) -> None:
    """Units beyond the first are not drawn, and their number is said."""
    many = [entry(ledger, Severity.ERROR, f"第{at}局") for at in range(1200)]
    chart = charts.heat(replace(ledger, entries=tuple(many)))
    assert 30 == len(rows(chart))
    assert "共1,200个单位" in title(chart)[1]
    assert len(json.dumps(chart.to_dict())) < 30_000


def test_units_of_measure_are_the_form_s(audit: Audit) -> None:
    """Counts are in 件, fees in 万元."""
    assert "单位：万元" in title(charts.figures(audit, "disclosure.fees.charged"))[1]
    assert "单位：件" in title(charts.applications(audit))[1]


def test_applications_stand_by_unit_and_year(audit: Audit) -> None:
    """Each report gives one bar."""
    shown = {(row["unit"], row["year"]): row["value"] for row in rows(charts.applications(audit))}
    assert 5 == shown["青石县水利局", 2022]
    assert len(audit.reports) == len(shown)


def test_outcomes_come_to_what_was_dealt_with() -> None:
    """Groups of the form are summed up; what is carried out stands beside them."""
    found = audited(applied("青石县水利局", 2023, **{"granted": 3, "refused.state_secret": 2, "refused.third_party": 1,
                                               "carried_out": 4}))  # fmt: skip
    shown = {str(row["part"]): row["value"] for row in rows(charts.outcomes(found))}
    assert {"granted": 3, "refused": 3, "carried_out": 4} == shown


def test_what_cannot_be_read_is_left_out_and_counted() -> None:
    """A cell without a certain number is never taken for zero."""
    unsure = applied("青石县民政局", 2023).with_values(**{"applications.new.total": "若干"})
    chart = charts.applications(audited(applied("青石县水利局", 2023, new=2), unsure))
    assert ["青石县水利局"] == [row["unit"] for row in rows(chart)]
    assert "1份报告的数字未能确切读取，未计入" in title(chart)[1]


def test_of_two_reports_of_one_unit_and_year_one_is_counted() -> None:
    """And it is said."""
    chart = charts.applications(audited(applied("青石县水利局", 2023, new=2), applied("青石县水利局", 2023, new=2)))
    assert [2] == [row["value"] for row in rows(chart)]
    assert "重复" in title(chart)[1]


def test_a_summary_is_not_counted_beside_what_it_sums_up() -> None:
    """A government's report is left out of sums over years where its organs' reports are there."""
    roster = Roster((Unit("青石县人民政府"), Unit("青石县水利局", parent="青石县人民政府")))
    found = audited(applied("青石县人民政府", 2023, granted=2), applied("青石县水利局", 2023, granted=2), roster=roster)
    chart = charts.outcomes(found, by="years")
    assert [2] == [row["value"] for row in rows(chart)]
    assert "1份报告是上级的汇总" in title(chart)[1]
    assert {2} == set(reading.cells(reading.reported(found), {"": ("applications.granted.total",)})["value"])


def test_progress_shows_what_was_decided(ledger: Ledger) -> None:
    """A decision moves a finding from one part of its bar to another."""
    first, *others = ledger.entries
    decided = replace(ledger, entries=(replace(first, status=Status.CONFIRMED), *others))
    confirmed = [row for row in rows(charts.progress(decided)) if row["part"] == "confirmed"]
    assert [("✓ 属实", 1)] == [(row["name"], row["value"]) for row in confirmed]
    assert f"已处理 1 / {len(ledger.entries)}" in title(charts.progress(decided))[1]


def test_what_it_cannot_be_shown_by_is_refused(audit: Audit) -> None:
    """Misuse is an exception."""
    with pytest.raises(ValueError, match="weather"):
        charts.progress(audit, by="weather")
    with pytest.raises(ValueError, match="weather"):
        charts.outcomes(audit, by="weather")
    with pytest.raises(KeyError, match="nowhere"):
        charts.figures(audit, "nowhere")


def test_without_findings_a_chart_says_so(ledger: Ledger) -> None:
    """An empty chart is a sentence, no empty axes."""
    empty_one = replace(ledger, entries=(), coverage=())
    shown = [charts.heat(empty_one), charts.checks(empty_one), charts.progress(empty_one), charts.coverage(empty_one)]
    assert ["没有发现问题。"] * 3 + ["没有核查记录。"] == [str(rows(chart)[0]["words"]) for chart in shown]
    assert "没有可以画出的数字。" == rows(charts.applications([]))[0]["words"]


def test_charts_are_drawn_without_network_in_chinese(audit: Audit) -> None:
    """Every chart becomes a picture with its title, in faces that have Chinese characters, and names no address."""
    for chart in everything(audit):
        spec = chart.to_dict()
        svg = vl_convert.vegalite_to_svg(spec)
        assert title(chart)[0] in svg
        assert "Noto Sans CJK SC" in svg
        assert "url" not in json.dumps(spec["datasets"])
        assert {"columns", "conditions"} == set(spec["usermeta"]["workbench"])


def test_the_renderer_that_would_ask_the_network_is_not_left_active() -> None:
    """A chart shown by itself in a notebook fetches nothing."""
    assert "svg" == alt.renderers.active


def test_hostile_words_stay_words() -> None:
    """A name with markup in it comes out as text."""
    found = audited(faulty(HOSTILE))
    for chart in everything(found):
        assert "<img" not in vl_convert.vegalite_to_svg(chart.to_dict())
