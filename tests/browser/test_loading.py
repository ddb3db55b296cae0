"""Loading at the desk in JupyterLab: uploads and folders, with the desk alive meanwhile."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import HOSTILE, Watched, open_lab, page
from tests.browser.robot import Robot
from tests.browser.serving import lab, notebook
from tests.builders import as_text, empty
from tests.documents.prints import printed
from tests.pages import article, site, table
from tests.review.drafts import faulty
from tests.session.desks import UNITS, drafts, written
from workbench.review import Status

pytestmark = [pytest.mark.xdist_group("loading"), pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab over a folder with notebooks for two stores."""
    folder = tmp_path_factory.mktemp("loading")
    for name, store in (("one", "audit.db"), ("hostile", "hostile.db")):
        cell = f"wb.desk(store={store!r}, reviewer='张三')"
        notebook(folder / f"{name}.ipynb", "import workbench as wb", cell)
    with lab(folder) as url:
        yield url, folder


def opened(watched: Watched, served: tuple[str, Path], name: str, store: str = "audit.db") -> Robot:
    """The desk of a notebook."""
    url, folder = served
    open_lab(watched.page, url, f"{name}.ipynb")
    return Robot(watched, folder / store)


@pytest.fixture(scope="module")
def one(served: tuple[str, Path], chromium: Browser) -> Iterator[Robot]:
    """The first reviewer's desk, on which nothing lies at first."""
    with page(chromium) as watched:
        yield opened(watched, served, "one")
        assert [] == watched.elsewhere
        assert [] == watched.errors


def loaded(at: Robot, stage: str = "done") -> str:
    """Wait until the loading has come to an end; what is said of it."""
    at.page.wait_for_selector(f"[data-stage={stage}]")
    return at.page.locator(".wb-state").inner_text()


def test_a_folder_is_uploaded(one: Robot, tmp_path: Path) -> None:
    """An empty desk asks for reports; those of a folder arrive in the store, with the roster and what was not read."""
    folder = written(tmp_path / "县", drafts())
    roster = tmp_path / "名册.csv"
    roster.write_text("unit,level,kind,parent,region\n" + "".join(f"{unit},县级,部门,,\n" for unit in UNITS), "utf-8")
    (folder / "空白.docx").write_bytes(b"")
    assert "true" == one.page.locator("[data-room=load]").get_attribute("aria-selected")
    one.page.get_by_label("名册路径").fill(str(roster))
    one.page.locator("input[webkitdirectory]").set_input_files(folder)
    assert "已核查3份报告；1个文件未能读取。" in loaded(one)
    assert "空白.docx" in one.page.locator(".wb-load .wb-table").inner_text()
    assert set(UNITS) == {report.unit for report in one.ledger.reports}
    assert set(UNITS) == {unit.unit for unit in one.ledger.organs}
    one.page.get_by_label("名册路径").fill("")
    one.button("开始复核").click()
    one.count(len(one.ledger.entries))
    first = one.here
    one.press("1")
    one.settled(1)
    assert Status.CONFIRMED == one.entry(first).status


def test_files_are_dropped(one: Robot) -> None:
    """One that is larger than what is sent at a time arrives whole, and joins the reports that are there."""
    data = printed(faulty("青石县财政局"))
    padding = "\n%" + "x" * 2_500_000
    one.page.locator("[data-room=load]").click()
    one.page.locator(".wb-drop").evaluate(
        """(area, [data, padding]) => {
          const dropped = new DataTransfer();
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          dropped.items.add(new File([bytes, padding], "财政局.pdf"));
          area.dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true}));
        }""",
        [b64encode(data).decode(), padding],
    )
    one.page.wait_for_selector("[data-stage=done] ~ p:has-text('已核查4份报告')")
    assert "青石县财政局" in {report.unit for report in one.ledger.reports}
    (kept,) = one.where.parent.glob("上传的报告/*/财政局.pdf")
    assert data + padding.encode() == kept.read_bytes()
    one.page.locator("[data-room=review]").click()


