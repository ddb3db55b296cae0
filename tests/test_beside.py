"""Two reports side by side: which paragraphs belong together, what differs in them, and by how much cells differ."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.builders import Draft, drawn, empty
from tests.review.drafts import report
from tests.test_html import ATTACKS, ELEMENTS, Page
from workbench.beside import Compared, differences, paired

TEXTS = st.text(alphabet="政府信息公开0123456789，。 ", max_size=60)


def marked(parts: tuple[tuple[str, bool], ...]) -> list[str]:
    """The pieces that differ."""
    return [text for text, differs in parts if differs]


def compared(left: Draft, right: Draft) -> Compared:
    """Two drafts side by side."""
    return wb.compare(report(left, "left.txt"), report(right, "right.txt"))


def test_only_what_differs_is_marked() -> None:
    """A number is one piece, whatever digits it shares with another."""
    pair = differences("全年收到申请12件，均已答复。", "全年收到申请125件，均已按期答复。")
    assert ["12"] == marked(pair.left)
    assert ["125", "按期"] == marked(pair.right)


def test_width_and_spaces_are_no_difference() -> None:
    """The same words in other types are the same."""
    assert differences("收到申请 12 件", "收到申请１２件").same


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_no_character_is_lost(left: str, right: str) -> None:
    """The parts of each side are its text, and a text does not differ from itself."""
    pair = differences(left, right)
    assert left == "".join(text for text, _ in pair.left)
    assert right == "".join(text for text, _ in pair.right)
    assert differences(left, left).same


@given(st.lists(TEXTS.filter(str.strip), max_size=6), st.lists(TEXTS.filter(str.strip), max_size=6))
@settings(deadline=None)
def test_every_paragraph_stands_once_in_its_order(left: list[str], right: list[str]) -> None:
    """Whatever is alike."""
    pairs = list(paired(left, right))
    assert "".join(left) == "".join(text for pair in pairs for text, _ in pair.left)
    assert "".join(right) == "".join(text for pair in pairs for text, _ in pair.right)


def test_versions_stand_beside_each_other_whatever_was_put_between() -> None:
    """A new paragraph has nothing beside it."""
    first, second = "（一）主动公开。及时更新栏目内容。", "（二）依申请公开。畅通受理渠道。"
    new = "全年召开新闻发布会三场。"
    pairs = list(paired([first, second], [first, new, second]))
    assert [True, False, True] == [pair.same for pair in pairs]
    assert ((), ((new, True),)) == (pairs[1].left, pairs[1].right)


def test_paragraphs_that_are_not_alike_share_a_row_and_are_no_versions() -> None:
    """So that the page has no steps of empty boxes."""
    (pair,) = paired(["加强组织领导，落实责任。"], ["见附件"])
    assert pair.alone
    assert not pair.same


def test_very_long_texts_are_compared_as_wholes() -> None:
    """Nothing hangs on a text that was made to be long."""
    assert ["甲" * 30_000] == marked(differences("甲" * 30_000, "乙" * 30_000).left)
    many = [f"第{at}段" for at in range(400)]
    assert 400 == len(list(paired(many, many)))


def test_cells_differ_by_what_the_second_has_more() -> None:
    """Up and down with their signs; the same, and what is no number, without."""
    keys = ("disclosure.fees.charged", "disclosure.licences.decided", "disputes.review.upheld")
    left = empty().with_values(**dict(zip(keys, ("1.50", 1200, ""), strict=True)))
    right = empty().with_values(**dict(zip(keys, ("2.75", 0, 3), strict=True)))
    changes = compared(left, right).changes
    told = [(changes[key].left, changes[key].right, changes[key].delta) for key in keys]
    assert [("1.50", "2.75", "＋1.25"), ("1,200", "0", "－1,200"), ("空白", "3", "")] == told
    assert changes["disputes.review.total"].same


def test_every_difference_of_two_drawn_reports_is_found() -> None:
    """Cell by cell, as the drafts have them."""
    left, right = drawn(random.Random(1)), replace(drawn(random.Random(2)), year=2024)
    expected = {key for key in left.values if left.values[key] != right.values[key]}
    found = compared(left, right)
    assert expected == {key for key, change in found.changes.items() if not change.same}
    assert len(expected) == found.counts["changed_cells"]
    assert 200 == found.counts["cells"]
    key = next(iter(expected))
    shift = Decimal(right.values[key]) - Decimal(left.values[key])
    assert abs(shift) == Decimal(found.changes[key].delta[1:].replace(",", ""))


def test_a_report_beside_itself_differs_in_nothing() -> None:
    """No paragraph, no cell."""
    counts = compared(drawn(random.Random(3)), drawn(random.Random(3))).counts
    assert (0, 0) == (counts["changed_paragraphs"], counts["changed_cells"])


def test_editions_are_compared_by_what_cells_mean() -> None:
    """What only the first one's edition has is listed, not dropped."""
    old = drawn(random.Random(4), "cn-2019").with_values(**{"applications.new.total": 7})
    found = compared(old, empty().with_values(**{"applications.new.total": 9}))
    assert "＋2" == found.changes["applications.new.total"].delta
    expected = [key for key in old.values if key not in found.right.form.cells and old.values[key] != "0"]
    assert expected == [change.key for change in found.only_left]
    assert "版式不同" in found._repr_html_()


def test_a_report_without_tables_is_compared_by_its_text() -> None:
    """And it is said that there are no figures to be compared."""
    bare = wb.compare(report(empty()), replace(report(empty()), edition=None, cells={}))
    assert {} == bare.changes
    assert "未能识别统计表" in bare._repr_html_()


def test_the_page_shows_both_texts_and_every_cell() -> None:
    """Side by side, what differs marked on its own side."""
    left, right = empty().with_text("五", "一是人员不足，共5人。"), empty().with_text("五", "一是人员不足，共8人。")
    page = Page(compared(left, right.with_values(**{"disputes.review.total": 4}))._repr_html_())
    assert ["左侧独有", "5"] == page.texts["dw-gone"]
    assert ["右侧独有", "8"] == page.texts["dw-new"]
    assert ["0 → 4＋4"] == page.texts["dw-changed"]
    assert page.balanced


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_words_stay_words(attack: str) -> None:
    """Whatever the reports say comes out as text."""
    hostile = empty(unit=f"青石县水利局{attack}").with_text("五", attack)
    page = Page(compared(hostile, hostile.with_values(**{"disclosure.licences.decided": attack}))._repr_html_())
    assert page.elements <= ELEMENTS | {"label", "input"}
    assert page.attributes <= {"class", "title", "rowspan", "colspan", "type", "data-lm-suppress-shortcuts"}


def test_personal_numbers_are_masked() -> None:
    """In texts as in cells."""
    told = empty().with_text("五", "联系人手机13812345678。")
    told = told.with_values(**{"disclosure.licences.decided": "13812345678号"})
    assert "13812345678" not in compared(told, empty())._repr_html_()
