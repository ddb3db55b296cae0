"""Word files of tools that nobody thought of: the same cells whatever stands around them, wherever the parts are."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from benchmarks.appearances import sheets
from benchmarks.appearances.drafts import different
from tests.builders import as_text
from tests.documents.test_archive import packed_from
from tests.pages import distinct, page
from tests.words import body, docx, run
from workbench.documents import BlockPlace, read_document
from workbench.errors import DocumentError
from workbench.reports import Report, recognise
from workbench.values import State

DRAFT = distinct(3)
VALUES = {key: Decimal(value) for key, value in DRAFT.values.items()}
_LETTERS = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _read(tmp_path: Path, data: bytes) -> Report:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    return recognise(read_document(path))


def _values(report: Report) -> dict[str, Decimal | None]:
    return {key: fact.exact.low if fact.exact else None for key, fact in report.cells.items()}


def _alternatives(xml: str) -> str:
    other = "<mc:Fallback><w:p/></mc:Fallback>"
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{xml}</mc:Choice>{other}</mc:AlternateContent>'


RUNS: dict[str, Callable[[str], str]] = {
    "alternatives": lambda text: _alternatives(run(text)),
    "struck": lambda text: _LETTERS.format("<w:strike/>", "7") + run(text),
    "struck twice": lambda text: _LETTERS.format("<w:dstrike/>", "7") + run(text),
    "raised": lambda text: (
        run(text) + (_LETTERS.format('<w:vertAlign w:val="superscript"/>', "1") if text.isdigit() else "")
    ),
    "lowered": lambda text: (
        run(text) + (_LETTERS.format('<w:vertAlign w:val="subscript"/>', "3") if text.isdigit() else "")
    ),
    "lifted": lambda text: run(text) + (_LETTERS.format('<w:position w:val="8"/>', "1") if text.isdigit() else ""),
    "nearly white": lambda text: run(text) + _LETTERS.format('<w:color w:val="FEFEFE"/>', "7"),
    "a note with a sign of its own": lambda text: (
        run(text) + ('<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>1</w:t></w:r>' * text.isdigit())
    ),
    "white": lambda text: run(text) + _LETTERS.format('<w:color w:val="FFFFFF"/>', "7"),
    "tiny": lambda text: run(text) + _LETTERS.format('<w:sz w:val="2"/>', "7"),
    "symbols": lambda text: (
        re.sub(r"\d", lambda one: f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(one[0]):02X}"/></w:r>', text)
        if text.isdigit()
        else run(text)
    ),
}


_SQUEEZED = '<w:w w:val="1"/>'
_CLEAR = "<w14:textFill><w14:noFill/></w14:textFill>"
UNSEEN = {
    "squeezed to a stroke": _SQUEEZED,
    "in the colour of a marker": '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
    "in the colour of a shade": '<w:color w:val="D9D9D9"/><w:shd w:val="clear" w:color="auto" w:fill="DADADA"/>',
    "in the colour of a solid shade": '<w:color w:val="D9D9D9"/><w:shd w:val="solid" w:color="D9D9D9" w:fill="auto"/>',
    "black on black": '<w:color w:val="000000"/><w:highlight w:val="black"/>',
    "filled with nothing": _CLEAR,
    "filled with white": '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
    "squeezed by a style": '<w:rStyle w:val="squeezed"/>',
    "white by a style": '<w:rStyle w:val="white"/>',
    "in the colour of a shade by a style": '<w:rStyle w:val="grey"/><w:shd w:val="clear" w:fill="D9D9D9"/>',
}
UNSEEN_STYLES = (
    f'<w:style w:type="character" w:styleId="squeezed"><w:rPr>{_SQUEEZED}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="grey"><w:rPr><w:color w:val="D9D9D9"/></w:rPr></w:style>'
)
_OF_2010 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


@pytest.mark.parametrize("how", UNSEEN)
def test_letters_that_nobody_sees(tmp_path: Path, how: str) -> None:
    """A figure that cannot be seen is no part of the number beside it, and the file says that there are such."""

    def made(text: str) -> str:
        return run(text) + _LETTERS.format(UNSEEN[how], "7").replace("<w:r>", f"<w:r {_OF_2010}>")

    report = _read(tmp_path, docx(body(DRAFT, made), styles=UNSEEN_STYLES))
    assert VALUES == _values(report)
    assert any("隐藏的文字" in remark.text for remark in report.remarks)


SEEN = {
    "narrow": '<w:w w:val="66"/>',
    "on a marker": '<w:color w:val="000000"/><w:highlight w:val="yellow"/>',
    "on a shade": '<w:color w:val="C00000"/><w:shd w:val="clear" w:fill="D9D9D9"/>',
    "on a pattern": '<w:color w:val="D9D9D9"/><w:shd w:val="pct20" w:color="000000" w:fill="D9D9D9"/>',
    "white on a shade": '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
    "an outline": f"{_CLEAR}<w14:textOutline><w14:solidFill/></w14:textOutline>",
}


@pytest.mark.parametrize("how", SEEN)
def test_letters_that_are_seen(tmp_path: Path, how: str) -> None:
    """Figures in whatever letters that can be told from their ground are read."""

    def made(text: str) -> str:
        return _LETTERS.format(SEEN[how], text).replace("<w:r>", f"<w:r {_OF_2010}>")

    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, made))))


@pytest.mark.parametrize(("shade", "seen"), [("404040", False), ("FFFFFF", True)])
def test_letters_in_the_colour_of_their_cell(tmp_path: Path, shade: str, seen: bool) -> None:  # noqa: FBT001 - a case
    """What stands in a cell in the colour of its ground is not seen, whatever the other cells are like."""
    content = body(DRAFT, lambda text: run(text) + _LETTERS.format('<w:color w:val="404040"/>', "7" * text.isdigit()))
    content = content.replace("</w:tcPr>", f'<w:shd w:val="clear" w:fill="{shade}"/></w:tcPr>')
    values = {key: Decimal(f"{value}7") if seen else value for key, value in VALUES.items()}
    assert values == _values(_read(tmp_path, docx(content)))


def test_figures_that_run_from_right_to_left(tmp_path: Path) -> None:
    """Letters whose direction is overridden are read as they are shown."""

    def made(text: str) -> str:
        return f'<w:bdo w:val="rtl">{run(text[::-1])}</w:bdo>' if text.isdigit() else run(text)

    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, made))))


DRAWN = {
    "a figure in a circle": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> eq \\o\\ac(○,4)'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "a sign of a font of pictures": '<w:r><w:sym w:font="Wingdings" w:char="F08F"/></w:r>',
    "a fraction": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r>'
    "<m:t>4</m:t></m:r></m:num><m:den><m:r><m:t>1</m:t></m:r></m:den></m:f></m:oMath>",
}


@pytest.mark.parametrize("how", DRAWN)
@pytest.mark.parametrize("others", ["", "27"])
def test_figures_that_are_drawn(tmp_path: Path, how: str, others: str) -> None:
    """What a field, a sign or an equation draws may be a figure: the cell is not blank, nor the rest of its number."""
    key = "applications.new.natural_person"
    drawn = DRAWN[how] + run(others)
    report = _read(tmp_path, docx(body(DRAFT, lambda text: drawn if text == DRAFT.values[key] else run(text))))
    assert State.UNREADABLE is report.fact(key).state
    assert VALUES | {key: None} == _values(report)


STYLES = (
    '<w:style w:type="character" w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


def test_runs_whose_style_says_it(tmp_path: Path) -> None:
    """Styles strike letters out and raise them too."""

    def made(text: str) -> str:
        struck, raised = (
            _LETTERS.format('<w:rStyle w:val="old"/>', "7"),
            _LETTERS.format('<w:rStyle w:val="note"/>', "1"),
        )
        return struck + run(text) + (raised if text.isdigit() else "")

    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, made), styles=STYLES)))


def test_the_end_of_a_cell_is_never_deleted(tmp_path: Path) -> None:
    """Where the mark of a cell's last paragraph is deleted, its text does not go on in the next cell."""
    content = body(DRAFT).replace(
        "<w:tc><w:tcPr></w:tcPr><w:p>", "<w:tc><w:tcPr></w:tcPr><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    )
    assert VALUES == _values(_read(tmp_path, docx(content)))


def test_breaks_of_lines_within_a_text(tmp_path: Path) -> None:
    """What stands behind a break that a converter has put into a text is read, in paragraphs and in cells."""
    draft = DRAFT.with_text("一", "收到政府信息公开申请8件，|办结7件。")
    content = body(draft).replace("，|", "，<w:br/>").replace("予以公开<", "予以<w:br/>公开<")
    report = _read(tmp_path, docx(content))
    section = report.section(1)
    assert VALUES == _values(report)
    assert section is not None
    assert ["收到政府信息公开申请8件，", "办结7件。"] == section.text.splitlines()


@pytest.mark.parametrize("kind", RUNS)
def test_runs(tmp_path: Path, kind: str) -> None:
    """What is struck out or raised is no part of a number; alternatives and symbols are."""
    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, RUNS[kind]))))


