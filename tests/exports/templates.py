"""The package's letter templates, made anew: ``python -m tests.exports.templates`` writes them where they belong.

Their looks are those of GB/T 9704-2012: A4, 37 mm above and 28 mm left of a type area of 156 mm by 225 mm with 22
lines of 28 characters of size 三号 (16 pt); fonts are named, never embedded, with a name to fall back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HERE = Path(__file__).parents[2]
PACKAGE, OWN = HERE / "workbench" / "templates", HERE / "data" / "letters"
TITLE, BODY, FIRST, SECOND, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
FALLBACK = {TITLE: "小标宋", BODY: "仿宋", SECOND: "楷体", FIRST: "SimHei", PLAIN: "SimSun"}
RED = RGBColor(0xE6, 0x00, 0x12)
LATIN = "Times New Roman"
FOOTER, LINE = 14, 28.95
ENOUGH = 40
"""So many characters of the text at least stand on the page of the signature."""
AFTER_SPACING = "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
AFTER_WRAP = "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl"
AFTER_BORDER = "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


class Look(NamedTuple):
    """The looks of a style; indents are in characters."""

    font: str
    size: float = 16
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    first: int = 2
    left: int = 0
    right: int = 0
    line: float = LINE
    before: float = 0
    red: bool = False
    keep: bool = False


STYLES = {
    "发文机关标志": Look(TITLE, 30, CENTRE, 0, line=48, before=99, red=True),
    "发文字号": Look(BODY, align=CENTRE, first=0, before=58),
    "公文标题": Look(TITLE, 22, CENTRE, 0, line=34, keep=True),
    "主送机关": Look(BODY, align=LEFT, first=0),
    "一级标题": Look(FIRST, keep=True),
    "二级标题": Look(SECOND, keep=True),
    "署名": Look(BODY, align=RIGHT, first=0, right=2, keep=True),
    "成文日期": Look(BODY, align=RIGHT, first=0, right=4, keep=True),
    "附件标志": Look(FIRST, align=LEFT, first=0, keep=True),
    "起草提示": Look(BODY, red=True),
    "表题": Look(FIRST, 14, CENTRE, 0, keep=True),
    "表头": Look(FIRST, 12, CENTRE, 0, line=18, keep=True),
    "表格文字": Look(BODY, 12, CENTRE, 0, line=18),
}


def main() -> None:
    """Write the templates of the package, and the example of an office's own."""
    for path, made in templates().items():
        path.write_bytes(contents(made))


def templates() -> dict[Path, Word]:
    """The templates, by where they belong."""
    return {
        PACKAGE / "notice.docx": filled("整改通知", "head", "notice", "signature"),
        PACKAGE / "circular.docx": filled("通报", "head", "circular", "signature", "annex"),
        OWN / "整改通知.docx": filled("整改通知", "own", "signature"),
    }


def contents(made: Word) -> bytes:
    """The file that a document makes."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def filled(title: str, *parts: str) -> Word:
    """A template with some of the parts that stand in ``letters.yaml``."""
    declared = yaml.safe_load(HERE.joinpath("tests/exports/letters.yaml").read_text("utf-8"))
    made = blank(title)
    for part in parts:
        for ((style, text),) in (one.items() for one in declared[part]):
            _put(made, style, text, declared["finding"])
    _keep(made)
    return made


def _keep(made: Word) -> None:
    """Let no signature stand on a page by itself: what ends the text goes with it."""
    signed = next(at for at, one in enumerate(made.paragraphs) if one.style and one.style.name == "署名")
    for one in reversed(made.paragraphs[:signed]):
        one.paragraph_format.keep_with_next = True
        if len(one.text) > ENOUGH:
            return


def _put(made: Word, style: str, text: Any, finding: Sequence[dict[str, str]]) -> None:  # noqa: ANN401 - YAML
    """A paragraph, or what one of the other words stands for."""
    if style == "空行":
        for _ in range(text):
            made.add_paragraph()
    elif style == "问题":
        block = [{"标记": f"for one in {text}"}, *finding, {"标记": "endfor"}]
        for ((inner, words),) in (one.items() for one in block):
            _put(made, inner, words, ())
    elif style == "表格":
        _table(made, text["for"], text["columns"])
    elif style == "新页":
        made.styles[text].paragraph_format.page_break_before = True
    else:
        known = style not in ("正文", "标记")
        written = f"{{%p {text} %}}" if style == "标记" else text
        _write(made.add_paragraph(style=style if known else None), written)
        if style == "发文字号":
            _rule_off(made.paragraphs[-1])


# -- how they look ----------------------------------------------------------------------------------------


def blank(title: str) -> Word:
    """A document of the standard's measures with the styles of letters, and nothing in it."""
    made = Document()
    made.core_properties.title, made.core_properties.author, made.core_properties.comments = title, "", ""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    for old in section._sectPr.xpath("w:docGrid|w:cols"):
        section._sectPr.remove(old)
    section._sectPr.append(_element("w:pgNumType", {"w:start": "1"}))
    section._sectPr.append(_element("w:docGrid", {"w:type": "lines", "w:linePitch": "579"}))
    made.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, RIGHT)
    _page_number(section.even_page_footer, LEFT)
    _styles(made)
    _fonts(made)
    return made


