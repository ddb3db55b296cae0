"""Scans: numbers told apart by their ink, with rules between them or none; pages that share a sheet."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from benchmarks.appearances import APPEARANCES, build
from benchmarks.appearances.drafts import different
from benchmarks.appearances.scoring import IN_ORDER, in_order, outcomes
from tests.documents.pdfs import needed
from tests.documents.prints import chinese, said
from workbench.documents.model import Paragraph
from workbench.documents.pages import PageLine, assembled
from workbench.documents.pdf.opening import as_a_page
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable
from workbench.documents.scan import level_page
from workbench.documents.scan.edges import edges_of
from workbench.documents.scan.engine import Reading
from workbench.documents.scan.ink import Boxes, Ink, apart
from workbench.documents.scan.lost import with_lost_rules
from workbench.documents.scan.pieces import Part, in_rows
from workbench.documents.scan.seals import BLUE, RED, Colour, Mask, seals
from workbench.documents.scan.sheet import sheet
from workbench.documents.scan.spread import fold
from workbench.documents.scan.turning import upright
from workbench.reports import read

EM = 28.0
DIGIT, GAP, HIGH = 11, 3, 20
"""How wide and high digits of that type are, and how far they stand from one another."""
LEAST = 183
"""Right cells of the 185 outside table 4; the others may be lost, but not silently."""


def _strokes(boxes: Iterable[Sequence[float]]) -> Boxes:
    return np.asarray(list(boxes), np.int64).reshape(-1, 4)


def _number(left: int, digits: int, top: int = 100) -> list[Box]:
    """The strokes of the digits of a number."""
    starts = [left + at * (DIGIT + GAP) for at in range(digits)]
    return [(float(start), float(top), float(start + DIGIT), float(top + HIGH)) for start in starts]


# -- what stands apart ------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(13, 200)), min_size=1, max_size=15))
def test_numbers_of_a_line(numbers: list[tuple[int, int]]) -> None:
    """Each number is by itself, be the next one but half a character away, and none is cut."""
    strokes: list[Box] = []
    wanted = []
    left = 50
    for digits, gap in numbers:
        one = _number(left, digits)
        strokes += one
        wanted.append((one[0][0], one[-1][2]))
        left = int(one[-1][2]) + gap
    assert wanted == [(left, right) for left, _, right, _ in apart(_strokes(reversed(strokes)), EM)]


def test_digits_of_large_type() -> None:
    """Their gaps are as much larger as they are."""
    large = [tuple(2 * edge for edge in box) for box in _number(50, 4)]
    narrow = [(left, top, left + 8, bottom) for left, top, _, bottom in large]
    assert 1 == len(apart(_strokes(narrow), EM))


def _part(left: float, top: float, text: str, high: float = 36.0) -> Part:
    return Part((left, top, left + 20 * len(text), top + high), Reading(text, 1.0))


def test_lines_of_a_label_around_its_numbers() -> None:
    """The numbers of a row are on a line of their own, half a line below the first one of its label."""
    upper, lower = _part(100, 100, "2.其他法律行政"), _part(100, 140, "法规禁止公开")
    numbers = [_part(left, 126, "12", 20) for left in (600, 700, 800)]
    assert [[upper], numbers, [lower]] == in_rows([*reversed(numbers), lower, upper], EM)


def test_a_page_number_between_dashes() -> None:
    """What is flat stands on the line that it is level with."""
    dashes = [Part((left, 109.0, left + 30, 111.0), Reading("—", 1.0)) for left in (300.0, 380.0)]
    assert [[dashes[0], _part(345, 101, "3", 20), dashes[1]]] == in_rows([_part(345, 101, "3", 20), *dashes], EM)


# -- rules that were lost ---------------------------------------------------------------------------------


def _table(*rows: Sequence[tuple[float, float]]) -> RuledTable:
    """A table of rows of cells from left to right."""
    cells = tuple(
        tuple((left, 80.0 + 60 * at, right, 140.0 + 60 * at) for left, right in row) for at, row in enumerate(rows)
    )
    return RuledTable((0.0, 80.0, 900.0, 80.0 + 60 * len(rows)), cells)


def _widths(table: RuledTable) -> list[list[tuple[float, float]]]:
    return [[(left, right) for left, _, right, _ in row] for row in table.cells]


def test_a_rule_that_another_row_has() -> None:
    """Two numbers in what seems one cell are parted where the rule of another row stands between them."""
    table = _table([(0, 300), (300, 600), (600, 900)], [(0, 300), (300, 900)])
    ink = _strokes([*_number(20, 2, 160), *_number(440, 1, 160), *_number(740, 1, 160)])
    assert [(0, 300), (300, 600), (600, 900)] == _widths(with_lost_rules(table, Ink(ink, EM)))[1]


def test_a_rule_that_no_row_has() -> None:
    """They are parted in the middle between them where each is a number of several digits, or one of them is."""
    table = _table([(0, 300), (300, 900)])
    ink = _strokes([*_number(430, 3), *_number(700, 1)])
    right = _number(430, 3)[-1][2]
    assert [(0, 300), (300, (right + 700) / 2), ((right + 700) / 2, 900)] == _widths(
        with_lost_rules(table, Ink(ink, EM))
    )[0]


@pytest.mark.parametrize(
    "strokes",
    [
        pytest.param(_number(320, 4), id="one-number"),
        pytest.param([*_number(330, 1), *_number(560, 1), *_number(800, 1)], id="spread-over-its-cell"),
        pytest.param([*_number(430, 2), (461, 100, 465, 120), (478, 100, 483, 120)], id="thin-digits"),
        pytest.param([*_number(430, 3), *_number(700, 3, 112)], id="not-level"),
        pytest.param([(430, 100, 456, 128), (458, 102, 484, 128), (700, 100, 727, 128)], id="words"),
        pytest.param([*_number(430, 3), (700, 80, 702, 138)], id="a-streak"),
        pytest.param([], id="blank"),
    ],
)
def test_cells_that_are_one(strokes: list[Box]) -> None:
    """A number, one spread over its cell where no other row has a rule, words and blanks are left as they are."""
    table = _table([(0, 300), (300, 900)])
    assert _widths(table) == _widths(with_lost_rules(table, Ink(_strokes(strokes), EM)))


# -- where characters stand -------------------------------------------------------------------------------


def test_words_that_stand_apart() -> None:
    """The names of a header that were recognised in one stand where their ink is."""
    ink = _strokes([(100, 100, 126, 128), (128, 100, 154, 128), (200, 100, 226, 128), (228, 100, 254, 128)])
    edges = edges_of("结果维持", (90.0, 95.0, 260.0, 133.0), ink, EM)
    assert pytest.approx([100, 127, 200, 227], abs=3) == edges


@pytest.mark.parametrize("text", ["（一）予以公开", "结果维", "结果维持其"])
def test_words_of_another_length(text: str) -> None:
    """Where marks stand, or the widths of the ink do not go with the text, all characters are as wide."""
    ink = _strokes([(100, 100, 154, 128), (200, 100, 254, 128)])
    box = (100.0, 95.0, 254.0, 133.0)
    edges = edges_of(text, box, ink, EM)
    assert pytest.approx([100 + 154 * at / len(text) for at in range(len(text))]) == edges


# -- seals and pages --------------------------------------------------------------------------------------


def _seals(page: Image.Image, dpi: float, colour: Colour) -> Mask:
    """Where seals of a colour are on a page."""
    found = np.zeros((page.height, page.width), np.uint8)
    for part, one in seals(np.asarray(page), dpi, colour):
        found[part] = np.maximum(found[part], one)
    return found


def test_a_seal_on_the_red_rule_of_a_head() -> None:
    """The whole seal is found, the red letters of the head above the rule are none."""
    dpi, size = 200, 330
    page = Image.new("RGB", (1650, 1200), "white")
    pen = ImageDraw.Draw(page)
    for at in range(8):
        pen.rectangle((250 + 145 * at, 100, 360 + 145 * at, 210), outline=(224, 0, 0), width=12)
    pen.rectangle((200, 260, 1450, 266), fill=(224, 0, 0))
    pen.ellipse((300, 240, 300 + size, 240 + size), outline=(215, 40, 40), width=6)
    pen.regular_polygon((465, 405, 50), 5, fill=(215, 40, 40))
    found = _seals(page, dpi, RED)
    ring = cv2.ellipse(np.zeros(found.shape, np.uint8), (465, 405), (162, 162), 0, 30, 150, 255, 3)
    assert found[ring > 0].all()
    assert found[405, 465]
    assert not found[:230].any()


def test_a_blue_seal() -> None:
    """A ring is a seal; figures filled in in blue, blue heads of tables and links are none."""
    page = Image.new("RGB", (1650, 1200), "white")
    pen = ImageDraw.Draw(page)
    blue = (40, 60, 190)
    pen.ellipse((300, 240, 630, 570), outline=blue, width=6)
    pen.regular_polygon((465, 405, 50), 5, fill=blue)
    for top in range(200, 900, 36):
        for left in range(900, 1400, 22):
            pen.rectangle((left, top, left + 12, top + 20), outline=blue, width=3)
    found = _seals(page, 200, BLUE)
    assert found[405, 465]
    assert found[241:247, 465].all()
    assert not found[:, 850:].any()


@pytest.mark.parametrize(
    ("size", "due"), [((8.27, 11.69), 8.27), ((16.5, 11.7), 11.7), ((17.2, 24.4), 8.27), ((3.8, 5.4), 8.27)]
)
def test_pages_in_pixels(size: tuple[float, float], due: float) -> None:
    """A page wider or narrower than paper is taken for one of the usual size."""
    assert pytest.approx(due) == min(size) * as_a_page(*size)


def test_paragraphs_over_pages_of_scans() -> None:
    """Pages set level are of one size though they differ by some points, and paragraphs go on from one to the next."""
    lines = [PageLine("字" * 40, 1, (60.0, 100.0 + 16 * at, 540.0, 112.0 + 16 * at)) for at in range(42)]
    rest = [PageLine("字" * 40, 2, (60.0, 100.0, 540.0, 112.0)), PageLine("完。", 2, (60.0, 116.0, 84.0, 128.0))]
    (block,) = assembled([lines, rest], [842.0, 847.5]).blocks
    assert isinstance(block, Paragraph)
    assert 44 == len(block.pieces)
    assert 2 == len(assembled([lines, rest], [842.0, 792.0]).blocks)


@pytest.mark.parametrize("name", ["scan-200-none", "scan-150-fills"])
def test_reports_without_rules(name: str, tmp_path: Path) -> None:
    """Numbers that stand close, a word's width from one another, are right, and none is silently wrong.

    The small table whose names of columns are no further apart than their own characters may not be known for one.
    """
    needed("chromium")
    draft = different(random.Random(name).randrange(1000))
    report = read(build(APPEARANCES[name], [draft], tmp_path)[0])
    found = outcomes(draft, report, scan=True)
    right = [key for key, one in found.items() if one in ("exact", "doubtful") and not key.startswith("disputes.")]
    order = in_order(draft, report)
    assert len(right) >= LEAST
    assert "silent" not in found.values()
    assert order.found >= IN_ORDER * order.of


def test_names_of_columns_stand_apart(tmp_path: Path) -> None:
    """Short words of a header are told apart though they stand nearer than words of a sentence: it is known by them."""
    needed("chromium")
    draft = different(20261205990)
    report = read(build(APPEARANCES["scan-200-stripes"], [draft], tmp_path, 20261205)[0])
    assert draft.values == {key: report.fact(key).raw for key in draft.values}


def test_a_page_of_narrow_cells_is_set_upright() -> None:
    """It has no long line that tells how it lies, and digits read well upside down; its words tell."""
    needed("chromium")  # which comes with the fonts
    labels = enumerate(("属于国", "信访举", "第三方", "重复申", "出版物"))
    lines = ["\n".join([said(label, 90, 90 + 40 * at, 10), said("960", 170, 90 + 40 * at, 10)]) for at, label in labels]
    page = pypdfium2.PdfDocument(chinese("\n".join(lines)))[0].render(scale=200 / 72).to_pil().convert("RGB")
    upside_down = sheet(page.rotate(180), 1, 200 / 72, 200)
    turned = upright(upside_down)
    assert (turned.shades == np.rot90(upside_down.shades, 2)).all()


# -- two pages on one sheet -------------------------------------------------------------------------------

LEFT, RIGHT = (100.0, 200.0, 900.0, 240.0), (1300.0, 200.0, 2100.0, 240.0)
"""Lines of the pages of a sheet of 2,200 by 1,600."""


@pytest.mark.parametrize(
    ("pieces", "size", "at"),
    [
        pytest.param([LEFT, RIGHT], (2200, 1600), 1100.0, id="two-pages"),
        pytest.param([LEFT, RIGHT], (2200, 2100), 0.0, id="not-so-wide"),
        pytest.param([LEFT, RIGHT, (1000.0, 300.0, 1200.0, 340.0)], (2200, 1600), 0.0, id="one-line-across"),
        pytest.param([LEFT, (1300.0, 200.0, 1400.0, 240.0)], (2200, 1600), 0.0, id="columns-of-numbers"),
        pytest.param([], (2200, 1600), 0.0, id="blank"),
    ],
)
def test_where_two_pages_meet(pieces: list[Box], size: tuple[int, int], at: float) -> None:
    """In the middle of a wide sheet, where nothing stands, if each side has a line or a table as wide as a page."""
    assert at == fold(*size, [], pieces)
    assert at == fold(*size, pieces[:1], pieces[1:])


def test_two_pages_on_one_sheet() -> None:
    """The lines of the left page come before those of the right one, and none is made of both."""
    needed("chromium")  # which comes with the fonts
    texts = [
        ["一是加强组织领导落实责任分工明确工作任务", "二是完善制度规范公开工作流程压实主体责任"],
        ["三是推进平台建设提升服务水平方便群众办事", "四是强化监督保障严格考核评议促进工作落实"],
    ]
    data = chinese(*("\n".join(said(text, 90, 200 + 40 * at, 18) for at, text in enumerate(page)) for page in texts))
    both = Image.new("RGB", (2 * 1653, 2339), "white")
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        both.paste(page.render(scale=200 / 72).to_pil(), (1653 * number, 0))
    found = [item.text for item in level_page(both, 1, 200 / 72, 200).items if isinstance(item, PageLine)]
    assert [text for page in texts for text in page] == found
