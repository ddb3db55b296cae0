"""What is no report, or more than one, is refused in Chinese that says what to do; nothing takes long."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.builders import as_text, drawn
from tests.layouts import LAYOUTS, page, sheet
from tests.reading import report_of
from workbench.errors import DocumentError
from workbench.reports import read

REPORT = as_text(drawn(random.Random(3)))
NOISE = random.Random(1)
STRANGE = {
    "random bytes": NOISE.randbytes(20_000),
    "few random bytes": NOISE.randbytes(40),
    "zero bytes": bytes(5000),
    "letter": "尊敬的领导：您好。\n此致敬礼".encode(),
    "one line of 5 MB": "好".encode() * 1_700_000,
    "digits": b"1" * 5_000_000,
    "300k lines": b"0\n" * 300_000,
    "many lines": "某某某某情况说明\n规章\n".encode() * 6000,
    "many rows": "规章\t0\t0\t0\n".encode() * 11_000,
    "many cells": b"0\t" * 39_000,
    "many labels": "\n".join(f"第{at}条某某单位说明\t{at}\t3" for at in range(5_000)).encode(),
}


@pytest.mark.parametrize("case", STRANGE)
def test_strangers(case: str) -> None:
    """Files that are no report are refused in Chinese, however much they hold."""
    with pytest.raises(DocumentError, match="请"):
        report_of(STRANGE[case])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("空.txt", b"", "空"),
        ("空白.txt", " \n\t　\n".encode(), "请"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + NOISE.randbytes(500), "图片"),
        ("表.txt", b"PK\x03\x04" + NOISE.randbytes(500), "DOCX"),
        ("扫描.txt", b"%PDF-1.4" + NOISE.randbytes(500), "PDF"),
    ],
)
def test_files_under_a_false_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """An empty file and files of another format say what they are and what to do."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=reason):
        read(tmp_path / name)


def test_no_such_file(tmp_path: Path) -> None:
    """A path without a file is told in Chinese."""
    with pytest.raises(DocumentError, match="文件不存在"):
        read(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    "other",
    [as_text(drawn(random.Random(4), unit="白河镇人民政府")), as_text(drawn(random.Random(4), year=2022)), REPORT],
)
def test_two_reports_in_one_file(other: str) -> None:
    """Two reports, of two units, of two years or twice the same, are to be split."""
    with pytest.raises(DocumentError, match="拆分"):
        report_of(f"{REPORT}\n{other}".encode())


@pytest.mark.parametrize(
    "other",
    [
        {"applications.carried_out.research": "77"},
        {f"applications.not_processed.repeated.{column}": "" for column in ("natural_person", "business", "total")},
        {"disclosure.licences.decided": "500", "disclosure.penalties.decided": "7"},
        {"disclosure.coercion.decided": ""},
    ],
)
def test_a_table_twice(other: dict[str, str]) -> None:
    """A statutory table that stands twice, as summary and as the organ's own, is not chosen from in silence."""
    draft = drawn(random.Random(3))
    name = next(iter(other)).partition(".")[0]
    table = "\n".join("\t".join(row) for row in sheet(draft.form.table(name), draft.values | other))
    text = page(draft, LAYOUTS["tabs"], random.Random(3))
    behind = {"applications": "四、政府信息公开行政", "disclosure": "三、收到和处理"}[name]
    with pytest.raises(DocumentError, match="不止一次"):
        report_of(text.replace(behind, f"汇总表\n{table}\n{behind}").encode())


def test_a_table_twice_that_says_the_same() -> None:
    """Shown once for screens and once for phones, it is one table, and that is said."""
    draft = drawn(random.Random(3))
    table = "\n".join("\t".join(row) for row in sheet(draft.form.table("applications"), draft.values))
    text = page(draft, LAYOUTS["tabs"], random.Random(3))
    twice = report_of(text.replace("四、政府信息公开行政", f"手机版\n{table}\n四、政府信息公开行政").encode())
    assert {key: fact.interval for key, fact in report_of(text.encode()).cells.items()} == {
        key: fact.interval for key, fact in twice.cells.items()
    }
    assert any("不止一次" in remark.text for remark in twice.remarks)


def test_the_table_of_disputes_twice() -> None:
    """Where the one line of values stands there again with others, none is taken for this year's in silence."""
    draft = drawn(random.Random(3))
    other = {key: str(at) for at, key in enumerate(draft.values)}
    text = page(draft, LAYOUTS["tabs"], random.Random(3))
    for values in (other, draft.values):
        table = "\n".join("\t".join(row) for row in sheet(draft.form.table("disputes"), values))
        report = report_of(text.replace("五、存在的", f"另附一份\n{table}\n五、存在的").encode())
        doubts = {bool(report.fact(key).doubt) for key in draft.values if key.startswith("disputes.")}
        assert {values is other} == doubts


@pytest.mark.parametrize(
    "more",
    [
        "附件1\n青石县水利局主动公开目录\n一、机构概况\n二、政策文件\n",
        "附件1\n序号\t名称\t数量\n1\t文件\t3\n2\t其他\t5\n",
        "打印 | 关闭 | 返回顶部\n主办：青石县人民政府\n",
        "\n" * 300_000,
    ],
)
def test_what_may_follow_a_report(more: str) -> None:
    """An appendix, the foot of a page and empty lines change no cell."""
    assert report_of(REPORT.encode()).cells == report_of(f"{REPORT}\n{more}".encode()).cells


def test_numbers_without_end() -> None:
    """A narrative with thousands of numbers is refused before anything is held against anything."""
    with pytest.raises(DocumentError, match="数字过多"):
        report_of(REPORT.replace("一、总体情况\n", "一、总体情况\n" + "收到申请1件，" * 6_000 + "\n").encode())
