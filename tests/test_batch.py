"""Many files: the same results in the same order whatever reads them, failures as values, readings kept and used."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import zlib
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders import Draft, as_text
from tests.documents.prints import printed
from tests.documents.test_archive import packed_from
from tests.pages import article, distinct, page, site, table
from tests.words import body, docx
from workbench import isolation
from workbench.batch import load, load_each, read
from workbench.cache import VARIABLE, Cache, opened
from workbench.checks.subjects import Failure
from workbench.documents import PagePlace
from workbench.errors import DocumentError
from workbench.isolation import workers
from workbench.reports import Report

DRAFTS = [distinct(seed, 9_999) for seed in range(6)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of several formats, an archive of two, and two files that cannot be read; the slowest file is first."""
    root = tmp_path_factory.mktemp("报告")
    (root / "内").mkdir()
    (root / "0.pdf").write_bytes(printed(DRAFTS[0]))
    (root / "1.html").write_text(site(DRAFTS[1]), "utf-8")
    (root / "2.docx").write_bytes(docx(body(DRAFTS[2])))
    (root / "3.txt").write_text(as_text(DRAFTS[3]), "utf-8")
    (root / "4.zip").write_bytes(packed_from([("乙.txt", as_text(DRAFTS[5])), ("甲.txt", as_text(DRAFTS[4]))]))
    (root / "内" / "5.docx").write_bytes(docx(body(DRAFTS[2]))[:-500])
    (root / "内" / "6.txt").write_text("", "utf-8")
    return root


NAMES = ["0.pdf", "1.html", "2.docx", "3.txt", "4.zip/乙.txt", "4.zip/甲.txt", "内/5.docx", "内/6.txt"]


@pytest.fixture(scope="module")
def alone(folder: Path) -> list[Report]:
    """The readable files outside the archive, each read by itself."""
    return [read(folder / name) for name in NAMES[:4]]


EXECUTORS: dict[str, Callable[[], Executor | None]] = {
    "none": lambda: None,
    "threads": lambda: ThreadPoolExecutor(3),
    "processes": lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")),
}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_whatever_reads_the_results_are_the_same(folder: Path, alone: list[Report], kind: str) -> None:
    """Reports and failures come in the order of their names, equal to files read one by one; progress tells each."""
    told: list[tuple[int, int, str]] = []
    executor = EXECUTORS[kind]()
    try:
        results = load_each(folder, executor=executor, progress=lambda *step: told.append(step))
    finally:
        if executor:
            executor.shutdown()
    assert NAMES == [str(Path(one.source).relative_to(folder)) for one in results]
    assert alone == results[:4]
    assert [Report] * 6 + [Failure] * 2 == [type(one) for one in results]
    assert [(number, 8) for number in range(1, 9)] == [step[:2] for step in told]
    assert sorted(NAMES) == sorted(str(Path(step[2]).relative_to(folder)) for step in told)


def test_every_report_is_its_own(folder: Path) -> None:
    """A batch holds the reports, each with the values of its draft, and the failures with what to do."""
    batch = load(folder, jobs=2)
    drafts = [DRAFTS[at] for at in (0, 1, 2, 3, 5, 4)]
    for draft, report in zip(drafts, batch.reports, strict=True):
        assert list(draft.values.values()) == [fact.raw for fact in report.cells.values()]
    broken, empty = batch.failures
    assert "请重新取得该文件" in broken.reason
    assert "文件是空的" in empty.reason
    assert 64 == len(broken.sha256) == len(batch.reports[0].sha256)


@pytest.mark.parametrize("jobs", [1, 2])
def test_jobs(folder: Path, jobs: int) -> None:
    """No more processes read files than are asked for."""
    isolation.stop()
    load([folder / "1.html", folder / "2.docx", folder / "3.txt", folder / "4.zip"], jobs=jobs)
    assert 1 <= len(workers._ALL) <= jobs  # noqa: SLF001 - nobody else is to know


def test_what_is_named_comes_in_the_order_named(folder: Path, tmp_path: Path) -> None:
    """Files as named, a missing one and an empty folder as failures; nothing stops the others."""
    (tmp_path / "空").mkdir()
    results = load_each([folder / "3.txt", folder / "无.txt", tmp_path / "空", folder / "1.html"])
    assert ["3.txt", "无.txt", "空", "1.html"] == [Path(one.source).name for one in results]
    reasons = [one.reason for one in results if isinstance(one, Failure)]
    assert ["文件不存在，请检查路径。", "文件夹中没有报告文件，请检查路径是否正确。"] == reasons


def _with_tables_apart(root: Path, draft: Draft) -> Path:
    root.mkdir()
    (root / "报告.html").write_text(page(draft, article(draft, drawn=lambda *_: "")), "utf-8")
    (root / "附件：统计表.html").write_text("".join(table(draft, one) for one in draft.form.tables), "utf-8")
    return root


def test_attachments_are_kept_with_their_report(tmp_path: Path) -> None:
    """A report whose tables stand in an attachment is one report, and each place there names the attachment."""
    (report,) = load(_with_tables_apart(tmp_path / "一份", DRAFTS[1])).reports
    assert list(DRAFTS[1].values.values()) == [fact.raw for fact in report.cells.values()]
    files = {fact.location.file for fact in report.cells.values() if fact.location}
    assert {"附件：统计表.html"} == files
    (tmp_path / "一份" / "附件：统计表.html").write_bytes(b"%PDF-1.7 broken")
    (report,) = load(tmp_path / "一份").reports
    assert "附件“附件：统计表.html”未能读取" in report.remarks[-1].text


