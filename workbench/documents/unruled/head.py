"""The names of columns in the header of a table without rules, where they tell of numbers that are blank below them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.documents.places import Box
from workbench.documents.unruled.words import Word

_HALF = 2


def names_above(values: Sequence[Word], lines: Sequence[Sequence[Word]]) -> list[float]:
    """The middles of the names that stand beside one another above numbers, each of these below one of its own.

    Empty where there are no more names than numbers, or where not each number stands right below one of them.
    """
    most = max(map(len, lines), default=0)
    first = next((at for at, line in enumerate(lines) if len(line) * _HALF >= most), 0)
    names = _side_by_side([word for line in lines[first:] for word in line])
    if len(names) <= len(values):
        return []
    below = [[at for at, name in enumerate(names) if _overlap(name, value.box)] for value in values]
    if any(len(one) != 1 for one in below) or len({one[0] for one in below}) < len(values):
        return []
    return [(left + right) / 2 for left, right in names]


def _side_by_side(words: Sequence[Word]) -> list[tuple[float, float]]:
    """From where to where the names reach that words make which stand below one another."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((word.box[0], word.box[2]) for word in words):
        if found and left < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _overlap(name: tuple[float, float], box: Box) -> bool:
    return name[0] < box[2] and box[0] < name[1]
