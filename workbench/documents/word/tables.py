"""Tables of Word files: their rows and cells, what is merged, and the text of those that hold nothing but text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.model import Grid
from workbench.documents.word.letters import written
from workbench.documents.word.numbering import W, child
from workbench.documents.word.parts import Styles, is_on
from workbench.documents.word.seen import NARROW, PAPER, SMALL, TINY, ground_of, may_vanish

THROUGH = frozenset({
    "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "ruby",
    "rubyBase", "oMath", "oMathPara",
})  # fmt: skip
"""What stands around text, rows or cells and says nothing of whether they are read."""
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ROW, _CELL, _PROPERTIES, _INNER, _PARAGRAPH = (W + name for name in ("tr", "tc", "tcPr", "tbl", "p"))
_SHOWN = _TEXT, _BREAK, _ = W + "t", W + "br", W + "tab"
_STYLED = (W + "pStyle", W + "rStyle")
_COLOUR, _SIZE, _WIDTH = W + "color", W + "sz", W + "w"
_GROUNDS = (W + "shd", W + "highlight")
_SPECKS = {_SIZE: TINY, _WIDTH: NARROW}
"""Up to which size, and which share of their width, letters are not seen."""
_VALUE, _THEMED = W + "val", W + "themeColor"
_tag = attrgetter("tag")
_SPREAD = (W + "vMerge", W + "hMerge", W + "gridSpan")
_WIDEST = 100
_LONG = 7
_TEXT_AND_LOOKS = """
    tbl tblPr tblpPr tblOverlap tblStyle tblW tblInd tblBorders tblLayout tblLook tblCellMar tblCellSpacing tblGrid
    gridCol tr trPr trHeight cantSplit tblHeader gridBefore gridAfter wBefore wAfter cnfStyle
    tc tcPr tcW gridSpan vMerge hMerge vAlign tcBorders tcMar noWrap shd textDirection hideMark
    top left bottom right start end insideH insideV between
    p pPr pStyle jc spacing ind keepNext keepLines pageBreakBefore widowControl snapToGrid adjustRightInd autoSpaceDE
    autoSpaceDN kinsoku wordWrap overflowPunct topLinePunct textAlignment pBdr contextualSpacing suppressAutoHyphens
    r rPr rStyle rFonts b bCs i iCs color sz szCs lang kern u highlight w eastAsianLayout noProof
    t br tab bookmarkStart bookmarkEnd lastRenderedPageBreak proofErr
"""
_PLAIN = frozenset(W + name for name in _TEXT_AND_LOOKS.split())
"""What tables are made of that hold text and its looks and nothing else."""


def tag(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def members(element: Element) -> Iterator[Element]:
    """What stands in an element; of alternatives, wherever a program puts them, the first."""
    for one in element:
        if one.tag == _ALTERNATIVES:
            yield from members(one[0] if len(one) else one)
        else:
            yield one


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table without those that were deleted."""
    for one in members(table):
        if one.tag == _ROW:
            if child(child(one, "trPr"), "del") is None:
                yield one
        elif tag(one) in THROUGH:
            yield from rows(one)


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row without those that were deleted."""
    for one in members(row):
        if one.tag == _CELL:
            if child(child(one, "tcPr"), "cellDel") is None:
                yield one
        elif tag(one) in THROUGH:
            yield from cells(one)


class Spread(NamedTuple):
    """How a cell takes part in merged ones: ``restart``, ``continue`` or not at all, downwards and to the right."""

    down: str
    right: str
    columns: int


def spread(cell: Element) -> Spread:
    """What a cell's properties say of its spread, looked through once."""
    properties = next(cell.iterchildren(_PROPERTIES), ())
    said = {name: one.get(_VALUE) or "" for one in properties if (name := one.tag) in _SPREAD}
    if not said:
        return _ALONE
    down, right, columns = (said.get(one) for one in _SPREAD)
    known = int(columns) if columns and columns.isdecimal() and len(columns) < _LONG else 1
    return Spread(_part(down), _part(right), min(known or 1, _WIDEST))


