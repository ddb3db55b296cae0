"""What a page paints and writes, in the order in which it does: what lies on or under a text hides it from a reader.

Text may be clear, clipped away, painted over by a patch, or white on white. What cannot be told, such as what a pattern
shows, hides nothing.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.documents.pdf import many
from workbench.documents.pdf.clipping import clip_box, common
from workbench.documents.pdf.paths import DEEPEST, MOST, Shape, matrix_of, rectangle_of, shapes
from workbench.documents.pdf.space import Matrix
from workbench.documents.places import Box

Colour = tuple[int, int, int]
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)

_LEAST = 3.0
_BAND = 24.0
_OPAQUE = 250
_NEARLY_ALL = 0.98
_PATTERN: Colour = (191, 191, 191)
"""What pdfium gives in the place of a pattern."""
_LAYER = "OC"
_LONGEST = 256


class Painted(NamedTuple):
    """What a page paints: when, its colour, None where that is not known, and whether it hides what is below."""

    at: int
    box: Box
    colour: Colour | None
    opaque: bool


class Written(NamedTuple):
    """A text object: when, what of it is let through, and its colour, None where it is clear or switched off.

    ``light`` is how light it shows on paper, up to 255.
    """

    at: int
    clip: Box
    colour: Colour | None
    light: int = 0


class Scene(NamedTuple):
    """The areas that a page paints, by bands of its height, and its text objects by their addresses."""

    bands: dict[int, list[Painted]]
    written: dict[int, Written]

    def painted_at(self, box: Box) -> list[Painted]:
        """The areas that are painted where the middle of a box is."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return [one for one in self.bands.get(int(y / _BAND), ()) if _holds(one.box, x, y)]


def scene(
    pdf: pdfium.PdfDocument, page: pdfium.PdfPage, objects: Sequence[int], matrix: Matrix, off: frozenset[str]
) -> Scene:
    """What the objects of a page paint and write; ``matrix`` leads from the coordinates inside the PDF to those wanted.

    ``off`` are the names of the layers that the file has switched off.
    """
    found = _Walk(pdf, page, off)
    found.walk(objects[:MOST], matrix, 0, solid=True)
    bands: dict[int, list[Painted]] = {}
    for one in found.painted:
        for band in range(int(max(one.box[1], 0) / _BAND), int(min(one.box[3], _BAND * MOST) / _BAND) + 1):
            bands.setdefault(band, []).append(one)
    return Scene(bands, found.written)


