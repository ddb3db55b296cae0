"""Tables that lost or gained something: no cell is ever silently wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import Draft, as_text, drawn, empty
from tests.damage import DAMAGES, Damage, columns_swapped, labels_swapped
from tests.layouts import ENCODINGS, LAYOUTS, Sheet, encoded, page, sheet
from tests.pages import distinct
from tests.reading import report_of
from workbench.documents import Cell, Document, PagePlace
from workbench.errors import DocumentError
from workbench.reports import Fact, Report
from workbench.reports.second_look import second_look
from workbench.values import State

WIDTHS = {"disclosure": 4, "applications": 10, "disputes": 15}
SHIFTING = ("number_lost", "numbers_lost")


def _damaged(draft: Draft, table: str, damage: Damage, layout: str, rng: random.Random) -> bytes:
    def flatten(rows: Sheet, rng: random.Random) -> list[str]:
        return LAYOUTS[layout](damage(rows, rng) if len(rows[0]) == WIDTHS[table] else rows, rng)

    return encoded(page(draft, flatten, rng))


def wrong(report: Report, values: dict[str, str]) -> list[str]:
    """The cells whose plain number is not the draft's."""
    exact = {key: report.cells[key].exact for key in values if key in report.cells}
    return [key for key, found in exact.items() if found is not None and found.low != Decimal(values[key])]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_cell_is_silently_wrong(layout: str, damage: str) -> None:
    """After each damage a cell has the value it had, or a state that says that it was not read for certain."""
    for seed in range(3):
        rng = random.Random(seed + len(layout))
        draft = drawn(rng, most=rng.choice([3, 30]))
        table = rng.choice(["applications", "disputes"] if damage in SHIFTING else list(WIDTHS))
        report = report_of(_damaged(draft, table, DAMAGES[damage], layout, rng))
        others = {key: value for key, value in draft.values.items() if not key.startswith(table)}
        assert [] == wrong(report, draft.values)
        assert {key: Decimal(value) for key, value in others.items()} == {
            key: fact.exact.low if (fact := report.cells[key]).exact else None for key in others
        }


@pytest.mark.parametrize("layout", ["tabs_trimmed", "lines_only", "columns", "bars_filled_in_one_line", "listed"])
def test_a_row_with_fewer_numbers_is_not_filled(layout: str) -> None:
    """A row one number short is unreadable as a whole, with what stands there kept, and the reason is said."""
    draft = drawn(random.Random(8), most=30)

    def shorten(rows: Sheet, _: random.Random) -> Sheet:
        return [[*row[:5], *row[6:]] if row[2].startswith("3.危及") else row for row in rows]

    report = report_of(_damaged(draft, "applications", shorten, layout, random.Random(8)))
    row = [fact for key, fact in report.cells.items() if key.startswith("applications.refused.security_stability.")]
    assert {State.UNREADABLE} == {fact.state for fact in row}
    assert 6 == len(row[0].raw.split("｜"))
    assert any("3.危及" in doubt for table in report.tables for doubt in table.doubts)


def test_a_row_that_alone_of_all_could_be_read() -> None:
    """Where all other rows are short of numbers, one that is not may be put together from theirs: it is doubted."""
    draft = distinct(8)

    def shorten(rows: Sheet, _: random.Random) -> Sheet:
        return [row if row[2].startswith("3.危及") else row[:-2] for row in rows]

    report = report_of(_damaged(draft, "applications", shorten, "tabs_trimmed", random.Random(8)))
    rows = {key: fact for key, fact in report.cells.items() if key.startswith("applications.")}
    assert {State.UNREADABLE, State.DOUBTFUL} == {fact.state for fact in rows.values()}
    whole = [fact for key, fact in rows.items() if key.startswith("applications.refused.security_stability.")]
    assert {State.DOUBTFUL} == {fact.state for fact in whole}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_changed_over(layout: str) -> None:
    """Two row labels that changed places leave both rows doubtful, unless their values are the same."""
    for seed in range(3):
        rng = random.Random(seed)
        draft = drawn(rng)
        report = report_of(_damaged(draft, "applications", labels_swapped, layout, rng))
        assert [] == wrong(report, draft.values)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_header_changed_over(layout: str) -> None:
    """Two columns named in another order leave all values of the table doubtful."""
    draft = drawn(random.Random(1))
    report = report_of(_damaged(draft, "applications", columns_swapped, layout, random.Random(1)))
    states = {fact.state for key, fact in report.cells.items() if key.startswith("applications.")}
    assert {State.DOUBTFUL} == states
    assert any("表头" in doubt for table in report.tables for doubt in table.doubts)


