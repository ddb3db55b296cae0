"""Parts of tables that a page's own style sheets hide by where they stand, as ``.list tr.sample`` or ``td > .old``.

What rules say of a class or an id alone is known from :mod:`workbench.documents.html_looks`; here those are followed
that name what an element stands in. A number that is not shown must not be read as the end of one that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html_looks import looks, shows
from workbench.documents.model import Remark

_PART = re.compile(r"(?P<tag>[a-z]\w{0,9})?(?P<names>(?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_WITHIN = re.compile(r"[\w-][\s>]+[\w.#]")
_ADDED = re.compile(r"""(?<![\w-])content\s*:\s*['"][^'"]*\d""")
_BESIDE = re.compile(r"::?(?:before|after)", re.IGNORECASE)
_HIDDEN = ("tr", "td", "th", "span", "font", "b", "i", "em", "p", "div", "label", "small", "strong")
_MOST = 500
"""More rules than this that hide or show are those of a whole site; the first ones are followed."""


class Part(NamedTuple):
    """What an element must be: its tag, empty for any, its classes and id; ``child``: right within the part before."""

    tag: str
    names: frozenset[str]
    child: bool

    def fits(self, element: Element) -> bool:
        """Whether an element is that."""
        return self.tag in ("", element.tag) and (not self.names or self.names <= _names(element))


class Rule(NamedTuple):
    """A selector by its parts, whether it hides what it is of, and its place among the rules."""

    parts: tuple[Part, ...]
    hides: bool
    place: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What goes before other rules: ids, classes, tags, then what comes later."""
        names = [name for part in self.parts for name in part.names]
        ids = sum(name.startswith("#") for name in names)
        return ids, len(names) - ids, sum(bool(part.tag) for part in self.parts), self.place

    def fits(self, element: Element) -> bool:
        """Whether an element is what the selector says, and stands in what it says."""
        return self.parts[-1].fits(element) and self._stands(element)

    def _stands(self, element: Element) -> bool:
        """Whether the parts before the last are found around an element, gone through once, however deep it lies."""
        found = {len(self.parts) - 1}  # the parts found so far, of which the ones before are still sought
        above = element.iterancestors()
        while 0 not in found and found and (one := next(above, None)) is not None:
            before = {at - 1 for at in found if self.parts[at - 1].fits(one)}
            found = before | {at for at in found if not self.parts[at].child}
        return 0 in found


def conceal(root: Element, rules: Sequence[tuple[str, str]]) -> None:
    """Marks as hidden what is in tables and hidden by rules that name what it stands in."""
    hiding = [(at, said) for at, said in enumerate(rules) if looks(said[1].strip(), leaf=False).hidden]
    if not any(_WITHIN.search(selectors.strip()) for _, (selectors, _) in hiding):
        return
    known = [*_known(hiding[:_MOST], hides=True)]
    names = {name for rule in known if len(rule.parts) > 1 for name in rule.parts[-1].names}
    found = [
        element
        for element in root.iter(*_HIDDEN)
        if not names.isdisjoint(_names(element)) and next(element.iterancestors("table"), None) is not None
    ]
    if found:
        showing = [(at, said) for at, said in enumerate(rules) if shows(said[1])]
        _mark(found, [*known, *_known(showing[:_MOST], hides=False)])


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
    for place, (selectors, _) in rules:
        parted = (_parts(one) for one in selectors.split(","))
        yield from (Rule(parts, hides, place) for parts in parted if parts)


def _parts(selector: str) -> tuple[Part, ...]:
    """The parts of a selector; none of one that says more than tags, classes, ids and what stands in what."""
    parts: list[Part] = []
    child = False
    for word in selector.replace(">", " > ").split():
        match = _PART.fullmatch(word)
        if word != ">" and match is None:
            return ()
        if match is not None:
            parts.append(Part((match["tag"] or "").lower(), frozenset(_NAME.findall(match["names"])), child))
        child = word == ">"
    return tuple(parts)


def _names(element: Element) -> frozenset[str]:
    """The classes and the id of an element, as selectors write them."""
    said = element.get("class"), element.get("id")
    if said == (None, None):
        return frozenset()
    return frozenset([*(f".{one}" for one in str(said[0] or "").split()), f"#{said[1]}"])
