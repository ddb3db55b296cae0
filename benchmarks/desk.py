"""Measures the desk in a browser: how long a reviewer waits, with 200, 10,000 and 100,000 findings.

Usage: python benchmarks/desk.py [--findings 200 10000 100000] [--keys 30] [--write]

The findings are those of one report, under as many units as it takes, ten a unit; the report's file is there, so that
evidence is shown. JupyterLab runs on this machine with the system's Chromium. Times are taken in the page, from the key
or the click to the picture that shows what came of it; of keys and decisions the median. ``--write`` puts the table
into the README beside this script.
"""

# ruff: noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.readme import options, put  # noqa: E402 - found through the path set above
from tests.browser.pages import browser, open_lab, page  # noqa: E402
from tests.browser.serving import lab, notebook  # noqa: E402
from tests.session.desks import audited, drafts  # noqa: E402
from workbench.findings import Severity  # noqa: E402
from workbench.review import Ledger, ledger_of  # noqa: E402

EACH = 10
"""Findings of a unit."""
OPEN, FILTER, TIMES = 3.0, 0.5, 2.0
"""Seconds in which the desk must open and a filter answer, and how much longer keys may take with the most findings."""

_LEDGER = """import sys, time
sys.path[:0] = [{root!r}]
from benchmarks.desk import drawn
from workbench.review.store import open_store
from workbench.session.session import Session
from workbench.widgets import Desk
store = open_store('audit.db')
store.record(drawn({count}, 'reports'), '张三')
begun = time.perf_counter()
ledger = store.ledger()
print('read in', time.perf_counter() - begun)"""
_DESK = "Desk(Session(ledger, store, '张三'))"

_WATCH = """([begin, done]) => new Promise((measured, never) => {
  setTimeout(() => never(new Error(done)), 120000);
  const holds = new Function(`return ${done}`);
  let begun = 0;
  const over = () => measured(performance.now() - begun);
  const look = () => requestAnimationFrame(holds() ? over : look);
  if (begin === "now") { begun = performance.now(); look(); return; }
  addEventListener(begin, (event) => { begun = event.timeStamp; look(); }, { capture: true, once: true });
})"""
"""Measures, in the page, from the first event of a kind to the picture after a condition has come true."""
_SHOWN = """(() => { const id = document.querySelector(".wb-finding").dataset.id;
  return id !== "{before}" && id === document.querySelector(".wb-here")?.dataset.id
    && id === document.querySelector(".wb-evidence").dataset.shown; })()"""


@dataclass(frozen=True)
class Measured:
    """Seconds a reviewer waits at a desk of so many findings; ``read`` is the kernel's reading of the store before."""

    findings: int
    read: float
    opened: float
    keys: list[float]
    decisions: list[float]
    chosen: float
    searched: float

    @property
    def whole(self) -> float:
        """From nothing but the store to the first finding with its evidence."""
        return self.read + self.opened

    @property
    def key(self) -> float:
        """From the key to the next finding with its evidence."""
        return median(self.keys)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--findings", type=int, nargs="+", default=[200, 10_000, 100_000])
    parser.add_argument("--keys", type=int, default=30)
    wanted = options(parser, "write").parse_args(arguments)
    table = "\n".join(_table([measured(count, wanted.keys) for count in wanted.findings]))
    print(table)  # noqa: T201 - a command line script
    if wanted.write:
        put("desk", table)


