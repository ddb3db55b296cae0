"""What the ledger says, as sheets of rows under Chinese headings, whatever file it is then written to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.audit import Audit, Run, places
from workbench.findings import Evidence, Finding, Severity, Verdict

Value = str | int | float | None
Row = tuple[Value, ...]

SEVERITIES = {severity: severity.chinese for severity in Severity}
VERDICTS = {str(verdict): verdict.chinese for verdict in Verdict if verdict is not Verdict.EXPLAINED}
"""The words for severities, and for verdicts as the coverage counts them."""
UNREAD = "未能读取"
"""Stands where a finding has its severity, in the row of a file that could not be read."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?P<fraction>\.\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """A titled table; ``preamble`` holds names and values to be set above it."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Row]
    preamble: Sequence[Row] = ()


def printable(text: str) -> str:
    """A text of a document without the control characters that files and terminals choke on."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def sheets(audit: Audit) -> tuple[Sheet, ...]:
    """The ledger's sheets: findings, coverage, and the record of the run."""
    return findings(audit), coverage(audit), record(audit)


def findings(audit: Audit) -> Sheet:
    """问题台账: one row a finding, then one for each file that could not be read."""
    headings = (
        "序号", "单位", "年度", "严重程度", "检查编号", "检查名称", "问题", "应为（依据值）", "实际", "差额", "说明",
        "原文摘录", "位置", "文件", "可信度", "问题编号",
    )
    found = [_finding(finding) for finding in audit.problems]
    unread = [
        ("", None, UNREAD, "", "", failure.reason, None, None, None, "", "", "", failure.source, "", "")
        for failure in audit.failures
    ]
    rows = [(number, *row) for number, row in enumerate((*found, *unread), 1)]
    return Sheet("问题台账", headings, rows)


def _finding(finding: Finding) -> Row:
    return (
        finding.unit, finding.year or None, finding.severity.chinese, finding.check, finding.title, finding.message,
        number(finding.expected), number(finding.actual), number(finding.difference), finding.explanation,
        "\n".join(_quoted(finding, evidence) for evidence in finding.evidence), places(finding), finding.source,
        finding.confidence.chinese, finding.id,
    )


def _quoted(finding: Finding, evidence: Evidence) -> str:
    """A piece of evidence as the source has it, a cell after its name in the form."""
    if evidence.kind != "cell":
        return evidence.text
    named = finding.report and evidence.key in finding.report.form.cells
    label = finding.report.form.label(evidence.key) if finding.report and named else evidence.key
    label = f"{evidence.source} {label}" if evidence.source else label
    return f"{label}：{evidence.text or '（空白）'}"


def number(text: str) -> Value:
    """A text that is a number and nothing else as that number; None where there is no text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text or None
    return float(text) if match["fraction"] else int(text)


def coverage(audit: Audit) -> Sheet:
    """核查覆盖: one row for each report and check with what its comparisons came to, and the total."""
    headings = ("单位", "年度", "检查编号", "检查名称", "结论", *VERDICTS.values(), "文件")
    rows: list[Row] = []
    for row in audit.coverage.to_dict("records"):
        counts = [int(row[name]) for name in VERDICTS]
        place = (row["unit"], int(row["year"]) or None, row["check"], row["title"])
        rows.append((*place, conclusion(counts), *counts, row["source"]))
    total = (int(audit.coverage[name].sum()) for name in VERDICTS)
    return Sheet("核查覆盖", headings, [*rows, ("合计", None, "", "", "", *total, "")])


def conclusion(counts: Sequence[int]) -> str:
    """The word for what comparisons came to: the gravest of agrees, differs, undetermined, not applicable."""
    agrees, differs, undetermined, _ = counts
    if differs:
        return VERDICTS["differs"]
    if undetermined:
        return VERDICTS["undetermined"]
    return VERDICTS["agrees" if agrees else "not_applicable"]


def record(audit: Audit) -> Sheet:
    """运行记录: what made these findings, and every file that went in with its SHA-256 and its totals."""
    headings = ("文件", "状态", "单位", "年度", "版式", *SEVERITIES.values(), *VERDICTS.values(), "SHA-256")
    counted = severities(audit)
    verdicts = audit.tallies
    rows: list[Row] = [
        (
            report.source, "已核查", report.unit, report.year or None, report.edition or "未识别",
            *(counted[report.source, severity] for severity in SEVERITIES), *verdicts[report.source].values(),
            report.sha256,
        )
        for report in audit.reports
    ]
    rows += [(failure.source, UNREAD, *[None] * 10, failure.sha256) for failure in audit.failures]
    return Sheet("运行记录", headings, rows, tuple(_run(audit)))


def _run(audit: Audit) -> Iterator[Row]:
    counted = Counter(finding.severity for finding in audit.problems)
    yield "程序版本", audit.run.version
    yield "检查目录摘要", audit.run.catalogue
    yield "核查规则摘要", audit.run.policy
    yield from decided(audit.run)
    yield "报告格式", "、".join(audit.run.forms)
    yield "核查时间（UTC）", audit.run.at
    yield "已核查报告", len(audit.reports)
    yield "未能读取的文件", len(audit.failures)
    for severity, word in SEVERITIES.items():
        yield word, counted[severity]


def decided(run: Run) -> Iterator[tuple[str, str]]:
    """What the office decided for itself: changed rules, checks switched off, its own checks, and what failed."""
    for key, value in run.changes:
        yield f"核查规则 {key}", value
    for code, title, reason in run.off:
        yield f"停用检查 {code} {title}", reason
    for folder in run.rules:
        yield "自定义规则", folder
    for name, reason in run.faults:
        yield f"未能使用 {name}", reason


def severities(audit: Audit) -> Counter[tuple[str, Severity]]:
    """How many findings of each severity each source has."""
    return Counter((finding.source, finding.severity) for finding in audit.problems)
