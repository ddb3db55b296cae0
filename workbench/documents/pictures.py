"""Pages of PDFs and scans as pictures, with the place of a fact framed in red."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, UnidentifiedImageError

from workbench.documents.files import contents
from workbench.documents.places import Box
from workbench.errors import DocumentError

MOST_PIXELS = 12_000_000
"""Larger pictures are made smaller: a screen shows no more."""
LARGEST = 120_000_000
"""Pictures of more pixels than any scan of a page are refused unread."""

_RED = (214, 30, 30)
_FRAME = 1.5
_GONE = "没有这一页，请核实文件是否已被替换。"


def placed_png(path: Path, page: int, boxes: Iterable[Box], scale: float = 2.0) -> tuple[bytes, float]:
    """A page, counted from 1, of a PDF or a picture as PNG with the boxes framed, and how far down the first box is.

    That is a share of the page's height; ``scale`` is in pixels per point; boxes are those of :class:`PagePlace`.
    Raises DocumentError where the file cannot be read or has no such page.
    """
    framed = list(boxes)
    picture, shown = _page(path, page, scale)
    down = framed[0][1] * shown / picture.height if framed else 0.0
    return _png(_framed(picture, framed, shown)), down


def crop_png(path: Path, page: int, box: Box, margin: float = 48.0, scale: float = 2.0) -> bytes:
    """The part of a page around a box, with the box framed, as PNG. Raises DocumentError as :func:`placed_png` does."""
    picture, shown = _page(path, page, scale)
    framed = _framed(picture, [box], shown)
    left, top = max((box[0] - margin) * shown, 0), max((box[1] - margin) * shown, 0)
    right, bottom = min((box[2] + margin) * shown, framed.width), min((box[3] + margin) * shown, framed.height)
    if right - left < 1 or bottom - top < 1:
        return _png(framed)
    return _png(framed.crop((int(left), int(top), int(right + 1), int(bottom + 1))))


def _page(path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    """A page as a picture, and how many of its pixels are a point of the place of a fact."""
    data = contents(path)
    try:
        return _of_pdf(data, page, scale) if b"%PDF-" in data[:1024] else _of_picture(data, page)
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise DocumentError("无法显示该页，文件可能已损坏，请重新取得文件。") from error


def _of_pdf(data: bytes, page: int, scale: float) -> tuple[Image.Image, float]:
    from workbench.documents.pdf.opening import opened  # noqa: PLC0415 - loads pdfium when a PDF is to be shown

    with opened(data) as pdf:
        if not 1 <= page <= len(pdf):
            raise DocumentError(_GONE)
        width, height = pdf.get_page_size(page - 1)
        shown = min(scale, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        return pdf[page - 1].render(scale=shown).to_pil().convert("RGB"), shown


def _of_picture(data: bytes, page: int) -> tuple[Image.Image, float]:
    with Image.open(BytesIO(data)) as found:
        if not 1 <= page <= getattr(found, "n_frames", 1):
            raise DocumentError(_GONE)
        found.seek(page - 1)
        if found.width * found.height > LARGEST:
            raise DocumentError("图片过大，无法显示，请缩小后重试。")
        shown = min(1.0, (MOST_PIXELS / max(found.width * found.height, 1)) ** 0.5)
        size = max(int(found.width * shown), 1), max(int(found.height * shown), 1)
        return found.convert("RGB").resize(size) if shown < 1 else found.convert("RGB"), shown


def _framed(picture: Image.Image, boxes: Iterable[Box], scale: float) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    width = max(round(_FRAME * scale), 2)
    for left, top, right, bottom in boxes:
        edges = sorted((left * scale, right * scale)), sorted((top * scale, bottom * scale))
        pen.rectangle(
            (edges[0][0] - width, edges[1][0] - width, edges[0][1] + width, edges[1][1] + width), None, _RED, width
        )
    return picture


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
