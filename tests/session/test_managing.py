"""Progress, assignments, sign-offs, and later runs, as a session has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.review.drafts import SECOND
from tests.session.desks import UNITS, Desk, audited, drafts, written
from workbench.audit import audit
from workbench.batch import load
from workbench.review import Opinion, Reason, Status, ledger_of
from workbench.review.store import Store
from workbench.session.opening import open_session


def lines(at: Desk, by: str, **more: object) -> dict[str, Any]:
    """The lines of progress by their names."""
    at("show_progress", by=by, **more)
    return {line["name"]: line for line in at.screen["progress"]["lines"]}


def test_progress_is_counted_by_report_unit_family_and_reviewer(at: Desk) -> None:
    """Each line says how many findings there are and how many are settled; together they are all."""
    at.decide("confirmed")
    total = len(at.session.columns)
    for by in ("reports", "units", "families", "reviewers"):
        found = lines(at, by)
        assert total == sum(line["findings"] for line in found.values()), by
        assert 1 == sum(line["settled"] for line in found.values()), by
    assert (total, 1) == (at.screen["progress"]["whole"]["findings"], at.screen["progress"]["whole"]["settled"])
    assert [UNITS[1]] == list(lines(at, "units", text=UNITS[1]))
    assert "error" == at("show_progress", by="nothing")["notice"]["kind"]


def test_reports_are_assigned_and_the_queue_knows_to_whom(at: Desk) -> None:
    """By their keys, or as those that the marked findings are about; taken back by one undo."""
    about = at.screen["finding"]["about"]
    at("mark")
    at("assign", marked=True, assignee=" 李四 ")
    assert "李四" == at.screen["finding"]["assignee"]
    assert {"李四": len([one for one in at.session.columns.entries if one.about == about])} == {
        name: count for name, _, count in at.screen["queue"]["facets"]["assignees"] if name
    }
    assert "李四" == lines(at, "reports")[about]["assignee"]
    at("undo")
    assert "" == at.screen["finding"]["assignee"]


def test_a_report_is_signed_off_once_its_findings_are_settled(at: Desk) -> None:
    """Before that it is refused in words; a later change suspends it."""
    about = at.screen["finding"]["about"]
    assert "error" == at("sign_off", about=about)["notice"]["kind"]
    at("choose", filter={"reports": [about]})
    at("mark", what="all")
    at("decide", many=True, count=at.screen["queue"]["marked"], kind="confirmed")
    at("sign_off", about=about)
    assert lines(at, "reports")[about]["sign_off"]["in_force"]
    at("choose", filter={"reports": [about]})
    at("undo")
    at("undo")
    assert not lines(at, "reports")[about]["sign_off"]


def test_a_dismissal_that_takes_two_waits_for_the_second_reviewer(tmp_path: Path) -> None:
    """It is among those to be seen by a second one, and not settled until that one agrees."""
    made = audit(load(written(tmp_path / "reports", drafts()), jobs=1), SECOND)
    at = Desk(open_session(made, tmp_path / "audit.db", "张三"))
    finding = next(one for one in at.session.columns.entries if one.severity == "error")
    at("go", finding=finding.id)
    at.decide("dismissed", reason="misread", advance=False)
    assert (["待复核"], False) == (at.screen["finding"]["flags"], at.screen["finding"]["settled"])
    second = Desk(open_session(None, tmp_path / "audit.db", "李四"))
    second("choose", filter={"needs_second": True})
    assert finding.id == second.here
    second.decide("dismissed", reason="misread", advance=False)
    assert second.screen["head"]["settled"] == 1
    assert [] == second.screen["finding"]["flags"]


def test_figures_decided_on_stand_beside_those_of_a_later_run(at: Desk, other: Store, tmp_path: Path) -> None:
    """Taken in when it is asked for; what was decided on other figures is to be looked at again."""
    finding = next(one for one in at.session.columns.entries if one.unit == UNITS[1] and one.check.startswith("CF"))
    at("go", finding=finding.id)
    at.decide("confirmed", advance=False)
    changed = drafts()
    changed[1] = changed[1].with_values(**{"disputes.review.total": 9})
    other.record(ledger_of(audited(tmp_path / "reports", changed)), "李四")
    assert at("go", by=0)["head"]["outdated"]
    at("reload")
    assert not at.screen["head"]["outdated"]
    assert finding.id == at.here
    assert {"actual_then": "4", "actual": "9"}.items() <= at.screen["finding"]["stale"].items()
    assert ["数据已变"] == at.screen["finding"]["flags"]
    at("choose", filter={"stale": True})
    assert 1 == at.screen["queue"]["findings"]


def test_a_newer_opinion_of_another_is_kept_beside_ones_own(at: Desk, other: Store) -> None:
    """The whole history is told, what was taken back as such."""
    entry = at.session.queue.current
    assert entry
    other.decide([entry], Opinion(Status.DISMISSED, Reason.MISREAD, "原件清楚"), "李四")
    at("go", by=0)
    at.decide("confirmed", advance=False)
    at("undo")
    told = [(one["reviewer"], one["kind"], one["undone"]) for one in at.screen["finding"]["history"]]
    assert [("李四", "dismissed", False), ("张三", "confirmed", True)] == told
    assert "dismissed" == at.screen["finding"]["status"]
