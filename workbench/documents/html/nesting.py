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
_MOST, _LONGEST = 50, 300
"""Selectors of a rule, and letters of one, that are followed."""


class _Block(NamedTuple):
    """A block that is not closed yet: the condition it stands in, what it is of, and what it says so far."""

    condition: str
    selectors: Sequence[str]
    said: list[str]


_OUTSIDE = _Block("", (), [])


def unnested(sheet: str) -> str:
    """A style sheet in which no rule stands within another but within a condition; most are so as they stand."""
    return "".join(_written_out(sheet)) if _NESTED.search(sheet) else sheet


def _written_out(sheet: str) -> Iterator[str]:
    """Each rule with its conditions around it, the rule first that ends first."""
    blocks: list[_Block] = []
    text = ""
    for part in _MARKS.split(sheet):
        if part == "{":
            blocks.append(_opened(text.strip(), blocks[-1] if blocks else _OUTSIDE, len(blocks)))
        elif part in (";", "}"):
            if blocks and text.strip():
                blocks[-1].said.append(text)
            if part == "}" and blocks:
                yield _rule(blocks.pop())
        text = "" if _MARKS.fullmatch(part) else part


def _opened(name: str, outer: _Block, depth: int) -> _Block:
    """The block of a name within another one, worked out once for all that stands in it; of nothing where too deep."""
    if depth >= _DEEPEST:
        return _OUTSIDE._replace(said=[])
    if name.startswith("@"):
        return _Block(name, outer.selectors, [])
    inner = [one.strip() for one in alternatives(name)]
    within = (_within(around, one) for around in outer.selectors or ("",) for one in inner)
    return _Block(outer.condition, [*islice(filter(None, within), _MOST)], [])


def _rule(block: _Block) -> str:
    """A rule of what a block says; nothing where it says nothing or is of nothing."""
    if not block.said or not block.selectors:
        return ""
    rule = f"{','.join(block.selectors)}{{{';'.join(block.said)}}}"
    return f"{block.condition}{{{rule}}}\n" if block.condition else f"{rule}\n"


def _within(outer: str, inner: str) -> str:
    """The selector of a rule within another: & stands for what the outer rule is of. Empty where it grows too long."""
    length = len(inner) + len(outer) * max(inner.count("&"), 1)
    if length > _LONGEST:
        return ""
    return inner.replace("&", outer) if "&" in inner else f"{outer} {inner}".strip()
