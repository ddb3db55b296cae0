"""``workbench app`` as an office starts it, and as its inspectors meet it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import HOSTILE, Watched, open_voila, page
from tests.browser.robot import Robot
from tests.browser.serving import TOKEN, app
from tests.builders import as_text, empty
from tests.session.desks import UNITS, drafts, written

pytestmark = [pytest.mark.xdist_group("app"), pytest.mark.filterwarnings("default")]

READY = ".wb[data-ready=true]"
NOBODY = "00000000-0000-0000-0000-000000000000"
"""A kernel that is none."""
NOT_FOUND = 404


def opened(watched: Watched, url: str, where: Path) -> Robot:
    """The desk at an address."""
    open_voila(watched.page, url)
    return Robot(watched, where)


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """The app over the folder of reports."""
    (folder / "voila.py").write_text("raise SystemExit('a program among the reports was run')", "utf-8")
    (folder / "json.py").write_text("raise SystemExit('a program among the reports was run')", "utf-8")
    with app(folder, "reports", "--store", "app.db", "--reviewer", "张三", "--jobs", "2") as address:
        yield address


@pytest.fixture(scope="module")
def shown(url: str, folder: Path, chromium: Browser) -> Iterator[Robot]:
    """One page for all tests that do not need their own."""
    with page(chromium) as watched:
        yield opened(watched, url, folder / "app.db")
        assert [] == watched.elsewhere
        assert [] == watched.errors


@pytest.fixture
def at(shown: Robot) -> Robot:
    """The desk as if nobody had done anything yet."""
    shown.clean_up()
    return shown


def test_the_page_is_chinese_and_the_token_does_not_stay_in_its_address(at: Robot) -> None:
    """The desk fills the window, and what the browser is allowed to ask for is this server alone."""
    assert "年报核查工作台" == at.page.title()
    assert "token" not in at.page.url
    assert {"x": 0, "y": 0, "width": 1360, "height": 900} == at.desk.bounding_box()
    assert 900 == at.page.locator("#rendered_cells").evaluate("cells => cells.scrollHeight")
    answer = at.page.request.get(at.page.url)
    assert "default-src 'self';" in answer.headers["content-security-policy"]


def test_without_its_token_the_desk_is_shown_to_nobody(url: str, chromium: Browser, shown: Robot) -> None:
    """Who comes without it, or with a wrong one, is told in Chinese where to find it; the right one opens the desk."""
    bare = url.partition("?")[0]
    assert shown.page.url == bare
    with page(chromium) as watched:
        for address in (bare, f"{bare}?token=falsch"):
            watched.page.goto(address)
            watched.page.wait_for_selector("text=请用启动时显示的完整网址打开")
            assert 0 == watched.page.locator(".wb").count()
        for path, status in ((f"api/kernels/{NOBODY}/channels", 403), ("desk.ipynb", 302), ("voila/files/app.db", 302)):
            assert status == watched.page.request.get(bare + path, max_redirects=0).status, path
        watched.provoked.add("/login")
        watched.page.goto(bare)
        watched.page.get_by_label("口令").fill("falsch")
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_selector("[role=alert]:has-text('口令不对')")
        watched.page.get_by_label("口令").fill(TOKEN)
        watched.page.keyboard.press("Enter")
        watched.page.wait_for_selector(READY)
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_nobody_without_the_token_can_end_a_kernel(url: str, at: Robot, chromium: Browser) -> None:
    """Even who knows its name, which a page says when it is left, and says without the token of a form."""
    bare = url.partition("?")[0]
    with page(chromium) as stranger, page(chromium) as watched:
        kernel, mine = opened_with_kernel(watched, url, at.where)
        assert 403 == stranger.page.request.post(f"{bare}voila/api/shutdown/{kernel}", max_redirects=0).status
        assert 200 == watched.page.request.get(f"{bare}api/kernels/{kernel}").status
        mine.focus()
        mine.press_on("j")
        assert [] == watched.errors


def opened_with_kernel(watched: Watched, url: str, where: Path) -> tuple[str, Robot]:
    """The name of the kernel of a page, and the desk on it."""
    with watched.page.expect_websocket(lambda socket: "/channels" in socket.url) as socket:
        shown = opened(watched, url, where)
    return socket.value.url.rpartition("/channels")[0].rpartition("/")[2], shown


def test_a_page_that_does_not_exist_leads_back(url: str, at: Robot, chromium: Browser) -> None:
    """In Chinese, and nothing of the folder is handed out."""
    bare = url.partition("?")[0]
    with page(chromium) as watched:
        opened(watched, url, at.where)
        for path in ("app.db", "reports/", "voila/files/app.db"):
            watched.provoked |= {bare + path, f"{bare}voila/files/{path}"}
            answer = watched.page.goto(bare + path)
            assert answer is not None
            assert NOT_FOUND == answer.status, path
            watched.page.wait_for_selector("h1:has-text('页面无法打开')")
        watched.page.get_by_role("link", name="回到核查工作台").click()
        watched.page.wait_for_selector(READY)
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_a_page_that_was_left_has_ended_its_kernel(at: Robot, url: str, chromium: Browser) -> None:
    """Else every reload would leave one behind."""
    with page(chromium) as watched:
        kernel, mine = opened_with_kernel(watched, url, at.where)
        mine.page.reload()
        mine.page.wait_for_selector(READY)
        old = f"{url.partition('?')[0]}api/kernels/{kernel}"
        mine.wait(lambda: watched.page.request.get(old).status == NOT_FOUND, "the kernel that was left runs on")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The app without reports or a reviewer: its address and its folder."""
    with app(tmp_path) as address:
        yield address, tmp_path


