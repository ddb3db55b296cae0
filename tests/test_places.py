"""Every figure and every claim can be pointed at: what stands at its place in the source is what was read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.appearances.drafts import different
from tests.builders import Draft
from tests.documents.prints import HIGH, WIDE, printed
from tests.documents.test_sheet import one_sheet
from tests.generators.truthful import truthful
from tests.pages import site
from tests.reading import text_at
from tests.words import body, docx
from workbench.documents import (
    BlockPlace,
    Document,
    Grid,
    Location,
    PagePlace,
    Paragraph,
    Piece,
    SheetPlace,
    TextPlace,
    read_document,
)
from workbench.reports import Report, recognise

BUNDLED = sorted((Path(__file__).parent.parent / "data" / "reports").glob("*.txt"))
DRAFTS = [truthful(seed).draft for seed in range(4)]


def _places(report: Report) -> Iterator[tuple[str, Location]]:
    """All figures and claims with their places."""
    yield from _figures(report)
    yield from _claims(report)


def _figures(report: Report) -> Iterator[tuple[str, Location]]:
    for fact in report.cells.values():
        assert fact.location is not None, fact.key
        yield fact.raw, fact.location


def _claims(report: Report) -> Iterator[tuple[str, Location]]:
    for statement in report.statements:
        section = report.section(statement.section)
        assert section is not None
        place = section.locate(statement.claim.start, statement.claim.end)
        assert place is not None
        assert statement.claim.text == section.text[statement.claim.start : statement.claim.end]
        yield statement.claim.text, place


def _written(tmp_path: Path, name: str, data: bytes) -> tuple[Document, Report]:
    path = tmp_path / name
    path.write_bytes(data)
    document = read_document(path)
    return document, recognise(document)


# -- texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BUNDLED, ids=[path.name[:3] for path in BUNDLED])
def test_lines_and_columns(path: Path) -> None:
    """The characters at a place of a text are those that were read, but for spaces around and within them."""
    data = path.read_bytes()
    report = recognise(read_document(path))
    assert len(list(_places(report))) > 200
    for raw, place in _places(report):
        assert isinstance(place, TextPlace)
        assert _bare(raw) == _bare(text_at(data, place))


def _bare(text: str) -> str:
    return "".join(text.split())


# -- web pages, Word files, workbooks ----------------------------------------------------------------------


@pytest.mark.parametrize("draft", DRAFTS, ids=range(len(DRAFTS)))
@pytest.mark.parametrize("kind", ["html", "docx"])
def test_blocks_and_cells(tmp_path: Path, draft: Draft, kind: str) -> None:
    """A block's number and the characters of it, or its row and column, lead to what was read."""
    data = site(draft).encode() if kind == "html" else docx(body(draft))
    document, report = _written(tmp_path, f"报告.{kind}", data)
    assert report.statements
    for raw, place in _places(report):
        assert isinstance(place, BlockPlace)
        block = document.blocks[place.block - 1]
        if isinstance(block, Paragraph):
            assert raw == block.text[place.start : place.end]
        else:
            assert [raw] == [cell.text for row in block.rows for cell in row if cell.location == place]
            assert place.table == sum(isinstance(one, Grid) for one in document.blocks[: place.block])


@pytest.mark.parametrize("draft", DRAFTS, ids=range(len(DRAFTS)))
def test_sheets_and_cells(tmp_path: Path, draft: Draft) -> None:
    """A sheet's name and a cell's lead to what was read, as another library has it."""
    out = io.BytesIO()
    one_sheet(draft, text=True).save(out)
    _, report = _written(tmp_path, "报告.xlsx", out.getvalue())
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    for raw, place in _places(report):
        assert isinstance(place, SheetPlace)
        text = str(book[place.sheet][place.cell].value)
        assert raw == (text if place.start is None else text[place.start : place.end])


# -- pages ------------------------------------------------------------------------------------------------


