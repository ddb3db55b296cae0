"""Which findings are meant: one value for lists, counts and decisions over many findings at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.findings import Severity
from workbench.review.model import Entry
from workbench.review.words import Standing, Status

FLAGS = ("stale", "needs_second", "settled", "disagreed")
"""The conditions that are the name of what a finding is or is not."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on a finding, all of which must hold; one that is empty, or None, asks nothing.

    ``families`` are prefixes of codes (``NT``), ``reports`` keys of reports. ``text`` are words, each of which must
    stand somewhere in unit, message, explanation, title, evidence or file; the case of letters does not matter.
    """

    severities: tuple[Severity, ...] = ()
    families: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    standings: tuple[Standing, ...] = ()
    assignees: tuple[str, ...] = ()
    text: str = ""
    stale: bool | None = None
    needs_second: bool | None = None
    settled: bool | None = None
    disagreed: bool | None = None

    def select(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Those that are meant, in their order."""
        conditions = self._conditions()
        return tuple(entry for entry in entries if all(holds(entry) for holds in conditions))

    def matches(self, entry: Entry) -> bool:
        """Whether a finding is meant."""
        return all(holds(entry) for holds in self._conditions())

    def _conditions(self) -> tuple[Callable[[Entry], bool], ...]:
        """What has to be asked of each finding, the cheapest first."""
        among = [_among(value, wanted) for value, wanted in self._wanted() if wanted]
        exact = [_equal(name, wanted) for name in FLAGS if (wanted := getattr(self, name)) is not None]
        words = self.text.lower().split()
        return (*among, *exact, *([_mentions(words)] if words else []))

    def _wanted(self) -> tuple[tuple[Callable[[Entry], object], frozenset[object]], ...]:
        return (
            (lambda entry: entry.severity, frozenset(self.severities)),
            (lambda entry: entry.check[:2], frozenset(self.families)),
            (lambda entry: entry.check, frozenset(self.checks)),
            (lambda entry: entry.unit, frozenset(self.units)),
            (lambda entry: entry.level, frozenset(self.levels)),
            (lambda entry: entry.year, frozenset(self.years)),
            (lambda entry: entry.about, frozenset(self.reports)),
            (lambda entry: entry.status, frozenset(self.statuses)),
            (lambda entry: entry.standing, frozenset(self.standings)),
            (lambda entry: entry.assignee, frozenset(self.assignees)),
        )


def _among(value: Callable[[Entry], object], wanted: frozenset[object]) -> Callable[[Entry], bool]:
    return lambda entry: value(entry) in wanted


def _equal(name: str, wanted: bool) -> Callable[[Entry], bool]:  # noqa: FBT001 - the value of a flag
    return lambda entry: getattr(entry, name) is wanted


def _mentions(words: list[str]) -> Callable[[Entry], bool]:
    """Whether all words stand somewhere in what is said of a finding, which is put together once for all of them."""

    def holds(entry: Entry) -> bool:
        words_of_it = said(entry)
        return all(word in words_of_it for word in words)

    return holds


def said(entry: Entry) -> str:
    """All that a filter looks for words in, in lower case."""
    said_of_it = (entry.message, entry.unit, entry.title, entry.source, entry.explanation, entry.quoted)
    return "\n".join(said_of_it).lower()
