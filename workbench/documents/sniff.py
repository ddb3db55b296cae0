"""Which reader a file is for, decided by its content and never by its name.

A format is one entry of FORMATS and one module with ``read(path) -> Document``, imported when the first file of its
kind comes.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from workbench.documents.files import held
from workbench.documents.json_page import is_json
from workbench.documents.model import Document
from workbench.documents.packed import GZIP, listed
from workbench.errors import DocumentError

_HEAD = 65_536
_JUNK = 1024
_NAME_FIELD = 64
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"LZIP")
_HTML = re.compile(
    r"<!doctype\s+html|<html\b|<rss\b|<feed\b|<head\b|<body\b|<meta\b|<title\b|<(?:table|div|p|span|tr|td)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_MHTML = re.compile(r"^content-type:\s*multipart/related|^mime-version:", re.IGNORECASE | re.MULTILINE)
_WORD_XML = ('progid="Word.Document"', "<w:wordDocument")
_FLAT_WORD = "http://schemas.microsoft.com/office/2006/xmlPackage"
_SHEET_XML = re.compile(r"<(?:\w{1,9}:)?Workbook\b[^<>]*urn:schemas-microsoft-com:office:spreadsheet")
_WORKBOOK = "Workbook"
_DIF = re.compile(r"TABLE\r?\n0,1\r?\n")
_GROUPED = r"(?![^\r\n]*\d[ \t|]+\d)"
"""No numbers that blanks or bars part: the commas of such a line are those of thousands."""
_SEPARATED = tuple(
    re.compile(rf"(?:^|\r){but}(?:[^{mark}\r\n]*{mark}){{3}}", re.MULTILINE)
    for mark, but in ((",", _GROUPED), (";", ""), ("\t", ""))
)
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ZEROS, _OTHERS = 0.002, 0.3
"""UTF-16 has a zero in so many of its bytes, and far fewer in the lower halves: 一 has one there."""
_QUOTED = re.compile(r'(?:^|\t)"[^"\t]{1,200}"(?=\t|\r|\n|$)', re.MULTILINE)
_FEW = 10


def _unmarked(head: bytes) -> str:
    """Which UTF-16 bytes without a mark are, by which of their halves are zero; empty where they are none."""
    upper, lower = head[1::2].count(0), head[::2].count(0)
    if max(upper, lower) <= _ZEROS * len(head) or min(upper, lower) > _OTHERS * max(upper, lower):
        return ""
    return "utf-16-le" if upper > lower else "utf-16-be"


@dataclass(frozen=True)
class Head:
    """A file's bytes and what can be seen of them at a glance."""

    data: bytes

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of the files in a ZIP archive; empty where it is none, or broken."""
        try:
            return frozenset(listed(self.data).namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return frozenset()

    @cached_property
    def text(self) -> str:
        """The beginning as text, each ASCII character as it stands whatever the encoding.

        The halves of a character of UTF-16 are none by themselves: 瀼 is no ``<p``.
        """
        head = self.data[:_HEAD]
        wide = next((name for marks, name in _WIDE if head.startswith(marks)), "") or _unmarked(head)
        return head.decode(wide, "replace") if wide else head.replace(b"\0", b"").decode("latin-1")

    @property
    def separated(self) -> bool:
        """Whether lines are of fields: by commas or semicolons, or by tabs if some fields stand in quotation marks."""
        commas, semicolons, tabs = (len(one.findall(self.text)) >= _FEW for one in _SEPARATED)
        return commas or semicolons or (tabs and len(_QUOTED.findall(self.text)) >= _FEW // 3)

    def flat(self, kind: str) -> bool:
        """Whether it is an OpenDocument file of one piece and of that kind."""
        return "<office:document " in self.text and f'office:mimetype="application/vnd.oasis.{kind}' in self.text

    def begins(self, *marks: bytes) -> bool:
        """Whether the file begins with one of these, spaces before it passed over."""
        return self.data[:_JUNK].lstrip().startswith(marks)

    @property
    def is_xml(self) -> bool:
        """Whether it declares itself to be XML at its very beginning."""
        return "<?xml" in self.text[:_JUNK]

    @property
    def is_sheet_xml(self) -> bool:
        """Whether it is a workbook of Excel in one XML file."""
        return _WORKBOOK in self.text and bool(_SHEET_XML.search(self.text))

    def has(self, *names: str) -> bool:
        """Whether it is a ZIP archive with one of these files in it."""
        return self.begins(b"PK") and not self.members.isdisjoint(names)

    def like(self, pattern: str) -> bool:
        """Whether it is a ZIP archive with a file in it whose name is like that, in letters of any case."""
        return self.begins(b"PK") and any(re.fullmatch(pattern, name, re.IGNORECASE) for name in self.members)

    def streams(self, *names: str) -> bool:
        """Whether it is an OLE file with one of these streams in it."""
        return self.begins(b"\xd0\xcf\x11\xe0") and any(self._entry(name) in self.data for name in names)

    @staticmethod
    def _entry(name: str) -> bytes:
        """How the directory of an OLE file names a stream: the name in its field, then the name's length in bytes."""
        coded = f"{name}\0".encode("utf-16-le")
        return coded.ljust(_NAME_FIELD, b"\0") + len(coded).to_bytes(2, "little")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its Chinese name, how it is known, and its module here; or, where it has none, what to do."""

    name: str
    known: Callable[[Head], bool]
    module: str = ""
    cure: str = ""


FORMATS = (
    Format("PDF", lambda head: b"%PDF-" in head.data[:_JUNK], "pdf"),
    Format("图片", lambda head: head.begins(b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8"), "scan"),
    Format("DOCX", lambda head: head.like(r"word/document\d?\.xml"), "word"),
    Format("XLSX", lambda head: head.like(r"xl/workbook\d?\.(?:xml|bin)"), "sheet"),
    Format("ODS", lambda head: head.has("content.xml") and b"opendocument.spreadsheet" in head.data[:_JUNK], "sheet"),
    Format("ODT", lambda head: head.has("content.xml"), "office"),
    Format("OFD", lambda head: head.has("OFD.xml"), cure="请用 OFD 阅读器另存为 PDF 后重试。"),
    Format("EPUB", lambda head: b"application/epub+zip" in head.data[:_JUNK], cure="请另存为 PDF、DOCX 或网页再试。"),
    Format("压缩包", lambda head: head.begins(b"PK\x03\x04", b"PK\x05\x06", GZIP), "archive"),
    Format("加密的 Office", lambda head: head.streams("EncryptedPackage"), cure="请解除密码后另存一份再试。"),
    Format("旧版 Excel", lambda head: head.streams("Workbook", "Book"), "sheet"),
    Format("旧版 Word 或 WPS", lambda head: head.begins(b"\xd0\xcf\x11\xe0"), "office"),
    Format("网页归档", lambda head: head.begins(b"bplist00") and b"WebMainResource" in head.data, "html"),
    Format("RTF", lambda head: head.begins(b"{\\rtf"), "office"),
    Format(
        "RAR、7z 等压缩包", lambda head: head.begins(*_PACKED) or head.data[257:262] == b"ustar", cure="请解压后再试。"
    ),
    Format("Word XML", lambda head: _FLAT_WORD in head.text[:_JUNK], "word.flat"),
    Format("Word XML", lambda head: head.is_xml and any(mark in head.text for mark in _WORD_XML), "word.flat"),
    Format("单一文件的 ODT", lambda head: head.flat("opendocument.text"), "office"),
    Format("单一文件的 ODS", lambda head: head.flat("opendocument.spreadsheet"), "sheet"),
    Format("XML 表格", lambda head: head.is_sheet_xml, "sheet"),
    Format("SYLK 表格", lambda head: head.begins(b"ID;P"), cure="请用 Excel 或 WPS 打开，另存为 XLSX 再试。"),
    Format("DIF 表格", lambda head: bool(_DIF.match(head.text)), cure="请用 Excel 或 WPS 打开，另存为 XLSX 再试。"),
    Format("UOF（标文通）", lambda head: "<uof:UOF" in head.text, cure="请用 WPS 打开，另存为 DOCX 或 XLSX 再试。"),
    Format("AbiWord", lambda head: "<abiword" in head.text, cure="请用 AbiWord 打开，另存为 DOCX 再试。"),
    Format("JSON", lambda head: is_json(head.data), "html"),
    Format("MHTML", lambda head: bool(_MHTML.search(head.text[:_JUNK])), "html"),
    Format("网页", lambda head: bool(_HTML.search(head.text)), "html"),
    Format("CSV", lambda head: head.separated, "sheet"),
    Format("文本", lambda _: True, "plain"),
)
"""All formats, the most telling marks first; text has none and is last."""


def sniff(data: bytes) -> Format:
    """The format of a file by its bytes."""
    head = Head(data)
    return next(known for known in FORMATS if known.known(head))


def read_document(path: str | Path) -> Document:
    """The document in a file. Raises DocumentError, in words that say what to do, where it cannot be read."""
    with held(Path(path)) as data:
        found = sniff(data)
        if not found.module:
            raise DocumentError(f"不能读取{found.name}文件：{found.cure}")
        document = import_module(f"workbench.documents.{found.module}").read(Path(path))
    if not isinstance(document, Document):
        raise TypeError(f"workbench.documents.{found.module}.read must return a Document")
    return document
