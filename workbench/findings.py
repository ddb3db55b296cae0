"""What checks yield and what becomes of it: comparisons, verdicts, findings, and the evidence for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from workbench import markup
from workbench.documents import Location
from workbench.likeness import Compared, compare
from workbench.privacy import masked, personal
from workbench.reports import Report
from workbench.reports.amounts import Term
from workbench.reports.model import Absent
from workbench.values import Interval


class Verdict(StrEnum):
    """How a comparison came out.

    ``explained``: equal on another basis than the usual one, which counts as agreement and is worth a notice.
    """

    AGREES = "agrees"
    EXPLAINED = "explained"
    DIFFERS = "differs"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def chinese(self) -> str:
        """The word that an inspector reads."""
        words = {"agrees": "相符", "explained": "口径不同", "differs": "不符", "undetermined": "未定"}
        return words.get(self, "不适用")


class Severity(StrEnum):
    """error 错误: figures contradict; warning 疑点: a person must look; notice 提示: form and style."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def chinese(self) -> str:
        """The word that an inspector reads."""
        return {"error": "错误", "warning": "疑点", "notice": "提示"}[self]


class Confidence(StrEnum):
    """How sure the reading is that a finding rests on."""

    HIGH = "high"
    LOW = "low"

    @property
    def chinese(self) -> str:
        """The word that an inspector reads."""
        return {"high": "高", "low": "低，请人工核对"}[self]


class Relation(StrEnum):
    """What the actual value must be to the expected one."""

    EQUAL = "equal"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"


Value = Interval | str | None
"""A number, a text, or nothing where it could not be read."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the source: a statutory cell, a span of the narrative, or another place such as a heading.

    ``source`` is the file, where it is not that of the report which the comparison is about.
    """

    kind: Literal["cell", "span", "place"]
    text: str
    location: Location | None = None
    key: str = ""
    section: int | None = None
    start: int = 0
    end: int = 0
    source: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The fields of its kind, ready for JSON."""
        return {
            "kind": self.kind,
            **({"source": self.source} if self.source else {}),
            **self._particulars(),
            "location": self.location.as_dict() if self.location else {},
        }

    def _particulars(self) -> dict[str, Any]:
        if self.kind == "cell":
            return {"key": self.key, "text": self.text}
        if self.kind == "span":
            return {"section": self.section, "text": self.text, "start": self.start, "end": self.end}
        return {"text": self.text}


class Manner(StrEnum):
    """What kind of thing is compared, which decides how it is put into words."""

    SUM = "sum"
    TABLE = "table"
    TEXT = "text"
    FORM = "form"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values that must stand in a relation, and all that is needed to say so later.

    ``at`` is the place that the comparison is about and, within check and report, its identity: it holds no
    figures. ``subject`` names, in Chinese, what ``expected`` is, for the message. ``left`` and ``right`` are the
    operands of ``expected`` and ``actual`` where they were summed, ``divisor`` those of what ``left`` is a percentage
    of. ``bases`` are other meanings under which the actual value is explained, ``same`` such as are as good as the
    usual one; ``hints`` are quantities that a difference may come from. ``lenient`` is the expected value where cells
    left blank may be anything. ``reason`` says, in Chinese, why nothing can be decided; ``note`` is added to the
    explanation. Where it is not ``confident``, a difference is not asserted. ``about`` is the report concerned, where
    the check is over more than one, ``against`` the one that it is held against. ``covers`` are the checks and places
    whose findings this one says the cause of, ``parts`` what is compared there; ``cures`` are the cells of the report,
    with their values, that put it right. Differences of one ``bundle`` that no cause explains are one finding.
    """

    at: str
    subject: str
    expected: Value
    actual: Value
    manner: Manner = Manner.FORM
    relation: Relation = Relation.EQUAL
    evidence: tuple[Evidence, ...] = ()
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    divisor: tuple[Term, ...] = ()
    same: tuple[Interval, ...] = ()
    bases: tuple[tuple[str, Interval], ...] = ()
    hints: tuple[tuple[str, Interval], ...] = ()
    lenient: Interval | None = None
    reason: str = ""
    note: str = ""
    unit: str = "件"
    confident: bool = True
    about: Report | Absent | None = field(default=None, repr=False)
    against: Report | None = field(default=None, repr=False)
    covers: tuple[tuple[str, str], ...] = ()
    parts: tuple[Comparison, ...] = ()
    cures: tuple[tuple[str, Interval], ...] = ()
    bundle: str = ""

    def masked(self) -> Comparison:
        """The comparison as it may be kept and shown: personal numbers masked in all that it says."""
        if not personal("\n".join(self.texts())):
            return self
        return replace(
            self,
            at=masked(self.at),
            subject=masked(self.subject),
            expected=_masked(self.expected),
            actual=_masked(self.actual),
            left=_terms(self.left),
            right=_terms(self.right),
            divisor=_terms(self.divisor),
            reason=masked(self.reason),
            note=masked(self.note),
            evidence=tuple(one if one.kind == "cell" else replace(one, text=masked(one.text)) for one in self.evidence),
            bases=tuple((masked(name), value) for name, value in self.bases),
            hints=tuple((masked(name), value) for name, value in self.hints),
            parts=tuple(one.masked() for one in self.parts),
        )

    def texts(self) -> Iterator[str]:
        """All that it says in words."""
        yield from (self.at, self.subject, self.reason, self.note)
        yield from (value for value in (self.expected, self.actual) if isinstance(value, str))
        yield from (one.text for one in self.evidence if one.kind != "cell")
        yield from (term.name for term in (*self.left, *self.right, *self.divisor))
        yield from (name for name, _ in (*self.bases, *self.hints))
        yield from (text for one in self.parts for text in one.texts())