def _moved_down(rows: Sheet, _: random.Random) -> Sheet:
    """The values of the application table one row further down than their labels."""
    body = rows[3:]
    values = [["0"] * 7, *(row[3:] for row in body[:-1])]
    return [*rows[:3], *([*row[:3], *found] for row, found in zip(body, values, strict=True))]


def _moved_across(rows: Sheet, _: random.Random) -> Sheet:
    """The values of the application table one column further right than their header, the last in front."""
    return [*rows[:3], *([*row[:3], row[-1], *row[3:-1]] for row in rows[3:])]


@pytest.mark.parametrize("move", [_moved_down, _moved_across])
def test_a_whole_table_moved(move: Callable[[Sheet, random.Random], Sheet]) -> None:
    """Values that all stand one row or one column off their labels are doubtful, and are not put right in silence."""
    for seed in range(8):
        draft = drawn(random.Random(seed))
        if not any(draft.values[f"applications.granted.{column}"] != "0" for column in ("natural_person", "business")):
            continue
        report = report_of(_damaged(draft, "applications", move, "tabs", random.Random(seed)))
        states = {fact.state for key, fact in report.cells.items() if key.startswith("applications.")}
        assert {State.DOUBTFUL} == states


@pytest.mark.parametrize(
    "key", ["applications.new.total", "applications.granted.business", "applications.carried_out.research"]
)
def test_a_fault_of_the_report_stays_a_number(key: str) -> None:
    """One cell in error breaks sums, but its reading is not in doubt."""
    for seed in range(12):
        draft = drawn(random.Random(seed))
        faulty = draft.with_values(**{key: int(draft.values[key]) + 7})
        report = report_of(encoded(page(faulty, LAYOUTS["tabs_padded"], random.Random(seed))))
        assert {State.NUMBER, State.ZERO} >= {fact.state for fact in report.cells.values()}


