"""What the XML of an XLSX workbook says beside its values: what is hidden, formulas without a result, errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from posixpath import join, normpath
from types import MappingProxyType
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from workbench.documents.packed import member, opened
from workbench.documents.sheet.formats import Formats
from workbench.documents.sheet.rich import altered, altered_strings
from workbench.errors import DocumentError

MOST_CELLS = 2_000_000
"""More cells than any workbook of reports has, blank ones between them included."""

_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]{1,2}\d{4})')
"""Stands in every sheet that reaches behind column ZZ or below row 999; the others are smaller than MOST_CELLS."""
_UNCALCULATED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ZERO = re.compile(_UNCALCULATED.pattern.replace(rb"v>\s*</", rb"v>0?\s*</"))
"""The same, and formulas of which a program that cannot reckon says that they are 0 until the workbook is opened."""
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
"""#REF! and its like, which are no blanks."""
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\b(?:hidden="(?:1|true)"|ht="0(?:\.0+)?"))[^>]*?\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\b(?:hidden="(?:1|true)"|width="0(?:\.0+)?"))[^>]*>')
_BOUND = re.compile(rb'\b(min|max)="(\d{1,5})"')
_BOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_STRINGS = "xl/sharedstrings.xml"
_NO_SHEETS = ("/theme", "/styles", "/sharedStrings", "/calcChain")
"""How the types of relations end that lead to no sheet."""
MISLEADING = "单元格所存的数值与按其数字格式显示的不同，请用 Excel 打开核实"
ALTERED = "单元格中有上标、下标、白色、极小或带删除线的文字，可能不属于数值，请用 Excel 打开核实"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Hints(NamedTuple):
    """What is said of one sheet, all counted from 0.

    By their rows: formulas without a result, or with an error for one, and the cells of which something else is
    doubtful, each with the reason.
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    uncalculated: Mapping[int, Collection[int]] = MappingProxyType({})
    doubts: Mapping[int, Mapping[int, str]] = MappingProxyType({})


_NONE = Hints()
_PLAIN, _PREFIXED = b"<sheetData", b":f"
_MARKS = (b"hidden=", b"<f", b't="e"', b'width="0', b' ht="0')
"""One of these stands in every sheet that has something to hint at, or a prefix before the name of the second."""


def column(letters: str) -> int:
    """A column's number from 0 by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def hints(data: bytes) -> dict[str, Hints]:
    """The hints by name of the sheet, none for other kinds of workbook. Raises DocumentError as ``opened`` does."""
    if not data.startswith(b"PK"):
        return {}
    return _by_sheet(opened(data))


def _by_sheet(archive: ZipFile) -> dict[str, Hints]:
    names = {name.lower(): name for name in archive.namelist()}  # whatever their case, the cells are found too
    if not {_BOOK, _RELATIONS} <= names.keys():
        return {}
    formats = Formats(member(archive, names[_STYLES]) if _STYLES in names else b"", _xml)
    strings = altered_strings(member(archive, names[_STRINGS])) if _STRINGS in names else frozenset()
    paths = _paths(_xml(member(archive, names[_RELATIONS])))
    sheets = {path: member(archive, names[path]) for path in paths.values() if path in names}
    telling = {path for path, data in sheets.items() if _said(data, formats, strings, _ZERO) != _NONE}
    if not telling:
        return {}  # as most, and the book need not be asked which sheet is which
    book = _xml(member(archive, names[_BOOK]))
    due = any(one.get("fullCalcOnLoad") in ("1", "true") for one in book.iter("{*}calcPr"))
    found = {}
    for sheet in book.iter("{*}sheet"):
        path = paths.get(sheet.get(_RELATION) or _strict(sheet), "")
        if path in telling:
            found[sheet.get("name", "")] = _said(sheets[path], formats, strings, _ZERO if due else _UNCALCULATED)
    return found


def _said(sheet: bytes, formats: Formats, strings: frozenset[bytes], uncounted: re.Pattern[bytes]) -> Hints:
    """The hints of a sheet; ``uncounted`` finds its formulas without a result."""
    said = _hints(sheet, uncounted)
    looks = (*altered(sheet, strings), *formats.struck(sheet))
    doubts = _doubts(((MISLEADING, formats.misleading(sheet)), (ALTERED, looks)))
    return said._replace(doubts=doubts) if doubts else said


def _paths(relations: etree._Element) -> dict[str, str]:
    """The parts of the archive that may be sheets, in small letters, by the ids under which the book names them."""
    others = (one for one in relations if not one.get("Type", "").endswith(_NO_SHEETS))
    targets = {one.get("Id", ""): one.get("Target", "").lower() for one in others}
    return {name: path.lstrip("/") if path[:1] == "/" else normpath(join("xl", path)) for name, path in targets.items()}


def _strict(sheet: etree._Element) -> str:
    """The relation's id under the other namespace that the standard knows."""
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("工作簿已损坏或不完整，请用 Excel 或 WPS 打开修复后另存再试。") from error


def _hints(sheet: bytes, uncounted: re.Pattern[bytes]) -> Hints:
    """What is hidden in a sheet and which of its cells have no result."""
    _measure(sheet)
    if not any(mark in sheet for mark in (_MARKS if _PLAIN in sheet else (*_MARKS, _PREFIXED))):
        return _NONE
    rows = frozenset(int(found) - 1 for found in _HIDDEN_ROW.findall(sheet))
    columns: set[int] = set()
    for one in _HIDDEN_COLUMNS.findall(sheet):
        bounds = {name: int(value) for name, value in _BOUND.findall(one)}
        columns.update(range(bounds.get(b"min", 1) - 1, bounds.get(b"max", 0)))
    uncalculated = _by_row((*uncounted.findall(sheet), *_ERROR.findall(sheet)))
    return Hints(rows, frozenset(columns), uncalculated)


def _doubts(found: Iterable[tuple[str, Iterable[tuple[bytes, bytes]]]]) -> dict[int, dict[int, str]]:
    """What is doubtful by rows and columns; ``found`` are cells with the reason."""
    doubts: dict[int, dict[int, str]] = defaultdict(dict)
    for reason, places in found:
        for row, columns in _by_row(places).items():
            doubts[row] |= dict.fromkeys(columns, reason)
    return doubts


def _by_row(places: Iterable[tuple[bytes, bytes]]) -> dict[int, set[int]]:
    """Cells, of which the letters and the row are given, by their rows."""
    found: dict[int, set[int]] = defaultdict(set)
    for name, row in places:
        found[int(row) - 1].add(column(name.decode()))
    return found


def _measure(sheet: bytes) -> None:
    """Refuse a sheet whose cells lie so far apart that what is between them would fill the memory."""
    if not _FAR.search(sheet):
        return
    rows, columns = set(), set()
    for name, row in _PLACE.findall(sheet):
        rows.add(int(row))
        columns.add(name)
    if not rows:
        return
    wide = [column(name.decode()) for name in columns]
    if (max(rows) - min(rows) + 1) * (max(wide) - min(wide) + 1) > MOST_CELLS:
        raise DocumentError("工作表范围过大，请删除多余的空行空列后另存再试。")
