"""PDFs: cells with their page and box whatever the page looks like, and what cannot be relied on said to be so."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdfium2 import raw

from benchmarks.appearances.making import printed as by_browser
from tests.documents.pdfs import by_hand, cells_of, locked, needed, ruled, stream, text
from tests.documents.prints import HIGH, LEFT, chinese, printed, said, wrapped
from tests.pages import distinct
from workbench.documents import Box, Document, Grid, PagePlace, Paragraph, read_document
from workbench.documents.pdf import layout, many
from workbench.documents.pdf.glyphs import NOTHING
from workbench.documents.pdf.opening import MOST_PAGES, opened
from workbench.documents.pdf.wrapped import TWO_LINES
from workbench.errors import DocumentError
from workbench.reports import read
from workbench.values import State

NUMBERS = [["11", "12", "13"], ["21", "22", "23"]]
LABELLED = [["alpha", "beta", "gamma"], ["(1)x", "12", "13"]]
RULES = ruled(NUMBERS)
EMPTY = ruled([["", ""], ["", ""]])


def _read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "报告.pdf"
    path.write_bytes(data)
    return read_document(path)


def _texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in cells_of(document)]


def _boxes(document: Document) -> list[Box]:
    places = [cell.location for row in cells_of(document) for cell in row]
    assert all(isinstance(place, PagePlace) and place.page == 1 for place in places)
    return [place.box for place in places if isinstance(place, PagePlace)]


def _paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


# -- where cells are --------------------------------------------------------------------------------------

INSIDE: list[Box] = [
    (50.0 + 60 * column, 450.0 - 20 * row, 110.0 + 60 * column, 430.0 - 20 * row)
    for row in range(2)
    for column in range(3)
]
"""Left, top, right and bottom of the cells, counted from the lower left corner."""

SHOWN: dict[str, Callable[[float, float], tuple[float, float]]] = {
    "": lambda x, y: (x, 500 - y),
    "/Rotate 90": lambda x, y: (y, x),
    "/Rotate 180": lambda x, y: (400 - x, y),
    "/Rotate 270": lambda x, y: (500 - y, 400 - x),
    "/MediaBox [-40 -30 400 500] /CropBox [10 20 390 480]": lambda x, y: (x - 10, 480 - y),
    "/MediaBox [-40 -30 400 500] /CropBox [10 20 390 480] /Rotate 90": lambda x, y: (y - 20, x - 10),
}


@pytest.mark.parametrize("page", SHOWN)
def test_boxes_are_those_of_the_page_as_shown(tmp_path: Path, page: str) -> None:
    """Whatever turns or crops the page, a box is counted from the upper left corner that a reader sees."""
    document = _read(tmp_path, by_hand(RULES, page=page))
    assert NUMBERS == _texts(document)
    for inside, box in zip(INSIDE, _boxes(document), strict=True):
        (x, y), (u, v) = SHOWN[page](*inside[:2]), SHOWN[page](*inside[2:])
        assert pytest.approx((min(x, u), min(y, v), max(x, u), max(y, v)), abs=0.5) == box


def _segments(dash: float, gap: float) -> str:
    """The table with each dash of its rules drawn by itself."""
    lines = []
    for x, y, u, v in _lines():
        at = 0.0
        while at < max(u - x, y - v):
            end = min(at + dash, max(u - x, y - v))
            lines.append(f"{x + at} {y} m {x + end} {v} l S" if y == v else f"{x} {y - at} m {u} {y - end} l S")
            at += dash + gap
    return "\n".join(["0.7 w", *lines, *RULES.splitlines()[8:]])


def _lines() -> list[tuple[float, float, float, float]]:
    level = [(50.0, y, 230.0, y) for y in (450.0, 430.0, 410.0)]
    return level + [(x, 450.0, x, 410.0) for x in (50.0, 110.0, 170.0, 230.0)]


def _filled() -> str:
    """The table whose rules are thin rectangles."""
    bars = [f"{x - 0.3} {v - 0.3} {u - x + 0.6} {y - v + 0.6} re f" for x, y, u, v in _lines()]
    return "\n".join([*bars, *RULES.splitlines()[8:]])


SIDES = ("50 450 m 50 410 l S", "230 450 m 230 410 l S")
STYLES = {
    "dash pattern": "[3 2] 0 d\n" + RULES,
    "dashes": _segments(4, 3),
    "dots": "1 J\n" + _segments(0.7, 1.4),
    "double": "\n".join([RULES, *(f"{x + 1.5} {y - 1.5} m {u + 1.5} {v - 1.5} l S" for x, y, u, v in _lines())]),
    "thick": RULES.replace("0.7 w", "3 w"),
    "no side rules": "\n".join(one for one in RULES.splitlines() if one not in SIDES),
    "thin rectangles": _filled(),
    "one rectangle a cell": "\n".join(
        ["0.7 w", *(f"{x} {v} {u - x} {y - v} re S" for x, y, u, v in INSIDE), *RULES.splitlines()[8:]]
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_rules_of_every_kind(tmp_path: Path, style: str) -> None:
    """Dashed, dotted, double, thick and missing rules make the same cells, and none is doubted."""
    document = _read(tmp_path, by_hand(STYLES[style]))
    assert NUMBERS == _texts(document)
    assert not [cell.doubt for row in cells_of(document) for cell in row if cell.doubt]
    for (left, top, right, bottom), box in zip(INSIDE, _boxes(document), strict=True):
        assert pytest.approx((left, 500 - top, right, 500 - bottom), abs=2) == box


# -- numbers that may be none ------------------------------------------------------------------------------


def test_numbers_wrapped_in_narrow_cells(tmp_path: Path) -> None:
    """Digits on two lines are one number where the first line is full, and else doubted."""
    narrow = ruled([["", ""], ["", ""]], wide=22)
    full = cells_of(_read(tmp_path, by_hand(f"{narrow}\n{text(53, 442, '123')}{text(53, 432, '45')}")))
    assert ("12345", "") == (full[0][0].text, full[0][0].doubt)
    two = cells_of(_read(tmp_path, by_hand(f"{EMPTY}\n{text(53, 442, '12')}{text(53, 432, '45')}")))
    assert ("12 45", TWO_LINES) == (two[0][0].text, two[0][0].doubt)
    over = f"{text(53, 442, '9')}{text(53, 432, '4')}{text(75, 432, '12')}"
    above = cells_of(_read(tmp_path, by_hand(f"{narrow}\n{over}")))
    assert ("9 4", TWO_LINES) == (above[0][0].text, above[0][0].doubt)  # two digits have room, as the next cell shows


def test_two_readings_that_differ(tmp_path: Path) -> None:
    """A font whose codes two readers take for different digits: the cell is doubted and both are told."""
    code = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange "
        "<00> <ff> endcodespacerange 1 beginbfchar <0031> <0037> endbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    content = f"{EMPTY}\nBT /F2 10 Tf 70 436 Td (21) Tj ET\n{text(130, 436, '21')}"
    cells = cells_of(_read(tmp_path, by_hand(content, objects=[font, stream(code.encode())], fonts="/F2 4 0 R")))
    assert "两种读法不一致" in cells[0][0].doubt
    assert all(value in cells[0][0].doubt for value in ("21", "27"))
    assert ("21", "") == (cells[0][1].text, cells[0][1].doubt)


@pytest.mark.parametrize("words", ["Words of a report. ", "本年度按照要求公开信息。"])
def test_letters_of_which_the_file_says_nothing(tmp_path: Path, words: str) -> None:
    """Without the table from shapes to letters, text is inferred or recognised, and its numbers are not relied on."""
    needed("chromium")
    rows = "".join(f"<tr>{''.join(f'<td>{number}</td>' for number in row)}</tr>" for row in NUMBERS)
    style = (
        "<style>body{font-family:'DejaVu Sans'}table{border-collapse:collapse}td{border:1px solid;padding:9px}</style>"
    )
    page = tmp_path / "页.html"
    page.write_text(f"<meta charset=utf-8>{style}<table>{rows}</table><p>{words * 20}</p>", "utf-8")
    data = by_browser(page, tmp_path).read_bytes()
    assert b"/ToUnicode" in data
    document = _read(tmp_path, data.replace(b"/ToUnicode", b"/NoUnicode"))
    assert NUMBERS == _texts(document)
    assert words.strip() in _paragraphs(document)[0]
    assert all(cell.doubt or cell.location.score is not None for row in cells_of(document) for cell in row)
    assert any(word in document.remarks[0].text for word in ("没有标明文字编码", "扫描图像"))


def test_fonts_that_state_no_height(tmp_path: Path) -> None:
    """Characters stand on their baseline: a font without ascent moves none into another row."""
    draft = distinct(5, 9_999)
    data = printed(draft).replace(b"/Ascent 880 /Descent -120", b"/Ascent 000 /Descent 0000")
    path = tmp_path / "报告.pdf"
    path.write_bytes(data.replace(b"/FontBBox [-25 -254 1000 880]", b"/FontBBox [-25 -999 1000 999]"))
    report = read(path)
    found = {key: (fact.raw, fact.state) for key, fact in report.cells.items()}
    assert {key: (value, State.NUMBER) for key, value in draft.values.items()} == found


# -- page ends --------------------------------------------------------------------------------------------


def test_a_table_over_two_pages(tmp_path: Path) -> None:
    """It is one table, and a header printed again on the next page stands once."""
    more = [["(2)y", "22", "23"], ["(3)z", "32", "33"]]
    document = _read(tmp_path, by_hand(ruled(LABELLED, top=80), ruled(more, top=470)))
    assert [*LABELLED, *more] == _texts(document)
    document = _read(tmp_path, by_hand(ruled(LABELLED, top=80), ruled([LABELLED[0], *more], top=470)))
    assert [*LABELLED, *more] == _texts(document)
    assert not [cell.doubt for row in cells_of(document) for cell in row if cell.doubt]


def test_a_number_cut_by_the_page_end(tmp_path: Path) -> None:
    """Digits on both pages are joined, the place has both boxes, and the number is doubted; those beside it are not."""
    above = [LABELLED[0], ["(1)x", "2767", "13"]]
    document = _read(tmp_path, by_hand(ruled(above, top=80), ruled([["", "6", ""], ["(2)y", "32", "33"]], top=470)))
    assert [LABELLED[0], ["(1)x", "27676", "13"], ["(2)y", "32", "33"]] == _texts(document)
    cut, whole = cells_of(document)[1][1:]
    assert ("分页截断" in cut.doubt, "") == (True, whole.doubt)
    assert isinstance(cut.location, PagePlace)
    assert [1, 2] == [page for page, _ in cut.location.boxes]


def test_a_digit_alone_on_the_next_page(tmp_path: Path) -> None:
    """The rest of the last row may be one digit, and nothing else may be left of the table."""
    document = _read(tmp_path, by_hand(ruled(LABELLED, top=80), ruled([["", "", "5"]], top=470)))
    assert [LABELLED[0], ["(1)x", "12", "135"]] == _texts(document)
    assert "分页截断" in cells_of(document)[1][2].doubt


def test_running_heads_page_numbers_and_watermarks(tmp_path: Path) -> None:
    """What stands at the ends of several pages, or across them, is in the margins and parts no paragraph."""
    mark = "BT /F1 40 Tf 0.8 0.6 -0.6 0.8 100 100 Tm (DRAFT) Tj ET\n"
    bodies = ["The first page has words that go", "on over its end and those of", "the next page."]
    pages = [
        f"{mark}{text(50, 485, 'Running head')}{text(50, 40 if at < 3 else 400, body)}{text(180, 10, f'- {at} -')}"
        for at, body in enumerate(bodies, 1)
    ]
    document = _read(tmp_path, by_hand(*pages))
    assert " ".join(bodies).split() == " ".join(_paragraphs(document)).split()
    margins = [one.text for one in document.margins]
    assert ["DRAFT"] * 3 + ["Running head"] * 3 + ["- 1 -", "- 2 -", "- 3 -"] == sorted(margins, key=_by_kind)


def test_numbers_at_the_same_height_are_no_running_head(tmp_path: Path) -> None:
    """Rows of numbers alone, alike but for their digits or wholly, are kept wherever they stand on their pages."""
    rows = ["0 0 0", "0 0 0", "31 200 48"]
    pages = [text(50, 485, row) + text(50, 400, f"body {at}") for at, row in enumerate(rows, 1)]
    document = _read(tmp_path, by_hand(*pages))
    assert () == document.margins
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    read = [*_paragraphs(document), *(cell.text for grid in grids for row in grid.rows for cell in row)]
    assert all(row.split()[0] in "".join(read) for row in rows)


def _by_kind(margin: str) -> tuple[bool, str]:
    return margin.startswith("-"), margin


# -- what is not seen -------------------------------------------------------------------------------------


def test_invisible_text_is_not_read(tmp_path: Path) -> None:
    """It is neither in cells nor in sentences, and is remarked."""
    hidden = text(75, 436, "9", how="3 Tr")
    document = _read(tmp_path, by_hand(f"{RULES}\n{hidden}{text(60, 300, 'hidden words', how='3 Tr')}"))
    assert (NUMBERS, []) == (_texts(document), _paragraphs(document))
    assert ["hidden"] == [remark.kind for remark in document.remarks]


@pytest.mark.parametrize("odd", [text(146, 300, "9", how="3 Tr"), text(-30, 300, "9"), text(500, 300, "9")])
def test_what_is_not_seen_on_pages_of_plain_text(tmp_path: Path, odd: str) -> None:
    """A page of sentences is read quickly, and still without a digit that is invisible or off the page."""
    lines = "".join(text(50, 480 - 14 * at, "an ordinary line of words that fill the page") for at in range(9))
    received = text(50, 300, "received in this year 1") + text(153, 300, "2 applications")
    document = _read(tmp_path, by_hand(lines + received + odd))
    assert "9" not in "".join(_paragraphs(document))
    assert "applications" in "".join(_paragraphs(document))
    assert ["hidden"] == [remark.kind for remark in document.remarks]


def test_a_layer_of_text_over_a_scan() -> None:
    """Invisible text over a picture of the whole page is not relied on: the page is a picture."""
    dictionary = "/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8"
    layer = "".join(text(50, 480 - 12 * at, "a layer of text over a scan", how="3 Tr") for at in range(20))
    objects, resources = [stream(bytes(81), dictionary)], "/XObject << /I 4 0 R >>"
    for content, expected in (("q 400 0 0 500 0 0 cm /I Do Q\n", True), ("q 40 0 0 50 0 0 cm /I Do Q\n", False)):
        data = by_hand(content + layer + text(50, 100, "x" * 60), objects=objects, resources=resources)
        with opened(data) as pdf:
            assert expected == layout.is_picture(layout.page_text(pdf, 1))


def test_more_characters_than_a_page_has(tmp_path: Path) -> None:
    """A page of a hundred thousand characters is read as far as pages go, and said to be cut."""
    lines = "".join(text(10, 590 - 2.1 * at, "word " * 74, 2) for at in range(275))
    document = _read(tmp_path, by_hand(lines, page="/MediaBox [0 0 600 600]"))
    assert 30_000 < sum(map(len, _paragraphs(document))) < 100_000
    assert "文字过多" in document.remarks[0].text


# -- pages of plain text ----------------------------------------------------------------------------------


def _prose(seed: int) -> str:
    """A page of paragraphs with numbers, marks and Latin words in them."""
    rng = random.Random(seed)
    words = [
        "本年度",
        "共收到",
        "政府信息公开",
        "申请",
        "12",
        "，",
        "1,204",
        "件",
        "。",
        "“两微一端”",
        "PDF",
        "３０",
        "%",
    ]
    lines, top = [], 60.0
    for _ in range(rng.randint(3, 8)):
        paragraph = "".join(rng.choices(words, k=rng.randint(5, 60)))
        for at, line in enumerate(wrapped(paragraph, 470, 10.5, 21)):
            lines.append(said(line, LEFT if at else LEFT + 21, top))
            top += 17
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
def test_quick_and_full_reading_agree(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of plain text has the same paragraphs at the same places, whether all its characters are placed or not."""
    data = chinese(_prose(seed), _prose(seed + 100))
    with opened(data) as pdf:
        assert layout.page_text(pdf, 1).lines is not None
    quick = _read(tmp_path, data)
    monkeypatch.setattr(layout, "quick_lines", lambda *_: None)
    full = _read(tmp_path, data)
    assert _paragraphs(full) == _paragraphs(quick)
    for one, other in zip(full.blocks, quick.blocks, strict=True):
        assert isinstance(one.location, PagePlace)
        assert isinstance(other.location, PagePlace)
        assert [page for page, _ in one.location.boxes] == [page for page, _ in other.location.boxes]
        for (_, box), (_, near) in zip(one.location.boxes, other.location.boxes, strict=True):
            assert pytest.approx(box, abs=0.5) == near
            assert near[3] < HIGH


