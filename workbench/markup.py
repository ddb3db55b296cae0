"""HTML from templates, every text escaped: what reports and findings look like in a notebook.

Personal numbers are masked in whatever a template shows. Templates that an office has made itself, for its letters, are
filled in a sandbox. The filter ``exact`` shows digests and identifiers, in which digits stand by chance.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from workbench.privacy import masked
from workbench.text import printable

BadTemplateError, UnknownNameError = TemplateError, UndefinedError


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
    made.filters["exact"] = lambda text: escape(printable(text))
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


def sandbox(finalize: Callable[[object], object]) -> Environment:
    """What fills templates from elsewhere: they see the values that they are given and reach nothing else.

    ``finalize`` makes text of a value. What a template does wrong is a BadTemplateError, or an UnknownNameError where
    it names what there is not.
    """
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=finalize)
    made.from_string = lru_cache(made.from_string)  # type: ignore[assignment]  # one template is filled for many units
    return made
