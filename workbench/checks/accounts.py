"""Whether a report itself gives the reason for what does not follow from last year; a person has to judge it then."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import islice

from workbench.checks import evidence
from workbench.checks.words import Account, declared
from workbench.findings import Evidence
from workbench.reports import Report
from workbench.text import fold

ACCOUNTED = "报告对此另有说明，是否足以解释须人工核实"
_CLAUSE = re.compile(r"[^。;\n]+")
_NUMERALS = "零一二三四五六七八九十"
_UNITS = r"\s?[件份部个项宗条](?!门)"
_MOST = 20
"""A clause that names its matter or a reason more often than this is no sentence."""
_NEAR = 30
"""So many characters may stand between what is told and its reason."""


def account(report: Report, check: str, row: str, gaps: Collection[Decimal] | None = None) -> tuple[Evidence, ...]:
    """The clause that gives a reason, by the words declared for a check, and the number of a gap where they are given.

    ``row`` is the label of the row compared, of which 行政 before it says nothing.
    """
    named = re.escape(fold(row).removeprefix("行政"))
    rules = [one for one in declared("explained", tuple[Account, ...]) if one.check == check]
    patterns = [(re.compile(one.about.replace("{row}", named)), one) for one in rules]
    numbers = [number for gap in gaps or () for number in _numbers(gap)]
    for section in report.sections:
        for match in _CLAUSE.finditer(fold(section.text)):
            counted = gaps is None or any(number.search(match[0]) for number in numbers)
            if counted and any(_tells(match[0], about, rule) for about, rule in patterns):
                return (evidence.passage(section, *match.span()),)
    return ()


def _tells(clause: str, about: re.Pattern[str], rule: Account) -> bool:
    """Whether a clause has the reason near what it is the reason of."""
    causes = [match.span() for match in islice(rule.cause.finditer(clause), _MOST)]
    return any(
        _is_near(clause, match.span(), cause, rule)
        for match in islice(about.finditer(clause), _MOST)
        for cause in causes
    )


def _is_near(clause: str, told: tuple[int, int], cause: tuple[int, int], rule: Account) -> bool:
    (_, end), (start, _) = sorted((told, cause))
    between = clause[end : max(end, start)]
    return len(between) <= _NEAR and not (rule.apart and rule.apart.search(between))


def _numbers(gap: Decimal) -> Iterator[re.Pattern[str]]:
    """How a whole number of cases or papers is written: in digits, or as one character."""
    count = int(abs(gap))
    yield re.compile(rf"(?<![\d.]){count}{_UNITS}")
    if count < len(_NUMERALS):
        yield re.compile(rf"(?<![一二三四五六七八九十百]){_NUMERALS[count]}{_UNITS}")
