"""Workbooks of other formats (XLS, ODS) that say more than their values: made XLSX, where all of it is looked at.

Most say no more, and are read as they are. Hidden rows, errors, raised digits and numbers shown as others are looked
for, and LibreOffice is asked only where there are such. An OpenDocument workbook in one piece is made XLSX as well, and
so are a binary one (XLSB), of which calamine passes over cells that follow one another, and one with space between its
cells, which it does not read.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from workbench.documents.packed import member, opened
from workbench.documents.sheet.formats import BUILT_IN, misleads

FLAT, BINARY = ".fods", ".xlsb"
_OLE, _ZIP, _PIECE = b"\xd0\xcf\x11\xe0", b"PK", b"<office:document "
_HEAD = 65_536
_CONTENT, _BINARY = "content.xml", re.compile(r"xl/workbook\d?\.bin")

_TELLING = re.compile(
    rb'<table:table-row[^<>]*>\s+<|table:visibility="(?:collapse|filter)"|text-position="(?:su|-?[1-9])|text-line-through-(?:style|type)="(?!none)'
    rb'|fo:color="#ffffff"|value-type="error"|<text:p>(?:#[A-Z]|Err:\d)'
)
_SHOWN = re.compile(rb'office:value="([^"]*)"[^>]*>\s*<text:p(?:/>|>([^<]*)</text:p>)')
_OTHER = re.compile(rb"[^\d.-]")

_RECORD = struct.Struct("<HH")
_FONT, _COLUMN, _ROW, _ERROR, _FORMULA, _FORMAT, _STYLE = 0x31, 0x7D, 0x208, 0x205, 0x06, 0x41E, 0xE0
_NUMBER, _PACKED, _SEVERAL = 0x203, 0x27E, 0xBD


def telling(data: bytes) -> str:
    """The suffix of a workbook of another format that says more than its values; empty where it says no more."""
    if data.startswith(_OLE):
        return ".xls" if _is_telling_xls(data) else ""
    if data.startswith(_ZIP):
        archive = opened(data)
        if any(map(_BINARY.fullmatch, archive.NameToInfo)):
            return BINARY
        says_more = _CONTENT in archive.NameToInfo and _is_telling_ods(member(archive, _CONTENT))
        return ".ods" if says_more else ""
    return FLAT if _PIECE in data[:_HEAD] else ""


def _is_telling_ods(content: bytes) -> bool:
    return bool(_TELLING.search(content)) or any(_differs(*pair) for pair in _SHOWN.findall(content))


def _differs(value: bytes, shown: bytes) -> bool:
    """Whether a cell shows another number than it holds."""
    try:
        return float(value) != float(_OTHER.sub(b"", shown))
    except ValueError:
        return True


# -- XLS ------------------------------------------------------------------------------------------------


def _is_telling_xls(data: bytes) -> bool:
    """Whether some records of the workbook say of its cells what the values do not; a broken one is for its reader."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            name = next((name for name in ("Workbook", "Book") if file.exists(name)), "")
            return bool(name) and _says_more(file.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error):
        return False


def _says_more(stream: bytes) -> bool:
    codes, styles = dict(BUILT_IN), list[str]()
    for kind, body in _records(stream):
        if kind == _FORMAT:
            codes[body[0] | body[1] << 8] = _text(body)
        elif kind == _STYLE:
            styles.append(codes.get(body[2] | body[3] << 8, ""))
        elif _is_aside(kind, body) or any(misleads(styles[at], value) for at, value in _numbers(kind, body)):
            return True
    return False


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + _RECORD.size <= len(stream):
        kind, size = _RECORD.unpack_from(stream, at)
        at += _RECORD.size
        yield kind, stream[at : at + size]
        at += size


def _is_aside(kind: int, body: bytes) -> bool:
    """Letters raised, lowered or struck out; hidden rows and columns; errors in the place of values."""
    if kind == _FONT:
        return bool(body[2] & 0x08 or body[8])
    if kind == _ROW:
        return bool(body[12] & 0x20)
    if kind == _COLUMN:
        return bool(body[8] & 0x01) or body[4:6] == b"\0\0"
    if kind == _ERROR:
        return body[7] == 1
    return kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2  # noqa: PLR2004 - the sign of an error


def _text(body: bytes) -> str:
    """The code of a format, in letters of one byte or of two."""
    wide = body[4:5] == b"\1"
    return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")


def _numbers(kind: int, body: bytes) -> Iterator[tuple[int, float]]:
    """The numbers that a record holds, each with the number of its style."""
    if kind == _NUMBER or (kind == _FORMULA and body[12:14] != b"\xff\xff"):
        yield body[4] | body[5] << 8, struct.unpack_from("<d", body, 6)[0]
    elif kind == _PACKED:
        yield body[4] | body[5] << 8, _unpacked(body[6:10])
    elif kind == _SEVERAL:
        for at in range(4, len(body) - 6, 6):
            yield body[at] | body[at + 1] << 8, _unpacked(body[at + 2 : at + 6])


def _unpacked(four: bytes) -> float:
    """A number as Excel packs it into four bytes: a whole one or the upper half of a fraction, either in hundredths."""
    whole = int.from_bytes(four, "little", signed=True) >> 2
    fraction = struct.unpack("<d", b"\0\0\0\0" + bytes([four[0] & 0xFC]) + four[1:])[0]
    value = float(whole) if four[0] & 0x02 else fraction
    return value / 100 if four[0] & 0x01 else value
