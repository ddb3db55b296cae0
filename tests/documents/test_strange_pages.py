"""Web pages of tools that nobody thought of: what a browser shows is read, what it does not show is said."""

from __future__ import annotations

import json
import quopri
import re
from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.builders import as_text
from tests.pages import article, distinct
from workbench.documents import Grid, read_document
from workbench.errors import DocumentError
from workbench.reports import Report, recognise
from workbench.values import State

DRAFT = distinct()
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
WHOLE = article(DRAFT)
"""The article with its tables."""


def _page(body: str, head: str = "") -> str:
    return f"<html><head><meta charset=utf-8>{head}</head><body><h1>{DRAFT.title}</h1>{body}</body></html>"


RULES = """<style>span.old,.older{text-decoration:line-through} .note{vertical-align:super;font-size:8px}
#reader{position:absolute;width:1px;clip:rect(0,0,0,0)} .old .x{display:none}</style>"""


def _cells(write: Callable[[str], str]) -> str:
    """The page with each number written in some way."""
    return _page(article(DRAFT, cell=lambda text: write(text) if text.isdigit() else escape(text)), RULES)


def _read(tmp_path: Path, text: str | bytes) -> Report:
    path = tmp_path / "报告.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return recognise(read_document(path))


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


_MATH = "<math><semantics><mrow><mn>{}</mn></mrow><annotation>x</annotation></semantics></math>"
CELLS: dict[str, Callable[[str], str]] = {
    "chosen in a list": lambda text: f"<select><option>1</option><option selected>{text}</option></select>",
    "as a formula": _MATH.format,
    "as a formula for readers of screens": lambda text: f"<i class=katex-mathml>{_MATH.format(text)}</i><b>{text}</b>",
    "transparent": lambda text: f"{text}<span style='color: transparent'>7</span>",
    "without opacity": lambda text: f"{text}<span style='color:rgba(0, 0, 0, 0)'>7</span>",
    "as light as can be": lambda text: f"{text}<span style='color:hsl(0, 0%, 100%)'>7</span>",
    "cut away": lambda text: f"{text}<span style='clip-path: inset(50%)'>7</span>",
    "filtered away": lambda text: f"{text}<span style='filter:opacity(0)'>7</span>",
    "a speck": lambda text: f"{text}<span style='font-size:.01px'>7</span>",
    "without width": lambda text: f"{text}<i style='display:inline-block;width:0;overflow:hidden'>7</i>",
    "ground cut to letters": lambda text: f"<b style='background-clip:text;color:transparent'>{text}</b>",
    "other colours within": lambda text: f"<i style='color:transparent'><b style='color:#333'>{text}</b></i>",
    "panel that is opened": lambda text: f"<div style='max-height:0;overflow:hidden'><p>{text}</p></div>",
    "backwards by style": lambda text: f"<i style='unicode-bidi:bidi-override;direction:rtl'>{text[::-1]}</i>",
    "white": lambda text: f'{text}<span style="color:#FFFFFF">7</span>',
    "white on dark ground": lambda text: "".join(f'<span style="color:white">{one}</span>' for one in text),
    "white font": lambda text: f"{text}<font color=white>7</font>",
    "white font on dark ground": lambda text: (
        f"<div style='background:#036'>{text[:1]}<font color='#fff'>{text[1:]}</font></div>"
    ),
    "lowered": lambda text: f"{text}<sub>3</sub>",
    "lowered by style": lambda text: f"{text}<span style='vertical-align: sub'>3</span>",
    "lowered alone": lambda text: f"<sub>{text}</sub>",
    "tiny": lambda text: f'{text}<span style="font-size:1px">7</span>',
    "struck": lambda text: f"<s>7</s>{text}",
    "deleted": lambda text: f"<del>7</del>{text}",
    "struck by style": lambda text: f"<span style='text-decoration: line-through'>7</span>{text}",
    "raised": lambda text: f"{text}<sup>1</sup>",
    "raised by style": lambda text: f"{text}<span style='vertical-align:super'>12</span>",
    "without size": lambda text: f"<span style='font-size:0px'>7</span>{text}",
    "without colour": lambda text: f"<span style='opacity: 0;'>7</span>{text}",
    "far away": lambda text: f"<i style='position:absolute;left:-9999px'>7</i>{text}",
    "raised alone": lambda text: f"<sup>{text}</sup>",
    "raised behind a mark that is not seen": lambda text: f"{text}&shy;<sup>1</sup>",
    "leading to a note": lambda text: f"{text}<a href='#note1'>1</a>",
    "a link of its own": lambda text: f"<a href='#note1'>{text}</a>",
    "struck by a class": lambda text: f"<span class=old>7</span>{text}",
    "raised by a class": lambda text: f"{text}<span class='x note'>1</span>",
    "hidden from eyes": lambda text: f"<span id=reader>7</span>{text}",
    "backwards": lambda text: f"<bdo dir=rtl>{text[::-1]}</bdo>",
    "on a button": lambda text: f"<button disabled>{text}</button>",
    "in a drawing": lambda text: f"<svg><path d='M0 0'/><text x=2>{text}</text></svg>",
    "for a button to show": lambda text: f"{text}<i popover>7</i>",
    "filled with nothing": lambda text: f"{text}<i style='-webkit-text-fill-color:transparent'>7</i>",
    "moved away": lambda text: f"{text}<i style='transform:translateX(-9999px)'>7</i>",
    "size within": lambda text: f"<div style='font-size:0'><b style='font-size:14px'>{text}</b></div>",
}


