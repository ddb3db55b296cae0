"""The command line as a user meets it: what it prints where, its exit status, and what it makes of bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.builders import as_text, empty
from tests.documents.prints import printed
from tests.pages import distinct
from workbench import pages
from workbench.checks import catalogue, find
from workbench.cli import main
from workbench.forms import forms

EXAMPLE = Path(__file__).parents[1] / "data" / "rules"
CLEAN = as_text(empty())
WRONG = as_text(empty(unit="青石县教育局").with_text("一", "（一）主动公开。制发行政规范性文件5件。"))


def run(*arguments: object) -> Result:
    """The command line, in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="workbench")


def run_outside(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line, in a process of its own."""
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, env=os.environ | environment)  # noqa: S603 - ours


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A report with which nothing is wrong."""
    path = tmp_path / "水利局.txt"
    path.write_text(CLEAN, "utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A report whose narrative contradicts its table."""
    path = tmp_path / "教育局.txt"
    path.write_text(WRONG, "utf-8")
    return path


def strict(text: str) -> Any:  # noqa: ANN401 - JSON is anything
    """JSON read by the standard: NaN and Infinity are refused."""
    return json.loads(text, parse_constant=pytest.fail)


def test_a_clean_report_exits_with_0(clean: Path) -> None:
    """Nothing of severity error: status 0."""
    assert run("audit", clean).exit_code == 0


def test_an_error_exits_with_1(clean: Path, wrong: Path) -> None:
    """A finding of severity error: status 1, and the finding is told in words."""
    result = run("audit", clean, wrong)
    assert result.exit_code == 1
    assert "错误" in result.stdout
    assert "NT301" in result.stdout


def test_an_unread_file_exits_with_1(clean: Path, tmp_path: Path) -> None:
    """A path that does not exist is a failure told in Chinese, and the other report is audited."""
    result = run("audit", clean, tmp_path / "没有.txt")
    assert result.exit_code == 1
    assert "没有.txt" in result.stdout
    assert "1 份报告，1 个文件未能读取" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("audit",), "缺少参数"),
        (("audit", "x", "--hilfe"), "没有选项 --hilfe"),
        (("audit", "x", "--format", "xml"), "只能是 table、json、sarif 之一"),
        (("audit", "x", "--out"), "--out"),
        (("audit", "x", "--out", "ledger.txt"), ".xlsx、.csv、.json"),
        (("audit", "x", "--out", "没有/ledger.xlsx"), "文件夹不存在，请先建立"),
        (("verify",), "缺少选项 --store 库"),
        (("audit", ".", "--roster", "没有.csv"), "名册"),
        (("prüfen",), "没有命令"),
        (("checks", "XX999"), "没有编号为“XX999”的检查"),
        (("forms", "cn-1999"), "没有名为“cn-1999”的报告格式"),
        (("audit", ".", "--policy", "没有.yaml"), "核查规则"),
        (("audit", ".", "--rules", "没有"), "没有名为 没有 的规则文件夹"),
        (("policy", "没有.yaml"), "核查规则"),
        (("app", "--port", "99999"), "没有端口 99999"),
        (("app", "--port", "0"), "--port 应为不小于 1 的整数"),
        (("app", "--ip", "192.0.2.1"), "--ip"),
        (("app", "--store", "没有/audit.db"), "无法打开"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...], told: str) -> None:
    """What was called wrongly is said in Chinese on standard error; standard output stays empty."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_ledger_that_cannot_be_written_exits_with_2(clean: Path, tmp_path: Path) -> None:
    """A folder that does not exist is told; it is no traceback."""
    result = run("audit", clean, "--out", tmp_path / "没有" / "ledger.xlsx")
    assert result.exit_code == 2
    assert "文件夹不存在" in result.stderr


def test_audit_prints_one_object(clean: Path, wrong: Path, tmp_path: Path) -> None:
    """``audit --format json`` prints the object that is documented, its keys in their order, and nothing else."""
    missing = tmp_path / "没有.txt"
    found = strict(run("audit", clean, wrong, missing, "--format", "json").stdout)
    assert list(found)[:4] == ["run", "reports", "failures", "findings"]
    told = ["version", "catalogue", "policy", "changes", "disabled", "rules", "faults", "at"]
    assert list(found["run"])[: len(told)] == told
    report = ["source", "sha256", "unit", "year", "edition", "agrees", "differs", "undetermined", "not_applicable"]
    assert [report, report] == [list(one)[: len(report)] for one in found["reports"]]
    assert ["青石县水利局", "青石县教育局"] == [one["unit"] for one in found["reports"]]
    assert [str(missing)] == [one["source"] for one in found["failures"]]


def test_a_finding_in_json(wrong: Path) -> None:
    """A finding has the documented keys in their order; its evidence is a cell and a span of the narrative."""
    findings = strict(run("audit", wrong, "--format", "json").stdout)["findings"]
    finding = next(one for one in findings if one["check"] == "NT301")
    assert [
        "id",
        "check",
        "name",
        "severity",
        "confidence",
        "unit",
        "year",
        "source",
        "message",
        "expected",
        "actual",
        "difference",
        "explanation",
        "evidence",
    ] == list(finding)[:14]
    assert ["narrative.normative_issued", "error", "high"] == [finding[n] for n in ("name", "severity", "confidence")]
    assert ["0", "5", "5"] == [finding[name] for name in ("expected", "actual", "difference")]
    evidence = {one["kind"]: one for one in finding["evidence"]}
    assert ["kind", "key", "text", "location"] == list(evidence["cell"])[:4]
    assert evidence["cell"]["key"] == "disclosure.normative.issued"
    assert ["kind", "section", "text", "start", "end", "location"] == list(evidence["span"])[:6]
    assert "5件" in evidence["span"]["text"]


def test_ledgers_are_written_and_told_on_standard_error(clean: Path, tmp_path: Path) -> None:
    """``--out`` may be given more than once; JSON on standard output stays alone there."""
    outs = [tmp_path / "台账.xlsx", tmp_path / "台账.csv", tmp_path / "台账.json"]
    result = run("audit", clean, "--format", "json", *(part for out in outs for part in ("--out", out)))
    assert strict(result.stdout) == strict(outs[2].read_text("utf-8"))
    assert all(out.stat().st_size > 0 and out.name in result.stderr for out in outs)


def test_what_an_audit_has_changed_in_the_store_is_told(clean: Path, wrong: Path, tmp_path: Path) -> None:
    """Nothing of the first run; then what is new, what a correction has mended, and which were left out."""
    audit = "audit", "--store", tmp_path / "audit.db", "--reviewer", "王芳"
    assert not run(*audit, clean, wrong).stderr
    wrong.write_text(CLEAN.replace("青石县水利局", "青石县教育局"), "utf-8")
    told = run(*audit, wrong).stderr
    assert re.search(r"新发现 0 个问题，已消除 [1-9]\d*。", told)
    assert "另有 1 份报告不在本次核查之列" in told
    assert "没有问题消除" in run(*audit, clean, wrong).stderr


def test_read_gives_every_figure(clean: Path, tmp_path: Path) -> None:
    """``read --format json``: one object a file, 200 facts with whole numbers, a failure where a file is not read."""
    result = run("read", clean, tmp_path / "没有.txt", "--format", "json")
    report, failure = strict(result.stdout)
    assert result.exit_code == 1
    assert ["source", "unit", "year", "edition", "title", "sections", "facts", "claims"] == list(report)
    assert ["table", "row", "column", "label", "value", "state", "raw", "location"] == list(report["facts"][0])
    assert [0] * 200 == [fact["value"] for fact in report["facts"]]
    assert all(isinstance(fact["value"], int) for fact in report["facts"])
    assert ["source", "failure"] == list(failure)
    assert [0, 1, 2, 3, 4, 5, 6] == [section["index"] for section in report["sections"]]
    assert ["index", "number", "heading", "text"] == list(report["sections"][1])


def test_read_knows_amounts_and_what_is_no_number(tmp_path: Path) -> None:
    """An amount keeps its fraction; a cell without a number is null, with its state and what stands there."""
    path = tmp_path / "a.txt"
    draft = empty().with_values(**{"disclosure.fees.charged": "1.25", "disclosure.licences.decided": "/"})
    path.write_text(as_text(draft), "utf-8")
    read = strict(run("read", path, "--format", "json").stdout)[0]["facts"]
    facts = {f"{fact['table']}.{fact['row']}.{fact['column']}": fact for fact in read}
    assert 1.25 == facts["disclosure.fees.charged"]["value"]
    licences = facts["disclosure.licences.decided"]
    assert [None, "dash", "/"] == [licences[name] for name in ("value", "state", "raw")]


def test_read_as_csv(clean: Path) -> None:
    """``read --format csv``: a heading and a row a figure."""
    rows = list(csv.DictReader(io.StringIO(run("read", clean, "--format", "csv").stdout)))
    assert 200 == len(rows)
    assert ("青石县水利局", "2023", "0", "zero") == tuple(rows[-1][name] for name in ("unit", "year", "value", "state"))


def test_read_as_tables(clean: Path) -> None:
    """``read`` shows the statutory tables with the form's labels."""
    shown = run("read", clean).stdout
    assert "青石县水利局2023年政府信息公开工作年度报告" in shown
    assert "（三）不予公开1.属于国家秘密" in shown


