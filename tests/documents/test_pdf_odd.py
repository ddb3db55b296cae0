"""PDFs that are out of the ordinary: locked ones, fields and notes, rows cut at odd places, pages set askew."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.documents.pdfs import by_hand, locked, read_cells, ruled, stream, text
from tests.documents.prints import chinese, printed, said
from tests.generators.truthful import truthful
from tests.pages import distinct
from workbench.documents import Cell, Grid, PagePlace, Paragraph, read_document
from workbench.documents.pdf.columns import in_columns
from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.pdf.halves import middle
from workbench.documents.pdf.layout import is_garbled, page_text
from workbench.documents.pdf.lines import text_of
from workbench.documents.pdf.opening import opened
from workbench.documents.pdf.plain import plain
from workbench.documents.pdf.spacing import closed_up
from workbench.reports import read, recognise
from workbench.reports.tables.placing import is_off_line
from workbench.reports.tables.rows import LooseRow
from workbench.values import State

RESOURCES = "/Resources << /Font << /F1 3 0 R >> >>"
NUMBERS = [["11", "12", "13"], ["21", "22", "23"]]


# -- locks, fields, notes ---------------------------------------------------------------------------------


def test_a_lock_that_opens_by_itself_is_taken_off(tmp_path: Path) -> None:
    """Readers that know no locks get a copy without one, and the file itself where there is none."""
    path = tmp_path / "报告.pdf"
    for data, expected in ((locked(ruled(NUMBERS)), False), (by_hand(ruled(NUMBERS)), True)):
        path.write_bytes(data)
        with opened(data) as pdf, plain(pdf, path) as other:
            assert expected == (other == path)
            with opened(other.read_bytes()) as copy:
                assert raw.FPDF_GetSecurityHandlerRevision(copy.raw) == -1


@pytest.mark.parametrize(
    "kind", [("/Widget /FT /Tx /T (a) /V (11)", "/FreeText /DA (/F1 10 Tf)"), ("/Stamp", "/Stamp")]
)
def test_fields_and_notes_are_part_of_the_page(tmp_path: Path, kind: tuple[str, str]) -> None:
    """Numbers that were filled in, written or stamped upon a page stand in its cells, and both readings see them."""
    shape = "/Type /XObject /Subtype /Form /BBox [0 0 40 12] /Resources << /Font << /F1 3 0 R >> >>"
    drawn = [stream(f"BT /F1 10 Tf 2 2 Td ({number}) Tj ET".encode(), shape) for number in ("11", "22")]
    note = "<< /Type /Annot /Subtype {} /Rect [{}] /F 4 /AP << /N {} 0 R >> >>"
    notes = [
        note.format(kind[0], "55 433 95 445", 4).encode(),
        note.format(f"{kind[1]} /Contents (22)", "115 413 155 425", 5).encode(),
    ]
    content = ruled([["", "12", "13"], ["21", "", "23"]])
    cells = read_cells(tmp_path, by_hand(content, objects=[*drawn, *notes], page="/Annots [6 0 R 7 0 R]"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert not any(cell.doubt for row in cells for cell in row)


def test_fields_that_the_file_does_not_draw(tmp_path: Path) -> None:
    """What was filled in is read where it is left to the reader of the file to draw it, as many a program does."""
    fields = [
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{at}) /V ({number}) /DA (/F1 10 Tf 0 g) /Rect [{box}] /F 4 >>"
        for at, (number, box) in enumerate([("11", "55 433 95 445"), ("22", "115 413 155 425")])
    ]
    content = ruled([["", "12", "13"], ["21", "", "23"]])
    data = by_hand(content, objects=[one.encode() for one in fields], page="/Annots [4 0 R 5 0 R]")
    form = b"/AcroForm << /Fields [4 0 R 5 0 R] /NeedAppearances true /DR << /Font << /F1 3 0 R >> >> >> /Pages 2 0 R"
    cells = read_cells(tmp_path, data.replace(b"/Pages 2 0 R", form, 1))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]


def test_letters_that_a_form_says_are_to_be_read_as_others(tmp_path: Path) -> None:
    """They stand where the form draws them, whatever coordinates it has of its own."""
    said = "/Span << /ActualText <FEFF0031> >> BDC"
    shape = "/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Matrix [0.5 0 0 0.5 0 0]"
    drawn = [stream(f"{said} BT /F1 20 Tf 20 12 Td (1) Tj ET EMC".encode(), f"{shape} {RESOURCES}")]
    content = f"{ruled([['', '12', '13'], NUMBERS[1]])} q 1 0 0 1 50 430 cm /X Do Q {text(65.56, 436, '1')}"
    cells = read_cells(tmp_path, by_hand(content, objects=drawn, resources="/XObject << /X 4 0 R >>"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]


def test_letters_that_stand_for_several_are_looked_at_one_by_one() -> None:
    """A ligature is two letters when a page is asked whether its text is any."""
    data = by_hand(ruled(NUMBERS))
    with opened(data) as pdf:
        page = page_text(pdf, 1)
    ligature = page.glyphs[0]._replace(text="fi")
    assert not is_garbled(page._replace(glyphs=[ligature]))


# -- rows that are cut ------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", [0, 1])
def test_a_label_that_stands_alone_on_the_next_page(tmp_path: Path, head: int) -> None:
    """Values without a label above a page end and a label without values below it are one row, which is doubted.

    So they are where the head of the table is repeated between.
    """
    above = [["alpha", "beta", "gamma"], ["(1)x", "12", "13"], ["", "22", "23"]]
    below = ruled([*above[:head], ["(2)y", "", ""]], top=470)
    cells = read_cells(tmp_path, by_hand(ruled(above, top=100), below))
    assert [*above[:2], ["(2)y", "22", "23"]] == [[cell.text for cell in row] for row in cells]
    assert all("分页截断" in cell.doubt for cell in cells[2][1:])
    assert not any(cell.doubt for row in cells[:2] for cell in row)


ABOVE = [["alpha", "beta", "gamma"], ["(1)x", "12", "13"]]


@pytest.mark.parametrize(("begun", "rest"), [(r"\(2", r"\)y"), (r"\(", r"2\)y"), ("2", ".y"), ("", "(2)y")])
def test_a_numbering_that_a_page_end_cuts(tmp_path: Path, begun: str, rest: str) -> None:
    """It is of one label, and the numbers beside it are one row's, though all have digits on both pages."""
    upper = ruled([*ABOVE, [begun, "7", "9"]], top=100)
    cells = read_cells(tmp_path, by_hand(upper, ruled([[rest, "894", "11"], ["(3)z", "32", "33"]], top=470)))
    row = [f"{begun}{rest}".replace("\\", ""), "7894", "911"]
    assert [*ABOVE, row, ["(3)z", "32", "33"]] == [[cell.text for cell in row] for row in cells]
    assert all("分页截断" in cell.doubt for cell in cells[2][1:])
    assert not any(cell.doubt for row in (*cells[:2], cells[3]) for cell in row)


