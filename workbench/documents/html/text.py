"""Text of web pages as a browser shows it: spaces, fields, numbers of lists, what style sheets hide."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

_FIRST = {"a": ord("a"), "A": ord("A")}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LINE_ENDS = re.compile(r"[ \t\f]*(?:\r\n|\r|\n)[ \t\r\n\f]*")
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！（）《》“”]"
_WRAPPED = re.compile(rf"(?<={_CJK})\n(?={_CJK})")
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXED = re.compile(rf"""\bxmlns:(\w{{1,20}})\s*=\s*["']{re.escape(_XHTML)}["']""")
_HEAD = 2_000
_LETTERS = 26
_AGAIN = re.compile(r"katex|assistive", re.IGNORECASE)
"""What formulas stand in that are there for readers of screens, beside the same for eyes."""
_AROUND_FIGURES = frozenset({"math", "semantics", "mrow", "mstyle", "mpadded"})
_FIGURES = re.compile(r"[\d.,，\s]*")
_WORDS_OF = {"button": "button", "svg": "text"}
_LONGEST_START = 3
_LONGEST_FIELD = 60


def unprefixed(text: str) -> str:
    """A page without the prefix that XHTML may put before the names of its elements."""
    head = text[:_HEAD]
    found = _PREFIXED.search(head) if _XHTML in head else None
    return re.sub(rf"(</?){found[1]}:(?=\w)", r"\1", text) if found else text


def all_text(element: Element) -> str:
    """All text within an element."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def collapsed(text: str) -> str:
    """A text as a browser shows it: spaces made one, line ends of the source between Chinese characters left out."""
    if not text or text.isalnum():
        return text
    if "\n" in text or "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
        text = _WRAPPED.sub("", text)
    return _SPACES.sub(" ", text).strip(" \u00a0\u3000\u200b\ufeff\u2002\u2003")


def shown_value(element: Element) -> str:
    """What a field shows; nothing for those that are not seen, and for long text in which pages keep their source."""
    if element.tag == "textarea":
        text = all_text(element)
        return text if len(text) < _LONGEST_FIELD else ""
    kind = str(element.attrib.get("type", "text")).lower()
    return str(element.attrib.get("value", "")) if kind in ("text", "number", "") else ""


def chosen(element: Element) -> str:
    """What is marked as chosen in a list of options, and the figures of a formula that is nothing but a number.

    A page that was saved does not tell what a person has chosen, so that the first option need not be it. Of buttons
    and drawings figures alone count, and the texts of a drawing are parted, for they stand where it puts them.
    """
    if element.tag in _WORDS_OF:
        text = " ".join(all_text(one).strip() for one in element.iter(_WORDS_OF[element.tag]))
        return text if _FIGURES.fullmatch(text) else ""
    if element.tag == "select":
        marked = [one for one in element.iter("option") if one.get("selected") is not None]
        return all_text(marked[0]).strip() if len(marked) == 1 else ""
    parent = element.getparent()
    if parent is not None and _AGAIN.search(f"{parent.tag} {parent.get('class')}"):
        return ""
    parts = [one for one in element.iter() if one.tag not in _AROUND_FIGURES]
    figures = [one for one in parts if one.tag == "mn"]
    others = [one for one in parts if one.tag != "mn" and not str(one.tag).startswith("annotation")]
    return (figures[0].text or "") if len(figures) == 1 and not others else ""


def start(element: Element) -> int:
    """The number that a list begins with; 0 where it shows none."""
    if "list-style" in str(element.attrib.get("style", "")) and "none" in str(element.attrib.get("style", "")):
        return 0
    start = str(element.attrib.get("start", "1"))
    return int(start) if start.isdigit() and len(start) < _LONGEST_START + 1 else 1


def marker(element: Element, number: int) -> str:
    """The number that a browser writes before an item of a list."""
    first = _FIRST.get(str(element.attrib.get("type")))
    return f"{chr(first + number - 1) if first and number <= _LETTERS else number}. "
