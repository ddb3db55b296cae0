"""A report as plain data for a screen: sections, tables as the form draws them, cells, and where its numbers went."""

from __future__ import annotations

from typing import Any

from workbench.explain import correction
from workbench.privacy import masked
from workbench.reports import Fact, Report
from workbench.reports.model import NUMBERS, Section
from workbench.reports.tieout import Tie
from workbench.reports.view import Box
from workbench.values import State

TIES = {
    Tie.CELL: "与统计表核对",
    Tie.RECOMPUTED: "重新计算",
    Tie.PART: "与总数核对",
    Tie.LAST_YEAR: "与上年报告核对",
    Tie.UNTESTED: "不核对",
}
"""What becomes of a number, in words."""


def sheet(report: Report, key: str) -> dict[str, Any]:
    """The report under its key: ``parts`` in the form's order, each a section, a table or both; ``cells`` by key.

    Spans count characters of a section's text. ``ties`` say of each number of the narrative what it was held against.
    """
    return {
        "key": key,
        "unit": report.unit,
        "year": report.year,
        "title": masked(report.title),
        "source": report.source,
        "edition": report.form.name if report.edition else "版式未识别",
        "remarks": [remark.text for remark in report.remarks],
        "parts": list(_parts(report)),
        "cells": {cell: _cell(report, cell) for cell in report.form.cells} if report.edition else {},
        "ties": [_tie(report, at) for at in range(len(report.statements))],
    }


def _parts(report: Report) -> list[dict[str, Any]]:
    """The sections that the form asks for, those that are lacking too, then those that it does not know."""
    before = report.section(0)
    due = [_due(report, index) for index in range(1, len(report.form.sections) + 1)]
    others = [_section(one, "格式以外的部分") for one in report.sections if one.index > len(report.form.sections)]
    return [*([_section(before, "")] if before else []), *due, *others]


def _due(report: Report, index: int) -> dict[str, Any]:
    declared, found = report.form.sections[index - 1], report.section(index)
    heading = f"{declared.number}、{declared.heading}"
    lacking = {"index": index, "name": heading, "headings": [heading], "text": "", "remark": "缺本部分"}
    return {**(_section(found, "") if found else lacking), **_table(report, declared.table)}


def _section(section: Section, remark: str) -> dict[str, Any]:
    headings = [masked(heading.text) for heading in section.headings]
    return {"index": section.index, "name": section.name, "headings": headings, "text": section.shown, "remark": remark}


def _table(report: Report, key: str | None) -> dict[str, Any]:
    if key is None or not report.edition:
        return {}
    lines = [[_box(box) for box in line] for line in report.drawn(key)]
    return {"table": key, "table_name": report.form.table(key).name, "lines": lines}


def _box(box: Box) -> dict[str, Any]:
    """A box with what is not usual of it."""
    spans = {name: span for name, span in (("rowspan", box.rowspan), ("colspan", box.colspan)) if span > 1}
    return {"kind": box.kind, **({"key": box.key} if box.key else {"text": box.text}), **spans}


def _cell(report: Report, key: str) -> dict[str, Any]:
    """A cell as it stands in the source; ``state`` says in Chinese what one without a sure number is."""
    fact = report.fact(key)
    return {
        "text": "" if fact.state is State.UNREADABLE else fact.shown.strip(),
        "state": "" if fact.state in NUMBERS else fact.state.chinese,
        "label": report.form.label(key),
        **{name: value for name, value in _particulars(fact).items() if value},
    }


def _particulars(fact: Fact) -> dict[str, str]:
    return {"place": str(fact.location or ""), "doubt": fact.doubt, "correction": correction(fact)}


def _tie(report: Report, at: int) -> dict[str, Any]:
    statement = report.statements[at]
    start, end = statement.claim.number or (statement.claim.start, statement.claim.end)
    state = Tie(statement.state)
    said = {"section": statement.section, "start": start, "end": end}
    return {**said, "state": str(state), "words": f"{TIES[state]}：{statement.tied_to}"}
