"""An office's own check: the report says how the office can be reached. An example to copy."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks import check, evidence
from workbench.findings import Comparison, Severity
from workbench.reports import Report

_WORDS = ("联系电话", "联系方式", "联系地址", "电话：", "邮编")


@check("LC101", "local.contact", Severity.NOTICE, basis="本地规则示例")
def contact(report: Report) -> Iterator[Comparison]:
    """报告应当写明联系方式。 The report says how the office can be reached.

    *Compares* the words of all sections with those that announce an address or a telephone number.
    *Undetermined when* the report has no text at all.
    *Not a fault when* the contact stands on the web page around the report.
    """
    texts = [section for section in report.sections if section.text]
    if texts:
        found = next((section for section in texts if any(word in section.text for word in _WORDS)), None)
        proof = (evidence.passage(found, 0, len(found.text)),) if found else ()
        yield Comparison("contact", "报告的联系方式", "有", "有" if found else "未写明", evidence=proof)
