"""The tree of a web page walked once: what it shows, piece by piece, in the order in which it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html_looks import Looks, backwards, looks_of, note_mark
from workbench.documents.html_pre import Lines, preformatted
from workbench.documents.html_tables import cells, lays_out, span, spliced, table_rows
from workbench.documents.html_text import all_text, collapsed, marker, shown_value, start
from workbench.errors import DocumentError
from workbench.values import UNSEEN

_HEADING = 2
DEEPEST = 250
"""Pages are not nested deeper than this; libxml2 itself gives up a little further on."""
WIDEST = 200
MOST_CELLS = 40_000

_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "select", "option", "button", "textarea", "iframe", "object",
    "embed", "svg", "math", "audio", "video", "canvas", "map", "noframes", "datalist", "link", "meta", "title",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_RUNS = frozenset({"span", "font", "b", "strong", "a", "i", "u", "em", "small", "big", "sub"})
_STRUCK = frozenset({"s", "del", "strike"})
_AROUND = frozenset({"p", "div", "center", "table", "tbody", "tr", "td", "th"})
_DROPPED = frozenset({"rp", "rt"})
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(slots=True)
class Text:
    """A paragraph of the page: its text, heading level, element, and how much of it is links."""

    text: str
    level: int
    element: Element
    linked: int = 0


class TableCell(NamedTuple):
    """A cell of a table and the row and column that it is drawn in, from 1."""

    text: str
    row: int
    column: int


@dataclass(slots=True)
class Table:
    """A table that holds data and lays out no page."""

    rows: list[list[TableCell]]
    element: Element


@dataclass(slots=True)
class Picture:
    """An image of the page."""

    element: Element


Item = Text | Table | Picture


@dataclass
class _Line:
    """The paragraph being read."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    level: int = 0
    element: Element | None = None


