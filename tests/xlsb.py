"""A binary workbook of Excel, record by record: a cell behind another in its row has a record without a column."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROW, _REAL, _TEXT, _NEXT_REAL, _NEXT_TEXT = 0, 5, 6, 16, 17
_BEGIN_SHEET, _END_SHEET, _BEGIN_BOOK, _END_BOOK = 129, 130, 131, 132
_BEGIN_SHEETS, _END_SHEETS, _BEGIN_DATA, _END_DATA, _SHEET = 143, 144, 145, 146, 156
_SEVEN_BITS = 0x7F


def xlsb(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook of one sheet; what is a number by its looks is one there."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{_kinds()}</Types>',
        "_rels/.rels": _link("officeDocument", "xl/workbook.bin"),
        "xl/_rels/workbook.bin.rels": _link("worksheet", "worksheets/sheet1.bin"),
        "xl/workbook.bin": b"".join(_book()),
        "xl/worksheets/sheet1.bin": b"".join(_sheet(rows)),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def _kinds() -> str:
    excel = "application/vnd.ms-excel"
    links = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {"workbook": f"{excel}.sheet.binary.macroEnabled.main", "worksheets/sheet1": f"{excel}.worksheet"}
    named = (f'<Override PartName="/xl/{name}.bin" ContentType="{kind}"/>' for name, kind in parts.items())
    return f'<Default Extension="rels" ContentType="{links}"/>{"".join(named)}'


def _link(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _book() -> Iterator[bytes]:
    yield _record(_BEGIN_BOOK)
    yield _record(_BEGIN_SHEETS)
    yield _record(_SHEET, struct.pack("<II", 0, 1) + _string("rId1") + _string("一"))
    yield _record(_END_SHEETS)
    yield _record(_END_BOOK)


def _sheet(rows: Sequence[Sequence[str]]) -> Iterator[bytes]:
    yield _record(_BEGIN_SHEET)
    yield _record(_BEGIN_DATA)
    for at, row in enumerate(rows):
        yield _record(_ROW, struct.pack("<IIHHBIII", at, 0, 300, 0, 0, 1, 0, len(row)))
        for column, text in enumerate(row):
            number = text.replace(".", "", 1).isdigit()
            body = struct.pack("<d", float(text)) if number else _string(text)
            place = struct.pack("<II", column, 0) if not column else struct.pack("<I", 0)
            kind = (_NEXT_REAL if number else _NEXT_TEXT) if column else (_REAL if number else _TEXT)
            yield _record(kind, place + body)
    yield _record(_END_DATA)
    yield _record(_END_SHEET)


def _string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, body: bytes = b"") -> bytes:
    return _number(kind) + _number(len(body)) + body


def _number(value: int) -> bytes:
    """A number in groups of seven bits, the lowest first."""
    out = bytearray()
    while value > _SEVEN_BITS:
        out.append(value & _SEVEN_BITS | 0x80)
        value >>= 7
    return bytes([*out, value])
