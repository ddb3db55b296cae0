"""Reports, findings and audits as HTML: what is shown and marked, and that documents put nothing into it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import workbench as wb
from tests.builders import Draft, as_text, empty
from workbench import markup
from workbench.checks.subjects import Failure
from workbench.forms import Form, forms
from workbench.reports.view import Line, draw

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"onmouseover='alert(1)'",
    "</table></style><iframe src=http://x>",
    "{{ 7*7 }}{% raw %}",
)
ELEMENTS = {"style", "div", "p", "b", "span", "mark", "table", "tbody", "tr", "th", "td", "details", "summary"}
ATTRIBUTES = {"class", "title", "rowspan", "colspan", "open"}


class Page(HTMLParser):
    """What a browser would make of a piece of HTML: elements, attributes, and the text of cells and marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    @property
    def balanced(self) -> bool:
        """Whether every element that was opened was closed."""
        return not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note element, attributes and classes."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append((tag, [tag, *(dict(attrs).get("class") or "").split()]))
        for name in self._open[-1][1]:
            self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """The element that ends is the one last opened."""
        assert tag == self._open.pop()[0]

    def handle_data(self, data: str) -> None:
        """Text belongs to every element around it."""
        for _, names in self._open:
            for name in names:
                self.texts[name][-1] += data


def made(draft: Draft, folder: Path, name: str = "a.txt") -> wb.Report:
    """The report of a draft, read from a file."""
    (folder / name).write_text(as_text(draft), "utf-8")
    return wb.read(folder / name)


@pytest.fixture
def report(tmp_path: Path) -> wb.Report:
    """A report with a contradiction between narrative and table, and a total that does not hold."""
    draft = empty().with_text("一", "（一）主动公开。本年度概况如下。制发行政规范性文件5件，已公布。其余从略。")
    return made(draft.with_values(**{"applications.granted.total": 2, "disputes.review.upheld": ""}), tmp_path)


def found(report: wb.Report, code: str) -> wb.Finding:
    """The first finding of a check."""
    problems = wb.audit([report]).problems
    everything = [one for problem in problems for one in (problem, *problem.folded)]
    return next(finding for finding in everything if finding.check == code)


def test_a_finding_quotes_its_sentence_and_marks_the_words(report: wb.Report) -> None:
    """The whole sentence stands there, no more, with the words that were read marked."""
    page = Page(found(report, "NT301")._repr_html_())
    assert ["第一部分：制发行政规范性文件5件，已公布。"] == page.texts["dw-quote"]
    words, cell = page.texts["mark"]
    assert "行政规范性文件5件" in words
    assert words in page.texts["dw-quote"][0]
    assert cell == "0"


def test_a_finding_shows_its_cells_under_the_form_s_headings(report: wb.Report) -> None:
    """The row of the cell stands under its headings, the cell marked and no other."""
    page = Page(found(report, "NT301")._repr_html_())
    assert ["0"] == page.texts["dw-mark"]
    assert ["行政规范性文件"] == page.texts["dw-label"]
    assert {"第二十条第（一）项", "本年制发件数", "本年废止件数", "现行有效件数"} <= set(page.texts["th"])


def test_a_finding_says_its_severity_in_words(report: wb.Report) -> None:
    """Colour alone says nothing."""
    page = Page(found(report, "NT301")._repr_html_())
    assert ["错误"] == page.texts["dw-badge"]
    assert "NT301" in "".join(page.texts["dw-finding"])


def test_a_finding_over_many_cells_marks_them_all(report: wb.Report) -> None:
    """All cells of a sum that does not hold are marked, each in its row."""
    finding = found(report, "CF101")
    keys = {evidence.key for evidence in finding.evidence}
    assert len(keys) == len(Page(finding._repr_html_()).texts["dw-mark"])


def test_a_finding_without_a_report_still_shows_its_evidence(report: wb.Report) -> None:
    """Where the report is not at hand the words of the evidence are."""
    finding = found(report, "NT301")
    page = Page(replace(finding, report=None)._repr_html_())
    assert [evidence.text for evidence in finding.evidence] == page.texts["dw-quote"]


def test_a_report_is_drawn_as_the_form(report: wb.Report) -> None:
    """Title, all six headings, and every statutory cell once; a state that is no number is said."""
    page = Page(report._repr_html_())
    assert [report.title] == page.texts["dw-title"]
    assert [f"{section.number}、{section.heading}" for section in report.form.sections] == page.texts["dw-subtitle"]
    assert len(report.form.cells) == len(page.texts["td"])
    assert ["空白"] == page.texts["dw-odd"]


def test_marks_are_drawn_in_a_report(report: wb.Report) -> None:
    """Whoever shows a report can mark cells in it."""
    html = markup.render("report.html.j2", report=report, marks={"applications.granted.total": "dw-mark"})
    assert ["2"] == Page(html).texts["dw-mark"]


def test_a_missing_section_is_said(tmp_path: Path) -> None:
    """A section that is not there leaves no silent gap."""
    text = as_text(empty()).replace("六、其他需要报告的事项", "").replace("本年度未收取政府信息公开信息处理费。", "")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert ["缺本部分"] == Page(wb.read(tmp_path / "a.txt")._repr_html_()).texts["dw-badge"]


