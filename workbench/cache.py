"""Readings kept from one run to the next, each under a name made of its file's bytes and of all that reads them.

So a changed file, a changed rule of this package or another version of a library never meets an old reading. The place
is the user's own cache folder; failures are not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path

from workbench.packing import PackingError, pack, unpack
from workbench.reports import Report

LIMIT = 2_000_000_000
"""Bytes that all readings together may take; beyond that the longest unused are removed."""
VARIABLE = "WORKBENCH_CACHE"
"""The environment variable that names the folder, or says ``off``."""
_PACKAGE = "disclosure-workbench"
_OFF = frozenset({"off", "0", "no", "false"})
_NAME = re.compile(r"[\w.-]+")
_ENTRY = ".report"


class Entry(NamedTuple):
    """One reading kept: its file, size in bytes, and when it was last used."""

    path: Path
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Cache:
    """The readings kept in a folder."""

    folder: Path

    def get(self, key: str) -> Report | None:
        """The reading of that name; None where there is none. One that is damaged is removed."""
        path = self._path(key)
        try:
            report = unpack(path.read_bytes())
            os.utime(path)
        except OSError:
            return None
        except PackingError:
            path.unlink(missing_ok=True)
            return None
        return report

    def put(self, key: str, report: Report) -> None:
        """Keep a reading; where that is not possible, nothing is kept and nothing said."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(pack(report))
            Path(file.name).replace(path)

    def entries(self) -> Iterator[Entry]:
        """All readings, in no order."""
        for path in self.folder.glob(f"*/*{_ENTRY}"):
            with suppress(OSError):  # another run may just have removed it
                found = path.stat()
                yield Entry(path, found.st_size, found.st_mtime)

    def trim(self, limit: int = LIMIT) -> None:
        """Remove the readings that were not used for longest, until the others take no more than the limit."""
        entries = sorted(self.entries(), key=lambda entry: entry.used)
        taken = sum(entry.size for entry in entries)
        for entry in entries:
            if taken <= limit:
                return
            entry.path.unlink(missing_ok=True)
            taken -= entry.size

    def clear(self) -> int:
        """Remove all readings; how many there were."""
        entries = list(self.entries())
        for entry in entries:
            entry.path.unlink(missing_ok=True)
        return len(entries)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}{_ENTRY}"


def place(wanted: bool | str | Path = True) -> Path | None:  # noqa: FBT001, FBT002 - `cache=False` is how it is said
    """The folder of the readings, in the one named, else the environment's, else the user's; None if switched off."""
    told = os.environ.get(VARIABLE, "") if isinstance(wanted, bool) else str(wanted)
    if not wanted or told.lower() in _OFF:
        return None
    return (Path(told).absolute() if told else user_cache_path(_PACKAGE, appauthor=False)) / "readings"


def opened(wanted: bool | str | Path = True) -> Cache | None:  # noqa: FBT001, FBT002 - as above
    """The cache in the folder asked for; None where it is switched off or the folder is not ours alone."""
    folder = place(wanted)
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(folder) if _ours(folder) else None
    except OSError:
        return None


def _ours(folder: Path) -> bool:
    """Whether nobody else can put readings there."""
    if sys.platform == "win32":
        return True
    found = folder.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def key(digests: Iterable[tuple[str, str]]) -> str:
    """The name of the reading of files, given as their names and digests, by this package as it is."""
    return hashlib.sha256(json.dumps([readers(), list(digests)]).encode()).hexdigest()


@cache
def readers() -> str:
    """A digest of all that makes a reading: this package's own files, the libraries, the interpreter."""
    digest = hashlib.sha256(repr((sys.version, sys.platform, _versions())).encode())
    here = Path(__file__).parent
    for path in sorted(path for path in here.rglob("*") if path.suffix in {".py", ".yaml"}):
        digest.update(f"{path.relative_to(here).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _versions() -> list[tuple[str, str]]:
    """What this package needs, and in which version it is here."""
    try:
        needed = [one for one in requires(_PACKAGE) or () if "extra ==" not in one]
    except PackageNotFoundError:
        return []
    return [(name[0], _version(name[0])) for one in needed if (name := _NAME.match(one))]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
