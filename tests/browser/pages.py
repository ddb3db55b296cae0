"""Pages of a real browser on the desk: how they are opened, what they fetched from elsewhere, what went wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright

CHROMIUM = os.environ.get("WORKBENCH_CHROMIUM") or shutil.which("chromium") or ""
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--lang=zh-CN",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
"""Without a sandbox, as root has none; no name but this machine's is ever resolved."""
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"
"""Markup that asks for something and says so as soon as anything of it is more than text."""
_PATIENCE = 60_000
_RUN = """async () => {
  const app = window.jupyterapp;
  const until = async (found) => { while (!found()) await new Promise((go) => setTimeout(go, 50)); };
  await app.restored;
  await until(() => app.shell.currentWidget?.sessionContext);
  const context = app.shell.currentWidget.sessionContext;
  await context.ready;
  await until(() => context.session?.kernel);
  await context.session.kernel.info;
  await app.commands.execute("notebook:run-all-cells");
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, with what it asked of others than this machine, its errors, and what it wrote on the console as such."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    provoked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Watch from the beginning."""
        self.page.on("request", lambda request: self._requested(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("dialog", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        """An error on the console; but for what a test provokes, and names by a part of the address concerned."""
        url = message.location["url"]
        if message.type == "error" and not any(part in url for part in self.provoked):
            self.errors.append(f"{message.text} ({url})")

    def _asked(self, dialog: Dialog) -> None:
        """A notebook that was not saved asks whether to leave it, and may be left; nothing else may ask."""
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self.errors.append(dialog.message)
        dialog.dismiss()

    def _requested(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.elsewhere.append(url)


@contextmanager
def page(started: Browser, size: tuple[int, int] = (1360, 900)) -> Iterator[Watched]:
    """A page of its own, as a person who has never been here opens it."""
    width, height = size
    context = started.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(_PATIENCE)
    yield Watched(context.new_page())
    context.close()


def run_lab(shown: Page, url: str, name: str) -> None:
    """Open a notebook by itself in JupyterLab and run it."""
    shown.goto(f"{url}/doc/tree/{name}?reset")
    shown.wait_for_function("() => window.jupyterapp")
    shown.evaluate(_RUN)


def open_lab(shown: Page, url: str, name: str) -> None:
    """Open a notebook that shows the desk, and run it."""
    run_lab(shown, url, name)
    shown.wait_for_selector(".wb[data-ready=true]")


def open_voila(shown: Page, url: str) -> None:
    """Open a notebook as a page."""
    shown.goto(url)
    shown.wait_for_selector(".wb[data-ready=true]")
