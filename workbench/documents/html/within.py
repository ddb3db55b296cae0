"""Parts of tables that a page's own style sheets hide by where they stand, as ``.list tr.sample`` or ``td > .old``.

What rules say of a class or an id alone is known from :mod:`workbench.documents.html.looks`; here those are followed
that name what an element stands in. A number that is not shown must not be read as the end of one that is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html.looks import looks, shows
from workbench.documents.html.selectors import Part, alternatives, fits, names_of, parts
from workbench.documents.model import PICTURE, Remark

_SIMPLE = re.compile(r"\s*(?:[a-z]\w{0,9})?[.#][\w-]+\s*", re.IGNORECASE)
_CONTENT = re.compile(r"(?<![\w-])content\s*:\s*([^;}]{1,200})")
_PIECES = re.compile(r"""'([^'"]*)'|"([^'"]*)"|attr\(\s*([\w-]{1,40})\s*\)""")
_FIGURES = re.compile(r"\s*\d[\d.,，]*\s*")
_BESIDE = re.compile(r"::?(before|after)\b", re.IGNORECASE)
_HIDDEN = ("tr", "td", "th", "span", "font", "b", "i", "em", "p", "div", "label", "small", "strong", "a",
           "u", "s", "ins", "del", "mark", "abbr", "data", "li", "dd")  # fmt: skip
_RUNS = ("span", "font", "b", "i", "em", "label", "small", "strong", "a", "u", "mark", "abbr", "data")
_BUT_LAST = re.compile(r"^.*[\s>+~)](?=[\w.#*])", re.DOTALL)
_MOST = 500
"""More rules than this that hide or show are those of a whole site; the first ones are followed."""
_MOST_SELECTORS = 1_000
"""The same of the selectors that these rules have together."""
_TOO_MANY = 500_000
"""Rules of all elements that are asked whether they fit; pages with more are made to take long."""


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


class _Beside(NamedTuple):
    """A rule of what stands before or behind the text of an element, the side, and what it says."""

    rule: Rule
    side: str
    said: str


def conceal(root: Element, rules: Sequence[tuple[str, str]], of_screens: Sequence[tuple[str, str]] = ()) -> None:
    """Marks as hidden what is in tables and hidden by rules that say more than a class or an id.

    ``of_screens`` are rules for wide screens alone, which elsewhere say nothing of the page.
    """
    hiding = [(at, said) for at, said in enumerate((*rules, *of_screens)) if looks(said[1].strip(), leaf=False).hidden]
    telling = [one for one in hiding if one[0] >= len(rules) or not _are_simple(one[1][0])]
    if not telling:
        return
    _part(root, [selectors for _, (selectors, _) in telling[:_MOST]])
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


def _part(root: Element, selectors: Sequence[str]) -> None:
    """Parts from the figures beside them those that may be hidden, by what they hold or are not, which is not known."""
    unknown = [one for each in selectors if ":has(" in each or ":not(" in each for one in alternatives(each)]
    told = (parts(_BUT_LAST.sub("", one).partition(":")[0]) for one in unknown[:_MOST_SELECTORS] if not parts(one))
    last = list(filter(None, told))
    for table in root.iter("table") if last else ():
        for element in table.iter(*_RUNS):
            if any(fits(one, element) for one in last):
                element.set("style", f"{element.get('style') or ''};float:left")


def _are_simple(selectors: str) -> bool:
    """Whether all of a rule's selectors are a class or an id alone."""
    return all(map(_SIMPLE.fullmatch, alternatives(selectors)))


def added(root: Element, rules: Sequence[tuple[str, str]]) -> Iterator[Remark]:
    """Puts in their places the figures that style sheets draw before or behind the text of cells, and says so.

    What they reckon themselves is not known here: a picture is put in its place.
    """
    known = _beside(rules)
    elements = dict.fromkeys(one for table in (root.iter("table") if known else ()) for one in table.iter())
    asked = [(element, asks) for element in elements if (asks := [*_that_may_fit(element, known)])]
    if sum(len(asks) for _, asks in asked) > _TOO_MANY:
        yield Remark("网页样式过多，在表格文字前后另加的内容未予读取，请用浏览器打开原网页核实。")
        return
    found = [
        (element, side, said, style)
        for element, asks in asked
        for side, (said, style) in _drawn(element, asks).items()
        if said
    ]
    for element, side, said, style in found:
        _put(element, side, said, style)
    if found:
        yield Remark("网页样式在表格文字的前后另加了数字，已按样式读取，请用浏览器打开原网页核实。")


def _beside(rules: Sequence[tuple[str, str]]) -> dict[str, list[_Beside]]:
    """The rules of what stands beside a text, by a name or tag that an element must have; none if all draw nothing."""
    beside = [(at, one) for at, one in enumerate(rules) if _BESIDE.search(one[0])]
    found: dict[str, list[_Beside]] = defaultdict(list)
    for at, (selectors, said) in beside if any(_CONTENT.search(said) for _, (_, said) in beside) else ():
        for one in alternatives(selectors):
            if (side := _BESIDE.search(one)) and (of := parts(_BESIDE.sub("", one))):
                rule = Rule(of, hides=False, important="!important" in said, place=at)
                found[min(of[-1].names, default=of[-1].tag)].append(_Beside(rule, side[1].lower(), said))
    return found


def _that_may_fit(element: Element, known: dict[str, list[_Beside]]) -> Iterator[_Beside]:
    for name in {"", str(element.tag), *names_of(element)} & known.keys():
        yield from known[name]


def _drawn(element: Element, known: Iterable[_Beside]) -> dict[str, tuple[str, str]]:
    """On each side of an element's text the figures that are drawn, empty where there are none, and how they look."""
    fitting = sorted((one for one in known if one.rule.fits(element)), key=lambda one: one.rule.weight)
    contents = {one.side: match[1] for one in fitting if (match := _CONTENT.search(one.said))}
    return {
        side: (_figures(said, element), ";".join(one.said for one in fitting if one.side == side))
        for side, said in contents.items()
    }


def _figures(said: str, element: Element) -> str:
    """The figures that a style draws beside an element's text."""
    if "counter" in said:
        return PICTURE
    pieces = _PIECES.finditer(said)
    drawn = "".join(str(element.get(one[3]) or "") if one[3] else one[1] or one[2] or "" for one in pieces)
    return drawn if _FIGURES.fullmatch(drawn) else ""


def _put(element: Element, side: str, drawn: str, style: str) -> None:
    """Puts what is drawn in its place, as text with the look that its rules give it: it may be hidden, or no number."""
    made = element.makeelement("img") if drawn == PICTURE else element.makeelement("data", {"style": style})
    if drawn != PICTURE:
        made.text = drawn
    if side == "before":
        made.tail, element.text = element.text, None
        element.insert(0, made)
    else:
        element.append(made)


def _mark(elements: Sequence[Element], known: Sequence[Rule]) -> None:
    """Marks those that the rule which goes before the others hides, but for those that show themselves."""
    for element in elements:
        fitting = [rule for rule in known if rule.fits(element)]
        own = str(element.get("style") or "")
        if fitting and max(fitting, key=lambda rule: rule.weight).hides and not shows(own):
            element.set("hidden", "hidden")


def _known(rules: Iterable[tuple[int, tuple[str, str]]], *, hides: bool) -> Iterator[Rule]:
    """The rules by their selectors."""
    told = ((place, one, said) for place, (selectors, said) in rules for one in alternatives(selectors))
    for place, one, said in islice(told, _MOST_SELECTORS):
        if found := parts(one):
            yield Rule(found, hides, "!important" in said, place)
