"""The characters of a page and where they stand, read with pdfium."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.documents.pdf import many
from workbench.documents.pdf.space import FULL_TURN, RIGHT_ANGLE, Matrix
from workbench.documents.places import Box
from workbench.letters import PLAIN

MOST = 60_000
"""More characters than a page of a report has; what is behind them is left out and the page is said to be cut."""

TILTED = -1
"""The turn of what stands at no right angle, such as watermarks."""

_WIDE_SPACE = 0x3000
SPACES: Final = frozenset((0x20, 0xA0, 0x2002, 0x2003, 0x2009, _WIDE_SPACE))
NOTHING: Final = frozenset((0, 2, 0xA, 0xD, 0xAD, 0x200B, 0xFEFF, 0xFFFE))
_SURROGATES = range(0xD800, 0xE000)
AS_READ: Final = dict.fromkeys(SPACES, " ") | {_WIDE_SPACE: "\u3000"} | dict.fromkeys(_SURROGATES, "\ufffd") | PLAIN
"""What a reader reads where a character of pdfium is another, by its code."""
_ASCENT = 0.88
_DESCENT = 0.12
_SAME = 0.25
_LEAN = 4.0
_LINE = 4.0
_SMALLEST = 0.1
_WIDE_FROM = "\u2e80"
_NARROWEST = 0.1
"""The width of letters, by their height, up to which they are a stroke that nobody reads."""
INVISIBLE: Final = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))


class Glyph(NamedTuple):
    """A character: its box, which is as high as its type size, its turn counter-clockwise, and whether it is seen.

    ``run`` tells the characters that one text object holds.
    """

    text: str
    box: Box
    size: float
    turn: int
    seen: bool
    run: int


class Run(NamedTuple):
    """What the characters of one text object share: size, turn, whether they are seen, and how far off that turn."""

    size: float
    turn: int
    seen: bool
    lean: float = 0.0


class Characters(NamedTuple):
    """The characters of a page, whether there are more than are read, and by how many degrees most of them lean."""

    found: list[Glyph]
    cut: bool
    lean: float


def glyphs(page: pdfium.PdfPage, matrix: Matrix) -> Characters:
    """The characters of a page in the order of its content, with the spaces that the file itself holds.

    ``matrix`` leads from the coordinates inside the PDF to those wanted. What was printed twice to look bold
    stands twice.
    """
    text = page.get_textpage()
    try:
        reader = GlyphReader(text.raw, matrix)
        kept, letters = _kept(text.raw)
        found = reader.read(kept, letters)
        return Characters(found, raw.FPDFText_CountChars(text.raw) > MOST, reader.lean(found))
    finally:
        text.close()


def _kept(text: raw.FPDF_TEXTPAGE) -> tuple[list[int], list[str]]:
    """The characters that the file holds, by their numbers on the page, and what they are."""
    whole = many.characters(text, min(raw.FPDFText_CountChars(text), MOST))
    kept = [
        at
        for at, code in enumerate(map(ord, whole))
        if code not in NOTHING and (code not in SPACES or raw.FPDFText_IsGenerated(text, at) != 1)
    ]
    return kept, [whole[at] for at in kept]


class GlyphReader:
    """Reads characters of one page; what those of one text object share is worked out once."""

    def __init__(self, text: raw.FPDF_TEXTPAGE, matrix: Matrix) -> None:
        """Read from the characters of a page; ``matrix`` leads to the coordinates wanted."""
        self._matrix, self._page = matrix, many.address(text)
        self._runs: dict[int, Run] = {}
        self._alike: dict[tuple[tuple[float, ...], float, int], Run] = {}
        self._astray: dict[int, tuple[float, float]] = {}

    def read(self, numbers: Sequence[int], letters: Iterable[str]) -> list[Glyph]:
        """Some characters by their numbers on the page, and what they are."""
        owners = many.owners(self._page, numbers)
        firsts = dict(zip(reversed(owners), reversed(numbers), strict=True))
        self._learn({owner: at for owner, at in firsts.items() if owner not in self._runs})
        inside = map(self._matrix.box, many.boxes(self._page, numbers))
        origins = map(self._matrix.point, *many.origins(self._page, numbers))
        runs = [self._runs[key] for key in owners]
        made = [
            Glyph(AS_READ.get(ord(found), found), box_of(box, origin, run), run.size, run.turn, run.seen, key)
            for found, box, origin, run, key in zip(letters, inside, origins, runs, owners, strict=True)
        ]
        return list(map(self._put_right, made)) if self._astray else made

    def _learn(self, firsts: Mapping[int, int]) -> None:
        """What the characters of text objects share; ``firsts`` tells the first character of each."""
        numbers = list(firsts.values())
        sizes, modes = many.font_sizes(self._page, numbers), many.modes(firsts)
        origins = zip(*many.origins(self._page, numbers), strict=True)
        told = zip(firsts, many.turns(self._page, numbers), sizes, modes, origins, strict=True)
        for owner, (*turn, e, f), size, mode, (x, y) in told:
            said = (*turn,), size, mode
            run = self._alike.get(said)
            if run is None:
                a, b, c, d = turn
                em = Matrix(a * size, b * size, c * size, d * size)
                run = self._alike[said] = run_of(em.then(self._matrix), mode)
            self._runs[owner] = run
            if abs(y - f) > run.size and abs(x - e) > run.size and run.turn == 0:
                self._astray[owner] = e, f

    def _put_right(self, glyph: Glyph) -> Glyph:
        """A character where it is drawn.

        Where a form says as what its letters are to be read, pdfium gives their places in the coordinates of the form.
        """
        if glyph.run not in self._astray:
            return glyph
        x, y = self._matrix.point(*self._astray[glyph.run])
        wide = glyph.size if glyph.text >= _WIDE_FROM else glyph.size / 2
        return glyph._replace(box=(x, y - _ASCENT * glyph.size, x + wide, y + _DESCENT * glyph.size))

    def lean(self, found: Iterable[Glyph]) -> float:
        """By how many degrees, counter-clockwise, most of the characters lean that are not tilted."""
        leans = Counter(
            round(self._runs[one.run].lean, 2) for one in found if one.turn != TILTED and one.run in self._runs
        )
        return leans.most_common(1)[0][0] if leans else 0.0


def run_of(em: Matrix, mode: int) -> Run:
    """What is shared by characters whose em square ``em`` puts on the page, in a PDF's rendering mode."""
    angle = -math.degrees(math.atan2(em.b, em.a)) % FULL_TURN
    turn = round(angle / RIGHT_ANGLE) * RIGHT_ANGLE
    size = max(math.hypot(em.c, em.d), _SMALLEST)
    lean = angle - turn
    seen = mode not in INVISIBLE and math.hypot(em.a, em.b) > _NARROWEST * size
    return Run(size, TILTED if abs(lean) > _LEAN else turn % FULL_TURN, seen, lean)


