"""Why a sentence may speak of another year than the report's on purpose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from workbench.checks.chains import Mark, items, running, subheadings
from workbench.checks.words import ReportingYears, declared

_BEHIND = 200
"""So far behind a sentence what is told of the reporting year shows that the sentence is about another on purpose."""
_LONGEST_TITLE = 60
_LONGEST_QUOTATION = 40
_LONGEST_HEADING = 40


def another(text: str, span: tuple[int, int], sentence: str, year: int) -> str:
    """Why a sentence may tell of another year on purpose; empty where nothing shows it.

    The paragraph up to it, or a sentence behind it that tells of what was done, names the reporting year, or its
    headings say that it is about what was wrong the year before.
    """
    words, (start, end) = declared("years", ReportingYears), span
    before = text[text.rfind("\n", 0, start) + 1 : end]
    behind = text[end : end + _BEHIND].partition("\n")[0].split("。")
    done = any(f"{year}年" in one and not words.planned.search(one) for one in behind)
    if words.compared.search(sentence) or str(year) in before or done:
        return "可能是与本年度比较的其他年度情况"
    settled = any(words.settled.search(heading) for heading in _headed(text, start))
    return "可能是上年度问题的整改情况" if settled else ""


def _headed(text: str, at: int) -> Iterator[str]:
    """The sub headings that a place stands under: the last 一、 before it, the last （一） behind that, and the last 1.

    A short line without a full stop right above is one, too.
    """
    first = 0
    for marks in _numbered(text):
        last = bisect_right(marks, at, key=lambda mark: mark.start) - 1
        if last >= 0 and marks[last].start >= first:
            first, end = marks[last].start, marks[last].end
            yield text[end : end + _LONGEST_HEADING].partition("\n")[0].partition("。")[0]
    line = text.rfind("\n", 0, at)
    above = text[max(line - _LONGEST_HEADING, 0) : max(line, 0)].rpartition("\n")
    if (above[1] or line <= _LONGEST_HEADING) and "。" not in above[2]:
        yield above[2]


@lru_cache(maxsize=16)
def _numbered(text: str) -> tuple[tuple[Mark, ...], ...]:
    """The marks of a text by their levels: 一、 then （一） then 1."""
    chief = (mark for mark in running(text) if mark.style == "、")
    return tuple(chief), tuple(mark for mark in subheadings(text) if mark.style == "一"), tuple(items(text))


def is_in_title(text: str, at: int) -> bool:
    """Whether a place is within a title, whose year is not one that is told of."""
    opened = text.rfind("《", max(at - _LONGEST_TITLE, 0), at)
    return opened >= 0 and "》" not in text[opened:at]


def is_quoted(text: str, at: int) -> bool:
    """Whether a place is within a quotation."""
    opened = text.rfind("“", max(at - _LONGEST_QUOTATION, 0), at)
    return opened >= 0 and "”" not in text[opened:at]