class _Walk:
    """Goes through the objects of a page in their order."""

    def __init__(self, pdf: pdfium.PdfDocument, page: pdfium.PdfPage, off: frozenset[str]) -> None:
        self._pdf, self._page, self._off, self._next = pdf, page, off, count()
        self.painted: list[Painted] = []
        self.written: dict[int, Written] = {}

    def walk(self, objects: Sequence[int], matrix: Matrix, depth: int, *, solid: bool) -> None:
        """The objects of the page or of a form; ``solid`` says that what the form paints is not seen through."""
        modes = many.modes(objects)
        texts = [one for one, mode in zip(objects, modes, strict=True) if mode != raw.FPDF_TEXTRENDERMODE_UNKNOWN]
        others = [one for one, mode in zip(objects, modes, strict=True) if mode == raw.FPDF_TEXTRENDERMODE_UNKNOWN]
        letters = zip(many.clips(texts), many.fills(texts), strict=True)
        drawn = shapes(others, matrix)
        for one, mode in zip(objects, modes, strict=True):
            at = next(self._next)
            if at > MOST:
                return
            if mode != raw.FPDF_TEXTRENDERMODE_UNKNOWN:
                clip, ink = next(letters)
                colour = self._text_colour(one, mode, ink)
                self.written[one] = Written(at, clip_box(clip, matrix), colour, _light(colour, ink))
                continue
            shape = next(drawn)
            if shape.kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = matrix_of(one).then(matrix)
                self.walk(many.form_objects(one, MOST), inner, depth + 1, solid=solid and _is_solid(one))
            elif shape.kind != raw.FPDF_PAGEOBJ_FORM and _is_wide(shape.box):
                self.painted.extend(self._areas(shape, matrix, at, opaque=solid and _is_solid(one)))

    def _areas(self, shape: Shape, matrix: Matrix, at: int, *, opaque: bool) -> Iterator[Painted]:
        """What a shape paints, where it is wide and high enough for a character."""
        one, is_path = shape.address, shape.kind == raw.FPDF_PAGEOBJ_PATH
        if is_path and not many.draw_mode(one)[0]:
            return
        box = common(shape.box, clip_box(shape.clip, matrix))
        if not _is_wide(box):
            return
        colour = _ink(many.fill(one))[0] if is_path else None
        if is_path and (exact := rectangle_of(one, matrix)):
            yield Painted(at, common(box, exact), colour, opaque and colour is not None)
        elif shape.kind == raw.FPDF_PAGEOBJ_IMAGE and opaque and self.written:
            yield Painted(at, box, None, self._is_opaque(many.typed(one)))
        else:
            yield Painted(at, box, None, opaque=False)

    def _text_colour(self, one: int, mode: int, ink: many.Inks | None) -> Colour | None:
        """The colour of a text, None where it is clear or switched off; black where strokes or a pattern draw it."""
        if self._off and _layer(many.typed(one)) in self._off:
            return None
        if mode != raw.FPDF_TEXTRENDERMODE_FILL:
            return _BLACK
        colour, seen = _ink(ink)
        return (colour or _BLACK) if seen else None

    def _is_opaque(self, found: raw.FPDF_PAGEOBJECT) -> bool:
        """Whether a picture has no parts that can be seen through."""
        made = raw.FPDFImageObj_GetRenderedBitmap(self._pdf.raw, self._page.raw, found)
        if not made:
            return False
        bitmap = pdfium.PdfBitmap.from_raw(made)
        picture = bitmap.to_pil()
        bands = picture.getbands()
        alpha = picture.getchannel("A").histogram() if "A" in bands else [0] * _OPAQUE + [1]
        bitmap.close()
        return sum(alpha[_OPAQUE:]) >= _NEARLY_ALL * sum(alpha)


def _is_solid(one: int) -> bool:
    """Whether what an object draws is not seen through."""
    return not raw.FPDFPageObj_HasTransparency(many.typed(one))


def _is_wide(box: Box) -> bool:
    """Whether a box is wide and high enough for a character."""
    return box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST


def _ink(found: many.Inks | None) -> tuple[Colour | None, bool]:
    """The colour that an object is filled with, None where it is not known, and whether anything of it is seen."""
    if found is None:
        return None, True
    colour = found[:3]
    return (None if colour == _PATTERN else colour), found[3] > 0


def _light(colour: Colour | None, ink: many.Inks | None) -> int:
    """How light a colour shows on paper: as light as its darkest part, and lighter where the paper shows through."""
    hides = ink[3] / _WHITE[0] if ink else 1.0
    return round(min(colour or _BLACK) * hides + _WHITE[0] * (1 - hides))


def _layer(found: raw.FPDF_PAGEOBJECT) -> str:
    """The name of the layer that an object is on, empty where it is on none."""
    for at in range(raw.FPDFPageObj_CountMarks(found)):
        mark = raw.FPDFPageObj_GetMark(found, at)
        if _said(lambda *to, mark=mark: raw.FPDFPageObjMark_GetName(mark, *to)) == _LAYER:
            return _said(lambda *to, mark=mark: raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", *to))
    return ""


def _said(ask: Callable[..., int]) -> str:
    """A text that pdfium writes into a buffer."""
    buffer, length = (ctypes.c_ushort * _LONGEST)(), ctypes.c_ulong()
    if not ask(buffer, 2 * _LONGEST, length):
        return ""
    return bytes(buffer)[: min(length.value, 2 * _LONGEST)].decode("utf-16-le", "replace").rstrip("\0")


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
