"""A document: the paragraphs and cell grids of one file in their order, each with its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source file; which fields are set depends on the kind of file.

    Text: ``line`` and ``column`` of the first character, ``end_line`` and ``end_column`` just past the
    last, all counted from 1 as editors show them.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    def as_dict(self) -> dict[str, int]:
        """The fields that are set, ready for JSON."""
        return asdict(self)

    def to(self, end: Location) -> Location:
        """The place from the start of this one to the end of another."""
        return Location(self.line, self.column, end.end_line, end.end_column)

    def __str__(self) -> str:
        return f"第{self.line}行第{self.column}列"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that is no part of a table; ``level`` is its heading level where the source marks one."""

    text: str
    location: Location
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, its text as it stands in the source."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table, row by row.

    Rows may differ in length and merged cells may be gone: what a flattened table has lost is
    for the alignment with the form to find out, not for the reader to make up.
    """

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def location(self) -> Location:
        """From the first cell to the last."""
        return self.rows[0][0].location.to(self.rows[-1][-1].location)


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: where it came from, its SHA-256, and its blocks in reading order.

    ``remarks`` say, in Chinese, what of the file could not be read for certain.
    """

    source: str
    sha256: str
    blocks: tuple[Paragraph | Grid, ...]
    remarks: tuple[str, ...] = ()
