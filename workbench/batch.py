"""Many files at once: each becomes a report or a failure, and no file stops another.

Every file takes the same way, whatever runs it: a kept reading if there is one, else a process of its own kind that is
ended at its limits. An executor only decides where and how many at a time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import NamedTuple

from workbench import isolation, rules
from workbench.cache import Cache, key, opened
from workbench.checks.subjects import Batch, Failure
from workbench.documents import Document, read_document
from workbench.documents.files import LIMIT
from workbench.errors import DocumentError, WorkbenchError
from workbench.forms import forms
from workbench.isolation import Limits
from workbench.packing import PackingError, pack, unpack
from workbench.reports import Report, recognise_twice
from workbench.reports.roster import read_roster
from workbench.sources import Source, Unreadable, combined, expanded

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the last."""

LIMITS = Limits()
_WINDOW = 1000
"""Files that are handed to an executor at a time."""


def read(path: str | Path, *, cache: bool | str | Path = True, limits: Limits = LIMITS) -> Report:
    """The report in a file, read in a process of its own, or as it was read before.

    Raises DocumentError where the file cannot be read within the limits or is no annual report, FormError where no
    form can be loaded; both say in Chinese what to do.
    """
    rules.installed_forms()
    return _report(Source(str(path), Path(path), ()), _Manner(opened(cache), limits, rules.folders()))


def load(  # noqa: PLR0913 - the public face: one argument each for what, beside what, where, how, and how far
    paths: str | Path | Iterable[str | Path],
    *,
    roster: str | Path | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    cache: bool | str | Path = True,
    limits: Limits = LIMITS,
) -> Batch:
    """The reports of all files named and of all files in the folders and archives named, in the order of their names.

    A file that cannot be read is a failure of the batch, with the reason in Chinese; so is a folder without any file.
    ``jobs`` files are read at a time, as many as there are processors unless told, or as many as an ``executor`` of
    another kind takes. ``cache`` is whether readings are kept and used again, or the folder where.
    Raises DocumentError where the roster cannot be read.
    """
    known = read_roster(roster) if roster is not None else None
    results = load_each(paths, executor=executor, jobs=jobs, progress=progress, cache=cache, limits=limits)
    reports = tuple(result for result in results if isinstance(result, Report))
    return Batch(reports, tuple(result for result in results if isinstance(result, Failure)), known)


def load_each(  # noqa: PLR0913 - as above
    paths: str | Path | Iterable[str | Path],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    cache: bool | str | Path = True,
    limits: Limits = LIMITS,
) -> list[Report | Failure]:
    """The reports and failures of :func:`load`, in the order of their names."""
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    rules.installed_forms()
    kept = opened(cache)
    task = partial(_read, manner=_Manner(kept, limits, rules.folders()))
    with TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as workspace:
        sources = list(expanded(named, Path(workspace)))
        with _run_by(executor, jobs) as by:
            results = _results(sources, by, task, progress)
    if kept:
        kept.trim()
    return results


@contextmanager
def _run_by(executor: Executor | None, jobs: int | None) -> Iterator[Executor]:
    """The executor given, which stays open; else threads, each of which waits for a process to read its files."""
    if executor:
        yield executor
        return
    threads = ThreadPoolExecutor(jobs or _processors(), thread_name_prefix="workbench")
    try:
        yield threads
    except BaseException:  # such as an interrupt: nobody waits for the files at work
        threads.shutdown(wait=False, cancel_futures=True)
        isolation.stop()
        raise
    finally:
        threads.shutdown()


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Manner(NamedTuple):
    """How files are read, as far as it must be told to whatever reads them."""

    cache: Cache | None
    limits: Limits
    folders: tuple[Path, ...]


class _Done(NamedTuple):
    at: int
    future: Future[Report | Failure]


