"""The version of a store's schema: made where there is none, brought up where it is old, refused if it is not ours."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from workbench.errors import StoreError

VERSION_TABLE = "workbench_schema"
"""Where Alembic notes the version; a database without it is none of ours."""
VERSION = "0002"
"""The version that this package reads and writes."""
_KNOWN = ("0001", "0002")


def version(connection: Connection) -> str | None:
    """The version of the schema, None in an empty database. Raises StoreError in one that holds something else."""
    found = inspect(connection).get_table_names()
    if VERSION_TABLE in found:
        return str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar())  # noqa: S608 - ours
    if found:
        raise StoreError("该数据库中已有其他程序的数据，不能用作处理意见库，请另选一个文件或数据库。")
    return None


def refuse_unknown(found: str) -> None:
    """Raises StoreError where this package does not know the version."""
    if found not in _KNOWN:
        raise StoreError(f"处理意见库由更新版本的工作台建立（结构版本 {found}），请升级工作台后再打开。")


def upgrade(connection: Connection) -> None:
    """Make the schema, or bring it up to this package's version, within the transaction of the connection."""
    from alembic import command  # noqa: PLC0415 - needed for a new or an old store alone
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    command.upgrade(config, "head")
