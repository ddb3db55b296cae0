"""Workbooks and CSV: every cell exact, merged cells, hidden rows, several sheets."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from time import process_time

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import NUMERALS, Draft, as_text
from tests.generators.truthful import truthful
from tests.pages import distinct
from workbench.documents import Document, Grid, SheetPlace, TextPlace, read_document
from workbench.documents.sheet.rich import altered, altered_strings
from workbench.documents.sheet.rows import shown
from workbench.errors import DocumentError
from workbench.forms.model import Table
from workbench.reports import Report, recognise
from workbench.reports.view import draw
from workbench.values import State

WIDTH = 10


def _put_table(sheet: Worksheet, draft: Draft, table: Table, top: int, *, text: bool) -> int:
    """The table from a row on, merged as the form draws it; the row below it."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(draw(table), top):
        column = 1
        for box in line:
            while (row, column) in taken:
                column += 1
            value = draft.values[box.key] if box.kind == "cell" else box.text
            sheet.cell(row, column).value = int(value) if box.kind == "cell" and not text else value
            last = (row + box.rowspan - 1, column + box.colspan - 1)
            taken |= {(y, x) for y in range(row, last[0] + 1) for x in range(column, last[1] + 1)}
            if last != (row, column):
                sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])
    return top + len(draw(table))


def _put(sheet: Worksheet, text: str, row: int) -> int:
    sheet.cell(row, 1).value = text
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=WIDTH)
    return row + 1


