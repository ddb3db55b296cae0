"""The pictures of the main screens in ``docs/``: ``python -m tests.browser.screenshots``.

What is shown is a county that was drawn at random, with faults planted in it: no real organ is pictured as being at
fault.
"""

from __future__ import annotations

import csv
import random
import tempfile
from dataclasses import asdict, fields
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.pages import browser, open_lab, page
from tests.browser.robot import Robot
from tests.browser.serving import ROOT, app, lab, notebook, voila
from tests.browser.test_app import opened
from tests.generators.county import County, county
from tests.generators.plants import KINDS
from workbench.reports.roster import Unit

DOCS = ROOT / "docs"
SIZE = (1440, 900)
COLOURS = 256
SEED, FAULTS, EACH = 4, 18, 4
"""Of the kinds of faults every fourth, at most so many."""
NOWHERE = "青石"
AUDIT = "import workbench as wb\naudit = wb.audit(wb.load('reports', roster='roster.csv', jobs=2))"
DARK = "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
TOLD = "next(one.report for one in audit.problems if one.check.startswith('NT'))"
YEARS = f"*[one for one in audit.reports if one.unit == {TOLD}.unit]"
FACES = {
    "board": ("wb.board(audit)", ".wb-board[data-ready=true]", ""),
    "reader": (f"wb.show({TOLD}, audit)", ".wb-reader[data-ready=true]", ".wb-found [data-go]:has-text('正文称')"),
    "comparison": (f"wb.compare({YEARS})", ".dw-compare", ".dw-delta"),
}
"""What stands alone on a page: the cell that shows it, what is there when it is ready, and what is clicked then."""


def main() -> None:
    """Make all pictures anew."""
    with tempfile.TemporaryDirectory() as made, browser() as started:
        folder = Path(made)
        _written(folder, _faulty(county(SEED)))
        _desk(folder, started)
        _app(folder, started)
        for name in FACES:
            _face(folder, started, name)


def _faulty(whole: County) -> County:
    """The county with faults of many kinds."""
    rng = random.Random(SEED)
    planted = 0
    for kind in list(KINDS.values())[::EACH]:
        plant = kind.function(rng, whole)
        if plant and planted < FAULTS:
            whole, planted = plant.county, planted + 1
    return whole


def _written(folder: Path, whole: County) -> None:
    """The reports and the roster as files, under a name that no county has."""
    name = whole.government.removesuffix("县人民政府")
    (folder / "reports").mkdir()
    for one in (*whole.reports.values(), *whole.more):
        (folder / "reports" / one.source.replace(name, NOWHERE)).write_text(one.text.replace(name, NOWHERE), "utf-8")
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, [one.name for one in fields(Unit)], extrasaction="ignore")
        rows.writeheader()
        rows.writerows(_row(unit, name) for unit in whole.units)


def _row(unit: Unit, name: str) -> dict[str, object]:
    told = {column: "；".join(value) if isinstance(value, tuple) else value for column, value in asdict(unit).items()}
    return {column: "" if value is None else str(value).replace(name, NOWHERE) for column, value in told.items()}


def _desk(folder: Path, started: Browser) -> None:
    """The desk in JupyterLab, light and dark."""
    notebook(folder / "desk.ipynb", AUDIT, "wb.desk(audit, store='audit.db', reviewer='张三')")
    with lab(folder) as url, page(started, SIZE) as watched:
        open_lab(watched.page, url, "desk.ipynb")
        at = Robot(watched, folder / "audit.db")
        _reviewed(at)
        at.desk.evaluate("desk => desk.scrollIntoView({block: 'end'})")
        _save(watched.page, "desk-light")
        watched.page.evaluate(DARK)
        watched.page.wait_for_selector("body[data-jp-theme-light=false]", state="attached")
        watched.page.wait_for_timeout(1000)
        _save(watched.page, "desk-dark")


def _reviewed(at: Robot) -> None:
    """Some findings decided on, standing at one between narrative and table."""
    at.focus()
    at.go(at.ledger.entries[0].id)
    for key in "114":
        at.press_on(key)
    told = (one for one in at.ledger.entries if one.check.startswith("NT") and not one.settled)
    wanted = next(one for one in told if len(one.evidence) > 1)
    while at.here != wanted.id:
        at.press_on("j")
    at.page.wait_for_timeout(1000)


def _app(folder: Path, started: Browser) -> None:
    """The app, on the progress of the review."""
    told = "--roster", "roster.csv", "--store", "app.db", "--reviewer", "张三"
    with app(folder, "reports", *told) as url, page(started, SIZE) as watched:
        at = opened(watched, url, folder / "app.db")
        at.focus()
        for key in "114411":
            at.press_on(key)
        at.page.locator("[data-room=progress]").click()
        at.page.wait_for_selector(".wb-progress tbody tr")
        _save(watched.page, "app")


def _face(folder: Path, started: Browser, name: str) -> None:
    cell, ready, clicked = FACES[name]
    notebook(folder / f"{name}.ipynb", AUDIT, cell)
    with voila(folder, f"{name}.ipynb") as url, page(started, SIZE) as watched:
        watched.page.goto(url)
        watched.page.wait_for_selector(ready)
        if clicked:
            watched.page.locator(clicked).first.click()
            watched.page.wait_for_selector(".wb-empty:has-text('正在')", state="detached")
        watched.page.wait_for_timeout(2000)
        _save(watched.page, name)


def _save(shown: Page, name: str) -> None:
    """The window as a small picture: screens have few colours."""
    picture = Image.open(BytesIO(shown.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)
    few.save(DOCS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
