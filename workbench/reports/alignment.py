"""Holding loose rows against the form: which row is which, by its label and, apart from that, by its place.

Two readings are made, one from the labels and one from the order of the rows. A cell is a number only where
both agree or one of them is silent; where they disagree it is *doubtful*; where the number of values
in a row is not the number of columns, nothing is guessed and the row is *unreadable*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from workbench.documents import Cell, Grid
from workbench.forms.model import Column, Form, Row, Table, TableBlock
from workbench.reports.model import Fact, Label, TableReading
from workbench.reports.rows import LooseRow, fitted, learn_offsets, loose_rows, shape
from workbench.text import fold, normalise, strip_numbering
from workbench.values import State, parse

SURE = 0.85
"""From this likeness on a label is taken for the form's."""
LIKELY = 0.6
"""From this likeness on a label may be the form's, if its place says the same."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What was found of a table: its reading, its facts, and how many labels and cells fit (its score)."""

    reading: TableReading
    facts: dict[str, Fact]
    score: int


@dataclass(frozen=True, slots=True)
class _Match:
    """A row of the form and the loose row taken for it, with the doubt there is about that."""

    row: Row
    loose: LooseRow
    likeness: float
    doubt: str = ""


def align(form: Form, table: Table, grids: list[Grid]) -> Aligned:
    """The table's facts from all grids of a document; cells that were not found are missing."""
    rows = list(loose_rows(grids))
    found = [_align_block(table, block, rows) for block in table.blocks]
    facts = {key: fact for part in found for key, fact in part.facts.items()}
    places = [fact.location for fact in facts.values() if fact.location]
    reading = TableReading(
        table.key,
        form.id,
        tuple(label for part in found for label in part.reading.labels),
        tuple(name for part in found for name in part.reading.missing),
        tuple(doubt for part in found for doubt in part.reading.doubts),
        places[0].to(places[-1]) if places else None,
    )
    return Aligned(reading, facts, sum(part.score for part in found))


def _align_block(table: Table, block: TableBlock, rows: list[LooseRow]) -> Aligned:
    matches, header = _across(block, rows) if block.across else _down(block, rows)
    columns = _column_labels(table, block, header)
    rows_read = [_row_label(table, match) for match in matches.values() if match.loose.labels and not block.across]
    doubts = [match.doubt for match in matches.values() if match.doubt]
    shuffled = _shuffled(block, header)
    facts: dict[str, Fact] = {}
    for row in block.rows:
        facts |= _facts(table, block, row, matches.get(row.key), shuffled, rows)
    if shuffled:
        doubts.append("表头各列的次序与格式不一致")
    missing = tuple(row.label for row in block.rows if row.key not in matches)
    labels = (*columns, *rows_read)
    score = sum(label.likeness >= SURE for label in labels) + len(block.columns) * (len(block.rows) - len(missing))
    reading = TableReading(table.key, "", labels, missing, tuple(dict.fromkeys(doubts)), None)
    return Aligned(reading, facts, score)


# -- rows of a table that runs down ---------------------------------------------------------------


def _down(block: TableBlock, rows: list[LooseRow]) -> tuple[dict[str, _Match], list[LooseRow]]:
    """The rows of a block by key, and the rows of labels above the first of them."""
    candidates = [at for at, row in enumerate(rows) if row.values]
    likeness = [[row_likeness(rows[at], row) for row in block.rows] for at in candidates]
    by_order = _in_order(likeness)
    matches: dict[str, _Match] = {}
    for place, at in enumerate(candidates):
        choice = _choose(place, likeness, by_order)
        if choice is not None:
            index, doubt = choice
            row = block.rows[index]
            match = _Match(row, rows[at], likeness[place][index], doubt)
            known = matches.get(row.key)
            if known is None or match.likeness > known.likeness:
                matches[row.key] = match
    return matches, _header(rows, [match.loose for match in matches.values()])


