"""Places in a source: where a figure, a cell or a span of text stands, by the kind of file.

Lines and columns of a text, block and cell of a web page or a Word file, sheet and cell of a workbook, page and box of
a PDF or a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Self

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; see :class:`PagePlace` for the units."""


@dataclass(frozen=True)
class Location:
    """A place in a source file; the kinds of place are its subclasses.

    ``file`` names the attachment that the place is in, and is empty in the report's own file.
    """

    file: str = field(default="", kw_only=True)

    def as_dict(self) -> dict[str, Any]:
        """The fields that are set, ready for JSON."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in values if value not in ("", None, ())}

    def to(self, *ends: Location) -> Location:
        """The place from the start of this one to the end of others; those that cannot be joined are left out."""
        joined = [end for end in ends if isinstance(end, type(self)) and end.file == self.file]
        return self._to(joined) if joined else self

    def part(self, start: int, end: int) -> Location:  # noqa: ARG002 - the kinds of place that can be cut use them
        """The place of the characters from ``start`` to ``end`` of the text that stands here, as near as is known."""
        return self

    @property
    def order(self) -> tuple[float, ...]:
        """Sorts places of one kind as they are read."""
        return ()

    @property
    def row(self) -> tuple[float, ...]:
        """What places on one line, or in one row of a table, have in common."""
        return self.order

    def is_level(self, other: Location) -> bool:
        """Whether a place stands on the line, or in the row of a table, of another."""
        return type(other) is type(self) and other.row == self.row

    @property
    def score(self) -> float | None:
        """How sure a recognition was of what stands here, from 0 to 1; None where it was read and not recognised."""
        return None

    def _to(self, ends: Sequence[Self]) -> Self:  # noqa: ARG002 - as above
        return self

    def _but(self, **changes: Any) -> Self:  # noqa: ANN401 - the fields have many types
        """The place with some fields changed, made fast: a document has thousands of them."""
        place = object.__new__(type(self))
        place.__dict__.update(self.__dict__, **changes)
        return place

    def _named(self, words: str) -> str:
        return f"附件“{self.file}”{words}" if self.file else words


@dataclass(frozen=True)
class TextPlace(Location):
    """A place in a text: its first character and the one just past its last, counted from 1 as editors show them."""

    line: int
    column: int
    end_line: int
    end_column: int

    def part(self, start: int, end: int) -> TextPlace:
        """Those characters, which stand on the first line of the place."""
        return self._but(column=self.column + start, end_line=self.line, end_column=self.column + end)

    @property
    def order(self) -> tuple[float, ...]:
        """Line and column."""
        return self.line, self.column

    @property
    def row(self) -> tuple[float, ...]:
        """The line."""
        return (self.line,)

    def _to(self, ends: Sequence[TextPlace]) -> TextPlace:
        return self._but(end_line=ends[-1].end_line, end_column=ends[-1].end_column)

    def __str__(self) -> str:
        return self._named(f"第{self.line}行第{self.column}列")


@dataclass(frozen=True)
class BlockPlace(Location):
    """A place in a web page or a Word file: a block, a cell of it where it is a table, characters of its text.

    Blocks are counted from 1 as the document has them, rows and columns from 1 as the table is drawn, merged
    cells by their first. ``start`` and ``end`` are offsets in the text of the paragraph or cell. ``to_block``,
    ``to_row`` and ``to_column`` tell where a place that is longer than that ends. ``table`` is which of the document's
    tables it is, from 1, for whoever looks for it there.
    """

    block: int
    cell_row: int | None = None
    cell_column: int | None = None
    start: int | None = None
    end: int | None = None
    to_block: int | None = None
    to_row: int | None = None
    to_column: int | None = None
    table: int | None = None

    @staticmethod
    @lru_cache(maxsize=1_000)
    def at(block: int) -> BlockPlace:
        """The place of a whole block; the same for all reports, too."""
        return BlockPlace(block)

    @staticmethod
    @lru_cache(maxsize=10_000)
    def row_of(block: int, row: int, columns: tuple[int, ...], table: int | None = None) -> tuple[BlockPlace, ...]:
        """The places of the cells in a row; the same for all reports, whose rows stand in the same places often."""
        return tuple([BlockPlace(block, row, column, table=table) for column in columns])

    def part(self, start: int, end: int) -> BlockPlace:
        """Those characters of the paragraph or cell."""
        first = self.start or 0
        return self._but(start=first + start, end=first + end)

    @property
    def order(self) -> tuple[float, ...]:
        """Block, row, column and first character."""
        return self.block, self.cell_row or 0, self.cell_column or 0, self.start or 0

    @property
    def row(self) -> tuple[float, ...]:
        """The block and its row."""
        return self.block, self.cell_row or 0

    def _to(self, ends: Sequence[BlockPlace]) -> BlockPlace:
        end = ends[-1]
        block, row, column = end.to_block or end.block, end.to_row or end.cell_row, end.to_column or end.cell_column
        if (block, row, column) == (self.block, self.cell_row, self.cell_column):
            return self._but(end=end.end)
        return self._but(end=end.end, to_block=block, to_row=row, to_column=column)

    def __str__(self) -> str:
        if not self.cell_row:
            return self._named(f"第{self.block}段")
        table = f"第{self.table}张表格" if self.table else f"第{self.block}块（表格）"
        return self._named(f"{table}第{self.cell_row}行第{self.cell_column}格")


_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class SheetPlace(Location):
    """A place in a workbook: the sheet's name and the cell as ``B7``, the last one too where it is a range."""

    sheet: str
    cell: str
    to_cell: str = ""
    start: int | None = None
    end: int | None = None

    @classmethod
    def each(cls, sheet: str, cells: Iterable[str]) -> Iterator[SheetPlace]:
        """The places of cells, made fast: a sheet has hundreds, and what is not set stands in the class."""
        for cell in cells:
            place = object.__new__(cls)
            said = place.__dict__
            said["sheet"], said["cell"] = sheet, cell
            yield place

    def part(self, start: int, end: int) -> SheetPlace:
        """Those characters of the cell."""
        first = self.start or 0
        return self._but(start=first + start, end=first + end)

    @property
    def order(self) -> tuple[float, ...]:
        """Row and column of the cell."""
        match = _CELL.fullmatch(self.cell)
        if match is None:
            return ()
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]), column

    @property
    def row(self) -> tuple[float, ...]:
        """The row of the sheet."""
        return self.order[:1]

    def _to(self, ends: Sequence[SheetPlace]) -> SheetPlace:
        end = next((end for end in reversed(ends) if end.sheet == self.sheet), self)
        last = end.to_cell or end.cell
        return self._but(to_cell="" if last == self.cell else last, end=end.end)

    def __str__(self) -> str:
        return self._named(f"工作表“{self.sheet}”{self.cell}{f'至{self.to_cell}' if self.to_cell else ''}")


