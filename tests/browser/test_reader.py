"""The reader in JupyterLab: marks in the form's look, the source beside it, and nothing that a report says runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import HOSTILE, Watched, page, run_lab
from tests.browser.serving import lab, notebook
from tests.builders import Draft, as_text, empty
from tests.documents.prints import printed

pytestmark = [pytest.mark.xdist_group("reader"), pytest.mark.filterwarnings("default")]


def draft(**texts: str) -> Draft:
    """A report with a contradiction between narrative and table and a wrong total."""
    told = empty().with_text("一", "（一）主动公开。制发行政规范性文件5件，已公布。收到政府信息公开申请2件。")
    for number, text in texts.items():
        told = told.with_text(number, text)
    return told.with_values(**{"disputes.review.total": 3})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebooks are, and which process runs each of them."""
    return tmp_path_factory.mktemp("reader")


@pytest.fixture(scope="module")
def url(folder: Path, chromium: Browser) -> Iterator[str]:
    """A server over a PDF, a text with hostile words, and a notebook for each."""
    assert chromium
    (folder / "a.pdf").write_bytes(printed(draft()))
    hostile = f"{HOSTILE}存在的主要问题：一是内容不够丰富。改进措施：加强学习。"
    (folder / "b.txt").write_text(as_text(draft(五=hostile)), "utf-8")
    for name in ("a.pdf", "b.txt"):
        running = f"import os, pathlib\npathlib.Path('{name}.pid').write_text(str(os.getpid()))"
        shown = f"import workbench as wb\nreport = wb.read('{name}')\nwb.show(report)"
        notebook(folder / f"{name}.ipynb", running, shown)
    more = "from dataclasses import replace\nother = replace(report, year=2022)\nwb.compare(other, report)"
    notebook(folder / "both.ipynb", "import workbench as wb\nreport = wb.read('b.txt')", more)
    with lab(folder) as address:
        yield address


def opened(watched: Watched, url: str, name: str, ready: str = ".wb-reader[data-ready=true]") -> Page:
    """A notebook that was run, its result shown."""
    run_lab(watched.page, url, name)
    watched.page.wait_for_selector(ready)
    return watched.page


@pytest.fixture(scope="module")
def pdf(url: str, chromium: Browser) -> Iterator[Page]:
    """The reader over the PDF."""
    with page(chromium) as watched:
        yield opened(watched, url, "a.pdf.ipynb")
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_marks_stand_in_text_and_tables(pdf: Page) -> None:
    """The words of the contradiction, its cell and the cells of the sum are marked with their findings' numbers."""
    words = pdf.locator(".wb-whole-report mark.wb-hit[data-evidence]")
    assert "5" in "".join(words.all_inner_texts())
    assert pdf.locator("td.wb-hit[data-key='disclosure.normative.issued'][data-evidence]").count()
    assert pdf.locator("td.wb-hit[data-key='disputes.review.total']").count()
    assert pdf.locator(".wb-whole-report .wb-tie-tied").count()
    cards = pdf.locator(".wb-whole-report [data-finding]")
    assert pdf.locator(".wb-found li").count() == cards.count() > 1


def test_a_finding_leads_to_its_mark_and_its_page(pdf: Page) -> None:
    """A click in the list scrolls to the mark and draws the page of the PDF beside it."""
    pdf.locator(".wb-found [data-go]").first.click()
    picture = pdf.locator(".wb-original img.wb-page")
    picture.wait_for()
    pdf.wait_for_function("() => document.querySelector('.wb-original img').naturalWidth > 300")
    mark = pdf.locator(".wb-whole-report .wb-now").first.bounding_box()
    paper = pdf.locator(".wb-whole-report").bounding_box()
    assert mark is not None
    assert paper is not None
    assert paper["y"] <= mark["y"] <= paper["y"] + paper["height"]
    assert "第" in (picture.get_attribute("alt") or "")


def test_a_number_and_a_cell_say_what_they_are(pdf: Page) -> None:
    """What a number was held against, what a cell is called, each with its place in the source."""
    pdf.locator(".wb-whole-report .wb-tie-tied").first.click()
    note = pdf.locator(".wb-picked-note", has_text="与统计表核对")
    note.wait_for()
    pdf.locator("td[data-key='applications.new.total']").click()
    pdf.locator(".wb-picked-note", has_text="本年新收政府信息公开申请数量").wait_for()


def test_a_kernel_that_does_not_answer_is_said(pdf: Page, folder: Path) -> None:
    """In the place of what is being opened; once it has come, that is shown and nothing is said any more."""
    kernel = int((folder / "a.pdf.pid").read_text())
    told = pdf.locator(".wb-original [role=alert]")
    os.kill(kernel, signal.SIGSTOP)
    try:
        pdf.locator("td[data-key='applications.new.natural_person']").click()
        told.get_by_text("没有收到回应").wait_for()
    finally:
        os.kill(kernel, signal.SIGCONT)
    pdf.locator(".wb-original img.wb-page").wait_for()
    assert not told.count()


def test_marks_can_be_taken_away(pdf: Page) -> None:
    """The report by itself, without findings and without marks on numbers."""
    for words in ("标出问题", "标出数字去向"):
        pdf.get_by_label(words).uncheck()
    assert not pdf.locator(".wb-whole-report :is(mark, [data-finding], .wb-tie)").count()
    for words in ("标出问题", "标出数字去向"):
        pdf.get_by_label(words).check()
    assert pdf.locator(".wb-whole-report mark").count()


def test_hostile_words_are_words(url: str, chromium: Browser) -> None:
    """They stand in the report and beside it as they are written; nothing of them runs or is fetched."""
    with page(chromium) as watched:
        shown = opened(watched, url, "b.txt.ipynb")
        assert HOSTILE in shown.locator(".wb-whole-report").inner_text()
        shown.locator(".wb-tie", has_text="一是").last.click()
        shown.locator(".wb-original .wb-block").first.wait_for()
        assert not shown.locator(".wb-reader :is(img, script)").count()
        assert [] == watched.elsewhere
        assert [] == watched.errors


def test_a_comparison_is_shown(url: str, chromium: Browser) -> None:
    """Both reports side by side; what does not differ can be left out."""
    with page(chromium) as watched:
        shown = opened(watched, url, "both.ipynb", ".dw-compare")
        rows = shown.locator(".dw-compare tr.dw-same")
        assert rows.first.is_visible()
        shown.get_by_label("只看不同之处").check()
        rows.first.wait_for(state="hidden")
        cells = shown.locator(".jp-Notebook-cell").count()
        shown.keyboard.press("d")
        shown.keyboard.press("d")
        assert cells == shown.locator(".jp-Notebook-cell").count() > 0
        assert HOSTILE in (shown.locator(".dw-compare").text_content() or "")
        assert [] == watched.elsewhere
        assert [] == watched.errors
