"""PDFs: what hides text from a reader hides it here, and rules reach no further than they are seen."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from tests.documents.pdfs import by_hand, read_cells, ruled, stream, text, written
from workbench.documents import Grid, Paragraph, read_document
from workbench.documents.pdf.cells import NOT_WHOLE, UNEVEN

NUMBERS = [["11", "12", "13"], ["21", "22", "23"]]
RULES = ruled(NUMBERS)
_FIRST = "58 432 24 16 re f"
_BEHIND = "82 432 24 16 re f"
_CLEAR = "/ExtGState << /G << /ca 0 >> >>"
_LAYER = b"<< /Type /OCG /Name (old) >>"


def _texts(tmp_path: Path, data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_cells(tmp_path, data)]


_PICTURE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
HIDDEN = {
    "painted over": f"{text(61, 436, '765')}1 g {_FIRST} 0 g\n",
    "under a picture": f"{text(61, 436, '765')}q 24 0 0 16 58 432 cm /I Do Q\n",
    "white": f"1 g {text(84, 436, '765')} 0 g\n",
    "white on white": f"1 g {_FIRST} 0.99 g {text(84, 436, '765')} 0 g\n",
    "in the colour of its field": f"0.8 0.9 1 rg {_BEHIND} {text(84, 436, '765')} 0 g\n",
    "black on black": f"0 g {_BEHIND} {text(84, 436, '765')}\n",
    "clear": f"q /G gs {text(84, 436, '765')} Q\n",
    "clipped away": f"q 0 0 9 9 re W n {text(84, 436, '765')} Q\n",
    "a speck": text(84, 436, "765", size=0.5),
    "on a layer switched off": f"/OC /L BDC {text(84, 436, '765')} EMC\n",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_numbers_that_are_not_seen(tmp_path: Path, how: str) -> None:
    """A number that no reader of the page sees is not read, and one that stands in its place is doubted."""
    others = [["", "12", "13"], NUMBERS[1]]
    content = f"{HIDDEN[how]}{ruled(others)}\n{text(60, 436, '11')}"
    resources = f"/XObject << /I 4 0 R >> {_CLEAR} /Properties << /L 5 0 R >>"
    data = by_hand(content, objects=[stream(b"\xff", _PICTURE), _LAYER], resources=resources)
    off = b"/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >> /Pages 2 0 R"
    cells = read_cells(tmp_path, data.replace(b"/Pages 2 0 R", off, 1))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert cells[0][0].doubt
    assert not any(cell.doubt for cell in [*cells[0][1:], *cells[1]])


def test_a_layer_that_a_form_is_on(tmp_path: Path) -> None:
    """What a form draws is not seen where the layer that it says to be on is switched off, as all are here."""
    shape = "/Type /XObject /Subtype /Form /BBox [0 0 400 500] /OC 5 0 R /Resources << /Font << /F1 3 0 R >> >>"
    data = by_hand(
        f"{RULES} /X Do",
        objects=[stream(text(72, 436, "7").encode(), shape), _LAYER],
        resources="/XObject << /X 4 0 R >>",
    )
    off = b"/OCProperties << /OCGs [5 0 R] /D << /BaseState /OFF >> >> /Pages 2 0 R"
    assert NUMBERS == _texts(tmp_path, data.replace(b"/Pages 2 0 R", off, 1))


SQUEEZED = {"by its type": ("1 Tz", "100 Tz"), "by where it stands": ("q 0.02 0 0 1 82 0 cm", "Q")}


@pytest.mark.parametrize("how", SQUEEZED)
def test_numbers_squeezed_to_a_stroke(tmp_path: Path, how: str) -> None:
    """Digits as wide as a hair are no digits of the number that they stand beside."""
    before, after = SQUEEZED[how]
    cells = read_cells(tmp_path, by_hand(f"{RULES}\n{before} {text(71.2, 436, '7')} {after}"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]


SEEN = {
    "of nearly the colour of its field": "0.3 0.4 0.5 rg 50 430 60 20 re f 0.1 0.4 0.5 rg",
    "of the colour of a field that lets paper through": "q /H gs 0 0 1 rg 50 430 60 20 re f Q 0 0 1 rg",
    "white on a dark field": "0.1 0.2 0.4 rg 50 430 60 20 re f 1 g",
    "on a patch": f"1 g {_FIRST} 0 g",
    "below what lets it through": "",
}


@pytest.mark.parametrize("how", SEEN)
def test_numbers_that_are_seen(tmp_path: Path, how: str) -> None:
    """White on dark is seen, and so is what stands on a patch, or below a field that lets it through."""
    field = "q /H gs 1 1 0 rg 50 430 60 20 re f Q" if how.startswith("below") else ""
    content = f"{ruled([['', '12', '13'], NUMBERS[1]])}\n{SEEN[how]}\n{text(60, 436, '11')} 0 g {field}"
    cells = read_cells(tmp_path, by_hand(content, resources="/ExtGState << /H << /ca 0.4 >> >>"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert not any(cell.doubt for row in cells for cell in row)


def test_digits_of_two_sizes(tmp_path: Path) -> None:
    """The raised number of a note behind a number is told from it by nothing but its size."""
    cells = read_cells(tmp_path, by_hand(f"{RULES}\n{text(71.5, 440, '1', size=6)}"))
    assert UNEVEN == cells[0][0].doubt
    assert cells[0][0].text == "11"
    assert not cells[0][1].doubt


MARKS = "".join(text(x, y, "2023", size=9) for x, y in ((8, 470), (53, 422), (118, 441), (300, 470), (180, 380)))


@pytest.mark.parametrize("before", [True, False])
def test_pale_figures_across_a_page(tmp_path: Path, before: bool) -> None:  # noqa: FBT001 - a case
    """A mark that is printed level all over a page is none of the numbers beside and below it, nor silently so."""
    mark = f"0.8 g {MARKS} 0 g\n"
    cells = read_cells(tmp_path, by_hand(f"{mark}{RULES}" if before else f"{RULES}\n{mark}"))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]


def test_a_pale_figure_beside_a_number(tmp_path: Path) -> None:
    """It is left out and said, and is doubted where it stands alone in its cell."""
    others = [["", "12", "13"], NUMBERS[1]]
    cells = read_cells(tmp_path, by_hand(f"{ruled(others)}\n0.8 g {text(60, 436, '11')}{text(132, 436, '5')}"))
    assert ["11", "12", "13"] == [cell.text for cell in cells[0]]
    assert [True, True, False] == [bool(cell.doubt) for cell in cells[0]]


def test_digits_that_a_narrow_cell_hides(tmp_path: Path) -> None:
    """Of what is cut off at the edge of its cell neither the rest nor the blank is certain."""
    shown = ruled([["", "12", "13"], ["", "22", "23"]])
    cut = [
        f"q {x} {y} {wide} 18 re W n {text(x - 12, y + 5, '4711')} Q" for x, y, wide in ((51, 431, 58), (51, 411, 1))
    ]
    cells = read_cells(tmp_path, by_hand("\n".join([shown, *cut])))
    assert NOT_WHOLE == cells[0][0].doubt
    assert [[True, False, False]] * 2 == [[bool(cell.doubt) for cell in row] for row in cells]


OVER = {
    "runs out": (text(217, 436, "13877"), True),
    "begins outside": (text(40, 436, "1188"), True),
    "beside the table": (f"{text(216, 436, '13')}{text(235, 436, '47')}", False),
    "before the table": (f"{text(53, 436, '11')}{text(34, 436, '47')}", False),
}


@pytest.mark.parametrize("how", OVER)
def test_digits_over_the_outer_rule(tmp_path: Path, how: str) -> None:
    """A number that runs out of its table is doubted; one that stands beside the table is of none of its cells."""
    content, doubted = OVER[how]
    cells = read_cells(tmp_path, by_hand(f"{ruled([['', '12', ''], NUMBERS[1]])}\n{content}"))
    assert doubted == any(cell.doubt for row in cells for cell in row)


@pytest.mark.parametrize("rules", [True, False])
def test_digits_beyond_the_edge_of_the_page(tmp_path: Path, rules: bool) -> None:  # noqa: FBT001 - a case
    """What is left on the page of a number that its edge cuts is no number."""
    numbers = [["11", "12", ""], ["21", "22", "23"]]
    shown = ruled(numbers, left=220) if rules else written(numbers, left=220)
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand(f"{shown}\n{text(387, 436, '4711')}"))
    rows = [cell.text for block in read_document(path).blocks if isinstance(block, Grid) for cell in chain(*block.rows)]
    words = rows or [block.text for block in read_document(path).blocks if isinstance(block, Paragraph)]
    assert any("\ufffd" in one for one in words)
    assert "47" not in words


def test_frames_around_text_are_no_cells(tmp_path: Path) -> None:
    """A frame that fits the text of a cell parts nothing; cells that each are a frame do."""
    within = [f"{58 + 60 * j} {432 - 20 * i} 16 15 re S" for i in range(2) for j in range(3)]
    assert NUMBERS == _texts(tmp_path, by_hand("\n".join([RULES, *within])))
    filled = [f"{50 + 60 * j} {430 - 20 * i} {(60, 13)[j]} 20 re S" for i in range(2) for j in range(2)]
    texts = [text((60, 111)[j], 436 - 20 * i, NUMBERS[i][j]) for i in range(2) for j in range(2)]
    assert [row[:2] for row in NUMBERS] == _texts(tmp_path, by_hand("\n".join([*filled, *texts])))
    alone = [f"{50 + 30 * j} {430 - 20 * i} 30 20 re S" for i in range(2) for j in range(3)]
    assert NUMBERS == _texts(tmp_path, by_hand("\n".join([*alone, written(NUMBERS, wide=30)])))


# -- rules that are not drawn as lines ----------------------------------------------------------------------


def _edges() -> list[str]:
    """The edges of the table's cells as thin rectangles."""
    level = [f"49.5 {450 - 20 * i - 0.3} 181 0.6 re" for i in range(3)]
    return [*level, *(f"{50 + 60 * j - 0.3} 409.5 0.6 41 re" for j in range(4))]


