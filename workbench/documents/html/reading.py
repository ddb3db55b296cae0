"""Web pages, saved or packed as MHTML: the article among the furniture of a government's site.

The tree is walked once; which part of it is the article is told by where the text and the tables stand,
and not by the names that a site gives its containers. Nothing that a page refers to is ever fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

from lxml.etree import _Element as Element

from workbench.documents.encoding import decode
from workbench.documents.files import contents, document
from workbench.documents.html.again import Cascade
from workbench.documents.html.boxes import boxes_as_tables
from workbench.documents.html.copies import once
from workbench.documents.html.counting import counted_up
from workbench.documents.html.filled import filled
from workbench.documents.html.items import Item, Picture, Row, Table, Text
from workbench.documents.html.looks import sheet_of
from workbench.documents.html.packed import unpacked
from workbench.documents.html.parsing import parsed
from workbench.documents.html.pre import as_preformatted
from workbench.documents.html.sheets import rules, rules_of_screens
from workbench.documents.html.sight import Sight
from workbench.documents.html.stated import is_index, stated
from workbench.documents.html.text import all_text, collapsed, unprefixed
from workbench.documents.html.turned import as_shown
from workbench.documents.html.unrendered import elsewhere, unveiled, written
from workbench.documents.html.walk import Walk
from workbench.documents.html.within import added, conceal
from workbench.documents.json_page import page_of
from workbench.documents.model import FORM_CELLS, Cell, Document, Grid, Paragraph, Remark
from workbench.documents.places import BlockPlace
from workbench.errors import DocumentError

LARGEST = 20_000_000
"""The largest page, in bytes, once it is unpacked."""

_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_CELL, _CELL_AS_TEXT = re.compile(r"<t[dh]\b", re.IGNORECASE), re.compile(r"&lt;t[dh]\b", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|zip|rar)\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^\s*【?(?:字体|字号|分享|打印|关闭|收藏|上一篇|下一篇|上一条|下一条|浏览|点击|访问|阅读|责任编辑|编辑|审核|扫一扫|当前位置|您的位置"
    r"|您当前|发布时间|发布日期|发布机构|信息来源|文章来源|来源|时间|日期|索引号|主题分类|文号|附件|相关链接|相关阅读|相关稿件|返回顶部|首页)"
)
_CONTROLS = re.compile(r"^[\s\[【(（]*(?:大|中|小|打印|关闭|分享到?|收藏|返回|首页|无障碍|\||[:：\]】)）\s])+$")
_REPORT = re.compile(r"20\d\d.*(?:报告|年报|总结)|[二2][〇○零0].{2}年.*(?:报告|年报)")
_YEAR = re.compile(r"\s*20\d\d")
_UNIT = re.compile(r"[\u4e00-\u9fff（）()·]{3,40}")
_SAYS = re.compile(r"[。；，,;]|如下")
_SHARE = 0.9
_LINKED = 0.6
_SHORT = 60
_SENTENCE = 20
_TABLE = 30
_NEAR_TITLE = 8
_FEW = 2


def read(path: Path) -> Document:
    """The document in a web page. Raises DocumentError where it is none, too large, or holds no text."""
    data = contents(path)
    page = unpacked(page_of(data))
    if len(page) > LARGEST:
        raise DocumentError(f"网页过大（上限 {LARGEST // 1_000_000} MB），请只保存正文后重试。")
    text, lost = decode(page)
    text = unprefixed(text)
    root = parsed(unescape(text) if "&lt;" in text and _is_written_as_text(text) else text)
    conceal(root, known := rules(root), of_screens := rules_of_screens(root))
    as_shown(text, root, [*known, *of_screens])
    boxes_as_tables(root, known)
    as_preformatted(text, root, known)
    counted = [*counted_up(text, root), *filled(text, root), *added(root, known)]
    walk = Walk(Sight(sheet_of(known, of_screens), cascade=Cascade([*known, *of_screens])))
    items, veiled = unveiled(root, walk.run(root))
    if not any(map(_weight, items)) and (cure := elsewhere(root)):
        raise DocumentError(cure)
    inside, around = _article(items)
    remarks = [*_lost(lost), *veiled, *counted, *_struck(walk.struck), *_pictures(inside, root), *written(root, inside)]
    blocks, copied = once(tuple(_blocks(inside)))
    made = document(path, data, blocks, [*remarks, *copied], _margins(around))
    told = stated(root, [item for item in items if not isinstance(item, Picture)])
    return replace(made, published=told.published, publisher=told.publisher, title=told.title)


def _is_written_as_text(text: str) -> bool:
    """Whether the mark-up of the article is written as text, as in feeds and by programs that escape it twice."""
    return bool(_FEED.match(text) or (_CELL_AS_TEXT.search(text) and not _CELL.search(text) and "srcdoc" not in text))


# -- the article ----------------------------------------------------------------------------------------


def _article(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """What belongs to the article, its title first, and what stands around it."""
    root = _densest(items)
    inside = items if root is None else _within(items, root)
    texts = [item for item in inside if isinstance(item, Text)]
    dropped = {id(item) for item in inside if _is_furniture(item)}
    before = _before(items, inside)
    titled = any(_may_title(text) for text in texts[:_NEAR_TITLE])
    title: list[Item] = [] if titled else [*_title(before)]
    kept = title + [item for item in inside if id(item) not in dropped]
    chosen = {id(item) for item in kept}
    return kept, [item for item in items if id(item) not in chosen]


def _before(items: list[Item], inside: list[Item]) -> list[Text]:
    """The paragraphs before the article."""
    first = next((at for at, item in enumerate(items) if inside and item is inside[0]), 0)
    return [item for item in items[:first] if isinstance(item, Text)]


def _title(before: list[Text]) -> list[Text]:
    """The title where it stands outside the article: the nearest line that can be one, headings first.

    The line above one that begins with the year is of it if it can be the unit.
    """
    likely = [text for text in before if _may_title(text) and not _is_furniture(text)]
    marked = [text for text in likely if text.level]
    title = next(reversed(marked or likely), None)
    at = next((at for at, text in enumerate(before) if text is title), 0)
    above = before[at - 1 : at] if title and _YEAR.match(title.text) else []
    return [*(text for text in above if _UNIT.fullmatch(text.text) and not text.linked), *([title] if title else [])]


def _may_title(text: Text) -> bool:
    """Whether a line names a report as titles do; one that says that it reports is a sentence."""
    return len(text.text) < _SHORT and bool(_REPORT.search(text.text)) and not _SAYS.search(text.text)


def _weight(item: Item) -> int:
    """How much an item tells that it belongs to the article: cells and sentences, but not links."""
    if isinstance(item, Table):
        return 0 if is_index(item) else sum(map(len, item.texts)) + item.texts.count("")
    if isinstance(item, Picture):
        return 0
    own = len(item.text) - item.linked
    return own if own >= _SENTENCE or "。" in item.text else 0


def _densest(items: list[Item]) -> Element | None:
    """The smallest element that holds nearly all of the text and the tables; None for a page without any."""
    weights: dict[Element, int] = defaultdict(int)
    for item in items:
        weight = _weight(item)
        if weight:
            weights[item.element] += weight
    held: dict[Element, int] = defaultdict(int)
    for element, weight in weights.items():
        if (parent := element.getparent()) is not None:
            held[parent] += weight
    for parent, weight in held.items():
        for element in (parent, *parent.iterancestors()):
            weights[element] += weight
    if not weights:
        return None
    total = max(weights.values())
    dense = [element for element, weight in weights.items() if weight >= total * _SHARE]
    around = {element.getparent() for element in dense}  # they lie within one another, for no two hold so much each
    best = next(element for element in dense if element not in around)
    return best if best.tag != "table" else best.getparent()


def _within(items: list[Item], root: Element) -> list[Item]:
    """The items that stand within an element, which holds some: they follow one another."""
    last = len(items) - 1
    first = next(at for at in range(len(items)) if _stands_in(items[at].element, root))
    return items[first : next(at for at in range(last, -1, -1) if _stands_in(items[at].element, root)) + 1]


def _stands_in(element: Element, root: Element) -> bool:
    return element is root or root in element.iterancestors(root.tag)


def _is_furniture(item: Item) -> bool:
    """Whether an item within the article is none of it: lines of metadata, controls, links to other pages."""
    if isinstance(item, Table):
        return is_index(item)
    if isinstance(item, Picture) or len(item.text) > _SHORT * _FEW:
        return False
    mostly_links = item.linked >= len(item.text) * _LINKED and "。" not in item.text
    controls = bool(_CONTROLS.match(item.text))
    return mostly_links or controls or bool(_FURNITURE.match(item.text) and "。" not in item.text)


# -- blocks -----------------------------------------------------------------------------------------------


def _blocks(items: list[Item]) -> Iterator[Paragraph | Grid]:
    shown = [item for item in items if not isinstance(item, Picture)]
    tables = 0
    for number, item in enumerate(shown, 1):
        if isinstance(item, Text):
            yield Paragraph(item.text, BlockPlace.at(number), item.level)
        elif isinstance(item, Table):
            tables += 1
            yield Grid(tuple([_cells(number, row, tables) for row in item.rows]))


def _cells(block: int, row: Row, table: int) -> tuple[Cell, ...]:
    return Cell.each(row.texts, BlockPlace.row_of(block, row.at, tuple(row.columns), table))


def _margins(items: list[Item]) -> Iterator[Paragraph]:
    place = BlockPlace(0)
    for item in items:
        if isinstance(item, Text):
            yield Paragraph(item.text, place)
        elif isinstance(item, Table):
            yield Paragraph(" ".join(filter(None, item.texts)), place)


def _lost(lost: int) -> Iterator[Remark]:
    if lost:
        yield Remark(f"文件中有{lost}个字符无法解码，已略去，相关内容请对照原件核实。")


def _struck(count: int) -> Iterator[Remark]:
    if count:
        yield Remark(f"网页中有{count}个带删除线的文字，已按删除处理，未予读取，请核实定稿。", "revision")


def _pictures(items: list[Item], root: Element) -> Iterator[Remark]:
    """What is said where the article has pictures, or a file to be loaded, and not as many cells as the form has."""
    cells = sum(len(item.texts) for item in items if isinstance(item, Table))
    if cells >= FORM_CELLS:
        return
    lacking = "正文中没有统计表" if cells < _TABLE else "正文中的表格少于格式规定的统计表"
    count = sum(isinstance(item, Picture) for item in items)
    if count:
        text = f"{lacking}而有{count}张图片，统计表可能以图片发布，未能读取，请查看原网页或另行取得表格。"
        yield Remark(text, "picture")
    links = [link for link in root.iter("a") if _FILE.search(link.get("href", ""))]
    for link in links[:_FEW]:
        name = collapsed(all_text(link)) or "附件"
        yield Remark(f"{lacking}，网页附有文件“{name[:_SHORT]}”，请下载后一并核查。", "attached")
