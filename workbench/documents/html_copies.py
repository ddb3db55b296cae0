"""An article that a page holds twice word for word, one for screens and one for phones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from workbench.documents.model import Grid, Paragraph, Remark

_BEFORE = 4
"""What may stand before the first copy: a title, a date, a source."""
_SHORTEST = 8
"""Fewer blocks than this are no article, and may well be said twice."""
_MOST_DISTINCT = 0.7
_SAID = "网页中同一篇正文出现两次（多为电脑版和手机版各一份），两份逐字相同，只读取一份。"

Blocks = tuple[Paragraph | Grid, ...]


def once(blocks: Blocks) -> tuple[Blocks, list[Remark]]:
    """The blocks with the second of two equal copies left out, and that this was done; the same where there is none."""
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
