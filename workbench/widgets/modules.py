"""The widgets' JavaScript: plain modules that import one another, made into one text without a bundler.

A notebook takes a widget's module as a text without a place of its own, from which no neighbour could be found. So
the text has all modules in it, and ``begin.js`` gives each a place in the page. Addresses that hold a module as data
would do as well, but a browser takes a third of a second over a long one, every time it is imported.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

import vl_convert
from altair import SCHEMA_VERSION

_STATIC = files("workbench.widgets").joinpath("static")
_VEGA_LITE = ".".join(SCHEMA_VERSION.removeprefix("v").split(".")[:2])
_IMPORT = re.compile(r'(?:(?<=from )|(?<=import\())"\./([\w-]+\.js)"')


@cache
def module(name: str) -> str:
    """The text of a module with all that it imports."""
    modules = {one: text(one) for one in _in_order(name)}
    return f"const modules = {json.dumps(modules, ensure_ascii=False)};\n\n{text('begin.js')}"


@cache
def _in_order(name: str) -> tuple[str, ...]:
    """A module after all that it imports."""
    before = dict.fromkeys(one for other in _IMPORT.findall(text(name)) for one in _in_order(other))
    return (*before, name)


@cache
def text(name: str) -> str:
    """A file of the widgets as it stands; ``vega.js``, which gives ``vegaEmbed``, is made of what vl-convert holds."""
    if name == "vega.js":
        return vl_convert.javascript_bundle("export { vegaEmbed };", vl_version=_VEGA_LITE)
    return _STATIC.joinpath(name).read_text("utf-8")