def _styles(made: Word) -> None:
    normal = made.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set(normal, Look(BODY))
    closer = _element("w:spacing", {"w:val": "-5"})  # a quarter of a point, so that 28 characters stand in a line
    normal.element.get_or_add_rPr().insert_element_before(closer, *AFTER_SPACING)
    normal.paragraph_format.widow_control = False
    for name, look in STYLES.items():
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = normal
        style.quick_style = True
        _set(style, look)


def _set(style: ParagraphStyle, look: Look) -> None:
    style.font.size = Pt(look.size)
    style.font.color.rgb = RED if look.red else None
    _face(style.element.get_or_add_rPr(), look.font)
    made = style.paragraph_format
    made.alignment, made.keep_with_next = look.align, look.keep or None
    made.line_spacing_rule, made.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    made.space_before, made.space_after = Pt(look.before), Pt(0)
    indents = {"firstLine": look.first, "left": look.left, "right": look.right}
    properties = style.element.get_or_add_pPr()
    _indent(properties, indents, look.size)
    if style.name == "Normal":
        properties.insert_element_before(_element("w:wordWrap", {"w:val": "0"}), *AFTER_WRAP)
    if look.line != LINE:  # the grid is that of the body's lines
        properties.insert_element_before(_element("w:snapToGrid", {"w:val": "0"}), *AFTER_WRAP)


def _indent(properties: CT_PPr, characters: dict[str, int], size: float) -> None:
    """Indents in characters, and in twentieths of a point for programs that do not count these."""
    found = properties.get_or_add_ind()
    for name, count in characters.items():
        found.set(qn(f"w:{name}Chars"), str(100 * count))
        found.set(qn(f"w:{name}"), str(round(20 * count * size)))


def _face(properties: CT_RPr, font: str) -> None:
    """The font of Chinese text; numbers and Latin letters in Times New Roman."""
    fonts = properties.get_or_add_rFonts()
    for name, value in {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": font, "cs": LATIN, "hint": "eastAsia"}.items():
        fonts.set(qn(f"w:{name}"), value)
    for old in properties.xpath("w:lang"):
        properties.remove(old)
    language = _element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    properties.insert_element_before(language, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _fonts(made: Word) -> None:
    """The table of fonts, each with a name to fall back to where it is not installed."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in FALLBACK.items()
    )
    for part in made.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            assert isinstance(part, Part)
            part._blob = f"<?xml version='1.0' encoding='UTF-8'?><w:fonts {nsdecls('w')}>{rows}</w:fonts>".encode()


def _page_number(footer: _Footer, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in size 四号, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    _indent(paragraph._p.get_or_add_pPr(), {"firstLine": 0, "right" if align == RIGHT else "left": 1}, FOOTER)
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    for content in ("— ", field, " —"):
        if isinstance(content, str):
            paragraph.add_run(content)
        else:
            paragraph._p.append(content)
    for run in paragraph._p.xpath(".//w:r"):
        Run(run, paragraph).font.size = Pt(FOOTER)
        _face(run.get_or_add_rPr(), PLAIN)


def _rule_off(paragraph: Paragraph) -> None:
    """A red line below a paragraph, as wide as the type area."""
    line = '<w:bottom w:val="single" w:sz="16" w:space="8" w:color="E60012"/>'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(border, *AFTER_BORDER)


def _write(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text)._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _table(made: Word, name: str, columns: Iterable[tuple[int, str, str]]) -> None:
    """A table with a row for each of some values; its heading is repeated on each page."""
    listed = tuple(columns)
    marks = f"{{%tr for one in {name} %}}", "{%tr endfor %}"
    table = made.add_table(rows=4, cols=len(listed), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _properties(table, 0, "w:tblHeader")
    for row in (0, 2):
        _properties(table, row, "w:cantSplit")
    for at, (width, heading, field) in enumerate(listed):
        table.columns[at].width = Mm(width)
        texts = heading, marks[0], f"{{{{ {field} }}}}", marks[1]
        for row, text in enumerate(texts):
            cell = table.cell(row, at)
            cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if row in (0, 2) or at == 0:
                cell.paragraphs[0].style = "表头" if row == 0 else "表格文字"
                _write(cell.paragraphs[0], text)


def _properties(table: Table, row: int, name: str) -> None:
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(name))


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)  # type: ignore[assignment]  # its stubs are those of lxml
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


if __name__ == "__main__":
    main()