@dataclass
class Walk:
    """One walk over a page; ``sheet`` is what its own style sheet says of classes and ids.

    ``unveiled`` shows what is hidden. ``struck`` counts the characters that are struck out and left out.
    """

    sheet: Mapping[str, Looks] = field(default_factory=dict)
    unveiled: bool = False
    struck: int = 0
    items: list[Item] = field(default_factory=list)
    line: _Line = field(default_factory=_Line)
    marker: str = ""
    cells: int = 0

    def run(self, root: Element) -> list[Item]:
        """What the element shows. Raises DocumentError where it is nested deeper than any page."""
        self._inside(root, 0, 0, linked=False)
        self._end()
        return self.items

    # -- running text -------------------------------------------------------------------------------------

    def _inside(self, element: Element, depth: int, level: int, *, linked: bool) -> None:
        if depth > DEEPEST:
            raise DocumentError("网页嵌套层次过深，疑似损坏；请用浏览器打开后另存为文本或 PDF 再试。")
        self._add(element.text, element, level, linked=linked)
        number = start(element) if element.tag == "ol" else 0
        for child in element:
            if isinstance(child.tag, str):
                if child.tag == "li" and number:
                    self.marker = marker(element, number)
                    number += 1
                self._element(child, depth + 1, level, linked=linked)
            self._add(child.tail, element, level, linked=linked)

    def _element(self, child: Element, depth: int, level: int, *, linked: bool) -> None:
        tag = child.tag
        if tag in _UNSEEN or tag in _DROPPED or self.hidden(child):
            return
        look = looks_of(child, self.sheet)
        if look.struck or tag in _STRUCK:
            self.struck += len(all_text(child).strip())
        elif mark := (self._joins(child) and note_mark(child, look)) or backwards(child):
            self._add(mark, child, level, linked=linked)
        elif tag == "br":
            self._end()
        elif tag == "img":
            self.items.append(Picture(child))
        elif tag == "input":
            self._add(shown_value(child), child, level, linked=linked)
        elif tag == "pre" and (lines := preformatted(child)):
            self._end()
            self._preformatted(child, lines, level)
        elif tag == "table":
            self._end()
            self._table(child, depth)
        elif (tag in _INLINE or ":" in tag) and not look.box:
            self._inside(child, depth, level, linked=linked or tag == "a")
        else:
            self._end()
            heading = int(tag[1]) if len(tag) == _HEADING and tag[0] == "h" and tag[1].isdigit() else level
            self._inside(child, depth, heading, linked=linked)
            self._end()

    def _preformatted(self, element: Element, lines: Lines, level: int) -> None:
        for one in lines:
            if isinstance(one, str):
                self.items.append(Text(one, level, element))
                continue
            rows = [
                [TableCell(text, at, column) for column, text in enumerate(row, 1)] for at, row in enumerate(one, 1)
            ]
            self._count(sum(map(len, rows)))
            self.items.append(Table(rows, element))

    def _joins(self, element: Element) -> bool:
        """Whether a number in an element would join one before or behind it."""
        before = UNSEEN.sub("", "".join(self.line.parts)).rstrip()[-1:]
        return before.isdecimal() or UNSEEN.sub("", element.tail or "").lstrip()[:1].isdecimal()

    def hidden(self, element: Element) -> bool:
        """Whether the page does not show the element."""
        return not self.unveiled and (looks_of(element, self.sheet).hidden or element.get("hidden") is not None)

    def _add(self, text: str | None, element: Element, level: int, *, linked: bool) -> None:
        if not text:
            return
        if element.tag == "body" and _BLANK_LINE.search(text):  # no page of a site, but a text with tables in it
            self._lines(text, element, level, linked=linked)
            return
        line = self.line
        if line.element is None and text.strip():
            line.element, line.level = element, level
            line.parts.append(self.marker)
            self.marker = ""
        line.parts.append(text)
        if linked:
            line.linked += len(text.strip())

    def _lines(self, text: str, element: Element, level: int, *, linked: bool) -> None:
        """Paragraphs that blank lines part."""
        for at, part in enumerate(_BLANK_LINE.split(text)):
            if at:
                self._end()
            self._add(part, element, level, linked=linked)

    def _end(self) -> None:
        line = self.line
        if line.element is not None:
            text = collapsed("".join(line.parts))
            if text:
                self.items.append(Text(text, line.level, line.element, line.linked))
        if line.parts:
            self.line = _Line()

    # -- tables -------------------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in table_rows(table) if not self.hidden(row)]
        if lays_out(table, rows):
            for part in (*table.iterchildren("caption"), *rows):
                for cell in part if part.tag == "tr" else (part,):
                    if isinstance(cell.tag, str) and not self.hidden(cell):
                        self._inside(cell, depth + 1, 0, linked=False)
                        self._end()
            return
        for caption in table.iterchildren("caption"):
            self._inside(caption, depth, 0, linked=False)
            self._end()
        drawn = [row for row in self._rows(rows, nested=any(one is not table for one in table.iter("table"))) if row]
        if str(table.get("dir", "")).lower() == "rtl":  # drawn from right to left
            drawn = [row[::-1] for row in drawn]
        if drawn:
            self.items.append(Table(drawn, table))

    def _rows(self, rows: list[Element], *, nested: bool) -> Iterator[list[TableCell]]:
        taken: dict[int, int] = {}  # column -> rows that a cell above still covers
        for at, row in enumerate(rows, 1):
            column, found = 1, []
            covering = {key: left - 1 for key, left in taken.items() if left > 1}
            for cell, text in self._texts(row, nested=nested):
                while taken and taken.get(column):
                    column += 1
                width = height = 1
                if cell.keys():
                    if self.hidden(cell):
                        continue
                    width, height = span(cell, "colspan", WIDEST), span(cell, "rowspan", len(rows) - at + 1)
                found.append(TableCell(text, at, column))
                if height > 1:
                    covering |= dict.fromkeys(range(column, column + width), height - 1)
                column += width
            taken = covering
            self._count(len(found))
            yield found

    def _texts(self, row: Element, *, nested: bool) -> Iterator[tuple[Element, str]]:
        """The cells of a row with their texts."""
        for cell in cells(row):
            core = self._core(cell) if len(cell) else cell
            if core is not None:
                yield cell, collapsed(all_text(core) if len(core) else core.text or "")
            else:
                yield from ((one, self._text(one)) for one in (spliced(cell) if nested else (cell,)))

    def _count(self, more: int) -> None:
        self.cells += more
        if self.cells > MOST_CELLS:
            raise DocumentError("网页中的表格单元格过多，不像一份年度报告，请核实是否取错文件。")

    def _text(self, cell: Element) -> str:
        """The text of a cell, its paragraphs parted by line ends, so that two numbers are never run together."""
        inner = Walk(self.sheet, self.unveiled)
        inner.run(cell)
        self.struck += inner.struck
        return "\n".join(item.text for item in _flat(inner.items))

    def _core(self, cell: Element) -> Element | None:
        """The element in a cell, often itself, that has all of its text in one run; None where it is not that plain.

        Most cells are a number in a paragraph in a span, or in a table of its own: no need to walk them as pages.
        """
        while len(cell) == 1:
            child, text = cell[0], cell.text
            tag, tail = child.tag, child.tail
            beside = (text and not text.isspace()) or (tail and not tail.isspace())
            if beside or not (tag in _AROUND or _is_run(tag)) or self._alters(child):
                break
            cell = child
        for element in cell.iterdescendants() if len(cell) else ():
            if not _is_run(element.tag) or self._alters(element):
                return None
        return cell

    def _alters(self, element: Element) -> bool:
        """Whether an element shows its text in another way than a run of a line."""
        leads = element.tag == "a" and element.get("href") is not None
        return leads or any(looks_of(element, self.sheet)) or self.hidden(element)


def _is_run(tag: str) -> bool:
    """Whether an element is but a part of a line of text, those that Word adds of its own included."""
    return tag in _RUNS or ":" in tag


def _flat(items: list[Item]) -> Iterator[Text | TableCell]:
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Table):
            yield from (cell for row in item.rows for cell in row)
