"""Lines that a program has broken paragraphs into are put together again, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.builders import NUMERALS, as_text, empty
from tests.generators.truthful import truthful
from tests.reading import report_of
from workbench.documents.places import TextPlace
from workbench.reports import Report


def broken(text: str, width: int) -> str:
    """Prose broken into lines of so many characters; tables and headings stay."""
    lines = (line if "\t" in line else "\n".join(_lines(line, width)) for line in text.splitlines())
    return "\n".join(lines)


def _lines(line: str, width: int) -> Iterator[str]:
    """A character of the alphabet is half as wide as others; no line begins with a mark that closes."""
    begin = wide = 0
    for at, letter in enumerate(line):
        if wide > 2 * width and letter not in "，。；：、！？”）》":
            yield line[begin:at]
            begin, wide = at, 0
        wide += 1 + (not letter.isascii())
    yield line[begin:]


def claims(report: Report) -> list[tuple[str, object, bool]]:
    """What the narrative claims."""
    return [(one.claim.concept, one.claim.value, one.claim.confident) for one in report.statements]


@pytest.mark.parametrize("width", [28, 35, 44])
@pytest.mark.parametrize("seed", range(6))
def test_broken_lines_claim_what_paragraphs_do(seed: int, width: int) -> None:
    """However wide the lines are that a narrative was broken into, it states the same, at the same places."""
    text = as_text(truthful(seed).draft)
    whole, lines = report_of(text.encode()), report_of(broken(text, width).encode())
    assert claims(whole) == claims(lines)


def test_places_are_those_of_the_lines() -> None:
    """A number that stands on the second line is found there."""
    line = "本年度，本机关按照上级部署持续推进政府信息主动公开工作，回应社会关切"
    prose = [line, line, line, line, "并收到政府信息公开申请8件。"]
    report = report_of(as_text(empty().with_text("一", *prose)).encode())
    (found,) = [one for one in report.statements if one.claim.concept == "applications.new"]
    section = report.section(found.section)
    assert section is not None
    assert found.claim.number is not None
    place = section.locate(*found.claim.number)
    assert isinstance(place, TextPlace)
    assert "8" == as_text(empty().with_text("一", *prose)).splitlines()[place.line - 1][place.column - 1]


APART: dict[str, Callable[[int], str]] = {
    "numbered items": lambda at: f"{NUMERALS[at]}、加强组织领导，健全工作机制，压实公开责任，提升队伍能力和业务水平",
    "sentences": lambda at: f"第{at}次会议对全年政府信息公开工作作出专题部署，明确分工和时限，抓好落实。",
    "short lines": lambda at: f"健全{at}项制度，压实公开责任",
    "three lines": lambda at: (
        "加强组织领导，健全工作机制，压实公开责任，提升队伍能力和业务水平" if at < 3 else f"第{at}项。"
    ),
}


@pytest.mark.parametrize("how", APART)
def test_other_lines_stay_apart(how: str) -> None:
    """Items, sentences and short lines are paragraphs of their own, as are few that have no end."""
    prose = [APART[how](at) for at in range(6)]
    report = report_of(as_text(empty().with_text("五", *prose)).encode())
    section = report.section(5)
    assert section is not None
    assert prose == section.text.splitlines()


def test_lines_of_metadata_are_no_broken_paragraph() -> None:
    """What a page says of itself below the title stays on lines of its own, however alike their widths."""
    unit = "青石县城市管理局"
    lines = (
        f"标题: {unit}2023年政府信息公开工作年度报告",
        "索引号: 1137030000431146/2024-55039 文号: 无",
        f"发文日期: 2024-01-26 发布机构: {unit}管理处",
        f"{unit}2023年政府信息公开工作年度报告正文",
        f"发布日期: 2024-01-26 来源: {unit}网站管理处室",
    )
    report = report_of(as_text(empty(unit=unit, preamble=lines)).encode())
    assert list(lines) == [one.text for one in report.sections[0].paragraphs][-len(lines) :]
