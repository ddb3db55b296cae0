"""The ledger as files, read back and compared cell by cell."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
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
from workbench.audit import WRITERS
from workbench.checks import catalogue
from workbench.checks.subjects import Failure
from workbench.errors import ExportError
from workbench.exports.json import as_object, report_object
from workbench.exports.sheets import conclusion, coverage, findings, number, printable, record
from workbench.exports.xlsx import CUT, LONGEST, width

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


def test_the_workbook_has_three_sheets(book: Workbook) -> None:
    """Findings, coverage, record of the run."""
    assert ["问题台账", "核查覆盖", "运行记录"] == book.sheetnames


def test_every_finding_is_a_row(audit: wb.Audit, book: Workbook) -> None:
    """The first sheet holds what the audit found, cell by cell, and the file that could not be read."""
    heading, *rows = values(book["问题台账"])
    assert heading == findings(audit).headings
    wanted = [tuple(None if cell == "" else cell for cell in row) for row in findings(audit).rows]
    assert wanted == rows
    assert [finding.id for finding in audit.problems] == [row[-1] for row in rows[:-1]]
    assert [finding.message for finding in audit.problems] == [row[6] for row in rows[:-1]]
    assert ("未能读取", audit.failures[0].reason, audit.failures[0].source) == (rows[-1][3], rows[-1][6], rows[-1][13])


def test_figures_are_numbers(book: Workbook) -> None:
    """Expected, actual and difference can be reckoned with."""
    _, *rows = values(book["问题台账"])
    row = next(row for row in rows if row[4] == "NT301")
    assert (0, 5, 5) == row[7:10]


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


@pytest.mark.parametrize("title", ["问题台账", "核查覆盖", "运行记录"])
def test_sheets_are_ready_for_use_and_print(book: Workbook, title: str) -> None:
    """Filters over all rows, a header that stays and is printed on each page, landscape A4 one page wide."""
    page = book[title]
    top = next(row for row in range(1, 20) if page.cell(row, 1).fill.fgColor.rgb == "001F4E79")
    assert f"A{top}:{get_column_letter(page.max_column)}{page.max_row}" == page.auto_filter.ref
    assert f"A{top + 1}" == page.freeze_panes
    assert f"${top}:${top}" == page.print_title_rows
    assert ("landscape", 9, 1, 0) == (
        page.page_setup.orientation, int(page.page_setup.paperSize or 0), page.page_setup.fitToWidth or 1,
        int(page.page_setup.fitToHeight or 0),
    )
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage


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
    for row, text in enumerate(HOSTILE, 2):
        for column in (2, 7, 9, 11):
            cell = page.cell(row, column)
            assert isinstance(cell, Cell)
            assert (printable(text), "s") == (cell.value, cell.data_type)
            assert cell.quotePrefix is (text[0] in "=+-@\t\r")


def test_long_and_illegal_text_in_excel(audit: wb.Audit, tmp_path: Path) -> None:
    """Characters that no workbook may hold are left out, a text over the limit is cut with a mark, line ends stay."""
    found = replace(audit.problems[0], message="甲\x00\x0b乙\ud800\ufffe\r\n丙", explanation="长" * 40_000)
    replace(audit, problems=(found,)).export(tmp_path / "a.xlsx")
    page = load_workbook(tmp_path / "a.xlsx")["问题台账"]
    assert page["G2"].value == "甲乙\n丙"
    assert ("长" * (LONGEST - len(CUT)) + CUT) == page["K2"].value


def test_csv_holds_the_rows_of_the_first_sheet(audit: wb.Audit, tmp_path: Path) -> None:
    """The same rows, in UTF-8 with the mark that spreadsheet programs look for."""
    audit.export(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert list(findings(audit).headings) == heading
    assert [["" if cell is None else str(cell) for cell in row] for row in findings(audit).rows] == rows


def test_hostile_text_stays_text_in_csv(audit: wb.Audit, tmp_path: Path) -> None:
    """A text that begins like a formula gets an apostrophe; a negative figure stays a figure."""
    made = hostile(audit)
    problems = (*made.problems, replace(audit.problems[0], difference="-12.5"))
    replace(made, problems=problems).export(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    guarded = [f"'{printable(text)}" for text in HOSTILE if text[0] != "\r"]
    assert guarded == [row[6] for row in rows if row[6].startswith("'")]
    assert "-12.5" == rows[len(HOSTILE)][9]


def test_json_holds_the_audit(audit: wb.Audit, tmp_path: Path) -> None:
    """The file is the object that ``--format json`` prints."""
    audit.export(tmp_path / "a.json")
    assert as_object(audit) == json.loads((tmp_path / "a.json").read_text("utf-8"), parse_constant=pytest.fail)


def test_claims_without_an_upper_end_are_null_in_json(tmp_path: Path) -> None:
    """JSON has no infinity: ``超过300件`` has a lower end and none above."""
    (tmp_path / "a.txt").write_text(as_text(empty().with_text("一", "（二）依申请公开。收到申请超过300件。")), "utf-8")
    claims = report_object(wb.read(tmp_path / "a.txt"))["claims"]
    assert [(300, None)] == [(one["low"], one["high"]) for one in claims if one["value"] == 300]


def test_exports_of_nothing(tmp_path: Path) -> None:
    """An audit of no report at all can be written in every form, with the file that was not read."""
    nothing = wb.audit(wb.Batch((), (Failure("甲.txt", "文件是空的。"),)))
    for suffix in WRITERS:
        nothing.export(tmp_path / f"a{suffix}")
        assert (tmp_path / f"a{suffix}").stat().st_size > 0
    assert [1] == [len(sheet.rows) for sheet in (findings(nothing), coverage(nothing), record(nothing))][:1]


def test_an_unknown_suffix_is_refused(audit: wb.Audit, tmp_path: Path) -> None:
    """The message says which suffixes there are."""
    with pytest.raises(ExportError, match=r"\.xlsx、\.csv、\.json"):
        audit.export(tmp_path / "ledger.txt")


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_place_that_cannot_be_written_is_told(audit: wb.Audit, tmp_path: Path, suffix: str) -> None:
    """A folder that is not there is an ExportError that names the file."""
    with pytest.raises(ExportError, match="文件夹不存在"):
        audit.export(tmp_path / "没有" / f"ledger{suffix}")


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("-1", -1), ("0", 0), ("12.5", 12.5), ("", None), ("007", "007"), ("3—4", "3—4"), ("1e9", "1e9")],
)
def test_figures_in_text(text: str, value: object) -> None:
    """Only what is a number and nothing else becomes one."""
    assert value == number(text)


def test_the_wheel_holds_forms_templates_and_marker(tmp_path: Path) -> None:
    """What is no Python goes into the wheel as well, and nothing but the package does."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)  # noqa: S603 - our own
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = (path for path in (ROOT / "workbench").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(ROOT).as_posix() for path in wanted} == held
    assert {"workbench/py.typed", "workbench/forms/cn-2021.yaml", "workbench/templates/finding.html.j2"} <= held
