"""Tables of a report's own that compare years stand beside those of the form, and are none of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from tests.builders import as_text, empty
from tests.pages import article, distinct, page
from tests.reading import report_of
from workbench.documents import read_document
from workbench.errors import DocumentError
from workbench.forms.model import Table
from workbench.reports import Report, recognise

DRAFT = distinct()
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
LABELS = {table.key: [row.label for row in table.rows] for table in DRAFT.form.tables}
ROWS = LABELS["applications"]
SECTIONS = "二三四五"


def _table(labels: Sequence[str], head: Sequence[str]) -> str:
    """A table of these rows, its numbers none of the draft's."""
    lines = [head, *([label, *(str(100_000 + at + n) for n in range(1, len(head)))] for at, label in enumerate(labels))]
    cells = ("".join(f"<td>{text}</td>" for text in line) for line in lines)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>"


def _read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "报告.html"
    path.write_text(text, "utf-8")
    return recognise(read_document(path))


def _with(tmp_path: Path, table: str, before: str) -> Report:
    """The report with a table before the heading of a section."""
    heading = next(f"<p>{before}、{one.heading}" for one in DRAFT.form.sections if one.number == before)
    return _read(tmp_path, page(DRAFT, article(DRAFT).replace(heading, table + heading, 1)))


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


HEADS = (
    ("项目", "2022年", "2023年", "同比"),
    ("指标", "上年", "本年"),
    ("", "去年", "今年", "增减", "增长率"),
    ("类别", "上年度（件）", "本年度（件）", "同比变化"),
)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("before", SECTIONS)
@pytest.mark.parametrize("which", ["disclosure", "applications"])
def test_a_table_that_compares_years(tmp_path: Path, which: str, before: str, head: tuple[str, ...]) -> None:
    """Wherever it stands, with all rows of the form's, its figures are none of these, nor is the file refused."""
    report = _with(tmp_path, _table(LABELS[which], head), before)
    assert VALUES == _values(report)
    assert not any(table.doubts for table in report.tables)


@pytest.mark.parametrize("head", HEADS)
def test_a_comparison_right_below_the_table_of_the_form(head: tuple[str, ...]) -> None:
    """In a text without marks of tables it begins where names of columns stand below values."""
    lines = [head, *([label, *(str(100_000 + at + n) for n in range(1, len(head)))] for at, label in enumerate(ROWS))]
    glued = "\n".join("\t".join(line) for line in lines)
    text = as_text(DRAFT).replace("四、政府信息公开行政", f"{glued}\n四、政府信息公开行政", 1)
    report = report_of(text.encode())
    assert VALUES == _values(report)
    assert not any(table.doubts for table in report.tables)


def test_a_comparison_of_some_rows(tmp_path: Path) -> None:
    """It may have the first rows alone; what it says stays in the narrative, the form's labels aside."""
    table = _table([*LABELS["applications"][:2], "网站浏览量"], HEADS[0])
    report = _with(tmp_path, table, "二")
    assert VALUES == _values(report)
    said = [paragraph.text for section in report.sections for paragraph in section.paragraphs]
    assert {"网站浏览量", "100001"} <= {*said}
    assert LABELS["applications"][0] not in said


OTHERS: tuple[tuple[str, ...], ...] = (
    ("项目", "总计"),
    ("项目", "本级", "下属"),
    ("2022年", *(column.label for column in DRAFT.form.table("applications").blocks[0].columns)),
    ("2022年", "", "", "", "", "", "", ""),
)


@pytest.mark.parametrize("head", OTHERS)
def test_what_may_be_the_table_of_the_form_again(tmp_path: Path, head: tuple[str, ...]) -> None:
    """Where the columns are the form's, or no years are compared, nobody knows which of two tables counts."""
    if len(head) > 3:
        with pytest.raises(DocumentError, match="不止一次"):
            _with(tmp_path, _table(LABELS["applications"], head), "四")
        return
    try:
        report = _with(tmp_path, _table(LABELS["applications"], head), "四")
    except DocumentError:
        return
    assert [] == [key for key, value in _values(report).items() if value is not None and value != VALUES[key]]


def test_a_comparison_alone_is_no_table_of_the_form(tmp_path: Path) -> None:
    """Where the form's own table is not in the text, it is not taken for one in silence."""
    draft = empty()
    form: Table = draft.form.table("applications")
    body = "<p>一、总体情况</p><p>内容。</p>" + _table([row.label for row in form.rows], HEADS[0])
    report = _read(tmp_path, page(draft, body))
    assert all(fact.exact is None for key, fact in report.cells.items() if key.startswith("applications."))