def test_two_pages_of_one_report_that_disagree() -> None:
    """Several faults in one report are faults still, and no sign of a shifted table."""
    draft = drawn(random.Random(6)).with_values(
        **{"applications.new.natural_person": 71, "applications.processed.total": 5, "applications.carried_in.total": 3}
    )
    report = report_of(encoded(page(draft, LAYOUTS["tabs"], random.Random(6))))
    assert {State.NUMBER, State.ZERO} >= {fact.state for fact in report.cells.values()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_file_cut_anywhere(layout: str) -> None:
    """A report cut at any byte gives a report or a DocumentError, and no number that the whole does not have."""
    for seed in range(2):
        rng = random.Random(seed)
        draft = drawn(rng, most=2000)
        data = encoded(page(draft, LAYOUTS[layout], rng), rng.choice(ENCODINGS))
        for cut in rng.sample(range(len(data)), 15):
            try:
                report = report_of(data[:cut])
            except DocumentError:
                continue
            if report.form is draft.form:
                assert [] == wrong(report, draft.values)


def test_the_last_number_of_a_file_is_doubted() -> None:
    """Where a file ends with a value, its last digits may be missing."""
    draft = drawn(random.Random(2), most=2000).with_values(**{"disclosure.penalties.decided": 1234})
    text = page(draft, LAYOUTS["tabs_trimmed"], random.Random(2))
    report = report_of(text[: text.index("1234") + 2].encode())
    fact = report.fact("disclosure.penalties.decided")
    assert (State.DOUBTFUL, "12") == (fact.state, fact.raw)
    assert any("中断" in doubt for doubt in report.tables[0].doubts)
    assert State.MISSING is report.fact("disclosure.fees.charged").state


def test_values_dropped_in_conversion() -> None:
    """A table of which only the first of repeated values is left is unreadable, not all blank."""
    draft = empty()
    report = report_of(_damaged(draft, "applications", DAMAGES["only_first_left"], "markdown", random.Random(1)))
    states = {fact.state for key, fact in report.cells.items() if key.startswith("applications.")}
    assert {State.UNREADABLE} == states


def test_totals_alone_are_no_values_left_over() -> None:
    """Where an organ filled in the totals alone, the blanks before them say so: nothing was dropped."""
    draft = empty()
    draft = draft.with_values(
        **{key: "" for key in draft.values if key.startswith("applications.") and "total" not in key}
    )
    report = report_of(as_text(draft).encode())
    states = {key.endswith(".total"): set[State]() for key in report.cells if key.startswith("applications.")}
    for key, fact in report.cells.items():
        if key.startswith("applications."):
            states[key.endswith(".total")].add(fact.state)
    assert {True: {State.ZERO}, False: {State.BLANK}} == states


def test_columns_of_the_other_edition() -> None:
    """A header of the 2019 edition above item 1 makes its cells doubtful; the items below are read as they are."""
    draft = drawn(random.Random(4))
    text = page(draft, LAYOUTS["tabs"], random.Random(4))
    text = text.replace("本年制发件数\t本年废止件数\t现行有效件数", "本年新制作数量\t本年新公开数量\t对外公开总数量")
    report = report_of(text.encode())
    assert "cn-2021" == report.edition
    rows, columns = ("rules", "normative"), ("issued", "repealed", "in_force")
    doubtful = {key for key, fact in report.cells.items() if fact.state is State.DOUBTFUL}
    assert {f"disclosure.{row}.{column}" for row in rows for column in columns} == doubtful


def test_one_table_of_the_other_edition() -> None:
    """A table of the other edition gives the cells that both editions have, and says which edition it is of."""
    old, new = drawn(random.Random(4), "cn-2019"), drawn(random.Random(5))
    text = page(new, LAYOUTS["tabs"], random.Random(5))
    own = "\n".join("\t".join(row) for row in sheet(new.form.table("disclosure"), new.values))
    other = "\n".join("\t".join(row) for row in sheet(old.form.table("disclosure"), old.values))
    report = report_of(text.replace(own, other).encode())
    assert {"cn-2019", "cn-2021"} == {table.edition for table in report.tables}
    assert [] == wrong(report, {key: value for key, value in new.values.items() if "disclosure" not in key})
    assert [] == wrong(report, {key: value for key, value in old.values.items() if "disclosure" in key})


@pytest.mark.parametrize(("slips", "looked"), [(0, False), (1, True), (200, False)])
def test_sums_that_hardly_ever_hold_are_no_reason_to_look_again(
    slips: int, *, looked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells of a sum that does not hold are read anew; where none does, no reading could be borne out."""
    draft, other = drawn(random.Random(5)), distinct().values
    keys = list(reversed(draft.values))[:slips]
    report = report_of(as_text(draft.with_values(**{key: other[key] for key in keys})).encode())
    cells = {
        key: replace(fact, location=PagePlace(1, (at, 0, at + 1, 1), recognised=0.9))
        for at, (key, fact) in enumerate(report.cells.items())
    }
    asked: list[Fact] = []

    def reread(_document: Document, facts: Iterable[Fact]) -> dict[PagePlace, Cell]:
        asked.extend(facts)
        return {}

    monkeypatch.setattr("workbench.reports.second_look._reread", reread)
    second_look(Document("", "", ()), replace(report, cells=cells))
    assert looked == bool(asked)
