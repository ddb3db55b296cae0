"""Where a narrative states the span of time that its figures are over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.reports import Report, Section
from workbench.text import fold

_YEAR = r"(?:(?P<{}>[12]\d{{3}})\s*(?:年度?|[./])\s*)?"
_HOUR = r"(?:\s*\d{1,2}\s*[时点:]\s*(?:\d{1,2}分?)?)?"
_SPAN = re.compile(
    rf"(?<!\d){_YEAR.format('first')}0?1\s*(?:月|[./](?=\s*0?1)|(?=[-至到~]))\s*(?:0?1\s*[日号]?)?{_HOUR}\s*(?:起|开始|以来)?\s*[,、]?\s*"
    rf"(?:截?至|到|截止到?|~|-)+\s*(?:同年|当年|本年)?\s*{_YEAR.format('last')}12\s*(?:月|[./](?=\s*31))\s*(?:31(?!\d)\s*日?)?"
)
_LOST = re.compile(
    r"(?<!\d)(?P<first>[12]\d{3})\D{0,2}1\D{0,2}1?\D{0,3}(?:至|到|-|~)\D{0,3}(?:[12]\d{3})?\D{0,2}12\D{0,2}31"
)
_YEARLY = re.compile(r"统计(?:期限|期间|时间|周期)[^。;]{0,6}(?P<first>[12]\d{3})\s*年(?:度|全年)?")
_OURS = re.compile(
    r"统计(?:期限|期间|时间|时段|周期|范围|区间|口径|截止)|时间(?:跨度|范围|段)"
    r"|数据[^。]{0,15}(?:自|从|期限|时间)|报告[^。]{0,12}(?:期限|期间|时限)"
)
_COMPARED = re.compile(r"同期|去年|相比|比较|对比|较")
_REACH = 30


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as written: the years that it begins and ends in, None where it names none.

    ``is_ours`` says that the words before it make it the span of the report's figures, ``is_whole`` that it
    could be read for certain.
    """

    section: Section
    start: int
    end: int
    first: int | None
    last: int | None
    is_ours: bool
    is_whole: bool

    @property
    def text(self) -> str:
        """The span as written."""
        return self.section.text[self.start : self.end]

    def right(self, year: int) -> bool:
        """Whether it is the reporting year, as far as it names a year."""
        return {self.first, self.last} <= {year, None}


def mentions(report: Report) -> Iterator[Period]:
    """Every span from January to December, in the order of the text; of a text with none, those in other shapes."""
    for section in report.sections:
        text = fold(section.text)
        for pattern in (_SPAN, _YEARLY, _LOST):
            found = [_period(section, text, match, whole=pattern is not _LOST) for match in pattern.finditer(text)]
            yield from found
            if found:
                break


def _period(section: Section, text: str, match: re.Match[str], *, whole: bool) -> Period:
    before = text[max(text.rfind("。", 0, match.start()) + 1, match.start() - _REACH) : match.end()]
    years = match.groupdict()
    first, last = (int(years[name]) if years.get(name) else None for name in ("first", "last"))
    ours = _OURS.search(before) is not None and not _COMPARED.search(before)
    return Period(section, *match.span(), first, last, ours, whole)
