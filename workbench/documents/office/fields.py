"""Fields taken out of a file before LibreOffice reads it, so that what the file shows of them is what is read.

LibreOffice works fields out anew, and takes a field within the instruction of another for one beside it, so that the
results of both run together into one number.
"""

from __future__ import annotations

import re

from workbench.documents.office.checks import braces

_DRAWN = frozenset({
    "SYMBOL", "EQ", "FORMCHECKBOX", "FORMDROPDOWN", "SHAPE", "EMBED", "INCLUDEPICTURE", "AUTONUM", "AUTONUMLGL",
    "AUTONUMOUT", "LISTNUM", "HYPERLINK",
})  # fmt: skip
"""Fields whose instruction says what is shown, or that are read as they are."""
_BEGIN = re.compile(rb"\{\s*\\\*\s*\\fldinst\b")
_WORD = re.compile(rb"\\[a-z]+-?\d* ?|\\[^a-z]|[{}\s]", re.IGNORECASE)
_KIND = re.compile(rb"[A-Za-z]+")
_LOOKED_AT = 2_000


def without_rtf_fields(data: bytes) -> bytes:
    """RTF without the instructions of its fields, and whatever stands within these."""
    parts, at = [], 0
    while found := _BEGIN.search(data, at):
        end = _closed(data, found.start())
        told = _WORD.sub(b" ", data[found.end() : min(end, found.end() + _LOOKED_AT)])
        kind = _KIND.search(told)
        kept = kind is not None and not told[: kind.start()].strip() and kind[0].decode().upper() in _DRAWN
        parts.append(data[at : end if kept else found.start()])
        at = end
    return b"".join([*parts, data[at:]])


def _closed(data: bytes, start: int) -> int:
    """Where the group ends that begins at a brace."""
    depth = 0
    for change, at in braces(data, start):
        depth += change
        if depth == 0:
            return at
    return len(data)