@pytest.mark.parametrize("others", ["", '<w:sz w:val="24"/>'])
def test_tiny_type_beside_a_number(tmp_path: Path, others: str) -> None:
    """Figures in tiny type right beside a number are not silently taken for figures of it; alone they are read."""
    small = '<w:sz w:val="10"/>'

    def beside(text: str) -> str:
        return _LETTERS.format(others, text) + (_LETTERS.format(small, "3") if text.isdigit() else "")

    report = _read(tmp_path, docx(body(DRAFT, beside)))
    assert {State.TEXT} == {fact.state for fact in report.cells.values()}
    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, partial(_LETTERS.format, small)))))


def test_rows_marked_as_hidden(tmp_path: Path) -> None:
    """The mark hides the end of a row alone: what stands in it is read, unless it is hidden itself; it is said."""
    row = re.compile(r"<w:tr>(?:(?!<w:tr>).)*?行政许可.*?</w:tr>")
    content = body(DRAFT)
    (shown,) = row.findall(content)
    marked = shown.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
    unseen = re.sub(r">\d+<", ">9<", marked).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    for rows, hidden in ((marked, 1), (unseen + shown, 1), (shown, 0)):
        report = _read(tmp_path, docx(content.replace(shown, rows)))
        assert VALUES == _values(report)
        assert hidden == sum("标记为隐藏" in one.text for one in report.remarks)


