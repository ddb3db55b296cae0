"""Scans: pages set level, seals taken away, rules found, numbers doubted where they may be others."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

import workbench as wb
from benchmarks.appearances import APPEARANCES, build
from benchmarks.appearances.scanned import Scanner, as_pdf
from tests.builders import Draft, drawn
from tests.documents.pdfs import needed
from workbench.documents import Document, Grid, Location, Paragraph, read_document
from workbench.documents.pdf.opening import opened
from workbench.documents.ruling import Rule, tables
from workbench.documents.scan import level_page
from workbench.documents.scan.cells import filled
from workbench.documents.scan.dashes import drawn_through
from workbench.documents.scan.engine import Reading
from workbench.documents.scan.erasing import erased
from workbench.documents.scan.ghosts import without_ghosts
from workbench.documents.scan.ink import ink
from workbench.documents.scan.level import levelled, skew
from workbench.documents.scan.numerals import settled
from workbench.documents.scan.opening import MOST_PAGES, parts
from workbench.documents.scan.page import ruled_tables
from workbench.documents.scan.rules import TOLERANCE, closed, rules
from workbench.documents.scan.shades import INK, Grey, calm, clean, cleared, even, without_grains
from workbench.documents.scan.shapes import Shape
from workbench.documents.scan.sheet import sheet
from workbench.errors import DocumentError
from workbench.reports import recognise as recognised
from workbench.reports.second_look import second_look
from workbench.values import State

DOTS = 150
HIGH, WIDE = 1100, 800


def _page(draw: Callable[[ImageDraw.ImageDraw], object]) -> Image.Image:
    picture = Image.new("RGB", (WIDE, HIGH), "white")
    draw(ImageDraw.Draw(picture))
    return picture


def _lines(pen: ImageDraw.ImageDraw) -> None:
    """Lines of text, as far as their places go: strokes of the height of characters."""
    rng = random.Random(1)
    for top in range(100, 1000, 30):
        for left in range(90, 700, 16):
            if rng.random() < 0.9:
                pen.rectangle((left, top, left + 11, top + 13), outline="black")


def _grey(picture: Image.Image) -> Grey:
    return np.asarray(picture.convert("L"))


# -- the page as it came ----------------------------------------------------------------------------------


@settings(max_examples=8, deadline=None)
@given(st.floats(-9, 9))
def test_skew(angle: float) -> None:
    """A page turned by up to nine degrees is found to be turned by so much, more or less, and is level afterwards."""
    turned = _grey(_page(_lines).rotate(angle, Image.Resampling.BICUBIC, fillcolor="white"))
    assert pytest.approx(-angle, abs=0.15) == skew(turned)
    level = levelled(turned, 1.0, DOTS)
    assert abs(skew(level.shades)) < 0.12
    box = (100.0, 200.0, 300.0, 260.0)
    back = level.forth(level.back(box))
    assert back[0] <= box[0] + 0.1
    assert back[1] <= box[1] + 0.1
    assert back[2] >= box[2] - 0.1
    assert back[3] >= box[3] - 0.1


def test_a_red_seal_is_taken_away() -> None:
    """The seal is as light as the paper, what is printed beneath it is as dark as elsewhere; red lines of text stay."""
    plain = np.asarray(_page(_lines)).astype(np.uint16)
    seal = Image.new("RGB", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((300, 400, 550, 650), outline=(215, 40, 40), width=9)
    pen.regular_polygon((425, 525, 60), 5, fill=(215, 40, 40))
    stamped = (plain * np.asarray(seal).astype(np.uint16) // 255).astype(np.uint8)
    found = cleared(stamped, DOTS).shades
    ink = plain.max(axis=2) < 100
    assert found[ink].max() < 140
    red = (np.asarray(seal)[..., 1] < 100) & ~cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    assert np.percentile(found[red], 5) > 190


def test_uneven_light() -> None:
    """Paper is white throughout, however the light fell."""
    page = _grey(_page(_lines)).astype(np.float32)
    shaded = (page * np.linspace(1.0, 0.6, WIDE, dtype=np.float32)).astype(np.uint8)
    found = even(shaded)
    assert found[page == 255].min() > 225
    assert found[page < 50].max() < 100


@pytest.mark.parametrize("light", [0.0, 0.3, 0.5, 0.7])
def test_faint_ink(light: float) -> None:
    """What was printed faintly is as dark as other ink, and the paper stays white; blank pages stay blank."""
    page = _grey(_page(_lines)).astype(np.float32)
    found = cleared((page * (1 - light) + 250 * light).astype(np.uint8), DOTS).shades
    assert found[page == 0].max() <= 100 < INK
    assert found[page == 255].min() > 225
    blank = np.random.default_rng(1).normal(235, 4, (HIGH, WIDE)).clip(0, 255).astype(np.uint8)
    assert cleared(blank, DOTS).shades.min() > 215


def test_what_shows_through_from_the_other_side() -> None:
    """What is pale and lies across dark print is taken away; what is printed in pale ink beside it stays.

    So does faint print, of which some is darker.
    """
    page = _grey(_page(_lines)).astype(np.float32)
    other = 255 - (255 - np.roll(page[:, ::-1], 8, 0)) * 0.2
    found = without_ghosts(np.minimum(page, other).astype(np.uint8), DOTS)
    assert found[page == 0].max() == 0
    assert found[page == 255].min() == 255
    own = np.where((np.arange(WIDE) < 300) & (page < 255), 200, page).astype(np.uint8)
    assert (own == without_ghosts(own, DOTS)).all()
    shades = np.random.default_rng(1).integers(100, 200, (HIGH // 10, WIDE // 10)).repeat(10, 0).repeat(10, 1)
    faint = np.where(page < 255, shades, page).astype(np.uint8)
    assert (faint == without_ghosts(faint, DOTS)).all()


def test_what_shows_through_a_deep_seal() -> None:
    """Print of which a seal lets little through is as dark as other print, and an empty seal leaves nothing."""
    page = Image.new("RGB", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    for top in range(150, 650, 40):
        pen.rectangle((120, top, 480, top + 3), fill="black")
    seal = Image.new("RGB", (WIDE, HIGH), (220, 30, 40))
    for top in (200, 720):
        where = Image.new("L", (WIDE, HIGH), 0)
        ImageDraw.Draw(where).ellipse((150, top, 450, top + 300), outline=210, width=24)
        page = Image.composite(seal, page, where)
    found = cleared(np.asarray(page), DOTS).shades
    assert found[351:353, 155:170].max() < INK
    assert found[700:1040].min() > INK
    hidden = cleared(np.asarray(page), DOTS).hidden
    assert hidden[351:353, 155:170].all()
    assert not hidden[300:400, 200:400].any()


def test_edges_of_a_seal_over_print() -> None:
    """Where print shows through a seal as dark as it is, nothing is made darker: the edges of the seal stay pale."""
    blurred = ImageFilter.GaussianBlur(1.2)
    drawn_page, seal = Image.new("L", (WIDE, HIGH), 245), Image.new("L", (WIDE, HIGH), 0)
    tops = range(150, 650, 40)
    for top in tops:
        ImageDraw.Draw(drawn_page).rectangle((120, top, 480, top + 3), fill=20)
    ImageDraw.Draw(seal).ellipse((150, 200, 450, 500), outline=255, width=14)
    ImageDraw.Draw(seal).polygon([(300, 300), (400, 370), (370, 480), (230, 480), (200, 370)], fill=255)
    share = np.asarray(seal.filter(blurred), np.float32)[..., None] / 255
    glaze = 1 - share * (1 - np.array((205, 20, 40), np.float32) / 255)  # print is seen through it
    noise = np.random.default_rng(1).normal(0, 6, (HIGH, WIDE, 1))
    page = np.asarray(drawn_page.filter(blurred), np.float32)[..., None] * glaze + noise
    found = cleared(np.clip(page, 0, 255).astype(np.uint8), DOTS)
    beside = np.ones(HIGH, bool)
    for top in tops:
        beside[top - 4 : top + 8] = False
    assert not found.hidden.any()
    assert found.shades[beside].min() > INK


def test_single_dots_of_noise() -> None:
    """Dots of a noisy scan are taken away; few of them are left, for they may be what is printed."""
    rng = np.random.default_rng(1)
    page = np.full((HIGH, WIDE), 255, np.uint8)
    page[300:302, 100:700] = page[400:404, 200:204] = page[500, 300:302] = 0
    noisy = np.where(rng.random(page.shape) < 0.004, 0, page).astype(np.uint8)
    found = without_grains(noisy)
    assert np.mean(found != page) < 0.0005
    assert (found[page == 0] == 0).all()
    page[500, 400] = 0
    page[600:700:10, 100:700:2] = 0
    assert without_grains(page) is page


def test_light_ink_on_dark_paper() -> None:
    """A screen set to dark is as other pages are; a page amid a dark desk stays as it is."""
    page = _grey(_page(_lines)).astype(np.float32)
    dark = cleared((240 - page * 210 / 255).astype(np.uint8), DOTS).shades
    assert dark[page == 0].max() <= 100
    assert dark[page == 255].min() > 225
    desk = np.full((2 * HIGH, 2 * WIDE), 20, np.uint8)
    desk[200 : 200 + HIGH, 300 : 300 + WIDE] = page.astype(np.uint8)
    amid = cleared(desk, DOTS).shades[200 : 200 + HIGH, 300 : 300 + WIDE]
    assert np.mean((amid < INK) != (page < 50)) < 0.02


def test_grey_drawn_by_dots() -> None:
    """What a scanner of black and white makes of grey paper is paper; a page without it stays as it is."""
    page = _page(_lines)
    plain = _grey(page)
    dotted = Image.fromarray(np.minimum(plain, 225)).convert("1").convert("L")
    found = cleared(np.asarray(dotted), DOTS).shades
    assert found[cv2.erode(plain, np.ones((7, 7), np.uint8)) == 255].min() > INK
    assert found[cv2.dilate(plain, np.ones((1, 1), np.uint8)) == 0].mean() < 100
    assert calm(plain) is plain


def test_light_letters_on_a_dark_ground() -> None:
    """They are dark on white as others are, with a frame where the ground ends."""
    page = _page(_lines)
    pen = ImageDraw.Draw(page)
    pen.rectangle((80, 300, 720, 360), fill=(59, 110, 165))
    for left in range(100, 700, 20):
        pen.rectangle((left, 320, left + 11, 335), outline="white", width=2)
    found = cleared(np.asarray(page), DOTS).shades
    assert found[322:334, 104:108].min() > 225
    assert found[320, 102:110].max() < 100
    assert found[330, 78:83].min() < 100


def test_streaks_of_the_glass() -> None:
    """A thin line from edge to edge is taken away, what it crosses stays; so do rules, which end before, and bands."""
    plain = _grey(_page(_lines)).copy()
    plain[100:1000, 750:753] = 0
    plain[:, 10:40] = 0
    plain[700:900, 299:303] = 0
    streaked = plain.copy()
    streaked[:, 300:302] = np.minimum(streaked[:, 300:302], 120)
    streaked[555:557] = np.minimum(streaked[555:557], 120)
    found = clean(streaked, DOTS)
    assert np.mean((found < INK) != (plain < INK)) < 0.002
    assert found[702:898, 299:303].max() < INK
    assert (found[:, 303:] == plain[:, 303:]).mean() > 0.99
    cut = streaked[:, 200:500]
    assert clean(cut, DOTS) is cut


# -- rules ------------------------------------------------------------------------------------------------


LEVEL = [(100, y, 700, y) for y in range(200, 401, 50)]
UPRIGHT = [(x, 200, x, 400) for x in range(100, 701, 120)]


def _table(pen: ImageDraw.ImageDraw, least: int, gap: float, rng: random.Random, fill: str = "black") -> None:
    """A table of four rows and five columns; its rules stop after ``least`` pixels or more, for a gap in inches."""
    for left, top, right, bottom in (*LEVEL, *UPRIGHT):
        at, end = 0, max(right - left, bottom - top)
        while at < end:
            stop = min(at + rng.randint(least, 2 * least), end)
            stop = end if end - stop < least else stop
            part = (left + at, top, left + stop, top) if top == bottom else (left, top + at, left, top + stop)
            pen.line(part, fill=fill, width=2 if fill == "black" else 1)
            at = stop + max(round(gap * DOTS), 1)
    for left in range(120, 700, 120):
        for top in range(215, 400, 50):
            pen.rectangle((left, top, left + 12, top + 18), outline="black", width=2)


def _has_the_table(page: Grey, off: float) -> None:
    """Its rules are found and taken away, be they off by some pixels; what stands in its cells is left."""
    found = rules(page, DOTS)
    (table,) = tables(found.across, found.down, TOLERANCE * DOTS)
    assert [5] * 4 == [len(row) for row in table.cells]
    assert pytest.approx((100, 200, 700, 400), abs=off) == table.box
    left = erased(page, found.mask).shades
    assert left[190:410, 95:705].mean() > 240
    assert left[215 : 215 + 19, 120].max() < 100


@pytest.mark.parametrize(("least", "gap"), [(1000, 0.0), (95, 0.08), (95, 0.05), (60, 0.02)])
@pytest.mark.parametrize("seed", range(3))
def test_rules_with_gaps(least: int, gap: float, seed: int) -> None:
    """Rules with gaps make the same cells as others; the page without its rules keeps what stands in the cells."""
    page = _grey(_page(lambda pen: _table(pen, least, gap, random.Random(seed))))
    _has_the_table(page, off=4)


@pytest.mark.parametrize(("dash", "gap"), [(2, 2), (3, 3), (7, 4), (8, 6)])
def test_rules_of_dots_and_dashes(dash: int, gap: int) -> None:
    """They make the same cells as whole ones, the page is rid of them, and strokes in the cells stay."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        _table(pen, 1000, 0.0, random.Random(1))
        for left, top, right, bottom in (*LEVEL, *UPRIGHT):
            for at in range(dash, max(right - left, bottom - top), dash + gap):
                x, y = (left + at, top) if top == bottom else (left, top + at)
                box = (x, y - 2, x + gap - 1, y + 3) if top == bottom else (x - 2, y, x + 3, y + gap - 1)
                pen.rectangle(box, "white")

    page = _grey(_page(draw))
    _has_the_table(page, off=8)


