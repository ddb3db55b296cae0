"""Where the characters of a recognised line stand: by its ink where that tells, else as wide as one another."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.documents.places import Box
from workbench.documents.scan.ink import Boxes, apart

_NARROW = 0.5
_WIDE_FROM = "\u2000"
_BEARING = 0.1
_OFF = 0.35


def edges_of(text: str, box: Box, strokes: Boxes, em: float) -> list[float]:
    """The left edges of the characters of a text that stands in a box; ``strokes`` is the ink in it.

    Words that stand apart have their own characters where their widths say how many each has. Marks stand beside the
    blank halves of their own places, which are no gaps between words.
    """
    widths = [1.0 if letter > _WIDE_FROM else _NARROW for letter in text]
    words = apart(strokes, em)
    edges = _by_words(widths, words) if len(words) > 1 and text.isalnum() else []
    return edges or [box[0] + (box[2] - box[0]) * at / len(text) for at in range(len(text))]


def _by_words(widths: Sequence[float], words: Sequence[Box]) -> list[float]:
    """The left edges of characters by the words that they fill; nothing where their number does not go with these."""
    unit = sum(word[2] - word[0] for word in words) / max(sum(widths) - _BEARING * len(words), _NARROW)
    edges: list[float] = []
    for left, _, right, _ in words:
        due = (right - left) / unit + _BEARING
        taken, total = 0, 0.0
        while len(edges) + taken < len(widths) and total + widths[len(edges) + taken] / 2 <= due:
            total += widths[len(edges) + taken]
            taken += 1
        if not taken or abs(total - due) > _OFF:
            return []
        edges += [left + unit * sum(widths[len(edges) : len(edges) + at]) for at in range(taken)]
    return edges if len(edges) == len(widths) else []
