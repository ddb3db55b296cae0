"""Measures the whole catalogue: false alarms on true reports, and planted faults of every kind found by their family.

Usage: python benchmarks/catalogue.py [--reports 3000] [--seed 1] [--jobs 2] [--only NAME ...] [--write]

Half of the reports are true: counties of organs of all kinds over two years. The other half has one fault each, planted
into one of these counties, or a contradiction in a narrative. Prints what was found by kind of fault and by check;
``--write`` puts it into the README beside this script. The same seed gives the same reports.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.generators.faulty import faults  # noqa: E402 - found through the path set above
from tests.generators.judge import Trial, trial  # noqa: E402
from tests.generators.plants import KINDS  # noqa: E402
from tests.generators.trials import Alarm, Caught, Judged, judged  # noqa: E402
from workbench.checks import catalogue  # noqa: E402

README = Path(__file__).with_name("README.md")
MARK, END = "<!-- catalogue -->", "<!-- end of catalogue -->"
SPREAD = 100_000
COUNTY = 20
"""Reports of a county: a government and nine organs, over two years."""
NARRATIVES = 5
"""Of so many faults one is a contradiction of a narrative."""
NARRATED = {
    "NT": "Narratives that contradict the tables, as `faults.yaml` has them",
    "IT": "Narratives that contradict themselves, as `faults.yaml` has them",
}
SHOWN = 12
ENOUGH, FEW = 0.98, 0.02
"""The share of faults to be found, and the errors and warnings a true report may get."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurement."""
    wanted = _arguments(arguments)
    with ProcessPoolExecutor(wanted.jobs) as pool:
        counties = pool.map(judged, *zip(*_plan(wanted), strict=True))
        named = _narratives(wanted)
        told = pool.map(trial, named, range(wanted.seed * SPREAD, wanted.seed * SPREAD + len(named)), chunksize=8)
        results, trials = list(counties), list(told)
    table = "\n".join(_table(wanted, results, trials))
    print(table)  # noqa: T201 - a command line script
    for line in _examples(results, trials):
        print(line)  # noqa: T201
    if wanted.write:
        before, _, after = README.read_text("utf-8").partition(MARK)
        README.write_text(f"{before}{MARK}\n\n{table}\n\n{END}{after.partition(END)[2]}", "utf-8")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=3000, help="half of them true, half with a fault")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=(), help="kinds or families of planted faults")
    parser.add_argument("--write", action="store_true", help="put the tables into the README")
    return parser.parse_args(arguments)


