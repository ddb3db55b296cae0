"""The texts before the values of a row that may be its label, be it on one line or wrapped over several."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.documents import Cell
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import bare, row_words
from workbench.text import normalise, strip_numbering

CONTEXT = 3
"""Over more lines than this a label is only joined where its numbering says where it begins."""
_LINES = 8
"""On more lines than this no label stands."""


def tails(rows: list[LooseRow], at: int) -> Iterator[tuple[Cell, ...]]:
    """The texts that may be the row's label, from its last label cell on backwards, wrapped parts joined."""
    labels = list(rows[at].labels[-CONTEXT:])
    above = at
    while above and len(labels) < CONTEXT and not rows[above].broken and not rows[above - 1].filled:
        above -= 1
        labels = [*rows[above].labels, *labels]
    labels = labels[-CONTEXT:]
    for start in range(len(labels) - 1, -1, -1):
        yield tuple(labels[start:])
    whole = _from_numbering(rows, at)
    if len(whole) > CONTEXT:
        yield whole
    rest = rows[at + 1] if at + 1 < len(rows) else None
    if rest and labels and rest.labels and not rest.broken and _goes_on(rest.labels[0].text):
        yield (labels[-1], rest.labels[0])
    own, before = rows[at].labels, rows[at - 1].labels if above < at else ()
    if len(own) > 1 and before:  # the name of a group stands beside the middle of a label of three lines
        yield (before[-1], own[-1])


def _goes_on(text: str) -> bool:
    """Whether a text may be the end of the label before it: no label of its own, nor the beginning of one."""
    return bare(text) not in row_words() and not _is_numbered(text)


def _is_numbered(text: str) -> bool:
    return strip_numbering(normalise(text)) != normalise(text)


def _from_numbering(rows: list[LooseRow], at: int) -> tuple[Cell, ...]:
    """The label of a row from its numbering on, of however many lines; none where that is not found above it."""
    labels: list[Cell] = []
    for row in reversed(rows[max(at - _LINES, 0) : at + 1]):
        if row.filled and row is not rows[at]:
            break
        labels = [*row.labels, *labels]
        begun = next((place for place in reversed(range(len(labels))) if _is_numbered(labels[place].text)), None)
        if begun is not None or row.broken:
            return tuple(labels[begun:]) if begun is not None else ()
    return ()
