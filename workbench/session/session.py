"""A session: one reviewer at work on the findings of a ledger, with the store that keeps what is decided."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from workbench.errors import StoreError, WorkbenchError
from workbench.reports import Report
from workbench.reports.roster import Unit
from workbench.review import Entry, Ledger, RunRecord
from workbench.review.store import Store
from workbench.review.tables import ASSIGNMENT, CORRECTION, RUN
from workbench.session.columns import Columns
from workbench.session.process import Process
from workbench.session.queue import Queue, View
from workbench.session.sheets import sheet
from workbench.session.shelf import Shelf
from workbench.session.undoing import UndoStack
from workbench.session.uploads import FOLDER

log = logging.getLogger(__name__)

Buffer = bytes | memoryview
"""The bytes that a message, or a patch, brings along."""
Patch = dict[str, Any]
"""What has changed on the screen, by the names of its parts."""
Push = Callable[[Patch, Sequence[bytes]], None]
"""Sends a patch, with pictures where there are any, to whatever shows the session."""

Work = Callable[[], None]
"""Something that takes its time, and sends what comes of it."""

EMPTY = Ledger(RunRecord("", "", ""))
"""The ledger before anything was audited."""
_LENT = 40
"""Reports that whatever shows the session is taken to remember."""
_ROWS = 60


@dataclass(slots=True)
class Notice:
    """Something to be told: ``info``, ``error`` or ``conflict``, in Chinese."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which progress the reviewer wants to see: of what, with which words in the name, only what is not settled.

    It is worked out only when it is ``seen``.
    """

    by: str = "reports"
    text: str = ""
    left: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Loading:
    """How far the loading of files is.

    ``stage`` is empty before any, then ``starting``, ``reading`` (new files), ``again`` (those that the desk had),
    ``auditing``, ``recording``, and at last ``done``, ``failed`` or ``cancelled``; ``why`` says in Chinese what came of
    it, ``name`` is the file that was read last.
    """

    stage: str = ""
    done: int = 0
    of: int = 0
    name: str = ""
    why: str = ""

    @property
    def busy(self) -> bool:
        """Whether it is under way."""
        return self.stage not in {"", "done", "failed", "cancelled"}


def _told(why: str) -> Patch:
    """The patch that says why something failed."""
    return {"notice": asdict(Notice("error", why))}


@dataclass
class Session:
    """What stands on the desk now; commands change it and say what of it is to be shown anew.

    Without a store, or without a reviewer's name, everything can be looked at and nothing decided. ``roster`` (with
    ``organs`` where it is none of a file) and ``policy`` are for what is loaded at the desk, ``uploads`` is the folder
    where files are kept that come through the browser. A store that was ``opened_here`` is closed with the session.
    """

    ledger: Ledger = EMPTY
    store: Store | None = None
    reviewer: str = ""
    reports: Iterable[Report] = ()
    roster: Path | None = None
    organs: tuple[Unit, ...] = ()
    policy: Path | None = None
    uploads: Path = Path(FOLDER)
    opened_here: bool = False
    background: Executor = field(default_factory=lambda: ThreadPoolExecutor(3, "workbench-session"))

    def __post_init__(self) -> None:
        """Lay out the queue."""
        self.lock = RLock()
        self.push: Push = lambda _patch, _buffers: None
        self.received: Sequence[Buffer] = ()
        self.notice: Notice | None = None
        self.rows = (0, _ROWS)
        self.asked = Asked()
        self.loading = Loading()
        self.process: Process | None = None
        self.uploaded: Path | None = None
        self.outdated = self.resumed = False
        self.undo_stack = UndoStack(self.reviewer)
        self.columns = Columns(self.ledger.entries)
        self.queue = Queue(self.columns, View())
        self.shelf = Shelf(self.ledger, self.reports)
        self._lent: dict[str, None] = {}
        self._sheets: list[Patch] = []
        self._noted = ""
        self.seq = self.ledger.seq

    def take(self, ledger: Ledger) -> None:
        """Put another ledger on the desk, such as that of a later run; stay at the finding if it is still there."""
        here, view = self.queue.current, self.queue.view
        self.ledger, self.seq = ledger, ledger.seq
        self.outdated = False
        self.columns = Columns(ledger.entries)
        self.queue = Queue(self.columns, view)
        if here:
            self.queue.go_to(here.id)
        self.shelf.know(ledger)
        self.forget_lent()

    def name(self, reviewer: str) -> None:
        """Say who is at the desk."""
        self.reviewer = reviewer.strip()
        self.undo_stack, self.resumed = UndoStack(self.reviewer), False

    @property
    def why_not(self) -> str:
        """Why nothing can be decided here, in Chinese; empty where it can."""
        if self.store is None:
            return "没有指定处理意见库（store=…），只能查看，不能保存意见。"
        return "" if self.reviewer else "请先写明处理人姓名。"

    @property
    def keeper(self) -> Store:
        """The store, for something to be written. Raises StoreError where nothing can be."""
        if self.store is None or self.why_not:
            raise StoreError(self.why_not)
        return self.store

    def tell(self, text: str, kind: str = "info") -> None:
        """Say something beside the next patch."""
        self.notice = Notice(kind, text)

    def catch_up(self) -> tuple[Entry, ...] | None:
        """Take in what was done since, by whoever: the findings decided on; None where nothing was done at all."""
        if self.store is None or not self.seq:
            return None
        news = self.store.since(self.seq, _ById(self.columns))
        self.seq = news.seq
        for entry in news.entries:
            self.columns.put(entry)
        self.outdated = self.outdated or RUN in news.topics
        if ASSIGNMENT in news.topics:
            self._reassign(self.as_it_stands())
        if CORRECTION in news.topics:
            self.shelf.correct(self.store.corrections())
            self.forget_lent()
        return news.entries if news.topics else None

    def _reassign(self, ledger: Ledger) -> None:
        """Take in to whom reports are assigned now."""
        now = {report.key: report.assignee for report in ledger.reports}
        for entry in [one for one in self.columns.entries if now.get(one.about, "") != one.assignee]:
            self.columns.put(entry.but(assignee=now.get(entry.about, "")))

    def as_it_stands(self) -> Ledger:
        """The ledger with all that was decided, for progress, sign-offs and exports."""
        if self.store and self.ledger.seq:
            self.ledger = self.store.refreshed(self.ledger)
        return self.ledger

    def send(self, made: Callable[[], Patch], buffers: Sequence[bytes] = ()) -> None:
        """Push a patch. It is made and pushed within the lock, so that nothing older comes after what is newer."""
        with self.lock:
            self.push(made(), buffers)

    def later(self, work: Work, failed: Callable[[str], Patch] = _told) -> None:
        """Do something that takes its time beside the session.

        Where it fails, the patch that ``failed`` makes of the reason, in Chinese, is sent; else it stands in a notice.
        """
        self.background.submit(self._beside, work, failed)

    def _beside(self, work: Work, failed: Callable[[str], Patch]) -> None:
        try:
            work()
        except WorkbenchError as error:
            why = str(error)
        except Exception as error:
            log.exception("what was done beside the session failed")
            why = unexpected(error)
        else:
            return
        self.send(lambda: failed(why))

    def prepare(self) -> None:
        """Make ready, beside the session, what the first search would have to wait for."""
        self.columns.prepare()

    def note_place(self) -> None:
        """Keep, beside the session, at which finding the reviewer stands, to be taken up again there."""
        current = self.queue.current
        if current is None or self.why_not or self._noted == current.id:
            return
        self._noted = current.id
        self.later(lambda: self._look_at(current.id))

    def _look_at(self, finding: str) -> None:
        if finding == self._noted:  # else the reviewer has gone on
            self.keeper.look_at(finding, self.reviewer)

    def lend(self, key: str) -> None:
        """See that a report is shown: at once where it is at hand, else as soon as it is read."""
        if not key or key in self._lent:
            return
        self._lent[key] = None
        if len(self._lent) > _LENT:
            del self._lent[next(iter(self._lent))]
        report = self.shelf.at_hand(key)
        if report:
            self._sheets.append(sheet(report, key))
        elif key in self.shelf.records:
            self.later(partial(self._read, key), lambda why: {"sheets": [{"key": key, "error": why}]})

    def _read(self, key: str) -> None:
        """Read a report, and show it with the corrections that stand by then."""
        self.shelf.fetch(key)
        self.send(lambda: {"sheets": [sheet(self.shelf.fetch(key), key)]})

    def forget_lent(self) -> None:
        """Show every report anew when it is next asked for."""
        self._lent.clear()

    def sheets(self) -> list[Patch]:
        """The reports to be shown with the next patch."""
        found, self._sheets = self._sheets, []
        return found

    def close(self) -> None:
        """End what is under way beside the session, and give back the store that was opened for it."""
        if self.process:
            self.process.stop()
        self.background.shutdown(wait=False, cancel_futures=True)
        if self.store and self.opened_here:
            self.store.close()


class _ById(Mapping[str, Entry]):
    """The findings by their ids, as they are now."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __getitem__(self, finding: str) -> Entry:
        return self._columns.entries[self._columns.at[finding]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.at)

    def __len__(self) -> int:
        return len(self._columns)


def unexpected(error: BaseException) -> str:
    """What is said of an error that nobody expected; the log has the rest."""
    return f"操作没有完成：程序内部错误（{type(error).__name__}）。请重试；仍不成功的，请将日志交维护人员。"
