"""Measures the reading of files: every cell and the narrative of known reports in every appearance, and the speed.

Usage: python benchmarks/extraction.py [--seed 20261124] [--reports 1] [--only NAME ...] [--quick]
    [--keep FOLDER] [--write]

Draws reports whose cells all differ and the bundled ones, reads the files as any others are read, and prints two
tables; ``--write`` puts them into the README beside this script.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.appearances import APPEARANCES, Appearance, build, speed  # noqa: E402 - found through the path set above
from benchmarks.appearances.catalogue import EXACT  # noqa: E402
from benchmarks.appearances.drafts import bundled, different  # noqa: E402
from benchmarks.appearances.making import there  # noqa: E402
from benchmarks.appearances.scoring import IN_ORDER, Order, in_order, outcomes  # noqa: E402
from benchmarks.readme import options, put  # noqa: E402
from tests.builders import Draft  # noqa: E402
from workbench.errors import WorkbenchError  # noqa: E402
from workbench.reports import read  # noqa: E402

SPREAD = 1000
TARGETS = {"html": 1.0, "word": 1.0, "sheet": 1.0, "text": 1.0, "office": 0.999, "pdf": 0.999, "scan": 0.985}
_OUTCOMES = ("doubtful", "flagged", "missing", "silent")


@dataclass
class Score:
    """What became of the cells and the narrative of the reports of one appearance."""

    appearance: Appearance
    cells: Counter[str] = field(default_factory=Counter)
    found: int = 0
    of: int = 0
    surplus: int = 0
    seconds: float = 0.0
    reports: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All cells."""
        return sum(self.cells.values())

    @property
    def right(self) -> int:
        """The cells whose value is given and right, those included that are said to be doubtful."""
        return self.cells["exact"] + self.cells["doubtful"]

    @property
    def meets(self) -> bool:
        """Whether the targets are met."""
        exact = self.total > 0 and self.right >= TARGETS[self.appearance.group] * self.total
        return (
            exact and not self.cells["silent"] and (self.appearance.group == "scan" or self.found >= IN_ORDER * self.of)
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both measurements."""
    wanted = _arguments(arguments)
    chosen = [one for one in APPEARANCES.values() if not wanted.only or any(name in one.name for name in wanted.only)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(wanted.keep or scratch)
        # first, as long as nothing is left in the memory of what was read, nor threads of the recogniser
        speeds = list(speed.table(folder, quick=wanted.quick)) if wanted.speed or not wanted.only else []
        scores = []
        for one in chosen:
            scores.append(_measured(one, wanted, folder))
            _show(scores[-1], wanted)
    table = "\n".join([*_head(wanted), *_exactness(scores), *speeds])
    print(table)  # noqa: T201 - a command line script
    if wanted.write:
        put("extraction", table)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=1, help="drawn reports for each appearance")
    parser.add_argument("--only", nargs="*", default=(), help="appearances whose names contain one of these")
    parser.add_argument("--quick", action="store_true", help="one report for each appearance, short runs of the speed")
    parser.add_argument("--speed", action="store_true", help="the speed too where --only is given")
    parser.add_argument("--keep", help="the folder that the files are left in")
    return options(parser, "seed", "write").parse_args(arguments)


def _show(score: Score, wanted: argparse.Namespace) -> None:
    """Progress, and what went wrong, on the other stream."""
    print(_row(score), file=sys.stderr)  # noqa: T201 - a command line script
    for note in score.notes[: 20 if wanted.only else 6]:
        print(f"    {note}", file=sys.stderr)  # noqa: T201


# -- exactness --------------------------------------------------------------------------------------------


def _measured(one: Appearance, wanted: argparse.Namespace, folder: Path) -> Score:
    score = Score(one)
    if not there(one.program):
        score.notes.append(f"{one.program} is not on this machine")
        return score
    drafts = _drafts(one, wanted)
    files = build(one, drafts, folder / one.name, wanted.seed)
    for draft, path in zip(drafts, files, strict=True):
        _score(score, draft, path)
    return score


def _drafts(one: Appearance, wanted: argparse.Namespace) -> list[Draft]:
    """Drawn reports, and the bundled: all where nothing may be lost, else one, another for each appearance."""
    at = list(APPEARANCES).index(one.name)
    drawn = [different(wanted.seed * SPREAD + at * 10 + number) for number in range(wanted.reports)]
    if wanted.quick or one.group == "scan":
        return drawn[:1]
    known = bundled()
    return drawn + (known if one.group in EXACT else [known[at % len(known)]])


def _score(score: Score, draft: Draft, path: Path) -> None:
    start = time.perf_counter()
    report = None
    try:
        report = read(path)
    except WorkbenchError as error:
        score.notes.append(f"{path.name}: {error}")
    except Exception as error:  # noqa: BLE001 - a reader that fails is a result
        score.notes.append(f"{path.name}: {type(error).__name__}: {error}")
    score.seconds += time.perf_counter() - start
    score.reports += 1
    for key, outcome in outcomes(draft, report, scan=score.appearance.group == "scan").items():
        score.cells[outcome] += 1
        if outcome != "exact" and report:
            fact, value = report.fact(key), draft.values[key]
            score.notes.append(f"{path.name} {key}: {value} -> {fact.state} {fact.raw!r} {fact.doubt} [{outcome}]")
    _score_narrative(score, in_order(draft, report))


def _score_narrative(score: Score, order: Order) -> None:
    score.found += order.found
    score.of += order.of
    score.surplus += order.surplus
    if order.found < IN_ORDER * order.of:
        score.notes.append(f"narrative: {order.found} of {order.of} characters in order")


# -- tables -----------------------------------------------------------------------------------------------


def _head(wanted: argparse.Namespace) -> list[str]:
    today = datetime.now(UTC).date().isoformat()
    return [f"{today}, seed {wanted.seed}.", ""]


def _exactness(scores: Iterable[Score]) -> list[str]:
    names = (
        "appearance | reports | cells right | of them doubted | doubted, wrong | missing | silently wrong "
        "| in order | surplus | s"
    )
    lines = [f"| {names} | |", "|---|" + "---|" * names.count("|") + "---|"]
    lines += [_row(score) for score in scores]
    return [*lines, "", *_totals(list(scores)), ""]


def _row(score: Score) -> str:
    if not score.reports:
        return f"| {score.appearance.name} | not there |" + " |" * 9
    cells, total = score.cells, score.total
    verdict = "rare" if score.appearance.rare else "" if score.meets else "**below**"
    order, surplus = (f"{number / score.of:.2%}" if score.of else "-" for number in (score.found, score.surplus))
    counts = [score.reports, f"{score.right / total:.2%}", *(cells[name] for name in _OUTCOMES)]
    rest = [order, surplus, f"{score.seconds / score.reports:.2f}", verdict]
    return f"| {' | '.join(map(str, (score.appearance.name, *counts, *rest)))} |"


def _counts(score: Score) -> tuple[int, int, int]:
    return score.total, score.right, score.cells["silent"]


def _totals(scores: list[Score]) -> list[str]:
    """The groups against their targets; what was made to break readers does not count."""
    lines = ["| group | cells | right | target | silently wrong | in order |", "|---|---|---|---|---|---|"]
    for group, target in TARGETS.items():
        own = [one for one in scores if one.appearance.group == group and not one.appearance.rare and one.total]
        total, right, silent = (sum(counts) for counts in zip(*map(_counts, own), strict=True)) if own else (0, 0, 0)
        order = sum(one.found for one in own) / max(sum(one.of for one in own), 1)
        if total:
            lines.append(f"| {group} | {total} | {right / total:.3%} | {target:.1%} | {silent} | {order:.2%} |")
    rare = [one for one in scores if one.appearance.rare and one.total]
    if rare:
        silent, total = sum(one.cells["silent"] for one in rare), sum(one.total for one in rare)
        lines += ["", f"In rare appearances: {silent} silently wrong of {total}."]
    return lines


if __name__ == "__main__":
    main()
