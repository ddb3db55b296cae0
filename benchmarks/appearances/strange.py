"""Files by tools that nobody thinks of: pages that scripts unveil, parts under other names, tables drawn in text."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Callable
from functools import partial

from benchmarks.appearances import sheets, web, word
from benchmarks.appearances.tables import Box, Look, Rows, grid, tables
from tests.builders import Draft

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UNSEEN = ("&#8203;", "&shy;", "&zwnj;", "&#x2060;", "&lrm;", "<!-- 9 -->", "<wbr>")


# -- pages --------------------------------------------------------------------------------------------------


def unseen(draft: Draft, rng: random.Random) -> bytes:
    """Numbers with marks that are not seen in them, and beside them what is struck out, raised, or not shown."""
    beside = ("<s>7</s>{}", "<span style='font-size:0'>8</span>{}", "<i style='opacity:0'>9</i>{}", "{}<sup>1</sup>")

    def inner(box: Box) -> str:
        if not box.key:
            return web.content(box)
        at = rng.randint(0, len(box.text))
        text = box.text[:at] + rng.choice(_UNSEEN) + box.text[at:]
        return rng.choice(beside).format(text) if rng.random() < 0.3 else text

    return web.page(draft, web.article(draft, rng, partial(web.table, inner=inner))).encode()


def screens(draft: Draft, rng: random.Random) -> bytes:
    """The article twice, for small screens and for others, with rules for both, for printing and for menus."""
    body = web.article(draft, rng)
    rules = (".small{display:none} @media (max-width:768px){.wide{display:none}.small{display:block}} "
             "@media print{.wide{display:none}} .menu .wide{display:none} .x,#gone{display:none}")  # fmt: skip
    gone = '<div id="gone">三、作废 88888件</div>'
    return web.page(draft, f'{gone}<div class="wide">{body}</div><div class="small">{body}</div>',
                    f"<style>{rules}</style>").encode()  # fmt: skip


def unveiled(draft: Draft, rng: random.Random) -> bytes:
    """An article of a platform whose scripts show it once it is there."""
    drawn = partial(web.table, inner=lambda box: f'<section><span leaf="">{web.content(box)}</span></section>')
    text = web.article(draft, rng, drawn, '<section><p><span leaf="">{}</span></p></section>')
    body = (f'<h1 id="activity-name">{draft.title}</h1><em id="publish_time">2024-01-20</em>'
            f'<div id="js_content" style="visibility: hidden; opacity: 0; ">{text}</div>')  # fmt: skip
    return web.page(draft, body, title="").encode()


def preformatted(draft: Draft, rng: random.Random) -> bytes:
    """Tables as text with tabs that keeps its lines."""

    def drawn(rows: Rows) -> str:
        return "<pre>" + "\n".join("\t".join(box.text.replace("\n", "") for box in row) for row in rows) + "</pre>"

    return web.page(draft, web.article(draft, rng, drawn)).encode()


def leftward(draft: Draft, rng: random.Random) -> bytes:
    """Tables drawn from right to left, their cells written so."""
    drawn: Callable[[Rows], str] = lambda rows: web.table([row[::-1] for row in rows], attributes=' dir="rtl"')  # noqa: E731 - it is short
    return web.page(draft, web.article(draft, rng, drawn)).encode()


def spaced(draft: Draft, rng: random.Random) -> bytes:
    """A narrow empty cell behind each cell."""

    def drawn(rows: Rows) -> str:
        return web.table([[one for box in row for one in (box._replace(across=box.across * 2 - 1), Box("", 1, box.down))]
                          for row in rows])  # fmt: skip

    return web.page(draft, web.article(draft, rng, drawn)).encode()


def framed(draft: Draft, rng: random.Random) -> bytes:
    """A page saved as one file by a browser, the article in a frame of it."""
    outer = "<html><body><div>某县人民政府</div><iframe src='cid:1'></iframe><div>版权所有</div></body></html>"
    head = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    parts = "".join(f"--b\r\n{head}{one}\r\n" for one in (outer, web.template(draft, rng).decode()))
    return f'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n{parts}--b--\r\n'.encode()


# -- Word files ---------------------------------------------------------------------------------------------


def _either(xml: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{xml}</mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>'


def alternatives(draft: Draft, rng: random.Random) -> bytes:
    """Tables, rows, cells and runs that are alternatives for newer programs; numbers with others struck out or raised."""
    struck, raised = "<w:strike/>", '<w:vertAlign w:val="superscript"/>'

    def value(text: str) -> str:
        made = (
            word.run(text),
            _either(word.run(text)),
            word.run("7", struck) + word.run(text),
            word.run(text) + word.run("1", raised),
        )
        return rng.choice(made)

    def cell(xml: str, box: Box) -> str:
        return _either(xml) if box.key and rng.random() < 0.2 else xml

    hand = word.Hand(value, cell=cell, row=lambda xml, at: _either(xml) if at % 3 == 1 else xml, table=_either)
    return word.packed(word.body(draft, rng, hand))


def _changed(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """An archive with each member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(*change(name, source.read(name)))
    return out.getvalue()


