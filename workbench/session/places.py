"""The place of a piece of evidence in its source: the page as a picture, or the blocks of text around it.

Files are opened in a process of their own, as when they were read.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench import isolation
from workbench.documents import (
    BlockPlace,
    Cell,
    Document,
    Grid,
    Location,
    PagePlace,
    SheetPlace,
    TextPlace,
    read_document,
)
from workbench.documents.pictures import crop_png, placed_png
from workbench.documents.places import Box
from workbench.errors import DocumentError
from workbench.isolation import Limits
from workbench.picture import begins, drawn, find
from workbench.session.shelf import refuse_changed

_KINDS = {"page": PagePlace, "line": TextPlace, "sheet": SheetPlace, "block": BlockPlace}
_LIMITS = Limits(seconds=60.0)
_AROUND, _ROWS = 3, 6
_LONGEST = 4_000
"""Blocks and rows shown around a place, and characters of a paragraph."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a place: a picture of its page, ``page`` counted from 1, or ``blocks`` as plain data.

    ``down`` is how far down the page the place is, as a share of its height.
    """

    png: bytes = b""
    page: int = 0
    down: float = 0.0
    blocks: list[dict[str, Any]] = field(default_factory=list)


def place_of(told: Mapping[str, Any]) -> Location | None:
    """The place that a record's ``location`` says; None where there is none."""
    kind = next((kind for name, kind in _KINDS.items() if name in told), None)
    return kind(**{name: _tupled(value) for name, value in told.items()}) if kind else None


def _tupled(value: Any) -> Any:  # noqa: ANN401 - JSON is anything
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def shown(source: str, sha256: str, place: Location) -> Shown:
    """The page, or the blocks, around a place of the file that was audited.

    Raises DocumentError where the file is gone, has changed since, or is within an archive or an attachment.
    """
    path = _path(source, sha256, place)
    if isinstance(place, PagePlace):
        boxes = [box for page, box in place.boxes if page == place.page]
        data = isolation.run(_page, path, place.page, boxes, limits=_LIMITS)
        return Shown(data[_DOWN.size :], place.page, *_DOWN.unpack_from(data))
    return Shown(blocks=json.loads(isolation.run(_around, path, place, limits=_LIMITS)))


def cut_out(source: str, sha256: str, place: Location) -> Shown:
    """The same, but of a page only the part around the place. Raises DocumentError as :func:`shown`."""
    if not isinstance(place, PagePlace):
        return shown(source, sha256, place)
    path = _path(source, sha256, place)
    return Shown(isolation.run(crop_png, path, place.page, place.box, limits=_LIMITS), place.page)


def _path(source: str, sha256: str, place: Location) -> Path:
    if place.file:
        raise DocumentError(f"该处在附件“{place.file}”中，请打开附件查看。")
    path = Path(source).absolute()
    refuse_changed(path, sha256)
    return path


_DOWN = struct.Struct("<d")


def _page(path: Path, page: int, boxes: list[Box]) -> bytes:
    """How far down the page the place is, and the page as PNG; what the other process does."""
    png, down = placed_png(path, page, boxes)
    return _DOWN.pack(down) + png


def _around(path: Path, place: Location) -> bytes:
    """The blocks around a place as JSON; what the other process does."""
    document = read_document(path)
    at, row = find(document, place)
    numbers = range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(document.blocks)))
    return json.dumps([_block(document, number, at, row, place) for number in numbers]).encode()


def _block(document: Document, number: int, at: int, row: int, place: Location) -> dict[str, Any]:
    """A block; of a table the rows around the place, or the first where it is not in it."""
    block = document.blocks[number]
    here = number == at
    if not isinstance(block, Grid):
        return {"text": block.text[:_LONGEST], "here": here}
    first = max(row - _ROWS, 0) if here else 0
    rows = block.rows[first : first + 2 * _ROWS + 1]
    return {"rows": [[_cell(cell, span, place if here else None) for cell, span in one] for one in drawn(rows)]}


def _cell(cell: Cell | None, span: int, place: Location | None) -> dict[str, Any]:
    here = cell is not None and place is not None and begins(cell.location, place)
    return {"text": cell.text[:_LONGEST] if cell else "", "here": here, "span": span}
