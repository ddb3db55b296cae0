"""What a class hides and a rule that goes before that shows again, as ``.tab`` hides and ``.tab.active`` shows.

Nothing is looked up before something is met that is hidden, which most pages have little of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from lxml.etree import _Element as Element

from workbench.documents.html.looks import looks, shows, without_display
from workbench.documents.html.selectors import alternatives, names_of, parts
from workbench.documents.html.within import Rule

_MOST = 2_000
"""More selectors than this that hide or show are those of a whole site; the first ones are followed."""
_MOST_ASKED = 200_000
"""Pages that ask more often whether a rule fits are made to take long: what they hide stays hidden."""

_Rules = dict[str, list[Rule]]
"""Rules by a name or the tag that an element must have."""


class Cascade:
    """The rules of a page that show and hide, the later ones behind the others."""

    def __init__(self, rules: Sequence[tuple[str, str]] = ()) -> None:
        """``rules`` are the selectors of each and what it says."""
        self._rules = rules
        self._asked = 0

    def shows_again(self, element: Element) -> bool:
        """Whether what hides an element does so by its display alone, and a rule that shows it goes before that."""
        own = str(element.get("style") or "")
        if _hides(own):
            return False
        showing = max((rule.weight for rule in self._fitting(self._showing, element)), default=None)
        if showing is None or any(True for _ in self._fitting(self._hiding_otherwise, element)):
            return False
        return all(rule.weight < showing for rule in self._fitting(self._hiding, element))

    def _fitting(self, known: _Rules, element: Element) -> Iterator[Rule]:
        for name in {"", str(element.tag), *names_of(element)} & known.keys():
            for rule in known[name]:
                self._asked += 1
                if self._asked < _MOST_ASKED and rule.fits(element):
                    yield rule

    @cached_property
    def _showing(self) -> _Rules:
        return _by_name((at, rule) for at, rule in enumerate(self._rules) if shows(rule[1]))

    @cached_property
    def _hiding(self) -> _Rules:
        return _by_name((at, rule) for at, rule in enumerate(self._rules) if _hides(rule[1]))

    @cached_property
    def _hiding_otherwise(self) -> _Rules:
        """The rules that hide by more than the display of an element, such as where they put it."""
        return _by_name((at, rule) for at, rule in enumerate(self._rules) if _hides(without_display(rule[1])))


def _hides(said: str) -> bool:
    found = looks(said.strip(), leaf=True)
    return found.hidden or found.faint


def _by_name(rules: Iterator[tuple[int, tuple[str, str]]]) -> _Rules:
    told = ((place, one, said) for place, (selectors, said) in rules for one in alternatives(selectors))
    found: _Rules = defaultdict(list)
    for place, one, said in islice(told, _MOST):
        if of := parts(one):
            rule = Rule(of, hides=not shows(said), important="!important" in said, place=place)
            found[min(of[-1].names, default=of[-1].tag)].append(rule)
    return found
