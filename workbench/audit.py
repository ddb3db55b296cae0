"""The audit: every check over every report, pair of years, parent and batch; what differs is a finding.

Each comparison keeps its verdict. A check that fails is undetermined on what it failed on, and stops nothing else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from workbench import explain, markup, rules
from workbench.checks import catalogue
from workbench.checks.subjects import Batch, Failure
from workbench.errors import PolicyError
from workbench.findings import Comparison, Confidence, Finding, Manner, Relation, Severity, Verdict
from workbench.folding import folded
from workbench.forms import forms
from workbench.pausing import paused
from workbench.policy import Policy, default, read_policy
from workbench.reports import Report
from workbench.reports.corrections import corrected
from workbench.reports.model import Correction
from workbench.reports.roster import Roster
from workbench.running import FAILED, Outcome, outcomes
from workbench.values import Interval

FINDING_COLUMNS = [
    "id",
    "check",
    "name",
    "severity",
    "confidence",
    "unit",
    "year",
    "source",
    "message",
    "expected",
    "actual",
    "difference",
    "explanation",
    "place",
]
COMPARISON_COLUMNS = ["source", "unit", "year", "check", "at", "subject", "expected", "actual", "verdict", "reason"]
COVERAGE_COLUMNS = ["source", "unit", "year", "check", "title", "agrees", "differs", "undetermined", "not_applicable"]
_ORDER = list(Severity)
_BOUNDS = {Relation.AT_LEAST: "不少于", Relation.BELOW: "低于"}


@dataclass(frozen=True, slots=True)
class Run:
    """What is needed to make the same findings again: version, digests of catalogue and policy, forms, time (UTC).

    ``changes`` are what the policy decides otherwise than the package's own, ``off`` the checks that it has switched
    off: code, title and the reason given. ``rules`` are the folders of an office's own checks and forms, ``faults``
    what of them could not be used, and checks that failed: name and reason. ``second_reviewer`` are the severities
    whose dismissal takes a second reviewer by the policy.
    """

    version: str
    catalogue: str
    policy: str
    forms: tuple[str, ...]
    at: str
    changes: tuple[tuple[str, str], ...] = ()
    off: tuple[tuple[str, str, str], ...] = ()
    rules: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    second_reviewer: tuple[Severity, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The result of a run: ``outcomes`` in the order of reports and catalogue, ``problems`` the findings among them.

    ``roster`` is the batch's, None where it had none. ``corrections`` are those of misread cells that were given;
    the reports have them already. ``policy`` is what the office decided for the run.
    """

    run: Run
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    outcomes: tuple[Outcome, ...]
    problems: tuple[Finding, ...]
    roster: Roster | None = None
    corrections: tuple[Correction, ...] = ()
    policy: Policy = field(default_factory=default)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a finding, the gravest first within a report. Columns: FINDING_COLUMNS; ``place`` in Chinese."""
        rows = [(*(str(getattr(f, name)) for name in FINDING_COLUMNS[:-1]), places(f)) for f in self.problems]
        return pd.DataFrame(rows, columns=FINDING_COLUMNS).astype({"year": "int64"})

    @cached_property
    def comparisons(self) -> pd.DataFrame:
        """One row for each pair of values compared, agreements included. Columns: COMPARISON_COLUMNS."""
        rows = [
            (
                o.report.source,
                o.report.unit,
                o.report.year,
                o.check.code,
                o.comparison.at,
                o.comparison.subject,
                shown(o.comparison.expected),
                shown(o.comparison.actual),
                str(o.verdict),
                o.comparison.reason,
            )
            for o in self.outcomes
        ]
        return pd.DataFrame(rows, columns=COMPARISON_COLUMNS)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """One row for each report and check with the number of comparisons by verdict. Columns: COVERAGE_COLUMNS.

        ``not_applicable`` is 1 where the check found nothing to compare.
        """
        off = {code for code, _, _ in self.run.off}
        counted = Counter((o.report.source, o.check.code, tally(o.verdict)) for o in self.outcomes)
        rows = [
            (r.source, r.unit, r.year, c.code, c.title, *(counted[r.source, c.code, v] for v in COVERAGE_COLUMNS[5:]))
            for r in self.reports
            for c in catalogue()
            if c.code not in off
        ]
        return pd.DataFrame(rows, columns=COVERAGE_COLUMNS)

    @cached_property
    def tallies(self) -> dict[str, dict[str, int]]:
        """For each report's source how many comparisons agree, differ, are undetermined, and checks do not apply."""
        sums = self.coverage.groupby("source", sort=False)[COVERAGE_COLUMNS[5:]].sum()
        return {str(source): {str(name): int(row[name]) for name in sums.columns} for source, row in sums.iterrows()}

    def export(self, *paths: str | Path, kind: str = "") -> None:
        """Write what has been found in the form that each path's suffix asks for.

        The ledger as xlsx, csv, json or sarif, the working paper as html or pdf, the notices to units as docx or zip;
        ``kind`` (ledger, paper, notice, circular) tells the circular from the notices, which are docx as well. Letters
        say what was confirmed: of an audit without a store, nothing yet. Raises ExportError where the suffix is none
        of these or the file cannot be written.
        """
        import_module(EXPORTS).export_audit(self, *map(Path, paths), kind=kind)

    def __repr__(self) -> str:
        """A line: a notebook sends this beside the HTML, and all that an audit holds would be hundreds of megabytes."""
        counted = f"{len(self.reports)} 份报告，{len(self.problems)} 个问题，{len(self.failures)} 个文件未能读取"
        return f"<核查结果：{counted}>"

    def _repr_html_(self) -> str:
        """The findings by report, with their evidence, for a notebook."""
        return markup.render("audit.html.j2", audit=self, severities=tuple(Severity))


