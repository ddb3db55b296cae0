"""A scanned page made ready: in grey, level, and of a size at which characters are read well."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from workbench.documents.places import Box
from workbench.documents.scan.erasing import erased
from workbench.documents.scan.level import Level, levelled
from workbench.documents.scan.rules import Rules, rules
from workbench.documents.scan.shades import Grey, Mask, cleared

_POINTS = 72
_DOTS = 200
_FEWEST = 140
_MOST = 240
_LONG_SIDE = 11.69


class Sheet(NamedTuple):
    """A page made ready: its number, the level page, its rules, what is on it beside them, and where that meets them.

    ``hidden`` is where a seal lets nothing show through. ``scale`` tells how many pixels of the picture as it came are
    a unit of the boxes given back.
    """

    number: int
    scale: float
    dpi: float
    level: Level
    rules: Rules
    hidden: Mask
    shades: Grey
    met: Mask

    def points(self, box: Box) -> Box:
        """A box of the level page in points."""
        left, top, right, bottom = (round(edge * _POINTS / self.dpi, 2) for edge in box)
        return left, top, right, bottom

    def forth(self, box: Box) -> Box:
        """A box of the page as it came, in the units of its document, on the level page in its pixels."""
        left, top, right, bottom = (edge * self.scale for edge in box)
        return self.level.forth((left, top, right, bottom))

    def back(self, box: Box) -> Box:
        """A box of the level page in points as it stands on the page as it came, in the units of its document."""
        left, top, right, bottom = (edge * self.dpi / _POINTS for edge in box)
        came = self.level.back((left, top, right, bottom))
        left, top, right, bottom = (round(edge / self.scale, 2) for edge in came)
        return left, top, right, bottom


def sheet(picture: Image.Image, number: int, scale: float, came: float = 0.0, wanted: float = 0.0) -> Sheet:
    """A page made ready for recognition, with ``wanted`` dots an inch or, where that is 0, as many as do well.

    ``came`` is how many dots an inch it came with; where that is 0 it is taken for a page of the usual size.
    """
    dots = came or max(picture.size) / _LONG_SIDE
    grown = (1.0 if _FEWEST < dots < _MOST else _DOTS / dots) if not wanted else wanted / dots
    dpi = dots * grown
    made = cleared(np.asarray(picture), dots)
    level = levelled(_sized(made.shades, grown), grown, dpi)
    return ruled(number, scale, dpi, level, _levelled(made.hidden, level))


def ruled(number: int, scale: float, dpi: float, level: Level, hidden: Mask) -> Sheet:
    """A level page with its rules told from what stands between them."""
    found = rules(level.shades, dpi, hidden)
    return Sheet(number, scale, dpi, level, found, hidden, *erased(level.shades, found.mask))


def _levelled(hidden: Mask, level: Level) -> Mask:
    """A mask of the picture as it came as one of the level page."""
    high, wide = level.shades.shape
    if not hidden.any():
        return np.zeros((high, wide), np.uint8)
    return cv2.warpPerspective(hidden, level.matrix, (wide, high), flags=cv2.INTER_NEAREST).astype(np.uint8)


def turned(page: Sheet, turn: int) -> Sheet:
    """The page turned counter-clockwise by a multiple of 90 degrees."""
    hidden = np.ascontiguousarray(np.rot90(page.hidden, turn // 90))
    return ruled(page.number, page.scale, page.dpi, page.level.turned(turn), hidden)


def _sized(shades: Grey, grown: float) -> Grey:
    if grown == 1:
        return shades
    how = cv2.INTER_AREA if grown < 1 else cv2.INTER_CUBIC
    return cv2.resize(shades, None, fx=grown, fy=grown, interpolation=how).astype(np.uint8)
