"""Pages to be printed to PDF, in the styles of tables that reports have, and what is done to a PDF afterwards."""

from __future__ import annotations

import io
import random
from functools import partial

import pypdfium2
from pypdfium2 import raw

from benchmarks.appearances import web, word
from benchmarks.appearances.tables import Box, Rows, cut
from tests.builders import Draft

RULES = {
    "normal": "td{border:0.75pt solid #000}",
    "dashed": "td{border:0.75pt dashed #000}",
    "dotted": "td{border:0.75pt dotted #333}",
    "grey": "td{border:0.4pt solid #bbb}tr:first-child td{background:#eee}",
    "open": "td{border:0.75pt solid #000}td:first-child{border-left:none}td.last{border-right:none}",
    "level": "table{border-top:1.5pt solid #000;border-bottom:1.5pt solid #000}td{border-bottom:0.5pt solid #000}",
    "fills": "td{border:1.5pt solid #fff;background:#dde6f0}",
    "stripes": "tr:nth-child(even) td{background:#eef3f8}",
    "thick": "td{border:2.6pt solid #000}",
    "double": "table{border-collapse:separate;border-spacing:1.5pt;border:0.75pt solid #000}td{border:0.75pt solid #000}",
    "none": "",
}
_FONTS = ("'Noto Serif CJK SC'", "'Noto Sans CJK SC'", "'Noto Serif CJK SC',serif")


def _page(
    draft: Draft, rng: random.Random, css: str, page: str = "size:A4;margin:24mm 20mm", drawn: web.Drawn = web.table
) -> bytes:
    size = rng.choice(["10pt", "10.5pt", "9pt"])
    style = (f"@page{{{page}}}body{{font:{size}/1.6 {rng.choice(_FONTS)};margin:0}}h1{{font-size:18pt;text-align:center}}"
             "p{margin:0;text-align:justify}table{border-collapse:collapse;width:100%;margin:6pt 0}"
             f"td{{padding:2pt 3pt;text-align:center}}{css}")  # fmt: skip
    return web.page(draft, web.article(draft, rng, drawn), f"<style>{style}</style>").encode()


def ruled(draft: Draft, rng: random.Random, kind: str) -> bytes:
    """A page whose tables have rules of one kind."""

    def drawn(rows: Rows) -> str:
        made = web.table(rows, attributes="")
        return made.replace("</td></tr>", "</td></tr>") if kind != "open" else _last(made)

    return _page(draft, rng, RULES[kind], drawn=drawn)


def _last(made: str) -> str:
    """The table with the last cell of each row marked."""
    lines = made.split("<tr>")
    return "<tr>".join("<td class=last".join(line.rsplit("<td", 1)) for line in lines)


def landscape(draft: Draft, rng: random.Random) -> bytes:
    """A4 across."""
    return _page(draft, rng, RULES["normal"], "size:A4 landscape;margin:20mm 24mm")


def narrow(draft: Draft, rng: random.Random) -> bytes:
    """Columns so narrow that numbers of four digits wrap in their cells."""
    css = RULES["normal"] + "table{table-layout:fixed}td{word-break:break-all;padding:1pt;font-size:13pt}"
    return _page(draft, rng, css, "size:A4;margin:20mm 42mm")


def tall(draft: Draft, rng: random.Random) -> bytes:
    """Rows so high that pages end within them."""
    css = RULES["normal"] + "td{padding:9pt 2pt;font-size:12pt;line-height:1.9;break-inside:auto}tr{break-inside:auto}"
    return _page(draft, rng, css, "size:A4;margin:30mm 25mm")


def repeated(draft: Draft, rng: random.Random) -> bytes:
    """Tables whose head the browser repeats on every page."""

    def drawn(rows: Rows) -> str:
        head = 3 if len(rows) > 20 else 0
        first = web.table(rows[:head]).partition("<tr>")[2].rpartition("</table>")[0] if head else ""
        body = web.table(rows[head:], attributes="").partition("<tr>")[2]
        return f"<table><thead><tr>{first}</thead><tbody><tr>{body}" if head else web.table(rows, attributes="")

    return _page(draft, rng, RULES["normal"] + "td{padding:7pt 2pt}", drawn=drawn)


def official(draft: Draft, rng: random.Random) -> bytes:
    """An official document: large type, red head, a rule, page numbers between dashes, the table in small type."""
    css = RULES["normal"] + (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —';font:14pt 'Noto Serif CJK SC'}}"
        "body{font:16pt/28pt 'Noto Serif CJK SC'}td{font-size:10.5pt;line-height:1.2}.red{color:#e00;font-size:40pt;"
        "text-align:center;border-bottom:2pt solid #e00;line-height:2;white-space:nowrap}"
    )
    return _page(draft, rng, css).replace(b"<h1>", "<div class=red>某县人民政府文件</div><h1>".encode(), 1)


