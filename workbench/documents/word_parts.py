"""The parts of a DOCX file: its XML, safely parsed, and what its styles say of paragraphs and runs."""

from __future__ import annotations

import zipfile
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.packed import member
from workbench.documents.word_numbering import W, number, value
from workbench.errors import DocumentError

_BROKEN = "Word 文件已损坏或不完整，请用 Word 或 WPS 打开修复后另存再试。"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
LARGEST = 60_000_000
"""The largest part of a file that is parsed, in bytes."""
_DEEPEST = 10


def part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part's XML, None where the file has none. Raises DocumentError where it is broken or a bomb."""
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST:
        raise DocumentError("Word 文件内容过大，不像一份年度报告，请核实是否取错文件。")
    data = member(archive, name)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise DocumentError("Word 文件中含有不应有的实体定义，疑似恶意文件，未予读取；请核实来源。")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(_BROKEN) from error


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property is switched on; None where nothing is said of it."""
    found = properties.find(W + name) if properties is not None else None
    if found is None:
        return None
    return found.get(W + "val") not in ("0", "false", "off")


class Style(NamedTuple):
    """What a style says, or what it is based on: outline level from 1, list and level of numbering, hidden text."""

    level: int = 0
    numbering: tuple[str, int] | None = None
    hidden: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """The styles by id."""
    if root is None:
        return {}
    known = {str(one.get(W + "styleId")): one for one in root.findall(W + "style")}
    return {name: _style(known, name) for name in known}


def _style(known: dict[str, Element], name: str) -> Style:
    style, depth, current = Style(), 0, name
    while current in known and depth < _DEEPEST:
        one = known[current]
        paragraph = one.find(W + "pPr")
        level, own = number(paragraph, "outlineLvl"), numbering(paragraph)
        hidden = is_on(one.find(W + "rPr"), "vanish")
        style = Style(
            style.level or (0 if level is None or level > 8 else level + 1),  # noqa: PLR2004 - level 9 is body text
            style.numbering or own,
            style.hidden or bool(hidden),
        )
        current, depth = value(one, "basedOn") or "", depth + 1
    return style


def numbering(paragraph: Element | None) -> tuple[str, int] | None:
    """The list and the level that a paragraph's properties name."""
    found = paragraph.find(W + "numPr") if paragraph is not None else None
    if found is None:
        return None
    return value(found, "numId") or "0", number(found, "ilvl") or 0
