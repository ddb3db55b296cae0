"""The reader without a browser: what it is given to show, what it answers, its HTML for where there is no kernel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from IPython.core.formatters import DisplayFormatter

import workbench as wb
from tests.builders import Draft, empty
from tests.session.desks import AtOnce
from tests.test_html import ATTACKS, ELEMENTS, Page, made
from tests.widgets.messages import sent
from workbench.errors import DocumentError
from workbench.review import Status, ledger_of
from workbench.widgets.reader import Reader


def draft() -> Draft:
    """A report with a contradiction between narrative and table and a wrong total."""
    told = empty().with_text("一", "（一）主动公开。制发行政规范性文件5件，已公布。收到政府信息公开申请2件。")
    return told.with_values(**{"disputes.review.total": 3, "disclosure.normative.repealed": ""})


@pytest.fixture
def report(tmp_path: Path) -> wb.Report:
    """The report of the draft, in a file."""
    return made(draft(), tmp_path)


@pytest.fixture
def reader(report: wb.Report) -> Reader:
    """The reader of the report."""
    return wb.show(report)


def test_every_finding_is_numbered_and_shown_where_its_place_is(report: wb.Report, reader: Reader) -> None:
    """All findings of the audit, in its order; the part is that of the first piece of evidence."""
    problems = wb.audit([report]).problems
    assert [(at, one.id) for at, one in enumerate(problems, 1)] == [(f["number"], f["id"]) for f in reader.findings]
    told = next(one for one in reader.findings if one["check"] == "NT301")
    total = next(one for one in reader.findings if one["check"].startswith("CF10"))
    assert "一、总体情况" == reader.sheet["parts"][told["part"]]["headings"][0]
    assert "disputes" == reader.sheet["parts"][total["part"]]["table"]


def test_evidence_is_marked_with_the_number_of_its_finding(reader: Reader) -> None:
    """Spans and cells; a cell of two findings bears both numbers."""
    told = next(one for one in reader.findings if one["check"] == "NT301")
    assert str(told["number"]) in {one["at"] for one in reader.marks["spans"]}
    assert str(told["number"]) in reader.marks["cells"]["disclosure.normative.issued"]["at"].split("·")


def test_facts_and_numbers_are_counted(report: wb.Report, reader: Reader) -> None:
    """Every statutory cell has a state, every number of the narrative a fate."""
    assert len(report.form.cells) == sum(count for _, count in reader.counts["facts"])
    assert ["空白", 1] in reader.counts["facts"]
    assert len(report.statements) == sum(count for _, _, count in reader.counts["ties"]) == len(reader.sheet["ties"])


def test_the_findings_of_a_larger_audit_are_those_about_the_report(report: wb.Report, tmp_path: Path) -> None:
    """And of no other; one that is not in the audit is refused in words."""
    other = made(replace(draft(), unit="青石县民政局"), tmp_path, "b.txt")
    audit = wb.audit([report, other])
    shown = wb.show(other, audit)
    assert {other.unit} == {one["unit"] for one in shown.findings}
    assert [one["id"] for one in shown.findings] == [one["id"] for one in wb.show(other, ledger_of(audit)).findings]
    with pytest.raises(DocumentError, match="没有这份报告"):
        wb.show(report, wb.audit([other]))


def test_decisions_of_a_ledger_are_shown(report: wb.Report) -> None:
    """Who has a ledger with decisions sees them beside the findings."""
    ledger = ledger_of(wb.audit([report]))
    first, *others = ledger.entries
    decided = replace(ledger, entries=(replace(first, status=Status.CONFIRMED), *others))
    shown = wb.show(report, decided)
    assert "confirmed" == shown.findings[0]["status"]
    assert "（属实）" in shown._repr_html_()


def test_the_source_of_a_number_a_cell_and_a_finding_is_shown(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer has the blocks of the file around it, with the place marked; what cannot be shown is said."""
    pushed: list[dict[str, Any]] = []
    monkeypatch.setattr(reader, "send", lambda patch, _buffers: pushed.append(patch))
    reader.session.background = AtOnce()
    key, tie = reader.sheet["key"], reader.sheet["ties"][0]
    ask = {"do": "source", "report": key, "name": "reader x"}
    sent(reader, **ask, section=tie["section"], start=tie["start"], end=tie["end"])
    sent(reader, **ask, cell="disclosure.normative.issued")
    sent(reader, **ask, finding=reader.findings[0]["id"], evidence=0)
    answers = [patch["source"] for patch in pushed if "source" in patch]
    assert 3 == len(answers)
    assert all(_marked(answer) for answer in answers)
    sent(reader, **ask | {"report": "没有"})
    (refused,) = [patch["source"] for patch in pushed if "error" in patch.get("source", ())]
    assert "reader x" == refused["name"]
    assert "没有这份报告" in refused["error"]


def _marked(answer: dict[str, Any]) -> bool:
    """Whether a block, or a cell of one, is marked."""
    cells = [cell for block in answer["blocks"] for row in block.get("rows", ()) for cell in row]
    return any(block.get("here") for block in [*answer["blocks"], *cells])


def test_the_html_holds_the_whole_report(report: wb.Report, reader: Reader) -> None:
    """Every character of every section once, every cell, every finding after its part, its number at its marks."""
    page = Page(reader._repr_html_())
    told = ["".join(part["text"]) for part in reader.sheet["parts"]]
    shown = [text for text in page.texts["dw-flow"] if text not in {one["explanation"] for one in reader.findings}]
    numbers = [piece for piece in page.texts["sup"] if piece]
    assert "".join(told) == _without(shown, numbers)
    assert len(report.form.cells) == len(page.texts["td"])
    assert len(reader.findings) == len(page.texts["dw-finding"])
    assert "▲ 错误" in "".join(page.texts["dw-message"])


def _without(texts: list[str], numbers: list[str]) -> str:
    """Texts without the numbers of findings, in the order in which they stand."""
    joined = "".join(texts)
    for number in numbers:
        joined = joined.replace(f"件{number}", "件", 1)
    return joined


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_words_stay_words(attack: str, tmp_path: Path) -> None:
    """Whatever a report says comes out as text."""
    hostile = replace(draft(), unit=f"青石县水利局{attack}").with_values(**{"disclosure.licences.decided": attack})
    page = Page(wb.show(made(hostile.with_text("五", attack), tmp_path))._repr_html_())
    assert page.elements <= ELEMENTS | {"sup"}
    assert page.attributes <= {"class", "title", "rowspan", "colspan"}
    assert page.balanced


def test_personal_numbers_are_masked(tmp_path: Path) -> None:
    """In the widget's own data as in the HTML."""
    number = "13812345678"
    shown = wb.show(made(draft().with_text("五", f"联系人手机{number}。改进措施：加强学习。"), tmp_path))
    assert number not in str(shown.get_state())
    assert number not in shown._repr_html_()


def test_a_notebook_gets_widget_and_html(reader: Reader) -> None:
    """Lab and Voila take the one, exports the other."""
    data, _ = DisplayFormatter().format(reader)  # type: ignore[no-untyped-call]
    assert {"application/vnd.jupyter.widget-view+json", "text/html"} <= set(data)
