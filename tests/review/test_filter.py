"""Filters and progress: the same for lists, for the numbers beside them, and for decisions over many findings."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from tests.review.drafts import three
from workbench.findings import Severity
from workbench.review import Entry, Filter, Ledger, Standing, Status
from workbench.review.progress import by_family, by_reviewer, by_unit, progress

UNITS, LEVELS, NAMES, CHECKS = ("甲局", "乙局"), ("县级", "街道"), ("", "张三"), ("CF104", "NT301", "NT302")
PATTERN = three().entries[0]

entries = st.lists(
    st.builds(
        lambda **values: replace(PATTERN, **values),
        severity=st.sampled_from(Severity),
        check=st.sampled_from(CHECKS),
        unit=st.sampled_from(UNITS),
        level=st.sampled_from(LEVELS),
        year=st.sampled_from([2022, 2023]),
        about=st.sampled_from(["甲局 2022", "乙局 2023"]),
        status=st.sampled_from(Status),
        standing=st.sampled_from([Standing.NEW, Standing.REMAINING]),
        assignee=st.sampled_from(NAMES),
        message=st.sampled_from(["总计不符 ABC", "正文称3件"]),
        stale=st.booleans(),
        needs_second=st.booleans(),
    ),
    max_size=12,
)
filters = st.builds(
    Filter,
    severities=st.sampled_from([(), (Severity.ERROR,), (Severity.ERROR, Severity.NOTICE)]),
    families=st.sampled_from([(), ("NT",)]),
    checks=st.sampled_from([(), ("NT301", "CF104")]),
    units=st.sampled_from([(), ("甲局",)]),
    levels=st.sampled_from([(), ("县级",)]),
    years=st.sampled_from([(), (2023,)]),
    reports=st.sampled_from([(), ("甲局 2022",)]),
    statuses=st.sampled_from([(), (Status.UNDECIDED, Status.REOPENED)]),
    standings=st.sampled_from([(), (Standing.NEW,)]),
    assignees=st.sampled_from([(), ("",), ("张三",)]),
    text=st.sampled_from(["", "总计", "abc 不符", "甲局"]),
    stale=st.sampled_from([None, True, False]),
    needs_second=st.sampled_from([None, True]),
    settled=st.sampled_from([None, False]),
)


def meant(wanted: Filter, entry: Entry) -> bool:
    """Whether a finding is meant, word for word as a filter is described."""
    one = {"severities": entry.severity, "families": entry.check[:2], "checks": entry.check, "units": entry.unit,
           "levels": entry.level, "years": entry.year, "reports": entry.about, "statuses": entry.status,
           "standings": entry.standing, "assignees": entry.assignee}  # fmt: skip
    flags = {"stale": entry.stale, "needs_second": entry.needs_second, "settled": entry.settled}
    said = f"{entry.unit} {entry.message} {entry.explanation} {entry.title} {entry.source} {entry.text_says}".lower()
    return (
        all(not getattr(wanted, name) or value in getattr(wanted, name) for name, value in one.items())
        and all(getattr(wanted, name) in {None, value} for name, value in flags.items())
        and all(word in said for word in wanted.text.lower().split())
    )


@given(found=entries, wanted=filters)
def test_a_filter_means_what_it_says(found: list[Entry], wanted: Filter) -> None:
    """All conditions together, none that was not asked, in the order of the list."""
    expected = tuple(entry for entry in found if meant(wanted, entry))
    assert expected == wanted.select(found)
    assert [meant(wanted, entry) for entry in found] == [wanted.matches(entry) for entry in found]


def test_a_filter_that_asks_nothing_means_all() -> None:
    """The empty filter."""
    assert three().entries == Filter().select(three().entries)
    assert {(), "", None} == {field.default for field in fields(Filter)}


@given(found=entries)
def test_progress_counts_every_finding_once(found: list[Entry]) -> None:
    """By unit, family or reviewer, the numbers sum to those of all findings."""
    ledger: Ledger = replace(three(), entries=tuple(found))
    whole = progress("", found)
    for parts in (by_unit(ledger), by_family(ledger), by_reviewer(ledger)):
        assert len({part.name for part in parts}) == len(parts)
        for name in ("findings", "settled", "stale", "needs_second"):
            assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
        assert whole.statuses == {status: sum(part.statuses[status] for part in parts) for status in Status}


def test_units_without_findings_are_done() -> None:
    """A clean report stands in the list with nothing to do."""
    counted = {one.name: one.findings for one in by_unit(three())}
    assert {"青石县水利局": 1, "青石县教育局": 0, "青石县民政局": 2} == counted
