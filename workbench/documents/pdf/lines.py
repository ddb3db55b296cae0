"""Characters put together to lines of text, with spaces only where a reader sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.places import Box

_OFF_LINE = 0.45
_LATIN_GAP = 0.18
_WIDE_GAP = 0.9
_BLANKS = " \u3000"


class Text(NamedTuple):
    """A text and the left edges of its characters, with the right edge of the last; and its box."""

    text: str
    edges: tuple[float, ...]
    box: Box


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by the lines they stand on, from top to bottom, each from left to right; blank lines left out."""
    found: list[list[Glyph]] = []
    first, size = 0.0, 0.0
    for glyph in sorted(glyphs, key=_middle):
        middle = _middle(glyph)
        if not found or middle - first > _OFF_LINE * max(glyph.size, size):
            found.append([])
            first, size = middle, glyph.size
        found[-1].append(glyph)
    kept = (line for line in found if any(glyph.text not in _BLANKS for glyph in line))
    return [sorted(line, key=lambda glyph: glyph.box[0]) for line in kept]


def _middle(glyph: Glyph) -> float:
    return (glyph.box[1] + glyph.box[3]) / 2


def text_of(line: Sequence[Glyph]) -> Text:
    """The text of a line, spaces at its ends left out."""
    letters: list[str] = []
    edges: list[float] = []
    seen: list[Glyph] = []
    blanks: list[Glyph] = []
    for glyph in line:
        if glyph.text in _BLANKS:
            blanks.append(glyph)
            continue
        for blank in _between(seen[-1], blanks, glyph) if seen else ():
            letters.append(blank)
            edges.append(min(seen[-1].box[2], glyph.box[0]))
        blanks = []
        letters.append(glyph.text)
        edges.extend([glyph.box[0]] * len(glyph.text))
        seen.append(glyph)
    return Text("".join(letters), (*edges, seen[-1].box[2]), around(seen))


def _between(before: Glyph, blanks: list[Glyph], after: Glyph) -> str:
    """The spaces between two characters: those of the file, or one where a gap shows it."""
    if blanks:
        return "".join(blank.text for blank in blanks)
    gap = (after.box[0] - before.box[2]) / min(before.size, after.size)
    latin = _is_narrow(before.text) and _is_narrow(after.text)
    return " " if gap > (_LATIN_GAP if latin else _WIDE_GAP) else ""


def _is_narrow(letter: str) -> bool:
    return letter[-1] < "\u2000"


def around(glyphs: Iterable[Glyph]) -> Box:
    """The box around characters."""
    lefts, tops, rights, bottoms = zip(*[glyph.box for glyph in glyphs], strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def words(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The parts of a line that touch; what was printed in two goes is two words even so."""
    runs = Counter(glyph.run for glyph in line)
    word: list[Glyph] = []
    for glyph in line:
        if word and (glyph.text in _BLANKS or _is_apart(word[-1], glyph, runs)):
            yield word
            word = []
        if glyph.text not in _BLANKS:
            word.append(glyph)
    if word:
        yield word


def _is_apart(before: Glyph, glyph: Glyph, runs: Counter[int]) -> bool:
    """Whether a gap parts two characters, or the end of a run where runs are longer than single characters."""
    ended = glyph.run != before.run and max(runs[glyph.run], runs[before.run]) > 1
    return ended or glyph.box[0] - before.box[2] > _LATIN_GAP * glyph.size