def renamed(draft: Draft, rng: random.Random) -> bytes:
    """Parts under the names that programs on the web give them."""
    return _changed(word.numbered(draft, rng), lambda name, data: (
        re.sub(r"\b(document|numbering)\.xml", r"\g<1>2.xml", name),
        re.sub(rb"\b(document|numbering)\.xml", rb"\g<1>2.xml", data)))  # fmt: skip


def embedding(draft: Draft, rng: random.Random) -> bytes:
    """A page within a Word file, as libraries put it there that turn pages into Word files."""
    relation = f'<Relationship Id="c1" Type="{_RELATED}/aFChunk" Target="/word/chunk.mht"/></Relationships>'
    data = word.packed(f'<w:altChunk xmlns:r="{_RELATED}" r:id="c1"/>')
    made = _changed(data, lambda name, part: (name, part.replace(b"</Relationships>", relation.encode())
                                              if name == "word/_rels/document.xml.rels" else part))  # fmt: skip
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/chunk.mht", web.mhtml(draft, rng))
    return out.getvalue()


def in_one_piece(draft: Draft, rng: random.Random) -> bytes:
    """A Word file saved as one XML file, with all its parts."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(word.merged(draft, rng))) as archive:
        for name in archive.namelist():
            if not name.startswith("["):
                text = re.sub(r"<\?xml.*?\?>", "", archive.read(name).decode())
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>')
    return ('<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg='
            f'"http://schemas.microsoft.com/office/2006/xmlPackage">{"".join(parts)}</pkg:package>').encode()  # fmt: skip


# -- texts --------------------------------------------------------------------------------------------------


def _text(draft: Draft, rng: random.Random, drawn: Callable[[list[list[str]]], list[str]], *, broken: bool) -> bytes:
    """A text whose tables are drawn line by line."""
    made, lines = tables(draft, Look.drawn(rng)._replace(broken=broken), rng), list[str]()
    for line in sheets.lines_of(draft):
        lines += (
            drawn([[box.text if box else "" for box in row] for row in grid(made[line])]) if line in made else [line]
        )
    return "\n".join(lines).encode()


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _folded(text: str) -> list[str]:
    """The lines of a cell of six characters."""
    return [line[at : at + 6] for line in text.split("\n") for at in range(0, max(len(line), 1), 6)]


def _box(rows: list[list[str]]) -> list[str]:
    cells = [[_folded(text) for text in row] for row in rows]
    widths = [max(_wide(line) for row in cells for line in row[at]) for at in range(len(rows[0]))]
    rule, lines = "+" + "+".join("-" * (width + 2) for width in widths) + "+", list[str]()
    for row in cells:
        lines.append(rule)
        for at in range(max(map(len, row))):
            shown = (
                _padded(cell[at] if at < len(cell) else "", width) for cell, width in zip(row, widths, strict=True)
            )
            lines.append("| " + " | ".join(shown) + " |")
    return [*lines, rule]


def boxed(draft: Draft, rng: random.Random) -> bytes:
    """Tables drawn with signs, cells wrapped, a rule between all rows."""
    return _text(draft, rng, _box, broken=True)


def _columns(rows: list[list[str]]) -> list[str]:
    widths = [max(_wide(row[at]) for row in rows) + 2 for at in range(len(rows[0]))]
    return ["".join(_padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def columns(draft: Draft, rng: random.Random) -> bytes:
    """Columns that spaces alone set, each as wide as its widest cell."""
    return _text(draft, rng, _columns, broken=False)


def semicolons(draft: Draft, rng: random.Random) -> bytes:
    """Fields parted by semicolons, numbers as formulas so that they stay texts."""
    rows = sheets.flat(draft, rng)
    return "\r\n".join(
        ";".join(f'"=""{one}"""' if one.isdigit() else f'"{one}"' for one in row) for row in rows
    ).encode("gb18030")
