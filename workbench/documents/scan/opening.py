"""Picture files opened: their pages as plain pictures, whatever their depth, palette or transparency."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from workbench.errors import DocumentError

MOST_PIXELS: Final = 60_000_000
"""More pixels than a page has at 600 dpi on A4."""
MOST_PAGES: Final = 100
"""More pages than any report has."""
LEAST_PIXELS: Final = (300, 700)
"""The short and the long side that a page of readable text has at the least."""

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
_DEEP = ("I;16", "I;16L", "I;16B", "I", "F")
_BYTE = 256
_BROKEN = "图片不完整或已损坏，请重新取得文件。"
_TOO_LARGE = f"图片过大（上限{MOST_PIXELS // 1_000_000}百万像素），请以 200 至 300 dpi 重新扫描。"


def pictures(data: bytes) -> Iterator[Image.Image]:
    """The pages of a picture file, upright as its marks say, in grey or colours on white.

    Raises DocumentError where a page cannot be decoded, or is too large or too small to be a page.
    """
    with _refusing(), Image.open(BytesIO(data), formats=_FORMATS) as file:
        for number in range(MOST_PAGES + 1):
            try:
                file.seek(number)
            except EOFError:
                return
            if number and file.format == "GIF":
                raise DocumentError("文件是动图，不是报告的扫描件，请核实是否取错文件。")
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
