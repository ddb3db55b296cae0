"""What converters make of a table: merged cells written out in each place that they cover, words for nothing in blanks.

Programs that know no merged cells, such as those that make Markdown, repeat the text of one in every column of it.
A repeated number is one number where the header above repeats its own name in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.documents import Cell
from workbench.reports.vocabulary import bare, row_words, state_of
from workbench.values import State

_NOTHING = re.compile(r"nan|<na>|none|null|undefined|unnamed: \d{1,3}(?:_level_\d)?", re.IGNORECASE)
"""What programs write where nothing stands; no person does."""

_SHORT = 3
"""Longer than this are names that span columns; numbers may be."""
_INITIALS = frozenset("nNuU<")
Rows = tuple[tuple[Cell, ...], ...]
Runs = list[tuple[int, int]]
Texts = list[str]


def mended(rows: Rows) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table with each merged cell once below the header that was repeated with it."""
    texts = [[cell.text for cell in row] for row in rows]
    kept = [_without_nothing(row, said) for row, said in zip(rows, texts, strict=True)]
    if not any(map(_is_written_out, texts)):
        yield from kept
        return
    heads: Runs = []
    width = 0
    for row in kept:
        runs = _runs(row)
        if _is_header(row):
            heads, width = runs, len(row)
        yield _once(row, heads, runs) if heads and runs and len(row) == width else row


def _is_written_out(texts: Texts) -> bool:
    """Whether three neighbours say the same in words: two may be a slip of the pen, three are a merged cell."""
    if len(set(texts)) > len(texts) - 2:  # as in most rows of words
        return False
    three = zip(texts, texts[1:], texts[2:], strict=False)
    return any(len(one) > _SHORT and one == two == other for one, two, other in three)


def _without_nothing(row: tuple[Cell, ...], texts: Texts) -> tuple[Cell, ...]:
    """The row with blanks for what programs write in them."""
    if _INITIALS.isdisjoint([text[:1] for text in texts]):
        return row
    return tuple(cell._replace(text="") if _NOTHING.fullmatch(cell.text) else cell for cell in row)


def _runs(row: tuple[Cell, ...]) -> Runs:
    """The first and the last place of each run of cells with the same text."""
    found: Runs = []
    for at, (one, other) in enumerate(pairwise(row)):
        if one.text and one.text == other.text:
            if found and found[-1][1] == at:
                found[-1] = found[-1][0], at + 1
            else:
                found.append((at, at + 1))
    return found


def _is_header(row: tuple[Cell, ...]) -> bool:
    """Whether a row holds words alone and no value, nor the label of a row with words in place of its values."""
    named = len(row) > 1 and row[0].text != row[1].text and bare(row[0].text) in row_words()
    return not named and all(state_of(cell.text) in (State.TEXT, State.BLANK) for cell in row)


def _once(row: tuple[Cell, ...], runs: Runs, found: Runs) -> tuple[Cell, ...]:
    """The row without the cells that repeat the one before them throughout a run of the header, in this row too."""
    within = [(start, end) for start, end in runs if any(low <= start and end <= high for low, high in found)]
    again = {at for start, end in within for at in range(start + 1, end + 1)}
    return tuple(cell for at, cell in enumerate(row) if at not in again)
