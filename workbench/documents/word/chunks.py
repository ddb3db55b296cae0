"""Other files within a Word file, which Word shows in their place: pages, texts and Word files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from lxml.etree import _Element as Element

from workbench.documents.model import Cell, Document, Grid, Paragraph
from workbench.documents.places import BlockPlace, SheetPlace
from workbench.errors import DocumentError

Block = Paragraph | Grid
_PROGRAMS = ("Excel.", "Word.", "ET.", "WPS.", "KET.")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WITHIN = ContextVar("within another file", default=False)
"""A file can hold itself, so that only one within another is read."""


def chunk(data: bytes, first: int, tables: int) -> list[Block]:
    """The blocks of a file within another, in whose order they are counted from ``first`` on, behind so many tables.

    Raises DocumentError where it is none that can be read, or holds one within itself.
    """
    from workbench.documents.sniff import read_document  # noqa: PLC0415 - the registry imports its formats by name

    if _WITHIN.get():
        raise DocumentError("嵌入的文件中又嵌有文件。")
    inside = _WITHIN.set(True)
    try:
        with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
            path = Path(folder) / "chunk"
            path.write_bytes(data)
            return list(_numbered(read_document(path), first, tables))
    finally:
        _WITHIN.reset(inside)


def shown_file(drawing: Element) -> str:
    """The id of the relation to a workbook or a text that a drawing shows; empty where it shows something else."""
    for one in drawing.iter():
        if str(one.tag).endswith("}OLEObject") and str(one.get("ProgID") or "").startswith(_PROGRAMS):
            return str(one.get(_ID) or "")
    return ""


def _numbered(document: Document, first: int, tables: int) -> Iterator[Block]:
    for at, block in enumerate(document.blocks, first):
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, BlockPlace(at), block.level)
        else:
            tables += 1
            rows = enumerate(block.rows, 1)
            yield replace(block, rows=tuple(tuple(_cells(row, at, number, tables)) for number, row in rows))


def _cells(row: tuple[Cell, ...], block: int, number: int, table: int) -> Iterator[Cell]:
    for column, cell in enumerate(row, 1):
        place = cell.location
        if isinstance(place, BlockPlace) and place.cell_row and place.cell_column:
            number, column = place.cell_row, place.cell_column  # noqa: PLW2901 - where the file itself has it
        elif isinstance(place, SheetPlace) and place.order:
            column = int(place.order[1])  # noqa: PLW2901 - merged cells leave columns out
        yield cell._replace(location=BlockPlace(block, number, column, table=table))
