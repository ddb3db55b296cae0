"""Measures the whole catalogue: false alarms on true reports, and planted faults of every kind found by their family.

Usage: python benchmarks/catalogue.py [--reports 3000] [--seed 20261124] [--jobs 2] [--only NAME ...] [--write]

Half of the reports are true: counties of organs of all kinds over two years. The other half has one fault each, planted
into one of these counties, or a contradiction in a narrative. Prints what was found by kind of fault and by check;
``--write`` puts it into the README beside this script. The same seed gives the same reports. The exit code is 1 where
fewer faults are found, or more errors and warnings reported of true reports, than the bounds allow.
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

from benchmarks.readme import SPREAD, options, put  # noqa: E402 - found through the path set above
from tests.generators.faulty import faults  # noqa: E402
from tests.generators.judge import Trial, trial  # noqa: E402
from tests.generators.plants import KINDS  # noqa: E402
from tests.generators.trials import Alarm, Caught, Judged, judged  # noqa: E402
from workbench.checks import catalogue  # noqa: E402

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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement; gives 0 where the bounds hold, else 1."""
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
        put("catalogue", table)
    return 0 if holds(results, trials) else 1


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=3000, help="half of them true, half with a fault")
    parser.add_argument("--only", nargs="*", default=(), help="kinds or families of planted faults")
    wanted = options(parser, "seed", "jobs", "write").parse_args(arguments)
    if wanted.write and wanted.only:
        parser.error("--write is for the whole catalogue, not with --only")
    return wanted


def holds(results: Sequence[Judged], trials: Sequence[Trial]) -> bool:
    """Whether enough faults were found, and few enough errors and warnings reported of true reports."""
    caught = _caught(results, trials)
    alarms, reports = sum(len(one.alarms) for one in results), sum(one.reports for one in results)
    return sum(caught) >= ENOUGH * len(caught) and alarms <= FEW * reports


def _caught(results: Iterable[Judged], trials: Iterable[Trial]) -> list[bool]:
    return [*(bool(one) for result in results for one in result.faults), *(one.caught for one in trials)]


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
    tried = [*(one for result in results for one in result.faults), *trials]
    caught = _caught(results, trials)
    reports, alarms = sum(one.reports for one in results), [one for result in results for one in result.alarms]
    today = datetime.now(UTC).date().isoformat()
    yield f"{today}, seed {wanted.seed}, {reports} true reports, {len(caught)} with a fault.\n"
    yield f"**True reports**: {len(alarms)} errors or warnings, {len(alarms) / reports:.4f} a report (at most {FEW}).\n"
    share = f"{sum(caught)} of {len(caught)} found by their family, {_ratio(caught)} (at least {ENOUGH})"
    yield f"**Planted faults**: {share}.\n"
    yield from _by_kind(tried)
    yield ""
    yield from _by_check(tried, alarms)


def _ratio(hits: Sequence[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}" if hits else "–"


# -- by kind ----------------------------------------------------------------------------------------------


def _by_kind(tried: Iterable[Caught | Trial]) -> Iterator[str]:
    """A line for each kind of fault, by family; contradictions of narratives are the last.

    Recall is the share of the faults that a finding of these families points at; precision the share of the findings
    that the county without the fault does not have which point at it.
    """
    by_kind: defaultdict[str, list[Caught | Trial]] = defaultdict(list)
    for one in tried:
        by_kind[one.kind if isinstance(one, Caught) else faults()[one.kind]["families"][0]].append(one)
    yield "| family | fault | planted | found | recall | precision | by | beside |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in (*KINDS, *NARRATED):
        if some := by_kind[name]:
            kind = KINDS.get(name)
            family, said = ("/".join(kind.families), kind.description) if kind else (name, NARRATED[name])
            yield _row(family, said, len(some), *_figures(some))


def _figures(some: Sequence[Caught | Trial]) -> Iterator[object]:
    """How many were found, recall, precision, the checks of the findings that point at the fault, and of the others."""
    hits = [bool(one.checks) for one in some]
    by = Counter(check for one in some for check in (*one.checks, *one.also))
    beside = Counter(check for one in some for check in (*one.beside, *_stray(one)))
    yield from (sum(hits), _ratio(hits), _precision(by.total(), beside.total()))
    for counted in (by, beside):
        yield ", ".join(f"{check} {number}" for check, number in counted.most_common())


def _stray(one: Caught | Trial) -> list[str]:
    """The checks of alarms about reports that the fault has nothing to do with."""
    return [alarm.check for alarm in one.stray] if isinstance(one, Caught) else []


def _precision(right: int, others: int) -> str:
    return f"{right / (right + others):.3f}" if right + others else "–"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


# -- by check ---------------------------------------------------------------------------------------------


def _by_check(tried: Sequence[Caught | Trial], alarms: Iterable[Alarm]) -> Iterator[str]:
    """A line for each check that reported anything: its findings, and of them the share that is right.

    ``false`` are those about true reports, whether a fault is planted elsewhere or not; ``beside`` those about a report
    with a fault which do not point at it. Recall is over the kinds of faults that the check found in more reports
    than any other did.
    """
    found = Counter(check for one in tried for check in (*one.checks, *one.also))
    false = Counter([*(one.check for one in alarms), *(check for one in tried for check in _stray(one))])
    beside = Counter(check for one in tried for check in one.beside)
    owners = _owners(tried)
    reported = [one.code for one in catalogue() if one.code in found | false | beside]
    yield "| check | found | false | beside | precision | recall |"
    yield "|---|---|---|---|---|---|"
    for check in reported:
        own = [check in one.checks for one in tried if owners.get(one.kind) == check]
        precision = _precision(found[check], false[check] + beside[check])
        yield _row(check, found[check], false[check], beside[check], precision, _ratio(own))
    idle = [one.code for one in catalogue() if one.code not in reported]
    yield ""
    yield f"Nothing was planted for, and nothing reported by: {', '.join(idle) or 'none'}."


def _owners(tried: Iterable[Caught | Trial]) -> dict[str, str]:
    """For each kind of fault the check that found it in most reports."""
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in tried:
        by_kind[one.kind].update(dict.fromkeys(one.checks, 1))
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
    sys.exit(main())
