"""Valid reports of any form, drawn at random, and their text in the plainest layout.

The builders know the form's layout and its arithmetic by themselves, so that they and the code under test can
disagree.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from workbench.forms import Form, form
from workbench.forms.model import Table, TableBlock

NUMERALS = "一二三四五六"
DEFAULT_TEXT = {
    "一": (
        "（一）主动公开。及时更新栏目内容。",
        "（二）依申请公开。畅通受理渠道，规范办理政府信息公开申请，依法应对行政复议和行政诉讼。",
        "（三）政府信息管理。落实审核制度。",
        "（四）政府信息公开平台建设。做好栏目维护。",
        "（五）监督保障。开展业务培训。",
    ),
    "五": (
        "存在的主要问题：一是公开内容不够丰富；二是业务能力有待提高。",
        "改进措施：一是丰富公开内容；二是加强业务学习。",
    ),
    "六": ("本报告的统计期限为当年1月1日至12月31日。本年度未收取政府信息公开信息处理费。",),
}


@dataclass(frozen=True)
class Draft:
    """A report before it is written: values by cell key, section texts by number.

    ``heading`` stands before the title, ``preamble`` between it and the first section.
    """

    form: Form
    unit: str = "青石县水利局"
    year: int = 2023
    values: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DEFAULT_TEXT))
    set_title: tuple[str, ...] = ()
    preamble: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title as the form wants it."""
        return f"{self.unit}{self.year}年政府信息公开工作年度报告"

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title as it is set, on one line or more."""
        return self.set_title or (self.title,)

    def with_values(self, **changes: object) -> Draft:
        """The draft with other values; keys with dots come through ``**{...}``."""
        return replace(self, values=self.values | {key: str(value) for key, value in changes.items()})

    def with_text(self, number: str, *paragraphs: str) -> Draft:
        """The draft with other paragraphs in a section."""
        return replace(self, texts=self.texts | {number: paragraphs})


def empty(edition: str = "cn-2021", **details: object) -> Draft:
    """A valid report with nothing but zeros."""
    known = form(edition)
    return Draft(known, values=dict.fromkeys(known.cells, "0"), **details)  # type: ignore[arg-type]


def drawn(rng: random.Random, edition: str = "cn-2021", most: int = 30, **details: object) -> Draft:
    """A valid report drawn at random: all sums hold because the leaves are drawn and the sums are made."""
    draft = empty(edition, **details)
    values = dict.fromkeys(draft.values, 0)
    _draw_applications(rng, draft.form, values, most)
    _draw_disputes(rng, values, most)
    _draw_disclosure(rng, draft.form, values, most)
    return draft.with_values(**values)


def _draw_applications(rng: random.Random, known: Form, values: dict[str, int], most: int) -> None:
    table = known.table("applications")
    columns = [column.key for column in table.blocks[0].columns]
    leaves = [row.key for row in table.rows if row.key not in ("new", "carried_in", "processed", "carried_out")]
    for column in columns[:-1]:
        if rng.random() < 0.5:
            continue
        for leaf in leaves:
            if rng.random() < 0.4:
                values[f"applications.{leaf}.{column}"] = rng.randint(1, most)
        processed = sum(values[f"applications.{leaf}.{column}"] for leaf in leaves)
        values[f"applications.processed.{column}"] = processed
        carried_out = values[f"applications.carried_out.{column}"] = rng.choice([0, 0, rng.randint(0, 5)])
        carried_in = values[f"applications.carried_in.{column}"] = rng.randint(0, min(processed, 4))
        values[f"applications.new.{column}"] = processed + carried_out - carried_in
    for row in table.rows:
        values[f"applications.{row.key}.total"] = sum(values[f"applications.{row.key}.{c}"] for c in columns[:-1])


def _draw_disputes(rng: random.Random, values: dict[str, int], most: int) -> None:
    for row in ("review", "litigation_direct", "litigation_after_review"):
        if row == "litigation_after_review" and not values["disputes.review.total"]:
            continue  # no lawsuit follows a review where there was none
        for column in ("upheld", "corrected", "other", "pending"):
            if rng.random() < 0.4:
                values[f"disputes.{row}.{column}"] = rng.randint(1, max(most // 5, 1))
        outcomes = ("upheld", "corrected", "other", "pending")
        values[f"disputes.{row}.total"] = sum(values[f"disputes.{row}.{column}"] for column in outcomes)


def _draw_disclosure(rng: random.Random, known: Form, values: dict[str, int], most: int) -> None:
    for key, cell in known.cells.items():
        if key.startswith("disclosure.") and not key.startswith("disclosure.rules.") and cell.column.kind == "count":
            values[key] = rng.randint(0, most)
    if "disclosure.normative.in_force" in values:
        values["disclosure.normative.in_force"] += values["disclosure.normative.issued"]


def table_rows(table: Table, values: dict[str, str]) -> list[list[str]]:
    """The rows of a table, flattened with merged cells lost, as in a page copied to text."""
    return [row for block in table.blocks for row in _block_rows(table, block, values)]


def _block_rows(table: Table, block: TableBlock, values: dict[str, str]) -> list[list[str]]:
    labels = [column.label for column in block.columns]
    if block.across:
        header = [cell for row in block.rows for cell in (row.label, *[""] * (len(labels) - 1))]
        numbers = [values[f"{table.key}.{row.key}.{c.key}"] for row in block.rows for c in block.columns]
        return [header, labels * len(block.rows), numbers]
    rows = [[block.heading]] if block.heading else []
    grouped = any(row.group for row in block.rows)
    rows.append((["", "", ""] if grouped else ["信息内容"]) + labels)
    group = ""
    for row in block.rows:
        numbers = [values[f"{table.key}.{row.key}.{column.key}"] for column in block.columns]
        lead = [row.group if row.group != group else "", "", row.label] if row.group else [row.label, "", ""]
        rows.append((lead if grouped else [row.label]) + numbers)
        group = row.group
    return rows


def as_text(draft: Draft) -> str:
    """The report as tab-separated text."""
    lines = [*draft.heading, *draft.title_lines, "", *draft.preamble]
    for section in draft.form.sections:
        lines += [f"{section.number}、{section.heading}", *draft.texts.get(section.number, ())]
        if section.table:
            lines += ["\t".join(row) for row in table_rows(draft.form.table(section.table), draft.values)]
        lines.append("")
    return "\n".join(lines)
