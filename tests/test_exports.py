"""The ledger as files, read back and compared cell by cell."""

from __future__ import annotations

import csv
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import workbench as wb
from tests.builders import as_text, empty
from workbench.checks import catalogue
from workbench.checks.subjects import Failure
from workbench.errors import ExportError
from workbench.exports import SUFFIXES
from workbench.exports.json import report_object
from workbench.exports.sheets import conclusion, number
from workbench.exports.sheets_findings import findings
from workbench.exports.xlsx import CUT, LONGEST, sheets, width
from workbench.review import Ledger, as_object, ledger_of, read_ledger
from workbench.text import printable

HOSTILE = '=HYPERLINK("http://x","点此")', "+1", "-1+2", "@SUM(A1)", "\tx", "\rx", "＝1+1"
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> wb.Audit:
    """An audit of one clean report, one with faults, and one file that is not there."""
    folder = tmp_path_factory.mktemp("reports")
    wrong = empty(unit="青石县教育局").with_values(**{"disputes.review.total": 3})
    wrong = wrong.with_text("一", "（一）主动公开。制发行政规范性文件5件。")
    (folder / "甲.txt").write_text(as_text(empty()), "utf-8")
    (folder / "乙.txt").write_text(as_text(wrong), "utf-8")
    return wb.audit(wb.load([folder, folder / "没有.txt"]))


@pytest.fixture(scope="module")
def ledger(audit: wb.Audit) -> Ledger:
    """The audit's ledger."""
    return ledger_of(audit)


