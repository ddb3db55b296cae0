"""A PostgreSQL of its own for the tests: Debian's programs, a data folder that is thrown away, a port on loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from workbench.review.store import open_store

_PLACES = "/usr/lib/postgresql"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are more; None where there is none."""
    found = sorted(Path(_PLACES).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def needed() -> Path:
    """The folder of PostgreSQL's programs; the test is skipped without, unless all tests are to run."""
    found = programs()
    if found is None and not os.environ.get("WORKBENCH_TEST_ALL"):
        pytest.skip("PostgreSQL is not installed")
    assert found, "PostgreSQL is not installed"
    return found


class Server:
    """A running server; ``url`` gives the address of a database of it."""

    def __init__(self, programs: Path, folder: Path, *, lasting: bool) -> None:
        """Take the folder that initdb has filled; what is not ``lasting`` need not survive a power cut."""
        self._programs, self._folder, self.port = programs, folder, _free_port()
        self._settings = "" if lasting else " -c fsync=off -c full_page_writes=off"
        self._made = 0

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self._folder}"
        self._control("start", "-w", "-t", "60", "-l", str(self._folder / "log"), "-o", settings + self._settings)

    def stop(self, how: str = "fast") -> None:
        """Stop the server; ``immediate`` leaves it as a power cut would."""
        self._control("stop", "-w", "-m", how)

    def database(self, template: str = "template0") -> str:
        """The URL of a new database, empty or the copy of another."""
        self._made += 1
        self._order(f"CREATE DATABASE store_{self._made} ENCODING 'UTF8' TEMPLATE {template}")
        return self.url(f"store_{self._made}")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._order(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _order(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    @cached_property
    def prepared(self) -> str:
        """A database that holds a store without anything in it, to be copied."""
        made = self.database()
        open_store(made).close()
        return made.rpartition("/")[2]

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://inspector@127.0.0.1:{self.port}/{database}"

    def _control(self, *arguments: str) -> None:
        as_ordinary([str(self._programs / "pg_ctl"), "-D", str(self._folder), *arguments])


def as_ordinary(command: list[str]) -> None:
    """Run a command as an ordinary user, for PostgreSQL refuses to run as root."""
    user = _ordinary()
    subprocess.run(  # noqa: S603 - our own
        command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=120, cwd="/", user=user
    )


def _ordinary() -> int | None:
    """The number of a user who is not root; None where we are one."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


@contextmanager
def running(*, lasting: bool = True) -> Iterator[Server]:
    """A server for as long as it is needed; what is ``lasting`` has written through what it says that it has."""
    found = needed()
    place = Path(tempfile.mkdtemp(prefix="workbench-pg-", dir="/tmp"))
    try:
        if (user := _ordinary()) is not None:
            os.chown(place, user, -1)
        folder = place / "data"
        initialise = [str(found / "initdb"), "-D", str(folder), "-U", "inspector", "-A", "trust", "-E", "UTF8", "-N"]
        as_ordinary([*initialise, "--locale=C"])
        server = Server(found, folder, lasting=lasting)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
