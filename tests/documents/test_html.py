"""Web pages in the styles of government sites: every cell exact, the article without the page's furniture."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from html import escape
from pathlib import Path

import pytest

from tests.builders import Draft
from tests.pages import article, distinct, page, site, table
from workbench.documents import BlockPlace, Document, Grid, Paragraph, read_document
from workbench.errors import DocumentError
from workbench.reports import Report, recognise
from workbench.values import State


def _read(tmp_path: Path, text: str | bytes, name: str = "报告.html") -> Document:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def _word_cell(text: str) -> str:
    """A cell as Word exports it: empty paragraphs of namespace o, and runs that cut numbers."""
    runs = "".join(f"<span lang=EN-US style='font-size:10.5pt'>{escape(mark)}</span>" for mark in text)
    return f"<p class=MsoNormal align=center style='mso-line-height-rule:exactly'>{runs}<o:p></o:p></p>"


def _nested_cell(text: str) -> str:
    return f"<table width=100%><tr><td><div><font size=2>&nbsp;{escape(text)}&nbsp;</font></div></td></tr></table>"


def _unclosed(draft: Draft) -> str:
    return article(draft).replace("</td>", "").replace("</tr>", "").replace("</p>", "").replace("<td", "<TD")


def _laid_out(draft: Draft) -> str:
    inner = f"<table><tr><td>{article(draft)}</td></tr></table>"
    return f"<table width=960><tr><td width=200>导航</td><td>{inner}</td></tr></table>"


def _with_head_and_foot(draft: Draft) -> str:
    """Tables with a head, and a foot that is written before the body."""
    text = article(draft)
    for found in text.split("<table")[1:]:
        whole = "<table" + found.split("</table>")[0]
        rows = whole.split("<tr>")
        head, body, foot = rows[1], rows[2:-1], rows[-1]
        made = f"<thead><tr>{head}</thead><tfoot><tr>{foot}</tfoot><tbody><tr>{'<tr>'.join(body)}</tbody>"
        text = text.replace(whole, rows[0] + made)
    return text


def _cut_in_two(draft: Draft) -> str:
    """The second table cut into two before a group of rows."""
    return article(draft).replace('<tr><td rowspan="3">（四）', '</table><p></p><table><tr><td rowspan="3">（四）')


STYLES: dict[str, Callable[[Draft], str]] = {
    "plain": page,
    "site": site,
    "word": lambda draft: site(draft, article(draft, "<p class=MsoNormal><span>{}</span><o:p></o:p></p>", _word_cell)),
    "nested": lambda draft: site(draft, article(draft, cell=_nested_cell)),
    "unclosed": lambda draft: site(draft, _unclosed(draft)),
    "layout": lambda draft: page(draft, _laid_out(draft)),
    "breaks": lambda draft: site(draft, article(draft, "　　{}<br>")),
    "divs": lambda draft: site(draft, article(draft, "<div>&nbsp;&nbsp;<b>{}</b></div>")),
    "head": lambda draft: site(draft, _with_head_and_foot(draft)),
    "cut": lambda draft: site(draft, _cut_in_two(draft)),
    "hidden": lambda draft: site(draft, article(draft, cell=lambda text: f"{text}<b style='display: none'>9</b>")),
    "fields": lambda draft: site(
        draft, article(draft, cell=lambda text: f"<input value='{text}'>" if text.isdigit() else text)
    ),
    "xhtml": lambda draft: '<?xml version="1.0" encoding="utf-8"?>' + page(draft),
    "headings": lambda draft: site(draft, article(draft).replace("<p>一、", "<h2>一、")),
}


def _exact(draft: Draft, report: Report) -> None:
    found = {key: (fact.raw, fact.state) for key, fact in report.cells.items()}
    assert {key: (value, State.NUMBER) for key, value in draft.values.items()} == found


@pytest.mark.parametrize("style", STYLES)
def test_every_cell_of_every_style(tmp_path: Path, style: str) -> None:
    """All 200 cells are read as they stand, and unit, year and sections are found."""
    draft = distinct(len(style))
    report = recognise(_read(tmp_path, STYLES[style](draft)))
    _exact(draft, report)
    assert (draft.unit, 2023, 6) == (report.unit, report.year, len(report.headings))


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """The content tells the encoding, whatever the page declares."""
    draft = distinct(7)
    _exact(draft, recognise(_read(tmp_path, site(draft).encode(encoding))))


def test_the_narrative_is_the_article_alone(tmp_path: Path) -> None:
    """Sections hold what the draft says, and the page's furniture stands in the margins."""
    draft = distinct()
    document = _read(tmp_path, site(draft))
    report = recognise(document)
    for number, section in zip("一二三四五六", report.sections[1:], strict=True):
        assert "\n".join(draft.texts.get(number, ())) == section.text
    margins = "".join(paragraph.text for paragraph in document.margins)
    assert all(word in margins for word in ("栏目3", "备案号", "发布时间", "上一篇"))
    assert "9999" not in margins + "".join(section.text for section in report.sections)