@pytest.mark.parametrize("seed", range(3))
def test_characters_are_numbered_as_pdfium_numbers_them(seed: int) -> None:
    """All characters of a page asked for at once are those that are asked for one by one, at the same places."""
    for data in (chinese(_prose(seed)), by_hand(text(50, 500, "co-"), text(50, 480, "operation 1-") + RULES)):
        with opened(data) as pdf:
            page = pdf[0].get_textpage()
            count = raw.FPDFText_CountChars(page.raw)
            one_by_one = "".join(chr(raw.FPDFText_GetUnicode(page.raw, at)) for at in range(count))
            assert _inked(one_by_one) == _inked(many.characters(page.raw, count))
            x, y = ctypes.c_double(), ctypes.c_double()
            for at, found in enumerate(many.across(page.raw, range(count))):
                raw.FPDFText_GetCharOrigin(page.raw, at, x, y)
                assert found == x.value
            page.close()


def _inked(found: str) -> list[tuple[int, str]]:
    return [(at, letter) for at, letter in enumerate(found) if ord(letter) not in NOTHING]


# -- files that are hardly any ------------------------------------------------------------------------------


def test_what_only_the_owner_may_copy_is_read(tmp_path: Path) -> None:
    """A file that opens without a password is read whatever it forbids; one with a password says what to do."""
    document = _read(tmp_path, locked(RULES))
    assert NUMBERS == _texts(document)
    assert not [cell.doubt for row in cells_of(document) for cell in row if cell.doubt]
    with pytest.raises(DocumentError, match="解除密码"):
        _read(tmp_path, locked(RULES, b"secret"))
    with pytest.raises(DocumentError, match="解除密码"):
        _read(tmp_path, locked(RULES).replace(b"/Standard", b"/Unknowns"))


