"""Cells of an XLSX workbook with letters raised, struck out, tiny or white: no part of the number beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

WHITE = rb'(?:rgb="(?:[0-9A-Fa-f]{2})?[Ff]{6}"|theme="0"|indexed="[19]")'
"""White by its parts, however clear it is said to be, which Excel does not look at, by the theme or the palette."""
_LOOKS = (
    rb'(?:vertAlign\b(?=[^>]*val="su)|strike\b(?![^>]*val="(?:0|false))|sz\b(?=[^>]*val="[0-2](?:\.\d+)?")'
    rb"|color\b(?=[^>]*" + WHITE + rb"))"
)
_ALTERED = re.compile(rb"<(?:\w+:)?" + _LOOKS)
_RUNS = b"rPr"
"""Stands in whatever has letters of several looks in one cell."""
_STRING = re.compile(rb"<(?:\w+:)?si\s*/>|<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_NAMED = rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")'
_SHARED = re.compile(_NAMED + rb'(?=[^>]*\bt="s")[^>]*>\s*<(?:\w+:)?v>(\d{1,7})</')
_INLINE = re.compile(_NAMED + rb'(?=[^>]*\bt="inlineStr")[^>]*>(.*?)</(?:\w+:)?c>', re.DOTALL)


def altered_strings(shared: bytes) -> frozenset[bytes]:
    """The numbers of the shared strings that have letters of the kind."""
    if _RUNS not in shared:
        return frozenset()
    return frozenset(str(at).encode() for at, one in enumerate(_STRING.findall(shared)) if _ALTERED.search(one))


def altered(sheet: bytes, strings: frozenset[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The letters and the row of each cell with letters of the kind."""
    if strings:
        yield from ((name, row) for name, row, at in _SHARED.findall(sheet) if at in strings)
    if _RUNS in sheet:
        yield from ((name, row) for name, row, text in _INLINE.findall(sheet) if _ALTERED.search(text))
