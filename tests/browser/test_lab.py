"""``workbench lab`` as a person starts it: the notebooks, in Chinese, with nothing of the person's own changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import page
from tests.browser.serving import ROOT, WORKBENCH, environment, free_port, running, wait_for

pytestmark = [pytest.mark.xdist_group("app"), pytest.mark.filterwarnings("default")]

TOKEN = "0123456789abcdef"  # noqa: S105 - that of the test


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """JupyterLab over a copy of the notebooks, as the command starts it."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    own = environment(tmp_path)
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        own.pop(name)
    port = free_port()
    options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--allow-root"]
    address, log = f"http://127.0.0.1:{port}/", tmp_path / "lab.log"
    with running([WORKBENCH, "lab", *options], tmp_path, own, log) as process:
        wait_for(f"{address}api/status", process, log)
        yield f"{address}?token={TOKEN}"


def test_the_notebooks_open_in_chinese_and_ask_for_no_news(url: str, tmp_path: Path, chromium: Browser) -> None:
    """Menus are Chinese, the notebooks are listed, no news is asked for, and no setting is written."""
    with page(chromium) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url))
        watched.page.goto(url)
        watched.page.wait_for_selector(".lm-MenuBar-itemLabel:has-text('文件')")
        watched.page.wait_for_selector(".jp-DirListing-itemText:has-text('02-批量核查')")
        watched.page.wait_for_load_state("networkidle")
        assert [] == [one for one in asked if "/lab/api/news" in one or "/lab/api/update" in one]
        assert 0 == watched.page.locator(".Toastify__toast").count()
        assert [] == watched.elsewhere
        assert [] == watched.errors
    assert not list((tmp_path / ".jupyter-test").rglob("*.jupyterlab-settings"))
