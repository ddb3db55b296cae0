"""What a page of a site states of itself: the index above a document, its date of publication and its publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html.items import Table, Text

_DATE = re.compile(r"(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})")
_PUBLISHED = re.compile(r"(?:发布|公开|发文|上网|更新|成文)?(?:日期|时间)\s*[:：]?\s*(?=20\d\d)")
_BEST_PUBLISHED = re.compile(r"(?:发布|公开|上网)(?:日期|时间)\s*[:：]?\s*(?=20\d\d)")
_PUBLISHER = re.compile(
    r"(?:信息来源|文章来源|来源|发布机构|发文机关|公开机构|发布单位|信息提供)\s*[:：]\s*(?P<who>[\u4e00-\u9fff（）()]{2,40}?)"
    r"(?:浏览|点击|阅读|访问|字体|字号|作者|编辑|责任|审核|发布|日期|时间|分享|打印|[^\u4e00-\u9fff（）()]|$)"
)
_INDEX = re.compile(r"索\s*引\s*号|主题分类|发文机关|成文日期|发布日期|文\s*号")
_SHORT = 60
_SENTENCE = 20
_TABLE = 30
_FEW = 2


def is_index(table: Table) -> bool:
    """Whether a table is the index that sites print above a document."""
    return len(table.texts) <= _TABLE and sum(bool(_INDEX.search(text)) for text in table.texts) >= _FEW


class Stated(NamedTuple):
    """What a page states of itself beside its text; None and empty where it does not."""

    published: date | None
    publisher: str
    title: str


def stated(root: Element, items: list[Text | Table]) -> Stated:
    """Date of publication and publisher, by the page's meta elements, then by its line of metadata; its title."""
    meta = {str(one.get("name", "")).lower(): str(one.get("content", "")) for one in root.iter("meta")}
    lines = [line for item in items for line in _metadata(item)]
    published = _day(meta.get("pubdate", "")) or _labelled(lines, _BEST_PUBLISHED) or _labelled(lines, _PUBLISHED)
    named = (match["who"] for line in lines if (match := _PUBLISHER.search(line)))
    title = meta.get("articletitle", "").strip() or " ".join((root.findtext(".//title") or "").split())
    return Stated(published, meta.get("contentsource", "").strip() or next(named, ""), title)


def _metadata(item: Text | Table) -> Iterator[str]:
    if isinstance(item, Text):
        if len(item.text) <= _SHORT * _FEW:
            yield item.text
    elif is_index(item):
        for row in item.rows:
            yield "：".join(text.rstrip(":：") for text in row.texts)


def _labelled(lines: list[str], label: re.Pattern[str]) -> date | None:
    for line in lines:
        match = label.search(line)
        if match and (found := _day(line[match.end() : match.end() + _SENTENCE])):
            return found
    return None


def _day(text: str) -> date | None:
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
