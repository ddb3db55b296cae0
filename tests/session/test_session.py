"""A session: what messages do to the store and to the screen, without any browser."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.session.desks import UNITS, Desk, audited, desk
from workbench.errors import DocumentError, StoreError
from workbench.review import Ledger, Opinion, Reason, Status, ledger_of
from workbench.review.store import Store
from workbench.session import screen
from workbench.session.commands import COMMANDS
from workbench.session.opening import open_session
from workbench.session.shelf import refuse_changed


def ledger(at: Desk) -> Ledger:
    """What the store has."""
    assert at.session.store is not None
    return at.session.store.ledger()


def statuses(at: Desk) -> dict[str, Status]:
    """What the store says of every finding."""
    return {entry.id: entry.status for entry in ledger(at).entries}


def test_opening_shows_everything(at: Desk) -> None:
    """Head, queue, rows, cursor and the first finding with its report; progress only when it is asked for."""
    assert {"progress"} == set(screen.PARTS) - set(at.screen)
    assert "张三" == at.screen["head"]["reviewer"]
    assert "" == at.screen["head"]["why_not"]
    assert len(ledger(at).entries) == at.screen["queue"]["findings"] == at.screen["head"]["findings"]
    assert ledger(at).entries[0].id == at.here
    (sheet,) = at.screen["sheets"]
    assert UNITS[0] == sheet["unit"]
    assert len(sheet["cells"]) == 200


def test_walking_shows_the_next_finding(at: Desk) -> None:
    """By steps, to a number, to an id; never beyond the ends."""
    ids = [entry.id for entry in ledger(at).entries]
    at("go", by=1)
    assert ids[1] == at.here
    at("go", by=-5)
    assert ids[0] == at.here
    at("go", to=10_000)
    assert ids[-1] == at.here
    at("go", finding=ids[2])
    assert ids[2] == at.here


def test_a_decision_is_in_the_store_and_the_reviewer_goes_on(at: Desk) -> None:
    """Written, shown in the list, and the next open finding is there."""
    first = at.here
    at.decide("confirmed", note="已电话核实")
    assert Status.CONFIRMED == statuses(at)[first]
    assert first != at.here
    row = next(one for one in at.screen["rows"]["rows"] if one["id"] == first)
    assert ("confirmed", True) == (row["status"], row["settled"])
    assert 1 == at.screen["head"]["settled"]
    decision = ledger(at).by_id[first].decision
    assert decision is not None
    assert "已电话核实" == decision.note


def test_a_dismissal_without_a_reason_is_refused_in_words(at: Desk) -> None:
    """Nothing is written, the reviewer stays, and is told what is missing."""
    first = at.here
    patch = at.decide("dismissed")
    assert {"kind": "error", "text": "认定“不属实”须选择理由。"} == patch["notice"]
    assert first == at.here
    assert {Status.UNDECIDED} == set(statuses(at).values())
    at.decide("dismissed", reason="other_basis")
    assert Status.DISMISSED == statuses(at)[first]


def test_all_that_was_done_can_be_undone_and_done_again(at: Desk) -> None:
    """Step by step over the whole session, standing each time at the finding concerned."""
    first, second = at.here, at.decide()["finding"]["id"]
    at.decide("explanation_asked", question="请说明。")
    at("undo")
    assert second == at.here
    assert (Status.CONFIRMED, Status.UNDECIDED) == (statuses(at)[first], statuses(at)[second])
    at("undo")
    assert first == at.here
    assert {Status.UNDECIDED} == set(statuses(at).values())
    assert "没有可以撤销的操作。" == at("undo")["notice"]["text"]
    at("redo")
    at("redo")
    assert (Status.CONFIRMED, Status.ASKED) == (statuses(at)[first], statuses(at)[second])
    assert "没有可以恢复的操作。" == at("redo")["notice"]["text"]


def test_what_was_done_before_a_restart_can_be_undone(at: Desk, tmp_path: Path) -> None:
    """A new session takes back what the one before it did."""
    first = at.here
    at.decide()
    again = Desk(open_session(None, tmp_path / "audit.db", "张三"))
    again("undo")
    assert Status.UNDECIDED == statuses(again)[first]


def test_what_is_decided_anew_ends_what_could_be_redone(at: Desk) -> None:
    """As everywhere."""
    at.decide()
    at("undo")
    at.decide("corrected")
    assert "没有可以恢复的操作。" == at("redo")["notice"]["text"]


def test_many_are_decided_at_once_when_their_number_is_confirmed(at: Desk) -> None:
    """All marked in one act; with another number than was confirmed nothing is written; one undo takes all back."""
    at("mark", what="range", first=0, last=1)
    assert 2 == at.screen["queue"]["marked"]
    assert "error" == at("decide", many=True, count=3, kind="confirmed")["notice"]["kind"]
    assert {Status.UNDECIDED} == set(statuses(at).values())
    at("decide", many=True, count=2, kind="dismissed", reason="local_rule")
    assert 2 == list(statuses(at).values()).count(Status.DISMISSED)
    assert 0 == at.screen["queue"]["marked"]
    at("undo")
    assert {Status.UNDECIDED} == set(statuses(at).values())


def test_a_decision_on_what_somebody_else_decided_meanwhile_is_not_taken(at: Desk, other: Store) -> None:
    """The reviewer is shown the other's decision first; decided again on that, it stands."""
    first = at.here
    other.decide([ledger(at).by_id[first]], Opinion(Status.DISMISSED, Reason.MISREAD), "李四")
    patch = at.decide("confirmed")
    assert "conflict" == patch["notice"]["kind"]
    assert "李四" in patch["notice"]["text"]
    assert first == at.here
    assert "dismissed" == at.screen["finding"]["status"]
    assert Status.DISMISSED == statuses(at)[first]
    at.decide("confirmed")
    assert Status.CONFIRMED == statuses(at)[first]


