"""Which words beside the rows of a table without rules are which row's label.

The labels of rows stand in one column, those of groups of rows left of it. A label's lines stand around, below or
above the numbers of its row, in all rows alike; the words are parted into labels so that this holds best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from workbench.documents.unruled.words import Parted, Word, begins, is_item

_OVERLAP = 0.5
_GAP = 0.3
_TIGHT = 0.1
_BESIDE = 1.1
_MOST = 20
_NEVER = float("inf")
_EMPTY = 8.0
_NUMBERED = 4.0
_LEFT_OUT = 0.3
_ROW = 2.0


class Labels(NamedTuple):
    """The words of a row's label, and of the groups that begin there."""

    own: list[Word]
    groups: list[list[Word]]


def labelled(rows: Sequence[Parted], beside: Sequence[Word], corner: Sequence[Word] = ()) -> list[Labels]:
    """The labels of rows of numbers; ``beside`` are the words on lines without numbers.

    ``corner`` are the words of the header above them, by which the distance of lines in a cell is known too.
    """
    own = [row.labels[-1] if row.labels else None for row in rows]
    left = _left(rows)
    across = [word for word in (*filter(None, own), *beside) if word.box[0] < left < word.box[2]]
    short = [word for word in filter(None, own) if _is_short(word, left, beside)]
    wide = _grown(across, beside) | _grown(short, [word for word in beside if not begins(word)])
    before = [word for row in rows for word in row.labels[:-1]]
    alone = [word for word in beside if word.box[2] < left + word.size / 2 and word not in wide]
    groups = _groups([*before, *alone], [word for word in beside if word.centre < left and word not in wide])
    taken = {word for group in groups for word in group}
    free = [word for word in beside if word not in taken]
    pitch = _pitch([*filter(None, own), *free, *corner])
    header = _followed(corner, free, pitch)
    shares = _shares([row.middle for row in rows], own, [word for word in free if word not in header], pitch)
    nearest = [min(range(len(rows)), key=lambda at: abs(rows[at].middle - one[0].middle)) for one in groups]
    return [
        Labels(share, [one for one, near in zip(groups, nearest, strict=True) if near == at])
        for at, share in enumerate(shares)
    ]


def _left(rows: Sequence[Parted]) -> float:
    """Where the column of the lowest labels begins: by those with their numbering, else by those behind a group's."""
    items = [row.labels[-1] for row in rows if row.labels and is_item(row.labels[-1])]
    behind = [row.labels[-1] for row in rows if len(row.labels) > 1]
    return min((word.box[0] - word.size / 2 for word in items or behind), default=0.0)


def _is_short(word: Word, left: float, beside: Sequence[Word]) -> bool:
    """Whether a row's label ends before the column of the lowest ones, and there is none of these in its row."""
    near = (one for one in beside if one.box[0] > left and abs(one.middle - word.middle) < _ROW * word.size)
    return begins(word) and word.box[2] <= left and not any(near)


# -- the labels of groups ---------------------------------------------------------------------------------


def _groups(first: Sequence[Word], beside: Sequence[Word]) -> list[list[Word]]:
    """The labels of groups of rows: the words that are known to be of them, and those that go on with them."""
    groups: list[list[Word]] = []
    for word in sorted({*first, *_grown(first, beside)}, key=lambda word: (word.middle, word.box)):
        near = next((group for group in groups if _continues(word, group)), None)
        if near is None:
            groups.append([word])
        else:
            near.append(word)
    return groups


def _grown(found: Sequence[Word], beside: Sequence[Word]) -> set[Word]:
    """Words with those that go on with them, above or below."""
    whole = set(found)
    while True:
        more = {word for word in beside if word not in whole and _continues(word, whole)}
        if not more:
            return whole
        whole |= more


def _continues(word: Word, others: Iterable[Word]) -> bool:
    """Whether a word stands right above or below one of others, in one column with it."""
    return any(is_next(word, one) and is_in_column(word, one) for one in others)


def is_next(word: Word, other: Word) -> bool:
    """Whether words stand on lines that follow one another closely."""
    upper, lower = sorted((word, other), key=lambda one: one.middle)
    return -word.size / 2 < lower.top - upper.bottom < _BESIDE * word.size


