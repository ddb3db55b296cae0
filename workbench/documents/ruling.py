"""From straight rules to tables: where lines cross there are cells, and where an inner edge is missing they are merged.

Coordinates run to the right and downwards; their unit is the caller's (points, pixels), and ``tolerance`` is in it too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from workbench.documents.places import Box

MOST_RULES = 6_000
"""More rules than the tables of a page have; a page with more is a drawing."""
MOST_CELLS = 40_000
"""More crossings than the table of a page has."""

_SHORTEST = 3
_SLIM = 2.5
_SMALLEST = 4
_COVERED = 0.6
_FEW = 2
_SIDE = 0.3
"""So wide, at most, is the outer column of a table, as a share of the others."""


class Rule(NamedTuple):
    """A straight rule: a horizontal one at height ``at`` from left to right, an upright one from top to bottom."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table by its rules: rows from top to bottom, each with the boxes of the cells that begin in it.

    A merged cell stands once, in its first row and at its first column.
    """

    box: Box
    cells: tuple[tuple[Box, ...], ...]


class _Rules(NamedTuple):
    """The rules that belong together."""

    horizontal: list[Rule]
    vertical: list[Rule]


class _Edges(NamedTuple):
    """The lines of a grid in one direction, and for each of them between which lines of the other it is drawn."""

    lines: list[float]
    drawn: list[list[bool]]


def tables(horizontal: Sequence[Rule], vertical: Sequence[Rule], tolerance: float) -> list[RuledTable]:
    """The tables of a page from top to bottom; a frame around one cell is none.

    Rules may have gaps, be doubled, overlong or shifted by about the tolerance; outer rules may be missing where the
    inner ones show how far the table reaches.
    """
    across = _long(merged(horizontal, tolerance, tolerance), tolerance)
    down = _long(merged(vertical, tolerance, tolerance), tolerance)
    if max(len(across), len(down)) > MOST_RULES:
        return []
    found = (_table(rules, tolerance) for rules in _connected(across, down, tolerance))
    return sorted(filter(None, found), key=lambda table: (table.box[1], table.box[0]))


def merged(rules: Sequence[Rule], gap: float, tolerance: float) -> list[Rule]:
    """The rules with those on one line joined where no more than ``gap`` parts them, as the dashes of a dashed rule.

    Rules less than ``tolerance`` apart are on one line, which is that of the longest of them.
    """
    found: list[Rule] = []
    for group in _clusters(sorted(rules), tolerance):
        at = max(group, key=lambda rule: rule.end - rule.start).at
        start, end = 0.0, float("-inf")
        for rule in sorted(group, key=lambda rule: rule.start):
            if rule.start > end + gap and end > float("-inf"):
                found.append(Rule(at, start, end))
            if rule.start > end + gap:
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Rule(at, start, end))
    return found


def _clusters(rules: list[Rule], tolerance: float) -> Iterator[list[Rule]]:
    """Sorted rules by lines; a line is no wider than the tolerance."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > tolerance:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _long(rules: list[Rule], tolerance: float) -> list[Rule]:
    return [rule for rule in rules if rule.end - rule.start >= _SHORTEST * tolerance]


# -- which rules belong together ------------------------------------------------------------------------


def _connected(across: list[Rule], down: list[Rule], tolerance: float) -> list[_Rules]:
    """The rules that touch one another, straight or by way of others, or end at the other line of a double one."""
    reach = _SLIM * tolerance
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(down)), key=lambda at: down[at].at)
    places = [down[at].at for at in order]
    for number, rule in enumerate(across):
        first = bisect_left(places, rule.start - reach)
        for at in order[first : bisect_right(places, rule.end + reach)]:
            if down[at].start - reach <= rule.at <= down[at].end + reach:
                parent[root(number)] = root(len(across) + at)
    groups: dict[int, _Rules] = defaultdict(lambda: _Rules([], []))
    for number, rule in enumerate(across):
        groups[root(number)].horizontal.append(rule)
    for number, rule in enumerate(down, len(across)):
        groups[root(number)].vertical.append(rule)
    whole = [group for group in groups.values() if group.horizontal and group.vertical]
    lone = [rule for group in groups.values() if not group.horizontal for rule in group.vertical]
    return [_with_sides(group, lone, reach) for group in whole] if lone else whole


def _with_sides(group: _Rules, lone: Sequence[Rule], reach: float) -> _Rules:
    """The rules, and an upright one beside them that nothing touches: the side of a cell as high as the whole table.

    Such is one that both ends of a page have cut.
    """
    top, bottom = min(rule.start for rule in group.vertical), max(rule.end for rule in group.vertical)
    left, right = min(rule.start for rule in group.horizontal), max(rule.end for rule in group.horizontal)
    room = _SIDE * (right - left)
    sides = [
        rule
        for rule in lone
        if max(abs(rule.start - top), abs(rule.end - bottom)) <= reach < max(left - rule.at, rule.at - right) < room
    ]
    return group._replace(vertical=[*group.vertical, *sides])


