"""Holding the rows of a document against a table of the form: its facts, its labels, and what is doubtful.

A cell is a number only where its label and its place in the order say the same, or one of them is silent;
where they disagree it is *doubtful*; where the values of a row cannot be told apart, nothing is guessed and
the row is *unreadable*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from workbench.documents import Cell, Location
from workbench.forms.model import Column, Form, Kind, Row, Table, TableBlock
from workbench.reports.model import Fact, Label, Stranger, TableReading
from workbench.reports.tables.below_names import are_misplaced
from workbench.reports.tables.finding import Found, across, down
from workbench.reports.tables.header_doubts import edition_doubt, edition_of, order_doubt
from workbench.reports.tables.labels import (
    Header,
    column_labels,
    header_above,
    in_other_unit,
    lacking_columns,
    other_labels,
    row_label,
    strange_columns,
)
from workbench.reports.tables.lines import Line
from workbench.reports.tables.rows import LooseRow
from workbench.reports.tables.suspicion import suspects
from workbench.reports.tables.unread import against
from workbench.reports.vocabulary import SURE, bare, clean, is_label, row_words
from workbench.text import fold
from workbench.values import Interval, State, parse

_AMOUNT = re.compile(r"(?P<number>.*?)\s*\(?(?P<unit>亿\s*元?|万\s*元?|元|)\)?\s*")
_SHARE = re.compile(r"[%％元]\s*$")
"""What a count is not: a share, or money."""
_MISPLACED = "数值不在所属列的名称之下，表格可能缺列或另有其他列，各列数值可能错位"
_GROUPED = re.compile(r"\s*[1-9]\d{0,2}\.\d{3}\s*")
_THOUSANDS = "件数的小数点后恰有三位，可能是千位分隔符，请对照原件核实"
_LONG = re.compile(r"\s*\d+\.\d{10,}\s*")
_REST = "小数位过多，末几位应是程序换算留下的尾数，已略去，请对照原件核实"
_FINEST = 6
"""Decimals of an amount in 万元 that tells fen."""
_UNITS = {"": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001"), "亿": Decimal(10_000)}
_FEW = 3
"""Fewer labels than this are no table but words that narrative uses too."""
_SHOWN = 5
_NOT_READ = frozenset({State.MISSING, State.UNREADABLE, State.BLANK})
"""States of cells that say nothing of which edition a table is; blank are those beside a group's name, too."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What was found of a table: its reading, facts, the lines it stands on, and how much of it fits (its score)."""

    reading: TableReading
    facts: dict[str, Fact]
    lines: range
    score: int
    due: int = 0

    @property
    def fits(self) -> bool:
        """Whether every label and every cell of the table was found, and nothing is doubtful."""
        return self.score == self.due > 0 and not self.reading.doubts


def align(form: Form, table: Table, lines: list[Line], rows: list[LooseRow]) -> Aligned:
    """The table's facts from all rows of a document; cells that were not found are missing."""
    found = (across(table, rows) or down(table, lines, rows)).settled(form, table)
    headers = [_header(rows, found.first(block)) for block in table.blocks]
    labels = [*_column_labels(table, headers), *_row_labels(table, found)]
    known = sum(label.likeness >= SURE for label in labels)
    if known < _FEW:
        return _nothing(form, table)
    facts: dict[str, Fact] = {}
    doubts = [_row_doubt(row, found) for row in table.rows]
    headed = list(zip(table.blocks, headers, strict=True))
    foreign = [edition_of(form, table, block, header) for block, header in headed]
    for (block, header), other in zip(headed, foreign, strict=True):
        placed = [found.cells[row.key].cells for row in block.rows if row.key in found.cells]
        order = order_doubt(form, table, block, header, found)
        doubt = order or edition_doubt(block, other) or are_misplaced(block, header, placed) * _MISPLACED
        doubts.append(doubt)
        read = {row.key: _facts(table, block, row, found, doubt) for row in block.rows}
        every = {key: fact for part in read.values() for key, fact in part.items()}
        amiss = suspects(form, table.key, block, every) or in_other_unit(block, header, every)
        doubts += dict.fromkeys(amiss.values())
        for key, part in read.items():
            facts |= {name: _doubted(fact, amiss.get(key, "")) for name, fact in part.items()}
    guess = _guess(table, labels, lines, rows, found)
    facts = {key: _doubted(fact, guess) for key, fact in facts.items()}
    strangers = list(_strangers(rows, found))
    doubts += [guess, *(f"表中有格式以外的行“{one.text}”" for one in strangers), *_cell_doubts(table, found)]
    reading = TableReading(
        table.key,
        form.id,
        (*labels, *other_labels(table, headers, _groups(rows, found))),
        tuple(row.label for row in table.rows if row.key not in found.matches),
        tuple(dict.fromkeys(filter(None, doubts))),
        _whole(facts),
        tuple(name for block, header in headed for name in lacking_columns(block, header)),
        (*_outside(strangers), *(one for block, header in headed for one in strange_columns(block, header))),
        tuple((block.rows[0].label, other.id) for block, other in zip(table.blocks, foreign, strict=True) if other),
        _is_inferred(lines, found),
    )
    score = known + sum(fact.state not in _NOT_READ for fact in facts.values())
    return Aligned(reading, facts, _extent(rows, found), score, _due(table) + len(facts))


