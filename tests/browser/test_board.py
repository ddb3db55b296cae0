"""The board in JupyterLab: charts are drawn, a click filters the desk's queue, in light and in dark."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.pages import HOSTILE, Watched, open_lab, open_voila, page
from tests.browser.serving import lab, notebook, voila
from tests.widgets.test_modules import modules

AUDIT = f"""import os, pathlib
from dataclasses import replace
import workbench as wb
audit = wb.audit(wb.load('reports', jobs=2))
problems = [replace(one, unit={HOSTILE!r}) if one.unit.startswith('释之') else one for one in audit.problems]
audit = replace(audit, problems=tuple(problems))
desk = wb.desk(audit)
pathlib.Path('kernel.pid').write_text(str(os.getpid()))"""

pytestmark = [pytest.mark.xdist_group("board"), pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module", params=["lab", "voila"])
def face(request: pytest.FixtureRequest) -> str:
    """Where the board is shown."""
    return str(request.param)


@pytest.fixture(scope="module")
def shown(face: str, folder: Path, chromium: Browser) -> Iterator[Watched]:
    """A page with a board over a desk, the name of one unit hostile."""
    notebook(folder / "board.ipynb", AUDIT, "wb.board(audit, desk)", "desk")
    served = lab(folder) if face == "lab" else voila(folder, "board.ipynb")
    with served as url, page(chromium) as watched:
        if face == "lab":
            open_lab(watched.page, url, "board.ipynb")
        else:
            open_voila(watched.page, url)
        watched.page.wait_for_selector(".wb-board[data-ready=true]")
        yield watched
        assert [] == watched.elsewhere
        assert [] == watched.errors


@pytest.fixture
def at(shown: Watched) -> Page:
    """The page, everything in the queue."""
    if shown.page.get_by_role("button", name="取消筛选").is_visible():
        everything(shown.page)
    return shown.page


def everything(at: Page) -> None:
    """Take back what was chosen, and wait until the board says that nothing is."""
    cancel = at.get_by_role("button", name="取消筛选")
    cancel.click()
    cancel.wait_for(state="hidden")


def card(at: Page, title: str) -> Locator:
    """The card of a chart."""
    return at.locator(f".wb-card[aria-label='{title}']")


def queue(at: Page, findings: int) -> None:
    """Wait until the desk's queue says that it has so many findings."""
    said = "n => document.querySelector('.wb-queue .wb-count').textContent === `${n} 个问题`"
    at.wait_for_function(said, arg=findings)


def chosen(at: Page) -> int:
    """How many findings the board says were chosen, once it says so."""
    told = at.locator(".wb-picked-findings", has_text="个问题")
    told.wait_for()
    return int(told.inner_text().rpartition("：")[2].split()[0])


def test_every_chart_is_drawn(at: Page) -> None:
    """Each card has a picture with marks and a title, told to whoever does not see it, and its numbers as a table."""
    cards = at.locator(".wb-card")
    titles = ["各单位各类问题", "各项检查发现的问题", "处理进度（按类别）", "核查覆盖", "本年新收政府信息公开申请"]
    assert titles == [one.get_attribute("aria-label") for one in cards.all()][: len(titles)]
    for one in cards.all():
        assert one.locator("svg .mark-rect path, svg .mark-text text").count()
        assert "。单位：" in (one.get_by_role("img").first.get_attribute("aria-label") or "")
        assert one.locator(".wb-data tbody tr").count()
        assert (one.get_attribute("aria-label") or "?") in (one.locator("svg").text_content() or "")
    box = card(at, "核查覆盖").locator("svg").bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 100


def test_a_click_on_a_square_filters_the_queue(at: Page) -> None:
    """The queue has as many findings as the number on the square says."""
    square = card(at, "各单位各类问题").locator("svg .mark-text text").filter(has_text="▲").first
    count = int(square.text_content()[1:])  # type: ignore[index]
    square.click()
    assert count == chosen(at)
    queue(at, count)
    assert "×" in at.locator(".wb-picked-findings").inner_text()


