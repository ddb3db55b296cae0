"""The ledger of decided findings in Excel and CSV, read back by heading and held against the records."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.builders import as_text
from tests.exports.drafts import ledger
from tests.exports.templates import OWN
from tests.review.drafts import YES, faulty
from workbench.cli import main
from workbench.exports import export
from workbench.review import Entry, local
from workbench.review.store import open_store

TOLD = (
    "单位", "年度", "严重程度", "检查编号", "检查名称", "部分", "问题", "正文表述", "表格数据", "应为（依据值）",
    "实际", "差额", "说明", "处理意见", "理由或问题", "处理人", "处理时间", "备注", "位置", "文件", "问题编号",
)  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The decided ledger as a spreadsheet program opens it."""
    path = tmp_path_factory.mktemp("out") / "a.xlsx"
    export(ledger(), path)
    return load_workbook(path)


def rows(book: Workbook, title: str) -> list[dict[str, str]]:
    """The rows of a sheet by heading, every value as a text, an empty cell as none."""
    listed = [["" if one is None else str(one) for one in row] for row in book[title].iter_rows(values_only=True)]
    return [dict(zip(listed[0], row, strict=True)) for row in listed[1:]]


def expected(entry: Entry) -> list[str]:
    """What the ledger must say of a finding, under the headings of ``TOLD``."""
    taken = entry.decision
    former = f"处理时的数据：应为“{taken.expected}”，实际“{taken.actual}”。" if taken and entry.stale else ""
    decided = ["", "", "", ""]
    if taken:
        reason = taken.reason.chinese if taken.reason else taken.question
        decided = [reason, taken.reviewer, local(taken.at), former + taken.note]
    return [
        entry.unit, str(entry.year), entry.severity.chinese, entry.check, entry.title, entry.section, entry.message,
        "\n".join(one.text for one in entry.evidence if one.kind != "cell"),
        "\n".join(f"{one.label}：{one.text}" for one in entry.evidence if one.kind == "cell"),
        entry.expected, entry.actual, entry.difference, entry.explanation, entry.status_words, *decided,
        entry.places, entry.source, entry.id,
    ]  # fmt: skip


def test_every_finding_stands_with_its_decision(book: Workbook) -> None:
    """Figures, evidence, who decided what, when and why, and the place, cell by cell."""
    found = rows(book, "问题台账")
    assert [expected(one) for one in ledger().entries] == [[row[name] for name in TOLD] for row in found[:-1]]
    assert ("未能读取", "坏.pdf") == (found[-1]["严重程度"], found[-1]["文件"])
    gone = rows(book, "不再发现")
    assert [expected(one) for one in ledger().vanished] == [[row[name] for name in TOLD] for row in gone]


def test_csv_says_the_same(tmp_path: Path, book: Workbook) -> None:
    """Row by row what the workbook's first sheet says; a figure below zero is a figure in both."""
    export(ledger(), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert rows(book, "问题台账") == list(csv.DictReader(file))
    assert {"-1"} <= {one.actual for one in ledger().entries}
    assert -1 in [cell.value for cell in book["问题台账"]["T"]]


def test_units_and_statistics_add_up(book: Workbook) -> None:
    """Every unit of the roster has a row, and the totals are those of the findings."""
    units = rows(book, "单位汇总")
    assert [one.unit for one in ledger().organs] == [row["单位"] for row in units]
    assert ["已核查"] * 4 + ["未见报告"] == [row["状态"] for row in units]
    *checks, total = rows(book, "统计")
    assert len(ledger().entries) == sum(int(row["问题数"]) for row in checks) == int(total["问题数"])
    for entry in ledger().entries:
        assert int(total[entry.status.chinese]) == sum(one.status is entry.status for one in ledger().entries)


def test_corrections_and_sign_offs_are_told(book: Workbook) -> None:
    """What was read and what it was corrected to; who signed."""
    (row,) = rows(book, "读数更正")
    assert ["O", "0", "原件为0", "张三"] == [row[name] for name in ("原读数", "更正为", "理由", "更正人")]
    assert rows(book, "单位汇总")[0]["审签"].startswith("赵六 2024-03-02")


def test_letters_are_written_by_command_with_the_offices_own_words(tmp_path: Path) -> None:
    """Office, day and template come from the policy; the command's own words go before."""
    (tmp_path / "水利局.txt").write_text(as_text(faulty()), "utf-8")
    own = f"office: 甲办, dated: 2024-03-05, notice: '{OWN / '整改通知.docx'}'"
    (tmp_path / "政策.yaml").write_text(f"letters: {{{own}}}", "utf-8")
    store = str(tmp_path / "a.db")
    CliRunner().invoke(main, ["audit", str(tmp_path / "水利局.txt"), "--store", store])
    with open_store(store) as opened:
        opened.decide(opened.ledger().entries, YES, "张三")
    common = ["export", "--store", store, "--policy", str(tmp_path / "政策.yaml")]
    told = CliRunner().invoke(main, [*common, "--out", str(tmp_path / "a.docx")])
    assert (0, True) == (told.exit_code, "a.docx" in told.stderr)
    said = [one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs]
    assert {"年度报告核查反馈单", "青石县水利局：", "甲办", "2024年3月5日"} <= set(said)
    other = ["--kind", "circular", "--office", "乙办", "--date", "2024-04-01", "--out", str(tmp_path / "b.docx")]
    assert 0 == CliRunner().invoke(main, [*common, *other]).exit_code
    said = [one.text for one in docx.Document(str(tmp_path / "b.docx")).paragraphs]
    assert {"乙办", "2024年4月1日", "各有关单位："} <= set(said)
    assert 2 == CliRunner().invoke(main, [*common, "--kind", "circular", "--out", str(tmp_path / "b.zip")]).exit_code
