"""Selectors of style sheets that say more than a class or an id: what stands in what, behind what, and the how manieth.

Of a selector that says what is not known here nothing is made: it fits no element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

_LONGEST = 300
_LONGEST_LIST = 10_000
_MOST_BESIDE = 200
"""No table has as many cells in a row, nor a cell as many elements."""
_TOKEN = re.compile(
    r"\s*(?P<link>[>+~])\s*|(?P<space>\s+)|(?P<tag>[a-z][\w-]{0,20}|\*)|(?P<name>[.#](?:[\w-]|\\.|[^\x00-\x7f])+)"
    r"|\[\s*(?P<attribute>[\w-]{1,40})\s*(?:(?P<how>[~^$*|]?)=\s*[\"']?(?P<value>[^\"'\]]*)[\"']?\s*)?\]"
    r"|:(?P<pseudo>nth-(?:last-)?(?:child|of-type)\(\s*(?P<count>[\d+n\s-]{1,12}|odd|even)\s*\)"
    r"|(?:first|last|only)-(?:child|of-type)|root\b|not\(\s*(?P<but>[.#]?[\w-]{1,40})\s*\))",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:(?P<step>[+-]?\d*)n)?\s*(?P<start>[+-]?\s*\d+)?")
_STEPS = {"odd": (2, 1), "even": (2, 0)}
_EITHER = re.compile(r":(?:is|where|matches)\(([^()]{0,200})\)", re.IGNORECASE)
_COMMA = re.compile(r",(?![^()]*\))")
_MOST_EITHER = 50
_SAID: Mapping[str, Callable[[str, str], bool]] = {
    "": str.__eq__,
    "^": str.startswith,
    "$": str.endswith,
    "*": str.__contains__,
    "~": lambda said, value: value in said.split(),
    "|": lambda said, value: said == value or said.startswith(f"{value}-"),
}
"""What the value of an attribute must be to the one that a selector names, by the sign before the =."""


class Part(NamedTuple):
    """What an element must be: its tag, empty for any, its classes and id, and what else a selector may ask of it.

    ``link`` tells how it stands to the part before: ``>`` right within it, ``+`` and ``~`` behind it, else within.
    """

    tag: str = ""
    names: frozenset[str] = frozenset()
    link: str = ""
    attributes: tuple[tuple[str, str, str | None], ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()
    but: frozenset[str] = frozenset()

    def fits(self, element: Element) -> bool:
        """Whether an element is that."""
        if self.tag not in ("", element.tag):
            return False
        named = names_of(element) if self.names or self.but else frozenset()
        if not self.names <= named or not self.but.isdisjoint(named | {str(element.tag)}):
            return False
        said = (_is_said(element.get(name), how, value) for name, how, value in self.attributes)
        return all(said) and all(_stands(element, *place) for place in self.places)


def names_of(element: Element) -> frozenset[str]:
    """The classes and the id of an element, as selectors write them."""
    said = element.get("class"), element.get("id")
    if said == (None, None):
        return frozenset()
    return frozenset([*(f".{one}" for one in str(said[0] or "").split()), f"#{said[1]}"])


def _is_said(said: str | None, how: str, value: str | None) -> bool:
    """Whether an attribute is there, and its value as a selector wants it."""
    return said is not None and (value is None or (bool(value or not how) and _SAID[how](said, value)))


def _stands(element: Element, kind: str, step: int, start: int) -> bool:
    """Whether an element is in one of the places among those beside it, of its own tag or of all."""
    tag = element.tag if kind.endswith("of-type") else None
    preceding = not kind.startswith("nth-last")
    before = sum(1 for _ in islice(element.itersiblings(tag, preceding=preceding), _MOST_BESIDE))
    after = next(element.itersiblings(tag), None)
    if kind.startswith("only"):
        return before == 0 and after is None
    if kind.startswith("last"):
        return after is None
    ahead = before + 1 - start
    return ahead == 0 if step == 0 else ahead % step == 0 and ahead // step >= 0


def alternatives(selectors: str) -> list[str]:
    """Each selector of a list, those that ``:is()`` and ``:where()`` put into one written out.

    None of an endless list.
    """
    if len(selectors) > _LONGEST_LIST:
        return []
    if ":" not in selectors or not _EITHER.search(selectors):
        return _COMMA.split(selectors)
    found, due = list[str](), _COMMA.split(selectors)
    while due and len(found) + len(due) < _MOST_EITHER:
        one = due.pop()
        match = _EITHER.search(one)
        if match is None:
            found.append(one)
        else:
            due += [f"{one[: match.start()]}{each.strip()}{one[match.end() :]}" for each in match[1].split(",")]
    return found


def parts(selector: str) -> tuple[Part, ...]:
    """The parts of a selector in their order; none of one that says what is not known here."""
    text = selector.strip()
    if not text or len(text) > _LONGEST:
        return ()
    found: list[Part] = [Part()]
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return ()
        at = token.end()
        if token["link"] or token["space"]:
            link = token["link"] or ""
            if found[-1] == Part():
                return ()
            found.append(Part(link=link))
        else:
            found[-1] = _with(found[-1], token)
    return tuple(found) if all(one._replace(link="") != Part() for one in found) else ()


def _with(part: Part, token: re.Match[str]) -> Part:
    """A part with what one more token asks of it."""
    if token["tag"]:
        return part._replace(tag="" if token["tag"] == "*" else token["tag"].lower(), but=part.but | _any(token["tag"]))
    if token["name"]:
        return part._replace(names=part.names | {token["name"].replace("\\", "")})
    if token["attribute"]:
        return part._replace(
            attributes=(*part.attributes, (token["attribute"].lower(), token["how"] or "", token["value"]))
        )
    if token["but"]:
        return part._replace(but=part.but | {token["but"]})
    if token["pseudo"].lower() == "root":
        return part._replace(tag="html")
    return part._replace(places=(*part.places, _place(token)))


def _any(tag: str) -> frozenset[str]:
    """A mark that is no name of any element, so that a part for all elements is one that was said."""
    return frozenset({"*"}) if tag == "*" else frozenset()


def _place(token: re.Match[str]) -> tuple[str, int, int]:
    kind, count = token["pseudo"].lower().partition("(")[0], (token["count"] or "").lower().strip()
    if kind.startswith(("first", "last", "only")):
        return kind, 0, 1
    if count in _STEPS:
        return kind, *_STEPS[count]
    match = _COUNT.fullmatch(count)
    step, start = (match["step"], match["start"]) if match else (None, "0")
    return kind, _number(step) if step is not None else 0, int((start or "0").replace(" ", ""))


def _number(step: str) -> int:
    """What stands before the n: nothing is one of them."""
    return int(f"{step}1") if step in ("", "+", "-") else int(step)


def fits(selector: tuple[Part, ...], element: Element) -> bool:
    """Whether an element is what a selector says, and stands as it says.

    What stands around an element is gone through once, however deep it lies.
    """
    if not selector[-1].fits(element):
        return False
    due = {len(selector) - 1}  # the parts found so far, of which the ones before are still sought
    due = _behind(selector, due, element)
    above = element.iterancestors()
    while 0 not in due and due and (one := next(above, None)) is not None:
        before = {at - 1 for at in due if selector[at].link in ("", ">") and selector[at - 1].fits(one)}
        due = _behind(selector, before, one) | {at for at in due if selector[at].link == ""}
    return 0 in due


def _behind(selector: tuple[Part, ...], due: set[int], element: Element) -> set[int]:
    """The parts found, with those before them that elements beside this one are."""
    found = set(due)
    for at in due:
        place, one = at, element
        while place and selector[place].link in ("+", "~"):
            near = next(_beside(one, selector[place].link, selector[place - 1]), None)
            if near is None:
                found.discard(at)
                break
            place, one = place - 1, near
        else:
            if place != at:
                found.discard(at)
                found.add(place)
    return found


def _beside(element: Element, link: str, part: Part) -> Iterator[Element]:
    """The elements before one that are a part: the one right before it, or any."""
    for one in islice(element.itersiblings(preceding=True), _MOST_BESIDE):
        if isinstance(one.tag, str):
            if part.fits(one):
                yield one
            if link == "+":
                return
