"""``workbench lab`` as a person starts it: the notebooks, in Chinese, with nothing of the person's own changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import page
from tests.browser.serving import ROOT, environment
from workbench.app.serving import free_port

pytestmark = [pytest.mark.xdist_group("app"), pytest.mark.filterwarnings("default")]

TOKEN = "0123456789abcdef"  # noqa: S105 - that of the test


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """JupyterLab over a copy of the notebooks, as the command starts it."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    own = environment(tmp_path)
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        own.pop(name)
    port = free_port("127.0.0.1")
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    command = [str(Path(sys.executable).with_name("workbench")), "lab", *options]
    with (tmp_path / "lab.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=tmp_path, env=own, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{port}/?token={TOKEN}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


def test_the_notebooks_open_in_chinese_and_ask_for_no_news(url: str, tmp_path: Path, chromium: Browser) -> None:
    """Menus are Chinese, the notebooks are listed, no news is asked for, and no setting is written."""
    with page(chromium) as watched:
        for _ in range(150):
            with suppress(OSError), urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                break
            watched.page.wait_for_timeout(300)
        watched.page.goto(url)
        watched.page.wait_for_selector(".lm-MenuBar-itemLabel:has-text('文件')")
        watched.page.wait_for_selector(".jp-DirListing-itemText:has-text('02-批量核查')")
        assert 0 == watched.page.locator(".Toastify__toast").count()
        assert [] == watched.elsewhere
        assert [] == watched.errors
    assert not list((tmp_path / ".jupyter-test").rglob("*.jupyterlab-settings"))