@pytest.fixture(scope="module")
def book(audit: wb.Audit, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The audit's workbook as a spreadsheet program opens it."""
    path = tmp_path_factory.mktemp("out") / "ledger.xlsx"
    audit.export(path)
    return load_workbook(path)


def hostile(audit: wb.Audit) -> wb.Audit:
    """The audit with one finding that says what no ledger should run."""
    found = audit.problems[0]
    made = [replace(found, message=text, explanation=text, unit=text, actual=text) for text in HOSTILE]
    return replace(audit, problems=tuple(made))


def values(page: Worksheet, first: int = 1) -> list[tuple[object, ...]]:
    """The rows of a sheet from one on."""
    return list(page.iter_rows(min_row=first, values_only=True))


def column(sheet: str, heading: str, book: Workbook) -> list[object]:
    """What stands under a heading of a sheet."""
    rows = values(book[sheet])
    top = next(at for at, row in enumerate(rows) if heading in row)
    return [row[rows[top].index(heading)] for row in rows[top + 1 :]]


def test_the_sheets_of_the_workbook(book: Workbook) -> None:
    """Findings, units, statistics, coverage, what is undetermined, record of the run."""
    assert ["问题台账", "单位汇总", "统计", "核查覆盖", "未定事项", "运行记录"] == book.sheetnames


def test_every_row_of_every_sheet_is_written(ledger: Ledger, book: Workbook) -> None:
    """The workbook holds what the ledger says, cell by cell."""
    for sheet in sheets(ledger):
        top = len(sheet.preamble) + 2 if sheet.preamble else 1
        heading, *rows = values(book[sheet.title], top)
        assert heading == sheet.headings
        assert [tuple(None if cell == "" else cell for cell in row) for row in sheet.rows] == rows


def test_every_finding_is_a_row(audit: wb.Audit, book: Workbook) -> None:
    """The first sheet holds what the audit found, and the file that could not be read."""
    assert [*(finding.id for finding in audit.problems), None] == column("问题台账", "问题编号", book)
    told = [*(finding.message for finding in audit.problems), audit.failures[0].reason]
    assert told == column("问题台账", "问题", book)
    assert column("问题台账", "严重程度", book)[-1] == "未能读取"
    assert audit.failures[0].source == column("问题台账", "文件", book)[-1]


def test_text_and_table_stand_side_by_side(audit: wb.Audit, book: Workbook) -> None:
    """What the text says and what the table says have columns of their own, beside the section."""
    at = [finding.check for finding in audit.problems].index("NT301")
    assert "第一部分" == column("问题台账", "部分", book)[at]
    assert "制发行政规范性文件5件" in str(column("问题台账", "正文表述", book)[at])
    assert "表二“行政规范性文件”行“本年制发件数”列：0" == column("问题台账", "表格数据", book)[at]


def test_units_and_statistics_count_the_findings(audit: wb.Audit, book: Workbook) -> None:
    """Each report has a row with its findings by severity and status; the statistics end in the totals."""
    assert [report.unit for report in audit.reports] == column("单位汇总", "单位", book)
    assert {0, len(audit.problems)} == set(column("单位汇总", "未处理", book))
    assert len(audit.problems) == column("统计", "问题数", book)[-1]


def test_figures_are_numbers(book: Workbook) -> None:
    """Expected, actual and difference can be reckoned with."""
    at = column("问题台账", "检查编号", book).index("NT301")
    assert [0, 5, 5] == [column("问题台账", name, book)[at] for name in ("应为（依据值）", "实际", "差额")]


def test_severity_is_said_in_colour_and_words(book: Workbook) -> None:
    """Each severity has its word and a colour that no other has."""
    page = book["问题台账"]
    cells = [page.cell(row, 4) for row in range(2, page.max_row + 1)]
    colours = {str(cell.value): str(cell.fill.fgColor.rgb) for cell in cells}
    assert {"错误", "未能读取"} <= set(colours)
    assert len(colours) == len(set(colours.values()))


def test_coverage_counts_every_check_on_every_report(audit: wb.Audit, book: Workbook) -> None:
    """Reports by checks, each with its counts; the last row is the total of the columns."""
    _, *rows, total = values(book["核查覆盖"])
    assert 2 * len(catalogue()) == len(rows)
    for at, name in enumerate(("agrees", "differs", "undetermined", "not_applicable"), 5):
        assert list(audit.coverage[name]) == [row[at] for row in rows]
        assert audit.coverage[name].sum() == total[at]
    assert len(audit.outcomes) == sum(int(str(cell)) for cell in total[5:9])


def test_conclusions_never_hide_what_is_undetermined() -> None:
    """A difference outweighs what could not be decided, and that outweighs what agrees."""
    counts = (9, 1, 1, 0), (9, 0, 1, 0), (9, 0, 0, 0), (0, 0, 0, 1)
    assert ["不符", "未定", "相符", "不适用"] == [conclusion(each) for each in counts]


def test_the_run_is_recorded(audit: wb.Audit, book: Workbook) -> None:
    """Version, catalogue, forms, time, and each input with its SHA-256 or that it was not read."""
    rows = values(book["运行记录"])
    said = {row[0]: row[1] for row in rows}
    assert [audit.run.version, audit.run.catalogue] == [said["程序版本"], said["检查目录摘要"]]
    assert audit.run.at == said["核查时间（UTC）"]
    files = {row[0]: row for row in rows[-3:]}
    assert all(report.sha256 == files[report.source][-1] for report in audit.reports)
    assert files[audit.failures[0].source][1] == "未能读取"


@pytest.mark.parametrize("title", ["问题台账", "单位汇总", "统计", "核查覆盖", "未定事项", "运行记录"])
def test_sheets_are_ready_for_use_and_print(book: Workbook, title: str) -> None:
    """Filters over all rows, a header that stays and is on each page, landscape, a page wide; of details the total."""
    page = book[title]
    top = next(row for row in range(1, 20) if page.cell(row, 1).fill.fgColor.rgb == "001F4E79")
    assert f"A{top}:{get_column_letter(page.max_column)}{page.max_row}" == page.auto_filter.ref
    assert f"A{top + 1}" == page.freeze_panes
    assert f"${top}:${top}" == page.print_title_rows
    assert ("landscape", 9, 1, 0) == (  # 9 is A4
        page.page_setup.orientation,
        int(page.page_setup.paperSize or 0),
        page.page_setup.fitToWidth or 1,
        int(page.page_setup.fitToHeight or 0),
    )
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    first = page.max_row if title == "核查覆盖" else 1
    assert (first, page.max_row) == tuple(map(int, re.findall(r"\d+", str(page.print_area))))


def test_columns_are_wide_enough_or_wrapped(book: Workbook) -> None:
    """No text is cut off: it fits its column, or it is wrapped in a row high enough for its lines."""
    page = book["问题台账"]
    for at, row in enumerate(page.iter_rows(min_row=2), 2):
        for column, cell in enumerate(row, 1):
            room = page.column_dimensions[get_column_letter(column)].width - 1
            lines = sum(max(1, ceil(width(line) / room)) for line in str(cell.value or "").split("\n"))
            assert cell.alignment.wrap_text
            assert 15 * lines <= (page.row_dimensions[at].height or 0)


def test_hostile_text_stays_text_in_excel(audit: wb.Audit, tmp_path: Path) -> None:
    """What begins like a formula is a string, marked as one, in every column."""
    hostile(audit).export(tmp_path / "a.xlsx")
    page = load_workbook(tmp_path / "a.xlsx")["问题台账"]
    headings = [cell.value for cell in page[1]]
    for row, text in enumerate(HOSTILE, 2):
        for heading in ("单位", "问题", "说明", "实际"):
            cell = page.cell(row, headings.index(heading) + 1)
            assert isinstance(cell, Cell)
            assert (printable(text), "s") == (cell.value, cell.data_type)
            assert cell.quotePrefix is (text[0] in "=+-@\t\r")


def test_long_and_illegal_text_in_excel(audit: wb.Audit, tmp_path: Path) -> None:
    """Characters that no workbook may hold are left out, a text over the limit is cut with a mark, line ends stay."""
    found = replace(audit.problems[0], message="甲\x00\x0b乙\ud800\ufffe\r\n丙", explanation="长" * 40_000)
    replace(audit, problems=(found,)).export(tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert ["甲乙\n丙"] == column("问题台账", "问题", book)[:1]
    assert ["长" * (LONGEST - len(CUT)) + CUT] == column("问题台账", "说明", book)[:1]


def test_csv_holds_the_rows_of_the_first_sheet(audit: wb.Audit, ledger: Ledger, tmp_path: Path) -> None:
    """The same rows, in UTF-8 with the mark that spreadsheet programs look for."""
    audit.export(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert list(findings(ledger).headings) == heading
    assert [["" if cell is None else str(cell) for cell in row] for row in findings(ledger).rows] == rows


def test_hostile_text_stays_text_in_csv(audit: wb.Audit, tmp_path: Path) -> None:
    """A text that begins like a formula gets an apostrophe; a negative figure stays a figure."""
    made = hostile(audit)
    problems = (*made.problems, replace(audit.problems[0], difference="-12.5"))
    replace(made, problems=problems).export(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    guarded = [f"'{printable(text)}" for text in HOSTILE if text[0] != "\r"]
    assert guarded == [row["问题"] for row in rows if row["问题"].startswith("'")]
    assert "-12.5" == rows[len(HOSTILE)]["差额"]


def test_json_holds_the_ledger(audit: wb.Audit, ledger: Ledger, tmp_path: Path) -> None:
    """The file is the object that ``--format json`` prints, and gives the very ledger when it is read back."""
    audit.export(tmp_path / "a.json")
    assert as_object(ledger) == json.loads((tmp_path / "a.json").read_text("utf-8"), parse_constant=pytest.fail)
    assert ledger == read_ledger(tmp_path / "a.json")


def test_hostile_text_comes_back_from_json(audit: wb.Audit, tmp_path: Path) -> None:
    """Control characters and what no encoding has: written, read, and the same."""
    found = replace(audit.problems[0], message="甲\x00\x0b乙\ud800\ufffe\r\n丙\u2028")
    made = replace(audit, problems=(found,))
    made.export(tmp_path / "a.json")
    assert ledger_of(made) == read_ledger(tmp_path / "a.json")
    assert read_ledger(tmp_path / "a.json").entries[0].message == "甲\x0b乙\ufffe\r\n丙\u2028"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"run": {}, "reports": [], "findings": [], "coverage": {}}', "null"])
def test_what_is_no_ledger_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is something else, or nothing, says so in Chinese."""
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(wb.WorkbenchError, match="台账"):
        read_ledger(tmp_path / "a.json")


def test_claims_without_an_upper_end_are_null_in_json(tmp_path: Path) -> None:
    """JSON has no infinity: ``超过300件`` has a lower end and none above."""
    (tmp_path / "a.txt").write_text(as_text(empty().with_text("一", "（二）依申请公开。收到申请超过300件。")), "utf-8")
    claims = report_object(wb.read(tmp_path / "a.txt"))["claims"]
    assert [(300, None)] == [(one["low"], one["high"]) for one in claims if one["value"] == 300]


def test_exports_of_nothing(tmp_path: Path) -> None:
    """An audit of no report at all can be written in every form, with the file that was not read."""
    nothing = wb.audit(wb.Batch((), (Failure("甲.txt", "文件是空的。"),)))
    for suffix in SUFFIXES:
        nothing.export(tmp_path / f"a{suffix}")
        assert (tmp_path / f"a{suffix}").stat().st_size > 0
    assert 1 == len(findings(ledger_of(nothing)).rows)


def test_an_unknown_suffix_is_refused(audit: wb.Audit, tmp_path: Path) -> None:
    """The message says which suffixes there are."""
    with pytest.raises(ExportError, match=r"\.xlsx、\.csv、\.json"):
        audit.export(tmp_path / "ledger.txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_place_that_cannot_be_written_is_told(audit: wb.Audit, tmp_path: Path, suffix: str) -> None:
    """A folder that is not there is an ExportError that names the file."""
    with pytest.raises(ExportError, match="文件夹不存在"):
        audit.export(tmp_path / "没有" / f"ledger{suffix}")


@pytest.mark.parametrize("suffix", [".csv", ".json", ".sarif", ".html", ".docx", ".zip"])
def test_what_was_written_before_stays_until_the_new_is_whole(audit: wb.Audit, tmp_path: Path, suffix: str) -> None:
    """Where the disk is full, the file is as it was, with its rights, and nothing stands beside it."""
    before = tmp_path / f"台账{suffix}"
    before.write_text("去年的台账")
    before.chmod(0o640)
    most, least = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, least))  # as if no more would fit
    try:
        with pytest.raises(ExportError, match="磁盘空间"):
            audit.export(before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, least))
    assert ["去年的台账"] == [one.read_text() for one in tmp_path.iterdir()]
    audit.export(before)
    assert (0o640, [before]) == (before.stat().st_mode & 0o777, list(tmp_path.iterdir()))


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("-1", -1), ("0", 0), ("12.5", 12.5), ("", None), ("007", "007"), ("3—4", "3—4"), ("1e9", "1e9")],
)
def test_figures_in_text(text: str, value: object) -> None:
    """Only what is a number and nothing else becomes one."""
    assert value == number(text)


def files_of(folder: Path) -> Iterator[Path]:
    """What a folder holds, as far as it is not made by running it."""
    made = {"__pycache__", ".ipynb_checkpoints"}
    return (path for path in folder.rglob("*") if path.is_file() and not made & set(path.parts))


def test_the_wheel_holds_forms_templates_and_marker(tmp_path: Path) -> None:
    """What is no Python goes into the wheel as well, and nothing but package, notebooks and data does."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)  # noqa: S603 - our own
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = {path.relative_to(ROOT).as_posix() for path in files_of(ROOT / "workbench")}
    examples = (path for part in ("notebooks", "data") for path in files_of(ROOT / part))
    carried = {f"workbench/app/examples/{path.relative_to(ROOT).as_posix()}" for path in examples}
    assert package | carried == held
    assert {"workbench/py.typed", "workbench/forms/cn-2021.yaml", "workbench/templates/finding.html.j2"} <= held
