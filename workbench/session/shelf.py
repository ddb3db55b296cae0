"""The reports that evidence is shown from: those of an audit are at hand, those of a store are read when needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.batch import read
from workbench.errors import DocumentError
from workbench.reports import Report
from workbench.reports.corrections import corrected
from workbench.reports.model import Correction
from workbench.review import Ledger, ReportRecord
from workbench.review.audited import report_keys


class Shelf:
    """Reports by their key in the ledger, with the cells that inspectors corrected."""

    def __init__(self, ledger: Ledger, reports: Iterable[Report] = ()) -> None:
        """Take the reports that are at hand, if any."""
        found = tuple(reports)
        keys = report_keys(found)
        self._held = {keys[report.source]: report for report in found}
        self.know(ledger)

    def know(self, ledger: Ledger) -> None:
        """Take what the ledger says of its reports; one that is held of another file than the ledger's is let go."""
        self.records: Mapping[str, ReportRecord] = {one.key: one for one in ledger.reports}
        self._keys = {one.source: one.key for one in ledger.reports}
        self._by_unit = {(one.unit, one.year): one.key for one in reversed(ledger.reports)}
        self._corrections: tuple[Correction, ...] = ledger.corrections
        self._held = {key: report for key, report in self._held.items() if self._is_current(key, report)}

    def _is_current(self, key: str, report: Report) -> bool:
        return key in self.records and self.records[key].sha256 == report.sha256

    def correct(self, corrections: Iterable[Correction]) -> None:
        """Take the corrections that stand now, in the place of those that were known."""
        self._corrections = tuple(corrections)

    def key(self, source: str) -> str:
        """The key of the report in a file; empty where the ledger has none."""
        return self._keys.get(source, "")

    def at_hand(self, key: str) -> Report | None:
        """A report that need not be read first, with its corrections; None where it has to be."""
        report = self._held.get(key)
        return corrected(uncorrected(report), self._corrections) if report else None

    def reports(self) -> tuple[Report, ...]:
        """All that are at hand, with their corrections."""
        return tuple(report for key in self._held if (report := self.at_hand(key)))

    def fetch(self, key: str) -> Report:
        """A report, read from its file where it is not at hand, which may take its time.

        Raises DocumentError where there is none, or the file is gone or is another than the one that was audited.
        """
        if key not in self._held:
            record = self.records.get(key)
            if record is None:
                raise DocumentError("台账中没有这份报告。")
            self._held[key] = _read(record)
        report = self.at_hand(key)
        if report is None:
            raise DocumentError("报告已由新的核查取代，请刷新。")
        return report

    def companions(self, key: str) -> Iterator[tuple[str, str]]:
        """What a report is held against: last year's and the parent's, each with its name in Chinese and its key."""
        record = self.records.get(key)
        if record is None:
            return
        beside = (("上年报告", record.unit, record.year - 1), ("下年报告", record.unit, record.year + 1),
                  ("上级报告", record.parent, record.year))  # fmt: skip
        for name, unit, year in beside:
            if (unit, year) in self._by_unit:
                yield name, self._by_unit[unit, year]


def uncorrected(report: Report) -> Report:
    """The report as it was read, before anything was corrected."""
    first = {key: fact.original for key, fact in report.cells.items() if fact.original}
    return replace(report, cells=report.cells | first) if first else report


def _read(record: ReportRecord) -> Report:
    refuse_changed(Path(record.source), record.sha256)
    return read(record.source)


def refuse_changed(path: Path, sha256: str) -> None:
    """Raises DocumentError where a file is gone, or is another than the one of that digest."""
    if not path.is_file():
        raise DocumentError(f"{path} 已不在原处，无法显示；请将文件放回原处。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} 无法读取，请检查文件的权限。") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DocumentError(f"{path} 的内容在核查之后已变，请重新核查后再查看。")
