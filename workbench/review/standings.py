"""How the findings of now stand to the runs before, and what became of those that are found no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from workbench.review.heads import Head
from workbench.review.ledger import Coverage, Undetermined
from workbench.review.recorded import Recorded, Sighting, Version
from workbench.review.words import Standing


def former(versions: Sequence[Version]) -> str:
    """The SHA-256 of the file before the present one; empty where there was none."""
    others = [one.sha256 for one in versions if one.sha256 != versions[-1].sha256]
    return others[-1] if others else ""


def since(versions: Sequence[Version]) -> int:
    """The run in which the present file first took the place of another, 0 where none did."""
    runs = [one.run for one in versions if one.sha256 != versions[-1].sha256]
    return next((one.run for one in versions if runs and one.run > runs[-1]), 0)


class Standings:
    """How findings stand: new or remaining where the latest run of their report made them, else what became of them.

    ``parted`` are the present and the past ones. New is what no run found before, or none in the file that the
    present one has replaced.
    """

    def __init__(
        self,
        recorded: Recorded,
        sightings: Sequence[Sighting],
        coverage: Iterable[Coverage],
        undetermined: Iterable[Undetermined],
    ) -> None:
        """Part the findings into those that the latest run of their report has made, and the others."""
        self._latest = recorded.latest
        self._since = {key: since(versions) for key, versions in recorded.versions.items()}
        present = [one for one in sightings if self._latest.get(one.head.about) == one.last]
        past = [one for one in sightings if self._latest.get(one.head.about) != one.last]
        self.parted = present, past
        self._coverage, self._undetermined = coverage, undetermined
        self._off = {one.check: one.reason for one in recorded.runs[-1].disabled}

    @cached_property
    def _folded(self) -> dict[str, Head]:
        """The findings that are folded under one of now, by their ids, and that one."""
        return {inner: one.head for one in self.parted[0] for inner in one.head.folded}

    @cached_property
    def _counts(self) -> dict[tuple[str, str], Coverage]:
        return {(one.key, one.check): one for one in self._coverage}

    @cached_property
    def _reasons(self) -> dict[tuple[str, str, str], str]:
        return {(one.key, one.check, one.at): one.reason for one in self._undetermined}

    def of(self, sighting: Sighting) -> tuple[Standing, str]:
        """How a finding stands, with a note in Chinese where it is no more."""
        if self._latest.get(sighting.head.about) != sighting.last:
            return self._vanished(sighting)
        baseline = self._since.get(sighting.head.about) or sighting.last
        return (Standing.NEW if sighting.first >= baseline else Standing.REMAINING), ""

    def _vanished(self, sighting: Sighting) -> tuple[Standing, str]:
        head = sighting.head
        if head.id in self._folded:
            return Standing.FOLDED, f"已并入问题：{self._folded[head.id].message}"
        unchecked = self._unchecked(head)
        if unchecked:
            return Standing.UNCHECKED, unchecked
        if self._since.get(head.about, 0) > sighting.last:
            return Standing.FIXED, "更正后的报告中不再发现"
        return Standing.GONE, "同一文件，本次核查不再发现"

    def _unchecked(self, head: Head) -> str:
        """Why the latest run could not have found it; empty where it could."""
        if head.about not in self._latest:
            return "最近的核查不含该报告"
        counts = self._counts.get((head.about, head.check))
        if counts is None:
            off = self._off.get(head.check)
            return f"该检查已停用：{off}" if off else "本次没有进行该检查" * bool(head.source)
        reason = self._reasons.get((head.about, head.check, head.at), "")
        nothing = counts.undetermined and not counts.agrees + counts.differs
        return reason or "该检查本次未能作出判断" * bool(nothing)