@pytest.mark.parametrize("way", CELLS)
def test_numbers_as_they_are_shown(tmp_path: Path, way: str) -> None:
    """What is struck out, raised or not seen is no part of the number beside it."""
    assert VALUES == _values(_read(tmp_path, _cells(CELLS[way])))


@pytest.mark.parametrize(
    ("image", "tells"),
    [
        ("<img src=3.png>", True),
        ("<img src=3.png width=12 height=18>", True),
        ("<img src=dot.gif width=1 height=1>", False),
        ("<img src=seal.png style='position: absolute; left: 3px'>", False),
    ],
)
@pytest.mark.parametrize("write", ["{}", "1{}", ""])
def test_an_image_in_a_cell(tmp_path: Path, image: str, tells: bool, write: str) -> None:  # noqa: FBT001 - a case
    """It may show a figure, or a digit of one, so that nothing is made up; what keeps a place or is a seal does not."""
    key, shown = "applications.new.natural_person", write.format(image) or f"1{image}2"
    page = _cells(lambda text: shown if text == DRAFT.values[key] else text)
    fact = _read(tmp_path, page).fact(key)
    assert (fact.state is State.UNREADABLE and "图片" in fact.doubt) is tells


@pytest.mark.parametrize(
    "cell",
    [
        "<select><option>1</option><option>2</option></select>",
        "<math><msup><mn>1</mn><mn>2</mn></msup></math>",
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
    ],
)
def test_lists_and_formulas_that_say_no_number(tmp_path: Path, cell: str) -> None:
    """What was chosen is not known where nothing is marked, and a power or a fraction is no number of two figures."""
    key = "disclosure.rules.issued"
    page = _page(article(DRAFT, cell=lambda text: cell if text == DRAFT.values[key] else text))
    assert None is _read(tmp_path, page).cells[key].interval


def test_parts_that_a_browser_draws_in_place(tmp_path: Path) -> None:
    """The article may stand in a template of an element of its own; other templates are not shown."""
    shown = f"<x-text><template shadowrootmode=open>{WHOLE}</template></x-text>"
    assert VALUES == _values(_read(tmp_path, _page(shown)))
    assert VALUES == _values(_read(tmp_path, _page(f"<template>{WHOLE.replace('>规章<', '>规程<')}</template>{WHOLE}")))


@pytest.mark.parametrize("style", ["width:0;overflow:hidden", "color:transparent", "height:0px;overflow:hidden"])
def test_cells_keep_their_place(tmp_path: Path, style: str) -> None:
    """A table makes a cell as wide as what stands in it: none is left out of its row."""
    assert VALUES == _values(_read(tmp_path, _page(re.sub(r"<td>(?=\d+<)", f"<td style='{style}'>", WHOLE))))


def test_rows_that_are_not_begun(tmp_path: Path) -> None:
    """Cells behind the end of a row begin another one."""
    assert VALUES == _values(_read(tmp_path, _page(WHOLE.replace("<tr>", ""))))


def test_boxes_in_a_cell_are_no_single_number(tmp_path: Path) -> None:
    """Two runs that a style sets below each other are not joined."""
    two = "<span style='display:block'>1</span><span style='display:block'>2</span>"
    report = _read(
        tmp_path,
        _page(article(DRAFT, cell=lambda text: two if text == DRAFT.values["disclosure.rules.issued"] else text)),
    )
    assert report.cells["disclosure.rules.issued"].interval is None


BESIDE = {
    "smaller": "{}<small>3</small>",
    "in tiny type": "{}<span style='font-size: 6px'>3</span>",
    "of a class": "{}<span class=badge>3</span>",
    "before it": "<i class=badge>3</i>{}",
    "of another class": "<b class=number>{}</b><b class=badge>3</b>",
    "afloat": "{}<span style='float:right'>3</span>",
    "out of the line": "{}<span style='position: absolute; right: 0'>3</span>",
    "at a distance": "{}<span style='margin-left:8px'>3</span>",
    "a box in the line": "{}<span style='display:inline-block'>3</span>",
    "moved by itself": "{}<span style='translate:-9999px 0'>3</span>",
    "cut away to nothing": "{}<span style='clip-path:circle(0)'>3</span>",
    "masked": "{}<span style='-webkit-mask-image:linear-gradient(transparent,transparent)'>3</span>",
    "in an old small font": "{}<font size=1>3</font>",
    "in fields": "<input value='{}'><input value='3'>",
    "in another order": "<i style='float:right'>{}</i><i style='float:right'>3</i>",
    "in a line turned round": "<span style='display:inline-flex;flex-direction:row-reverse'><i>{}</i><i>3</i></span>",
    "out of the line within another": "{}<i><span style='position:absolute'>3</span></i>",
    "of a class within another": "<b><i class=badge>3</i></b>{}",
    "a box in a box": "<div style='display:flex'><span>{}</span><span>3</span></div>",
}


@pytest.mark.parametrize("way", BESIDE)
def test_numbers_right_beside_one_another(tmp_path: Path, way: str) -> None:
    """What a page sets apart from a number is not taken for its last figures."""
    report = _read(tmp_path, _cells(BESIDE[way].format))
    assert {State.TEXT} == {fact.state for fact in report.cells.values()}


def test_tables_in_tiny_type(tmp_path: Path) -> None:
    """Where all type is tiny, figures in elements of different styles are of one number."""
    small = "<span style='font-size:7.0pt'>{}</span><span lang=EN-US style='font-size:7.0pt;color:black'>{}</span>"
    report = _read(tmp_path, _cells(lambda text: small.format(text[:-1], text[-1])))
    assert VALUES == _values(report)


