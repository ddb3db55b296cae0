"""What the dossier of a unit 单位档案 shows: its reports and findings out of an audit."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.audit import Audit
from workbench.errors import WorkbenchError
from workbench.findings import Finding
from workbench.reports import Report


@dataclass(frozen=True, slots=True)
class Dossier:
    """A unit's ``reports`` by year, and its ``problems`` in the audit's order."""

    unit: str
    reports: tuple[Report, ...]
    problems: tuple[Finding, ...]
    _audit: Audit

    @property
    def summary(self) -> pd.DataFrame:
        """A row a report. Columns: year, edition, source, sha256."""
        rows = [(one.year, one.edition, one.source, one.sha256) for one in self.reports]
        return pd.DataFrame(rows, columns=["year", "edition", "source", "sha256"])

    @property
    def findings(self) -> pd.DataFrame:
        """The rows of :attr:`Audit.findings` that are the unit's."""
        return self._own(self._audit.findings)

    @property
    def coverage(self) -> pd.DataFrame:
        """The rows of :attr:`Audit.coverage` that are the unit's."""
        return self._own(self._audit.coverage)

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit"] == self.unit].reset_index(drop=True)


def dossier(audit: Audit, unit: str) -> Dossier:
    """The dossier of a unit. Raises WorkbenchError, which names those that there are, where it has no report."""
    reports = tuple(sorted((one for one in audit.reports if one.unit == unit), key=lambda one: one.year or 0))
    if not reports:
        units = "、".join(dict.fromkeys(one.unit for one in audit.reports if one.unit))
        raise WorkbenchError(f"没有“{unit}”的报告，请核对单位名称。本次核查的单位有：{units or '无'}。")
    problems = tuple(one for one in audit.problems if one.unit == unit)
    return Dossier(unit, reports, problems, audit)
