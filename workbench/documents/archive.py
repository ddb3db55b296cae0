"""Archives: unpacked with limits, never outside their folder; one that holds a single report is read as it.

ZIP archives, and files compressed alone.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from workbench.documents.files import contents
from workbench.documents.model import Document
from workbench.documents.packed import GZIP, alone, member, opened
from workbench.errors import DocumentError

_UTF8 = 0x800
_LINK = 0o120000
_PARTS = frozenset({".css", ".js", ".map", ".ico", ".woff", ".woff2", ".ttf", ".eot", ".svg", ".json", ".swf"})
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"})
_PAGES = frozenset({".html", ".htm", ".mht", ".mhtml", ".shtml"})
_BESIDE = ("_files", ".files", "_文件")
"""How browsers call the folder of what belongs to a page that they saved."""
_SYSTEM = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})
_LONGEST = 120
_DEEPEST = 3
_DEPTH = ContextVar("archives around one another", default=0)
"""An archive can hold itself."""


class Member(NamedTuple):
    """A file out of an archive: its name there and where it was put; or, where it was not, the reason."""

    name: str
    path: Path | None
    reason: str = ""


def read(path: Path) -> Document:
    """The one report in an archive. Raises DocumentError where it holds none or several."""
    if _DEPTH.get() == _DEEPEST:
        raise DocumentError("压缩包层层嵌套，请解压后再试。")
    depth = _DEPTH.set(_DEPTH.get() + 1)
    try:
        return _only(path)
    finally:
        _DEPTH.reset(depth)


def _only(path: Path) -> Document:
    data = contents(path)
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        members = list(unpacked(data, Path(folder)))
        found = [one for one in members if one.path is not None]
        if len(found) != 1:
            reasons = "".join(dict.fromkeys(one.reason for one in members if one.reason))
            several = f"压缩包中有{len(found)}个文件，请解压后逐份读取，或将压缩包整体加入批量核查。"
            raise DocumentError(several if found else reasons or "压缩包中没有可读的报告文件，请核实是否取错文件。")
        from workbench.documents.sniff import read_document  # noqa: PLC0415 - the registry imports its formats by name

        document = read_document(found[0].path or path)
    return replace(document, source=str(path), sha256=sha256(data).hexdigest())


def unpacked(data: bytes, folder: Path) -> Iterator[Member]:
    """The files of an archive that may be reports, each put into the folder under a name of its own.

    What belongs to a saved web page, and what operating systems leave behind, is passed over. Raises DocumentError
    where the archive is broken, encrypted or too large.
    """
    if data.startswith(GZIP):
        target = folder / "文件"
        target.write_bytes(alone(data))
        yield Member(target.name, target)
        return
    archive = opened(data)
    infos = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
    saved_page = any(PurePosixPath(name).suffix.lower() in _PAGES for name, _ in infos)
    for number, (name, info) in enumerate(infos):
        if not _is_passed_over(name, saved_page=saved_page):
            yield _put(archive, info, name, folder / f"{number:05}")


def _put(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, folder: Path) -> Member:
    parts = PurePosixPath(name.replace("\\", "/"))
    if ".." in parts.parts or parts.is_absolute() or ":" in name or (info.external_attr >> 16) & 0o170000 == _LINK:
        return Member(name, None, "压缩包中的路径指向包外，疑似恶意文件，未予解开；请核实来源。")
    try:
        data = member(archive, info.filename)
    except DocumentError as error:
        return Member(name, None, str(error))
    folder.mkdir()
    target = folder / (parts.name[-_LONGEST:] or "文件")
    target.write_bytes(data)
    return Member(name, target)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the mark of UTF-8, Windows wrote it in the system's own encoding."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_passed_over(name: str, *, saved_page: bool) -> bool:
    parts = [part.lower() for part in PurePosixPath(name.replace("\\", "/")).parts]
    suffix = PurePosixPath(name).suffix.lower()
    system = any(part in _SYSTEM or part.startswith("~$") for part in parts)
    beside = any(part.endswith(_BESIDE) for part in parts[:-1])
    return system or suffix in _PARTS or (saved_page and (suffix in _IMAGES or beside))