def test_what_others_decide_is_seen_with_the_next_step(at: Desk, other: Store) -> None:
    """Without asking; but a decision that was begun before is still taken on what was seen then, and refused."""
    entries = ledger(at).entries
    other.decide(entries[:1], Opinion(Status.CONFIRMED), "李四")
    seen = dict(at.screen["finding"])
    at("go", by=1)
    row = next(one for one in at.screen["rows"]["rows"] if one["id"] == entries[0].id)
    assert "confirmed" == row["status"]
    patch = at("decide", finding=seen["id"], version=seen["version"], kind="corrected")
    assert "conflict" == patch["notice"]["kind"]
    assert Status.CONFIRMED == statuses(at)[seen["id"]]


def test_marked_findings_that_have_changed_are_not_decided_on_unseen(at: Desk, other: Store) -> None:
    """Even where the list already shows the change: the reviewer confirms again."""
    at("mark", what="all")
    count = at.screen["queue"]["marked"]
    other.decide(ledger(at).entries[:1], Opinion(Status.CONFIRMED), "李四")
    at("look", first=0, count=10)
    assert "conflict" == at("decide", many=True, count=count, kind="corrected")["notice"]["kind"]
    assert Status.CORRECTED not in statuses(at).values()
    at("decide", many=True, count=count, kind="corrected")
    assert {Status.CORRECTED} == set(statuses(at).values())


def test_a_refused_decision_on_many_leaves_them_marked(at: Desk, other: Store) -> None:
    """Whatever the refusal, the same is decided again on the same findings, with all that was told of it."""
    at("mark", what="range", first=0, last=1)
    told: dict[str, Any] = {"many": True, "count": 2, "kind": "dismissed", "note": "原件清楚"}
    assert "error" == at("decide", **told)["notice"]["kind"]
    assert 2 == at.screen["queue"]["marked"]
    other.decide(ledger(at).entries[:1], Opinion(Status.CONFIRMED), "李四")
    told["reason"] = "misread"
    assert "conflict" == at("decide", **told)["notice"]["kind"]
    assert 2 == at.screen["queue"]["marked"]
    assert "info" == at("decide", **told)["notice"]["kind"]
    made = [entry.decision for entry in ledger(at).entries[:2]]
    assert [("张三", "原件清楚", Reason.MISREAD)] * 2 == [(one.reviewer, one.note, one.reason) for one in made if one]


