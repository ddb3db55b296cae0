"""Whole reports drawn at random, in every layout: each cell, section and place comes back."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import NUMERALS, Draft, drawn
from tests.layouts import (
    ENCODINGS,
    KEEPS_BLANKS,
    LAYOUTS,
    LINE_ENDS,
    Sheet,
    encoded,
    full_width,
    numbered,
    page,
    relabelled,
    render,
)
from tests.pages import distinct
from tests.pages import page as html
from tests.reading import report_of, text_at
from workbench.reports import Report, read
from workbench.values import Interval, State

EDITIONS = ("cn-2021", "cn-2021", "cn-2019")
DRAFTS = range(5)


def _draft(rng: random.Random) -> Draft:
    draft = drawn(rng, rng.choice(EDITIONS), most=rng.choice([3, 30, 2000]))
    fees = rng.choice(["0", "0.5", "12.3456", "1204.07"])
    key = "disclosure.fees.charged"
    return draft.with_values(**{key: fees}) if key in draft.values else draft


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_comes_back(layout: str) -> None:
    """All 200 cells (198 of the 2019 edition) are exact, whatever the layout and encoding."""
    for seed in DRAFTS:
        rng = random.Random(seed)
        draft = replace(drawn(rng, rng.choice(EDITIONS)), unit="白河镇人民政府", year=2022)
        report = report_of(render(draft, layout, rng))
        assert {key: Decimal(value) for key, value in draft.values.items()} == _values(report)
        assert draft.values == {key: fact.raw for key, fact in report.cells.items()}
        assert (draft.unit, draft.year, draft.form.id) == (report.unit, report.year, report.edition)
        assert all(not table.doubts and not table.missing for table in report.tables)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_narrative_and_tables_are_told_apart(layout: str) -> None:
    """Section texts are complete and in order, and hold no text of a table."""
    for seed in DRAFTS:
        rng = random.Random(seed)
        draft = drawn(rng).with_text("三", "本年度申请情况见下表。").with_text("四", "未发生行政复议、行政诉讼案件。")
        report = report_of(encoded(page(draft, LAYOUTS[layout], rng)))
        assert list(NUMERALS) == [heading.form_number for heading in report.headings]
        for index, number in enumerate(NUMERALS, 1):
            section = report.section(index)
            assert section
            assert draft.texts.get(number, ()) == tuple(paragraph.text for paragraph in section.paragraphs)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_place_is_exact(layout: str) -> None:
    """What stands in the file at the place of a fact, a label or a span is what the report says of it."""
    for seed in DRAFTS:
        rng = random.Random(seed)
        data = render(drawn(rng, rng.choice(EDITIONS)), layout, rng)
        report = report_of(data)
        for fact in report.cells.values():
            assert fact.location
            assert fact.raw == text_at(data, fact.location)
        for label in (label for table in report.tables for label in table.labels):
            assert _letters(label.found) == _letters(text_at(data, label.location))
        for section in report.sections:
            for paragraph in section.paragraphs:
                assert paragraph.text == text_at(data, paragraph.location)


def _letters(text: str) -> str:
    """The letters of a label, whose parts may stand in several cells."""
    return re.sub(r"[\s|*]|<br>", "", text)


STYLES = ("1.", "1. ", "1．", "1、", "(1)", "（1）", "none")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_written_otherwise(layout: str, style: str) -> None:
    """Numbering of another style, ASCII brackets and spaces change neither a cell nor the likeness of a label."""
    rng = random.Random(len(layout) + STYLES.index(style))
    draft = drawn(rng, rng.choice(EDITIONS))

    def change(text: str) -> str:
        text = numbered(text, style) if re.match(r"\d\.[一-鿿]", text) else text
        return text.replace("（", "(").replace("）", ")").replace("，", ", ")

    data = encoded(page(draft, lambda rows, rng: LAYOUTS[layout](relabelled(rows, change), rng), rng))
    report = report_of(data)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _values(report)
    assert [] == [label for table in report.tables for label in table.labels if label.likeness < 0.98]


def _misspelt(text: str, rng: random.Random) -> str:
    """A long label with a letter lost, added or changed."""
    if len(text) < 10 or not re.search(r"[一-鿿]{6}", text) or rng.random() < 0.7:
        return text
    at = rng.randrange(4, len(text) - 1)
    return text[:at] + rng.choice(["", "申", "某"]) + text[at + 1 :]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_misspelt(layout: str) -> None:
    """A letter lost or changed in long labels does not lose a row, and shows in the likeness of the label."""
    for seed in DRAFTS:
        rng = random.Random(seed)
        draft = drawn(rng)

        def flatten(rows: Sheet, rng: random.Random) -> list[str]:
            return LAYOUTS[layout](relabelled(rows, lambda text: _misspelt(text, rng)), rng)

        report = report_of(encoded(page(draft, flatten, rng)))
        assert {key: Decimal(value) for key, value in draft.values.items()} == _values(report)
        labels = [label for table in report.tables for label in table.labels if label.kind == "row"]
        assert any(label.likeness < 0.98 for label in labels)


WAYS: dict[str, Callable[[str], str]] = {
    "full width": full_width,
    "thousands": lambda value: f"{int(value):,}" if value.isdigit() else value,
    "unit": lambda value: f"{value}件" if value.isdigit() else value,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "markdown_marked"])
def test_values_written_otherwise(layout: str, way: str) -> None:
    """Full-width digits, thousands separators and units left in cells are read, and kept as they are written."""
    rng = random.Random(len(layout) + len(way))
    truth = _draft(rng)
    written = {key: WAYS[way](value) for key, value in truth.values.items() if not key.startswith("disclosure.fees")}
    report = report_of(encoded(page(replace(truth, values=truth.values | written), LAYOUTS[layout], rng)))
    assert {key: Decimal(value) for key, value in truth.values.items()} == _values(report)
    assert written == {key: report.cells[key].raw for key in written}


DASHES = [(layout, mark) for layout in LAYOUTS for mark in ("/", "-", "—", "无")]


@pytest.mark.parametrize(("layout", "mark"), [*DASHES, *((layout, "") for layout in KEEPS_BLANKS)])
def test_what_stands_for_zero(layout: str, mark: str) -> None:
    """A dash or a blank is no zero: its state says what was written, and the numbers beside it stay in place."""
    for seed in DRAFTS:
        rng = random.Random(seed)
        truth = drawn(rng)
        marked = {key: mark for key, value in truth.values.items() if value == "0" and rng.random() < 0.3}
        report = report_of(encoded(page(replace(truth, values=truth.values | marked), LAYOUTS[layout], rng)))
        for key, value in truth.values.items():
            fact = report.cells[key]
            if key not in marked:
                assert fact.exact in (None, _exact(value)), key
                assert fact.exact or layout == "listed"  # the last cell of a row, blank, is not there at all
            elif fact.state is not State.UNREADABLE and fact.state is not State.MISSING:
                assert {State.BLANK if mark == "" else State.DASH} == {fact.state}


def _exact(value: str) -> Interval:
    return Interval.exact(value)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_every_encoding(encoding: str, line_end: str) -> None:
    """Encoding, mark and line ends change nothing that is read."""
    draft = drawn(random.Random(3))
    data = encoded(page(draft, LAYOUTS["tabs_padded"], random.Random(3)), encoding, line_end)
    assert {key: Decimal(value) for key, value in draft.values.items()} == _values(report_of(data))


@pytest.mark.parametrize("between", [["- 3 -"], ["— 3 —"], ["第3页 共8页"], ["{title}"], ["", "- 3 -", "", "{title}"]])
@pytest.mark.parametrize("layout", ["lines_only", "listed_close", "tabs_trimmed", "columns"])
def test_page_heads_amid_a_row(layout: str, between: list[str]) -> None:
    """Page numbers and titles repeated at the head of a page part no row and are no narrative."""
    rng = random.Random(5)
    draft = drawn(rng)
    lines = page(draft, LAYOUTS[layout], rng).split("\n")
    at = next(number for number, line in enumerate(lines) if "危及" in line) + (3 if layout.startswith("li") else 1)
    lines[at:at] = [line.format(title=draft.title) for line in between]
    report = report_of(encoded("\n".join(lines)))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _values(report)
    section = report.section(3)
    assert section
    assert section.text == ""


@pytest.mark.parametrize("at", [0, 7, 14])
def test_a_number_beside_a_row_with_a_blank_fills_no_gap(tmp_path: Path, at: int) -> None:
    """A number below a row that has all its cells, one of them blank, moves none of them; the row is doubted."""
    draft = distinct(most=9_999)
    keys = [key for key in draft.values if key.startswith("disputes.")]
    astray = draft.with_values(**{keys[at]: ""})
    last = f"<td>{astray.values[keys[-1]]}</td></tr>"
    made = html(astray)
    assert 1 == made.count(last)
    path = tmp_path / "报告.html"
    path.write_text(made.replace(last, f"{last}<tr><td>{draft.values[keys[at]]}</td></tr>"), "utf-8")
    report = read(path)
    facts = [report.fact(key) for key in keys if key != keys[at]]
    assert [draft.values[key] for key in keys if key != keys[at]] == [fact.raw for fact in facts]
    assert {State.DOUBTFUL} == {fact.state for fact in facts}


def test_a_blank_row_below_casts_no_doubt(tmp_path: Path) -> None:
    """Word leaves a row without text below many a table."""
    draft = distinct(most=9_999)
    keys = [key for key in draft.values if key.startswith("disputes.")]
    last = f"<td>{draft.values[keys[-1]]}</td></tr>"
    path = tmp_path / "报告.html"
    path.write_text(html(draft).replace(last, f"{last}<tr>{'<td></td>' * len(keys)}</tr>"), "utf-8")
    report = read(path)
    assert [(State.NUMBER, draft.values[key]) for key in keys] == [
        (report.fact(key).state, report.fact(key).raw) for key in keys
    ]


def test_names_of_rows_in_one_cell_of_the_header(tmp_path: Path) -> None:
    """Where a cell of the header names two rows of the table, their values are read and doubted."""
    draft = distinct(most=9_999)
    names = re.compile(r"<td[^>]*>未经复议直接起诉</td><td[^>]*>复议后起诉</td>")
    made, count = names.subn("<td colspan=10>未经复议直接起诉 复议后起诉</td>", html(draft))
    assert 1 == count
    path = tmp_path / "报告.html"
    path.write_text(made, "utf-8")
    report = read(path)
    facts = [report.fact(key) for key in draft.values if key.startswith("disputes.")]
    assert [fact.raw for fact in facts] == [value for key, value in draft.values.items() if key.startswith("disputes.")]
    assert {State.DOUBTFUL} == {fact.state for fact in facts}
