"""Two sections side by side, what they have in common marked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from workbench import markup
from workbench.likeness.copies import Span, copied, share
from workbench.likeness.own_text import OwnText, own_text
from workbench.reports import Report, Section

_QUOTED = 120
"""Characters that are quoted of a run; the comparison shows it whole."""

Part = tuple[str, bool]
"""A piece of a text and whether the other text has it."""


@dataclass(frozen=True)
class Compared:
    """A section of a report beside another's: the share of the first that the second holds, and both texts in parts."""

    report: Report
    section: Section
    other: Report
    other_section: Section
    share: Decimal
    parts: tuple[Part, ...]
    other_parts: tuple[Part, ...]

    def _repr_html_(self) -> str:
        """Both texts side by side, the matching runs marked; personal numbers masked."""
        return markup.render("compared.html.j2", compared=self)


def compare(report: Report, section: Section, other: Report, other_section: Section) -> Compared:
    """A section of a report held against one of another."""
    one, two = own_text(report, section), own_text(other, other_section)
    return Compared(
        report,
        section,
        other,
        other_section,
        share(one.text, two.text),
        _parts(section, one, copied(one.text, two.text)),
        _parts(other_section, two, copied(two.text, one.text)),
    )


def longest(own: OwnText, other: OwnText) -> tuple[Span, Span]:
    """Where the longest run that two texts share stands in the section of each, the beginning of a long one."""
    match = SequenceMatcher(None, own.text, other.text, autojunk=False).find_longest_match()
    size = min(match.size, _QUOTED)
    if not size:
        return (0, 0), (0, 0)
    return own.span(match.a, match.a + size), other.span(match.b, match.b + size)


def _parts(section: Section, own: OwnText, spans: list[Span]) -> tuple[Part, ...]:
    """The text as it may be shown, cut where matching runs begin and end; what was left out within a run is of it."""
    parts: list[Part] = []
    at = 0
    for start, end in (own.span(*span) for span in spans):
        parts += [(section.shown[at:start], False), (section.shown[start:end], True)]
        at = end
    return tuple(part for part in (*parts, (section.shown[at:], False)) if part[0])