def test_values_above_a_page_end_and_the_rest_below_it_with_their_label(tmp_path: Path) -> None:
    """Numbers without a label, some of them cut, are of the row whose label the next page has; all are doubted."""
    below = ruled([["(2)y", "894", ""], ["(3)z", "32", "33"]], top=470)
    cells = read_cells(tmp_path, by_hand(ruled([*ABOVE, ["", "7", "9"]], top=100), below))
    assert ["(2)y", "7894", "9"] == [cell.text for cell in cells[2]]
    assert all("分页截断" in cell.doubt for cell in cells[2][1:])


def test_rows_of_their_own_on_both_pages(tmp_path: Path) -> None:
    """A number and a label with a numbering are no cut numbering, nor are two whole ones."""
    for last, first in (("2", "3.y"), ("(1)", "(2)y"), ("2.x", "3.y")):
        upper = ruled([*ABOVE, [last, "7", "9"]], top=100)
        cells = read_cells(tmp_path, by_hand(upper, ruled([[first, "894", "11"]], top=470)))
        assert [*ABOVE, [last, "7", "9"], [first, "894", "11"]] == [[cell.text for cell in row] for row in cells]
        assert not any(cell.doubt for row in cells for cell in row)


def test_a_wrapped_number_takes_its_place_in_a_row_without_a_label(tmp_path: Path) -> None:
    """Where the first of a row's numbers stands on two lines, it is not read, and the others are."""
    draft = distinct(most=999)
    odd = next(key for key in draft.values if key.startswith("disputes."))
    path = tmp_path / "报告.pdf"
    path.write_bytes(printed(draft.with_values(**{odd: "9 3"})))
    report = read(path)
    assert report.fact(odd).interval is None
    rest = {key: value for key, value in draft.values.items() if key != odd}
    assert rest == {key: report.fact(key).raw for key in rest}
    assert {State.NUMBER} == {report.fact(key).state for key in rest}


