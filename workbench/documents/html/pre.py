"""Text that a page shows with its own line ends and blanks: read as a text file is, with the tables in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element as Element

from workbench.documents.html.selectors import names_of
from workbench.documents.html.text import all_text
from workbench.documents.model import Paragraph
from workbench.documents.plain import blocks
from workbench.errors import DocumentError

_KEPT = re.compile(
    r"(?<![\w-])white-space(?:-collapse)?\s*:\s*(?:pre|pre-wrap|break-spaces|preserve)\s*(?:!|;|$)", re.IGNORECASE
)
_MAY_BE_KEPT = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|break)", re.IGNORECASE)
Lines = list[str | list[list[str]]]
"""Paragraphs as texts, tables as the texts of their rows."""


def as_preformatted(text: str, root: Element, rules: Sequence[tuple[str, str]]) -> None:
    """Makes preformatted what a style, or a rule for a class, has keep its lines; cells of tables stay cells."""
    if "white-space" not in text or not _MAY_BE_KEPT.search(text):
        return
    named = {one.strip() for names, said in rules if _KEPT.search(said) for one in names.split(",")}
    for element in root.iter("p", "div", "section"):
        kept = _KEPT.search(str(element.get("style") or "")) or not named.isdisjoint(names_of(element))
        if kept and _keeps_text(element) and next(element.iterancestors("td", "th"), None) is None:
            element.tag = "pre"


def _keeps_text(element: Element) -> bool:
    """Whether an element holds lines of text and nothing that is laid out."""
    laid_out = next(element.iterdescendants("table", "p", "div", "section", "pre"), None) is not None
    return not laid_out and "\n" in all_text(element).strip()


def preformatted(element: Element) -> Lines:
    """The paragraphs and tables of an element that keeps its lines; none where it has one line, or other elements."""
    text = all_text(element) if element.tag == "pre" and next(element.iter("table", "p", "div"), None) is None else ""
    if "\n" not in text.strip():
        return []
    try:
        found = list(blocks(text.replace("\u00a0", " ")))
    except DocumentError:
        return []
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found
    ]
