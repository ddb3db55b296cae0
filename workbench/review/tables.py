"""The store's tables and views, as queries name them; what makes them stands in the migrations.

All tables but ``bookmarks`` are only ever added to. ``journal`` holds what people did: each row carries the hash of the
one before it. A row's ``topic`` is what it is about (a decision, a correction, a sign-off, an assignment, a run), its
``subject`` which one; ``kind`` is the decision's, or ``undo`` and ``redo`` of the row ``target``. ``runs``,
``reports``, ``failures``, ``sightings`` and ``findings`` hold what audits found; a run's row in the journal has the
digest of its part of them. ``heads`` holds nothing of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Column("context", Text, nullable=False),
)
"""The runs. ``whole``: all reports known till then were part of it. ``context``: its checks and its roster."""

reports = Table(
    "reports",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("sha256", String, nullable=False),
    Column("record", Text, nullable=False),
    Column("coverage", Text, nullable=False),
    Column("undetermined", Text, nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("record", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("content", String, primary_key=True),
    Column("record", Text, nullable=False),
)
"""Findings as runs made them, each once however many runs made it just so; ``content`` is its hash."""

heads = Table(
    "heads",
    metadata,
    Column("content", String, ForeignKey("findings.content"), primary_key=True),
    Column("head", Text, nullable=False),
)
"""Of each finding what is needed of all of them at once; made of the record, and of nothing else."""

sightings = Table(
    "sightings",
    metadata,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("finding", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("about", String, nullable=False),
    Column("content", String, ForeignKey("findings.content"), nullable=False),
    Index("ix_sightings_finding", "finding", "run"),
    Index("ix_sightings_about", "about", "run"),
)
"""Which run made which finding: its id, the digest of its figures, the key of the report."""

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("act", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("topic", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("target", BigInteger, ForeignKey("journal.seq"), index=True),
    Column("reviewer", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    UniqueConstraint("act", "position"),
    Index("ix_journal_subject", "topic", "subject", "seq"),
)

bookmarks = Table(
    "bookmarks",
    metadata,
    Column("reviewer", String, primary_key=True),
    Column("finding", String, nullable=False),
)
"""The finding that each reviewer looked at last."""

_views = MetaData()
_ROW = ("act", "topic", "kind", "subject", "reviewer", "at", "body")

history = Table(
    "history",
    _views,
    Column("seq", BigInteger),
    *(Column(name, String) for name in _ROW),
    Column("undone", Integer),
)
"""The journal's rows but those that undo and redo; ``undone`` is 1 where a row was taken back."""

current_state = Table("current_state", _views, Column("seq", BigInteger), *(Column(name, String) for name in _ROW))
"""The last row of each topic and subject that was not taken back."""

DECISION, CORRECTION, SIGN_OFF, ASSIGNMENT, RUN = "decision", "correction", "sign_off", "assignment", "run"
"""The topics."""
UNDO, REDO = "undo", "redo"
