"""The ledger as an Excel workbook: findings with their decisions, units, statistics, coverage, record of the run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.fonts import DEFAULT_FONT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workbench.exports.sheets import UNREAD, Row, Sheet, Value
from workbench.exports.sheets_findings import findings, vanished
from workbench.exports.sheets_summary import corrections, coverage, record, statistics, undetermined, units
from workbench.review import Ledger
from workbench.text import printable

LONGEST = 32_767
"""The most characters that Excel holds in a cell."""
CUT = "……（内容过长，已截断）"

_NARROWEST, _ROOM = 4, 220  # the columns of a sheet share the room, so that it can be read when printed
_WIDE = {
    "问题": 32, "说明": 28, "正文表述": 22, "表格数据": 24, "SHA-256": 66, "单位": 14, "文件": 30, "位置": 14,
    "检查名称": 30, "部分": 9, "理由或问题": 12, "处理意见": 10, "处理时间": 11, "备注": 12, "数据项": 24, "理由": 20,
    "事项": 40, "原因": 50, "报告": 30, "现状说明": 14, "审签": 18,
}  # fmt: skip
_UNPRINTED = 60
_LINE_HEIGHT, _HIGHEST = 16, 409
_SIDE = Side(style="thin", color="BFBFBF")
_BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="top", wrap_text=True)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RUNNING_ON = Alignment(horizontal="left", vertical="top")
_PLAIN = PatternFill(), DEFAULT_FONT
_COLOURS = {
    word: (PatternFill("solid", fill), Font(bold=True, color=font))
    for words, fill, font in (
        (("错误", "不符"), "FFC7CE", "9C0006"),
        (("疑点", "未定", "未见报告"), "FFEB9C", "7F4A00"),
        (("提示",), "DDEBF7", "1F4E79"),
        (("相符", "已核查"), "E2EFDA", "375623"),
        ((UNREAD,), "404040", "FFFFFF"),
    )
    for word in words
}
_COLOURED = frozenset({"严重程度", "结论", "状态"})
_LOOKS = {
    "文字": (_TOP, _PLAIN),
    "数值": (_MIDDLE, _PLAIN),
    "附注": (_RUNNING_ON, _PLAIN),
    "表头": (_CENTRE, (PatternFill("solid", "1F4E79"), Font(bold=True, color="FFFFFF"))),
    **{word: (_CENTRE, colours) for word, colours in _COLOURS.items()},
}
"""How cells look, by the name of the style: each style is told to the workbook once, and to a cell by its name."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def sheets(ledger: Ledger) -> Iterator[Sheet]:
    """The ledger's sheets; one of vanished findings or of corrections only where there are any."""
    yield findings(ledger)
    yield units(ledger)
    yield statistics(ledger)
    yield coverage(ledger)
    yield undetermined(ledger)
    if ledger.vanished:
        yield vanished(ledger)
    if ledger.corrections:
        yield corrections(ledger)
    yield record(ledger)


def write(ledger: Ledger, path: Path) -> None:
    """Write the sheets; no text of a report becomes a formula."""
    book = Workbook(write_only=True)
    for name, (alignment, (fill, font)) in _LOOKS.items():
        book.add_named_style(NamedStyle(name, font=font, fill=fill, border=_BORDER, alignment=alignment))
    for sheet in sheets(ledger):
        _fill(cast("Worksheet", book.create_sheet(sheet.title)), sheet)
    made = BytesIO()  # openpyxl cannot let go of a file that takes no more
    book.save(made)
    path.write_bytes(made.getvalue())


def _fill(page: Worksheet, sheet: Sheet) -> None:
    top = len(sheet.preamble) + 2 if sheet.preamble else 1
    _set_up(page, sheet, top)
    for name, value in sheet.preamble:
        page.append([_cell(page, name, "文字"), _cell(page, value, "附注")])
    if sheet.preamble:
        page.append([])
    page.append([_cell(page, text, "表头") for text in sheet.headings])
    for row in sheet.rows:
        named = zip(row, sheet.headings, strict=True)
        page.append([_cell(page, value, _look(value, heading)) for value, heading in named])


def _set_up(page: Worksheet, sheet: Sheet, top: int) -> None:
    """Widths, filters and frozen header, which stand before the rows in the file, and the print set-up."""
    widths = tuple(_widths(sheet))
    for at, row in enumerate(sheet.preamble, 1):
        page.row_dimensions[at].height = _height(row[:1], widths[:1])
    for at, chosen in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = chosen
    for at, row in enumerate((sheet.headings, *sheet.rows), top):
        page.row_dimensions[at].height = _height(row, widths)
    page.freeze_panes = f"A{top + 1}"
    page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.headings))}{top + len(sheet.rows)}"
    _print(page, sheet, top)


def _print(page: Worksheet, sheet: Sheet, top: int) -> None:
    """A4 landscape, one page wide, the header on each page; of details the total alone, and the foot says so."""
    columns = len(sheet.headings) - sheet.aside
    page.print_title_rows = f"{top}:{top}"
    last = top + len(sheet.rows)
    page.print_area = f"A{last if sheet.details else 1}:{get_column_letter(columns)}{last}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = 0.3
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = HeaderFooterItem()
    footer.center.text = ("只打印合计，明细请查看电子表格　" if sheet.details else "") + "第 &P 页，共 &N 页"
    page.HeaderFooter.oddFooter = footer


def _cell(page: Worksheet, value: Value, look: str) -> Cell:
    cell = WriteOnlyCell(page, _text(value) if isinstance(value, str) else value)
    cell.style = look
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@", "\t", "\r", "'"))
    return cell


def _look(value: Value, heading: str) -> str:
    return str(value) if heading in _COLOURED and value in _COLOURS else _usual(value)


def _usual(value: Value) -> str:
    return "文字" if isinstance(value, str) else "数值"


def _text(value: str) -> str:
    """A text as a cell can hold it; what looks like an escaped character to Excel is kept as it reads."""
    text = _ESCAPED.sub("_x005F_", printable(value))
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _widths(sheet: Sheet) -> Iterator[float]:
    """Wide enough for what stands in a column, up to where long texts are wrapped."""
    for at, heading in enumerate(sheet.headings):
        printed = at < len(sheet.headings) - sheet.aside
        most = max(_WIDE.get(heading, 0), _ROOM // len(sheet.headings)) if printed else _UNPRINTED
        least = max(_NARROWEST, min(width(heading), 8) + 3)  # room for the filter's button
        yield max(least, min(max(map(width, _lines([row[at] for row in sheet.rows]))) + 1, most))


def _height(row: Row, widths: Sequence[float]) -> float:
    """High enough for the cell that takes the most lines."""
    lines = (
        sum(max(1, ceil(width(line) / (wide - 1))) for line in str(value).split("\n"))
        for value, wide in zip(row, widths, strict=True)
    )
    return min(_LINE_HEIGHT * max(lines) + 3, _HIGHEST)


def _lines(values: Sequence[Value]) -> Iterator[str]:
    yield ""
    yield from (line for value in values if value is not None for line in str(value).split("\n"))


def width(text: str) -> int:
    """How many columns a text takes, a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
