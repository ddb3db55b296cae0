"""One source read, wherever this runs: as it was kept, or else by a process that is ended at its limits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from workbench import isolation, rules
from workbench.cache import Cache, key
from workbench.checks.subjects import Failure
from workbench.documents import Document, read_document
from workbench.documents.files import LIMIT
from workbench.errors import DocumentError, WorkbenchError
from workbench.forms import forms
from workbench.isolation import Limits
from workbench.packing import PackingError, pack, unpack
from workbench.reports import Report, recognise_twice
from workbench.sources import Source, Unreadable, combined


class Manner(NamedTuple):
    """How files are read, as far as it must be told to whatever reads them."""

    cache: Cache | None
    limits: Limits
    folders: tuple[Path, ...]


def outcome(source: Source | Unreadable, *, manner: Manner) -> Report | Failure:
    """The report of a source, or the failure to read it, wherever this runs."""
    if isinstance(source, Unreadable):
        return Failure(source.name, source.reason, digest(Path(source.name)))
    try:
        use_forms(manner.folders)
        return report(source, manner)
    except WorkbenchError as error:
        return Failure(source.name, str(error), digest(source.path))


def report(source: Source, manner: Manner) -> Report:
    """The report of a source, as it was kept or else read in a process of its own. Raises WorkbenchError."""
    digests = _digests(source)
    cache = manner.cache if all(known for _, known in digests) else None
    name = entry(digests)
    found = cache.get(name) if cache else None
    if found is None:
        found = _isolated(source, manner)
        if cache and digests == _digests(source):  # else it was changed while it was read
            cache.put(name, found)
    return replace(found, source=source.name, sha256=digests[0][1] or found.sha256)


def entry(digests: Sequence[tuple[str, str]]) -> str:
    """The name under which the reading of files is kept, given as their names and digests."""
    return key([*digests, *_forms()])


def _isolated(source: Source, manner: Manner) -> Report:
    """The report of a source, read in a process of its own. Raises WorkbenchError."""
    attachments = [(name, path.absolute()) for name, path in source.attachments]
    data = isolation.run(_packed, source.path.absolute(), attachments, manner.folders, limits=manner.limits)
    try:
        return unpack(data)
    except PackingError as error:
        raise isolation.failed(type(error).__name__, "") from error


def _packed(path: Path, attachments: list[tuple[str, Path]], folders: tuple[Path, ...]) -> bytes:
    """The report of a file and its attachments, packed; what the other process does."""
    use_forms(folders)
    beside = [(name, _beside(attached)) for name, attached in attachments]
    return pack(recognise_twice(combined(read_document(path), beside)))


@lru_cache
def use_forms(folders: tuple[Path, ...]) -> None:
    """Know the office's own forms in this process, which may not be the one in which they were added."""
    rules.installed_forms()
    for folder in folders:
        if folder not in rules.folders():
            rules.use_forms(folder)


def _beside(path: Path) -> Document | str:
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
    return [("", digest(source.path)), *((name, digest(path)) for name, path in source.attachments)]


def digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it cannot be opened, or is too large to be read at all."""
    try:
        if not path.is_file() or path.stat().st_size > LIMIT:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
