"""Web pages: the styles of sites, of Word, of WPS and Excel, and what browsers put up with."""

from __future__ import annotations

import base64
import quopri
import random
from collections.abc import Callable
from functools import partial
from html import escape
from itertools import pairwise

from benchmarks.appearances.tables import Box, Look, Rows, cut, tables
from tests.builders import Draft

Content = Callable[[Box], str]
Drawn = Callable[[Rows], str]


def content(box: Box) -> str:
    """The text of a box with its line breaks."""
    return escape(box.text).replace("\n", "<br>")


def spans(box: Box) -> str:
    """The attributes of a merged box."""
    across = f" colspan={box.across}" if box.across > 1 else ""
    return across + (f' rowspan="{box.down}"' if box.down > 1 else "")


def table(rows: Rows, inner: Content = content, attributes: str = ' border="1" cellspacing="0"', cell: str = "") -> str:
    """A table as a person writes it."""
    made = ("".join(f"<td{spans(box)}{cell}>{inner(box)}</td>" for box in row) for row in rows)
    return f"<table{attributes}>\n" + "\n".join(f"<tr>{row}</tr>" for row in made) + "\n</table>"


def article(draft: Draft, rng: random.Random, drawn: Drawn = table, paragraph: str = "<p>　　{}</p>\n") -> str:
    """The sections with their tables, without the title."""
    made, parts = tables(draft, Look.drawn(rng), rng), []
    for section in draft.form.sections:
        parts.append(paragraph.format(f"{section.number}、{section.heading}"))
        parts += [paragraph.format(escape(text)) for text in draft.texts.get(section.number, ())]
        if section.number in made:
            parts.append(drawn(made[section.number]))
    return "".join(parts)


def page(draft: Draft, body: str, head: str = "", title: str = "<h1>{}</h1>") -> str:
    """A page with its title above the body."""
    top = title.format(draft.title)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{draft.title}</title>{head}</head>\n'
        f"<body>{top}\n{body}</body></html>"
    )


def plain(draft: Draft, rng: random.Random) -> bytes:
    """A page as a template of a site gives it, with a head of th cells."""

    def drawn(rows: Rows) -> str:
        first, rest = rows[:1], rows[1:]
        head = "".join(f"<th{spans(box)}>{content(box)}</th>" for box in first[0])
        return table(rest).replace("<tr>", f"<tr>{head}</tr><tr>", 1)

    return page(draft, article(draft, rng, drawn)).encode()


# -- office programs --------------------------------------------------------------------------------------

_WORD_HEAD = """<meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if gte mso 9]><xml>
<w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--><style><!--
 p.MsoNormal, li.MsoNormal{mso-style-parent:"";font-size:16.0pt;font-family:仿宋_GB2312;} td{mso-width-source:auto}
--></style>"""


def _split(text: str, rng: random.Random, run: str) -> str:
    """A text in several runs, cut anywhere."""
    cuts = sorted(rng.sample(range(1, len(text)), min(2, len(text) - 1))) if len(text) > 1 else []
    edges = [0, *cuts, len(text)]
    return "".join(run.format(escape(text[a:b])) for a, b in pairwise(edges))


