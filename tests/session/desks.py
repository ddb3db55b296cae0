"""Sessions for tests: drawn reports audited in memory, a store in a file, everything done at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Any

from tests.builders import Draft, as_text, empty
from workbench.audit import Audit, audit
from workbench.batch import load
from workbench.session.handling import handle
from workbench.session.opening import open_session
from workbench.session.session import Session

UNITS = ("青石县水利局", "青石县民政局", "青石县教育局")


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """The future of something that is done."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Waiting(Executor):
    """Does what it is given when it is told to."""

    def __init__(self) -> None:
        """Nothing is waited for yet."""
        self.waiting: list[Callable[[], Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """The future of something that nobody asks after."""
        self.waiting.append(partial(fn, *args, **kwargs))
        return Future()

    def go(self) -> None:
        """Do it all now."""
        while self.waiting:
            self.waiting.pop(0)()


OPEN: list[Session] = []
"""The sessions of a test, which are closed when it ends."""


class Desk:
    """A session and what it has pushed: ``screen`` is what a reviewer would see."""

    def __init__(self, session: Session) -> None:
        """Open the session."""
        self.session = session
        OPEN.append(session)
        session.background = AtOnce()
        session.push = self._push
        self.screen: dict[str, Any] = {}
        self.patches: list[dict[str, Any]] = []
        self.pictures: list[bytes] = []
        self("open")

    def __call__(self, do: str, **told: object) -> dict[str, Any]:
        """Send a message; the last patch, which answers it."""
        self.patches.clear()
        self.pictures.clear()
        handle(self.session, {"do": do, **told})
        return self.patches[-1]

    def _push(self, patch: dict[str, Any], buffers: Sequence[bytes]) -> None:
        self.patches.append(patch)
        self.screen |= patch
        self.pictures += buffers

    @property
    def here(self) -> str:
        """The id of the finding where the reviewer stands."""
        return str(self.screen["finding"]["id"])

    def decide(self, kind: str = "confirmed", **more: object) -> dict[str, Any]:
        """Decide on the finding that is shown."""
        seen = self.screen["finding"]
        return self("decide", finding=seen["id"], version=seen["version"], kind=kind, **more)


def drafts() -> list[Draft]:
    """Three units: two errors of sums and one between narrative and table; sums; nothing."""
    first = empty(unit=UNITS[0]).with_values(**{"disputes.review.total": 3, "applications.granted.total": 2})
    told = first.with_text("一", "（一）主动公开。制发行政规范性文件5件，已公布。", "（二）依申请公开。畅通受理渠道。")
    second = empty(unit=UNITS[1]).with_values(**{"disputes.review.total": 4})
    return [told, second, empty(unit=UNITS[2])]


def written(folder: Path, found: Sequence[Draft]) -> Path:
    """A folder with a file for each draft."""
    folder.mkdir(exist_ok=True)
    for at, draft in enumerate(found):
        (folder / f"{at} {draft.unit} {draft.year}.txt").write_text(as_text(draft), "utf-8")
    return folder


def audited(folder: Path, found: Sequence[Draft] = ()) -> Audit:
    """The audit of drafts that are written to a folder."""
    return audit(load(written(folder, found or drafts()), jobs=1))


def desk(folder: Path, reviewer: str = "张三", found: Sequence[Draft] = ()) -> Desk:
    """A desk over an audit of drafts, with a store beside them."""
    return Desk(open_session(audited(folder / "reports", found), folder / "audit.db", reviewer))
