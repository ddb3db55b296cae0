"""The word lists of the checks, each a YAML file beside this one and of the shape declared here."""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import Field

from workbench import wordlists
from workbench.wordlists import Declared

T = TypeVar("T")


class Named(Declared):
    """A pattern and the Chinese name of what it finds."""

    name: str
    pattern: re.Pattern[str]


class Enumerations(Declared):
    """How prose announces a list, what it may be a list of, and what begins the improvements of section 五."""

    announced: re.Pattern[str]
    parts: re.Pattern[str]
    improvements: re.Pattern[str]


class Kind(Declared):
    """A kind of organ: what its names end in, and the words by which it may speak of itself.

    Of organs that are ``peer`` none is above or below one of another kind that may write a report beside it.
    """

    name: str
    ends: re.Pattern[str]
    selves: tuple[str, ...]
    peer: bool = False


class Organs(Declared):
    """How reports name their own organ.

    ``selves`` finds a word by which an organ speaks of itself, ``also`` that it has a second name; ``kinds`` say which
    of them fit whom, the first that fits counts. ``named`` find, as ``unit``, whose report a report says it is,
    ``asked`` whom it refers its readers to, and ``acting`` who did what only its own organ can have done. ``generic``
    are the parts of a name that tell no organ from another, ``vague`` the beginning of one that is of no single organ.
    ``regional`` finds totals of a region, ``whole`` a region that an organ calls its own, ``zones`` what is none in the
    name of an organ.
    """

    selves: re.Pattern[str]
    also: re.Pattern[str]
    kinds: tuple[Kind, ...]
    named: tuple[re.Pattern[str], ...]
    asked: re.Pattern[str]
    acting: re.Pattern[str]
    generic: re.Pattern[str]
    vague: re.Pattern[str]
    regional: re.Pattern[str]
    whole: re.Pattern[str]
    zones: re.Pattern[str]


class Citation(Declared):
    """A document that reports cite: what its sentence speaks of, how it is found, and its right number.

    ``first`` (``from``) is the reporting year from which the number is the right one; beside it one of the ``former``
    may be named, such as that under which a regulation was first published.
    """

    name: str
    context: re.Pattern[str]
    found: re.Pattern[str]
    right: str
    former: tuple[str, ...] = ()
    first: int = Field(default=0, alias="from")


class Doubled(Declared):
    """What stands twice by mistake: characters, marks, ``pairs`` of short words unless they are one of ``endings``.

    Longer words do, but for ``words``.
    """

    characters: re.Pattern[str]
    pairs: frozenset[str]
    endings: tuple[str, ...]
    words: frozenset[str]
    marks: re.Pattern[str]


class Hollow(Declared):
    """What is no content, the aspects of the overview that may truly be none, and praise, which tells of neither."""

    words: tuple[str, ...]
    may_be_none: tuple[str, ...]
    praise: re.Pattern[str]


class ReportingYears(Declared):
    """Sentences that say which year they are about, and what shows that it may be another one on purpose.

    ``published`` shows after a year that last year's report was published in it, ``past`` finds years that are over,
    and ``planned`` shows that a sentence on a later year tells of what is to be done in it. ``fees`` finds the year of
    a statement on fees, ``rectified`` that of the report whose problems were put right, ``plans`` and ``intended`` the
    year of what is to come; ``settled`` a heading of what was done about last year's problems.
    """

    acts: re.Pattern[str]
    named: re.Pattern[str]
    published: re.Pattern[str]
    compared: re.Pattern[str]
    settled: re.Pattern[str]
    past: re.Pattern[str]
    planned: re.Pattern[str]
    fees: re.Pattern[str]
    rectified: re.Pattern[str]
    intended: re.Pattern[str]
    plans: re.Pattern[str]
    aside: re.Pattern[str]


class Account(Declared):
    """How a report gives the reason of what a check compares: what is told, the reason, and what is never between.

    In ``about`` the row compared stands for ``{row}``.
    """

    check: str
    about: str
    cause: re.Pattern[str]
    apart: re.Pattern[str] | None = None


class Contacts(Declared):
    """Words beside a mobile number that is published on purpose, and of a person who did not publish it."""

    public: re.Pattern[str]
    private: re.Pattern[str]


def declared(name: str, shape: type[T]) -> T:
    """What the word list of that name declares. Raises CatalogueError where it is not of that shape."""
    return wordlists.declared("workbench.checks", name, shape)
