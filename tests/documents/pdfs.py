"""PDFs of drafts: printed by a browser, printed by an office program, and written by hand."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable

from tests.builders import Draft, empty
from workbench.forms.model import Row, Table, TableBlock

RULED = "table{border-collapse:collapse;width:100%}td{border:0.75pt solid #000;padding:2pt 3pt;text-align:center}"
PAGE = "@page{size:A4;margin:25mm 22mm}body{font:10.5pt 'Noto Sans CJK SC';line-height:1.6}p{text-indent:2em;margin:0}"


def different(seed: int, most: int = 9_999) -> Draft:
    """A draft whose 200 cells all differ, so that no two can be confused unseen."""
    draft = empty()
    numbers = random.Random(seed).sample(range(1, most), len(draft.values))
    return draft.with_values(**dict(zip(draft.values, map(str, numbers), strict=True)))


# -- HTML -------------------------------------------------------------------------------------------------


def html(draft: Draft, css: str = RULED, page: str = PAGE) -> str:
    """The report as a page of HTML with merged cells."""
    parts = [f"<h2 style='text-align:center'>{line}</h2>" for line in draft.title_lines]
    for section in draft.form.sections:
        parts.append(f"<h3>{section.number}、{section.heading}</h3>")
        parts += [f"<p>{text}</p>" for text in draft.texts.get(section.number, ())]
        if section.table:
            rows = table(draft.form.table(section.table), draft.values)
            parts.append("<table>" + "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in rows) + "</table>")
    return f"<!doctype html><meta charset=utf-8><style>{page}{css}</style><body>{''.join(parts)}"


Span = tuple[str, int, int]
"""Text, columns and rows of a cell."""


def _td(cell: Span) -> str:
    text, columns, rows = cell
    return f"<td colspan={columns} rowspan={rows}>{text}</td>"


def table(known: Table, values: dict[str, str]) -> list[list[Span]]:
    """A statutory table, each merged cell once."""
    if known.blocks[0].across:
        return _across(known, values)
    return _grouped(known, values) if any(row.group for row in known.rows) else _listed(known, values)


def _numbers(known: Table, block: TableBlock, row: Row, values: dict[str, str]) -> list[str]:
    return [values[f"{known.key}.{row.key}.{column.key}"] for column in block.columns]


def _listed(known: Table, values: dict[str, str]) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for block in known.blocks:
        wide = 3 // len(block.columns)
        rows.append([(block.heading, 4, 1)])
        rows.append([("信息内容", 1, 1), *((column.label, wide, 1) for column in block.columns)])
        rows += [
            [(row.label, 1, 1), *((value, wide, 1) for value in _numbers(known, block, row, values))]
            for row in block.rows
        ]
    return rows


def _grouped(known: Table, values: dict[str, str]) -> list[list[Span]]:
    labels = [column.label for column in known.blocks[0].columns]
    rows: list[list[Span]] = [
        [(known.header[0], 3, 3), ("申请人情况", 7, 1)],
        [(labels[0], 1, 2), ("法人或其他组织", 5, 1), (labels[-1], 1, 2)],
        [(label, 1, 1) for label in labels[1:-1]],
    ]
    block = known.blocks[0]
    results = [row for row in block.rows if row.group]
    for group, members in groupby(block.rows, key=lambda row: row.group):
        inner = list(members)
        for row in inner:
            lead: list[Span] = [("三、本年度办理结果", 1, len(results))] if row is results[0] else []
            if not group:
                lead.append((row.label, 3, 1))
            elif group.startswith("三"):
                lead.append((row.label, 2, 1))
            else:
                lead += [(group, 1, len(inner))] if row is inner[0] else []
                lead.append((row.label, 1, 1))
            rows.append([*lead, *((value, 1, 1) for value in _numbers(known, block, row, values))])
    return rows


def _across(known: Table, values: dict[str, str]) -> list[list[Span]]:
    block = known.blocks[0]
    labels = [column.label for column in block.columns]
    first: list[Span] = [(block.rows[0].label, 5, 2), ("行政诉讼", 10, 1)]
    second: list[Span] = [(row.label, 5, 1) for row in block.rows[1:]]
    third: list[Span] = [(label, 1, 1) for label in labels * 3]
    return [first, second, third, [(v, 1, 1) for row in block.rows for v in _numbers(known, block, row, values)]]


# -- Word files -------------------------------------------------------------------------------------------


def word(draft: Draft, out: Path, line: str = "single", font: str = "Noto Sans CJK SC", size: float = 10.5) -> Path:
    """The report as a Word file with merged cells; ``line`` is the kind of border that Word knows."""
    file = docx.Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    for title in draft.title_lines:
        file.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in draft.form.sections:
        file.add_paragraph(f"{section.number}、{section.heading}")
        for text in draft.texts.get(section.number, ()):
            file.add_paragraph(text).paragraph_format.first_line_indent = Pt(2 * size)
        if section.table:
            _word_table(file, table(draft.form.table(section.table), draft.values), line)
    file.save(str(out))
    return out


def _word_table(file: DocxDocument, rows: list[list[Span]], line: str) -> None:
    width = sum(columns for _, columns, _ in rows[0])
    made = file.add_table(len(rows), width)
    _borders(made, line)
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for text, columns, down in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + i, column + j) for i in range(down) for j in range(columns)}
            cell = made.cell(at, column).merge(made.cell(at + down - 1, column + columns - 1))
            cell.text = text


def _borders(made: DocxTable, line: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", line), ("sz", "4"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    made._tbl.tblPr.append(borders)  # noqa: SLF001 - python-docx has no public way to set the borders of a table


# -- printing ---------------------------------------------------------------------------------------------


def needed(program: str) -> str:
    """The path of a program; the test is skipped without it, unless all tests are to run."""
    found = shutil.which(program)
    if not found and not os.environ.get("WORKBENCH_TEST_ALL"):
        pytest.skip(f"{program} is not installed")
    assert found, f"{program} is not installed"
    return found


def by_browser(page: str, out: Path) -> Path:
    """A page of HTML printed to PDF by Chromium."""
    source = out.with_suffix(".html")
    source.write_text(page, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - a program of the machine on a file of the test
            [needed("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
             "--no-first-run", f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={out}",
             source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return out


def by_office(sources: Sequence[Path]) -> list[Path]:
    """Files printed to PDF by LibreOffice beside themselves, all in one start."""
    program = needed("soffice")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - as above
            [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
             str(sources[0].parent), *map(str, sources)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return [source.with_suffix(".pdf") for source in sources]


# -- by hand ----------------------------------------------------------------------------------------------


def by_hand(
    *contents: str, page: str = "", objects: Sequence[bytes] = (), fonts: str = "", resources: str = ""
) -> bytes:
    """A PDF with a page for each content stream, its font F1 a Helvetica that needs no embedding.

    ``page`` are further entries of the pages; ``objects`` are further objects, numbered from 4 on, and ``fonts`` and
    ``resources`` the names by which pages know them.
    """
    font = f"/Font << /F1 3 0 R {fonts} >> {resources}"
    first = 4 + len(objects)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    box = "" if "/MediaBox" in page else "/MediaBox [0 0 400 500]"
    made = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    for at, content in enumerate(contents):
        made.append(
            f"<< /Type /Page /Parent 2 0 R {box} {page} /Resources << {font} >> "
            f"/Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        made.append(stream(content.encode()))
    return _file(made)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def ruled(
    numbers: Sequence[Sequence[str]], left: float = 50, top: float = 450, wide: float = 60, high: float = 20
) -> str:
    """The content of a table of numbers with rules around each cell, drawn from its upper left corner."""
    across, down = len(numbers[0]), len(numbers)
    level = [f"{left} {top - i * high} m {left + across * wide} {top - i * high} l S" for i in range(down + 1)]
    upright = [f"{left + j * wide} {top} m {left + j * wide} {top - down * high} l S" for j in range(across + 1)]
    return "\n".join(["0.7 w", *level, *upright, written(numbers, left, top, wide, high)])


def written(
    numbers: Sequence[Sequence[str]], left: float = 50, top: float = 450, wide: float = 60, high: float = 20
) -> str:
    """The content of the numbers of a table alone."""
    return "\n".join(
        f"BT /F1 10 Tf {left + j * wide + 10} {top - i * high - 14} Td ({text}) Tj ET"
        for i, row in enumerate(numbers)
        for j, text in enumerate(row)
    )
