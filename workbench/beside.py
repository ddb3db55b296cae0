"""Two reports side by side: the texts of their sections with what differs marked, their tables with the differences."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from workbench import markup
from workbench.forms.model import Statutory
from workbench.reports import Report
from workbench.reports.model import NUMBERS, Section
from workbench.text import normalise
from workbench.values import State

Part = tuple[str, bool]
"""A piece of a text, and whether the other text has another one in its place."""

_TOKEN = re.compile(r"\d[\d,.，．]*|\s+|.", re.DOTALL)
_SHORT = 2
"""Pieces in common that are shorter than this, between two that differ, are common by chance."""
_ALIKE = 35.0
"""Paragraphs less alike than this, in percent, are no versions of one another."""
_MOST_PARAGRAPHS, _MOST_CHARACTERS = 150, 12_000
"""Beyond these, paragraphs are paired as they come, and compared as wholes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of each report, in parts; empty where a report has none here.

    They are two versions of one paragraph unless each stands ``alone``.
    """

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    alone: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not any(differs for _, differs in (*self.left, *self.right))


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of the form in both reports: its headings and its paragraphs. ``lacking`` says who has none."""

    left: str
    right: str
    pairs: tuple[Pair, ...]
    table: str
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A statutory cell of both reports: what stands in each, and by how much the second is more.

    ``delta`` is empty where one of them holds no certain number, ``same`` tells that both hold the same.
    """

    key: str
    label: str
    left: str
    right: str
    delta: str
    same: bool


@dataclass(frozen=True)
class Compared:
    """Two reports, the first on the left. Its HTML needs neither kernel nor network."""

    left: Report
    right: Report

    @cached_property
    def sections(self) -> tuple[SectionPair, ...]:
        """The sections in the order of the second report's form, then those that it does not know."""
        known = [section.index for report in (self.left, self.right) for section in report.sections]
        indexes = sorted({*known, *range(1, len(self.right.form.sections) + 1)})
        return tuple(self._section(index) for index in indexes)

    def _section(self, index: int) -> SectionPair:
        left, right = self.left.section(index), self.right.section(index)
        declared = self.right.form.sections[index - 1] if 0 < index <= len(self.right.form.sections) else None
        lacking = "两份报告都缺本部分" if declared and not (left or right) else ""
        heading = f"{declared.number}、{declared.heading}" if declared and lacking else "" if index else "标题部分"
        table = declared.table or "" if declared and self.changes else ""
        pairs = tuple(paired(_paragraphs(left), _paragraphs(right)))
        return SectionPair(_heading(left) or heading, _heading(right) or heading, pairs, table, lacking)

    @cached_property
    def changes(self) -> dict[str, Change]:
        """The cells of the second report's form by key; none where one of the reports has no statutory table."""
        if not (self.left.edition and self.right.edition):
            return {}
        return {key: self._change(cell) for key, cell in self.right.form.cells.items()}

    @cached_property
    def only_left(self) -> tuple[Change, ...]:
        """What the first report has in cells that the second's edition of the form does not know, zeros aside."""
        both = self.left.edition and self.right.edition
        cells = [cell for key, cell in self.left.form.cells.items() if key not in self.right.form.cells] if both else []
        changes = [self._change(cell) for cell in cells]
        return tuple(change for change in changes if change.left not in {"0", "未读到", State.MISSING.chinese})

    def _change(self, cell: Statutory) -> Change:
        key = cell.key
        one, two = self.left.value(key), self.right.value(key)
        known = one is not None and two is not None and one.is_exact and two.is_exact
        by = two.low - one.low if known and one and two else None
        delta = "" if not by else f"{'＋' if by > 0 else '－'}{abs(by):,}"
        left, right = _shown(self.left, key), _shown(self.right, key)
        label = f"{cell.row.label}／{cell.column.label}"
        return Change(key, label, left, right, delta, by == 0 if known else left == right)

    @property
    def counts(self) -> dict[str, int]:
        """How many paragraphs and cells there are, and how many differ."""
        pairs = [pair for section in self.sections for pair in section.pairs]
        return {
            "paragraphs": len(pairs),
            "changed_paragraphs": sum(not pair.same for pair in pairs),
            "cells": len(self.changes),
            "changed_cells": sum(not change.same for change in self.changes.values()),
        }

    def _repr_html_(self) -> str:
        """Section by section side by side, for a notebook and for exports."""
        return markup.render("beside.html.j2", told=self)


