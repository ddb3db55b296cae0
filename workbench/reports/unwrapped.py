"""Paragraphs that a program has broken into lines of one width, as those copied or converted from a PDF are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from workbench.documents import Paragraph
from workbench.documents.model import Piece

_LEAST, _LONGEST = 40, 160
"""How wide a full line is, a Chinese character being two wide: broken lines are neither as short nor as long."""
_RAGGED = 6
_FEW, _FEWER = 4, 2
"""So many full lines without an end are no coincidence; fewer are none where no line is longer."""
_ENDED = re.compile(r"[。！？；：!?;:…][”’》）)\]】]*\s*$")
_ANEW = re.compile(
    r"\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．）)](?!\d)|第[一二三四五六七八九十]{1,3}[章节条部]|[一二三四五六七八九十]是"
    r"|[首其][先次]|[●•·■◆▪➢①-⑳])|[　]{2}|\s{4}"
)
_METADATA = re.compile(
    r"(?:索\s?引\s?号|(?:发布|发文|成文|公开|生成|制发)\s?(?:日期|时间|机构|机关|单位|主体|方式)|来\s?源|文\s?号|标\s?题|名\s?称|主\s?题\s?词"
    r"|主题分类|浏览次数|点击[率数]|字[体号]|有效性|时\s?效)\s?[:：]"
)
"""What a page says of itself above its text, each on a line of its own."""
_WORD = re.compile(r"[A-Za-z]")


def unwrapped(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those lines put together again that are full and go on in the next.

    Lines are full where some of one width have no end of a sentence: elsewhere a paragraph without one is a heading, or
    an item of a list.
    """
    widths = {at: _width(one.text) for at, (one, after) in enumerate(pairwise(found)) if _is_open(one, after)}
    if len(widths) < _FEWER:
        return list(found)
    ordered, longest = sorted(widths.values()), max(_width(one.text) for one in found)
    full = (at for at, wide in widths.items() if _is_full(wide, ordered, longest))
    goes_on = {at for at in full if _width(found[at + 1].text) <= widths[at] + _RAGGED}
    return list(_joined(found, goes_on)) if goes_on else list(found)


def _is_full(wide: int, others: Sequence[int], longest: int) -> bool:
    """Whether enough lines without an end are as wide as one; ``others`` are the widths of all of them in order."""
    alike = bisect_right(others, wide + _RAGGED) - bisect_left(others, wide - _RAGGED)
    return alike >= (_FEWER if wide + _RAGGED >= longest else _FEW)


def _is_open(one: Paragraph, after: Paragraph) -> bool:
    """Whether a line may go on in the next."""
    if _ENDED.search(one.text) or one.level or after.level or _ANEW.match(after.text):
        return False
    if _METADATA.search(one.text) or _METADATA.search(after.text):
        return False
    return _LEAST <= _width(one.text) <= _LONGEST


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WFA") for letter in text)


def _joined(found: Sequence[Paragraph], goes_on: set[int]) -> Iterator[Paragraph]:
    parts: list[Paragraph] = []
    for at, one in enumerate(found):
        parts.append(one)
        if at not in goes_on:
            yield _whole(parts) if len(parts) > 1 else one
            parts = []


def _whole(parts: Sequence[Paragraph]) -> Paragraph:
    """Lines as one paragraph, which knows where each of them stands."""
    text, pieces = "", list[Piece]()
    for one in parts:
        shown = one.text.strip() if text else one.text.rstrip()
        apart = " " if text and _WORD.match(text[-1]) and _WORD.match(shown) else ""
        text += apart
        own = one if shown == one.text else one.cut(one.text.index(shown), one.text.index(shown) + len(shown))
        pieces += [piece._replace(start=len(text) + piece.start) for piece in own.pieces or (Piece(0, own.location),)]
        text += shown
    return Paragraph(text, parts[0].location.to(parts[-1].location), 0, tuple(pieces))
