"""Which row of the form each loose row is: by its label and, apart from that, by its place in the order.

Where the two readings agree, or one of them is silent, the match is sure; where they disagree it carries a
doubt. A row without a label that can be recognised is placed between its neighbours, and that is a doubt too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.documents import Cell
from workbench.forms.model import Row, Table
from workbench.reports.tables.cut_labels import HALVED, SWALLOWED, beginning, has_swallowed, is_half
from workbench.reports.tables.rows import LooseRow
from workbench.reports.tables.tails import CONTEXT, tails
from workbench.reports.vocabulary import LIKELY, SURE, closeness, endings, row_names

_MOST = 400
"""More rows with a label of one table than any report has."""
_ADJACENT = 0.2
_BLANK, _EMPTY = 0.9, 0.4
APART = "该行之后另有几行数值没有行标签，标签与数值可能是分别列出的，请对照原件核实"

TWICE = "另有一行的标签同样是该行，无法确定以哪一行为准"


@dataclass(frozen=True, slots=True)
class Match:
    """A loose row and the row of the form that it is taken for; ``label`` are the cells that say so."""

    row: Row
    at: int
    index: int
    loose: LooseRow
    label: tuple[Cell, ...]
    sure: bool
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A loose row with the rows of the form that its label may be: row -> (likeness, label cells)."""

    index: int
    loose: LooseRow
    scores: dict[int, tuple[float, tuple[Cell, ...]]]

    @property
    def best(self) -> int:
        return max(self.scores, key=lambda at: self.scores[at][0])

    def sure(self, row: int) -> bool:
        return self.scores[row][0] >= SURE

    @property
    def is_sure(self) -> bool:
        return bool(self.scores) and self.sure(self.best)


def match_rows(table: Table, rows: list[LooseRow]) -> dict[str, Match]:
    """The matches of a table's rows by key; rows of the form that were not found are left out."""
    names = row_names(table)
    candidates = [_candidate(names, rows, at) for at in range(len(rows))]
    chain = _chain([one for one in candidates if one.is_sure][:_MOST])
    between = _between(candidates, chain)
    due = {row.key: len(block.columns) for block in table.blocks for row in block.rows}
    matches: dict[str, Match] = {}
    for found in (*_in_order(table, candidates, chain, between), *_out_of_order(table, candidates, chain, between)):
        doubt = found.doubt or _unsure(rows, found, due[found.row.key])
        matches.setdefault(found.row.key, replace(found, doubt=doubt) if doubt else found)
    taken = {match.index for match in matches.values()}
    return {key: _with_values_above(one, rows, taken) for key, one in matches.items()}


# -- labels -------------------------------------------------------------------------------------------


def _candidate(names: tuple[tuple[int, str], ...], rows: list[LooseRow], at: int) -> _Candidate:
    scores: dict[int, tuple[float, tuple[Cell, ...]]] = {}
    for cells in tails(rows, at) if not _is_below_header(rows[at]) else ():
        below = set() if cells[-1] in rows[at].labels else _below(rows, at, names)
        for word in endings("".join(cell.text for cell in cells)):
            for row, score in _scores(word, names):
                if score > scores.get(row, (0.0,))[0] and row not in below:
                    scores[row] = score, cells
        if scores and max(score for score, _ in scores.values()) == 1:
            break
    return _Candidate(at, rows[at], scores)


def _is_below_header(row: LooseRow) -> bool:
    """Whether values stand below a line of names of columns, which is no label of theirs."""
    if not row.values or len(row.labels) <= CONTEXT:
        return False
    line = row.labels[-1].location.row
    return row.values[0].location.row != line and all(one.location.row == line for one in row.labels[-CONTEXT - 1 :])


def _below(rows: list[LooseRow], at: int, names: tuple[tuple[int, str], ...]) -> set[int]:
    """The rows of the form that the next row's label names of itself, and not together with that of this one."""
    rest = rows[at + 1].labels[:1] if at + 1 < len(rows) and rows[at + 1].filled else ()
    return {row for cell in rest for word in endings(cell.text) for row, score in _scores(word, names) if score >= SURE}


@lru_cache(maxsize=50_000)
def _scores(word: str, names: tuple[tuple[int, str], ...]) -> tuple[tuple[int, float], ...]:
    """The rows that a bare label may be, with its likeness to each; an equal one leaves no others."""
    equal = [at for at, name in names if closeness(word, name) == 1]
    if equal:
        return ((equal[0], 1.0),)
    return tuple((at, score) for at, name in names if (score := _score(word, name)) >= LIKELY)


def _score(word: str, name: str) -> float:
    if min(len(word), len(name)) < CONTEXT:
        return 0.0
    if word.endswith(name) or (len(word) > 2 * CONTEXT and name.startswith(word)):
        return 0.97
    return closeness(word, name)


def _with_values_above(match: Match, rows: list[LooseRow], taken: set[int]) -> Match:
    """A blank row that is the end of a label, with the values beside the beginning of that, which no row has."""
    at = beginning(rows, match.index) if match.loose.values and not match.loose.filled else None
    if at is None or at in taken:
        return match
    return replace(match, index=at, loose=rows[at], doubt=match.doubt or HALVED)


def _unsure(rows: list[LooseRow], found: Match, due: int) -> str:
    """What is doubtful about the label of a row, or about where its values stand."""
    if has_swallowed(found.loose, found.label, due):
        return SWALLOWED
    return HALVED if is_half(rows, found.index) else _listed_apart(rows, found.index)