def test_date_and_publisher(tmp_path: Path) -> None:
    """Both are read from the line of metadata, from meta elements, and from the index above a document."""
    draft = distinct()
    document = _read(tmp_path, site(draft))
    assert (date(2024, 1, 25), "青石县水利局") == (document.published, document.publisher)
    stated = '<meta name="PubDate" content="2024-02-01 09:00"><meta name="ContentSource" content="某局"></head>'
    document = _read(tmp_path, page(draft).replace("</head>", stated))
    assert (date(2024, 2, 1), "某局") == (document.published, document.publisher)
    index = "<table><tr><td>索引号：</td><td>1234</td><td>发布日期：</td><td>2024年3月5日</td></tr></table>"
    assert date(2024, 3, 5) == _read(tmp_path, site(draft, index + article(draft)).replace("2024-01-25", "")).published


@pytest.mark.parametrize(
    "head",
    [
        "<title>青石县水利局2023年政府信息公开工作年度报告</title>",
        "<title>青石县水利局2023年政府信息公开工作年度报告_信息公开年报_青石县人民政府门户网站</title>",
        "<title>青石县人民政府-青石县水利局2023年政府信息公开工作年度报告</title>",
        '<title>年报</title><meta name="ArticleTitle" content="青石县水利局2023年政府信息公开工作年度报告">',
    ],
)
def test_an_article_without_title_is_named_by_its_page(tmp_path: Path, head: str) -> None:
    """What a page calls itself names unit and year where its text does not; it is no title of the text."""
    report = recognise(_read(tmp_path, re.sub("<title>.*</h1>", f"{head}</head><body>", page(distinct()))))
    assert ("青石县水利局", 2023, "") == (report.unit, report.year, report.title)


def test_what_a_page_is_called_overrules_no_title(tmp_path: Path) -> None:
    """The name of the page may have been left from another report, or name the site alone."""
    for name in ("青石县财政局2022年政府信息公开工作年度报告", "青石县人民政府"):
        report = recognise(_read(tmp_path, re.sub("<title>.*</title>", f"<title>{name}</title>", page(distinct()))))
        assert ("青石县水利局", 2023) == (report.unit, report.year)
    unnamed = re.sub("<title>.*</h1>", "<title>政府信息公开年报</title></head><body>", page(distinct()))
    report = recognise(_read(tmp_path, unnamed))
    assert ("", 0) == (report.unit, report.year)


def test_a_blank_total_of_a_page_is_the_reports_own(tmp_path: Path) -> None:
    """Its cell stands there, so that the other numbers of a line without labels keep their columns."""
    draft = distinct().with_values(**{"disputes.review.total": ""})
    report = recognise(_read(tmp_path, page(draft)))
    due = {key: (value, State.NUMBER if value else State.BLANK) for key, value in draft.values.items()}
    assert due == {key: (fact.raw, fact.state) for key, fact in report.cells.items()}


def test_places(tmp_path: Path) -> None:
    """A cell is named by its block, in words by which table that is, and by the row and column that it is drawn in."""
    draft = distinct()
    document = _read(tmp_path, page(draft))
    report = recognise(document)
    fact = report.fact("applications.granted.natural_person")
    assert isinstance(fact.location, BlockPlace)
    block = document.blocks[fact.location.block - 1]
    assert isinstance(block, Grid)
    assert 4 == fact.location.cell_column
    tables = [one for one in document.blocks[: fact.location.block] if isinstance(one, Grid)]
    assert f"第{len(tables)}张表格第{fact.location.cell_row}行第4格" in str(fact.location)
    assert [fact.raw] == [cell.text for row in block.rows for cell in row if cell.location == fact.location]
    first = next(one for one in document.blocks if isinstance(one, Paragraph))
    assert BlockPlace(1) == first.location


def test_numbers_of_a_cell_are_never_run_together(tmp_path: Path) -> None:
    """Two numbers in one cell are no number."""
    draft = distinct()
    value = draft.values["applications.new.total"]
    for between in ("<br>", "</p><p>", "</div><div>", " "):
        text = page(draft).replace(f"<td>{value}</td>", f"<td>{value}{between}3</td>")
        fact = recognise(_read(tmp_path, text)).fact("applications.new.total")
        assert fact.exact is None, between