def _choose(place: int, likeness: list[list[float]], by_order: dict[int, int]) -> tuple[int, str] | None:
    """Which row of the form a loose row is, with the doubt about it."""
    scores = likeness[place]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    by_label = best if best is not None and scores[best] >= SURE else None
    by_place = _by_neighbours(place, by_order, len(likeness))
    if by_label is not None:
        if by_order.get(place) != by_label:
            return by_label, "行的次序与格式不一致"
        if by_place not in (None, by_label):
            return by_label, "行标签与所在位置不一致"
        return by_label, ""
    if by_place is not None and by_place not in by_order.values():
        clear = scores[by_place] >= LIKELY and by_place == best
        return by_place, "" if clear else "行标签无法辨认，按位置读取"
    return None


def _in_order(likeness: list[list[float]]) -> dict[int, int]:
    """The longest run of sure labels that keeps the form's order: loose row to row of the form."""
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = []
    for place, scores in enumerate(likeness):
        for index, score in enumerate(scores):
            if score >= SURE:
                before = max(
                    (chain for chain in best if chain[1][-1][0] < place and chain[1][-1][1] < index),
                    key=lambda chain: chain[0],
                    default=(0.0, ()),
                )
                best.append((before[0] + score, (*before[1], (place, index))))
    return dict(max(best, key=lambda chain: chain[0])[1]) if best else {}


def _by_neighbours(place: int, by_order: dict[int, int], count: int) -> int | None:
    """The row of the form that the rows before and after leave for this one, None where they leave it open."""
    before = next(((at, by_order[at]) for at in range(place - 1, -1, -1) if at in by_order), None)
    after = next(((at, by_order[at]) for at in range(place + 1, count) if at in by_order), None)
    if before and after and after[0] - before[0] == after[1] - before[1]:
        return before[1] + place - before[0]
    return None


def _header(rows: list[LooseRow], found: list[LooseRow]) -> list[LooseRow]:
    """The label-only rows right above the first row found, and that row's own leading labels."""
    if not found:
        return []
    first = min(rows.index(row) for row in found)
    start = first
    while start and not rows[start - 1].numbers:
        start -= 1
    return rows[start : first + 1]


def row_likeness(loose: LooseRow, row: Row) -> float:
    """How alike a loose row's last labels and a row of the form are, 0 to 1."""
    texts = [normalise(cell.text) for cell in loose.labels[-3:]]
    tails = ["".join(texts[at:]) for at in range(len(texts))]
    return max((label_likeness(tail, name) for tail in tails for name in (row.label, *row.aliases)), default=0.0)


@lru_cache(maxsize=100_000)
def label_likeness(found: str, name: str) -> float:
    """How alike a normalised label and one of the form are; numbering and the notes in brackets count little."""
    due = normalise(name)
    bare, due_bare = strip_numbering(found), strip_numbering(due)
    if found == due:
        return 1.0
    if bare == due_bare or (len(due_bare) > 3 and bare.endswith(due_bare)):
        return 0.98
    return fuzz.ratio(bare, due_bare) / 100


# -- a table whose values stand on one line ---------------------------------------------------------


def _across(block: TableBlock, rows: list[LooseRow]) -> tuple[dict[str, _Match], list[LooseRow]]:
    """The one line with a value for each row and column, below a header that names the rows."""
    due = len(block.rows) * len(block.columns)
    for at, loose in enumerate(rows):
        header = _labels_above(rows, at)
        named = _named(header, [row.label for row in block.rows])
        if loose.numbers and named >= len(block.rows) - 1 and _is_values(loose, block):
            cells = loose.values if len(loose.values) == due else fitted(loose, due, None)
            return {row.key: _share(block, index, row, loose, cells) for index, row in enumerate(block.rows)}, header
    return {}, []


def _is_values(loose: LooseRow, block: TableBlock) -> bool:
    return loose.numbers > len(block.columns) or not loose.labels