def test_the_desk_stays_alive_while_a_folder_is_read(one: Robot, tmp_path: Path) -> None:
    """A finding is decided on before the loading is over; what is cancelled is not recorded."""
    folder = written(tmp_path / "many", [empty(unit=f"青石县第{at}街道办事处") for at in range(150)])
    one.page.locator("[data-room=load]").click()
    one.page.get_by_label("文件夹路径").fill(str(folder))
    one.button("载入并核查").click()
    one.page.wait_for_selector("[data-stage=reading] + .wb-line [role=progressbar]")
    one.page.locator("[data-room=review]").click()
    one.focus()
    one.press("n", "4")
    one.settled(2)
    assert one.page.locator("[data-stage=reading]").count()
    one.page.locator("[data-room=load]").click()
    one.button("取消", ".wb-state").click()
    assert "载入已取消" in loaded(one, "cancelled")
    assert {*UNITS, "青石县财政局"} == {report.unit for report in one.ledger.reports}
    one.page.locator("[data-room=review]").click()


def test_a_folder_is_dropped(one: Robot, tmp_path: Path) -> None:
    """With its subfolders and more files than a browser lists at a time, each where it was; none that nobody means."""
    folder = written(tmp_path / "县直", [empty(unit=f"青石县第{at}街道办事处") for at in range(105)])
    apart, within = empty(unit="青石县审计局"), folder / "审计" / "2023"
    within.mkdir(parents=True)
    (within / "报告.html").write_text(site(apart, article(apart, drawn=lambda *_: "")), "utf-8")
    (within / "附件：统计表.html").write_text("".join(table(apart, one) for one in apart.form.tables), "utf-8")
    for passed_over in (".DS_Store", "Thumbs.db", "~$报告.docx", ".git/config", "审计/__MACOSX/._x.docx"):
        (folder / passed_over).parent.mkdir(exist_ok=True)
        (folder / passed_over).write_bytes(b"x")
    one.page.locator("[data-room=load]").click()
    drop(one, folder)
    one.page.wait_for_selector("[data-stage=done] ~ p:has-text('已核查110份报告；1个文件未能读取。')")
    (kept,) = one.where.parent.glob("上传的报告/*/县直")
    assert names(folder) - names(kept) == {".DS_Store", "Thumbs.db", "~$报告.docx", "config", "._x.docx"}
    (found,) = (report for report in one.ledger.reports if report.unit == "青石县审计局")
    assert found.source.endswith("县直/审计/2023/报告.html")
    one.page.locator("[data-room=review]").click()


def names(folder: Path) -> set[str]:
    """What the files of a folder are called, at whatever depth."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def drop(at: Robot, path: Path) -> None:
    """Drop a file or folder of this machine on the upload area, as the system's file manager does."""
    box = at.page.locator(".wb-drop").bounding_box()
    assert box is not None
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 20}
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    system = at.page.context.new_cdp_session(at.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        system.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})


def test_hostile_text_executes_nothing(served: tuple[str, Path], chromium: Browser, tmp_path: Path) -> None:
    """Markup in a file's name, in the narrative, in a heading and in a cell is shown as the text that it is."""
    told = f"（一）主动公开。{HOSTILE}制发行政规范性文件5件{HOSTILE}，已公布。{HOSTILE}"
    draft = empty(unit=UNITS[0]).with_values(**{"disputes.review.total": HOSTILE}).with_text("一", told, HOSTILE)
    (tmp_path / f"{HOSTILE.replace('/', '')}.txt").write_text(as_text(draft), "utf-8")
    (tmp_path / f"空{HOSTILE.replace('/', '')}.docx").write_bytes(b"")
    with page(chromium) as watched:
        at = opened(watched, served, "hostile", "hostile.db")
        at.page.get_by_label("文件夹路径").fill(str(tmp_path))
        at.button("载入并核查").click()
        loaded(at)
        at.button("开始复核").click()
        at.look_at_all()
        at.press("e", "Escape", "2", "Escape", "f", "f", "g")
        at.page.locator("[data-room=progress]").click()
        at.page.wait_for_selector(".wb-progress tbody tr")
        assert any(HOSTILE[:20] in quote.text for entry in at.ledger.entries for quote in entry.evidence)
        assert 0 == at.page.locator(".wb img[src=x]").count()
        assert [] == watched.elsewhere
        assert [] == watched.errors
