"""Parts of tables that a page's own style sheets hide by where they stand, as ``.list tr.sample`` or ``td > .old``.

What rules say of a class or an id alone is known from :mod:`workbench.documents.html.looks`; here those are followed
that name what an element stands in. A number that is not shown must not be read as the end of one that is.
"""

from __future__ import annotations

import re
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
    known = [*islice(_adding(rules), _MOST)]
    found = [
        (element, side, said)
        for table in (root.iter("table") if known else ())
        for element in table.iter()
        for side in ("before", "after")
        if (said := _drawn(element, side, known))
    ]
    for element, side, said in found:
        _put(element, side, said)
    if found:
        yield Remark("网页样式在表格文字的前后另加了数字，已按样式读取，请用浏览器打开原网页核实。")


def _adding(rules: Sequence[tuple[str, str]]) -> Iterator[tuple[Rule, str, str]]:
    """The rules that draw something beside a text, on which side of it, and what they draw."""
    adding = ((at, one, match) for at, one in enumerate(rules) if (match := _CONTENT.search(one[1])))
    for at, (selectors, said), content in islice(adding, _MOST):
        for one in alternatives(selectors):
            if (side := _BESIDE.search(one)) and (found := parts(_BESIDE.sub("", one))):
                yield Rule(found, hides=False, important="!important" in said, place=at), side[1].lower(), content[1]


def _drawn(element: Element, side: str, known: Sequence[tuple[Rule, str, str]]) -> str:
    """The figures that are drawn on a side of an element's text, empty where there are none."""
    fitting = [(rule.weight, said) for rule, on, said in known if on == side and rule.fits(element)]
    said = max(fitting)[1] if fitting else ""
    if "counter" in said:
        return PICTURE
    pieces = _PIECES.finditer(said)
    drawn = "".join(str(element.get(one[3]) or "") if one[3] else one[1] or one[2] or "" for one in pieces)
    return drawn if _FIGURES.fullmatch(drawn) else ""


def _put(element: Element, side: str, drawn: str) -> None:
    if drawn == PICTURE:
        element.append(element.makeelement("img"))
    elif side == "before":
        element.text = f"{drawn}{element.text or ''}"
    elif len(element):
        element[-1].tail = f"{element[-1].tail or ''}{drawn}"
    else:
        element.text = f"{element.text or ''}{drawn}"


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
