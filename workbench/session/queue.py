"""The queue: which findings, in which order, under which headings; where the reviewer stands, and what is marked.

What is in the queue, and where, changes only when it is asked for: a decision never makes the list jump.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from workbench.checks.catalogue import FAMILIES
from workbench.findings import Severity
from workbench.review import Entry, Filter, Status
from workbench.session.columns import Columns, Mask, Places

FACETS = ("severities", "families", "checks", "units", "levels", "years", "statuses", "assignees")
"""The conditions of which the reviewer sees the values with their numbers."""
GROUPS = ("", "units", "checks")
"""What the queue can be parted by; empty where it is not."""

_SEVERITIES, _STATUSES, _PREFIXES = list(Severity), list(Status), list(FAMILIES)
_KEYS: dict[str, Callable[[Any], Any] | None] = {
    "": None,
    "severities": _SEVERITIES.index,
    "checks": lambda code: (_PREFIXES.index(code[:2]) if code[:2] in FAMILIES else len(_PREFIXES), code),
    "units": None,
    "years": lambda year: -year,
    "statuses": _STATUSES.index,
}
SORTS = tuple(_KEYS)
"""What the queue can be sorted by; empty for the order of the ledger: by report, the gravest first."""


@dataclass(frozen=True, slots=True)
class View:
    """What the reviewer asked to see: conditions, order, headings, and which of these are closed."""

    filter: Filter = field(default_factory=Filter)
    sort: str = ""
    group: str = ""
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of the queue that heads a group: its name, how many findings it has, how many of them are settled."""

    name: str
    findings: int
    settled: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the queue that is a finding, and its number in the queue, from 0."""

    position: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    start: int
    size: int


class Queue:
    """Findings to be gone through, in a fixed order.

    ``marked`` are the ids of those that are marked, each with the version that it was marked at.
    """

    def __init__(self, columns: Columns, view: View) -> None:
        """Choose and order the findings; stand at the first."""
        self.columns = columns
        self.marked: dict[str, int] = {}
        self.position = 0
        self._order: Places = np.zeros(0, np.int64)
        self.show(view)

    def __len__(self) -> int:
        return len(self._order)

    def show(self, view: View) -> None:
        """Choose and order anew; stay at the finding where the reviewer stands if it is still there."""
        here = self.current
        self.view = view
        self._order = self._ordered(self.columns.mask(view.filter))
        self._positions: dict[str, int] | None = None
        self._groups = list(self._grouped())
        self._starts = np.array([group.start for group in self._groups], np.int64)
        self._lay_out()
        self.position = max(self.find(here.id), 0) if here else 0
        self.marked = {one: version for one, version in self.marked.items() if self.find(one) >= 0}

    def _ordered(self, where: Mask) -> Places:
        places = np.flatnonzero(where)
        keys = [self.columns.ranks(name, _KEYS[name])[places] for name in (self.view.sort, self.view.group) if name]
        return np.asarray(places[np.lexsort(keys)] if keys else places)

    def _grouped(self) -> Iterator[_Group]:
        """The groups: runs of findings with one value."""
        if not self.view.group or not len(self._order):
            return
        values, codes = self.columns.values(self.view.group), self.columns.codes(self.view.group)[self._order]
        starts = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist()]
        for start, end in zip(starts, [*starts[1:], len(codes)], strict=True):
            yield _Group(str(values[codes[start]]), start, end - start)

    def _lay_out(self) -> None:
        """The row of each heading, and after them how many rows there are."""
        shown = [1 + (0 if group.name in self.view.closed else group.size) for group in self._groups]
        self._tops = np.array([0, *np.cumsum(shown, dtype=np.int64)], np.int64)

    @property
    def rows(self) -> int:
        """How many rows there are, headings included."""
        return int(self._tops[-1]) if self._groups else len(self._order)

    @property
    def current(self) -> Entry | None:
        """The finding where the reviewer stands; None in an empty queue."""
        return self.entry(self.position) if len(self._order) else None

    def entry(self, position: int) -> Entry:
        """The finding of that number in the queue."""
        return self.columns.entries[int(self._order[position])]

    def entries(self) -> Iterator[Entry]:
        """All findings of the queue."""
        return (self.columns.entries[at] for at in self._order.tolist())

    def find(self, finding: str) -> int:
        """The number of a finding in the queue, by its id; -1 where it is not in it."""
        if self._positions is None:
            self._positions = {entry.id: at for at, entry in enumerate(self.entries())}
        return self._positions.get(finding, -1)

    def row(self, position: int) -> int:
        """The row of a finding of the queue; its heading's where that is closed."""
        if not self._groups:
            return position
        at = int(np.searchsorted(self._starts, position, "right")) - 1
        group = self._groups[at]
        inside = 0 if group.name in self.view.closed else 1 + position - group.start
        return int(self._tops[at]) + inside

    def window(self, first: int, count: int) -> list[Heading | Line]:
        """Some of the rows."""
        return [self._at(row) for row in range(max(first, 0), min(first + count, self.rows))]

    def _at(self, row: int) -> Heading | Line:
        if not self._groups:
            return Line(row, self.entry(row))
        at = int(np.searchsorted(self._tops, row, "right")) - 1
        group, inside = self._groups[at], row - int(self._tops[at])
        if inside:
            position = group.start + inside - 1
            return Line(position, self.entry(position))
        settled = int(self.columns.flags("settled")[self._order[group.start : group.start + group.size]].sum())
        return Heading(group.name, group.size, settled, group.name in self.view.closed)

    def go(self, position: int) -> None:
        """Stand at the finding of that number, or at the nearest there is."""
        self.position = min(max(position, 0), max(len(self._order) - 1, 0))

    def go_to(self, finding: str) -> bool:
        """Stand at a finding, by its id; whether it is in the queue."""
        found = self.find(finding)
        self.position = found if found >= 0 else self.position
        return found >= 0

    def next_open(self) -> bool:
        """Stand at the next finding that is not settled, from the beginning again after the last; whether there is."""
        left = np.flatnonzero(~self.columns.flags("settled")[self._order])
        after = left[left > self.position]
        if len(left):
            self.position = int(after[0] if len(after) else left[0])
        return bool(len(left))

    def toggle_group(self, name: str) -> None:
        """Close a group, or open it."""
        self.view = replace(self.view, closed=self.view.closed ^ {name})
        self._lay_out()

    def mark(self, position: int) -> None:
        """Mark a finding, or take its mark away."""
        entry = self.entry(position)
        if self.marked.pop(entry.id, None) is None:
            self.marked[entry.id] = entry.version

    def mark_range(self, first: int, last: int) -> None:
        """Mark the findings from one number to another."""
        self._mark(range(max(min(first, last), 0), min(max(first, last) + 1, len(self))))

    def mark_group(self, name: str) -> None:
        """Mark all findings of a group, or take the marks away where all of them have it."""
        group = next(one for one in self._groups if one.name == name)
        places = range(group.start, group.start + group.size)
        ids = {self.entry(at).id for at in places}
        if ids <= self.marked.keys():
            self.marked = {one: version for one, version in self.marked.items() if one not in ids}
        else:
            self._mark(places)

    def mark_all(self) -> None:
        """Mark every finding of the queue."""
        self._mark(range(len(self)))

    def _mark(self, positions: Iterable[int]) -> None:
        for entry in map(self.entry, positions):
            self.marked.setdefault(entry.id, entry.version)

    def chosen(self) -> tuple[Entry, ...]:
        """The marked findings in the order of the ledger, as they are now."""
        return tuple(self.columns.entries[at] for at in sorted(self.columns.at[one] for one in self.marked))

    def facets(self) -> dict[str, dict[Any, int]]:
        """The values of each condition with how many findings have them, all other conditions holding."""
        return {name: self._shown(name) for name in FACETS}

    def _shown(self, name: str) -> dict[Any, int]:
        """The values that some finding has, and those that were chosen, in their order."""
        chosen = getattr(self.view.filter, name)
        counts = dict.fromkeys(chosen, 0) | self.columns.counts(name, self.columns.mask(self.view.filter, aside=name))
        kept = [value for value, count in counts.items() if count or value in chosen]
        key = _KEYS.get(name)
        return {value: counts[value] for value in (sorted(kept, key=key) if key else kept)}

    def outside(self) -> int:
        """How many findings of the queue the filter would no longer mean."""
        return len(self) - int(self.columns.mask(self.view.filter)[self._order].sum())
