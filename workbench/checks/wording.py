"""WD 文字: what should not have been left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from workbench.checks import evidence
from workbench.checks.catalogue import check
from workbench.findings import Comparison, Severity
from workbench.reports import Report


@check("WD101", "wording.leftovers", Severity.NOTICE)
def leftovers(report: Report) -> Iterator[Comparison]:
    """正文不应有编辑残留。 Nothing of the editing is left in the text.

    *Compares* the narrative with the marks that word processors and web editors leave behind, and with placeholders.
    *Undetermined when* never.
    *Not a fault when* the sign is quoted on purpose.
    """
    for section in report.sections:
        clean = bool(section.text)
        for name, pattern in _patterns():
            for match in pattern.finditer(section.text):
                clean = False
                proof = (evidence.passage(section, *match.span()),)
                yield Comparison(f"{section.index}.{name}", f"{section.name}的{name}", "无", match[0], evidence=proof)
        if clean:
            yield Comparison(f"{section.index}", f"{section.name}的编辑残留", "无", "无")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    declared = yaml.safe_load(files("workbench.checks").joinpath("leftovers.yaml").read_text("utf-8"))
    return tuple((one["name"], re.compile(one["pattern"], re.IGNORECASE)) for one in declared)
