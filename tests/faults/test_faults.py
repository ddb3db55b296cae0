"""What happens to the store when something goes wrong: kills, crowds, a full disk. The scripts take larger counts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.drafts import YES, three
from tests.review.postgres import needed
from workbench.review.store import open_store

ROOT = Path(__file__).parents[2]


def said(*command: object) -> str:
    """What a script says that has found nothing wrong; it runs by itself, for it starts processes of its own."""
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, *map(str, command)], capture_output=True, text=True, check=False, timeout=300, cwd=ROOT
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


@pytest.mark.parametrize(("database", "kills"), [("sqlite", 20), ("postgresql", 10)])
def test_a_killed_process_loses_nothing_that_it_was_told(database: str, kills: int) -> None:
    """Nothing acknowledged is lost, nothing is doubled, no store is damaged."""
    if database == "postgresql":
        needed()
    told = said("-m", "tests.faults.kills", database, "--kills", kills)
    assert f"{database}: {kills} kills" in told
    assert re.search(r"[1-9]\d* acts acknowledged, [1-9]\d* cut off .*; 0 faults", told)


def test_a_crowd_loses_no_update() -> None:
    """Twenty reviewers on the same findings: each decision follows the one that its reviewer has seen."""
    needed()
    told = said("-m", "tests.faults.reviewers", "--reviewers", 20, "--decisions", 200)
    assert "200 decisions acknowledged" in told
    assert re.search(r"[1-9]\d* conflicts reported, 0 processes failed, 0 lost or unreported", told)


FULL = """
import resource, sys
from pathlib import Path
from tests.review.drafts import NO, YES
from workbench.errors import StoreError
from workbench.review.store import open_store
with open_store(sys.argv[1]) as store:
    ledger = store.ledger()
    log = Path(sys.argv[1] + "-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 300_000, resource.RLIM_INFINITY))
    told = None
    for at in range(1000):
        try:
            act = store.decide(ledger.entries, (YES, NO)[at % 2], "张三")
        except StoreError as error:
            told = str(error)
            break
        print(act)
        ledger = store.refreshed(ledger)
    assert told and "磁盘已满" in told, told
    assert store.refreshed(ledger) == ledger  # it can still be read
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(store.decide(ledger.entries, YES, "张三"))  # there is room again
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    """The error is in words, all that was acknowledged is there, and the work goes on when there is room again."""
    path = tmp_path / "audit.db"
    with open_store(path) as store:
        store.record(three(), "张三")
        store.decide(store.ledger().entries, YES, "张三")
        acts = said("-c", FULL, path).split()
        assert len(acts) > 2
        found = store.acts(limit=1000)
        assert set(acts) <= {one.act for one in found}
        assert len(acts) + 1 == len(found)
        assert () == store.verify().faults
