"""Sequences that are worked out when something of them is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from types import GenericAlias
from typing import Annotated, Any, TypeVar, get_args, overload

from pydantic import GetCoreSchemaHandler, GetPydanticSchema
from pydantic_core import CoreSchema, core_schema

_T = TypeVar("_T")


class Later(Sequence[_T]):
    """What a function makes, once somebody asks; the same value as a tuple of it, and kept as one."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[_T]]) -> None:
        """Say what makes it; two threads that ask at once may both do so."""
        self._make = make
        self._made: tuple[_T, ...] | None = None

    def _all(self) -> tuple[_T, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, at: int | slice) -> _T | tuple[_T, ...]:
        """One of them, or some."""
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == tuple(other) if isinstance(other, Later | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)


def _as_tuple(rows: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - a type
    """To pydantic it is a tuple, read and written."""
    of = handler(GenericAlias(tuple, (get_args(rows)[0], ...)))
    write = core_schema.wrap_serializer_function_ser_schema(lambda found, rest: rest(tuple(found)), schema=of)
    return core_schema.no_info_after_validator_function(tuple, of, serialization=write)


Rows = Annotated[Sequence[_T], GetPydanticSchema(_as_tuple)]
"""Many rows of a ledger: a tuple, or what will be one."""
