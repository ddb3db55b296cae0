"""Audits counties and judges what is found: of true ones nothing, of one with a fault the fault."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.generators.county import County, county
from tests.generators.judge import grave
from tests.generators.plants import KINDS, Kind, Plant
from workbench.audit import audit
from workbench.findings import Evidence, Finding

TRIES = 12
SHORT = 2


@dataclass(frozen=True)
class Alarm:
    """An error or a warning against a report that is true, or that a fault has nothing to do with."""

    check: str
    seed: int
    where: str
    message: str


@dataclass(frozen=True)
class Caught:
    """A planted fault, and the check of each finding that the county without it does not have.

    ``checks`` are those of its families that point at it, ``also`` errors and warnings of other families that do.
    ``beside`` are those of its families, and errors and warnings of others, that report something else of its reports;
    ``stray`` are alarms about other reports.
    """

    kind: str
    seed: int
    where: str
    checks: tuple[str, ...]
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    stray: tuple[Alarm, ...] = ()
    found: str = ""

    def __bool__(self) -> bool:
        """Whether it was found."""
        return bool(self.checks)


@dataclass(frozen=True)
class Judged:
    """What became of one county: its reports, the alarms of the true one, and the faults planted into it."""

    reports: int
    alarms: tuple[Alarm, ...]
    faults: tuple[Caught, ...]


Known = frozenset[tuple[str, str, str]]


def judged(seed: int, kinds: Iterable[str]) -> Judged:
    """Audits the county of a seed, and again with each of the faults planted by itself.

    A kind for which the county has no place is tried on those of other seeds.
    """
    true = county(seed)
    found = audit(true.batch).problems
    alarms = tuple(_alarm(seed, one) for one in found if grave(one))
    known = _known(found)
    return Judged(len(true.reports), alarms, tuple(tried(seed, true, KINDS[kind], known) for kind in kinds))


def planted(seed: int, true: County, kind: Kind) -> tuple[Plant, County]:
    """A fault of a kind, and the true county that it is planted into, which is another one where it must be."""
    for at in range(TRIES):
        place = county(seed + at * 1_000_003) if at else true
        if plant := kind.function(random.Random(f"{kind.name}/{seed}/{at}"), place):
            return plant, place
    raise LookupError(kind.name)


def tried(seed: int, true: County, kind: Kind, known: Known | None = None) -> Caught:
    """Plants a fault of a kind and looks for it; ``known`` is what is found of the true county."""
    plant, place = planted(seed, true, kind)
    if known is None or place is not true:
        known = _known(audit(place.batch).problems)
    fresh = [one for one in audit(plant.audited.batch).problems if _mark(one) not in known]
    here = [one for one in fresh if _is_about(plant, one) and (_is_of(kind, one) or grave(one))]
    pointing = [one for one in here if points(plant, one)]
    units = {*plant.units, place.government}
    return Caught(
        kind.name,
        seed,
        f"{plant.unit}: {plant.text or '、'.join((*plant.cells, *plant.words))}",
        tuple(one.check for one in pointing if _is_of(kind, one)),
        tuple(one.check for one in pointing if not _is_of(kind, one)),
        tuple(one.check for one in here if one not in pointing),
        tuple(_alarm(seed, one) for one in fresh if grave(one) and one.unit not in units and not plant.alone),
        "; ".join(f"{one.check} {one.unit} {one.message}" for one in fresh if _is_about(plant, one)),
    )


def _known(found: Iterable[Finding]) -> Known:
    return frozenset(map(_mark, found))


def _mark(finding: Finding) -> tuple[str, str, str]:
    return finding.check, finding.source or finding.unit, f"{finding.at} {finding.message}"


def _alarm(seed: int, finding: Finding) -> Alarm:
    return Alarm(finding.check, seed, f"{finding.unit}{finding.year}", f"{finding.message}{finding.explanation}")


def _is_of(kind: Kind, finding: Finding) -> bool:
    """Whether a finding is of the kind's families and grave enough."""
    return finding.check.startswith(kind.families) and (kind.notice or grave(finding))


def _is_about(plant: Plant, finding: Finding) -> bool:
    """Whether a finding is about the units at fault, or about their files, whatever unit was read from these."""
    sources = {filed.source for (unit, _), filed in plant.county.reports.items() if unit in plant.units}
    return finding.unit in plant.units or finding.source in sources


def points(plant: Plant, finding: Finding) -> bool:
    """Whether a finding points at the fault: names one of its cells, overlaps its text, or says one of its words."""
    evidence = list(_evidence(finding))
    if any(fnmatchcase(one.key, pattern) for one in evidence if one.key for pattern in plant.cells):
        return True
    said = "".join((finding.message, finding.explanation, *(one.text for one in evidence)))
    if any(word in said for word in plant.words):
        return True
    text = _bare(plant.text)
    return bool(text) and (text in _bare(said) or any(_inside(_bare(one.text), text) for one in evidence))


def _evidence(finding: Finding) -> Iterator[Evidence]:
    """The evidence of a finding and of those folded into it."""
    yield from finding.evidence
    for folded in finding.folded:
        yield from _evidence(folded)


def _bare(text: str) -> str:
    return "".join(text.split())


def _inside(text: str, whole: str) -> bool:
    return len(text) >= SHORT and text in whole
