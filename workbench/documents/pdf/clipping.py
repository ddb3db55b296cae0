"""What of an object the page lets through: the box around its clip paths."""

from __future__ import annotations

import ctypes
import math

from pypdfium2 import raw

from workbench.documents.pdf import many
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box

EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
_MOST_POINTS = 2_000
_FEW = 16


def clip_box(clip: many.Clip, matrix: Matrix) -> Box:
    """The box that a clip leaves of an object; its ends are the wrong way round where that is nothing.

    A clip path of another shape than a rectangle counts with the box around it.
    """
    path, count = clip
    if count <= 0:
        return EVERYWHERE
    typed, box = ctypes.cast(path, raw.FPDF_CLIPPATH), EVERYWHERE
    for at in range(min(count, _FEW)):
        box = common(box, _around(typed, at, matrix))
    return box


def common(one: Box, other: Box) -> Box:
    """What two boxes have in common; its ends are the wrong way round where they have nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _around(clip: raw.FPDF_CLIPPATH, path: int, matrix: Matrix) -> Box:
    """The box around one clip path."""
    count = raw.FPDFClipPath_CountPathSegments(clip, path)
    if not 0 < count < _MOST_POINTS:
        return EVERYWHERE
    x, y = ctypes.c_float(), ctypes.c_float()
    xs, ys = [], []
    for at in range(count):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, at), x, y)
        u, v = matrix.point(x.value, y.value)
        xs.append(u)
        ys.append(v)
    return min(xs), min(ys), max(xs), max(ys)