# -- pages that lean --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lean", [0.5, -1.7, 3.0])
@pytest.mark.parametrize("page", ["/MediaBox [0 0 400 500]", "/MediaBox [0 0 400 500] /Rotate 90"])
def test_a_page_that_leans_is_set_level(tmp_path: Path, lean: float, page: str) -> None:
    """Rules that lean a little are rules, and its cells are said to be where the page shows them."""
    cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
    words = text(50, 300, "a line below the table that has some words in it")
    content = f"{cos} {sin} {-sin} {cos} 0 0 cm {ruled(NUMBERS)}\n{words}"
    cells = read_cells(tmp_path, by_hand(content, page=page))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert not any(cell.doubt for row in cells for cell in row)
    place = cells[0][2].location
    assert isinstance(place, PagePlace)
    x, y = cos * 200 - sin * 440, sin * 200 + cos * 440
    middle = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    assert pytest.approx((y, x) if "Rotate" in page else (x, 500 - y), abs=4) == middle


# -- tables with rules or numbers amiss -------------------------------------------------------------------


def test_numbers_whose_halves_stand_around_the_line_of_their_row(tmp_path: Path) -> None:
    """Without rules, numbers in two lines beside others in one are one row with these, and doubted."""
    names = "".join(text(60 + 50 * at, 440, f"name{at}") for at in range(6))
    row = "".join(text(60 + 50 * at, 410, str(100 + at)) for at in (0, 2, 3, 5))
    halves = "".join(
        text(60 + 50 * at, 410 + up, half) for at in (1, 4) for up, half in ((6.5, f"{at}234"), (-6.5, "5"))
    )
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand(names + row + halves))
    (grid,) = (block for block in read_document(path).blocks if isinstance(block, Grid))
    assert ["100", "12345", "102", "103", "42345", "105"] == [cell.text for cell in grid.rows[-1]]
    assert [False, True, False, False, True, False] == [bool(cell.doubt) for cell in grid.rows[-1]]


def test_a_last_row_that_a_page_end_leaves_open(tmp_path: Path) -> None:
    """A row is open below where all upright rules go on that reach the last level one, be they few."""
    numbers = [["11", "12", "13", "14", "15", "16"], ["21", "22", "23", "24", "25", "26"]]
    upper = ruled(numbers, top=120, wide=30)
    whole = f"50 60 m 230 60 l S {text(60, 66, 'heading')}"
    left_open = "50 80 m 50 44 l S 230 80 m 230 44 l S 110 60 m 110 44 l S"
    words = f"{text(55, 48, 'alpha')}{text(160, 48, '31')}"
    cells = read_cells(tmp_path, by_hand(f"{upper}\n{whole}\n{left_open}\n{words}"))
    assert [*numbers, ["heading"], ["alpha", "31"]] == [[cell.text for cell in row] for row in cells]


def test_a_mark_across_a_table_is_in_none_of_its_cells(tmp_path: Path) -> None:
    """Letters far larger than the others, and higher than the cells that they stand in, are part of no number."""
    mark = text(48, 420, "DRAFT", size=60)
    cells = read_cells(tmp_path, by_hand(f"0.9 g {mark} 0 g\n{ruled(NUMBERS)}"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]


def test_text_in_two_columns(tmp_path: Path) -> None:
    """The left column is read before the right one, and a heading over both before either."""
    left = [f"the left column goes on in line {name}" for name in "abcdef"]
    right = [f"the right one in line {name}" for name in "ghijk"]
    columns = [text(x, 440 - 14 * at, line) for x, part in ((30, left), (230, right)) for at, line in enumerate(part)]
    heading = text(100, 460, "a heading that stands over both of the columns")
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand(f"{ruled(NUMBERS, top=340)}\n{heading}{''.join(columns)}"))
    found = " ".join(block.text for block in read_document(path).blocks if isinstance(block, Paragraph))
    assert " ".join(["a heading that stands over both of the columns", *left, *right]) == found