@pytest.mark.parametrize(
    "write",
    [
        "<b class=n>{}</b>",
        "<i class=n style='padding:0'>{}</i>",
        "<b>{}</b>",
        "<i style='transform: none; margin: 0'>{}</i>",
        "<b><i class=n>{}</i></b>",
    ],
)
def test_figures_in_elements_of_one_kind_are_one_number(tmp_path: Path, write: str) -> None:
    """Tools that put each figure into an element of its own give all of them the same looks."""
    assert VALUES == _values(_read(tmp_path, _cells(lambda text: "".join(map(write.format, text)))))


@pytest.mark.parametrize(("rule", "said"), [(".n::after", True), ("td .n:before", True), (".m::after", False)])
def test_figures_that_a_style_sheet_adds(tmp_path: Path, rule: str, *, said: bool) -> None:
    """What no text of the page holds cannot be read, and that is said where it concerns a table."""
    page = _page(article(DRAFT, cell=lambda text: f"<i class=n>{text}</i>"), f"<style>{rule}{{content:'4'}}</style>")
    assert said is any("网页样式" in one.text for one in _read(tmp_path, page).remarks)


@pytest.mark.parametrize("tag", ["dialog", "progress", "meter"])
def test_elements_whose_text_is_not_shown(tmp_path: Path, tag: str) -> None:
    """Closed boxes and gauges do not show what stands in them."""
    assert VALUES == _values(_read(tmp_path, _cells(lambda text: f"{text}<{tag}>3</{tag}>")))


