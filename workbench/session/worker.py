"""A run in a process of its own: files are read and audited there, so that whatever shows the session stays alive.

It is told what to do by one line of JSON, tells how far it is by lines of JSON, and ends when nobody listens any more.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from workbench.audit import audit
from workbench.batch import load
from workbench.checks.subjects import Batch
from workbench.errors import WorkbenchError
from workbench.policy import default, read_policy
from workbench.reports import Report
from workbench.reports.roster import Roster, Unit, read_roster
from workbench.review import Ledger, ledger_of
from workbench.review.plain import as_object
from workbench.review.store import Store, open_store
from workbench.rules import use

_OFTEN = 0.1
"""Seconds between two lines about files, of which there may be thousands."""


@dataclass
class _Told:
    """Tells how far the run is."""

    out: IO[str]
    last: float = 0.0

    def __call__(self, **told: object) -> None:
        self.out.write(json.dumps(told, ensure_ascii=False) + "\n")
        self.out.flush()

    def of(self, stage: str) -> Callable[[int, int, str], None]:
        """What to call after each file of a stage."""

        def progress(done: int, of: int, name: str) -> None:
            if done == of or time.monotonic() - self.last > _OFTEN:
                self.last = time.monotonic()
                self(stage=stage, done=done, of=of, name=name)

        return progress


def main() -> None:
    """Do what the one line says."""
    told = _Told(os.fdopen(os.dup(1), "w", encoding="utf-8"))
    os.dup2(2, 1)  # what libraries and an office's own rules print is no answer
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_listener, daemon=True).start()
    try:
        _run(request, told)
    except WorkbenchError as error:
        told(stage="failed", why=str(error))


def _end_with_listener() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _run(request: dict[str, Any], told: _Told) -> None:
    """Read, audit, and record where there is a store; else the ledger goes into the file named."""
    for folder in request["rules"]:
        use(folder)
    policy = read_policy(request["policy"]) if request["policy"] else default()
    store = open_store(request["store"]) if request["store"] else None
    batch, replaced = _batch(request, told)
    told(stage="auditing", of=len(batch.reports))
    made = ledger_of(audit(batch, policy, store.corrections() if store else ()))
    told(stage="recording")
    _keep(made, store, request)
    told(stage="done", reports=len(batch.reports), failures=len(batch.failures), replaced=replaced)


def _keep(made: Ledger, store: Store | None, request: dict[str, Any]) -> None:
    if store is None:
        Path(request["result"]).write_text(json.dumps(as_object(made), ensure_ascii=False), "utf-8")
        return
    with store:
        store.record(made, request["reviewer"])


def _batch(request: dict[str, Any], told: _Told) -> tuple[Batch, int]:
    """The reports named, with those that the desk had, for checks over years and units need them all.

    A report that the desk had of the same unit and year is replaced: how many were.
    """
    roster = read_roster(request["roster"]) if request["roster"] else _roster(request["organs"])
    new = load(request["paths"], progress=told.of("reading"))
    old = load(request["beside"], progress=told.of("again"))
    here = {(one.unit, one.year) for one in new.reports}
    kept = [one for one in old.reports if not _is_replaced(one, here)]
    return Batch((*kept, *new.reports), (*old.failures, *new.failures), roster), len(old.reports) - len(kept)


def _is_replaced(report: Report, here: Iterable[tuple[str, int]]) -> bool:
    return bool(report.unit) and (report.unit, report.year) in here


def _roster(organs: list[dict[str, Any]]) -> Roster | None:
    return Roster(tuple(map(_unit, organs))) if organs else None


def _unit(told: dict[str, Any]) -> Unit:
    day, former = told.get("published"), tuple(told.get("former", ()))
    return Unit(**{**told, "former": former, "published": date.fromisoformat(day) if day else None})


if __name__ == "__main__":
    main()
