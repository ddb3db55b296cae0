"""How long the store takes with the findings of a province: ``python -m benchmarks.store --findings 100000``.

Prints seconds for recording a run, for the ledger, for filters with their numbers, and for decisions one by one and in
bulk, in SQLite.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.review.drafts import NO, YES, again, faulty, ledger
from workbench.findings import Severity
from workbench.review import Filter, Ledger, Status
from workbench.review.progress import by_family, by_reviewer, by_unit
from workbench.review.store import open_store

FILTERS = {
    "nothing asked": Filter(),
    "errors not yet decided": Filter(severities=(Severity.ERROR,), statuses=(Status.UNDECIDED,)),
    "one unit": Filter(units=("第7街道办事处",)),
    "a family, two words of text": Filter(families=("CF",), text="结果维持 总计"),
    "text that nothing holds": Filter(text="没有这样的文字"),
}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    wanted: int = parser.parse_args().findings
    made = drawn(wanted)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "audit.db") as store:
        with measured(f"record {wanted:,} findings"):
            store.record(made, "张三")
        with measured("the ledger, read anew"):
            found = store.ledger()
        for name, chosen in FILTERS.items():
            with measured(f"filter: {name}"):
                entries = chosen.select(found.entries)
            print(f"{'':34}{len(entries):>9,} findings")  # noqa: T201 - a script
        for name, count in (("unit", by_unit), ("family", by_family), ("reviewer", by_reviewer)):
            with measured(f"progress by {name}"):
                count(found)
        with measured("one decision"):
            store.decide(found.entries[:1], YES, "张三")
        with measured("the ledger, refreshed"):
            found = store.refreshed(found)
        with measured("10,000 decisions at once"):
            store.decide(found.entries[:10_000], NO, "张三")
        with measured("the ledger, refreshed"):
            found = store.refreshed(found)
        with measured("a second run of the same"):
            store.record(again(made), "张三")
        with measured("the ledger, read anew"):
            store.ledger()
        with measured("the chain walked"):
            store.verify()
        print(f"{'file':34}{(Path(folder) / 'audit.db').stat().st_size / 1e6:>9.1f} MB")  # noqa: T201 - as above


def drawn(wanted: int) -> Ledger:
    """A ledger of so many findings, ten a report: those of one audit, under other units and ids."""
    pattern = ledger(faulty())
    rng = random.Random(1)
    reports = [replace(pattern.reports[0], key=f"第{at}街道办事处 2023", unit=f"第{at}街道办事处", source=f"{at}.txt")
               for at in range(wanted // 10)]  # fmt: skip
    entries = [
        replace(rng.choice(pattern.entries), id=f"{at * 10 + each:016x}", unit=report.unit, about=report.key,
                source=report.source, severity=rng.choice(list(Severity)))
        for at, report in enumerate(reports)
        for each in range(10)
    ]  # fmt: skip
    coverage = [replace(one, key=report.key, source=report.source) for report in reports for one in pattern.coverage]
    return replace(pattern, reports=tuple(reports), entries=tuple(entries), coverage=tuple(coverage), undetermined=())


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long something takes."""
    begun = time.perf_counter()
    yield
    print(f"{name:34}{time.perf_counter() - begun:>9.3f} s")  # noqa: T201 - as above


if __name__ == "__main__":
    main()