def _with_wrong_places(data: bytes) -> bytes:
    at = data.index(b"xref")
    return data[:at] + data[at:].replace(b"0000000", b"0000009")


@pytest.mark.parametrize(
    "damage",
    [
        _with_wrong_places,
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        lambda data: data.replace(b"xref", b"xxxx"),
        lambda data: b"junk before the file\n" * 20 + data,
    ],
)
def test_damaged_tables_of_places_are_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """Where only the table of where things stand is damaged, nothing is lost."""
    assert NUMBERS == _texts(_read(tmp_path, damage(by_hand(RULES))))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_files_cut_off(tmp_path: Path, share: float) -> None:
    """What is cut off is not read in part without a word."""
    data = by_hand(RULES)
    with pytest.raises(DocumentError, match="请重新取得"):
        _read(tmp_path, data[: int(len(data) * share)])


def test_pages(tmp_path: Path) -> None:
    """A file without pages, one without text, and one with more pages than a report has say what to do."""
    with pytest.raises(DocumentError, match="请重新取得"):
        _read(tmp_path, by_hand("").replace(b"/Kids [4 0 R] /Count 1", b"/Kids [     ] /Count 0"))
    with pytest.raises(DocumentError, match="没有文字"):
        _read(tmp_path, by_hand("", ""))
    with pytest.raises(DocumentError, match=f"超过上限{MOST_PAGES}页"):
        _read(tmp_path, by_hand(*[""] * (MOST_PAGES + 1)))
