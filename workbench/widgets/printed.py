"""A reading as HTML needs it: texts cut into pieces, each with the marks over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from workbench.session.reading import Reading

_LOOKS = {"cell": "dw-tied", "recomputed": "dw-tied", "part": "dw-part", "last_year": "dw-open", "untested": "dw-aside"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: how it looks, what is said of it, and the numbers of the findings that end with it."""

    text: str
    look: str = ""
    words: str = ""
    hit: bool = False
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: headings, text in pieces, the key of its table, its findings."""

    headings: Sequence[str]
    remark: str
    pieces: Sequence[Piece]
    table: str
    findings: Sequence[dict[str, Any]]


def printed(told: Reading) -> tuple[Part, ...]:
    """The parts of a report in the order of the form."""
    return tuple(
        Part(part["headings"], part["remark"], tuple(_pieces(told, part)), part.get("table", ""),
             [one for one in told.findings if one["part"] == at])
        for at, part in enumerate(told.sheet["parts"])
    )  # fmt: skip


def _pieces(told: Reading, part: dict[str, Any]) -> Iterator[Piece]:
    spans = [one for one in told.marks["spans"] if one["section"] == part["index"]]
    ties = [one for one in told.sheet["ties"] if one["section"] == part["index"]]
    text: str = part["text"]
    bounds = {0, len(text), *(at for one in (*spans, *ties) for at in (one["start"], one["end"]))}
    places = sorted(at for at in bounds if 0 <= at <= len(text))
    for start, end in pairwise(places):
        over = [one for one in spans if one["start"] <= start and end <= one["end"]]
        tie = next((one for one in ties if one["start"] <= start and end <= one["end"]), None)
        numbers = "·".join(one["at"] for one in over if one["end"] == end)
        words = [*([tie["words"]] if tie else []), *(one["title"] for one in over)]
        yield Piece(text[start:end], _LOOKS[tie["state"]] if tie else "", "；".join(words), bool(over), numbers)
