"""How a session begins: from an audit, a ledger or a store alone, with or without a store to keep what is decided."""

from __future__ import annotations

from pathlib import Path

from workbench.audit import Audit
from workbench.errors import StoreError
from workbench.review import Ledger, ledger_of
from workbench.review.store import Store, open_store
from workbench.session.session import EMPTY, Session

Where = str | Path | Store


def open_session(found: Audit | Ledger | None = None, store: Where | None = None, reviewer: str = "") -> Session:
    """The session of a reviewer over an audit, which the store records, or over all that a store has.

    Raises StoreError where the store cannot be opened.
    """
    opened = _opened(store)
    reports = found.reports if isinstance(found, Audit) else ()
    ledger = ledger_of(found) if isinstance(found, Audit) else found
    if opened is not None:
        ledger = _recorded(opened, ledger, reviewer) if ledger else _kept(opened)
    return Session(ledger or EMPTY, opened, reviewer.strip(), reports)


def _opened(store: Where | None) -> Store | None:
    return store if store is None or isinstance(store, Store) else open_store(store)


def _recorded(store: Store, ledger: Ledger, reviewer: str) -> Ledger:
    """The store's ledger once it has a run; the run of a program that nobody has named is the program's own."""
    store.record(ledger, reviewer or "workbench")
    return store.ledger()


def _kept(store: Store) -> Ledger:
    """The store's ledger; an empty one where nothing has been recorded yet."""
    try:
        return store.ledger()
    except StoreError:
        return EMPTY
