"""Word files: every cell exact, whatever Word wraps around it, and what is pending or hidden is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx as oracle
import pytest

from tests.documents.test_archive import packed_from
from tests.pages import distinct
from tests.words import NAMESPACE, body, docx, paragraph, run
from workbench.documents import BlockPlace, Document, Grid, Paragraph, read_document
from workbench.documents.word.numbering import formatted
from workbench.errors import DocumentError
from workbench.reports import recognise
from workbench.values import State


def _read(tmp_path: Path, data: bytes, name: str = "报告.docx") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


RUNS: dict[str, Callable[[str], str]] = {
    "plain": run,
    "split": lambda text: "".join(map(run, text)),
    "inserted": lambda text: f"<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins>{run(text)}</w:ins>",
    "moved": lambda text: f"<w:moveFrom>{run('9')}</w:moveFrom><w:moveTo>{run(text)}</w:moveTo>",
    "control": lambda text: f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
    "smart": lambda text: f"<w:smartTag>{run(text[:1])}</w:smartTag><w:hyperlink>{run(text[1:])}</w:hyperlink>",
    "hidden": lambda text: f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>{run(text)}",
    "field": lambda text: (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=9</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
}


@pytest.mark.parametrize("kind", RUNS)
def test_every_cell(tmp_path: Path, kind: str) -> None:
    """All 200 cells as they are shown, with unit, year and sections."""
    draft = distinct(len(kind))
    report = recognise(_read(tmp_path, docx(body(draft, RUNS[kind]))))
    found = {key: (fact.raw, fact.state) for key, fact in report.cells.items()}
    assert {key: (value, State.NUMBER) for key, value in draft.values.items()} == found
    assert (draft.unit, 2023, 6) == (report.unit, report.year, len(report.headings))


def test_the_oracle_agrees(tmp_path: Path) -> None:
    """On a plain file another library reads the same paragraphs and cells."""
    data = docx(body(distinct()))
    document = _read(tmp_path, data)
    other = oracle.Document(io.BytesIO(data))
    assert [one.text for one in other.paragraphs if one.text] == _texts(document)
    ours = [
        cell.text for block in document.blocks if not isinstance(block, Paragraph) for row in block.rows for cell in row
    ]
    seen: set[object] = set()
    theirs = []
    for table in other.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:  # noqa: SLF001 - merged cells come as often as they are wide
                    seen.add(cell._tc)  # noqa: SLF001 - as above
                    theirs.append(cell.text)
    assert theirs == ours


def test_strict_files(tmp_path: Path) -> None:
    """The stricter of the two standards names its parts otherwise and is read as well."""
    data = docx(body(distinct(4)))
    import zipfile  # noqa: PLC0415 - only here

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [
            (name, archive.read(name).replace(NAMESPACE.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
            for name in archive.namelist()
        ]
    report = recognise(_read(tmp_path, packed_from(members)))
    assert list(distinct(4).values.values()) == [fact.raw for fact in report.cells.values()]


def test_what_is_pending_or_hidden_is_said(tmp_path: Path) -> None:
    """Revisions with their authors, comments with their place, hidden text, pictures in place of tables."""
    comments = '<w:comment w:id="1" w:author="王五"><w:p><w:r><w:t>此处请核实</w:t></w:r></w:p></w:comment>'
    content = paragraph("第一段。") + "<w:p><w:commentRangeStart w:id='1'/>" + run("第二段。") + "</w:p>"
    content += '<w:p><w:ins w:author="李四">' + run("新增。") + "</w:ins></w:p>"
    content += "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>不可见</w:t></w:r></w:p><w:p><w:r><w:drawing/></w:r></w:p>"
    document = _read(tmp_path, docx(content, comments=comments))
    kinds = {remark.kind: remark for remark in document.remarks}
    assert {"revision", "hidden", "comment", "picture"} == set(kinds)
    assert "李四" in kinds["revision"].text
    assert ("此处请核实" in kinds["comment"].text, BlockPlace(2)) == (True, kinds["comment"].location)
    assert ["第一段。", "第二段。", "新增。"] == _texts(document)


def test_numbers_that_word_generates(tmp_path: Path) -> None:
    """They are written before the text as Word shows them, and start again under each heading."""
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'

    def item(level: int, text: str) -> str:
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return paragraph(text, properties=listed)

    content = item(0, "总体") + item(1, "甲") + item(1, "乙") + item(2, "丙") + item(0, "主动") + item(1, "丁")
    expected = ["一、总体", "（一）甲", "（二）乙", "1. 丙", "二、主动", "（一）丁"]
    assert expected == _texts(_read(tmp_path, docx(content, numbering=numbering)))
    printed = [("十一", 11, "chineseCounting"), ("二〇", 20, "ideographDigital"), ("③", 3, "decimalEnclosedCircle")]
    printed += [("XIV", 14, "upperRoman"), ("b", 2, "lowerLetter"), ("乙", 2, "ideographTraditional")]
    assert printed == [(formatted(count, form), count, form) for _, count, form in printed]


def test_boxes_notes_and_margins(tmp_path: Path) -> None:
    """A text box is read once although the file holds it twice; notes come last, running heads stay apart."""
    box = "<w:txbxContent><w:p><w:r><w:t>框内。</w:t></w:r></w:p></w:txbxContent>"
    content = "<w:p>" + run("正文。") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box
    content += "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent>"
    content += '<w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注。</w:t></w:r></w:p></w:footnote>'
    header = "<w:p><w:r><w:t>页眉</w:t></w:r></w:p>"
    document = _read(tmp_path, docx(content, footnotes=notes, header1=header))
    assert ["正文。", "框内。", "脚注。"] == _texts(document)
    assert ["页眉"] == [one.text for one in document.margins]


@pytest.mark.parametrize(("rows", "said"), [(1, False), (9, True)])
def test_a_table_in_a_running_head(tmp_path: Path, rows: int, *, said: bool) -> None:
    """It is none of the report's text; where it is as large as a statutory one that it was not read is said."""
    row = "<w:tr>" + 2 * "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>" + "</w:tr>"
    document = _read(tmp_path, docx(f"<w:p>{run('正文。')}</w:p>", header1=f"<w:tbl>{rows * row}</w:tbl><w:p/>"))
    assert said == any("页眉" in remark.text for remark in document.remarks)
    assert ["正文。"] == _texts(document)


