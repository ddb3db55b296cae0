"""The working paper, read back from HTML and from PDF: nothing that was checked, found or decided is left out."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.exports.drafts import ledger, undecided
from workbench.errors import ExportError
from workbench.exports import export, html, pdf
from workbench.review import Ledger


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    """The working paper of the decided ledger, as a browser takes it apart."""
    return document_fromstring(html.page(ledger()))


def said(element: HtmlElement) -> str:
    """The text of an element, spaces aside."""
    return re.sub(r"\s+", "", element.text_content())


def rows(table: HtmlElement) -> list[list[str]]:
    """The cells of a table's body."""
    return [[said(cell) for cell in row.iterfind("*")] for row in table.iterfind("tbody/tr")]


def plain(text: str) -> str:
    """A text as :func:`said` has it."""
    return re.sub(r"\s+", "", text)


def table_of(page: HtmlElement, index: str, name: str = "") -> list[list[str]]:
    """The rows of a table within a part of the paper."""
    part = page.get_element_by_id(index)
    return rows(part.find_class(name)[0] if name else next(part.iter("table")))


def test_every_report_has_a_sheet_with_an_index_number(page: HtmlElement) -> None:
    """C1, C2 and so on, in the ledger's order, listed in the contents and in the summary."""
    for at, report in enumerate(ledger().reports, 1):
        sheet = page.get_element_by_id(f"C{at}")
        assert report.unit in said(sheet.find("h3"))
        assert report.sha256 in said(sheet)
        assert f"相符{report.agrees}，不符{report.differs}，未定{report.undetermined}" in said(sheet)
        assert f"#C{at}" in [link.get("href") for link in page.find("body/nav").iter("a")]
    summary = table_of(page, "B")
    assert [one.unit for one in ledger().reports] == [row[1] for row in summary]
    assert [str(one.agrees) for one in ledger().reports] == [row[6] for row in summary]


def test_every_check_has_its_tick_mark(page: HtmlElement) -> None:
    """Each check that ran on a report stands there with mark and counts; what does not apply is named as well."""
    for at, report in enumerate(ledger().reports, 1):
        sheet = page.get_element_by_id(f"C{at}")
        listed = {row[0]: row for row in rows(sheet.find_class("checks")[0])}
        for one in (it for it in ledger().coverage if it.key == report.key):
            if one.not_applicable:
                assert one.check not in listed
                assert f"{one.check}{plain(ledger().by_check[one.check].title)}" in said(sheet)
                continue
            mark = "✗" if one.differs else "？" if one.undetermined else "✓"
            counts = [str(count or "") for count in (one.agrees, one.differs, one.undetermined)]
            assert [plain(ledger().by_check[one.check].title), mark, *counts] == listed[one.check][1:6]


def test_a_difference_leads_to_its_finding(page: HtmlElement) -> None:
    """The line of a check with differences links to the index numbers of what it found, which exist."""
    found = {one.get("id") for one in page.find_class("finding")}
    links = [link.get("href") for table in page.find_class("checks") for link in table.iter("a")]
    assert links
    assert {f"#{one}" for one in found} >= set(links)
    ids = {f"#{one}" for one in page.xpath("//@id")}
    assert ids >= {link.get("href") for link in page.iter("a")}


def test_every_finding_stands_with_its_evidence(page: HtmlElement) -> None:
    """Message, explanation, figures, every piece of evidence, and what is folded into it."""
    shown = {found: said(found) for found in page.find_class("finding")}
    assert len(ledger().entries) + len(ledger().vanished) == len(shown)
    for entry in (*ledger().entries, *ledger().vanished):
        (text,) = (text for text in shown.values() if entry.id in text)
        parts = [entry.message, entry.explanation, entry.check, entry.title, entry.status_words]
        parts += [one.text for one in entry.evidence]
        parts += [one.message for one in entry.all_folded()]
        assert all(plain(part) in text for part in parts)


def test_decisions_stand_with_their_history(page: HtmlElement) -> None:
    """Who decided what, when, why and on which figures; what was taken back is struck out."""
    entry = ledger().entries[5]
    (found,) = (one for one in page.find_class("finding") if entry.id in said(one))
    history = found.find_class("history")[0]
    assert [one.kind.chinese for one in entry.history] == [row[2].split("（")[0] for row in rows(history)]
    assert ["张三"] * 2 == [row[1] for row in rows(history)]
    assert ["属实（已撤销）"] == [said(row[2]) for row in history.find_class("undone")]