@dataclass(frozen=True)
class PagePlace(Location):
    """A place on a page of a PDF or a picture: the page from 1, and the box.

    A box is left, top, right and bottom in points (1/72 inch) from the upper left corner of the page as a
    reader shows it, turned and cropped; in a picture a pixel counts as a point. ``more`` are the further boxes of a
    place that runs over lines or pages. ``recognised`` is the score, 0 to 1, of what was recognised in a picture, and
    None where the file itself holds the text.
    """

    page: int
    box: Box
    more: tuple[tuple[int, Box], ...] = ()
    recognised: float | None = None

    @property
    def boxes(self) -> tuple[tuple[int, Box], ...]:
        """Every page and box of the place."""
        return ((self.page, self.box), *self.more)

    @property
    def order(self) -> tuple[float, ...]:
        """Page, top and left."""
        return self.page, self.box[1], self.box[0]

    @property
    def row(self) -> tuple[float, ...]:
        """The page and the height on it."""
        return self.page, round(self.box[1])

    def is_level(self, other: Location) -> bool:
        """Whether the middle of one is as high as the other, for the rows of a scan are seldom quite level."""
        if not isinstance(other, PagePlace) or other.page != self.page:
            return False
        (_, top, _, bottom), (_, upper, _, lower) = self.box, other.box
        return upper <= (top + bottom) / 2 <= lower or top <= (upper + lower) / 2 <= bottom

    @property
    def score(self) -> float | None:
        """The score of the recognition."""
        return self.recognised

    def _to(self, ends: Sequence[PagePlace]) -> PagePlace:
        scores = [place.recognised for place in (self, *ends) if place.recognised is not None]
        first, more = (self.page, self.box), [*self.more, *(one for end in ends for one in end.boxes)]
        kept = tuple(dict.fromkeys(one for one in more if one != first))
        return self._but(more=kept, recognised=min(scores, default=None))

    def __str__(self) -> str:
        return self._named(f"第{self.page}页")
