"""PDFs that say of the shape of one digit that it is another: such numbers are doubted, whatever reads their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.pdfs import by_hand, read_cells, ruled, stream
from workbench.documents import Grid, read_document

NUMBERS = [["123", "456", "7890"], ["2938", "1746", "305"]]


def _font(said: dict[str, str], base: str = "Helvetica") -> tuple[bytes, bytes]:
    """A font, the fifth object of a file, with what the file says of its digits, the sixth."""
    lines = "".join(f"<{ord(one):02X}> <{ord(said.get(one, one)):04X}>\n" for one in "0123456789")
    table = f"1 begincodespacerange <00> <FF> endcodespacerange\n10 beginbfchar\n{lines}endbfchar"
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def"
    whole = f"{head}\n{table}\nendcmap end end".encode()
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    return font.encode(), stream(whole)


def _file(said: dict[str, str], base: str = "Helvetica", page: str = "") -> bytes:
    content = ruled(NUMBERS).replace("/F1", "/F2")
    return by_hand(content, page=page, objects=_font(said, base), fonts="/F2 4 0 R")


@pytest.mark.parametrize("base", ["Helvetica", "Times-Roman", "Courier-Bold"])
@pytest.mark.parametrize("page", ["", "/Rotate 90", "/Rotate 180", "/UserUnit 2"])
def test_digits_that_are_said_to_be_others(tmp_path: Path, base: str, page: str) -> None:
    """A number is doubted if it has a digit whose shape is another, or one that this is said to be; others are not."""
    cells = read_cells(tmp_path, _file({"3": "8", "8": "3"}, base, page))
    told = [[text.translate(str.maketrans("38", "83")) for text in row] for row in NUMBERS]
    assert told == [[cell.text for cell in row] for row in cells]
    doubted = [[bool({"3", "8"} & set(text)) for text in row] for row in told]
    assert doubted == [["字形" in cell.doubt for cell in row] for row in cells]


@pytest.mark.parametrize("base", ["Helvetica", "Helvetica-Oblique", "Times-Roman", "Times-BoldItalic", "Courier"])
@pytest.mark.parametrize("page", ["", "/Rotate 270", "/UserUnit 3"])
def test_digits_that_are_what_they_are_said_to_be(tmp_path: Path, base: str, page: str) -> None:
    """A font that says nothing false casts no doubt, on whatever page it stands."""
    cells = read_cells(tmp_path, _file({}, base, page))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert not any(cell.doubt for row in cells for cell in row)


@pytest.mark.parametrize("set_close", ["-1 Tc", "60 Tz", "45 Tz", "75 Tz -0.6 Tc"])
@pytest.mark.parametrize("said", [{}, {"3": "8", "8": "3"}])
def test_digits_set_close_or_squeezed(tmp_path: Path, set_close: str, said: dict[str, str]) -> None:
    """What makes numbers fit into narrow cells casts no doubt on them, and hides none that is false."""
    content = f"{set_close}\n" + ruled(NUMBERS).replace("/F1", "/F2")
    cells = read_cells(tmp_path, by_hand(content, objects=_font(said), fonts="/F2 4 0 R"))
    doubted = [[bool(said) and bool({"3", "8"} & set(text)) for text in row] for row in NUMBERS]
    assert doubted == [["字形" in cell.doubt for cell in row] for row in cells]


def test_two_shapes_that_are_said_to_be_one_digit(tmp_path: Path) -> None:
    """Where a shape is said to be a digit that others are as well, all of these are doubted, and the file says why."""
    path = tmp_path / "报告.pdf"
    path.write_bytes(_file({"3": "8"}))
    document = read_document(path)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [[True, False, True], [True, False, True]] == [["字形" in one.doubt for one in row] for row in grid.rows]
    assert any("标明为8" in remark.text for remark in document.remarks)


@pytest.mark.parametrize("placed", [".7 0 0 .7 40 60", "0 .8 -.8 0 380 20"])
def test_numbers_in_a_form_of_its_own_coordinates(tmp_path: Path, placed: str) -> None:
    """Numbers that are drawn elsewhere than where their text object says are not held against what stands there."""
    font = "/Resources << /Font << /F1 3 0 R >> >>"
    form = stream(ruled(NUMBERS).encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 400 500] {font}")
    path = tmp_path / "报告.pdf"
    path.write_bytes(by_hand(f"q {placed} cm /X Do Q", objects=[form], resources="/XObject << /X 4 0 R >>"))
    document = read_document(path)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert NUMBERS == [[cell.text for cell in row] for row in grid.rows]
    assert not any("字形" in cell.doubt for row in grid.rows for cell in row)


def test_digits_whose_feet_are_cut_off(tmp_path: Path) -> None:
    """What a row that is too low hides of digits makes them no others."""
    rules, texts = ruled([[""] * 3] * 2), ruled(NUMBERS).splitlines()[-6:]
    cut = [f"q 0 {438 - 20 * (at // 3)} 400 12 re W n {text} Q" for at, text in enumerate(texts)]
    cells = read_cells(tmp_path, by_hand("\n".join([rules, *cut])))
    assert NUMBERS == [[cell.text for cell in row] for row in cells]
    assert not any("字形" in cell.doubt for row in cells for cell in row)
