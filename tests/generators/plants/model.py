"""A planted fault: the county with it, whose report it is in, and what a finding must point at."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import NamedTuple

from tests.generators.composer import Lie
from tests.generators.county import County, Filed, Numbers
from workbench.reports.roster import Unit

Function = Callable[[random.Random, County], "Plant | None"]
Edit = Callable[[random.Random, Filed], "Edited | None"]
"""A report with one thing of its text changed; None where it cannot be."""
Test = Callable[[Unit, Filed], object]


@dataclass(frozen=True)
class Plant:
    """A county with one fault.

    ``units`` are those whose report may be named for it, the one at fault first. A finding points at it that names one
    of ``cells`` (patterns of keys), or overlaps ``text``, or says one of ``words``; one of the three is given.
    ``alone``: the fault shows in the unit's own reports, and only these are audited.
    """

    county: County
    units: tuple[str, ...]
    cells: tuple[str, ...] = ()
    text: str = ""
    words: tuple[str, ...] = ()
    alone: bool = True

    @property
    def unit(self) -> str:
        """The unit whose report is at fault."""
        return self.units[0]

    @property
    def audited(self) -> County:
        """The reports that it takes to see the fault."""
        return self.county.only((self.unit,)) if self.alone else self.county


@dataclass(frozen=True)
class Kind:
    """A kind of fault: the families that must find it, and whether a notice of theirs is enough."""

    name: str
    families: tuple[str, ...]
    notice: bool
    function: Function

    @property
    def description(self) -> str:
        """What is wrong."""
        return (self.function.__doc__ or "").partition("\n")[0].rstrip(".")


class Edited(NamedTuple):
    """A text of a report with one thing changed: the words at fault in it, or words of which a finding must say one."""

    text: str
    wrong: str = ""
    words: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {}


def fault(*families: str, notice: bool = False) -> Callable[[Function], Function]:
    """Declares a function as a kind of fault, named as the function is."""

    def declare(function: Function) -> Function:
        KINDS[function.__name__] = Kind(function.__name__, families, notice, function)
        return function

    return declare


def edited(edit: Edit) -> Function:
    """The kind of fault that an edit makes, in the first report that lends itself to it."""

    @wraps(edit)
    def plant(rng: random.Random, county: County) -> Plant | None:
        for unit, filed in shuffled(rng, county):
            if found := edit(rng, filed):
                written = rewritten(county, filed, found.text)
                return Plant(written, (unit.unit,), text=found.wrong, words=found.words)
        return None

    return plant


# -- what plants are made with --------------------------------------------------------------------------


def shuffled(rng: random.Random, county: County, test: Test = lambda *_: True) -> Iterator[tuple[Unit, Filed]]:
    """The organs with their reports of this year, in any order, as far as they pass a test."""
    for unit in rng.sample(county.organs, len(county.organs)):
        filed = county.now(unit.unit)
        if test(unit, filed):
            yield unit, filed


def organ(rng: random.Random, county: County, test: Test = lambda *_: True) -> tuple[Unit, Filed] | None:
    """One organ that passes a test, with its report of this year; None where none does."""
    return next(shuffled(rng, county, test), None)


def drawn_with(filed: Filed, **values: object) -> Filed:
    """The report with other values in cells, its narrative left alone."""
    return replace(filed, draft=filed.draft.with_values(**values))


def changed(county: County, unit: str, numbers: Numbers) -> County:
    """The county with a report of this year from other numbers, its narrative written after them."""
    return county.retold(unit, county.year, numbers)


def lied(county: County, unit: str, lie: Lie) -> tuple[County, str]:
    """The county with a lie in a report of this year, and the words of the lie.

    Raises NothingToSayError where it cannot be put.
    """
    told = county.retold(unit, county.year, lie=lie)
    return told, told.now(unit).told[0].text if lie.symbol else ""


def rewritten(county: County, filed: Filed, text: str) -> County:
    """The county with another text of a report."""
    return county.with_report(replace(filed, written=text))
