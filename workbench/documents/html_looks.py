"""What the style of an element says of its text: whether it is seen, struck out, raised, or a box of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?<![\w-])opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|$)"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{4,5}(?:p[xt]|r?em)",
    re.IGNORECASE,
)
_SHRUNK = re.compile(r"(?<![\w-])font-size\s*:\s*0(?:\.0+)?(?:p[xt]|r?em|%)?\s*(?:!|;|$)", re.IGNORECASE)
"""Hides text of its own; elements within often have a size of theirs."""
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_BOX = re.compile(r"(?<![\w-])display\s*:\s*(?:block|table|flex|grid|list-item)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NESTED = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SIMPLE = re.compile(r"\s*(?:\.([\w-]+)|(#[\w-]+))\s*")
_UNSHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LONGEST = 200_000
_NOTE = 2


class Looks(NamedTuple):
    """What a style says of an element."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    box: bool = False


_USUAL = Looks()


@lru_cache(maxsize=10_000)
def looks(style: str, *, leaf: bool) -> Looks:
    """What a style says of an element, a ``leaf`` if it has none within; a page has few different ones."""
    found = Looks(*(bool(one.search(style)) for one in (_HIDING, _STRUCK, _RAISED, _BOX)))
    return found._replace(hidden=True) if leaf and _SHRUNK.search(style) else found


def looks_of(element: Element) -> Looks:
    """What the style of an element says."""
    style = element.get("style")
    return looks(style, leaf=not len(element)) if style else _USUAL


def hidden_names(root: Element) -> frozenset[str]:
    """The classes, and the ids with their ``#``, that the page's own style sheets hide wherever they stand.

    A rule for small screens or for printing, and one for a class within something else, hide nothing of the page.
    """
    sheets = (_COMMENT.sub("", (style.text or "")[:_LONGEST]) for style in root.iter("style"))
    rules = (rule for sheet in sheets for rule in _RULE.findall(_NESTED.sub("", sheet)))
    selectors = (one for names, said in rules if _UNSHOWN.search(said) for one in names.split(","))
    return frozenset(match[1] or match[2] for one in selectors if (match := _SIMPLE.fullmatch(one)))


def note_mark(element: Element) -> str:
    """The mark of a note that a raised element is, in brackets, so that it joins no number before it; empty if none."""
    text = "".join(map(str, element.itertext())).strip() if element.tag == "sup" or looks_of(element).raised else ""
    return f"[{text}]" if text.isdecimal() and len(text) <= _NOTE else ""


def backwards(element: Element) -> str:
    """The text of an element that is written from right to left; empty where it is not."""
    if element.tag != "bdo" or str(element.get("dir", "")).lower() != "rtl":
        return ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)[::-1]
