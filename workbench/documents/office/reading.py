"""DOC, WPS, RTF and ODT: made DOCX by LibreOffice, and read as that.

Places are those in the DOCX file, which has the same paragraphs and tables in the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from workbench.documents import word
from workbench.documents.files import contents
from workbench.documents.model import Document
from workbench.documents.office.checks import check_odt, check_ole, check_rtf, check_xml
from workbench.documents.office.fields import without_rtf_fields
from workbench.documents.office.process import OfficeError, convert
from workbench.documents.office.values import packed, without_values
from workbench.errors import DocumentError


class _Kind(NamedTuple):
    """How a file begins, the suffix by which LibreOffice knows it, what is looked at before, and what is left out."""

    mark: bytes
    suffix: str
    check: Callable[[bytes], None]
    without: Callable[[bytes], bytes] = lambda data: data


_KINDS = (
    _Kind(b"\xd0\xcf\x11\xe0", ".doc", check_ole),
    _Kind(b"{\\rtf", ".rtf", check_rtf, without_rtf_fields),
    _Kind(b"PK", ".odt", check_odt, lambda data: packed(data, without_values)),
    _Kind(b"", ".fodt", check_xml, without_values),
)


def read(path: Path) -> Document:
    """The document in a file that LibreOffice can read.

    Raises DocumentError where it is cut off, encrypted, or takes too long, and where LibreOffice is not installed.
    """
    data = contents(path)
    kind = next(kind for kind in _KINDS if data.lstrip().startswith(kind.mark))
    kind.check(data)
    with converted(kind.without(data), kind.suffix, "docx") as made:
        found = word.read(made)
    return replace(found, source=str(path), sha256=hashlib.sha256(data).hexdigest())


@contextmanager
def converted(data: bytes, suffix: str, kind: str) -> Iterator[Path]:
    """A file of a kind, ``docx`` or ``xlsx``, made of bytes that LibreOffice knows by a suffix; gone thereafter.

    Raises DocumentError where LibreOffice cannot make it, takes too long, or is not installed.
    """
    anew = f"请用 Office 或 WPS 打开，另存为 {kind.upper()} 后重试"
    with TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source, made = folder / f"source{suffix}", folder / f"made.{kind}"
        source.write_bytes(data)
        try:
            convert(source, made)
        except OfficeError as error:
            refused = DocumentError(f"LibreOffice 打不开该文件，文件可能已损坏或已加密；{anew}。")
            refused.add_note(str(error))
            raise refused from error
        if not made.is_file() or not made.stat().st_size:
            raise DocumentError(f"LibreOffice 没有转换出内容，文件可能已损坏；{anew}。")
        yield made
