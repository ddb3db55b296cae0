"""The package's letter templates, made anew: ``python -m tests.exports.templates`` writes them where they belong.

Their looks are those of GB/T 9704-2012: A4, 37 mm above and 28 mm left of a type area of 156 mm by 225 mm with 22
lines of 28 characters of size 三号 (16 pt); fonts are named, never embedded, with a name to fall back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

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
FOOTER = 14
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
    line: float = 28.95
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
    "表题": Look(FIRST, 14, CENTRE, 0, line=28.95, keep=True),
    "表头": Look(FIRST, 12, CENTRE, 0, line=18, keep=True),
    "表格文字": Look(BODY, 12, CENTRE, 0, line=18),
}


def main() -> None:
    """Write the templates of the package, and the example of an office's own."""
    for path, made in ((PACKAGE / "notice.docx", notice()), (PACKAGE / "circular.docx", circular()), (OWN / "整改通知.docx", own())):
        path.write_bytes(contents(made))


def contents(made: Word) -> bytes:
    """The file that a document makes."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


# -- what stands in them ----------------------------------------------------------------------------------


def notice() -> Word:
    """The notice 整改通知 to a unit."""
    made = blank("整改通知")
    _head(made)
    _put(
        made,
        ("公文标题", "关于{{ years }}政府信息公开工作年度报告\n有关问题的整改通知"),
        ("", ""),
        ("主送机关", "{{ unit }}："),
        ("", "根据《中华人民共和国政府信息公开条例》和政府信息公开工作年度报告格式的有关规定，近期对{{ years }}政府信息公开工作"
             "年度报告进行了核查。{% if problems %}经审核认定，你单位存在{{ problems | length }}个问题，应予整改"
             "{% if questions %}；另有{{ questions | length }}个事项，需要你单位作出说明{% endif %}"
             "{% else %}核查中有{{ questions | length }}个事项，需要你单位作出说明{% endif %}。现将有关情况通知如下。"),
        ("p", "if problems"),
        ("一级标题", "一、需要整改的问题"),
        *_items("problems"),
        ("p", "endif"),
        ("p", "if questions"),
        ("一级标题", "{{ '二' if problems else '一' }}、需要说明的事项"),
        *_items("questions", "请说明：{{ one.question }}"),
        ("p", "endif"),
        ("一级标题", "{{ '三' if problems and questions else '二' }}、有关要求"),
        ("", "{% if problems %}请对照上述问题逐项核对原始台账，按规定补报或者更正年度报告并向社会公开，{% endif %}"
             "{% if questions %}{{ '对' if problems else '请对' }}需要说明的事项提供书面说明和依据材料，{% endif %}"
             "于{{ due }}前书面反馈办理情况。对认定的情况有不同意见的，请一并说明理由，并附证明材料。"),
        *_signature(),
    )  # fmt: skip
    return made


def _items(name: str, question: str = "") -> Iterator[tuple[str, str]]:
    """A numbered finding with its quotations, figures, calculation and legal basis."""
    yield "p", f"for one in {name}"
    yield "二级标题", "（{{ one.number }}）{{ one.family }}：{{ one.title }}"
    yield "", "{{ one.message }}"
    yield "p", "for quote in one.quotes"
    yield "", "报告原文：{{ quote }}"
    yield "p", "endfor"
    for field, words in (("figures", "统计表数据"), ("explanation", "核算说明"), ("basis", "依据")):
        yield "p", f"if one.{field}"
        yield "", f"{words}：{{{{ one.{field} }}}}"
        yield "p", "endif"
    yield "p", "if one.consequences"
    yield "", "由此引起的不符：{{ one.consequences | join('') }}"
    yield "p", "endif"
    if question:
        yield "", question
    yield "p", "endfor"


def circular() -> Word:
    """The circular 通报 on a batch, with a table of families and, as an annex, one of units."""
    made = blank("通报")
    _head(made)
    _put(
        made,
        ("公文标题", "关于{{ years }}政府信息公开工作年度报告\n核查情况的通报"),
        ("", ""),
        ("主送机关", "{{ recipients }}："),
        ("p", "if pending or unread"),
        ("起草提示", "【起草提示：{% if pending %}尚有{{ pending }}个问题未处理、数据已变或待复核，未计入本通报。{% endif %}"
                     "{% if unread %}有{{ unread }}个文件未能读取，可能影响“未见报告”的认定。{% endif %}印发前请删除本段。】"),
        ("p", "endif"),
        ("", "根据《中华人民共和国政府信息公开条例》的有关规定，近期对{{ years }}政府信息公开工作年度报告进行了核查。现将有关情况通报如下。"),
        ("一级标题", "一、总体情况"),
        ("", "{% if listed %}列入核查名册的单位{{ listed }}个，{% endif %}核查年度报告{{ reports }}份。"
             "{% if total.problems %}经审核认定，{{ total.units }}个单位存在{{ total.problems }}个问题，"
             "其中错误{{ total.errors }}个、疑点{{ total.warnings }}个、提示{{ total.notices }}个"
             "{% else %}没有认定属实的问题{% endif %}"
             "{% if total.questions %}；{{ total.questions }}个事项已要求有关单位说明{% endif %}"
             "{% if total.corrected %}；{{ total.corrected }}个问题已经整改{% endif %}。"),
        ("p", "if families"),
        ("表题", "认定问题分类统计表"),
    )  # fmt: skip
    _table(
        made,
        "families",
        ((36, "类别", "name"), (24, "问题数", "problems"), (24, "涉及单位", "units"), (24, "错误", "errors"),
         (24, "疑点", "warnings"), (24, "提示", "notices")),
    )  # fmt: skip
    _put(
        made,
        ("", ""),
        ("p", "endif"),
        ("p", "if typical"),
        ("一级标题", "二、主要问题"),
        ("p", "for one in typical"),
        ("二级标题", "（{{ one.number }}）{{ one.title }}"),
        ("", "此类问题{{ one.problems }}个，涉及{{ one.units }}个单位。例如，{{ one.example_unit }}：{{ one.example }}"),
        ("p", "endfor"),
        ("p", "endif"),
        ("一级标题", "{{ '三' if typical else '二' }}、有关单位情况"),
        ("", "未发现问题的单位{% if clean %}（{{ clean | length }}个）：{{ clean | join('、') }}。{% else %}：无。{% endif %}"),
        ("p", "if missing"),
        ("", "未见年度报告的单位（{{ missing | length }}个）：{{ missing | join('、') }}。"),
        ("p", "endif"),
        ("p", "for one in late"),
        ("", "{% if loop.first %}逾期公开的单位：{% endif %}{{ one.unit }}，{{ one.message }}"),
        ("p", "endfor"),
        ("一级标题", "{{ '四' if typical else '三' }}、有关要求"),
        ("", "存在问题的单位要对照整改通知逐项核对、更正，于{{ due }}前反馈整改情况。"
             "各单位要引以为鉴，加强数据核对和审签，不断提高年度报告的质量。"),
        ("", ""),
        ("", "附件：各单位核查情况表"),
        *_signature(),
        ("附件标志", "附件"),
        ("公文标题", "各单位核查情况表"),
    )  # fmt: skip
    made.paragraphs[-2].paragraph_format.page_break_before = True
    _table(
        made,
        "rows",
        ((14, "序号", ""), (48, "单位", "name"), (21, "报告", "state"), (13, "错误", "errors"), (13, "疑点", "warnings"),
         (13, "提示", "notices"), (17, "需说明", "questions"), (17, "已整改", "corrected")),
    )  # fmt: skip
    return made


def own() -> Word:
    """An example of an office's own notice: a plain list, without the red heading."""
    made = blank("整改通知")
    _put(
        made,
        ("公文标题", "年度报告核查反馈单"),
        ("主送机关", "{{ unit }}："),
        ("", "你单位{{ years }}政府信息公开工作年度报告经核查，请于{{ due }}前办理以下事项："),
        ("p", "for one in problems"),
        ("", "{{ loop.index }}．{{ one.message }}{{ one.explanation }}"),
        ("p", "endfor"),
        ("p", "for one in questions"),
        ("", "请说明：{{ one.message }}{{ one.question }}"),
        ("p", "endfor"),
        *_signature(),
    )
    return made