def _two_a_sheet(data: bytes) -> bytes:
    """The pages of a file set side by side, two on each sheet."""
    with pypdfium2.PdfDocument(data) as pdf:
        made = pypdfium2.PdfDocument(raw.FPDF_ImportNPagesToOne(pdf.raw, 842.0, 595.0, 2, 1))
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def test_two_pages_on_a_sheet(tmp_path: Path) -> None:
    """The left one is read before the right one, as if each were a page of its own."""
    path, draft = tmp_path / "报告.pdf", truthful(3).draft
    path.write_bytes(printed(draft))
    alone = read(path)
    path.write_bytes(_two_a_sheet(path.read_bytes()))
    both = read(path)
    expected = {key: (fact.raw, fact.state) for key, fact in alone.cells.items()}
    assert expected == {key: (fact.raw, fact.state) for key, fact in both.cells.items()}
    assert [one.text for one in alone.sections] == [one.text for one in both.sections]


def _glyphs(x: float, top: float, line: str) -> list[Glyph]:
    boxes = ((x + 10 * at, top, x + 10 * at + 10, top + 10) for at in range(len(line)))
    return [Glyph(one, box, 10, 0, seen=True, run=0) for one, box in zip(line, boxes, strict=True)]


def test_a_sheet_that_holds_one_page() -> None:
    """A table without rules that leaves the middle free, a line across it, and an upright sheet are no two pages."""
    prose = [glyph for side in (20, 420) for top in range(0, 200, 20) for glyph in _glyphs(side, top, "字" * 30)]
    labels = [glyph for top in range(0, 200, 20) for glyph in _glyphs(20, top, "字" * 30)]
    numbers = [glyph for x in (420, 500, 580) for top in range(0, 200, 20) for glyph in _glyphs(x, top, "123")]
    assert 400 == middle(800, 600, prose, [])
    assert 400 == middle(800, 600, [*labels, *numbers], [(410, 0, 760, 200)])
    assert 0 == middle(800, 600, [*labels, *numbers], [])
    assert 0 == middle(800, 600, [*prose, *_glyphs(350, 300, "字" * 10)], [])
    assert 0 == middle(800, 600, prose, [(20, 300, 780, 400)])
    assert 0 == middle(800, 900, prose, [])


@pytest.mark.parametrize(("high", "doubted"), [(0, False), (1, False), (3, True)])
def test_digits_lifted_above_the_others(tmp_path: Path, high: int, *, doubted: bool) -> None:
    """They may be the mark of a note, be they as large as the others."""
    numbers = ruled([["12", "34"], ["56", "78"]])
    cell = read_cells(tmp_path, by_hand(numbers + "\n" + text(71.2, 436 + high, "9")))[0][0]
    assert ("129", doubted) == (cell.text, bool(cell.doubt))


@pytest.mark.parametrize(("x", "y", "doubted"), [(71.2, 436, False), (66, 436, True), (63, 437, True), (60, 430, True)])
def test_a_mark_that_is_printed_over_a_number(tmp_path: Path, x: float, y: float, *, doubted: bool) -> None:
    """Digits that lie over those of a number, or on a line that does, are not silently taken for more of its digits."""
    numbers = ruled([["12", "34"], ["56", "78"]])
    cell = read_cells(tmp_path, by_hand(numbers + "\n" + text(x, y, "9876")))[0][0]
    assert doubted == bool(cell.doubt)


@pytest.mark.parametrize("x", [82, 84])
def test_a_label_that_reaches_over_to_the_next(tmp_path: Path, x: float) -> None:
    """The numbering behind it begins the label of the next cell, on whichever side of the rule the bracket ends."""
    places = {"（": x, "六": x + 10.5, "）": x + 21, "1": x + 31.5, ".": x + 36.75, "申": x + 42}
    labels = "\n".join(said(letter, at, 395) for letter, at in places.items())
    cells = read_cells(tmp_path, chinese(ruled([["", ""], ["56", "78"]]) + "\n" + labels))
    assert ["（六）", "1.申"] == [cell.text for cell in cells[0]]


def test_a_point_between_digits_set_close(tmp_path: Path) -> None:
    """It is so narrow that digits reach over it, and casts no doubt."""
    cells = read_cells(tmp_path, by_hand("-1 Tc\n" + ruled([["27.27", "1.5"], ["56", "78"]])))
    assert ["27.27", "1.5"] == [cell.text for cell in cells[0]]
    assert not any(cell.doubt for row in cells for cell in row)


@pytest.mark.parametrize("number", ["1", "7111"])
def test_a_rule_a_little_longer_than_a_digit(tmp_path: Path, number: str) -> None:
    """It strikes one digit out, and begins before it and ends behind it."""
    numbers, end = ruled([[number, "34"], ["56", "78"]]), 60 + 5.56 * len(number)
    cell = read_cells(tmp_path, by_hand(f"{numbers}\n0.6 w {end - 6.8} 439.4 m {end + 1.2} 439.4 l S"))[0][0]
    assert (number, True) == (cell.text, bool(cell.doubt))