def word(draft: Draft, rng: random.Random) -> bytes:
    """Word's own page: runs split within words and numbers, conditional comments, o:p, columns that support merging."""
    run = "<span\nlang=EN-US style='font-size:10.5pt;mso-hansi-font-family:宋体'>{}</span>"

    def inner(box: Box) -> str:
        lines = box.text.split("\n")
        runs = "<br>".join(_split(line, rng, run) for line in lines)
        return (f"<p class=MsoNormal align=center style='text-align:center;mso-element:frame'>{runs}"
                f"<span lang=EN-US><o:p>{'' if box.text else '&nbsp;'}</o:p></span></p>")  # fmt: skip

    def drawn(rows: Rows) -> str:
        made = table(
            rows,
            inner,
            " class=MsoNormalTable border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'",
            " width=57 style='width:42.6pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'",
        )
        width = sum(box.across for box in rows[0])
        empty = "".join("<td width=57 style='border:none'></td>" for _ in range(width))
        support = f"<![if !supportMisalignedColumns]><tr height=0>{empty}</tr><![endif]>"
        return f"<div align=center>{made.replace('</table>', support + '</table>')}</div>"

    body = article(draft, rng, drawn, "<p class=MsoNormal style='text-indent:32.0pt'>"
                   "<a name=\"_Toc1\"></a><span style='font-family:仿宋_GB2312'>{}<o:p></o:p></span></p>\n")  # fmt: skip
    return page(draft, f"<div class=WordSection1>{body}</div>", _WORD_HEAD).replace(
        "<html ", '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" ', 1
    ).encode()  # fmt: skip


def wps(draft: Draft, rng: random.Random) -> bytes:
    """A page that WPS pasted into an editor: every run its own span, spaces around the numbers, bold labels."""

    def inner(box: Box) -> str:
        text = escape(box.text).replace("\n", "</span></p><p class=MsoNormal align=center><span>")
        pad = rng.choice(["", "&nbsp;", "&nbsp;&nbsp;"])
        run = f"<span style=\"mso-spacerun:'yes';font-family:仿宋_GB2312;font-size:10.5000pt;\">{pad}{text}</span>"
        return f'<p class=MsoNormal align=center style="text-align:center;"><b>{run}</b></p>'

    drawn = partial(
        table, inner=inner, attributes=' class="MsoTableGrid" style="border-collapse:collapse;border:none;"'
    )
    paragraph = (
        '<p class=MsoNormal style="text-indent:32.0000pt;"><span style="mso-spacerun:\'yes\';font-family:仿宋;">'
        '<font face="仿宋_GB2312">{}</font></span></p>\n'
    )
    return page(draft, f"<!--StartFragment-->{article(draft, rng, drawn, paragraph)}<!--EndFragment-->").encode()


def excel(draft: Draft, rng: random.Random) -> bytes:
    """A page that Excel saved: x:num, columns, hidden rows below, merged by mso-ignore."""

    def inner(box: Box) -> str:
        return content(box)

    def drawn(rows: Rows) -> str:
        width = sum(box.across for box in rows[0])
        made = table(
            rows,
            inner,
            " border=0 cellpadding=0 cellspacing=0 width=720 style='border-collapse:collapse'",
            " class=xl65 x:num style='border-top:none;mso-ignore:colspan'",
        )
        gone = "".join(f"<td>{n + 7}</td>" for n in range(width))
        made = made.replace("<tr>", f"<col width=72 span={width}><tr height=18>", 1)
        return made.replace("</table>", f"<tr style='display:none'>{gone}</tr></table>")

    head = "<meta name=ProgId content=Excel.Sheet><style>td{mso-number-format:General;}.xl65{text-align:center}</style>"
    return page(draft, article(draft, rng, drawn), head).encode()


# -- tables within tables ---------------------------------------------------------------------------------


def layout(draft: Draft, rng: random.Random) -> bytes:
    """A page laid out by tables: the article is a cell, three tables deep."""
    wrap = "<table width=100%><tr><td width=20%>栏目导航<br>首页</td><td>{}</td></tr></table>"
    body = article(draft, rng, lambda rows: f"<table><tr><td align=center>{table(rows)}</td></tr></table>")
    inner = wrap.format(
        f"<table><tbody><tr><td><h2>{draft.title}</h2></td></tr><tr><td>{body}</td></tr></tbody></table>"
    )
    foot = "<table><tr><td>主办单位：某县人民政府</td><td>电话：0000-1234567</td></tr></table>"
    return page(draft, wrap.format(inner) + foot, title="").encode()


