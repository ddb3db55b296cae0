"""Comparing text that was typed, scanned or pasted."""

from __future__ import annotations

import pytest

from workbench.reports.vocabulary import SAME, is_heading, is_label, likeness
from workbench.text import difference, fold, normalise, similarity, strip_numbering


@pytest.mark.parametrize(
    ("text", "folded"), [("１２（件）", "12(件)"), ("“三”　—", '"三" -'), ("〔2021〕", "[2021]"), ("规章", "规章")]
)
def test_fold_keeps_places(text: str, folded: str) -> None:
    """Width, quotes and brackets are made plain, each character in its old place."""
    assert folded == fold(text)
    assert len(text) == len(fold(text))


def test_normalise() -> None:
    """Spaces and invisible marks go, compatibility forms become plain."""
    assert "(一)规章12" == normalise("（一） 规\u200b章\n１２")


@pytest.mark.parametrize("text", ["（一）规章", "(1)规章", "1.规章", "1、规章", "一、规章", "（三）1.规章"])
def test_numbering_goes(text: str) -> None:
    """Each style of numbering before a label is taken off."""
    assert "规章" == strip_numbering(normalise(text))


def test_similarity() -> None:
    """Texts that differ in width alone are the same; others less."""
    assert 1 == similarity("规章（件）", "规章(件)")
    assert similarity("本年度止件数", "本年废止件数") < 1


@pytest.mark.parametrize(
    "found",
    [
        "1.属于国家秘密",
        "1．属于国家秘密",
        "1、 属于国家秘密",
        "（1）属于国家秘密",
        "属于国家秘密",
        "1属于国家秘密",
        "1. 属于\n国家秘密",
        "属于国家<br>秘密",
        "**1.属于国家秘密**",
        "（三）不予公开 1.属于国家秘密",
        "(三)不予公开1.属于国家秘密",
        "1.属于国（三）不予公开家秘密",
        "1.属于国家秘密2.其他法律行政法规禁止公开3.危及“三安全一稳定”",
    ],
)
def test_labels_that_differ_in_form(found: str) -> None:
    """Marks, width, numbering, wraps, and a group's label in the same cell make no difference."""
    assert likeness(found, "1.属于国家秘密") >= SAME


@pytest.mark.parametrize(
    ("found", "due"),
    [
        ("本年度止件数", "本年废止件数"),
        ("规范性文件", "行政规范性文件"),
        ("三类内容事务信息", "5.属于三类内部事务信息"),
        ("现行有效件", "现行有效件数"),
        ("（二）部分公开（只计这一情况）", "（二）部分公开（只计这一情形）"),
    ],
)
def test_labels_that_differ_in_words(found: str, due: str) -> None:
    """Wording that was altered shows."""
    assert 0.6 < likeness(found, due) < SAME


def test_labels_and_headings() -> None:
    """A heading is no label of a table; part of a wrapped label is one; a sentence is neither."""
    assert is_heading("三、收到和处理政府信息公开申请情况")
    assert not is_label("三、收到和处理政府信息公开申请情况")
    assert is_label("社会公益")
    assert not is_label("及时更新栏目")
    assert not is_heading("（一）主动公开")


@pytest.mark.parametrize(
    ("found", "due", "said"),
    [
        ("本年度止件数", "本年废止件数", "“废”写成“度”"),
        ("本年发件数", "本年制发件数", "缺“制”"),
        ("本年度废止件数", "本年废止件数", "多“度”"),
        ("本年（2023）制发件数", "本年制发件数", "多“(2023)”"),
        ("三类内容事务信息", "三类内部事务信息", "“部”写成“容”"),
        ("总计", "总计", ""),
        ("完全不同的文字", "另外一回事", ""),
    ],
)
def test_differences_are_spelt_out(found: str, due: str, said: str) -> None:
    """Characters that are wrong, missing or too many are named; texts with hardly one in common are not compared."""
    assert said == difference(found, due)


def test_radicals_are_read_as_what_they_stand_for() -> None:
    """What was copied out of a PDF has them; each stays one character, so that places stay what they are."""
    text = "县⼈⺠政府⽆⾏政复议⻛险"
    assert "县人民政府无行政复议风险" == fold(text) == normalise(text)
    assert "ﬁ" == fold("ﬁ")
