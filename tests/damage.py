"""What befalls tables on their way: numbers, labels and rows lost, moved or added.

Each damage changes the sheet of a table and says which cells of the form may no longer be read as a plain number
with the value given there; all other cells either keep their value or are said not to be read.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.layouts import Sheet

Damage = Callable[[Sheet, random.Random], Sheet]


def _numbered_rows(rows: Sheet) -> list[int]:
    """The rows with values: those that end in one."""
    return [at for at, row in enumerate(rows) if any(cell.replace(".", "").isdigit() for cell in row)]


def _numbers(row: list[str]) -> list[int]:
    return [at for at, cell in enumerate(row) if cell.replace(".", "").isdigit()]


def _with_row(rows: Sheet, at: int, *instead: list[str]) -> Sheet:
    return [*rows[:at], *instead, *rows[at + 1 :]]


def number_lost(rows: Sheet, rng: random.Random) -> Sheet:
    """One number gone, those after it moved up."""
    at = rng.choice(_numbered_rows(rows))
    gone = rng.choice(_numbers(rows[at]))
    return _with_row(rows, at, [*rows[at][:gone], *rows[at][gone + 1 :], ""])


def last_number_lost(rows: Sheet, rng: random.Random) -> Sheet:
    """The last number of a row gone."""
    at = rng.choice(_numbered_rows(rows))
    gone = _numbers(rows[at])[-1]
    return _with_row(rows, at, [*rows[at][:gone], *rows[at][gone + 1 :], ""])


def numbers_lost(rows: Sheet, rng: random.Random) -> Sheet:
    """A number gone from each of several rows."""
    for _ in range(5):
        rows = number_lost(rows, rng) if all(_numbers(rows[at]) for at in _numbered_rows(rows)) else rows
    return rows


def only_first_left(rows: Sheet, _: random.Random) -> Sheet:
    """Repeated values dropped on the way: only the first of each row is left."""
    found = []
    for row in rows:
        numbers = _numbers(row)[1:]
        found.append([cell if at not in numbers else "" for at, cell in enumerate(row)])
    return found


def number_doubled(rows: Sheet, rng: random.Random) -> Sheet:
    """One number too many."""
    at = rng.choice(_numbered_rows(rows))
    twice = rng.choice(_numbers(rows[at]))
    return _with_row(rows, at, [*rows[at][: twice + 1], *rows[at][twice:]])


def row_lost(rows: Sheet, rng: random.Random) -> Sheet:
    """A row gone."""
    return _with_row(rows, rng.choice(_numbered_rows(rows)))


def row_added(rows: Sheet, rng: random.Random) -> Sheet:
    """A row that the form does not have."""
    at = rng.choice(_numbered_rows(rows))
    label = _numbers(rows[at])[0] - 1
    if label < 0:
        return rows
    extra = [cell if place in _numbers(rows[at]) else "" for place, cell in enumerate(rows[at])]
    extra[label] = "9.电话咨询答复情况"
    return _with_row(rows, at, rows[at], extra)


def table_cut(rows: Sheet, rng: random.Random) -> Sheet:
    """The end of the table gone."""
    return rows[: rng.randint(1, len(rows) - 1)]


def columns_added(rows: Sheet, rng: random.Random) -> Sheet:
    """A column that the form does not have, with numbers in it."""
    return [[*row, str(rng.randint(0, 3)) if _numbers(row) else ""] for row in rows]


def label_lost(rows: Sheet, rng: random.Random) -> Sheet:
    """A row without its label."""
    at = rng.choice(_numbered_rows(rows))
    first = _numbers(rows[at])[0]
    return _with_row(rows, at, [*[""] * first, *rows[at][first:]])


def value_unreadable(rows: Sheet, rng: random.Random) -> Sheet:
    """A number written over with words."""
    at = rng.choice(_numbered_rows(rows))
    gone = rng.choice(_numbers(rows[at]))
    return _with_row(rows, at, [*rows[at][:gone], "见附件说明", *rows[at][gone + 1 :]])


DAMAGES: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        number_lost,
        last_number_lost,
        numbers_lost,
        only_first_left,
        number_doubled,
        row_lost,
        row_added,
        table_cut,
        columns_added,
        label_lost,
        value_unreadable,
    )
}
"""Damages after which no cell may have a value that it had not before."""


def labels_swapped(rows: Sheet, rng: random.Random) -> Sheet:
    """Two labels of the application table changed over, their values left where they are."""
    one, other = rng.sample([at for at, row in enumerate(rows) if row[2] and at > 2], 2)
    found = [list(row) for row in rows]
    found[one][2], found[other][2] = found[other][2], found[one][2]
    return found


def columns_swapped(rows: Sheet, rng: random.Random) -> Sheet:
    """Two labels of the header changed over, the values left where they are."""
    one, other = rng.sample(range(4, 9), 2)
    found = [list(row) for row in rows]
    found[2][one], found[2][other] = found[2][other], found[2][one]
    return found
