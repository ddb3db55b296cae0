"""The statutory form as declared: sections, tables, relations and the concepts of the narrative.

An edition is one YAML file of this shape and no code. A cell's key is ``table.row.column`` and
means the same in every edition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["count", "amount", "change"]


class _Declared(BaseModel):
    """Frozen, and strict about unknown keys: a misspelt key is an error and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Aspect(_Declared):
    """One of the aspects that a section must speak of, and the words that show it."""

    name: str
    words: tuple[str, ...]


class Section(_Declared):
    """A section of the report: its number, heading, and what it must hold.

    ``words`` show, by name, the contents due in it, but where they are part of one of ``aside``; those of ``elsewhere``
    show them in any other section.
    """

    number: str
    heading: str
    aliases: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    table: str | None = None
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    aside: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()


class Column(_Declared):
    """A column of a table block, with the header cell that it stands under; ``kind`` says which values are due."""

    key: str
    label: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = "count"
    unit: str = "件"


class Row(_Declared):
    """A row of a table block, with the label of the group that it stands under, and a short name for calculations."""

    key: str
    label: str
    short: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()


class TableBlock(_Declared):
    """Rows and columns with a common header; ``across`` where all rows' values stand on one line."""

    heading: str = ""
    across: bool = False
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What each column is called, its label first."""
        return tuple((column.label, *column.aliases) for column in self.columns)


class Table(_Declared):
    """One statutory table."""

    key: str
    name: str
    section: str
    header: tuple[str, ...] = ()
    blocks: tuple[TableBlock, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the form."""
        return tuple(row for block in self.blocks for row in block.rows)


class Sum(_Declared):
    """An equation between cells, in each row or column of a table, or once over whole keys (``each: form``)."""

    id: str
    check: str
    table: str = ""
    each: Literal["row", "column", "form"]
    left: tuple[str, ...]
    right: tuple[str, ...]


class Carry(_Declared):
    """A relation between this year's cells and last year's, in each row or column of a table, or in ``rows`` alone.

    The first of ``this`` is what must equal last year's cells less the rest of ``this``, or be at least that.
    """

    id: str
    check: str
    table: str
    each: Literal["row", "column"]
    rows: tuple[str, ...] = ()
    this: tuple[str, ...]
    last: tuple[str, ...]
    relation: Literal["equal", "at_least"] = "equal"


class RollUp(_Declared):
    """Tables of which a parent's cells are the sums of its organs' cells."""

    id: str
    check: str
    tables: tuple[str, ...]


class Concept(_Declared):
    """Something that the narrative states, and the cells that it is compared with.

    ``terms`` (YAML ``is``) is the usual meaning, a signed sum of cells; ``others`` (``or``) are meanings that explain
    the number on another basis; ``same`` are meanings that are as good as the usual one. ``divisor``
    (``of``) makes it a rate in percent. ``relation`` says what the number must be to those cells.
    ``parts`` and ``near`` are cells that a wrong number is likely to have come from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    check: str
    name: str
    zero: str = ""
    unit: str = "件"
    percent: bool = False
    relation: Literal["equal", "at_least"] = "equal"
    terms: tuple[str, ...] = Field(default=(), alias="is")
    others: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="or")
    same: tuple[tuple[str, ...], ...] = ()
    divisor: tuple[str, ...] = Field(default=(), alias="of")
    parts: str = ""
    near: tuple[str, ...] = ()
    detail: str = ""


class Silence(_Declared):
    """A matter of which the narrative must speak where the table has cases, by claims or in words.

    A sentence with one of ``unless`` in it tells readers their rights and speaks of no case. ``names``, such as that of
    an aspect, are by themselves no mention, unless a number of cases stands right behind: 依申请公开46条. What is
    ``aside`` are other matters.
    """

    check: str
    name: str
    when: tuple[str, ...]
    claims: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


class Basis(_Declared):
    """Another way of counting: what is usually said of one row of a table, said of other rows together."""

    name: str
    table: str
    row: str
    rows: tuple[str, ...]


class Years(_Declared):
    """The reporting years that an edition is for."""

    first: int = Field(alias="from")
    last: int | None = Field(default=None, alias="to")

    def cover(self, year: int) -> bool:
        """Whether the edition is the right one for a reporting year."""
        return self.first <= year <= (self.last or year)


class Statutory(NamedTuple):
    """One cell of the form: key, its table, row and column."""

    key: str
    table: Table
    row: Row
    column: Column


class Form(_Declared):
    """An edition of the statutory form.

    ``title`` is a report's, with ``{unit}`` and ``{year}`` in their places; ``swings`` are the cells whose size is
    compared with last year's.
    """

    id: str
    name: str
    notice: str
    title: str = ""
    years: Years
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    sums: tuple[Sum, ...] = ()
    carries: tuple[Carry, ...] = ()
    rollups: tuple[RollUp, ...] = ()
    swings: tuple[str, ...] = ()
    phrases: dict[str, str] = Field(default_factory=dict)
    concepts: dict[str, Concept] = Field(default_factory=dict)
    bases: tuple[Basis, ...] = ()
    silences: tuple[Silence, ...] = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that the edition declares."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @cached_property
    def cells(self) -> dict[str, Statutory]:
        """Every statutory cell by key, in the order of the form."""
        return {cell.key: cell for cell in self._walk()}

    def _walk(self) -> Iterator[Statutory]:
        for table in self.tables:
            for block in table.blocks:
                for row in block.rows:
                    for column in block.columns:
                        yield Statutory(f"{table.key}.{row.key}.{column.key}", table, row, column)

    def table(self, key: str) -> Table:
        """The table of that key; raises KeyError where the form has none."""
        return next(table for table in self.tables if table.key == key)

    def section(self, number: str) -> Section | None:
        """The section of that number, None where the form has none."""
        return next((section for section in self.sections if section.number == number), None)

    def expand(self, term: str) -> tuple[tuple[int, str], ...]:
        """The cells of a signed term, each with its sign: ``-applications.refused.*.total`` gives eight.

        Raises KeyError where no cell has the key.
        """
        if term not in self._expanded:
            sign = -1 if term.startswith("-") else 1
            pattern = term.lstrip("+-")
            found = [pattern] if pattern in self.cells else [key for key in self.cells if fnmatchcase(key, pattern)]
            if not found:
                raise KeyError(pattern)
            self._expanded[term] = tuple((sign, key) for key in found)
        return self._expanded[term]

    @cached_property
    def _expanded(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """The terms expanded so far."""
        return {}

    def label(self, key: str) -> str:
        """A cell's name as an inspector says it: ``表三“（一）予以公开”行“自然人”列``."""
        return self._labels[key]

    @cached_property
    def _labels(self) -> dict[str, str]:
        named = self.cells.items()
        return {key: f"表{one.table.section}“{one.row.label}”行“{one.column.label}”列" for key, one in named}
