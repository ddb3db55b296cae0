"""Numbers that a script counts up from 0 once a page is shown: what they come to stands in an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from workbench.documents.html.text import all_text
from workbench.documents.model import Remark

_TELLING = (
    "data-to", "data-count-to", "data-countto", "data-end-val", "data-endval", "data-end", "end-val", "endval",
    "data-target", "data-final", "data-stop", "data-countup",
)  # fmt: skip
"""Where such scripts look for the number, the surest first."""
_NAMES = (*_TELLING, "data-count", "data-counter", "data-value", "data-val", "data-num", "data-number")
"""The same and those which, at a cell or a row, may as well count these."""
_MARKS = ("data-", "end-val", "endval")
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_NAMED = re.compile(rf"[\s\"'](?:{'|'.join(_NAMES)})\s*=", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_START = re.compile(r"\s*(?:0(?:\.0+)?)?\s*")


def counted_up(text: str, root: Element) -> Iterator[Remark]:
    """Puts the number that a script comes to in the place of the 0 that it begins with, and says of how many.

    Only cells of tables are looked at, and no element with others in it. ``text`` is the source of the page, which
    tells at once that most pages have nothing of the kind.
    """
    if not any(mark in text for mark in _MARKS) or not _NAMED.search(text):
        return
    within = ((table, one) for table in root.iter("table") for one in table.iter() if isinstance(one.tag, str))
    due = {one: number for _, one in within if (number := _comes_to(one))}
    for one, number in due.items():
        one.text = number
    if due:
        said = f"网页中有{len(due)}个数字由脚本从0起逐步显示，已按其最终数值读取，请用浏览器打开原网页核实。"
        yield Remark(said, "hidden")


def _comes_to(element: Element) -> str:
    """The number that a script shows in an element that begins with nothing or 0; empty where none is told."""
    if not element.keys() or len(element) or not _START.fullmatch(all_text(element)):
        return ""
    names = _TELLING if element.tag in _PARTS else _NAMES
    told = (str(element.get(name) or "").strip().replace(",", "") for name in names)
    number = next((one for one in told if one), "")
    return number if _NUMBER.fullmatch(number) and float(number) else ""