DRAWN = {
    "lines longer than their clip": [
        *(f"q 50 409 180 42 re W n 0 {450 - 20 * i} m 400 {450 - 20 * i} l S Q" for i in range(3)),
        *(f"q 50 409.5 180 41 re W n {50 + 60 * j} 0 m {50 + 60 * j} 500 l S Q" for j in range(4)),
    ],
    "a page clipped to thin rectangles": [f"q {one} W n 0 0 400 500 re f Q" for one in _edges()],
    "shadings": [f"q {one} W n /S sh Q" for one in _edges()],
    "white fields on a dark one": [
        "49.5 409.5 181 41 re f 1 g",
        *(f"{50.3 + 60 * j} {430.3 - 20 * i} 59.4 19.4 re f" for i in range(2) for j in range(3)),
        "0 g",
    ],
}
_SHADING = "/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 400 0] /Extend [true true] "
_SHADING += "/Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.2] /N 1 >> >> >>"


@pytest.mark.parametrize("how", DRAWN)
def test_rules_as_far_as_they_are_seen(tmp_path: Path, how: str) -> None:
    """Rules end where their clip does, and fields are parted by what shows between them."""
    content = "\n".join([*DRAWN[how], written(NUMBERS), text(50, 300, "1 2 3 4 behind the table")])
    assert NUMBERS == _texts(tmp_path, by_hand(content, resources=_SHADING))


