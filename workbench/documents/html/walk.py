"""The tree of a web page walked once: what it shows, piece by piece, in the order in which it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from workbench.documents.html.items import Item, Picture, Row, Table, Text
from workbench.documents.html.looks import USUAL, Looks, leads_on, note_mark
from workbench.documents.html.pre import Lines, preformatted
from workbench.documents.html.sight import Sight, stands_apart
from workbench.documents.html.tables import CELLS, columns, data_texts, spliced, table_rows, without_rulers
from workbench.documents.html.text import all_text, chosen, collapsed, marker, shown_value, start
from workbench.documents.model import with_picture
from workbench.errors import DocumentError
from workbench.values import UNSEEN

DEEPEST = 250
"""Pages are not nested deeper than this; libxml2 itself gives up a little further on."""
MOST_CELLS = 40_000

_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "select", "option", "button", "iframe", "object",
    "embed", "svg", "math", "audio", "video", "canvas", "map", "noframes", "datalist", "link", "meta", "title",
    "rp", "rt", "dialog", "progress", "meter",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_CHOSEN = frozenset({"select", "math", "button", "svg"})
"""In a cell, what is chosen in a list, the words on a button or in a drawing, or a formula of a number is its value."""
_FIELDS = frozenset({"input", "textarea"})
_OTHERS = _FIELDS | {"br", "img", "pre", "table"}
_HEADINGS = {f"h{level}": level for level in range(10)}
_STRUCK = frozenset({"s", "del", "strike"})
_ALTERED = _STRUCK | {"sup", "sub"}
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_said = Element.keys

Texts = dict[Element, str]


@dataclass(slots=True)
class _Line:
    """The paragraph being read."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    level: int = 0
    element: Element | None = None


