"""Workbooks in one XML file: every cell exact, merged cells, what is hidden, doubted or broken."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.test_sheet import one_sheet
from tests.pages import distinct
from workbench.documents import Document, SheetPlace, read_document
from workbench.errors import DocumentError
from workbench.reports import recognise
from workbench.values import State

DRAFT = distinct(5)
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
KEY = "applications.new.natural_person"
_DATA = '<Data ss:Type="{}">{}</Data>'
_NUMBER = _DATA.format("Number", DRAFT.values[KEY])
_NAMES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def _rows() -> str:
    """The rows of a report, its merged cells as such a file has them: those that they cover are left out."""
    sheet = one_sheet(DRAFT).active
    assert isinstance(sheet, Worksheet)
    spans = {(one.min_row, one.min_col): one for one in sheet.merged_cells.ranges}
    made = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            if isinstance(cell, MergedCell) or cell.value is None:
                continue
            span = spans.get((cell.row, cell.column))
            across = f' ss:MergeAcross="{span.max_col - span.min_col}"' if span else ""
            down = f' ss:MergeDown="{span.max_row - span.min_row}"' if span else ""
            kind = "Number" if isinstance(cell.value, int) else "String"
            data = _DATA.format(kind, escape(str(cell.value)))
            cells.append(f'<Cell ss:Index="{cell.column}"{across}{down}>{data}</Cell>')
        made.append(f"<Row>{''.join(cells)}</Row>")
    return "".join(made)


ROWS = _rows()


def _read(tmp_path: Path, rows: str, more: str = "", encoding: str = "utf-8") -> Document:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {_NAMES}>'
        f'<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0!.0,"/></Style></Styles>'
        f'<Worksheet ss:Name="年报"><Table>{rows}</Table></Worksheet>{more}</Workbook>'
    )
    path = tmp_path / "报告.xls"
    path.write_bytes(text.encode(encoding))
    return read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_every_cell(tmp_path: Path, encoding: str) -> None:
    """Each cell has its value, and its place by the name of the sheet and the letters that Excel gives it."""
    report = recognise(_read(tmp_path, ROWS, encoding=encoding))
    assert VALUES == {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}
    assert {State.NUMBER} == {fact.state for fact in report.cells.values()}
    place = report.fact(KEY).location
    assert isinstance(place, SheetPlace)
    assert "年报" == place.sheet


def test_hidden_rows_and_sheets_are_said(tmp_path: Path) -> None:
    """What is not shown is not read, and the file says so."""
    hidden = f'<Row ss:Hidden="1"><Cell>{_DATA.format("String", "行政许可")}</Cell><Cell>{_NUMBER}</Cell></Row>'
    options = "<x:WorksheetOptions xmlns:x='urn:schemas-microsoft-com:office:excel'><x:Visible>SheetHidden</x:Visible>"
    sheet = f'<Worksheet ss:Name="旧"><Table>{ROWS}</Table>{options}</x:WorksheetOptions></Worksheet>'
    document = _read(tmp_path, ROWS + hidden, sheet)
    assert VALUES == {key: fact.exact.low if fact.exact else None for key, fact in recognise(document).cells.items()}
    assert {"hidden"} == {remark.kind for remark in document.remarks}
    assert 2 == len(document.remarks)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (f'<Cell ss:StyleID="s1">{_NUMBER}</Cell>', State.DOUBTFUL),
        ('<Cell ss:Formula="=SUM(RC[1]:RC[6])"/>', State.UNREADABLE),
        (f"<Cell>{_DATA.format('Error', '#REF!')}</Cell>", State.UNREADABLE),
        (f"<Cell>{_DATA.format('String', '12<Sup>3</Sup>')}</Cell>", State.DOUBTFUL),
        (f"<Cell>{_DATA.format('String', '—')}</Cell>", State.DASH),
        ("<Cell/>", State.UNREADABLE),  # where the sum of its row does not hold
    ],
)
def test_cells_that_say_no_number_for_certain(tmp_path: Path, cell: str, state: State) -> None:
    """A format that shows another number, a formula without a result and figures beside the line are doubted."""
    before, _, after = ROWS.partition(_NUMBER)
    start, end = before.rindex("<Cell "), after.index("</Cell>") + len("</Cell>")
    index = before[start:].split('"')[1]
    rows = before[:start] + cell.replace("<Cell", f'<Cell ss:Index="{index}"', 1) + after[end:]
    assert state is recognise(_read(tmp_path, rows)).fact(KEY).state


@pytest.mark.parametrize(
    "rows",
    [
        '<Row ss:Index="9999999"><Cell ss:Index="9999"><Data ss:Type="Number">1</Data></Cell></Row>',
        '<Row><Cell ss:MergeAcross="9999" ss:MergeDown="9999"><Data ss:Type="Number">1</Data></Cell></Row>',
        "<Row><Cell>",
    ],
)
def test_hostile_files(tmp_path: Path, rows: str) -> None:
    """What would fill the memory is refused, and so is what is broken."""
    with pytest.raises(DocumentError, match=r"再试"):
        _read(tmp_path, rows)
