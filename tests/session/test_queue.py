"""The queue: what is in it, in which order, and that it stays as it is until it is asked to change."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.drafts import three
from tests.review.test_filter import entries as lists
from tests.review.test_filter import filters
from workbench.findings import Severity
from workbench.review import Entry, Filter, Status
from workbench.session.columns import Columns
from workbench.session.queue import FACETS, GROUPS, SORTS, Heading, Line, Queue, View

PATTERN = three().entries[0]


def numbered(found: list[Entry]) -> list[Entry]:
    """Findings with ids of their own."""
    return [replace(entry, id=f"{at:016x}") for at, entry in enumerate(found)]


def many(count: int = 30) -> list[Entry]:
    """Findings of three units and three severities, by turns, the units in runs."""
    severities = list(Severity)
    return numbered(
        [replace(PATTERN, severity=severities[at % 3], unit=f"第{at * 3 // count}局", year=2020 + at % 4, history=())
         for at in range(count)]
    )  # fmt: skip


def chosen(wanted: Filter, name: str, value: object) -> Filter:
    """A filter with one value of one condition chosen instead."""
    conditions: dict[str, Any] = {name: (value,)}
    return replace(wanted, **conditions)


def ids(queue: Queue) -> list[str]:
    """The ids of the queue in its order."""
    return [entry.id for entry in queue.entries()]


@given(found=lists, wanted=filters)
def test_columns_mean_what_the_filter_means(found: list[Entry], wanted: Filter) -> None:
    """The fast way chooses just what the filter chooses, in the same order."""
    listed = numbered(found)
    assert [one.id for one in wanted.select(listed)] == ids(Queue(Columns(listed), View(wanted)))


@given(found=lists, wanted=filters, data=st.data())
def test_columns_follow_a_finding_that_changes(found: list[Entry], wanted: Filter, data: st.DataObject) -> None:
    """After a decision the columns are as if they had been made of the findings as they are then."""
    listed = numbered(found)
    columns = Columns(listed)
    for name in (field.name for field in fields(Filter)):
        columns.mask(Filter(**{name: getattr(wanted, name)}))
    for at in range(len(listed)):
        listed[at] = replace(listed[at], status=data.draw(st.sampled_from(Status)), assignee="新人")
        columns.put(listed[at])
    assert columns.mask(wanted).tolist() == Columns(listed).mask(wanted).tolist()


@given(found=lists, wanted=filters)
def test_the_numbers_beside_the_values_are_what_choosing_them_gives(found: list[Entry], wanted: Filter) -> None:
    """Choosing one value of a condition, all others as they are, gives as many findings as were promised."""
    listed = numbered(found)
    queue = Queue(Columns(listed), View(wanted))
    for name, counts in queue.facets().items():
        for value, count in counts.items():
            assert len(chosen(wanted, name, value).select(listed)) == count


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("sort", SORTS)
def test_every_order_has_every_finding_once(sort: str, group: str) -> None:
    """Sorting and grouping lose nothing; rows without their headings are the queue."""
    queue = Queue(Columns(many()), View(sort=sort, group=group))
    assert sorted(ids(queue)) == sorted(entry.id for entry in many())
    rows = queue.window(0, queue.rows)
    assert [line.entry.id for line in rows if isinstance(line, Line)] == ids(queue)
    assert list(range(30)) == [line.position for line in rows if isinstance(line, Line)]
    assert [rows[queue.row(at)] for at in range(30)] == [line for line in rows if isinstance(line, Line)]


def test_the_gravest_come_first_when_sorted_by_severity() -> None:
    """Within a severity the order of the ledger stays."""
    queue = Queue(Columns(many(6)), View(sort="severities"))
    assert ["0", "3", "1", "4", "2", "5"] == [one[-1] for one in ids(queue)]


def test_a_closed_group_shows_its_heading_alone() -> None:
    """Its findings are still in the queue, and stand at the heading's row."""
    queue = Queue(Columns(many(6)), View(group="units"))
    queue.toggle_group("第0局")
    rows = queue.window(0, 100)
    assert Heading("第0局", 2, 0, closed=True) == rows[0]
    assert Heading("第1局", 2, 0, closed=False) == rows[1]
    assert 7 == queue.rows
    assert [0, 0, 2, 3] == [queue.row(at) for at in range(4)]
    queue.toggle_group("第0局")
    assert 9 == queue.rows


