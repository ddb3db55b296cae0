"""Rules of a style sheet that stand within others, written out as rules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.documents.html.selectors import alternatives

_NESTED = re.compile(r"(?<![^{}])[^{}@]*\{[^{}]*\{")
_MARKS = re.compile(r"([{};])")
_DEEPEST = 10
_MOST = 50


def unnested(sheet: str) -> str:
    """A style sheet in which no rule stands within another but within a condition; most are so as they stand."""
    return "".join(_written_out(sheet)) if _NESTED.search(sheet) else sheet


def _written_out(sheet: str) -> Iterator[str]:
    """Each rule with its conditions around it, the rule first that ends first."""
    open_blocks: list[tuple[str, list[str]]] = []
    text = ""
    for part in _MARKS.split(sheet):
        if part == "{":
            open_blocks.append((text.strip(), []))
        elif part in (";", "}"):
            if open_blocks and text.strip():
                open_blocks[-1][1].append(text)
            if part == "}" and open_blocks:
                yield _rule([name for name, _ in open_blocks], ";".join(open_blocks.pop()[1]))
        text = "" if _MARKS.fullmatch(part) else part


def _rule(names: Sequence[str], said: str) -> str:
    """A rule of blocks within one another, the outermost first; nothing where it says nothing or is too deep."""
    conditions = [name for name in names if name.startswith("@")]
    selectors = _selectors([name for name in names if not name.startswith("@")])
    if not said or not selectors or len(names) > _DEEPEST:
        return ""
    head = "".join(f"{name}{{" for name in conditions[-1:])
    return f"{head}{','.join(selectors)}{{{said}}}{'}' * bool(conditions)}\n"


def _selectors(names: Sequence[str]) -> list[str]:
    """The selectors that those of rules within one another come to: & stands for what the outer rule is of."""
    found = [""]
    for name in names:
        inner = [one.strip() for one in alternatives(name)]
        found = [_within(outer, one) for outer in found for one in inner][:_MOST]
    return found if names else []


def _within(outer: str, inner: str) -> str:
    return inner.replace("&", outer) if "&" in inner else f"{outer} {inner}".strip()
