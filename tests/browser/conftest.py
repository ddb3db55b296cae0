"""What the browser tests share: one browser a process, and the folder that servers are started over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import CHROMIUM, browser
from tests.browser.serving import ROOT
from tests.documents.prints import printed
from tests.review.drafts import faulty
from tests.session.desks import drafts, written


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; its tests are passed over, and say so, where there is none."""
    if not CHROMIUM:
        if os.environ.get("WORKBENCH_TEST_ALL"):
            pytest.fail("没有安装 Chromium")
        pytest.skip("没有安装 Chromium，浏览器测试被跳过")
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundled reports, three drawn ones, and one as it was printed."""
    made = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "data" / "reports", made / "reports")
    written(made / "reports", drafts())
    (made / "reports" / "3 印发.pdf").write_bytes(printed(faulty("青石县财政局")))
    return made
