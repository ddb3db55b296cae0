"""The word lists of the checks, each a YAML file beside this one and of the shape declared here."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from workbench.errors import CatalogueError

T = TypeVar("T")


class _Declared(BaseModel):
    """Frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Declared):
    """A pattern for folded text and the Chinese name of what it finds."""

    name: str
    pattern: re.Pattern[str]


class Enumerations(_Declared):
    """How prose announces a list, what it may be a list of, and what begins the improvements of section 五."""

    announced: re.Pattern[str]
    parts: re.Pattern[str]
    improvements: re.Pattern[str]


class Kind(_Declared):
    """A kind of organ: what its names end in, and the words by which it may speak of itself."""

    name: str
    ends: re.Pattern[str]
    selves: tuple[str, ...]


class Organs(_Declared):
    """How reports name their own organ.

    ``selves`` finds a word by which an organ speaks of itself; ``kinds`` say which of them fit whom, the first that fits
    counts. ``named`` find, as ``unit``, the name of the organ that a report says it is of; ``generic`` are the parts of a
    name that tell no organ from another.
    """

    selves: re.Pattern[str]
    kinds: tuple[Kind, ...]
    named: tuple[re.Pattern[str], ...]
    acting: re.Pattern[str]
    generic: re.Pattern[str]
    levels: dict[str, re.Pattern[str]]
    above: re.Pattern[str]


class Citation(_Declared):
    """A document that reports cite: what the sentence speaks of, its right number, and how it is told from others.

    ``found`` finds a citation of it, rightly or wrongly numbered; ``first`` is the reporting year from which it counts.
    """

    name: str
    context: re.Pattern[str]
    found: re.Pattern[str]
    right: str
    first: int = 0


class Doubled(_Declared):
    """Characters that never stand twice, unless what follows is one of ``before``; words that may stand twice."""

    characters: dict[str, str]
    words: tuple[str, ...]
    endings: tuple[str, ...]
    marks: re.Pattern[str]


class Years(_Declared):
    """Sentences that say of which year they are, each with a group ``year``: those of the report's year, and plans."""

    period: re.Pattern[str]
    about: re.Pattern[str]
    acts: re.Pattern[str]
    plans: re.Pattern[str]
    compared: re.Pattern[str]


class Contacts(_Declared):
    """Words near a mobile number that is published on purpose, and words that say of whom it is."""

    public: re.Pattern[str]
    private: re.Pattern[str]


class OwnText(_Declared):
    """What is left out of a text before it is held against another: the form's words, names, and set phrases."""

    phrases: tuple[re.Pattern[str], ...]


@cache
def declared(name: str, shape: type[T]) -> T:
    """What the YAML file of that name declares. Raises CatalogueError where it is not of that shape."""
    text = files("workbench.checks").joinpath(f"{name}.yaml").read_text("utf-8")
    try:
        return TypeAdapter(shape).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise CatalogueError(f"词表 {name}.yaml 有误：{error}") from error
