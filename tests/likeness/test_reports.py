"""Likeness of reports: what is own text, what the findings say, and both texts side by side."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

import workbench as wb
from tests.builders import Draft, as_text, drawn, empty
from tests.test_html import ATTACKS, ATTRIBUTES, ELEMENTS, Page
from workbench.documents import Document
from workbench.documents.plain import blocks
from workbench.likeness import compare, own_text
from workbench.policy import Policy
from workbench.reports import Report, recognise
from workbench.reports.roster import Roster, Unit

OWN = (
    "公开工作的范围还不够广泛，与群众关系密切的民生领域内容更新较慢，解读形式以文字为主，图表和视频偏少。"
    "各科室之间配合不够紧密，材料报送时常滞后，个别栏目长期没有新的内容，影响了公开的时效。"
    "下一步将组织专人梳理民生领域的清单，按月检查栏目更新，并增加图表和短视频等形式，让群众看得懂、用得上。"
)
PLACES = "平青松龙石临云清东西原亭泉桥江岭河关溪岗"


def made(draft: Draft) -> Report:
    """The report of a draft."""
    name = f"{draft.unit}{draft.year}.txt"
    return recognise(Document(name, "0" * 64, tuple(blocks(as_text(draft)))))


def units(count: int) -> list[str]:
    """Names of street offices."""
    first, second = PLACES[:10], PLACES[10:]
    return [f"{one}{other}街道办事处" for one in first for other in second][:count]


@pytest.mark.parametrize(
    ("unit", "text", "own"),
    [
        ("虎溪街道办事处", "2023年，虎溪街道办事处共公开信息98条。", "共公开信息"),
        ("重庆市沙坪坝区虎溪街道办事处", "虎溪街道、沙坪坝区虎溪街道办事处与我街道。", "与"),
        ("青石县水利局", "（一）主动公开。水利局按照《政府信息公开条例》公开。", "按照公开"),
        ("青石县水利局", "一是根据国办公开办函〔2021〕30号办理。", "根据办理"),
        ("青石县水利局", "本年度未收取政府信息公开信息处理费。", ""),
        ("青石县水利局", "无。", "无"),
    ],
)
def test_own_text(unit: str, text: str, own: str) -> None:
    """The form's wording, names, numbers, marks and set phrases are no text of one's own."""
    report = made(empty(unit=unit).with_text("一", text))
    section = report.section(1)
    assert section
    found = own_text(report, section)
    assert own == found.text
    assert "".join(section.text[at] for at in found.places) == own


def test_another_name_and_other_numbers_hide_nothing() -> None:
    """Copied text in which names, years and numbers were replaced is copied whole."""
    told = "2023年，{}共开展培训3次，编发信息98条，组织全体干部学习有关规定，逐条对照检查栏目，"
    told += "当月发现的问题当月改正，年底由主要领导听取汇报。"
    reports = [
        made(empty(unit=name).with_text("一", told.format(name).replace("3次", f"{at}次")))
        for at, name in enumerate(units(2))
    ]
    found = [
        one
        for one in wb.audit(reports, Policy.model_validate({"likeness": {"least": 40}})).problems
        if one.check == "DU201"
    ]
    assert [("低于80%", "100%")] * 2 == [(one.expected, one.actual) for one in found]


def test_thirty_copies_are_thirty_findings_that_name_one_another() -> None:
    """Each unit has one finding a section, which says how many others have the text; not one for each pair."""
    reports = [made(empty(unit=name).with_text("五", OWN)) for name in units(30)]
    found = [one for one in wb.audit(reports).problems if one.check == "DU201"]
    assert 30 == len(found)
    assert all("另外29个单位" in one.explanation and one.explanation.count("、") < 6 for one in found)


def test_formulas_and_short_sections_are_no_likeness() -> None:
    """What every unit says alike in a line is no copy."""
    reports = [made(drawn(random.Random(at), unit=name)) for at, name in enumerate(units(8))]
    assert [] == [one for one in wb.audit(reports).problems if one.check.startswith("DU")]


def test_order_changes_no_finding() -> None:
    """The same reports in another order have the same findings, word for word."""
    reports = [made(empty(unit=name).with_text("五", OWN[at * 5 :])) for at, name in enumerate(units(6))]

    def told(some: list[Report]) -> set[tuple[str, str, str]]:
        problems = wb.audit(some).problems
        return {(one.id, one.message, one.explanation) for one in problems if one.check == "DU201"}

    assert told(reports) == told(reports[::-1])
    assert told(reports)


def test_last_year_s_text_is_found_with_its_place() -> None:
    """The finding quotes the longest run of both reports, each where it stands."""
    now, last = made(empty().with_text("五", OWN)), made(empty(year=2022).with_text("五", OWN))
    one = next(one for one in wb.audit([now, last]).problems if one.check == "DU101")
    own, other = one.evidence
    assert ("", last.source) == (own.source, other.source)
    assert own.text == other.text
    section = now.section(5)
    assert section
    assert own.text == section.text[own.start : own.end]
    assert len(own.text) > 100
    assert last is one.against


def finding(told: str = OWN) -> wb.Finding:
    """A finding of likeness on two reports that say the same but for a sentence."""
    drafts = (
        empty(unit="青石县水利局").with_text("五", f"本局另有打算。{told}"),
        empty(unit="青石县教育局").with_text("五", told),
    )
    problems = wb.audit([made(draft) for draft in drafts]).problems
    return next(one for one in problems if one.check == "DU201" and one.unit == "青石县水利局")


def test_both_texts_stand_side_by_side_with_the_differences_plain() -> None:
    """What both have is marked in both; what one alone has is not; all of both texts is there."""
    page = Page(finding()._repr_html_())
    mine, theirs = (text for text in page.texts["dw-flow"])
    assert (f"本局另有打算。{OWN}", OWN) == (mine, theirs)
    marked = [text for text in page.texts["mark"] if len(text) > 50]
    assert OWN.rstrip("。") in marked
    assert not any("另有打算" in text for text in marked)


def test_compared_sections_can_be_shown_by_themselves() -> None:
    """Any two sections can be held against each other."""
    one, other = made(empty().with_text("五", OWN)), made(empty(unit="青石县教育局").with_text("五", OWN[:60]))
    first, second = one.section(5), other.section(5)
    assert first
    assert second
    found = compare(one, first, other, second)
    assert 20 < found.share < 60
    assert first.text == "".join(text for text, _ in found.parts)
    assert str(found.share) in found._repr_html_()


@pytest.mark.parametrize("attack", ATTACKS)
def test_copied_documents_are_inert(attack: str) -> None:
    """Whatever a copied text says comes out as text."""
    page = Page(finding(f"{attack}{OWN}{attack}")._repr_html_())
    assert page.elements <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert page.balanced
    assert attack in page.texts["dw-flow"][1]


def test_personal_numbers_stay_masked_side_by_side() -> None:
    """A copied text shows no personal number either."""
    shown = finding(f"申请人13812345678。{OWN}")._repr_html_()
    assert "138****5678" in shown
    assert "13812345678" not in shown


def test_a_finding_without_its_reports_shows_no_comparison() -> None:
    """Where the reports are not at hand the evidence is."""
    assert "dw-sides" not in replace(finding(), against=None)._repr_html_().partition("</style>")[2]


def test_a_renamed_unit_is_no_other_unit() -> None:
    """What a unit said under its former name is its own, as the roster knows."""
    drafts = empty(unit="青石县水务局").with_text("五", OWN), empty(unit="青石县水利局", year=2022).with_text("五", OWN)
    reports = tuple(made(draft) for draft in drafts)
    known = Roster((Unit("青石县水务局", former=("青石县水利局",)),))
    alone, told = (wb.audit(wb.Batch(reports, (), roster)).problems for roster in (None, known))
    assert {"DU201"} == {one.check for one in alone if one.check.startswith("DU")}
    assert {"DU101"} == {one.check for one in told if one.check.startswith("DU")}


def test_kin_may_have_the_same_table() -> None:
    """A government's office and its government, or a parent and its organ, may have the same figures; strangers not."""
    figures = {
        "disclosure.licences.decided": 1204,
        "disclosure.penalties.decided": 86,
        "disclosure.coercion.decided": 13,
    }

    def accused(*names: str) -> list[str]:
        reports = [made(empty(unit=name).with_values(**figures)) for name in names]
        return [one.unit for one in wb.audit(reports).problems if one.check == "DU301"]

    assert [] == accused("青石县人民政府", "青石县人民政府办公室")
    assert ["青石县水利局", "青石县教育局"] == accused("青石县水利局", "青石县教育局")
