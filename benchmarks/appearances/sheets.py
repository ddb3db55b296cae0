"""Workbooks, separated values, texts and archives."""

from __future__ import annotations

import csv
import io
import random
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.appearances import web, word
from benchmarks.appearances.tables import Look, Rows, grid, placed, tables
from tests.builders import Draft


def _written(sheet: Worksheet, top: int, rows: Rows, *, typed: bool) -> int:
    """Writes a table from a row on and gives the row below."""
    for at, column, box in placed(rows):
        cell = sheet.cell(top + at, column + 1, _number(box.text) if box.key and typed else box.text)
        cell.alignment = Alignment(wrap_text=True, horizontal="center")
        if (box.across, box.down) != (1, 1):
            sheet.merge_cells(start_row=top + at, start_column=column + 1,
                              end_row=top + at + box.down - 1, end_column=column + box.across)  # fmt: skip
    return top + len(rows)


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def one(draft: Draft, rng: random.Random) -> bytes:
    """The whole report on one sheet, paragraphs in merged rows, numbers as numbers."""
    book, made = Workbook(), tables(draft, Look.drawn(rng), rng)
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    row = 1
    for text in lines_of(draft):
        if text in made:
            row = _written(sheet, row, made[text], typed=True)
            continue
        sheet.cell(row, 1, text).alignment = Alignment(wrap_text=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=15)
        row += 1
    return _saved(book)


def lines_of(draft: Draft) -> list[str]:
    """The lines of a report; a table is the bare number of its section."""
    lines = list(draft.title_lines)
    for section in draft.form.sections:
        lines += [f"{section.number}、{section.heading}", *draft.texts.get(section.number, ())]
        lines += [section.number] if section.table else []
    return lines


def several(draft: Draft, rng: random.Random) -> bytes:
    """Each section on a sheet of its own, numbers as texts, tables set in from the corner, an empty sheet at the end."""
    book, made = Workbook(), tables(draft, Look.drawn(rng), rng)
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - as above
    sheet.title = "封面"
    sheet["B3"] = draft.title
    for section in draft.form.sections:
        sheet = book.create_sheet(f"{section.number}、{section.heading}"[:20])
        sheet["A1"] = f"{section.number}、{section.heading}"
        texts = draft.texts.get(section.number, ())
        for at, text in enumerate(texts, 2):
            sheet.cell(at, 1, text)
        if section.number in made:
            _written(sheet, 3 + len(texts), made[section.number], typed=False)
    book.create_sheet("Sheet9")
    return _saved(book)


def fitted(draft: Draft, rng: random.Random) -> bytes:
    """Each section on a sheet made to be printed: as wide as the page, rows as high as their labels, thin rules."""
    book, made = Workbook(), tables(draft, Look.drawn(rng), rng)
    book.remove(book.worksheets[0])
    book.create_sheet("封面")["A1"] = draft.title
    thin = Side(style="thin")
    for section in draft.form.sections:
        sheet = book.create_sheet(f"{section.number}、{section.heading}"[:20])
        texts = draft.texts.get(section.number, ())
        for at, text in enumerate((f"{section.number}、{section.heading}", *texts), 1):
            sheet.cell(at, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=10)
            sheet.row_dimensions[at].height = 15 * (1 + len(text) // 42)
        top = 3 + len(texts)
        end = _written(sheet, top, made[section.number], typed=True) if section.number in made else top
        for row in sheet.iter_rows(top, end - 1, 1, sheet.max_column):
            longest = max(len(str(cell.value or "")) for cell in row)
            sheet.row_dimensions[row[0].row].height = 14 * (2 + longest // 4)
            for cell in row:
                cell.border = Border(thin, thin, thin, thin)
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return _saved(book)


def formats(draft: Draft, rng: random.Random) -> bytes:
    """Numbers shown with separators and units by their formats, a hidden row and a hidden column of other numbers."""
    book, made = Workbook(), tables(draft, Look.drawn(rng), rng)
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - as above
    row = 1
    for text in lines_of(draft):
        if text not in made:
            sheet.cell(row, 1, text)
            row += 1
            continue
        below = _written(sheet, row, made[text], typed=True)
        for line in sheet.iter_rows(row, below - 1):
            for cell in line:
                if isinstance(cell.value, int | float):
                    cell.number_format = (
                        rng.choice(["#,##0", "0", "General"]) if isinstance(cell.value, int) else "0.00"
                    )
        row = below
    sheet.cell(row + 1, 2, 4711)
    sheet.row_dimensions[row + 1].hidden = True
    sheet["T5"] = 4712
    sheet.column_dimensions["T"].hidden = True
    return _saved(book)


def flat(draft: Draft, rng: random.Random) -> list[list[str]]:
    """The rows of a report without merged cells, a line of prose being a row of one."""
    made, lines = tables(draft, Look.drawn(rng)._replace(broken=False), rng), []
    for text in lines_of(draft):
        if text in made:
            lines += [[box.text if box else "" for box in row] for row in grid(made[text])]
        else:
            lines.append([text])
    return lines


def separated(draft: Draft, rng: random.Random) -> bytes:
    """Comma-separated values as Excel saves them: a mark at the start, all rows of one width."""
    out = io.StringIO()
    csv.writer(out).writerows([*row, *[""] * (15 - len(row))] for row in flat(draft, rng))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def separated_gbk(draft: Draft, rng: random.Random) -> bytes:
    """The same in GBK, every field in quotation marks."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([*row, *[""] * (15 - len(row))] for row in flat(draft, rng))
    return out.getvalue().encode("gb18030")


def text(draft: Draft, rng: random.Random) -> bytes:
    """Text with tabs, covered places empty."""
    return "\r\n".join("\t".join(row) for row in flat(draft, rng)).encode()


def text_gbk(draft: Draft, rng: random.Random) -> bytes:
    """The same in GBK."""
    return "\r\n".join("\t".join(row) for row in flat(draft, rng)).encode("gb18030")


def text_lines(draft: Draft, rng: random.Random) -> bytes:
    """Text with a cell on every line, as tables are copied from Word."""
    made, lines = tables(draft, Look.drawn(rng)._replace(broken=False), rng), list[str]()
    for one_line in lines_of(draft):
        lines += [f"\t{box.text}" for row in made[one_line] for box in row] if one_line in made else [one_line]
    return "\n".join(lines).encode()


def archive(draft: Draft, rng: random.Random) -> bytes:
    """A page in an archive whose names are in GBK, beside what the system leaves behind."""
    return _zipped({f"{draft.title}.html": web.site(draft, rng), "__MACOSX/._x": b"x", "Thumbs.db": b"x"})


def archive_word(draft: Draft, rng: random.Random) -> bytes:
    """A Word file two folders deep in an archive."""
    return _zipped({f"年报/2023/{draft.title}.docx": word.merged(draft, rng)})


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name.encode("gbk").decode("cp437"))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()
