"""Many files at once: each becomes a report or a failure, and no file stops another.

Every file takes the same way, whatever runs it (:mod:`workbench.reading`). An executor only decides where and how many
at a time; to one that may work on other machines the files are carried (:mod:`workbench.carrying`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import NamedTuple

from workbench import isolation, rules
from workbench.cache import opened
from workbench.carrying import carry
from workbench.checks.subjects import Batch, Failure
from workbench.isolation import Limits
from workbench.reading import Manner, digest, outcome, report
from workbench.reports import Report
from workbench.reports.roster import read_roster
from workbench.sources import Source, Unreadable, expanded

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the last."""

LIMITS = Limits()
_WINDOW, _CARRIED = 1000, 200
"""Files that are handed to an executor at a time; and those that are, with their bytes, to one elsewhere."""


class _Way(NamedTuple):
    """How a source is begun, and how many may be under way."""

    begin: Callable[[Source | Unreadable], Future[Report | Failure]]
    window: int


class _Done(NamedTuple):
    at: int
    future: Future[Report | Failure]


def read(path: str | Path, *, cache: bool | str | Path = True, limits: Limits = LIMITS) -> Report:
    """The report in a file, read in a process of its own, or as it was read before.

    Raises DocumentError where the file cannot be read within the limits or is no annual report, FormError where no
    form can be loaded; both say in Chinese what to do.
    """
    rules.installed_forms()
    return report(Source(str(path), Path(path), ()), Manner(opened(cache), limits, rules.folders()))


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
    another kind takes; one that is neither of threads nor of processes gets the files too, for it may work on other
    machines (:func:`workbench.cluster.cluster` makes one of a Dask cluster). ``cache`` is whether readings are kept
    and used again, or the folder where.
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
    manner = Manner(kept, limits, rules.folders())
    with TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as workspace:
        sources = list(expanded(named, Path(workspace)))
        with _run_by(executor, jobs, manner) as way:
            results = _results(sources, way, progress)
    if kept:
        kept.trim()
    return results


@contextmanager
def _run_by(executor: Executor | None, jobs: int | None, manner: Manner) -> Iterator[_Way]:
    """The executor given, which stays open; else threads, each of which waits for a process to read its files."""
    if executor and not isinstance(executor, ThreadPoolExecutor | ProcessPoolExecutor):
        yield _Way(partial(carry, executor, manner), _CARRIED)
        return
    task = partial(outcome, manner=manner)
    if executor:
        yield _Way(partial(executor.submit, task), _WINDOW)
        return
    threads = ThreadPoolExecutor(jobs or _processors(), thread_name_prefix="workbench")
    try:
        yield _Way(partial(threads.submit, task), _WINDOW)
    except BaseException:  # such as an interrupt: nobody waits for the files at work
        threads.shutdown(wait=False, cancel_futures=True)
        isolation.stop()
        raise
    finally:
        threads.shutdown()


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _results(sources: list[Source | Unreadable], way: _Way, progress: Progress | None) -> list[Report | Failure]:
    """What becomes of each source, in their order whichever is done first."""
    found: dict[int, Report | Failure] = {}
    for one in _done(sources, way):
        found[one.at] = _result(one.future, sources[one.at])
        if progress:
            progress(len(found), len(sources), sources[one.at].name)
    return [found[at] for at in range(len(sources))]


def _result(future: Future[Report | Failure], source: Source | Unreadable) -> Report | Failure:
    """What a source came to; a failure where whoever was to read it has come to an end."""
    try:
        return future.result()
    except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever befell it, the others are still to be read
        told = f"读取该文件的进程或计算节点出错或中断（{type(error).__name__}），请检查后重新运行。"
        return Failure(source.name, told, digest(Path(source.name)))


def _done(sources: list[Source | Unreadable], way: _Way) -> Iterator[_Done]:
    """The sources as they are done, never more than a window of them under way."""
    done: SimpleQueue[_Done] = SimpleQueue()
    waiting = iter(enumerate(sources))
    running: dict[int, Future[Report | Failure]] = {}
    try:
        while True:
            for at, source in islice(waiting, way.window - len(running)):
                running[at] = _begun(way, source)
                running[at].add_done_callback(partial(_tell, done, at))
            if not running:
                return
            one = done.get()
            del running[one.at]
            yield one
    finally:
        for future in running.values():
            future.cancel()


def _begun(way: _Way, source: Source | Unreadable) -> Future[Report | Failure]:
    try:
        return way.begin(source)
    except Exception as error:  # noqa: BLE001 - an executor that has broken down takes nothing more
        broken: Future[Report | Failure] = Future()
        broken.set_exception(error)
        return broken


def _tell(done: SimpleQueue[_Done], at: int, future: Future[Report | Failure]) -> None:
    done.put(_Done(at, future))