def test_spans_that_are_nonsense(tmp_path: Path) -> None:
    """Spans of nothing, of a thousand columns and of words neither move a value nor take long."""
    draft = distinct()
    for span in ('colspan="0"', 'colspan="1000000"', "rowspan=-3", 'rowspan="viel"', 'rowspan="99999999999"'):
        value = draft.values["applications.granted.business"]
        text = page(draft).replace(f"<td>{value}</td>", f"<td {span}>{value}</td>")
        report = recognise(_read(tmp_path, text))
        for key, fact in report.cells.items():
            assert fact.exact is None or fact.raw == draft.values[key]


def test_lists_show_their_numbers(tmp_path: Path) -> None:
    """What a browser writes before the items of a list is read too."""
    document = _read(tmp_path, "<ol start=2><li>甲项工作。</li><li><p>乙项工作。</p></li></ol><ul><li>丙</li></ul>")
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert ["2. 甲项工作。", "3. 乙项工作。"] == texts[:2]


def test_tables_as_images_and_attachments(tmp_path: Path) -> None:
    """Where the tables are pictures, or a file to be loaded, this is said."""
    draft = distinct()
    body = article(draft, drawn=lambda *_: '<p><img src="a.png"></p>')
    document = _read(tmp_path, site(draft, body + '<p><a href="/x/f.xlsx">附件：统计表.xlsx</a></p>'))
    assert "3张图片" in document.remarks[0].text
    assert "统计表.xlsx" in document.remarks[1].text


def test_mhtml(tmp_path: Path) -> None:
    """A page packed by a browser is unpacked, whatever its transfer encoding."""
    from email.mime.image import MIMEImage  # noqa: PLC0415 - only here
    from email.mime.multipart import MIMEMultipart  # noqa: PLC0415 - only here
    from email.mime.text import MIMEText  # noqa: PLC0415 - only here

    draft = distinct(3)
    for charset in ("utf-8", "gbk"):
        packed = MIMEMultipart("related")
        packed.attach(MIMEText(site(draft), "html", charset))
        packed.attach(MIMEImage(b"\x89PNG\r\n", "png"))
        _exact(draft, recognise(_read(tmp_path, packed.as_bytes(), "报告.mht")))


def test_hostile_pages(tmp_path: Path) -> None:
    """Endless nesting, bombs of entities and of cells end in a message or in a page without figures, and soon."""
    bombs = [
        b"<html>" + b"<div>" * 200_000,
        b"<table>" + b"<tr><td>" * 50_000,
        b"<table><tr>" + b"<td>1" * 300_000,
        b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><p>&b;</p>',
        b"<html><script>" + b"x" * 100_000,
        b"<html><body></body></html>",
    ]
    for bomb in bombs:
        with suppress(DocumentError):
            assert len(_read(tmp_path, bomb).blocks) < 10


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """Entities from elsewhere are not resolved."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>正文&x;。</p></body></html>'
    document = _read(tmp_path, text)
    assert "机密" not in str(document.blocks)


def test_damaged_pages_are_never_silently_wrong(tmp_path: Path) -> None:
    """With tags and cells lost at random, a cell is right, doubtful or missing."""
    rng = random.Random(5)
    for seed in range(12):
        draft = distinct(seed)
        marks = site(draft).split("<")
        for _ in range(4):
            at = rng.randrange(60, len(marks))
            marks[at] = marks[at].partition(">")[2] if marks[at].startswith("/") else marks[at]
        report = recognise(_read(tmp_path, "<".join(marks)))
        wrong = [key for key, fact in report.cells.items() if fact.exact is not None and fact.raw != draft.values[key]]
        assert not wrong


def test_table_is_as_the_form_draws_it() -> None:
    """The writer of these tests merges cells as the form does."""
    draft = distinct()
    assert 'rowspan="8"' in table(draft, draft.form.table("applications"))


def test_a_text_with_tables_of_html_in_it(tmp_path: Path) -> None:
    """Blank lines part the paragraphs of Markdown whose tables are HTML."""
    path = tmp_path / "报告.md"
    drawn = "<table><tr><td>规章</td><td>3</td></tr></table>"
    path.write_text(f"# 标题\n\n一、总体情况\n\n正文。\n\n{drawn}\n\n二、其他\n", "utf-8")
    texts = [block.text for block in read_document(path).blocks if isinstance(block, Paragraph)]
    assert ["# 标题", "一、总体情况", "正文。", "二、其他"] == texts