# -- one table --------------------------------------------------------------------------------------------


def _table(rules: _Rules, tolerance: float) -> RuledTable | None:
    xs = _with_open_ends(_lines(rules.vertical, tolerance), rules.horizontal, tolerance)
    ys = _with_open_ends(_lines(rules.horizontal, tolerance), rules.vertical, tolerance)
    if min(len(xs), len(ys)) < _FEW or len(xs) * len(ys) > MOST_CELLS:
        return None
    upright = _Edges(xs, _drawn(xs, ys, rules.vertical, tolerance))
    level = _Edges(ys, _drawn(ys, xs, rules.horizontal, tolerance))
    rows = _cells(upright, level)
    if sum(map(len, rows)) < _FEW:
        return None
    return RuledTable((xs[0], ys[0], xs[-1], ys[-1]), rows)


def _lines(rules: list[Rule], tolerance: float) -> list[float]:
    """The lines that rules are on; double ones, and such as are too close for a cell between them, are one."""
    lengths: dict[float, float] = defaultdict(float)
    for rule in rules:
        lengths[rule.at] += rule.end - rule.start
    found: list[float] = []
    for at in sorted(lengths):
        if not found or at - found[-1] > _SLIM * tolerance:
            found.append(at)
        elif lengths[at] > lengths[found[-1]]:
            lengths[at] += lengths[found[-1]]
            found[-1] = at
    return found


def _with_open_ends(lines: list[float], crossing: list[Rule], tolerance: float) -> list[float]:
    """The lines, and the outer ones, not drawn, to which most of the rules reach that come as far as the last drawn."""
    least, slack = _SMALLEST * tolerance, _SLIM * tolerance
    before = [rule.start for rule in crossing if rule.start < lines[0] - least]
    behind = [rule.end for rule in crossing if rule.end > lines[-1] + least]
    at_first = [rule for rule in crossing if rule.start <= lines[0] + slack]
    at_last = [rule for rule in crossing if rule.end >= lines[-1] - slack]
    first = [sorted(before)[len(before) // 2]] if _most(before, at_first) else []
    last = [sorted(behind)[len(behind) // 2]] if _most(behind, at_last) else []
    return [*first, *lines, *last]


def _most(reaching: list[float], rules: list[Rule]) -> bool:
    return len(reaching) >= _FEW and len(reaching) * 2 >= len(rules)


def _drawn(lines: list[float], across: list[float], rules: list[Rule], tolerance: float) -> list[list[bool]]:
    """For each line, between which of the crossing lines a rule is drawn along it."""
    covered = [[0.0] * (len(across) - 1) for _ in lines]
    for rule in rules:
        at = min(range(len(lines)), key=lambda number: abs(lines[number] - rule.at))
        if abs(lines[at] - rule.at) > _SLIM * tolerance:
            continue
        first = max(bisect_right(across, rule.start) - 1, 0)
        for number in range(first, min(bisect_left(across, rule.end), len(across) - 1)):
            part = min(rule.end, across[number + 1]) - max(rule.start, across[number])
            covered[at][number] += max(part, 0.0)
    return [
        [length >= _COVERED * (right - left) for length, (left, right) in zip(line, pairwise(across), strict=True)]
        for line in covered
    ]


def _cells(upright: _Edges, level: _Edges) -> tuple[tuple[Box, ...], ...]:
    """The boxes of the cells by rows; each takes in what no edge parts from it, and stays a rectangle."""
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Box, ...]] = []
    columns = len(upright.lines) - 1
    for row in range(len(level.lines) - 1):
        boxes: list[Box] = []
        for column in range(columns):
            if (row, column) not in taken:
                bottom, right = _reach(row, column, upright, level, taken)
                taken |= {(i, j) for i in range(row, bottom) for j in range(column, right)}
                boxes.append((upright.lines[column], level.lines[row], upright.lines[right], level.lines[bottom]))
        rows.append(tuple(boxes))
    return tuple(row for row in rows if row)


def _reach(row: int, column: int, upright: _Edges, level: _Edges, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The row and the column behind the last that a cell takes in."""
    right = column + 1
    while right < len(upright.lines) - 1 and not upright.drawn[right][row] and (row, right) not in taken:
        right += 1
    bottom = row + 1
    while (
        bottom < len(level.lines) - 1
        and not any(level.drawn[bottom][at] or (bottom, at) in taken for at in range(column, right))
        and not any(upright.drawn[at][bottom] for at in range(column + 1, right))
    ):
        bottom += 1
    return bottom, right