@pytest.mark.parametrize("every", [1, 3, 7])
@pytest.mark.parametrize("known", forms(), ids=lambda form: form.id)
def test_drawn_tables_have_no_holes(known: Form, every: int) -> None:
    """In every table of every edition, whole or in part, spans fill a rectangle and do not overlap."""
    for table in known.tables:
        keys = [key for key in known.cells if key.startswith(f"{table.key}.")]
        places = covered(draw(table, keys[::every]))
        assert len(set(places)) == len(places)
        assert len(places) == (1 + max(down for down, _ in places)) * (1 + max(across for _, across in places))


def covered(lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    """The places that the boxes of a drawn table take, as a browser lays them out."""
    taken: list[tuple[int, int]] = []
    for down, line in enumerate(lines):
        across = 0
        for box in line:
            while (down, across) in taken:
                across += 1
            taken += [(down + y, across + x) for y in range(box.rowspan) for x in range(box.colspan)]
    return taken


def test_groups_enclose_their_rows() -> None:
    """办理结果 spans its 22 rows and 不予公开 its eight, as the form has it."""
    lines = draw(forms()[0].table("applications"))
    spans = {box.text: box.rowspan for line in lines for box in line if box.rowspan > 1}
    assert 22 == spans["三、本年度办理结果"]
    groups = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
    assert [8, 3, 5, 3] == [spans[group] for group in groups]


def test_an_audit_shows_counts_failures_and_every_report(report: wb.Report, tmp_path: Path) -> None:
    """Each report has its own fold with its findings; a file that was not read stands there with its reason."""
    clean = made(empty(unit="青石县教育局"), tmp_path, "b.txt")
    audit = wb.audit(wb.Batch((report, clean), (Failure("没有.txt", "文件不存在。"),)))
    page = Page(audit._repr_html_())
    folded = sum(bool(problem.folded) for problem in audit.problems)
    assert 2 + folded == len(page.texts["details"])
    assert len(audit.problems) == len(page.texts["dw-finding"])
    assert "未发现问题" in page.texts["summary"][-1]
    assert ["未能读取", "没有.txt", "文件不存在。"] == [text.strip() for text in page.texts["td"][:3]]


def test_nothing_is_shown_as_text_with_all_that_it_holds(report: wb.Report) -> None:
    """A notebook sends the text beside the HTML: a line that says what it is."""
    audit = wb.audit([report])
    for one in (report, audit, wb.tie_out(report)):
        assert len(repr(one)) < 200
        assert "报告" in repr(one)
    assert "1 份报告" in repr(audit)


def test_a_large_audit_says_what_it_leaves_out(report: wb.Report) -> None:
    """Only so many findings are drawn in a notebook, and it says how many there are."""
    audit = wb.audit([report])
    many = replace(audit, problems=audit.problems[:1] * 301)
    page = Page(many._repr_html_())
    assert 300 == len(page.texts["dw-finding"])
    assert "共 301 个" in page.texts["p"][-1]


def test_the_tie_out_shows_the_whole_narrative(report: wb.Report) -> None:
    """Every character of every section stands there once; a number held against a cell looks so, and says which."""
    html = wb.tie_out(report)._repr_html_()
    page = Page(html)
    assert [section.text for section in report.sections] == page.texts["dw-flow"]
    assert "5" in "".join(page.texts["dw-tied"][1:])
    assert report.form.label("disclosure.normative.issued") in html


@pytest.mark.parametrize("attack", ATTACKS)
def test_documents_are_inert(attack: str, tmp_path: Path) -> None:
    """Whatever a report says, wherever it says it, comes out as text: no element or attribute of its own."""
    draft = empty(unit=f"青石县水利局{attack}").with_values(**{"disclosure.licences.decided": attack})
    draft = draft.with_text("一", f"{attack}制发行政规范性文件5件{attack}。", attack).with_text("五", attack)
    report = made(draft, tmp_path)
    audit = wb.audit(wb.Batch((report,), (Failure(attack, attack),)))
    shown = [report._repr_html_(), audit._repr_html_(), wb.tie_out(report)._repr_html_()]
    shown += [finding._repr_html_() for finding in audit.problems]
    for page in map(Page, shown):
        assert page.elements <= ELEMENTS
        assert page.attributes <= ATTRIBUTES
        assert page.balanced
    assert attack in "".join(Page(report._repr_html_()).texts["dw-text"])


def test_nothing_is_loaded_from_elsewhere(report: wb.Report) -> None:
    """No address, import or script in what a notebook shows."""
    html = report._repr_html_() + wb.audit([report])._repr_html_()
    assert not [word for word in ("http:", "https:", "url(", "@import", "<script", "<link") if word in html]


def test_classes_are_scoped(report: wb.Report) -> None:
    """Every rule of the style sheet is for the workbench's own elements."""
    (style,) = Page(found(report, "NT301")._repr_html_()).texts["style"]
    selectors = [one.strip() for rule in style.split("}") for one in rule.partition("{")[0].split(",") if one.strip()]
    assert all(selector.startswith(".dw") for selector in selectors)