def _share(block: TableBlock, index: int, row: Row, loose: LooseRow, cells: tuple[Cell, ...] | None) -> _Match:
    """A row's part of the line; all of the line where it could not be cut up."""
    width = len(block.columns)
    part = cells[index * width : (index + 1) * width] if cells else loose.values
    return _Match(row, replace(loose, labels=(), values=part, start=0, width=len(part)), 1.0)


def _labels_above(rows: list[LooseRow], at: int) -> list[LooseRow]:
    start = at
    while start and not rows[start - 1].numbers:
        start -= 1
    return rows[start : at + 1]


def _named(header: list[LooseRow], names: list[str]) -> int:
    """How many of the names stand in the header."""
    texts = [normalise(cell.text) for row in header for cell in row.labels]
    return sum(any(label_likeness(text, name) >= SURE for text in texts) for name in names)


# -- cells ------------------------------------------------------------------------------------------


def _facts(
    table: Table, block: TableBlock, row: Row, match: _Match | None, shuffled: bool, rows: list[LooseRow]
) -> dict[str, Fact]:
    """The facts of one row of the form."""
    keys = [(f"{table.key}.{row.key}.{column.key}", column) for column in block.columns]
    if match is None:
        return {key: Fact(key, State.MISSING) for key, _ in keys}
    loose = match.loose
    learned = learn_offsets([other for other in rows if other.values], len(block.columns)).get(shape(loose))
    cells = fitted(loose, len(block.columns), learned)
    if cells is None:
        return {key: Fact(key, State.UNREADABLE, loose.text, None, loose.location) for key, _ in keys}
    doubtful = bool(match.doubt) or shuffled
    return {key: _fact(key, column, cell, doubtful) for (key, column), cell in zip(keys, cells, strict=True)}


def _fact(key: str, column: Column, cell: Cell, doubtful: bool) -> Fact:
    text = fold(cell.text).strip()
    reading = parse(text.removesuffix(column.unit).strip() if column.kind == "amount" else text)
    doubted = doubtful and reading.interval is not None
    return Fact(key, State.DOUBTFUL if doubted else reading.state, cell.text, reading.interval, cell.location)


# -- labels -----------------------------------------------------------------------------------------


def _row_label(table: Table, match: _Match) -> Label:
    cell = match.loose.labels[-1]
    names = (match.row.label, *match.row.aliases)
    likeness = max(label_likeness(normalise(cell.text), name) for name in names)
    return Label(table.key, "row", match.row.key, match.row.label, cell.text, cell.location, likeness)


def _column_labels(table: Table, block: TableBlock, header: list[LooseRow]) -> tuple[Label, ...]:
    """The column labels of the form beside those of the header that come nearest."""
    return tuple(label for column in block.columns for label in _column_label(table, block, column, header))


def _column_label(table: Table, block: TableBlock, column: Column, header: list[LooseRow]) -> Iterator[Label]:
    others = [other.label for other in block.columns if other is not column] + [row.label for row in block.rows]
    best: tuple[float, Cell] | None = None
    for row in header:
        for cell in row.labels:
            text = normalise(cell.text)
            likeness = max(label_likeness(text, name) for name in (column.label, *column.aliases))
            rival = max((label_likeness(text, name) for name in others), default=0.0)
            if likeness >= LIKELY and likeness >= rival and (best is None or likeness > best[0]):
                best = likeness, cell
    if best:
        yield Label(table.key, "column", column.key, column.label, best[1].text, best[1].location, best[0])


def _shuffled(block: TableBlock, header: list[LooseRow]) -> bool:
    """Whether a row of the header names the columns in another order than the form."""
    names = [column.label for column in block.columns]
    for row in header:
        texts = [normalise(cell.text) for cell in row.labels]
        order = [at for text in texts for at, name in enumerate(names) if text == normalise(name)]
        once = [at for at in order if order.count(at) == 1]
        if once != sorted(once):
            return True
    return False

