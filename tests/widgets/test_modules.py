"""The widgets' JavaScript as one text: every module once, after all that it imports, and nothing to be fetched."""

from __future__ import annotations

import json
import re

import pytest

from workbench.widgets.modules import module, text

WIDGETS = ("board.js", "desk.js", "reader.js")
IMPORTS = re.compile(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""")


def modules(name: str) -> dict[str, str]:
    """The modules that a widget's text has, in their order."""
    line, _, rest = module(name).partition("\n")
    assert rest.strip() == text("begin.js").strip()
    return dict(json.loads(line.removeprefix("const modules = ").removesuffix(";")))


@pytest.mark.parametrize("name", WIDGETS)
def test_a_module_stands_after_all_that_it_imports(name: str) -> None:
    """So each finds the addresses of the others; the widget is the last one."""
    known: set[str] = set()
    for one, its in modules(name).items():
        assert its == text(one)
        if one != "vega.js":  # made by its own bundler
            assert known >= {other.removeprefix("./") for other in IMPORTS.findall(its)}
        known.add(one)
    assert name == one


def test_only_the_board_has_what_draws() -> None:
    """It is large, and the desk, which does not draw, begins without it."""
    assert ["board.js"] == [name for name in WIDGETS if "vega.js" in modules(name)]
