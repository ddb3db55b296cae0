"""The journal: nothing of it can be changed, and where somebody has the means to, it is found out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Executable, create_engine, delete, insert, literal, select, text, update

from tests.review.drafts import NO, YES, again, faulty, report, three
from workbench.errors import StoreError
from workbench.review.ledger import Fault
from workbench.review.store import Store, open_store
from workbench.review.tables import journal, metadata

TABLES = ("runs", "reports", "failures", "findings", "heads", "sightings", "journal")
COLUMNS = ("seq", "act", "position", "topic", "kind", "subject", "target", "reviewer", "at", "body", "previous", "hash")


@pytest.fixture
def used(store: Store) -> Store:
    """A store in which something of everything was done."""
    fill(store)
    return store


def fill(store: Store) -> None:
    """A run with an unread file, decisions, some taken back and put in force again, and one of everything else."""
    store.record(replace(three(), failures=(Fault("坏.txt", "文件是空的。"),)), "张三")
    found = store.ledger()
    act = store.decide(found.entries, YES, "张三")
    store.undo(act, "张三")
    store.redo(act, "张三")
    store.assign([found.reports[0].key], "李四", "张三")
    store.correct(report(faulty()), "disputes.review.total", "0", "原件为0", "张三")
    store.sign_off(store.ledger(), found.reports[0].key, "王五")
    store.record(again(three()), "张三")


@contextmanager
def tampering(store: Store) -> Iterator[Connection]:
    """The store's database in the hands of somebody who may do everything: without triggers and without references."""
    engine = create_engine(store.database.url)
    with engine.begin() as connection:
        if engine.name == "sqlite":
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for (name,) in triggers.all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        yield connection
    engine.dispose()


def test_a_store_in_order_is_in_order(used: Store) -> None:
    """Every row carries on from the one before; the head is the ledger's, and one noted before is found again."""
    found = used.verify()
    assert () == found.faults
    assert used.ledger().seq == found.rows
    assert used.ledger().head == found.head
    assert re.fullmatch("[0-9a-f]{64}", found.head)
    used.decide(used.ledger().entries, NO, "张三")
    assert () == used.verify(found.head).faults


def test_nothing_is_changed_and_nothing_removed(used: Store) -> None:
    """The database itself refuses, whichever table, whoever asks; PostgreSQL's TRUNCATE, which asks no row, as well."""
    postgresql = used.database.url.get_backend_name() == "postgresql"
    for table in TABLES:
        there = metadata.tables[table]
        column = list(there.c)[-1]
        orders: list[Executable] = [update(there).values({column: column}), delete(there)]
        for order in [*orders, *[text(f"TRUNCATE {table} CASCADE")] * postgresql]:
            with pytest.raises(StoreError, match="只能追加"), used.database.writing() as connection:
                connection.execute(order)


def test_nothing_is_replaced(copied: Store) -> None:
    """SQLite's REPLACE, which removes rows without asking the triggers on removal, finds nothing that it may remove."""
    for table in TABLES:
        there = metadata.tables[table]
        changed = {"record", "head", "reviewer", "about"}
        columns = [literal("x") if column.name in changed else column for column in there.c]
        with copied.database.reading() as connection:
            before = connection.execute(select(there)).all()
        assert before, table
        with suppress(StoreError), copied.database.writing() as connection:
            names = [column.name for column in there.c]
            connection.execute(insert(there).prefix_with("OR REPLACE").from_select(names, select(*columns)))
        with copied.database.reading() as connection:
            assert before == connection.execute(select(there)).all()
    assert () == copied.verify().faults


def test_a_row_that_does_not_follow_is_refused(used: Store) -> None:
    """A row out of turn, or that does not carry the last hash, does not enter, whoever writes it."""
    seq, head = used.verify().rows, used.verify().head
    row = "INSERT INTO journal VALUES ({}, 'x', 0, 'decision', 'confirmed', 'x', NULL, 'x', 'x', '{{}}', '{}', 'x')"
    for statement in (row.format(seq + 2, head), row.format(seq + 1, "0" * 64), row.format(seq, head)):
        with pytest.raises(StoreError), used.database.writing() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_row_is_found(copied: Store, column: str) -> None:
    """Whichever column of a row in the middle is another: the walk names the row."""
    value = {"seq": 1000, "position": 7, "target": 1}.get(column, "x")
    with tampering(copied) as connection:
        connection.execute(update(journal).where(journal.c.seq == 3).values({column: value}))
    found = copied.verify()
    assert any("3" in fault or "4" in fault for fault in found.faults)


