"""A document: the paragraphs and cell grids of one file in their order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.documents.places import Location, PagePlace


class Piece(NamedTuple):
    """The part of a paragraph, from the character ``start`` on, that stands on one line of a page.

    ``edges`` are the left edges of its characters and the right edge of the last; empty where they are not known.
    """

    start: int
    location: Location
    edges: tuple[float, ...] = ()

    def part(self, start: int, end: int) -> Location:
        """The place of the characters from ``start`` to ``end``, offsets in the piece."""
        place = self.location
        if not isinstance(place, PagePlace) or end >= len(self.edges):
            return place.part(start, end)
        xs = self.edges[start : end + 1]
        return replace(place, box=(min(xs), place.box[1], max(xs), place.box[3]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that is no part of a table; ``level`` is its heading level where the source marks one.

    ``pieces`` tell where its lines stand, in files that have pages.
    """

    text: str
    location: Location
    level: int = 0
    pieces: tuple[Piece, ...] = ()

    def place(self, start: int, end: int) -> Location:
        """The place in the source of the characters from ``start`` to ``end``."""
        found = list(self._places(start, max(end, start + 1)))
        if not found:
            return self.location.part(start, end)
        return found[0].to(*found[1:])

    def _places(self, start: int, end: int) -> Iterator[Location]:
        for piece, last in self._ended():
            if piece.start < end and start < last:
                yield piece.part(max(start - piece.start, 0), min(end, last) - piece.start)

    def _ended(self) -> Iterator[tuple[Piece, int]]:
        """Each piece and where it ends."""
        return zip(self.pieces, [*(piece.start for piece in self.pieces[1:]), len(self.text)], strict=False)

    def cut(self, start: int, end: int) -> Paragraph:
        """The paragraph of the characters from ``start`` to ``end`` alone."""
        pieces = tuple(
            Piece(max(piece.start - start, 0), piece.location, piece.edges[max(start - piece.start, 0) :])
            for piece, last in self._ended()
            if piece.start < end and start < last
        )
        return Paragraph(self.text[start:end], self.place(start, end), self.level, pieces)


class Cell(NamedTuple):
    """One cell of a grid, its text as it stands in the source.

    ``doubt`` says, in Chinese, why the text cannot be relied on, such as two ways of reading that differ.
    """

    text: str
    location: Location
    doubt: str = ""

    @classmethod
    def each(cls, texts: Iterable[str], locations: Iterable[Location]) -> tuple[Cell, ...]:
        """A row of cells without doubts, made fast: a report has hundreds."""
        return tuple(map(partial(tuple.__new__, cls), zip(texts, locations, repeat(""))))


PICTURE = "〔图片〕"
"""What stands for a picture in a cell that holds no words: it may show a figure, or a part of one."""
SCRIPTED = "〔脚本〕"
"""What stands behind a figure in whose place a script writes another once the page is shown."""
FORMULA = "〔公式〕"
"""What stands in a cell for a formula that has no result there: figures beside it are none of its."""
PROMPT = "〔提示〕"
"""What stands behind a figure that a Word file shows where nothing was filled in yet."""
_WORDS = re.compile(r"[^\W\d_]")


def with_picture(text: str) -> str:
    """The text of a cell with a picture in it; beside words it is an ornament."""
    return text if _WORDS.search(text) else text + PICTURE


def with_prompt(text: str) -> str:
    """The text of a cell that shows what is to be filled in; words show that by themselves, and nothing is nothing."""
    return text if not text or _WORDS.search(text) else text + PROMPT


Rows = tuple[tuple[Cell, ...], ...]


class _Late:
    """The slot in which a grid keeps what makes its rows; no field, as it is no part of its value."""

    __slots__ = ("_make",)
    _make: Callable[[], Rows]


@dataclass(frozen=True, slots=True)
class Grid(_Late):
    """The cells of one table, row by row.

    A merged cell stands once, in its first row and at its first column; the places that it covers are left out,
    so rows may differ in length. What a flattened table has lost is for the alignment with the form to
    find out, not for the reader to make up. ``inferred`` says that rows and columns were inferred from where the text
    stands, without any mark or rule in the source.
    """

    rows: Rows
    inferred: bool = False

    @classmethod
    def late(cls, make: Callable[[], Rows]) -> Grid:
        """A table whose rows are made when they are first asked for; ``make`` gives the same whenever it is called."""
        grid = object.__new__(cls)
        object.__setattr__(grid, "_make", make)
        object.__setattr__(grid, "inferred", False)
        return grid

    if not TYPE_CHECKING:  # or any attribute would pass for one of a grid

        def __getattr__(self, name: str) -> Rows:
            """The rows, which alone may not be there yet; from then on they are in their slot."""
            if name != "rows":
                raise AttributeError(name, name=name, obj=self)
            object.__setattr__(self, "rows", self._make())
            return self.rows

    @property
    def location(self) -> Location:
        """From the first cell to the last."""
        return self.rows[0][0].location.to(self.rows[-1][-1].location)


FORM_CELLS = 200
"""Fewer cells than those of the statutory tables of any edition: where a file has less, a table may be elsewhere."""


class Remark(NamedTuple):
    """What is to be said of a file, in Chinese, and what it concerns.

    ``reading``: something could not be read for certain; ``picture``: pictures that may hold a table; ``attached``:
    another file that may hold one; ``revision``: changes not yet accepted; ``comment``: comments left in; ``hidden``:
    text, rows or sheets that a reader does not see.
    """

    text: str
    kind: Literal["reading", "picture", "attached", "revision", "comment", "hidden"] = "reading"
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: where it came from, its SHA-256, and its blocks in reading order.

    ``margins`` are running heads, page feet and what stands around an article; ``published``, ``publisher`` and
    ``title`` are the date of publication, the source and the name that the file states of itself beside its text, None
    and empty where it does not.
    """

    source: str
    sha256: str
    blocks: tuple[Paragraph | Grid, ...]
    remarks: tuple[Remark, ...] = ()
    margins: tuple[Paragraph, ...] = ()
    published: date | None = None
    publisher: str = ""
    title: str = ""
