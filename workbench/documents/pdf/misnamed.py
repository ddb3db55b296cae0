"""What is made of digits that are drawn as others than the file says: each number with one of them is doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.documents.model import Cell, Paragraph, Remark
from workbench.documents.pdf.turning import Block

_UNLIKE = "文件标明的数字与其字形不符，请对照原件核实"
_NUMBER = re.compile(r"[\d.,，．\s/-]+")


def held_against(block: Block, misnamed: frozenset[str]) -> Block:
    """A table with a doubt in each number with a digit that, somewhere in the file, is drawn as another."""
    if not misnamed or isinstance(block, Paragraph):
        return block
    return replace(block, rows=tuple(tuple(_doubted(cell, misnamed) for cell in row) for row in block.rows))


def _doubted(cell: Cell, misnamed: frozenset[str]) -> Cell:
    meant = _NUMBER.fullmatch(cell.text) and not misnamed.isdisjoint(cell.text)
    return cell._replace(doubt=cell.doubt or _UNLIKE) if meant else cell


def said_of(misnamed: frozenset[str]) -> Iterator[Remark]:
    """What a person must know of digits that are drawn as others."""
    if misnamed:
        digits = "、".join(sorted(misnamed))
        yield Remark(f"文件标明为{digits}的数字中，有的字形像是别的数字，正文和表格中的数字请对照原件核实。")
