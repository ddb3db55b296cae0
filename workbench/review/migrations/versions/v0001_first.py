"""The first schema: runs and what they found, the journal, and the views and triggers that go with it."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    """Make tables, views and triggers."""
    _found()
    _done()
    for name in ("views", op.get_bind().dialect.name):
        for statement in (SQL / f"0001-{name}.sql").read_text("utf-8").split("\n\n"):
            op.execute(statement)


def _found() -> None:
    """What audits found."""
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
    )
    op.create_table(
        "reports",
        *_place(),
        sa.Column("key", sa.String, nullable=False, index=True),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("coverage", sa.Text, nullable=False),
        sa.Column("undetermined", sa.Text, nullable=False),
    )
    op.create_table(
        "failures",
        *_place(),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "findings",
        sa.Column("content", sa.String, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "sightings",
        *_place(),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("content", sa.String, sa.ForeignKey("findings.content"), nullable=False),
        sa.Index("ix_sightings_finding", "finding", "run"),
        sa.Index("ix_sightings_about", "about", "run"),
    )


def _place() -> tuple[sa.Column[int], ...]:
    """The run, and the place within it."""
    return (
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
    )


def _done() -> None:
    """What people did, and where they stopped."""
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("target", sa.BigInteger, sa.ForeignKey("journal.seq"), index=True),
        sa.Column("reviewer", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.UniqueConstraint("act", "position"),
        sa.Index("ix_journal_subject", "topic", "subject", "seq"),
    )
    op.create_table(
        "bookmarks",
        sa.Column("reviewer", sa.String, primary_key=True),
        sa.Column("finding", sa.String, nullable=False),
    )
