"""Reports in every appearance that is not scanned: the cells right, the narrative whole, nothing silently wrong.

The appearances are those that the benchmark measures; `benchmarks/extraction.py` reads the scanned ones too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.appearances import APPEARANCES, Appearance, build_all
from benchmarks.appearances.catalogue import EXACT
from benchmarks.appearances.drafts import different
from benchmarks.appearances.scoring import IN_ORDER, in_order, outcomes
from tests.builders import Draft
from tests.documents.pdfs import needed
from workbench.documents.sniff import sniff
from workbench.reports import Report, read

CELLS = 200
LEAST = 198
"""Right cells of a printed report; the rest may be lost where a page ends, but not silently."""

Made = Callable[[Appearance], Path]


def _draft(one: Appearance) -> Draft:
    return different(list(APPEARANCES).index(one.name))


def _cases(*, rare: bool) -> Iterator[object]:
    """The names of appearances; all that LibreOffice makes in one group, so that it is started once for each kind."""
    for one in APPEARANCES.values():
        if one.rare == rare and one.group != "scan":
            marks = [pytest.mark.xdist_group("office")] if one.program == "soffice" else []
            yield pytest.param(one.name, marks=marks)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Makes the file of an appearance."""

    @cache
    def together(to: str) -> dict[str, list[Path]]:
        wanted = [(one, [_draft(one)]) for one in APPEARANCES.values() if one.to == to and one.group != "scan"]
        return build_all(wanted, tmp_path_factory.mktemp("office"))

    def file(one: Appearance) -> Path:
        if one.program:
            needed(one.program)
        if one.program == "soffice":
            return together(one.to)[one.name][0]
        return build_all([(one, [_draft(one)])], tmp_path_factory.mktemp("file"))[one.name][0]

    return file


def _read(name: str, made: Made) -> tuple[Appearance, Draft, Report]:
    one = APPEARANCES[name]
    path = made(one)
    assert one.format == sniff(path.read_bytes()).name
    return one, _draft(one), read(path)


@pytest.mark.parametrize("name", list(_cases(rare=False)))
def test_every_cell_and_the_narrative(name: str, made: Made) -> None:
    """All cells are right, of what is no picture of pages without a doubt; the narrative is whole and in its order."""
    one, draft, report = _read(name, made)
    found = Counter(outcomes(draft, report).values())
    assert 0 == found["silent"]
    if one.group in EXACT:
        assert {"exact": CELLS} == found
    assert found["exact"] + found["doubtful"] >= (LEAST if one.group == "pdf" else CELLS)
    order = in_order(draft, report)
    assert order.found >= IN_ORDER * order.of
    assert (draft.unit, draft.year) == (report.unit, report.year)


@pytest.mark.parametrize("name", list(_cases(rare=True)))
def test_nothing_is_silently_wrong(name: str, made: Made) -> None:
    """Of what was made to break readers, a wrong value is always doubted."""
    _, draft, report = _read(name, made)
    assert "silent" not in outcomes(draft, report).values()