def test_a_window_is_the_part_of_the_rows_that_was_asked_for() -> None:
    """Also beyond the ends."""
    queue = Queue(Columns(many()), View(group="units"))
    rows = queue.window(0, queue.rows)
    assert rows[5:9] == queue.window(5, 4)
    assert rows[-2:] == queue.window(queue.rows - 2, 50)
    assert [] == queue.window(queue.rows + 5, 4)


def test_a_decision_does_not_make_the_list_jump() -> None:
    """What is decided stays where it is until the filter is asked again."""
    columns = Columns(many(6))
    queue = Queue(columns, View(Filter(statuses=(Status.UNDECIDED,))))
    before = ids(queue)
    columns.put(replace(columns.entries[2], status=Status.CONFIRMED))
    assert before == ids(queue)
    assert 1 == queue.outside()
    queue.show(queue.view)
    assert [one for one in before if one != columns.entries[2].id] == ids(queue)
    assert 0 == queue.outside()


def test_the_reviewer_stays_at_the_finding_when_the_filter_changes() -> None:
    """As long as it is still in the queue, else at the first."""
    queue = Queue(Columns(many(6)), View())
    queue.go(4)
    here = ids(queue)[4]
    queue.show(View(Filter(severities=(Severity.WARNING,))))
    assert queue.current is not None
    assert here == queue.current.id
    queue.show(View(Filter(severities=(Severity.ERROR,))))
    assert 0 == queue.position


def test_the_next_open_finding_is_after_the_present_one_and_then_from_the_beginning() -> None:
    """And there is none when all is settled."""
    columns = Columns([replace(one, status=Status.CONFIRMED) for one in many(6)])
    queue = Queue(columns, View())
    assert not queue.next_open()
    for at in (1, 4):
        columns.put(replace(columns.entries[at], status=Status.UNDECIDED))
    stops = []
    for _ in range(3):
        assert queue.next_open()
        stops.append(queue.position)
    assert [1, 4, 1] == stops


def test_marks_keep_the_version_that_was_looked_at() -> None:
    """And what the filter hides loses its mark, so that nothing unseen is decided on."""
    columns = Columns(many(6))
    queue = Queue(columns, View())
    queue.mark_range(4, 1)
    columns.put(replace(columns.entries[2], version=7))
    assert dict.fromkeys((f"{at:016x}" for at in range(1, 5)), 0) == queue.marked
    assert 7 == queue.chosen()[1].version
    queue.mark(1)
    assert 3 == len(queue.chosen())
    queue.show(View(Filter(severities=(Severity.ERROR,))))
    assert ["3"] == [one[-1] for one in queue.marked]
    queue.mark_all()
    assert 2 == len(queue.marked)


def test_a_group_is_marked_and_unmarked_as_a_whole() -> None:
    """Twice leaves it as it was."""
    queue = Queue(Columns(many(6)), View(group="units"))
    queue.mark_group("第1局")
    assert {2, 3} == {queue.find(one) for one in queue.marked}
    queue.mark_group("第1局")
    assert {} == queue.marked


def test_values_without_findings_are_shown_where_they_were_chosen() -> None:
    """A condition that was set can always be taken back."""
    queue = Queue(Columns(many(6)), View(Filter(units=("没有这个局",), severities=(Severity.NOTICE,))))
    assert 0 == len(queue)
    assert queue.current is None
    assert set(FACETS) == set(queue.facets())
    assert 0 == queue.facets()["units"]["没有这个局"]
