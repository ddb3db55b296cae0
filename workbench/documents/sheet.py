"""Workbooks, old and new, of Excel, WPS and OpenDocument, and CSV: prose in wide cells, tables below one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import python_calamine as calamine

from workbench.documents.files import contents, document
from workbench.documents.model import Cell, Document, Grid, Paragraph, Remark, SheetPlace
from workbench.documents.sheet_csv import read_csv
from workbench.documents.sheet_xml import MOST_CELLS, Hints, Place, hints
from workbench.errors import DocumentError

_UNCALCULATED = "公式没有保存结果，请用 Excel 打开并保存后重新核查"
_LONG = 60

Value = int | float | str | bool | time | date | datetime | timedelta
Row = list[Cell]


def read(path: Path) -> Document:
    """The document in a workbook. Raises DocumentError where it is encrypted, damaged or larger than any report."""
    data = contents(path)
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        rows, remarks = read_csv(data)
        return document(path, data, _blocks(rows), remarks)
    blocks: list[Paragraph | Grid] = []
    found: list[Remark] = []
    for rows, said in _sheets(data):
        blocks += _blocks(rows)
        found += said
    return document(path, data, blocks, found)


def _sheets(data: bytes) -> Iterator[tuple[list[Row], list[Remark]]]:
    """The rows of each sheet, and what is to be said of it."""
    known = hints(data)
    try:
        book = calamine.load_workbook(BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                yield [], _hidden_sheet(book.get_sheet_by_name(meta.name))
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > MOST_CELLS:
                raise DocumentError("工作表范围过大，请删除多余的空行空列后另存再试。")
            said = known.get(meta.name, Hints())
            yield list(_rows(sheet, said)), _hidden(sheet, said)
    except calamine.PasswordError as error:
        raise DocumentError("文件已加密，请解除密码后另存一份再试。") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DocumentError("工作簿已损坏或不完整，请用 Excel 或 WPS 打开修复后另存再试。") from error


def _rows(sheet: calamine.CalamineSheet, said: Hints) -> Iterator[Row]:
    """The rows that are shown, each with the cells that no merged one covers."""
    covered = _covered(sheet)
    top, left = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(), top):
        if row not in said.rows:
            places = ((row, at) for at in range(left, left + len(values)))
            yield [
                _cell(sheet.name, place, value, said)
                for place, value in zip(places, values, strict=True)
                if place not in covered and place[1] not in said.columns
            ]


def _covered(sheet: calamine.CalamineSheet) -> frozenset[Place]:
    """The places that merged cells cover, within the used part of the sheet."""
    top, left = sheet.start or (0, 0)
    bottom, right = sheet.end or (0, 0)
    return frozenset(
        (row, at)
        for first, last in sheet.merged_cell_ranges or ()
        for row in range(max(first[0], top), min(last[0], bottom) + 1)
        for at in range(max(first[1], left), min(last[1], right) + 1)
        if (row, at) != first
    )


def _cell(sheet: str, place: Place, value: Value, said: Hints) -> Cell:
    doubt = _UNCALCULATED if place in said.uncalculated else ""
    return Cell(shown(value), SheetPlace(sheet, f"{_letters(place[1])}{place[0] + 1}"), doubt)


def shown(value: Value) -> str:
    """A value as the sheet shows it: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# -- what is not shown ------------------------------------------------------------------------------------


def _hidden_sheet(sheet: calamine.CalamineSheet) -> list[Remark]:
    if sheet.height * sheet.width > MOST_CELLS or any(shown(value) for row in sheet.to_python() for value in row):
        return [Remark(f"工作表“{sheet.name}”已隐藏，未予读取，请核实其中有无应公开的内容。", "hidden")]
    return []


def _hidden(sheet: calamine.CalamineSheet, said: Hints) -> list[Remark]:
    """A remark where hidden rows or columns hold something."""
    top, left = sheet.start or (0, 0)
    filled = [
        (row, at)
        for row, values in enumerate(sheet.to_python(), top)
        for at, value in enumerate(values, left)
        if (row in said.rows or at in said.columns) and shown(value)
    ]
    if not filled:
        return []
    text = f"工作表“{sheet.name}”有隐藏的行或列（共{len(filled)}格有内容），未予读取，请取消隐藏后核实。"
    return [Remark(text, "hidden")]


# -- blocks -----------------------------------------------------------------------------------------------


def _blocks(rows: list[Row]) -> Iterator[Paragraph | Grid]:
    """Runs of rows with several filled cells as grids, and what stands between them as paragraphs."""
    table: list[Row] = []
    for at, row in enumerate(rows):
        filled = [cell for cell in row if cell.text or cell.doubt]
        if len(filled) > 1 or (len(filled) == 1 and table and _is_amid(rows, at, filled[0])):
            table.append(row)
            continue
        if table:
            yield _grid(table)
            table = []
        for cell in filled:
            yield from _paragraphs(cell)
    if table:
        yield _grid(table)


def _is_amid(rows: list[Row], at: int, cell: Cell) -> bool:
    """Whether a row with one filled cell is part of the table above it: short, and the table goes on below."""
    below = rows[at + 1] if at + 1 < len(rows) else []
    return len(cell.text) <= _LONG and "。" not in cell.text and sum(bool(one.text) for one in below) > 1


def _grid(table: list[Row]) -> Grid:
    """A table without the blank cells that no row of it fills."""
    columns = [_column(cell) for row in table for cell in row if cell.text or cell.doubt]
    first, last = min(columns), max(columns)
    return Grid(tuple(tuple(cell for cell in row if first <= _column(cell) <= last) for row in table))


def _column(cell: Cell) -> float:
    """The column of a sheet; in CSV, whose cells stand where they end up, all are of one."""
    return cell.location.order[1] if isinstance(cell.location, SheetPlace) else 0


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    start = 0
    for line in cell.text.split("\n"):
        text = line.strip()
        if text:
            first = start + line.index(text)
            yield Paragraph(text, cell.location.part(first, first + len(text)))
        start += len(line) + 1
