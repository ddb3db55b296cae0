"""Reports printed to PDF by hand: Chinese text in a font that every reader knows, tables with rules or without.

Unlike what a browser prints, such files are the same on every machine and are made in no time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tests.builders import Draft
from tests.documents.pdfs import by_hand
from workbench.forms.model import Table
from workbench.reports.view import Box, draw

WIDE, HIGH = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 535.0, 60.0, 790.0
_SIZE, _PITCH = 10.5, 18.0
_SMALL, _LEADING, _PADDING = 9.0, 13.0, 4.0
_WIDTHS = {4: (115, 120, 120, 120), 10: (50, 50, 60, *[45] * 7), 15: (31, *[31] * 14)}
_SYSTEM = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
_HEIGHTS = b"/FontBBox [-25 -254 1000 880] /Ascent 880 /Descent -120 /CapHeight 880"
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 6 0 R /DW 1000 /W [1 95 500] %b >>"
    % _SYSTEM,
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /StemV 93 %b >>" % _HEIGHTS,
)
"""The objects 4 to 6 of a file whose text is Chinese; the first is the font F2."""


def chinese(*contents: str, page: str = "") -> bytes:
    """A PDF with a page for each content stream, its font F2 Chinese; ``page`` are further entries of the pages."""
    return by_hand(*contents, page=f"/MediaBox [0 0 595 842] {page}", objects=FONT, fonts="/F2 4 0 R")


def said(text: str, x: float, top: float, size: float = _SIZE) -> str:
    """The content of a line whose upper left corner is there, as a reader sees the page."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F2 {size} Tf {x:.2f} {HIGH - top - 0.88 * size:.2f} Td <{code}> Tj ET"


def width(text: str, size: float) -> float:
    """How far a line reaches: a Chinese character is as wide as the type, any other half of that."""
    return sum(size if ord(letter) > 0x2000 else size / 2 for letter in text)


def wrapped(text: str, room: float, size: float, first: float = 0.0) -> list[str]:
    """The lines of a text in some room; the first is shorter."""
    lines, left = [""], room - first
    for letter in text:
        if left < width(letter, size):
            lines, left = [*lines, ""], room
        lines[-1] += letter
        left -= width(letter, size)
    return lines


@dataclass
class _Printed:
    """Pages under way; ``top`` is where the next line begins."""

    ruled: bool = True
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    top: float = TOP

    def room(self, high: float) -> None:
        """Go on on the next page where this one has less room than that."""
        if self.top + high > BOTTOM:
            self.pages.append([])
            self.top = TOP

    def line(self, text: str, x: float, size: float = _SIZE) -> None:
        """A line of text, and the next one below it."""
        self.room(_PITCH)
        self.pages[-1].append(said(text, x, self.top, size))
        self.top += _PITCH

    def paragraph(self, text: str) -> None:
        """A paragraph that begins two characters in."""
        for at, line in enumerate(wrapped(text, RIGHT - LEFT, _SIZE, 2 * _SIZE)):
            self.line(line, LEFT if at else LEFT + 2 * _SIZE)

    def table(self, known: Table, values: Mapping[str, str]) -> None:
        """A statutory table; rows stand on one page, and what spans rows is cut by its end."""
        placed = list(_placed(known, values))
        edges = list(accumulate(_WIDTHS[max(one.right for one in placed)], initial=LEFT))
        for row in range(max(one.bottom for one in placed)):
            high = max(one.high(edges) for one in placed if one.bottom == row + 1)
            self.room(high)
            here = [one for one in placed if one.top <= row < one.bottom]
            for one in here:
                self._box(one, edges, row, high)
            self.top += high
        self.top += _PITCH / 2

    def _box(self, one: _Placed, edges: Sequence[float], row: int, high: float) -> None:
        left, right = edges[one.left], edges[one.right]
        if self.ruled:
            above = [(left, right, self.top)] if row == one.top or self.top == TOP else []
            below = [(left, right, self.top + high)] if row == one.bottom - 1 or self._is_last(high) else []
            self.pages[-1] += [f"{x} {HIGH - y} m {u} {HIGH - y} l S" for x, u, y in (*above, *below)]
            self.pages[-1] += [f"{x} {HIGH - self.top} m {x} {HIGH - self.top - high} l S" for x in (left, right)]
        if row == one.top:
            lines = one.lines(edges)
            start = self.top + max((high - len(lines) * _LEADING) / 2, 0) if one.bottom == row + 1 else self.top + 2
            for at, line in enumerate(lines):
                x = (left + right - width(line, _SMALL)) / 2
                self.pages[-1].append(said(line, x, start + at * _LEADING + 2, _SMALL))

    def _is_last(self, high: float) -> bool:
        return self.top + high + _LEADING + 2 * _PADDING > BOTTOM

    def file(self, page: str) -> bytes:
        """The PDF."""
        return chinese(*("0.7 w\n" + "\n".join(lines) for lines in self.pages), page=page)


@dataclass(frozen=True)
class _Placed:
    """A box of a table and the rows and columns that it spans."""

    text: str
    top: int
    left: int
    bottom: int
    right: int

    def lines(self, edges: Sequence[float]) -> list[str]:
        return wrapped(self.text, edges[self.right] - edges[self.left] - 2 * _PADDING, _SMALL)

    def high(self, edges: Sequence[float]) -> float:
        """How high its last row must be for it."""
        rows = self.bottom - self.top
        return max(len(self.lines(edges)) * _LEADING / rows, _LEADING) + 2 * _PADDING


def _placed(known: Table, values: Mapping[str, str]) -> Iterator[_Placed]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(draw(known)):
        column = 0
        for box in line:
            while (row, column) in taken:
                column += 1
            bottom, right = row + box.rowspan, column + box.colspan
            taken |= {(i, j) for i in range(row, bottom) for j in range(column, right)}
            yield _Placed(_text(box, values), row, column, bottom, right)


def _text(box: Box, values: Mapping[str, str]) -> str:
    return values[box.key] if box.key else values.get(box.text, box.text)


def printed(draft: Draft, *, ruled: bool = True, labels: Mapping[str, str] | None = None, page: str = "") -> bytes:
    """A report as PDF; ``labels`` are labels of the form and what is printed in their place, ``page`` as above."""
    made = _Printed(ruled)
    for line in draft.title_lines:
        made.line(line, (WIDE - width(line, 16)) / 2, 16)
    for section in draft.form.sections:
        made.paragraph(f"{section.number}、{section.heading}")
        for text in draft.texts.get(section.number, ()):
            made.paragraph(text)
        if section.table:
            made.table(draft.form.table(section.table), draft.values | dict(labels or {}))
    return made.file(page)