def test_two_numbers_in_a_cell_are_none(tmp_path: Path) -> None:
    """Paragraphs of a cell are never run together."""
    draft = distinct()
    value = draft.values["applications.new.total"]
    data = docx(body(draft).replace(run(value), run(value) + "</w:p><w:p>" + run("3")))
    assert recognise(_read(tmp_path, data)).fact("applications.new.total").exact is None


def test_hostile_files(tmp_path: Path) -> None:
    """Entities, bombs and cut files end in a message that says what to do."""
    xml = b'<!DOCTYPE a [<!ENTITY x "y">]><w:document xmlns:w="' + NAMESPACE.encode() + b'"><w:body/></w:document>'
    for data in (
        packed_from([("word/document.xml", xml)]),
        packed_from([("word/document.xml", b"<w>" + b" " * 80_000_000)]),
        packed_from([("word/document.xml", b"<a>" * 5000)]),
        packed_from([("word/document.xml", b"no xml")]),
        docx(body(distinct()))[:-400],
    ):
        with pytest.raises(DocumentError, match="请"):
            _read(tmp_path, data)


def test_what_follows_a_plain_table_within_another(tmp_path: Path) -> None:
    """Text that was moved away stays away in the cells behind one that holds a table of nothing but text."""
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    moved = f"<w:tc>{paragraph('7', RUNS['moved'])}</w:tc>"
    rows = f"<w:tr><w:tc>{inner}<w:p/></w:tc>{moved}</w:tr><w:tr>{moved}{moved}</w:tr>"
    (grid,) = _read(tmp_path, docx(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(grid, Grid)
    assert [["甲", "乙", "7"], ["7", "7"]] == [[cell.text for cell in row] for row in grid.rows]