def one_sheet(draft: Draft, *, text: bool = False) -> openpyxl.Workbook:
    """All of the report on one sheet, prose in wide merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    row = _put(sheet, draft.title, 1)
    for number, section in zip(NUMERALS, draft.form.sections, strict=False):
        row = _put(sheet, f"{number}、{section.heading}", row)
        for paragraph in draft.texts.get(number, ()):
            row = _put(sheet, paragraph, row)
        if section.table:
            row = _put_table(sheet, draft, draft.form.table(section.table), row, text=text)
    return book


def sheet_a_section(draft: Draft) -> openpyxl.Workbook:
    """A sheet for each section, tables begun in the third row and second column."""
    book = openpyxl.Workbook()
    for number, section in zip(NUMERALS, draft.form.sections, strict=False):
        sheet = book.create_sheet(section.heading[:20])
        row = _put(sheet, draft.title if number == "一" else "", 1)
        row = _put(sheet, f"{number}、{section.heading}", row)
        row = _put(sheet, "\n".join(draft.texts.get(number, ())), row)
        if section.table:
            _put_table(sheet, draft, draft.form.table(section.table), row + 1, text=False)
    book.remove(book.worksheets[0])
    return book


def _saved(book: openpyxl.Workbook, path: Path) -> Document:
    book.save(path)
    return read_document(path)


def _exact(draft: Draft, report: Report) -> None:
    found = {key: (fact.raw, fact.state) for key, fact in report.cells.items()}
    assert {key: (value, State.NUMBER) for key, value in draft.values.items()} == found


@pytest.mark.parametrize("text", [False, True])
def test_one_sheet(tmp_path: Path, *, text: bool) -> None:
    """All cells and sections of a report on one sheet, its numbers as numbers or as text."""
    draft = distinct(2)
    report = recognise(_saved(one_sheet(draft, text=text), tmp_path / "报告.xlsx"))
    _exact(draft, report)
    assert (draft.unit, 2023, 6) == (report.unit, report.year, len(report.headings))
    assert "\n".join(draft.texts["五"]) == (report.section(5) or report.sections[0]).text


def test_a_sheet_for_each_section(tmp_path: Path) -> None:
    """Sheets follow each other; a cell of several lines is as many paragraphs."""
    draft = distinct(3)
    report = recognise(_saved(sheet_a_section(draft), tmp_path / "报告.xlsx"))
    _exact(draft, report)
    assert "\n".join(draft.texts["一"]) == (report.section(1) or report.sections[0]).text


def test_places(tmp_path: Path) -> None:
    """A cell is named by sheet and place."""
    draft = distinct(4)
    book = sheet_a_section(draft)
    report = recognise(_saved(book, tmp_path / "报告.xlsx"))
    for key in ("applications.granted.natural_person", "disputes.review.total"):
        place = report.fact(key).location
        assert isinstance(place, SheetPlace)
        assert draft.values[key] == str(book[place.sheet][place.cell].value)


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    """What is hidden is not read, moves nothing, and is said."""
    draft = distinct(5)
    book = one_sheet(draft)
    sheet = book.worksheets[0]
    value = int(draft.values["applications.granted.total"])
    row = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == value)
    assert row
    book.create_sheet("底稿")["A1"] = "草稿"
    book["底稿"].sheet_state = "hidden"
    sheet.column_dimensions["T"].hidden = True
    sheet.cell(row, 20).value = 77
    document = _saved(book, tmp_path / "报告.xlsx")
    _exact(draft, recognise(document))
    assert ["hidden", "hidden"] == [remark.kind for remark in document.remarks]
    assert "共1格有内容" in document.remarks[0].text
    assert "“底稿”已隐藏" in document.remarks[1].text


def test_parts_named_in_capitals(tmp_path: Path) -> None:
    """What is hidden is found too where the parts of the workbook are named in another case, as its cells are."""
    book = one_sheet(distinct(5))
    book.worksheets[0].column_dimensions["T"].hidden = True
    book.worksheets[0].cell(1, 20).value = 77
    _saved(book, tmp_path / "报告.xlsx")
    with zipfile.ZipFile(tmp_path / "报告.xlsx") as small, zipfile.ZipFile(tmp_path / "大写.xlsx", "w") as large:
        for name in small.namelist():
            large.writestr(name.replace("xl/worksheets/sheet", "xl/Worksheets/Sheet"), small.read(name))
    assert ["hidden"] == [remark.kind for remark in read_document(tmp_path / "大写.xlsx").remarks]


def test_the_order_of_formulas_is_no_sheet(tmp_path: Path) -> None:
    """What Excel keeps of all sheets together, wherever their cells stand, makes none of them too large."""
    draft = distinct(7)
    whole, path = tmp_path / "全.xlsx", tmp_path / "报告.xlsx"
    one_sheet(draft).save(whole)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(path, "w") as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                more = b'<Relationship Id="rIdC" Type="' + kind + b'" Target="calcChain.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", more)
            write.writestr(name, data)
        write.writestr("xl/calcChain.xml", '<calcChain><c r="A900000" i="1"/><c r="XFD1" i="2"/></calcChain>')
    _exact(draft, recognise(read_document(path)))


def test_formulas_without_a_result(tmp_path: Path) -> None:
    """A formula that was never calculated is no blank: the cell is unreadable and says why."""
    draft = distinct(6)
    book = one_sheet(draft)
    sheet = book.worksheets[0]
    value = int(draft.values["applications.new.total"])
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)
    cell.value = "=SUM(A1:A2)"
    fact = recognise(_saved(book, tmp_path / "报告.xlsx")).fact("applications.new.total")
    assert (State.UNREADABLE, True) == (fact.state, "公式" in fact.doubt)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    """A workbook saved as CSV: cells by line and column, prose in quotes."""
    draft = distinct(7)
    out = io.StringIO()
    writer = csv.writer(out)
    for row in one_sheet(draft).worksheets[0].iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    path = tmp_path / "报告.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    report = recognise(read_document(path))
    _exact(draft, report)
    lines = out.getvalue().split("\r\n")
    for fact in report.cells.values():
        place = fact.location
        assert isinstance(place, TextPlace)
        assert fact.raw == lines[place.line - 1][place.column - 1 : place.end_column - 1]


def test_csv_quotes_and_line_ends(tmp_path: Path) -> None:
    """Quoted cells hold marks, quotes and line ends, and places go on being right behind them."""
    path = tmp_path / "a.csv"
    path.write_text('甲,"乙,""丙""\n丁",3,4\n' + "五,六,7,8\n" * 12, "utf-8")
    document = read_document(path)
    assert as_text(distinct())  # the draft's own text is no CSV
    rows = document.blocks[0].rows  # type: ignore[union-attr]  # the block is a grid, or the test fails
    assert ["甲", '乙,"丙"\n丁', "3", "4"] == [cell.text for cell in rows[0]]
    assert TextPlace(2, 4, 2, 5) == rows[0][2].location
    assert TextPlace(3, 1, 3, 2) == rows[1][0].location


@pytest.mark.parametrize("blank", ["\n", " \n", ",,,\n", "\r\n"])
def test_csv_blank_lines(tmp_path: Path, blank: str) -> None:
    """However many blank lines part two tables, they are two, and the places below are right."""
    path = tmp_path / "a.csv"
    for many in (1, 2, 500):
        path.write_bytes(f"一,二,三,四\n{blank * many}五,六,七,八\n{'九,十,百,千' + blank}".encode() * 12)
        tables = [block for block in read_document(path).blocks if isinstance(block, Grid)]
        assert 12 + 1 <= len(tables)
        assert TextPlace(many + 2, 3, many + 2, 4) == tables[1].rows[0][1].location


def test_hostile_workbooks(tmp_path: Path) -> None:
    """A cell at the far end of the sheet, a cut file and a bomb end in a message that says what to do."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 1
    book.worksheets[0]["XFD1048576"] = 2
    with pytest.raises(DocumentError, match="范围过大"):
        _saved(book, tmp_path / "远.xlsx")
    draft = distinct()
    path = tmp_path / "断.xlsx"
    one_sheet(draft).save(path)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(DocumentError, match="请"):
        read_document(path)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (72822.00000000001, "72822"),
        (0.1 + 0.2, "0.3"),
        (1204.07, "1204.07"),
        (32.0000000001, "32"),
        (31.9999999999, "32"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_have_as_many_digits_as_excel_shows(stored: float, value: str) -> None:
    """The rest that sums of binary fractions leave is no part of a number."""
    assert value == shown(stored)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("field", ["{}", '"{}"', '"=""{}"""', "'{}"])
def test_fields_by_any_mark(tmp_path: Path, mark: str, field: str) -> None:
    """Fields are parted by commas, semicolons or tabs; numbers are guarded as formulas or behind an apostrophe."""
    draft = distinct()
    lines = (line.split("\t") for line in as_text(draft).splitlines())
    quoted = [[field.format(one) if one.isdigit() else f'"{one}"' for one in line] for line in lines]
    path = tmp_path / "报告.csv"
    path.write_text("\r\n".join(mark.join(line) for line in quoted), "utf-8", newline="")
    report = recognise(read_document(path))
    assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]
    place = report.cells["disclosure.rules.issued"].location
    assert isinstance(place, TextPlace)
    at = path.read_text("utf-8").splitlines()[place.line - 1]
    assert draft.values["disclosure.rules.issued"] == at[place.column - 1 : place.end_column - 1].strip("\"='")


