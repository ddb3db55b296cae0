"""Fields taken out of a file before LibreOffice reads it, so that what the file shows of them is what is read.

LibreOffice works fields out anew, and takes a field within the instruction of another for one beside it, so that the
results of both run together into one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.office.checks import TOO_DEEP, braces
from workbench.errors import DocumentError

_W = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_MARK, _INSTRUCTION, _RUN = _W + "fldChar", _W + "instrText", _W + "r"
_DRAWN = frozenset({
    "SYMBOL", "EQ", "FORMCHECKBOX", "FORMDROPDOWN", "SHAPE", "EMBED", "INCLUDEPICTURE", "AUTONUM", "AUTONUMLGL",
    "AUTONUMOUT", "LISTNUM", "HYPERLINK",
})  # fmt: skip
"""Fields whose instruction says what is shown, or that are read as they are."""
_BEGIN = re.compile(rb"\{\s*\\\*\s*\\fldinst\b")
_WORD = re.compile(rb"\\[a-z]+-?\d* ?|\\[^a-z]|[{}\s]", re.IGNORECASE)
_KIND = re.compile(rb"[A-Za-z]+")
_LOOKED_AT = 2_000
_DEEPEST = 100
"""No letter has fields within one another deeper than a few."""


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


@dataclass
class _Field:
    """A field that is not within the instruction of another: its marks and what stands in its instruction."""

    parts: list[Element] = field(default_factory=list)
    told: str = ""
    is_shown: bool = False


def without_xml_fields(data: bytes) -> bytes:
    """Word XML without the marks and instructions of its fields, and whatever stands within these.

    Raises DocumentError where they are nested beyond measure.
    """
    if b"fldChar" not in data:
        return data
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    for one in list(_fields(root)):
        if one.is_shown and (one.told.split() or [""])[0].upper() not in _DRAWN:
            for part in one.parts:
                if (parent := part.getparent()) is not None:
                    parent.remove(part)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fields(root: Element) -> Iterator[_Field]:
    """The fields, outer ones before those that stand in their results."""
    open_fields: list[_Field | None] = []
    """None for a field within an instruction, which is a part of the field that has that."""
    for run in root.iter(_RUN):
        for one in list(run.iterchildren("*")):
            telling = next((known for known in open_fields if known and not known.is_shown), None)
            kind = one.get(_W + "fldCharType") if one.tag == _MARK else ""
            own = open_fields[-1] if open_fields else None
            if kind == "begin":
                if len(open_fields) > _DEEPEST:
                    raise DocumentError(TOO_DEEP)
                open_fields.append(None if telling else _Field())
                (telling or open_fields[-1] or _Field()).parts.append(one)
            elif kind == "end" and open_fields:
                open_fields.pop()
                (telling or own or _Field()).parts.append(one)
                if own:
                    yield own
            elif kind == "separate" and own:
                own.parts.append(one)
                own.is_shown = True
            elif telling and not one.tag.endswith("}rPr"):
                telling.parts.append(one)
                telling.told += (one.text or "") if one.tag == _INSTRUCTION and telling is own else ""