_ALONE = Spread("", "", 1)


def _part(said: str | None) -> str:
    return "" if said is None else said or "continue"


def lays_out(table: Element) -> bool:
    """Whether a table only arranges the page: it has one cell, or holds a table of rows and columns."""
    for inner in table.iter(_INNER):
        if inner is not table:
            counts = [sum(1 for _ in cells(row)) for row in rows(inner)]
            if len(counts) > 1 and max(counts) > 1:
                return True
    return len(list(islice((cell for row in rows(table) for cell in cells(row)), 2))) <= 1


def is_plain(table: Element, styles: Styles) -> bool:
    """Whether a table holds text alone: no changes, fields, pictures, lists, hidden letters, nor tables within."""
    if not _PLAIN.issuperset(map(_tag, table.iter())) or len(list(islice(table.iter(_INNER), 2))) > 1:
        return False
    named = {(one.tag, _said(one)) for one in table.iter(*_STYLED, _COLOUR, _SIZE, _WIDTH, *_GROUNDS)}
    sizes = {said for name, said in named if name == _SIZE}
    if any(_is_at_most(said, SMALL) for said in sizes) and (len(sizes) > 1 or _some_say_no_size(table)):
        return False
    used = [styles.of(said) for name, said in named if name in _STYLED]
    colours = {said for name, said in named if name == _COLOUR}.union(style.colour for style in used)
    grounds = {said for name, said in named if name in _GROUNDS}
    altered = any(style.hidden or style.numbering or style.struck or style.raised or style.prompts for style in used)
    specks = any(_is_at_most(said, _SPECKS[name]) for name, said in named if name in _SPECKS)
    return not (altered or specks or not colours.isdisjoint(PAPER) or may_vanish(colours, grounds))


def _said(one: Element) -> str:
    """What an element says of the looks of text: a style, a size, a colour of letters or of their ground."""
    return ground_of(one) if one.tag in _GROUNDS else str(one.get(_THEMED) or one.get(_VALUE))


def _is_at_most(said: str, most: int) -> bool:
    return said.isdecimal() and len(said) < _LONG and int(said) <= most


def _some_say_no_size(table: Element) -> bool:
    return sum(1 for _ in table.iter(W + "r")) > sum(1 for _ in table.iter(_SIZE))


def parted(table: Element, *, plain: bool) -> Iterator[tuple[Element, Iterator[Element]]]:
    """The rows of a table with their cells; in a plain one nothing was deleted and nothing stands between."""
    if plain:
        return ((row, row.iterchildren(_CELL)) for row in table.iterchildren(_ROW))
    return ((row, cells(row)) for row in rows(table))


def plain_text(cell: Element) -> str:
    """The text of a cell of a plain table, its paragraphs parted by line ends."""
    text = "".join([_shown(one) for one in cell.iter(_PARAGRAPH, *_SHOWN)]).strip()
    return "\n".join([shown for line in text.split("\n") if (shown := line.strip())]) if "\n" in text else text


def _shown(one: Element) -> str:
    """What a text, a break or a tab shows; a paragraph begins a line."""
    name = one.tag
    if name == _TEXT:
        return written(one)
    if name == _PARAGRAPH:
        return "\n"
    return line_break(one) if name == _BREAK else " "


def flat(grid: Grid) -> str:
    """The text of a table within a cell."""
    return "\n".join(cell.text for row in grid.rows for cell in row)


def is_turned(table: Element) -> bool:
    """Whether a table is drawn from right to left."""
    return bool(is_on(child(table, "tblPr"), "bidiVisual"))


def line_break(one: Element) -> str:
    """What a break shows: those of pages and columns end no line."""
    return "" if one.get(W + "type") in ("page", "column") else "\n"
