"""Opening a store: where it is, whose it is, which version it is of, and what is said where it cannot be opened."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url, text

from tests.review.drafts import YES, three
from tests.review.postgres import Server
from workbench.errors import StoreError
from workbench.review import migrations, schema
from workbench.review.database import address
from workbench.review.store import open_store
from workbench.review.tables import metadata


@pytest.mark.parametrize(
    ("where", "url"),
    [
        ("审计/audit.db", "sqlite:///审计/audit.db"),
        (Path("/data/audit.db"), "sqlite:////data/audit.db"),
        ("sqlite:///audit.db", "sqlite:///audit.db"),
        ("postgresql://a:b@host/db", "postgresql+psycopg://a:b@host/db"),
        ("postgresql+psycopg://host/db", "postgresql+psycopg://host/db"),
    ],
)
def test_a_store_is_named_by_a_path_or_a_url(where: str | Path, url: str) -> None:
    """A plain path means SQLite."""
    assert make_url(url) == address(where)


@pytest.mark.parametrize(
    "where", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "http://host/", "nix://", "://"]
)
def test_what_is_no_store_is_refused(where: str) -> None:
    """Another database, one in memory, no address at all: the message says what is right."""
    with pytest.raises(StoreError, match="文件路径"):
        open_store(where)


def test_a_password_is_not_shown() -> None:
    """An error names the database without the password."""
    with pytest.raises(StoreError, match="无法连接数据库") as told:
        open_store("postgresql://inspector:geheim@127.0.0.1:9/db")
    assert "geheim" not in str(told.value)


def test_a_path_that_cannot_be(tmp_path: Path) -> None:
    """A folder that does not exist, a folder instead of a file, a file that is none of ours."""
    (tmp_path / "a.txt").write_text("收到申请3件。" * 1000, "utf-8")
    for name, told in (("没有/a.db", "无法打开"), ("", "无法打开"), ("a.txt", "不是处理意见库或已损坏")):
        with pytest.raises(StoreError, match=told):
            open_store(tmp_path / name)


def test_reading_makes_no_store(tmp_path: Path) -> None:
    """What only reads a store does not make one; the message says how one is made."""
    for readonly in (False, True):
        with pytest.raises(StoreError, match="没有找到"):
            open_store(tmp_path / "a.db", create=False, readonly=readonly)
    assert not (tmp_path / "a.db").exists()


def test_a_store_without_runs_says_so(url: str) -> None:
    """There is nothing to show before the first audit."""
    with open_store(url) as store, pytest.raises(StoreError, match="还没有核查结果"):
        store.ledger()


def test_the_schema_is_as_declared(url: str) -> None:
    """What the migrations make is what queries take for granted, in both databases; the version is the last one's."""
    open_store(url).close()
    engine = create_engine(address(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        assert [] == compare_metadata(context, metadata)
        assert schema.VERSION == context.get_current_revision()
    engine.dispose()
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert [schema.VERSION] == scripts.get_heads()


def test_a_newer_store_is_refused(url: str) -> None:
    """Its version is named, and nothing in it is touched."""
    open_store(url).close()
    change(url, "UPDATE workbench_schema SET version_num = '0999'")
    for readonly in (False, True):
        with pytest.raises(StoreError, match=r"更新版本.*0999"):
            open_store(url, readonly=readonly)


def test_a_foreign_database_is_refused(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A database that holds another program's tables is left alone."""
    server: Server = request.getfixturevalue("server")
    for url in (str(tmp_path / "a.db"), server.database()):
        change(url, "CREATE TABLE letters (id INTEGER)")
        with pytest.raises(StoreError, match="其他程序"):
            open_store(url)


def change(url: str, statement: str) -> None:
    """Change a database as another program would."""
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


TOGETHER = """
import os, sys
from workbench.review.store import open_store
children = []
for url in sys.argv[1:] * 4:
    child = os.fork()
    if not child:
        open_store(url).close()
        os._exit(0)
    children.append(child)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


def test_many_open_a_new_store_at_once(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Whoever comes first makes it, and nobody fails."""
    server: Server = request.getfixturevalue("server")
    urls = [str(tmp_path / "a.db"), server.database()]
    subprocess.run([sys.executable, "-c", TOGETHER, *urls], check=True, timeout=120)  # noqa: S603 - ours
    for url in urls:
        with open_store(url) as store:
            assert () == store.verify().faults


def test_sqlite_writes_through(tmp_path: Path) -> None:
    """A log beside the file, written through at each commit, references kept."""
    with open_store(tmp_path / "a.db") as store, store.database.writing() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                    ("journal_mode", "synchronous", "foreign_keys")]  # fmt: skip
    assert ["wal", 2, 1] == settings


def test_postgresql_writes_through_whatever_the_server_is_set_to(request: pytest.FixtureRequest) -> None:
    """A server that is set to answer before it has written is asked not to."""
    server: Server = request.getfixturevalue("server")
    url = server.database()
    change(url, f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = off")
    with open_store(url) as store, store.database.writing() as connection:
        assert "on" == connection.exec_driver_sql("SHOW synchronous_commit").scalar()


@pytest.fixture
def closed() -> Iterator[Path]:
    """A store with a decision in it, in a folder and a file that everybody may read and nobody write to."""
    folder = Path(tempfile.mkdtemp(prefix="workbench-"))  # pytest's own folders are closed to others
    path = folder / "audit.db"
    with open_store(path) as store:
        store.record(three(), "张三")
        store.decide(store.ledger().entries, YES, "张三")
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


READ = """
import os, sys, tempfile
from workbench.errors import StoreError
from workbench.review.store import open_store
open_store(tempfile.mkdtemp() + "/a.db").close()  # all that is loaded late is loaded
if os.geteuid() == 0:  # root may write whatever the mode says
    os.setuid(65534)
with open_store(sys.argv[1], readonly=True) as store:
    ledger = store.ledger()
    print(*(entry.status for entry in ledger.entries), store.verify().faults)
    try:
        store.look_at("x", "张三")
    except StoreError as error:
        print(str(error).rpartition("：")[2])
try:
    with open_store(sys.argv[1]) as store:
        store.record(ledger, "张三")
except StoreError as error:
    print(str(error).rpartition("：")[2])
"""


def test_a_store_that_may_only_be_read(closed: Path) -> None:
    """It can be read, verified and exported; writing to it is refused in words, and it stays as it was."""
    before = closed.read_bytes()
    command = [sys.executable, "-c", READ, str(closed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)  # noqa: S603 - our own
    told = "处理意见库是只读的，请检查文件、文件夹和帐号的写入权限。"
    assert ["confirmed confirmed confirmed ()", told, told] == done.stdout.splitlines()
    assert before == closed.read_bytes()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """Bytes in the middle of the file that are others: an error in words or a fault of the walk, never silence."""
    path = tmp_path / "a.db"
    with open_store(path) as store:
        store.record(three(), "张三")
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data) - 4096, 2048):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    assert any("损坏" in fault for fault in walked(path))


def walked(path: Path) -> list[str]:
    """What a walk along the chain says, or why there is none."""
    try:
        with open_store(path) as store:
            return [*store.verify().faults]
    except StoreError as error:
        return [str(error)]


def test_what_sqlite_holds_can_be_read_by_any_tool(tmp_path: Path) -> None:
    """The current state is a view: the last decision on each finding that was not taken back."""
    with open_store(tmp_path / "a.db") as store:
        store.record(three(), "张三")
        first, *_ = store.ledger().entries
        store.decide([first], YES, "张三")
        act = store.decide(store.ledger().entries, YES, "李四")
        store.undo(act, "李四")
    raw = sqlite3.connect(tmp_path / "a.db")
    told = raw.execute("SELECT subject, kind, reviewer FROM current_state WHERE topic = 'decision'").fetchall()
    raw.close()
    assert [(first.id, "confirmed", "张三")] == told
