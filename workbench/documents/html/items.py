"""What a web page shows, piece by piece: paragraphs, tables, images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from lxml.etree import _Element as Element

_DOT = re.compile(r"\s*[0-4](?:px)?\s*")
_texts = attrgetter("texts")
_AFLOAT = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """A paragraph of the page: its text, heading level, element, and how much of it is links."""

    text: str
    level: int
    element: Element
    linked: int = 0


class Row(NamedTuple):
    """What the cells of a row show, which row it is as it is drawn, and the columns they begin in, both from 1."""

    texts: Sequence[str]
    at: int
    columns: Sequence[int]

    def reversed(self) -> Row:
        """The row as it is drawn from right to left."""
        return Row(self.texts[::-1], self.at, self.columns[::-1])


@dataclass(slots=True)
class Table:
    """A table that holds data and lays out no page."""

    rows: list[Row]
    element: Element
    texts: list[str] = field(init=False)
    """What all its cells show, row by row."""

    def __post_init__(self) -> None:
        """Looks through the rows once for all who ask."""
        self.texts = list(chain.from_iterable(map(_texts, self.rows)))


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
