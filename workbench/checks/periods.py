"""Where a narrative states the span of time that its figures are over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.reports import Report, Section
from workbench.text import fold

_GAP = r"\s{0,9}+"
"""Blanks that may stand between the parts of a date, taken once and for all: a page of blanks is no gap."""
_HOUR = rf"(?:{_GAP}\d{{1,2}}{_GAP}[时点:]{_GAP}(?:\d{{1,2}}分?)?)?"
_UNTIL = rf"{_GAP}(?:起|开始|以来)?{_GAP}[,、]?{_GAP}(?:截?至|到|截止到?|~|-){{1,3}}{_GAP}(?:同年|当年|本年)?{_GAP}"


def _year(name: str) -> str:
    return rf"(?:(?P<{name}>[12]\d{{3}}){_GAP}(?:年度?|[./]){_GAP})?"


_SPAN = re.compile(
    rf"(?<!\d){_year('first')}0?1{_GAP}(?:月|[./](?={_GAP}0?1)|(?=[-至到~])){_GAP}(?:0?1{_GAP}[日号]?)?{_HOUR}{_UNTIL}"
    rf"{_year('last')}12{_GAP}(?:月|[./](?={_GAP}31)){_GAP}(?:31(?!\d){_GAP}日?|(?!\d))"
)
_DAY = rf"\d{{1,2}}{_GAP}月{_GAP}(?:\d{{1,2}}{_GAP}[日号])?"
_OTHER = re.compile(rf"(?<!\d){_year('first')}{_DAY}{_HOUR}{_UNTIL}{_year('last')}{_DAY}")
_LOST = re.compile(
    r"(?<!\d)(?P<first>[12]\d{3})\D{0,2}1\D{0,2}1?\D{0,3}(?:至|到|-|~)\D{0,3}(?:[12]\d{3})?\D{0,2}12\D{0,2}31"
)
_YEARLY = re.compile(
    r"统计(?:数据)?的?(?:期限|期间|周期|时[间限段](?=[^。;]{0,6}[12]\d{3}\s*年(?!\s*\d{1,2}\s*月)))"
    r"[^。;]{0,6}(?P<first>[12]\d{3})\s*年(?:度|全年)?"
    r"|统计截[止至](?:时间|日期)?[^。;\d]{0,6}(?P<last>[12]\d{3})\s*年\s*12\s*月\s*(?:31\s*日|底)"
)
_STATED = r"统计(?:数据)?(?:期限|期间|时间|时限|时段|周期|区间)|报告[^。]{0,12}(?:期限|期间|时限)"
_OURS = re.compile(
    rf"{_STATED}|统计(?:范围|口径|截止)|时间(?:跨度|范围|段)|数据[^。]{{0,15}}(?:自|从|期限|时间)"
    r"|(?:^\s*|报告的?|年报的?)内容所?(?:涵盖|覆盖|反映|包括)了?\s*(?=[12]\d{3}\s*年)"
)
_SURELY_OURS = re.compile(_STATED)
_COMPARED = re.compile(r"同期|去年|相比|比较|对比|较")
_FOUNDED = re.compile(
    r"(?:(?:我|本)(?:局|委|办|厅|镇|乡|街道|中心|处|院|校|所)|机关|单位|部门|机构|[局委厅]|委员会|中心|办公室|管委会)"
    r"[^。,;:\n]{0,16}?(?:成立|挂牌|组建|设立|新设|撤销|撤并|合并|划转|更名)"
    r"(?=[,。;:)\n]|$|[于后前之时为至到并]|以来|不足|不满|挂牌|成立|组建|运行)"
    r"|自[^。,;\n]{0,20}(?:成立|挂牌|组建|设立)(?:之日|以来|后)"
)
"""The organ itself was founded or ended; what it has set up, such as a group or a column, stands behind the verb."""
_BESIDE = 60
_REACH = 30
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as written: the years that it begins and ends in, None where it names none.

    ``is_ours`` says that the words before it make it the span of the report's figures, ``is_whole`` that it
    could be read for certain, ``is_year`` that it runs from January to December.
    """

    section: Section
    start: int
    end: int
    first: int | None
    last: int | None
    is_ours: bool
    is_whole: bool
    is_year: bool = True

    @property
    def text(self) -> str:
        """The span as written."""
        return self.section.text[self.start : self.end]

    def is_founding(self, year: int) -> bool:
        """Whether it is part of that year, and the words around it tell of an organ that began or ended in it."""
        around = fold(self.section.text[max(self.start - _BESIDE, 0) : self.end + _BESIDE])
        return not self.is_year and {self.first, self.last} <= {year, None} and _FOUNDED.search(around) is not None

    def right(self, year: int) -> bool:
        """Whether it is the reporting year, as far as it names a year."""
        return self.is_year and {self.first, self.last} <= {year, None}


def mentions(report: Report) -> Iterator[Period]:
    """Every span from January to December, and others that are said to be that of the figures; in the text's order.

    Of a text with none, those in other shapes.
    """
    for section in report.sections:
        text = fold(section.text)
        found = [*_found(section, text, _SPAN), *_others(section, text)]
        shapes = ((text, _YEARLY), (text, _LOST), (_in_digits(text), _SPAN))
        others = (list(_found(section, *shape)) for shape in shapes)
        yield from sorted(found, key=lambda one: one.start) or next((some for some in others if some), [])


def _in_digits(text: str) -> str:
    """A text, as long as before, with dates in digits: 二〇二三年十二月三十一日 becomes 2023年12月 31日."""
    return text.replace("三十一", " 31").replace("十二", "12").translate(_DIGITS)


def _found(section: Section, text: str, pattern: re.Pattern[str]) -> Iterator[Period]:
    for match in pattern.finditer(text):
        ours = _said(text, match, _OURS)
        yield Period(section, *match.span(), *_years(match), is_ours=ours, is_whole=pattern is not _LOST)


def _others(section: Section, text: str) -> Iterator[Period]:
    """The spans that are part of a year or run over its end, where nothing else can be meant than the figures'."""
    whole = [match.start() for match in _SPAN.finditer(text)]
    for match in _OTHER.finditer(text):
        if match.start() not in whole and _said(text, match, _SURELY_OURS):
            yield Period(section, *match.span(), *_years(match), is_ours=True, is_whole=True, is_year=False)


def _said(text: str, match: re.Match[str], words: re.Pattern[str]) -> bool:
    """Whether the sentence says, before the span or around it, that it is the figures'."""
    before = text[max(text.rfind("。", 0, match.start()) + 1, match.start() - _REACH) : match.end()]
    return words.search(before) is not None and not _COMPARED.search(before)


def _years(match: re.Match[str]) -> tuple[int | None, int | None]:
    first, last = (match.groupdict().get(name) for name in ("first", "last"))
    return int(first) if first else None, int(last) if last else None