def _masked(value: Value) -> Value:
    return masked(value) if isinstance(value, str) else value


def _terms(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(replace(one, name=masked(one.name)) for one in terms)


@dataclass(frozen=True)
class Finding:
    """One thing for the inspector to decide on.

    ``id`` stays the same as long as check, unit, year and place do; ``digest`` changes with the figures, so that
    a decision taken on other figures is seen to be stale. ``folded`` are the findings that this one says the cause
    of, ``covers`` their checks and places. ``copy`` tells the report from another of the same unit and year, and is
    empty for the first. ``report`` is None where the finding is that there is none; ``against`` is the report that it
    is held against, where there is one.
    """

    check: str
    name: str
    title: str
    severity: Severity
    confidence: Confidence
    unit: str
    year: int
    source: str
    at: str
    message: str
    explanation: str
    expected: str
    actual: str
    difference: str
    evidence: tuple[Evidence, ...]
    basis: str = ""
    folded: tuple[Finding, ...] = ()
    covers: tuple[tuple[str, str], ...] = ()
    copy: str = ""
    report: Report | None = field(default=None, repr=False, compare=False)
    against: Report | None = field(default=None, repr=False, compare=False)

    @property
    def compared(self) -> Iterator[Compared]:
        """The sections of the two reports that a finding of likeness is about, to be shown side by side."""
        if self.report is None or self.against is None:
            return
        spans = [one for one in self.evidence if one.kind == "span"]
        own = (self.report.section(one.section or 0) for one in spans if not one.source)
        others = (self.against.section(one.section or 0) for one in spans if one.source)
        for section, other in zip(own, others, strict=False):
            if section and other:
                yield compare(self.report, section, self.against, other)

    @property
    def id(self) -> str:
        """16 hexadecimal digits over check, unit, year and place."""
        return _digest(self.check, self.unit, str(self.year), self.at, *([self.copy] if self.copy else []))

    @property
    def digest(self) -> str:
        """16 hexadecimal digits over the figures, those of the report that were folded into it among them."""
        folded = (one.digest for one in self.folded if one.source == self.source)
        return _digest(self.expected, self.actual, *folded)

    def as_dict(self) -> dict[str, Any]:
        """The finding as ``audit --format json`` prints it."""
        names = ("id", "check", "name", "severity", "confidence", "unit", "year", "source", "message")
        figures = ("expected", "actual", "difference", "explanation")
        return {
            **{name: getattr(self, name) for name in (*names, *figures)},
            "evidence": [evidence.as_dict() for evidence in self.evidence],
            **({"folded": [one.as_dict() for one in self.folded]} if self.folded else {}),
        }

    def _repr_html_(self) -> str:
        """The finding with its evidence, for a notebook."""
        return markup.render("finding.html.j2", finding=self)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
