"""Measures the reading of narratives: false accusations, planted contradictions caught, and speed.

Usage: python benchmarks/narrative.py [--reports 2000] [--seed 20261124] [--jobs 2] [--write]

Writes reports with the generators of the tests, reads and audits them as files would be, and prints a table;
``--write`` puts it into the README beside this script. The same seed gives the same reports.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.readme import SPREAD, options, put  # noqa: E402 - found through the path set above
from tests.builders import as_text  # noqa: E402
from tests.generators.faulty import kinds  # noqa: E402
from tests.generators.judge import Accusation, Trial, accusations, findings_of, trial  # noqa: E402
from tests.generators.truthful import truthful  # noqa: E402
from workbench.claims import read_claims  # noqa: E402

NUMERALS = re.compile("[0-9０-９一二三四五六七八九十百千万零〇两]+")
LENGTH = 2000
SHOWN = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all three measurements."""
    wanted = _arguments(arguments)
    first = wanted.seed * SPREAD
    with ProcessPoolExecutor(wanted.jobs) as pool:
        seeds = range(first, first + wanted.reports)
        accused = [one for found in pool.map(accusations, seeds, chunksize=16) for one in found]
        named = [kinds()[at % len(kinds())] for at in range(wanted.reports)]
        trials = list(pool.map(trial, named, seeds, chunksize=16))
    table = "\n".join([*_head(wanted), *_accusations(accused, wanted.reports), *_trials(trials), *_speed(first)])
    print(table)  # noqa: T201 - a command line script
    for line in _examples(accused, trials):
        print(line)  # noqa: T201
    if wanted.write:
        put("results", table)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=2000, help="true reports, and as many with one contradiction")
    return options(parser, "seed", "jobs", "write").parse_args(arguments)


def _head(wanted: argparse.Namespace) -> list[str]:
    today = datetime.now(UTC).date().isoformat()
    return [f"{today}, seed {wanted.seed}, {wanted.reports} true reports, {wanted.reports} with one contradiction.", ""]


def _accusations(accused: list[Accusation], reports: int) -> list[str]:
    """How many errors and warnings true reports got, by check."""
    by_check = Counter(one.check for one in accused)
    hit = len({one.seed for one in accused})
    rows = [f"| {check} | {number} |" for check, number in by_check.most_common()]
    return [
        f"**True reports**: {len(accused)} errors or warnings, in {hit} of {reports} reports.",
        *(["", "| check | false |", "|---|---|", *rows] if rows else []),
        "",
    ]


def _trials(trials: Iterable[Trial]) -> list[str]:
    """The share of the planted contradictions that was caught, by kind."""
    by_kind: defaultdict[str, list[bool]] = defaultdict(list)
    for one in trials:
        by_kind[one.kind].append(one.caught)
    caught = sum(map(sum, by_kind.values()))
    total = sum(map(len, by_kind.values()))
    rows = [f"| {kind} | {len(all_)} | {sum(all_)} | {sum(all_) / len(all_):.1%} |" for kind, all_ in by_kind.items()]
    share = f"{caught / total:.2%}" if total else "-"
    return [
        f"**Planted contradictions**: {caught} of {total} caught, {share}.",
        "",
        "| kind | planted | caught | share |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _speed(first: int, texts: int = 60) -> list[str]:
    """Reading claims against merely finding the numerals of the same text; whole audits a second."""
    reports = [truthful(first + at).draft for at in range(texts)]
    narratives = _cut("".join(p for paragraphs in draft.texts.values() for p in paragraphs) for draft in reports)
    ratios, milliseconds = [], []
    for text in narratives:
        bare = _best(lambda text=text: sum(1 for _ in NUMERALS.finditer(text)))
        reading = _best(lambda text=text: len(read_claims(text, 2023)))
        ratios.append(reading / bare)
        milliseconds.append(reading * 1000)
    files = [as_text(draft) for draft in reports[:30]]
    start = time.perf_counter()
    for file in files:
        findings_of(file)
    rate = len(files) / (time.perf_counter() - start)
    measured = (
        f"**Speed**: reading the claims of {LENGTH:,} characters, median of {len(ratios)} texts:"
        f" {median(milliseconds):.1f} ms, {median(ratios):.1f} times a bare search for numerals."
        f" From text to findings: {rate:.1f} reports a second on one core."
    )
    return [measured]


def _cut(texts: Iterable[str]) -> list[str]:
    """The texts set end to end and cut to the typical length."""
    whole = "\n".join(texts)
    return [whole[at : at + LENGTH] for at in range(0, len(whole) - LENGTH, LENGTH)]


def _best(work: object, times: int = 5) -> float:
    """The shortest of a few runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        found.append(time.perf_counter() - start)
    return min(found)


def _examples(accused: list[Accusation], trials: list[Trial]) -> list[str]:
    """The first few of what went wrong, to look at."""
    false = [f"  {one.check} (true report {one.seed}): {one.message}\n    {one.sentences}" for one in accused]
    missed = [f"  {one.kind} {one.seed}: {one.description}\n    {one.sentence}" for one in trials if not one.caught]
    return ["", "False accusations:", *false[:SHOWN], "Missed:", *missed[:SHOWN]]


if __name__ == "__main__":
    main()
