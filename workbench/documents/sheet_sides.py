"""What stands beside the tables of a sheet: other tables, and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

_FEW = 10


def side_by_side(filled: Sequence[Sequence[int]], covered: Sequence[Collection[int]]) -> list[range]:
    """The columns of each of the tables that some rows hold, which columns without anything in them part.

    ``filled`` are by row the columns in which something stands, ``covered`` those that merged cells cover.
    """
    used = sorted({at for row in filled for at in row}.union(*covered))
    first, last = min(row[0] for row in filled if row), max(row[-1] for row in filled if row)
    within = [at for at in used if first <= at <= last]
    breaks = [(before + 1, after) for before, after in pairwise(within) if after > before + 1]
    starts, ends = [first, *(after for _, after in breaks)], [*(before for before, _ in breaks), last + 1]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def are_row_numbers(texts: Sequence[str]) -> bool:
    """Whether the texts of the first column count the rows up from 0 or 1, as programs write it; a head has none."""
    body = texts[1:] if texts and not texts[0] else texts
    if len(body) < _FEW or body[0] not in ("0", "1") or not body[-1].isdecimal():
        return False
    return list(body) == [str(at) for at in range(int(body[0]), int(body[0]) + len(body))]
