"""What of a page is seen, and which cells of its tables hold one run of text and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from workbench.documents.html_looks import USUAL, Looks, looks_of

_TELLING = frozenset({"style", "class", "id", "hidden", "color"})
"""The attributes that bear on how an element looks; most have none of them."""

_RUNS = frozenset({"span", "font", "b", "strong", "a", "i", "u", "em", "small", "big"})
_AROUND = frozenset({"p", "div", "center", "table", "tbody", "tr", "td", "th"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a page is seen: ``sheet`` is what its own style sheet says of classes and ids.

    ``unveiled`` shows what is hidden.
    """

    sheet: Mapping[str, Looks] = field(default_factory=dict)
    unveiled: bool = False

    def look(self, element: Element) -> Looks | None:
        """How an element is shown; None where it is not."""
        if _TELLING.isdisjoint(element.keys()):
            return USUAL
        found = looks_of(element, self.sheet)
        hidden = found.hidden or element.get("hidden") is not None
        return None if hidden and not self.unveiled else found

    def hides(self, element: Element) -> bool:
        """Whether the page does not show the element."""
        return self.look(element) is None

    def is_plain(self, cell: Element) -> bool:
        """Whether all text of a cell is one run, in whatever elements around one another.

        Most cells are a number in a paragraph in a span, or in a table of its own: no need to walk them as pages.
        """
        while len(cell) == 1:
            child, text = cell[0], cell.text
            tag, tail = child.tag, child.tail
            beside = (text and not text.isspace()) or (tail and not tail.isspace())
            if beside or not (tag in _AROUND or _is_run(tag)) or self._alters(child):
                break
            cell = child
        return not len(cell) or all(_is_run(one.tag) and not self._alters(one) for one in cell.iterdescendants())

    def _alters(self, element: Element) -> bool:
        """Whether an element shows its text in another way than a run of a line."""
        said = element.keys()
        return bool(said) and ((element.tag == "a" and "href" in said) or self.look(element) != USUAL)


def _is_run(tag: str) -> bool:
    """Whether an element is but a part of a line of text, those that Word adds of its own included."""
    return tag in _RUNS or ":" in tag
