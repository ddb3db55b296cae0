"""Pages of plain text read line by line: a long appendix is no reason to place each of its characters.

Only the characters at both ends of a line are placed, those between them taken to be as wide as they usually are.
Whatever is out of the ordinary on a page, such as numbers side by side, leaves it to the full reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import eq, sub
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from workbench.documents.pages import PageLine
from workbench.documents.pdf import many
from workbench.documents.pdf.glyphs import AS_READ, MOST, NOTHING, SPACES, Glyph, GlyphReader
from workbench.documents.pdf.letters import is_readable
from workbench.documents.pdf.space import Matrix

_FEW = 30
_LEVEL = 0.2
_BESIDE = 0.45
_DOUBLED = 0.4
_NARROW = 0.5
_PARTED = 2.1
_LATIN_END = "\u2000"
_LINE = re.compile(r"[^\n\r]+")
_BLANK = re.compile(f"[{''.join(map(chr, sorted(SPACES | NOTHING)))}]")
_NUMBERS = re.compile(r"(?:^|\s)[\d.,/\-—－]+\s+[\d.,/\-—－]+(?:\s|$)")


class _Stretch(NamedTuple):
    """The characters of one line: those with ink by their numbers on the page, and what all of them are."""

    inked: Sequence[int]
    text: str


def quick_lines(page: pdfium.PdfPage, number: int, matrix: Matrix) -> list[PageLine] | None:
    """The lines of a page of plain text from top to bottom; None where it is to be read in full."""
    text = page.get_textpage()
    try:
        return _lines(text.raw, number, matrix)
    finally:
        text.close()


def _lines(text: raw.FPDF_TEXTPAGE, number: int, matrix: Matrix) -> list[PageLine] | None:
    count = raw.FPDFText_CountChars(text)
    if not _FEW <= count < MOST:
        return None
    found = many.characters(text, count)
    stretches = list(_stretches(found))
    if any(_is_odd(one.text) for one in stretches):
        return None
    glyphs = GlyphReader(text, matrix)
    placed: list[PageLine] = []
    ends = [at for one in stretches for at in (one.inked[0], one.inked[-1])]
    read = iter(glyphs.read(ends, [found[at] for at in ends]))
    for one, first, last in zip(stretches, read, read, strict=True):
        whole = _is_close(one.text, first, last) or _runs_on(many.across(text, one.inked), first.size)
        if not whole or not _are_level(first, last):
            return None
        placed.append(_line(one.text, number, first, last))
    placed.sort(key=_middle)
    return None if any(_middle(b) - _middle(a) < _BESIDE * _size(b) for a, b in pairwise(placed)) else placed


def _stretches(found: str) -> Iterator[_Stretch]:
    """The lines as pdfium parts them, blank ones left out."""
    for match in _LINE.finditer(found):
        start, end = match.span()
        if _BLANK.search(match[0]) is None:
            yield _Stretch(range(start, end), match[0].translate(AS_READ))
            continue
        kept = [at for at in range(start, end) if ord(found[at]) not in NOTHING]
        inked = [at for at in kept if ord(found[at]) not in SPACES]
        if inked:
            within = "".join([found[at] for at in kept if inked[0] <= at <= inked[-1]])
            yield _Stretch(inked, within.translate(AS_READ))


def _is_odd(text: str) -> bool:
    """Whether a line may be a row of a table, printed over itself, or no text at all."""
    same = sum(map(eq, text, text[1:]))
    doubled = len(text) > 1 and same > _DOUBLED * len(text)
    return doubled or (len(text.split()) > 1 and bool(_NUMBERS.search(text))) or not is_readable(text)


def _is_close(text: str, first: Glyph, last: Glyph) -> bool:
    """Whether a line is as long as its characters, all of them wide, are by themselves: there is no room for a gap."""
    return min(text) >= _LATIN_END and abs(last.box[2] - first.box[0] - len(text) * first.size) <= first.size


def _runs_on(xs: list[float], size: float) -> bool:
    """Whether characters stand from left to right, and no gap parts them that is wider than between words."""
    return xs == sorted(xs) and max(map(sub, xs[1:], xs), default=0.0) <= _PARTED * size


def _are_level(first: Glyph, last: Glyph) -> bool:
    """Whether the ends of a line stand upright on one level, are seen, and of one size."""
    usual = all(one.seen and one.turn == 0 for one in (first, last))
    off = max(abs(first.box[3] - last.box[3]), abs(first.size - last.size))
    return usual and off <= _LEVEL * first.size and first.box[0] <= last.box[0]


def _line(text: str, number: int, first: Glyph, last: Glyph) -> PageLine:
    left, right = first.box[0], last.box[2]
    wide = range(len(text) + 1) if min(text) >= _LATIN_END else _widths(text)
    each = (right - left) / wide[-1]
    edges = tuple([left + each * reached for reached in wide])
    box = left, min(first.box[1], last.box[1]), right, max(first.box[3], last.box[3])
    return PageLine(text, number, box, edges)


def _widths(text: str) -> Sequence[float]:
    """How far each character of a line reaches that holds narrow ones, in the width of a wide one."""
    return list(accumulate([_NARROW if one < _LATIN_END else 1.0 for one in text], initial=0.0))


def _middle(line: PageLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _size(line: PageLine) -> float:
    return line.box[3] - line.box[1]