def box_of(inside: Box, origin: tuple[float, float], run: Run) -> Box:
    """The box of a character: as long as its advance, and from its baseline as high as its type size."""
    left, top, right, bottom = inside
    up, down = _ASCENT * run.size, _DESCENT * run.size
    x, y = origin
    if run.turn == RIGHT_ANGLE:
        return x - up, top, x + down, bottom
    if run.turn == 2 * RIGHT_ANGLE:
        return left, y - down, right, y + up
    if run.turn == 3 * RIGHT_ANGLE:
        return x - down, top, x + up, bottom
    return left, y - up, right, y + down


def without_doubles(found: Iterable[Glyph]) -> list[Glyph]:
    """The characters without those printed again over themselves; a ligature's letters share a place and a run."""
    kept: list[Glyph] = []
    places: dict[str, dict[int, list[Glyph]]] = {}
    for glyph in found:
        line = int(glyph.box[1] / _LINE)
        alike = places.setdefault(glyph.text, {})
        near = [*alike.get(line - 1, ()), *alike.get(line, ()), *alike.get(line + 1, ())]
        ligature = bool(near) and kept[-1].run == glyph.run and kept[-1].box == glyph.box
        if ligature or not any(_is_same(glyph, other) for other in near):
            kept.append(glyph)
            alike.setdefault(line, []).append(glyph)
    return kept


def _is_same(glyph: Glyph, other: Glyph) -> bool:
    apart = abs(glyph.box[0] - other.box[0])
    if apart > glyph.size:
        return False
    reach = _SAME * min(glyph.size, other.size, max(glyph.box[2] - glyph.box[0], 0.5) * 2)
    return apart < reach and abs(glyph.box[1] - other.box[1]) < reach
