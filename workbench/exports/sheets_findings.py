"""The sheets that list findings: those of now with what was decided on them, and those that are no longer found."""

from __future__ import annotations

from workbench.exports.sheets import UNREAD, Row, Sheet, number
from workbench.review import Entry, Ledger, local

_FINDING = "单位", "年度", "严重程度", "检查编号", "部分", "问题", "正文表述", "表格数据", "差额", "说明"
_DECISION = "处理意见", "理由或问题", "处理人", "处理时间", "备注"
_PLACE = ("位置",)
_ASIDE = "检查名称", "应为（依据值）", "实际", "负责人", "文件", "可信度", "问题编号"
"""Columns to filter and reckon by; on paper there is no room for them."""


def findings(ledger: Ledger) -> Sheet:
    """问题台账: one row a finding, then one for each file that could not be read."""
    headings = ("序号", *_FINDING, *_DECISION, *_PLACE, *_ASIDE)
    found = [(*_finding(entry), *_decision(entry), entry.places, *_aside(entry)) for entry in ledger.entries]
    rows = [(at, *row) for at, row in enumerate((*found, *_unread(ledger)), 1)]
    return Sheet("问题台账", headings, rows, aside=len(_ASIDE))


def vanished(ledger: Ledger) -> Sheet:
    """不再发现: what former runs found and the latest does not, with what was decided on it."""
    headings = ("序号", "现状", "现状说明", *_FINDING, *_DECISION, *_PLACE, *_ASIDE)
    rows = [
        (at, one.standing.chinese, one.standing_note, *_finding(one), *_decision(one), one.places, *_aside(one))
        for at, one in enumerate(ledger.vanished, 1)
    ]
    return Sheet("不再发现", headings, rows, aside=len(_ASIDE))


def _finding(entry: Entry) -> Row:
    return (
        entry.unit, entry.year or None, entry.severity.chinese, entry.check, entry.section, entry.message,
        entry.text_says, entry.table_says, number(entry.difference), entry.explanation,
    )  # fmt: skip


def _decision(entry: Entry) -> Row:
    """What was decided, why, by whom, when; where the figures have changed since, the former ones in the note."""
    taken = entry.decision
    if taken is None:
        return (entry.status_words, "", "", "", "")
    reason = taken.reason.chinese if taken.reason else taken.question
    former = f"处理时的数据：应为“{taken.expected}”，实际“{taken.actual}”。" if entry.stale else ""
    return (entry.status_words, reason, taken.reviewer, local(taken.at), former + taken.note)


def _aside(entry: Entry) -> Row:
    figures = number(entry.expected), number(entry.actual)
    return entry.title, *figures, entry.assignee, entry.source, entry.confidence.chinese, entry.id


def _unread(ledger: Ledger) -> list[Row]:
    """A row for each file that could not be read, the reason standing where the finding would."""
    between = [None] * (len(_FINDING[6:]) + len(_DECISION) + len(_PLACE))
    return [
        (None, None, UNREAD, "", "", failure.reason, *between, "", None, None, "", failure.source, "", "")
        for failure in ledger.failures
    ]
