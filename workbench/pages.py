"""The catalogue's pages: what a check compares, when it cannot tell, what is innocent, with an example of each kind.

The Chinese of the package's own checks stands in ``checks/pages.yaml``; their examples, in ``checks/examples.yaml``,
are what the checks said of the cases that they are tested on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from workbench import markup
from workbench.checks import Check
from workbench.checks.catalogue import FAMILIES
from workbench.wordlists import from_yaml

_PARTS = {"compares": "Compares", "undetermined": "Undetermined when", "innocent": "Not a fault when"}


@dataclass(frozen=True)
class Page:
    """The page of a check, in Chinese; of an office's own check the parts are as its docstring has them."""

    check: Check
    compares: str
    undetermined: str
    innocent: str
    agrees: str = ""
    differs: str = ""


def page(check: Check) -> Page:
    """The page of a check."""
    examples = _declared("examples").get(check.code, {})
    parts = told(check.code, check.documentation)
    return Page(check, **parts, agrees=examples.get("agrees", ""), differs=examples.get("differs", ""))


def told(code: str, documentation: str) -> dict[str, str]:
    """What a check compares, when it is undetermined and what is innocent, by code and docstring of the check."""
    known = _declared("pages").get(code, {})
    return {name: known.get(name) or _documented(documentation, word) for name, word in _PARTS.items()}


def markdown(checks: Iterable[Check]) -> str:
    """The pages of checks as one Markdown document, a chapter a family."""
    pages = [page(check) for check in checks]
    chapters = [(FAMILIES[code], [one for one in pages if one.check.code[:2] == code]) for code in FAMILIES]
    return markup.plain("checks.md.j2", chapters=[(name, found) for name, found in chapters if found])


def _documented(documentation: str, part: str) -> str:
    """A part of the docstring, on one line."""
    match = re.search(rf"\*{part}\*\s(.*?)(?=\n\s*\*[A-Z]|\Z)", documentation, re.DOTALL)
    return " ".join(match[1].split()) if match else ""


@cache
def _declared(name: str) -> dict[str, dict[str, str]]:
    found = files("workbench.checks").joinpath(f"{name}.yaml")
    return (from_yaml(found.read_text("utf-8")) or {}) if found.is_file() else {}
