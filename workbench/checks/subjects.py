"""What checks are over: one report, or all of a run."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.reports import Report
from workbench.reports.roster import Roster


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read as a report, and why, in Chinese; its SHA-256 where it could be opened at all."""

    source: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True)
class Batch:
    """The reports of a run, the files that could not be read, and the roster of units if one was given."""

    reports: tuple[Report, ...]
    failures: tuple[Failure, ...] = ()
    roster: Roster | None = None

    def __len__(self) -> int:
        return len(self.reports)
