"""Notices and circulars: who is told what, in which looks, from whose template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Word
from docx.shared import Mm, Pt

from tests.exports import templates
from tests.exports.drafts import OFFICE, decided, ledger, undecided
from tests.review.drafts import NO, YES
from workbench.errors import ExportError
from workbench.exports import export, letters
from workbench.exports.circular import circular
from workbench.exports.zip import named
from workbench.policy import Letters, parse
from workbench.review import Ledger, Status

NAMES = "青石县水利局", "青石县民政局", "青石县农业局", "青石县林业局"


def text(path: Path) -> str:
    """The paragraphs of a Word file, one a line."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def written(made: Ledger, path: Path, kind: str = "", office: Letters = OFFICE) -> str:
    """What a letter says."""
    export(made, path, kind=kind, letters=office)
    return text(path)


def cells(document: Word) -> list[list[list[str]]]:
    """The tables of a Word file, by row and cell."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_a_notice_for_each_unit_with_something_to_do(tmp_path: Path) -> None:
    """Each unit with findings confirmed or to be explained has one letter, and no other unit has."""
    said = written(ledger(), tmp_path / "a.docx")
    assert list(NAMES) == [line[:-1] for line in said.split("\n") if line.endswith("：") and line[:-1] in NAMES]
    assert "教育局" not in said


def test_a_notice_holds_what_was_confirmed_and_nothing_else(tmp_path: Path) -> None:
    """Findings that were dismissed, put right, not decided on, or decided on other figures are not reproached."""
    made = [one for one in ledger().entries if one.status in (Status.CONFIRMED, Status.ASKED) and not one.stale]
    sent = letters.notices(OFFICE, ledger())
    items = [(unit.unit, one.message) for unit in sent for one in (*unit.problems, *unit.questions)]
    assert {(one.unit, one.message) for one in made} == set(items)
    assert len(items) == len(made) < len(ledger().entries)
    said = written(ledger(), tmp_path / "a.docx").split("\n")
    assert all(said.count(message) == sum(one == message for _, one in items) for _, message in items)


def test_only_what_was_confirmed_stands_in_a_notice_unless_the_office_says_so(tmp_path: Path) -> None:
    """What a unit is asked to explain is left out, and counted; a unit with nothing else has no letter."""
    office = OFFICE.model_copy(update={"questions": False})
    (asked,) = (entry for entry in ledger().entries if entry.status is Status.ASKED)
    said = written(ledger(), tmp_path / "a.docx", office=office)
    assert asked.message not in said
    assert "需要说明" not in said
    export(ledger(), tmp_path / "a.zip", letters=office)
    note = ZipFile(tmp_path / "a.zip").read("说明.txt").decode()
    assert "整改通知只列认定属实的问题。\n另有1个问题需要单位说明，没有列入" in note
    assert () == letters.notices(office, replace(ledger(), entries=(asked,)))


def test_long_quotations_are_cut_where_a_letter_has_no_room() -> None:
    """The words that matter stay whole with what is around them; the rest is left out with a mark."""
    entry = next(one for one in ledger().entries if any(it.kind == "span" for it in one.evidence))
    quote = replace(next(one for one in entry.evidence if one.kind == "span"), text="收到5件", source="")
    cut = replace(quote, before="甲" * 99, after="乙" * 99), replace(quote, before="", after="", text="丙" * 999)
    (made,) = letters.notices(OFFICE, replace(ledger(), entries=(decided(replace(entry, evidence=cut), YES),)))
    assert (f"“……{'甲' * 40}收到5件{'乙' * 40}……”", f"“{'丙' * 200}……”") == made.problems[0].quotes


def test_what_is_to_be_explained_is_a_question(tmp_path: Path) -> None:
    """It stands in a section of its own, with the question that was asked."""
    (asked,) = (entry for entry in ledger().entries if entry.status is Status.ASKED)
    said = written(ledger(), tmp_path / "a.docx").split("\n")
    headings = "一、需要整改的问题", "二、需要说明的事项", "三、有关要求"
    problems, questions, end = map(said.index, headings)
    assert problems < questions < said.index(asked.message) < said.index("请说明：请说明差额来源。") < end


def test_a_problem_has_its_quotation_its_figures_and_its_basis(tmp_path: Path) -> None:
    """The sentence, the cells with their names, the calculation, the legal basis stand under the number."""
    said = written(ledger(), tmp_path / "a.docx").split("\n")
    entry = ledger().entries[0]
    at = said.index(entry.message)
    assert said[at - 1] == f"（一）{entry.family}：{entry.title}"
    assert "统计表数据：表四“行政复议”行“结果维持”列：0" in said[at + 1]
    assert f"依据：{entry.basis}" in said[at : at + 6]
    quoted = decided(ledger().entries[3], YES, stale=False)
    (notice,) = letters.notices(OFFICE, replace(ledger(), entries=(quoted,)))
    assert ("“制发行政规范性文件5件，其中公开4件。”",) == notice.problems[0].quotes


def test_problems_are_numbered_the_gravest_first() -> None:
    """Within each unit the numbers run on, and errors stand before notices."""
    for notice in letters.notices(OFFICE, ledger()):
        numbers = [one.number for one in notice.problems]
        assert list("一二三四五六七八九")[: len(numbers)] == numbers
        order = ["错误", "疑点", "提示"]
        assert all(order.index(a.severity) <= order.index(b.severity) for a, b in pairwise(notice.problems))


def test_the_office_signs_with_its_day_and_sets_another(tmp_path: Path) -> None:
    """Head, number, signature, date, day by which to answer, and whom to call."""
    said = written(ledger(), tmp_path / "a.docx").split("\n")
    assert ["青石县人民政府办公室", "青政办公开函〔2024〕3号"] == said[:2]
    end = said.index("2024年3月5日")
    assert ["青石县人民政府办公室", "2024年3月5日", "（联系人：李四）"] == said[end - 1 : end + 2]
    assert any("于2024年3月20日前书面反馈" in line for line in said)


def test_a_letter_without_an_office_shows_where_it_goes(tmp_path: Path) -> None:
    """What the policy does not say is a gap to be filled in, and the letter is dated today."""
    said = written(ledger(), tmp_path / "a.docx", office=Letters())
    today = letters.heading(Letters())["date"]
    assert said.count("【发文机关】") == 2 * len(NAMES)
    assert today in said


def test_an_archive_has_a_file_for_each_unit(tmp_path: Path) -> None:
    """Each is the letter that stands in the file for all; a note tells what was left out."""
    export(ledger(), tmp_path / "a.zip", tmp_path / "a.docx", letters=OFFICE)
    with ZipFile(tmp_path / "a.zip") as archive:
        held = archive.namelist()
        assert [*(f"{at:04} {name}.docx" for at, name in enumerate(NAMES, 1)), "说明.txt"] == held
        said = "\n".join(
            "\n".join(one.text for one in docx.Document(BytesIO(archive.read(name))).paragraphs) for name in held[:-1]
        )
        note = archive.read("说明.txt").decode()
    assert said.replace("\n", "") == text(tmp_path / "a.docx").replace("\n", "")
    assert "整改通知4份" in note
    assert "尚有2个问题未处理、数据已变或待复核" in note
    assert "1个文件未能读取" in note


def test_each_letter_of_a_file_is_a_section_of_its_own(tmp_path: Path) -> None:
    """Letters begin on a sheet of their own, with page 1, in a file that Word opens."""
    export(ledger(), tmp_path / "a.docx", letters=OFFICE)
    sections = docx.Document(str(tmp_path / "a.docx")).sections
    assert len(NAMES) == len(sections)
    assert ["1"] * len(NAMES) == [str(one._sectPr.xpath("w:pgNumType/@w:start")[0]) for one in sections]  # noqa: SLF001


@pytest.mark.parametrize("suffix", [".docx", ".zip"])
def test_nothing_confirmed_is_said(tmp_path: Path, suffix: str) -> None:
    """Of an audit that nobody has decided on there is no letter, but a page that says why."""
    made, path = undecided(), tmp_path / f"a{suffix}"
    export(made, path)
    said = text(path) if suffix == ".docx" else ZipFile(path).read("说明.txt").decode()
    assert f"整改通知0份。整改通知只列认定属实的问题。\n尚有{len(made.entries)}个问题未处理" in said
    assert not any(entry.message in said for entry in made.entries)


def test_a_circular_counts_what_was_confirmed(tmp_path: Path) -> None:
    """Reports, units and problems in words, by family in a table, by unit in the annex."""
    made = ledger()
    said = written(made, tmp_path / "a.docx", "circular")
    found = [one for one in made.entries if one.status is Status.CONFIRMED and not one.stale]
    assert f"列入核查名册的单位5个，核查年度报告4份。经审核认定，4个单位存在{len(found)}个问题" in said
    families, units = cells(docx.Document(str(tmp_path / "a.docx")))
    assert len(found) == sum(int(row[1]) for row in families[1:])
    assert len(found) == sum(int(cell) for row in units[1:] for cell in row[3:6])
    assert ["水利局", "民政局", "教育局", "农业局", "林业局"] == [row[1].removeprefix("青石县") for row in units[1:]]
    assert ["已核查"] * 4 + ["未见报告"] == [row[2] for row in units[1:]]


def test_units_that_were_not_recognised_are_counted_by_their_files() -> None:
    """The typical problems are in the order of the numbers of units that they are printed with."""
    one, other = [entry for entry in ledger().entries if entry.status is Status.CONFIRMED and not entry.stale][:2]
    named = [replace(one, unit=f"青石县第{at}街道办事处", check="CF104") for at in range(2)]
    unknown = [replace(other, unit="", source=f"{at}.txt", check="NT101") for at in range(3)]
    told = circular(OFFICE, replace(ledger(), entries=(*named, *unknown)))["typical"]
    assert [("NT101", 3), ("CF104", 2)] == [(one["check"], one["units"]) for one in told]


def test_a_circular_lists_the_clean_the_missing_and_the_late(tmp_path: Path) -> None:
    """Only those of whom it was confirmed; a unit that something is still open on is not praised."""
    said = written(ledger(), tmp_path / "a.docx", "circular")
    assert "未发现问题的单位（1个）：青石县教育局。" in said
    assert "未见年度报告的单位（1个）：青石县林业局。" in said
    assert "逾期公开的单位：青石县民政局，公开日期：应为“2024年1月31日以前”，实为“2024年2月20日”。逾期20天。" in said
    said = written(undecided(), tmp_path / "b.docx", "circular")
    assert "未发现问题的单位（1个）：青石县教育局。" in said
    assert not any(word in said for word in ("林业局", "民政局", "逾期"))


def test_a_unit_all_of_whose_findings_were_dismissed_is_clean(tmp_path: Path) -> None:
    """Unless the dismissal waits for a second reviewer."""
    made = ledger()
    mine = [replace(decided(one, NO), needs_second=False) for one in made.entries if one.unit == "青石县农业局"]
    said = written(replace(made, entries=tuple(mine)), tmp_path / "a.docx", "circular")
    assert "青石县农业局" in next(line for line in said.split("\n") if line.startswith("未发现问题"))
    mine = [replace(one, needs_second=True) for one in mine]
    said = written(replace(made, entries=tuple(mine)), tmp_path / "a.docx", "circular")
    assert "青石县农业局" not in next(line for line in said.split("\n") if line.startswith("未发现问题"))


def test_a_circular_tells_its_drafter_what_is_left_out(tmp_path: Path) -> None:
    """A remark in red, to be struck out; there is none where nothing is open."""
    said = written(ledger(), tmp_path / "a.docx", "circular")
    assert "【起草提示：尚有2个问题未处理、数据已变或待复核，未计入本通报。有1个文件未能读取" in said
    done = replace(ledger(), entries=ledger().entries[:1], failures=())
    assert "起草提示" not in written(done, tmp_path / "b.docx", "circular")


@pytest.mark.parametrize("path", templates.templates(), ids=lambda path: path.name)
def test_templates_are_those_that_are_declared(path: Path) -> None:
    """The files in the package hold what ``letters.yaml`` says; ``python -m tests.exports.templates`` makes them."""
    made = docx.Document(BytesIO(templates.contents(templates.templates()[path])))
    assert made.element.xml == docx.Document(str(path)).element.xml
    assert made.styles.element.xml == docx.Document(str(path)).styles.element.xml


def test_letters_have_the_measures_of_the_standard() -> None:
    """A4 with the type area of GB/T 9704, 22 lines of 三号, fonts by name with others to fall back to."""
    made = docx.Document(str(templates.PACKAGE / "notice.docx"))
    (section,) = made.sections
    margins = section.top_margin, section.left_margin, section.right_margin, section.bottom_margin
    measures = section.page_width, section.page_height, *margins
    assert [210, 297, 37, 28, 26, 35] == [round((one or 0) / Mm(1)) for one in measures]
    normal = made.styles["Normal"]
    assert (Pt(16), Pt(28.95)) == (normal.font.size, normal.paragraph_format.line_spacing)
    fonts = {name: made.styles[name].element.xpath("w:rPr/w:rFonts/@w:eastAsia")[0] for name in templates.STYLES}
    assert ("方正小标宋简体", "黑体", "楷体_GB2312") == (fonts["公文标题"], fonts["一级标题"], fonts["二级标题"])
    table = next(one for one in made.part.package.iter_parts() if one.partname == "/word/fontTable.xml").blob.decode()
    assert all(f'w:name="{name}"><w:altName w:val="{other}"' in table for name, other in templates.FALLBACK.items())


def own(path: Path, *paragraphs: str) -> Letters:
    """The policy of an office with a template of its own."""
    made = docx.Document()
    for one in paragraphs:
        made.add_paragraph(one)
    made.save(str(path))
    return Letters(notice=str(path), circular=str(path))


def test_an_office_has_its_own_template(tmp_path: Path) -> None:
    """Every value that the package's template uses is there for others; the example in data works."""
    office = own(tmp_path / "t.docx", "{{ unit }}/{{ problems | length }}/{{ due }}", "{%p for one in problems %}",
                 "{{ one.check }}{{ one.severity }}{{ one.places }}{{ one.note }}", "{%p endfor %}")  # fmt: skip
    said = written(ledger(), tmp_path / "a.docx", office=office)
    assert f"{NAMES[0]}/2/" in said
    assert ledger().entries[0].places in said
    example = Letters(notice=str(templates.OWN / "整改通知.docx"))
    assert "年度报告核查反馈单" in written(ledger(), tmp_path / "b.docx", office=example)


