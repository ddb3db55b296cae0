"""Scans: printed pages as pictures, skewed, noisy, sealed, in every kind of file that offices send."""

from __future__ import annotations

import io
import random
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
Picture = np.ndarray[Any, np.dtype[np.uint8]]


class Scanner(NamedTuple):
    """How a page is scanned: dots an inch, turn in degrees, noise in grey levels, blur in points, and what is on it.

    ``faint`` is how much of the ink's darkness is lost, ``streaks`` how many thin lines run down the page, ``grey``
    whether the colours are lost.
    """

    dpi: int
    skew: float = 0.0
    noise: float = 4.0
    blur: float = 0.3
    seal: bool = False
    lines: bool = False
    shade: float = 0.0
    keystone: float = 0.0
    quality: int = 75
    faint: float = 0.0
    streaks: int = 0
    grey: bool = False


def scanned(data: bytes, rng: random.Random, by: Scanner) -> list[Image.Image]:
    """The pages of a PDF as a scanner gives them."""
    pdf = pypdfium2.PdfDocument(data)
    return [_scan(page.render(scale=by.dpi / 72).to_pil().convert("RGB"), rng, by) for page in pdf]


def _scan(page: Image.Image, rng: random.Random, by: Scanner) -> Image.Image:
    if by.seal:
        page = _sealed(page, rng, by.dpi)
    turn = rng.uniform(by.skew / 2, by.skew) * rng.choice([-1, 1])
    page = page.rotate(turn, Image.Resampling.BICUBIC, expand=False, fillcolor=(250, 250, 248))
    array = np.asarray(page).astype(np.float32)
    if by.keystone:
        array = _leant(array, by.keystone)
    if by.faint:
        array = array * (1 - by.faint) + 235 * by.faint
    for at in rng.sample(range(array.shape[1] // 10, array.shape[1] * 9 // 10), by.streaks):
        array[:, at : at + 2] *= 0.55
    if by.shade:
        across = np.linspace(0, by.shade, array.shape[1], dtype=np.float32)
        array = array * (1 - across[None, :, None])
    grains = np.random.default_rng(rng.randrange(1 << 30)).normal(0, by.noise, array.shape[:2])
    made = Image.fromarray((array + grains[..., None]).clip(0, 255).astype(np.uint8))
    made = made.filter(ImageFilter.GaussianBlur(by.blur * by.dpi / 150))
    made = made.convert("L") if by.grey else made
    return made.convert("L").point(lambda level: 255 * (level > 150)).convert("1") if by.lines else made


def _leant(array: np.ndarray[Any, Any], by: float) -> np.ndarray[Any, Any]:
    """A page photographed at an angle."""
    high, wide = array.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    moved = np.array(
        [[wide * by, high * by / 2], [wide * (1 - by / 3), 0], [wide, high], [0, high * (1 - by / 2)]], dtype=np.float32
    )
    return cv2.warpPerspective(
        array, cv2.getPerspectiveTransform(corners, moved), (wide, high), borderValue=(235, 235, 235)
    )


def _sealed(page: Image.Image, rng: random.Random, dpi: int) -> Image.Image:
    """A red seal over some part of the page, the table too; the ink lets what is printed show through."""
    size = dpi * 42 // 25
    seal = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(seal)
    thick = max(dpi // 40, 2)
    red = (rng.randint(205, 235), rng.randint(20, 60), rng.randint(20, 60))
    draw.ellipse((thick, thick, size - thick, size - thick), outline=red, width=thick)
    draw.text((size / 2, size / 2), "★", font=ImageFont.truetype(_FONT, size // 3), fill=red, anchor="mm")
    draw.text((size / 2, size * 0.8), "某县人民政府", font=ImageFont.truetype(_FONT, size // 9), fill=red, anchor="mm")
    seal = seal.rotate(rng.uniform(-20, 20), fillcolor="white")
    at = rng.randint(size // 4, page.width - size * 5 // 4), rng.randint(size // 2, page.height - size * 3 // 2)
    array, stamp = np.asarray(page).astype(np.uint16), np.asarray(seal).astype(np.uint16)
    part = (slice(at[1], at[1] + size), slice(at[0], at[0] + size))
    array = array.copy()
    array[part] = array[part] * stamp // 255
    return Image.fromarray(array.astype(np.uint8))


# -- files ------------------------------------------------------------------------------------------------


def as_pdf(data: bytes, rng: random.Random, by: Scanner) -> bytes:
    """A PDF of one picture a page."""
    return _saved(scanned(data, rng, by), "PDF", by)


def as_tiff(data: bytes, rng: random.Random, by: Scanner) -> bytes:
    """A TIFF of several pages."""
    return _saved(scanned(data, rng, by), "TIFF", by, compression="group4" if by.lines else "tiff_lzw")


def as_long(data: bytes, rng: random.Random, by: Scanner) -> Image.Image:
    """All pages below each other in one picture, as a phone's long screenshot."""
    pages = scanned(data, rng, by)
    long = Image.new(pages[0].mode, (pages[0].width, sum(page.height for page in pages)), "white")
    top = 0
    for page in pages:
        long.paste(page, (0, top))
        top += page.height
    return long


def as_png(data: bytes, rng: random.Random, by: Scanner) -> bytes:
    """A long PNG."""
    return _saved([as_long(data, rng, by)], "PNG", by)


def as_jpeg(data: bytes, rng: random.Random, by: Scanner) -> bytes:
    """A long JPEG."""
    return _saved([as_long(data, rng, by)], "JPEG", by)


def _saved(pages: list[Image.Image], kind: str, by: Scanner, **settings: Any) -> bytes:  # noqa: ANN401 - of the writer
    out = io.BytesIO()
    if kind in ("PDF", "TIFF"):
        settings |= {"save_all": True, "append_images": pages[1:]}
    if kind in ("PDF", "JPEG") and not by.lines:
        settings["quality"] = by.quality
    resolution = {"resolution": float(by.dpi)} if kind == "PDF" else {"dpi": (by.dpi, by.dpi)}
    pages[0].save(out, kind, **resolution, **settings)
    return out.getvalue()
