"""Stores that an older package made: brought up to this one's version with all that is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, select, text

from tests.review.drafts import again
from tests.review.postgres import Server
from tests.review.test_chain import fill
from tests.review.test_heads import folded, is_there
from workbench.errors import StoreError
from workbench.review import migrations, schema
from workbench.review.database import address
from workbench.review.ledger import Ledger
from workbench.review.store import Store, open_store
from workbench.review.tables import metadata

BEFORE = [table for table in metadata.sorted_tables if table.name != "heads"]
"""The tables of version 0001."""


@pytest.fixture
def old(store: Store, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store of version 0001 is that has all that was done in the new one."""
    fill(store)
    store.record(again(folded()), "张三")
    on_server = store.database.url.get_backend_name() == "postgresql"
    server: Server | None = request.getfixturevalue("server") if on_server else None
    url = server.database() if server else str(tmp_path / "old.db")
    engine = create_engine(address(url))
    with store.database.reading() as source, engine.begin() as connection:
        first_version(connection)
        for table in BEFORE:
            rows = source.execute(select(table).order_by(*table.primary_key)).mappings().all()
            for row in rows:
                connection.execute(table.insert(), dict(row))
    engine.dispose()
    return url


def first_version(connection: Connection) -> None:
    """Make the schema as the first version has it."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    command.upgrade(config, "0001")


def version(engine: Engine) -> str | None:
    """The version of a store's schema."""
    with engine.connect() as connection:
        return schema.version(connection)


def test_an_old_store_is_brought_up_with_all_that_is_in_it(store: Store, old: str) -> None:
    """The same ledger, evidence included, the same decisions and chain; so for whoever opens it next."""
    engine = create_engine(address(old))
    assert "0001" == version(engine)
    for _ in range(2):
        with open_store(old) as upgraded:
            found = upgraded.ledger()
            assert not any(map(is_there, found.entries))
            assert_same(store.ledger(), found)
            assert store.verify() == upgraded.verify()
            assert () == upgraded.verify().faults
            assert store.acts() == upgraded.acts()
            assert store.corrections() == upgraded.corrections()
    assert schema.VERSION == version(engine)
    engine.dispose()


def assert_same(wanted: Ledger, found: Ledger) -> None:
    """The two ledgers are the same, finding by finding."""
    for before, after in zip((*wanted.entries, *wanted.vanished), (*found.entries, *found.vanished), strict=True):
        assert before == after
    assert wanted == found


def test_work_goes_on_in_a_store_that_was_brought_up(old: str) -> None:
    """A run that finds the same again and something else beside is recorded; what was upgraded is only added to."""
    with open_store(old) as store:
        before = store.ledger()
        store.record(again(folded()), "张三")
        assert [one.evidence for one in before.entries] == [one.evidence for one in store.ledger().entries]
        assert () == store.verify().faults
        for order in ("UPDATE heads SET head = 'x'", "DELETE FROM heads"):
            with pytest.raises(StoreError, match="只能追加"), store.database.writing() as connection:
                connection.execute(text(order))


def test_an_old_store_is_not_brought_up_by_who_may_only_read(old: str) -> None:
    """It is told what to do, and the store stays as it was."""
    with pytest.raises(StoreError, match="旧版"):
        open_store(old, readonly=True)
    engine = create_engine(address(old))
    assert "0001" == version(engine)
    engine.dispose()


def test_a_record_that_was_spoilt_before_is_told_of_afterwards(tmp_path: Path) -> None:
    """The store is brought up all the same, so that the walk along the chain can say what is wrong with it."""
    path = tmp_path / "a.db"
    engine = create_engine(address(path))
    with engine.begin() as connection:
        first_version(connection)
        connection.execute(text("INSERT INTO findings VALUES ('a', '{}')"))
    engine.dispose()
    with open_store(path) as store:
        assert any("1个问题的摘要与其记录不符（a）" in fault for fault in store.verify().faults)