def _signature() -> Iterator[tuple[str, str]]:
    yield "", ""
    yield "署名", "{{ office or '【发文机关】' }}"
    yield "成文日期", "{{ date }}"
    yield "p", "if contact"
    yield "", "（联系人：{{ contact }}）"
    yield "p", "endif"


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
    if style.name in ("表头", "表格文字"):
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


def _head(made: Word) -> None:
    """The office's name in red over a red line as wide as the type area, and the number of the letter."""
    _put(made, ("发文机关标志", "{{ office or '【发文机关】' }}"), ("发文字号", "{{ number }}"))
    line = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="16" w:space="8" w:color="E60012"/></w:pBdr>'
    )
    made.paragraphs[-1]._p.get_or_add_pPr().insert_element_before(line, *AFTER_BORDER)
    _put(made, ("", ""), ("", ""))


def _put(made: Word, *paragraphs: tuple[str, str]) -> None:
    """Paragraphs by style and text; ``p`` is a mark that stands for itself alone."""
    for style, text in paragraphs:
        _write(made.add_paragraph(style=style if style not in ("", "p") else None), f"{{%p {text} %}}" if style == "p" else text)


def _write(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(text)._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _table(made: Word, name: str, columns: Iterable[tuple[int, str, str]]) -> None:
    """A table with a row for each of some values; its heading is repeated on each page."""
    listed = tuple(columns)
    table = made.add_table(rows=4, cols=len(listed), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _properties(table, 0, "w:tblHeader")
    for row in (0, 2):
        _properties(table, row, "w:cantSplit")
    for at, (width, heading, field) in enumerate(listed):
        table.columns[at].width = Mm(width)
        texts = (heading, f"{{%tr for one in {name} %}}", f"{{{{ one.{field} }}}}" if field else "{{ loop.index }}", "{%tr endfor %}")
        for row, text in enumerate(texts):
            cell = table.cell(row, at)
            cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if row in (0, 2) or at == 0:
                cell.paragraphs[0].style = "表头" if row == 0 else "表格文字"
                _write(cell.paragraphs[0], text)


def _properties(table: Table, row: int, name: str) -> None:
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(name))


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


if __name__ == "__main__":
    main()
