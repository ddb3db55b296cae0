"""Sources read where their files are not: these go there with the task, and what was kept here is not read again.

Nothing is relied on there but the bytes that come with the task: neither a folder that both share nor readings kept
there. A place that would read otherwise than this one is refused, for a batch must not depend on who reads it.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from workbench.cache import Cache
from workbench.checks.subjects import Failure
from workbench.documents.files import contents
from workbench.errors import DocumentError
from workbench.reading import Manner, entry, outcome, use_forms
from workbench.reports import Report
from workbench.sources import Attachment, Source, Unreadable

OTHERWISE = "计算节点上的工作台、所用程序库或自定义格式与本机不同，未予读取；请在各节点安装相同版本后重试。"


class Carried(NamedTuple):
    """A source and the bytes of its files, its own first; ``entry`` names its reading where it comes from."""

    source: Source
    files: tuple[bytes, ...]
    entry: str

    @property
    def digests(self) -> list[tuple[str, str]]:
        """The SHA-256 of the files, each with its name within the source."""
        names = ["", *(name for name, _ in self.source.attachments)]
        return [(name, hashlib.sha256(data).hexdigest()) for name, data in zip(names, self.files, strict=True)]


def carry(executor: Executor, manner: Manner, source: Source | Unreadable) -> Future[Report | Failure]:
    """What an executor that works elsewhere makes of a source: its report, or the failure to read it."""
    try:
        load = _loaded(source) if isinstance(source, Source) else None
    except DocumentError:  # it says why where it is read by its path
        load = None
    if load is None:
        return _settled(outcome(source, manner=manner))
    digests = load.digests
    kept = manner.cache.get(load.entry) if manner.cache else None
    if kept is not None:
        return _settled(replace(kept, source=source.name, sha256=digests[0][1]))
    future = executor.submit(unload, load, manner._replace(cache=None))
    if manner.cache:
        future.add_done_callback(partial(_keep, manner.cache, load.entry))
    return future


def _loaded(source: Source) -> Carried:
    paths = [source.path, *(path for _, path in source.attachments)]
    made = Carried(source, tuple(map(contents, paths)), "")
    return made._replace(entry=entry(made.digests))


def _settled(found: Report | Failure) -> Future[Report | Failure]:
    future: Future[Report | Failure] = Future()
    future.set_result(found)
    return future


def _keep(cache: Cache, name: str, future: Future[Report | Failure]) -> None:
    if not future.cancelled() and future.exception() is None and isinstance(found := future.result(), Report):
        cache.put(name, found)


def unload(load: Carried, manner: Manner) -> Report | Failure:
    """The report of a source that was carried here, or the failure to read it."""
    use_forms(manner.folders)
    if entry(load.digests) != load.entry:
        return Failure(load.source.name, OTHERWISE, load.digests[0][1])
    with TemporaryDirectory(prefix="workbench-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder, str(at)) for at in range(len(load.files))]
        for path, data in zip(paths, load.files, strict=True):
            path.write_bytes(data)
        beside = zip(load.source.attachments, paths[1:], strict=True)
        attachments = tuple(Attachment(one.name, path) for one, path in beside)
        return outcome(replace(load.source, path=paths[0], attachments=attachments), manner=manner)
