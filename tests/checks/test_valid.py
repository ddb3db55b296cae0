"""What is as it should be gives rise to nothing, in whatever layout or format it comes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import workbench as wb
from tests.builders import as_text, drawn, empty
from tests.layouts import LAYOUTS, render
from tests.pages import article, distinct, site
from tests.test_audit import made
from tests.words import body, docx, paragraph
from workbench.checks import catalogue
from workbench.documents import Document, Remark
from workbench.documents.plain import blocks
from workbench.findings import Finding
from workbench.reports import Report, read, recognise

FAMILIES = ("PR", "WD", "DU")


def accusations(*reports: Report) -> list[str]:
    """What the audit has to say of form, wording and likeness."""
    problems = wb.audit(reports).problems
    return [f"{one.check} {one.message}" for one in problems if one.check.startswith(FAMILIES)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("edition", "year"), [("cn-2021", 2023), ("cn-2019", 2020)])
def test_valid_reports_in_every_layout(layout: str, edition: str, year: int, tmp_path: Path) -> None:
    """No row, column, heading or word of a valid report is found fault with, however it was flattened."""
    rng = random.Random(f"{layout}{edition}")
    path = tmp_path / "a.txt"
    path.write_bytes(render(drawn(rng, edition, year=year), layout, rng))
    assert [] == accusations(read(path))


def test_a_batch_of_valid_reports_over_two_years() -> None:
    """Units that report what the form asks for, this year and last, are not alike by that."""
    names = ["青石县水利局", "青石县教育局", "平原镇人民政府", "清溪街道办事处", "青石县人民政府"]
    drafts = [drawn(random.Random(f"{name}{year}"), unit=name, year=year) for name in names for year in (2022, 2023)]
    assert [] == accusations(*(made(draft, f"{draft.title}.txt") for draft in drafts))


def found(report: Report, code: str) -> list[Finding]:
    """The findings of a check."""
    return [one for one in wb.audit([report]).problems if one.check == code]


def test_tables_given_as_pictures_are_named_with_the_reader_s_remark(tmp_path: Path) -> None:
    """Each table is named, with what the page has instead; the remark itself is folded and not said twice."""
    draft = distinct()
    page = site(draft, article(draft, drawn=lambda *_: '<p><img src="a.png"></p>'))
    (tmp_path / "a.html").write_text(page, "utf-8")
    report = read(tmp_path / "a.html")
    problems = found(report, "PR201")
    assert ["disclosure", "applications", "disputes"] == [one.at for one in problems]
    assert all("未找到，可能以图片提供" in one.message and "3张图片" in one.explanation for one in problems)
    assert [] == found(report, "RD102")


def test_one_table_as_a_picture_is_named() -> None:
    """Where the others are there, just the missing one is named."""
    text = as_text(empty())
    start = text.index("行政复议\t")
    text = text[:start] + text[text.index("五、存在") :]
    remark = Remark("正文中的表格少于格式规定的统计表而有1张图片，统计表可能以图片发布。", "picture")
    report = recognise(Document("a.html", "0" * 64, tuple(blocks(text)), (remark,)))
    assert ["disputes"] == [one.at for one in found(report, "PR201")]


def test_what_is_pending_in_a_word_file_is_found(tmp_path: Path) -> None:
    """Revisions and comments of a real file come out as findings of their own, and as no doubt of the reading."""
    content = body(distinct()) + '<w:p><w:ins w:author="李四"><w:r><w:t>新增。</w:t></w:r></w:ins></w:p>'
    content += paragraph("末段。")
    comments = '<w:comment w:id="1" w:author="王五"><w:p><w:r><w:t>数字待核</w:t></w:r></w:p></w:comment>'
    (tmp_path / "a.docx").write_bytes(docx(content, comments=comments))
    report = read(tmp_path / "a.docx")
    assert ["revision", "comment"] == [one.at for one in found(report, "WD102")]
    assert [] == found(report, "RD102")


@pytest.mark.parametrize("code", [one.code for one in catalogue() if one.code.startswith(FAMILIES)])
def test_every_check_has_a_basis(code: str) -> None:
    """What a report is found fault with for is asked for somewhere."""
    assert next(one for one in catalogue() if one.code == code).basis
