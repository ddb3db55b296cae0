"""Drafts as web pages in the styles in which reports are published; also the source of Word files and PDFs in tests."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from tests.builders import NUMERALS, Draft, empty
from workbench.forms.model import Table
from workbench.reports.view import Box, draw

Cell = Callable[[str], str]


def distinct(seed: int = 1, most: int = 99_999) -> Draft:
    """A draft in which all cells differ, so that none can be taken for another; its sums do not hold."""
    draft = empty()
    values = random.Random(seed).sample(range(1, most), len(draft.values))
    return draft.with_values(**dict(zip(draft.values, map(str, values), strict=True)))


def table(draft: Draft, which: Table, cell: Cell = escape, *, attributes: str = ' border="1"') -> str:
    """A statutory table with its merged cells, as the form draws it."""
    rows = ("".join(_box(draft, box, cell) for box in line) for line in draw(which))
    return f"<table{attributes}>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _box(draft: Draft, box: Box, cell: Cell) -> str:
    text = draft.values[box.key] if box.kind == "cell" else box.text
    spans = (f' rowspan="{box.rowspan}"' if box.rowspan > 1 else "") + (
        f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    )
    return f"<td{spans}>{cell(text)}</td>"


def article(draft: Draft, paragraph: str = "<p>{}</p>", cell: Cell = escape, drawn: Callable[..., str] = table) -> str:
    """The sections of a draft with their tables."""
    parts = []
    for number, section in zip(NUMERALS, draft.form.sections, strict=False):
        parts.append(paragraph.format(f"{number}、{section.heading}"))
        parts += [paragraph.format(escape(text)) for text in draft.texts.get(number, ())]
        if section.table:
            parts.append(drawn(draft, draft.form.table(section.table), cell))
    return "".join(parts)


def page(draft: Draft, body: str | None = None) -> str:
    """A plain page: the title and the article."""
    body = article(draft) if body is None else body
    return f"<html><head><title>{draft.title}</title></head><body><h1>{draft.title}</h1>{body}</body></html>"


def site(draft: Draft, body: str | None = None) -> str:
    """A page of a government's site: navigation, breadcrumb, line of metadata, related links, footer, scripts."""
    links = "".join(f'<li><a href="/c{n}">栏目{n}</a></li>' for n in range(1, 31))
    foot = "主办单位：青石县人民政府办公室 联系电话：0000-1234567 备案号：某ICP备12345678号 网站标识码：3700000001"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="{draft.title}">
<title>{draft.title}_青石县人民政府</title><style>.hide{{display:none}}</style>
<script>var a="<table><td>9</td>";</script></head><body>
<div class="top"><ul>{links}</ul><div class="hide">隐藏的内容共有9999件。</div></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 正文</div>
<div class="main"><div class="side"><ul>{links}</ul></div><div class="con"><h1>{draft.title}</h1>
<div class="info"><span>发布时间：2024-01-25 10:20</span><span>来源：青石县水利局</span>
<span>浏览次数：<i>1024</i></span>
<span>字体：[<a href="#">大</a> <a href="#">小</a>]</span></div>
<div id="zoom">{article(draft) if body is None else body}</div>
<div class="share">分享到：<a href="#">微信</a></div><p>上一篇：<a href="/1">2022年年度报告</a></p>
<div>相关链接<ul>{links}</ul></div></div></div>
<div class="foot"><p>{foot}</p></div>
</body></html>"""
