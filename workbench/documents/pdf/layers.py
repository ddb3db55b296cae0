"""Characters of layers that a file has switched off, wherever it says so: their ink is not on the page as shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.opening import MOST_PIXELS

_SCALE = 2
_INK = 16
"""Two of the 255 levels of grey differ by more where something is drawn."""


def without_ink(page: pdfium.PdfPage, found: Sequence[Glyph]) -> Iterator[bool]:
    """Whether a page, as it is shown, has nothing where each of its characters would stand.

    The places of the characters are those of the page as shown. Of one too large to be drawn that is not known.
    """
    if page.get_width() * page.get_height() * _SCALE**2 > MOST_PIXELS:
        yield from (False for _ in found)
        return
    bitmap = page.render(scale=_SCALE, grayscale=True)
    picture = bitmap.to_pil()
    for glyph in found:
        left, top, right, bottom = (round(_SCALE * at) for at in glyph.box)
        box = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
        levels = picture.crop(box).getextrema() if box[0] < box[2] and box[1] < box[3] and glyph.text.strip() else None
        yield isinstance(levels, tuple) and isinstance(levels[0], int | float) and levels[1] - levels[0] < _INK
    bitmap.close()
