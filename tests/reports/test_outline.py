"""Sections under headings of every make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.builders import NUMERALS, Draft, as_text, empty, table_rows
from tests.reading import report_of
from workbench.reports import Report

HEADINGS = [section.heading for section in empty().form.sections]
RENAMED = ["概述", "主动公开情况", "依申请公开办理情况", "复议诉讼情况", "存在问题及下一步工作打算", "其他事项"]
MAKES: dict[str, Callable[[int, str, str], str]] = {
    "as the form": lambda _, number, words: f"{number}、{words}",
    "dash for one": lambda at, number, words: f"{number if at else '—'}、{words}",
    "no number": lambda _, __, words: words,
    "Arabic": lambda at, _, words: f"{at + 1}. {words}",
    "part": lambda _, number, words: f"第{number}部分 {words}",
    "brackets": lambda _, number, words: f"（{number}）{words}",
    "point": lambda _, number, words: f"{number}．{words}",
    "spaces": lambda _, number, words: f"{number} 、 {' '.join(words)}",
    "colon": lambda _, number, words: f"{number}、{words}：",
    "no mark": lambda _, number, words: f"{number}{words}",
    "Markdown": lambda _, number, words: f"## **{number}、{words}**",
    "bold": lambda _, number, words: f"**{number}、{words}**",
    "first renamed": lambda at, number, words: f"{number}、{words if at else '2023年政务公开总体情况'}",
    "all renamed": lambda at, number, _: f"{number}、{RENAMED[at]}",
}


def _report(draft: Draft, headings: list[str], before: tuple[str, ...] = ()) -> Report:
    lines = [draft.title, *before]
    for section, heading in zip(draft.form.sections, headings, strict=True):
        lines += [heading, *draft.texts.get(section.number, ())]
        if section.table:
            lines += ["\t".join(row) for row in table_rows(draft.form.table(section.table), draft.values)]
    return report_of("\n".join(lines).encode())


def _texts(report: Report) -> dict[str, tuple[str, ...]]:
    found = {number: report.section(at) for at, number in enumerate(NUMERALS, 1)}
    return {number: tuple(one.text for one in section.paragraphs) for number, section in found.items() if section}


def _due(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {number: draft.texts.get(number, ()) for number in NUMERALS}


@pytest.mark.parametrize("make", MAKES)
def test_headings_of_every_make(make: str) -> None:
    """All six sections are found with all their text."""
    draft = empty()
    headings = [MAKES[make](at, NUMERALS[at], words) for at, words in enumerate(HEADINGS)]
    report = _report(draft, headings)
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert _due(draft) == _texts(report)


PARTS = ("主动公开情况", "依申请公开情况", "政府信息管理情况", "平台建设情况", "监督保障情况")


@pytest.mark.parametrize("style", ["（{}）{}", "{}、{}", "{}.{}", "{} {}"])
def test_parts_of_a_section_are_no_sections(style: str) -> None:
    """Sub-headings that sound like a section's heading stay text of the section they stand in."""
    numbers = "12345" if "." in style else NUMERALS
    parts = zip(numbers, PARTS, strict=False)
    first = [line for number, part in parts for line in (style.format(number, part), "很好。")]
    problems, remedies = style.format(numbers[0], "存在的主要问题"), style.format(numbers[1], "改进情况")
    fifth = (problems, "一是少。", remedies, "二是多。")
    draft = empty().with_text("一", *first).with_text("五", *fifth)
    report = _report(draft, [f"{number}、{words}" for number, words in zip(NUMERALS, HEADINGS, strict=True)])
    assert _due(draft) == _texts(report)


@pytest.mark.parametrize("style", ["{}.{}", "{}是{}。", "{:.0}{}"])
def test_parts_that_say_a_sections_heading_are_no_sections(style: str) -> None:
    """The words of another section's heading, under another number or none, are text where that section is there."""
    first = [style.format(number, words) for number, words in zip("1234", HEADINGS[1:5], strict=True)]
    draft = empty().with_text("一", *first).with_text("六", "未收取信息处理费。", "无其他需要报告的事项。")
    report = _report(draft, [f"{number}、{words}" for number, words in zip(NUMERALS, HEADINGS, strict=True)])
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert _due(draft) == _texts(report)


def test_headings_without_number_under_a_table_of_contents() -> None:
    """Where the contents have the numbers, the headings in the text are headings still."""
    contents = [f"{number}、{words}" for number, words in zip(NUMERALS, HEADINGS, strict=True)]
    report = _report(empty(), HEADINGS, ("目录", *contents))
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert _due(empty()) == _texts(report)


