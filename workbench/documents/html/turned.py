"""Text that a page has written from right to left, by an element or a style: it is put as it is shown.

A cell that reads 42 in the source and is shown as 24 looks like any other, so this is done before the page is walked,
and for all elements alike: cells, what stands in them, and those that a style sheet names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from workbench.documents.html.selectors import Part, alternatives, fits, parts
from workbench.documents.html.text import all_text

_MARKS = ("-override", "-OVERRIDE", "<bdo", "<BDO")
"""One of these stands in every page that turns text round."""
_OVERRIDES = re.compile(r"\bunicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_DIRECTION = re.compile(r"(?<![\w-])direction\s*:\s*(ltr|rtl)", re.IGNORECASE)
_MOST = 50
"""More rules than this on the direction of text are none of a page that is read."""


class _Rule(NamedTuple):
    """A selector by its parts, and what its rule says."""

    parts: tuple[Part, ...]
    said: str


def as_shown(text: str, root: Element, rules: Sequence[tuple[str, str]]) -> None:
    """Turns round what is written from right to left; ``text`` is the source of the page, most have nothing of it."""
    if not any(mark in text for mark in _MARKS):
        return
    known = list(_known(rules))[:_MOST]
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _overrides(element, known) and _runs_leftward(element, known):
            shown, tail = all_text(element)[::-1], element.tail
            del element[:]
            element.text, element.tail = shown, tail


def _known(rules: Sequence[tuple[str, str]]) -> Iterator[_Rule]:
    """The rules that bear on the direction of text."""
    for selectors, said in rules:
        if _OVERRIDES.search(said) or _DIRECTION.search(said):
            yield from (_Rule(found, said) for one in alternatives(selectors) if (found := parts(one)))


def _overrides(element: Element, known: Sequence[_Rule]) -> bool:
    """Whether the letters of an element stand in one direction, whatever they are."""
    return element.tag == "bdo" or any(map(_OVERRIDES.search, _sayings(element, known)))


def _runs_leftward(element: Element, known: Sequence[_Rule]) -> bool:
    """Whether the nearest of what an element stands in that says a direction says that from right to left."""
    for one in (element, *element.iterancestors()):
        found = [match[1] for said in _sayings(one, known) for match in _DIRECTION.finditer(said)]
        told = found[0] if found else str(one.get("dir") or "")
        if told:
            return told.lower() == "rtl"
    return False


def _sayings(element: Element, known: Sequence[_Rule]) -> Iterator[str]:
    """What an element's own style says, and then the rules that are for it, the last before the others."""
    if style := element.get("style"):
        yield str(style)
    yield from (rule.said for rule in reversed(known) if fits(rule.parts, element))