@pytest.mark.parametrize("drawn", ["{0} {1} 0.7 {2} re f", "{0} {1} m {0} {3} l S"])
def test_white_rules_along_fields_that_touch(tmp_path: Path, drawn: str) -> None:
    """They are seen though they begin upon one field and end upon the next, beside one that reaches over both."""
    fields = ["50 410 60 40 re f", *(f"{110 + 60 * j} {430 - 20 * i} 60 20 re f" for i in range(2) for j in range(2))]
    upright = [drawn.format(x - 0.7, y + 0.7, 19.3, y + 20) for x in (110, 170, 230) for y in (410.0, 429.0)]
    level = [f"{x} {y} {length} 0.7 re f" for x, y, length in ((110.5, 430.0, 59), (169.5, 430.0, 60.0))]
    content = ["0.9 g", *fields, "1 g 1 G 0.7 w", *upright, *level, "0 g", written([["", "12", "13"], NUMBERS[1]])]
    assert [["21", "12", "13"], ["22", "23"]] == _texts(tmp_path, by_hand("\n".join(content)))


@pytest.mark.parametrize("off", [0.0, 2.0, -2.0])
def test_a_character_drawn_again_upon_a_patch(tmp_path: Path, off: float) -> None:
    """A number is put right upon a patch, and one of its digits stands nearly where the same did in the old number."""
    old = "".join(text(60 + 6 * at + off, 436, digit) for at, digit in enumerate("1567"))
    new = "".join(text(60 + 6 * at, 436, digit) for at, digit in enumerate("9869"))
    cells = read_cells(
        tmp_path, by_hand(f"{old}1 g 52 432 56 16 re f 0 g\n{new}{ruled([['', '12', '13'], NUMBERS[1]])}")
    )
    assert ["9869", "12", "13"] == [cell.text for cell in cells[0]]
    assert cells[0][0].doubt
