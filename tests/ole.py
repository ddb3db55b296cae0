"""Compound files, the containers of old Office formats and of encrypted new ones, written by hand."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_LEAST = 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ROOT, _STREAM = 5, 2


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A file with streams of those names; short ones are filled up with zeros."""
    contents = [data.ljust(_LEAST, b"\0") for data in streams.values()]
    sizes = [-(-len(data) // _SECTOR) for data in contents]
    directory = -(-(len(streams) + 1) // 4)
    tables = -(-(sum(sizes) + directory + 2) // (_SECTOR // 4 - 1))
    starts = [tables + directory + sum(sizes[:at]) for at in range(len(sizes))]
    chains = [*[_TABLE] * tables, *_chain(tables, directory)]
    for start, size in zip(starts, sizes, strict=True):
        chains += _chain(start, size)
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(tables * _SECTOR, b"\xff")
    entries = [_entry("Root Entry", _END, 0, 1)]
    for at, (name, start) in enumerate(zip(streams, starts, strict=True), 1):
        entries.append(_entry(name, start, len(contents[at - 1]), at + 1 if at < len(starts) else _FREE))
    whole = b"".join(entries).ljust(directory * _SECTOR, b"\0")
    return _header(tables, tables) + table + whole + b"".join(data.ljust(size * _SECTOR, b"\0") for data, size in
                                                              zip(contents, sizes, strict=True))  # fmt: skip


def _chain(start: int, size: int) -> Sequence[int]:
    """The entries of sectors that follow one another."""
    return [*range(start + 1, start + size), _END]


def _header(tables: int, directory: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, _LEAST, _END, 0, _END, 0)
    return head + struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))


def _entry(name: str, start: int, size: int, after: int) -> bytes:
    """A stream by its first sector, its size, and the entry after it; the root has the first one below it instead."""
    kind, after, child = (_STREAM, after, _FREE) if size else (_ROOT, _FREE, after)
    coded = f"{name}\0".encode("utf-16-le")
    head = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, _FREE, after, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
