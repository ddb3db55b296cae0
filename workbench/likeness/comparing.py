"""Two sections side by side, what they have in common marked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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


def longest(own: OwnText, other: OwnText) -> Span:
    """Where the longest matching run of a text stands in its section, the beginning of a very long one.

    An empty span where there is no run.
    """
    spans = copied(own.text, other.text)
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return own.span(start, min(end, start + _QUOTED)) if spans else (0, 0)


def _parts(section: Section, own: OwnText, spans: list[Span]) -> tuple[Part, ...]:
    """The text as it may be shown, cut where matching runs begin and end; what was left out within a run is of it."""
    parts: list[Part] = []
    at = 0
    for start, end in (own.span(*span) for span in spans):
        parts += [(section.shown[at:start], False), (section.shown[start:end], True)]
        at = end
    return tuple(part for part in (*parts, (section.shown[at:], False)) if part[0])
