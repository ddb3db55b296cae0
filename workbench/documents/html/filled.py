"""Figures of tables in whose place a script writes others once a page is shown: what stands in the file is no value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from workbench.documents.model import SCRIPTED, Remark

_BOUND = (
    "v-text",
    "v-html",
    ":text",
    "ng-bind",
    "ng-bind-html",
    "data-bind",
    "x-text",
    "x-html",
    "data-th-text",
    "th:text",
)
_MARKS = ("-text", "-html", "-bind", ":text")
"""Attributes by which libraries of scripts name what an element is to show, and what stands in all of their names."""
_WRITES = re.compile(r"\.(?:inner(?:Text|HTML)|textContent|nodeValue|outerHTML)\s*=[^=]|\.(?:html|text)\(\s*[^\s)]")
_WORD = re.compile(r"""["'`]\s*[#.]?([\w-]{1,60})\s*["'`]|\b([A-Za-z_][\w-]{0,60})\s*:""")
_FIGURE = re.compile(r"\s*\d{1,9}(?:\.\d{1,4})?\s*")
_MANY = "网页表格中有{}个数字会由脚本另行写入，文件中的数字可能只是占位，请用浏览器打开原网页核实。"


def filled(text: str, root: Element) -> Iterator[Remark]:
    """Marks the zeros that scripts replace, and says how many there are.

    Where one of the figures is no zero the page was saved when they had been replaced. ``text`` is the source of the
    page, which tells at once that most pages have nothing of the kind.
    """
    if "<script" not in text and "<SCRIPT" not in text:
        return
    bound, named = any(mark in text for mark in _MARKS), _written(root)
    if not bound and not named:
        return
    found = [one for table in root.iter("table") for one in table.iter() if isinstance(one.tag, str) and not len(one)]
    due = dict.fromkeys(one for one in found if _FIGURE.fullmatch(one.text or "") and _is_filled(one, named))
    if due and not any(float(one.text or "0") for one in due):
        for one in due:
            one.text = f"{(one.text or '').strip()}{SCRIPTED}"
        yield Remark(_MANY.format(len(due)))


def _written(root: Element) -> frozenset[str]:
    """The words that scripts name which write text into elements: among them are the ids of these."""
    texts = [one.text or "" for one in root.iter("script")]
    words = (match for text in texts if _WRITES.search(text) for match in _WORD.finditer(text))
    return frozenset(match[1] or match[2] for match in words)


def _is_filled(element: Element, named: frozenset[str]) -> bool:
    """Whether a script names an element by its id, or the element says what a script is to show in it."""
    said = element.keys()
    return bool(said) and (element.get("id") in named or any(name in said for name in _BOUND))
