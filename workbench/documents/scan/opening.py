"""Picture files opened: their pages as plain pictures, whatever their depth, palette or transparency."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from workbench.errors import DocumentError

MOST_PIXELS: Final = 60_000_000
"""More pixels than a page has at 600 dpi on A4."""
MOST_PAGES: Final = 100
"""More pages than any report has."""
LEAST_PIXELS: Final = (300, 700)
"""The short and the long side that a page of readable text has at the least."""

_A4 = 2**0.5
_TALL = 2.2
_SEARCH = 0.25

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_DEEP = ("I;16", "I;16L", "I;16B", "I", "F")
_BYTE = 256
_BROKEN = "图片不完整或已损坏，请重新取得文件。"
_TOO_LARGE = f"图片过大（上限{MOST_PIXELS // 1_000_000}百万像素），请以 200 至 300 dpi 重新扫描。"


class Part(NamedTuple):
    """A page of a picture file, or a part of a tall one: the page's number, where the part begins, what it shows."""

    page: int
    top: int
    picture: Image.Image


def parts(data: bytes) -> Iterator[Part]:
    """The pages of a picture file, tall ones such as long screenshots cut into parts as high as a page.

    Raises DocumentError as :func:`pictures` does.
    """
    for page, picture in enumerate(pictures(data), 1):
        for top, bottom in pairwise(_cuts(picture)):
            whole = bottom - top == picture.height
            yield Part(page, top, picture if whole else picture.crop((0, top, picture.width, bottom)))


def _cuts(picture: Image.Image) -> list[int]:
    """Where a picture is cut, from its top to its bottom: across the lightest line where a page is due to end."""
    high, due = picture.height, round(picture.width * _A4)
    if high < _TALL * picture.width:
        return [0, high]
    darkest = np.asarray(picture.convert("L")).astype(np.float32)
    ink = darkest.max(initial=0) - darkest.mean(axis=1)
    cuts = [0]
    while high - cuts[-1] > due * (1 + _SEARCH):
        first, last = cuts[-1] + round(due * (1 - _SEARCH)), cuts[-1] + round(due * (1 + _SEARCH))
        cuts.append(first + _middle_of_lightest(ink[first:last]))
    return [*cuts, high]


def _middle_of_lightest(ink: npt.NDArray[np.float32]) -> int:
    """The middle of the longest run of lines that have hardly more ink than the lightest."""
    light = ink <= ink.min() + 1
    edges = np.flatnonzero(np.diff(np.concatenate(([0], light.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    return int(starts[longest] + ends[longest]) // 2


def pictures(data: bytes) -> Iterator[Image.Image]:
    """The pages of a picture file, upright as its marks say, in grey or colours on white.

    Raises DocumentError where a page cannot be decoded, or is too large or too small to be a page.
    """
    with _refusing(), Image.open(BytesIO(data), formats=_FORMATS) as file:
        if file.format == "GIF" and getattr(file, "is_animated", False):
            raise DocumentError("文件是动图，不是报告的扫描件，请核实是否取错文件。")
        for number in range(MOST_PAGES + 1):
            try:
                file.seek(number)
            except EOFError:
                return
            if number == MOST_PAGES:
                raise DocumentError(f"扫描件超过{MOST_PAGES}页，请核实是否取错文件，或拆分后重试。")
            yield page(file)


def page(file: ImageFile.ImageFile) -> Image.Image:
    """The current page of an open file. Raises DocumentError where its size is no page's, else as Pillow does."""
    if file.width * file.height > MOST_PIXELS:
        raise DocumentError(_TOO_LARGE)
    refuse_small(file.width, file.height)
    file.load()
    return plain(ImageOps.exif_transpose(file))


def refuse_small(width: int, height: int) -> None:
    """Raises DocumentError for a picture in which text cannot be read."""
    if min(width, height) < LEAST_PIXELS[0] or max(width, height) < LEAST_PIXELS[1]:
        raise DocumentError(f"图片分辨率过低（宽{width}高{height}像素），请以 200 dpi 以上重新扫描。")


def plain(picture: Image.Image) -> Image.Image:
    """The picture with eight bits a channel, in grey or colours, what is transparent in white."""
    if picture.mode in _DEEP:
        return _shallow(picture)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture).convert("RGB")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _shallow(picture: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(picture, dtype=np.float32), posinf=0, neginf=0)
    top = float(values.max(initial=1))
    scale = top / (_BYTE - 1) if picture.mode == "F" or top < _BYTE else _BYTE
    return Image.fromarray(np.clip(values / scale, 0, _BYTE - 1).astype(np.uint8))


@contextmanager
def _refusing() -> Iterator[None]:
    """Turns what goes wrong in decoding into words that say what to do."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise DocumentError(_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, UnidentifiedImageError) as error:
        raise DocumentError(_BROKEN) from error
