"""Digits as they are drawn, held against what the file says they are.

A file may say that the shape of a 3 is an 8: by a font made against copying, or by a fault of the program that wrote
it. All readers of text then agree on a number that nobody sees. So some of the numbers of a page are drawn, and each
digit of them is to be more like itself, in one of the fonts that every PDF reader has, than like any other digit.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from workbench.documents.pdf import many
from workbench.documents.pdf.clipping import clip_box, common
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box

_STANDARD = (
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold",
    "Times-Italic", "Times-BoldItalic", "Courier", "Courier-Bold", "Courier-Oblique",
)  # fmt: skip
_DIGITS = "0123456789"
_OF_NUMBERS = frozenset(f"{_DIGITS}.,-/ ")
_HIGH = 32.0
"""How many pixels high the type is drawn."""
_STEP = 7
_EACH = 6
"""Two shapes that are said to be one digit are both among so many, as a rule on more than one page."""
_LONGEST = 40
_INK = 96
_OFF = 0.6
"""How far, in the size of the type, what is drawn may end from where its characters do."""
_CUT = 0.3
"""Where what is drawn ends so much before its last character does, in the size of the type, that one is not whole."""
_SIDE, _WIDE, _NARROW = 24, 16, 0.3
_ADVANCE = 0.5
"""The least advance of the digits of usual fonts, by their size; those of others are squeezed."""
_NEARER = 0.08
"""By how much a digit must be more like another: in none of some forty fonts one is by a fifth of that."""
_BLANK_SIGN = 3
"""So many digits of one shape are the box that stands for a letter which a font does not have."""
_FULL_TURN = 4

_Ink = npt.NDArray[np.uint8]
_Vectors = npt.NDArray[np.float32]


class _Sample(NamedTuple):
    """A digit by what the file says of it, and as it is drawn on a common square."""

    said: str
    square: _Ink


def unlike(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, found: Sequence[Glyph], matrix: Matrix) -> frozenset[str]:
    """The digits that some characters of an open page are said to be and are not by their shapes.

    ``matrix`` leads from the coordinates inside the PDF to those of the characters.
    """
    return frozenset(
        said
        for runs in _runs(found).values()
        for said in _misnamed([one for run in runs for one in _samples(pdf, page, run, matrix)])
    )


def _runs(found: Sequence[Glyph]) -> dict[int, list[list[Glyph]]]:
    """Some of the text objects that are numbers and nothing else, by their fonts."""
    runs: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in found:
        runs[glyph.run].append(glyph)
    fonts: dict[int, list[list[Glyph]]] = defaultdict(list)
    for address, run in runs.items():
        if address and len(run) < _LONGEST and _is_number(run):
            fonts[many.address(raw.FPDFTextObj_GetFont(many.typed(address)))].append(run)
    return {font: list(_enough(run)) for font, run in fonts.items()}


def _is_number(run: Sequence[Glyph]) -> bool:
    letters = {glyph.text for glyph in run} if run[0].text in _OF_NUMBERS else {""}
    return letters <= _OF_NUMBERS and not letters.isdisjoint(_DIGITS) and all(one.seen and one.turn == 0 for one in run)


def _enough(runs: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """As many text objects, from all over the page, as hold each digit several times."""
    counts: Counter[str] = Counter()
    for start in range(_STEP):
        for run in runs[start::_STEP]:
            if any(glyph.text in _DIGITS and counts[glyph.text] < _EACH for glyph in run):
                counts.update(glyph.text for glyph in run)
                yield run


def _misnamed(samples: Sequence[_Sample]) -> frozenset[str]:
    """The digits of one font that are said to be what they do not look like."""
    if not samples:
        return frozenset()
    alike = np.einsum("ij,kj->ik", _vectors([one.square for one in samples]), _standard())
    best = alike.reshape(len(samples), len(_STANDARD), len(_DIGITS)).max(axis=1)
    shapes: dict[str, set[str]] = defaultdict(set)
    for one, row in zip(samples, best, strict=True):
        if row.max() - row[int(one.said)] > _NEARER:
            shapes[str(row.argmax())].add(one.said)
    return frozenset(said for claimed in shapes.values() if len(claimed) < _BLANK_SIGN for said in claimed)


# -- what is drawn ----------------------------------------------------------------------------------------


def _samples(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, run: Sequence[Glyph], matrix: Matrix) -> Iterator[_Sample]:
    """The digits of a text object, cut out of what it draws.

    What a form holds has coordinates of its own; it is left alone unless they are those of the page. So is what its
    clip does not let through as a whole.
    """
    (bounds,), (clip,) = many.bounds([run[0].run]), many.clips([run[0].run])
    drawn = matrix.box(bounds)
    if not _is_around(run, drawn) or common(drawn, clip_box(clip, matrix)) != drawn:
        return
    scale, unit = _HIGH / max(run[0].size, 1.0), math.hypot(matrix.a, matrix.b)
    ink = _upright(_ink(pdf, page, many.typed(run[0].run), scale * unit), matrix)
    squeezed = min(max(one.box[2] - one.box[0] for one in run) / (_ADVANCE * run[0].size), 1.0)
    for glyph, sides in zip(run, _sides(run), strict=True):
        start, end = ((at - drawn[0]) * scale for at in sides)
        whole = max(drawn[0] - glyph.box[0], glyph.box[2] - drawn[2]) <= _CUT * run[0].size
        cut = ink[:, max(round(start), 0) : max(round(end), 0)]
        square = _square(cut, _NARROW * squeezed) if glyph.text in _DIGITS else None
        if square is not None and whole:
            yield _Sample(glyph.text, square)


def _sides(run: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """Where the characters of a text object begin and end; those set close together meet halfway."""
    order = sorted(run, key=lambda glyph: glyph.box[0])
    found = {id(glyph): [glyph.box[0], glyph.box[2]] for glyph in order}
    for one, after in pairwise(order):
        if after.box[0] < one.box[2]:
            found[id(one)][1] = found[id(after)][0] = (after.box[0] + one.box[2]) / 2
    return ((start, end) for start, end in (found[id(glyph)] for glyph in run))


def _is_around(run: Sequence[Glyph], drawn: Box) -> bool:
    """Whether a text object draws where its characters stand."""
    inked = [glyph.box for glyph in run if glyph.text != " "]
    whole = (
        min(box[0] for box in inked),
        min(box[1] for box in inked),
        max(b[2] for b in inked),
        max(b[3] for b in inked),
    )
    return all(abs(one - other) < _OFF * run[0].size for one, other in zip(whole, drawn, strict=True))


def _ink(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, drawn: raw.FPDF_PAGEOBJECT, scale: float) -> _Ink:
    """How far each pixel is covered by what a text object draws; nothing where it cannot be drawn."""
    made = raw.FPDFTextObj_GetRenderedBitmap(pdf.raw, page.raw, drawn, scale)
    if not made:
        return np.zeros((0, 0), np.uint8)
    try:
        high, stride = raw.FPDFBitmap_GetHeight(made), raw.FPDFBitmap_GetStride(made)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(made), high * stride)
        return np.frombuffer(pixels, np.uint8).reshape(high, stride // 4, 4)[:, : raw.FPDFBitmap_GetWidth(made), 3]
    finally:
        raw.FPDFBitmap_Destroy(made)


def _upright(ink: _Ink, matrix: Matrix) -> _Ink:
    """A picture in the coordinates inside the PDF as it is on the upright page."""
    turns = 0 if abs(matrix.a) > abs(matrix.b) else 1
    if (matrix.a if not turns else matrix.b) < 0:
        turns += 2
    return np.rot90(ink, -turns % _FULL_TURN)


def _square(ink: _Ink, narrow: float = _NARROW) -> _Ink | None:
    """A digit on a common square, all but a stroke, ``narrow`` by its height, made equally wide; None without ink."""
    inked = ink > _INK
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return None
    if columns[-1] - columns[0] >= len(columns):  # a sliver of the next one
        columns = max(np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1), key=len)
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, wide = cut.shape
    width = _WIDE if wide > narrow * high else max(round(wide * _SIDE / high), 1)
    way = Image.Resampling.BOX if high > _SIDE else Image.Resampling.BILINEAR
    square = np.zeros((_SIDE + 2, _SIDE + 2), np.uint8)
    left = (_SIDE - width) // 2 + 1
    square[1:-1, left : left + width] = np.asarray(Image.fromarray(cut).resize((width, _SIDE), way))
    return square


def _vectors(squares: Sequence[_Ink]) -> _Vectors:
    """Squares with their edges evened out, as vectors of one length."""
    whole = np.stack(squares).astype(np.float32)
    even = sum(whole[:, i : i + _SIDE, j : j + _SIDE] for i in range(3) for j in range(3))
    flat = np.reshape(even, (len(squares), -1))
    flat = flat - flat.mean(axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1.0), np.float32)


@cache
def _standard() -> _Vectors:
    """The digits of the fonts that every reader of PDF has, font by font."""
    pdf = pdfium.PdfDocument.new()
    page = pdf.new_page(_HIGH, _HIGH)
    squares = [_square(_ink(pdf, page, one, 1.0)) for name in _STANDARD for one in _written(pdf, name)]
    page.close()
    pdf.close()
    return _vectors([np.zeros((_SIDE + 2, _SIDE + 2), np.uint8) if one is None else one for one in squares])


def _written(pdf: pdfium.PdfDocument, font: str) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """Each digit written in a font, for as long as it is looked at."""
    loaded = raw.FPDFText_LoadStandardFont(pdf.raw, font.encode())
    for digit in _DIGITS:
        one = raw.FPDFPageObj_CreateTextObj(pdf.raw, loaded, _HIGH)
        letters = ctypes.create_string_buffer(f"{digit}\0".encode("utf-16-le"))
        raw.FPDFText_SetText(one, ctypes.cast(letters, raw.FPDF_WIDESTRING))
        yield one
        raw.FPDFPageObj_Destroy(one)
