"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors, for some tests wait: for programs, pages and the disk."""
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (known or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _no_kept_readings() -> Iterator[None]:
    """Every file is read anew; a test of the cache says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CACHE", "off")
        yield
