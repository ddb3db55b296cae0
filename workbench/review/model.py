"""The records that inspectors, exports and widgets work with: findings, decisions, sign-offs, corrections.

They are plain values, the same whether they come from an audit, from the store or from a ledger read back: texts,
numbers, tuples of such. Times are UTC in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.checks.catalogue import FAMILIES
from workbench.errors import StoreError
from workbench.findings import Confidence, Severity
from workbench.reports import model as reports
from workbench.review.ghost import Ghost, rest_of
from workbench.review.words import Reason, Standing, Status
from workbench.text import normalise


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence: a ``cell``, a ``span`` of the narrative or another ``place``; ``text`` as the source has it.

    ``label`` names a cell in the form's words; ``state`` says, in Chinese, what a cell without a number is. ``before``
    and ``after`` are the rest of the sentence that a span stands in. ``place`` is the place in words, ``location`` the
    same for programs, empty where there is none. ``source`` is the file where it is another than the finding's.
    ``correction`` says what was read before an inspector corrected it, by whom and why.
    """

    kind: Literal["cell", "span", "place"]
    text: str
    key: str = ""
    section: int | None = None
    start: int = 0
    end: int = 0
    source: str = ""
    label: str = ""
    state: str = ""
    before: str = ""
    after: str = ""
    place: str = ""
    location: dict[str, Any] = field(default_factory=dict)
    correction: str = ""

    @property
    def spoken(self) -> str:
        """The evidence in one line: a cell after its name, a span as it is quoted."""
        if self.kind != "cell":
            return self.text
        named = f"{self.source} {self.label or self.key}".strip()
        return f"{named}：{self.text or '（空白）'}"


@dataclass(frozen=True, slots=True)
class Found(Ghost):
    """A finding as a run made it; one that was read from a store fetches ``evidence`` and ``folded`` when asked for.

    ``about`` is the key of the report concerned (:attr:`ReportRecord.key`), be it read or missing; ``at`` the place
    within check and report; ``digest`` stands for the figures. ``section`` and ``places`` are in words. ``folded`` are
    the findings whose cause this one names.
    """

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
    evidence: tuple[Quote, ...] = ()
    folded: tuple[Found, ...] = ()
    title: str = ""
    basis: str = ""
    about: str = ""
    at: str = ""
    digest: str = ""
    section: str = ""
    places: str = ""

    @property
    def family(self) -> str:
        """The Chinese name of the check's family."""
        return FAMILIES.get(self.check[:2], "")

    @property
    def quoted(self) -> str:
        """The texts of the evidence, one a line; they are there before the evidence is."""
        rest = rest_of(self)
        return rest.quoted if rest else "\n".join(one.text for one in self.evidence)

    @property
    def text_says(self) -> str:
        """What the text says: the spans and headings of the evidence, one a line."""
        return "\n".join(one.text for one in self.evidence if one.kind != "cell")

    @property
    def table_says(self) -> str:
        """What the tables say: the cells of the evidence, one a line."""
        return "\n".join(one.spoken for one in self.evidence if one.kind == "cell")

    def all_folded(self) -> Iterator[Found]:
        """The findings folded under this one, and those under them."""
        for one in self.folded:
            yield one
            yield from one.all_folded()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on a finding, as it was taken; it is never changed, only followed by another.

    ``seq`` is its number in the journal, ``act`` the act that it was part of (one for all findings decided at once).
    ``expected``, ``actual`` and ``digest`` are the figures decided on, ``sha256`` the file. ``undone`` says that the
    act was taken back, ``second`` that the policy asked for a second reviewer when it was taken.
    """

    seq: int
    act: str
    kind: Status
    reviewer: str
    at: str
    reason: Reason | None = None
    note: str = ""
    question: str = ""
    expected: str = ""
    actual: str = ""
    digest: str = ""
    sha256: str = ""
    undone: bool = False
    second: bool = False

    @property
    def spoken(self) -> str:
        """Reason, question and note in one text."""
        parts = (self.reason.chinese if self.reason else "", self.question, self.note)
        return "；".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Entry(Found):
    """A finding with what inspectors made of it.

    ``decision`` is the one that stands, None where there is none; it is ``stale`` where it was taken on other figures
    (which it holds) or says that a corrected report no longer has what is found in it now. ``needs_second`` says that
    the dismissal is not final until another reviewer agrees. ``version`` is what a decision must name to be taken on
    this state and no other. ``history`` are all decisions, the oldest first. ``first_run`` and ``last_run`` are the
    numbers of the runs that found it.
    """

    level: str = ""
    assignee: str = ""
    status: Status = Status.UNDECIDED
    decision: Decision | None = None
    stale: bool = False
    needs_second: bool = False
    standing: Standing = Standing.NEW
    standing_note: str = ""
    version: int = 0
    first_run: int = 0
    last_run: int = 0
    history: tuple[Decision, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nothing is left for a reviewer to do: decided on these figures, by as many as it takes."""
        return self.status not in _OPEN and not self.stale and not self.needs_second

    @property
    def disagreed(self) -> bool:
        """Whether reviewers differ on these figures: the last word of each that was not taken back."""
        if len(self.history) < 2:  # noqa: PLR2004 - it takes two
            return False
        valid = [one for one in self.history if not one.undone and one.digest == self.digest]
        last = {normalise(one.reviewer): one.kind for one in valid}
        return len(set(last.values()) - _OPEN) > 1

    @property
    def status_words(self) -> str:
        """The status in Chinese with what limits it."""
        limits = ["数据已变，需重新处理"] * self.stale + ["待第二人复核"] * self.needs_second
        return self.status.chinese + (f"（{'，'.join(limits)}）" if limits else "")