def test_missing_unread_corrected_and_vanished_have_parts_of_their_own(page: HtmlElement) -> None:
    """Nothing that belongs to no report is left out, and parts that are empty say so."""
    assert "青石县林业局" in said(page.get_element_by_id("D"))
    assert [["E-1", "坏.pdf", "文件已损坏。", "0" * 64]] == table_of(page, "E")
    (corrected,) = table_of(page, "F")
    assert ["表四“行政复议”行“结果维持”列", "O", "0", "原件为0", "张三"] == corrected[1:6]
    (gone,) = page.get_element_by_id("G").find_class("finding")
    assert "更正后的报告中不再发现" in said(gone)
    empty: HtmlElement = document_fromstring(html.page(replace(undecided(), failures=(), entries=())))
    assert all("无。" in said(empty.get_element_by_id(part)) for part in "DEFG")


def test_the_run_and_the_sign_offs_are_recorded(page: HtmlElement) -> None:
    """What is needed to find the same again, the head of the journal, who signed."""
    told = {row[0]: row[1] for row in table_of(page, "A", "pairs")}
    assert (ledger().run.version, ledger().run.catalogue) == (told["程序版本"], told["检查目录摘要"])
    assert ledger().head == told["处理记录校验值"]
    assert "赵六" in said(page.get_element_by_id("C1"))
    assert "未审签" in said(page.get_element_by_id("C2"))


def test_digests_are_never_taken_for_personal_numbers() -> None:
    """A digest in which eleven digits look like a mobile number is shown as it is."""
    digest = "a13812345678" + "b" * 52
    made = replace(ledger(), head=digest, reports=(replace(ledger().reports[0], sha256=digest),))
    assert 2 == html.page(made).count(digest)


def test_the_page_stands_by_itself(page: HtmlElement) -> None:
    """No script, nothing that is loaded, no link that leads away; and it would be refused if there were."""
    assert not list(page.iter("script", "link", "img", "iframe", "object", "embed", "form"))
    assert all(link.get("href").startswith("#") for link in page.iter("a"))
    (policy,) = (one for one in page.iter("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'; style-src 'unsafe-inline'" == policy.get("content")
    assert not [word for word in ("http:", "https:", "url(", "@import") if word in html.page(ledger())]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def pages(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    found = pypdfium2.PdfDocument(path)
    texts = [one.get_textpage().get_text_range() for one in found]
    found.close()
    return texts


@pytest.mark.skipif(not any(map(shutil.which, pdf.BROWSERS)), reason="no browser is installed")
def test_it_is_printed_on_numbered_pages_of_a4(tmp_path: Path) -> None:
    """The browser prints every finding, on A4, each report on a new page, each page with its number."""
    export(ledger(), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    found = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert {(595, 842)} == {tuple(map(round, one.get_size())) for one in found}
    found.close()
    assert all(f"第 {at} 页，共 {len(texts)} 页" in text for at, text in enumerate(texts, 1))
    everything = plain("".join(texts))
    assert all(one.id in everything for one in ledger().entries)
    assert all(any(f"页\r\nC{at} " in text for text in texts) for at in (2, 3, 4))


@pytest.mark.skipif(not any(map(shutil.which, pdf.OFFICES)), reason="LibreOffice is not installed")
def test_libreoffice_prints_where_there_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It prints the same findings, if less well."""
    monkeypatch.setattr(pdf, "BROWSERS", ())
    export(few(), tmp_path / "a.pdf")
    assert all(one.id in plain("".join(pages(tmp_path / "a.pdf"))) for one in few().entries)


def few() -> Ledger:
    """A ledger of one report."""
    made = ledger()
    key = made.reports[0].key
    return replace(made, reports=made.reports[:1], entries=made.by_report[key])


def test_the_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can print, the message names the packages and the way round."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match=r"chromium 或 libreoffice-writer.*\.html"):
        export(ledger(), tmp_path / "a.pdf")


def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that writes nothing is an error in Chinese, and leaves no file."""
    (tmp_path / "chromium").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match=r"chromium 没有写出 PDF.*\.html"):
        export(ledger(), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