def test_checks_are_listed_and_explained() -> None:
    """``checks`` lists the whole catalogue; with a code it shows that check's page, in Chinese, with its examples."""
    listed = run("checks").stdout
    assert all(one.code in listed and one.title in listed for one in catalogue())
    shown, page = run("checks", "RF101").stdout, pages.page(find("RF101"))
    assert all(text in shown for text in (page.compares, page.undetermined, page.innocent, page.agrees, page.differs))


def test_the_policy_can_be_copied_and_used(clean: Path, tmp_path: Path) -> None:
    """``policy`` prints the template, which is a policy; ``audit --policy`` goes by it and says what was decided."""
    copied = tmp_path / "规则.yaml"
    copied.write_text(run("policy").stdout + "\n", "utf-8")
    assert "与样板不同的有0处" in run("policy", copied).stdout
    copied.write_text("disabled: {PR402: 本县不要求}\nseverity: {TM201: error}\n", "utf-8")
    shown = run("policy", copied).stdout
    assert all(text in shown for text in ("severity.TM201：error", "disabled.PR402：本县不要求", "有2处"))
    shown = run("audit", clean, "--policy", copied).stdout
    assert "核查规则 severity.TM201：error\n停用检查 PR402 “一是、二是”等列举应当从一开始且连续：本县不要求" in shown
    ran = strict(run("audit", clean, "--policy", copied, "--format", "json").stdout)["run"]
    assert ({"severity.TM201": "error"}, ["PR402"]) == (ran["changes"], [one["check"] for one in ran["disabled"]])