def test_a_workbook_that_ends_in_a_table(tmp_path: Path) -> None:
    """Half a workbook cannot be opened, so that its last number is whole."""
    draft = distinct()
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for row in ([line] if "\t" not in line else line.split("\t") for line in as_text(draft).splitlines()):
        if row != [""] and not row[0].startswith(("五、", "六、")):
            book.active.append([int(one) if one.isdigit() else one for one in row])
    book.save(tmp_path / "报告.xlsx")
    report = recognise(read_document(tmp_path / "报告.xlsx"))
    assert {State.NUMBER} == {fact.state for fact in report.cells.values()}


def _rewritten(source: Path, name: str, old: bytes, new: bytes) -> None:
    """The workbook with one of its files changed."""
    with zipfile.ZipFile(source) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    assert old in members[name]
    members[name] = members[name].replace(old, new)
    with zipfile.ZipFile(source, "w") as archive:
        for one, data in members.items():
            archive.writestr(one, data)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (b' t="e"><f>1/0</f><v>#DIV/0!</v>', State.UNREADABLE),
        (b"><f>SUM(A1:A2)</f><v>0</v>", State.DOUBTFUL),
        (b"><f>SUM(A1:A2)</f><v>12</v>", State.NUMBER),
    ],
)
def test_formulas_with_an_error_or_a_zero_for_a_result(tmp_path: Path, written: bytes, state: State) -> None:
    """An error is no blank, nor a number the 0 that programs write which leave it to Excel to reckon on opening."""
    draft = distinct(6)
    path = tmp_path / "报告.xlsx"
    one_sheet(draft).save(path)
    value = draft.values["applications.new.total"].encode()
    _rewritten(path, SHEET, b"<v>" + value + b"</v>", b"<w/>")
    with zipfile.ZipFile(path) as archive:
        found = re.search(rb'<c r="\w+"[^>]*?( t="n")?><w/>', archive.read(SHEET))
    assert found
    kept = found[0].removesuffix(b"><w/>").replace(b' t="n"', b"")
    _rewritten(path, SHEET, found[0], kept + written)
    assert state is recognise(read_document(path)).fact("applications.new.total").state