def _due(table: Table) -> int:
    """The labels of rows and columns that a table has."""
    return len(table.rows) + sum(len(block.columns) for block in table.blocks)


def _nothing(form: Form, table: Table) -> Aligned:
    """A table that was not found."""
    keys = [key for key, cell in form.cells.items() if cell.table.key == table.key]
    reading = TableReading(table.key, form.id, (), tuple(row.label for row in table.rows), (), None)
    return Aligned(reading, {key: Fact(key, State.MISSING) for key in keys}, range(0), 0)


# -- labels -------------------------------------------------------------------------------------------


def _header(rows: list[LooseRow], first: int | None) -> Header:
    return Header() if first is None else header_above(rows, first)


def _column_labels(table: Table, headers: list[Header]) -> Iterator[Label]:
    for block, header in zip(table.blocks, headers, strict=True):
        yield from column_labels(table, block, header)


def _row_labels(table: Table, found: Found) -> Iterator[Label]:
    for match in found.matches.values():
        label = row_label(table, match)
        if label:
            yield label


def _groups(rows: list[LooseRow], found: Found) -> list[Header]:
    """The labels around each row in which the label of its group may stand."""
    above = (header_above(rows, match.index) for match in found.matches.values())
    return [Header(one.lines[-_FEW:]) for one in above]


# -- doubts -------------------------------------------------------------------------------------------


def _row_doubt(row: Row, found: Found) -> str:
    """What is doubtful about a row, for the inspector."""
    match, placed = found.matches.get(row.key), found.cells.get(row.key)
    reasons = [match.doubt if match else "", placed.doubt if placed else ""]
    text = "；".join(filter(None, reasons))
    return f"“{row.label}”行：{text}" if text else ""


def _guess(table: Table, labels: list[Label], lines: list[Line], rows: list[LooseRow], found: Found) -> str:
    """The doubt of a table without rules, whose rows were inferred, unless each row and each of its labels fits.

    No row of numbers may be left over amid the table: it could be the rest of numbers that were wrapped.
    """
    if not _is_inferred(lines, found):
        return ""
    unsure = len(table.rows) - sum(label.kind == "row" and label.likeness >= SURE for label in labels)
    taken = {match.index for match in found.matches.values()}
    within = rows[min(taken) : max(taken) + 2]
    unsure += sum(bool(row.filled) for at, row in enumerate(within, min(taken)) if at not in taken)
    return f"表格没有框线，行列依文字位置推定，其中{unsure}行与格式对不上" if unsure else ""


def _is_inferred(lines: list[Line], found: Found) -> bool:
    """Whether rows of the table were inferred from where the text stands."""
    return any(lines[match.loose.first].inferred for match in found.matches.values())


def _cell_doubts(table: Table, found: Found) -> Iterator[str]:
    """What the reader of the file doubts, cell by cell; the first few of many."""
    named = ((row.label, cell) for row in table.rows if row.key in found.cells for cell in found.cells[row.key].cells)
    doubted = [f"“{label}”行“{cell.text}”：{doubt}" for label, cell in named if (doubt := against(cell))]
    yield from doubted[:_SHOWN]
    if len(doubted) > _SHOWN:
        yield f"另有{len(doubted) - _SHOWN}格同样存疑"


