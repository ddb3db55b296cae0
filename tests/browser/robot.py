"""A reviewer at the desk in a browser: presses keys, clicks, and waits for what a person would wait for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLongError

from tests.browser.pages import Watched, open_lab, open_voila
from workbench.review import Entry, Ledger, Status
from workbench.review.store import open_store

_PATIENCE = 30.0


@dataclass
class Robot:
    """The desk on a page, and the store that its decisions must arrive in."""

    watched: Watched
    where: Path

    @property
    def page(self) -> Page:
        """The page."""
        return self.watched.page

    @property
    def desk(self) -> Locator:
        """The desk."""
        return self.page.locator(".wb")

    @property
    def here(self) -> str:
        """The id of the finding that is shown, once list, finding and evidence agree on it."""
        self.page.wait_for_function(
            """() => {
              const id = document.querySelector(".wb-finding")?.dataset.id;
              const row = document.querySelector(".wb-here")?.dataset.id;
              return id && id === row && id === document.querySelector(".wb-evidence").dataset.shown;
            }"""
        )
        return self.page.locator(".wb-finding").get_attribute("data-id") or ""

    def focus(self) -> None:
        """Give the desk the keys."""
        self.desk.scroll_into_view_if_needed()
        self.desk.focus()

    def press(self, *keys: str) -> None:
        """Press keys one after another, as a person does who does not wait."""
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, finding: str) -> None:
        """Wait until a finding is shown."""
        self.page.wait_for_selector(f'.wb-finding[data-id="{finding}"]')
        assert finding == self.here

    def press_on(self, key: str) -> str:
        """Press a key that leads to another finding; its id."""
        before = self.here
        self.press(key)
        self.page.wait_for_selector(f'.wb-finding:not([data-id="{before}"])')
        return self.here

    def walk_to(self, finding: str) -> None:
        """Go to a finding by keys, of all that there are."""
        ids = [entry.id for entry in self.ledger.entries]
        steps = ids.index(finding) - ids.index(self.here)
        self.press(*("j" if steps > 0 else "k") * abs(steps))
        self.go(finding)

    def look_at_all(self) -> None:
        """Look at every finding, and at its evidence in every view."""
        self.focus()
        self.press("Home")
        for entry in self.ledger.entries:
            self.go(entry.id)
            for _ in range(3):
                self.press("t")
                self.go(entry.id)
            self.press("j")

    def count(self, findings: int) -> None:
        """Wait until the queue says that it has so many findings."""
        self.until("count => document.querySelector('.wb-count').textContent === `${count} 个问题`", findings)

    def settled(self, findings: int) -> None:
        """Wait until the head says that so many findings are settled."""
        holds = "count => document.querySelector('.wb-settled').textContent.startsWith(`已处理 ${count} /`)"
        self.until(holds, findings)

    def until(self, holds: str, argument: object = None) -> None:
        """Wait until a condition holds on the page; if it never does, what the desk shows instead is told."""
        try:
            self.page.wait_for_function(holds, arg=argument)
        except TooLongError as error:
            shown = self.page.locator(".wb-head, .wb-notice:visible, .wb-dialog, .wb-foot").all_inner_texts()
            raise AssertionError(f"{argument}: {shown}") from error

    def wait(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Wait until something holds outside the page, and say what does not where it never does."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < end, otherwise
            self.page.wait_for_timeout(100)

    def noted(self, reviewer: str, finding: str) -> None:
        """Wait until the place of a reviewer is noted, which happens beside what is shown."""
        with open_store(self.where, readonly=True) as store:
            self.wait(lambda: store.resume(reviewer) == finding, "the place was not noted")

    def told(self, words: str) -> str:
        """Wait until the bar says something; all that it says."""
        bar = self.page.locator(".wb-notice:not(.wb-standing)", has_text=words)
        bar.wait_for()
        return bar.inner_text()

    def button(self, words: str, within: str = ".wb") -> Locator:
        """A button by its words."""
        return self.page.locator(within).get_by_role("button", name=words)

    @property
    def ledger(self) -> Ledger:
        """What the store has now."""
        with open_store(self.where, readonly=True) as store:
            return store.ledger()

    @property
    def statuses(self) -> dict[str, Status]:
        """What the store says of every finding."""
        return {entry.id: entry.status for entry in self.ledger.entries}

    def entry(self, finding: str) -> Entry:
        """A finding as the store has it."""
        return self.ledger.by_id[finding]

    def clean_up(self) -> None:
        """Take back everything, whoever did it, and show all findings from the first on."""
        self.press("Escape", "Escape", "Escape")
        with open_store(self.where) as store:
            for act in store.acts():
                if not act.undone:
                    store.undo(act.act, act.reviewer)
        if self.page.locator("[data-room=review]").get_attribute("aria-selected") != "true":
            self.page.locator("[data-room=review]").click()
        if self.page.locator(".wb-view", has_text="全部").get_attribute("aria-pressed") != "true":
            self.page.locator(".wb-view", has_text="全部").click()
        self.focus()
        self.press("Home")
        self.settled(0)
        self.go(self.ledger.entries[0].id)


@dataclass(frozen=True)
class Face:
    """Where the desk is shown: ``lab`` or ``app``; its address, and the store behind it."""

    name: str
    url: str
    where: Path

    def opened(self, watched: Watched, notebook: str = "desk.ipynb") -> Robot:
        """The desk on a page."""
        if self.name == "lab":
            open_lab(watched.page, self.url, notebook)
        else:
            open_voila(watched.page, self.url)
        return Robot(watched, self.where)