@pytest.mark.parametrize(
    ("stored", "code", "state"),
    [
        (624.3, "0", State.DOUBTFUL),
        (1624.3, "#,##0_ ", State.DOUBTFUL),
        (624.3, '0"件"', State.DOUBTFUL),
        (624, "0%", State.DOUBTFUL),
        (624_000, "0,", State.DOUBTFUL),
        (624, '0"0"', State.DOUBTFUL),
        (624, '"12"0', State.DOUBTFUL),
        (624, "0\\0", State.DOUBTFUL),
        (624, ";;;", State.DOUBTFUL),
        (624, '"无"', State.DOUBTFUL),
        (0, "0;-0;;@", State.ZERO),
        (624, '0"件"', State.NUMBER),
        (624, '[DBNum1][$-804]0"（个）"', State.NUMBER),
        (624, '"共"#,##0"件";-#,##0"件";"-"', State.NUMBER),
        (624, "0", State.NUMBER),
        (0.1 + 0.2 + 623.7, "0", State.NUMBER),
        (624.3, "0.00", State.NUMBER),
        (624.304, "0.00", State.DOUBTFUL),
        (624.304, '#,##0.0_ ;[Red]"负"#,##0.0', State.DOUBTFUL),
        (624.123456, "General", State.NUMBER),
        (624.3000001, "General", State.DOUBTFUL),
        (624.3, "General", State.NUMBER),
        (624.0000001, "General", State.DOUBTFUL),
        (623.9999999, "General", State.DOUBTFUL),
        (624.0001, "General", State.NUMBER),
        (0, "0%", State.ZERO),
    ],
)
def test_numbers_that_are_shown_as_others(tmp_path: Path, stored: float, code: str, state: State) -> None:
    """What Excel shows rounded, in thousands or as a share is not what it holds; the noise of fractions is none."""
    draft, key = distinct(6), "applications.new.total"
    book = one_sheet(draft)
    assert isinstance(book.active, Worksheet)
    cells = (cell for row in book.active.iter_rows() for cell in row if cell.value == int(draft.values[key]))
    cell = next(cells)
    cell.value, cell.number_format = stored, code
    book.save(tmp_path / "报告.xlsx")
    assert state is recognise(read_document(tmp_path / "报告.xlsx")).fact(key).state


@pytest.mark.parametrize("stored", [624.2999999999, 624.3000000001, 624.3])
def test_what_a_cell_shows_nothing_of(tmp_path: Path, stored: float) -> None:
    """What a sum in binary fractions leaves behind an amount is shown in no column, however wide."""
    draft, key = distinct(6), "disclosure.fees.charged"
    book = one_sheet(draft)
    assert isinstance(book.active, Worksheet)
    cells = (cell for row in book.active.iter_rows() for cell in row if cell.value == int(draft.values[key]))
    next(cells).value = stored
    book.save(tmp_path / "报告.xlsx")
    fact = recognise(read_document(tmp_path / "报告.xlsx")).fact(key)
    assert ("624.3", State.NUMBER) == (fact.raw, fact.state)


