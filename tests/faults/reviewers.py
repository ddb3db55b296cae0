"""Twenty reviewers, each a process of their own, decide on the same few findings in one PostgreSQL.

``python -m tests.faults.reviewers --reviewers 20 --decisions 2000``. Every decision names the state that it was taken
on. When all is over the journal must hold each decision once, and each must follow the very row that its reviewer had
looked at: no update was lost, and every conflict was reported.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import traceback
from dataclasses import dataclass

from sqlalchemy import select

from tests.faults.kills import filled
from tests.review.drafts import NO, YES
from tests.review.postgres import running
from workbench.review import Ledger
from workbench.review.model import ConflictError, Entry
from workbench.review.store import Store, open_store
from workbench.review.tables import journal


@dataclass(frozen=True)
class Taken:
    """A decision as its reviewer has taken it: the act, the finding, the version looked at, conflicts met before."""

    act: str
    finding: str
    version: int
    conflicts: int


def main(arguments: list[str] | None = None) -> int:
    """Let them decide, and say what was seen. Status 1 where an update was lost or a conflict not reported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--decisions", type=int, default=2000)
    chosen = parser.parse_args(arguments)
    with running() as server:
        url = server.database()
        held = filled(url)
        hear, tell = os.pipe()
        each = chosen.decisions // chosen.reviewers
        children = [_reviewer(url, held, number, each, tell) for number in range(chosen.reviewers)]
        os.close(tell)
        with os.fdopen(hear, encoding="ascii") as told:
            taken = [Taken(**json.loads(line)) for line in told]
        failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
        wrong = _wrong(url, taken)
    conflicts = sum(one.conflicts for one in taken)
    print(  # noqa: T201 - a script
        f"{chosen.reviewers} reviewers, {len(taken)} decisions acknowledged, {conflicts} conflicts reported, "
        f"{failed} processes failed, {len(wrong)} lost or unreported"
    )
    return int(bool(failed or wrong or len(taken) != each * chosen.reviewers))


def _reviewer(url: str, held: Ledger, number: int, decisions: int, tell: int) -> int:
    """Start a reviewer's process."""
    child = os.fork()
    if child:
        return child
    try:
        with open_store(url) as store:
            _work(store, held, f"审核员{number}", decisions, tell)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must not run on from here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _work(store: Store, held: Ledger, name: str, decisions: int, tell: int) -> None:
    """Decide on findings, often without looking whether anybody else has, and tell of each decision that was taken."""
    rng = random.Random(name)
    for at in range(decisions):
        if rng.random() < 0.5:
            held = store.refreshed(held)
        taken = _decide(store, rng.choice(held.entries), name, f"{name}-{at}", rng)
        os.write(tell, f"{json.dumps(vars(taken))}\n".encode("ascii"))  # short enough to be written at once


def _decide(store: Store, entry: Entry, name: str, act: str, rng: random.Random) -> Taken:
    """Decide; where others were quicker, look at what they decided, and mean it all the same."""
    conflicts = 0
    while True:
        try:
            store.decide([entry], rng.choice([YES, NO]), name, act=act)
        except ConflictError as conflict:
            (entry,) = conflict.entries
            conflicts += 1
        else:
            return Taken(act, entry.id, entry.version, conflicts)


def _wrong(url: str, taken: list[Taken]) -> list[str]:
    """The decisions that are missing or doubled, or that followed another row than the one that was looked at."""
    with open_store(url) as store:
        wrong = list(store.verify().faults)
        with store.database.reading() as connection:
            query = select(journal).where(journal.c.topic == "decision").order_by(journal.c.seq)
            rows = connection.execute(query).all()
    seen = {one.act: one for one in taken}
    last: dict[str, int] = {}
    for row in rows:
        one = seen.pop(row.act, None)
        if one is None or (one.finding, one.version) != (row.subject, last.get(row.subject, 0)):
            wrong.append(row.act)
        last[row.subject] = row.seq
    return [*wrong, *seen]


if __name__ == "__main__":
    sys.exit(main())
