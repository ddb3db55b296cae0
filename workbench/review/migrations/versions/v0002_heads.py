"""Heads beside the records of findings, so that a list of all of them need not read their evidence."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from workbench.errors import StoreError
from workbench.review.heads import head_of_record

revision = "0002"
down_revision = "0001"

SQL = Path(__file__).parents[1] / "sql"
_CHUNK = 2_000


def upgrade() -> None:
    """Make the table, fill it from the records that are there, and see that it is only added to."""
    made = op.create_table(
        "heads",
        sa.Column("content", sa.String, sa.ForeignKey("findings.content"), primary_key=True),
        sa.Column("head", sa.Text, nullable=False),
    )
    _fill(made)
    for statement in (SQL / f"0002-{op.get_bind().dialect.name}.sql").read_text("utf-8").split("\n\n"):
        op.execute(statement)


def _fill(made: sa.Table) -> None:
    """Write the heads of all records, some at a time, in the order of their hashes."""
    findings = sa.table("findings", sa.column("content"), sa.column("record"))
    query = sa.select(findings).order_by(findings.c.content).limit(_CHUNK)
    last = ""
    while rows := op.get_bind().execute(query.where(findings.c.content > last)).all():
        heads = [{"content": row.content, "head": head} for row in rows if (head := _head(row.record))]
        if heads:
            op.get_bind().execute(made.insert(), heads)
        last = rows[-1].content


def _head(record: str) -> str:
    """The head of a record; none of one that somebody has spoilt, which the walk along the chain tells of."""
    try:
        return head_of_record(record)
    except StoreError:
        return ""
