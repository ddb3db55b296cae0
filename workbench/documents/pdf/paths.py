"""The straight rules that the paths of a page draw, read with pdfium: strokes, thin rectangles, edges of fills."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pypdfium2 import raw

from workbench.documents.pdf import many
from workbench.documents.pdf.bars import DOT, THIN, as_rules, edges_of, height, is_dot, is_thin, width
from workbench.documents.pdf.clipping import EVERYWHERE, clip_box, common
from workbench.documents.pdf.glyphs import INVISIBLE
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box
from workbench.documents.ruling import Rule

DEEPEST = 8
"""Forms within forms are followed no further."""
MOST = 60_000
"""More objects than a page of a report draws; the rest is left out."""
MOST_POINTS = 400_000
"""More points than all rules of a page have."""
_MOST_BELOW = 1_000
"""So many areas painted last can be what a white one is seen by: tables have fewer cells."""

_STRAIGHT = 0.6
_SIDE = 0.35
"""So much of each side is straight of a rectangle with round corners."""
_WHITE = 250
_LARGE = 200.0
"""No cell nor row is both wider and higher, in points, as the ground of a page is."""


class Drawn(NamedTuple):
    """What a page draws: level and upright rules, the same from the edges of fills, and the boxes of its pictures.

    ``unseen`` says that it holds text that is not drawn, or may hold some. ``thin`` and ``dots`` are what
    the rules are made of.
    """

    level: list[Rule]
    upright: list[Rule]
    fill_level: list[Rule]
    fill_upright: list[Rule]
    pictures: list[Box]
    curves: int
    unseen: bool
    thin: Sequence[Box] = ()
    dots: Sequence[Box] = ()


class _Bars(NamedTuple):
    """The boxes of strokes, fills and pictures; and how many objects, points, curves and texts unseen there are.

    ``grounds`` are the fills upon which white rules are drawn: their edges go on with these.
    """

    strokes: list[Box]
    fills: list[Box]
    pictures: list[Box]
    counts: list[int]
    grounds: set[Box]


def drawn(objects: Sequence[int], matrix: Matrix) -> Drawn:
    """The rules and pictures among the objects of a page, which may be one more than MOST.

    ``matrix`` leads from the coordinates inside the PDF to those wanted.
    """
    bars = _Bars([], [], [], [0, 0, 0, 0], set())
    _collect(objects, matrix, bars, 0)
    edges = [edge for box in bars.grounds for edge in edges_of(box)]
    thin = [box for box in (*bars.strokes, *bars.fills, *bars.pictures, *edges) if is_thin(box)]
    dots = [box for box in (*bars.strokes, *bars.fills) if is_dot(box)]
    fills = [box for box in bars.fills if min(width(box), height(box)) > THIN]
    return Drawn(
        *as_rules(thin, dots),
        [Rule(y, box[0], box[2]) for box in fills for y in (box[1], box[3])],
        [Rule(x, box[1], box[3]) for box in fills for x in (box[0], box[2])],
        [box for box in bars.pictures if min(width(box), height(box)) > THIN],
        bars.counts[2],
        bars.counts[3] > 0 or bars.counts[0] > MOST,
        thin,
        dots,
    )


# -- the objects of a page --------------------------------------------------------------------------------


class Shape(NamedTuple):
    """What a page draws that is no text: its kind, the box around it, and what that is clipped to."""

    address: int
    kind: int
    box: Box
    clip: many.Clip


def shapes(objects: Sequence[int], matrix: Matrix) -> Iterator[Shape]:
    """What some objects of a page draw that are no text."""
    boxes = map(matrix.box, many.bounds(objects))
    return map(Shape._make, zip(objects, many.kinds(objects), boxes, many.clips(objects), strict=True))


def _collect(objects: Sequence[int], matrix: Matrix, bars: _Bars, depth: int) -> None:
    modes = many.modes(objects)
    bars.counts[3] += not INVISIBLE.isdisjoint(modes)
    places = [at for at, mode in enumerate(modes, 1) if mode == raw.FPDF_TEXTRENDERMODE_UNKNOWN]
    seen = 0
    for at, one in zip(places, shapes([objects[at - 1] for at in places], matrix), strict=True):
        bars.counts[0] += at - seen
        seen = at
        if bars.counts[0] > MOST or bars.counts[1] > MOST_POINTS:
            return
        _add(one, matrix, bars, depth)
    bars.counts[0] += len(objects) - seen


def _add(one: Shape, matrix: Matrix, bars: _Bars, depth: int) -> None:
    """What an object that is no text draws."""
    if one.kind == raw.FPDF_PAGEOBJ_PATH:
        _clipped(one, matrix, bars)
    elif one.kind == raw.FPDF_PAGEOBJ_SHADING:
        bars.fills.append(common(one.box, clip_box(one.clip, matrix)))
    elif one.kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = matrix_of(one.address).then(matrix)
        _collect(many.form_objects(one.address, MOST + 1), inner, bars, depth + 1)
    elif one.kind == raw.FPDF_PAGEOBJ_FORM:
        bars.counts[3] += 1
    elif one.kind == raw.FPDF_PAGEOBJ_IMAGE:
        bars.pictures.append(matrix_of(one.address).then(matrix).box((0, 0, 1, 1)))


def matrix_of(one: int) -> Matrix:
    """The matrix of an object."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(many.typed(one), matrix)
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _clipped(one: Shape, matrix: Matrix, bars: _Bars) -> None:
    """The bars that one path draws, as far as its clip lets them through."""
    clip = clip_box(one.clip, matrix)
    if clip is EVERYWHERE:
        _path(one, matrix, bars, bars.fills)
        return
    whole = _Bars([], [], [], bars.counts, bars.grounds)
    _path(one, matrix, whole, bars.fills)
    for boxes, into in ((whole.strokes, bars.strokes), (whole.fills, bars.fills)):
        seen = (common(box, clip) for box in boxes)
        into.extend(box for box in seen if min(width(box), height(box)) >= 0)


