"""Loading at the desk: folders and uploads, read and audited in a process of its own, told of and cancelled."""

from __future__ import annotations

import hashlib
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.builders import as_text, empty
from tests.session.desks import UNITS, Desk, Waiting, desk, drafts, written
from workbench.documents.files import LIMIT
from workbench.errors import DocumentError
from workbench.review import Status
from workbench.review.store import open_store
from workbench.session import uploads
from workbench.session.handling import choose, handle
from workbench.session.opening import open_session
from workbench.session.session import Session


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read in the other process is kept in a folder of the test's own."""
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path / "cache"))


def nothing(tmp_path: Path, store: bool = True) -> Desk:  # noqa: FBT001, FBT002 - whether there is one
    """A desk on which nothing lies yet."""
    return Desk(open_session(None, tmp_path / "audit.db" if store else None, "张三"))


def stages(at: Desk) -> list[str]:
    """The stages that were shown, each once."""
    return list(dict.fromkeys(patch["loading"]["stage"] for patch in at.patches if "loading" in patch))


def sent(at: Desk, path: str, data: bytes, *, begin: bool = True) -> dict[str, Any]:
    """Upload a file in pieces of ten bytes, as a browser does of larger ones."""
    for start in range(0, max(len(data), 1), 10):
        at.patches.clear()
        piece = data[start : start + 10]
        handle(at.session, {"do": "upload", "path": path, "at": start, "begin": begin and not start}, [piece])
    return at.patches[-1]


def test_a_folder_is_read_audited_and_recorded(tmp_path: Path) -> None:
    """Every stage is told, what cannot be read with its reason; the findings are on the desk and in the store."""
    folder = written(tmp_path / "reports", drafts())
    (folder / "空白.docx").write_bytes(b"")
    at = nothing(tmp_path)
    assert 0 == at.screen["head"]["reports"]
    at("load", folder=str(folder))
    assert {"reading", "auditing", "recording", "done"} <= set(stages(at))
    told = at.screen["loading"]
    assert ("已核查3份报告；1个文件未能读取。", 1) == (told["why"], told["failed"])
    assert "空白.docx" in told["failures"][0][0]
    assert "文件是空的" in told["failures"][0][1]
    with open_store(tmp_path / "audit.db", readonly=True) as store:
        assert [entry.id for entry in store.ledger().entries] == [entry.id for entry in at.session.columns.entries]
    at.decide("confirmed")
    assert 1 == at.screen["head"]["settled"]


def test_without_a_store_what_is_loaded_can_be_looked_at(tmp_path: Path) -> None:
    """The ledger comes from the other process as it is."""
    at = nothing(tmp_path, store=False)
    at("load", folder=str(written(tmp_path / "reports", drafts())))
    assert "done" == at.screen["loading"]["stage"]
    assert 3 == at.screen["head"]["reports"]
    assert at.screen["finding"]["evidence"]


def test_what_is_loaded_joins_what_is_there(tmp_path: Path) -> None:
    """A report of the same unit and year takes the place of the old one; decisions on others stay."""
    at = desk(tmp_path)
    second = next(entry for entry in at.session.columns.entries if entry.unit == UNITS[1])
    at("go", finding=second.id)
    at.decide("confirmed")
    mended = written(tmp_path / "mended", [empty(unit=UNITS[0]), empty(unit="青石县财政局")])
    at("load", folder=str(mended))
    assert "已核查4份报告，其中1份替换了同一单位同一年度的报告。" == at.screen["loading"]["why"]
    found = {entry.unit for entry in at.session.columns.entries if entry.check.startswith("CF")}
    assert {UNITS[1]} == found
    assert Status.CONFIRMED == at.session.columns.entries[at.session.columns.at[second.id]].status


def test_files_that_were_uploaded_are_read_from_where_they_are_kept(tmp_path: Path) -> None:
    """Beside the store, so that the evidence can be shown from them later."""
    at = nothing(tmp_path)
    data = as_text(drafts()[0]).encode()
    assert "notice" not in sent(at, "县/水利局.txt", data)
    assert "notice" not in sent(at, "县/../../民政局.txt", as_text(drafts()[1]).encode(), begin=False)
    at("load", uploaded=True)
    assert 2 == at.screen["head"]["reports"]
    kept = sorted((tmp_path / "上传的报告").rglob("*.txt"))
    assert {"水利局.txt", "民政局.txt"} == {path.name for path in kept}
    assert data in {path.read_bytes() for path in kept}
    finding = at.session.columns.entries[0]
    at("source", report=finding.about, finding=finding.id, evidence=0, name="a")
    assert at.screen["source"]["blocks"]


def test_names_of_uploads_cannot_lead_elsewhere(tmp_path: Path) -> None:
    """Whatever a browser says, the file is written, and within the folder."""
    for name in ("../../etc/passwd", "/etc/passwd", "C:\\x\\..\\y", "..", "", "a/./b", "\x00\n", "名" * 500, "a/" * 50):
        found = uploads.safe(name)
        assert not found.is_absolute(), name
        assert ".." not in found.parts, name
        assert 1 <= len(found.parts) <= 8, name
        folder = tmp_path / hashlib.sha256(name.encode()).hexdigest()
        uploads.append(folder, name, 0, b"x")
        assert b"x" == (folder / found).read_bytes(), name


