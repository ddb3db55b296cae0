"""Two pages scanned on one sheet, as of an open booklet: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.documents.places import Box

_WIDE = 1.2
"""A sheet that is so much wider than high may hold two pages."""
_BAND = 0.01
_FULL = 0.55


def fold(width: float, height: float, tables: Sequence[Box], pieces: Sequence[Box]) -> float:
    """Where two pages meet on a sheet, in its units; 0 where it holds one.

    Nothing may stand there, and on both sides there must be a table or a piece of a line wider than half of a page:
    the columns of a table that has no rules leave a gap as well.
    """
    at, band = width / 2, _BAND * width
    boxes = [*tables, *pieces]
    if width < _WIDE * height or any(box[0] < at + band and at - band < box[2] for box in boxes):
        return 0.0
    wide = {box[0] > at for box in boxes if box[2] - box[0] > _FULL * at}
    return at if len(wide) > 1 else 0.0
