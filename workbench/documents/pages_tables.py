"""Tables that go on over a page end: the repeated header left out, and a row that the page end has cut made whole.

A number whose digits stand on both pages is joined and doubted, for nothing tells it from two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase
from typing import NamedTuple

from workbench.documents.model import Cell, Grid
from workbench.documents.places import Box, PagePlace
from workbench.values import State, parse

_CUT = "数字被分页截断，由两页上的部分拼成，请对照原件核实"
_CUT_ROW = "表格行被分页截断，数值所属的行请对照原件核实"
_MARKER = re.compile(r"\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．)）])")
_BRACKET = "（("
_SPACE = re.compile(r"\s+")
_NEAR = 6.0
_WIDTH = 0.02
_ALIKE = 0.7
_HEADER = 6


class _Pair(NamedTuple):
    """A cell at the lower end of a page and the one below it at the upper end of the next."""

    above: Cell
    below: Cell


def continues(above: Grid, below: Grid) -> bool:
    """Whether a table goes on with the one on the page before: as wide, and with the same columns."""
    if above.inferred or below.inferred or _pages(below)[0] != _pages(above)[1] + 1:
        return False
    page = _pages(above)[1]
    one, other = _edges(above, page), _edges(below, _pages(below)[0])
    width = max(one) - min(one)
    if abs(min(one) - min(other)) > _WIDTH * width or abs(max(one) - max(other)) > _WIDTH * width:
        return False
    near = sum(any(abs(x - y) < max(_NEAR, _WIDTH * width) for y in one) for x in other)
    return near >= _ALIKE * len(other)


def continued(above: Grid, below: Grid) -> Grid:
    """Both parts of a table as one."""
    rows = below.rows[_repeated(above, below) :]
    if not rows:
        return above
    changes, left_out = _changes(above, rows, _pages(below)[0])
    kept = tuple(tuple(changes.get(id(cell), cell) for cell in row) for row in above.rows)
    first = tuple(cell for cell in rows[0] if id(cell) not in left_out)
    return replace(above, rows=tuple(row for row in (*kept, first, *rows[1:]) if row))


def _repeated(above: Grid, below: Grid) -> int:
    """How many rows at the head of a part repeat those at the head of the table."""
    count = 0
    for row, other in zip(above.rows[:_HEADER], below.rows, strict=False):
        texts = [_SPACE.sub("", cell.text) for cell in row]
        if texts != [_SPACE.sub("", cell.text) for cell in other] or not any(map(_is_words, texts)):
            break
        count += 1
    return count


# -- a row that is cut --------------------------------------------------------------------------------------


def _changes(above: Grid, rows: tuple[tuple[Cell, ...], ...], page: int) -> tuple[dict[int, Cell], set[int]]:
    """The cells of the upper part that go on below, joined; and the cells below that they take in."""
    pairs = list(_pairs(above, rows[0], page))
    label = max(
        (at for at, pair in enumerate(pairs) if any(map(_is_words, (pair.above.text, pair.below.text)))), default=-1
    )
    cut = _is_cut(pairs, label) and len(pairs) == len(rows[0])
    changes: dict[int, Cell] = {}
    left_out: set[int] = set()
    for at, pair in enumerate(pairs):
        group = at < label or (at == label and not cut)
        beside = rows[0][rows[0].index(pair.below) + 1 :]
        if cut or (group and _goes_on(pair) and any(_is_words(cell.text) for cell in beside)):
            unsure = (pair.below.text and _is_open(pairs, label)) or _is_label_below(pairs, label)
            doubt = _CUT_ROW if cut and at > label and unsure else ""
            changes[id(pair.above)] = _whole(pair, doubt)
            left_out.add(id(pair.below))
    return changes, left_out


def _is_cut(pairs: list[_Pair], label: int) -> bool:
    """Whether the first row below is the rest of the last row above.

    A label without a numbering goes on with one that has a numbering, and a numbering with the rest of itself. Where
    neither has one, a row with as many values as there are columns is one of its own, and one with fewer the rest of
    numbers that were wrapped, each below its beginning.
    """
    if not pairs or any(_is_word_and_value(pair) and not _is_numbering_cut(pair) for pair in pairs):
        return False
    values = pairs[label + 1 :]
    if label < 0 or not pairs[label].below.text or _is_label_below(pairs, label) or _is_numbering_cut(pairs[label]):
        return True
    if _MARKER.match(pairs[label].above.text) and not _MARKER.match(pairs[label].below.text):
        return True
    if not _goes_on(pairs[label]) or any(pair.below.text and not pair.above.text for pair in values):
        return not any(pair.above.text for pair in values) and _goes_on(pairs[label])
    return not any(pair.above.text for pair in values) or not all(pair.below.text for pair in values)


def _is_word_and_value(pair: _Pair) -> bool:
    """Whether words stand on one page and a value on the other."""
    above, below = pair.above.text, pair.below.text
    return (_is_value(above) and _is_words(below)) or (_is_words(above) and _is_value(below))


def _is_numbering_cut(pair: _Pair) -> bool:
    """Whether a numbering begins above and ends below, as that of ``（七`` and ``）总计`` does."""
    above, below = pair.above.text.strip(), pair.below.text
    whole = _MARKER.match(above + below) if above in _BRACKET or not _MARKER.match(below) else None
    return bool(above) and whole is not None and whole.end() > len(above)


def _is_label_below(pairs: list[_Pair], label: int) -> bool:
    """Whether values stand above without a label, and all of the label below, alone or with the rest of the values."""
    return any(pair.above.text for pair in pairs[label + 1 :]) and not pairs[label].above.text


def _is_open(pairs: list[_Pair], label: int) -> bool:
    """Whether the label stands on both pages and the values on the second alone: they may be of a row of their own."""
    values = pairs[label + 1 :]
    words = label >= 0 and pairs[label].above.text and pairs[label].below.text
    return bool(words) and any(pair.below.text for pair in values)


def _goes_on(pair: _Pair) -> bool:
    """Whether a label may go on below: the rest is blank, the same again, or has no number of its own."""
    below = pair.below.text
    return not below or below == pair.above.text or bool(pair.above.text and not _MARKER.match(below))


def _pairs(above: Grid, row: tuple[Cell, ...], page: int) -> Iterator[_Pair]:
    """The cells that meet at the page end, from left to right."""
    last = [cell for cell in _cells(above) if _box(cell, page - 1)]
    bottom = max((box[3] for cell in last if (box := _box(cell, page - 1))), default=0.0)
    ends = [(box, cell) for cell in last if (box := _box(cell, page - 1)) and box[3] > bottom - _NEAR]
    for cell in row:
        box = _box(cell, page)
        match = next((one for there, one in ends if box and _same_width(there, box)), None)
        if match:
            yield _Pair(match, cell)


def _same_width(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < _NEAR and abs(one[2] - other[2]) < _NEAR


def _whole(pair: _Pair, doubt: str) -> Cell:
    """Two pieces of a cell as one; a number with digits in both is doubted."""
    above, below = pair
    parts = [above.text] if below.text == above.text and _is_words(above.text) else [above.text, below.text]
    digits = all(any(letter.isdigit() for letter in part) for part in parts) and len(parts) > 1
    cut = _CUT if digits and _is_value("".join(parts)) else ""
    doubt = above.doubt or below.doubt or cut or doubt
    return Cell("".join(parts), above.location.to(below.location), doubt)


# -- cells and places ----------------------------------------------------------------------------------------


def _cells(grid: Grid) -> Iterator[Cell]:
    for row in grid.rows:
        yield from row


def _pages(grid: Grid) -> tuple[int, int]:
    """The first and the last page of a table."""
    found = [page for cell in _cells(grid) if isinstance(cell.location, PagePlace) for page, _ in cell.location.boxes]
    return (min(found), max(found)) if found else (0, 0)


def _box(cell: Cell, page: int) -> Box | None:
    """Where a cell stands on a page."""
    boxes = cell.location.boxes if isinstance(cell.location, PagePlace) else ()
    return next((box for at, box in boxes if at == page), None)


def _edges(grid: Grid, page: int) -> list[float]:
    """The left and right edges of the cells on a page."""
    boxes = [box for cell in _cells(grid) if (box := _box(cell, page))]
    return sorted({round(x, 1) for box in boxes for x in (box[0], box[2])})


def _is_value(text: str) -> bool:
    return bool(text) and parse(text).state in (State.NUMBER, State.ZERO, State.DASH)


def _is_words(text: str) -> bool:
    """Whether a text has letters; of signs and Latin capitals alone, such as ### or N/A, no label is made."""
    return any(one.isalpha() and one not in ascii_uppercase for one in text) and not _is_value(text)