def nested(draft: Draft, rng: random.Random) -> bytes:
    """Numbers that stand each in a table of one cell."""

    def inner(box: Box) -> str:
        if not box.key:
            return content(box)
        return f"<table width=100%><tr><td align=center><div>{content(box)}</div></td></tr></table>"

    return page(draft, article(draft, rng, partial(table, inner=inner))).encode()


def halves(draft: Draft, rng: random.Random) -> bytes:
    """Tables cut in two, the second with the head again or without it."""

    def drawn(rows: Rows) -> str:
        if len(rows) < 20:
            return table(rows)
        return "<p></p>".join(map(table, cut(rows, rng.randint(9, 24), rng.choice([0, 3]))))

    return page(draft, article(draft, rng, drawn)).encode()


def flat(draft: Draft, rng: random.Random) -> bytes:
    """Merged boxes written as empty cells: no spans at all."""

    def drawn(rows: Rows) -> str:
        from benchmarks.appearances.tables import grid  # noqa: PLC0415 - used here alone

        lines = ("".join(f"<td>{content(box) if box else '&nbsp;'}</td>" for box in row) for row in grid(rows))
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"

    return page(draft, article(draft, rng, drawn)).encode()


# -- what browsers put up with ----------------------------------------------------------------------------


def unclosed(draft: Draft, rng: random.Random) -> bytes:
    """Tags in capitals that are never closed."""

    def drawn(rows: Rows) -> str:
        lines = ("".join(f"<TD{spans(box).upper()}>{content(box)}\n" for box in row) for row in rows)
        return "<TABLE BORDER=1>\n" + "".join(f"<TR>{line}" for line in lines) + "</TABLE>\n"

    body = article(draft, rng, drawn, "<P>{}\n")
    return f"<HTML><HEAD><TITLE>{draft.title}</TITLE><BODY><CENTER><FONT SIZE=5>{draft.title}</FONT></CENTER>{body}".encode()


def odd(draft: Draft, rng: random.Random) -> bytes:
    """Heads in thead, feet in tfoot, spans that reach too far, that are no numbers, rows without cells."""

    def attributes(at: int, many: int, box: Box) -> str:
        down = box.down if at + box.down < many else box.down + 9
        return f" colspan='{box.across} ' rowspan=0{down}" if down > 1 else f' colspan="{box.across}" rowspan="x"'

    def drawn(rows: Rows) -> str:
        many = len(rows)
        lines = [
            "".join(f"<td{attributes(at, many, box)}>{content(box)}</td>" for box in row) for at, row in enumerate(rows)
        ]
        made = [f"<tr>{line}</tr>" for line in lines]
        head = 3 if many > 20 else 1
        return (f"<table><caption>统计表</caption><colgroup><col><col></colgroup><thead>{''.join(made[:head])}</thead>"
                f"<tbody>{''.join(made[head:-1])}</tbody><tbody></tbody><tfoot>{made[-1]}</tfoot></table>")  # fmt: skip

    return page(draft, article(draft, rng, drawn)).encode()


def marked(draft: Draft, rng: random.Random) -> bytes:
    """Numbers as entities, full-width or with separators of thousands, in fonts and bold."""

    def inner(box: Box) -> str:
        if not box.key:
            return content(box)
        kind = rng.choice(["entity", "wide", "comma", "font", "space"])
        if kind == "entity":
            return "".join(f"&#{ord(one)};" if rng.random() < 0.5 else f"&#x{ord(one):x};" for one in box.text)
        if kind == "wide":
            return box.text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        if kind == "comma" and "." not in box.text:
            return f"{int(box.text):,}"
        return f"<font color=red><b>{box.text}</b></font>" if kind == "font" else f"\n\t  {box.text}&nbsp; \n"

    return page(draft, article(draft, rng, partial(table, inner=inner))).encode()


