"""Cells that were misread, as an inspector who looked at the source set them right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.documents import Location, PagePlace
from workbench.reports.model import Correction, Fact, Report
from workbench.reports.tieout import tied
from workbench.values import parse


def corrected(report: Report, corrections: Iterable[Correction]) -> Report:
    """The report with its cells as they were corrected, the last correction of a cell counting.

    A correction is bound to the file that was looked at: one with another SHA-256 changes nothing, nor does one of a
    cell that the report's edition does not have.
    """
    known = report.form.cells if report.edition else {}
    own = {one.key: one for one in corrections if one.sha256 == report.sha256 and one.key in known}
    if not own:
        return report
    cells = {key: _corrected(report.fact(key), one) for key, one in own.items()}
    return tied(replace(report, cells=report.cells | cells))


def _corrected(fact: Fact, correction: Correction) -> Fact:
    """The fact as corrected; the first reading stays with it, and the place that it was read from."""
    reading = parse(correction.value)
    original = fact.original or fact
    place = _looked_at(original.location)
    return Fact(fact.key, reading.state, correction.value, reading.interval, place, "", original, correction)


def _looked_at(place: Location | None) -> Location | None:
    """The place without the score of the recognition, which a person has overruled."""
    return replace(place, recognised=None) if isinstance(place, PagePlace) else place
