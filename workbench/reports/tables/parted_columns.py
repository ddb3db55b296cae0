"""Columns of a table under whose names there are several, as where last year's figures stand beside this year's.

What stands below the name of a column is then of this year only if the line below the names says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from workbench.documents import Cell
from workbench.forms.model import TableBlock
from workbench.reports.tables.column_order import column_of, holds_words
from workbench.reports.tables.drawn import drawn_in
from workbench.reports.tables.lines import Line
from workbench.reports.vocabulary import bare

_THIS_YEAR = frozenset({"本年", "本年度", "本年数", "当年", "今年", "本期", "件数", "数量", "数值", "绝对数"})
_UNITS = frozenset({"", "件", "个", "万元", "单位件", "单位万元"})
_YEAR = re.compile(r"(20\d\d)年?度?")

Lowest = Mapping[int, str]
"""What the lowest line of a header says, bare, by the column that it stands in, from 1."""


def place_of(cell: Cell, at: int) -> int:
    """The column of a cell, from 1: the one that it is drawn in, or its place in the line where that is not known."""
    return drawn_in(cell) or at + 1


def parted(block: TableBlock, lines: Sequence[Line], named: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
    """By grid, the columns of this year below the names of columns that are parted; none of them where it is not told.

    ``named`` are by grid the columns in which the header has the names, in the order of the form.
    """
    found = {}
    for grid, columns in named.items():
        lowest = _lowest([line for line in lines if line.grid == grid])
        if any(not _is_own(lowest.get(at, ""), number, block) for number, at in enumerate(columns)):
            found[grid] = _of_this_year(columns, lowest)
    return found


def _lowest(lines: Sequence[Line]) -> Lowest:
    lowest: dict[int, str] = {}
    for line in takewhile(holds_words, lines):
        lowest |= {place_of(cell, at): word for at, cell in enumerate(line.cells) if (word := bare(cell.text))}
    return lowest


def _is_own(word: str, number: int, block: TableBlock) -> bool:
    """Whether what stands right above the values is the name of the column, or no more than its unit."""
    return word in _UNITS or column_of(word, block) == number


def _of_this_year(columns: Sequence[int], lowest: Lowest) -> tuple[int, ...]:
    """The one column of this year from each name to the next; nothing where one has none or several."""
    latest = max((match[1] for word in lowest.values() if (match := _YEAR.fullmatch(word))), default="")
    this = [at for at, word in lowest.items() if word in _THIS_YEAR or (latest and word.startswith(latest))]
    within = [[at for at in this if first <= at < last] for first, last in pairwise((*columns, max(lowest) + 1))]
    return tuple(one[0] for one in within) if all(len(one) == 1 for one in within) else ()
