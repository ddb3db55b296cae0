"""What the browser tests share: one browser a process, folders to start servers over, both faces of the desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import CHROMIUM, browser, page
from tests.browser.robot import Face, Robot
from tests.browser.serving import ROOT, app, lab, notebook
from tests.documents.prints import printed
from tests.review.drafts import faulty
from tests.session.desks import drafts, written


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of one face of the desk stay together, so that each face is served once."""
    for item in items:
        found = getattr(getattr(item, "callspec", None), "params", {})
        if "face" in found:
            item.add_marker(pytest.mark.xdist_group(f"desk of the {found['face']}"))


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
    return _with_reports(tmp_path_factory.mktemp("desk"))


def _with_reports(made: Path) -> Path:
    shutil.copytree(ROOT / "data" / "reports", made / "reports")
    written(made / "reports", drafts())
    (made / "reports" / "3 印发.pdf").write_bytes(printed(faulty("青石县财政局")))
    return made


@pytest.fixture(scope="session", params=["lab", "app"])
def face(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    """The desk as it is served: from a notebook in JupyterLab, and as an office starts it by ``workbench app``."""
    folder = _with_reports(tmp_path_factory.mktemp(request.param))
    if request.param == "app":
        with app(folder, "reports", "--store", "audit.db", "--reviewer", "张三", "--jobs", "2") as url:
            yield Face("app", url, folder / "audit.db")
        return
    audit = "import workbench as wb\naudit = wb.audit(wb.load('reports', jobs=2))"
    notebook(folder / "desk.ipynb", audit, "wb.desk(audit, store='audit.db', reviewer='张三')")
    notebook(folder / "other.ipynb", "import workbench as wb", "wb.desk(store='audit.db')")
    with lab(folder) as url:
        yield Face("lab", url, folder / "audit.db")


@pytest.fixture(scope="session")
def at_face(face: Face, chromium: Browser) -> Iterator[Robot]:
    """One page for all tests of a face."""
    with page(chromium) as watched:
        yield face.opened(watched)
        assert [] == watched.elsewhere
        assert [] == watched.errors


@pytest.fixture
def at(at_face: Robot) -> Robot:
    """The desk as if nobody had done anything yet."""
    at_face.clean_up()
    return at_face
