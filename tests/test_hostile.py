"""Hostile files in a batch: refused in words that say what to do, harming neither the machine nor the other files."""

from __future__ import annotations

import hashlib
import os
import socket
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.hostile import FAMILIES, Hostile
from tests.pages import distinct, site
from tests.words import body, docx
from workbench import isolation
from workbench.batch import load_each
from workbench.checks.subjects import Failure
from workbench.isolation import Limits
from workbench.reports import Report

LIMITS = Limits(seconds=90, memory=1_500_000_000, written=100_000_000)
DRAFT = distinct(7)
LARGEST = 1_000_000
"""Bytes of a file."""


class _Server:
    """An address of this machine that counts who asks."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"

    @property
    def asked(self) -> int:
        """How often it was asked until now."""
        self._server.settimeout(0.2)
        count = 0
        try:
            while True:
                self._server.accept()[0].close()
                count += 1
        except TimeoutError:
            return count


class _Run:
    """What came of a folder of good and hostile files, and what it left behind."""

    def __init__(self, root: Path, server: _Server) -> None:
        self.root = root
        self.files = {name: list(family(DRAFT, server.address)) for name, family in FAMILIES.items()}
        self._write()
        before = _everything(root)
        self.clean = load_each([root / "报告" / name for name in ("好.docx", "好.html")], limits=LIMITS)
        self.results = load_each(root / "报告", limits=LIMITS)
        isolation.stop()
        self.left = _everything(root) ^ before
        self.asked = server.asked

    def _write(self) -> None:
        folder = self.root / "报告"
        folder.mkdir()
        for one in chain.from_iterable(self.files.values()):
            (folder / one.name).write_bytes(one.data)
        (folder / "好.docx").write_bytes(docx(body(DRAFT)))
        (folder / "好.html").write_text(site(DRAFT), "utf-8")

    def of(self, name: str) -> list[Report | Failure]:
        """What became of a file; of an archive, of all in it."""
        path = str(self.root / "报告" / name)
        return [one for one in self.results if one.source == path or one.source.startswith(f"{path}/")]


def _everything(root: Path) -> set[tuple[str, str]]:
    """All files below a folder with their contents; what the system keeps for a process that still ends is none."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Run]:
    """One batch over all of them, in a place of its own for what is temporary."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as server:
        patch.setattr(tempfile, "tempdir", str(root / "tmp"))
        for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
            patch.setenv(name, str(root / "tmp"))
        isolation.stop()
        yield _Run(root, _Server(server))
        isolation.stop()


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("family", FAMILIES)
def test_each_is_refused_with_a_cure_or_read_without_harm(run: _Run, family: str) -> None:
    """The reason is Chinese, names what to do, and is not that time or memory ran out, or a program failed."""
    wrong = {one.name: problem for one in run.files[family] if (problem := _problem(one, run.of(one.name)))}
    assert {} == wrong


def _problem(one: Hostile, found: list[Report | Failure]) -> str:
    """What is wrong with what became of a file."""
    reasons = [result.reason if isinstance(result, Failure) else "" for result in found]
    if len(one.data) > LARGEST or not found:
        return "too large" if found else "nothing came of it"
    if any(one.said not in reason or (reason and "请" not in reason) for reason in reasons):
        return f"no cure: {reasons}"
    return next((reason for reason in reasons if any(word in reason for word in ("已中止", "读取程序出错"))), "")


@pytest.mark.xdist_group("hostile")
def test_good_reports_are_read_as_ever(run: _Run) -> None:
    """The reports beside them are the same as in a run without them."""
    good = [one for one in run.results if Path(one.source).stem == "好"]
    assert run.clean == good
    assert all(isinstance(one, Report) for one in good)
    assert [DRAFT.values["applications.new.total"]] * 2 == [
        one.cells["applications.new.total"].raw for one in good if isinstance(one, Report)
    ]


@pytest.mark.xdist_group("hostile")
def test_nothing_is_left_and_nobody_was_asked(run: _Run) -> None:
    """No file was written, changed or left behind anywhere, and no address was asked for anything."""
    assert set() == run.left
    assert 0 == run.asked
    assert not Path(tempfile.gettempdir(), "穿越.txt").exists()
    assert not os.path.lexists(run.root.parent / "穿越.txt")
