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
    "发布时间：2024-01-20来源：青石县水利局字号：[ 大 中 小 ]\n2023年政府信息公开工作年度报告",
    "来源：青石县水利局【字体：大 中 小】\n2023年政府信息公开工作年度报告",
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
    "青石县水利局2023年政府信息公开工作年度报告.docx",
    "青石县人民政府（2024年第1号）：青石县水利局2023年政府信息公开工作报告\n青石县水利局2023年政府信息公开工作年度报告",
    "青石县水利局2023年政府信息公开工作年度报告 |",
    "青石县⽔利局2023年政府信息公开⼯作年度报告",
    "按照条例要求，编制并向社会公布《青石县水利局2023年政府信息公开工作年度报告》。",
    "县水利局2023年政府信息公开工作年度报告\n青石县水利局2023年政府信息公开工作年度报告",
    "发布机构：水利局\n2023年政府信息公开工作年度报告\n如有疑问，请与青石县水利局办公室联系。我局地址如下。",
    "为做好青石县水利局政府信息公开工作，我局认真总结。现公布2023年政府信息公开工作年度报告。",
    "现将青石县水利局2023年度政府信息公开工作情况报告如下：",
    "按照有关要求，对2023年青石县水利局政府信息公开工作情况报告如下：",
    "本报告依据条例，结合2023年青石县水利局政府信息公开工作编制而成。",
    "本报告根据条例要求，汇总青石县水利局2023年度政府信息公开数据编制而成。",
    "本年度报告根据条例要求，由青石县水利局编制。统计期限为2023年1月1日至12月31日。",
    "根据条例要求，青石县水利局现向社会公开《2023年政府信息公开工作年度报告》。",
    "青石县水利局根据2023年度工作开展情况，编制本报告。统计期限为2023年1月1日至12月31日。",
    "索引号：X-1\n发布机构：县政府办\n现公布青石县水利局2023年政府信息公开工作年度报告。",
    "现公布我局2023年度政府信息公开工作年度报告。如有疑问，请与青石县水利局办公室联系（电话：0123-4567）。",
    "青石县水利局2023年政府信息公开工作年度报告（以下简称年报）是根据条例规定进行编制。",
    "统计期限为2023年1月1日至12月31日。我局电话如下，请青石县水利局党政办公室联系。",
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


OVERVIEWS = [
    ("2023年，青石县水利局坚持以公开为常态。", ("青石县水利局", 2023)),
    ("2023年，我局认真贯彻条例。2022年度预算已公开。2023年，我局公开信息9条。", ("", 2023)),
    ("2022年，我局获评先进单位。2023年，我局坚持公开。2022年起办理网上申请。", ("", 2023)),
    ("2022年，我局坚持公开。2023年，我局坚持公开。", ("", 0)),
    ("2023年，县水利局坚持公开。", ("", 2023)),
    ("今年以来，青石县水利局认真贯彻条例。", ("青石县水利局", 0)),
    ("青石县水利局结合单位实际，编制本单位2023年度政务公开工作年度报告。", ("青石县水利局", 2023)),
    ("2023年，青石县人民政府高度重视，我局坚持公开。", ("", 2023)),
    ("2023年，我镇坚持公开。如有疑问，请与青石县柳河镇党政办公室联系。", ("青石县柳河镇", 2023)),
    ("2023年，我镇坚持公开。如有疑问，请与青石县政务服务局联系。", ("", 2023)),
]


@pytest.mark.parametrize(("overview", "due"), OVERVIEWS)
def test_told_by_the_overview(overview: str, due: tuple[str, int]) -> None:
    """Where no title and no preamble does, sentences that begin with a year tell it, and whose acts they tell."""
    draft = replace(empty(), set_title=("",)).with_text("一", overview)
    report = report_of(as_text(draft).encode())
    assert due == (report.unit, report.year)


@pytest.mark.parametrize(
    ("publisher", "unit"),
    [
        ("柳河县水利局", "柳河县水利局"),
        ("梅州市青石县水利局", "青石县水利局"),
        ("县水利局", "青石县水利局"),
        ("政府办公室", "青石县水利局"),
        ("青石县人民政府", "青石县水利局"),
    ],
)
def test_the_publisher_beside_the_preamble(publisher: str, unit: str) -> None:
    """The preamble names the unit in full, unless that is just such an organ of another place: its name was left in."""
    head = f"发布机构：{publisher}\n现公布青石县水利局2023年政府信息公开工作年度报告。"
    assert unit == report_of(as_text(replace(empty(), set_title=(head,))).encode()).unit


def test_an_office_that_publishes_for_others_is_no_unit() -> None:
    """政府办公室 alone says neither of which place it is nor that the report is its own."""
    head = "发布机构：政府办公室\n发布日期：2024-03-20\n现公布我县2023年政府信息公开工作年度报告。"
    report = report_of(as_text(replace(empty(), set_title=(head,))).encode())
    assert ("", 2023) == (report.unit, report.year)


def test_the_year_of_most_sentences_decides_between_preamble_and_period() -> None:
    """Where the preamble's year was left from last year's report, span and sentences are right."""
    head = "现公布《青石县水利局2022年政府信息公开工作年度报告》。统计期限为2023年1月1日至12月31日。"
    draft = replace(empty(), set_title=(head,)).with_text("一", "2023年，我局坚持公开。")
    assert 2023 == report_of(as_text(draft).encode()).year


def test_a_title_without_the_name_of_the_site_is_taken() -> None:
    """What a browser shows as title has the site behind it; the title of the page itself has not."""
    title = "青石县水利局2023年政府信息公开工作年度报告"
    report = report_of(as_text(replace(empty(), set_title=(f"{title}-青石县人民政府门户网站", title))).encode())
    assert title == report.title


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("根据《青石县政务公开领导小组关于印发2022年政务公开工作要点的通知》要求办理。", 0),
        ("公开了重点工作等领域信息及2022年度信息公开工作报告。", 0),
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


@pytest.mark.parametrize("lines", [0, 30, 60, 200])
def test_behind_the_menus_of_a_site(lines: int) -> None:
    """A page that was copied or printed whole begins with its menus, among them titles without unit or year."""
    menu = ["政务公开", "政策解读", "政府信息公开年报", "互动交流"] * (lines // 4)
    title = f"{UNIT}{YEAR}年政府信息公开工作年度报告"
    draft = replace(empty(), set_title=(*menu, title, f"发布时间：2024-01-20　来源：{UNIT}　字号：大 中 小"))
    report = report_of(as_text(draft).encode())
    assert (UNIT, YEAR, date(2024, 1, 20)) == (report.unit, report.year, report.published)
    assert report.title == title