def drawn(wanted: int, folder: str) -> Ledger:
    """A ledger of so many findings, ten a unit: those of one report, whose file is in the folder."""
    pattern = ledger_of(audited(Path(folder).absolute(), drafts()[:1]))
    rng = random.Random(1)
    units = [f"第{at}街道办事处" for at in range(wanted // EACH)]
    reports = [replace(pattern.reports[0], key=f"{unit} 2023", unit=unit) for unit in units]
    entries = [
        replace(rng.choice(pattern.entries), id=f"{at * EACH + each:016x}", unit=unit, about=f"{unit} 2023",
                severity=rng.choice(list(Severity)))
        for at, unit in enumerate(units)
        for each in range(EACH)
    ]  # fmt: skip
    coverage = [replace(one, key=report.key) for report in reports for one in pattern.coverage]
    return replace(pattern, reports=tuple(reports), entries=tuple(entries), coverage=tuple(coverage), undetermined=())


def measured(count: int, keys: int) -> Measured:
    """One desk of so many findings, opened and used."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        notebook(folder / "desk.ipynb", _LEDGER.format(root=str(ROOT), count=count), _DESK)
        with lab(folder) as url, browser() as started, page(started) as watched:
            shown = watched.page
            shown.set_default_timeout(180_000)
            open_lab(shown, url, "desk.ipynb")
            read = float(shown.locator(".jp-OutputArea-output", has_text="read in").inner_text().split()[-1])
            opened = _opened(shown)
            shown.locator(".wb").focus()
            steps = [_key(shown, "j") for _ in range(keys)]
            decisions = [_key(shown, "1") for _ in range(keys)]
            found = Measured(count, read, opened, steps, decisions, _chosen(shown), _searched(shown))
            if watched.elsewhere or watched.errors:
                raise SystemExit(f"{watched.elsewhere} {watched.errors}")
            return found


def _opened(shown: Page) -> float:
    """From when the cell of the desk is run, once more, to the finding with its evidence."""
    shown.evaluate("document.querySelector('.wb').remove()")
    done = "document.querySelector('.wb[data-ready] .wb-here') && document.querySelector('.wb-paper table, .wb-prose')"
    shown.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")
    return _seconds(shown.evaluate(_WATCH, ["now", done]))


def _seconds(milliseconds: Any) -> float:  # noqa: ANN401 - what a page gives
    return float(milliseconds) / 1000


def _event(shown: Page, begin: str, done: str, act: Callable[[], object]) -> float:
    """From an event that an act causes to what comes of it."""
    shown.evaluate(f"() => {{ window.measured = ({_WATCH})({[begin, done]!r}); }}")
    act()
    return _seconds(shown.evaluate("() => window.measured"))


def _key(shown: Page, key: str) -> float:
    before = shown.locator(".wb-finding").get_attribute("data-id") or ""
    done = _SHOWN.replace("{before}", before).replace("\n", " ")
    return _event(shown, "keydown", done, lambda: shown.keyboard.press(key))


def _chosen(shown: Page) -> float:
    """From the click on a condition to the list of what it means."""
    shown.keyboard.press("f")
    before = shown.locator(".wb-count").first.inner_text()
    done = f"document.querySelector('.wb-count').textContent !== '{before}'"
    return _event(shown, "click", done, shown.locator("input[data-value='severities error']").click)


def _searched(shown: Page) -> float:
    """From the text to the list of what has the words; 0.15 s of it are waited for further letters."""
    shown.keyboard.press("f")
    shown.keyboard.press("/")
    before = shown.locator(".wb-count").first.inner_text()
    done = f"document.querySelector('.wb-count').textContent !== '{before}'"
    return _event(shown, "input", done, lambda: shown.keyboard.insert_text("第9街道"))


def _table(found: Sequence[Measured]) -> Iterator[str]:
    day = datetime.now(UTC).date().isoformat()
    keys = len(found[0].keys)
    yield f"{day}, seconds, two cores shared with other work. Of {keys} keys and as many decisions the median.\n"
    yield "| findings | store read | desk opens | in all | next finding | slowest | decision | condition | search |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in found:
        decision = median(one.decisions)
        times = (one.read, one.opened, one.whole, one.key, max(one.keys), decision, one.chosen, one.searched)
        yield f"| {one.findings:,} | {' | '.join(f'{time:.3f}' for time in times)} |"
    least, most = found[0], found[-1]
    yield (f"\nKey to next finding with {most.findings:,} findings: {most.key / least.key:.2f} times that with "
           f"{least.findings:,} (target {TIMES:g}): {_held(most.key <= TIMES * least.key)}.")  # fmt: skip
    yield f"Opening, with the reading of the store, within {OPEN:g} s: {_held(most.whole <= OPEN)}. "
    yield f"Conditions and search within {FILTER:g} s: {_held(max(most.chosen, most.searched) <= FILTER)}."


def _held(holds: bool) -> str:  # noqa: FBT001 - the target that holds or does not
    return "holds" if holds else "does not hold"


if __name__ == "__main__":
    main()
