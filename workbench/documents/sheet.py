"""Workbooks, old and new, of Excel, WPS and OpenDocument, and CSV: prose in wide cells, tables below one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import python_calamine as calamine

from workbench.documents.files import contents, document
from workbench.documents.model import Cell, Document, Grid, Paragraph, Remark
from workbench.documents.places import Location, SheetPlace
from workbench.documents.sheet_csv import read_csv
from workbench.documents.sheet_xml import MOST_CELLS, Hints, Place, hints
from workbench.errors import DocumentError

_UNCALCULATED = "公式没有保存结果，请用 Excel 打开并保存后重新核查"
_LONG = 60

Value = int | float | str | bool | time | date | datetime | timedelta

class Spot(NamedTuple):
    """What stands in one cell, and at which row and column from 0.

    Most of a sheet is blank; cells with their places are made of those spots alone that a table has.
    """

    text: str
    at: Place
    doubt: str = ""


Row = list[Spot]
Locate = Callable[[Place], Location]


def read(path: Path) -> Document:
    """The document in a workbook. Raises DocumentError where it is encrypted, damaged or larger than any report."""
    data = contents(path)
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        rows, remarks = read_csv(data)
        spots = [[Spot(one.text, (line, at), one.doubt) for at, one in enumerate(row)] for line, row in enumerate(rows)]
        return document(path, data, _blocks(spots, lambda at: rows[at[0]][at[1]].location), remarks)
    blocks: list[Paragraph | Grid] = []
    found: list[Remark] = []
    for name, shown_rows, said in _sheets(data):
        blocks += _blocks(shown_rows, partial(_place, name))
        found += said
    return document(path, data, blocks, found)


def _sheets(data: bytes) -> Iterator[tuple[str, list[Row], list[Remark]]]:
    """The name and the rows of each sheet, and what is to be said of it."""
    known = hints(data)
    try:
        book = calamine.load_workbook(BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                yield meta.name, [], _hidden_sheet(book.get_sheet_by_name(meta.name))
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > MOST_CELLS:
                raise DocumentError("工作表范围过大，请删除多余的空行空列后另存再试。")
            said = known.get(meta.name, Hints())
            values = sheet.to_python()
            yield meta.name, list(_rows(sheet, values, said)), _hidden(sheet, values, said)
    except calamine.PasswordError as error:
        raise DocumentError("文件已加密，请解除密码后另存一份再试。") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DocumentError("工作簿已损坏或不完整，请用 Excel 或 WPS 打开修复后另存再试。") from error


def _rows(sheet: calamine.CalamineSheet, values: list[list[Value]], said: Hints) -> Iterator[Row]:
    """The rows that are shown, each with the cells that no merged one covers."""
    covered = _covered(sheet)
    top, left = sheet.start or (0, 0)
    for row, line in enumerate(values, top):
        if row not in said.rows:
            spots = [Spot(shown(value), (row, at)) for at, value in enumerate(line, left) if (row, at) not in covered]
            yield _told(spots, said) if said.columns or said.uncalculated else spots


def _told(spots: Row, said: Hints) -> Row:
    """The spots that are not hidden, with the doubt about those that hold no result."""
    visible = (spot for spot in spots if spot.at[1] not in said.columns)
    return [spot._replace(doubt=_UNCALCULATED) if spot.at in said.uncalculated else spot for spot in visible]


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


def shown(value: Value) -> str:
    """A value as the sheet shows it: whole numbers without a fraction."""
    if isinstance(value, str):
        return value.strip()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# -- what is not shown ------------------------------------------------------------------------------------


def _hidden_sheet(sheet: calamine.CalamineSheet) -> list[Remark]:
    if sheet.height * sheet.width > MOST_CELLS or any(shown(value) for row in sheet.to_python() for value in row):
        return [Remark(f"工作表“{sheet.name}”已隐藏，未予读取，请核实其中有无应公开的内容。", "hidden")]
    return []


def _hidden(sheet: calamine.CalamineSheet, values: list[list[Value]], said: Hints) -> list[Remark]:
    """A remark where hidden rows or columns hold something."""
    if not (said.rows or said.columns):
        return []
    top, left = sheet.start or (0, 0)
    filled = [
        (row, at)
        for row, line in enumerate(values, top)
        for at, value in enumerate(line, left)
        if (row in said.rows or at in said.columns) and shown(value)
    ]
    if not filled:
        return []
    text = f"工作表“{sheet.name}”有隐藏的行或列（共{len(filled)}格有内容），未予读取，请取消隐藏后核实。"
    return [Remark(text, "hidden")]


# -- blocks -----------------------------------------------------------------------------------------------


def _blocks(rows: list[Row], locate: Locate) -> Iterator[Paragraph | Grid]:
    """Runs of rows with several filled cells as grids, and what stands between them as paragraphs."""
    table: list[Row] = []
    for number, row in enumerate(rows):
        filled = [spot for spot in row if spot.text or spot.doubt]
        if len(filled) > 1 or (filled and table and _is_amid(rows, number, filled[0])):
            table.append(row)
            continue
        if table:
            yield _grid(table, locate)
            table = []
        for spot in filled:
            yield from _paragraphs(spot, locate)
    if table:
        yield _grid(table, locate)


def _is_amid(rows: list[Row], number: int, spot: Spot) -> bool:
    """Whether a row with one filled cell is part of the table above it: short, and the table goes on below."""
    below = rows[number + 1] if number + 1 < len(rows) else []
    return len(spot.text) <= _LONG and "。" not in spot.text and sum(bool(one.text) for one in below) > 1


def _grid(table: list[Row], locate: Locate) -> Grid:
    """A table without the blank cells at its sides that no row of it fills."""
    columns = [spot.at[1] for row in table for spot in row if spot.text or spot.doubt]
    first, last = min(columns), max(columns)
    return Grid(tuple(
        tuple([Cell(text, locate(at), doubt) for text, at, doubt in row if first <= at[1] <= last]) for row in table
    ))


def _place(sheet: str, at: Place) -> SheetPlace:
    return SheetPlace.at(sheet, f"{_letters(at[1])}{at[0] + 1}")


@cache
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _paragraphs(spot: Spot, locate: Locate) -> Iterator[Paragraph]:
    start, place = 0, locate(spot.at)
    for line in spot.text.split("\n"):
        text = line.strip()
        if text:
            first = start + line.index(text)
            yield Paragraph(text, place.part(first, first + len(text)))
        start += len(line) + 1
