"""Labels that were cut in two with their rows: the values stand beside one half, or beside both.

A label is cut where it is whole only together with the text of the row beside it, and less like a label of the form
each alone. Labels that have taken in the first value of their row are told here, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.documents import Cell
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import SURE, bare, closeness, row_words, state_of
from workbench.values import State

HALVED = "行标签与相邻一行的标签合起来才完整，可能是一行被截断成两行，数值请对照原件核实"
SWALLOWED = "行标签单元格的末行是数值，而其后的数值少于格式的列数，各列数值可能错位，请对照原件核实"
_LESS = 0.01
_NUMBERS = frozenset({State.NUMBER, State.ZERO})


def is_half(rows: Sequence[LooseRow], at: int) -> bool:
    """Whether a row has values, and so has the row before or behind it whose label makes its own whole."""
    return any(_are_halves(one, other) for one, other in pairwise(rows[max(at - 1, 0) : at + 2]))


def has_swallowed(row: LooseRow, label: Sequence[Cell], due: int) -> bool:
    """Whether the last line of a label is a number, and the row has fewer values than the ``due`` columns."""
    name, _, last = label[-1].text.rpartition("\n") if label else ("", "", "")
    return len(row.filled) < due and bool(row.values and bare(name)) and state_of(last) in _NUMBERS


def beginning(rows: Sequence[LooseRow], at: int) -> int | None:
    """The row with values above the row of a label's end, if it holds the beginning of that label."""
    above = at - 1
    while above > 0 and not rows[above].filled and not rows[above + 1].broken:
        above -= 1
    own = rows[above] if above >= 0 and not rows[above + 1].broken else None
    if own is None or not own.filled or not own.labels:
        return None
    ends = [bare(row.labels[-1].text) if row.labels else "" for row in rows[above + 1 : at + 2]]
    whole = (_is_whole(bare(own.labels[-1].text), "".join(ends[:end])) for end in (len(ends), len(ends) - 1))
    return above if any(whole) else None


def _are_halves(above: LooseRow, below: LooseRow) -> bool:
    """Whether a row's label is whole only with the text before the values above, where values stand in both rows."""
    if below.broken or not (above.filled and below.filled and below.labels):
        return False
    rest = bare(below.labels[-1].text)
    return any(_is_whole(bare(cell.text), rest) for cell in (*above.labels[-1:], *above.values[:1]))


def _is_whole(beginning: str, rest: str) -> bool:
    """Whether two texts together are a label of the form, and less like it each alone."""
    whole = beginning + rest
    if not beginning or rest in row_words():
        return bool(beginning) and whole in row_words()
    parts = (beginning, rest) if rest else ()
    return any(
        closeness(whole, name) >= max([SURE, *(closeness(part, name) + _LESS for part in parts)])
        for name in row_words()
    )
