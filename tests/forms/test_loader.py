"""Forms are data: the declared ones load, and one that contradicts itself is refused with the reason."""

from __future__ import annotations

import copy
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.errors import FormError
from workbench.forms import form, forms, load_form
from workbench.forms.loader import parse

TEXT = (files("workbench.forms") / "cn-2021.yaml").read_text("utf-8")
DECLARED: dict[str, Any] = yaml.safe_load(TEXT)


@pytest.mark.parametrize(("name", "cells", "rows"), [("cn-2021", 200, 34), ("cn-2019", 198, 34)])
def test_the_declared_forms(name: str, cells: int, rows: int) -> None:
    """Each edition has its statutory cells, and a cell that both have bears the same key."""
    known = form(name)
    assert cells == len(known.cells)
    assert rows == sum(len(table.rows) for table in known.tables)


def test_newest_first() -> None:
    """All editions are listed, the newest first, and loading them again costs nothing."""
    assert ["cn-2021", "cn-2019"] == [known.id for known in forms()]
    start = time.perf_counter()
    assert all(one is again for one, again in zip(forms(), forms(), strict=True))
    assert time.perf_counter() - start < 0.01


def test_no_such_form() -> None:
    """A name that no edition has is answered with those there are."""
    with pytest.raises(FormError, match="cn-2021"):
        form("cn-1949")


def _changed(path: str, value: object) -> dict[str, Any]:
    """The declared form with one place changed; ``+`` at the end of the path appends."""
    found = copy.deepcopy(DECLARED)
    *steps, last = path.split("/")
    place: Any = found
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    if last == "+":
        place.append(value)
    elif last.isdigit():
        place[int(last)] = value
    else:
        place[last] = value
    return found


ROW = {"key": "rules", "label": "规章"}
RELATION = {
    "id": "other",
    "check": "CF199",
    "table": "applications",
    "each": "row",
    "left": ["business"],
    "right": ["total"],
}
CONTRADICTIONS: dict[str, tuple[str, object, str]] = {
    "unknown key": ("tables/0/colour", "red", "colour"),
    "missing key": ("tables/0/blocks/0/rows/0", {"label": "规章"}, "key"),
    "wrong kind": ("tables/0/blocks/0/columns/0", {"key": "a", "label": "甲", "kind": "colour"}, "kind"),
    "doubled row": ("tables/0/blocks/1/rows/+", ROW, "rules.*2次"),
    "doubled column": ("tables/1/blocks/0/columns/+", {"key": "total", "label": "总计"}, "total.*2次"),
    "doubled section": ("sections/5/number", "五", "五.*2次"),
    "doubled table": ("tables/2/key", "applications", "applications.*2次"),
    "doubled relation": ("sums/+", {**RELATION, "id": "row_total"}, "row_total.*2次"),
    "section of an unknown table": ("sections/1/table", "nothing", "nothing.*没有定义"),
    "table of an unknown section": ("tables/0/section", "九", "第九章不存在"),
    "section without its table": ("sections/1/table", None, "第二章没有列出"),
    "relation of an unknown table": ("sums/+", {**RELATION, "table": "nothing"}, "nothing.*没有定义"),
    "relation of an unknown cell": ("sums/+", {**RELATION, "left": ["nobody"]}, "nobody.*不存在"),
    "roll-up of an unknown table": ("rollups/0/tables/+", "nothing", "nothing.*没有定义"),
    "concept of an unknown cell": (
        "concepts/applications.new/is",
        ["applications.newest.total"],
        "applications.newest.total.*不存在",
    ),
    "silence of an unknown cell": ("silences/0/when", ["applications.newest.total"], "不存在"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradictions_are_refused(case: str) -> None:
    """The message is Chinese, names the file, and says what does not fit."""
    path, value, reason = CONTRADICTIONS[case]
    with pytest.raises(FormError, match=f"报告格式文件 坏.yaml (?:有误|自相矛盾)[^$]*{reason}"):
        parse(yaml.safe_dump(_changed(path, value), allow_unicode=True), "坏.yaml")


@pytest.mark.parametrize("text", ["id: [", "- 1\n- 2", "", "id: cn-2030"])
def test_what_is_no_form(text: str) -> None:
    """Broken YAML, a list, nothing, or a form without its parts are refused as well."""
    with pytest.raises(FormError, match="有误"):
        parse(text, "坏.yaml")


def test_a_form_of_a_file(tmp_path: Path) -> None:
    """A form may stand anywhere; a file that is not there is an error of the form."""
    (tmp_path / "new.yaml").write_text(TEXT, "utf-8")
    assert form("cn-2021") == load_form(tmp_path / "new.yaml")
    with pytest.raises(FormError, match="无法读取"):
        load_form(tmp_path / "none.yaml")
