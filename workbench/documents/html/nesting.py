"""Rules of a style sheet that stand within others, written out as rules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from workbench.documents.html.selectors import alternatives

_NESTED = re.compile(r"(?<![^{}])[^{}@]*\{[^{}]*\{")
_MARKS = re.compile(r"([{};])")
_DEEPEST = 10
_MOST = 20
_LONGEST = 300
"""Further selectors, longer ones and deeper blocks are those of no page, and are left out."""


class _Block(NamedTuple):
    """A block that is open: the selectors that it comes to, the condition it stands in, and what it says so far."""

    selectors: Sequence[str]
    condition: str
    said: list[str]


_PAGE = _Block(("",), "", [])
"""What all blocks stand in."""


def unnested(sheet: str) -> str:
    """A style sheet in which no rule stands within another but within a condition; most are so as they stand."""
    return "".join(_written_out(sheet)) if _NESTED.search(sheet) else sheet


def _written_out(sheet: str) -> Iterator[str]:
    """Each rule with the condition around it, the rule first that ends first."""
    blocks: list[_Block] = []
    text = ""
    for part in _MARKS.split(sheet):
        if part == "{":
            blocks.append(_opened(blocks[-1] if blocks else _PAGE, text.strip(), len(blocks)))
        elif part in (";", "}"):
            if blocks and text.strip():
                blocks[-1].said.append(text)
            if part == "}" and blocks:
                yield _rule(blocks.pop())
        text = "" if _MARKS.fullmatch(part) else part


def _opened(outer: _Block, name: str, depth: int) -> _Block:
    """The block of a condition, or of a rule whose selectors are within those of the outer one: & stands for them."""
    if name.startswith("@"):
        return _Block(outer.selectors, name, [])
    inner = [one.strip() for one in alternatives(name)][:_MOST] if depth < _DEEPEST else []
    found = (_within(one, other) for one in outer.selectors for other in inner)
    return _Block([one for one in islice(found, _MOST) if len(one) < _LONGEST], outer.condition, [])


def _within(outer: str, inner: str) -> str:
    return inner.replace("&", outer) if "&" in inner else f"{outer} {inner}".strip()


def _rule(block: _Block) -> str:
    """A rule by itself; nothing where it says nothing, or is of no selector."""
    selectors = ",".join(filter(None, block.selectors))
    if not block.said or not selectors:
        return ""
    rule = f"{selectors}{{{';'.join(block.said)}}}"
    return f"{block.condition}{{{rule}}}\n" if block.condition else f"{rule}\n"