def xhtml(draft: Draft, rng: random.Random) -> bytes:
    """XHTML with its declaration, sections of CDATA and empty elements closed."""
    body = article(draft, rng, lambda rows: table(rows).replace("<br>", "<br/>").replace("border", "summary='' border"))
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n'
    script = "<script type='text/javascript'>//<![CDATA[\nvar a = '<table><tr><td>9</td></tr></table>';\n//]]></script>"
    return (
        f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{draft.title}</title>{script}</head>'
        f"<body><h3>{draft.title}</h3>{body}<br/></body></html>"
    ).encode()


def boxes(draft: Draft, rng: random.Random) -> bytes:
    """Tables made of div elements that a style sheet sets as a table; its covered places are empty."""

    def drawn(rows: Rows) -> str:
        from benchmarks.appearances.tables import grid  # noqa: PLC0415 - as above

        lines = ("".join(f'<div class="td">{content(box) if box else ""}</div>' for box in row) for row in grid(rows))
        return '<div class="table">' + "".join(f'<div class="tr">{line}</div>\n' for line in lines) + "</div>"

    style = "<style>.table{display:table}.tr{display:table-row}.td{display:table-cell;border:1px solid}</style>"
    return page(draft, article(draft, rng, drawn), style).encode()


def apart(draft: Draft, rng: random.Random) -> bytes:
    """Table four as two tables, one for reviews and one for lawsuits, as sites with narrow templates set it."""

    def drawn(rows: Rows) -> str:
        if len(rows) != 4:
            return table(rows)
        top, second, third, numbers = rows
        review = [[top[0]._replace(down=1)], third[:5], numbers[:5]]
        suits = [[top[1]], second, third[5:], numbers[5:]]
        return table(review) + "<p>&nbsp;</p>" + table(suits)

    return page(draft, article(draft, rng, drawn)).encode()


# -- sites ------------------------------------------------------------------------------------------------


def _links(rng: random.Random, many: int) -> str:
    words = ("首页", "政务公开", "政务服务", "互动交流", "走进青石", "法定主动公开内容", "政府信息公开年报", "政策解读")
    made = (f'<li><a href="/col/{n}/index.html">{rng.choice(words)}</a></li>' for n in range(many))
    return f"<ul>{''.join(made)}</ul>"


def site(draft: Draft, rng: random.Random) -> bytes:
    """A site: navigation, breadcrumb, hidden cells and texts, tools, related articles, foot, scripts."""

    def drawn(rows: Rows) -> str:
        made = table(rows, attributes=' class="t1" border="1" width="100%"')
        return made.replace("</tr>", '<td style="display:none">77</td></tr>', 3)

    hidden = '<div style="display:none">一、总体情况 本年收到申请99999件。</div><div hidden>三、作废 88888件</div>'
    old = f"<li><a href=/2021>{draft.unit}{draft.year - 1}年政府信息公开工作年度报告</a><span>2023-01-11</span></li>"
    body = f"""<div class="header"><div class="logo">某县人民政府</div>{_links(rng, 24)}<form><input value="请输入关键字">
<select><option>全文</option><option>标题</option></select></form></div>
<div class="position">当前位置：<a>首页</a>&nbsp;&gt;&nbsp;<a>政府信息公开</a>&nbsp;&gt;&nbsp;<a>政府信息公开年报</a></div>
<div class="container"><div class="left">{_links(rng, 12)}</div><div class="right"><div class="article"><h1>{draft.title}</h1>
<div class="info">发布时间：2024-01-19 16:42　来源：{draft.unit}　浏览次数：<span id="hits">3056</span>次　
字号：<a>大</a> <a>中</a> <a>小</a>　<a href="javascript:window.print()">打印</a></div>{hidden}
<div id="UCAP-CONTENT">{article(draft, rng, drawn)}</div>
<script>document.write("<table><tr><td>12</td></tr></table>");</script><noscript>请开启脚本</noscript>
<div class="share">分享到：<a>微信</a><a>微博</a></div><div class="xg"><h3>相关文章</h3><ul>{old}</ul></div></div></div></div>
<div class="footer"><p>版权所有：某县人民政府　主办：某县人民政府办公室　地址：某县人民路1号　邮编：400000</p>
<p>网站标识码：3700000001　某ICP备05012345号-1　公安备案 37000002000001号　累计访问量 1234567 次</p></div>"""
    return page(draft, body, title="").encode()


