"""Parts of tables that a page's own style sheets hide by where they stand, as ``.list tr.sample`` or ``td > .old``.

What rules say of a class or an id alone is known from :mod:`workbench.documents.html.looks`; here those are followed
that name what an element stands in. A number that is not shown must not be read as the end of one that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html.looks import looks, shows
from workbench.documents.html.selectors import Part, alternatives, fits, names_of, parts
from workbench.documents.model import Remark

_SIMPLE = re.compile(r"\s*(?:[a-z]\w{0,9})?[.#][\w-]+\s*", re.IGNORECASE)
_ADDED = re.compile(r"""(?<![\w-])content\s*:\s*['"][^'"]*\d""")
_BESIDE = re.compile(r"::?(?:before|after)", re.IGNORECASE)
_HIDDEN = ("tr", "td", "th", "span", "font", "b", "i", "em", "p", "div", "label", "small", "strong", "a",
           "u", "s", "ins", "del", "mark", "abbr", "data", "li", "dd")  # fmt: skip
_MOST = 500
"""More rules than this that hide or show are those of a whole site; the first ones are followed."""


class Rule(NamedTuple):
    """A selector by its parts, whether it hides what it is of, whether that is ``!important``, and its place."""

    parts: tuple[Part, ...]
    hides: bool
    important: bool
    place: int

    @property
    def weight(self) -> tuple[bool, int, int, int, int]:
        """What goes before other rules: what is important, ids, classes and the like, tags, then what comes later."""
        names = [name for part in self.parts for name in part.names]
        ids = sum(name.startswith("#") for name in names)
        asked = sum(len(part.attributes) + len(part.places) + len(part.but - {"*"}) for part in self.parts)
        return self.important, ids, len(names) - ids + asked, sum(bool(part.tag) for part in self.parts), self.place

    def fits(self, element: Element) -> bool:
        """Whether an element is what the selector says, and stands as it says."""
        return fits(self.parts, element)


def conceal(root: Element, rules: Sequence[tuple[str, str]], of_screens: Sequence[tuple[str, str]] = ()) -> None:
    """Marks as hidden what is in tables and hidden by rules that say more than a class or an id.

    ``of_screens`` are rules for wide screens alone, which elsewhere say nothing of the page.
    """
    hiding = [(at, said) for at, said in enumerate((*rules, *of_screens)) if looks(said[1].strip(), leaf=False).hidden]
    telling = [one for one in hiding if one[0] >= len(rules) or not _are_simple(one[1][0])]
    if not telling:
        return
    first = [*_known(telling[:_MOST], hides=True)]
    names = {name for rule in first for name in rule.parts[-1].names}
    tags = {rule.parts[-1].tag for rule in first if not rule.parts[-1].names}
    found = [
        element
        for table in root.iter("table")
        for element in table.iter(*_HIDDEN)
        if element.tag in tags or "" in tags or not names.isdisjoint(names_of(element))
    ]
    if found:
        known = [*_known(hiding[:_MOST], hides=True)]
        showing = [(at, said) for at, said in enumerate((*rules, *of_screens)) if shows(said[1])]
        _mark(found, [*known, *_known(showing[:_MOST], hides=False)])


def _are_simple(selectors: str) -> bool:
    """Whether all of a rule's selectors are a class or an id alone."""
    return all(map(_SIMPLE.fullmatch, alternatives(selectors)))


def added(root: Element, rules: Sequence[tuple[str, str]]) -> Iterator[Remark]:
    """What is said where style sheets put figures before or behind the text of cells, which the page does not hold."""
    adding = [
        (at, (_BESIDE.sub("", selectors), said))
        for at, (selectors, said) in enumerate(rules)
        if _ADDED.search(said) and _BESIDE.search(selectors)
    ]
    known = [*_known(adding[:_MOST], hides=False)]
    if any(rule.fits(one) for table in (root.iter("table") if known else ()) for one in table.iter() for rule in known):
        yield Remark("网页样式在表格文字的前后另加了数字，这些数字未能读取，请用浏览器打开原网页核实。")


def _mark(elements: Sequence[Element], known: Sequence[Rule]) -> None:
    """Marks those that the rule which goes before the others hides, but for those that show themselves."""
    for element in elements:
        fitting = [rule for rule in known if rule.fits(element)]
        own = str(element.get("style") or "")
        if fitting and max(fitting, key=lambda rule: rule.weight).hides and not shows(own):
            element.set("hidden", "hidden")


def _known(rules: Iterable[tuple[int, tuple[str, str]]], *, hides: bool) -> Iterator[Rule]:
    """The rules by their selectors."""
    for place, (selectors, said) in rules:
        parted = (parts(one) for one in alternatives(selectors))
        yield from (Rule(one, hides, "!important" in said, place) for one in parted if one)
