"""Workbooks of Excel in one XML file (SpreadsheetML of 2003), which many systems give out under the name of .xls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from workbench.documents.sheet.formats import misleads
from workbench.documents.sheet.xml import ALTERED, MISLEADING, MOST_CELLS, Hints
from workbench.errors import DocumentError

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_OPTIONS = "{urn:schemas-microsoft-com:office:excel}WorksheetOptions"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_LARGEST = 60_000_000
_LONGEST = 7
_HEAD = 65_536
_ASIDE = frozenset({"Sup", "Sub", "S"})
"""What figures may stand in that are no part of the number beside them."""


class Flat(NamedTuple):
    """A sheet: its name, whether it is shown, its rows from the first on, and what merged cells cover of them."""

    name: str
    is_shown: bool
    rows: list[list[str | float]]
    covered: dict[int, set[int]]
    said: Hints


class _Cell(NamedTuple):
    """A cell: its row and column from 0, its value, why that is doubted, and whether it is a formula without one."""

    row: int
    column: int
    value: str | float
    doubt: str
    uncalculated: bool


def is_flat(data: bytes) -> bool:
    """Whether a file that is no archive is such a workbook and not lines of fields."""
    return _SS[1:-1].encode() in data[:_HEAD].replace(b"\0", b"")


def flat_sheets(data: bytes) -> Iterator[Flat]:
    """The sheets of the workbook. Raises DocumentError where it is broken or larger than any report."""
    if len(data) > _LARGEST:
        raise DocumentError("工作簿过大，不像一份年度报告，请核实是否取错文件。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        book = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("工作簿已损坏或不完整，请用 Excel 或 WPS 打开修复后另存再试。") from error
    codes = {
        style.get(f"{_SS}ID"): str(one.get(f"{_SS}Format") or "")
        for style in book.iter(f"{_SS}Style")
        for one in style.iter(f"{_SS}NumberFormat")
    }
    for sheet in book.iterchildren(f"{_SS}Worksheet"):
        yield _flat(sheet, codes)


def _flat(sheet: Element, codes: dict[str | None, str]) -> Flat:
    found: list[_Cell] = []
    covered: dict[int, set[int]] = defaultdict(set)
    hidden: set[int] = set()
    uncalculated: dict[int, set[int]] = defaultdict(set)
    doubts: dict[int, dict[int, str]] = defaultdict(dict)
    for at, row in _placed(sheet.iter(f"{_SS}Row")):
        if row.get(f"{_SS}Hidden") == "1":
            hidden.add(at)
        for column, cell in _placed(row.iterchildren(f"{_SS}Cell")):
            found.append(_cell(cell, at, column, codes))
            _cover(covered, cell, at, column)
    for one in found:
        if one.uncalculated:
            uncalculated[one.row].add(one.column)
        if one.doubt:
            doubts[one.row][one.column] = one.doubt
    columns = {at for at, one in _placed(sheet.iter(f"{_SS}Column")) if one.get(f"{_SS}Hidden") == "1"}
    said = Hints(frozenset(hidden), frozenset(columns), uncalculated, doubts)
    shown = {one.text for options in sheet.iterchildren(_OPTIONS) for one in options.iterchildren(_VISIBLE)}
    return Flat(str(sheet.get(f"{_SS}Name") or ""), not shown, _laid_out(found), covered, said)


def _placed(elements: Iterator[Element]) -> Iterator[tuple[int, Element]]:
    """Rows, columns or cells with their numbers from 0; one that does not say its own stands behind the one before."""
    at = 0
    for one in elements:
        at = max(_number(one, "Index", at + 1) - 1, at)
        yield at, one
        at += 1 + _number(one, "MergeAcross", 0) + _number(one, "Span", 0)


def _number(one: Element, name: str, otherwise: int) -> int:
    said = str(one.get(f"{_SS}{name}") or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST else otherwise


def _cover(covered: dict[int, set[int]], cell: Element, row: int, column: int) -> None:
    """Notes what a merged cell covers besides its own place."""
    across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
    if (across + 1) * (down + 1) > MOST_CELLS:
        raise DocumentError("工作表范围过大，请删除多余的空行空列后另存再试。")
    for below in range(down + 1):
        places = range(column + (below == 0), column + across + 1)
        if places:
            covered[row + below].update(places)


def _cell(cell: Element, row: int, column: int, codes: dict[str | None, str]) -> _Cell:
    data = next(cell.iterchildren(f"{_SS}Data"), None)
    text = "".join(map(str, data.itertext())) if data is not None else ""
    kind = data.get(f"{_SS}Type") if data is not None else ""
    uncalculated = kind == "Error" or (not text.strip() and cell.get(f"{_SS}Formula") is not None)
    if kind != "Number":
        aside = data is not None and any(str(one.tag).rpartition("}")[2] in _ASIDE for one in data.iterdescendants())
        return _Cell(row, column, text, ALTERED if aside and text.strip().isdecimal() else "", uncalculated)
    try:
        value = float(text)
    except ValueError:
        return _Cell(row, column, text, "", uncalculated)
    return _Cell(
        row,
        column,
        value,
        MISLEADING if misleads(codes.get(cell.get(f"{_SS}StyleID"), ""), value) else "",
        uncalculated,
    )


def _laid_out(found: list[_Cell]) -> list[list[str | float]]:
    """The values of a sheet in rows of one length."""
    high = max((one.row for one in found), default=-1) + 1
    wide = max((one.column for one in found), default=-1) + 1
    if high * wide > MOST_CELLS:
        raise DocumentError("工作表范围过大，请删除多余的空行空列后另存再试。")
    rows: list[list[str | float]] = [[""] * wide for _ in range(high)]
    for one in found:
        rows[one.row][one.column] = one.value
    return rows
