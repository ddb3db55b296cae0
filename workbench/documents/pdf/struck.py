"""Characters with a short rule through their middle: struck out, and maybe no part of the number they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.documents.pdf.glyphs import Glyph
from workbench.documents.ruling import Rule

STRUCK = "数字上有横线，其中可能有已删除的内容，请对照原件核实"

_HIGHEST, _LOWEST = 0.3, 0.75
"""Between these parts of the height of a character, from above, a rule goes through it; lower ones are below it."""
_THROUGH = 0.6
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
    return frozenset(glyph for rule in near for glyph in _through(rule, upright))


def _through(rule: Rule, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """The characters that a rule goes through; none where most of it does not."""
    found = [glyph for glyph in glyphs if _goes_through(rule, glyph.box)]
    covered = sum(min(glyph.box[2], rule.end) - max(glyph.box[0], rule.start) for glyph in found)
    if covered >= _TEXT * (rule.end - rule.start):
        yield from found


def _goes_through(rule: Rule, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    if not top + _HIGHEST * (bottom - top) <= rule.at <= top + _LOWEST * (bottom - top):
        return False
    return min(right, rule.end) - max(left, rule.start) >= _THROUGH * (right - left)
