"""Files made to harm whoever reads them, and what is to be said of each; none is larger than a megabyte."""

from __future__ import annotations

import io
import random
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import openpyxl

from tests.builders import Draft, as_text
from tests.documents.pdfs import by_hand, locked, stream, text
from tests.documents.prints import printed
from tests.documents.test_archive import packed_from
from tests.ole import ole
from tests.pages import site
from tests.words import NAMESPACE, body, docx

BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
"""Entities that stand for ten of one another, which makes a hundred million."""


class Hostile(NamedTuple):
    """A file, and what the reason says with which it is refused; nothing where it may be read as well as it can be."""

    name: str
    data: bytes
    said: str = ""


def _locked(draft: Draft, _address: str) -> Iterator[Hostile]:
    """Files with a password."""
    package = ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(range(256)) * 20})
    yield Hostile("加密.docx", package, "解除密码")
    yield Hostile("加密.xlsx", package, "解除密码")
    yield Hostile("加密.pdf", locked(text(50, 50, "secret"), b"secret"), "解除密码")
    data = bytearray(packed_from([("报告.txt", as_text(draft))]))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    yield Hostile("加密.zip", bytes(data), "解除密码")


def _broken(draft: Draft, _address: str) -> Iterator[Hostile]:
    """Files cut off, empty, or of another kind than they say."""
    yield Hostile("截断.docx", docx(body(draft))[:-300], "重新取得")
    yield Hostile("截断.xlsx", _workbook()[:-300], "重新取得")
    yield Hostile("截断.pdf", printed(draft)[:-3000], "重新取得")
    yield Hostile("截断.doc", ole({"WordDocument": b"\xec\xa5" * 9000, "1Table": bytes(9000)})[:9000], "重新取得")
    yield Hostile("空.docx", b"", "重新取得")
    yield Hostile("空白.txt", b" \r\n" * 999, "重新取得")
    yield Hostile("程序.docx", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + random.Random(1).randbytes(60_000), "原始文件")
    yield Hostile("程序.txt", b"\x7fELF\2\1\1" + random.Random(2).randbytes(60_000), "原始文件")


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in range(1, 99):
        book.worksheets[0].append([f"行{row}", row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# -- archives ---------------------------------------------------------------------------------------------


def _archives(draft: Draft, _address: str) -> Iterator[Hostile]:
    """Archives that expand beyond measure, or out of their folder."""
    yield Hostile("炸弹.zip", packed_from([("a.txt", b"0" * 60_000_000)]), "异常庞大")
    yield Hostile("炸弹.docx", packed_from([("word/document.xml", b"<w>" + b" " * 90_000_000)]), "异常庞大")
    yield Hostile("众多.zip", packed_from([(f"{at}.txt", "") for at in range(6000)]), "异常庞大")
    nested = packed_from([("报告.txt", as_text(draft))])
    for _ in range(6):
        nested = packed_from([("内.zip", nested)])
    yield Hostile("嵌套.zip", nested, "请解压")
    outside = [("../../穿越.txt", "x"), (f"{tempfile.gettempdir()}/穿越.txt", "x"), ("C:\\穿越.txt", "x")]
    yield Hostile("穿越.zip", packed_from(outside), "疑似恶意")
    yield Hostile("链接.zip", _link(), "疑似恶意")
    yield Hostile("重叠.zip", _overlapping(), "请")


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def _overlapping() -> bytes:
    """An archive whose members all stand for the same bytes."""
    one = packed_from([("a.txt", b"0" * 4_000_000)])
    at = one.index(b"PK\1\2")
    directory = b"".join(one[at : one.index(b"PK\5\6")].replace(b"a.txt", b"%05d" % number) for number in range(4000))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 4000, 4000, len(directory), at, 0)
    return one[:at] + directory + end


# -- markup -----------------------------------------------------------------------------------------------


def _markup(draft: Draft, address: str) -> Iterator[Hostile]:
    """Entities that expand or come from elsewhere, endless nesting, cells without number."""
    outside = f'<!ENTITY x SYSTEM "{address}/x"><!ENTITY % y SYSTEM "{address}/y"> %y;'
    word = f'<w:document xmlns:w="{NAMESPACE}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    sheet += '<c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>'
    for kind, declared, used in (("膨胀", f'<!ENTITY a "aaaaaaaaaa">{BOMB}', "&i;"), ("外部", outside, "&x;")):
        head = f'<?xml version="1.0"?><!DOCTYPE a [{declared}]>'
        yield Hostile(f"{kind}.docx", packed_from([("word/document.xml", head + word.format(used))]), "请")
        yield Hostile(f"{kind}.xlsx", _with_sheet(head + sheet.format(used)))
        yield Hostile(f"{kind}.odt", packed_from([("content.xml", f"{head}<a>{used}</a>")]), "请")
        yield Hostile(f"{kind}.html", f"{head}<html><body><p>{used}</p></body></html>".encode())
        yield Hostile(
            f"{kind}.svg", f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>{used}</text></svg>'.encode()
        )
        yield Hostile(f"{kind}.xml", f"{head}<w:wordDocument xmlns:w='x'>{used}</w:wordDocument>".encode(), "请")
    yield Hostile("深.html", b"<html><body>" + b"<div>" * 190_000)
    yield Hostile("深表.html", b"<html><body>" + b"<table><tr><td>" * 60_000)
    yield Hostile("宽.html", b"<html><table><tr>" + b"<td colspan=1000 rowspan=9999>1" * 30_000)
    yield Hostile("多格.zip", packed_from([("多格.html", b"<html><table><tr>" + b"<td>1" * 900_000)]), "单元格过多")
    yield Hostile("深.rtf", b"{\\rtf1" + b"{" * 400_000, "请")
    fetching = f'<img src="{address}/a"><script src="{address}/b"></script><iframe src="{address}/c"></iframe>'
    yield Hostile("取.html", site(draft).replace("</body>", f'{fetching}<link href="{address}/d"></body>').encode())


def _with_sheet(xml: str) -> bytes:
    """A workbook whose first sheet is that XML."""
    with zipfile.ZipFile(io.BytesIO(_workbook())) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return packed_from([(name, xml if name == "xl/worksheets/sheet1.xml" else data) for name, data in members])


# -- PDF and pictures --------------------------------------------------------------------------------------


def _pdfs(_draft: Draft, _address: str) -> Iterator[Hostile]:
    """Pages without number, things that hold themselves, streams that expand, pages and pictures of any size."""
    page, one = by_hand(text(50, 50, "a page")), b"/Kids [4 0 R] /Count 1"
    many = b"/Kids [" + b"4 0 R " * 10_000 + b"] /Count 10000"
    yield Hostile("万页.pdf", page.replace(one, many), "超过上限")
    yield Hostile("自指页.pdf", page.replace(one, b"/Kids [2 0 R] /Count 9"), "重新取得")
    yield Hostile("自指流.pdf", page.replace(b"/Contents 5 0 R", b"/Contents 4 0 R"), "请")
    known = "/XObject << /I 4 0 R >>"
    form = stream(b"q /I Do /I Do Q", f"/Type /XObject /Subtype /Form /BBox [0 0 400 500] /Resources << {known} >>")
    yield Hostile("自指图.pdf", by_hand("/I Do\n" * 999 + text(50, 50, "x"), objects=[form], resources=known), "请")
    yield Hostile("线.pdf", _deflated(b"0 0 m " + b"9 9 l 5 5 l " * 2_000_000 + b"S"), "请")
    yield Hostile("膨胀.pdf", _deflated(b" " * 200_000_000), "请")
    size = "/Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    image = stream(b"0", f"/Type /XObject /Subtype /Image {size}")
    shown = "q 400 0 0 500 0 0 cm /I Do Q"
    yield Hostile("大图.pdf", by_hand(shown, objects=[image], resources=known), "请")
    yield Hostile("大页.pdf", by_hand(shown, page="/MediaBox [0 0 99999999 99999999]"), "请")


def _deflated(content: bytes) -> bytes:
    """A page whose content is small until it is unpacked."""
    return by_hand("").replace(stream(b""), stream(zlib.compress(content), "/Filter /FlateDecode"))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(wide: int, high: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pictures(_draft: Draft, _address: str) -> Iterator[Hostile]:
    """Pictures larger than they are."""
    yield Hostile("大图.png", _png(30_000, 30_000, zlib.compress(bytes(9))), "图片过大")
    yield Hostile("短图.png", _png(1600, 2300, zlib.compress(bytes(9))), "重新取得")
    yield Hostile("截断.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(60), "重新取得")


# -- text -------------------------------------------------------------------------------------------------


def _texts(_draft: Draft, _address: str) -> Iterator[Hostile]:
    """What takes a careless pattern for ever."""
    pieces = {
        "数字": "1" * 60_000,
        "千分": "1," * 30_000,
        "汉字数": "一二三万亿" * 12_000,
        "括号": "（" * 30_000 + "）" * 30_000,
        "空格": " " * 59_000 + "x",
        "全角": "１，２３４．５" * 8_000,
        "百分": "同比增长1%，" * 8_000,
        "序号": "一是二是三是" * 10_000,
        "竖线": "|" * 6_000,
        "标点": "，。；：" * 14_000,
        "年": "2023年" * 10_000,
        "角括号": "<" * 40_000,
        "引号": '"' * 40_000,
        "行": "\n\t1" * 2_000,
        "件": "收到申请1件" * 10_000,
    }
    for name, piece in pieces.items():
        head = "青石县水利局2023年政府信息公开工作年度报告\n一、总体情况\n"
        yield Hostile(f"文本{name}.txt", f"{head}{piece}\n二、主动公开政府信息情况\n".encode())


FAMILIES: dict[str, Callable[[Draft, str], Iterator[Hostile]]] = {
    "locked": _locked,
    "broken": _broken,
    "archives": _archives,
    "markup": _markup,
    "pdf": _pdfs,
    "pictures": _pictures,
    "texts": _texts,
}
"""Files by what is wrong with them: of a good report, and of an address that nobody may ask for."""
