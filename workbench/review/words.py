"""The words of a review: statuses, standings, reasons, each in Chinese; and times as they are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum


class Status(StrEnum):
    """What has been decided on a finding; all but the first are kinds of decision as well."""

    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    ASKED = "explanation_asked"
    CORRECTED = "corrected"
    REOPENED = "reopened"

    @property
    def chinese(self) -> str:
        """The word that an inspector reads."""
        return _STATUSES[self]


_STATUSES = {
    "undecided": "未处理",
    "confirmed": "属实",
    "dismissed": "不属实",
    "explanation_asked": "需说明",
    "corrected": "已整改",
    "reopened": "重新打开",
}


class Standing(StrEnum):
    """How a finding of this run stands to the runs before, and what became of one that this run no longer has.

    ``new`` and ``remaining`` are found now. ``fixed``: gone from a corrected report; ``gone``: no longer found in the
    same file; ``folded``: now told within another finding; ``unchecked``: this run could not tell.
    """

    NEW = "new"
    REMAINING = "remaining"
    FIXED = "fixed"
    GONE = "gone"
    FOLDED = "folded"
    UNCHECKED = "unchecked"

    @property
    def chinese(self) -> str:
        """The words that an inspector reads."""
        return _STANDINGS[self]


_STANDINGS = {
    "new": "新发现",
    "remaining": "仍存在",
    "fixed": "已消除",
    "gone": "不再发现",
    "folded": "已并入其他问题",
    "unchecked": "本次未能核查",
}


class Reason(StrEnum):
    """Why a finding is dismissed; what is particular stands in the note, which ``other`` needs."""

    MISREAD = "misread"
    BASIS = "other_basis"
    EXPLAINED = "explained"
    LOCAL = "local_rule"
    UNSUITED = "not_for_this_organ"
    DUPLICATE = "duplicate"
    OTHER = "other"

    @property
    def chinese(self) -> str:
        """The words that an inspector reads."""
        return _REASONS[self]


_REASONS = {
    "misread": "程序读取有误，原件无此问题",
    "other_basis": "统计口径不同，数据无误",
    "explained": "单位已作说明，理由成立",
    "local_rule": "本地另有规定",
    "not_for_this_organ": "该要求不适用于本单位",
    "duplicate": "与另一问题重复",
    "other": "其他（见备注）",
}


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as records hold it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def local(at: str) -> str:
    """A recorded time as it reads where this runs: ``2024-03-01 09:30:00``; empty where there is none."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S") if at else ""
