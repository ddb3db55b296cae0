"""Questions put to pdfium for all objects or characters of a page, of which it has thousands.

Here pointers are plain numbers, which takes half the time of typed ones, and where one question is for all, ``map``
asks it one after another without a line of Python in between. What pdfium answers into is made once: only one file
is read at a time.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import PYFUNCTYPE, c_double, c_int, c_uint, c_void_p, sizeof
from itertools import repeat
from typing import Any

from pypdfium2 import raw


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:  # noqa: ANN401 - as ctypes has them
    """A function of pdfium that takes and gives pointers as plain numbers; without types, numbers and ``c_void_p``."""
    return PYFUNCTYPE(result, *arguments)(address(function))


def address(pointer: Any) -> int:  # noqa: ANN401 - as above
    """A pointer as a plain number."""
    return ctypes.cast(pointer, c_void_p).value or 0


_PAGE_OBJECT = _plain(raw.FPDFPage_GetObject, c_void_p)
_FORM_OBJECT = _plain(raw.FPDFFormObj_GetObject, c_void_p)
_MODE = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_CODE = _plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_ORIGIN = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
_OWNER = _plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_MATRIX = _plain(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
_FONT_SIZE = _plain(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
_CLIP_PATH = _plain(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_CLIP_COUNT = _plain(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
_KIND = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
_FILL = _plain(raw.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
_STROKE = _plain(raw.FPDFPageObj_GetStrokeColor, c_int, *[c_void_p] * 5)
_DRAW_MODE = _plain(raw.FPDFPath_GetDrawMode, c_int, *[c_void_p] * 3)
_BOUNDS = _plain(raw.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)
_LOOSE_BOX = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)


def page_objects(page: raw.FPDF_PAGE, most: int) -> list[int]:
    """The objects of a page, no more than ``most``."""
    return list(map(_PAGE_OBJECT, repeat(c_void_p(address(page))), range(min(raw.FPDFPage_CountObjects(page), most))))


def form_objects(form: int, most: int) -> list[int]:
    """The objects of a form, no more than ``most``."""
    count = raw.FPDFFormObj_CountObjects(typed(form))
    return list(map(_FORM_OBJECT, repeat(c_void_p(form)), range(min(count, most))))


def typed(found: int) -> raw.FPDF_PAGEOBJECT:
    """An object as the other functions of pdfium take it."""
    return ctypes.cast(found, raw.FPDF_PAGEOBJECT)


def _each(into: Any) -> range:  # noqa: ANN401 - an array of any kind
    """Where each part of an array stands in the memory."""
    first = ctypes.addressof(into)
    return range(first, first + sizeof(into), sizeof(into._type_))


_TWO, _COLOUR = (c_int * 2)(), (c_uint * 4)()
_TWO_AT, _COLOUR_AT = map(_each, (_TWO, _COLOUR))


def bounds(objects: Sequence[int]) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of what each object draws."""
    found, into = _fours(ctypes.c_float, len(objects))
    deque(map(_BOUNDS, objects, *into), maxlen=0)
    parts = iter(found[:])
    return zip(parts, parts, parts, parts, strict=True)


def _fours(of: Any, count: int) -> tuple[Any, list[range]]:  # noqa: ANN401 - a type of ctypes, and an array of it
    """An array of four for each of so many, and where the first, second, third and fourth of each stand."""
    found = (of * (4 * count))()
    first, size = ctypes.addressof(found), sizeof(of)
    return found, [range(first + at * size, first + sizeof(found), 4 * size) for at in range(4)]


def draw_mode(one: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    _DRAW_MODE(one, *_TWO_AT)
    return bool(_TWO[0]), bool(_TWO[1])


Inks = tuple[int, int, int, int]
"""Red, green, blue, and how far it hides what is below, each up to 255."""


def fill(one: int) -> Inks | None:
    """The colour that an object is filled with, None where it is not known."""
    return (*_COLOUR,) if _FILL(one, *_COLOUR_AT) else None


def fills(objects: Sequence[int]) -> list[Inks | None]:
    """The colour that each object is filled with, None where it is not known."""
    found, into = _fours(c_uint, len(objects))
    known = list(map(_FILL, objects, *into))
    parts = iter(found[:])
    return [
        ink if said else None for said, ink in zip(known, zip(parts, parts, parts, parts, strict=True), strict=True)
    ]


def stroke(one: int) -> Inks | None:
    """The colour of an object's strokes, None where it is not known."""
    return (*_COLOUR,) if _STROKE(one, *_COLOUR_AT) else None


def kinds(objects: Iterable[int]) -> list[int]:
    """The kind of each object, as FPDF_PAGEOBJ_TEXT."""
    return list(map(_KIND, objects))


Clip = tuple[int, int]
"""What an object is clipped to, and of how many paths that is; of none where there are less than one."""


def clips(objects: Iterable[int]) -> list[Clip]:
    """The clip of each object."""
    found = list(map(_CLIP_PATH, objects))
    return list(zip(found, map(_CLIP_COUNT, found), strict=True))


def modes(objects: Iterable[int]) -> list[int]:
    """The rendering mode of each object, FPDF_TEXTRENDERMODE_UNKNOWN of what is no text."""
    return list(map(_MODE, objects))


def characters(text: raw.FPDF_TEXTPAGE, count: int) -> str:
    """The first characters of a page, as pdfium numbers them."""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, units) == count + 1:
        found = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(found) == count:  # else some are of two units, or of none
            return found
    return "".join(map(chr, map(_CODE, repeat(address(text)), range(count))))


def owners(text: int, numbers: Sequence[int]) -> list[int]:
    """The text object of each of some characters of a page, 0 where there is none; here the page is an address."""
    return [found or 0 for found in map(_OWNER, repeat(text), numbers)]


def boxes(text: int, numbers: Sequence[int]) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of what each of some characters takes up, be it drawn there or not."""
    found = (ctypes.c_float * (4 * len(numbers)))()
    into = range(ctypes.addressof(found), ctypes.addressof(found) + sizeof(found), sizeof(raw.FS_RECTF))
    deque(map(_LOOSE_BOX, repeat(text), numbers, into), maxlen=0)
    parts = iter(found[:])
    return zip(parts, parts, parts, parts, strict=True)


def turns(text: int, numbers: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """How each of some characters is turned and stretched, and where its text object begins: its matrix."""
    found = (ctypes.c_float * (6 * len(numbers)))()
    into = range(ctypes.addressof(found), ctypes.addressof(found) + sizeof(found), sizeof(raw.FS_MATRIX))
    deque(map(_MATRIX, repeat(text), numbers, into), maxlen=0)
    return zip(*(found[part::6] for part in range(6)), strict=True)


def font_sizes(text: int, numbers: Iterable[int]) -> list[float]:
    """The type size that each of some characters is written in, before it is turned and stretched."""
    return list(map(_FONT_SIZE, repeat(text), numbers))


def origins(text: int, numbers: Sequence[int]) -> tuple[list[float], list[float]]:
    """Where each of some characters begins on its baseline: from the left and from the bottom."""
    xs, ys = (c_double * len(numbers))(), (c_double * len(numbers))()
    deque(map(_ORIGIN, repeat(text), numbers, _each(xs), _each(ys)), maxlen=0)
    return xs[:], ys[:]


def across(text: raw.FPDF_TEXTPAGE, numbers: Sequence[int]) -> list[float]:
    """How far from the left some characters of a page begin."""
    xs, y = (c_double * len(numbers))(), c_double()
    deque(map(_ORIGIN, repeat(address(text)), numbers, _each(xs), repeat(ctypes.addressof(y))), maxlen=0)
    return xs[:]
