"""Loading from the desk: a folder, or files that came through the browser, read and audited beside the session."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from workbench import rules
from workbench.errors import DocumentError
from workbench.review import Ledger
from workbench.review.plain import read_ledger
from workbench.session import uploads
from workbench.session.commands import LIST, Message, Parts, command
from workbench.session.process import Process
from workbench.session.screen import patch_of
from workbench.session.session import Loading, Patch, Session


@command
def upload(session: Session, message: Message) -> Parts:
    """Take a piece of a file (the one buffer, from ``at`` on); ``begin`` begins a new folder for what follows."""
    _refuse_second(session)
    if message.get("begin") or session.uploaded is None:
        session.uploaded = uploads.new_folder(session.uploads)
    data = bytes(session.received[0]) if session.received else b""
    uploads.append(session.uploaded, str(message["path"]), int(message["at"]), data)
    return ()


@command
def load(session: Session, message: Message) -> Parts:
    """Read and audit a ``folder`` or file of this machine, or what was ``uploaded``, together with what is there.

    ``roster`` is the path of the roster; without one that of the last run is used.
    """
    _refuse_second(session)
    path = session.uploaded if message.get("uploaded") else _named(str(message.get("folder", "")), "文件夹")
    roster = str(message.get("roster", "")).strip()
    if path is None:
        raise DocumentError("还没有上传任何文件。")
    if roster:
        session.roster = _named(roster, "名册")
    session.loading, session.process = Loading("starting", name=path.name), Process()
    session.uploaded = None
    work = partial(_loaded, session, session.process, path)
    session.later(work, lambda why: _ended(session, Loading("failed", why=why)))
    return ("loading",)


@command
def cancel(session: Session, _message: Message) -> Parts:
    """End the loading that is under way; nothing of it is kept but the files that were uploaded."""
    if session.process:
        session.process.stop()
    return ()


def _refuse_second(session: Session) -> None:
    if session.loading.busy:
        raise DocumentError("正在载入，请等待完成，或先取消。")


def _named(path: str, what: str) -> Path:
    """A path that a person typed. Raises DocumentError where there is nothing."""
    if not path.strip():
        raise DocumentError(f"请写明{what}的路径。")
    found = Path(path.strip().strip("\"'")).expanduser().absolute()
    if not found.exists():
        raise DocumentError(f"没有找到{what}“{path.strip()}”，请检查路径。")
    return found


def _request(session: Session, path: Path) -> dict[str, Any]:
    """What the other process is told."""
    store = session.store.database.url.render_as_string(hide_password=False) if session.store else ""
    return {
        "paths": [str(path)],
        "beside": list(dict.fromkeys(_beside(session.ledger, path))),
        "roster": str(session.roster or ""),
        "organs": [asdict(one) for one in session.organs or session.ledger.organs],
        "policy": str(session.policy or ""),
        "rules": [str(folder.absolute()) for folder in rules.folders()],
        "store": store,
        "reviewer": session.reviewer or "workbench",
    }


def _beside(ledger: Ledger, path: Path) -> Iterable[str]:
    """The files of what the desk has already, but for those that are loaded anew; of what an archive held, it."""
    for source in (*(one.source for one in ledger.reports), *(one.source for one in ledger.failures)):
        found = next((one for one in (Path(source), *Path(source).parents) if one.is_file()), None)
        if found and path not in (found.absolute(), *found.absolute().parents):
            yield str(found)


def _loaded(session: Session, process: Process, path: Path) -> None:
    """Load, and tell on the way how far it is; at last show the new ledger, or say why there is none."""
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        result = Path(folder) / "ledger.json"
        last = _follow(session, process.run({**_request(session, path), "result": str(result)}))
        if last.get("stage") == "done":
            ledger = session.store.ledger() if session.store else read_ledger(result)
            session.send(lambda: _taken(session, last, ledger))
        else:
            end = Loading("cancelled") if process.stopped else Loading("failed", why=str(last.get("why", "")))
            session.send(lambda: _ended(session, end))


def _follow(session: Session, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The last that the process has told."""
    told: dict[str, Any] = {}
    for told in lines:
        if told["stage"] not in {"done", "failed"}:
            session.send(partial(_under_way, session, Loading(**told)))
    return told


def _under_way(session: Session, loading: Loading) -> Patch:
    session.loading = loading
    return patch_of(session, ("loading",))


def _taken(session: Session, last: dict[str, Any], ledger: Ledger) -> Patch:
    """The new ledger on the desk."""
    session.take(ledger)
    session.catch_up()  # with what was decided while the ledger was put together
    replaced = f"，其中{last['replaced']}份替换了同一单位同一年度的报告" if last["replaced"] else ""
    failed = f"；{last['failures']}个文件未能读取" if last["failures"] else ""
    return _ended(session, Loading("done", why=f"已核查{last['reports']}份报告{replaced}{failed}。"), LIST)


def _ended(session: Session, loading: Loading, parts: Parts = ()) -> Patch:
    """The loading is over, whatever came of it."""
    session.loading, session.process = loading, None
    return patch_of(session, (*parts, "loading"))
