"""Looking into ZIP archives, which DOCX and XLSX are too, before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from workbench.documents.files import LIMIT, once
from workbench.errors import DocumentError

GZIP = b"\x1f\x8b"
"""How a file begins that was compressed alone, as pages are that programs fetch from the web."""
MOST_MEMBERS = 5_000
LARGEST = 300_000_000
"""The most bytes that an archive may expand to."""
STEEPEST = 200
"""The highest ratio of a large member's size to what it takes up; ordinary ones stay below 50."""
_LARGE = 5_000_000
_MOST_PARTS = 100
_ENCRYPTED = 0x1
_MOST_RECORDS = 200_000
"""Members beyond which an archive is not even listed, which takes memory for each; archives within it are counted."""


def listed(data: bytes) -> zipfile.ZipFile:
    """The archive in the bytes, which stays open for all who look into it.

    Raises BadZipFile, OSError, ValueError or NotImplementedError where it is none.
    """
    return once(_listed, data)


def _listed(data: bytes) -> zipfile.ZipFile:
    if data.count(b"PK\1\2") > _MOST_RECORDS:
        raise zipfile.BadZipFile
    archive = zipfile.ZipFile(BytesIO(data))
    for info in archive.infolist():
        if "\\" in info.filename:  # as some programs of Windows write it
            info.filename = info.filename.replace("\\", "/")
            archive.NameToInfo[info.filename] = info
    return archive


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in the bytes. Raises DocumentError where it is broken, encrypted, or expands beyond all measure."""
    try:
        archive = listed(data)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError("DOCX、XLSX 等压缩格式的文件已损坏或不完整，无法解开，请重新取得该文件。") from error
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentError("文件已加密，请解除密码后另存一份再试。")
    total = sum(member.file_size for member in members)
    steep = any(m.file_size > _LARGE and m.file_size > STEEPEST * max(m.compress_size, 1) for m in members)
    if len(members) > MOST_MEMBERS or total > LARGEST or steep:
        raise DocumentError("文件解开后异常庞大，疑似恶意文件，未予读取；请核实来源，或另存为文本后重试。")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member, read no further than it says it goes. Raises DocumentError where it is broken."""
    try:
        with archive.open(name) as file:
            return file.read(archive.getinfo(name).file_size)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DocumentError("DOCX、XLSX 等压缩格式的文件已损坏或不完整，无法解开，请重新取得该文件。") from error


def alone(data: bytes) -> bytes:
    """The one file in compressed bytes, which may be so in several parts.

    Raises DocumentError where they are cut off, or expand beyond all measure.
    """
    left, parts = data, list[bytes]()
    room = min(max(_LARGE, STEEPEST * len(data)), LIMIT)
    while left.startswith(GZIP):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(unpacker.decompress(left, room))
        except zlib.error as error:
            raise DocumentError("压缩包已损坏，无法解开，请重新取得该文件。") from error
        room -= len(parts[-1])
        if not unpacker.eof or room <= 0 or len(parts) > _MOST_PARTS:
            raise DocumentError("压缩包不完整，或解开后异常庞大，未予读取；请重新取得该文件，或解压后再试。")
        left = unpacker.unused_data
    if left.strip(b"\0"):
        raise DocumentError("压缩包已损坏，无法解开，请重新取得该文件。")
    return b"".join(parts)
