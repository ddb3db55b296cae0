"""The place of a fact in its source, to be looked at: cut out of the page, or the block with the place marked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from workbench import markup
from workbench.documents import BlockPlace, Cell, Document, Grid, Location, PagePlace, SheetPlace, read_document
from workbench.documents.model import Rows
from workbench.errors import DocumentError
from workbench.reports import Report

_AROUND = 4


@dataclass(frozen=True)
class Picture:
    """What stands at a place: ``png`` for pages of PDF and scans, and ``html`` for every kind of file."""

    location: Location
    html: str
    png: bytes | None = None

    def _repr_png_(self) -> bytes | None:
        return self.png

    def _repr_html_(self) -> str | None:
        return None if self.png else self.html


def picture(report: Report, key: str) -> Picture:
    """The place of a cell in the report's source, by the cell's key.

    Raises DocumentError where the report has no such cell, it stands in an attachment or an archive, or its file is
    gone or has changed since it was read.
    """
    location = report.fact(key).location
    if location is None:
        raise DocumentError(f"报告中没有读到“{key}”，没有可供查看的位置。")
    if location.file:
        raise DocumentError(f"“{key}”在附件“{location.file}”中，请打开附件查看：{location}。")
    path = _unchanged(report)
    if isinstance(location, PagePlace):
        return _cut_out(path, location)
    return Picture(location, _marked(read_document(path), location))


def _unchanged(report: Report) -> Path:
    """The report's file, which is as it was read."""
    path = Path(report.source)
    if any(parent.is_file() for parent in path.parents):
        raise DocumentError(f"{report.source} 在压缩包中，请解压并重新读取后再查看。")
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != report.sha256:
        raise DocumentError(f"{report.source} 已不在原处或内容已变，请重新读取后再查看。")
    return path


def _cut_out(path: Path, place: PagePlace) -> Picture:
    from workbench.documents.pictures import crop_png  # noqa: PLC0415 - loads what draws pages when it is first needed

    png = crop_png(path, place.page, place.box)
    return Picture(place, markup.render("picture.html.j2", png=png, place=place), png)


def _marked(document: Document, place: Location) -> str:
    """The block that holds a place, with the place marked; of a table the rows around it."""
    at, row = find(document, place)
    block = document.blocks[at]
    if isinstance(block, Grid):
        rows = block.rows[max(row - _AROUND, 0) : row + _AROUND + 1]
        return markup.render("block.html.j2", rows=drawn(rows), text="", place=place)
    return markup.render("block.html.j2", rows=(), text=block.text, place=place)


def drawn(rows: Rows) -> list[list[tuple[Cell | None, int]]]:
    """Rows as they stand under one another: each cell with how many columns it takes, None for those it leaves open.

    A grid holds merged cells once. The places of cells say in which column each stands: what is missing between two is
    the first one's, what is missing before or behind is open, for a cell above reaches down there.
    """
    columns = [[_column(cell.location) for cell in row] for row in rows]
    if not all(one and one[0] > 0 and all(a < b for a, b in pairwise(one)) for one in columns):
        return [[(cell, 1) for cell in row] for row in rows]
    first, last = min(one[0] for one in columns), max(one[-1] for one in columns)
    return [_row(row, one, first, last) for row, one in zip(rows, columns, strict=True)]


def _row(row: tuple[Cell, ...], columns: list[int], first: int, last: int) -> list[tuple[Cell | None, int]]:
    spans = [after - at for at, after in pairwise(columns)]
    cells: list[tuple[Cell | None, int]] = list(zip(row, [*spans, 1], strict=True))
    before, behind = columns[0] - first, last - columns[-1]
    return [(None, before)] * bool(before) + cells + [(None, behind)] * bool(behind)


def _column(location: Location) -> int:
    """The column that a cell is drawn in, 0 where its place does not say."""
    if isinstance(location, SheetPlace):
        return int(location.order[-1]) if location.order else 0
    return (location.cell_column or 0) if isinstance(location, BlockPlace) else 0


def find(document: Document, place: Location) -> tuple[int, int]:
    """Which block of a document a place is in, and which row of it where it is a table, both from 0.

    Raises DocumentError where it is in none.
    """
    for at, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for number, row in enumerate(block.rows):
                if any(begins(cell.location, place) for cell in row):
                    return at, number
        elif _on_line(block.location, place):
            return at, 0
    raise DocumentError("在原文件中没有找到该位置，请重新读取后再查看。")


def begins(location: Location, place: Location) -> bool:
    """Whether what stands at a location is what a place begins with."""
    return type(location) is type(place) and location.file == place.file and location.order == place.order


def _on_line(location: Location, place: Location) -> bool:
    return type(location) is type(place) and location.file == place.file and location.row == place.row
