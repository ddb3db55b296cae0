"""Word files: merges of both kinds, revisions, controls, boxes and what else Word and WPS put around cells."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from benchmarks.appearances.tables import Box, Look, Rows, grid, placed, tables
from tests.builders import Draft

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14 wps">'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BY = 'w:id="7" w:author="审核" w:date="2024-01-10T09:00:00Z"'


class Hand(NamedTuple):
    """How runs, cells, rows, paragraphs and tables are written; each takes what it wraps."""

    value: Callable[[str], str] | None = None
    label: Callable[[str], str] | None = None
    cell: Callable[[str, Box], str] = lambda xml, _: xml
    row: Callable[[str, int], str] = lambda xml, _: xml
    table: Callable[[str], str] = lambda xml: xml


def run(
    text: str, properties: str = '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="21"/>'
) -> str:
    """A run; line breaks become breaks."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(rows: Rows, hand: Hand) -> str:
    """A table with gridSpan and vMerge."""
    width = len(grid(rows)[0])
    begun = {(at, column): box for at, column, box in placed(rows)}
    lines = []
    for at in range(len(rows)):
        cells = "".join(_cells(at, width, begun, hand))
        lines.append(hand.row(f'<w:tr><w:trPr><w:trHeight w:val="400"/></w:trPr>{cells}</w:tr>', at))
    columns = f'<w:gridCol w:w="{9000 // width}"/>' * width
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return hand.table(f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>")


def _cells(at: int, width: int, begun: dict[tuple[int, int], Box], hand: Hand) -> Iterator[str]:
    column = 0
    while column < width:
        box = begun.get((at, column))
        above = None if box else next((begun[i, column] for i in range(at - 1, -1, -1) if (i, column) in begun), None)
        over = box or above or Box("")
        span = f'<w:gridSpan w:val="{over.across}"/>' if over.across > 1 else ""
        merge = "" if over.down == 1 else '<w:vMerge w:val="restart"/>' if box else "<w:vMerge/>"
        head = f'<w:tcPr><w:tcW w:w="{600 * over.across}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        text = _text(box, hand) if box else ""
        inner = paragraph(text, '<w:jc w:val="center"/>')
        yield hand.cell(f"<w:tc>{head}{inner}</w:tc>", over)
        column += over.across


def _text(box: Box, hand: Hand) -> str:
    made = hand.value if box.key else hand.label
    return (made or run)(box.text)


def body(
    draft: Draft, rng: random.Random, hand: Hand | None = None, heading: Callable[[str, str], str] | None = None
) -> str:
    """Title, sections and tables."""
    made = tables(draft, Look.drawn(rng), rng)
    parts = [paragraph(run(line, '<w:b/><w:sz w:val="44"/>'), '<w:jc w:val="center"/>') for line in draft.title_lines]
    for section in draft.form.sections:
        number, words = section.number, section.heading
        parts.append(heading(number, words) if heading else paragraph(run(f"{number}、{words}")))
        parts += [paragraph(run(text), '<w:ind w:firstLine="640"/>') for text in draft.texts.get(number, ())]
        if number in made:
            parts.append(table(made[number], hand or Hand()))
    return "".join(parts)


def packed(content: str, namespace: str = _W, **parts: tuple[str, str]) -> bytes:
    """A Word file; further parts by name, each with what it is called among types and relations, and its content."""
    out = io.BytesIO()
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>' for name, (kind, _) in parts.items()
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATION}{kind}" Target="{name}.xml"/>'
        for at, (name, (kind, _)) in enumerate(parts.items())
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{types}</Types>')  # fmt: skip
        wrapped = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
        archive.writestr(
            "_rels/.rels",
            wrapped.format(f'<Relationship Id="r1" Type="{_RELATION}officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", wrapped.format(relations))
        last = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1440" w:left="1300"/></w:sectPr>'
        archive.writestr("word/document.xml", f"{_OPEN.format(namespace)}<w:body>{content}{last}</w:body></w:document>")
        for name, (_, text) in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def merged(draft: Draft, rng: random.Random) -> bytes:
    """Merged cells as Word writes them."""
    return packed(body(draft, rng))


def strict(draft: Draft, rng: random.Random) -> bytes:
    """The strict variant of the standard, which has names of its own."""
    return packed(body(draft, rng), _STRICT)


def runs(draft: Draft, rng: random.Random) -> bytes:
    """Numbers and labels split into runs with marks of spelling and bookmarks between them."""

    def split(text: str) -> str:
        at = rng.randint(0, len(text))
        marks = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'
        return run(text[:at]) + marks + "<w:r><w:lastRenderedPageBreak/></w:r>" + run(text[at:])

    return packed(body(draft, rng, Hand(split, split)))


def nested(draft: Draft, rng: random.Random) -> bytes:
    """Tables within a table of one cell."""

    def wrap(xml: str) -> str:
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"

    return packed(body(draft, rng, Hand(table=wrap)))


def text_boxes(draft: Draft, rng: random.Random) -> bytes:
    """Tables in text boxes, once as Word draws them now and once for older programs."""

    def wrap(xml: str) -> str:
        inner = f"<w:txbxContent>{xml}<w:p/></w:txbxContent>"
        return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData>'
                f'<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
                f'<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>'
                f"</mc:AlternateContent></w:r></w:p>")  # fmt: skip

    return packed(body(draft, rng, Hand(table=wrap)))


def tracked(draft: Draft, rng: random.Random) -> bytes:
    """Every number inserted in place of another one deleted; rows deleted and cells moved away."""

    def value(text: str) -> str:
        kind = rng.choice(["insert", "part", "move"])
        old = f"<w:r><w:delText>{rng.randint(1, 9)}</w:delText></w:r>"
        if kind == "part":
            return f"<w:ins {_BY}>{run(text[:1])}</w:ins>{run(text[1:])}<w:del {_BY}>{old}</w:del>"
        if kind == "move":
            return f"<w:moveFrom {_BY}>{run('55')}</w:moveFrom><w:moveTo {_BY}>{run(text)}</w:moveTo>"
        return f"<w:del {_BY}>{old}</w:del><w:ins {_BY}>{run(text)}</w:ins>"

    def row(xml: str, at: int) -> str:
        return xml.replace("<w:trPr>", f"<w:trPr><w:ins {_BY}/>") if at % 3 == 0 else xml

    return packed(body(draft, rng, Hand(value, row=row)))


def controls(draft: Draft, rng: random.Random) -> bytes:
    """Content controls around runs, cells and rows, smart tags, and hidden text beside."""
    head = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>"

    def value(text: str) -> str:
        kind = rng.choice(["control", "smart", "hidden", "field"])
        if kind == "control":
            return f"{head}{run(text)}</w:sdtContent></w:sdt>"
        if kind == "smart":
            return f'<w:smartTag w:uri="u" w:element="chmetcnv">{run(text[:1])}</w:smartTag>{run(text[1:])}'
        if kind == "field":
            begin, middle, end = (
                f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end")
            )
            return f"{begin}<w:r><w:instrText> =SUM(LEFT) 99 </w:instrText></w:r>{middle}{run(text)}{end}"
        return run(text) + hidden

    def cell(xml: str, box: Box) -> str:
        return f"{head}{xml}</w:sdtContent></w:sdt>" if box.key and rng.random() < 0.3 else xml

    def row(xml: str, at: int) -> str:
        return f"{head}{xml}</w:sdtContent></w:sdt>" if at % 4 == 1 else xml

    return packed(body(draft, rng, Hand(value, cell=cell, row=row)))


def numbered(draft: Draft, rng: random.Random) -> bytes:
    """Section numbers that Word counts itself."""
    level = ('<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
             '<w:lvlText w:val="%1、"/></w:lvl>')  # fmt: skip
    numbering = (f'<?xml version="1.0"?><w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')  # fmt: skip
    count = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    content = body(draft, rng, None, lambda _, words: paragraph(run(words), count))
    return packed(content, numbering=("numbering", numbering))


def legacy(draft: Draft, rng: random.Random) -> bytes:
    """What else stands in files: rows that begin late, a hidden row, margins, notes and comments."""

    def row(xml: str, at: int) -> str:
        after = '<w:gridAfter w:val="1"/><w:wAfter w:w="20" w:type="dxa"/>'
        xml = xml.replace("<w:trPr>", f"<w:trPr>{after}{'<w:tblHeader/>' if at < 2 else ''}")
        lost = xml.replace("<w:trPr>", "<w:trPr><w:hidden/>")
        return xml + lost if at == 5 else xml

    def value(text: str) -> str:
        return f'<w:commentRangeStart w:id="0"/>{run(text)}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'

    comments = (f'<?xml version="1.0"?><w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="a">'
                f"{paragraph(run('请核对 12'))}</w:comment></w:comments>")  # fmt: skip
    head = f'<?xml version="1.0"?><w:hdr xmlns:w="{_W}">{paragraph(run("内部资料 2024"))}</w:hdr>'
    return packed(body(draft, rng, Hand(value, row=row)), comments=("comments", comments), header1=("header", head))


def by_library(draft: Draft, rng: random.Random, line: str = "single", font: str = "Noto Serif CJK SC", size: float = 10.5,
               width: float | None = None) -> bytes:  # fmt: skip
    """A file that python-docx writes: merged by its own way, in one font, with rules of any kind Word knows."""
    file = docx.Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    made = tables(draft, Look.drawn(rng), rng)
    for text in draft.title_lines:
        file.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in draft.form.sections:
        file.add_paragraph(f"{section.number}、{section.heading}")
        for text in draft.texts.get(section.number, ()):
            file.add_paragraph(text).paragraph_format.first_line_indent = Pt(2 * size)
        if section.number in made:
            _table(file, made[section.number], line, width)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _widths(rows: Rows) -> list[float]:
    """The widths of columns as a hand would set them: more for labels than for numbers."""
    longest = [3.0] * len(grid(rows)[0])
    for _, column, box in placed(rows):
        if box.across == 1:
            wide = len(box.text) * 0.6 + 1.5 if box.key else min(len(box.text), 6)
            longest[column] = max(longest[column], wide)
    return [430 * one / sum(longest) for one in longest]


def _table(file: docx.document.Document, rows: Rows, line: str, width: float | None) -> None:
    made = file.add_table(len(rows), len(grid(rows)[0]))
    made.autofit = False
    for column, wide in zip(made.columns, [width] * len(made.columns) if width else _widths(rows), strict=True):
        column.width = Pt(wide)
        for cell in column.cells:
            cell.width = Pt(wide)
    for at, column, box in placed(rows):
        cell = made.cell(at, column)
        if (box.across, box.down) != (1, 1):
            cell = cell.merge(made.cell(at + box.down - 1, column + box.across - 1))
        cell.text = box.text
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    edges = docx.oxml.OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = docx.oxml.OxmlElement(f"w:{side}")
        for name, value in (("val", line), ("sz", "4"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        edges.append(edge)
    made._tbl.tblPr.append(edges)  # noqa: SLF001 - the library has no public way to set the borders of a table