EXPORTS = "workbench.exports"
"""What writes an audit to files: it stands above the audit, and is loaded when there is something to write."""


def tally(found: Verdict) -> str:
    """The column of the coverage that a verdict counts in; an explained figure is one that agrees."""
    return str(Verdict.AGREES if found is Verdict.EXPLAINED else found)


def audit(
    reports: Batch | Iterable[Report],
    policy: Policy | str | Path | None = None,
    corrections: Iterable[Correction] = (),
) -> Audit:
    """Run the catalogue over the reports, by the office's policy or the package's own.

    ``corrections`` are cells that inspectors set right; each counts for the file that it was made on and no other, and
    every finding that rests on one says so. Raises PolicyError where the policy cannot be read or names a check that
    does not exist.
    """
    given = tuple(corrections)
    batch = reports if isinstance(reports, Batch) else Batch(tuple(reports))
    batch = replace(batch, reports=tuple(corrected(report, given) for report in batch.reports))
    rules.installed()
    decided = policy if isinstance(policy, Policy) else read_policy(policy) if policy else default()
    refuse_unknown(decided)
    with paused():
        found_out = tuple(outcomes(batch, decided))
    different = (one for one in found_out if one.verdict in (Verdict.DIFFERS, Verdict.EXPLAINED))
    found = folded([(_finding(one, decided, batch), one) for one in different], decided)
    order = {report.source: at for at, report in enumerate(batch.reports)}
    found.sort(key=lambda finding: (order.get(finding.source, len(order)), _ORDER.index(finding.severity)))
    run = _run(decided, found_out)
    return Audit(run, batch.reports, batch.failures, found_out, tuple(found), batch.roster, given, decided)


def refuse_unknown(policy: Policy) -> None:
    """Raises PolicyError where the policy speaks of checks that do not exist."""
    known = {one.code for one in catalogue()}
    strange = [code for code in (*policy.disabled, *policy.severity) if code not in known]
    if strange:
        raise PolicyError(f"核查规则提到不存在的检查：{'、'.join(strange)}；用 workbench checks 查看全部检查。")


def _finding(outcome: Outcome, policy: Policy, batch: Batch) -> Finding:
    check, report, comparison = outcome.check, outcome.report, outcome.comparison
    explained = outcome.verdict is Verdict.EXPLAINED
    return Finding(
        check=check.code,
        name=check.name,
        title=check.title,
        severity=Severity.NOTICE if explained else Severity(policy.severity.get(check.code, check.severity)),
        confidence=_confidence(comparison),
        unit=report.unit,
        year=report.year,
        source=report.source,
        at=comparison.at,
        message=explain.message(comparison, outcome.verdict),
        explanation=explain.explanation(comparison, outcome.verdict) + explain.corrections(comparison, report, batch),
        expected=_worded(comparison, comparison.expected, _BOUNDS.get(comparison.relation, "")),
        actual=_worded(comparison, comparison.actual, ""),
        difference=_difference(comparison),
        evidence=comparison.evidence,
        basis=check.basis,
        covers=comparison.covers,
        copy=batch.copies.get(report.source, ""),
        report=report if isinstance(report, Report) else None,
        against=comparison.against,
    )


def _confidence(comparison: Comparison) -> Confidence:
    """Low where the comparison is not sure of itself, or rests on what was recognised in a picture."""
    scores = (evidence.location.score for evidence in comparison.evidence if evidence.location)
    sure = comparison.confident and all(score is None for score in scores)
    return Confidence.HIGH if sure else Confidence.LOW


def _worded(comparison: Comparison, value: Interval | str | None, bound: str) -> str:
    """A value as the ledger shows it; of the form's bounds with its unit and in words, so that no bound looks due."""
    bounded = comparison.manner is Manner.FORM and comparison.relation in _BOUNDS and isinstance(value, Interval)
    return f"{bound}{value}{comparison.unit}" if bounded else shown(value)


def shown(value: Interval | str | None) -> str:
    """A value as the ledger shows it; empty where there is none."""
    return "" if value is None else str(value)


def _difference(comparison: Comparison) -> str:
    expected, actual = comparison.expected, comparison.actual
    if comparison.manner is Manner.FORM and comparison.relation in _BOUNDS:
        return ""
    if isinstance(expected, Interval) and isinstance(actual, Interval) and expected.is_exact and actual.is_exact:
        return str(actual - expected)
    return ""


def places(finding: Finding) -> str:
    """The places of a finding's evidence in words, after the name of the file where that is another's."""
    found = (f"{evidence.source} {evidence.location}".strip() for evidence in finding.evidence if evidence.location)
    return "；".join(dict.fromkeys(found))


def _run(policy: Policy, found: Iterable[Outcome]) -> Run:
    checks = catalogue()
    listed = "\n".join(f"{one.code} {one.name} {one.severity} {one.documentation}" for one in checks)
    return Run(
        version=version("disclosure-workbench"),
        catalogue=hashlib.sha256(listed.encode()).hexdigest()[:16],
        policy=policy.digest,
        forms=tuple(form.id for form in forms()),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        changes=policy.changes,
        off=tuple((one.code, one.title, policy.disabled[one.code]) for one in checks if one.code in policy.disabled),
        rules=tuple(map(str, rules.folders())),
        faults=(*rules.faults(), *_failed(found)),
        second_reviewer=tuple(Severity(one) for one in policy.review.second_reviewer),
    )


def _failed(found: Iterable[Outcome]) -> Iterator[tuple[str, str]]:
    """The checks that failed, each with the reason and on how many reports."""
    failed = [one for one in found if one.comparison.at.partition("#")[0] == FAILED]
    for (code, reason), times in Counter((one.check.code, one.comparison.reason) for one in failed).items():
        yield code, f"{reason}；在{times}份报告上未能判断。"
