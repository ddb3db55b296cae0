"""PDFs written by hand, object by object."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from workbench.documents import Cell, Document, Grid, read_document


def needed(program: str) -> str:
    """The path of a program; the test is skipped without it, unless all tests are to run."""
    found = shutil.which(program)
    if not found and not os.environ.get("WORKBENCH_TEST_ALL"):
        pytest.skip(f"{program} is not installed")
    assert found, f"{program} is not installed"
    return found


def by_hand(
    *contents: str, page: str = "", objects: Sequence[bytes] = (), fonts: str = "", resources: str = ""
) -> bytes:
    """A PDF with a page for each content stream, its font F1 a Helvetica that needs no embedding.

    ``page`` are further entries of the pages; ``objects`` are further objects, numbered from 4 on, and ``fonts`` and
    ``resources`` the names by which pages know them.
    """
    font = f"/Font << /F1 3 0 R {fonts} >> {resources}"
    first = 4 + len(objects)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    box = "" if "/MediaBox" in page else "/MediaBox [0 0 400 500]"
    made = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    for at, content in enumerate(contents):
        made.append(
            f"<< /Type /Page /Parent 2 0 R {box} {page} /Resources << {font} >> "
            f"/Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        made.append(stream(content.encode()))
    return _file(made)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R "
    return out + head.encode() + trailer + f">>\nstartxref\n{len(out)}\n%%EOF".encode()


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_NO_COPYING = -3904


def locked(content: str, password: bytes = b"") -> bytes:
    """A page that only its owner may copy from, and that takes a password to open, if one is given."""
    user = (password + _PAD)[:32]
    owner = _rc4(_md5((b"owner" + _PAD)[:32])[:5], user)
    key = _md5(user + owner + struct.pack("<i", _NO_COPYING) + b"\0")[:5]
    fonts = b"/Resources << /Font << /F1 3 0 R >> >>"
    made = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 500] %b /Contents 5 0 R >>" % fonts,
        stream(_rc4(_md5(key + struct.pack("<IB", 5, 0))[:10], content.encode())),
    ]
    known = (owner.hex().encode(), _rc4(key, _PAD).hex().encode(), _NO_COPYING)
    return _file(made, b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P %d >> " % known)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    """The cipher that the first revision of locks takes."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def ruled(
    numbers: Sequence[Sequence[str]], left: float = 50, top: float = 450, wide: float = 60, high: float = 20
) -> str:
    """The content of a table of numbers with rules around each cell, drawn from its upper left corner."""
    across, down = len(numbers[0]), len(numbers)
    level = [f"{left} {top - i * high} m {left + across * wide} {top - i * high} l S" for i in range(down + 1)]
    upright = [f"{left + j * wide} {top} m {left + j * wide} {top - down * high} l S" for j in range(across + 1)]
    return "\n".join(["0.7 w", *level, *upright, written(numbers, left, top, wide, high)])


def written(
    numbers: Sequence[Sequence[str]], left: float = 50, top: float = 450, wide: float = 60, high: float = 20
) -> str:
    """The content of the numbers of a table alone."""
    return "\n".join(
        f"BT /F1 10 Tf {left + j * wide + 10} {top - i * high - 14} Td ({text}) Tj ET"
        for i, row in enumerate(numbers)
        for j, text in enumerate(row)
    )


def text(x: float, y: float, words: str, size: float = 10, how: str = "0 Tr") -> str:
    """The content of a line of text that begins there, counted from the lower left corner; ``how`` is its mode."""
    return f"BT {how} /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def cells_of(document: Document) -> list[list[Cell]]:
    """The rows of the document's one table, which rules make."""
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert not grid.inferred
    return [list(row) for row in grid.rows]


def read_cells(folder: Path, data: bytes) -> list[list[Cell]]:
    """The rows of the one table in the bytes of a PDF."""
    path = folder / "报告.pdf"
    path.write_bytes(data)
    return cells_of(read_document(path))
