"""The text that is a section's own: without the form's wording, names, numbers and what every report says alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench import forms
from workbench.reports import Report, Section
from workbench.reports.vocabulary import table_names
from workbench.text import fold, normalise
from workbench.wordlists import Declared, declared

_LEAST = 4
"""Shorter words of the form are words of the language."""
_REGION = re.compile(r"[省市州县区旗盟]")
_ENDINGS = re.compile(r"(?:人民政府|政府|办事处|办公室|办公厅|委员会)$")
_SEAT = re.compile(r"(?:街道|镇|乡)$")


class LeftOut(Declared):
    """What is left out beside the form's wording and the unit's names."""

    names: tuple[re.Pattern[str], ...]
    numbers: tuple[re.Pattern[str], ...]
    phrases: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class OwnText:
    """A section's own characters, and where each of them stands in the section's text."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the own characters from ``start`` to ``end`` begin and end in the section's text."""
        return self.places[start], self.places[end - 1] + 1


def own_text(report: Report, section: Section) -> OwnText:
    """The own text of a section of a report."""
    folded = fold(section.text)
    kept = bytearray(b"\x01" * len(folded))
    for pattern in _patterns(report):
        for match in pattern.finditer(folded):
            kept[match.start() : match.end()] = bytes(match.end() - match.start())
    places = tuple(at for at, character in enumerate(folded) if kept[at] and character.isalnum())
    return OwnText("".join(folded[at] for at in places), places)


def _patterns(report: Report) -> Iterator[re.Pattern[str]]:
    left_out = declared("workbench.likeness", "left_out", LeftOut)
    yield from left_out.phrases
    yield from left_out.names
    named = _unit(normalise(report.unit))
    if named:
        yield named
    yield _wording(report.form.id)
    yield from left_out.numbers


@lru_cache(maxsize=20_000)
def _unit(name: str) -> re.Pattern[str] | None:
    """The names that a unit may go by: whole, without the regions before it, and without its endings."""
    starts = [0, *(match.end() for match in _REGION.finditer(name))]
    whole = [name[start:] for start in starts]
    short = [_ENDINGS.sub("", one) for one in whole]
    seats = [_SEAT.sub("", one) for one in short if _SEAT.search(one)]
    found = {one for one in (*whole, *short, *seats) if len(one) > 1}
    return _any_of(found) if found else None


@lru_cache
def _wording(edition: str) -> re.Pattern[str]:
    """The headings, aspects and labels that an edition of the form prints."""
    form = forms.form(edition)
    names = [section.heading for section in form.sections]
    names += [aspect.name for section in form.sections for aspect in section.aspects]
    names += [name for table in form.tables for name in (table.name, *table_names(table))]
    return _any_of({bare for name in names if len(bare := fold(name)) >= _LEAST})


def _any_of(words: set[str]) -> re.Pattern[str]:
    """Any of some words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one))))
