"""Counts of one organ in the report of the government above it, which sums up all of them."""

from __future__ import annotations

import re

from workbench.checks.naming import kind_of
from workbench.reports import Report
from workbench.reports.model import Statement
from workbench.text import fold

_GOVERNMENT = "县级以上政府"
_ORGAN = re.compile(
    r"(?<![全我本各])[省市县区州旗](?:(?:人民)?政府办公[室厅]|政府办(?!理|结)|"
    r"(?!共|各|收|受|办|答|直|级|本|行政机关)[一-鿿]{1,10}?(?:局|委员会|委|支队|大队)(?!面|部|限))"
)
"""An organ by the name of its region: 县政府办公室, 市公安局, 青石县教育局."""
_ALL = re.compile(r"[，。；：:;,\n]|[全我][省市县区州旗]|各级|各[部单]|合计|总计|汇总|等")
"""What parts an organ from a count, or says that the count is one of all."""


def member(report: Report, statement: Statement) -> str:
    """The organ of which a government's report tells a count; empty where the count is the government's own."""
    kind, section = kind_of(report.unit), report.section(statement.section)
    if kind is None or kind.name != _GOVERNMENT or section is None:
        return ""
    start, _ = section.sentence(statement.claim.start, statement.claim.end)
    before = fold(section.text[start : statement.claim.start])
    named = list(_ORGAN.finditer(before))
    return named[-1][0] if named and not _ALL.search(before, named[-1].end()) else ""