def test_what_is_struck_out_is_said(tmp_path: Path) -> None:
    """How much was left out stands in a remark."""
    assert any("带删除线" in one.text for one in _read(tmp_path, docx(body(DRAFT, RUNS["struck"]))).remarks)


@pytest.mark.parametrize(
    ("part", "shade"),
    [
        ("<w:tc><w:tcPr>", '<w:shd w:val="clear" w:fill="1F4E79"/>'),
        ("<w:tblPr>", '<w:tblStyle w:val="dark"/>'),
        ("<w:rPr>", '<w:highlight w:val="blue"/>'),
    ],
)
def test_white_letters_on_a_shade_are_seen(tmp_path: Path, part: str, shade: str) -> None:
    """A dark ground, or a style that may set one, shows them; on paper they are hidden, and said to be."""
    white = body(DRAFT, partial(_LETTERS.format, '<w:color w:val="FFFFFF"/>'))
    content = white.replace("<w:tblPr/>", "<w:tblPr></w:tblPr>")
    assert any(one.kind == "hidden" for one in _read(tmp_path, docx(content)).remarks)
    assert VALUES == _values(_read(tmp_path, docx(content.replace(part, part + shade))))


@pytest.mark.parametrize(
    ("colour", "hidden"),
    [
        ('<w:color w:val="auto" w:themeColor="background1"/>', True),
        ('<w:color w:val="404040" w:themeColor="background1" w:themeShade="80"/>', False),
        ('<w:color w:val="auto" w:themeColor="text1"/>', False),
    ],
)
def test_letters_of_the_colour_of_paper(tmp_path: Path, colour: str, hidden: bool) -> None:  # noqa: FBT001 - a case
    """The theme may give letters the colour of paper: on it they are not seen, whatever else is said of them."""
    beside = _LETTERS.format(colour, "7")
    report = _read(tmp_path, docx(body(DRAFT, lambda text: _LETTERS.format("", text) + beside)))
    assert hidden is (VALUES == _values(report))
    assert hidden is any(one.kind == "hidden" for one in report.remarks)


