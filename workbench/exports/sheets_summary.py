"""The sheets that sum up: units, statistics, coverage, what could not be decided, corrections, record of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.exports.sheets import SEVERITIES, UNREAD, VERDICTS, Row, Sheet, conclusion
from workbench.findings import Severity
from workbench.review import Entry, Ledger, ReportRecord, RunRecord, SignOff, Status, local
from workbench.text import normalise

_STATUSES = {status: status.chinese for status in Status}


def units(ledger: Ledger) -> Sheet:
    """单位汇总: one row a report, then the units of the roster that have none."""
    headings = (
        "单位", "年度", "层级", "类别", "上级单位", "地区", "状态", *SEVERITIES.values(), *_STATUSES.values(),
        "负责人", "审签",
    )  # fmt: skip
    rows = [_unit(ledger, report) for report in ledger.reports]
    read = {normalise(report.unit) for report in ledger.reports}
    rows += [
        (one.unit, None, one.level, one.kind, one.parent, one.region, "未见报告", *[None] * 9, "", "")
        for one in ledger.organs
        if normalise(one.unit) not in read
    ]
    return Sheet("单位汇总", headings, rows)


def _unit(ledger: Ledger, report: ReportRecord) -> Row:
    entries = ledger.by_report.get(report.key, ())
    return (
        report.unit, report.year or None, report.level, report.kind, report.parent, report.region, "已核查",
        *_by_severity(entries), *_by_status(entries), report.assignee, signed(report.sign_off),
    )  # fmt: skip


def _by_severity(entries: Iterable[Entry]) -> Iterator[int]:
    counted = Counter(entry.severity for entry in entries)
    return (counted[severity] for severity in SEVERITIES)


def _by_status(entries: Iterable[Entry]) -> Iterator[int]:
    counted = Counter(entry.status for entry in entries)
    return (counted[status] for status in _STATUSES)


def signed(sign_off: SignOff | None) -> str:
    """A sign-off in words: by whom and when, and why it is suspended if it is."""
    if sign_off is None:
        return ""
    words = f"{sign_off.reviewer} {local(sign_off.at)}"
    return words if sign_off.in_force else f"{words}（已中止：{'、'.join(sign_off.suspended_by)}）"


def statistics(ledger: Ledger) -> Sheet:
    """统计: one row for each check that found something, with how many units it concerns and what was decided."""
    headings = ("类别", "检查编号", "检查名称", "问题数", "涉及报告数", *SEVERITIES.values(), *_STATUSES.values())
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        found.setdefault(entry.check, []).append(entry)
    order = {check.code: at for at, check in enumerate(ledger.checks)}
    rows = [
        (entries[0].family, code, entries[0].title, *_counted(entries))
        for code, entries in sorted(found.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))
    ]
    return Sheet("统计", headings, [*rows, ("合计", "", "", *_counted(ledger.entries))])


def _counted(entries: Iterable[Entry]) -> Row:
    listed = tuple(entries)
    return len(listed), len({one.about for one in listed}), *_by_severity(listed), *_by_status(listed)


def coverage(ledger: Ledger) -> Sheet:
    """核查覆盖: one row for each report and check with what its comparisons came to, and the total."""
    headings = ("单位", "年度", "检查编号", "检查名称", "结论", *VERDICTS.values(), "文件")
    rows: list[Row] = []
    for one in ledger.coverage:
        report = ledger.by_key[one.key]
        about = (report.unit, report.year or None, one.check, ledger.title(one.check))
        rows.append((*about, conclusion(one.counts), *one.counts, one.source))
    total = (sum(getattr(one, name) for one in ledger.coverage) for name in VERDICTS)
    return Sheet("核查覆盖", headings, [*rows, ("合计", None, "", "", "", *total, "")], aside=1, details=True)


def undetermined(ledger: Ledger) -> Sheet:
    """未定事项: what could not be decided, and why."""
    headings = ("报告", "检查编号", "检查名称", "事项", "原因", "文件")
    rows = [
        (one.key, one.check, ledger.title(one.check), one.subject, one.reason, one.source)
        for one in ledger.undetermined
    ]
    return Sheet("未定事项", headings, rows, aside=1)


def corrections(ledger: Ledger) -> Sheet:
    """读数更正: what inspectors corrected, with the original reading."""
    headings = ("数据项", "原读数", "原读数状态", "更正为", "理由", "更正人", "更正时间", "是否适用", "位置", "SHA-256")
    rows = [
        (
            one.label, one.original, one.state, one.value, one.reason, one.reviewer, local(one.at),
            "适用" if one.applied else "文件已变，不适用", one.place, one.sha256,
        )
        for one in ledger.corrections
    ]  # fmt: skip
    return Sheet("读数更正", headings, rows)


def record(ledger: Ledger) -> Sheet:
    """运行记录: what made these findings, and every file that went in with its SHA-256 and its totals."""
    headings = ("文件", "状态", "单位", "年度", "版式", *SEVERITIES.values(), *VERDICTS.values(), "SHA-256")
    rows: list[Row] = [
        (
            report.source, "已核查", report.unit, report.year or None, report.edition or "未识别",
            *(ledger.severities[report.key, severity] for severity in SEVERITIES),
            report.agrees, report.differs, report.undetermined, report.not_applicable, report.sha256,
        )
        for report in ledger.reports
    ]  # fmt: skip
    rows += [(failure.source, UNREAD, *[None] * 10, failure.sha256) for failure in ledger.failures]
    return Sheet("运行记录", headings, rows, tuple(run_record(ledger)))


def run_record(ledger: Ledger) -> Iterator[Row]:
    """The latest run: what it was made with, what the office decided for itself, what it came to."""
    run = ledger.run
    yield "程序版本", run.version
    yield "检查目录摘要", run.catalogue
    yield "核查规则摘要", run.policy
    yield from decided(run)
    yield "报告格式", "、".join(run.forms)
    yield "核查时间（UTC）", run.at
    yield "核查次数", len(ledger.runs)
    yield "处理记录校验值", ledger.head
    yield "整批审签", signed(ledger.sign_off)
    yield "已核查报告", len(ledger.reports)
    yield "未能读取的文件", len(ledger.failures)
    counted = Counter(entry.severity for entry in ledger.entries)
    yield from ((word, counted[Severity(severity)]) for severity, word in SEVERITIES.items())


def decided(run: RunRecord) -> Iterator[tuple[str, str]]:
    """What the office decided for itself: changed rules, checks switched off, its own checks, and what failed."""
    for key, value in run.changes.items():
        yield f"核查规则 {key}", value
    for one in run.disabled:
        yield f"停用检查 {one.check} {one.title}", one.reason
    for folder in run.rules:
        yield "自定义规则", folder
    for fault in run.faults:
        yield f"未能使用 {fault.source}", fault.reason
