"""Pages in a real browser, the system's: what ran in them, what they asked for, what they complained of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Dialog, Page, sync_playwright

CHROMIUM = os.environ.get("WORKBENCH_CHROMIUM") or shutil.which("chromium") or ""
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND"]
"""Without a sandbox, as root has none; no name is ever resolved."""


@dataclass
class Watched:
    """A page with what it asked for besides itself, the dialogs that it opened and its complaints."""

    page: Page
    asked: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Watch from the beginning."""
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))

    def _dialog(self, dialog: Dialog) -> None:
        self.opened.append(dialog.message)
        dialog.dismiss()


@contextmanager
def opened(path: Path) -> Iterator[Watched]:
    """A file as a person opens it, who then moves over all of it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        watched = Watched(browser.new_page(locale="zh-CN"))
        watched.page.goto(path.resolve().as_uri())
        watched.page.wait_for_load_state("networkidle")
        yield watched
        browser.close()