def test_an_offices_own_rules_are_used_and_named(clean: Path, tmp_path: Path) -> None:
    """``--rules`` adds the folder's checks to audit and catalogue; what of it cannot be used is told, and no more."""
    broken = tmp_path / "rules"
    broken.mkdir()
    (broken / "broken.py").write_text("def (", "utf-8")
    done = run_outside("audit", clean, "--rules", EXAMPLE, "--rules", broken)
    shown = done.stdout.decode("utf-8")
    assert "LC101" in shown
    assert f"自定义规则：{EXAMPLE}\n自定义规则：{broken}\n未能使用 {broken / 'broken.py'}：" in shown
    assert "SyntaxError" in done.stderr.decode("utf-8")
    assert "报告应当写明联系方式" in run_outside("checks", "--rules", EXAMPLE).stdout.decode("utf-8")


def test_forms_are_listed_and_shown() -> None:
    """``forms`` lists the editions; with an id it shows that edition's cells and relations."""
    listed = run("forms").stdout
    assert all(one.id in listed and one.notice in listed for one in forms())
    assert "applications.refused.third_party.total" in run("forms", "cn-2021").stdout


def test_lab_starts_jupyterlab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``lab`` hands JupyterLab its options; where there are no notebooks it says what to do."""
    assert re.fullmatch(rb"4\.\d+\.\d+\s*", run_outside("lab", "--version").stdout)
    monkeypatch.setattr("workbench.app.lab._ROOT", tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    result = run("lab")
    assert result.exit_code == 2
    assert "workbench lab --copy" in result.stderr


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}])
def test_output_is_utf_8_in_any_locale(clean: Path, locale: dict[str, str]) -> None:
    """Standard output is UTF-8 whatever the locale; in a pipe there is no progress and no colour."""
    result = run_outside("audit", clean, **locale)
    assert "青石县水利局" in result.stdout.decode("utf-8")
    assert b"" == result.stderr
    assert b"\x1b" not in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_full_disk_is_told(clean: Path) -> None:
    """What standard output no longer takes is told, and not by where the program stood."""
    command = [sys.executable, "-m", "workbench", "audit", str(clean), "--format", "json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)  # noqa: S603
    assert (2, "磁盘已满，未能写完输出的内容，请清理空间后重试。") == (done.returncode, done.stderr.decode().strip())


def test_no_order_of_sets_shows(clean: Path, tmp_path: Path) -> None:
    """A file has the same figures and findings in every process, with tables whose columns are inferred as well."""
    printout = tmp_path / "印发.pdf"
    printout.write_bytes(printed(distinct(), ruled=False))
    runs = [run_outside("audit", clean, printout, "--format", "sarif", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    one, other = (re.sub('"startTimeUtc": .*', "", run.stdout.decode("utf-8")) for run in runs)
    assert "%E5%8D%B0%E5%8F%91.pdf" in one
    assert one == other


def test_help_is_chinese() -> None:
    """Help pages speak Chinese throughout."""
    for command in ((), ("read",), ("audit",), ("checks",), ("policy",), ("forms",), ("lab",), ("app",), ("verify",)):
        page = run(*command, "--help").stdout
        assert page.startswith("用法：workbench")
        assert not re.search(r"Usage|Options:|Commands:|Show this|required|x>", page)


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """A report cannot send commands to the terminal."""
    path = tmp_path / "a.txt"
    path.write_text(CLEAN.replace("青石县水利局2023年", "青石\x1b[31m县水利局2023年"), "utf-8")
    for command in ("audit", "read"):
        assert "\x1b" not in run(command, path).stdout


class TestBadInput:
    """Each kind of bad input ends in a clear failure or finding, and the good report beside it is audited."""

    @pytest.fixture
    def folder(self, clean: Path) -> Path:
        """A folder with a good report, for bad ones to be put beside it."""
        return clean.parent

    def failure(self, folder: Path) -> str:
        """The one failure of an audit of the folder; the good report is read and clean."""
        found = strict(run("audit", folder, "--format", "json").stdout)
        assert ["青石县水利局"] == [report["unit"] for report in found["reports"]]
        assert [] == found["findings"]
        (failure,) = found["failures"]
        return str(failure["reason"])

    def test_empty(self, folder: Path) -> None:
        """An empty file says so."""
        (folder / "空.txt").touch()
        assert "空" in self.failure(folder)

    def test_binary(self, folder: Path) -> None:
        """A binary file called .txt is no text."""
        (folder / "程序.txt").write_bytes(Path(sys.executable).resolve().read_bytes()[:50_000])
        assert "不是文本" in self.failure(folder)

    def test_no_report(self, folder: Path) -> None:
        """A text that is no annual report is not taken for a clean one."""
        (folder / "通知.txt").write_text("关于召开会议的通知\n各单位：\n请准时参加。收到申请3件。\n", "utf-8")
        assert "不像" in self.failure(folder)

    def test_two_reports(self, folder: Path) -> None:
        """Two reports in one file are to be split."""
        (folder / "两份.txt").write_text(CLEAN + "\n" + WRONG, "utf-8")
        assert "不止一份报告" in self.failure(folder)

    def test_folder_without_reports(self, tmp_path: Path) -> None:
        """A folder without any file is a failure, not a clean run."""
        (tmp_path / "空文件夹").mkdir()
        result = run("audit", tmp_path / "空文件夹")
        assert result.exit_code == 1
        assert "没有报告文件" in result.stdout

    def test_cut_off_in_table_3(self, folder: Path) -> None:
        """A report that ends in the middle of table 3: what is missing is found, and no figure contradicts another."""
        text = as_text(empty(unit="青石县教育局"))
        (folder / "截断.txt").write_text(text[: text.index("3.危及")], "utf-8")
        found = strict(run("audit", folder, "--format", "json").stdout)
        assert 2 == len(found["reports"])
        assert {"青石县教育局"} == {finding["unit"] for finding in found["findings"]}
        assert {"PR101", "PR202"} <= {finding["check"] for finding in found["findings"]}
        assert not [finding for finding in found["findings"] if finding["severity"] == "error"]
