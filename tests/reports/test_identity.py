"""Unit and year, wherever the report names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import as_text, empty
from tests.reading import report_of

UNIT, YEAR = "青石县水利局", 2023
NAMED = [
    "青石县水利局2023年政府信息公开工作年度报告",
    "青石县水利局\n2023年政府信息公开工作年度报告",
    "青石县水利局2023年\n政府信息公开工作年度报告",
    "青石县水利局\n2023年度政府信息公开\n工作年度报告",
    "青石县水利局\n2023年\n政府信息公开工作年度报告",
    "关于青石县水利局2023年政府信息公开工作年度报告",
    "青石县水利局关于2023年度政府信息公开工作的报告",
    "《青石县水利局2023年政府信息公开工作年度报告》",
    "青石县水利局政府信息公开工作年度报告（2023年度）",
    "青石县水利局政府信息公开工作年度报告\n（2023年度）",
    "青石县水利局二〇二三年政府信息公开工作年度报告",
    "青石县水利局二○二三年度政府信息公开年报",
    "青石县水利局２０２３年政府信息公开工作年度报告",
    "2023年度青石县水利局政府信息公开年度报告",
    "青石县水利局2023年度政务公开工作报告",
    "青石县水利局 2023 年政府信息公开工作 年度报告",
    "2023年政府信息公开工作年度报告\n青石县水利局",
    "2023年政府信息公开工作年度报告\n（青石县水利局）",
    "2023年政府信息公开工作年度报告（青石县水利局）",
    "索引号：005/2024-00012\n发布机构：青石县水利局\n2023年政府信息公开工作年度报告",
    "来源：青石县水利局 发布时间：2024-01-20\n2023年政府信息公开工作年度报告",
    "| 索引号 | 005/2024-00012 | 发布机构 | 青石县水利局 |\n2023年政府信息公开工作年度报告",
    "发布机构\t青石县水利局\t发布日期\t2024-01-20\n2023年政府信息公开工作年度报告",
    "当前位置：首页 > 年报 > 青石县水利局2023年政府信息公开工作年度报告\n青石县水利局2023年政府信息公开工作年度报告",
    "标题：青石县水利局2023年政府信息公开工作年度报告",
    "附件：\n青石县水利局2023年政府信息公开工作年度报告",
    "2023年政府信息公开工作年度报告\n根据条例，现公布青石县水利局2023年政府信息公开工作年度报告。",
    "本报告由青石县水利局编制。统计期限为2023年1月1日至2023年12月31日。",
    "根据条例，现发布《青石县水利局2023年政府信息公开工作年度报告》。",
    "《2023年度青石县水利局信息公开工作年度报告》已经研究同意，现予公开发布。",
    "本报告由青石县水利局编制。现将2023年度政府信息公开工作情况报告如下：",
    "青石县水利局政府信息公开工作年度报告\n本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
    "【年报】青石县水利局2023年政府信息公开工作年度报告",
    "青石县水利局2023年政府信息公开工作年度报告-青石县人民政府门户网站",
    "**青石县水利局2023年政府信息公开工作年度报告**",
    "# 青石县水利局<br>2023年政府信息公开工作年度报告",
    "青石县水利局2023政府信息公开工作年度报告",
    "政府信息公开工作年度报告\n（2023年）\n青石县水利局",
    "关于印发《青石县水利局2023年度政府信息公开工作年度报告》的通知",
    "青石县水利局关于公布2023年政府信息公开工作年度报告的公告",
    "青石县人民政府办公室关于印发《青石县水利局2023年政府信息公开工作年度报告》的通知",
]


@pytest.mark.parametrize("head", NAMED)
def test_named(head: str) -> None:
    """Title on one line or more, in other words, or missing: unit and year are found."""
    draft = replace(empty(unit=UNIT, year=YEAR), set_title=(head,))
    report = report_of(as_text(draft).encode())
    assert (UNIT, YEAR) == (report.unit, report.year)


def test_not_named() -> None:
    """Where nothing names unit or year they are empty, not guessed."""
    report = report_of(as_text(replace(empty(), set_title=("",))).encode())
    assert ("", 0, "") == (report.unit, report.year, report.title)


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("特向社会公布2023年度本级政府信息公开工作年度报告。", 2023),
        ("现从总体情况及其他需要报告的事项等方面汇报我镇2023年政府信息公开工作。", 2023),
        ("全年公开《青石县水利局2022年政府信息公开工作年度报告》等信息9条。", 0),
    ],
)
def test_what_names_no_unit(told: str, year: int) -> None:
    """我镇 and 本级政府 are whoever writes, and what was published need not be this report."""
    report = report_of(as_text(replace(empty(), set_title=(told,))).encode())
    assert ("", year) == (report.unit, report.year)


def test_the_title_is_not_overruled() -> None:
    """A year of the text does not change that of the title."""
    head = "青石县水利局2022年政府信息公开工作年度报告\n统计期限为2023年1月1日至2023年12月31日。"
    assert 2022 == report_of(as_text(replace(empty(), set_title=(head,))).encode()).year


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期：2024-01-20  来源：青石县水利局", date(2024, 1, 20)),
        ("发布时间: 2024年1月20日 09:30", date(2024, 1, 20)),
        ("索引号\tX-1\t发布日期\t2024.1.20", date(2024, 1, 20)),
        ("成文日期：2024-01-20", None),
        ("发布日期：2024-13-20", None),
        ("本报告的公开日期按规定为2024年1月31日以前。", None),
    ],
)
def test_the_day_of_publication_of_a_line_of_metadata(line: str, day: date | None) -> None:
    """Only a label of publication counts, and only a day that there is."""
    head = f"青石县水利局2023年政府信息公开工作年度报告\n{line}"
    assert day == report_of(as_text(replace(empty(), set_title=(head,))).encode()).published


def test_a_second_name_in_brackets() -> None:
    """A second name behind the unit's keeps both of its brackets."""
    report = report_of(as_text(empty(unit="青石县水利局（青石县河长制办公室）")).encode())
    assert "青石县水利局(青石县河长制办公室)" == report.unit
