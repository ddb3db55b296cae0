"""Workbooks of older formats: what they say beside their values is looked for, and then read as of an XLSX file."""

from __future__ import annotations

import shutil
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.appearances.making import convert as converted
from tests.builders import as_text
from tests.documents.pdfs import needed
from tests.documents.test_sheet import one_sheet
from tests.ole import ole
from tests.pages import distinct
from tests.reports.test_damage import wrong
from tests.xlsb import xlsb
from workbench.documents import Paragraph, read_document
from workbench.documents.office import process as programs
from workbench.documents.sheet.older import telling
from workbench.errors import DocumentError
from workbench.reports import recognise
from workbench.values import State


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _xf(number: int) -> bytes:
    return _record(0xE0, struct.pack("<HH16x", 0, number))


_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_SHEET = (
    f'<office:document {_NAMES} office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    '<office:automatic-styles><style:style style:name="S" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>'
    '<office:body><office:spreadsheet><table:table table:name="一"><table:table-row>'
    '<table:table-cell office:value-type="string">{}</table:table-cell></table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document>"
)
FONT = struct.pack("<HHHHHBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 0)
_PER_CENT, _WHOLE, _OWN = 9, 1, 164
PLAIN = {
    "font": _record(0x31, FONT),
    "row": _record(0x208, struct.pack("<HHHHHHI", 0, 0, 5, 300, 0, 0, 0x100)),
    "column": _record(0x7D, struct.pack("<HHHHHH", 0, 5, 2048, 0, 0, 0)),
    "whole": _xf(_WHOLE) + _record(0x27E, struct.pack("<HHHi", 0, 0, 0, 12 << 2 | 2)),
    "text": _record(0x06, struct.pack("<HHH8sHI", 0, 0, 0, b"\0" * 6 + b"\xff\xff", 0, 0)),
}
TELLING = {
    "raised": _record(0x31, FONT[:8] + b"\1" + FONT[9:]),
    "struck": _record(0x31, FONT[:2] + b"\x08" + FONT[3:]),
    "row": _record(0x208, struct.pack("<HHHHHHI", 0, 0, 5, 300, 0, 0, 0x120)),
    "column": _record(0x7D, struct.pack("<HHHHHH", 0, 5, 2048, 0, 1, 0)),
    "error": _record(0x205, struct.pack("<HHHBB", 0, 0, 0, 7, 1)),
    "formula": _record(0x06, struct.pack("<HHH8sHI", 0, 0, 0, b"\2" + b"\0" * 5 + b"\xff\xff", 0, 0)),
    "rest": _xf(_WHOLE) + _record(0x203, struct.pack("<HHHd", 0, 0, 0, 12.4)),
    "hundredths": _xf(_WHOLE) + _record(0x27E, struct.pack("<HHHi", 0, 0, 0, 1240 << 2 | 3)),
    "share": _xf(_PER_CENT) + _record(0xBD, struct.pack("<HHHiH", 0, 0, 0, 12 << 2 | 2, 0)),
    "own": _record(0x41E, struct.pack("<HHB", _OWN, 4, 0) + b"0.0,") + _xf(_OWN)
    + _record(0x203, struct.pack("<HHHd", 0, 0, 0, 7.0)),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_an_old_workbook_is_read_as_it_is(name: str) -> None:
    """Nothing in it but values that are shown as they are."""
    assert not telling(ole({"Workbook": PLAIN[name]}))


@pytest.mark.parametrize("name", TELLING)
def test_what_an_old_workbook_says_beside_its_values(name: str) -> None:
    """Looks, formats, errors, and what is hidden are seen in its records."""
    assert telling(ole({"Workbook": TELLING[name]})) == ".xls"


@pytest.mark.parametrize(
    ("content", "says_more"),
    [
        ('<c office:value="1204"><text:p>1,204</text:p></c><s style:text-position="0% 100%"/>', False),
        ('<c office:value="12.4"><text:p>12</text:p></c>', True),
        ('<c office:value="12"><text:p/></c>', True),
        ('<table:table-row table:visibility="collapse">', True),
        ('<s style:text-position="super 58%"/>', True),
        ('<s style:text-line-through-style="solid"/>', True),
        ("<text:p>#REF!</text:p>", True),
        ("<table:table-row>\n  <table:table-cell/>", True),
    ],
)
def test_what_an_open_document_workbook_says(content: str, *, says_more: bool) -> None:
    """The same of an ODS file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("content.xml", content)
    assert telling(out.getvalue()) == ".ods" * says_more


@pytest.mark.xdist_group("office")
def test_a_workbook_in_one_piece(tmp_path: Path) -> None:
    """An OpenDocument workbook of one XML file is read, each cell at its place; one that is cut off is refused."""
    needed("soffice")
    draft = distinct()
    book = one_sheet(draft)
    assert book.active is not None
    book.active.row_dimensions[1].hidden = True
    book.save(tmp_path / "报告.xlsx")
    ods = converted([tmp_path / "报告.xlsx"], "fods", tmp_path)[0]
    report = recognise(read_document(ods))
    same = recognise(read_document(tmp_path / "报告.xlsx"))
    assert same.cells == report.cells
    assert {State.NUMBER, State.ZERO} >= {fact.state for fact in report.cells.values()}
    ods.write_bytes(ods.read_bytes()[:-500])
    with pytest.raises(DocumentError, match="文件已损坏"):
        read_document(ods)


@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("how", ["binary", "laid out"])
def test_workbooks_of_which_cells_could_be_passed_over(tmp_path: Path, how: str) -> None:
    """All cells of a binary workbook are read, and of an OpenDocument one with space between them."""
    needed("soffice")
    draft = distinct()
    rows = [list(map(str.strip, line.split("\t"))) for line in as_text(draft).splitlines()]
    path = tmp_path / f"报告{'.xlsb' if how == 'binary' else '.ods'}"
    if how == "binary":
        path.write_bytes(xlsb(rows))
    else:
        one_sheet(draft).save(tmp_path / "报告.xlsx")
        _laid_out(converted([tmp_path / "报告.xlsx"], "ods", tmp_path)[0], path)
    report = recognise(read_document(path))
    assert [] == wrong(report, draft.values)
    assert {State.NUMBER, State.ZERO} >= {fact.state for fact in report.cells.values()}


def _laid_out(source: Path, target: Path) -> None:
    """The workbook with each of its tags on a line of its own."""
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"><table:table-cell", b">\n<table:table-cell")
    with zipfile.ZipFile(target, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)


@pytest.mark.xdist_group("office")
def test_an_open_document_workbook_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read as it is, and that its cells were not looked at is said with what to do; none of one piece is."""
    path = tmp_path / "报告.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        whole = _SHEET.format('<text:p>50<text:span text:style-name="S">2</text:span></text:p>')
        file.writestr(
            "content.xml",
            whole.replace("office:document ", "office:document-content ").replace("document>", "document-content>"),
        )
    programs._OFFICE.close()  # noqa: SLF001 - one that runs already needs no program
    monkeypatch.setattr(shutil, "which", lambda _: None)
    document = read_document(path)
    assert ["502"] == [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "libreoffice" in document.remarks[0].text
    for needs_it in (b'<?xml version="1.0"?>' + _SHEET.format("").encode(), xlsb([["件数", "8"]])):
        path.write_bytes(needs_it)
        with pytest.raises(DocumentError, match="libreoffice"):
            read_document(path)