def compare(left: Report, right: Report) -> Compared:
    """Two years of a unit, or two units, side by side: texts with their differences marked, tables with theirs.

    What differs is counted from the first to the second: 12 → 15 ＋3 (件, fees in 万元). Cells are compared by their
    key, which means the same in every edition of the form.
    """
    return Compared(left, right)


def _heading(section: Section | None) -> str:
    return "　".join(heading.text for heading in section.headings) if section else ""


def _paragraphs(section: Section | None) -> list[str]:
    """The paragraphs of a section as they may be shown."""
    return [line for line in section.shown.split("\n") if line.strip()] if section else []


def _shown(report: Report, key: str) -> str:
    """What stands in a cell; of a state that is no number the words."""
    fact = report.fact(key)
    if fact.state in NUMBERS and fact.interval:
        return f"{fact.interval.low:,}" if fact.interval.is_exact else fact.shown.strip()
    return f"{fact.shown.strip()}（{fact.state.chinese}）" if fact.shown.strip() else fact.state.chinese


def paired(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """The paragraphs of two texts in their order, each beside its other version; those without one in between."""
    alone: tuple[list[str], list[str]] = ([], [])
    for one, two in _aligned(left, right):
        if one is not None and two is not None:
            yield from _unlike(*alone)
            yield differences(one, two)
            alone = [], []
        elif one is not None:
            alone[0].append(one)
        elif two is not None:
            alone[1].append(two)
    yield from _unlike(*alone)


def _unlike(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Paragraphs that are no versions of one another, side by side as far as they go."""
    for one, two in zip_longest(left, right, fillvalue=""):
        yield Pair(((one, True),) if one else (), ((two, True),) if two else (), alone=True)


def _aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pairs in which the likeness of all comes to the most; what is like nothing stands alone."""
    if max(len(left), len(right)) > _MOST_PARAGRAPHS:
        longest = range(max(len(left), len(right)))
        yield from ((left[at] if at < len(left) else None, right[at] if at < len(right) else None) for at in longest)
        return
    likeness = [[_likeness(one, two) for two in right] for one in left]
    best = _best(likeness, len(right))
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield left[i], right[j]
            i, j = i + 1, j + 1
        elif i < len(left) and best[i][j] == best[i + 1][j]:
            yield left[i], None
            i += 1
        else:
            yield None, right[j]
            j += 1


def _likeness(one: str, two: str) -> float:
    """How alike two paragraphs are, in percent; 0 where they are no versions of one another."""
    return fuzz.ratio(one[:_MOST_CHARACTERS], two[:_MOST_CHARACTERS], score_cutoff=_ALIKE)


def _best(likeness: Sequence[Sequence[float]], width: int) -> list[list[float]]:
    """The most that the rest of two texts can come to, from each pair of places on."""
    best = [[0.0] * (width + 1) for _ in range(len(likeness) + 1)]
    for i in range(len(likeness) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    return best


def differences(left: str, right: str) -> Pair:
    """Two versions of a paragraph; spaces and widths of characters are no difference."""
    if normalise(left) == normalise(right):
        return Pair(((left, False),), ((right, False),))
    if max(len(left), len(right)) > _MOST_CHARACTERS:
        return Pair(((left, True),), ((right, True),))
    one, two = _TOKEN.findall(left), _TOKEN.findall(right)
    keys: tuple[list[Hashable], list[Hashable]] = [*map(normalise, one)], [*map(normalise, two)]
    runs = (one for one in Indel.opcodes(*keys) if one.tag == "equal")
    same = [(run.src_start, run.dest_start, run.src_end - run.src_start) for run in runs]
    kept = [run for run in same if run[2] >= _SHORT or run[0] == run[1] == 0 or run[0] + run[2] == len(one)]
    return Pair(_parts(one, [(i, size) for i, _, size in kept]), _parts(two, [(j, size) for _, j, size in kept]))


def _parts(tokens: Sequence[str], same: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """A text cut where runs that the other has begin and end."""
    bounds = sorted({0, len(tokens), *(at for start, size in same for at in (start, start + size))})
    common = {start for start, _ in same}
    return tuple(("".join(tokens[start:end]), start not in common) for start, end in pairwise(bounds))
