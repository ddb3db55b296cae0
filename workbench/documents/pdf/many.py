"""Questions put to pdfium for all objects or characters of a page, of which it has thousands.

Here pointers are plain numbers, which takes half the time of typed ones, and where one question is for all, ``map``
asks it one after another without a line of Python in between.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
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
mode = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_CODE = _plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
origin = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
owner = _plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
matrix = _plain(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _plain(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
clip_path = _plain(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
clip_count = _plain(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
_BOUNDS = _plain(raw.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)


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


def bounds(one: int) -> tuple[float, ...]:
    """Left, bottom, right and top of what an object draws."""
    found = (ctypes.c_float * 4)()
    first = ctypes.addressof(found)
    _BOUNDS(one, first, first + 4, first + 8, first + 12)
    return tuple(found)


def modes(objects: Iterable[int]) -> list[int]:
    """The rendering mode of each object, FPDF_TEXTRENDERMODE_UNKNOWN of what is no text."""
    return list(map(mode, objects))


def characters(text: raw.FPDF_TEXTPAGE, count: int) -> str:
    """The first characters of a page, as pdfium numbers them."""
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text, 0, count, units) == count + 1:
        found = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(found) == count:  # else some are of two units, or of none
            return found
    return "".join(map(chr, map(_CODE, repeat(address(text)), range(count))))


def across(text: raw.FPDF_TEXTPAGE, numbers: Sequence[int]) -> list[float]:
    """How far from the left some characters of a page begin."""
    xs, y = (ctypes.c_double * len(numbers))(), ctypes.c_double()
    first, size = ctypes.addressof(xs), sizeof(ctypes.c_double)
    into = range(first, first + size * len(numbers), size)
    deque(map(origin, repeat(address(text)), numbers, into, repeat(ctypes.addressof(y))), maxlen=0)
    return xs[:]
