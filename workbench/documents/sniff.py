"""Which reader a file is for, decided by its content and never by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.documents.model import Document, Grid, Paragraph
from workbench.documents.plain import read_text
from workbench.errors import DocumentError

LIMIT = 20_000_000
"""The largest file that is read, in bytes."""

Blocks = tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]


class Format(NamedTuple):
    """A file format: its Chinese name, the bytes it begins with, and its reader if there is one."""

    name: str
    begins: tuple[bytes, ...]
    read: Callable[[bytes], Blocks] | None


FORMATS = (
    Format("PDF", (b"%PDF-",), None),
    Format("DOCX、XLSX 或压缩包", (b"PK\x03\x04", b"PK\x05\x06"), None),
    Format("旧版 Word、Excel 或 WPS", (b"\xd0\xcf\x11\xe0",), None),
    Format("RTF", (b"{\\rtf",), None),
    Format("图片", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), None),
    Format("文本", (b"",), read_text),
)
"""All formats, the most telling beginnings first; text has none and is last."""


def read_document(path: str | Path) -> Document:
    """The document in a file. Raises DocumentError, in words that say what to do, where it cannot be read."""
    data = _bytes(Path(path))
    found = next(known for known in FORMATS if data.lstrip()[:16].startswith(known.begins))
    if found.read is None:
        raise DocumentError(f"暂不能读取{found.name}文件，请另存为 UTF-8 文本后重试。")
    blocks, remarks = found.read(data)
    if not blocks:
        raise DocumentError("文件中没有文字，请核实是否取错文件。")
    return Document(str(path), hashlib.sha256(data).hexdigest(), blocks, remarks)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise DocumentError(f"文件过大（{size / 1_000_000:.0f} MB，上限 {LIMIT // 1_000_000} MB），请拆分后重试。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("文件不存在，请检查路径。") from error
    except OSError as error:
        raise DocumentError("无法打开文件，请检查它是否被占用、是否有读取权限。") from error
    if not data.strip():
        raise DocumentError("文件是空的，请重新取得该单位的报告。")
    return data
