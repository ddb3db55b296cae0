"""Files read by others: they are carried there, read as they would be here, and nothing is lost where that ends."""

from __future__ import annotations

import pickle
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from tests.builders import as_text
from tests.documents.test_archive import packed_from
from tests.pages import article, distinct, page, table
from workbench import carrying
from workbench.batch import load, load_each
from workbench.checks.subjects import Failure
from workbench.cli import main
from workbench.cluster import cluster
from workbench.errors import ClusterError

DRAFTS = [distinct(seed, 9_999) for seed in range(4)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report by itself, one with its tables in an attachment, two in an archive, and a file that is none."""
    root = tmp_path / "报告"
    (root / "一份").mkdir(parents=True)
    (root / "甲.txt").write_text(as_text(DRAFTS[0]), "utf-8")
    (root / "一份" / "报告.html").write_text(page(DRAFTS[1], article(DRAFTS[1], drawn=lambda *_: "")), "utf-8")
    tables = "".join(table(DRAFTS[1], one) for one in DRAFTS[1].form.tables)
    (root / "一份" / "附件：统计表.html").write_text(tables, "utf-8")
    members = [(f"{at}.txt", as_text(DRAFTS[at])) for at in (2, 3)]
    (root / "乙.zip").write_bytes(packed_from(members))
    (root / "丙.txt").write_text("没有任何内容。", "utf-8")
    return root


class Elsewhere(Executor):
    """Work done where some folders are not: what is to be done goes there as bytes, and what it comes to comes back."""

    def __init__(self, *hidden: Path) -> None:
        self.hidden, self.done = hidden, 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as it is
        """A future that is done."""
        task = pickle.dumps((fn, args, kwargs))
        away = [(one, one.with_name(f"{one.name}.away")) for one in self.hidden]
        for one, other in away:
            one.rename(other)
        fn, args, kwargs = pickle.loads(task)  # noqa: S301 - ours
        made = pickle.dumps(fn(*args, **kwargs))
        for one, other in away:
            other.rename(one)
        self.done += 1
        future: Future[Any] = Future()
        future.set_result(pickle.loads(made))  # noqa: S301 - as above
        return future


def test_files_go_where_they_are_read(folder: Path) -> None:
    """Reports out of files, attachments and archives are those that are read here; so is the reason of a failure."""
    here = load(folder, cache=False)
    there = load(folder, executor=Elsewhere(folder), cache=False)
    assert here == there
    assert (4, 1) == (len(there.reports), len(there.failures))
    assert all(str(folder) in one.source for one in there.reports)


def test_what_was_kept_here_is_not_sent(folder: Path, tmp_path: Path) -> None:
    """Readings are kept where the batch is, not where its files were read; a file that could not be is sent again."""
    first, second = Elsewhere(folder, tmp_path / "kept"), Elsewhere()
    (tmp_path / "kept").mkdir(mode=0o700)
    before = load(folder, executor=first, cache=tmp_path / "kept")
    assert before == load(folder, executor=second, cache=tmp_path / "kept") == load(folder, cache=tmp_path / "kept")
    assert (5, 1) == (first.done, second.done)


def test_who_would_read_otherwise_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node with another version of the package, or without the office's forms, reads nothing."""
    load_of = carrying._loaded  # noqa: SLF001 - a version that differs is not to be had otherwise
    monkeypatch.setattr(carrying, "_loaded", lambda source: load_of(source)._replace(entry="another"))
    results = load_each(folder / "甲.txt", executor=Elsewhere(), cache=False)
    assert [carrying.OTHERWISE] == [one.reason for one in results if isinstance(one, Failure)]


class _Broken(Executor):
    """One that takes a file, comes to nothing, and then takes no more."""

    def __init__(self) -> None:
        self.taken = 0

    def submit(self, _fn: Callable[..., Any], /, *_args: Any, **_kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as it is
        """A future that fails, then one that is taken back, then none."""
        self.taken += 1
        if self.taken > 2:
            raise RuntimeError("no more")
        future: Future[Any] = Future()
        if self.taken == 1:
            future.set_exception(OSError("gone"))
        else:
            future.cancel()
        return future


def test_what_comes_to_an_end_elsewhere_is_said_of_each_file(folder: Path) -> None:
    """A file whose reader is gone is listed as unread, with the kind of end; the batch goes on."""
    results = load_each(folder, executor=_Broken(), cache=False)
    ends = ["OSError", "CancelledError", "RuntimeError", "RuntimeError", "RuntimeError"]
    assert ends == [one.reason.split("（")[1].split("）")[0] for one in results if isinstance(one, Failure)]


# -- a real cluster ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with two nodes, each a process."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as nodes:
        yield str(nodes.scheduler_address)


@pytest.mark.xdist_group("cluster")
def test_a_cluster_reads_as_one_machine_does(folder: Path, scheduler: str) -> None:
    """The nodes of a scheduler read the same, in the same order."""
    with cluster(scheduler) as (executor, nodes):
        assert 2 == nodes
        assert load(folder, cache=False) == load(folder, executor=executor, cache=False)


@pytest.mark.xdist_group("cluster")
def test_the_command_line_on_a_cluster(folder: Path, scheduler: str) -> None:
    """``audit --scheduler`` says that it has nodes, and finds what it finds without."""
    command = ["audit", str(folder), "--format", "json", "--no-cache"]
    alone, there = (CliRunner().invoke(main, [*command, *more]) for more in ([], ["--scheduler", scheduler]))
    assert "已连接计算集群：2 个节点" in there.stderr
    assert _without_time(alone.stdout) == _without_time(there.stdout)
    both = CliRunner().invoke(main, [*command, "--scheduler", scheduler, "--jobs", "2"])
    assert (2, True) == (both.exit_code, "不能同时使用" in both.stderr)


def _without_time(text: str) -> list[str]:
    return [line for line in text.splitlines() if '"at": ' not in line]


@pytest.mark.xdist_group("cluster")
def test_where_all_nodes_are_gone_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is under way is given up after a while, and so is said of each file."""
    monkeypatch.setattr("workbench.cluster._GLANCE", 0.2)
    monkeypatch.setattr("workbench.cluster._ALONE", 0.5)
    with LocalCluster(n_workers=1, dashboard_address=":0") as nodes, cluster(str(nodes.scheduler_address)) as (at, _):
        waiting = at.submit(time.sleep, 1000)
        nodes.scale(0)
        with pytest.raises(CancelledError):
            waiting.result(60)


@pytest.mark.xdist_group("cluster")
def test_where_the_scheduler_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is under way is taken back, and whoever watches the nodes has nothing to say."""
    monkeypatch.setattr("workbench.cluster._GLANCE", 0.2)
    monkeypatch.setattr("workbench.cluster._ALONE", 2.0)
    with LocalCluster(n_workers=1, dashboard_address=":0") as nodes, cluster(str(nodes.scheduler_address)) as (at, _):
        waiting = at.submit(time.sleep, 1000)
        nodes.close()
        with pytest.raises(CancelledError):
            waiting.result(60)


@pytest.mark.parametrize("address", ["", "a b", "ftp://x:1", "tcp://x", "tcp://x:1/y"])
def test_what_is_no_address_is_refused(address: str) -> None:
    """The message shows one."""
    with pytest.raises(ClusterError, match=r"tcp://10\.0\.0\.1:8786"), cluster(address):
        pass


@pytest.mark.xdist_group("cluster")
def test_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler, one without a node, and a machine without the library: each says what to do."""
    monkeypatch.setattr("workbench.cluster._PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match="无法连接"), cluster(f"tcp://127.0.0.1:{port}"):
        pass
    with LocalCluster(n_workers=0, dashboard_address=":0") as nodes:
        address = str(nodes.scheduler_address)
        with pytest.raises(ClusterError, match="没有计算节点"), cluster(address):
            pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'disclosure-workbench\[cluster\]'"), cluster("tcp://x:1"):
        pass