def _results(
    sources: list[Source | Unreadable],
    executor: Executor,
    task: Callable[[Source | Unreadable], Report | Failure],
    progress: Progress | None,
) -> list[Report | Failure]:
    """What becomes of each source, in their order whichever is done first."""
    found: dict[int, Report | Failure] = {}
    for one in _done(sources, executor, task):
        found[one.at] = one.future.result()
        if progress:
            progress(len(found), len(sources), sources[one.at].name)
    return [found[at] for at in range(len(sources))]


def _done(
    sources: list[Source | Unreadable], executor: Executor, task: Callable[[Source | Unreadable], Report | Failure]
) -> Iterator[_Done]:
    """The sources as they are done, never more than a window of them under way."""
    done: SimpleQueue[_Done] = SimpleQueue()
    waiting = iter(enumerate(sources))
    running: dict[int, Future[Report | Failure]] = {}
    try:
        while True:
            for at, source in islice(waiting, _WINDOW - len(running)):
                running[at] = executor.submit(task, source)
                running[at].add_done_callback(partial(_tell, done, at))
            if not running:
                return
            one = done.get()
            del running[one.at]
            yield one
    finally:
        for future in running.values():
            future.cancel()


def _tell(done: SimpleQueue[_Done], at: int, future: Future[Report | Failure]) -> None:
    done.put(_Done(at, future))


def _read(source: Source | Unreadable, *, manner: _Manner) -> Report | Failure:
    """What becomes of one source, wherever this runs."""
    if isinstance(source, Unreadable):
        return Failure(source.name, source.reason, _digest(Path(source.name)))
    try:
        _use_forms(manner.folders)
        return _report(source, manner)
    except WorkbenchError as error:
        return Failure(source.name, str(error), _digest(source.path))


def _report(source: Source, manner: _Manner) -> Report:
    """The report of a source, kept or read in a process of its own. Raises WorkbenchError."""
    digests = _digests(source)
    cache = manner.cache if all(digest for _, digest in digests) else None
    name = key([*digests, *_forms()])
    report = cache.get(name) if cache else None
    if report is None:
        report = _isolated(source, manner)
        if cache and digests == _digests(source):  # else it was changed while it was read
            cache.put(name, report)
    return replace(report, source=source.name, sha256=digests[0][1] or report.sha256)


def _isolated(source: Source, manner: _Manner) -> Report:
    """The report of a source, read in a process of its own. Raises WorkbenchError."""
    attachments = [(name, path.absolute()) for name, path in source.attachments]
    data = isolation.run(_packed, source.path.absolute(), attachments, manner.folders, limits=manner.limits)
    try:
        return unpack(data)
    except PackingError as error:
        raise isolation.failed(type(error).__name__, "") from error


def _packed(path: Path, attachments: list[tuple[str, Path]], folders: tuple[Path, ...]) -> bytes:
    """The report of a file and its attachments, packed; what the other process does."""
    _use_forms(folders)
    beside = [(name, _read_beside(attached)) for name, attached in attachments]
    return pack(recognise_twice(combined(read_document(path), beside)))


@lru_cache
def _use_forms(folders: tuple[Path, ...]) -> None:
    """Know the office's own forms in this process, which may not be the one in which they were added."""
    rules.installed_forms()
    for folder in folders:
        if folder not in rules.folders():
            rules.use_forms(folder)


def _read_beside(path: Path) -> Document | str:
    """The document in an attachment; the reason where it cannot be read, which does not keep the report from being."""
    try:
        return read_document(path)
    except DocumentError as error:
        return str(error)


def _forms() -> list[tuple[str, str]]:
    """The editions of the form, each with a digest of what it declares, for a reading is by them."""
    return [(one.id, one.digest) for one in forms()]


def _digests(source: Source) -> list[tuple[str, str]]:
    """The SHA-256 of a source's files, each with its name within the source."""
    return [("", _digest(source.path)), *((name, _digest(path)) for name, path in source.attachments)]


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be opened, or is too large to be read at all."""
    try:
        if not path.is_file() or path.stat().st_size > LIMIT:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