@pytest.mark.parametrize(("struck", "state"), [(True, State.DOUBTFUL), (False, State.NUMBER)])
def test_numbers_struck_out(tmp_path: Path, struck: bool, state: State) -> None:  # noqa: FBT001 - a case
    """A cell whose number is struck out does not say for certain that it counts."""
    draft, key = distinct(6), "applications.new.total"
    book = one_sheet(draft)
    assert isinstance(book.active, Worksheet)
    cells = (cell for row in book.active.iter_rows() for cell in row if cell.value == int(draft.values[key]))
    next(cells).font = Font(strike=struck, bold=True)
    book.save(tmp_path / "报告.xlsx")
    report = recognise(read_document(tmp_path / "报告.xlsx"))
    assert state is report.fact(key).state
    assert State.NUMBER is report.fact("applications.new.business").state


@pytest.mark.parametrize(
    ("ground", "state"), [(None, State.DOUBTFUL), ("FFFFFF", State.DOUBTFUL), ("1F4E79", State.NUMBER)]
)
def test_white_numbers(tmp_path: Path, ground: str | None, state: State) -> None:
    """On paper nobody sees them, and on a ground of some colour everybody does."""
    draft, key = distinct(6), "applications.new.total"
    book = one_sheet(draft)
    assert isinstance(book.active, Worksheet)
    cells = (cell for row in book.active.iter_rows() for cell in row if cell.value == int(draft.values[key]))
    cell = next(cells)
    cell.font = Font(color="FFFFFF")
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    book.save(tmp_path / "报告.xlsx")
    report = recognise(read_document(tmp_path / "报告.xlsx"))
    assert state is report.fact(key).state
    assert State.NUMBER is report.fact("applications.new.business").state


LABELLED = ("natural_person", "business", "research", "public_interest", "legal_service", "other_org", "total")


def _row_of(sheet: Worksheet, value: str) -> list[Cell | MergedCell]:
    """The row in which a value stands, from the value on."""
    rows = enumerate(sheet.iter_rows(), 1)
    row, first = next((at, n) for at, cells in rows for n, cell in enumerate(cells, 1) if str(cell.value) == value)
    return [sheet.cell(row, column) for column in range(first, first + 8)]


def test_a_column_of_ones_own_beside_the_table(tmp_path: Path) -> None:
    """Numbers beside a table, as by which a person checks its sums, are none of it where these hold."""
    draft, path = truthful(3).draft, tmp_path / "报告.xlsx"
    book = one_sheet(draft)
    assert isinstance(book.active, Worksheet)
    for at, row in enumerate(list(book.active.iter_rows()), 1):
        values = [column for column, cell in enumerate(row, 1) if str(cell.value).isdecimal()]
        if len(values) == len(LABELLED):
            book.active.cell(at, values[-1] + 1).value = 7
    book.save(path)
    assert draft.values == {key: fact.raw for key, fact in recognise(read_document(path)).cells.items()}
    assert {State.NUMBER, State.ZERO} == {fact.state for fact in recognise(read_document(path)).cells.values()}


@pytest.mark.parametrize("at", range(7))
def test_a_cell_put_in_that_moves_the_others(tmp_path: Path, at: int) -> None:
    """Values of a row that stand one column further than their names are not read in silence."""
    draft, path = distinct(6), tmp_path / "报告.xlsx"
    book, keys = one_sheet(draft), [key for key in draft.values if key.startswith("applications.new.")]
    assert isinstance(book.active, Worksheet)
    cells = _row_of(book.active, draft.values[keys[0]])
    values = [cell.value for cell in cells[:7]]
    for cell, value in zip(cells, [*values[:at], None, *values[at:]], strict=True):
        cell.value = value
    book.save(path)
    found = recognise(read_document(path)).cells
    exact = {key: str(fact.exact.low) for key, fact in found.items() if fact.exact and fact.state is State.NUMBER}
    assert {} == {key: value for key, value in exact.items() if value != draft.values[key]}


