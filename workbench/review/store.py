"""The store: the findings of all runs, and every decision ever taken on them.

What an operation has returned from is on the disk and is never lost, whatever becomes of this process. An operation
that was cut off has happened as a whole or not at all; said again with the same ``act``, it happens once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy import Connection, select

from workbench.errors import StoreError
from workbench.pausing import paused
from workbench.reports import Report
from workbench.review import acting, deciding, journal
from workbench.review.assembling import News, assembled, news, refreshed
from workbench.review.audited import sound
from workbench.review.database import Database
from workbench.review.journal import Line, Verification
from workbench.review.ledger import Ledger
from workbench.review.model import Act, Correction, Entry, Opinion
from workbench.review.recorded import known_reports
from workbench.review.recording import insert_run, records_of, run_name
from workbench.review.states import corrections
from workbench.review.tables import REDO, RUN, UNDO, bookmarks
from workbench.review.words import now, stamp


def open_store(
    where: str | Path, *, create: bool = True, readonly: bool = False, clock: Callable[[], datetime] = now
) -> Store:
    """The store at a path (SQLite) or URL (``sqlite:///…``, ``postgresql://…``), made where there is none.

    ``readonly`` opens one that is there and writes nothing; ``clock`` gives the time of what is done. Raises
    StoreError where it cannot be opened, is another program's, or is of a newer version than this package.
    """
    return Store(Database(where, create=create, readonly=readonly), clock)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store, to be closed or used in a ``with`` statement.

    Whoever acts names a ``reviewer``. Every operation gives the name of its act, or takes one that it is given: it
    is done once, however often it is said again. All of them raise StoreError where the database cannot do it.
    """

    database: Database
    clock: Callable[[], datetime] = now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back what is open."""
        self.database.close()

    def record(self, ledger: Ledger, reviewer: str, *, whole: bool | None = None, act: str = "") -> str:
        """Record a run from its ledger; one that was recorded already is not recorded again.

        ``whole`` says that its reports are all there are, as they are in the first run. Else those that earlier runs
        had and this one has not are kept as they were, unless it has all of them anyway; that such a report is missing
        is not for this run to say.
        """
        with paused():
            records = records_of(ledger)

            def lines(connection: Connection) -> list[Line]:
                held = known_reports(connection) <= {report.key for report in ledger.reports}
                run = insert_run(connection, ledger, records, whole=held if whole is None else whole)
                return [Line(RUN, RUN, str(run.number), {"digest": journal.run_digest(connection, run.number)})]

            return self._do(lines, reviewer, act or run_name(ledger, records, whole=whole))

    def holds(self, act: str) -> bool:
        """Whether an act was done, such as the recording of a run."""
        with self.database.reading() as connection:
            return journal.holds(connection, act)

    def ledger(self) -> Ledger:
        """The ledger of all reports as it stands now. Raises EmptyStoreError where no run has been recorded."""
        with self.database.reading() as connection:
            return assembled(self.database, connection)

    def refreshed(self, ledger: Ledger) -> Ledger:
        """A ledger of this store as it stands now, at little cost unless there was a run since."""
        with self.database.reading() as connection:
            return refreshed(self.database, connection, ledger)

    def since(self, seq: int, known: Mapping[str, Entry]) -> News:
        """What was done since a row of the journal, for whoever holds the findings, by their ids, as they were then."""
        with self.database.reading() as connection:
            return news(connection, seq, known)

    def decide(self, entries: Iterable[Entry], opinion: Opinion, reviewer: str, *, act: str = "") -> str:
        """Decide on findings as they were looked at, all in one act.

        Raises StoreError where reason, note or question are missing, and ConflictError, with nothing written, where one
        of the findings is no longer as it was looked at: others have decided on it, or a run has changed it.
        """
        opinion.check()
        chosen = tuple(entries)
        if not chosen:
            raise StoreError("没有选中任何问题。")

        def lines(connection: Connection) -> list[Line]:
            changed = deciding.changed(connection, chosen)
            if changed:
                raise deciding.conflict(changed, deciding.as_they_are(self.database, connection, changed))
            return deciding.lines(connection, chosen, opinion)

        return self._do(lines, reviewer, act)

    def assign(self, reports: Iterable[str], assignee: str, reviewer: str, *, act: str = "") -> str:
        """Assign reports, named by their keys, to a reviewer; to nobody where ``assignee`` is empty."""
        keys = tuple(reports)
        return self._do(lambda connection: acting.assignments(connection, keys, sound(assignee.strip())), reviewer, act)

    def correct(  # noqa: PLR0913 - what is corrected, to what, why, and by whom
        self, report: Report, key: str, value: str, reason: str, reviewer: str, *, act: str = ""
    ) -> str:
        """Set right a cell of a report that was misread; ``value`` is what stands in the file.

        The next audit takes it (``audit(batch, corrections=store.corrections())``). Raises StoreError where there is no
        such cell or no reason, and ConflictError where another correction than the report has was made meanwhile. An
        empty ``value`` is a cell that is blank.
        """
        return self._do(lambda connection: acting.correction(connection, report, key, value, reason), reviewer, act)

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that stand, for the audit."""
        with self.database.reading() as connection:
            return corrections(connection)

    def sign_off(self, ledger: Ledger, about: str, reviewer: str, note: str = "", *, act: str = "") -> str:
        """Sign off a report of a ledger by its key, or the whole batch by an empty one, as it was looked at.

        Raises StoreError where a finding of it is not settled, ConflictError where it has changed since.
        """

        def lines(connection: Connection) -> list[Line]:
            return acting.sign_off(assembled(self.database, connection), ledger, about, note)

        return self._do(lines, reviewer, act)

    def undo(self, done: str, reviewer: str, *, act: str = "") -> str:
        """Take back an act of one's own: decisions, assignments, a correction, a sign-off. Others' later acts stay."""
        return self._do(lambda connection: acting.turned(connection, done, reviewer, UNDO), reviewer, act)

    def redo(self, done: str, reviewer: str, *, act: str = "") -> str:
        """Put an act that was taken back in force again."""
        return self._do(lambda connection: acting.turned(connection, done, reviewer, REDO), reviewer, act)

    def acts(self, reviewer: str = "", limit: int = 50) -> tuple[Act, ...]:
        """What was done last, by one reviewer or by all, the latest first; runs aside."""
        with self.database.reading() as connection:
            return acting.acts(connection, reviewer, limit)

    def look_at(self, finding: str, reviewer: str) -> None:
        """Note the id of the finding that a reviewer looks at."""
        who = _named(reviewer)
        with self.database.writing() as connection:
            connection.execute(bookmarks.delete().where(bookmarks.c.reviewer == who))
            connection.execute(bookmarks.insert(), [{"reviewer": who, "finding": finding}])

    def resume(self, reviewer: str) -> str:
        """The id of the finding that a reviewer looked at last; empty where there is none."""
        with self.database.reading() as connection:
            query = select(bookmarks.c.finding).where(bookmarks.c.reviewer == _named(reviewer))
            return str(connection.scalar(query) or "")

    def verify(self, noted: str = "") -> Verification:
        """Walk the chain of all that was ever written; ``noted`` is a head hash that was noted down earlier."""
        with self.database.reading() as connection:
            return journal.verify(connection, noted)

    def _do(self, lines: Callable[[Connection], Sequence[Line]], reviewer: str, act: str) -> str:
        """Write what is to be written, once and as a whole."""
        who, name = _named(reviewer), act or uuid4().hex
        with self.database.writing() as connection:
            if not journal.holds(connection, name):
                journal.append(connection, name, who, stamp(self.clock()), lines(connection))
        return name


def _named(reviewer: str) -> str:
    """A reviewer's name as it is kept. Raises StoreError where there is none."""
    name = sound(reviewer.strip())
    if not name:
        raise StoreError("请写明处理人。")
    return name
