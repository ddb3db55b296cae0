"""The widgets' JavaScript: plain modules that import one another, made into one text without a bundler.

A notebook takes a widget's module as a text without a place of its own, from which no neighbour could be found. So
each import of a neighbour is replaced by the neighbour itself, as the address of its data; a module that is imported
from two places has the same address in both, and is one module.
"""

from __future__ import annotations

import re
from base64 import b64encode
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
    return _IMPORT.sub(lambda found: f'"{_address(found[1])}"', text(name))


def _address(name: str) -> str:
    return f"data:text/javascript;charset=utf-8;base64,{b64encode(module(name).encode()).decode()}"


@cache
def text(name: str) -> str:
    """A file of the widgets as it stands; ``vega.js``, which gives ``vegaEmbed``, is made of what vl-convert holds."""
    if name == "vega.js":
        return vl_convert.javascript_bundle("export { vegaEmbed };", vl_version=_VEGA_LITE)
    return _STATIC.joinpath(name).read_text("utf-8")
