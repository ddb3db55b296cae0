"""Cells whose figures stand on two lines: a number that was broken, or two numbers."""

from __future__ import annotations

import re
from typing import Final

TWO_LINES: Final = "单元格内有两行数字，无法确定是否为一个数，请对照原件核实"
_TWO = re.compile(r"(\d{1,9})\n(\d{1,9}(?:\.\d{1,4})?)")


def two_lines_joined(text: str) -> str:
    """The figures of two lines as one number, which is to be doubted; empty where there are no such lines."""
    match = _TWO.fullmatch(text) if "\n" in text else None
    return match[1] + match[2] if match else ""
