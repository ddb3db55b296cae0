"""Findings whose evidence is fetched when it is first asked for, and which are the same values as any others."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

LATER = ("evidence", "folded")
"""The fields that are fetched: by far the most of a finding, and looked at for one finding at a time."""


class Rest(Protocol):
    """Where the fields are fetched from, and what is known of them before."""

    @property
    def quoted(self) -> str:
        """The texts of the evidence, one a line."""

    def fetch(self) -> object:
        """Something that has the fields. Raises StoreError where it cannot be had."""


class Ghost:
    """What makes a dataclass one whose values may lack the fields ``LATER`` until somebody asks for one of them.

    Python asks ``__getattr__`` for what an object has not: a value that is complete never comes here, and whatever
    looks at all fields (comparing, copying, pickling, dumping) finds them.
    """

    __slots__ = ("_rest",)
    _rest: Rest

    if not TYPE_CHECKING:  # to a checker there are no fields but those that are declared

        def __getattr__(self, name: str) -> object:
            """Fetch what is not there yet."""
            if name not in LATER:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            found = self._rest.fetch()  # by two threads at once it is the same twice
            for one in LATER:
                object.__setattr__(self, one, getattr(found, one))
            return getattr(found, name)

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 - the values of any fields
        """The value with some fields changed, as ``dataclasses.replace`` makes it, with nothing fetched for it."""
        rest, value = rest_of(self), cast("Any", self)  # a dataclass
        if rest is None or not changes.keys().isdisjoint(LATER):
            return cast("Self", replace(value, **changes))
        kept = {one.name: getattr(self, one.name) for one in fields(value) if one.name not in LATER}
        return without(type(self)(**kept | changes), rest)


_G = TypeVar("_G", bound=Ghost)


def without(value: _G, rest: Rest) -> _G:
    """A value that was just made, and whose fields ``LATER`` are still to come."""
    for name in LATER:
        object.__delattr__(value, name)
    object.__setattr__(value, "_rest", rest)
    return value


def rest_of(value: Ghost) -> Rest | None:
    """Where a value's fields come from; None where it was made with them."""
    return getattr(value, "_rest", None)