def is_in_column(word: Word, other: Word) -> bool:
    """Whether words begin at the same place or stand around the same middle."""
    near = min(abs(word.box[0] - other.box[0]), abs(word.centre - other.centre))
    return near < word.size / 2 and _over(word, other) > _OVERLAP


def _over(one: Word, other: Word) -> float:
    """How much of the narrower of two words the other is above or below."""
    common = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return common / max(min(one.box[2] - one.box[0], other.box[2] - other.box[0]), 1.0)


# -- the words parted among the rows ----------------------------------------------------------------------


Misfit = Callable[[Sequence[Word], float], float]
"""How far the lines of a label are from where they should stand to the numbers, at that height."""

_LEANS: tuple[Misfit, ...] = (
    lambda words, at: (words[0].middle + words[-1].middle) / 2 - at,
    lambda words, at: words[0].middle - at,
    lambda words, at: words[-1].middle - at,
)
"""Numbers stand in the middle of their row, or beside the first or the last line of its label."""


def _shares(
    heights: Sequence[float], own: Sequence[Word | None], free: Sequence[Word], pitch: float
) -> list[list[Word]]:
    words = sorted((*filter(None, own), *free), key=lambda word: (word.middle, word.box[0]))
    if not words:
        return [[] for _ in heights]
    cost = partial(_cost, pitch=pitch, size=median(word.size for word in words))
    parted = [_parted(heights, own, words, partial(cost, misfit=misfit)) for misfit in _LEANS]
    return min(parted, key=lambda one: one[0])[1]


def _followed(corner: Sequence[Word], free: Sequence[Word], pitch: float) -> set[Word]:
    """The words that go on with those of a header as closely as lines of one cell stand, and begin no row's label."""
    found: set[Word] = set()
    for word in sorted(free, key=lambda one: one.middle):
        above = [one for one in (*corner, *found) if is_in_column(word, one) and one.middle < word.middle]
        if not begins(word) and any(word.top - one.bottom <= pitch + _TIGHT * word.size for one in above):
            found.add(word)
    return found


def _pitch(words: Sequence[Word]) -> float:
    """The least gap between two lines of labels."""
    ordered = sorted(words, key=lambda word: (word.middle, word.box[0]))
    gaps = [b.top - a.bottom for a, b in pairwise(ordered) if b.middle - a.middle > a.size / 2]
    return min(gaps, default=0.0)


def _cost(words: Sequence[Word], height: float, misfit: Misfit, pitch: float, size: float) -> float:
    """What speaks against words being the label of the row at a height."""
    if not words:
        return _EMPTY
    gaps = sum(b.top - a.bottom > pitch + _GAP * size for a, b in pairwise(words))
    numbered = _NUMBERED * sum(begins(word) for word in words[1:])
    return float((misfit(words, height) / size) ** 2) + gaps + numbered


def _parted(
    heights: Sequence[float],
    own: Sequence[Word | None],
    words: Sequence[Word],
    cost: Callable[[Sequence[Word], float], float],
) -> tuple[float, list[list[Word]]]:
    """The words in their order as one label a row, so that the cost is least.

    A row keeps the word on its own line; the first words may be of the header and of no row.
    """
    ahead = next((words.index(mine) for mine in own if mine is not None), len(words))
    skipped = accumulate((_NUMBERED if begins(word) else _LEFT_OUT for word in words[: min(ahead, _MOST)]), initial=0.0)
    best: list[dict[int, tuple[float, int]]] = [{at: (spent, 0) for at, spent in enumerate(skipped)}]
    for height, mine in zip(heights, own, strict=True):
        reached: dict[int, tuple[float, int]] = {}
        for start, (spent, _) in best[-1].items():
            for end in range(start, min(start + _MOST, len(words)) + 1):
                part = words[start:end]
                if mine is not None and mine not in part:
                    continue
                total = spent + cost(part, height)
                if total < reached.get(end, (_NEVER, 0))[0]:
                    reached[end] = total, start
        best.append(reached)
    return _traced(best, words)


def _traced(best: list[dict[int, tuple[float, int]]], words: Sequence[Word]) -> tuple[float, list[list[Word]]]:
    end = len(words)
    if end not in best[-1]:
        return _NEVER, [[] for _ in best[1:]]
    total = best[-1][end][0]
    shares: list[list[Word]] = []
    for reached in reversed(best[1:]):
        start = reached[end][1]
        shares.append(list(words[start:end]))
        end = start
    return total, shares[::-1]