def test_headers_of_an_own_template_go_with_their_letter(tmp_path: Path) -> None:
    """Where the header names the unit, each letter of the common file has its own."""
    office = own(tmp_path / "t.docx", "{{ unit }}")
    made = docx.Document(str(tmp_path / "t.docx"))
    made.sections[0].header.paragraphs[0].text = "致{{ unit }}"
    made.save(str(tmp_path / "t.docx"))
    export(ledger(), tmp_path / "a.docx", letters=office)
    headers = [one.header.paragraphs[0].text for one in docx.Document(str(tmp_path / "a.docx")).sections]
    assert [f"致{name}" for name in NAMES] == headers


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        ("{{ units }}", "没有名为“units”的内容"),
        ("{{ unit.nothing }}", "没有名为“nothing”的内容"),
        ("{%p for one in problems %}", "标记不成立"),
        ("{{ unit", "标记不成立"),
        ("{% frobnicate %}", "标记不成立.*在“{% frobnicate %}”附近"),
        ("{{ unit.__class__.__mro__ }}", "没有名为“__class__”的内容|标记不成立"),
        ("{{ problems + 1 }}", "使填入后的文件不成立"),
        ("{% for i in range(1000000) %}x{% endfor %}", "使填入后的文件不成立"),
    ],
)
@pytest.mark.parametrize("suffix", [".docx", ".zip"])
def test_a_broken_template_is_told(tmp_path: Path, paragraph: str, told: str, suffix: str) -> None:
    """The message names the template, what is wrong and where; nothing is written over what was there."""
    office = own(tmp_path / "t.docx", paragraph)
    (tmp_path / f"a{suffix}").write_bytes(b"before")
    with pytest.raises(ExportError, match=told) as error:
        export(ledger(), tmp_path / f"a{suffix}", letters=office)
    assert "t.docx" in str(error.value)
    assert b"before" == (tmp_path / f"a{suffix}").read_bytes()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"0" * 60])