@pytest.mark.parametrize(
    ("rule", "doubted"),
    [
        ("60 439.4 m 65.4 439.4 l", True),
        ("60 439.4 m 71.2 439.4 l", True),
        ("60 434.5 m 71.2 434.5 l", False),
        ("52 439.4 m 105 439.4 l", False),
    ],
)
def test_rules_through_digits(tmp_path: Path, rule: str, *, doubted: bool) -> None:
    """A number is doubted that is struck out in part or in whole; one that is underlined, or lies on a rule, is not."""
    numbers = ruled([["12", "34"], ["56", "78"]])
    cell = read_cells(tmp_path, by_hand(f"{numbers}\n0.6 w {rule} S"))[0][0]
    assert ("12", doubted) == (cell.text, bool(cell.doubt))


def set_apart(text: str, gap: float, left: float = 0.0) -> list[Glyph]:
    """The characters of a text, wide ones 8 points wide and others 4, each so far from the one before."""
    found = []
    for at, letter in enumerate(text):
        wide = 8.0 if letter > "\u2000" else 4.0
        found.append(Glyph(letter, (left, 0.0, left + wide, 8.0), 8.0, 0, seen=True, run=at))
        left += wide + gap
    return found


@pytest.mark.parametrize(
    ("label", "gap", "expected"),
    [
        ("行政规范性文件数量", 1.6, "行政规范性文件数量 1204 37"),
        ("12345678901", 3.0, "1 2 3 4 5 6 7 8 9 0 1 1 2 0 4 3 7"),
    ],
)
def test_characters_that_are_set_apart_throughout(label: str, gap: float, expected: str) -> None:
    """Where Chinese characters stand apart the figures of a number do too; figures alone may be as many numbers."""
    line = [*set_apart(label, gap), *set_apart("1204", gap, 200.0), *set_apart("37", gap, 250.0)]
    assert expected == text_of(closed_up(line)).text


def test_labels_beside_values_are_no_columns_of_prose(tmp_path: Path) -> None:
    """Short lines left and right of a gutter are rows; nothing is read column by column."""
    rows = [(f"lab {name}", f"value {name} of it") for name in "abcdefghijkl"]
    places = [
        text(x, 440 - 14 * at, line) for at, row in enumerate(rows) for x, line in zip((30, 230), row, strict=True)
    ]
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand("".join(places)))
    found = " ".join(block.text for block in read_document(path).blocks if isinstance(block, Paragraph))
    assert " ".join(" ".join(row) for row in rows) == found


def test_cells_beside_long_labels_are_no_columns_of_prose(tmp_path: Path) -> None:
    """What gaps part within one side of a gutter are the cells of rows."""
    rows = [f"a label that is as long as a line {name}" for name in "abcdef"]
    cells = [
        text(x, 440 - 14 * at, word) for at in range(6) for x, word in ((260, "some"), (310, "few"), (350, "of it"))
    ]
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand("".join(text(30, 440 - 14 * at, row) for at, row in enumerate(rows)) + "".join(cells)))
    found = " ".join(block.text for block in read_document(path).blocks if isinstance(block, Paragraph))
    assert " ".join(f"{row} some few of it" for row in rows) == found


def test_characters_that_meet_at_a_gutter_are_of_one_line() -> None:
    """Below what is parted by a gutter lines run on across it, though each of their characters ends there."""
    heads = [set_on(at, 50.0, "行政复议") + set_on(at, 250.0, "行政诉讼") for at in range(4)]
    prose = [set_on(at, 50.0, "公开内容与群众的需求尚有差距，主动公开的范围有待扩大，") for at in range(4, 9)]
    found = [line for _, line in in_columns([glyph for line in (*heads, *prose) for glyph in line])]
    assert [*heads, *prose] == found


def set_on(line: int, left: float, words: str) -> list[Glyph]:
    """Characters of ten points each on a line of a page."""
    top = 20.0 * line
    return [
        Glyph(word, (left + 10 * at, top, left + 10 * at + 10, top + 10), 10.0, 0, seen=True, run=0)
        for at, word in enumerate(words)
    ]


# -- round corners, columns on other pages ------------------------------------------------------------------


