"""What of a page is seen, and which cells of its tables hold one run of text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import _Element as Element

from workbench.documents.html.again import Cascade
from workbench.documents.html.looks import USUAL, Looks, looks, looks_of
from workbench.documents.html.text import all_text

_UNSHOWN = frozenset({"hidden", "popover"})
_TELLING = frozenset({"style", "class", "id", "color"}) | _UNSHOWN
"""The attributes that bear on how an element looks; most have none of them.

Their names are asked for all at once, and a value only where there is one: that takes longer than anything else here.
"""

_RUNS = frozenset({"span", "font", "b", "strong", "a", "i", "u", "em", "small", "big"})
_OTHER_SIZE = frozenset({"small", "big"})
_OTHER = _OTHER_SIZE | {"a"}
_TOLD = (_TELLING - {"style"}) | {"size"}
_SMALL_FONTS = frozenset({"1", "-1", "-2"})
_OF_EXCEL = frozenset({"font"})
"""Each of its fonts is a class."""
_AWAY = re.compile(
    r"(?<![\w-])(?:float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed)|display\s*:\s*inline-(?:block|flex)"
    r"|font-size\s*:\s*(?:[2-7](?:\.\d+)?p[xt]|[1-6]\d%|0?\.[1-6]\d*r?em|x{0,2}-small|smaller)"
    r"|(?:margin|padding)(?:-left|-right)?\s*:\s*+(?!0(?:[a-z%]*)\s*(?:;|$))"
    r"|(?:-webkit-)?(?:transform|translate|scale|rotate|clip-path|mask(?:-image)?|filter|mix-blend-mode|text-fill-color"
    r"|text-security)\s*:\s*+(?!none|inherit|initial|unset))",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?<![\w-])(?:float\s*:\s*right|position\s*:\s*(?:absolute|fixed)|order\s*:)", re.IGNORECASE)
"""Styles by which elements may be shown in another order than they stand in."""
_AROUND = frozenset({"p", "div", "center", "table", "tbody", "tr", "td", "th"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a page is seen: ``sheet`` is what its own style sheet says of classes and ids.

    ``cascade`` knows what of that is shown again. ``unveiled`` shows what is hidden.
    """

    sheet: Mapping[str, Looks] = field(default_factory=dict)
    unveiled: bool = False
    cascade: Cascade = field(default_factory=Cascade)

    def look(self, element: Element) -> Looks | None:
        """How an element is shown; None where it is not."""
        said = element.keys()
        if _TELLING.isdisjoint(said):
            return USUAL
        found = looks_of(element, said, self.sheet)
        if found.hidden and self.sheet and self.cascade.shows_again(element):
            found = found._replace(hidden=False)
        hidden = found.hidden or not _UNSHOWN.isdisjoint(said)
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
        if not said:
            return element.tag in _OTHER_SIZE and stands_apart(element)
        if (
            element.tag not in _OTHER
            and _TOLD.isdisjoint(said)
            and ("style" not in said or _is_usual(element.get("style"), leaf=not len(element)))
        ):
            return False  # as most, and this is fast
        return (element.tag == "a" and "href" in said) or self.look(element) != USUAL or stands_apart(element)


def stands_apart(element: Element) -> bool:
    """Whether figures that follow those beside them without a space are none of the same number.

    So are those in other letters, out of the line, at a distance, or in an element of a class, of which the style
    sheets of the site may say all this, unless all the figures around them are of that class.
    """
    named = element.get("class") and element.tag not in _OF_EXCEL
    if element.tag in _AROUND or not (named or _is_other_size(element) or _is_away(element.get("style"))):
        return False
    begins = _beside(element, -1)[-1:].isdecimal()
    ends = _beside(element, 1)[:1].isdecimal()
    text = all_text(element).strip() if begins or ends else ""
    return (begins and text[:1].isdecimal()) or (ends and text[-1:].isdecimal())


def _beside(element: Element, side: int) -> str:
    """The text right before (-1) or behind (1) an element; none where that is of one kind with it.

    An element that is all of another stands beside what that stands beside.
    """
    inner, around, depth = element, element.getparent(), 0
    while around is not None:
        near = inner.getprevious() if side < 0 else inner.getnext()
        between = (around.text if near is None else near.tail) if side < 0 else inner.tail
        if between:
            return between
        if near is not None:
            return all_text(near) if _is_other(_facing(near, side, depth), element) else ""
        if not _is_run(around.tag):
            break
        inner, around, depth = around, around.getparent(), depth + 1
    return ""


def _facing(element: Element, side: int, depth: int) -> Element:
    """What of an element stands as deep in it as another one in that beside it, at the side where the two meet."""
    for _ in range(depth):
        if not len(element):
            break
        element = element[-1 if side < 0 else 0]
    return element


@lru_cache(maxsize=10_000)
def _is_usual(style: str, *, leaf: bool) -> bool:
    """Whether a style alone says nothing of an element that bears on its text."""
    return looks(style, leaf=leaf) == USUAL and not _is_away(style)


@lru_cache(maxsize=10_000)
def _is_away(style: str | None) -> bool:
    """Whether a style sets an element in other letters, out of the line or at a distance; a page has few of them."""
    return style is not None and bool(_AWAY.search(style))


def _is_other(one: Element, other: Element) -> bool:
    """Whether two elements beside one another differ in what sets them apart, or stand where their styles put them."""
    return _apart(one) != _apart(other) or bool(_PLACED.search(str(other.get("style") or "")))


def _apart(element: Element) -> tuple[str | None, bool, bool]:
    return element.get("class"), _is_other_size(element), _is_away(element.get("style"))


def _is_other_size(element: Element) -> bool:
    """Whether an element is of another size by its kind, or by the attribute that fonts had before styles."""
    return element.tag in _OTHER_SIZE or (element.tag == "font" and element.get("size") in _SMALL_FONTS)


def _is_run(tag: str) -> bool:
    """Whether an element is but a part of a line of text, those that Word adds of its own included."""
    return tag in _RUNS or ":" in tag
