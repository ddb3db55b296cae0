"""How much of a text stands word for word in another, and which of many texts are copies of one another.

The share of a text is the number of its characters that stand in matching runs, divided by the number of them all.
A matching run is a stretch of characters, of a length from which it is no idiom, that the other text has word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from workbench.likeness.candidates import candidates

RUN = 8
"""The least length of a matching run, in characters: idioms and names of affairs are shorter."""
_TENTH = Decimal("0.1")
_MOST = 60
"""More texts than this are not compared with one text: that it is copied is then sure, and ``more`` may be."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be held against others: its own characters, and whose it is; texts of one owner are not compared."""

    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A passage that others have in common with it: their places, the likest first, each with the share in percent.

    ``more`` says that not all that may have it were compared.
    """

    passage: int
    others: tuple[tuple[int, Decimal], ...]
    more: bool = False


def copied(own: str, other: str) -> list[Span]:
    """Where the characters of a text stand in matching runs of another, as spans that do not touch."""
    known, spans, at = _runs(other), list[Span](), 0
    last = len(own) - RUN
    while at <= last:
        if own[at : at + RUN] not in known:
            at += 1
            continue
        end = at + RUN
        while end < len(own) and own[end - RUN + 1 : end + 1] in known:
            end += 1
        spans.append((at, end))
        at = end - RUN + 1
    return _joined(spans)


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in their order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=2_000)
def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + RUN] for at in range(len(text) - RUN + 1))


def share(own: str, other: str) -> Decimal:
    """The share of a text, in percent to a tenth and rounded down, that stands in matching runs of another."""
    if not own:
        return Decimal(0)
    count = sum(end - start for start, end in copied(own, other))
    return (Decimal(100 * count) / len(own)).quantize(_TENTH, ROUND_DOWN)


def likenesses(passages: Sequence[Passage], least: float) -> Iterator[Likeness]:
    """The passages of which others hold at least that share (0 to 1), in their order.

    Each passage is compared with its candidates alone, not with every other one.
    """
    places: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        places.setdefault(passage.text, []).append(at)
    texts = list(places)
    near = dict(zip(texts, candidates(texts, least), strict=True)) if texts else {}
    for at, passage in enumerate(passages):
        others = [(other, Decimal(100)) for other in places[passage.text]]
        for found in near[passage.text][:_MOST]:
            one = share(passage.text, texts[found])
            others += [(other, one) for other in places[texts[found]] if one >= 100 * Decimal(str(least))]
        kept = [(other, one) for other, one in others if passages[other].owner != passage.owner]
        if kept:
            ranked = tuple(sorted(kept, key=lambda one: (-one[1], one[0])))
            yield Likeness(at, ranked, more=len(near[passage.text]) > _MOST)
