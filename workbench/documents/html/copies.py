"""An article or a table that a page holds twice word for word, as one for screens and one for phones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise

from workbench.documents.model import Grid, Paragraph, Remark

_BEFORE = 4
"""What may stand before the first copy: a title, a date, a source."""
_SHORTEST = 8
"""Fewer blocks than this are no article, and may well be said twice."""
_MOST_DISTINCT = 0.7
_SAID = "网页中同一篇正文出现两次（多为电脑版和手机版各一份），两份逐字相同，只读取一份。"

_TWINS = "网页中同一张表格紧接着出现两次（多为固定表头或固定列所致），两张逐字相同，只读取一张。"
_SMALL = 8
"""Fewer cells than this are no table of the form."""

Blocks = tuple[Paragraph | Grid, ...]


def once(blocks: Blocks) -> tuple[Blocks, list[Remark]]:
    """The blocks with the second of two equal copies left out, and that this was done; the same where there is none."""
    twins = {at for at, (one, other) in enumerate(pairwise(blocks), 1) if _are_twins(one, other)}
    twins |= {more for at in range(2, len(blocks) - 1) if _are_again(blocks, at) for more in (at, at + 1)}
    if twins:
        left, copied = _once(tuple(block for at, block in enumerate(blocks) if at not in twins))
        return left, [Remark(_TWINS, "hidden"), *copied]
    return _once(blocks)


def _are_twins(one: Paragraph | Grid, other: Paragraph | Grid) -> bool:
    """Whether a table is the one before it again, as where a part of it stays in sight while the rest is moved."""
    if not isinstance(one, Grid) or not isinstance(other, Grid) or len(one.rows) != len(other.rows):
        return False
    return sum(map(len, one.rows)) >= _SMALL and _told(one) == _told(other)


def _are_again(blocks: Blocks, at: int) -> bool:
    """Whether two tables, a head and its rows, are those right before them again, as where columns stay in sight."""
    head, body, *again = blocks[at - 2 : at + 2]
    if not (isinstance(head, Grid) and isinstance(again[0], Grid) and len(head.rows) == len(again[0].rows)):
        return False
    return _told(head) == _told(again[0]) and _are_twins(body, again[1])


def _once(blocks: Blocks) -> tuple[Blocks, list[Remark]]:
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    if len(said) < _SHORTEST or len(set(said)) > len(said) * _MOST_DISTINCT:
        return blocks, []
    told = [_told(block) for block in blocks]
    for first in range(_BEFORE):
        second = _second(told, first)
        if second:
            return (*blocks[:second], *blocks[2 * second - first :]), [Remark(_SAID, "hidden")]
    return blocks, []


def _second(told: Sequence[Hashable], first: int) -> int:
    """Where the copy begins of the blocks from ``first`` on; 0 where there is none."""
    starts = (at for at in range(first + _SHORTEST, len(told)) if told[at] == told[first])
    return next((at for at in starts if told[first:at] == told[at : 2 * at - first]), 0)


def _told(block: Paragraph | Grid) -> Hashable:
    """What a block says."""
    if isinstance(block, Paragraph):
        return block.text
    return tuple(tuple(cell.text for cell in row) for row in block.rows)
