"""What the tests of the review room share: reports that are audited in memory, stores in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.postgres import Server, running
from workbench.review.store import Store, open_store


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of a process."""
    with running(lasting=False) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store is to be, once in each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "audit.db")
        return
    server: Server = request.getfixturevalue("server")
    made = server.database(server.prepared)
    yield made
    server.drop(made)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A new store, once in each database."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    """A new store in a file."""
    with open_store(tmp_path / "audit.db") as opened:
        yield opened