def _path(one: Shape, matrix: Matrix, bars: _Bars, below: Sequence[Box]) -> None:
    """The bars that one path draws, each of its straight parts by itself."""
    if max(width(one.box), height(one.box)) <= DOT:
        bars.strokes.append(one.box)
        return
    filled, stroked = many.draw_mode(one.address)
    is_rule = is_thin(one.box)
    stroked = stroked and (_is_dark(many.stroke(one.address)) or (is_rule and _is_upon(one.box, bars, below)))
    filled = filled and (_is_dark(many.fill(one.address)) or _is_upon(one.box, bars, below))
    if filled and not stroked and is_rule:
        bars.fills.append(one.box)
    elif stroked or filled:
        _parts_of(one.address, matrix, bars, stroked=stroked, filled=filled)


def _parts_of(one: int, matrix: Matrix, bars: _Bars, *, stroked: bool, filled: bool) -> None:
    whole, found = matrix_of(one).then(matrix), many.typed(one)
    pen = _pen(found, whole) if stroked else 0.0
    for part in _parts(found, whole, bars):
        if stroked:
            bars.strokes.extend(_strokes(part, pen))
        if filled and (box := _rectangle(part)):
            bars.fills.append(box)


def _is_upon(box: Box, bars: _Bars, below: Sequence[Box]) -> bool:
    """Whether an area or a rule lies on an area that is painted, and is seen by that, be it white.

    A rule may run over several of these, or along the edge of one.
    """
    painted = [one for one in below[-_MOST_BELOW:] if min(width(one), height(one)) > THIN]
    if not is_thin(box):
        return any(one[0] <= box[0] and one[1] <= box[1] and box[2] <= one[2] and box[3] <= one[3] for one in painted)
    x, y, near = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, max(min(width(box), height(box)), _STRAIGHT)
    grounds = [one for one in painted if one[0] - near <= x <= one[2] + near and one[1] - near <= y <= one[3] + near]
    bars.grounds.update(one for one in grounds if min(width(one), height(one)) < _LARGE)
    return bool(grounds)


def _is_dark(colour: many.Inks | None) -> bool:
    """Whether a colour can be seen on white paper."""
    return colour is None or (colour[3] > 0 and min(colour[:3]) < _WHITE)


def _pen(found: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> float:
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(found, width)
    return float(width.value * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5)


Part = list[tuple[float, float]]


def _parts(found: raw.FPDF_PAGEOBJECT, matrix: Matrix, bars: _Bars) -> Iterator[Part]:
    """The points of the parts of a path; a part that is closed ends where it began."""
    part: Part = []
    bends: set[int] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(found)):
        bars.counts[1] += 1
        if bars.counts[1] > MOST_POINTS:
            return
        segment = raw.FPDFPath_GetPathSegment(found, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        bars.counts[2] += kind == raw.FPDF_SEGMENT_BEZIERTO
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(part) > 1:
                yield _squared(part, bends)
            part, bends = [], set()
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            bends.add(len(part))
        part.append(matrix.point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if len(part) > 1:
        yield _squared(part, bends)


def _squared(part: Part, bends: set[int]) -> Part:
    """A part whose points ``bends`` end no straight line, its corners square where it is a rectangle but for these.

    Then a good part of each of its four sides is straight, as of what is round at its ends is not.
    """
    if not bends:
        return part
    left, top, right, bottom = box = _around(part)
    straight = [pair for at, pair in enumerate(pairwise(part), 1) if at not in bends]
    least = (_SIDE * height(box), _SIDE * width(box)) * 2
    whole = all(any(_runs_along(pair, at, box[at], least[at]) for pair in straight) for at in range(4))
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)] if whole else part


def _runs_along(line: tuple[tuple[float, float], tuple[float, float]], side: int, at: float, least: float) -> bool:
    """Whether a straight line, and no short one, runs along a side: the left, top, right or bottom one."""
    axis, (one, other) = side % 2, line
    return max(abs(one[axis] - at), abs(other[axis] - at)) < _STRAIGHT and abs(one[1 - axis] - other[1 - axis]) > least


def _around(part: Part) -> Box:
    xs, ys = [x for x, _ in part], [y for _, y in part]
    return min(xs), min(ys), max(xs), max(ys)


def _strokes(part: Part, pen: float) -> Iterator[Box]:
    """The bars of the straight lines of a part that run level or upright."""
    for (x, y), (u, v) in pairwise(part):
        wide, high = abs(x - u), abs(y - v)
        if min(wide, high) > _STRAIGHT:
            continue
        across, along = (pen / 2, 0.0) if high > wide else (0.0, pen / 2)
        yield min(x, u) - across, min(y, v) - along, max(x, u) + across, max(y, v) + along


def rectangle_of(one: int, matrix: Matrix) -> Box | None:
    """The box that a path fills, where it is a rectangle and no more."""
    parts = list(_parts(many.typed(one), matrix_of(one).then(matrix), _Bars([], [], [], [0, 0, 0, 0], set())))
    return _rectangle(parts[0]) if len(parts) == 1 else None


def _rectangle(part: Part) -> Box | None:
    """The box of a filled part, where it is one or as small as a dot."""
    box = _around(part)
    if max(width(box), height(box)) <= DOT:
        return box
    corner = all(
        min(abs(x - box[0]), abs(x - box[2])) < _STRAIGHT and min(abs(y - box[1]), abs(y - box[3])) < _STRAIGHT
        for x, y in part
    )
    return box if corner else None