def test_a_workbook_that_the_text_shows(tmp_path: Path) -> None:
    """What Word shows of a workbook within the file is read in its place; an object of another program is said."""
    draft = different(3)
    book = sheets.one(draft, random.Random(3))
    shown = _read(tmp_path, _embedding("embeddings/1.xlsx", book, _OBJECT.format("Excel.Sheet.12")))
    assert {key: Decimal(value) for key, value in draft.values.items()} == _values(shown)
    assert () == shown.remarks
    with_text = body(DRAFT) + _OBJECT.format("Equation.3")
    assert VALUES == _values(_read(tmp_path, _embedding("embeddings/1.bin", b"\x00" * 99, with_text)))
    broken = body(DRAFT) + _OBJECT.format("Excel.Sheet.12")
    report = _read(tmp_path, _embedding("embeddings/1.xlsx", b"PK\x03\x04broken", broken))
    assert VALUES == _values(report)
    assert ["attached"] == [one.kind for one in report.remarks]


@pytest.mark.parametrize("said", ['<w:result w:val="1"/>', '<w:default w:val="1"/>'])
def test_lists_of_forms(tmp_path: Path, said: str) -> None:
    """What is chosen in the list of a field stands in its options alone."""
    entries = '<w:listEntry w:val="0"/><w:listEntry w:val="{0}"/>'
    options = f"<w:ffData><w:ddList>{said}{entries}</w:ddList></w:ffData>"
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{options}</w:fldChar></w:r>'
    field = f'{begin}<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert VALUES == _values(_read(tmp_path, docx(body(DRAFT, field.format))))


def test_controls_that_are_not_filled_in(tmp_path: Path) -> None:
    """What a control shows until somebody fills it in is said to be no text; one that was filled in is like any."""
    control = "<w:sdt><w:sdtPr>{}<w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    for mark, expected in (("<w:showingPlcHdr/>", ["单击此处输入数字"]), ("", [])):
        content = body(DRAFT) + f"<w:p>{control.format(mark, run('单击此处输入数字'))}</w:p>"
        said = [one.text for one in _read(tmp_path, docx(content)).remarks if "内容控件" in one.text]
        assert expected == [text.partition("“")[2].partition("”")[0] for text in said]


PROMPTS = '<w:style w:type="character" w:styleId="a3"><w:name w:val="Placeholder Text"/></w:style>'


@pytest.mark.parametrize(
    "prompt",
    [
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:r><w:rPr><w:rStyle w:val="a3"/></w:rPr><w:t>{}</w:t></w:r>',
    ],
)
def test_figures_that_prompt(tmp_path: Path, prompt: str) -> None:
    """A figure that a control shows until it is filled in is doubted; without controls, the style of it tells."""
    control = prompt.startswith("<w:sdt>")
    key = PICTURED[1]
    shown = prompt.format(run("0") if control else "0")
    made = body(DRAFT, lambda text: shown if text == DRAFT.values[key] else run(text))
    report = _read(tmp_path, docx(made, styles=PROMPTS))
    assert State.DOUBTFUL is report.fact(key).state
    assert "提示文字" in report.fact(key).doubt
    assert VALUES | {key: None} == _values(report)
    assert ["文件中有1处内容控件尚未填写，显示的是提示文字“0”，请核实定稿。"] == [one.text for one in report.remarks]


