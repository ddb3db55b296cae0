"""HTML from templates, every text escaped: what reports and findings look like in a notebook.

Personal numbers are masked in whatever a template shows.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from workbench.privacy import masked
from workbench.text import printable


@cache
def _environment() -> Environment:
    loader = PackageLoader("workbench")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["base64"] = lambda data: Markup(b64encode(data).decode("ascii"))  # noqa: S704 - letters and digits
    return made


def _shown(value: object) -> object:
    """What a template shows of a value: no personal numbers, nothing that is not seen at work; markup as it is."""
    return printable(masked(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def render(template: str, **values: object) -> str:
    """The template filled with values; text from documents comes out escaped."""
    return _environment().get_template(template).render(**values)


def plain(template: str, **values: object) -> str:
    """A template that gives no HTML, such as Markdown, filled with the package's own words."""
    return _environment().overlay(autoescape=False).get_template(template).render(**values)