LOOKS = (
    InlineFont(vertAlign="superscript"),
    InlineFont(vertAlign="subscript"),
    InlineFont(strike=True),
    InlineFont(color=Color("FFFFFFFF")),
    InlineFont(color=Color("00FFFFFF")),
    InlineFont(color=Color(indexed=9)),
    InlineFont(sz=1),
)


@pytest.mark.parametrize("looks", LOOKS)
def test_letters_of_another_look_in_a_cell(tmp_path: Path, looks: InlineFont) -> None:
    """A mark of a note, or what was struck out, is not silently taken for a figure of the number."""
    draft, key = distinct(6), "applications.new.total"
    book, path = one_sheet(draft), tmp_path / "报告.xlsx"
    assert isinstance(book.active, Worksheet)
    cells = (cell for row in book.active.iter_rows() for cell in row if cell.value == int(draft.values[key]))
    next(cells).value = CellRichText(draft.values[key], TextBlock(looks, "3"))
    book.save(path)
    assert State.DOUBTFUL is recognise(read_document(path)).fact(key).state


def test_letters_of_another_look_in_shared_strings() -> None:
    """The texts of most workbooks stand apart from their cells, which name them by number."""
    run = b'<r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r>'
    strings = altered_strings(b"<sst><si><t>12</t></si><si/><si><r><t>12</t></r>" + run + b"</si></sst>")
    sheet = b'<row r="7"><c r="B7" t="s"><v>0</v></c><c r="C7" s="4" t="s"><v>2</v></c><c r="D7"><v>2</v></c></row>'
    assert [(b"C", b"7")] == list(altered(sheet, strings))
    assert frozenset() == altered_strings(b'<sst><si><r><rPr><strike val="0"/></rPr><t>3</t></r></si></sst>')


@pytest.mark.parametrize("mark", [b'hidden="1"', b'ht="0" customHeight="1"'])
def test_rows_without_height(tmp_path: Path, mark: bytes) -> None:
    """They are hidden like those that are marked so."""
    draft, path = distinct(6), tmp_path / "报告.xlsx"
    one_sheet(draft).save(path)
    with zipfile.ZipFile(path) as archive:
        rows = re.findall(rb'<row r="\d+"', archive.read(SHEET))
    _rewritten(path, SHEET, rows[-3], rows[-3] + b" " + mark)
    assert ["hidden"] == [one.kind for one in read_document(path).remarks]


def test_tables_beside_one_another(tmp_path: Path) -> None:
    """Tables that an empty column parts are read one by one, each from its labels on."""
    draft, book = distinct(), openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = draft.title
    left = 1
    for number, table in zip("二三四", draft.form.tables, strict=True):
        part = openpyxl.Workbook().active
        assert part is not None
        _put_table(part, draft, table, 2, text=False)
        part["A1"] = f"{number}、{table.name.removesuffix('表')}"
        for cell in (one for row in part.iter_rows() for one in row if one.value is not None):
            sheet.cell(cell.row + 1, cell.column + left - 1).value = cell.value
        left += part.max_column + 1
    book.save(path := tmp_path / "报告.xlsx")
    report = recognise(read_document(path))
    assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]


@pytest.mark.parametrize("head", [False, True])
def test_numbers_of_the_rows(tmp_path: Path, *, head: bool) -> None:
    """A first column that counts all rows is none of the table's."""
    draft = distinct()
    lines = [line.split("\t") for line in as_text(draft).splitlines()]
    numbered = [[str(at), *line] for at, line in enumerate(lines)]
    if head:
        numbered.insert(0, ["", *map(str, range(max(map(len, lines))))])
    path = tmp_path / "报告.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(numbered)
    report = recognise(read_document(path))
    assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]
    assert [1, 2, 3, 4, 5, 6] == [section.index for section in report.sections if section.index]


