"""How a session begins: from an audit, a ledger or a store alone, with or without a store to keep what is decided."""

from __future__ import annotations

from pathlib import Path

from workbench.audit import Audit
from workbench.errors import EmptyStoreError
from workbench.review import Ledger, ledger_of
from workbench.review.store import Store, open_store
from workbench.session.session import EMPTY, Session
from workbench.session.uploads import FOLDER

Where = str | Path | Store


def open_session(
    found: Audit | Ledger | None = None,
    store: Where | None = None,
    reviewer: str = "",
    *,
    roster: str | Path | None = None,
    policy: str | Path | None = None,
) -> Session:
    """The session of a reviewer over an audit, which the store records, or over all that a store has.

    ``roster`` and ``policy`` are files for what is loaded at the desk. Raises StoreError where the store cannot be
    opened.
    """
    opened = _opened(store)
    reports = found.reports if isinstance(found, Audit) else ()
    try:
        ledger = _begun(opened, found, reviewer)
    except BaseException:
        if opened is not None and opened is not store:
            opened.close()
        raise
    organs = found.roster.units if isinstance(found, Audit) and found.roster else ()
    return Session(ledger, opened, reviewer.strip(), reports, roster=_path(roster), organs=organs,
                   policy=_path(policy), uploads=_uploads(opened), opened_here=opened is not store)  # fmt: skip


def _path(where: str | Path | None) -> Path | None:
    return Path(where).absolute() if where else None


def _uploads(store: Store | None) -> Path:
    """Beside the store where that is a file, else in the folder where the program runs."""
    file = Path(store.database.name) if store else Path()
    return (file.parent if file.is_file() else Path()).absolute() / FOLDER


def _opened(store: Where | None) -> Store | None:
    return store if store is None or isinstance(store, Store) else open_store(store)


def _begun(store: Store | None, found: Audit | Ledger | None, reviewer: str) -> Ledger:
    """What the session begins with."""
    if store is None:
        return _ledger(found) if found else EMPTY
    return _recorded(store, found, reviewer) if found else _kept(store)


def _ledger(found: Audit | Ledger) -> Ledger:
    return ledger_of(found) if isinstance(found, Audit) else found


def _recorded(store: Store, found: Audit | Ledger, reviewer: str) -> Ledger:
    """The store's ledger once it has a run; the run of a program that nobody has named is the program's own.

    The act by which it was recorded is kept with what it is of, as its other results are: the second time that a desk
    is opened on it, nothing of it has to be written down again to see that it is there.
    """
    known = vars(found)
    if not store.holds(known.get(_ACT, "")):
        known[_ACT] = store.record(_ledger(found), reviewer or "workbench")
    return store.ledger()


_ACT = "recorded as"


def _kept(store: Store) -> Ledger:
    """The store's ledger; an empty one where nothing has been recorded yet."""
    try:
        return store.ledger()
    except EmptyStoreError:
        return EMPTY
