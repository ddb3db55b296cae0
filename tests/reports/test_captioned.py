"""Values that stand behind the names of their columns in one cell."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from benchmarks.appearances import web
from benchmarks.appearances.drafts import different
from benchmarks.appearances.scoring import outcomes
from benchmarks.appearances.tables import Box, Rows
from tests.builders import Draft
from workbench.reports import Report, read

DRAFT = different(3)
NAMES = {
    f"{table.key}.{row.key}.{column.key}": column.label
    for table in DRAFT.form.tables
    for block in table.blocks
    for row in block.rows
    for column in block.columns
}


def _report(folder: Path, write: str, draft: Draft = DRAFT, names: dict[str, str] = NAMES) -> Report:
    def inner(box: Box) -> str:
        return write.format(names[box.key], box.text) if box.key else web.content(box)

    def drawn(rows: Rows) -> str:
        return web.table(rows, inner=inner)

    path = folder / "报告.html"
    path.write_text(web.page(draft, web.article(draft, random.Random(3), partial(drawn))), "utf-8")
    return read(path)


@pytest.mark.parametrize(
    "write", ["<b class=label>{}</b><i class=value>{}</i>", "{}：{}", "<div>{}</div><div>{}</div>", "{}: {}件"]
)
def test_values_behind_the_names_of_their_columns_in_their_cells(tmp_path: Path, write: str) -> None:
    """Pages for small screens write them so; the names are not seen on others."""
    assert {"exact"} == set(outcomes(DRAFT, _report(tmp_path, write)).values())


def test_names_in_another_order_are_left_alone(tmp_path: Path) -> None:
    """Where the names in the cells are not those of the columns in order, nothing is taken from the cells."""
    swapped = {"商业企业": "科研机构", "科研机构": "商业企业"}
    other = {key: swapped.get(name, name) for key, name in NAMES.items()}
    report = _report(tmp_path, "{}：{}", names=other)
    found = {key: one for key, one in outcomes(DRAFT, report).items() if key.startswith("applications.")}
    assert {"missing"} == set(found.values())


def test_a_sign_before_a_value_is_of_the_value(tmp_path: Path) -> None:
    """What is less than nothing is not made a count."""
    key = "disclosure.normative.issued"
    for write in ("{} {}", "{}：{}", "{}{}"):
        report = _report(tmp_path, write, DRAFT.with_values(**{key: "-5"}))
        assert report.fact(key).raw in ("-5", "")