def test_a_file_that_is_no_template_is_told(tmp_path: Path, content: bytes) -> None:
    """A file that is no Word file says so, as does one that is not there."""
    (tmp_path / "t.docx").write_bytes(content)
    with pytest.raises(ExportError, match="不是能打开的 DOCX 文件"):
        export(ledger(), tmp_path / "a.docx", letters=Letters(notice=str(tmp_path / "t.docx")))
    with pytest.raises(ExportError, match=r"letters\.circular"):
        export(ledger(), tmp_path / "a.docx", kind="circular", letters=Letters(circular="没有.docx"))


def test_the_policy_names_templates_beside_it(tmp_path: Path) -> None:
    """A path in the policy is one from where the policy is, and a letter's settings change no digest."""
    (tmp_path / "policy.yaml").write_text("letters: {office: 甲, notice: t.docx, dated: 2024-03-05}", "utf-8")
    from workbench.policy import default, read_policy  # noqa: PLC0415

    policy = read_policy(tmp_path / "policy.yaml")
    assert (str(tmp_path / "t.docx"), date(2024, 3, 5)) == (policy.letters.notice, policy.letters.dated)
    assert (default().digest, ()) == (policy.digest, policy.changes)
    with pytest.raises(Exception, match=r"letters\.days"):
        parse("letters: {days: 0}", "规则.yaml")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("青石县水利局", "青石县水利局"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\x|y?", "C x y"),
        ("甲\u202e乙\x00", "甲〔U+202E〕乙"),
        (" . ", "单位"),
        ("长" * 300, "长" * 60),
    ],
)
def test_names_of_files_are_names_and_nothing_else(unit: str, name: str) -> None:
    """No unit's name leads out of a folder or is refused by a file system."""
    assert name == named(unit)
