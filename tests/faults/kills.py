"""Kill the process that writes decisions, at random moments, and see what the store holds afterwards.

``python -m tests.faults.kills sqlite --kills 300`` or ``postgresql --kills 100``; with PostgreSQL every tenth time the
server is cut off as well. After each kill: what was acknowledged is there, once and whole; what was not is there
once and whole or not at all, and happens once when it is said again; the chain has no fault.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sqlalchemy import func, select, text

from tests.review.drafts import NO, YES, faulty, ledger
from tests.review.postgres import Server, running
from workbench.errors import StoreError
from workbench.review import Ledger
from workbench.review.model import ConflictError
from workbench.review.store import Store, open_store
from workbench.review.tables import journal

_LONGEST = {"sqlite": 0.06, "postgresql": 0.3}
"""Seconds that a process may write before it is killed, behind some decisions: time for about a dozen more."""
_ACTS = 3
"""Up to so many decisions are waited for first, however slow the machine is."""
logging.getLogger("psycopg").setLevel(logging.ERROR)  # it warns of every connection that a server's end cuts
_WALK = 25
_CRASH = 10


@dataclass
class Tally:
    """What has become of all acts: the rows that each must have, be it heard of at once or when it was said again."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    said_again: dict[str, int] = field(default_factory=dict)
    written_unheard: int = 0


def main(arguments: list[str] | None = None) -> int:
    """Kill, look, and say what was seen. Status 1 where something was lost, doubled or damaged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", choices=["sqlite", "postgresql"])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    rng = random.Random(chosen.seed)
    tally = Tally()
    with _database(chosen.database) as (url, server):
        held = filled(url)
        for kill in range(chosen.kills):
            after = rng.randint(0, _ACTS), rng.uniform(0, _LONGEST[chosen.database])
            crashed = server if kill % _CRASH == _CRASH - 1 else None
            tried, heard = _killed(url, held, f"{chosen.seed}-{kill}", after, crashed)
            _look(url, held, tally, tried, heard, walk=kill % _WALK == 0)
        faults = _last_look(url, tally)
    print(  # noqa: T201 - a script
        f"{chosen.database}: {chosen.kills} kills, {len(tally.acknowledged)} acts acknowledged, "
        f"{len(tally.said_again)} cut off of which {tally.written_unheard} had been written; {len(faults)} faults"
    )
    for fault in faults:
        print(fault)  # noqa: T201 - as above
    return int(bool(faults))


@contextmanager
def _database(kind: str) -> Iterator[tuple[str, Server | None]]:
    """Where the store is to be, and the server under it if there is one."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "audit.db"), None
    else:
        with running() as server:
            yield server.database(), server


def filled(url: str) -> Ledger:
    """The ledger of a new store with a few dozen findings."""
    drafts = [faulty(f"青石县第{at}街道办事处") for at in range(30)]
    with open_store(url) as store:
        store.record(ledger(*drafts), "张三")
        return store.ledger()


def _killed(
    url: str, held: Ledger, name: str, after: tuple[int, float], server: Server | None
) -> tuple[dict[str, int], list[str]]:
    """Let a process write until it is killed: the rows of the acts that it tried, and those that it saw the end of.

    It is killed ``after`` so many acts and seconds. Where a ``server`` is given that one is cut off first, under the
    hands of the process that writes.
    """
    hear, tell = os.pipe()
    child = os.fork()
    if not child:
        os.close(hear)
        _write_till_the_end(url, held, name, tell)
    os.close(tell)
    acts, seconds = after
    begun = os.read(hear, 1)
    while begun.count(b"done") < acts and (more := os.read(hear, 1)):
        begun += more
    time.sleep(seconds)
    if server:
        server.stop("immediate")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if server:
        server.start()
    with os.fdopen(hear, "rb") as told:
        said = (begun + told.read()).decode("ascii")
    lines = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    tried = {line[1]: int(line[2]) for line in lines if line and line[0] == "try"}
    return tried, [line[1] for line in lines if line and line[0] == "done"]


def _write_till_the_end(url: str, held: Ledger, name: str, tell: int) -> NoReturn:
    """Write until this process is killed, or the server is gone; in no case run on as the parent would."""
    try:
        with suppress(StoreError):  # the server is gone: whoever is at the desk would say it again
            _write(url, held, name, random.Random(name), tell)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must not run on from here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _write(url: str, held: Ledger, name: str, rng: random.Random, tell: int) -> None:
    """Decide on findings without an end, one or many at a time, and tell before and after each."""
    with open_store(url) as store:
        held = store.refreshed(held)
        os.write(tell, b"\n")
        for at in range(sys.maxsize):
            held = store.refreshed(held)
            chosen = rng.sample(held.entries, rng.choice([1, 1, 3, 20]))
            act = f"{name}-{at}"
            os.write(tell, f"try {act} {len(chosen)}\n".encode())
            store.decide(chosen, rng.choice([YES, NO]), "张三", act=act)
            os.write(tell, f"done {act}\n".encode())


def _look(  # noqa: PLR0913 - what is looked at, and what must be there
    url: str, held: Ledger, tally: Tally, tried: dict[str, int], heard: list[str], *, walk: bool
) -> None:
    """See that all that was heard is there, and say again what was not."""
    tally.acknowledged |= {act: tried[act] for act in heard}
    with open_store(url) as store:
        there = _rows(store, list(tried))
        assert {act: tried[act] for act in heard} == {act: there.get(act, 0) for act in heard}, "lost or doubled"
        for act in tried.keys() - set(heard):
            assert there.get(act, 0) in {0, tried[act]}, "half an act"
            tally.written_unheard += act in there
            _say_again(store, held, act, tried[act])
            tally.said_again[act] = tried[act]
        assert not walk or store.verify().faults == (), "the chain is broken"


def _say_again(store: Store, held: Ledger, act: str, rows: int) -> None:
    """Do what was cut off as a client would that has not heard the end: under the same name."""
    now = store.refreshed(held)
    try:
        store.decide(now.entries[:rows], YES, "张三", act=act)
    except ConflictError as error:  # nobody else is at work
        raise AssertionError("a conflict with nobody") from error
    assert {act: rows} == _rows(store, [act])


def _rows(store: Store, acts: list[str]) -> dict[str, int]:
    """How many rows each act has in the journal."""
    query = select(journal.c.act, func.count()).where(journal.c.act.in_(acts)).group_by(journal.c.act)
    with store.database.reading() as connection:
        return {str(act): int(count) for act, count in connection.execute(query)}


def _last_look(url: str, tally: Tally) -> list[str]:
    """What is wrong with the whole, when all is over."""
    with open_store(url) as store:
        wanted = tally.acknowledged | tally.said_again
        there = _rows(store, list(wanted))
        wrong = [act for act, rows in wanted.items() if there.get(act, 0) != rows]
        rows = sum(wanted.values()) + 1  # the run
        found = store.verify()
        if store.database.url.get_backend_name() == "sqlite":
            with store.database.reading() as connection:
                wrong += [one for one in connection.scalars(text("PRAGMA integrity_check")) if one != "ok"]
        return [*wrong, *found.faults, *([f"{found.rows} rows, not {rows}"] if found.rows != rows else [])]


if __name__ == "__main__":
    sys.exit(main())