def template(draft: Draft, rng: random.Random) -> bytes:
    """The template of a publishing system: index table above the text, styles in the body, the title as an image."""
    index = (
        '<table class="xxgk"><tr><td>索 引 号：</td><td>11370000/2024-00017</td><td>主题分类：</td><td>综合政务</td></tr>'
        f"<tr><td>发布机构：</td><td>{draft.unit}</td><td>成文日期：</td><td>2024-01-19</td></tr>"
        f"<tr><td>名　　称：</td><td colspan=3>{draft.title}</td></tr><tr><td>文　　号：</td><td>无</td>"
        "<td>有 效 性：</td><td>有效</td></tr></table>"
    )
    style = '<style type="text/css">.TRS_Editor P{line-height:2;font-family:仿宋;font-size:12pt;}</style>'
    drawn = partial(table, attributes=' style="BORDER-COLLAPSE: collapse" borderColor=#000000 cellPadding=0 border=1')
    text = article(draft, rng, drawn, '<p align="justify" style="text-indent: 2em;">　　{}</p>\n')
    body = (
        f"{_links(rng, 20)}{index}<div class=title>{draft.title}</div><div id=zoom><div class=TRS_Editor>{style}"
        f'<div class="Custom_UnionStyle">{text}<p align=right>{draft.unit}</p><p align=right>{draft.year + 1}年1月19日</p>'
        '</div></div></div><div class=fj>附件：<a href="P02024.docx">年度报告.docx</a></div>'
        '<div class=qr>扫一扫在手机打开当前页</div><a>打印本页</a> <a>关闭窗口</a>'
    )  # fmt: skip
    return page(draft, body, title="").encode()


# -- encodings and packing --------------------------------------------------------------------------------


def gbk(draft: Draft, rng: random.Random) -> bytes:
    """A page in GBK that says it is gb2312."""
    text = page(draft, article(draft, rng)).replace(
        '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    )
    return text.encode("gb18030")


def utf16(draft: Draft, rng: random.Random) -> bytes:
    """A page in UTF-16 with its mark, saved by a program of Windows."""
    return page(draft, article(draft, rng)).replace('<meta charset="utf-8">', "").encode("utf-16")


def mhtml(draft: Draft, rng: random.Random) -> bytes:
    """A page saved as one file by a browser, quoted-printable."""
    data = quopri.encodestring(site(draft, rng)).decode("ascii")
    return _mhtml(draft, "quoted-printable", data)


def mhtml_base64(draft: Draft, rng: random.Random) -> bytes:
    """A page that Word saved as one file: base64, in GB2312."""
    text = word(draft, rng).decode().replace('charset="utf-8"', 'charset="gb2312"')
    return _mhtml(draft, "base64", base64.encodebytes(text.encode("gb18030")).decode("ascii"), "gb2312")


def _mhtml(draft: Draft, encoding: str, data: str, charset: str = "utf-8") -> bytes:
    subject = base64.b64encode(draft.title.encode()).decode()
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
    lines = [
        "From: <Saved by Blink>", f"Subject: =?utf-8?B?{subject}?=", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----Boundary--7f"', "", "",
        "------Boundary--7f", f"Content-Type: text/html; charset={charset}", f"Content-Transfer-Encoding: {encoding}",
        "Content-Location: http://www.example.gov.cn/art.html", "", data,
        "------Boundary--7f", "Content-Type: image/png", "Content-Transfer-Encoding: base64",
        "Content-Location: http://www.example.gov.cn/a.png", "", picture, "------Boundary--7f--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode("ascii")
