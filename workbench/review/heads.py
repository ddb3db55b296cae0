"""Heads: what lists, searches and standings need of a finding, kept beside its record, of which it is a fifth.

A head is made of the record alone, whoever makes it and whenever: recording, the migration, and the walk that holds
the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json
from sqlalchemy import select

from workbench.errors import StoreError
from workbench.findings import Confidence, Severity
from workbench.review.database import Database
from workbench.review.ghost import without
from workbench.review.model import Entry, Found
from workbench.review.tables import findings

_FOUND = TypeAdapter(Found)


class Head(NamedTuple):
    """The fields of a finding in their order: of ``evidence`` the texts alone, of ``folded`` the ids of all of them."""

    id: str
    check: str
    name: str
    severity: Severity
    confidence: Confidence
    unit: str
    year: int
    source: str
    message: str
    expected: str
    actual: str
    difference: str
    explanation: str
    evidence: str
    folded: list[str]
    title: str
    basis: str
    about: str
    at: str
    digest: str
    section: str
    places: str


_FOLDED, _SEVERITY, _CONFIDENCE = map(Head._fields.index, ("folded", "severity", "confidence"))
_SEVERITIES, _CONFIDENCES = {str(one): one for one in Severity}, {str(one): one for one in Confidence}
_values = attrgetter(*({"evidence": "quoted"}.get(name, name) for name in Head._fields))


def head_of(found: Found) -> str:
    """The head of a finding as it is kept: a list in JSON."""
    row = list(_values(found))
    row[_FOLDED] = [one.id for one in found.all_folded()]
    row[_SEVERITY], row[_CONFIDENCE] = str(found.severity), str(found.confidence)
    return to_json(row).decode()


def head_of_record(record: str) -> str:
    """The head of a record as it is kept. Raises StoreError where the record is none."""
    return head_of(found_in(record))


def is_head_of(head: str | None, record: str) -> bool:
    """Whether a head is what the record makes; there is none of what is no record."""
    try:
        return head == head_of_record(record)
    except StoreError:
        return False


def found_in(record: str) -> Found:
    """The finding that a record is of. Raises StoreError where it is none."""
    try:
        return _FOUND.validate_json(record)
    except ValidationError as error:
        raise StoreError("处理意见库中有问题的记录已损坏，请用 workbench verify 核对，并从备份恢复。") from error


def read_head(head: str) -> Head:
    """A head that was written. Raises StoreError where it is none."""
    try:
        row = from_json(head)
        row[_SEVERITY], row[_CONFIDENCE] = _SEVERITIES[row[_SEVERITY]], _CONFIDENCES[row[_CONFIDENCE]]
        return Head(*row)
    except (ValueError, LookupError, TypeError) as error:
        raise StoreError("处理意见库中有问题的摘要已损坏，请用 workbench verify 核对，并从备份恢复。") from error


def entry_of(head: Head, rest: Kept, known: dict[str, Any]) -> Entry:
    """The finding of a head, with what else is known of it; its evidence is fetched when somebody asks for it."""
    make: Callable[..., Entry] = Entry  # whose first fields are those of a head, in their order
    return without(make(*head, **known), rest)


class Page:
    """Findings that stand beside one another in a store, and whose records are read together."""

    __slots__ = ("_contents", "_database", "_found")

    def __init__(self, database: Database, contents: Sequence[str]) -> None:
        """Name the records by their hashes; nothing is read yet."""
        self._database, self._contents = database, contents
        self._found: dict[str, Found] | None = None

    def of(self, content: str) -> Found:
        """The finding of a record. Raises StoreError where it is not there any more."""
        if self._found is None:
            with self._database.reading() as connection:
                rows = connection.execute(select(findings).where(findings.c.content.in_(self._contents)))
                self._found = {row.content: found_in(row.record) for row in rows}
        if content not in self._found:
            raise StoreError(f"{self._database.name} 中已没有该问题的证据，请核对处理意见库是否被替换。")
        return self._found[content]


class Kept(NamedTuple):
    """Where the rest of a finding is kept."""

    page: Page
    content: str
    quoted: str

    def fetch(self) -> Found:
        """The finding with all its fields."""
        return self.page.of(self.content)
