"""The bytes of a file that a report may be in, and the document made of them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from workbench.documents.model import Document, Grid, Paragraph, Remark
from workbench.errors import DocumentError

LIMIT = 100_000_000
"""The largest file that is read, in bytes: a long scan has less."""

T = TypeVar("T")


class _Held(NamedTuple):
    """A file that is being read, its bytes, and what was made of them."""

    path: Path
    data: bytes
    made: dict[Callable[[bytes], Any], Any]


_held: ContextVar[_Held | None] = ContextVar("_held", default=None)
"""The file that is being read, so that its reader sees the very bytes by which its format was told."""


@contextmanager
def held(path: Path) -> Iterator[bytes]:
    """The bytes of a file, which stay its contents meanwhile. Raises DocumentError as :func:`contents` does."""
    data = contents(path)
    token = _held.set(_Held(path, data, {}))
    try:
        yield data
    finally:
        _held.reset(token)


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises DocumentError where it cannot be opened, is none, is empty or too large."""
    known = _held.get()
    if known and known.path == path:
        return known.data
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):  # a pipe may never end, and what nobody writes into is waited for
            raise DocumentError("不是普通文件（可能是文件夹、管道或设备），请指明报告文件本身。")
        if told.st_size > LIMIT:
            size = f"{told.st_size / 1_000_000:.0f} MB，上限 {LIMIT // 1_000_000} MB"
            raise DocumentError(f"文件过大（{size}），请拆分后重试。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("文件不存在，请检查路径。") from error
    except OSError as error:
        raise DocumentError("无法打开文件，请检查它是否被占用、是否有读取权限。") from error
    if data.isspace() or not data:
        raise DocumentError("文件是空的，请重新取得该单位的报告。")
    return data


def once(make: Callable[[bytes], T], data: bytes) -> T:
    """What ``make`` makes of some bytes; of those of the file that is being read it is made once for all who ask."""
    known = _held.get()
    if known is None or known.data is not data:
        return make(data)
    if make not in known.made:
        known.made[make] = make(data)
    found: T = known.made[make]
    return found


def document(
    path: Path,
    data: bytes,
    blocks: Iterable[Paragraph | Grid],
    remarks: Iterable[Remark] = (),
    margins: Iterable[Paragraph] = (),
) -> Document:
    """The document of a file. Raises DocumentError where it holds no text."""
    found = tuple(blocks)
    if not found:
        raise DocumentError("文件中没有文字，请核实是否取错文件。")
    digest = hashlib.sha256(data).hexdigest()
    return Document(str(path), digest, found, tuple(remarks), tuple(margins))