def _round(x: float, y: float, wide: float, high: float, radius: float) -> str:
    """A rectangle with round corners, its lower left one at a point."""
    left, right, low, top = x, x + wide, y, y + high
    corners = ((right, low, 0, 1), (right, top, -1, 0), (left, top, 0, -1), (left, low, 1, 0))
    drawn = [f"{left + radius} {low} m"]
    for (u, v, i, j), (a, b) in zip(corners, ((-1, 0), (0, -1), (1, 0), (0, 1)), strict=True):
        points = ((u + a * radius * by, v + b * radius * by) for by in (1, 0.45))
        more = ((u + i * radius * by, v + j * radius * by) for by in (0.45, 1))
        drawn.append("{} {} l {} {} {} {} {} {} c".format(*chain(*points, *more)))
    return " ".join([*drawn, "h S\n"])


def test_cells_with_round_corners(tmp_path: Path) -> None:
    """They are as wide and as high as they are drawn, however low the rows; what is round at its ends is no cell."""
    cells = [
        _round(50 + 60 * column, 440 - 14 * row, 58, 12, 3.5) + text(66 + 60 * column, 443 - 14 * row, number)
        for row, line in enumerate(NUMBERS)
        for column, number in enumerate(line)
    ]
    found = read_cells(tmp_path, by_hand("\n".join(cells)))
    assert NUMBERS == [[cell.text for cell in row] for row in found]
    pills = " ".join(_round(62 + 60 * column, 436, 24, 10, 5) for column in range(3))
    found = read_cells(tmp_path, by_hand(f"{ruled(NUMBERS)} {pills}"))
    assert NUMBERS == [[cell.text for cell in row] for row in found]


def test_a_side_that_nothing_touches(tmp_path: Path) -> None:
    """A column whose one cell both ends of the page have cut is there; a mark as far away as a margin is none."""
    for x, columns in ((10, 4), (-200, 3)):
        content = f"{ruled(NUMBERS)} {x} 410 m {x} 450 l S"
        cells = read_cells(tmp_path, by_hand(content, page="/MediaBox [-300 0 400 500]"))
        assert columns == len(cells[0])


def test_columns_on_another_page(tmp_path: Path) -> None:
    """A blank is doubted where the rows of its table go on beside it, on a later page that has no labels."""
    labels = [["a", ""], ["b", "12"]]
    for later, doubted in (([["13", ""], ["14", "15"]], True), ([["c", "13"], ["d", ""]], False)):
        cells = read_cells(tmp_path, by_hand(ruled(labels), ruled(later)))
        assert doubted == bool(cells[0][1].doubt)


# -- rows whose numbers may be elsewhere --------------------------------------------------------------------


def test_values_without_a_label_beside_a_row(tmp_path: Path) -> None:
    """They may be the rest of its numbers, so that the row is doubted, and no other."""
    draft, path = distinct(), tmp_path / "报告.pdf"
    path.write_bytes(printed(draft))
    document = read_document(path)
    number, table = next(
        (at, one) for at, one in enumerate(document.blocks) if isinstance(one, Grid) and len(one.rows) > 20
    )
    first = next(at for at, row in enumerate(table.rows) if row[0].text.startswith("一、"))
    rest = tuple(cell._replace(text="") for cell in table.rows[first][1:-1])
    rows = (*table.rows[: first + 1], (*rest, table.rows[first][-1]._replace(text="5")), *table.rows[first + 1 :])
    blocks = (*document.blocks[:number], Grid(rows), *document.blocks[number + 1 :])
    report = recognise(replace(document, blocks=blocks))
    doubted = {key.split(".")[1] for key, fact in report.cells.items() if fact.doubt}
    assert {"new", "carried_in"} >= doubted
    assert "没有行标签" in report.fact("applications.new.total").doubt


@pytest.mark.parametrize(("top", "page", "off"), [(100, 1, False), (106, 1, False), (120, 1, True), (120, 2, False)])
def test_values_on_another_line_than_their_label(top: float, page: int, *, off: bool) -> None:
    """They are off the label where they stand on no line of it, and on the same page."""
    label = Cell("（一）予以公开", PagePlace(1, (50, 100, 150, 112), more=((1, (50, 112, 90, 116)),)))
    values = tuple(Cell("7", PagePlace(page, (200 + 40 * at, top, 230 + 40 * at, top + 10))) for at in range(3))
    assert off == is_off_line(LooseRow((label,), values, 0, 1, None, broken=False))
