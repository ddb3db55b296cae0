"""Workbooks, old and new, of Excel, WPS and OpenDocument, and CSV: prose in wide cells, tables below one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import python_calamine as calamine

from workbench.documents.files import contents, document
from workbench.documents.model import Cell, Document, Grid, Paragraph, Remark
from workbench.documents.places import Location, SheetPlace
from workbench.documents.sheet.csv import read_csv
from workbench.documents.sheet.flat import flat_sheets, is_flat
from workbench.documents.sheet.older import BINARY, FLAT, telling
from workbench.documents.sheet.rows import NONE, SURE, Row, Value, row_of, shown
from workbench.documents.sheet.sides import side_by_side, without_beside, without_row_numbers
from workbench.documents.sheet.xml import MOST_CELLS, Hints, hints
from workbench.errors import DocumentError

_NOT_LOOKED_AT = (
    "工作簿中有隐藏的行列、上标或带删除线的文字、错误值，或者所存数值与显示的不同，须借助 LibreOffice 辨别而未能辨别，"
    "各单元格请对照原件核实"
)
_LONG = 60
_MOST_BLANK = 25
"""So many rows of a table may be blank, one after the other."""
Locate = Callable[[int, Iterable[int]], Iterable[Location]]
"""The places of the cells in some columns of a row."""


def read(path: Path) -> Document:
    """The document in a workbook. Raises DocumentError where it is encrypted, damaged or larger than any report."""
    data = contents(path)
    older = telling(data)
    book, unsure = _as_xlsx(data, older) if older else (data, [])
    packed = book.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
    if not packed and not is_flat(book):
        cells, remarks = read_csv(book)
        rows = [row_of(number, 0, [one.text for one in row]) for number, row in enumerate(cells)]
        locate: Locate = lambda row, columns: (cells[row][at].location for at in columns)  # noqa: E731 - it is short
        return document(path, data, _blocks(rows, locate), remarks)
    blocks: list[Paragraph | Grid] = []
    found = unsure
    for name, shown_rows, said in _sheets(book) if packed else _flat_sheets(book):
        rows, beside = without_beside(name, shown_rows)
        blocks += _blocks(rows, partial(_places, name))
        found += [*said, *beside]
    return document(path, data, blocks, found)


def _as_xlsx(data: bytes, suffix: str) -> tuple[bytes, list[Remark]]:
    """A workbook of another format as XLSX; as it is, and that this is said, where LibreOffice makes none of it."""
    from workbench.documents.office.checks import check_xml  # noqa: PLC0415 - few workbooks need it
    from workbench.documents.office.reading import converted  # noqa: PLC0415 - as above
    from workbench.documents.office.values import packed, without_formulas  # noqa: PLC0415 - as above

    if suffix == FLAT:
        check_xml(data)
    try:
        plain = suffix == BINARY or not data.startswith(b"PK")
        told = without_formulas(data) if plain else packed(data, without_formulas)
        with converted(told, suffix, "xlsx") as made:
            return made.read_bytes(), []
    except DocumentError as error:
        if suffix in (FLAT, BINARY):  # nothing else reads it, or all of it
            raise
        return data, [Remark(f"{_NOT_LOOKED_AT}（{str(error).rstrip('。')}）。")]


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


def _flat_sheets(data: bytes) -> Iterator[tuple[str, list[Row], list[Remark]]]:
    """The same of a workbook in one XML file."""
    for sheet in flat_sheets(data):
        if not sheet.is_shown:
            yield sheet.name, [], _unread(sheet.name) if any(map(any, sheet.rows)) else []
            continue
        said = sheet.said
        rows = [
            row_of(at, 0, line, said.columns | sheet.covered.get(at, set()), said.uncalculated.get(at, NONE))._replace(
                doubts=said.doubts.get(at, SURE)
            )
            for at, line in enumerate(sheet.rows)
            if at not in said.rows
        ]
        yield sheet.name, rows, _out_of_sight(sheet.name, sheet.rows, said)


def _rows(sheet: calamine.CalamineSheet, values: list[list[Value]], said: Hints) -> Iterator[Row]:
    """The rows that are shown, each with the cells that are and that no merged one covers."""
    covered = _covered(sheet)
    top, left = sheet.start or (0, 0)
    hidden = said.columns.intersection(range(left, left + sheet.width))
    for number, line in enumerate(values, top):
        if number not in said.rows:
            out = hidden.union(covered.get(number, NONE)) if hidden else covered.get(number, NONE)
            made = row_of(number, left, line, out, said.uncalculated.get(number, NONE))
            yield made._replace(doubts=said.doubts[number]) if number in said.doubts else made


def _covered(sheet: calamine.CalamineSheet) -> dict[int, set[int]]:
    """The columns that merged cells cover, by rows, within the used part of the sheet."""
    top, left = sheet.start or (0, 0)
    bottom, right = sheet.end or (0, 0)
    covered: dict[int, set[int]] = defaultdict(set)
    for (above, first), (below, last) in sheet.merged_cell_ranges or ():
        behind = min(last, right) + 1
        if above >= top:
            covered[above].update(range(max(first + 1, left), behind))
        if below > above:
            whole = range(max(first, left), behind)
            for row in range(max(above + 1, top), min(below, bottom) + 1):
                covered[row].update(whole)
    return covered


# -- what is not shown ------------------------------------------------------------------------------------


def _hidden_sheet(sheet: calamine.CalamineSheet) -> list[Remark]:
    if sheet.height * sheet.width > MOST_CELLS or any(shown(value) for row in sheet.to_python() for value in row):
        return _unread(sheet.name)
    return []


def _unread(name: str) -> list[Remark]:
    return [Remark(f"工作表“{name}”已隐藏，未予读取，请核实其中有无应公开的内容。", "hidden")]


def _hidden(sheet: calamine.CalamineSheet, values: list[list[Value]], said: Hints) -> list[Remark]:
    """A remark where hidden rows or columns hold something."""
    return _out_of_sight(sheet.name, values, said, *(sheet.start or (0, 0)))


def _out_of_sight(
    name: str, values: Sequence[Sequence[Value]], said: Hints, top: int = 0, left: int = 0
) -> list[Remark]:
    if not (said.rows or said.columns):
        return []
    filled = [
        (row, at)
        for row, line in enumerate(values, top)
        for at, value in enumerate(line, left)
        if (row in said.rows or at in said.columns) and shown(value)
    ]
    if not filled:
        return []
    text = f"工作表“{name}”有隐藏的行或列（共{len(filled)}格有内容），未予读取，请取消隐藏后核实。"
    return [Remark(text, "hidden")]


# -- blocks -----------------------------------------------------------------------------------------------


def _blocks(rows: list[Row], locate: Locate) -> Iterator[Paragraph | Grid]:
    """Runs of rows with several filled cells as grids, and what stands between them as paragraphs."""
    table: list[Row] = []
    rows = without_row_numbers(rows)
    for number, row in enumerate(rows):
        if len(row.filled) > 1 or (row.filled and table and (_is_amid(rows, number) or _is_last(rows, number))):
            table.append(row)
            continue
        if table:
            yield from _grids(table, locate)
            table = []
        for at, place in zip(row.filled, locate(row.number, row.filled), strict=True):
            yield from _paragraphs(row.text(at), place)
    if table:
        yield from _grids(table, locate)


def _is_amid(rows: list[Row], number: int) -> bool:
    """Whether a row with one filled cell is part of the table above it: short, and the table goes on below.

    Further such rows may stand between, whose values were left blank.
    """
    for row in rows[number : number + _MOST_BLANK]:
        if len(row.filled) > 1:
            return len(row.filled) > len({*row.filled} & {*row.unsure}) + 1
        if not row.filled or not _is_short(row):
            return False
    return False


def _is_last(rows: list[Row], number: int) -> bool:
    """Whether a row with one filled cell ends the table above it: a label, in the same column as that of the row above.

    It has cells for values, as that has, and below it is a blank row or nothing.
    """
    row, above = rows[number], rows[number - 1]
    ends = number + 1 == len(rows) or not rows[number + 1].filled
    return (
        ends
        and len(above.filled) > 1
        and row.filled[0] <= above.filled[0]
        and {*above.filled[1:]}.isdisjoint(row.out)
        and above.filled[-1] < row.left + len(row.values)
        and _is_short(row)
    )


def _is_short(row: Row) -> bool:
    text = row.text(row.filled[0])
    return len(text) <= _LONG and "。" not in text


def _grids(table: list[Row], locate: Locate) -> Iterator[Grid]:
    """A table, or several beside one another; their cells are made when asked for."""
    parts = side_by_side([row.filled for row in table], [row.out for row in table])
    if len(parts) > 1 and all(_begins_with_words(table, part) for part in parts):
        for part in parts:
            rows = [row for row in table if any(at in part for at in row.filled)]
            yield _grid(rows, part, locate)
    else:
        yield _grid(table, range(parts[0].start, parts[-1].stop), locate)


def _begins_with_words(table: list[Row], part: range) -> bool:
    """Whether the first column of a part of the rows holds words for the most part, as labels are, and several."""
    first = [row.values[part.start - row.left] for row in table if part.start in row.filled]
    words = sum(isinstance(value, str) and not value.strip().isdecimal() for value in first)
    return len(part) > 1 and words > max(len(first) / 2, 1)


def _grid(table: list[Row], columns: range, locate: Locate) -> Grid:
    """A table without the blank cells at its sides that no row of it fills."""
    return Grid.late(lambda: tuple([_cells(row, columns, locate) for row in table]))


def _cells(row: Row, columns: range, locate: Locate) -> tuple[Cell, ...]:
    shown_ones = {
        at: shown(value) for at, value in enumerate(row.values, row.left) if at in columns and at not in row.out
    }
    places = zip(shown_ones.items(), locate(row.number, shown_ones), strict=True)
    return tuple([Cell(text, place, row.doubt(at)) for (at, text), place in places])


def _places(sheet: str, row: int, columns: Iterable[int]) -> Iterator[SheetPlace]:
    return SheetPlace.each(sheet, [f"{_letters(at)}{row + 1}" for at in columns])


@cache
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _paragraphs(text: str, place: Location) -> Iterator[Paragraph]:
    start = 0
    for line in text.split("\n"):
        shown_text = line.strip()
        if shown_text:
            first = start + line.index(shown_text)
            yield Paragraph(shown_text, place.part(first, first + len(shown_text)))
        start += len(line) + 1