def test_lines_that_a_carriage_return_ends(tmp_path: Path) -> None:
    """Programs of old end lines so."""
    draft = distinct()
    path = tmp_path / "报告.csv"
    path.write_bytes("\r".join(",".join(line.split("\t")) for line in as_text(draft).splitlines()).encode("gb18030"))
    report = recognise(read_document(path))
    assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]


def _marked(book: openpyxl.Workbook, mark: object) -> openpyxl.Workbook:
    """The book with something beside each row of its tables 2 and 3, a column left empty between."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    section = ""
    for row in range(1, sheet.max_row + 1):
        text = str(sheet.cell(row, 1).value or "")
        if text[:2] in ("二、", "三、", "四、") and text.endswith("情况"):
            section = text[0]
        elif section in ("二", "三"):
            sheet.cell(row, {"二": 6, "三": 12}[section]).value = mark  # type: ignore[assignment] # a number or a word
    return book


@pytest.mark.parametrize("mark", [0, 5, "正确", "√"])
def test_a_column_for_checking_beside_the_tables(tmp_path: Path, mark: object) -> None:
    """A column without a name that an empty one parts from a table is none of it, which the file says."""
    draft = distinct()
    document = _saved(_marked(one_sheet(draft), mark), tmp_path / "报告.xlsx")
    facts = recognise(document).cells
    assert [State.NUMBER] * len(facts) == [fact.state for fact in facts.values()]
    assert list(draft.values.values()) == [fact.raw for fact in facts.values()]
    assert any("未命名的一列" in remark.text for remark in document.remarks)


def test_a_last_column_of_the_table_that_stands_apart(tmp_path: Path) -> None:
    """A column that has a name is one of the table, be the one before it as empty as it may."""
    draft = distinct()
    book = one_sheet(draft)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in sheet.iter_rows(min_col=9, max_col=9):
        for cell in row:
            if isinstance(cell.value, int):
                cell.value = None
    report = recognise(_saved(book, tmp_path / "报告.xlsx"))
    assert draft.values["applications.new.total"] == report.fact("applications.new.total").raw
    assert State.BLANK is report.fact("applications.new.other_org").state


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_rows_that_were_left_blank(tmp_path: Path, suffix: str) -> None:
    """They are rows of the table, several of them and its last one too, and the values around them are read."""
    draft = distinct()
    rows = [row.key for row in draft.form.table("applications").rows]
    blank = [*rows[5:8], *rows[20:22], rows[-1]]
    keys = [
        f"applications.{row}.{column.key}"
        for row in blank
        for column in draft.form.table("applications").blocks[0].columns
    ]
    draft = draft.with_values(**dict.fromkeys(keys, ""))
    book, path = one_sheet(draft, text=True), tmp_path / f"报告.{suffix}"
    assert isinstance(book.active, Worksheet)
    if suffix == "csv":
        lines = ([cell.value or "" for cell in row] for row in book.active.iter_rows())
        path.write_text("\n".join(",".join(f'"{text}"' for text in line) for line in lines), "utf-8")
    else:
        book.save(path)
    report = recognise(read_document(path))
    assert {State.BLANK} == {report.fact(key).state for key in keys}
    assert draft.values == {key: fact.raw for key, fact in report.cells.items()}


def test_many_rows_of_words(tmp_path: Path) -> None:
    """A long list that is no report is refused in a time that grows as the list does."""
    path = tmp_path / "名单.csv"
    path.write_text("甲,乙,丙,丁\n" * 1500, "utf-8")
    start = process_time()
    with pytest.raises(DocumentError, match="核实是否取错文件"):
        recognise(read_document(path))
    assert process_time() - start < 4
    path.write_text("甲,乙,丙,丁\n" * 60_000, "utf-8")
    with pytest.raises(DocumentError, match="文件过长"):
        read_document(path)
