"""Text that a page shows with its own line ends and blanks: read as a text file is, with the tables in it."""

from __future__ import annotations

from lxml.etree import _Element as Element

from workbench.documents.html.text import all_text
from workbench.documents.model import Paragraph
from workbench.documents.plain import blocks
from workbench.errors import DocumentError

Lines = list[str | list[list[str]]]
"""Paragraphs as texts, tables as the texts of their rows."""


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
