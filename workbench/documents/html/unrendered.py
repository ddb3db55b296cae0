"""What a page holds but does not show by itself: what scripts unveil, write or load, and what stands in other files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from workbench.documents.html.items import Item, Table, Text
from workbench.documents.html.sight import Sight
from workbench.documents.html.walk import Walk
from workbench.documents.model import FORM_CELLS, Remark

_TABLE = 30
_LITTLE = 10
_LONG = 200
_CELL = re.compile(r"<t[dh]\b|&lt;t[dh]\b|\\u003ct[dh]\b", re.IGNORECASE)
_REPORT = re.compile(r"信息公开|\\u4fe1\\u606f\\u516c\\u5f00", re.IGNORECASE)
_AGAIN = "请用浏览器打开原网页，待正文全部显示后另存为“网页，全部”或打印为 PDF，再行核查。"
_HOLDERS = ("script", "textarea", "template", "noscript")
_FRAMES = ("frame", "iframe")
_SHOWN_WITHIN = ("embed", "object")
_WITHIN = "正文中没有统计表，而网页内嵌了另一个文件，统计表可能在其中，未能读取；请单独打开内嵌的文件，另存后一并核查。"
_DRAWN = "正文中的统计表不全，而网页中有以图形方式绘制的内容，统计表可能在其中，未能读取；请查看原网页或另行取得表格。"


def cells_of(items: list[Item]) -> int:
    """How many cells the tables have."""
    return sum(len(item.texts) for item in items if isinstance(item, Table))


def unveiled(root: Element, items: list[Item]) -> tuple[list[Item], list[Remark]]:
    """The items of a page, those included that its styles hide, where hardly anything is shown without them.

    Pages of the kind show their text by scripts. Where only tables are hidden amid others, that is said and no more.
    """
    known = cells_of(items)
    if known >= FORM_CELLS:
        return items, []
    every = Walk(Sight(unveiled=True)).run(root)
    more = cells_of(every) - known
    if (known < _TABLE and more >= FORM_CELLS) or _LITTLE * _length(items) < _length(every):
        text = "网页的正文被样式隐藏，须由脚本或点击才显示，已按全部显示读取，请对照原网页核实。"
        return every, [Remark(text, "hidden")]
    if more >= _TABLE:
        text = f"网页中有隐藏的表格（共{more}格），未予读取，请在原网页中展开后核实。"
        return items, [Remark(text, "hidden")]
    return items, []


def _length(items: list[Item]) -> int:
    texts = (item.text for item in items if isinstance(item, Text))
    cells = (text for item in items if isinstance(item, Table) for text in item.texts)
    return sum(map(len, texts)) + sum(map(len, cells))


def elsewhere(root: Element) -> str:
    """Why a page without an article of its own has none, and what to do; empty where nothing tells."""
    if _holders(root):
        return f"网页的正文由脚本写入，文件中没有已显示的正文，未能读取；{_AGAIN}"
    if any(map(_holds_another, root.iter(*_FRAMES))):
        return "网页由框架拼成，正文在框架引用的另一个文件中；请在新标签页中打开正文所在的框架，另存后再试。"
    return ""


def written(root: Element, items: list[Item]) -> Iterator[Remark]:
    """What is said where a page has not as many cells as the form, and scripts or frames may hold them."""
    if cells_of(items) >= FORM_CELLS:
        return
    if any(_CELL.search(text) for text in _holders(root)):
        yield Remark(f"网页中的表格由脚本写入，未能读取；{_AGAIN}")
    if cells_of(items) < _TABLE and any(map(_holds_another, root.iter(*_FRAMES, *_SHOWN_WITHIN))):
        yield Remark(_WITHIN, "attached")
    if sum(len(list(drawing.iter("text"))) for drawing in root.iter("svg")) >= _TABLE or (
        cells_of(items) < _TABLE and next(root.iter("canvas"), None) is not None
    ):
        yield Remark(_DRAWN, "picture")


def _holds_another(element: Element) -> bool:
    """Whether another file is shown within the page there."""
    return any(element.get(name) for name in ("src", "srcdoc", "data"))


def _holders(root: Element) -> list[str]:
    """The texts within scripts and the like that seem to hold a report."""
    texts = ("".join(map(str, holder.itertext())) for holder in root.iter(*_HOLDERS))
    return [text for text in texts if len(text) > _LONG and _REPORT.search(text)]