def test_dots_that_crossings_part() -> None:
    """A few dots between pieces in which two rules have run together are joined with what is above and below."""
    ink = np.zeros((400, 300), np.uint8)
    for top in range(0, 400, 4):
        ink[top : top + 3, 100:103] = 255
    for top in (150, 199):
        ink[top : top + 25, 100:103] = ink[top + 12 : top + 14, 90:112] = 255
    assert drawn_through(ink, 200)[1][150:224, 101].all()


@pytest.mark.parametrize("apart", [4, 5, 6])
def test_cells_with_a_frame_each(apart: int) -> None:
    """Their frames are rules between them, as far as tables go."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for left in range(100, 700, 120):
            for top in range(200, 400, 50):
                pen.rectangle((left, top, left + 120 - apart, top + 50 - apart), outline="black", width=2)
                pen.rectangle((left + 20, top + 15, left + 32, top + 33), outline="black", width=2)

    page = _grey(_page(draw))
    found = rules(page, DOTS)
    (table,) = tables(found.across, found.down, TOLERANCE * DOTS)
    assert [5] * 4 == [len(row) for row in table.cells]
    left = erased(page, found.mask).shades
    assert left[215 : 215 + 19, 120].max() < 100


@pytest.mark.parametrize(("rule", "ground"), [("#ddd", "white"), ("#ebeef5", "white"), ("#d0d7de", "#f6f8fa")])
def test_rules_that_are_hardly_darker_than_the_page(rule: str, ground: str) -> None:
    """The light rules of pages of the web are rules, on rows with a light ground too."""

    def drawn(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((100, 250, 700, 300), fill=ground)
        _table(pen, 1000, 0.0, random.Random(1), rule)

    found = rules(_grey(_page(drawn)), DOTS)
    (table,) = tables(found.across, found.down, TOLERANCE * DOTS)
    assert [5] * 4 == [len(row) for row in table.cells]


def test_strokes_that_reach_a_rule_are_kept() -> None:
    """They end at the rule that they run into, and it is known where; those that stand clear of it are whole."""
    page = Image.new("L", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    pen.rectangle((300, 230, 303, 249), fill="black")
    pen.rectangle((330, 230, 333, 247), fill="black")
    found = erased(_grey(page), rules(_grey(page), DOTS).mask)
    assert found.shades[230:248, 300:304].max() < 100
    assert found.shades[230:248, 330:334].max() < 100
    assert found.met[240:252, 300:304].any()
    assert not found.met[:, 325:340].any()


def test_cells_beneath_an_opaque_seal() -> None:
    """Rules go on beneath it; numbers beside its ink, and cells that it leaves blank, may have lost something."""
    page = Image.new("RGB", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    pen.rectangle((360, 210, 455, 240), fill="white")
    pen.ellipse((232, 150, 432, 374), outline=(210, 20, 30), width=9)
    ready = sheet(page, 1, 1.0, DOTS)
    found = ink(ready.shades, ready.dpi)
    (table,) = ruled_tables(ready, found)
    assert [5] * 4 == [len(row) for row in table.cells]
    hidden = [at for at, cell in enumerate(filled(ready, [table], found)) if cell.hidden]
    assert [1, 2, 6, 11, 17] == hidden


def test_brackets_in_a_low_row_are_no_rules() -> None:
    """Strokes that begin right below a rule and end alike part no cell, for the row goes on below them."""
    page = Image.new("L", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    for left in (240, 265, 290, 315):
        pen.rectangle((left, 203, left + 2, 228), fill="black")
    found = rules(_grey(page), DOTS)
    (table,) = tables(*closed(found.across, found.down, DOTS), TOLERANCE * DOTS)
    assert [5] * 4 == [len(row) for row in table.cells]


def test_shadows_around_a_page_are_in_no_cell() -> None:
    """What runs along two edges of a small page on the glass has its middle in some cell, and is no text of that."""
    page = Image.new("L", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    pen.rectangle((0, 0, 14, 600), fill="black")
    pen.rectangle((0, 586, WIDE, 600), fill="black")
    ready = sheet(page, 1, 1.0, DOTS)
    found = ink(ready.shades, ready.dpi)
    (table,) = ruled_tables(ready, found)
    for cell in filled(ready, [table], found):
        assert all(cell.box[0] <= line[0] and line[2] <= cell.box[2] for line in cell.lines)


def test_tables_of_two_pages_on_a_sheet_stay_apart() -> None:
    """Each that the page end has cut is closed by itself, though they begin at the same height."""
    down = [Rule(at, 50, 600) for at in (100, 200, 300, 700, 800, 900)]
    across = [Rule(at, first, first + 200) for at in (100, 600) for first in (100, 700)]
    ends = [(rule.start, rule.end) for rule in closed(across, down, DOTS)[0] if rule.at == 50]
    assert [(100, 300), (700, 900)] == ends


@pytest.mark.parametrize(
    "stems",
    [
        pytest.param([(220, 183, 198)], id="in line with the rule below"),
        pytest.param([(150, 172, 198)], id="from rule to rule"),
        pytest.param([(340, 404, 430), (460, 404, 430), (520, 404, 430)], id="below the table"),
    ],
)
def test_stems_in_a_low_row_are_no_rules(stems: list[tuple[int, int, int]]) -> None:
    """The stems of letters as high as their row part no cells, and make no row of their own below the table."""
    page = Image.new("L", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    pen.line((100, 170, 700, 170), fill="black", width=2)
    for left in (100, 340, 460, 700):
        pen.line((left, 170, left, 200), fill="black", width=2)
    for left, top, bottom in stems:
        pen.rectangle((left, top, left + 2, bottom), fill="black")
    found = rules(_grey(page), DOTS)
    (table,) = tables(*closed(found.across, found.down, DOTS), TOLERANCE * DOTS)
    assert [3, 5, 5, 5, 5] == [len(row) for row in table.cells]


def test_thin_digits_beside_rules_are_no_rules() -> None:
    """A one beside a rule, with no more than a hair of paper between, is a stroke of its number."""
    page = Image.new("L", (WIDE, HIGH), "white")
    pen = ImageDraw.Draw(page)
    _table(pen, 1000, 0.0, random.Random(1))
    for left, top in ((332, 215), (452, 265), (574, 215)):
        pen.rectangle((left, top, left + 2, top + 18), fill="black")
    ready = sheet(page.convert("RGB"), 1, 1.0, DOTS)
    found = ink(ready.shades, ready.dpi)
    cells = filled(ready, ruled_tables(ready, found), found)
    ends = [round(cell.lines[0][2]) if cell.lines else 0 for cell in cells]
    assert [335, 577] == [ends[1], ends[3]]
    assert 455 == ends[5 + 2]
    assert not any(cell.met for cell in cells)


def test_lines_of_text_are_no_rules() -> None:
    """Strokes beside one another make no table."""
    found = rules(_grey(_page(_lines)), DOTS)
    assert [] == tables(found.across, found.down, TOLERANCE * DOTS)


# -- picture files ------------------------------------------------------------------------------------------


def _saved(picture: Image.Image, kind: str = "PNG", **settings: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()


@settings(max_examples=20, deadline=None)
@given(st.integers(400, 600), st.integers(1400, 9000), st.integers(22, 40), st.randoms(use_true_random=False))
def test_tall_pictures_are_cut_between_lines(wide: int, high: int, pitch: int, rng: random.Random) -> None:
    """The parts of a long picture are the whole of it, about as high as pages, and no cut goes through a line."""
    array = np.full((high, wide), 255, np.uint8)
    for top in range(rng.randint(5, 30), high - 20, pitch):
        array[top : top + 14, 40 : wide - 40] = 0
    found = list(parts(_saved(Image.fromarray(array))))
    joined = np.vstack([np.asarray(part.picture) for part in found])
    assert np.array_equal(array, joined)
    assert [sum(part.picture.height for part in found[:at]) for at in range(len(found))] == [part.top for part in found]
    assert {1} == {part.page for part in found}
    for part in found[1:]:
        assert array[part.top - 1 : part.top + 1].min() == 255
    assert max(part.picture.height for part in found) < max(2.2 * wide, 1)


def _animated() -> bytes:
    frames = [Image.new("P", (800, 1100), colour) for colour in range(3)]
    for frame in frames:
        frame.putpalette([0, 0, 0, 255, 255, 255, 255, 0, 0])
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut.png": (lambda: _saved(_page(_lines))[:2000], "不完整或已损坏"),
    "cut.jpg": (lambda: _saved(_page(_lines), "JPEG")[:600], "不完整或已损坏"),
    "cut.tif": (lambda: _saved(_page(_lines), "TIFF")[:3000], "不完整或已损坏"),
    "small.png": (lambda: _saved(Image.new("L", (200, 200))), "分辨率过低（宽200高200像素）"),
    "huge.png": (lambda: _saved(Image.new("1", (9000, 9000))), "图片过大"),
    "moving.gif": (_animated, "动图"),
    "blank.png": (lambda: _saved(Image.new("L", (800, 1100), 255)), "没有文字"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_pictures_that_are_no_pages(tmp_path: Path, name: str) -> None:
    """Broken, small, huge, moving and empty pictures are refused with what to do."""
    made, said = REFUSED[name]
    (tmp_path / name).write_bytes(made())
    with pytest.raises(DocumentError, match=said) as refused:
        read_document(tmp_path / name)
    assert "请" in str(refused.value)


def test_more_pages_than_a_report_has() -> None:
    """A picture file of a hundred pages and one is not read to its end."""
    page = Image.new("1", (300, 700), 1)
    data = _saved(page, "TIFF", save_all=True, append_images=[page] * MOST_PAGES)
    with pytest.raises(DocumentError, match="超过100页"):
        list(parts(data))


# -- which reading is taken -------------------------------------------------------------------------------

SETTLED: Sequence[tuple[Sequence[tuple[str, float]], Shape, str, str]] = (
    ((("12", 0.99), ("12", 0.98)), Shape("12", known=True), "12", ""),
    ((("１２", 0.99), ("12 ", 0.98)), Shape("", known=False), "12", ""),
    ((("12", 0.99), ("17", 0.99)), Shape("12", known=True), "12", "多次识别结果不一致：12、17"),
    ((("11", 0.99), ("ll", 0.9)), Shape("11", known=True), "11", ""),
    ((("17", 0.99), ("|7", 0.9)), Shape("17", known=True), "17", "多次识别结果不一致：17、|7"),
    ((("1", 0.99), ("l", 0.9)), Shape("1", known=True), "1", "多次识别结果不一致：1、l"),
    ((("12", 0.9), ("17", 0.8), ("12", 0.9)), Shape("", known=False), "12", "多次识别结果不一致：12、17"),
    ((("12", 0.99), ("12", 0.99)), Shape("17", known=False), "12", "字形与同页其他数字中的17相近"),
    ((("1", 0.99), ("1", 0.99)), Shape("??", known=False), "1", "识别出1位数字，而图像上有2个字形"),
    ((("12", 0.7), ("12", 0.7)), Shape("", known=False), "12", "可信度低"),
    ((("12", 0.7), ("12", 0.7)), Shape("12", known=True), "12", ""),
    ((("口", 0.9), ("口", 0.9)), Shape("", known=False), "口", "不是数字"),
    ((("|7784", 0.9), ("|7784", 0.9)), Shape("", known=False), "7784", "不是数字：|7784"),
    ((("338-", 0.9), ("338-", 0.9)), Shape("", known=False), "338", "不是数字：338-"),
    (((".83", 0.99), (".83", 0.99)), Shape("", known=False), "83", "83"),
    ((("188.", 0.99), ("188.", 0.99)), Shape("188", known=False), "188", "188"),
    ((("一", 0.9), ("-", 0.9)), Shape("", known=False), "—", ""),
    ((("", 0.0), ("", 0.0)), Shape("", known=False), "", "未能识别"),
    ((("7", 0.99), ("", 0.0)), Shape("", known=False), "7", "可信度低"),
    ((("-92", 0.99), ("-92", 0.98)), Shape("", known=False), "-92", "正负号"),
)


@pytest.mark.parametrize(("readings", "shape", "text", "doubt"), SETTLED)
def test_settled(readings: Sequence[tuple[str, float]], shape: Shape, text: str, doubt: str) -> None:
    """The number that most readings give, doubted where one differs, where shapes differ, or where none is sure."""
    found = settled([Reading(*one) for one in readings], shape)
    assert text == found.text
    assert doubt in found.doubt
    assert bool(doubt) == bool(found.doubt)


# -- a whole report ---------------------------------------------------------------------------------------

TRUE = "disputes.review.total"
SLIP = "applications.granted.total"


class _Scan:
    """A scanned report with one slip in it: the draft, the file, the document and the report as read from it."""

    def __init__(self, folder: Path) -> None:
        draft = drawn(random.Random(4))
        self.received = int(draft.values["applications.new.total"])
        told = f"（二）依申请公开。本年度共收到政府信息公开申请{self.received + 7}件，均已办结。"
        self.draft = _slipped(draft).with_text("一", "（一）主动公开。更新栏目内容。", told)
        printed = build(APPEARANCES["pdf-normal"], [self.draft], folder)[0]
        self.path = folder / "scan.pdf"
        self.path.write_bytes(as_pdf(printed.read_bytes(), random.Random(3), Scanner(150, 0.6, seal=True)))
        self.document = read_document(self.path)
        self.first = recognised(self.document)
        seen = second_look(self.document, self.first)
        self.report = recognised(seen)


def _slipped(draft: Draft) -> Draft:
    """The draft with a total that is none."""
    return draft.with_values(**{SLIP: int(draft.values[SLIP]) + 30})


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> _Scan:
    """Printed, turned, noisy, and with a seal on every page; read once for all tests."""
    needed("chromium")
    return _Scan(tmp_path_factory.mktemp("scan"))


@pytest.mark.xdist_group("scan")
class TestWholeReport:
    """A report of three pages at 150 dots an inch, askew, with a seal on each page."""

    def test_every_number(self, scan: _Scan) -> None:
        """All are right; each is doubtful by its state and has a score; none but those of the slip has a doubt."""
        facts = scan.report.cells.values()
        assert scan.draft.values == {fact.key: fact.raw for fact in facts}
        assert {State.DOUBTFUL} == {fact.state for fact in facts}
        assert all(fact.score is not None and 0 < fact.score <= 1 for fact in facts)
        assert (scan.draft.unit, scan.draft.year) == (scan.report.unit, scan.report.year)
        assert "扫描图像" in scan.report.remarks[0].text

    def test_a_slip_of_the_document_stays(self, scan: _Scan) -> None:
        """A second look changes no number that stands so on the page, and doubts what contradicts the sums."""
        assert scan.first.cells[SLIP].raw == scan.report.cells[SLIP].raw
        assert "可能是识别有误，也可能原文如此" in scan.report.cells[SLIP].doubt
        assert "" == scan.report.cells[TRUE].doubt

    def test_findings(self, scan: _Scan) -> None:
        """It is said that figures were recognised, and what rests on them is found with low confidence."""
        problems = wb.audit([scan.report]).problems
        assert "RD104" in {one.check for one in problems}
        (told,) = (one for one in problems if one.check == "NT101")
        assert ("low", str(scan.received)) == (str(told.confidence), told.expected)

    def test_what_a_sum_contradicts_is_read_again(self, scan: _Scan) -> None:
        """A number misread at first is put right by the second look, which reads its cell in the file once more."""
        key = "applications.processed.total"
        misread = _with(scan.document, scan.first.cells[key].location, "9")
        report = recognised(misread)
        assert "9" == report.cells[key].raw
        again = recognised(second_look(misread, report))
        assert scan.draft.values == {fact.key: fact.raw for fact in again.cells.values()}

    def test_a_page_on_its_side(self, scan: _Scan) -> None:
        """A table that lies on its side, with hardly a line beside it, has the cells that it has upright."""
        with opened(scan.path.read_bytes()) as pdf:
            picture = pdf[1].render(scale=DOTS / 72).to_pil().convert("RGB")
        lying = _texts(level_page(picture.rotate(90, expand=True), 2, 1).items)
        upright = [row for row in _texts(scan.document.blocks, page=2) if row]
        assert len(upright) > 10
        assert upright == lying

    def test_pictures_of_places(self, scan: _Scan) -> None:
        """In the middle of the red frame on the skewed page there is the number: ink as wide as it has digits."""
        widths: dict[int, list[int]] = {1: [], 2: []}
        for key, value in scan.draft.values.items():
            if key.startswith("applications.") and len(widths.get(len(value), [0] * 6)) < 6:
                widths[len(value)].append(_ink(wb.picture(scan.report, key).png))
        assert max(widths[1]) < min(widths[2])


def _texts(items: Sequence[object], page: int | None = None) -> list[list[str]]:
    """The rows of tables, or what stands on one page of them."""
    rows = (row for item in items if isinstance(item, Grid) for row in item.rows)
    return [[cell.text for cell in row if page in (None, cell.location.page)] for row in rows]  # type: ignore[attr-defined]


def _with(document: Document, place: Location | None, text: str) -> Document:
    """The document with another text in the cell at a place."""

    def changed(block: Paragraph | Grid) -> Paragraph | Grid:
        if isinstance(block, Paragraph):
            return block
        rows = (tuple(c._replace(text=text) if c.location == place else c for c in row) for row in block.rows)
        return replace(block, rows=tuple(rows))

    return replace(document, blocks=tuple(map(changed, document.blocks)))


def _ink(png: bytes | None) -> int:
    """How wide the ink is in the middle of the red frame of a picture, away from the rules of the cell."""
    assert png is not None
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    ys, xs = np.nonzero((pixels == np.array((214, 30, 30))).all(axis=2))
    high, wide = (ys.max() - ys.min()) // 4, (xs.max() - xs.min()) // 4
    middle = pixels[ys.min() + high : ys.max() - high, xs.min() + wide : xs.max() - wide].min(axis=2) < 110
    columns = np.nonzero(middle.any(axis=0))[0]
    return int(columns.max() - columns.min())
