"""A report: one organ's year, its sections, its statutory facts, and what was made of its labels."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from workbench import markup
from workbench.claims import Claim
from workbench.documents import Location, Paragraph, Remark
from workbench.forms import Form
from workbench.privacy import masked
from workbench.reports.frames import CLAIM_COLUMNS, FACT_COLUMNS, claim_row, fact_rows, frame
from workbench.reports.view import Line, draw
from workbench.values import ZERO, Interval, State

if TYPE_CHECKING:
    import pandas as pd

NUMBERS = frozenset({State.NUMBER, State.ZERO})
WRITTEN_ZERO = frozenset({State.BLANK, State.DASH})
"""States in which organs leave a cell that they mean to be zero."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What stands in a cell that was misread: ``value`` as an inspector saw it in the source, and why.

    ``sha256`` is that of the file that was looked at, so that no other file is ever corrected; ``at`` is the time, UTC.
    """

    sha256: str
    key: str
    value: str
    reason: str
    reviewer: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statutory cell as read: ``raw`` is what stands in the source, ``interval`` what it says.

    ``doubt`` says, in Chinese, why a doubtful or unreadable fact is so; a fact that was recognised in a picture is
    always doubtful, with a doubt or without. Of a fact that an inspector corrected, ``original`` is the fact as it
    was read.
    """

    key: str
    state: State
    raw: str = ""
    interval: Interval | None = None
    location: Location | None = None
    doubt: str = ""
    original: Fact | None = None
    correction: Correction | None = None

    @property
    def shown(self) -> str:
        """What stands in the source as it may be shown: personal numbers masked, unless it is the cell's number."""
        return self.raw if self.state in NUMBERS else masked(self.raw)

    @property
    def score(self) -> float | None:
        """How sure the recognition was, from 0 to 1; None where the file itself holds the text."""
        return self.location.score if self.location else None

    @property
    def exact(self) -> Interval | None:
        """The value where nothing speaks against it, else None; one recognised makes findings of low confidence."""
        recognised = self.score is not None and not self.doubt
        return self.interval if self.state in NUMBERS or recognised else None


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the form beside what stands in its place: of a row, a column, a group of rows, or the header."""

    table: str
    kind: Literal["row", "column", "group", "header"]
    key: str
    expected: str
    found: str
    location: Location
    likeness: float


@dataclass(frozen=True, slots=True)
class Stranger:
    """A row or a column of a table that the form does not have: its label as written."""

    kind: Literal["row", "column"]
    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class TableReading:
    """How a statutory table was found: its edition, labels, and the rows that could not be placed.

    ``lacking`` are the form's columns that a header which was found does not name; ``strangers`` what the form does not
    have; ``foreign`` names, by its first row, each block whose header is another edition's, with the edition's id.
    ``inferred`` says that its rows and columns, and so which words belong together, were inferred from their places.
    """

    key: str
    edition: str
    labels: tuple[Label, ...]
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    location: Location | None
    lacking: tuple[str, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading as written, and the number of the form's section that it stands for, None where none."""

    number: str
    text: str
    form_number: str | None
    location: Location


