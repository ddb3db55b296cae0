"""Rows of a flattened table: which cells are labels, which are values, and where one row ends.

Reports reach the desk with merged cells lost, rows shifted and cells one a line. What can be said of a
row without knowing which row of the form it is, is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from workbench.documents import Cell, Location
from workbench.reports.tables.lines import Line
from workbench.reports.vocabulary import bare, is_label, row_words, state_of
from workbench.values import State

_SHORTEST = 3
_DEEPEST = 3
"""More labels than this stand on no line but a header."""
_FEW = 2
_TABULAR = 14
"""A line of more cells than a row can have holds several rows, and text in it is a label.

With one cell more it may be that of a whole table, all numbers but for a few odd ones.
"""
_HAN = "\u4e00-\u9fff"
_ODD = re.compile(
    rf"[\d\s,，.．]+|\d[\d,，.．']*\s*(?:[^\w\s、.．)）][^{_HAN}\s]{{1,8}}|[(（](?:上年|去年|同比|其中)?[^{_HAN}]{{1,8}}[)）])"
    r"|[(（【]\d{2,}[)）】]|[×✕☓…#†○ＯOo]{1,2}"
)
"""Digits that stand apart, as those of a number that was wrapped, two numbers in one, a sign: values, if odd ones."""

_SIGNS = re.compile(r"[^\w\s]{2,}")
"""Signs alone name nothing."""


@dataclass(frozen=True)
class LooseRow:
    """The labels of a row and the cells after them, blank ones included.

    ``first`` and ``last`` count the lines that it stands on. ``shape`` tells rows laid out alike: grid, place of
    the last label and number of cells, None where the row is not just one line. ``broken`` says that prose
    stands between this row and the one before.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    first: int
    last: int
    shape: tuple[int, int, int] | None
    broken: bool

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The places of the values that are not blank."""
        return tuple(at for at, cell in enumerate(self.values) if state_of(cell.text) is not State.BLANK)

    @property
    def location(self) -> Location:
        """From the first value to the last, or the last label where there is none."""
        cells = [self.values[at] for at in self.filled] or self.values or self.labels[-1:]
        return cells[0].location.to(cells[-1].location)

    @property
    def raw(self) -> str:
        """The values as they stand, parted by bars."""
        return "｜".join(self.values[at].text for at in self.filled)


@dataclass
class _Open:
    """The row being read."""

    labels: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    has_value: bool = False

    def closed(self, lines: list[Line], *, broken: bool) -> LooseRow:
        line = lines[self.lines[0]]
        whole = self.lines[0] == self.lines[-1] and line.grid >= 0 and self.values and line.cells[-1] is self.values[-1]
        start = line.cells.index(self.labels[-1]) if whole and self.labels else -1
        shape = (line.grid, start, len(line.cells)) if whole else None
        return LooseRow(tuple(self.labels), tuple(self.values), self.lines[0], self.lines[-1], shape, broken)


def loose_rows(lines: list[Line]) -> list[LooseRow]:
    """All rows of the lines in their order, a line that holds several rows cut between them."""
    return list(_rows(lines))


def _rows(lines: list[Line]) -> Iterator[LooseRow]:
    row, broken = _Open(), True
    for number, line in enumerate(lines):
        if row.lines and _begins_row(row, line, lines):
            yield row.closed(lines, broken=broken)
            row, broken = _Open(), False
        broken = broken or not line.cells
        cells, alone = _label_first(line, _without_counter(line.cells))
        for cell in cells:
            kind = _kind(cell, line, row)
            if kind == "label" and row.values:
                yield row.closed(lines, broken=broken or alone)
                row, broken = _Open(), False
            if kind == "blank" and not row.labels and not row.values and len(line.cells) <= _TABULAR:
                continue
            (row.labels if kind == "label" else row.values).append(cell)
            row.has_value |= kind == "value"
            row.lines.append(number)
    if row.lines:
        yield row.closed(lines, broken=broken)


def _begins_row(row: _Open, line: Line, lines: list[Line]) -> bool:
    """Whether a new line ends the row before it: all do but values that carry on one cell a line."""
    before = len(lines[row.lines[-1]].cells)
    if not line.cells or (any(_is_label(cell) for cell in line.cells) and not _carries_on(line, before)):
        return True
    if not row.has_value and len(line.cells) > _TABULAR and not any(cell.text for cell in line.cells):
        return True  # a table of one line that was left blank, below its header
    return row.has_value and not _carries_on(line, before) and (len(line.cells) > 1 or before > 1)


def _carries_on(line: Line, before: int) -> bool:
    """Whether a line of many rows begins with the rest of a row that a page break cut off the line before."""
    first = next((cell for cell in line.cells if cell.text), None)
    return first is not None and not _is_label(first) and min(len(line.cells), before) > _TABULAR


def _without_counter(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A line without the running number before its label."""
    filled = [cell for cell in cells if cell.text]
    if _SHORTEST <= len(filled) <= _TABULAR and not _is_label(filled[0]) and _is_label(filled[1]):
        return cells[cells.index(filled[1]) :]
    return cells


def _label_first(line: Line, cells: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], bool]:
    """A line that ends in its label, the label put before its values, the nearest one last.

    Whether a single value stands before a label, which may as well be a running number, so that it is nobody's, is
    told beside: values are never given to the label of the line above.
    """
    first = next((at for at, cell in enumerate(cells) if _is_label(cell)), 0)
    labels = cells[first:]
    if not first or line.grid < 0 or len(cells) > _TABULAR or not all(map(_is_label, labels)):
        return cells, False
    filled = sum(bool(cell.text) for cell in cells[:first])
    if filled > 1 and all(state_of(cell.text) in (State.TEXT, State.BLANK) for cell in cells[:first]):
        return cells, False  # words of a header that no form has, before the names of columns
    if filled > 1:
        return (*reversed(labels), *cells[:first]), False
    return cells, filled == 1


def _is_label(cell: Cell) -> bool:
    return state_of(cell.text) is State.TEXT and is_label(cell.text)


def _kind(cell: Cell, line: Line, row: _Open) -> str:
    """Label, value or blank; a text that is no label, in a place where a value is due, is a value."""
    state = state_of(cell.text)
    if state is not State.TEXT:
        return "blank" if state is State.BLANK else "value"
    if _SIGNS.fullmatch(cell.text):
        return "value"  # such as the ### of a column that is too narrow
    if len(line.cells) > _TABULAR and bare(cell.text) not in row_words() and _is_odd(cell, line):
        return "value"
    if is_label(cell.text) or len(line.cells) == 1 or len(line.cells) > _TABULAR or _names_columns(line):
        return "label"
    here = [label for label in row.labels[-len(line.cells) :] if label in line.cells]
    named = 0 < len(here) <= _DEEPEST and bare(here[-1].text) in row_words()
    due = (row.has_value and row.values[-1] in line.cells) or named
    return "value" if due else "label"


def _is_odd(cell: Cell, line: Line) -> bool:
    """Whether a text is a value, if an odd one, by what it is or by all the numbers that it stands among."""
    if _ODD.fullmatch(cell.text):
        return True
    texts = [one for one in line.cells if state_of(one.text) is State.TEXT]
    return len(line.cells) == _TABULAR + 1 and len(texts) <= _FEW and not any(map(_is_label, texts))


def _names_columns(line: Line) -> bool:
    """Whether a line is of a header for certain: where rows were inferred, they were from their numbers."""
    return line.inferred and all(state_of(cell.text) in (State.TEXT, State.BLANK) for cell in line.cells)
