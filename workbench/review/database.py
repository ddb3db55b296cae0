"""The database under the store: SQLite in a file, or PostgreSQL; one writer at a time, errors in words.

Every writing transaction takes the one lock first, so that what it has read stays true until it has written. A
transaction that has ended without an error is on the disk: SQLite writes its log through (``synchronous=FULL``),
PostgreSQL is asked to whatever it is set to.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from workbench.errors import StoreError
from workbench.review import schema

_PATIENCE = 60
"""Seconds to wait for another writer, or for a server."""
_CACHE = 64 * 1024
"""KiB of an SQLite file that a connection may keep at hand: a large run is written, and found again, by its hashes."""
_LOCK = "LOCK TABLE journal IN EXCLUSIVE MODE"
_FIRST = "SELECT pg_advisory_xact_lock(20190603)"
_SETTINGS = f"-c synchronous_commit=on -c lock_timeout={_PATIENCE}s"
_TOLD = (
    (("readonly", "read-only", "permission denied"), "处理意见库是只读的，请检查文件、文件夹和帐号的写入权限"),
    (("disk is full", "disk i/o", "no space", "file too large"), "磁盘已满或无法写入，请清理空间后重试"),
    (("locked", "lock timeout"), "处理意见库正忙，请稍后重试"),
    (("not a database", "malformed", "corrupt"), "文件不是处理意见库或已损坏，请从备份恢复"),
    (("unable to open",), "无法打开，请检查路径和权限"),
    (("connect", "server", "password", "does not exist"), "无法连接数据库，请检查地址、帐号和服务是否运行"),
    (("only added to", "follow one another"), "处理记录只能追加，不能修改或删除"),
)


class Database:
    """An open database whose schema is this package's."""

    def __init__(self, where: str | Path, *, create: bool = True, readonly: bool = False) -> None:
        """Open a path (SQLite) or URL. Raises StoreError where that is not possible."""
        self.url = address(where)
        self._sqlite = self.url.get_backend_name() == "sqlite"
        self.name = str(self.url.database) if self._sqlite else self.url.render_as_string(hide_password=True)
        if self._sqlite and (readonly or not create) and not Path(str(self.url.database)).is_file():
            raise StoreError(f"没有找到处理意见库 {self.url.database}，请检查路径，或用 workbench audit --store 建立。")
        self._file = Path(str(self.url.database)).absolute() if self._sqlite else None
        self._closed = False
        self._engine = self._opened(readonly=readonly)
        self._prepare(writing=not readonly)

    def close(self) -> None:
        """Give back all connections; what is done afterwards, such as reading evidence, gives its own back at once."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the store as it is at one moment. Raises StoreError."""
        with self._begun({} if self._sqlite else {"isolation_level": "REPEATABLE READ"}) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone writes; when it has ended, what was written is kept. Raises StoreError."""
        with self._begun({"begin": "BEGIN IMMEDIATE"}) as connection:
            if not self._sqlite:
                connection.exec_driver_sql(_LOCK)
            yield connection

    @contextmanager
    def _begun(self, options: dict[str, Any]) -> Iterator[Connection]:
        self._there()
        with self._told(), self._engine.execution_options(**options).begin() as connection:
            try:
                yield connection
            finally:
                if self._closed:  # be it while this went on: the pool that it would go back to is gone
                    connection.detach()

    def _there(self) -> None:
        """See that the file has not been taken away, for SQLite would make another. Raises StoreError."""
        if self._file and not self._file.is_file():
            raise StoreError(f"处理意见库 {self.name} 已不在原处，请放回原处或重新打开。")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise StoreError(f"{self.name}：{_reason(error)}。") from error

    def _prepare(self, *, writing: bool) -> None:
        """See that the schema is this package's; make it where there is none."""
        try:
            with self._told():
                with self._engine.begin() as connection:
                    found = schema.version(connection)
                if found is not None:
                    schema.refuse_unknown(found)
                if found != schema.VERSION:
                    self._upgrade(found, writing=writing)
            if writing:  # who may not write is told so now, and not when there is something to be lost
                with self.writing():
                    pass
        except StoreError:
            self.close()
            raise

    def _upgrade(self, found: str | None, *, writing: bool) -> None:
        """Make the schema, or bring that of version ``found`` up, unless another process has been quicker."""
        if not writing and found:
            raise StoreError(f"{self.name} 由旧版工作台建立，须先升级：请用 workbench app --store 打开一次，内容不变。")
        if not writing:
            raise StoreError(f"{self.name} 不是处理意见库，请检查路径，或用 workbench audit --store 建立。")
        with self._engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            if not self._sqlite:
                connection.exec_driver_sql(_FIRST)
            if schema.version(connection) != schema.VERSION:
                schema.upgrade(connection)

    def _opened(self, *, readonly: bool) -> Engine:
        try:
            if self._file:
                return _sqlite(self._file, readonly=readonly)
            options = f"{_SETTINGS} -c default_transaction_read_only={'on' if readonly else 'off'}"
            told = {"options": options, "connect_timeout": _PATIENCE}
            return create_engine(self.url, pool_pre_ping=True, connect_args=told)
        except ModuleNotFoundError as error:
            raise StoreError("使用 PostgreSQL 需要安装：pip install 'disclosure-workbench[postgres]'。") from error


def address(where: str | Path) -> URL:
    """The URL of a store; a plain path is an SQLite file. Raises StoreError where it is neither."""
    if "://" not in str(where):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(str(where))
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(_WHERE) from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or url.database in (None, "", ":memory:"):
        raise StoreError(_WHERE)
    return url


_WHERE = "处理意见库的地址应为文件路径、sqlite:///文件路径或 postgresql://帐号@主机/数据库，请改正。"


def _sqlite(path: Path, *, readonly: bool) -> Engine:
    query: dict[str, str] = {"uri": "true", "mode": "ro"} if readonly else {"uri": "true"}
    if readonly and _is_still(path):
        query["immutable"] = "1"
    url = URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def set_up(raw: sqlite3.Connection, _record: object) -> None:
        """Leave the beginning of transactions to us, and make what is written last."""
        raw.isolation_level = None
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute(f"PRAGMA cache_size = -{_CACHE}")
        if not readonly:
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """A writer takes the lock at once, so that nothing that it reads can change before it writes."""
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _is_still(path: Path) -> bool:
    """Whether nobody writes to the file: it stands in a folder where SQLite could not even note that it is read."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _reason(error: Exception) -> str:
    """What went wrong, in Chinese."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    known = (words for marks, words in _TOLD if any(mark in said for mark in marks))
    return next(known, f"数据库出错（{type(error).__name__}），没有写入任何内容，请重试")
