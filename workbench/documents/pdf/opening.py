"""Opening a PDF: one at a time, for pdfium knows no threads, and not before its size is known to be bearable."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from workbench.errors import DocumentError

MOST_PAGES = 300
"""More pages than any annual report has."""

_POINTS = 72
MOST_PIXELS = 30_000_000
"""A page is drawn with no more than these."""
_NARROWEST, _USUAL, _WIDEST = 4.5, 8.27, 13.0
"""How many inches the short side of a page has, as paper that is printed on."""

_NEAR = (0.7, 1.2)
"""A scan of so many times the dots that are wanted is read as it is."""

_LOCK = threading.RLock()
_LOCKED = "文件已加密，请解除密码后另存一份再试。"
_BROKEN = "PDF 文件已损坏或不完整，请重新取得该文件。"


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF that nothing else reads at the same time.

    Raises DocumentError where it is encrypted, broken, empty or longer than any report, or a page proves broken.
    """
    with _LOCK:
        pdf = _opened(data)
        try:
            count = len(pdf)
            if not count:
                raise DocumentError("PDF 文件中没有页面，请重新取得该文件。")
            if count > MOST_PAGES:
                raise DocumentError(f"PDF 共{count}页，超过上限{MOST_PAGES}页，请只保留年度报告所在的页后重试。")
            yield pdf
        except pdfium.PdfiumError as error:
            raise DocumentError(_BROKEN) from error
        finally:
            pdf.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    """The PDF, the fields of its form with the looks that they have where the file itself draws none."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise DocumentError(_LOCKED if locked else _BROKEN) from error
    pdf.init_forms()
    return pdf


class Drawn(NamedTuple):
    """A page as a picture, how many of its pixels are a point, and how many are an inch of the paper."""

    picture: Image.Image
    scale: float
    dots: float


def drawn(pdf: pdfium.PdfDocument, number: int, dots: float) -> Drawn:
    """A page as a picture of so many dots an inch, of fewer where that would be too large."""
    width, height = pdf.get_page_size(number - 1)
    inches = as_a_page(width / _POINTS, height / _POINTS) / _POINTS
    scale = min(dots * inches, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    return Drawn(pdf[number - 1].render(scale=scale).to_pil().convert("RGB"), scale, scale / inches)


def scanned(pdf: pdfium.PdfDocument, number: int, dots: float) -> Drawn:
    """A page that is a picture, dot by dot as it was scanned where that is about so many dots an inch, else so drawn.

    Noise is told from strokes by its single dots.
    """
    own = _dots_of(pdf, number)
    return drawn(pdf, number, own if _NEAR[0] * dots < own < _NEAR[1] * dots else dots)


def _dots_of(pdf: pdfium.PdfDocument, number: int) -> float:
    """How many dots are an inch of the paper in the largest picture on a page; 0 where it has none."""
    page = pdf[number - 1]
    width, height = page.get_size()
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=1)
    dots = max(map(_area_and_dots, pictures), default=(0.0, 0.0))[1]
    return dots / as_a_page(width / _POINTS, height / _POINTS)


def _area_and_dots(picture: pdfium.PdfImage) -> tuple[float, float]:
    """The area that a picture takes up on its page, and how many of its dots are an inch there."""
    left, bottom, right, top = picture.get_bounds()
    wide, high = picture.get_px_size()
    area = max((right - left) * (top - bottom), 1.0)
    return area, _POINTS * float(wide * high / area) ** 0.5


def as_a_page(width: float, height: float) -> float:
    """What the inches of a page are to be multiplied by: no paper is so wide, or narrow, as some files say."""
    short = min(width, height)
    return 1.0 if _NARROWEST < short < _WIDEST else _USUAL / max(short, 1.0)
