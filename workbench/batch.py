"""Many files at once: each becomes a report or a failure, and no file stops another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbench.checks.subjects import Batch, Failure
from workbench.errors import WorkbenchError
from workbench.reports import Report, read
from workbench.reports.roster import read_roster

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the name of the last."""


def load(
    paths: str | Path | Iterable[str | Path], *, roster: str | Path | None = None, progress: Progress | None = None
) -> Batch:
    """The reports of all files named and of all files in the folders named, in the order of their names.

    A file that cannot be read is a failure of the batch, with the reason in Chinese; so is a folder without
    any file. Raises DocumentError where the roster cannot be read.
    """
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    known = read_roster(roster) if roster is not None else None
    sources = [found for path in named for found in _sources(Path(path))]
    results = []
    for done, source in enumerate(sources, 1):
        results.append(source if isinstance(source, Failure) else _read(source))
        if progress:
            progress(done, len(sources), source.source if isinstance(source, Failure) else str(source))
    reports = tuple(result for result in results if isinstance(result, Report))
    return Batch(reports, tuple(result for result in results if isinstance(result, Failure)), known)


def _sources(path: Path) -> Iterator[Path | Failure]:
    if not path.is_dir():
        yield path
        return
    files = sorted(found for found in path.rglob("*") if found.is_file() and not _hidden(found, path))
    yield from files
    if not files:
        yield Failure(str(path), "文件夹中没有报告文件，请检查路径是否正确。")


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)


def _read(path: Path) -> Report | Failure:
    try:
        return read(path)
    except WorkbenchError as error:
        return Failure(str(path), str(error), _digest(path))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
