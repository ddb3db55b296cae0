"""Sequences that are worked out when they are asked for, the pause of the collector, and the name of a run."""

from __future__ import annotations

import copy
import gc
import hashlib
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.review.drafts import NO, three
from tests.review.test_heads import folded
from workbench.pausing import paused
from workbench.review import Ledger
from workbench.review.later import Later, Rows
from workbench.review.recording import records_of, run_name
from workbench.review.store import Store

ROWS = (1, 2, 3)

SAME: dict[str, Callable[[Sequence[int]], object]] = {
    "equal": lambda rows: (rows == ROWS, ROWS == rows, rows == (1, 2), rows == [1, 2, 3], rows == later(1, 2, 3)),
    "length": len,
    "items": lambda rows: [rows[0], rows[-1], rows[1:], *rows, 2 in rows, rows.index(3)],
    "hash": hash,
    "repr": repr,
    "pickled": lambda rows: pickle.loads(pickle.dumps(rows)),  # noqa: S301 - our own
    "copied": copy.deepcopy,
    "true": bool,
}


def later(*rows: int) -> Later[int]:
    """Rows that are worked out later."""
    return Later(lambda: list(rows))


@pytest.mark.parametrize("asked", SAME.values(), ids=SAME.keys())
def test_a_later_sequence_is_the_tuple(asked: Callable[[Sequence[int]], object]) -> None:
    """Whatever is asked of it."""
    assert asked(ROWS) == asked(later(*ROWS))


def test_it_is_worked_out_once_and_not_before() -> None:
    """However often it is asked for."""
    made: list[int] = []

    def make() -> Sequence[int]:
        made.append(1)
        return ROWS

    rows = Later(make)
    assert [] == made
    assert [3, 3, 3] == [len(rows), len(rows), len(list(rows))]
    assert [1] == made


@dataclass
class Holder:
    """Something with rows."""

    rows: Rows[int] = ()


def test_to_pydantic_it_is_a_tuple() -> None:
    """Written, read back, and refused where it is none."""
    holder = TypeAdapter(Holder)
    for rows in (ROWS, later(*ROWS)):
        assert b'{"rows":[1,2,3]}' == holder.dump_json(Holder(rows))
        assert {"rows": ROWS} == holder.dump_python(Holder(rows))
    assert ROWS == holder.validate_json('{"rows":[1,2,3]}').rows
    with pytest.raises(ValidationError):
        holder.validate_json('{"rows":["x"]}')


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_as_it_was(*, before: bool) -> None:
    """After a pause within a pause, and after an error."""
    try:
        (gc.enable if before else gc.disable)()
        with paused():
            with paused():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert before is gc.isenabled()
        with pytest.raises(ZeroDivisionError), paused():
            _ = 1 / 0
        assert before is gc.isenabled()
    finally:
        gc.enable()


def test_the_name_of_a_run_is_the_digest_of_its_ledger(sqlite: Store) -> None:
    """As it has always been, so that the very same run is known again: of many findings, one, none, decided ones."""
    sqlite.record(folded(), "张三")
    sqlite.decide(sqlite.ledger().entries[:2], NO, "张三")
    some = [replace(three(), entries=three().entries[:count]) for count in range(3)]
    for ledger in (*some, folded(), sqlite.ledger()):
        written = TypeAdapter(Ledger).dump_json(ledger)
        for said in (None, True, False):
            wanted = hashlib.sha256(written + str(said).encode()).hexdigest()[:32]
            assert wanted == run_name(ledger, records_of(ledger), whole=said)
