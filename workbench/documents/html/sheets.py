"""The style sheets of a page itself: the rules of them that go for a wide screen, their variables put in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml.etree import _Element as Element

from workbench.documents.html.nesting import unnested

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_STATEMENT = re.compile(r"@(?:charset|import|namespace|layer)\b[^{};]{0,500};", re.IGNORECASE)
"""What stands before rules and is none; it ends without braces."""
_RULE = re.compile(r"(?<![^{}])([^{}]*)\{([^{}]*)\}")
"""It begins behind a brace and nowhere else, or a sheet without any would be gone through anew from each sign on."""
_NESTED = re.compile(r"@[^{};]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SCREENS = re.compile(r"@media(?:\s|only|screen|all|and|,)*")
_AT_LEAST = re.compile(r"\(\s*min-width\s*:\s*(\d{1,4}(?:\.\d+)?)(px|r?em)\s*\)")
_EM, _DESK = 16, 1_280
_LONGEST = 200_000
_DECLARED = re.compile(r"(?<![\w-])(--[\w-]{1,60})\s*:\s*([^;{}]{0,200})")
_ASKED = re.compile(r"var\(\s*(--[\w-]{1,60})\s*(?:,([^()]{0,200}))?\)")
_WHOLE_PAGE = frozenset({":root", "html", "body", "*"})
"""What a variable must be declared for to go for all of a page."""
_WITHIN = 3
"""Variables that are made of others are so at most this deep."""


def rules(root: Element) -> list[tuple[str, str]]:
    """The selectors of each rule of the page's own style sheets and what it says; those for some media left out."""
    return [rule for sheet in _sheets(root) for rule in _RULE.findall(_NESTED.sub("", sheet))]


def rules_of_screens(root: Element) -> list[tuple[str, str]]:
    """The rules for screens as wide as a desk's alone, and those that new browsers alone take."""
    nested = (one for sheet in _sheets(root) if "@" in sheet for one in _NESTED.finditer(sheet))
    return [rule for one in nested if _is_for_screens(one[0]) for rule in _RULE.findall(one[0].partition("{")[2])]


def _sheets(root: Element) -> list[str]:
    said = ((style.text or "", str(style.get("media") or "")) for style in root.iter("style"))
    found = [
        unnested(_STATEMENT.sub("", _COMMENT.sub("", text[:_LONGEST])))
        for text, media in said
        if not media or _is_for_screens(f"@media {media}{{")
    ]
    return list(_filled_in(found)) if any("var(" in sheet for sheet in found) else found


def _filled_in(sheets: Sequence[str]) -> Iterator[str]:
    """The sheets with the values of variables in their place, or what is to stand there without one."""
    known = _variables(sheets)
    for sheet in sheets:
        text = sheet
        for _ in range(_WITHIN):
            text = _ASKED.sub(lambda asked: known.get(asked[1], asked[2] or asked[0]), text)
        yield text


def _variables(sheets: Sequence[str]) -> dict[str, str]:
    """The variables that are declared for the whole page, and nowhere as anything else.

    Of others it is not known here what they are where they are asked for: what hides by them hides nothing.
    """
    declared: dict[str, set[str]] = defaultdict(set)
    of_page: set[str] = set()
    for sheet in sheets:
        for selectors, said in _RULE.findall(sheet):
            whole = not _WHOLE_PAGE.isdisjoint(one.strip() for one in selectors.rpartition("{")[2].split(","))
            for name, value in _DECLARED.findall(said):
                declared[name].add(value.strip())
                of_page |= {name} if whole else set()
    return {name: next(iter(values)) for name, values in declared.items() if len(values) == 1 and name in of_page}


def _is_for_screens(nested: str) -> bool:
    """Whether rules under a condition go for a wide screen: none for paper, small screens, or anything else."""
    condition = nested.partition("{")[0].strip().lower()
    if condition.startswith(("@supports", "@layer")):
        return "not" not in condition
    if not condition.startswith("@media"):
        return False
    wide = (float(size) * (_EM if unit != "px" else 1) <= _DESK for size, unit in _AT_LEAST.findall(condition))
    return bool(_SCREENS.fullmatch(_AT_LEAST.sub("", condition))) and all(wide)
