"""Characters far lighter than the others of a table: a mark across the page, and none of the text of its cells.

Such marks stand level as well, small and many times on a page, and may be figures: a date, or the number of a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from workbench.documents.pdf.glyphs import TILTED, Glyph
from workbench.documents.pdf.ruled import is_in
from workbench.documents.pdf.scene import Scene
from workbench.documents.places import Box

BESIDE = "单元格内另有浅色的数字，疑为水印，未予读取，请对照原件核实"
ALONE = "数字的颜色远浅于其他数字，疑为水印，请对照原件核实"
_PALE = 140
_DARK = 100
_FEW = 2
"""Letters beside a number, such as its unit; a label has more."""
_MORE = 4
_OFTEN = 3
"""The same pale words so many times on a page, within tables and outside, are a mark that is printed all over it."""


def pale_of(found: Sequence[Glyph], on: Scene) -> frozenset[int]:
    """The text objects that are pale on pale ground, where there are not far less characters in dark ones."""
    light = {run for run, one in on.written.items() if one.light >= _PALE and one.colour is not None}
    pale = [glyph for glyph in found if glyph.run in light and _is_on_pale(glyph, on)] if light else []
    dark = sum(glyph.run in on.written and on.written[glyph.run].light <= _DARK for glyph in found) if pale else 0
    return frozenset(glyph.run for glyph in pale) if len(pale) < _MORE * dark else frozenset()


def _is_on_pale(glyph: Glyph, on: Scene) -> bool:
    """Whether a character stands on paper or on a ground that is known to be pale."""
    below = on.painted_at(glyph.box)
    return not below or (below[-1].colour is not None and min(below[-1].colour) >= _PALE)


def set_apart(found: Sequence[Glyph], pale: frozenset[int], tables: Sequence[Box]) -> list[Glyph]:
    """The characters, those of marks all over the page taken for such as stand across it."""
    words: dict[int, str] = defaultdict(str)
    outside = set[str]()
    for glyph in found:
        if glyph.run in pale:
            words[glyph.run] += glyph.text
    for glyph in found:
        if glyph.run in pale and not any(is_in(glyph, box) for box in tables):
            outside.add(words[glyph.run])
    said = Counter(words.values())
    marks = {run for run, text in words.items() if len(text) > 1 and text in outside and said[text] >= _OFTEN}
    return [glyph._replace(turn=TILTED) if glyph.run in marks else glyph for glyph in found]


def in_cells(found: Sequence[Glyph], pale: frozenset[int], tables: Sequence[Box]) -> frozenset[int]:
    """The pale text objects again; none where the figures of tables are no darker by themselves."""
    figures = [glyph for glyph in found if glyph.text.isdigit() and glyph.turn != TILTED]
    within = [glyph.run in pale for glyph in figures if any(is_in(glyph, box) for box in tables)]
    return pale if 2 * sum(within) < len(within) else frozenset()


def told(dark: Iterable[Glyph], pale: Iterable[Glyph]) -> tuple[bool, str]:
    """Whether the dark characters of a cell alone are its text, and the doubt there is about them or about all."""
    text, figures = "".join(glyph.text for glyph in dark).strip(), any(glyph.text.isdigit() for glyph in pale)
    if any(map(str.isdigit, text)) or len(text) > _FEW or (text and not figures):
        return True, BESIDE * figures
    return False, ALONE * figures