@dataclass(slots=True)
class Walk:
    """One walk over what is seen of a page, or ``within`` a cell of a table.

    ``struck`` counts the characters that are struck and left out; ``boxes`` are elements that are boxes by where they
    stand.
    """

    sight: Sight = field(default_factory=Sight)
    struck: int = 0
    items: list[Item] = field(default_factory=list)
    line: _Line = field(default_factory=_Line)
    marker: str = ""
    cells: int = 0
    boxes: set[Element] = field(default_factory=set)
    within: bool = False

    def run(self, root: Element) -> list[Item]:
        """What the element shows. Raises DocumentError where it is nested deeper than any page."""
        self._inside(root, 0, 0, linked=False)
        self._end()
        return self.items

    # -- running text -------------------------------------------------------------------------------------

    def _inside(self, element: Element, depth: int, level: int, *, linked: bool) -> None:
        if depth > DEEPEST:
            raise DocumentError("网页嵌套层次过深，疑似损坏；请用浏览器打开后另存为文本或 PDF 再试。")
        if text := element.text:
            self._add(text, element, level, linked=linked)
        number = start(element) if element.tag == "ol" else 0
        for child in element:  # all of them elements: comments and the like are left out when a page is parsed
            if number and child.tag == "li":
                self.marker = marker(element, number)
                number += 1
            self._element(child, depth + 1, level, linked=linked)
            if tail := child.tail:
                self._add(tail, element, level, linked=linked)

    def _element(self, child: Element, depth: int, level: int, *, linked: bool) -> None:
        tag = child.tag
        if tag in _UNSEEN:
            self._unseen(child, level, linked=linked)
            return
        look = self.sight.look(child)
        if look is not USUAL:
            if look is None:
                return
            if look.flex:
                self.boxes.update(child)
        link = tag == "a"
        if (look is not USUAL or tag in _ALTERED or (link and leads_on(child))) and self._is_altered(
            child, look, level, linked=linked
        ):
            return
        if tag in _OTHERS and self._is_other(child, depth, level, linked=linked):
            return
        if (tag in _INLINE or ":" in tag) and not self._is_box(child, look):
            self._content(child, depth, level, linked=linked or link)
        else:
            self._end()
            self._content(child, depth, _HEADINGS.get(tag, level), linked=linked)
            self._end()

    def _is_other(self, child: Element, depth: int, level: int, *, linked: bool) -> bool:
        """Whether an element is no part of running text; then it has been dealt with."""
        if child.tag == "br":
            self._end()
        elif child.tag == "img":
            self.items.append(Picture(child))
        elif child.tag in _FIELDS:
            self._field(child, shown_value(child), level, linked=linked)
        elif child.tag == "table":
            self._end()
            self._table(child, depth)
        elif lines := preformatted(child):
            self._end()
            self._preformatted(child, lines, level)
        else:
            return False
        return True

    def _unseen(self, child: Element, level: int, *, linked: bool) -> None:
        """Of some elements that are not shown as they stand a cell shows their value."""
        if self.within and child.tag in _CHOSEN:
            self._field(child, chosen(child), level, linked=linked)

    def _field(self, child: Element, text: str, level: int, *, linked: bool) -> None:
        """What a field shows; its figures are no part of the number beside it."""
        joins = bool(text) and self._joins(child)
        if joins:
            self._end()
        self._add(text, child, level, linked=linked)
        if joins:
            self._end()

    def _is_altered(self, child: Element, look: Looks, level: int, *, linked: bool) -> bool:
        """Whether an element shows its text otherwise than it stands, or not at all; then it has been dealt with."""
        tag = child.tag
        if look.struck or tag in _STRUCK:
            self.struck += len(all_text(child).strip())
            return True
        mark = note_mark(child, look)
        if not mark or not self._joins(child):
            return False
        self._add(mark, child, level, linked=linked)
        return True

    def _is_box(self, child: Element, look: Looks) -> bool:
        """Whether an element is a box of its own; in a cell also where its figures are no part of the number beside."""
        return look.box or child in self.boxes or (self.within and stands_apart(child))

    def _content(self, element: Element, depth: int, level: int, *, linked: bool) -> None:
        if len(element):
            self._inside(element, depth, level, linked=linked)
        elif text := element.text:
            self._add(text, element, level, linked=linked)

    def _preformatted(self, element: Element, lines: Lines, level: int) -> None:
        for one in lines:
            if isinstance(one, str):
                self.items.append(Text(one, level, element))
                continue
            rows = [Row(texts, at, range(1, len(texts) + 1)) for at, texts in enumerate(one, 1)]
            self._count(sum(map(len, one)))
            self.items.append(Table(rows, element))

    def _joins(self, element: Element) -> bool:
        """Whether a number in an element would join one before or behind it."""
        before = UNSEEN.sub("", "".join(self.line.parts)).rstrip()[-1:]
        return before.isdecimal() or UNSEEN.sub("", element.tail or "").lstrip()[:1].isdecimal()

    def _add(self, text: str, element: Element, level: int, *, linked: bool) -> None:
        line = self.line
        if not text or (line.element is None and text.isspace()):
            return
        if (
            "\n" in text and element.tag == "body" and _BLANK_LINE.search(text)
        ):  # no page of a site, but a text with tables in it
            self._lines(text, element, level, linked=linked)
            return
        if line.element is None:
            line.element, line.level = element, level
            if self.marker:
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
            if part:
                self._add(part, element, level, linked=linked)

    def _end(self) -> None:
        line = self.line
        if line.element is not None:
            text = collapsed("".join(line.parts))
            if text:
                self.items.append(Text(text, line.level, line.element, line.linked))
            self.line = _Line()

    # -- tables -------------------------------------------------------------------------------------------

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in table_rows(table) if not self.sight.hides(row)]
        drawn = [list(row.iterchildren(*CELLS)) for row in rows]
        inner = len(list(table.iterdescendants("table")))
        texts = data_texts(table, drawn, nested=inner > 0)
        if texts is None:
            for part in (*table.iterchildren("caption"), *rows):
                for cell in part if part.tag == "tr" else (part,):
                    if isinstance(cell.tag, str) and not self.sight.hides(cell):
                        self._inside(cell, depth + 1, 0, linked=False)
                        self._end()
            return
        for caption in table.iterchildren("caption"):
            self._inside(caption, depth, 0, linked=False)
            self._end()
        if inner and len(list(table.iterdescendants(*CELLS))) > sum(map(len, drawn)) + inner:  # more than one in some
            drawn = [[one for cell in row for one in spliced(cell)] for row in drawn]
        found = without_rulers(list(self._rows(drawn, texts)))
        if str(table.get("dir", "")).lower() == "rtl":  # drawn from right to left
            found = [row.reversed() for row in found]
        if found:
            self.items.append(Table(found, table))

    def _rows(self, rows: list[list[Element]], texts: Texts) -> Iterator[Row]:
        covered: dict[int, int] = {}
        for at, drawn in enumerate(rows, 1):
            row: list[Element] = drawn
            places: Sequence[int] = range(1, len(row) + 1)
            if any(map(_said, drawn)):
                row = [cell for cell in drawn if not cell.keys() or not self.sight.hides(cell)]
            if row is not drawn or covered:
                places = columns(row, at, len(rows), covered)
                covered = {column: last for column, last in covered.items() if last > at}
            if row:
                found = [self._shown(cell, texts) if len(cell) else collapsed(cell.text or "") for cell in row]
                self._count(len(found))
                yield Row(found, at, places)

    def _shown(self, cell: Element, texts: Texts) -> str:
        """What a cell shows that has elements within; ``texts`` are those of such cells as they stand."""
        if not self.sight.is_plain(cell):
            return self._text(cell)
        return collapsed(texts[cell] if cell in texts else all_text(cell))

    def _count(self, more: int) -> None:
        self.cells += more
        if self.cells > MOST_CELLS:
            raise DocumentError("网页中的表格单元格过多，不像一份年度报告，请核实是否取错文件。")

    def _text(self, cell: Element) -> str:
        """The text of a cell, its paragraphs parted by line ends, so that two numbers are never run together."""
        inner = Walk(self.sight, within=True)
        inner.run(cell)
        self.struck += inner.struck
        text = "\n".join(_flat(inner.items))
        return with_picture(text) if any(isinstance(one, Picture) and one.tells for one in inner.items) else text


def _flat(items: list[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Text):
            yield item.text
        elif isinstance(item, Table):
            yield from item.texts
