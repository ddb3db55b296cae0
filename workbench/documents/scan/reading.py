"""From a picture file to a document, and from recognised pages to the blocks of one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.documents.files import contents, document
from workbench.documents.model import Box, Document, Remark
from workbench.documents.pages import assembled
from workbench.documents.scan.opening import pictures
from workbench.documents.scan.page import LevelPage, level_page
from workbench.documents.scan.placing import Back, moved, offset, paragraph_back, put_back, shifted

_REMARK = "文件是扫描图像，文字由识别得出，请对照原件核实。"


def read(path: Path) -> Document:
    """The document in a picture file. Raises DocumentError, in words that say what to do, where it cannot be read."""
    data = contents(path)
    pages = aligned(level_page(picture, number, 1.0) for number, picture in enumerate(pictures(data), 1))
    found = assembled([page.items for page in pages], [page.height for page in pages])
    backs = {number: page.back for number, page in enumerate(pages, 1)}
    blocks = put_back(found.blocks, backs)
    return document(path, data, blocks, [Remark(_REMARK)], [paragraph_back(one, backs) for one in found.margins])


def aligned(pages: Iterable[LevelPage]) -> list[LevelPage]:
    """Recognised pages, each moved sideways to where a table that goes on from the page before goes on straight."""
    found: list[LevelPage] = []
    for page in pages:
        right = offset(found[-1].items, page.items) if found else 0.0
        found.append(page._replace(items=moved(page.items, right), back=_back(page.back, right)) if right else page)
    return found


def _back(back: Back, right: float) -> Back:
    def whole(box: Box) -> Box:
        return back(shifted(box, -right))

    return whole
