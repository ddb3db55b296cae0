"""What is looked at before LibreOffice is given a file: whether it is whole, and whether it is locked.

LibreOffice reads as far as it can and says nothing of what is missing, and a password it would ask for.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import olefile
from lxml import etree

from workbench.documents.packed import member, opened
from workbench.errors import DocumentError

_AGAIN = "请重新取得该文件，或用 Office、WPS 打开修复后另存为 DOCX 或 XLSX 再试"
TOO_DEEP = f"文件嵌套过深，疑似恶意文件，未予读取；{_AGAIN}。"
_CUT = f"文件不完整，后面的内容已丢失，未予读取；{_AGAIN}。"
_BROKEN = f"文件已损坏，无法读取；{_AGAIN}。"
_LOCKED = "文件已加密，请解除密码后另存一份再试。"
_DEEPEST = 500
_LARGEST = 60_000_000
"""Bytes of the text of an ODT file, which has pictures beside it."""
_FLAGS = struct.Struct("<HHHHHH")
_ENCRYPTED = 0x0100
_BRACE = re.compile(rb"\\bin(\d{1,9}) ?|\\.|[{}]", re.DOTALL)


def check_ole(data: bytes) -> None:
    """Raise DocumentError where a DOC or WPS file is cut off, encrypted, or holds no text document."""
    try:
        with olefile.OleFileIO(data, raise_defects=olefile.DEFECT_INCORRECT) as file:
            if not file.exists("WordDocument"):
                raise DocumentError("这不是 Word 或 WPS 的文字文件，请核实是否取错文件，或另存为 DOCX、PDF 后再试。")
            first = file.openstream("WordDocument").read(_FLAGS.size)
            if len(first) == _FLAGS.size and _FLAGS.unpack(first)[-1] & _ENCRYPTED:
                raise DocumentError(_LOCKED)
            for stream in file.listdir():
                file.openstream(stream)
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise DocumentError(_CUT) from error


def check_rtf(data: bytes) -> None:
    """Raise DocumentError where an RTF file is cut off or nested beyond measure."""
    depth = 0
    for change, _ in braces(data):
        depth += change
        if depth > _DEEPEST:
            raise DocumentError(TOO_DEEP)
        if depth == 0:
            return
    raise DocumentError(_CUT)


def braces(data: bytes, at: int = 0) -> Iterator[tuple[int, int]]:
    """1 for each group of RTF that begins, -1 for each that ends, and where its brace ends; raw bytes are leapt."""
    while found := _BRACE.search(data, at):
        at = found.end() + int(found[1] or 0)
        if found[0] in b"{}":
            yield 1 if found[0] == b"{" else -1, at


def check_odt(data: bytes) -> None:
    """Raise DocumentError where an ODT file is broken, a bomb, or encrypted."""
    archive = opened(data)
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in member(archive, "META-INF/manifest.xml"):
        raise DocumentError(_LOCKED)
    if archive.getinfo("content.xml").file_size > _LARGEST:
        raise DocumentError("文件内容过大，不像一份年度报告，请核实是否取错文件。")
    check_xml(member(archive, "content.xml"))


def check_xml(data: bytes) -> None:
    """Raise DocumentError where XML is cut off, broken or a bomb."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(_BROKEN) from error