def site(draft: Draft, rng: random.Random) -> bytes:
    """A site as a browser prints it, links, foot and all."""
    css = "<style>@page{size:A4}td{border:1px solid #999;font-size:12px}table{border-collapse:collapse}ul{columns:4}</style>"
    return web.site(draft, rng).replace(b"</head>", css.encode() + b"</head>", 1)


def halves(draft: Draft, rng: random.Random) -> bytes:
    """The long table cut in two by the office, with its head again on the next page."""

    def drawn(rows: Rows) -> str:
        if len(rows) < 20:
            return web.table(rows, attributes="")
        first, second = cut(rows, rng.randint(10, 22), 3)
        return (
            web.table(first, attributes="") + "<div style='break-before:page'></div>" + web.table(second, attributes="")
        )

    return _page(draft, rng, RULES["normal"], drawn=drawn)


def blanks(draft: Draft, rng: random.Random) -> bytes:
    """Numbers set at the right edge of their cells, labels at the left, close to the rules."""

    def inner(box: Box) -> str:
        side = "right" if box.key else "left"
        return f"<div style='text-align:{side};margin:0 -2pt'>{web.content(box)}</div>"

    return _page(draft, rng, RULES["normal"], drawn=partial(web.table, inner=inner, attributes=""))


def watermark(draft: Draft, rng: random.Random) -> bytes:
    """Letters across every page behind the text, and a line of text set upright at the edge."""
    css = RULES["normal"] + (
        ".wm{position:fixed;top:40%;left:10%;transform:rotate(-35deg);font-size:60pt;color:#e8e8e8;z-index:-1}"
        ".side{position:fixed;left:-14mm;top:60mm;writing-mode:vertical-rl;font-size:8pt}"
    )
    marks = f"<div class=wm>{draft.unit}</div><div class=side>2024年1月19日 10:24 内部编号 20240119</div><h1>"
    return _page(draft, rng, css).replace(b"<h1>", marks.encode(), 1)


def corrected(draft: Draft, rng: random.Random) -> bytes:
    """Some numbers put right by a white patch over the old one, with the new one upon it."""
    css = RULES["normal"] + "td i{position:relative}td b{position:absolute;left:-8pt;right:-8pt;background:#fff}"

    def inner(box: Box) -> str:
        text = web.content(box)
        return f"<i>{rng.randint(1, 9999)}<b>{text}</b></i>" if box.key and rng.random() < 0.1 else text

    css += "i,b{font-style:normal;font-weight:normal}"
    return _page(draft, rng, css, drawn=partial(web.table, inner=inner, attributes=""))


def columns(draft: Draft, rng: random.Random) -> bytes:
    """Prose in two columns, the tables across both."""
    return _page(draft, rng, RULES["normal"] + "body{columns:2;column-gap:24pt}h1,table{column-span:all}")


def office(draft: Draft, rng: random.Random, line: str = "single", **settings: float) -> bytes:
    """A Word file for LibreOffice to print."""
    font = rng.choice(["Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans"])
    return word.by_library(draft, rng, line, font, **({"size": rng.choice([9, 10.5])} | settings))


# -- afterwards -------------------------------------------------------------------------------------------


def turned(data: bytes, _rng: random.Random) -> bytes:
    """All pages with /Rotate 90."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.set_rotation(90)
    return _saved(pdf)


def leaning(data: bytes, rng: random.Random) -> bytes:
    """Pages whose content is turned by less than a degree."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        lean = pypdfium2.PdfMatrix().rotate(rng.uniform(0.2, 0.6) * rng.choice([-1, 1]))
        raw.FPDFPage_TransFormWithClip(page.raw, lean.to_raw(), raw.FS_RECTF(0, 842, 595, 0))
    return _saved(pdf)


def cropped(data: bytes, _rng: random.Random) -> bytes:
    """Pages whose media begin elsewhere than at the origin, with a crop box within."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        width, height = page.get_size()
        page.set_mediabox(-40, -30, width + 10, height + 25)
        page.set_cropbox(12, 9, width - 9, height - 7)
    return _saved(pdf)


def covered(data: bytes, rng: random.Random) -> bytes:
    """The report behind a cover page and before an appendix of other pages, in a file rewritten as one."""
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842)
    blank.import_pages(pypdfium2.PdfDocument(turned(turned(data, rng), rng)))
    for page in list(blank)[1:]:
        page.set_rotation(0)
    return _saved(blank)


def _saved(pdf: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