def _listed_apart(rows: list[LooseRow], at: int) -> str:
    """What is doubtful where two rows of values without labels follow: all labels may stand before all values."""
    below = [row for row in rows[at + 1 : at + 3] if not (row.labels or row.broken)]
    own = rows[at]
    alike = (len(own.filled) == len(row.filled) or len(own.values) == len(row.values) > 1 for row in below)
    several = len(own.filled) > 1 and all(alike)
    return APART if several and len(below) > 1 else ""


# -- order --------------------------------------------------------------------------------------------


def _chain(candidates: list[_Candidate]) -> dict[int, int]:
    """The best run of sure labels that keeps the form's order: loose row -> row of the form.

    Complete rows and rows that follow each other as in the form count for more.
    """
    pairs = [(place, row, one) for place, one in enumerate(candidates) for row in one.scores if one.sure(row)]
    weights: list[float] = []
    before: list[int | None] = []
    for at, (place, row, one) in enumerate(pairs):
        links = [
            (weights[old] + _ADJACENT * (pairs[old][:2] == (place - 1, row - 1)), -old)
            for old in range(at)
            if pairs[old][0] < place and pairs[old][1] < row
        ]
        best = max(links, default=(0.0, 1))
        weights.append(best[0] + one.scores[row][0] * _worth(one.loose))
        before.append(-best[1] if best[1] <= 0 else None)
    chain: dict[int, int] = {}
    step = max(range(len(pairs)), key=weights.__getitem__, default=None)
    while step is not None:
        _, row, one = pairs[step]
        chain[one.index] = row
        step = before[step]
    return chain


def _worth(row: LooseRow) -> float:
    """How much a row counts: less where it is left blank, as in a template, and least without cells for values."""
    if row.filled:
        return 1
    return _BLANK if row.values else _EMPTY


def _between(candidates: list[_Candidate], chain: dict[int, int]) -> dict[int, int]:
    """The rows of the form that neighbours in the chain leave for the loose rows between and for those in it."""
    places = [one.index for one in candidates if one.loose.filled or one.index in chain]
    anchors = [at for at, index in enumerate(places) if index in chain]
    found: dict[int, int] = {}
    for at in range(anchors[0], anchors[-1] + 1) if anchors else ():
        left = anchors[max(bisect_left(anchors, at) - 1, 0)]
        right = next((anchor for anchor in anchors[bisect_left(anchors, at) :] if anchor > at), None)
        if right is not None and left < at and chain[places[right]] - chain[places[left]] == right - left:
            found[places[at]] = chain[places[left]] + at - left
    return found


def _in_order(
    table: Table, candidates: list[_Candidate], chain: dict[int, int], between: dict[int, int]
) -> Iterator[Match]:
    strays = [(one.index, one.best) for one in _strays(candidates, chain)]
    for index, row in chain.items():
        crossing = [stray for stray in strays if (stray[0] < index) != (stray[1] < row)]
        doubt = "行标签与所在位置不一致" if between.get(index, row) != row else ""
        if any(len(_crossed(stray, chain)) == 1 for stray in crossing):
            doubt = "行的次序与格式不一致"
        elif any(_is_rival(candidates[at], candidates[index], row) for at in _beside(candidates, index, chain)):
            doubt = doubt or TWICE
        yield _match(table, candidates[index], row, doubt)


def _beside(candidates: list[_Candidate], index: int, chain: dict[int, int]) -> Iterator[int]:
    """The loose rows between the neighbours in the chain of one, or the ends of the table where it has none."""
    before = max((at for at in chain if at < index), default=-1)
    after = min((at for at in chain if at > index), default=len(candidates))
    broken = [at for at in range(before + 1, after) if candidates[at].loose.broken]
    first = max((at for at in broken if at <= index), default=before + 1)
    last = min((at for at in broken if at > index), default=after)
    return (at for at in range(first, last) if at != index)


def _is_rival(one: _Candidate, own: _Candidate, row: int) -> bool:
    """Whether a loose row may as well be a row of the form as that which was taken for it, and has other values."""
    return row in one.scores and one.sure(row) and bool(one.loose.filled) and _texts(one.loose) != _texts(own.loose)


def _texts(row: LooseRow) -> list[str]:
    return [row.values[at].text for at in row.filled]


def _crossed(stray: tuple[int, int], chain: dict[int, int]) -> list[int]:
    """The rows of the chain that a row out of order stands on the wrong side of."""
    return [index for index, row in chain.items() if (stray[0] < index) != (stray[1] < row)]


def _strays(candidates: list[_Candidate], chain: dict[int, int]) -> list[_Candidate]:
    """Rows with a sure label and values, amid the table, that do not keep the order and are no repetition."""
    if not chain:
        return []
    first, last = min(chain), max(chain)
    near = candidates[max(first - CONTEXT, 0) : last + CONTEXT]
    taken = set(chain.values())
    sure = (one for one in near if one.is_sure and one.loose.filled)
    return [one for one in sure if one.index not in chain and one.best not in taken]


def _out_of_order(
    table: Table, candidates: list[_Candidate], chain: dict[int, int], between: dict[int, int]
) -> Iterator[Match]:
    """Rows that are not in the chain: those between two neighbours, then those that only their label places."""
    strays = _strays(candidates, chain)
    aside = {one.index for one in strays}
    taken = set(chain.values())
    for index, row in between.items():
        one = candidates[index]
        if index not in chain and row not in taken and index not in aside:
            agreed = one.scores and one.best == row and one.scores[row][0] >= LIKELY
            yield _match(table, one, row, "" if agreed else "行标签无法辨认，按位置读取")
    for one in strays:
        yield _match(table, one, one.best, "行的次序与格式不一致")


def _match(table: Table, one: _Candidate, row: int, doubt: str) -> Match:
    score, label = one.scores.get(row, (0.0, one.loose.labels[-1:]))
    return Match(table.rows[row], row, one.index, one.loose, label, score >= SURE, doubt)
