"""Fields of files that LibreOffice reads: what they show is read, and not what it makes of them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import as_text
from tests.documents.pdfs import needed
from tests.pages import distinct
from tests.reading import report_of
from tests.words import body, docx, run
from workbench.documents import read_document
from workbench.documents.model import FORMULA, Grid
from workbench.documents.office.fields import without_rtf_fields
from workbench.documents.office.values import without_formulas, without_values
from workbench.reports import read
from workbench.values import State

pytestmark = pytest.mark.xdist_group("office")

_XML = '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">{}</w:wordDocument>'
_RTF = rb"{\field{\*\fldinst %s}{\fldrslt %s}}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field(instruction: str, result: str) -> str:
    return _mark("begin") + instruction + _mark("separate") + result + _mark("end")


def _told(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("source", "left"),
    [
        (_RTF % (b"=SUM(LEFT)", b"12"), rb"{\field{\fldrslt 12}}"),
        (_RTF % (b"= " + _RTF % (b"MERGEFIELD a", b"7") + b" + 3", b"12"), rb"{\field{\fldrslt 12}}"),
        (_RTF % (b"{ SYMBOL 61 }", b""), rb"{\field{\*\fldinst { SYMBOL 61 }}{\fldrslt }}"),
        (rb"{\bin2 }}x" + _RTF % (rb"\bin1 }", b"5"), rb"{\bin2 }}x{\field{\fldrslt 5}}"),
    ],
)
def test_instructions_are_taken_out_of_rtf(source: bytes, left: bytes) -> None:
    """With all that stands in them; where an instruction says what is shown it is left."""
    assert left == without_rtf_fields(source)


@pytest.mark.parametrize("suffix", ["rtf", "xml"])
def test_a_field_within_the_instruction_of_another(tmp_path: Path, suffix: str) -> None:
    """A formula over a field of a mailing shows its result alone."""
    needed("soffice")
    path = tmp_path / f"报告.{suffix}"
    if suffix == "rtf":
        nested = _RTF % (b"= " + _RTF % (b"MERGEFIELD a", b"7") + b" + 3", b"1363")
        row = rb"\trowd\cellx900\cellx1800\pard\intbl a\cell " + nested + rb"\cell\row "
        path.write_bytes(rb"{\rtf1\ansi " + 2 * row + rb"\pard\par}")
    else:
        shown = _field(_told(" = ") + _field(_told(" MERGEFIELD a "), run("7")) + _told(" + 3 "), run("1363"))
        cells = f"<w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{shown}</w:p></w:tc></w:tr>"
        head = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        path.write_text(head + _XML.format(f"<w:body><w:tbl>{grid}{2 * cells}</w:tbl><w:p/></w:body>"), "utf-8")
    grids = [block for block in read_document(path).blocks if isinstance(block, Grid)]
    assert [["a", "1363"]] * 2 == [[cell.text for cell in row] for grid in grids for row in grid.rows]


def test_two_fields_side_by_side_are_no_single_number(tmp_path: Path) -> None:
    """What stands in a cell behind the end of a field and begins another is not joined to it."""
    draft, path = distinct(3), tmp_path / "报告.docx"
    key = "applications.new.business"
    field = _field(_told(" MERGEFIELD a "), run("7")) + _field(_told(" = + 3 "), run(draft.values[key]))
    path.write_bytes(docx(body(draft, lambda text: field if text == draft.values[key] else run(text))))
    report = read(path)
    assert not report.fact(key).exact
    other = report.fact("applications.new.research").exact
    assert other
    assert draft.values["applications.new.research"] == str(other.low)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (b'5<text:table-formula text:formula="ooow:" text:display="formula"/>', "5〔公式〕".encode()),
        (b"<text:expression></text:expression>", "〔公式〕".encode()),
        (b"<text:expression>5</text:expression>", b"<text:expression>5</text:expression>"),
    ],
)
def test_formulas_of_opendocument_without_a_result(written: bytes, left: bytes) -> None:
    """What stands beside one is none of its, so that something is put in its place; a result is read."""
    assert left == without_values(written)


def test_what_stands_beside_a_formula_without_a_result() -> None:
    """A cell that holds one is not read, whatever figures it has."""
    draft = distinct(3)
    key = "applications.new.business"
    report = report_of(as_text(draft.with_values(**{key: draft.values[key] + FORMULA})).encode())
    assert State.UNREADABLE is report.fact(key).state
    assert "公式没有结果" in report.fact(key).doubt


_ODF = b'<table:table-cell table:style-name="a"%s office:value-type="float" office:value="7"><text:p>%s</text:p>'


def test_what_cells_of_opendocument_say_beside_what_they_show() -> None:
    """A text is left its words alone, but for a cell without any; a workbook the values, and not their formulas."""
    formula = b' table:formula="of:=1>2"'
    assert b'<table:table-cell table:style-name="a"><text:p>12</text:p>' == without_values(_ODF % (formula, b"12"))
    assert _ODF % (b"", b"") == without_values(_ODF % (b"", b""))
    endless = b'table:formula office:value="1"' + b'<table:table-cell a="' * 50_000
    assert endless == without_formulas(endless)
    assert _ODF % (b"", b"12") == without_formulas(_ODF % (formula, b"12"))
    without = b"<table:table-cell%s/>" % formula
    assert without == without_formulas(without)
    endless = b"<!--" + b"<table:table-cell " * 20_000 + b"-->"
    assert endless == without_values(endless)