def _strangers(rows: list[LooseRow], found: Found) -> Iterator[Cell]:
    """The labels of rows with values amid the table that were not placed."""
    taken = {match.index for match in found.matches.values()}
    for at in range(min(taken), max(taken)):
        if at not in taken and rows[at].filled and rows[at].labels:
            yield rows[at].labels[-1]


def _outside(labels: list[Cell]) -> Iterator[Stranger]:
    """Those of the labels that no edition of the form has."""
    for cell in labels:
        if bare(cell.text) and bare(cell.text) not in row_words():
            yield Stranger("row", cell.text, cell.location)


# -- cells --------------------------------------------------------------------------------------------


def _facts(table: Table, block: TableBlock, row: Row, found: Found, doubt: str) -> dict[str, Fact]:
    """The facts of one row of the form; ``doubt`` is what is doubtful about its header."""
    keys = [(f"{table.key}.{row.key}.{column.key}", column) for column in block.columns]
    match, placed = found.matches.get(row.key), found.cells.get(row.key)
    if match is None or placed is None or not match.loose.values:
        return {key: Fact(key, State.MISSING) for key, _ in keys}
    if not placed.cells:
        loose = match.loose
        return {key: Fact(key, State.UNREADABLE, loose.raw, None, loose.location, placed.doubt) for key, _ in keys}
    doubt = match.doubt or placed.doubt or doubt
    pairs = zip(keys, placed.cells, strict=True)
    return {key: _doubted(_fact(key, column, cell), doubt) for (key, column), cell in pairs}


def _doubted(fact: Fact, doubt: str) -> Fact:
    """A fact of which something speaks against the value, if it has one, or against its being blank or no number."""
    if not doubt or not (fact.interval or fact.state in (State.BLANK, State.TEXT)):
        return fact
    return replace(fact, state=State.DOUBTFUL if fact.interval else State.UNREADABLE, doubt=fact.doubt or doubt)


def _fact(key: str, column: Column, cell: Cell) -> Fact:
    state, interval = read_value(cell.text, column.kind)
    doubt = against(cell)
    if interval and column.kind == "count" and _GROUPED.fullmatch(fold(cell.text)):
        doubt = doubt or _THOUSANDS
    elif interval and _LONG.fullmatch(fold(cell.text)):  # 810.5700000000001, as programs print binary fractions
        interval, doubt = Interval.exact(round(interval.low, _FINEST)), doubt or _REST
    if doubt:
        state = State.UNREADABLE if interval is None else State.DOUBTFUL
    elif interval is not None and cell.location.score is not None:
        state = State.DOUBTFUL
    return Fact(key, state, cell.text, interval, cell.location, doubt)


@lru_cache(maxsize=10_000)
def read_value(text: str, kind: Kind) -> tuple[State, Interval | None]:
    """State and value of a cell; an amount is in 万元, and one that names another unit is converted."""
    cleaned = clean(text)
    unit = _AMOUNT.fullmatch(fold(cleaned)) if kind == "amount" else None
    if unit is None and _SHARE.search(cleaned):
        return State.TEXT, None
    reading = parse(unit["number"] if unit else cleaned)
    if reading.interval is None or unit is None:
        return reading.state, reading.interval
    scale = _UNITS[unit["unit"][:1]]
    return reading.state, Interval(reading.interval.low * scale, reading.interval.high * scale)


def _whole(facts: dict[str, Fact]) -> Location | None:
    """From the first cell of a table to the last."""
    places = [fact.location for fact in facts.values() if fact.location]
    if not places:
        return None
    same = [place for place in places if type(place) is type(places[0]) and place.file == places[0].file]
    return min(same, key=lambda place: place.order).to(max(same, key=lambda place: place.order))


def _extent(rows: list[LooseRow], found: Found) -> range:
    """The lines of the table, from its header to its last row."""
    taken = [match.index for match in found.matches.values()]
    first = min(taken)
    while first and not rows[first].broken and not rows[first - 1].filled and _is_header(rows[first - 1]):
        first -= 1
    return range(rows[first].first, max(rows[at].last for at in taken) + 1)


def _is_header(row: LooseRow) -> bool:
    return all(is_label(cell.text) for cell in row.labels)
