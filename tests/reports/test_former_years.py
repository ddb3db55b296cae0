"""Statutory tables that stand in a report once more, with the figures of a former year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.pages import article, distinct, page, table
from workbench.documents import read_document
from workbench.errors import DocumentError
from workbench.reports import Report, recognise

DRAFT, OTHER = distinct(), distinct(2)
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
TABLES = ("disclosure", "applications", "disputes")
AHEAD = (True, False)


def _read(tmp_path: Path, which: str, titles: tuple[str, str], *, ahead: bool = True) -> Report:
    """The report with another year's table ahead of its own or behind it, each below its title."""
    own, other = (table(draft, draft.form.table(which)) for draft in (DRAFT, OTHER))
    pair = [f"<p>{titles[0]}</p>{other}", f"<p>{titles[1]}</p>{own}"]
    path = tmp_path / "报告.html"
    path.write_text(page(DRAFT, article(DRAFT).replace(own, "".join(pair if ahead else pair[::-1]))), "utf-8")
    return recognise(read_document(path))


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("which", TABLES)
@pytest.mark.parametrize(
    "titles",
    [
        ("2022年情况：", "2023年情况："),
        ("附：上一年度政府信息公开申请办理情况", "本年度政府信息公开申请办理情况"),
        ("表2 去年数据（2022年）", "表1"),
    ],
)
def test_a_table_of_a_former_year(tmp_path: Path, titles: tuple[str, str], which: str, *, ahead: bool) -> None:
    """It is none of this report's, wherever it stands, and that is said."""
    report = _read(tmp_path, which, titles, ahead=ahead)
    assert VALUES == _values(report)
    assert [titles[0]] == [one.text.partition("“")[2].partition("”")[0] for one in report.remarks]


@pytest.mark.parametrize(
    "titles",
    [
        ("全县汇总表", "本级表"),
        ("2022年情况：", "2022年情况："),
        ("2023年与2022年的对照", "2023年情况："),
        ("与2022年相比增长较快", "2023年情况："),
        ("2024年情况：", "2023年情况："),
    ],
)
def test_two_tables_neither_of_which_is_former(tmp_path: Path, titles: tuple[str, str]) -> None:
    """Nothing is chosen where it is not said, or said of both, which of two tables is this year's."""
    with pytest.raises(DocumentError, match="不止一次"):
        _read(tmp_path, "applications", titles)


def test_a_table_below_a_former_year_alone(tmp_path: Path) -> None:
    """The only table of a report is its own, whatever is written above it."""
    path = tmp_path / "报告.html"
    own = table(DRAFT, DRAFT.form.table("applications"))
    path.write_text(page(DRAFT, article(DRAFT).replace(own, f"<p>2022年情况：</p>{own}")), "utf-8")
    report = recognise(read_document(path))
    assert (VALUES, ()) == (_values(report), report.remarks)
