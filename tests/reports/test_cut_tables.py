"""Tables cut from top to bottom, turned on their side, repeated, or with numbers that programs write around them."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.appearances import web
from benchmarks.appearances.drafts import different
from benchmarks.appearances.tables import Box, Look, Rows, grid, placed, tables
from tests.pages import distinct, page
from tests.reports.test_damage import wrong
from workbench.documents import read_document
from workbench.errors import DocumentError
from workbench.reports import Report, read, recognise
from workbench.reports.tables.cut_labels import SWALLOWED

DRAFT = different(3)
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
TABLES = tables(DRAFT, Look(), random.Random(3))
LEFT = ("自然人", "商业企业", "科研机构", "社会公益组织")
RIGHT = ("法律服务机构", "其他", "总计")
KEYS = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")


def _report(tmp_path: Path, changed: dict[str, str], name: str = "报告.html") -> Report:
    """The report of a page with some of its tables written otherwise."""
    parts = []
    for section in DRAFT.form.sections:
        parts.append(f"<p>{section.number}、{section.heading}</p>")
        drawn = web.table(TABLES[section.number]) if section.number in TABLES else ""
        parts.append(changed.get(section.number, drawn))
    path = tmp_path / name
    path.write_bytes(web.page(DRAFT, "".join(parts)).encode())
    return recognise(read_document(path))


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


def _half(rows: Rows, names: tuple[str, ...]) -> Rows:
    """The second table with its labels and some of its columns."""
    known = dict(zip((*LEFT, *RIGHT), KEYS, strict=True))
    keys = {known[name] for name in names}
    inner = sum(name not in ("自然人", "总计") for name in names)

    def kept(box: Box, *, inside: bool) -> Box | None:
        if box.key:
            return box if box.key.rpartition(".")[2] in keys else None
        if box.text in ("申请人情况", "法人或其他组织"):
            return box._replace(across=len(names) if box.text == "申请人情况" else inner)
        is_column = inside and box.text in known
        return box if not is_column or box.text in names else None

    return [[new for box in row if (new := kept(box, inside=at < 3))] for at, row in enumerate(rows)]


def test_a_table_cut_from_top_to_bottom(tmp_path: Path) -> None:
    """Two halves with the labels of all rows, each with the names of its columns, are one table."""
    halves = [web.table(_half(TABLES["三"], names)) for names in (LEFT, RIGHT)]
    assert VALUES == _values(_report(tmp_path, {"三": "<p>续表</p>".join(halves)}))


def _wrong(folder: Path, halves: list[str]) -> dict[str, object]:
    """The cells of table 三 in two halves that are given another value than they have; none where it is refused."""
    try:
        found = _values(_report(folder, {"三": "<p>续表</p>".join(halves)}))
    except DocumentError:
        return {}
    return {key: value for key, value in found.items() if value not in (None, VALUES[key])}


@pytest.mark.parametrize("second", [("社会公益组织", *RIGHT), RIGHT[1:], (*LEFT[:1], *RIGHT)])
def test_parts_that_do_not_make_up_a_table(tmp_path: Path, second: tuple[str, ...]) -> None:
    """Where a column stands twice, or in neither part, nothing is put together, and nothing is wrong in silence."""
    halves = [web.table(_half(TABLES["三"], names)) for names in (LEFT, second)]
    assert {} == _wrong(tmp_path, halves)


def test_halves_whose_rows_are_called_otherwise(tmp_path: Path) -> None:
    """A second half without the same labels is none, and nothing is wrong in silence."""
    halves = [web.table(_half(TABLES["三"], names)) for names in (LEFT, RIGHT)]
    halves[1] = halves[1].replace("（一）予以公开", "（二）部分公开", 1)
    assert {} == _wrong(tmp_path, halves)


def _on_its_side(rows: Rows) -> Rows:
    """The rows of a table as its columns."""
    boxes = sorted(placed(rows), key=lambda one: (one[1], one[0]))
    made: Rows = [[] for _ in range(boxes[-1][1] + 1)]
    for _, column, box in boxes:
        made[column].append(box._replace(across=box.down, down=box.across))
    return made


@pytest.mark.parametrize("number", ["三", "四"])
def test_a_table_on_its_side(tmp_path: Path, number: str) -> None:
    """What the form prints beside one another may stand below one another, groups and all."""
    table = web.table([row for row in _on_its_side(TABLES[number]) if row])
    assert VALUES == _values(_report(tmp_path, {number: table}))


def test_a_table_on_its_side_with_columns_in_another_order(tmp_path: Path) -> None:
    """Where two rows of it have changed places nothing is turned."""
    rows = _on_its_side(TABLES["三"])
    at = next(at for at, row in enumerate(rows) if any(box.text == "科研机构" for box in row))
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    found = _values(_report(tmp_path, {"三": web.table([row for row in rows if row])}))
    assert {} == {key: value for key, value in found.items() if value not in (None, VALUES[key])}


def _indexed(rows: Rows, first: int = 0) -> str:
    """A table as libraries for data write it: columns and rows numbered, what is merged repeated."""
    sheet = grid(rows)
    for at, column, box in placed(rows):
        for down in range(box.down):
            sheet[at + down][column : column + box.across] = [box] * box.across
    head = "".join(f"<th>{at + first}</th>" for at in range(len(sheet[0])))
    cells = ("".join(f"<td>{box.text if box else ''}</td>" for box in row) for row in sheet)
    lines = (f"<tr><th>{at + first}</th>{row}</tr>" for at, row in enumerate(cells))
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def test_numbers_of_rows_and_columns(tmp_path: Path) -> None:
    """Numbers that count all rows and columns from 0 are none of the table's."""
    assert VALUES == _values(_report(tmp_path, {number: _indexed(rows) for number, rows in TABLES.items()}))


def test_numbers_that_do_not_count_all(tmp_path: Path) -> None:
    """A first column that does not count is no index, and nothing is wrong in silence."""
    made = {number: _indexed(rows).replace("<th>1</th>", "<th>8</th>", 2) for number, rows in TABLES.items()}
    found = _values(_report(tmp_path, made))
    assert {} == {key: value for key, value in found.items() if value not in (None, VALUES[key])}


def test_a_head_and_its_rows_again_right_behind_them(tmp_path: Path) -> None:
    """Head and rows are a table each, and both are there twice where some columns stay in sight; one copy is read."""
    head, rows = web.table(TABLES["三"][:3]), web.table(TABLES["三"][3:])
    assert VALUES == _values(_report(tmp_path, {"三": head + rows + head + rows}))
    with pytest.raises(DocumentError):
        _report(tmp_path, {"三": head + rows + head + rows.replace(">93<", ">94<")})


def _with_first_value_in_label(written: str) -> str:
    """A page whose rows of seven values have the first one below their label, and a blank cell at their end."""
    return re.sub(
        r"(<td[^>]*>[^<]*)</td><td>(\d+)</td>((?:<td>\d+</td>){6})</tr>", r"\1<br>\2</td>\3<td></td></tr>", written
    )


def test_a_label_that_has_taken_in_the_first_value(tmp_path: Path) -> None:
    """Where the number stands in the cell of the label, the values behind it stand one column too far to the left."""
    drawn = distinct()
    draft = drawn.with_values(**dict.fromkeys((key for key in drawn.values if key.endswith(".natural_person")), "7"))
    path = tmp_path / "报告.html"
    path.write_text(_with_first_value_in_label(page(draft)), "utf-8")
    report = read(path)
    assert [] == wrong(report, draft.values)
    assert SWALLOWED == report.fact("applications.other.not_corrected_in_time.business").doubt
