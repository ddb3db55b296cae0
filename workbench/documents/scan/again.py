"""Cells read anew from their file: larger, and in more ways than at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from workbench.documents.files import contents
from workbench.documents.model import Cell
from workbench.documents.places import Box, PagePlace
from workbench.documents.scan.cells import Seen, filled, read_cells
from workbench.documents.scan.ink import ink
from workbench.documents.scan.opening import Part, parts
from workbench.documents.scan.page import ruled_tables
from workbench.documents.scan.placing import shifted
from workbench.documents.scan.sheet import Sheet, sheet
from workbench.documents.scan.turning import upright

DOTS: Final = 300
"""The dots an inch at which cells are read anew."""

_ALIKE = 0.4


def reread(path: Path, places: Sequence[PagePlace]) -> dict[PagePlace, Cell]:
    """What stands in the cells at those places of a picture file or a PDF of scans, by place.

    Places that no longer prove to be cells are left out. Raises DocumentError where the file cannot be read.
    """
    found: dict[PagePlace, Cell] = {}
    for part, scale, dots in _parts(contents(path), {place.page for place in places}):
        on = [place for place in places if place.page == part.page and _is_on(place, part, scale)]
        if on:
            found |= _reread(upright(sheet(part.picture, part.page, scale, dots, DOTS)), on, part.top)
    return found


def _is_on(place: PagePlace, part: Part, scale: float) -> bool:
    """Whether a place is within a part of its page."""
    middle = (place.box[1] + place.box[3]) / 2 * scale
    return part.top <= middle < part.top + part.picture.height


def _parts(data: bytes, numbers: set[int]) -> Iterator[tuple[Part, float, float]]:
    """The pages wanted, or their parts, each with its pixels per unit, and per inch where that is known."""
    if b"%PDF-" not in data[:1024]:
        yield from ((part, 1.0, 0.0) for part in parts(data) if part.page in numbers)
        return
    from workbench.documents.pdf.opening import drawn, opened  # noqa: PLC0415 - loads pdfium, and only for a PDF

    with opened(data) as pdf:
        for number in sorted(numbers & set(range(1, len(pdf) + 1))):
            picture, scale, dots = drawn(pdf, number, DOTS)
            yield Part(number, 0, picture), scale, dots


def _reread(ready: Sheet, places: Sequence[PagePlace], top: float) -> dict[PagePlace, Cell]:
    """What stands in cells of a part of a page, which begins at the height ``top`` of it."""
    found = ink(ready.shades, ready.dpi)
    cells = filled(ready, ruled_tables(ready, found), found)
    due = [(place, _at(ready.forth(shifted(place.box, 0.0, -top)), cells)) for place in places]
    wanted = [(place, cell) for place, cell in due if cell is not None]
    texts = read_cells(ready.shades, [cell for _, cell in wanted], found.em, thorough=True)
    return {place: Cell(text.text, place, text.doubt) for (place, _), text in zip(wanted, texts, strict=True)}


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
