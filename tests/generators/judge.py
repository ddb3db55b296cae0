"""Runs generated reports through the package's public path and judges what it finds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.builders import as_text
from tests.generators.faulty import Planted, planted
from tests.generators.truthful import truthful
from workbench.audit import audit
from workbench.documents import Document
from workbench.documents.plain import blocks
from workbench.findings import Evidence, Finding, Severity
from workbench.reports import Report, recognise


@dataclass(frozen=True)
class Accusation:
    """A finding against a true report: the seed, the check, its message and the sentences that it points at."""

    seed: int
    check: str
    message: str
    sentences: str


@dataclass(frozen=True)
class Trial:
    """A planted contradiction, and the check of each finding: of its families at its place, which found it.

    ``also`` are errors and warnings of other families at its place, ``beside`` those of any family elsewhere.
    """

    kind: str
    seed: int
    checks: tuple[str, ...]
    also: tuple[str, ...]
    beside: tuple[str, ...]
    description: str
    sentence: str
    found: str

    @property
    def caught(self) -> bool:
        """Whether it was found."""
        return bool(self.checks)


def report_of(text: str) -> Report:
    """A report read from text as a file of it would be."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return recognise(Document("generated.txt", digest, tuple(blocks(text))))


def findings_of(text: str) -> tuple[Finding, ...]:
    """What an audit of the text finds."""
    return audit([report_of(text)]).problems


def grave(finding: Finding) -> bool:
    """Whether a finding is more than a notice."""
    return finding.severity is not Severity.NOTICE


def accusations(seed: int) -> list[Accusation]:
    """The errors and warnings that a true report gets; each is a false one."""
    text = as_text(truthful(seed).draft)
    return [
        Accusation(seed, one.check, one.message, "；".join(_around(text, evidence) for evidence in one.evidence))
        for one in findings_of(text)
        if grave(one)
    ]


def trial(kind: str, seed: int) -> Trial:
    """Plants a contradiction of a kind and looks for it."""
    plant = planted(kind, seed)
    report = report_of(plant.text)
    found = audit([report]).problems
    pointing = [one for one in found if grave(one) and _points(plant, report, one)]
    checks = tuple(one.check for one in pointing if one.check.startswith(plant.families))
    also = tuple(one.check for one in pointing if not one.check.startswith(plant.families))
    beside = tuple(one.check for one in found if grave(one) and one not in pointing)
    shown = "; ".join(f"{one.check} {one.severity} {one.message}" for one in found)
    return Trial(kind, seed, checks, also, beside, plant.description, plant.sentence, shown)


def _points(plant: Planted, report: Report, finding: Finding) -> bool:
    """Whether a finding is about the place of the contradiction."""
    if plant.sentence:
        return any(_within(report, plant.sentence, evidence) for evidence in finding.evidence)
    keys = [evidence.key for evidence in finding.evidence if evidence.kind == "cell"]
    return any(fnmatchcase(key, pattern) for key in keys for pattern in plant.cells)


def _within(report: Report, sentence: str, evidence: Evidence) -> bool:
    """Whether a span of the narrative overlaps the sentence."""
    section = report.section(evidence.section) if evidence.kind == "span" and evidence.section is not None else None
    start = section.text.find(sentence.strip()) if section else -1
    return start >= 0 and evidence.start < start + len(sentence) and evidence.end > start


def _around(text: str, evidence: Evidence) -> str:
    """The sentence of the report that a piece of evidence stands in; the key of a cell."""
    if evidence.kind == "cell":
        return f"[{evidence.key}={evidence.text}]"
    line = next((line for line in text.split("\n") if evidence.text and evidence.text in line), "")
    at = line.find(evidence.text)
    start = line.rfind("。", 0, at) + 1
    end = line.find("。", at + len(evidence.text))
    return line[start : end if end >= 0 else len(line)]
