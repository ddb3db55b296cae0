"""Numbers that stand apart on lines of no ruled table, told by their ink: the search for text joins near ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, takewhile

from workbench.documents.places import Box
from workbench.documents.scan.cells import Seen, read_cells
from workbench.documents.scan.crops import cut, framed
from workbench.documents.scan.engine import Reading, recognise
from workbench.documents.scan.ink import Ink, apart, are_in, around
from workbench.documents.scan.missed import missed
from workbench.documents.scan.numerals import Settled, is_number, may_be_number
from workbench.documents.scan.pieces import ENDS, Part, Row, as_printed, in_rows
from workbench.documents.scan.shades import Grey


def told_apart(shades: Grey, rows: Sequence[Row], found: Ink) -> list[list[Part]]:
    """Lines by their pieces: those cut that hold several numbers, digits beside them added that were missed.

    ``found`` is the ink of the page without that of its tables.
    """
    cuts = {part: boxes for row in rows for part in row if (boxes := _cut(part, found))}
    beside = missed(rows, found)
    boxes = [*chain.from_iterable(cuts.values()), *chain.from_iterable(beside.values())]
    read = dict(zip(boxes, read_cells(shades, [Seen(box, [box]) for box in boxes], found.em), strict=True))
    words = {part: around(before) for part, some in cuts.items() if (before := _before_numbers(some, read))}
    said = recognise([framed(cut(shades, box), found.em) for box in words.values()])
    named = {part: Part(box, one) for (part, box), one in zip(words.items(), said, strict=True)}
    cut_up = [one for row in rows for part in row for one in _pieces(part, cuts.get(part, ()), named.get(part), read)]
    added = [_number(box, read) for box in chain.from_iterable(beside.values()) if _has_digits(read[box].text)]
    return in_rows([as_printed(part, found) for part in (*cut_up, *added)], found.em)


def _pieces(part: Part, boxes: Sequence[Box], words: Part | None, read: Mapping[Box, Settled]) -> list[Part]:
    """The words and the numbers behind them that a piece of a line holds; itself where it holds no numbers apart."""
    numbers = boxes[len(_before_numbers(boxes, read)) :]
    if not numbers or (words and not words.text):
        return [part]
    return [*([words] if words else []), *(_number(box, read) for box in numbers)]


def _before_numbers(boxes: Sequence[Box], read: Mapping[Box, Settled]) -> Sequence[Box]:
    """The boxes before the numbers at the end of a line."""
    numbers = sum(1 for _ in takewhile(lambda box: is_number(read[box].text), reversed(boxes)))
    return boxes[: len(boxes) - numbers]


def _has_digits(text: str) -> bool:
    """Whether what the search for text passed over is a number, and no scratch that is like a dash."""
    return is_number(text) and any(map(str.isdigit, text))


def _number(box: Box, read: Mapping[Box, Settled]) -> Part:
    return Part(box, Reading(read[box].text, read[box].score))


# -- what stands apart ------------------------------------------------------------------------------------


def _cut(part: Part, found: Ink) -> list[Box]:
    """The boxes of what stands apart in a piece of a line that ends in a number, or in one of which more was read."""
    if not part.text.endswith(ENDS):
        return []
    boxes = apart(found.boxes[are_in(found.boxes, part.box)], found.em)
    touched = may_be_number(part.text) and not is_number(part.text)
    return boxes if len(boxes) > 1 or touched else []
