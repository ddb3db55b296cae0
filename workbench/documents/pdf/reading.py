"""From a PDF to a document: each page by its text where it has any that can be relied on, else as a picture.

Numbers of ruled tables are read twice, by readers that share no code for characters (see :mod:`second`): equal ones
are taken, others doubted. Tables without rules have one reading and are marked as inferred. Where the file does not
say which letters its shapes stand for, what the second reader makes of them is given, its numbers doubted; where there
is no text, or only an invisible layer over a scan, the page is recognised as a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

from workbench.documents.files import contents, document
from workbench.documents.model import Cell, Document, Grid, Paragraph, Remark
from workbench.documents.pages import PageLine, assembled
from workbench.documents.pdf.across import with_other_pages
from workbench.documents.pdf.layout import (
    PageText,
    Sheet,
    grids,
    is_garbled,
    is_picture,
    items,
    page_text,
    with_characters,
)
from workbench.documents.pdf.misnamed import held_against, said_of
from workbench.documents.pdf.opening import drawn, opened, scanned
from workbench.documents.pdf.plain import plain
from workbench.documents.pdf.second import Read, characters, confirmed, layers_off
from workbench.documents.pdf.turning import Block, turned_back
from workbench.documents.places import Box, PagePlace
from workbench.errors import DocumentError

MOST_PICTURES = 60
"""More scanned pages than any annual report has; to recognise them takes seconds each."""

_DOTS = 200
_GARBLED = "字体没有标明文字编码，数字由推断得出，请对照原件核实"
_WIDE = 0.5
_HIGH = 0.12
_FEW_TABLES = 3

Item = PageLine | Grid


class _Page(NamedTuple):
    """A page as read: its place, its text where that can be used, and what was recognised where it cannot.

    What was recognised of a whole page stands at its places on the page set level, which ``back`` leads away from.
    """

    text: PageText
    recognised: tuple[Item, ...] = ()
    how: str = ""
    back: Callable[[Box], Box] | None = None
    high: float = 0.0

    @property
    def height(self) -> float:
        """The height of the page that its places are on."""
        return self.high or self.text.sheet.upright_height


def read(path: Path) -> Document:
    """The document in a PDF. Raises DocumentError, in words that say what to do, where it cannot be read."""
    data = contents(path)
    with opened(data) as pdf:
        off = cache(partial(_off, pdf, path))
        texts = [page_text(pdf, number, off, shapes=True) for number in range(1, len(pdf) + 1)]
        with plain(pdf, path, changed=any(text.written for text in texts)) as other:
            pages = _pages(pdf, texts, other)
            items = _items(pages, other)
    found = assembled(items, [page.height for page in pages])
    sheets = {page.text.sheet.number: page.text.sheet for page in pages if page.text.sheet.turn or page.text.sheet.lean}
    misnamed = frozenset[str]().union(*(text.unlike for text in texts))
    blocks = [held_against(one, misnamed) for one in _put_back(turned_back(found.blocks, sheets), pages)]
    margins = _put_back(turned_back([*found.margins, *_tilted(pages)], sheets), pages)
    remarks = [*_remarks(pages), *said_of(misnamed)]
    return document(path, data, blocks, remarks, (one for one in margins if isinstance(one, Paragraph)))


def _off(pdf: pdfium.PdfDocument, path: Path) -> frozenset[str]:
    """The names of the layers that the file has switched off."""
    with plain(pdf, path) as other:
        return layers_off(other)


def _pages(pdf: pdfium.PdfDocument, texts: list[PageText], path: Path) -> list[_Page]:
    pages = [_page(text, path) for text in texts]
    pictures = sum(page.how == "picture" for page in pages)
    if pictures > MOST_PICTURES:
        raise DocumentError(
            f"PDF 中有{pictures}页扫描图像，超过上限{MOST_PICTURES}页，请只保留年度报告所在的页后重试。"
        )
    few = sum(len(page.text.tables) for page in pages) < _FEW_TABLES
    return _aligned([_recognised(pdf, page, few=few) for page in pages])


def _page(text: PageText, path: Path) -> _Page:
    """A page with its text, if that is to be relied on."""
    if is_picture(text):
        return _Page(text, how="picture")
    if not is_garbled(text):
        return _Page(text)
    other = with_characters(text, characters(path, text.sheet.number, text.sheet.matrix))
    return _Page(text, how="picture") if is_garbled(other) or not other.glyphs else _Page(other, how="garbled")


# -- pages that are pictures ----------------------------------------------------------------------------


def _recognised(pdf: pdfium.PdfDocument, page: _Page, *, few: bool) -> _Page:
    """A page with what is recognised of it: all of a scan; of other pages large pictures, where tables are wanting."""
    sheet = page.text.sheet
    if page.how == "picture":
        return _whole(pdf, page)
    large = [box for box in page.text.drawn.pictures if few and not sheet.turn and _is_large(box, sheet)]
    tables = [item for box in large for item in _recognise(pdf, sheet.number, box) if isinstance(item, Grid)]
    return page._replace(recognised=tuple(tables))


def _is_large(box: Box, sheet: Sheet) -> bool:
    return box[2] - box[0] > _WIDE * sheet.width and box[3] - box[1] > _HIGH * sheet.height


def _whole(pdf: pdfium.PdfDocument, page: _Page) -> _Page:
    """A scanned page with what is recognised of it, on the page set level."""
    from workbench.documents.scan import level_page  # noqa: PLC0415 - loads models, and only for scans

    shown = scanned(pdf, page.text.sheet.number, _DOTS)
    found = level_page(shown.picture, page.text.sheet.number, shown.scale, shown.dots)
    text = PageText(page.text.sheet._replace(turn=0, lean=0.0), [], page.text.drawn, [], 0)
    return page._replace(text=text, recognised=tuple(found.items), back=found.back, high=found.height)


def _aligned(pages: list[_Page]) -> list[_Page]:
    """The pages, scanned ones moved sideways to where a table from the page before goes on straight."""
    if not any(page.back for page in pages):
        return pages
    from workbench.documents.scan import LevelPage, aligned  # noqa: PLC0415 - as above

    backs = ((page, page.back or (lambda box: box)) for page in pages)
    level = aligned(LevelPage(list(page.recognised), page.height, back) for page, back in backs)
    return [
        page._replace(recognised=tuple(one.items), back=one.back) if page.back else page
        for page, one in zip(pages, level, strict=True)
    ]


def _put_back(blocks: Sequence[Block], pages: Sequence[_Page]) -> list[Block]:
    """The blocks with the places on pages set level as on the pages shown."""
    backs = {page.text.sheet.number: page.back for page in pages if page.back}
    if not backs:
        return list(blocks)
    from workbench.documents.scan.placing import Came, put_back  # noqa: PLC0415 - as above

    return put_back(blocks, {number: Came(number, back) for number, back in backs.items()})


def _recognise(pdf: pdfium.PdfDocument, number: int, part: Box) -> Iterator[Item]:
    """The lines and tables recognised on a part of a page."""
    from workbench.documents.scan import recognise_page  # noqa: PLC0415 - as above

    picture, scale, dots = drawn(pdf, number, _DOTS)
    left, top = max(part[0], 0.0), max(part[1], 0.0)
    right, bottom = min(part[2] * scale, picture.width), min(part[3] * scale, picture.height)
    cut = picture.crop((int(left * scale), int(top * scale), int(right), int(bottom)))
    for item in recognise_page(cut, number, scale, dots):
        yield _moved(item, left, top)


def _moved(item: Item, right: float, down: float) -> Item:
    """What was recognised in a part of a page, at its place on the whole."""
    if isinstance(item, PageLine):
        return item._replace(box=_shifted(item.box, right, down), edges=tuple(x + right for x in item.edges))
    return replace(item, rows=tuple(tuple(_moved_cell(cell, right, down) for cell in row) for row in item.rows))


def _moved_cell(cell: Cell, right: float, down: float) -> Cell:
    place = cell.location
    if not isinstance(place, PagePlace):
        return cell
    return cell._replace(location=replace(place, box=_shifted(place.box, right, down)))


def _shifted(box: Box, right: float, down: float) -> Box:
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


# -- lines and tables -----------------------------------------------------------------------------------


def _items(pages: Sequence[_Page], path: Path) -> list[list[Item]]:
    """What stands on each page in reading order, its tables read twice."""
    first = [
        Read(page.text.sheet.number, page.text.sheet.matrix, table, grid)
        for page in pages
        if page.how != "garbled"
        for table, grid in zip(page.text.tables, grids(page.text), strict=True)
    ]
    second = iter(with_other_pages(confirmed(path, first)))
    return [_page_items(page, [next(second) for _ in page.text.tables if page.how != "garbled"]) for page in pages]


def _page_items(page: _Page, tables: list[Grid]) -> list[Item]:
    if page.how == "garbled":
        return [_doubted(item) for item in items(page.text, grids(page.text))]
    if page.how == "picture":
        return list(page.recognised)
    found = items(page.text, tables)
    return sorted([*found, *page.recognised], key=_top) if page.recognised else found


def _top(item: Item) -> float:
    if isinstance(item, PageLine):
        return item.box[1]
    place = item.rows[0][0].location
    return place.box[1] if isinstance(place, PagePlace) else 0.0


def _doubted(item: Item) -> Item:
    if isinstance(item, PageLine):
        return item
    return replace(item, rows=tuple(tuple(c._replace(doubt=c.doubt or _GARBLED) for c in row) for row in item.rows))


def _tilted(pages: Sequence[_Page]) -> Iterator[Paragraph]:
    """What stands across a page, such as a watermark; it is no part of the text."""
    for page in pages:
        text = "".join(glyph.text for glyph in page.text.glyphs if glyph.turn < 0).strip()
        if text:
            yield Paragraph(
                text, PagePlace(page.text.sheet.number, (0, 0, page.text.sheet.width, page.text.sheet.height))
            )


# -- remarks ----------------------------------------------------------------------------------------------


def _remarks(pages: Sequence[_Page]) -> Iterator[Remark]:
    """What a person must know of how the pages were read."""
    scanned = [page.text.sheet.number for page in pages if page.how == "picture" and page.recognised]
    if scanned:
        yield Remark(f"{_listed(scanned)}是扫描图像，文字由识别得出，请对照原件核实。")
    garbled = [page.text.sheet.number for page in pages if page.how == "garbled"]
    if garbled:
        yield Remark(f"{_listed(garbled)}的字体没有标明文字编码，文字由推断得出，请对照原件核实。")
    cut = [page.text.sheet.number for page in pages if page.text.cut]
    if cut:
        yield Remark(f"{_listed(cut)}的文字过多，只读取了前面部分，请核实是否取错文件。")
    hidden = [page.text.sheet.number for page in pages if not page.how and page.text.hidden]
    if hidden:
        yield Remark(f"{_listed(hidden)}有看不见的文字，未予读取，请用 PDF 阅读器查看原件。", "hidden")
    pictured = [page.text.sheet.number for page in pages if not page.how and _has_large(page)]
    if pictured:
        text = f"{_listed(pictured)}有图片，图片中的正文未予读取；如图片中有表格，请对照原件核实。"
        yield Remark(text, "picture")


def _has_large(page: _Page) -> bool:
    return any(_is_large(box, page.text.sheet) for box in page.text.drawn.pictures)


def _listed(numbers: Sequence[int]) -> str:
    return f"第{'、'.join(map(str, numbers))}页"
