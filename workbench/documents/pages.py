"""From the lines and tables of pages to the blocks of a document, whichever way the pages were read.

:func:`assembled` takes what stands on each page in reading order. Running heads and page feet go to the margins, lines
become paragraphs, and what a page end has cut in two is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from workbench.documents.model import Grid, Paragraph
from workbench.documents.pages_lines import PageLine, Setting, paragraph, paragraphs, setting
from workbench.documents.pages_tables import continued, continues
from workbench.documents.unruled import with_inferred

__all__ = ["Assembled", "PageLine", "assembled"]

Item = PageLine | Grid

_NUMBER = re.compile(
    r"[-—－–·~\s]*(?:第\s*)?(?:\d{1,3}|[ivxIVX]{1,5})(?:\s*页)?[-—－–·~\s]*"
    r"|第?\s*\d{1,3}\s*页?\s*[,，/／|、]?\s*共?\s*\d{1,3}\s*页?|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?"
)
_MARKED = re.compile(r"[-—－–·~/／]|页|[Pp]age")
_DIGITS = re.compile(r"\d+")
_BAND = 0.13
_AT_ENDS = 4
_LEVEL = 0.012
_FEW = 2
_OFTEN = 0.3
_ONE_SIZE = 0.02


class Assembled(NamedTuple):
    """The blocks of a document, and the running heads and page feet that stood around them."""

    blocks: tuple[Paragraph | Grid, ...]
    margins: tuple[Paragraph, ...]


class _At(NamedTuple):
    """A line near the upper or lower end of a page: the page and the place among its items."""

    page: int
    item: int
    line: PageLine
    foot: bool


def assembled(pages: Sequence[Sequence[Item]], heights: Sequence[float]) -> Assembled:
    """The blocks and margins of a document by its pages, each the lines and tables in reading order.

    ``heights`` are those of the pages, in the unit of the boxes. Paragraphs and tables that go on over a page end
    are one block; a number that a page end has cut is joined and doubted.
    """
    margins = _margins(pages, heights)
    items = [item for page, part in enumerate(pages) for at, item in enumerate(part) if (page, at) not in margins]
    furniture = [item for page, part in enumerate(pages) for at, item in enumerate(part) if (page, at) in margins]
    blocks = tuple(_blocks(items, heights))
    return Assembled(blocks, tuple(paragraph([line]) for line in furniture if isinstance(line, PageLine)))


def _blocks(items: list[Item], heights: Sequence[float]) -> Iterator[Paragraph | Grid]:
    """Runs of lines on pages of one size as paragraphs; tables joined to the one before where they continue it."""
    found, sizes = list(_inferred(items)), _sizes(heights)
    settings: dict[float, Setting] = {}
    for size, group in groupby(found, key=lambda item: sizes[item.page - 1] if isinstance(item, PageLine) else 0.0):
        if size:
            if size not in settings:
                settings[size] = setting(
                    [one for one in found if isinstance(one, PageLine) and sizes[one.page - 1] == size]
                )
            yield from paragraphs([item for item in group if isinstance(item, PageLine)], settings[size])
        else:
            yield from _grids(item for item in group if isinstance(item, Grid))


def _sizes(heights: Sequence[float]) -> list[float]:
    """The height of the paper of each page; scanned pages set level differ by a little."""
    sizes: list[float] = []
    for high in heights:
        sizes.append(next((size for size in sizes if abs(size - high) < _ONE_SIZE * size), high))
    return sizes


def _inferred(items: list[Item]) -> Iterator[Item]:
    """The lines and tables with those tables too that have no rules."""
    for are_lines, group in groupby(items, key=lambda item: isinstance(item, PageLine)):
        if are_lines:
            yield from with_inferred([item for item in group if isinstance(item, PageLine)])
        else:
            yield from group


def _grids(grids: Iterator[Grid]) -> Iterator[Grid]:
    found: Grid | None = None
    for grid in grids:
        if found and continues(found, grid):
            found = continued(found, grid)
            continue
        if found:
            yield found
        found = grid
    if found:
        yield found


# -- running heads and page feet ------------------------------------------------------------------------


def _margins(pages: Sequence[Sequence[Item]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """Page and place of the lines that are page numbers, or stand at the same height of several pages."""
    ends = [end for page, items in enumerate(pages) for end in _ends(page, items, heights[page])]
    repeated = Counter(key for key, _ in {(_key(end, heights), end.page) for end in ends})
    often = max(_FEW, _OFTEN * len(pages))
    offsets = Counter(int(end.line.text) - end.page for end in ends if end.line.text.isdecimal())
    found: set[tuple[int, int]] = set()
    for end in ends:
        text = end.line.text.strip()
        counted = text.isdecimal() and (offsets[int(text) - end.page] >= _FEW or int(text) == end.page + 1)
        beyond = end.item + (1 if end.foot else -1)
        bare = counted and (beyond in (-1, len(pages[end.page])) or (end.page, beyond) in found)
        numbered = _NUMBER.fullmatch(text) and (bare or bool(_MARKED.search(text)))
        said = any(map(str.isalpha, text))  # rows of numbers alone can stand at the same height of pages, and be alike
        if numbered or (repeated[_key(end, heights)] >= often and said):
            found.add((end.page, end.item))
    return found


def _ends(page: int, items: Sequence[Item], height: float) -> Iterator[_At]:
    """The lines at both ends of a page, up to the first that is no line or stands too far in."""
    for foot in (False, True):
        order = range(len(items) - 1, -1, -1) if foot else range(len(items))
        for at in order[:_AT_ENDS]:
            item = items[at]
            if not isinstance(item, PageLine) or not _is_near(item, height, foot=foot):
                break
            yield _At(page, at, item, foot)


def _is_near(line: PageLine, height: float, *, foot: bool) -> bool:
    return line.box[1] > height * (1 - _BAND) if foot else line.box[3] < height * _BAND


def _key(end: _At, heights: Sequence[float]) -> tuple[str, int]:
    """What repeated lines have in common: their words without numbers, and their height."""
    middle = (end.line.box[1] + end.line.box[3]) / 2
    return _DIGITS.sub("#", end.line.text), round(middle / max(heights[end.page], 1) / _LEVEL)
