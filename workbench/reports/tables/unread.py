"""What of a cell was not read, because the file holds it otherwise than as text."""

from __future__ import annotations

from workbench.documents import Cell
from workbench.documents.model import FORMULA, PICTURE, PROMPT, SCRIPTED

_MARK = "〔"
"""Begins what readers put in the place of what they cannot read."""
_UNREAD = {
    FORMULA: "单元格中的公式没有结果，其中的数字可能不是应有的数值，请打开文件、更新域后核实",
    PICTURE: "单元格中有图片，图片中的内容未能读取，请对照原件核实",
    PROMPT: "单元格中的数字是内容控件的提示文字，控件尚未填写，请核实定稿",
    SCRIPTED: "单元格中的数值由脚本写入，文件中的数字可能只是占位，请用浏览器打开原网页核实",
}


def against(cell: Cell) -> str:
    """What speaks against the text of a cell, in Chinese; empty where nothing does."""
    if cell.doubt or _MARK not in cell.text:
        return cell.doubt
    return next((doubt for mark, doubt in _UNREAD.items() if mark in cell.text), "")
