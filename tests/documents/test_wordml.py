"""Word XML of 2003, in its own names: what it hides, strikes out or has deleted is no part of the numbers beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import NUMERALS
from tests.pages import distinct
from tests.words import body, paragraph, run, table
from workbench.documents import Document, Grid, Paragraph, read_document
from workbench.errors import DocumentError
from workbench.reports import read

DRAFT = distinct(3)
_SPACES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:st1="urn:schemas-microsoft-com:office:smarttags" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)
_ANNOTATION = '<aml:annotation aml:id="1" w:type="Word.{}" aml:author="审核">{}</aml:annotation>'


def _of_2003(content: str, before: str = "") -> str:
    head = '<?xml version="1.0" encoding="{}"?><?mso-application progid="Word.Document"?>'
    return f"{head}<w:wordDocument {_SPACES}>{before}<w:body><wx:sect>{content}</wx:sect></w:body></w:wordDocument>"


def _file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "报告.xml"
    path.write_bytes(text.replace("{}", encoding, 1).encode(encoding))
    return path


def _document(tmp_path: Path, content: str, before: str = "") -> Document:
    return read_document(_file(tmp_path, _of_2003(content, before)))


def _texts(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def _values(path: Path) -> dict[str, str]:
    report = read(path)
    return {key: report.fact(key).raw for key in DRAFT.values}


def _looking(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>7</w:t></w:r>"


def _annotated(kind: str, inner: str) -> str:
    return _ANNOTATION.format(kind, f"<aml:content>{inner}</aml:content>")


_HIDING = '<w:styles><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'


@pytest.mark.parametrize(
    "beside",
    [
        _looking("<w:vanish/>"),
        _looking("<w:strike/>"),
        _looking('<w:dstrike w:val="on"/>'),
        _looking('<w:color w:val="FFFFFF"/>'),
        _looking('<w:sz w:val="2"/>'),
        _looking('<w:rStyle w:val="a"/>'),
        _annotated("Deletion", "<w:r><w:delText>7</w:delText></w:r>"),
        _annotated("Deletion", _looking("")),
    ],
)
def test_what_is_not_shown_is_no_part_of_numbers(tmp_path: Path, beside: str) -> None:
    """Before a number or behind it."""
    for made in (lambda text: beside + run(text), lambda text: run(text) + beside):
        path = _file(tmp_path, _of_2003(body(DRAFT, made), _HIDING))
        assert DRAFT.values == _values(path)


@pytest.mark.parametrize(
    "around",
    [
        "<st1:place>{}</st1:place>",
        _annotated("Insertion", "{}"),
        '<w:hlink w:dest="a">{}</w:hlink>',
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        f"{_ANNOTATION.format('Comment.Start', '')}{{}}{_annotated('Comment', paragraph('7'))}",
        '<w:r><w:rPr><w:vanish w:val="off"/></w:rPr></w:r>{}',
    ],
)
def test_what_stands_around_numbers(tmp_path: Path, around: str) -> None:
    """Marks of words, changes, links, boxes and comments leave them what they are."""
    path = _file(tmp_path, _of_2003(body(DRAFT, lambda text: around.replace("{}", run(text)))))
    assert DRAFT.values == _values(path)


def test_marks_of_notes(tmp_path: Path) -> None:
    """A raised figure behind a number is the mark of a note."""
    raised = _looking('<w:vertAlign w:val="superscript"/>')
    path = _file(tmp_path, _of_2003(body(DRAFT, lambda text: run(text) + raised * text.isdecimal())))
    report = read(path)
    assert DRAFT.values == {key: str(one.low) for key in DRAFT.values if (one := report.fact(key).exact)}


def test_a_file_in_utf_16(tmp_path: Path) -> None:
    """Its names are found in whatever encoding they are written."""
    assert DRAFT.values == _values(_file(tmp_path, _of_2003(body(DRAFT)), "utf-16"))


def test_rows_deleted_and_cells_merged_as_of_old(tmp_path: Path) -> None:
    """A row that was deleted is none, and cells may be merged by names in small letters."""
    drawn = table(DRAFT, DRAFT.form.table("applications")).replace("vMerge", "vmerge")
    gone = f"<w:tr><w:trPr>{_ANNOTATION.format('Deletion', '')}</w:trPr><w:tc>{paragraph('7')}</w:tc></w:tr></w:tbl>"
    found = _document(tmp_path, drawn.replace("</w:tbl>", gone))
    grid = next(block for block in found.blocks if isinstance(block, Grid))
    assert "7" not in {cell.text for cell in grid.rows[-1]}
    assert ["revision"] == [remark.kind for remark in found.remarks]


def test_headings_that_word_counts_itself(tmp_path: Path) -> None:
    """Lists are defined in other names, and count by numbers of formats."""
    level = '<w:start w:val="1"/><w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/>'
    lists = f'<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0">{level}</w:lvl></w:listDef>'
    lists += '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
    counted = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
    headings = [section.heading for section in DRAFT.form.sections]
    found = _document(tmp_path, "".join(paragraph(one, properties=counted) for one in headings), lists)
    assert [f"{number}、{one}" for number, one in zip(NUMERALS, headings, strict=True)] == _texts(found)


def test_notes_comments_and_running_heads(tmp_path: Path) -> None:
    """They stand in the text and are none of it: notes come behind it, comments are remarked."""
    note = f"<w:r><w:footnote>{paragraph('注一')}</w:footnote></w:r>"
    remark = f"<w:r>{_annotated('Comment', paragraph('请核对'))}</w:r>"
    head = f'<w:sectPr><w:hdr w:type="odd">{paragraph("内部资料")}</w:hdr></w:sectPr>'
    found = _document(tmp_path, f"<w:p>{run('正文')}{note}{remark}</w:p>{head}")
    assert ["正文", "注一"] == _texts(found)
    assert ["内部资料"] == [one.text for one in found.margins]
    assert ["文件中留有批注（审核）：请核对"] == [one.text for one in found.remarks]


def test_a_file_without_text(tmp_path: Path) -> None:
    """It is refused with words that say what to do."""
    path = tmp_path / "报告.xml"
    path.write_text(_of_2003("").replace("w:body", "w:bodies").replace("{}", "utf-8"), "utf-8")
    with pytest.raises(DocumentError, match="请"):
        read_document(path)
