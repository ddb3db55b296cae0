"""What a web page shows, piece by piece: paragraphs, tables, images."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element as Element

_DOT = re.compile(r"\s*[0-4](?:px)?\s*")
_AFLOAT = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """A paragraph of the page: its text, heading level, element, and how much of it is links."""

    text: str
    level: int
    element: Element
    linked: int = 0


TableCell = tuple[str, int, int]
"""The text of a cell of a table, and the row and column that it is drawn in, from 1."""


@dataclass(slots=True)
class Table:
    """A table that holds data and lays out no page."""

    rows: list[list[TableCell]]
    element: Element


@dataclass(slots=True)
class Picture:
    """An image of the page."""

    element: Element

    @property
    def tells(self) -> bool:
        """Whether it may show a figure: it is no dot that keeps a place, nor lies over the page as a seal does."""
        dot = any(_DOT.fullmatch(str(self.element.get(name) or "")) for name in ("width", "height"))
        return not dot and not _AFLOAT.search(str(self.element.get("style") or ""))


Item = Text | Table | Picture