def test_rows_of_boxes(tmp_path: Path) -> None:
    """Inline elements are cells where what they stand in lays them out as boxes."""
    page = re.sub(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", r"<span>\1</span>", WHOLE)
    page = re.sub(r"<(/?)tr>", r"<\1section>", page).replace("<section>", "<section style='display: flex'>")
    assert VALUES == _values(_read(tmp_path, _page(re.sub(r"</?table[^>]*>", "", page))))


def test_forms_between_rows(tmp_path: Path) -> None:
    """Rows that stand in a form within the table are rows of the table."""
    assert VALUES == _values(_read(tmp_path, _page(WHOLE.replace("<tr>", "<form action=x><tr>"))))


def test_elements_with_a_prefix(tmp_path: Path) -> None:
    """XHTML may put a prefix before the names of its elements."""
    page = re.sub(r"<(/?)(\w)", r"<\1h:\2", _page(WHOLE).replace("<meta charset=utf-8>", ""))
    page = page.replace("<h:html>", '<h:html xmlns:h="http://www.w3.org/1999/xhtml">')
    assert VALUES == _values(_read(tmp_path, f"<!DOCTYPE html>{page}"))


@pytest.mark.parametrize("name", ["data-to", "data-end-val", "data-count"])
def test_numbers_that_a_script_counts_up(tmp_path: Path, name: str) -> None:
    """They are no zeros: what they come to is read, and said to be."""
    report = _read(tmp_path, _cells(lambda text: f'<span {name}="{text}" data-speed="1500">0</span>'))
    assert VALUES == _values(report)
    assert any("脚本" in one.text for one in report.remarks)


SCRIPTS = {
    "by id": "<script>document.getElementById('n').innerText = '12';</script>",
    "by ids in a list": "<script>var all = {n: 12}; for (var k in all) { $('#' + k).html(all[k]); }</script>",
    "by an attribute": "<script src=vue.js></script><!-- v-text -->",
}


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.parametrize("value", ["0", "5"])
def test_numbers_that_a_script_writes(tmp_path: Path, kind: str, value: str) -> None:
    """A zero in their place says nothing; where the page was saved with the numbers, these are read."""
    key = "disclosure.rules.issued"
    name = "v-text=n" if "v-text" in SCRIPTS[kind] else "id=n"
    cell = f"<span {name}>{value}</span>"
    written = article(DRAFT, cell=lambda text: cell if text == DRAFT.values[key] else text)
    report = _read(tmp_path, _page(written + SCRIPTS[kind]))
    expected = State.UNREADABLE if value == "0" else State.NUMBER
    assert expected is report.cells[key].state
    assert VALUES == _values(report) | {key: VALUES[key]}


def test_scripts_that_write_elsewhere_say_nothing(tmp_path: Path) -> None:
    """A zero that no script names is a zero."""
    key = "disclosure.rules.issued"
    page = article(DRAFT, cell=lambda text: "<b id=n>0</b>" if text == DRAFT.values[key] else text)
    script = "<script>document.getElementById('hits').innerHTML = '12';</script>"
    assert State.ZERO is _read(tmp_path, _page(page + script)).cells[key].state


def test_attributes_that_count_cells_are_no_numbers(tmp_path: Path) -> None:
    """A zero whose cell is numbered is a zero."""
    key = "applications.new.natural_person"
    page = article(DRAFT.with_values(**{key: "0"})).replace("<td>0</td>", '<td data-num="3" data-row="2">0</td>')
    report = _read(tmp_path, _page(page))
    assert (State.ZERO, ()) == (report.fact(key).state, report.remarks)


def test_struck_text_is_said(tmp_path: Path) -> None:
    """How much was struck out stands in a remark."""
    assert any("带删除线" in one.text for one in _read(tmp_path, _cells(CELLS["struck"])).remarks)


SHEETS = {
    "small screens": "@media (max-width:768px){.a{display:none}.b{color:red}} @media print{.a{display:none}}",
    "within": ".menu .a{display:none}",
    "states": ".a:empty{display:none} .a.closed{display:none} /* .a{display:none} */",
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_rules_for_something_else_hide_nothing(tmp_path: Path, sheet: str) -> None:
    """Rules for small screens, printing, other places and states do not hide the article."""
    report = _read(tmp_path, _page(f"<div class=a>{WHOLE}</div>", f"<style>{SHEETS[sheet]}</style>"))
    assert VALUES == _values(report)
    assert () == report.remarks


def test_lists_of_selectors_and_ids_hide(tmp_path: Path) -> None:
    """A second article is hidden by its id, a third by a class named beside another."""
    other = article(distinct(2))
    body = f"<div id=old>{other}</div><div class=c>{other}</div><div>{WHOLE}</div>"
    assert VALUES == _values(_read(tmp_path, _page(body, "<style>.b, .c,#old{display:none}</style>")))


FOR_PHONES_FIRST = {
    "shown on wide screens": ".w{display:none} @media (min-width:768px){.w{display:block}.m{display:none}}",
    "hidden on wide screens": "@media (min-width:768px){.m{display:none}}",
    "hidden for all by another class": ".s{display:none} @media (min-width:768px){.w{display:flex}.m{display:none}}",
}


@pytest.mark.parametrize("sheet", FOR_PHONES_FIRST)
def test_an_article_of_a_page_made_for_phones_first(tmp_path: Path, sheet: str) -> None:
    """What rules for wide screens show and hide goes before what the others say."""
    body = f"<div class='s w'>{WHOLE}</div><div class=m>{article(distinct(2))}</div>"
    assert VALUES == _values(_read(tmp_path, _page(body, f"<style>{FOR_PHONES_FIRST[sheet]}</style>")))


def test_an_article_that_scripts_unveil(tmp_path: Path) -> None:
    """Where styles hide all of the article it is read, and that is said."""
    report = _read(tmp_path, _page(f"<div style='visibility:hidden;opacity:0'>{WHOLE}</div>"))
    assert VALUES == _values(report)
    assert ["hidden"] == [one.kind for one in report.remarks]


def test_panels_that_are_opened_by_clicks(tmp_path: Path) -> None:
    """Tables in panels that are closed are read with the others."""
    first, *others = WHOLE.split("<h2>") if "<h2>" in WHOLE else WHOLE.split("<p>")
    assert VALUES == _values(_read(tmp_path, _page(f"{first}<div hidden><p>{'<p>'.join(others)}</div>")))


UNRENDERED = {
    "data": f"<div id=app></div><script>window.data={json.dumps(WHOLE)}</script>",
    "shell": f"<p>加载中</p><script type='application/json'>{json.dumps(WHOLE, ensure_ascii=False)}</script>",
    "frames": "<frameset><frame src=a.html><frame src=b.html></frameset>",
    "frame": "<p>某县人民政府</p><iframe src='/a.html'></iframe>",
}


@pytest.mark.parametrize("kind", UNRENDERED)
def test_what_is_elsewhere_is_said(tmp_path: Path, kind: str) -> None:
    """A page without its article says why, and what to do."""
    with pytest.raises(DocumentError, match=r"(脚本写入|框架拼成).*请(用浏览器|在新标签页)"):
        _read(tmp_path, f"<html><body>{UNRENDERED[kind]}</body></html>")


def test_tables_that_scripts_write_are_said(tmp_path: Path) -> None:
    """Prose is read; that tables stand in a script is a remark."""
    text = (
        f"<h2>一、总体情况</h2><p>本机关依法公开政府信息，情况如下所述，全年没有发生变化。</p><script>{WHOLE}</script>"
    )
    assert any("由脚本写入" in one.text for one in _read(tmp_path, _page(text)).remarks)


def test_text_with_lines_of_its_own(tmp_path: Path) -> None:
    """In pre, line ends and tabs part rows and cells."""
    assert VALUES == _values(_read(tmp_path, f"<html><body><pre>{escape(as_text(DRAFT))}</pre></body></html>"))


@pytest.mark.parametrize(
    ("begin", "sheet"),
    [
        ('<p style="white-space:pre">', ""),
        ('<div style="color:red; white-space: pre-wrap;">', ""),
        ("<div class=text>", ".text{white-space:pre}"),
    ],
)
def test_text_that_a_style_has_keep_its_lines(tmp_path: Path, begin: str, sheet: str) -> None:
    """It is read as what stands in pre; in other text a line end is a blank."""
    body = f"{begin}{escape(as_text(DRAFT))}</{begin[1:4].strip()}>"
    assert VALUES == _values(_read(tmp_path, f"<html><style>{sheet}</style><body>{body}</body></html>"))


def test_tables_from_right_to_left(tmp_path: Path) -> None:
    """A table that is drawn from right to left has its first column at the right."""
    from lxml import html  # noqa: PLC0415 - used here alone

    root = html.fromstring(_page(WHOLE))
    for table in root.iter("table"):
        table.set("dir", "rtl")
        for row in table.iter("tr"):
            row.extend(reversed(list(row)))
    assert VALUES == _values(_read(tmp_path, html.tostring(root, encoding="utf-8")))


def _mail(*pages: str, head: str = "From: <Saved by Blink>\r\n", kind: str = "related") -> bytes:
    parts = "".join(
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{quopri.encodestring(one.encode()).decode()}\r\n"
        for one in pages
    )
    return f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="b"\r\n\r\n{parts}--b--\r\n'.encode()


def _sheet(number: int, body: str) -> str:
    """A sheet as a part of a packed workbook."""
    page = quopri.encodestring(f"<html><head><style>.x{{}}</style></head><body link=blue>{body}</body></html>".encode())
    return (
        f"--b\r\nContent-Location: file:///C:/1/book.files/sheet{number:03}.htm\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f"{page.decode()}\r\n"
    )


def test_a_packed_workbook(tmp_path: Path) -> None:
    """Excel packs a page of frames and one for each sheet: all sheets are read, in their order."""
    sections = re.split(r"(?=<p>[一二三四五六]、)", WHOLE)
    sheets = "".join(_sheet(at, one) for at, one in enumerate([f"<h1>{DRAFT.title}</h1>", *sections[1:]], 1))
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    report = _read(tmp_path, f"{head}{sheets}--b--\r\n".encode())
    assert VALUES == _values(report)
    assert [1, 2, 3, 4, 5, 6] == [section.index for section in report.sections if section.index]


@pytest.mark.parametrize(
    "frame", ["<frameset><frame src='cid:1'></frameset>", "<p>首页</p><iframe src='cid:1'></iframe>"]
)
def test_the_frame_of_a_packed_page(tmp_path: Path, frame: str) -> None:
    """Of the pages packed into one file the one with the tables is read."""
    assert VALUES == _values(_read(tmp_path, _mail(f"<html>{frame}</html>", _page(WHOLE))))


def test_a_mail(tmp_path: Path) -> None:
    """A mail that holds the page as one of its forms is read as that."""
    data = _mail(_page(WHOLE), head="Subject: 年报\r\nTo: a@x.cn\r\n", kind="alternative")
    assert VALUES == _values(_read(tmp_path, data))


FEEDS = {
    "rss": "<rss><channel><item><title>{}</title><description>{}</description></item></channel></rss>",
    "atom": "<feed><entry><title>{}</title><content type='html'>{}</content></entry></feed>",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_articles_of_feeds(tmp_path: Path, kind: str) -> None:
    """The article of a feed is mark-up written as text."""
    text = FEEDS[kind].format(DRAFT.title, escape(WHOLE))
    assert VALUES == _values(_read(tmp_path, f'<?xml version="1.0"?>{text}'))


def test_numbers_in_the_fields_of_a_form(tmp_path: Path) -> None:
    """What a field of several lines shows is read as that of a field of one line is."""
    page = _cells(lambda text: f"<textarea rows=1>{text}</textarea>")
    assert VALUES == _values(_read(tmp_path, page))


def test_an_article_for_screens_and_once_more_for_phones(tmp_path: Path) -> None:
    """Of two copies alike word for word one is read, and that is said."""
    report = _read(tmp_path, _page(f"<div class=pc>{WHOLE}</div><div class=phone>{WHOLE}</div>"))
    assert VALUES == _values(report)
    assert any("逐字相同" in one.text for one in report.remarks)


def test_two_articles_that_differ(tmp_path: Path) -> None:
    """Two articles that differ in one number are two reports."""
    other = WHOLE.replace(DRAFT.values["disclosure.licences.decided"], "7")
    with pytest.raises(DocumentError):
        _read(tmp_path, _page(f"<div class=pc>{WHOLE}</div><div class=phone>{other}</div>"))


@pytest.mark.parametrize("within", ["<iframe srcdoc='&lt;p&gt;'></iframe>", "<embed src='a.pdf'>"])
def test_tables_in_a_file_shown_within_the_page(tmp_path: Path, within: str) -> None:
    """Where a page has no table but shows another file, that this was not read is said."""
    text = "<p>本机关依法公开政府信息，情况如下所述，全年没有发生变化。</p>"
    assert any("内嵌" in one.text for one in _read(tmp_path, _page(f"{text}{within}")).remarks)


@pytest.mark.parametrize("drawing", ["<svg>" + 40 * "<text>12</text>" + "</svg>", "<canvas id='sheet'></canvas>"])
def test_tables_that_are_drawn_are_said(tmp_path: Path, drawing: str) -> None:
    """A table that the page draws as a picture cannot be read."""
    text = "<p>本机关依法公开政府信息，情况如下所述，全年没有发生变化。</p>"
    assert any("图形" in one.text for one in _read(tmp_path, _page(f"{text}{drawing}")).remarks)


def test_an_article_that_was_escaped_once_too_often(tmp_path: Path) -> None:
    """Mark-up that is written as text is read as the mark-up that it is where the page has no cells of its own."""
    assert VALUES == _values(_read(tmp_path, _page(f"<div>{escape(WHOLE)}</div>")))


def _rows() -> list[str | list[list[str]]]:
    """The report as paragraphs, and tables as lists of their rows."""
    blocks: list[str | list[list[str]]] = []
    for line in filter(None, as_text(DRAFT).splitlines()):
        last = blocks[-1] if blocks else None
        if "\t" not in line:
            blocks.append(line)
        elif isinstance(last, list):
            last.append(line.split("\t"))
        else:
            blocks.append([line.split("\t")])
    return blocks


def _lines() -> list[str]:
    return [line.replace("\t", " ").strip() for line in as_text(DRAFT).splitlines()]


JSON: dict[str, Callable[[], str]] = {
    "article": lambda: json.dumps({"code": 0, "data": {"title": DRAFT.title, "content": WHOLE}}),
    "handed to a function": lambda: f"show({json.dumps([{'title': DRAFT.title}, {'html': WHOLE}])});",
    "with slashes escaped": lambda: json.dumps({"t": DRAFT.title, "c": WHOLE}).replace("/", "\\/"),
    "paragraphs": lambda: json.dumps({"title": DRAFT.title, "content": "".join(map("<p>{}</p>".format, _lines()))}),
    "rows": lambda: json.dumps(_rows(), ensure_ascii=False, indent=1),
    "rows of cells": lambda: json.dumps(
        [one if isinstance(one, str) else [[{"text": text} for text in row] for row in one] for one in _rows()]
    ),
}


@pytest.mark.parametrize("kind", JSON)
def test_articles_and_rows_in_json(tmp_path: Path, kind: str) -> None:
    """What a site hands to its scripts is the page that these make of it; rows of cells are tables."""
    assert VALUES == _values(_read(tmp_path, JSON[kind]()))


def test_records_in_json(tmp_path: Path) -> None:
    """Rows whose columns have names are those of a table below these names."""
    rows = [
        {"信息内容": name, "本年制发件数": 3 + at, "本年废止件数": 0, "现行有效件数": 90 + at}
        for at, name in enumerate(("规章", "行政规范性文件"))
    ]
    report = _read(tmp_path, json.dumps({"标题": DRAFT.title, "二、主动公开政府信息情况": rows}))
    assert Decimal(90) == _values(report)["disclosure.rules.in_force"]


@pytest.mark.parametrize("text", ["{不是 JSON", "[附件] 说明", '{"a": 1} 之后还有文字'])
def test_text_that_begins_as_json_does(tmp_path: Path, text: str) -> None:
    """Braces alone make no JSON: a text is read as such."""
    from tests.builders import as_text  # noqa: PLC0415 - as above

    assert VALUES == _values(_read(tmp_path, f"{text}\n{as_text(DRAFT)}"))


def _styled(
    style: str, write: Callable[[str], str] = lambda text: f"<b>{text}</b><span class='old x' data-old=1>7</span>"
) -> str:
    """The page with a style sheet, each number written in some way."""
    cells = article(DRAFT, cell=lambda text: write(text) if text.isdigit() else escape(text))
    return _page(f"<div class=main id=zoom>{cells}</div>", f"<style>{style}</style>")


HIDING = {
    "by its place": "td span:nth-child(2){display:none}",
    "as the last": "td span:last-child{display:none}",
    "as each second": "td i + span:nth-of-type(2n+1), td > span{display:none}",
    "by an attribute": "span[data-old]{display:none} span[data-old='2']{display:inline}",
    "by what it is not": "td span:not(.new){display:none}",
    "behind another": "td b + span{display:none}",
    "somewhere behind another": "td b ~ span{visibility:hidden}",
    "by what it is": "span{display:none}",
    "all that is within": "td > *{display:none} td > b{display:inline}",
    "on screens": "@media screen{.old{display:none}}",
    "on wide screens": "@media only screen and (min-width: 768px){.old{display:none}}",
    "in new browsers": "@supports (display: grid){.old{display:none}}",
    "in a layer": "@layer base{span.old{display:none}}",
    "whatever else is said": ".old{display:none!important} #zoom table td span.old.x{display:inline}",
    "within a class": ".main .old{display:none}",
    "within an id": "#zoom .old{display:none!important}",
    "within a cell": "table td span.old{visibility:hidden}",
    "right within a cell": "td > .old.x{display:none}",
    "behind statements": '@charset "utf-8";@import url(a@2.css);\n.main .old{display:none}',
    "before an open comment": ".main .old{display:none} /* .main .old{display:inline}",
    "shown before": "span.old{display:inline} .main td .old{display:none}",
}
SHOWING = {
    "in another place": "td span:nth-child(3), td span:nth-of-type(2n){display:none}",
    "by another attribute": "span[data-old='2'], span[title]{display:none}",
    "not but what it is": "td span:not(.old){display:none}",
    "behind nothing": "b + span, b ~ span{display:none}",
    "on small screens": "@media (max-width: 600px){.old{display:none}}",
    "on screens wider than any": "@media (min-width: 4000px){.old{display:none}}",
    "on paper or where light is low": "@media print,(prefers-color-scheme: dark){.old{display:none}}",
    "in old browsers": "@supports not (display: grid){.old{display:none}}",
    "elsewhere": ".side .old{display:none}",
    "not right within": "tr > .old{display:none}",
    "shown by a stronger rule": ".main .old{display:none} #zoom .old{display:inline}",
    "shown by a later rule": ".main .old{display:none} .main .x{display:inline}",
    "on paper": "@media print{.main .old{display:none}}",
    "under the mouse": ".main .old:hover{display:none}",
}


ENDLESS = {
    "no rule": "x",
    "no rule behind one": "x{}y ",
    "comments": "/*",
    "statements": "@media ",
    "selectors": "a,b:not(c",
    "selectors within": ":is(",
    "values": "a{color",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_endless_style_sheet_says_nothing(tmp_path: Path, kind: str) -> None:
    """However often something begins that does not end, the sheet is gone through once."""
    sheet = ENDLESS[kind] * (150_000 // len(ENDLESS[kind]))
    page = _page(article(DRAFT), f"<style>{sheet}</style><style>{sheet}{{display:none}}</style>")
    assert VALUES == _values(_read(tmp_path, page))


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param("a{" * 50_000 + "b{display:none}" + "}" * 50_000, id="deep"),
        pytest.param(f".a{'b' * 290}{{{'&c{display:none}' * 10_000}}}", id="one within another"),
        pytest.param(f"{','.join(f'.a{at} .b' for at in range(60))}{{display:none}}" * 200, id="lists"),
    ],
)
def test_a_style_sheet_of_too_many_rules_is_followed_for_a_part(tmp_path: Path, sheet: str) -> None:
    """What it comes to when it is written out has an end, and so has the search for what its rules are of."""
    page = _page(article(DRAFT), f"<style>{sheet}</style>").replace("<td", "<td class=b")
    assert VALUES == _values(_read(tmp_path, page))


@pytest.mark.parametrize("kind", HIDING)
def test_numbers_hidden_by_where_they_stand(tmp_path: Path, kind: str) -> None:
    """A rule may name what an element stands in: what it hides is no part of a number."""
    assert VALUES == _values(_read(tmp_path, _styled(HIDING[kind])))


@pytest.mark.parametrize("kind", SHOWING)
def test_numbers_that_such_rules_do_not_hide(tmp_path: Path, kind: str) -> None:
    """What is shown after all is read."""
    page = _styled(SHOWING[kind], lambda text: f"<span class='old x' data-old=1>{text}</span>")
    assert VALUES == _values(_read(tmp_path, page))


def test_rows_hidden_by_where_they_stand(tmp_path: Path) -> None:
    """A row from which scripts make others is no row of the table."""
    row = "<tr class=sample><td>规章</td><td>7</td><td>7</td><td>7</td></tr>"
    page = _styled("table tr.sample{display:none}", str).replace("<tr>", f"{row}<tr>")
    assert VALUES == _values(_read(tmp_path, page))


GAPS = DRAFT.with_values(**dict.fromkeys(list(DRAFT.values)[12::6], ""))
"""The draft with blank cells in all of its tables."""
BLANK = {key: Decimal(value) if value else None for key, value in GAPS.values.items()}


def _standing(report: Report) -> dict[str, Decimal | None]:
    """The values of a report, those too that are doubted as sums do not hold beside blank cells."""
    return {key: fact.interval.low if fact.interval else None for key, fact in report.cells.items()}


SPAN = {"colspan": "grid-column:span", "rowspan": "grid-row:span"}


def _grids(page: str) -> str:
    """The page with its tables as grids of style sheets: their cells one after the other, merged by their styles."""
    page = re.sub(r"</?tr>", "", page)
    for name, style in SPAN.items():
        page = re.sub(rf' {name}="(\d+)"', rf" {style} \1;", page)
    page = re.sub(r"<td((?: grid-[^;]*;)*)>(.*?)</td>", r'<div style="\1">\2</div>', page)
    columns = iter((4, 10, 15))
    page = re.sub(
        r"<table[^>]*>",
        lambda _: f'<div style="display:grid; grid-template-columns: repeat({next(columns)}, 1fr)">',
        page,
    )
    return page.replace("</table>", "</div>")


@pytest.mark.parametrize("row", ["<div style='display:flex'>", "<ul>", "<section class=row>"])
def test_empty_boxes_are_blank_cells(tmp_path: Path, row: str) -> None:
    """What stands in rows of boxes stands in as many columns, be some of them empty."""
    page = re.sub(r"<td[^>]*>(.*?)</td>", r"<i>\1</i>", article(GAPS)).replace("<tr>", row)
    page = page.replace("</tr>", f"</{row.strip('<>').split()[0]}>")
    page = page.replace("<table", "<div").replace("</table>", "</div>")
    assert BLANK == _standing(_read(tmp_path, _page(page)))


def test_grids_of_style_sheets(tmp_path: Path) -> None:
    """Boxes that a style lays out in columns stand where a browser shows them."""
    assert BLANK == _standing(_read(tmp_path, _page(_grids(article(GAPS)))))


def test_grids_by_classes(tmp_path: Path) -> None:
    """What a grid and its boxes are is said by rules for their classes, or for what these stand in."""
    rules: dict[str, str] = {}

    def named(style: re.Match[str]) -> str:
        return f'class="{rules.setdefault(style[1], f"g{len(rules)}")}"'

    page = re.sub(r'style="([^"]*)"', named, _grids(article(GAPS)))
    sheet = "".join(f"div.all .{name}{{{said}}}" for said, name in rules.items())
    assert BLANK == _standing(_read(tmp_path, _page(f"<style>{sheet}</style><div class=all>{page}</div>")))


def test_a_box_wider_than_its_grid(tmp_path: Path) -> None:
    """It is as wide as the grid, as which it is drawn, and the page is read."""
    boxes = "".join(f"<span style='grid-column: span {9 if at == 3 else 1}'>{at}</span>" for at in range(12))
    page = f"<p>政府信息公开</p><div style='display:grid;grid-template-columns:repeat(3,1fr)'>{boxes}</div>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (grid,) = (block for block in read_document(tmp_path / "page.html").blocks if isinstance(block, Grid))
    assert [["0", "1", "2"], ["3"], ["4", "5", "6"], ["7", "8", "9"], ["10", "11"]] == [
        [cell.text for cell in row] for row in grid.rows
    ]


FRAMES: dict[str, Callable[[str], str]] = {
    "srcdoc": lambda table: f'<iframe srcdoc="{escape(table)}"></iframe>',
    "an address": lambda table: f'<object data="data:text/html;charset=utf-8,{quote(table)}"></object>',
    "letters": lambda table: f'<iframe src="data:text/html;base64,{b64encode(table.encode()).decode()}"></iframe>',
}


@pytest.mark.parametrize("way", FRAMES)
def test_frames_that_the_page_holds_itself(tmp_path: Path, way: str) -> None:
    """A frame whose page is an attribute of it, or the address itself, shows that page."""
    page = re.sub(r"<table.*?</table>", lambda one: FRAMES[way](one[0]), WHOLE, flags=re.DOTALL)
    assert VALUES == _values(_read(tmp_path, _page(page)))


def test_text_of_xhtml_that_stands_as_it_is(tmp_path: Path) -> None:
    """In a page that says that it is XML it is text, whatever signs stand in it."""
    page = _cells(lambda text: f"<![CDATA[{text}]]>")
    assert VALUES == _values(_read(tmp_path, f'<?xml version="1.0" encoding="utf-8"?>{page}'))


def _with_column(page: str, first: int, *values: str) -> str:
    """The page with a column behind the total of the second table, its values in turn."""
    before, table, *after = re.split(r"(?<=</table>)", page)
    rows = table.split("</tr>")
    rows[0] += "<td rowspan=3>上年总计</td>"
    for at in range(first, len(rows) - 1):
        rows[at] += f"<td>{values[at % len(values)]}</td>"
    return "".join([before, "</tr>".join(rows), *after])


@pytest.mark.parametrize("values", [("3",), ("3", ""), ("12.5%", "8%", "")])
def test_a_further_column_beside_blank_cells(tmp_path: Path, values: tuple[str, ...]) -> None:
    """What stands behind the total is no value of the form, be as many cells blank as there are such columns."""
    assert BLANK == _standing(_read(tmp_path, _page(_with_column(article(GAPS), 3, *values))))


def test_a_further_column_without_names(tmp_path: Path) -> None:
    """Where the header does not name the columns no row with a blank cell has its values for certain."""
    page = _with_column(article(GAPS), 3, "3").replace("商业企业", "公司").replace("科研机构", "院所")
    found = _read(tmp_path, _page(page)).cells
    assert [] == [key for key, value in BLANK.items() if (one := found[key]).exact and one.exact.low != value]


def _with_column_amid(page: str, name: str | None, *, wide: bool) -> str:
    """The page with a column behind the third of the second table, named or not, below a header as wide or not."""
    before, table, *after = re.split(r"(?<=</table>)", page)
    table = re.sub(
        r"(?<=>)商业企业</td>", lambda found: found[0] + (f"<td>{name}</td>" if name is not None else ""), table
    )
    if wide:
        table = table.replace('colspan="7"', 'colspan="8"').replace('colspan="5"', 'colspan="6"')
    rows = [re.sub(r"((?:<td>[^<]*</td>){5})$", r"<td>7</td>\1", row) for row in table.split("</tr>")]
    return "".join([before, "</tr>".join([*table.split("</tr>")[:3], *rows[3:]]), *after])


def test_a_column_amid_the_others(tmp_path: Path) -> None:
    """What stands below a name of its own is no value of the form."""
    assert VALUES == _values(_read(tmp_path, _page(_with_column_amid(WHOLE, "上年", wide=True))))


@pytest.mark.parametrize(("name", "wide"), [(None, True), (None, False), ("", True)])
def test_a_column_amid_the_others_without_a_name(tmp_path: Path, name: str | None, wide: bool) -> None:  # noqa: FBT001 - a case
    """Where the header is narrower than the rows, or does not name a column, none stands below its own for certain."""
    found = _read(tmp_path, _page(_with_column_amid(WHOLE, name, wide=wide))).cells
    assert [] == [key for key, value in VALUES.items() if (one := found[key]).exact and one.exact.low != value]


def test_a_value_before_the_only_one_of_a_row(tmp_path: Path) -> None:
    """Below the one name of a header two values of a row may both stand; those of other rows are read."""
    found = _values(_read(tmp_path, _page(WHOLE.replace("<td>行政许可</td>", "<td>行政许可</td><td>5</td>"))))
    assert found["disclosure.licences.decided"] is None
    assert VALUES["disclosure.penalties.decided"] == found["disclosure.penalties.decided"]


def test_two_rows_of_one_name(tmp_path: Path) -> None:
    """Where two rows may be the same of the form, and differ, it is doubted; one that says the same is no doubt."""
    row = re.search(r"<tr><td[^>]*>（七）总计.*?</tr>", WHOLE)
    assert row
    other = re.sub(r"<td>\d+</td>", "<td>9</td>", row[0]).replace("（七）总计", "合计")
    key = "applications.processed.business"
    assert State.DOUBTFUL is _read(tmp_path, _page(WHOLE.replace(row[0], other + row[0]))).cells[key].state
    assert VALUES == _values(_read(tmp_path, _page(WHOLE.replace(row[0], row[0] * 2))))


def test_a_table_again_right_behind_itself(tmp_path: Path) -> None:
    """A table whose columns stay in sight is there twice: one is read and that is said; one that differs counts."""
    page = re.sub(
        r"<table.*?</table>", lambda one: f"<div>{one[0]}</div><div class=fixed>{one[0]}</div>", WHOLE, flags=re.DOTALL
    )
    report = _read(tmp_path, _page(page))
    assert VALUES == _values(report)
    assert any("紧接着出现两次" in one.text for one in report.remarks)
    with pytest.raises(DocumentError):
        _read(tmp_path, _page(page.replace(DRAFT.values["applications.new.total"], "7", 1)))


def test_a_title_of_two_lines_before_the_article(tmp_path: Path) -> None:
    """The unit on a line of its own belongs to the title below it."""
    unit, rest = DRAFT.unit, DRAFT.title.removeprefix(DRAFT.unit)
    head = f"<p>首页 &gt; 年报</p><p class=MsoNormal><b>{unit}</b></p><p class=MsoNormal>{rest}</p>"
    report = _read(tmp_path, f"<html><body>{head}<div>{WHOLE}</div></body></html>")
    assert (DRAFT.unit, DRAFT.year) == (report.unit, report.year)


def test_a_sheet_shown_with_its_rulers(tmp_path: Path) -> None:
    """The letters above its columns and the numbers beside its rows are none of its cells."""
    lines = [line.split("\t") for line in as_text(DRAFT).splitlines() if line.strip()]
    letters = "".join(f"<th>{chr(ord('A') + at)}</th>" for at in range(15))
    rows = (
        f"<tr><th>{at}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in (*line, *[''] * (15 - len(line))))}</tr>"
        for at, line in enumerate(lines, 1)
    )
    page = _page(f"<table><thead><tr><th></th>{letters}</tr></thead><tbody>{''.join(rows)}</tbody></table>")
    assert VALUES == _values(_read(tmp_path, page))
