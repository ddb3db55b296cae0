"""Measures the search for copied sections: how its time grows with the batch, and whether copies are found.

Usage: python benchmarks/likeness.py [--sections 5000] [--rounds 3] [--seed 20261124] [--write]

Draws sections of sentences, some of them copies of others or of a text that thirty units use, looks for the copies in
batches of half the size, of that size and of double, all in one run, and prints a table; ``--write`` puts it into the
README beside this script. The same seed gives the same sections.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.readme import options, put  # noqa: E402 - found through the path set above
from workbench.likeness import Passage, likenesses  # noqa: E402

BOUND = 2.5
"""Doubling the batch must take less than this many times the time."""
SHARE = 0.8
COPIES = 0.1
GROUP = 30
LETTERS = [chr(0x4E00 + at) for at in range(1200)]
WORDS = 3000
POOL = 6000
SENTENCES = range(8, 25)


@dataclass(frozen=True)
class Measured:
    """A batch: its sections, the seconds of processor time of each round, planted copies and those found."""

    sections: int
    seconds: tuple[float, ...]
    planted: int
    caught: int
    strangers: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurement."""
    wanted = _arguments(arguments)
    sizes = (wanted.sections // 2, wanted.sections, wanted.sections * 2)
    measured = [_measured(size, wanted.rounds, wanted.seed) for size in sizes]
    table = _table(measured, wanted.seed)
    print(table)  # noqa: T201 - a command line script
    if wanted.write:
        put("likeness", table)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sections", type=int, default=5000, help="sections of the middle batch")
    parser.add_argument("--rounds", type=int, default=3, help="times that each batch is searched")
    return options(parser, "seed", "write").parse_args(arguments)


def _measured(size: int, rounds: int, seed: int) -> Measured:
    passages, planted = batch(size, seed)
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        found = {one.passage for one in likenesses(passages, SHARE)}
        seconds.append(time.process_time() - start)
    return Measured(size, tuple(seconds), len(planted), len(planted & found), len(found - planted))


def batch(size: int, seed: int) -> tuple[list[Passage], set[int]]:
    """Sections of as many units, and the places of those that have the share asked for in common with another one.

    Sentences come from a pool, so that unrelated sections share some, as those of real reports do.
    """
    rng = random.Random(f"{seed}/{size}")
    words = ["".join(rng.choices(LETTERS, k=rng.choice((1, 2, 2, 2, 3, 4)))) for _ in range(WORDS)]
    pool = ["".join(rng.choices(words, k=rng.randint(8, 16))) for _ in range(POOL)]
    drawn = [rng.choices(pool, k=rng.choice(SENTENCES)) for _ in range(size)]
    places = rng.sample(range(size), int(size * COPIES))
    originals = rng.sample(sorted(set(range(size)) - set(places)), len(places))
    used = [rng.choices(pool, k=16) for _ in range(max(size // 1000, 1))]
    for at, place in enumerate(places):
        group, within = divmod(at, GROUP)
        source = used[group] if group < len(used) else drawn[originals[at]]
        drawn[place] = _changed(rng, source, 0 if group < len(used) and within % 2 else 1)
    planted = set(places) | {originals[at] for at in range(len(used) * GROUP, len(places))}
    return [Passage("".join(sentences), f"单位{at}") for at, sentences in enumerate(drawn)], planted


def _changed(rng: random.Random, sentences: list[str], count: int) -> list[str]:
    """The sentences in another order, of one in eight the half left out: more than the share stays word for word."""
    found = list(sentences)
    for at in rng.sample(range(len(found)), count * len(found) // 8):
        found[at] = found[at][: len(found[at]) // 2]
    rng.shuffle(found)
    return found


def _table(measured: Sequence[Measured], seed: int) -> str:
    first, middle, last = (median(one.seconds) for one in measured)
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, seed {seed}, processor time, median of {len(measured[0].seconds)} rounds.",
        "",
        "| sections | seconds | times the half | copies planted | found | others reported |",
        "|---|---|---|---|---|---|",
    ]
    ratios = ("", f"{middle / first:.2f}", f"{last / middle:.2f}")
    lines += [
        f"| {one.sections} | {median(one.seconds):.1f} | {ratio} | {one.planted} | {one.caught} | {one.strangers} |"
        for one, ratio in zip(measured, ratios, strict=True)
    ]
    held = "holds" if last / middle < BOUND else "is broken"
    return "\n".join([*lines, "", f"Doubling takes less than {BOUND} times the time: {held}."])


if __name__ == "__main__":
    main()
