"""Likeness 雷同: how much of a section's own text stands in another report, and where."""

from workbench.likeness.comparing import Compared, compare
from workbench.likeness.copies import Likeness, Passage, copied, likenesses, share
from workbench.likeness.own_text import OwnText, own_text

__all__ = ["Compared", "Likeness", "OwnText", "Passage", "compare", "copied", "likenesses", "own_text", "share"]