def test_reviewers_who_differ_are_shown_as_such(at: Desk, other: Store) -> None:
    """Two opinions on the same figures; not where one of them has opened the finding again."""
    first = at.here
    at.decide("confirmed")
    other.decide([ledger(at).by_id[first]], Opinion(Status.DISMISSED, Reason.MISREAD), "李四")
    at("choose", filter={"disagreed": True})
    assert 1 == at.screen["queue"]["findings"]
    assert "意见不一" in at.screen["finding"]["flags"]
    other.decide([ledger(at).by_id[first]], Opinion(Status.REOPENED), "李四")
    at("choose", filter={"disagreed": True})
    assert 0 == at.screen["queue"]["findings"]
    assert at.screen["finding"] is None


def test_the_reviewer_resumes_where_they_left_off(at: Desk, tmp_path: Path) -> None:
    """After a restart; each at their own place; who was never here begins at what is open."""
    at.decide()
    at("go", by=1)
    left = at.here
    again = Desk(open_session(None, tmp_path / "audit.db", "张三"))
    assert left == again.here
    assert "已回到上次查看的问题。" == again.screen["notice"]["text"]
    newcomer = Desk(open_session(None, tmp_path / "audit.db", "王五"))
    assert ledger(at).entries[1].id == newcomer.here


def test_an_audit_that_was_recorded_is_not_recorded_again(tmp_path: Path) -> None:
    """Opened a second time on the same audit, or on one store after another; a run of its own is one more."""
    made = audited(tmp_path / "reports")
    for name in ("a.db", "b.db", "a.db", "b.db"):
        opened = open_session(made, tmp_path / name, "张三")
        assert 1 == len(opened.ledger.runs)
        assert ledger_of(made).entries == tuple(replace(one, first_run=0, last_run=0) for one in opened.ledger.entries)
        opened.close()
    later = replace(made, run=replace(made.run, at="2030-01-01T00:00:00+00:00"))
    again = open_session(later, tmp_path / "a.db", "张三")
    assert 2 == len(again.ledger.runs)
    again.close()


