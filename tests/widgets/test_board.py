"""The board without a browser: what it counts, what a click does, and what it says when that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench as wb
from tests.session.desks import UNITS, Desk, audited, desk, drafts
from tests.widgets.messages import sent
from workbench.audit import Audit
from workbench.review import Opinion, Status, ledger_of
from workbench.session.session import Session
from workbench.widgets.board import Board
from workbench.widgets.desk import Desk as Widget


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Desk]:
    """A desk over three units."""
    opened = desk(tmp_path)
    yield opened
    opened.session.close()


@pytest.fixture
def audit(at: Desk) -> Audit:
    """The audit of the same reports."""
    return wb.audit(at.session.reports)


@pytest.fixture
def board(at: Desk, audit: Audit) -> Board:
    """The board of the desk."""
    return wb.board(audit, at.session)


def click(board: Board, **told: object) -> None:
    """What the browser sends for a click on a mark."""
    sent(board, do="choose", filter=told)


def test_a_click_filters_the_queue(at: Desk, board: Board) -> None:
    """The queue has what was chosen and no more, and the board says how many there are."""
    click(board, units=[UNITS[0]], families=["CF"])
    expected = [one.id for one in at.session.ledger.entries if one.unit == UNITS[0] and one.check.startswith("CF")]
    assert expected == [entry.id for entry in at.session.queue.entries()]
    assert {"words": f"{UNITS[0]} × 表内勾稽", "findings": len(expected)}.items() <= board.chosen.items()
    assert len(expected) == at.screen["queue"]["findings"]
    click(board)
    assert len(at.session.ledger.entries) == len(at.session.queue)
    assert {} == board.chosen["filter"]


def test_every_mark_means_findings_that_are_there(at: Desk, board: Board) -> None:
    """The conditions of each chart make a filter of each of its marks, and the filter means so many as it shows."""
    for spec in board.charts[:3]:
        for row in next(iter(spec["datasets"].values())):
            conditions = spec["usermeta"]["workbench"]["conditions"]
            click(board, **{name: [row[column]] for name, column in conditions.items()})
            assert "" == board.trouble
            assert row["value"] == board.chosen["findings"] == len(at.session.queue)


def test_a_click_without_a_desk_says_what_was_chosen(audit: Audit) -> None:
    """And keeps it as a filter, for whatever takes one."""
    board = wb.board(audit)
    click(board, severities=["error"])
    assert board.filter.select(ledger_of(audit).entries)
    assert "错误" == board.chosen["words"]


def test_refreshing_counts_what_was_decided(at: Desk, board: Board) -> None:
    """The bars follow the store."""
    first = at.session.ledger.entries[0]
    assert at.session.store
    at.session.store.decide([first], Opinion(Status.CONFIRMED), "李四")
    assert 0 == board.summary["settled"]
    sent(board, do="refresh")
    assert 1 == board.summary["settled"]


def test_refreshing_takes_no_figures_of_reports_that_were_replaced(at: Desk, tmp_path: Path) -> None:
    """Only those that the ledger is about now; that others are not counted is said, also where charts are pictures."""
    board = wb.board(desk=Widget(at.session))
    assert "" == board.summary["remark"]
    assert 3 == new_figures(board)
    changed = drafts()
    changed[1] = changed[1].with_values(**{"applications.new.total": 9})
    at.session.take(ledger_of(audited(tmp_path / "reports", changed)))
    sent(board, do="refresh")
    assert 2 == new_figures(board)
    assert "只统计了2份报告（共3份）" in board.summary["remark"]
    assert board.summary["remark"] in board.html


def new_figures(board: Board) -> int:
    """How many reports the chart of new applications counts."""
    (spec,) = (spec for spec in board.charts if spec["title"]["text"] == "本年新收政府信息公开申请")
    return len(next(iter(spec["datasets"].values())))


def test_nonsense_is_answered_in_chinese(board: Board) -> None:
    """An error in a callback is seen at the board; the next click takes it away."""
    click(board, weather=["fine"])
    assert "操作没有完成" in board.trouble
    click(board)
    assert "" == board.trouble


def test_a_ledger_alone_has_no_figures(audit: Audit) -> None:
    """Charts of figures are left out where there are no reports, and it is said."""
    alone = wb.board(ledger_of(audit))
    titles = [spec["title"]["text"] for spec in alone.charts]
    assert "未画出申请和办理情况" in alone.summary["remark"]
    assert ["各单位各类问题", "各项检查发现的问题", "处理进度（按类别）", "核查覆盖"] == titles
    assert "本年新收政府信息公开申请" in [spec["title"]["text"] for spec in wb.board(audit).charts]


def test_a_desk_is_enough(at: Desk) -> None:
    """The widget, whose session has everything; nothing at all is refused in words."""
    shown = wb.board(desk=Widget(at.session))
    assert isinstance(shown.session, Session)
    assert len(at.session.ledger.entries) == shown.summary["findings"]
    with pytest.raises(TypeError, match="需要核查结果"):
        wb.board()


def test_without_a_kernel_charts_are_pictures(board: Board) -> None:
    """Numbers and charts stand in HTML that fetches nothing."""
    html = board.html
    assert len(board.charts) == html.count("data:image/svg+xml")
    assert "3 份报告" in html
    assert not [word for word in ("http:", "https:", "<script") if word in html]


def test_every_message_is_answered(board: Board) -> None:
    """Also where nothing changes and where it fails, so that the page knows that it was heard."""
    messages: list[dict[str, object]] = [{"do": "refresh"}, {"do": "refresh"}, {"do": "choose"}]
    for count, message in enumerate(messages, start=1):
        sent(board, **message)
        assert count == board.answered
