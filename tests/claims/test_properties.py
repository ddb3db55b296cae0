"""What holds of any text whatever."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.claims import read_claims, reader, sentences

PIECES = [
    "收到",
    "申请",
    "政府信息公开",
    "依申请公开",
    "其中",
    "12",
    "3件",
    "１２",
    "1,204",
    "二十",
    "约",
    "余",
    "%",
    "万",
    "元",
    "件",
    "条",
    "未",
    "无",
    "均",
    "全部",
    "答复",
    "办结",
    "结转",
    "上年",
    "2023年",
    "〔2021〕30号",
    "行政复议",
    "行政诉讼",
    "维持",
    "纠正",
    "予以公开",
    "部分公开",
    "不予公开",
    "自然人",
    "企业",
    "规章",
    "规范性文件",
    "制发",
    "废止",
    "行政许可",
    "信息处理费",
    "同比",
    "增长",
    "下降",
    "占",
    "，",
    "。",
    "、",
    "；",
    "：",
    "（",
    "）",
    "\n",
    "“",
    "”",
    "第二十条",
    "一是",
    "12345",
    "不存在",
    "分别",
    "各",
    "零",
    "百分之三",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(texts)
@example("1万%")
@settings(max_examples=300, deadline=None)
def test_words_are_those_of_the_text(text: str) -> None:
    """A claim's words and its numeral lie where it says, parts come with a whole that exists."""
    claims = read_claims(text, 2023)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text
        assert claim.number is None or claim.start <= claim.number[0] < claim.number[1] <= claim.end
        assert claim.whole is None or 0 <= claim.whole < len(claims)
        assert claim.interval.low <= claim.value <= claim.interval.high


@given(texts)
@settings(max_examples=300, deadline=None)
def test_no_digit_is_dropped(text: str) -> None:
    """Every run of digits lies in some claim's numeral."""
    numerals = [claim.number for claim in read_claims(text, 2023) if claim.number]
    for run in re.finditer(r"[0-9０-９]+", text):
        assert any(start <= run.start() and run.end() <= end for start, end in numerals), run


HOSTILE = (
    "其中",
    "1",
    "申请",
    "（",
    "一",
    "第",
    "１，",
    "未",
    "、",
    "百分之",
    "约",
    "(1",
    "第（一",
    "1.",
    "1,2",
    "不存在",
    "收到申请",
    "分别为1、",
    "无申请、",
    "申请：1件；",
    "（12件）",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_length_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sentence read is longer than its bound, however long the text."""
    longest = 0
    whole = sentences.tokens

    def counted(text: str, span: tuple[int, int], *rest: Any) -> list[sentences.Token]:  # noqa: ANN401 - passed on as they come
        nonlocal longest
        longest = max(longest, span[1] - span[0])
        return whole(text, span, *rest)

    monkeypatch.setattr(reader, "tokens", counted)
    read_claims(unit * (20_000 // len(unit)), 2023)
    assert longest <= sentences.LONGEST


@pytest.mark.parametrize("unit", ["其中", "1", "（", "申请", "一", "第", "零申请"])
def test_long_repetition_ends(unit: str) -> None:
    """Hostile repetition does not hang the reader: work that grows with the square of its length would not end."""
    read_claims(unit * (250_000 // len(unit)), 2023)