PICTURED = ("disclosure.rules.issued", "applications.new.natural_person", "disputes.review.total")


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("kind", ["inline", "anchor"])
def test_a_picture_in_a_cell(tmp_path: Path, kind: str, kept: bool) -> None:  # noqa: FBT001 - a case of the test
    """It may show a figure, or a digit of one, and nothing is made up; a seal that lies over the table shows none."""
    picture = f"<w:r><w:drawing><wp:{kind} xmlns:wp='urn:wp'/></w:drawing></w:r>"
    drawn = {DRAFT.values[key] for key in PICTURED}
    made = body(DRAFT, lambda text: (run(text) if kept else "") + picture if text in drawn else run(text))
    report = _read(tmp_path, docx(made))
    facts, found = report.cells, _values(report)
    if kind == "inline":
        assert {State.UNREADABLE} == {facts[key].state for key in PICTURED}
        assert all("图片" in facts[key].doubt for key in PICTURED)
    elif kept:
        assert VALUES == found
    assert {(key, VALUES[key]) for key in VALUES} >= {(key, value) for key, value in found.items() if value is not None}


@pytest.mark.parametrize("element", ["tbl", "tr", "tc"])
def test_alternatives_around_tables_rows_and_cells(tmp_path: Path, element: str) -> None:
    """Of alternatives the first is read, wherever they stand."""
    content = re.sub(
        rf"<w:{element}>.*?</w:{element}>", lambda one: _alternatives(one[0]), body(DRAFT), flags=re.DOTALL
    )
    assert VALUES == _values(_read(tmp_path, docx(content)))


def test_tables_from_right_to_left(tmp_path: Path) -> None:
    """A table that is drawn from right to left has its first column at the right."""

    def turned(row: re.Match[str]) -> str:
        return f"<w:tr>{''.join(reversed(re.findall('<w:tc>.*?</w:tc>', row[1], re.DOTALL)))}</w:tr>"

    content = re.sub("<w:tr>(.*?)</w:tr>", turned, body(DRAFT), flags=re.DOTALL)
    report = _read(tmp_path, docx(content.replace("<w:tblPr/>", "<w:tblPr><w:bidiVisual/></w:tblPr>")))
    assert VALUES == _values(report)


def test_a_field_without_an_end_swallows_its_own_cell_alone(tmp_path: Path) -> None:
    """What stands behind the cell is read."""
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    key = "disclosure.rules.issued"
    content = body(DRAFT, lambda text: (broken if text == DRAFT.values[key] else "") + run(text))
    assert {one: value for one, value in VALUES.items() if "rules" not in one} == {
        one: value for one, value in _values(_read(tmp_path, docx(content))).items() if "rules" not in one
    }


def _renamed(change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx(body(DRAFT)))) as archive:
        return packed_from([(change(name), change(archive.read(name).decode())) for name in archive.namelist()])


def _second(text: str) -> str:
    return re.sub(r"\b(document|styles|numbering)\.xml", r"\g<1>2.xml", text)


def test_parts_are_where_relations_say(tmp_path: Path) -> None:
    """Programs call the parts as they like, in letters of any case, with folders parted as Windows does."""
    assert VALUES == _values(_read(tmp_path, _renamed(_second)))
    capital = _renamed(lambda text: text.replace("word/document.xml", "word/Document.xml"))
    assert VALUES == _values(_read(tmp_path, capital))
    data = docx(body(DRAFT))
    for name in (b"word/document.xml", b"word/_rels/document.xml.rels", b"_rels/.rels"):
        data = data.replace(name, name.replace(b"/", b"\\"))
    assert VALUES == _values(_read(tmp_path, data))


_CHUNK = f'<w:altChunk xmlns:r="{_RELATED}" r:id="c1"/>'
_OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" '
    f'ProgID="{{}}" xmlns:r="{_RELATED}" r:id="c1"/></w:object></w:r></w:p>'
)