def test_reports_are_uploaded_to_an_empty_desk_and_execute_nothing(bare: tuple[str, Path], chromium: Browser) -> None:
    """The reviewer says who they are; markup stays text; whoever opens the page next finds everything there."""
    url, folder = bare
    told = f"（一）主动公开。{HOSTILE}制发行政规范性文件5件{HOSTILE}，已公布。{HOSTILE}"
    sent = written(folder / "sent", drafts())
    hostile = empty(unit="青石县审计局").with_text("一", told, HOSTILE)
    (sent / f"{HOSTILE.replace('/', '')}.txt").write_text(as_text(hostile), "utf-8")
    with page(chromium) as watched:
        at = opened(watched, url, folder / "audit.db")
        at.page.get_by_label("处理人姓名").fill("李四")
        at.page.keyboard.press("Enter")
        at.page.locator("input[webkitdirectory]").set_input_files(sent)
        at.page.wait_for_selector("[data-stage=done]")
        assert {*UNITS, "青石县审计局"} == {report.unit for report in at.ledger.reports}
        at.button("开始复核").click()
        at.look_at_all()
        at.press("Home")
        first = at.ledger.entries[0].id
        at.go(first)
        at.press("1")
        at.settled(1)
        assert [] == watched.errors
        at.page.reload()
        at.page.wait_for_selector(READY)
        at.settled(1)
        assert "李四" == at.page.get_by_label("处理人姓名").input_value()
        assert ["李四"] == [one.reviewer for one in at.entry(first).history]
        assert 0 == at.page.locator(".wb img[src=x]").count()
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_what_an_address_on_the_page_would_fetch_is_refused(at: Robot, url: str, chromium: Browser) -> None:
    """Even markup that got into the page could not ask another machine for anything."""
    picture = "http://198.51.100.1/x.png"
    with page(chromium) as watched:
        opened(watched, url, at.where)
        assert ([], []) == (watched.elsewhere, watched.errors)
        blocked = watched.page.evaluate(
            """picture => new Promise((found) => {
              document.addEventListener("securitypolicyviolation", (event) => found(event.blockedURI), {once: true});
              new Image().src = picture;
            })""",
            picture,
        )
        assert picture == blocked
        assert {picture} >= set(watched.elsewhere)
