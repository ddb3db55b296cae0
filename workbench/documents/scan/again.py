"""Cells read anew from their file: larger, and in more ways than at first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from workbench.documents.files import contents
from workbench.documents.model import Box, Cell, PagePlace
from workbench.documents.scan.cells import Seen, filled, read_cells
from workbench.documents.scan.ink import ink
from workbench.documents.scan.opening import pictures
from workbench.documents.scan.page import ruled_tables
from workbench.documents.scan.sheet import Sheet, sheet
from workbench.documents.scan.turning import upright

DOTS: Final = 300
"""The dots an inch at which cells are read anew."""

_POINTS = 72
_ALIKE = 0.4


def reread(path: Path, places: Sequence[PagePlace]) -> dict[PagePlace, Cell]:
    """What stands in the cells at those places of a picture file or a PDF of scans, by place.

    Places that no longer prove to be cells are left out. Raises DocumentError where the file cannot be read.
    """
    by_page: dict[int, list[PagePlace]] = defaultdict(list)
    for place in places:
        by_page[place.page].append(place)
    found: dict[PagePlace, Cell] = {}
    for number, picture, scale in _pages(contents(path), set(by_page)):
        found |= _reread(upright(sheet(picture, number, scale, DOTS)), by_page[number])
    return found


def _pages(data: bytes, numbers: set[int]) -> Iterator[tuple[int, Image.Image, float]]:
    """Number, picture and pixels per unit of each page wanted."""
    if b"%PDF-" not in data[:1024]:
        yield from ((at, picture, 1.0) for at, picture in enumerate(pictures(data), 1) if at in numbers)
        return
    from workbench.documents.pdf.opening import opened  # noqa: PLC0415 - loads pdfium, and only for a PDF

    scale = DOTS / _POINTS
    with opened(data) as pdf:
        for number in sorted(numbers & set(range(1, len(pdf) + 1))):
            yield number, pdf[number - 1].render(scale=scale).to_pil().convert("RGB"), scale


def _reread(ready: Sheet, places: Sequence[PagePlace]) -> dict[PagePlace, Cell]:
    found = ink(ready.shades, ready.dpi)
    cells = filled(ready, ruled_tables(ready), found)
    wanted = [(place, cell) for place in places if (cell := _at(ready.forth(place.box), cells)) is not None]
    texts = read_cells(ready.shades, [cell for _, cell in wanted], found.em, thorough=True)
    return {
        place: Cell(text.text, place, text.doubt) for (place, _), text in zip(wanted, texts, strict=True)
    }


def _at(box: Box, cells: Sequence[Seen]) -> Seen | None:
    """The cell that a box is of."""
    best = max(cells, key=lambda cell: _common(cell.box, box), default=None)
    return best if best is not None and _common(best.box, box) > _ALIKE else None


def _common(one: Box, other: Box) -> float:
    """How much of two boxes they share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if min(wide, high) <= 0:
        return 0.0
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high / (areas - wide * high)