# -- readings kept ---------------------------------------------------------------------------------------


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets nothing be read any more, once called."""

    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("a file was read")

    return lambda: monkeypatch.setattr(isolation, "run", refuse)


def test_unchanged_files_are_not_read_again(folder: Path, tmp_path: Path, no_process: Callable[[], None]) -> None:
    """The second run over the same files starts no process, and gives the same; names and attachments do not matter."""
    paths = [folder / "0.pdf", folder / "4.zip", _with_tables_apart(tmp_path / "一份", DRAFTS[1])]
    first = load(paths, cache=tmp_path / "kept")
    no_process()
    assert first == load(paths, cache=tmp_path / "kept")
    (tmp_path / "另名.pdf").write_bytes((folder / "0.pdf").read_bytes())
    again = read(tmp_path / "另名.pdf", cache=tmp_path / "kept")
    assert (str(tmp_path / "另名.pdf"), first.reports[0].cells) == (again.source, again.cells)
    assert isinstance(again.cells["applications.new.total"].location, PagePlace)


def test_what_has_changed_is_read_anew(tmp_path: Path) -> None:
    """One byte more, of the report or of its attachment, is another reading."""
    root = _with_tables_apart(tmp_path / "一份", DRAFTS[1])
    values = DRAFTS[1].values
    old, new = f">{values['applications.new.total']}<", ">77777<"
    before = load(root, cache=tmp_path / "kept").reports[0]
    for name, place in (("附件：统计表.html", "applications.new.total"), ("报告.html", "")):
        text = (root / name).read_text("utf-8").replace(old, new)
        (root / name).write_text(text if place else text + " ", "utf-8")
        after = load(root, cache=tmp_path / "kept").reports[0]
        assert "77777" == after.cells["applications.new.total"].raw
        assert before.cells["applications.new.total"].raw == values["applications.new.total"]


def test_failures_are_not_kept(tmp_path: Path) -> None:
    """A file that could not be read is tried again, for the reason may have gone."""
    path = tmp_path / "报告.txt"
    path.write_text("没有任何内容。", "utf-8")
    for _ in range(2):
        with pytest.raises(DocumentError):
            read(path, cache=tmp_path / "kept")
    assert [] == list(Cache(tmp_path / "kept" / "readings").entries())


def test_switched_off_and_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_process: Callable[[], None]
) -> None:
    """With ``cache=False``, or the environment's ``off``, nothing is kept; what is kept can be removed."""
    path = tmp_path / "报告.txt"
    path.write_text(as_text(DRAFTS[3]), "utf-8")
    kept = tmp_path / "kept"
    monkeypatch.setenv(VARIABLE, str(kept))
    read(path, cache=False)
    assert not kept.exists()
    read(path)
    cache = opened()
    assert cache is not None
    assert (1, [], 0) == (cache.clear(), list(cache.entries()), cache.clear())
    monkeypatch.setenv(VARIABLE, "off")
    assert opened() is None
    no_process()
    with pytest.raises(AssertionError, match="a file was read"):
        read(path)


class _Harm:
    """What a foreign pickle would run."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.path,)


def test_damaged_and_foreign_entries_are_removed(tmp_path: Path) -> None:
    """An entry that is cut off, or holds anything but a report, is neither used nor run, and the file is read anew."""
    path, kept = tmp_path / "报告.txt", tmp_path / "kept"
    path.write_text(as_text(DRAFTS[3]), "utf-8")
    first = read(path, cache=kept)
    (entry,) = Cache(kept / "readings").entries()
    whole = entry.path.read_bytes()
    harm = zlib.compress(pickle.dumps(_Harm(str(tmp_path / "harm"))))
    for bad in (whole[: len(whole) // 2], b"", b"x" * 100, harm, zlib.compress(pickle.dumps("no report"))):
        entry.path.write_bytes(bad)
        assert Cache(kept / "readings").get(entry.path.parent.name + entry.path.stem) is None
        assert not entry.path.exists()
        assert first == read(path, cache=kept)
        assert whole == entry.path.read_bytes()
    assert not (tmp_path / "harm").exists()


def test_the_longest_unused_are_removed_first(tmp_path: Path) -> None:
    """Beyond a limit the readings go that were not used for longest."""
    cache = Cache(tmp_path)
    path = tmp_path / "报告.txt"
    path.write_text(as_text(DRAFTS[3]), "utf-8")
    report = read(path, cache=False)
    for at, name in enumerate(("aa1", "bb2", "cc3")):
        cache.put(name, report)
        os.utime(tmp_path / name[:2] / f"{name[2:]}.report", (at, at))
    assert report == cache.get("aa1")
    size = next(cache.entries()).size
    cache.trim(2 * size)
    assert (report, None, report) == tuple(cache.get(name) for name in ("aa1", "bb2", "cc3"))


@pytest.mark.skipif(os.name == "nt", reason="there, folders have no such rights")
def test_a_folder_that_others_can_write_in_is_not_used(tmp_path: Path) -> None:
    """Nobody else can put a reading where readings are looked for."""
    (tmp_path / "readings").mkdir()
    (tmp_path / "readings").chmod(0o777)
    assert opened(tmp_path) is None