def test_a_store_that_was_spoilt_is_not_an_empty_one(tmp_path: Path) -> None:
    """Nothing has been recorded in the one, which opens; of the other it is told why it does not."""
    path = tmp_path / "a.db"
    empty = open_session(store=path)
    assert () == empty.ledger.entries
    empty.close()
    open_session(audited(tmp_path / "reports"), path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER heads_no_update")
        connection.execute("UPDATE heads SET head = '{}'")
    with pytest.raises(StoreError, match="已损坏"):
        open_session(store=path)


def test_without_a_store_everything_is_seen_and_nothing_decided(tmp_path: Path) -> None:
    """And the reviewer is told why."""
    at = Desk(open_session(audited(tmp_path / "reports"), None, "张三"))
    assert "处理意见库" in at.screen["head"]["why_not"]
    patch = at.decide()
    assert at.screen["head"]["why_not"] == patch["notice"]["text"]


def test_without_a_name_nothing_is_decided_until_it_is_given(tmp_path: Path) -> None:
    """The name can be given at the desk."""
    at = desk(tmp_path, reviewer="")
    assert "请先写明处理人姓名。" == at.decide()["notice"]["text"]
    at("name", reviewer=" 张三 ")
    first = at.here
    at.decide()
    assert Status.CONFIRMED == statuses(at)[first]
    decision = ledger(at).by_id[first].decision
    assert decision is not None
    assert "张三" == decision.reviewer


def test_filters_sorts_and_groups_come_as_messages(at: Desk) -> None:
    """With the numbers beside their values; what is no condition is refused."""
    at("choose", filter={"severities": ["error"], "units": [UNITS[0]], "years": [2023], "text": "总计"})
    found = at.screen["queue"]["findings"]
    assert 0 < found < len(ledger(at).entries)
    assert ["error", "错误", found] in at.screen["queue"]["facets"]["severities"]
    at("choose", filter={}, group="units", sort="severities")
    assert "heading" in at.screen["rows"]["rows"][0]
    for wrong in ({"filter": {"nothing": 1}}, {"filter": {"severities": ["grave"]}}, {"sort": "id"}, {"group": "id"}):
        assert "error" == at("choose", **wrong)["notice"]["kind"]


def test_going_to_a_finding_that_the_filter_hides_takes_the_filter_away(at: Desk) -> None:
    """Such as from a related finding."""
    hidden = ledger(at).entries[-1].id
    at("choose", filter={"units": [UNITS[0]]})
    at("go", finding=hidden)
    assert hidden == at.here
    assert {} == at.screen["queue"]["filter"]


def test_a_message_that_makes_no_sense_is_told_and_logged(at: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The trace stands in the log, the reviewer reads Chinese, and the desk goes on."""
    for message in ({"do": "nothing"}, {"do": "go"}, {"do": "go", "to": "x"}, {"do": "mark", "what": "group"}, {}):
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            patch = at(**{"do": "", **message})
        assert "error" == patch["notice"]["kind"]
        assert "请重试" in patch["notice"]["text"]
        assert caplog.records[0].exc_info
    at("go", by=1)
    assert "notice" not in at.patches[-1]


def test_what_is_told_of_a_finding_names_both_sides_of_its_relation(at: Desk) -> None:
    """The cells that were summed, and the total."""
    finding = next(one for one in ledger(at).entries if one.check == "CF104")
    at("go", finding=finding.id)
    sides = at.screen["finding"]["operands"]
    assert {"left", "right"} == set(sides.values())
    assert "right" == sides["disputes.review.total"]
    assert {"disputes.review.upheld", "disputes.review.pending"} <= set(sides)


def test_evidence_of_the_source_is_shown_around_its_place(at: Desk) -> None:
    """The blocks around a cell, with the cell marked, and around a sentence."""
    finding = next(one for one in ledger(at).entries if one.check == "NT301")
    for number, evidence in enumerate(finding.evidence):
        at("source", report=finding.about, finding=finding.id, evidence=number, name="a")
        shown: dict[str, Any] = at.screen["source"]
        assert "a" == shown["name"]
        assert any(here_of(block) for block in shown["blocks"]), evidence


def here_of(block: dict[str, Any]) -> bool:
    """Whether a block, or a cell of it, is marked."""
    return bool(block.get("here")) or any(cell["here"] for row in block.get("rows", ()) for cell in row)


def test_a_source_that_has_changed_is_not_shown(at: Desk) -> None:
    """What is there now is not what the finding is about."""
    finding = ledger(at).entries[0]
    Path(finding.source).write_text("别的文件", "utf-8")
    at("source", report=finding.about, cell="disputes.review.total", name="b")
    assert "已变" in at.screen["source"]["error"]


def test_a_source_that_cannot_be_shown_is_answered_under_its_name(at: Desk) -> None:
    """Whatever the reason: who waits for a page is told that there will be none."""
    about = ledger(at).entries[0].about
    for asked in ({"report": "没有"}, {"report": about, "finding": "x", "evidence": 0}, {"report": about, "cell": 1}):
        at("source", name="c", **asked)
        assert "c" == at.screen["source"]["name"]
        assert at.screen.pop("source")["error"], asked


def test_a_file_that_cannot_be_read_is_told_in_words() -> None:
    """A disk or a permission fails otherwise than a program."""
    file = Path("/proc/self/mem")
    if not file.is_file():
        pytest.skip("only Linux has a file that nobody can read from its beginning")
    with pytest.raises(DocumentError, match="无法读取"):
        refuse_changed(file, "")


def test_a_correction_is_kept_and_shown(at: Desk) -> None:
    """The cell shows what stands in the file, says so, and can be taken back."""
    about = ledger(at).entries[0].about
    at("correct", report=about, cell="disputes.review.total", value="0", reason="原件为0")
    assert ("disputes.review.total", "0") == (ledger(at).corrections[0].key, ledger(at).corrections[0].value)
    cell = at.screen["sheets"][0]["cells"]["disputes.review.total"]
    assert "0" == cell["text"]
    assert "张三更正为“0”" in cell["correction"]
    at("undo")
    assert () == ledger(at).corrections
    assert "3" == at.screen["sheets"][0]["cells"]["disputes.review.total"]["text"]


def test_every_command_says_what_it_does() -> None:
    """Its docstring is what a developer of another face reads."""
    assert all(one.__doc__ for one in COMMANDS.values())