def _found(texts: list[pypdfium2.PdfTextPage], place: Location) -> str:
    """What another call of the library finds in the boxes of a place, which are within their pages."""
    assert isinstance(place, PagePlace)
    found = ""
    for page, (left, top, right, bottom) in place.boxes:
        assert 0 <= left < right <= WIDE
        assert 0 <= top < bottom <= HIGH
        found += texts[page - 1].get_text_bounded(left + 0.5, HIGH - bottom, right - 0.5, HIGH - top)
    return _bare(found).replace("\ufffe", "")


@pytest.mark.parametrize("seed", range(6))
def test_pages_and_boxes(tmp_path: Path, seed: int) -> None:
    """In the box of a figure nothing else stands; in those of a claim at most a character beside it at each end."""
    data = printed(different(seed))
    document, report = _written(tmp_path, "报告.pdf", data)
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(data)]
    figures = list(_figures(report))
    assert [raw for raw, _ in figures] == [_found(texts, place) for _, place in figures]
    grids = (block for block in document.blocks if isinstance(block, Grid))
    cells = {cell.location for grid in grids for row in grid.rows for cell in row}
    claims = [(raw, place) for raw, place in _claims(report) if place not in cells]
    assert claims
    for raw, place in claims:
        assert _bare(raw) in _found(texts, place)
        assert len(_bare(raw)) + 2 >= len(_found(texts, place))


def test_pages_without_rules(tmp_path: Path) -> None:
    """There too a figure's box holds the figure alone, be it parted by gaps and nothing else."""
    data = printed(different(7), ruled=False)
    _, report = _written(tmp_path, "报告.pdf", data)
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(data)]
    figures = list(_figures(report))
    assert [raw for raw, _ in figures] == [_found(texts, place) for _, place in figures]


# -- paragraphs --------------------------------------------------------------------------------------------


def _paragraph(lengths: list[int]) -> Paragraph:
    """A paragraph of lines of so many characters, three on a page, each character ten points wide."""
    pieces, start = [], 0
    for at, length in enumerate(lengths):
        left = 70.0 if at == 0 else 50.0
        box = left, 100.0 + 20 * (at % 3), left + 10 * length, 112.0 + 20 * (at % 3)
        edges = tuple(left + 10.0 * n for n in range(length + 1))
        pieces.append(Piece(start, PagePlace(1 + at // 3, box), edges))
        start += length
    text = "".join(chr(0x4E00 + n % 500) for n in range(start))
    return Paragraph(text, PagePlace(1, (50, 100, 300, 160)), pieces=tuple(pieces))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.data())
def test_places_over_lines_and_pages(lengths: list[int], data: st.DataObject) -> None:
    """The boxes of a span are as wide as its characters, on the pages of its lines; a part has the place it had."""
    paragraph = _paragraph(lengths)
    start = data.draw(st.integers(0, len(paragraph.text) - 1))
    end = data.draw(st.integers(start + 1, len(paragraph.text)))
    place = paragraph.place(start, end)
    assert isinstance(place, PagePlace)
    lines = [at for at, length in enumerate(lengths) for _ in range(length)][start:end]
    expected = [(1 + line // 3, 10.0 * lines.count(line)) for line in sorted(set(lines))]
    assert expected == [(page, right - left) for page, (left, _, right, _) in place.boxes]
    part = paragraph.cut(start, end)
    assert (paragraph.text[start:end], place) == (part.text, part.place(0, end - start))


def test_a_sentence_over_a_page_end(tmp_path: Path) -> None:
    """A paragraph that goes on on the next page is one, and a claim at the page end has its boxes on both."""
    filler = ["本机关按照要求开展工作。"] * 36
    sentence = "本年度，本机关通过门户网站等渠道共收到政府信息公开申请三十二件，均已按期答复。"
    seen: set[tuple[int, ...]] = set()
    for lines in range(9):
        draft = different(3).with_text("一", *filler, "不断改进工作。" * lines + sentence * 9)
        document, report = _written(tmp_path, "报告.pdf", printed(draft))
        assert any(isinstance(block, Paragraph) and sentence * 9 in block.text for block in document.blocks)
        seen |= {tuple(page for page, _ in place.boxes) for _, place in _claims(report) if isinstance(place, PagePlace)}
    assert (1, 2) in seen
