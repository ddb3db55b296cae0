"""The parts of a DOCX file: its XML, safely parsed, and what its styles say of paragraphs and runs."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.packed import member
from workbench.documents.word.numbering import W, child, number, value
from workbench.documents.word.seen import is_speck
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
_PROMPTS = frozenset({"placeholder text", "占位符文本"})
"""Names of the style that Word gives to what a content control shows until it is filled in."""
_END_OF_STYLE = b"</w:style>"
_OF_TABLE = re.compile(rb'\s*<w:style\s[^<>]*\bw:type="table"')


def part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part's XML, None where the file has none. Raises DocumentError where it is broken or a bomb."""
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST:
        raise DocumentError("Word 文件内容过大，不像一份年度报告，请核实是否取错文件。")
    return parsed(member(archive, name))


def parsed(data: bytes) -> Element:
    """The XML of a part. Raises DocumentError where it is broken or a bomb."""
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
    found = child(properties, name)
    if found is None:
        return None
    return found.get(W + "val") not in ("0", "false", "off")


def is_struck(properties: Element | None) -> bool:
    """Whether letters are struck out."""
    return bool(is_on(properties, "strike") or is_on(properties, "dstrike"))


class Style(NamedTuple):
    """What a style says, or what it is based on: outline level from 1, list and level of numbering, looks of text.

    ``colour`` is that of the letters, empty where nothing is said of it; ``prompts`` says that they are what is to be
    filled in.
    """

    level: int = 0
    numbering: tuple[str, int] | None = None
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    colour: str = ""
    prompts: bool = False


PLAIN = Style()
"""What is said of a paragraph or run that names no style."""


class Styles:
    """The styles of a document by id; each is worked out when a paragraph first names it, few of hundreds are."""

    def __init__(self, root: Element | None) -> None:
        """Know the styles under the root of their part."""
        found = () if root is None else root.iterchildren(W + "style")
        self._known = {str(one.get(W + "styleId")): one for one in found}
        self._seen: dict[str | None, Style] = {None: PLAIN}

    def of(self, name: str | None) -> Style:
        """The style with an id, PLAIN where there is none."""
        if name not in self._seen:
            self._seen[name] = self._style(name or "")
        return self._seen[name]

    def _style(self, name: str) -> Style:
        style, depth = PLAIN, 0
        while name in self._known and depth < _DEEPEST:
            style = _based(style, self._known[name])
            name, depth = value(self._known[name], "basedOn") or "", depth + 1
        return style


def _based(style: Style, one: Element) -> Style:
    """A style with what it does not say itself taken from the one that it is based on."""
    paragraph, letters = child(one, "pPr"), child(one, "rPr")
    level = number(paragraph, "outlineLvl")
    return Style(
        style.level or (0 if level is None or level > 8 else level + 1),  # noqa: PLR2004 - level 9 is body text
        style.numbering or numbering(paragraph),
        style.hidden or bool(is_on(letters, "vanish")) or is_speck(letters),
        style.struck or is_struck(letters),
        style.raised or value(letters, "vertAlign") in ("superscript", "subscript"),
        style.colour or value(letters, "color") or "",
        style.prompts or (value(one, "name") or "").lower() in _PROMPTS,
    )


def read_styles(archive: zipfile.ZipFile, name: str = "word/styles.xml") -> Styles:
    """The styles of paragraphs and runs. Raises DocumentError as ``part`` does."""
    if name not in archive.namelist() or archive.getinfo(name).file_size > LARGEST:
        return Styles(part(archive, name))
    return Styles(parsed(_without_tables(member(archive, name))))


def _without_tables(data: bytes) -> bytes:
    """The part without the styles of tables, which say nothing of text and fill most of it in many files."""
    first, *others = data.split(_END_OF_STYLE)
    if not others:
        return data
    last = others.pop()
    return _END_OF_STYLE.join((first, *(one for one in others if not _OF_TABLE.match(one)), last))


def numbering(paragraph: Element | None) -> tuple[str, int] | None:
    """The list and the level that a paragraph's properties name."""
    found = child(paragraph, "numPr")
    if found is None:
        return None
    return value(found, "numId") or "0", number(found, "ilvl") or 0
