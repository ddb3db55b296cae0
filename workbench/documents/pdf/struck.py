"""Characters with a short rule through their middle: struck out, and maybe no part of the number they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.places import Box
from workbench.documents.ruling import Rule

STRUCK = "数字上有横线，其中可能有已删除的内容，请对照原件核实"

_HIGHEST, _LOWEST = 0.3, 0.75
"""Between these parts of the height of a character, from above, a rule goes through it; lower ones are below it."""
_THROUGH = 0.6
_WIDE = 0.6
"""So wide, by the size of the type, a rule is at least that strikes a character out."""
_TEXT = 0.7
"""So much of a rule runs through text; those of tables, which text may touch, run on."""


def struck(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> frozenset[Glyph]:
    """The upright characters that are struck out by some of the level rules of a page."""
    upright = [glyph for glyph in glyphs if glyph.turn == 0 and not glyph.text.isspace()]
    if not upright or not rules:
        return frozenset()
    left, right = min(glyph.box[0] for glyph in upright), max(glyph.box[2] for glyph in upright)
    top, bottom = min(glyph.box[1] for glyph in upright), max(glyph.box[3] for glyph in upright)
    near = [rule for rule in rules if left <= rule.end and rule.start <= right and top < rule.at < bottom]
    middles = [(*_middle(glyph.box), glyph) for glyph in upright] if near else []
    return frozenset(glyph for rule in near for glyph in _through(rule, middles))


def _middle(box: Box) -> tuple[float, float]:
    """The heights between which a rule goes through what is in a box."""
    _, top, _, bottom = box
    return top + _HIGHEST * (bottom - top), top + _LOWEST * (bottom - top)


def _through(rule: Rule, middles: Sequence[tuple[float, float, Glyph]]) -> Iterator[Glyph]:
    """The characters that a rule goes through; none where most of it does not."""
    level = (glyph for above, below, glyph in middles if above <= rule.at <= below)
    found = [glyph for glyph in level if _shared(rule, glyph.box) >= _THROUGH * (glyph.box[2] - glyph.box[0])]
    if sum(_shared(rule, _room(glyph)) for glyph in found) >= _TEXT * (rule.end - rule.start):
        yield from found


def _room(glyph: Glyph) -> Box:
    """The room of a character on its line, a narrow one being struck out by a rule as long as others are."""
    left, top, right, bottom = glyph.box
    more = max(_WIDE * glyph.size - (right - left), 0.0) / 2
    return left - more, top, right + more, bottom


def _shared(rule: Rule, box: Box) -> float:
    """How long a rule runs from the left edge of a box to its right, less than nothing where it does not."""
    return min(box[2], rule.end) - max(box[0], rule.start)
