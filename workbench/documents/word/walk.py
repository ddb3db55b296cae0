"""The text of a Word file walked once, block by block, as Word shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from workbench.documents.model import Cell, Grid, Paragraph, with_picture, with_prompt
from workbench.documents.places import BlockPlace
from workbench.documents.word.chunks import chunk, shown_file
from workbench.documents.word.letters import (
    STACKED,
    chosen,
    draws_figures,
    is_small,
    letters,
    note_mark,
    stands_in_line,
    symbol,
    written,
)
from workbench.documents.word.numbering import Numbering, W, child, number, value
from workbench.documents.word.parts import PLAIN, Style, Styles, is_on, is_struck, numbering
from workbench.documents.word.prompts import is_in_prompt, is_prompt
from workbench.documents.word.seen import is_unseen
from workbench.documents.word.tables import (
    THROUGH,
    cells,
    flat,
    is_plain,
    is_turned,
    lays_out,
    line_break,
    members,
    parted,
    plain_text,
    rows,
    spread,
    tag,
)
from workbench.errors import DocumentError

MOST_CELLS = 40_000
"""More cells than any report has."""

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIGURES = re.compile(r"\s*\d[\d.,，]*\s*")
_CHARACTERS = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}


@dataclass
class Walk:
    """One walk over a document: its blocks so far and what is to be said of it.

    ``tables`` counts those among its blocks; ``number`` is that of a list before nothing else in the cell being read.
    """

    styles: Styles
    numbers: Numbering
    parts: Callable[[str], bytes] = lambda _: b""
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    tables: int = 0
    boxes: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    in_line: int = 0
    prompts: int = 0
    hidden: int = 0
    struck: int = 0
    unread: int = 0
    cells: int = 0
    field_depth: list[bool] = field(default_factory=list)
    field_ended: bool = False
    within: int = 0
    carried: str = ""
    number: str = ""

    # -- blocks -------------------------------------------------------------------------------------------

    def run(self, body: Element) -> None:
        """All blocks below an element, in their order."""
        for one in members(body):
            name = tag(one)
            if name == "p":
                self._paragraph(one)
            elif name == "tbl":
                self._table(one)
            elif name in THROUGH:
                self.prompts += name == "sdt" and is_prompt(one)
                self.run(one)
            elif name == "altChunk":
                self._chunk(str(one.get(_ID)))

    def _chunk(self, name: str) -> None:
        try:
            found = chunk(self.parts(name), len(self.blocks) + 1, self.tables)
            self.blocks += found
            self.tables += sum(isinstance(block, Grid) for block in found)
        except DocumentError:
            self.unread += 1

    def _paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.of(value(properties, "pStyle"))
        text = self.carried + self._numbered(properties, style, "".join(self._inline(element, style)))
        if child(child(properties, "rPr"), "del") is not None:
            self.carried = text
        else:
            self.carried = ""
            level = number(properties, "outlineLvl")
            self._add(text, level + 1 if level is not None and level < 9 else style.level)  # noqa: PLR2004 - 9: body text
        self._boxes()

    def _add(self, text: str, level: int) -> None:
        for line in text.split("\n"):
            if shown := line.strip():
                self.blocks.append(Paragraph(shown, BlockPlace.at(len(self.blocks) + 1), level))

    def _boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.run(box)

    def _numbered(self, properties: Element | None, style: Style, text: str) -> str:
        """The text with the number that Word puts before it."""
        own = numbering(properties) or style.numbering
        if own is None or own[0] == "0":
            return text
        if not text.strip():
            self.number = self.numbers.next(*own).strip() if self.within else ""
            return text
        printed = self.numbers.next(*own)
        return f"{printed}\n{text}" if printed and _FIGURES.fullmatch(text) else printed + text

    # -- text ---------------------------------------------------------------------------------------------

    def _inline(self, element: Element, style: Style) -> Iterator[str]:
        for one in members(element):
            name = tag(one)
            if name == "r":
                yield from self._run(one, style)
            elif name == "bdo" and one.get(W + "val") == "rtl":
                yield "".join(self._inline(one, style))[::-1]  # which is how it is shown
            elif name in THROUGH:
                self.prompts += name == "sdt" and is_prompt(one)
                yield from self._inline(one, style)
            elif name == "t" and not one.tag.startswith(W):  # the letters of an equation
                yield one.text or ""
            elif name in STACKED and not one.tag.startswith(W):
                self.in_line += 1
            elif name == "commentRangeStart":
                self.anchors[str(one.get(W + "id"))] = len(self.blocks) + 1

    def _run(self, run: Element, style: Style) -> Iterator[str]:
        properties = child(run, "rPr")
        own = is_on(properties, "vanish")
        named = self.styles.of(value(properties, "rStyle"))
        unseen = is_unseen(run, properties, named.colour or style.colour)
        if own or (own is None and (style.hidden or named.hidden)) or unseen:
            self.hidden += len(letters(run))
        elif is_struck(properties) or named.struck:
            self.struck += len(letters(run))
        else:
            self.prompts += named.prompts
            text = "".join(self._pieces(run))  # a note with a sign of its own is known by now, too
            mark = note_mark(run, properties, raised=named.raised)
            yield mark or (f" {text} " if is_small(run, properties) else text)

    def _pieces(self, run: Element) -> Iterator[str]:
        for one in run:
            name = tag(one)
            if name == "fldChar":
                yield self._field(str(one.get(W + "fldCharType")))
                yield chosen(one)
            elif any(self.field_depth):  # the instruction of a field, which is not shown
                self.in_line += draws_figures(one)
            elif name == "AlternateContent":
                choice = next((part for part in one if tag(part) == "Choice"), None)
                yield from self._pieces(choice if choice is not None else one)
            elif name == "ruby":
                for base in one.iter(W + "rubyBase"):
                    yield from self._inline(base, PLAIN)
            elif name == "Fallback":
                yield from self._pieces(one)
            elif name in ("drawing", "pict", "object"):
                self._drawing(one)
            else:
                yield self._character(one, name)

    def _character(self, one: Element, name: str) -> str:
        """What a text, a sign or a reference shows."""
        if name == "t":
            self.field_ended = self.field_ended and not one.text
            return written(one)
        if name == "br":
            return line_break(one)
        if name in ("footnoteReference", "endnoteReference"):
            self.notes.append(f"{name[:-9]}s/{one.get(W + 'id')}")
        if name == "sym":
            self.in_line += not symbol(one)
            return symbol(one)
        return _CHARACTERS.get(name, "")

    def _field(self, kind: str) -> str:
        """Between ``begin`` and ``separate`` stands the instruction, then up to ``end`` what is shown.

        In a cell a field right behind another begins a line: the results of two fields are no single number.
        """
        beside = kind == "begin" and self.field_ended and self.within > 0
        self.field_ended = kind == "end"
        if kind == "begin":
            self.field_depth.append(True)
        elif kind == "separate" and self.field_depth:
            self.field_depth[-1] = False
        elif kind == "end" and self.field_depth:
            self.field_depth.pop()
        return "\n" if beside else ""

    def _drawing(self, element: Element) -> None:
        boxes = [one for one in element.iter() if tag(one) == "txbxContent"]
        self.boxes += boxes
        if not boxes and not self._file(element):
            self.pictures += 1
            self.in_line += stands_in_line(element)

    def _file(self, element: Element) -> bool:
        """Whether a drawing shows a workbook or a text that the file holds, and that was read."""
        before = len(self.blocks)
        if name := shown_file(element):
            self._chunk(name)
        return len(self.blocks) > before

    # -- tables -------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        if lays_out(table):
            for row in rows(table):
                for cell in cells(row):
                    self.run(cell)
            return
        at = len(self.blocks) + 1
        found = tuple(row for row in self._grid(table, at, self.tables + 1) if row)
        if found:
            self.blocks.append(Grid(found))
            self.tables += not self.within
        self._boxes()

    def _grid(self, table: Element, block: int, count: int) -> Iterator[tuple[Cell, ...]]:
        open_above: set[int] = set()
        turned = is_turned(table)
        plain = not self.carried and not any(self.field_depth) and is_plain(table, self.styles)
        for at, (row, within) in enumerate(parted(table, plain=plain), 1):
            column = 1 + (number(child(row, "trPr"), "gridBefore") or 0)
            found: list[tuple[str, int]] = []
            still_open: set[int] = set()
            for cell in within:
                down, right, wide = spread(cell)
                if down:
                    still_open.add(column)
                covered = (down == "continue" and column in open_above) or right == "continue"
                if not covered:
                    texts = [plain_text(cell)] if plain else self._texts(cell)
                    found += [(text, column) for text in texts]
                column += wide
            open_above = still_open
            self._count(len(found))
            places = BlockPlace.row_of(block, at, tuple([start for _, start in found]), count)
            made = Cell.each([text for text, _ in found], places)
            yield made[::-1] if turned else made

    def _count(self, more: int) -> None:
        self.cells += more
        if self.cells > MOST_CELLS:
            raise DocumentError("文件中的表格单元格过多，不像一份年度报告，请核实是否取错文件。")

    def _texts(self, cell: Element) -> list[str]:
        """The text of a cell, its paragraphs parted by line ends; the cells of a single row that is nested in it."""
        outer, self.blocks, depth = self.blocks, [], len(self.field_depth)
        pictures, prompts = self.in_line, self.prompts - is_in_prompt(cell)
        self.within += 1
        self.field_ended, self.number = False, ""
        self.run(cell)
        self.within -= 1
        self._add(self.carried, 0)  # the end of a cell's last paragraph cannot be deleted
        self.carried = ""
        inner, self.blocks = self.blocks, outer
        del self.field_depth[depth:]  # a field that begins in a cell and has no end swallows no other
        nested = [row for block in inner if isinstance(block, Grid) for row in block.rows]
        if len(nested) == 1 and len(inner) == 1:
            return [one.text for one in nested[0]]
        text = "\n".join(block.text if isinstance(block, Paragraph) else flat(block) for block in inner) or self.number
        text = with_prompt(text) if self.prompts > prompts else text
        return [with_picture(text) if self.in_line > pictures else text]
