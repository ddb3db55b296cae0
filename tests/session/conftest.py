"""A desk, and the same store as somebody else has it open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.desks import OPEN, Desk, desk
from workbench.review.store import Store, open_store


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Whatever was opened is closed in the end."""
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """A desk over three units, of which the last has no findings of severity error."""
    return desk(tmp_path)


@pytest.fixture
def other(at: Desk, tmp_path: Path) -> Iterator[Store]:
    """The same store, as somebody else has it open."""
    assert at.session.store
    with open_store(tmp_path / "audit.db") as opened:
        yield opened
