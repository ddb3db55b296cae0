"""Scans without colours: seals told by their shape and made as light as the paper."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from workbench.documents.scan.greys import is_grey, without_grey_seals


def _stamped(page: Image.Image, level: int, left: int = 300) -> Image.Image:
    """A page in grey with a round seal over what is printed on it, which stays as dark as it was."""
    seal = Image.new("L", page.size, 255)
    pen = ImageDraw.Draw(seal)
    pen.ellipse((left, 240, left + 330, 570), outline=level, width=6)
    pen.regular_polygon((left + 165, 405, 50), 5, fill=level)
    return ImageChops.multiply(page, seal)


def _printed_lines() -> Image.Image:
    page = Image.new("L", (1650, 1200), 250)
    for top in range(250, 900, 40):
        ImageDraw.Draw(page).rectangle((200, top, 1400, top + 3), fill=15)
    return page


@pytest.mark.parametrize("level", [70, 95, 150])
def test_seals_on_a_page_without_colours(level: int) -> None:
    """Rings of one grey are made as light as paper with what is in them; what is printed beneath stays as it is."""
    plain = _printed_lines()
    stamped = np.asarray(_stamped(_stamped(plain, level), level, 900))
    noise = np.random.default_rng(1).normal(0, 4, stamped.shape)
    given_page, lines = (stamped + noise).clip(0, 255).astype(np.uint8), np.asarray(plain) < 100
    found = without_grey_seals(given_page, 200)
    assert found[lines].max() < 90
    near = cv2.dilate(lines.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    ring = (stamped < level + 20) & ~near
    assert ring.sum() > 4000
    assert np.percentile(found[ring], 2) > 215
    assert (found[600:] == given_page[600:]).all()


def test_grey_that_is_no_seal() -> None:
    """Shaded cells, letters, squares and rings as small as letters stay as they are, and so does an empty page."""
    page = _printed_lines()
    pen = ImageDraw.Draw(page)
    pen.rectangle((200, 300, 1400, 340), fill=190)
    pen.rectangle((300, 500, 620, 820), outline=110, width=6)
    for left in range(300, 1300, 60):
        pen.ellipse((left, 900, left + 40, 940), outline=110, width=5)
    given_page = np.asarray(page)
    assert (without_grey_seals(given_page, 200) == given_page).all()
    empty = np.full((1200, 1650), 240, np.uint8)
    assert (without_grey_seals(empty, 200) == empty).all()


def test_pages_without_colours() -> None:
    """A picture is grey if its channels are nearly alike, but for a few pixels."""
    grey = np.asarray(_printed_lines())
    assert is_grey(grey)
    coloured = np.repeat(grey[..., None], 3, axis=2).copy()
    assert is_grey(coloured)
    coloured[240:570, 300:306, 0] = 255
    coloured[250:420, 600:900, 0] = 200
    assert not is_grey(coloured)