@dataclass(frozen=True)
class Section:
    """All text under the headings of one section of the form, more than one where a heading stands twice.

    ``index`` is 1 for 一 to 6 for 六, 0 for the text before the first heading, and from 7 on for
    sections that the form does not have.
    """

    index: int
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """The section as an inspector says it."""
        return f"第{self.headings[0].number}部分" if self.headings else "正文之前"

    @cached_property
    def text(self) -> str:
        """The paragraphs, one a line: the text that spans of claims count in."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def shown(self) -> str:
        """The text as it may be shown, personal numbers masked: as long as ``text``, so that spans fit both."""
        return masked(self.text)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        for paragraph in self.paragraphs[:-1]:
            starts.append(starts[-1] + len(paragraph.text) + 1)
        return tuple(starts)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence, or the sentences, that a span of ``text`` stands in begin and end."""
        first = max(self.text.rfind(mark, 0, start) for mark in "。\n") + 1
        ends = (self.text.find(mark, max(end - 1, start)) for mark in "。\n")
        return first, min((at + (self.text[at] == "。") for at in ends if at >= 0), default=len(self.text))

    def locate(self, start: int, end: int) -> Location | None:
        """The place in the source of a span of ``text``; None in a section without text."""
        if not self.paragraphs:
            return self.headings[0].location if self.headings else None
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, max(end - 1, start)))
        begin, past = start - self._starts[first], max(end, start + 1) - self._starts[last]
        if first == last:
            return self.paragraphs[first].place(begin, past)
        head, tail = self.paragraphs[first], self.paragraphs[last]
        return head.place(begin, len(head.text)).to(tail.place(0, past))


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim where it stands: the index of its section, what it was held against, and how that went."""

    section: int
    claim: Claim
    state: str
    tied_to: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """The report that a unit of the roster should have for a year and that is not among those read."""

    unit: str
    year: int
    source: str = ""


@dataclass(frozen=True)
class Report:
    """One annual report of one organ, recognised against the statutory form.

    ``edition`` is the form's id such as ``cn-2021``, or None where no statutory table was recognised. ``published``
    and ``publisher`` are the date of publication and the source that the file, or a line of it, states.
    """

    source: str
    sha256: str
    title: str
    unit: str
    year: int
    form: Form
    edition: str | None
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    tables: tuple[TableReading, ...]
    cells: dict[str, Fact]
    statements: tuple[Statement, ...]
    remarks: tuple[Remark, ...] = ()
    published: date | None = None
    publisher: str = ""

    def __hash__(self) -> int:
        """That of its file, so that what is worked out of a report can be kept beside it."""
        return hash((self.sha256, self.source, self.unit, self.year))

    def fact(self, key: str) -> Fact:
        """The fact of a cell; one of state ``missing`` where the report or the form has no such cell."""
        return self.cells.get(key) or Fact(key, State.MISSING)

    def value(self, key: str, *, lenient: bool = False) -> Interval | None:
        """The value of a cell read for certain, else None; ``lenient`` takes a blank or a dash for zero."""
        fact = self.fact(key)
        return ZERO if lenient and fact.state in WRITTEN_ZERO else fact.exact

    def section(self, index: int) -> Section | None:
        """The section of that index, None where the report has none."""
        return next((section for section in self.sections if section.index == index), None)

    def whole(self, statement: Statement) -> Claim | None:
        """The claim of the same section that a statement's claim is a part of, None where it is no part."""
        if statement.claim.whole is None:
            return None
        return self.claims_of(statement.section)[statement.claim.whole]

    def claims_of(self, section: int) -> tuple[Claim, ...]:
        """The claims of a section in their order."""
        return self._claims.get(section, ())

    @cached_property
    def _claims(self) -> dict[int, tuple[Claim, ...]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for one in self.statements:
            found[one.section].append(one.claim)
        return {section: tuple(claims) for section, claims in found.items()}

    @cached_property
    def facts(self) -> pd.DataFrame:
        """The statutory cells in the form's order.

        Columns: table, row, column, label (as the form prints row and column), value (件, fees in 万元; NaN
        where there is none), state, raw (as written), location (dict or None).
        """
        return frame(fact_rows(self), FACT_COLUMNS)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Every number and every statement of the narrative with what it was held against.

        Columns: concept, value, low, high, qualifier, section (index, 0 before the first heading), start, end
        (offsets in the section's text), text, state (``cell``, ``last_year``, ``recomputed``, ``part`` or ``untested``,
        then after a colon what it was held against or why it was not).
        """
        return frame(map(claim_row, self.statements), CLAIM_COLUMNS)

    def drawn(self, table: str, only: Collection[str] = ()) -> tuple[Line, ...]:
        """A statutory table as the form draws it; where cells are named, only the rows that they stand in."""
        return draw(self.form.table(table), only)

    def __repr__(self) -> str:
        """A line: whatever holds reports would else be shown with the whole text of each."""
        return f"<报告：{self.unit or '单位未识别'} {self.year or '年度未识别'}，{self.source}>"

    def _repr_html_(self) -> str:
        """The report as the form looks, for a notebook."""
        return markup.render("report.html.j2", report=self, marks={})