@pytest.mark.parametrize(
    ("orders", "told"),
    [
        (["DELETE FROM journal WHERE seq = 3"], "第3行至第3行缺失"),
        (["DELETE FROM journal WHERE seq = 1"], "第1行至第1行缺失"),
        (
            [
                "UPDATE journal SET seq = 1000 WHERE seq = 3",
                "UPDATE journal SET seq = 3 WHERE seq = 4",
                "UPDATE journal SET seq = 4 WHERE seq = 1000",
            ],
            "不衔接",
        ),
        (["UPDATE reports SET sha256 = 'x' WHERE run = 1 AND position = 0"], "第1次核查的结果被改动"),
        (["UPDATE findings SET record = '{}'"], "第1次核查的结果被改动"),
        (["UPDATE heads SET head = replace(head, '3', '4')"], "问题的摘要与其记录不符"),
        (["UPDATE heads SET head = '{}'"], "问题的摘要与其记录不符"),
        (["UPDATE heads SET content = content || 'x'"], "问题的摘要与其记录不符"),
        (["DELETE FROM heads WHERE content = (SELECT max(content) FROM heads)"], "1个问题的摘要.*删除"),
        (["DELETE FROM sightings WHERE run = 2 AND position = 0"], "第2次核查的结果被改动"),
        (["UPDATE runs SET record = '{}' WHERE number = 2"], "第2次核查的结果被改动"),
        (["DELETE FROM runs WHERE number = 2"], "第2次核查的结果被改动、删除"),
        (["INSERT INTO runs SELECT 3, at, whole, record, context FROM runs WHERE number = 2"], "第3次.*未经登记"),
    ],
)
def test_what_was_removed_reordered_or_slipped_in_is_found(copied: Store, orders: list[str], told: str) -> None:
    """Rows taken out, swapped, or put in; runs that are no longer what was recorded."""
    with tampering(copied) as connection:
        for order in orders:
            connection.execute(text(order))
    assert re.search(told, "；".join(copied.verify().faults))


def test_cutting_off_the_end_is_found_by_a_head_that_was_noted(used: Store) -> None:
    """The chain alone cannot tell that the last rows are gone; the hash that was written down elsewhere does."""
    noted = used.verify().head
    with tampering(used) as connection:
        connection.execute(text("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"))
        connection.execute(text("DELETE FROM sightings WHERE run = 2"))
        connection.execute(text("DELETE FROM reports WHERE run = 2"))
        connection.execute(text("DELETE FROM runs WHERE number = 2"))
    assert () == used.verify().faults
    assert any(noted in fault for fault in used.verify(noted).faults)


def test_tampering_is_found_in_either_database(used: Store) -> None:
    """A decision that reads otherwise than it was written, whatever keeps it."""
    with tampering(used) as connection:
        connection.execute(update(journal).where(journal.c.seq == 3).values(kind="dismissed"))
    assert ("第3行被改动",) == used.verify().faults


@pytest.fixture
def copied(written: bytes, tmp_path: Path) -> Iterator[Store]:
    """A copy of a used store in a file."""
    (tmp_path / "a.db").write_bytes(written)
    with open_store(tmp_path / "a.db") as store:
        yield store


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A used store as a file."""
    path = tmp_path_factory.mktemp("store") / "a.db"
    with open_store(path) as store:
        fill(store)
    return path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@example(change=(1, "body", 0, "x"))
@example(change=(2, "topic", 0, ""))
@example(change=(2, "topic", 60, "run"))
@given(change=st.tuples(st.integers(1, 12), st.sampled_from(COLUMNS[3:]), st.integers(0, 60), st.text(max_size=3)))
def test_any_change_to_any_row_is_found(written: bytes, tmp_path: Path, change: tuple[int, str, int, str]) -> None:
    """Somewhere in some column of some row some characters are others: the walk says that something is wrong."""
    (tmp_path / "a.db").write_bytes(written)
    row, name, at, put = change
    column = journal.c[name]
    with open_store(tmp_path / "a.db") as store:
        with tampering(store) as connection:
            old = connection.scalar(select(column).where(journal.c.seq == row))
            new = f"{str(old or '')[:at]}{put}{str(old or '')[at + 1 :]}"
            value = None if name == "target" and not re.fullmatch("[0-9]{1,9}", new) else new
            connection.execute(update(journal).where(journal.c.seq == row).values({name: value}))
            now = connection.scalar(select(column).where(journal.c.seq == row))
        assert (now == old) is (store.verify().faults == ())