def test_long_names_of_uploads_stay_different_and_keep_their_endings(tmp_path: Path) -> None:
    """Two that differ only where they are cut are two files; what the disk refuses is told in words."""
    names = [f"{unit}{'年度政府信息公开工作报告' * 20}.docx" for unit in UNITS]
    for name in names:
        uploads.append(tmp_path, name, 0, name.encode())
    assert set(names) == {path.read_text("utf-8") for path in tmp_path.glob("*报告.docx")}
    with pytest.raises(DocumentError, match="未能保存"):
        uploads.append(tmp_path / ("长" * 200), "a.txt", 0, b"x")


def test_an_upload_that_is_not_whole_is_told(tmp_path: Path) -> None:
    """A piece that does not follow, and one beyond the largest file."""
    with pytest.raises(DocumentError, match="上传中断"):
        uploads.append(tmp_path, "a.txt", 5, b"x")
    with pytest.raises(DocumentError, match="过大"):
        uploads.append(tmp_path, "a.txt", LIMIT, b"x")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder that is none, none at all, a roster that is none, nothing uploaded."""
    at = nothing(tmp_path)
    for message, words in (
        ({"folder": str(tmp_path / "没有")}, "没有找到文件夹"),
        ({"folder": " "}, "请写明文件夹的路径"),
        ({"folder": str(tmp_path), "roster": "没有.csv"}, "没有找到名册"),
        ({"uploaded": True}, "还没有上传"),
    ):
        notice = at("load", **message)["notice"]
        assert "error" == notice["kind"]
        assert words in notice["text"]


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    """Such as a roster that cannot be read; nothing is recorded and the desk goes on."""
    (tmp_path / "名册.csv").write_text("x\n", "utf-8")
    at = nothing(tmp_path)
    at("load", folder=str(written(tmp_path / "reports", drafts())), roster=str(tmp_path / "名册.csv"))
    assert "failed" == at.screen["loading"]["stage"]
    assert "名册" in at.screen["loading"]["why"]
    assert 0 == at.screen["head"]["reports"]


def test_a_run_that_cannot_even_begin_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong is said, and the desk is free for another try."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    at = nothing(tmp_path)
    at("load", folder=str(written(tmp_path / "reports", drafts())))
    assert ("failed", False) == (at.screen["loading"]["stage"], at.screen["loading"]["busy"])
    assert "程序内部错误" in at.screen["loading"]["why"]
    monkeypatch.undo()
    at("load", folder=str(tmp_path / "reports"))
    assert "done" == at.screen["loading"]["stage"]


def test_a_loading_can_be_cancelled_before_it_has_begun(tmp_path: Path) -> None:
    """Such as one that waits for its turn: nothing is read then, and nothing recorded."""
    at = nothing(tmp_path)
    at.session.background = waiting = Waiting()
    at("load", folder=str(written(tmp_path / "reports", drafts())))
    at("cancel")
    waiting.go()
    assert ("cancelled", False) == (at.screen["loading"]["stage"], at.screen["loading"]["busy"])
    assert 0 == len(at.session.as_it_stands().reports)


def test_what_is_done_beside_the_session_is_sent_while_nothing_else_can_change_it(tmp_path: Path) -> None:
    """Else something older could arrive after what is newer, and stay on the screen."""
    folder = written(tmp_path / "reports", drafts())
    nothing(tmp_path)("load", folder=str(folder))
    at = nothing(tmp_path)
    at.session.background = waiting = Waiting()
    at("go", to=0)
    about = at.screen["finding"]["about"]
    at("report", report=about)
    at("source", report=about, cell="disputes.review.total", name="a")
    at("load", folder=str(folder))
    push, free = at.session.push, []

    def pushed(patch: dict[str, Any], buffers: Any) -> None:  # noqa: ANN401 - as they come
        with ThreadPoolExecutor(1) as other:
            free.append(other.submit(is_free, at.session).result())
        push(patch, buffers)

    at.session.push = pushed
    at.patches.clear()
    waiting.go()
    parts = {part for patch in at.patches for part in patch}
    assert {"sheets", "source", "loading", "queue"} <= parts
    assert not any(free)


def is_free(session: Session) -> bool:
    """Whether anybody could change the session now."""
    if got := session.lock.acquire(blocking=False):
        session.lock.release()
    return got


def test_loading_goes_on_beside_the_session_and_can_be_cancelled(tmp_path: Path) -> None:
    """Meanwhile findings are decided on; a second loading is refused; what was cancelled is not recorded."""
    folder = written(tmp_path / "more", [empty(unit=f"青石县第{at}街道办事处") for at in range(400)])
    at = desk(tmp_path)
    at.session.background = open_session().background
    ended = threading.Event()
    push = at.session.push

    def pushed(patch: dict[str, Any], buffers: Any) -> None:  # noqa: ANN401 - as they come
        push(patch, buffers)
        if "loading" in patch and not patch["loading"]["busy"] and patch["loading"]["stage"]:
            ended.set()

    at.session.push = pushed
    at("load", folder=str(folder))
    assert at.screen["loading"]["busy"]
    at.decide("confirmed")
    assert 1 == at.screen["head"]["settled"]
    assert "正在载入" in at("load", folder=str(folder))["notice"]["text"]
    at("cancel")
    assert ended.wait(30)
    assert "cancelled" == at.screen["loading"]["stage"]
    assert 3 == len(at.session.as_it_stands().reports)
    at.session.close()


def test_the_queue_is_filtered_from_outside(tmp_path: Path) -> None:
    """Such as by a click on a chart; the screen follows."""
    at = desk(tmp_path)
    choose(at.session, units=[UNITS[1]])
    assert {UNITS[1]} == {row["unit"] for row in at.patches[-1]["rows"]["rows"]}
    choose(at.session)
    assert len(at.session.columns) == at.screen["queue"]["findings"]