def _plan(wanted: argparse.Namespace) -> list[tuple[int, list[str]]]:
    """The seeds of counties, each with the kinds of faults to plant there; the kinds take turns."""
    kinds = [name for name, kind in KINDS.items() if not wanted.only or {name, *kind.families} & set(wanted.only)]
    counties = max(wanted.reports // 2 // COUNTY, 1)
    each = COUNTY - (0 if wanted.only else COUNTY // NARRATIVES)
    turns = ([kinds[(at * each + turn) % len(kinds)] for turn in range(each)] for at in range(counties))
    return [(wanted.seed * SPREAD + at, turn) for at, turn in enumerate(turns)]


def _narratives(wanted: argparse.Namespace) -> list[str]:
    """The kinds of contradictions to plant into narratives by themselves."""
    number = 0 if wanted.only else wanted.reports // 2 // NARRATIVES
    kinds = list(faults())
    return [kinds[at % len(kinds)] for at in range(number)]


def _table(wanted: argparse.Namespace, results: Sequence[Judged], trials: Sequence[Trial]) -> Iterator[str]:
    planted = [one for result in results for one in result.faults]
    caught = [bool(one) for one in planted] + [one.caught for one in trials]
    reports, alarms = sum(one.reports for one in results), [one for result in results for one in result.alarms]
    stray = [one for fault in planted for one in fault.stray]
    today = datetime.now(UTC).date().isoformat()
    yield f"{today}, seed {wanted.seed}, {reports} true reports, {len(caught)} with a fault.\n"
    yield f"**True reports**: {len(alarms)} errors or warnings, {len(alarms) / reports:.4f} a report (at most {FEW}).\n"
    share = f"{sum(caught)} of {len(caught)} found by their family, {_ratio(caught)} (at least {ENOUGH})"
    yield f"**Planted faults**: {share}.\n"
    yield from _by_kind(planted, trials)
    yield ""
    yield from _by_check(planted, trials, [*alarms, *stray])


def _ratio(hits: Sequence[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}" if hits else "–"


# -- by kind ----------------------------------------------------------------------------------------------


def _by_kind(planted: Iterable[Caught], trials: Iterable[Trial]) -> Iterator[str]:
    """A line for each kind of fault, by family; contradictions of narratives are the last.

    Recall is the share found, precision the share of the findings of these families there that point at the fault.
    """
    by_kind: defaultdict[str, list[Caught | Trial]] = defaultdict(list)
    for one in planted:
        by_kind[one.kind].append(one)
    for lie in trials:
        by_kind[faults()[lie.kind]["families"][0]].append(lie)
    yield "| family | fault | planted | found | recall | precision | by |"
    yield "|---|---|---|---|---|---|---|"
    for name in (*KINDS, *NARRATED):
        if some := by_kind[name]:
            kind = KINDS.get(name)
            family, said = ("/".join(kind.families), kind.description) if kind else (name, NARRATED[name])
            yield _row(family, said, len(some), *_figures(some))


def _figures(some: Sequence[Caught | Trial]) -> Iterator[object]:
    """How many were found, recall, precision, and the checks that found them."""
    hits = [bool(one.checks) for one in some]
    by = Counter(check for one in some for check in one.checks)
    beside = sum(len(one.beside) for one in some)
    yield from (sum(hits), _ratio(hits), f"{by.total() / ((by.total() + beside) or 1):.3f}")
    yield ", ".join(f"{check} {number}" for check, number in by.most_common())


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


# -- by check ---------------------------------------------------------------------------------------------


def _by_check(planted: Iterable[Caught], trials: Iterable[Trial], false: Iterable[Alarm]) -> Iterator[str]:
    """A line for each check that found anything: true findings, false ones, precision and recall.

    Recall is over the kinds of faults that the check found more often than any other did.
    """
    tried = [*((one.kind, one.checks) for one in planted), *((one.kind, one.checks) for one in trials)]
    found, wrong = Counter(check for _, checks in tried for check in checks), Counter(one.check for one in false)
    owners = _owners(tried)
    yield "| check | found | false | precision | recall |"
    yield "|---|---|---|---|---|"
    for check in (one.code for one in catalogue() if one.code in found or one.code in wrong):
        own = [check in checks for kind, checks in tried if owners.get(kind) == check]
        precision = f"{found[check] / (found[check] + wrong[check]):.3f}"
        yield _row(check, found[check], wrong[check], precision, _ratio(own))
    idle = [one.code for one in catalogue() if one.code not in found and one.code not in wrong]
    yield ""
    yield f"Nothing was planted for, and nothing reported by: {', '.join(idle) or 'none'}."


def _owners(tried: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """For each kind of fault the check that found it most often."""
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, checks in tried:
        by_kind[kind].update(checks)
    return {kind: counted.most_common(1)[0][0] for kind, counted in by_kind.items() if counted}


def _examples(results: Iterable[Judged], trials: Iterable[Trial]) -> Iterator[str]:
    """The first few of what went wrong, to look at."""
    results = list(results)
    alarms = [one for result in results for one in result.alarms]
    planted = [one for result in results for one in result.faults]
    stray = [one for fault in planted for one in fault.stray]
    for title, some in (("False alarms:", alarms), ("Alarms about other reports than that with the fault:", stray)):
        yield from ("", title, *(f"  {one.check} {one.seed} {one.where}: {one.message}" for one in some[:SHOWN]))
    yield from ("Missed:",)
    yield from (f"  {one.kind} {one.seed} {one.where}\n    {one.found[:300]}" for one in planted if not one)
    yield from (f"  {one.kind} {one.seed} {one.description}\n    {one.sentence}" for one in trials if not one.caught)


if __name__ == "__main__":
    main()
