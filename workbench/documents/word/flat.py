"""Word files that are one XML file: their parts put into an archive, and read as any Word file is."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents import word
from workbench.documents.files import contents
from workbench.documents.model import Document
from workbench.documents.word.parts import LARGEST, parsed
from workbench.documents.word.wordml import parts_of
from workbench.errors import DocumentError

_P = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BROKEN = "Word XML 文件已损坏或不完整，请用 Word 打开后另存为 DOCX 再试。"


def read(path: Path) -> Document:
    """The document in a Word file of one piece. Raises DocumentError where it is broken or larger than any report."""
    data = contents(path)
    if len(data) > LARGEST:
        raise DocumentError("Word 文件内容过大，不像一份年度报告，请核实是否取错文件。")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        root = parsed(data)
        for name, part in parts_of(root) if str(root.tag).endswith("}wordDocument") else _parts(root):
            archive.writestr(name, part)
    with TemporaryDirectory(prefix="workbench-") as folder:
        made = Path(folder) / "made.docx"
        made.write_bytes(out.getvalue())
        found = word.read(made)
    return replace(found, source=str(path), sha256=hashlib.sha256(data).hexdigest())


def _parts(root: Element) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each part."""
    seen: set[str] = set()
    for part in root.iterchildren(_P + "part"):
        name = str(part.get(_P + "name") or "").lstrip("/")
        if name and name not in seen:
            seen.add(name)
            yield name, _content(part)


def _content(part: Element) -> bytes:
    inner = next((one for one in part if len(one) or one.text), None)
    if inner is None:
        return b""
    if inner.tag == _P + "xmlData":
        return etree.tostring(inner[0], encoding="utf-8") if len(inner) else b""
    try:
        return base64.b64decode(inner.text or "")
    except (binascii.Error, ValueError) as error:
        raise DocumentError(_BROKEN) from error
