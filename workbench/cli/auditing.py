"""An audit of files as commands run it: read with progress, recorded in a store where one is named."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from workbench import terminal
from workbench.audit import audit
from workbench.batch import load
from workbench.cache import opened
from workbench.cli.changes import changes
from workbench.cli.options import How
from workbench.cluster import cluster
from workbench.errors import EmptyStoreError
from workbench.policy import Policy
from workbench.review import Ledger, ledger_of

if TYPE_CHECKING:
    from workbench.review.store import Store


def audited(
    store: Store | None,
    paths: Sequence[str],
    roster: str | None,
    policy: Policy,
    executor: Executor | None = None,
    **how: Unpack[How],
) -> Ledger:
    """What an audit of files finds, with the cells that were corrected in the store."""
    try:
        with terminal.progress("读取") as callback:
            batch = load(paths, roster=roster, executor=executor, progress=callback, **how)
    except KeyboardInterrupt:
        if opened(how["cache"]):
            terminal.note("尚未记录核查结果；已读取的文件留有读取结果，重新运行时不必再读。")
        raise
    with terminal.working("核查"):
        return ledger_of(audit(batch, policy, store.corrections() if store else ()))


@contextmanager
def working_at(scheduler: str | None) -> Iterator[Executor | None]:
    """The nodes of the cluster whose scheduler is at an address; None where none is named."""
    if scheduler is None:
        yield None
        return
    with cluster(scheduler) as (executor, nodes):
        terminal.note(f"已连接计算集群：{nodes} 个节点。")
        yield executor


@contextmanager
def opened_store(where: str | None) -> Iterator[Store | None]:
    """The store at a path or URL, opened before anything is done that might be lost; None where none is named."""
    if where is None:
        yield None
        return
    from workbench.review.store import open_store  # noqa: PLC0415 - loads the database when it is needed

    with open_store(where) as store:
        yield store


def recorded(made: Ledger, store: Store, reviewer: str, *, whole: bool | None) -> Ledger:
    """A run as the store has it once it is recorded: with what was decided on its findings before.

    What it has changed there is told.
    """
    before = _before(store)
    store.record(made, reviewer, whole=whole)
    ledger = store.ledger()
    for line in changes(before, ledger) if before else ():
        terminal.note(line)
    return replace(ledger.of_run(ledger.run.number), failures=made.failures)


def _before(store: Store) -> Ledger | None:
    """The ledger of a store; None where no run has been recorded in it."""
    try:
        return store.ledger()
    except EmptyStoreError:
        return None


def login() -> str:
    """The name that somebody is logged in by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody of that number is known here
        return "workbench"
