"""The store from the command line: audits recorded, ledgers written from it, the chain walked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from sqlalchemy import select

import workbench as wb
from tests.builders import as_text, empty
from tests.review.drafts import NO, YES, faulty
from tests.review.postgres import Server
from workbench.cli import main
from workbench.exports import SUFFIXES
from workbench.review import read_ledger
from workbench.review.store import open_store
from workbench.review.tables import journal


def run(*arguments: object) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="workbench")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, one with an error."""
    made = tmp_path / "reports"
    made.mkdir()
    (made / "水利局.txt").write_text(as_text(faulty()), "utf-8")
    (made / "教育局.txt").write_text(as_text(empty(unit="青石县教育局")), "utf-8")
    return made


def test_an_audit_is_recorded(folder: Path, url: str) -> None:
    """By whom, and once a run; the decisions on what it finds are in its output and its files."""
    assert 1 == run("audit", folder, "--store", url, "--reviewer", "张三").exit_code
    with open_store(url) as store:
        store.decide(store.ledger().entries, NO, "李四")
        with store.database.reading() as connection:
            rows = connection.execute(select(journal.c.kind, journal.c.reviewer)).all()
        assert [("run", "张三"), ("dismissed", "李四")] == [tuple(row) for row in rows]
    result = run("audit", folder, "--store", url, "--format", "json", "--out", folder.parent / "a.xlsx")
    (finding,) = json.loads(result.stdout)["findings"]
    assert ("dismissed", "李四", "other_basis") == (
        finding["status"], finding["decision"]["reviewer"], finding["decision"]["reason"],
    )  # fmt: skip
    page = load_workbook(folder.parent / "a.xlsx")["问题台账"]
    told = dict(zip(*page.iter_rows(max_row=2, values_only=True), strict=True))
    assert ["不属实", "统计口径不同，数据无误", "李四", "口径见说明"] == [
        told[name] for name in ("处理意见", "理由或问题", "处理人", "备注")
    ]
    assert told["处理时间"]


def test_an_audit_of_one_report_tells_of_that_alone(folder: Path, tmp_path: Path) -> None:
    """The store keeps the others; output, files and exit status are those of what was audited."""
    where = tmp_path / "a.db"
    run("audit", folder, "--store", where)
    result = run("audit", folder / "教育局.txt", "--store", where, "--format", "json")
    assert 0 == result.exit_code
    found = json.loads(result.stdout)
    assert (["青石县教育局"], []) == ([one["unit"] for one in found["reports"]], found["findings"])
    with open_store(where) as store:
        assert 2 == len(store.ledger().reports)
        run("audit", folder / "教育局.txt", "--store", where, "--whole")
        assert 1 == len(store.ledger().reports)


def test_corrections_in_the_store_are_taken(folder: Path, tmp_path: Path) -> None:
    """A cell that an inspector has set right is right in the next audit."""
    where = tmp_path / "a.db"
    run("audit", folder, "--store", where)
    with open_store(where) as store:
        store.correct(wb.read(folder / "水利局.txt"), "disputes.review.total", "0", "原件为0", "张三")
    assert 0 == run("audit", folder, "--store", where).exit_code


def test_every_kind_of_file_is_written_from_the_store(folder: Path, url: str, tmp_path: Path) -> None:
    """``export`` writes what the store holds, with the decisions, in each form; JSON gives the very ledger back."""
    run("audit", folder, "--store", url)
    with open_store(url) as store:
        store.decide(store.ledger().entries, YES, "张三")
        held = store.ledger()
    outs = [tmp_path / f"台账{suffix}" for suffix in SUFFIXES]
    result = run("export", "--store", url, *(part for out in outs for part in ("--out", out)))
    assert (0, "") == (result.exit_code, result.stdout)
    assert all(out.stat().st_size and out.name in result.stderr for out in outs)
    assert held == read_ledger(tmp_path / "台账.json")


def test_the_chain_is_walked(folder: Path, url: str) -> None:
    """``verify`` prints the head to be noted, and finds what no longer is as it was noted."""
    run("audit", folder, "--store", url)
    with open_store(url) as store:
        head = store.verify().head
    result = run("verify", "--store", url)
    assert (0, f"1 行处理记录，完好。\n校验值 {head}\n") == (result.exit_code, result.stdout)
    assert 0 == run("verify", "--store", url, "--head", head).exit_code
    result = run("verify", "--store", url, "--head", "0" * 64)
    assert 1 == result.exit_code
    assert "截断" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("verify", "--store", "没有.db"), "没有找到处理意见库"),
        (("export", "--store", "没有.db", "--out", "a.xlsx"), "没有找到处理意见库"),
        (("export", "--store", "没有.db", "--out", "a.txt"), "不能写出"),
        (("export", "--store", "没有.db"), "缺少选项 --out"),
        (("verify",), "缺少选项 --store"),
        (("audit", ".", "--store", "mysql://host/db"), "处理意见库的地址"),
        (("audit", ".", "--store", "没有/a.db"), "无法打开"),
    ],
)
def test_wrong_usage_exits_with_2(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """What was called wrongly is said in Chinese before anything is done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        result = run(*arguments)
    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


def test_a_store_of_a_server_that_is_gone(request: pytest.FixtureRequest, folder: Path) -> None:
    """The audit says so before it reads a single report."""
    server: Server = request.getfixturevalue("server")
    result = run("audit", folder, "--store", server.url("nowhere"))
    assert (2, "") == (result.exit_code, result.stdout)
    assert "无法连接数据库" in result.stderr
