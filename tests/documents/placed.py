"""Printed lines at places, as a page without rules has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tests.documents.prints import width as printed_width
from workbench.documents.pages_lines import PageLine

TYPE = 9.0
"""The size of the type in points."""
PITCH = 15.0
"""From one line to the next within a cell."""
_APART = 10.0
_BOTTOM = 760.0
_TOP = 75.0

Placed = tuple[float, str]
"""A left edge and the words that begin there."""


def width(text: str) -> float:
    """How far words reach."""
    return printed_width(text, TYPE)


def at(centre: float, text: str) -> Placed:
    """Words around a middle."""
    return centre - width(text) / 2, text


def middle(label: Sequence[str]) -> float:
    """The middle of the lines of a label, counted in lines."""
    return (len(label) - 1) / 2


def line(top: float, *placed: Placed, page: int = 1) -> PageLine:
    """A printed line, its parts as they are put together from characters: with a space in each gap."""
    parts = sorted(placed)
    text, edges = "", list[float]()
    for number, (left, words) in enumerate(parts):
        if number:
            text, edges = f"{text} ", [*edges, parts[number - 1][0] + width(parts[number - 1][1])]
        edges += [left + width(words[:before]) for before in range(len(words))]
        text += words
    edges.append(parts[-1][0] + width(parts[-1][1]))
    return PageLine(text, page, (edges[0], top, edges[-1], top + TYPE), tuple(edges))


class Sheet:
    """Lines set below one another; a row that no longer fits, or is to be cut, goes on on the next page."""

    def __init__(self) -> None:
        """``top`` is where the next row begins."""
        self.lines: list[PageLine] = []
        self.page, self.top = 1, _TOP

    def add(self, one: PageLine) -> None:
        """Another line, at its own place on this page."""
        self.lines.append(one._replace(page=self.page))
        self.lines.sort(key=lambda each: (each.page, each.box[1]))

    def turn(self) -> None:
        """Go on on the next page."""
        self.page, self.top = self.page + 1, _TOP

    def prose(self, text: str) -> None:
        """A line of running text."""
        self.add(line(self.top, (90.0, text)))
        self.top += PITCH + _APART

    def header(self, corner: Sequence[str], columns: Sequence[float]) -> None:
        """Names of columns, and the lines of the corner before them."""
        for number, words in enumerate(corner):
            names = [at(x, "件数") for x in columns] if number == 0 else []
            self.add(line(self.top + number * PITCH, *([at(110, words)] if words else []), *names))
        self.top += (len(corner) - 1) * PITCH + TYPE + _APART

    def row(
        self, label: Sequence[str], centre: float, numbers: Iterable[Placed], beside: float, *, cut: int = 0
    ) -> None:
        """A row: the lines of its label, and its numbers beside the line counted ``beside`` from 0.

        The lines from the one counted ``cut`` on stand on the next page.
        """
        placed = [at(x, text) for x, text in numbers]
        tops = {float(number): [at(centre, words)] for number, words in enumerate(label)}
        if placed:
            tops.setdefault(beside, []).extend(placed)
        first = self.top
        for before, number in pairwise([-1.0, *sorted(tops)]):
            if (cut and before < cut <= number) or first + number * PITCH > _BOTTOM:
                self.turn()
                first = self.top - number * PITCH
            self.add(line(first + number * PITCH, *tops[number]))
        self.top = first + (len(label) - 1) * PITCH + TYPE + _APART
