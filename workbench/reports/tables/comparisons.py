"""Tables of a report's own that compare years: their rows are called as the form's, but none of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from workbench.forms import forms
from workbench.reports.tables.lines import Line
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import bare, row_names, row_words

_COMPARES = re.compile(r"20\d\d|[上去]一?年|[本今]年$|同比|环比|增减|增长|增幅|变化")
_TELLING = 2
"""So many names of columns make a header."""
Names = tuple[frozenset[str], frozenset[str]]


class Part(NamedTuple):
    """Rows that follow one another within one table of the file: what its head says, and what its rows are called."""

    rows: list[LooseRow]
    head: list[LooseRow]
    said: frozenset[str]
    called: frozenset[str]

    def compares(self, columns: frozenset[str]) -> bool:
        """Whether the head has a name for each value below it, years or changes among them, and none of the form's."""
        words = [[bare(cell.text) for cell in row.labels] for row in self.head]
        widest = max((len(row.filled) for row in self.rows), default=0)
        return (
            any(len(row) >= widest > 0 for row in words)
            and any(_COMPARES.search(word) for row in words for word in row)
            and columns.isdisjoint(word for row in words for word in row)
        )


def comparisons(rows: list[LooseRow], lines: list[Line]) -> list[range]:
    """Where tables stand that compare years, by their lines; the form's own table holds all rows of theirs."""
    parts = list(parts_of(rows, lines))
    found = [part for part in parts if any(_is_beside(part, parts, *names) for names in _names())]
    return [range(part.rows[0].first, part.rows[-1].last + 1) for part in found]


def without(rows: list[LooseRow], places: list[range]) -> list[LooseRow]:
    """The rows but those on some lines; what stands behind these is no part of what stands before them."""
    found: list[LooseRow] = []
    behind = False
    for row in rows:
        out = any(row.first in place for place in places)
        if not out:
            found.append(replace(row, broken=True) if behind else row)
        behind = out
    return found


def beside_labels(line: Line) -> Line:
    """A line of such a table without the labels of the form, whose numbers are none of the narrative's."""
    return replace(line, cells=tuple(cell for cell in line.cells if bare(cell.text) not in row_words()))


def _is_beside(part: Part, parts: Sequence[Part], names: frozenset[str], columns: frozenset[str]) -> bool:
    """Whether a part compares what stands in a table of the form with such rows and columns."""
    own = part.called & names
    if not own or not part.compares(columns):
        return False
    others = [one for one in parts if one is not part and one.called & names and not one.compares(columns)]
    headed = any(len(one.said & columns) >= _TELLING for one in others)
    return headed and own <= frozenset[str]().union(*(one.called for one in others))


def parts_of(rows: list[LooseRow], lines: list[Line]) -> Iterator[Part]:
    """The tables of a document, by the grids of the file, the prose between them, and where a comparison begins."""
    start = 0
    for at in range(1, len(rows) + 1):
        ends = at == len(rows) or rows[at].broken or lines[rows[at].first].grid != lines[rows[at - 1].first].grid
        if ends or _begins_comparison(rows[at - 1], rows[at]):
            yield _part(rows[start:at])
            start = at


def _begins_comparison(before: LooseRow, row: LooseRow) -> bool:
    """Whether names of columns that compare years stand right below values, as where two tables have become one."""
    names = [bare(cell.text) for cell in row.labels] if before.filled and not row.filled else []
    telling = sum(bool(_COMPARES.search(name)) for name in names)
    return telling > 0 and max(len(names) - 1, telling) >= _TELLING


def _part(rows: list[LooseRow]) -> Part:
    first = next((at for at, row in enumerate(rows) if row.filled), len(rows))
    said = frozenset(bare(cell.text) for row in rows for cell in row.labels)
    called = frozenset(bare(row.labels[-1].text) for row in rows if row.labels and row.filled)
    return Part(rows, rows[:first], said, called)


@cache
def _names() -> tuple[Names, ...]:
    """The names of the rows, and of the columns, of each table of the forms."""
    return tuple(
        (
            frozenset(name for _, name in row_names(table)),
            frozenset(bare(name) for block in table.blocks for known in block.names for name in known),
        )
        for form in forms()
        for table in form.tables
    )