def _embedding(name: str, data: bytes | str, content: str = _CHUNK) -> bytes:
    relation = f'<Relationship Id="c1" Type="{_RELATED}/aFChunk" Target="/word/{name}"/>'
    with zipfile.ZipFile(io.BytesIO(docx(content))) as archive:
        members: list[tuple[str, bytes | str]] = [(one, archive.read(one)) for one in archive.namelist()]
    known = [one for one in members if one[0] != "word/_rels/document.xml.rels"]
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return packed_from([*known, ("word/_rels/document.xml.rels", relations), (f"word/{name}", data)])


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", page(DRAFT)), ("a.txt", as_text(DRAFT)), ("a.docx", docx(body(DRAFT)))],
    ids=["page", "text", "word"],  # an archive has the time in it, by which it cannot be called
)
def test_files_within(tmp_path: Path, name: str, data: bytes | str) -> None:
    """A page, a text or a Word file within a Word file is read in its place."""
    report = _read(tmp_path, _embedding(name, data))
    assert VALUES == _values(report)
    places = [fact.location for fact in report.cells.values()]
    assert len(places) == len(set(places))
    assert {1, 2, 3} <= {place.table for place in places if isinstance(place, BlockPlace)}


@pytest.mark.parametrize("data", [b"\0\1\2", _embedding("b.html", page(DRAFT))], ids=["none", "nested"])
def test_files_within_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    """They are said, and a file that holds nothing else is refused."""
    with pytest.raises(DocumentError):
        _read(tmp_path, _embedding("a.bin", data))


def _in_one_piece(data: bytes) -> str:
    def part(name: str, text: str) -> str:
        inner = re.sub(r"<\?xml.*?\?>", "", text)
        return f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [part(name, archive.read(name).decode()) for name in archive.namelist() if not name.startswith("[")]
    picture = '<pkg:part pkg:name="/word/a.png"><pkg:binaryData>iVBORw0=</pkg:binaryData></pkg:part>'
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{"".join(parts)}{picture}</pkg:package>'


def test_a_word_file_in_one_piece(tmp_path: Path) -> None:
    """Saved as one XML file it holds the same parts."""
    assert VALUES == _values(_read(tmp_path, _in_one_piece(docx(body(DRAFT))).encode()))


@pytest.mark.parametrize("change", [lambda text: text[:-9], lambda text: text.replace("iVBORw0=", "iVB%")])
def test_a_broken_file_in_one_piece(tmp_path: Path, change: Callable[[str], str]) -> None:
    """Where it is cut off, or a part is no data, that is said."""
    with pytest.raises(DocumentError, match="损坏"):
        _read(tmp_path, change(_in_one_piece(docx(body(DRAFT)))).encode())


_MARK = '<w:fldChar w:fldCharType="{}"/>'


@pytest.mark.parametrize(
    "field",
    [
        f"<w:r>{_MARK.format('begin')}<w:instrText> =SUM(LEFT)</w:instrText>{_MARK.format('end')}</w:r>",
        '<w:fldSimple w:instr=" =SUM(LEFT) "/>',
    ],
)
def test_formulas_without_a_result(tmp_path: Path, field: str) -> None:
    """What a program left for Word to reckon is no blank that nobody speaks of."""
    total = DRAFT.values["applications.new.total"]
    report = _read(tmp_path, docx(body(DRAFT, lambda text: field if text == total else run(text))))
    assert any("1个单元格的公式" in one.text for one in report.remarks)


def _numbered(tmp_path: Path, write: Callable[[str], str]) -> dict[str, Decimal | None]:
    """The values where the total has, written in some way, the number 7 of a list."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    total = DRAFT.values["applications.new.total"]
    count = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    content = body(DRAFT, lambda text: f"</w:p><w:p>{count}{write(text)}" if text == total else run(text))
    return _values(_read(tmp_path, docx(content, numbering=numbering)))


def test_a_number_of_a_list_alone_in_a_cell(tmp_path: Path) -> None:
    """Word shows it before nothing, so that the cell is not blank."""
    assert Decimal(7) == _numbered(tmp_path, lambda _: "")["applications.new.total"]


@pytest.mark.parametrize("figures", ["624", "624.5", "624,000"])
def test_a_number_of_a_list_before_another(tmp_path: Path, figures: str) -> None:
    """It is no thousand of the number that it stands before."""
    assert _numbered(tmp_path, lambda _: run(figures))["applications.new.total"] is None
