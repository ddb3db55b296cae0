"""What the ledger says, as sheets of rows under Chinese headings, whatever file it is then written to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.findings import Severity, Verdict

Value = str | int | float | None
Row = tuple[Value, ...]

SEVERITIES = {severity: severity.chinese for severity in Severity}
VERDICTS = {str(verdict): verdict.chinese for verdict in Verdict if verdict is not Verdict.EXPLAINED}
"""The words for severities, and for verdicts as the coverage counts them."""
UNREAD = "未能读取"
"""Stands where a finding has its severity, in the row of a file that could not be read."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?P<fraction>\.\d+)?")


@dataclass(frozen=True)
class Sheet:
    """A titled table; ``preamble`` holds names and values to be set above it.

    ``aside`` is how many of the last columns are for programs rather than for people, and are not printed; of a sheet
    with ``details`` only the last row, its total, is printed: the others are thousands that are looked up on a screen.
    """

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Row]
    preamble: Sequence[Row] = ()
    aside: int = 0
    details: bool = False


def number(text: str) -> Value:
    """A text that is a number and nothing else as that number; None where there is no text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text or None
    return float(text) if match["fraction"] else int(text)


def conclusion(counts: Sequence[int]) -> str:
    """The word for what comparisons came to: the gravest of agrees, differs, undetermined, not applicable."""
    agrees, differs, undetermined, _ = counts
    if differs:
        return VERDICTS["differs"]
    if undetermined:
        return VERDICTS["undetermined"]
    return VERDICTS["agrees" if agrees else "not_applicable"]
