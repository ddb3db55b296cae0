"""The values of a document: a table that makes its rows late is the same as one that has them."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from workbench.documents import Cell, Grid, SheetPlace

ROWS = tuple(tuple(Cell(f"{row}{at}", SheetPlace("表", f"{'ABC'[at]}{row}")) for at in range(3)) for row in range(1, 4))


def test_rows_are_made_once_and_not_before() -> None:
    """Nothing is made until the rows are asked for, and then once."""
    asked = []
    grid = Grid.late(lambda: asked.append(1) or ROWS)  # type: ignore[func-returns-value] # it returns None
    assert not asked
    assert ROWS is grid.rows is grid.rows
    assert [1] == asked


def test_it_is_the_same_value() -> None:
    """Equality, hash, place, pickles, copies and changed copies do not tell how a table was made."""
    now = Grid(ROWS)

    def late() -> Grid:
        return Grid.late(lambda: ROWS)

    assert now == late()
    assert hash(now) == hash(late())
    assert now.location == late().location
    assert now == pickle.loads(pickle.dumps(late())) == copy.deepcopy(late())  # noqa: S301 - just pickled
    assert replace(now, inferred=True) == replace(late(), inferred=True)
    assert repr(now) == repr(late())


def test_it_has_no_other_attributes() -> None:
    """What is no attribute of a table is none of one made late."""
    for grid in (Grid.late(lambda: ROWS), Grid(ROWS)):
        with pytest.raises(AttributeError, match="columns"):
            grid.columns  # type: ignore[attr-defined] # noqa: B018 - which is the point
