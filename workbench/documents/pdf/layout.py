"""What stands on one page: its lines of text and its tables, in reading order, as far as it holds text at all."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

from workbench.documents.model import Grid
from workbench.documents.pages import PageLine
from workbench.documents.pdf import many
from workbench.documents.pdf.cells import NOT_WHOLE, OVER_THE_EDGE, doubted, grid
from workbench.documents.pdf.columns import in_columns
from workbench.documents.pdf.drawn_digits import unlike
from workbench.documents.pdf.edges import on_page, over_the_rule
from workbench.documents.pdf.frames import unframed
from workbench.documents.pdf.glyphs import TILTED, Glyph, glyphs, without_doubles
from workbench.documents.pdf.halves import middle
from workbench.documents.pdf.hidden import as_seen, clips_of_digits
from workbench.documents.pdf.layers import without_ink
from workbench.documents.pdf.letters import is_unreadable
from workbench.documents.pdf.lines import text_of
from workbench.documents.pdf.pale import in_cells, pale_of, set_apart
from workbench.documents.pdf.paths import MOST, Drawn, drawn
from workbench.documents.pdf.plain import filled
from workbench.documents.pdf.quick import quick_lines
from workbench.documents.pdf.ruled import inside, is_in, ruled
from workbench.documents.pdf.scene import scene
from workbench.documents.pdf.space import FULL_TURN, Matrix, levelled, shown, turned
from workbench.documents.pdf.spacing import closed_up
from workbench.documents.pdf.struck import struck
from workbench.documents.places import Box
from workbench.documents.ruling import RuledTable

_SPECK = 0.15
_LEVEL = 0.03
_FEW = 30
_COVERED = 0.5
_CURVES = 300
_GARBAGE = 0.05
_ORNAMENTS = 3
_FOREIGN = 0.25


class Sheet(NamedTuple):
    """A page as shown, turned counter-clockwise by ``turn`` so that its text is upright, and then set level.

    ``lean`` is by how many degrees, counter-clockwise, its text leant.
    ``matrix`` leads from the coordinates inside the PDF to those of the upright page.
    """

    number: int
    width: float
    height: float
    turn: int
    matrix: Matrix
    lean: float = 0.0

    @property
    def upright_width(self) -> float:
        """The width of the page when its text is upright."""
        return self.width if self.turn in (0, 180) else self.height

    @property
    def upright_height(self) -> float:
        """The height of the page when its text is upright."""
        return self.height if self.turn in (0, 180) else self.width


class PageText(NamedTuple):
    """The characters and rules of a page, and the tables that its rules make.

    ``written`` says that something was written upon the page, which now is part of it; ``unlike`` are the digits that
    some of its characters are said to be and are not by their shapes; ``clips`` are those that hide digits, and the
    rest of these; ``pale`` are text objects far lighter than the others.
    """

    sheet: Sheet
    glyphs: list[Glyph]
    drawn: Drawn
    tables: list[RuledTable]
    hidden: int
    cut: bool = False
    lines: list[PageLine] | None = None
    written: bool = False
    unlike: frozenset[str] = frozenset()
    clips: tuple[Box, ...] = ()
    pale: frozenset[int] = frozenset()


def page_text(
    pdf: pdfium.PdfDocument, number: int, off: Callable[[], frozenset[str]] = frozenset, *, shapes: bool = False
) -> PageText:
    """The characters, rules and tables of a page, counted from 1; of a page of plain text its lines alone.

    ``off`` gives the names of the layers that the file has switched off; ``shapes`` asks for digits to be held against
    how they are drawn. What is filled in or written upon the page becomes part of it, in ``pdf`` too.
    """
    page, written = filled(pdf, number)
    try:
        sheet = _sheet(page, number)
        objects = many.page_objects(page.raw, MOST + 1)
        plain = drawn(objects, sheet.matrix)
        quick = None if _has_more(plain) else quick_lines(page, number, sheet.matrix)
        if quick is not None and all(_is_within(line.box, sheet) for line in quick):
            return PageText(sheet, [], plain, [], 0, lines=quick, written=written)
        found, cut, lean = glyphs(page, sheet.matrix)
        out = list(without_ink(page, found)) if off() else []
        turn = -_turn(found) % FULL_TURN
        if turn:
            back = turned(turn, sheet.width, sheet.height)
            sheet = sheet._replace(turn=turn, matrix=sheet.matrix.then(back))
            found, cut, lean = glyphs(page, sheet.matrix)
        if abs(lean) > _LEVEL:
            sheet = level(sheet, lean)
            found, cut, _ = glyphs(page, sheet.matrix)
        rules = drawn(objects, sheet.matrix) if turn or sheet.lean else plain
        whole = scene(pdf, page, objects, sheet.matrix, off())
        found = as_seen(found, whole, sheet.matrix)
        if out:
            found = [one._replace(seen=one.seen and not gone) for one, gone in zip(found, out, strict=True)]
        other = unlike(pdf, page, found, sheet.matrix) if shapes else frozenset()
    finally:
        page.close()
    shown = list(_legible(on_page([glyph for glyph in found if glyph.seen], sheet.upright_width, sheet.upright_height)))
    seen = closed_up(without_doubles(shown))
    made = unframed(rules, seen)
    hidden = len(found) - len(shown)
    clips = clips_of_digits(found, whole) if hidden and made else ()
    if pale := pale_of(seen, whole):
        boxes = [table.box for table in made]
        seen = set_apart(seen, pale, boxes)
        pale = in_cells(seen, pale, boxes)
    return PageText(sheet, seen, rules, made, hidden, cut, written=written, unlike=other, clips=clips, pale=pale)


def _legible(found: Sequence[Glyph]) -> Iterator[Glyph]:
    """The characters that are no specks beside the others."""
    least = _SPECK * median(glyph.size for glyph in found) if found else 0.0
    return (glyph for glyph in found if glyph.size >= least)


def level(sheet: Sheet, lean: float) -> Sheet:
    """A page whose text leans, set level around its middle."""
    wide, high = sheet.upright_width, sheet.upright_height
    return sheet._replace(lean=lean, matrix=sheet.matrix.then(levelled(lean, wide, high)))


def _has_more(found: Drawn) -> bool:
    """Whether a page has more than text that is seen: rules, coloured areas, pictures, invisible text."""
    drawings = found.level or found.upright or found.fill_level or found.pictures
    return bool(drawings) or found.curves > _CURVES or found.unseen


def _sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    turn, width, height = page.get_rotation(), page.get_width(), page.get_height()
    inside = (right - left) if turn in (0, 180) else (top - bottom)
    return Sheet(number, width, height, 0, shown((left, bottom, right, top), turn, width / max(inside, 1e-6)))


def _turn(found: list[Glyph]) -> int:
    """How most of the text of a page is turned."""
    turns = Counter(glyph.turn for glyph in found if glyph.turn != TILTED)
    return turns.most_common(1)[0][0] if turns else 0


def _is_within(box: Box, sheet: Sheet) -> bool:
    """Whether all of a line is within the page."""
    return box[0] >= 0 and box[1] >= 0 and box[2] <= sheet.width and box[3] <= sheet.height


def _is_on(glyph: Glyph, sheet: Sheet) -> bool:
    """Whether a character is within the page."""
    x, y = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return 0 <= x <= sheet.upright_width and 0 <= y <= sheet.upright_height


# -- whether the text of a page can be relied on -----------------------------------------------------------


def is_picture(page: PageText) -> bool:
    """Whether a page is a picture of text: scanned, or its letters drawn as curves."""
    if page.lines is not None:
        return False
    text = sum(glyph.text != " " for glyph in page.glyphs)
    covered = sum(_share(box, page.sheet) for box in page.drawn.pictures) > _COVERED
    if covered and (text < _FEW or page.hidden > text):
        return True
    return text < _FEW and page.drawn.curves > _CURVES


def is_garbled(page: PageText) -> bool:
    """Whether too much of the text of a page is no text: the file does not say which letters its shapes stand for.

    Numbers may have a font of their own, and then it is only the tables that are full of such shapes.
    """
    within = [glyph for glyph in page.glyphs if any(is_in(glyph, table.box) for table in page.tables)]
    text = _letters(page.glyphs)
    foreign = sum("\x80" <= letter <= "\u024f" for letter in text) > _FOREIGN * len(text)
    return foreign or _is_garbage(text) or _is_garbage(_letters(within))


def _letters(found: Iterable[Glyph]) -> list[str]:
    return [letter for glyph in found for letter in glyph.text if letter not in " \u3000"]


def _is_garbage(text: list[str]) -> bool:
    return sum(map(is_unreadable, text)) > max(_GARBAGE * len(text), _ORNAMENTS)


def with_characters(page: PageText, found: list[Glyph]) -> PageText:
    """The page with its characters as another reader has them."""
    seen = [glyph for glyph in found if _is_on(glyph, page.sheet)]
    return page._replace(glyphs=seen, tables=ruled(page.drawn, seen))


def _share(box: Box, sheet: Sheet) -> float:
    """How much of a page a box covers."""
    wide, high = (sheet.width, sheet.height) if sheet.turn in (0, 180) else (sheet.height, sheet.width)
    across = min(box[2], wide) - max(box[0], 0)
    down = min(box[3], high) - max(box[1], 0)
    return max(across, 0) * max(down, 0) / max(wide * high, 1)


# -- lines and tables in reading order -----------------------------------------------------------------------


def grids(page: PageText) -> list[Grid]:
    """The tables of a page as first read."""
    parts = zip(page.tables, inside([table.box for table in page.tables], page.glyphs), strict=True)
    made = [grid(table, part, page.sheet.number, struck(part, page.drawn.level), page.pale) for table, part in parts]
    over = [over_the_rule(page.glyphs, table.box) for table in page.tables]
    made = [doubted(one, boxes, OVER_THE_EDGE) if boxes else one for one, boxes in zip(made, over, strict=True)]
    return [doubted(one, page.clips, NOT_WHOLE) for one in made] if page.clips else made


def items(page: PageText, found: Sequence[Grid]) -> list[PageLine | Grid]:
    """The lines of a page and its tables ``found``, from top to bottom; of two pages on one sheet the left first."""
    if page.lines is not None:
        return list(page.lines)
    at = middle(page.sheet.upright_width, page.sheet.upright_height, page.glyphs, (table.box for table in page.tables))
    placed = list(zip(page.tables, found, strict=True))
    if not at:
        return _down(page.sheet.number, page.glyphs, placed)
    sides = ([glyph for glyph in page.glyphs if (glyph.box[0] > at) == right] for right in (False, True))
    parts = ([one for one in placed if (one[0].box[0] > at) == right] for right in (False, True))
    return [item for side, part in zip(sides, parts, strict=True) for item in _down(page.sheet.number, side, part)]


def _down(number: int, found: Sequence[Glyph], placed: Sequence[tuple[RuledTable, Grid]]) -> list[PageLine | Grid]:
    """The lines and tables of a page from top to bottom."""
    boxes = [table.box for table, _ in placed]
    outside = [glyph for glyph in found if glyph.turn == 0 and not any(is_in(glyph, box) for box in boxes)]
    parts = _between([box[1] for box in boxes], outside)
    running = [one for part in parts for one in page_lines(part, number)]
    both: list[tuple[float, PageLine | Grid]] = [*((table.box[1], one) for table, one in placed), *running]
    return [item for _, item in sorted(both, key=lambda pair: pair[0])]


def _between(tops: Sequence[float], found: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters above, between and below the tables that begin at some heights."""
    parts: list[list[Glyph]] = [[] for _ in range(len(tops) + 1)]
    for glyph in found:
        parts[bisect_right(tops, (glyph.box[1] + glyph.box[3]) / 2)].append(glyph)
    return parts


def page_lines(found: Sequence[Glyph], number: int) -> Iterator[tuple[float, PageLine]]:
    """Characters as lines of running text, each with the height that it is read at."""
    for at, line in in_columns(found):
        text = text_of(line)
        yield at, PageLine(text.text, number, text.box, text.edges)