def test_a_heading_twice() -> None:
    """A heading that stands twice is kept twice; the text under both is the section's."""
    others = [f"{number}、{words}" for number, words in zip(NUMERALS[1:], HEADINGS[1:], strict=True)]
    report = _report(empty(), ["一、总体情况\n一、总体情况", *others])
    assert "一" * 2 == "".join(one.form_number or "" for one in report.headings[:2])
    section = report.section(1)
    assert section
    assert 2 == len(section.headings)


@pytest.mark.parametrize("page", ["", " {}", "………………{}", "\t{}", "......{}"])
def test_a_table_of_contents(page: str) -> None:
    """Headings listed before the report are no headings, and with their pages no text that says a number."""
    headings = [f"{number}、{words}" for number, words in zip(NUMERALS, HEADINGS, strict=True)]
    contents = [f"{heading}{page.format(at)}" for at, heading in enumerate(headings, 1)]
    report = _report(empty(), headings, ("目录", *contents))
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert _due(empty()) == _texts(report)
    assert "目录" == report.sections[0].text.rpartition("\n")[2]


def test_headings_that_run_on() -> None:
    """A heading and its text on one line are told apart, and so are headings run together."""
    report = report_of(
        "青石县水利局2023年政府信息公开工作年度报告\n一、总体情况。一切都好。\n"
        "二、主动公开政府信息情况三、收到和处理政府信息公开申请情况四、政府信息公开行政复议、行政诉讼情况\n"
        "五、存在的主要问题及改进情况：有问题。\n六、其他需要报告的事项 无".encode()
    )
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert ("一切都好。",) == _texts(report)["一"]
    assert ("无",) == _texts(report)["六"]
    assert report.edition is None
    assert [None, None, None] == [table.location for table in report.tables]


def test_a_section_that_the_form_does_not_have() -> None:
    """A seventh section is kept apart, with no number of the form."""
    draft = empty().with_text("六", "无。", "七、附件说明", "另附目录。")
    report = _report(draft, [f"{number}、{words}" for number, words in zip(NUMERALS, HEADINGS, strict=True)])
    assert (None, "七") == (report.headings[-1].form_number, report.headings[-1].number)
    section = report.section(7)
    assert section
    assert "另附目录。" == section.text


def test_a_heading_within_a_paragraph() -> None:
    """Where a page has lost its breaks of lines a heading stands between sentences, and its parts do."""
    draft = empty()
    overview = " ".join(draft.texts["一"])
    draft = draft.with_text("一")
    text = "\n".join(as_text(draft).splitlines()).replace("一、总体情况", f"本报告依条例编制。 一、总体情况 {overview}")
    report = report_of(text.encode())
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    section = report.section(1)
    assert section
    assert overview == section.text


def test_a_heading_at_the_end_of_a_paragraph() -> None:
    """Where only one break was lost a heading stands right behind the last sentence before it."""
    draft = empty()
    text = as_text(draft).replace("\n一、总体情况\n", "\n如有疑问，请来电话。一、总体情况\n")
    report = report_of(text.encode())
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    assert _due(draft) == _texts(report)


def test_a_list_of_the_parts_within_a_preamble_is_no_heading() -> None:
    """A preamble that lists the parts with their numbers has none of the sections in it."""
    listed = "本报告分为： 一、总体情况 二、主动公开政府信息情况 三、其他。"
    draft = replace(empty(), preamble=(listed,))
    report = report_of(as_text(draft).replace("\n一、总体情况\n", "\n").encode())
    assert "一" not in {heading.form_number for heading in report.headings}


def test_parts_with_arabic_numbers_are_no_sections() -> None:
    """2.依申请公开政府信息情况 in the first section is alike the second heading, and is none."""
    texts = ("1.主动公开政府信息的情况", "及时更新。", "2.依申请公开政府信息情况", "畅通渠道。")
    report = report_of(as_text(empty().with_text("一", *texts)).encode())
    assert list(NUMERALS) == [heading.form_number for heading in report.headings]
    section = report.section(1)
    assert section
    assert "\n".join(texts) == section.text


@pytest.mark.parametrize("title", [(), ("青石县水利局", "2023年政府信息公开工作", "年度报告")])
def test_what_stands_above_the_title_is_none_of_the_report(title: tuple[str, ...]) -> None:
    """The menus of a printed page are no text of it; what stands below the title is."""
    draft = empty(set_title=title, heading=("政务公开政务公开", "索引号：0053"), preamble=("现将情况报告如下。",))
    report = report_of(as_text(draft).encode())
    assert [*draft.title_lines, "现将情况报告如下。"] == report.sections[0].text.splitlines()
