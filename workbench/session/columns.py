"""The findings column by column, so that filters, counts and orders over a province's worth take milliseconds.

What a condition means is said once, by :class:`workbench.review.Filter`; here it is only answered faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.review import Entry, Filter
from workbench.review.filter import FLAGS, said

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

VALUES: dict[str, Callable[[Entry], Any]] = {
    "severities": attrgetter("severity"),
    "families": lambda entry: entry.check[:2],
    "checks": attrgetter("check"),
    "units": attrgetter("unit"),
    "levels": attrgetter("level"),
    "years": attrgetter("year"),
    "reports": attrgetter("about"),
    "statuses": attrgetter("status"),
    "standings": attrgetter("standing"),
    "assignees": attrgetter("assignee"),
}
"""What of a finding each condition of a filter is about."""


@dataclass(slots=True)
class _Coded:
    """One column: its different values in the order in which they were met, and the number of each finding's."""

    values: list[Any]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, values: Iterable[Any]) -> _Coded:
        known: dict[Any, int] = {}
        codes = [known.setdefault(value, len(known)) for value in values]
        return cls(list(known), np.array(codes, np.int32))

    def put(self, at: int, value: object) -> None:
        if value not in self.values:
            self.values.append(value)
        self.codes[at] = self.values.index(value)

    def among(self, wanted: Iterable[Any]) -> Mask:
        chosen = set(wanted)
        table = np.array([value in chosen for value in self.values] or [False])
        return np.asarray(table[self.codes])

    def counts(self, where: Mask) -> dict[Any, int]:
        found = np.bincount(self.codes[where], minlength=len(self.values))
        return {value: int(count) for value, count in zip(self.values, found, strict=True)}

    def ranks(self, key: Callable[[Any], Any] | None) -> NDArray[np.int32]:
        """Each finding's place in the order of the values; in the order in which they were met without a key."""
        order = sorted(range(len(self.values)), key=lambda code: key(self.values[code])) if key else None
        if order is None:
            return self.codes
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        return np.asarray(ranks[self.codes])


class Columns:
    """Findings in their order, to be filtered, counted and sorted; one that was decided on is put in its place."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the findings; a column is made when it is first asked for."""
        self.entries: list[Entry] = list(entries)
        self.at = {entry.id: at for at, entry in enumerate(self.entries)}
        self._coded: dict[str, _Coded] = {}
        self._flags: dict[str, Mask] = {}
        self._words: list[str] | None = None
        self._found: tuple[str, Mask] = ("", self.all())

    def __len__(self) -> int:
        return len(self.entries)

    def all(self) -> Mask:
        """A mask of all findings."""
        return np.ones(len(self.entries), np.bool_)

    def prepare(self) -> None:
        """Put together what words are looked for in, before they are."""
        self._said()

    def put(self, entry: Entry) -> None:
        """Take a finding as it is now in the place of what it was."""
        at = self.at[entry.id]
        self.entries[at] = entry
        for name, coded in self._coded.items():
            coded.put(at, VALUES[name](entry))
        for name, flags in self._flags.items():
            flags[at] = getattr(entry, name)

    def mask(self, chosen: Filter, aside: str = "") -> Mask:
        """Which findings a filter means; without the condition ``aside``, for the counts beside its values."""
        where = self.all()
        for name in VALUES:
            wanted = getattr(chosen, name)
            if wanted and name != aside:
                where &= self._column(name).among(wanted)
        for name in FLAGS:
            flag = getattr(chosen, name)
            if flag is not None:
                where &= self.flags(name) == flag
        return where & self._mentions(chosen.text) if chosen.text.strip() else where

    def counts(self, name: str, where: Mask) -> dict[Any, int]:
        """How many of the findings have each value of a column; a value that none of them has counts 0."""
        return self._column(name).counts(where)

    def ranks(self, name: str, key: Callable[[Any], Any] | None = None) -> NDArray[np.int32]:
        """Each finding's place in the order of a column."""
        return self._column(name).ranks(key)

    def values(self, name: str) -> list[Any]:
        """The different values of a column, by their codes."""
        return self._column(name).values

    def codes(self, name: str) -> NDArray[np.int32]:
        """The code of each finding's value in a column."""
        return self._column(name).codes

    def _column(self, name: str) -> _Coded:
        if name not in self._coded:
            self._coded[name] = _Coded.of(map(VALUES[name], self.entries))
        return self._coded[name]

    def flags(self, name: str) -> Mask:
        """Which findings are what the name says."""
        if name not in self._flags:
            self._flags[name] = _mask(map(attrgetter(name), self.entries), len(self))
        return self._flags[name]

    def _mentions(self, text: str) -> Mask:
        """Where all words stand in what is said of a finding; the last answer is kept."""
        if self._found[0] != text:
            words, everything = text.lower().split(), self._said()
            self._found = text, _mask((all(word in one for word in words) for one in everything), len(self))
        return self._found[1]

    def _said(self) -> Sequence[str]:
        if self._words is None:
            self._words = [said(entry) for entry in self.entries]
        return self._words


def _mask(values: Iterable[bool], length: int) -> Mask:
    return np.fromiter(values, np.bool_, length)