_OPEN = frozenset({Status.UNDECIDED, Status.REOPENED})


@dataclass(frozen=True, slots=True)
class SignOff:
    """A report or a batch signed off, bound to digests of its sources, its decisions, and of catalogue and policy.

    ``about`` is the key of the report, empty for the whole batch. It is no longer ``in_force`` where one of them
    has changed since; ``suspended_by`` says in Chinese which.
    """

    seq: int
    act: str
    about: str
    reviewer: str
    at: str
    note: str
    sources: str
    decisions: str
    catalogue: str
    in_force: bool = True
    suspended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction(reports.Correction):
    """A correction of a misread cell as the store keeps it: what the audit takes, and how it came about.

    ``original`` is what was read, ``state`` (in Chinese) what that was taken for, ``place`` and ``location`` where.
    ``applied`` says that the ledger has a report of that file and that cell.
    """

    seq: int = 0
    act: str = ""
    label: str = ""
    original: str = ""
    state: str = ""
    place: str = ""
    location: dict[str, Any] = field(default_factory=dict)
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer says of one finding or of many: the kind, and what it needs to be understood.

    ``reason`` goes with ``dismissed``, and a ``note`` where that is ``other``; ``question`` with ``explanation_asked``.
    """

    kind: Status
    reason: Reason | None = None
    note: str = ""
    question: str = ""

    def check(self) -> None:
        """Raises StoreError, in Chinese, where something is missing."""
        if self.kind is Status.UNDECIDED:
            raise StoreError("请选择处理意见；要收回意见，请撤销或重新打开。")
        if self.kind is Status.DISMISSED and self.reason is None:
            raise StoreError("认定“不属实”须选择理由。")
        if self.kind is Status.DISMISSED and self.reason is Reason.OTHER and not self.note.strip():
            raise StoreError("理由为“其他”时，须在备注中写明。")
        if self.kind is Status.ASKED and not self.question.strip():
            raise StoreError("要求说明须写明向单位提出的问题。")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done at once: so many findings decided, cells corrected, reports assigned or signed off."""

    act: str
    topic: str
    kind: str
    reviewer: str
    at: str
    rows: int
    undone: bool = False


class ConflictError(StoreError):
    """Somebody else was quicker, or a run has changed the figures: ``entries`` are the findings as they are now.

    Whoever has looked at them and still means it decides again, on these.
    """

    def __init__(self, message: str, entries: tuple[Entry, ...] = ()) -> None:
        """Say in Chinese what has changed."""
        super().__init__(message)
        self.entries = entries
