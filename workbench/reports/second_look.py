"""Recognised numbers held against the form's own sums, and read anew where they contradict.

A number that makes a sum hold is taken only where it was so read; nothing is ever reckoned out. What contradicts a sum
after the second look as before may be a fault of the report or of the recognition, and is doubted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from workbench.documents import Cell, Document, Grid, Location, PagePlace
from workbench.errors import DocumentError
from workbench.forms import Form
from workbench.forms.model import Sum
from workbench.reports.model import WRITTEN_ZERO, Fact, Report
from workbench.reports.tables.alignment import read_value

MOST = 120
"""More cells than this are not read anew: the sums of such a report are not made for it."""

_NO_SUMS = 0.8
_FEW = 10
_CONTRADICTS = "识别出的数字与表内勾稽关系不符，可能是识别有误，也可能原文如此，请对照原件核实"

_NOWHERE = PagePlace(0, (0, 0, 0, 0))

Values = dict[str, Decimal]


class Equation(NamedTuple):
    """Cells whose sum, each with its sign, must be zero."""

    terms: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> list[str]:
        """The cells."""
        return [key for _, key in self.terms]

    def holds(self, values: Mapping[str, Decimal]) -> bool | None:
        """Whether the equation holds; None where a value is not known."""
        if any(key not in values for key in self.keys):
            return None
        return not sum(sign * values[key] for sign, key in self.terms)


def second_look(document: Document, report: Report) -> Document:
    """The document with the recognised numbers that contradict a sum, or are doubted, read anew.

    The same document where there is nothing to look at again.
    """
    facts = {key: fact for key, fact in report.cells.items() if fact.score is not None}
    if not facts:
        return document
    values = {key: value for key, fact in facts.items() if (value := _value(fact)) is not None}
    equations = list(_equations(report.form))
    wanted = _wanted(facts, values, equations)
    cells = _settled(facts, values, equations, _reread(document, [facts[key] for key in wanted]))
    return _with(document, cells) if cells else document


def _value(fact: Fact) -> Decimal | None:
    """The value as read, whether doubted or not; zero for a blank."""
    if fact.state in WRITTEN_ZERO:
        return Decimal()
    return fact.interval.low if fact.interval and fact.interval.is_exact else None


def _wanted(facts: Mapping[str, Fact], values: Values, equations: Sequence[Equation]) -> list[str]:
    """The cells to be read anew: those of sums that do not hold, then those that are doubted or could not be read.

    Where hardly any sum holds none can bear out another reading, so that it would take its time in vain.
    """
    said = [one for one in equations if any(values.get(key) for key in one.keys)]
    failing = [one for one in said if one.holds(values) is False]
    told = failing if len(failing) < max(_NO_SUMS * len(said), _FEW) else []
    broken = Counter(key for one in told for key in one.keys)
    unsure = [key for key, fact in facts.items() if fact.doubt]
    return list(dict.fromkeys([*(key for key, _ in broken.most_common()), *unsure]))[:MOST]


def _reread(document: Document, facts: Iterable[Fact]) -> dict[PagePlace, Cell]:
    """What a second reading finds at the places of facts; nothing where the file is not at hand."""
    places = [fact.location for fact in facts if isinstance(fact.location, PagePlace)]
    places = list(dict.fromkeys(place for place in places if not place.file and not place.more))
    if not places:
        return {}
    scan = import_module("workbench.documents.scan")  # loads models, and only for scans
    try:
        found: dict[PagePlace, Cell] = scan.reread(Path(document.source), places)
    except DocumentError:
        return {}
    return found


# -- sums ---------------------------------------------------------------------------------------------------


def _equations(form: Form) -> Iterator[Equation]:
    for one in form.sums:
        for place in _places(form, one):
            left, right = (_terms(form, one, names, place) for names in (one.left, one.right))
            yield Equation((*left, *((-sign, key) for sign, key in right)))


def _places(form: Form, one: Sum) -> Iterable[str]:
    """The rows, or the columns, in which a sum must hold."""
    if one.each == "form":
        return [""]
    table = form.table(one.table)
    columns = (column.key for block in table.blocks for column in block.columns)
    return dict.fromkeys(row.key for row in table.rows) if one.each == "row" else dict.fromkeys(columns)


def _terms(form: Form, one: Sum, names: tuple[str, ...], place: str) -> list[tuple[int, str]]:
    parts = {"row": f"{one.table}.{place}.{{}}", "column": f"{one.table}.{{}}.{place}", "form": "{}"}
    found = []
    for name in names:
        sign = "-" if name.startswith("-") else ""
        found += list(form.expand(sign + parts[one.each].format(name.lstrip("+-"))))
    return found


# -- what to make of it -------------------------------------------------------------------------------------


def _settled(
    facts: Mapping[str, Fact], values: Values, equations: Sequence[Equation], found: Mapping[PagePlace, Cell]
) -> dict[Location, Cell]:
    """The cells that the second look changes, by place: other numbers that sums bear out, doubts set or lifted."""
    places = ((key, fact.location) for key, fact in facts.items())
    again = {key: found[place] for key, place in places if isinstance(place, PagePlace) and place in found}
    now = _mended(facts, values, equations, again)
    through: dict[str, list[bool]] = {}
    for one in equations:
        for key in one.keys if one.holds(now) is not None else ():
            through.setdefault(key, []).append(bool(one.holds(now)))
    contradicting = set(_contradicting(equations, now, through))
    changes = {}
    for key, fact in facts.items():
        cell = _cell(key, fact, again.get(key), now, held=through.get(key, []))
        if key in contradicting and not cell.doubt:
            cell = cell._replace(doubt=_CONTRADICTS)
        if fact.location and (cell.text, cell.doubt) != (fact.raw, fact.doubt):
            changes[fact.location] = cell
    return changes


def _mended(
    facts: Mapping[str, Fact], values: Values, equations: Sequence[Equation], again: Mapping[str, Cell]
) -> Values:
    """The values, with those of the second reading wherever more sums hold by them."""
    now = dict(values)
    for key, cell in again.items():
        other = _read(cell)
        if other is None or other == now.get(key) or key not in facts:
            continue
        mine = [one for one in equations if key in one.keys]
        trial = now | {key: other}
        if sum(bool(one.holds(trial)) for one in mine) > sum(bool(one.holds(now)) for one in mine):
            now = trial
    return now


def _read(cell: Cell) -> Decimal | None:
    interval = read_value(cell.text, "count")[1]
    return interval.low if interval and interval.is_exact else None


def _cell(key: str, fact: Fact, again: Cell | None, now: Values, *, held: Sequence[bool]) -> Cell:
    """A cell as the second look leaves it: sure where both readings agree, or the second is sure and all sums hold."""
    first = Cell(fact.raw, fact.location or _NOWHERE, fact.doubt)
    if again is None or not again.text:
        return first
    sure = bool(held) and all(held) and not again.doubt
    unlike = f"两次识别不一致：{fact.raw or '空白'}与{again.text}，请对照原件核实"
    if _read(again) == _read(first):
        return first._replace(doubt="" if sure else first.doubt)
    if _read(again) is not None and _read(again) == now.get(key, _read(again)):
        return first._replace(text=again.text, doubt="" if sure else unlike)
    return first._replace(doubt=first.doubt or ("" if held and all(held) else unlike))


def _contradicting(equations: Sequence[Equation], now: Values, through: Mapping[str, Sequence[bool]]) -> Iterator[str]:
    """The cells of sums that do not hold, but for those that another sum bears out, where some are not borne out."""
    for one in equations:
        if one.holds(now) is False:
            alone = [key for key in one.keys if not any(through[key])]
            yield from alone or one.keys


def _with(document: Document, cells: Mapping[Location, Cell]) -> Document:
    """The document with other cells at those places."""
    blocks = tuple(
        replace(block, rows=tuple(tuple(cells.get(cell.location, cell) for cell in row) for row in block.rows))
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)
