"""A desk, and the same store as somebody else has it open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.desks import Desk, desk
from workbench.review.store import Store, open_store


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    """A desk over three units, of which the last has no findings of severity error."""
    opened = desk(tmp_path)
    yield opened
    opened.session.close()


@pytest.fixture
def other(at: Desk, tmp_path: Path) -> Iterator[Store]:
    """The same store, as somebody else has it open."""
    assert at.session.store
    with open_store(tmp_path / "audit.db") as opened:
        yield opened
