"""From a picture file to a document, and from recognised pages to the blocks of one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from workbench.documents.files import contents, document
from workbench.documents.model import Document, Remark
from workbench.documents.pages import assembled
from workbench.documents.places import Box
from workbench.documents.scan.opening import Part, parts
from workbench.documents.scan.page import LevelPage, level_page
from workbench.documents.scan.placing import Back, Came, moved, offset, paragraph_back, put_back, shifted

_REMARK = "文件是扫描图像，文字由识别得出，请对照原件核实。"


def read(path: Path) -> Document:
    """The document in a picture file. Raises DocumentError, in words that say what to do, where it cannot be read."""
    data = contents(path)
    came = [_recognised(number, part) for number, part in enumerate(parts(data), 1)]
    pages = aligned(one.page for one in came)
    found = assembled([page.items for page in pages], [page.height for page in pages])
    backs = {at: _way(one, page.back) for at, (one, page) in enumerate(zip(came, pages, strict=True), 1)}
    blocks = put_back(found.blocks, backs)
    return document(path, data, blocks, [Remark(_REMARK)], [paragraph_back(one, backs) for one in found.margins])


class _Recognised(NamedTuple):
    """A part of a page as recognised: the number of its page, where it begins there, and what stands on it."""

    number: int
    top: int
    page: LevelPage


def _recognised(at: int, part: Part) -> _Recognised:
    return _Recognised(part.page, part.top, level_page(part.picture, at, 1.0))


def _way(one: _Recognised, back: Back) -> Came:
    """The way back from a recognised part to the page that it is of."""
    return Came(one.number, lambda box: shifted(back(box), 0.0, one.top))


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
