"""Whether a report itself gives the reason for what does not follow from last year; a person has to judge it then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.checks import evidence
from workbench.checks.words import Account, declared
from workbench.findings import Evidence
from workbench.reports import Report
from workbench.text import fold

ACCOUNTED = "报告对此另有说明，是否足以解释须人工核实"
_SENTENCE = re.compile(r"[^。\n]+")
_NUMERALS = "零一二三四五六七八九十"


def account(report: Report, check: str, row: str, gap: Decimal | None = None) -> tuple[Evidence, ...]:
    """The sentence that gives a reason, by the words that are declared for a check, and the number of a gap if one is.

    ``row`` is the label of the row compared, of which 行政 before it says nothing.
    """
    named = re.escape(fold(row).removeprefix("行政"))
    rules = [one for one in declared("explained", tuple[Account, ...]) if one.check == check]
    patterns = [(re.compile(one.about.replace("{row}", named)), one.cause) for one in rules]
    for section in report.sections:
        for match in _SENTENCE.finditer(fold(section.text)):
            told = any(about.search(match[0]) and cause.search(match[0]) for about, cause in patterns)
            if told and (gap is None or any(number.search(match[0]) for number in _numbers(gap))):
                return (evidence.passage(section, *match.span()),)
    return ()


def _numbers(gap: Decimal) -> Iterator[re.Pattern[str]]:
    """How a whole number is written: in digits, or as one character."""
    count = int(abs(gap))
    yield re.compile(rf"(?<![\d.]){count}(?![\d.])")
    if count < len(_NUMERALS):
        yield re.compile(rf"(?<![一二三四五六七八九十百]){_NUMERALS[count]}(?=[件份部个])")