def test_a_row_of_a_table_does_the_same_by_keyboard(at: Page) -> None:
    """Whoever has no mouse opens the table and presses a row."""
    table = card(at, "各项检查发现的问题").locator("details")
    table.locator("summary").focus()
    at.keyboard.press("Enter")
    row = table.locator("tbody tr").first
    count = int(row.locator("td").last.inner_text())
    row.get_by_role("button").focus()
    at.keyboard.press("Enter")
    assert count == chosen(at)
    queue(at, count)
    everything(at)
    queue(at, int(at.locator(".wb-board-head").inner_text().rpartition("/ ")[2].split()[0]))


def test_keys_at_the_board_do_not_reach_the_notebook(at: Page, face: str) -> None:
    """What deletes, cuts or adds a cell in a notebook does nothing here."""
    if face != "lab":
        pytest.skip("only Lab has cells")
    cells = at.locator(".jp-Notebook-cell")
    before = cells.count()
    at.locator(".wb-board").focus()
    for key in "ddxab":
        at.keyboard.press(key)
    assert before == cells.count() > 0


def test_hostile_names_are_words(at: Page) -> None:
    """The unit's name stands in the chart as it is written, and nothing of it became an element."""
    assert HOSTILE in (card(at, "各单位各类问题").locator("svg").text_content() or "")
    assert not at.locator(".wb-board img").count()


def test_the_board_is_ready_only_once_every_chart_is(at: Page) -> None:
    """Also where it is drawn anew before it was done: a click on a chart that only seems to be there would be lost."""
    unready = at.evaluate(
        """async () => {
          const [board, found] = [document.querySelector(".wb-board"), []];
          const cards = () => [...board.querySelectorAll(".wb-card")];
          const lacking = () => cards().filter((card) => !card.querySelector("svg")).length;
          const seen = new MutationObserver(() => { if (board.dataset.ready === "true") found.push(lacking()); });
          seen.observe(board, {attributeFilter: ["data-ready"]});
          const light = document.body.getAttribute("data-jp-theme-light") ?? "true";
          for (const value of ["false", "true", "false", light]) {
            document.body.setAttribute("data-jp-theme-light", value);
            await new Promise((go) => setTimeout(go, 20));
          }
          while (board.dataset.ready !== "true" || !found.length) await new Promise((go) => setTimeout(go, 50));
          await new Promise((go) => setTimeout(go, 500));
          seen.disconnect();
          return found;
        }"""
    )
    assert [0] == unready
    square = card(at, "各单位各类问题").locator("svg .mark-text text").filter(has_text="▲").first
    square.click()
    assert int((square.text_content() or "?")[1:]) == chosen(at)


def test_charts_follow_the_theme(at: Page, face: str) -> None:
    """Where the page turns dark the words turn light."""
    if face != "lab":
        pytest.skip("only Lab has themes")
    title = card(at, "核查覆盖").locator("svg .role-title-text text").first
    before = title.evaluate("one => getComputedStyle(one).fill")
    at.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    at.wait_for_function(
        """before => {
          const title = document.querySelector('.wb-board[data-ready=true] svg .role-title-text text');
          return title && getComputedStyle(title).fill !== before;
        }""", arg=before)  # fmt: skip


def test_what_two_widgets_import_is_one_module(at: Page) -> None:
    """The library that draws is loaded once, not once for each chart; ids are given out in one place for the page."""
    texts = at.evaluate("() => [...globalThis[Symbol.for('workbench.modules')].keys()]")
    assert len(set(modules("board.js")) | set(modules("desk.js"))) == len(texts)
    ids = at.evaluate("() => [...document.querySelectorAll('[id^=wb-]')].map((one) => one.id)")
    assert ids
    assert len(ids) == len(set(ids))


def test_a_kernel_that_does_not_answer_is_said(at: Page, folder: Path) -> None:
    """A click is not lost in silence; once it is answered, nothing is said any more."""
    kernel = int((folder / "kernel.pid").read_text())
    told = at.locator(".wb-board-head [role=alert]")
    os.kill(kernel, signal.SIGSTOP)
    try:
        card(at, "各单位各类问题").locator("svg .mark-text text").filter(has_text="▲").first.click()
        told.get_by_text("没有收到回应").wait_for()
    finally:
        os.kill(kernel, signal.SIGCONT)
    assert chosen(at)
    assert "" == told.inner_text()
