"""Ledgers for the tests of exports: findings decided in every way, without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from tests.builders import empty
from tests.review import drafts
from tests.review.drafts import ASK, NO, YES, faulty
from workbench.audit import audit
from workbench.checks.subjects import Batch, Failure
from workbench.policy import Letters
from workbench.reports.roster import Roster, Unit
from workbench.review import Decision, Entry, Ledger, Opinion, Standing, Status, ledger_of
from workbench.review.model import Correction, SignOff

BUREAUS = "水利局", "民政局", "教育局", "农业局"
LATE = date(2024, 2, 20)
NUMBER = "青政办公开函〔2024〕3号"
OFFICE = Letters(office="青石县人民政府办公室", number=NUMBER, contact="李四", questions=True, dated=date(2024, 3, 5))


def decided(entry: Entry, opinion: Opinion, reviewer: str = "张三", **state: object) -> Entry:
    """A finding with a decision on it, as a store tells it."""
    taken = Decision(
        seq=1,
        act="a",
        kind=opinion.kind,
        reviewer=reviewer,
        at="2024-03-01T02:30:00.000+00:00",
        reason=opinion.reason,
        note=opinion.note,
        question=opinion.question,
        expected=entry.expected,
        actual=entry.actual,
        digest=entry.digest,
    )
    found = {"status": opinion.kind, "decision": taken, "history": (taken,), "version": 1, **state}
    return replace(entry, **found)  # type: ignore[arg-type]


@cache
def undecided() -> Ledger:
    """Four bureaus, of which three have errors, one is late, one has none; one is missing, one file was not read."""
    text = "（一）主动公开。制发行政规范性文件5件，其中公开4件。", "（二）依申请公开。收到政府信息公开申请12件。"
    worst = faulty("青石县水利局", {"disputes.review.total": 3, "disclosure.fees.charged": -1})
    filed = [
        worst.with_text("一", *text),
        faulty("青石县民政局"),
        empty(unit="青石县教育局"),
        faulty("青石县农业局", {"applications.granted.total": 2}),
    ]
    reports = tuple(drafts.report(draft, f"{draft.unit}.txt") for draft in filed)
    units = [Unit(f"青石县{name}", "县级", "部门", "青石县人民政府") for name in (*BUREAUS, "林业局")]
    units[1] = replace(units[1], published=LATE)
    batch = Batch(reports, (Failure("坏.pdf", "文件已损坏。", "0" * 64),), Roster(tuple(units)))
    return ledger_of(audit(batch))


@cache
def ledger() -> Ledger:
    """The same, decided on in every way: one asked, mended, dismissed, stale, undecided; the others confirmed."""
    made = undecided()
    opinions = {1: ASK, 2: Opinion(Status.CORRECTED, note="已更正"), 4: NO, 7: NO}
    found = [decided(one, opinions.get(at, YES)) for at, one in enumerate(made.entries)]
    found[3] = replace(found[3], stale=True)
    found[5] = replace(found[5], history=(*found[5].history, replace(found[5].history[0], seq=2, undone=True)))
    found[6] = made.entries[6]
    first = made.reports[0]
    signed = SignOff(9, "s", first.key, "赵六", "2024-03-02T01:00:00.000+00:00", "同意", "a", "b", "c")
    fixed = replace(made.entries[0], id="f" * 16, standing=Standing.FIXED, standing_note="更正后的报告中不再发现")
    return replace(
        made,
        entries=tuple(found),
        vanished=(decided(fixed, YES),),
        reports=(replace(first, sign_off=signed, assignee="李四"), *made.reports[1:]),
        corrections=(_correction(first.sha256),),
        head="e" * 64,
    )


def _correction(sha256: str) -> Correction:
    made = Correction(sha256, "disputes.review.upheld", "0", "原件为0", "张三", "2024-03-01T02:00:00.000+00:00")
    return replace(made, label="表四“行政复议”行“结果维持”列", original="O")
