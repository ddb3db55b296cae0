"""Tables as an inspector reads them in a notebook."""

from __future__ import annotations

import pandas as pd

from workbench.app.listed import MOST, listed
from workbench.audit import COMPARISON_COLUMNS, COVERAGE_COLUMNS, FINDING_COLUMNS
from workbench.checks.subjects import Failure
from workbench.findings import Confidence, Severity, Verdict
from workbench.reports.tieout import Tie
from workbench.values import State

_CLOSED = (("severity", Severity), ("verdict", Verdict), ("confidence", Confidence), ("state", (*State, *Tie)))


def html(*rows: tuple[object, ...], columns: tuple[str, ...]) -> str:
    """The rows as they are shown."""
    return listed(pd.DataFrame(list(rows), columns=list(columns)))._repr_html_()


def test_headings_and_words_are_chinese_and_no_text_is_cut() -> None:
    """A long message stands there whole; markup in it is text, and personal numbers are masked."""
    long = "正文所述与统计表不一致" * 20 + "<b>，联系电话13912345678。"
    shown = html(("error", long, 1204.0, "cell: 新收申请"), columns=("severity", "message", "value", "state"))
    for word in ("严重程度", "错误", "问题", "1204<", "与统计表核对：新收申请", long[:200], "&lt;b&gt;"):
        assert word in shown
    assert "13912345678" not in shown


def test_every_word_of_these_columns_is_known() -> None:
    """No English word is left where a frame has one of a closed set."""
    for name, words in _CLOSED:
        shown = html(*((str(word),) for word in words), columns=(name,))
        assert not [word for word in words if f">{word}<" in shown]
    for columns in (FINDING_COLUMNS, COMPARISON_COLUMNS, COVERAGE_COLUMNS):
        shown = html((1,) * len(columns), columns=tuple(columns))
        assert not [name for name in columns if f">{name}<" in shown]


def test_lists_grouped_frames_and_nothing() -> None:
    """Failures are a table; what is grouped says by what; of many rows and names it says how many; nothing is said."""
    assert "文件不存在" in listed([Failure("无.txt", "文件不存在，请检查路径。")])._repr_html_()
    assert "没有。" in listed(())._repr_html_()
    many = pd.DataFrame({"check": ["NT301"] * 400, "unit": [f"第{at}街道" for at in range(400)]})
    grouped = listed(many.groupby("check")["unit"].agg(["count", "unique"]))._repr_html_()
    assert all(word in grouped for word in ("检查", "NT301", "问题数", "等 400 个"))
    assert f"共 400 行，这里列出前 {MOST} 行" in listed(many)._repr_html_()
    assert "<表：400 行>" == repr(listed(many))
