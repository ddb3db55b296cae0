"""Decisions: what they need, what becomes of them, and that nobody's work is overwritten unseen."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.review.drafts import AGAIN, ASK, DONE, NO, SECOND, YES, again, faulty, ledger, three
from workbench.errors import PolicyError, StoreError
from workbench.policy import Policy, default, parse
from workbench.review import Filter, Ledger, Status
from workbench.review.model import ConflictError, Entry, Opinion
from workbench.review.recorded import current_files
from workbench.review.store import Store, open_store
from workbench.review.words import Reason, local

FIRST = datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def held(store: Store) -> Ledger:
    """The ledger of a store with three findings that nobody has decided on."""
    store.record(three(), "张三")
    return store.ledger()


def statuses(found: Ledger) -> list[str]:
    """What was decided on each finding, in words."""
    return [entry.status_words for entry in found.entries]


@pytest.mark.parametrize("opinion", [YES, NO, ASK, DONE, AGAIN], ids=lambda one: str(one.kind))
def test_a_decision_is_kept_with_all_that_was_said(store: Store, held: Ledger, opinion: Opinion) -> None:
    """Kind, reason, note, question, reviewer, figures and file stand in the ledger, whoever reads it."""
    entry = held.entries[0]
    store.decide([entry], opinion, " 张三 ")
    found = store.ledger().entries[0]
    decision = found.decision
    assert decision
    assert (opinion.kind, opinion.reason) == (decision.kind, decision.reason)
    assert (opinion.note, opinion.question) == (decision.note, decision.question)
    assert ("张三", entry.expected, entry.actual, entry.digest) == (
        decision.reviewer, decision.expected, decision.actual, decision.digest,
    )  # fmt: skip
    assert held.reports[0].sha256 == decision.sha256
    assert (opinion.kind, False, False) == (found.status, found.stale, found.needs_second)
    assert (decision,) == found.history


@pytest.mark.parametrize(
    ("opinion", "told"),
    [
        (Opinion(Status.UNDECIDED), "请选择"),
        (Opinion(Status.DISMISSED), "选择理由"),
        (Opinion(Status.DISMISSED, note="口头说明"), "选择理由"),
        (Opinion(Status.DISMISSED, Reason.OTHER, note="  "), "备注"),
        (Opinion(Status.ASKED, question=" "), "问题"),
    ],
)
def test_what_is_not_said_is_asked_for(store: Store, held: Ledger, opinion: Opinion, told: str) -> None:
    """A dismissal without a reason, a question that is none: refused in Chinese, and nothing is written."""
    with pytest.raises(StoreError, match=told):
        store.decide(held.entries[:1], opinion, "张三")
    assert held == store.ledger()


def test_somebody_decides_on_something(store: Store, held: Ledger) -> None:
    """No decision without a name, none on nothing."""
    with pytest.raises(StoreError, match="处理人"):
        store.decide(held.entries[:1], YES, "  ")
    with pytest.raises(StoreError, match="没有选中"):
        store.decide([], YES, "张三")


def test_the_second_sees_the_first(store: Store, held: Ledger, url: str) -> None:
    """Two people with one finding before them: the second is told of the first's decision, and may then confirm."""
    entry = held.entries[0]
    store.decide([entry], NO, "张三")
    with open_store(url) as other:
        with pytest.raises(ConflictError, match="已由张三处理为“不属实”") as told:
            other.decide([entry], YES, "李四")
        assert Status.DISMISSED is other.ledger().entries[0].status
        other.decide(told.value.entries, YES, "李四")
    found = store.refreshed(held).entries[0]
    assert Status.CONFIRMED is found.status
    assert [Status.DISMISSED, Status.CONFIRMED] == [one.kind for one in found.history]


def test_one_conflict_keeps_the_whole_act_from_being_written(store: Store, held: Ledger) -> None:
    """A bulk decision over findings of which one was decided meanwhile writes nothing at all."""
    store.decide(held.entries[1:2], YES, "张三")
    with pytest.raises(ConflictError) as told:
        store.decide(held.entries, NO, "李四")
    assert [held.entries[1].id] == [entry.id for entry in told.value.entries]
    assert ["未处理", "属实", "未处理"] == statuses(store.ledger())


def test_a_run_that_changes_the_figures_is_a_conflict(store: Store, held: Ledger) -> None:
    """Who decides on figures that are no longer found is told, for that is not what they looked at."""
    store.record(ledger(faulty(values={"disputes.review.total": 4})), "王五")
    with pytest.raises(ConflictError, match="变化"):
        store.decide(held.entries[:1], YES, "张三")


def test_a_run_that_changes_nothing_is_no_conflict(store: Store, held: Ledger) -> None:
    """The figures that were looked at are those that are found: the decision is taken."""
    store.record(again(three()), "王五")
    store.decide(held.entries, YES, "张三")
    assert ["属实"] * 3 == statuses(store.ledger())


def test_whoever_decided_is_not_told_that_they_did(store: Store, held: Ledger) -> None:
    """One's own decision, which was looked at, is no news; what a run has found since is."""
    store.decide(held.entries[:1], YES, "张三")
    seen = store.ledger()
    store.record(ledger(faulty(values={"disputes.review.total": 4})), "王五")
    with pytest.raises(ConflictError, match="经重新核查，数据已有变化") as told:
        store.decide(seen.entries[:1], NO, "张三")
    assert "张三" not in str(told.value)
    store.decide(told.value.entries, NO, "张三")


def test_what_was_taken_back_is_told_so(store: Store, held: Ledger) -> None:
    """Nobody is named for a decision that stood before."""
    store.decide(held.entries[:1], YES, "张三")
    act = store.decide(store.ledger().entries[:1], NO, "李四")
    seen = store.ledger()
    store.undo(act, "李四")
    with pytest.raises(ConflictError, match="处理意见已被撤销或恢复"):
        store.decide(seen.entries[:1], NO, "张三")


def test_many_findings_of_many_reports_are_decided_at_once(sqlite: Store) -> None:
    """More reports than a query may name; each decision holds the file as its report has it."""
    made = ledger(faulty())
    (entry,), (one,) = made.entries, made.reports
    many = range(1200)
    sqlite.record(
        replace(
            made,
            reports=tuple(replace(one, key=str(at), sha256=f"{at:064}") for at in many),
            entries=tuple(replace(entry, id=f"{at:016}", about=str(at)) for at in many),
        ),
        "张三",
    )
    asked: list[int] = []
    with sqlite.database.reading() as connection:

        @event.listens_for(connection, "before_cursor_execute")
        def count(*told: object) -> None:
            asked.append(len(told[3]) if isinstance(told[3], tuple) else 0)

        files = current_files(connection, map(str, many))
    assert {str(at): f"{at:064}" for at in many} == files
    assert max(asked) <= 500
    sqlite.decide(sqlite.ledger().entries, DONE, "张三")
    assert {f"{at:064}" for at in many} == {one.decision.sha256 for one in sqlite.ledger().entries if one.decision}


def test_many_findings_are_decided_in_one_act_that_can_be_taken_back(store: Store, held: Ledger) -> None:
    """All that a filter means, at once; undone at once; and done again."""
    chosen = Filter(units=("青石县民政局",)).select(held.entries)
    act = store.decide(chosen, NO, "张三")
    assert ["未处理", "不属实", "不属实"] == statuses(store.ledger())
    store.undo(act, "张三")
    assert ["未处理"] * 3 == statuses(store.ledger())
    assert [True] == [one.undone for one in store.ledger().entries[1].history]
    store.redo(act, "张三")
    assert ["未处理", "不属实", "不属实"] == statuses(store.ledger())
    assert [(act, 2, False)] == [(one.act, one.rows, one.undone) for one in store.acts("张三")]


def test_taking_back_leaves_what_others_did_since(store: Store, held: Ledger) -> None:
    """The undone act no longer counts, the later decision of another does."""
    act = store.decide(held.entries[:2], YES, "张三")
    store.decide(store.ledger().entries[:1], NO, "李四")
    store.undo(act, "张三")
    assert ["不属实", "未处理", "未处理"] == statuses(store.ledger())


def test_taking_back_shows_what_stood_before(store: Store, held: Ledger) -> None:
    """A second decision undone leaves the first; whoever looked at the second has to look again."""
    store.decide(held.entries[:1], YES, "张三")
    seen = store.ledger()
    act = store.decide(seen.entries[:1], NO, "张三")
    looked_at = store.ledger()
    store.undo(act, "张三")
    assert Status.CONFIRMED is store.ledger().entries[0].status
    with pytest.raises(ConflictError):
        store.decide(looked_at.entries[:1], YES, "李四")


def test_only_ones_own_acts_are_taken_back_and_only_once(store: Store, held: Ledger) -> None:
    """Another's act, a run, an act that is undone already, and one that never was are refused."""
    act = store.decide(held.entries[:1], YES, "张三")
    with pytest.raises(StoreError, match="只能由本人"):
        store.undo(act, "李四")
    with pytest.raises(StoreError, match="已经恢复"):
        store.redo(act, "张三")
    store.undo(act, "张 三")
    assert [act] == [one.act for one in store.acts(" 张 三")]
    with pytest.raises(StoreError, match="已经撤销"):
        store.undo(act, "张三")
    with pytest.raises(StoreError, match="没有可以撤销"):
        store.undo("nothing", "张三")
    run = store.record(three(), "张三", act="run")
    with pytest.raises(StoreError, match="没有可以撤销"):
        store.undo(run, "张三")


def test_an_act_said_twice_is_done_once(store: Store, held: Ledger) -> None:
    """Whoever did not hear the answer may ask again: decisions, runs and undoing have the effect of one."""
    for _ in range(2):
        assert "a1" == store.decide(held.entries[:1], YES, "张三", act="a1")
    assert 1 == len(store.ledger().entries[0].history)
    for _ in range(2):
        store.undo("a1", "张三", act="a2")
        store.record(three(), "张三", act="a3")
    assert ["未处理"] * 3 == statuses(store.ledger())
    assert 2 == store.ledger().run.number


class TestSecondReviewer:
    """Where the policy asks, the dismissal of an error takes two."""

    @pytest.fixture
    def asked(self, store: Store) -> Entry:
        """An error of a run whose policy asks for a second reviewer."""
        store.record(ledger(faulty(), policy=SECOND), "张三")
        return store.ledger().entries[0]

    def test_one_is_not_enough(self, store: Store, asked: Entry) -> None:
        """The dismissal waits, however often the same person repeats it, spelt as they like."""
        store.decide([asked], NO, "张三")
        store.decide(store.ledger().entries, NO, "张 三")
        entry = store.ledger().entries[0]
        assert "不属实（待第二人复核）" == entry.status_words
        assert not entry.settled

    def test_another_makes_it_final(self, store: Store, asked: Entry) -> None:
        """With the agreement of a second person it is settled; when that is taken back it waits again."""
        store.decide([asked], NO, "张三")
        act = store.decide(store.ledger().entries, NO, "李四")
        assert store.ledger().entries[0].settled
        store.undo(act, "李四")
        assert store.ledger().entries[0].needs_second

    def test_a_different_opinion_between_them_counts(self, store: Store, asked: Entry) -> None:
        """Two dismissals that a confirmation parts are no agreement."""
        store.decide([asked], NO, "张三")
        store.decide(store.ledger().entries, YES, "李四")
        store.decide(store.ledger().entries, NO, "李四")
        assert store.ledger().entries[0].needs_second

    def test_both_must_have_seen_the_same_figures(self, store: Store, asked: Entry) -> None:
        """A dismissal of other figures is not the first of two."""
        store.decide([asked], NO, "张三")
        store.record(ledger(faulty(values={"disputes.review.total": 4}), policy=SECOND), "张三")
        store.decide(store.ledger().entries, NO, "李四")
        assert store.ledger().entries[0].needs_second

    def test_a_later_policy_does_not_make_it_final(self, store: Store, asked: Entry) -> None:
        """What had to be seen by two when it was dismissed has to be when a run under another policy finds it."""
        store.decide([asked], NO, "张三")
        store.record(ledger(faulty()), "张三")
        assert store.ledger().entries[0].needs_second

    def test_what_has_become_an_error_since_takes_two(self, store: Store) -> None:
        """The severity and the policy of the last run count, whatever the finding was when it was looked at."""
        mild = Policy.model_validate(default().model_dump() | {"severity": {"CF104": "warning"}})
        store.record(ledger(faulty(), policy=mild), "张三")
        seen = store.ledger()
        store.record(ledger(faulty(), policy=SECOND), "张三")
        store.decide(seen.entries, NO, "张三")
        assert store.ledger().entries[0].needs_second

    def test_other_decisions_take_one(self, store: Store, asked: Entry) -> None:
        """A confirmation is final at once, and so is the dismissal of what is no error."""
        store.decide([asked], YES, "张三")
        assert store.ledger().entries[0].settled
        blank = faulty().with_values(**{"disputes.review.total": 0, "disclosure.licences.decided": "/"})
        store.record(ledger(blank, policy=SECOND), "张三")
        store.decide(store.ledger().entries, NO, "张三")
        assert ["notice"] == [entry.severity for entry in store.ledger().entries]
        assert store.ledger().entries[0].settled


def test_the_policy_says_whose_dismissal_takes_two() -> None:
    """The key of the policy reaches the run; a severity that there is not, and a key that is not known, are refused."""
    assert () == ledger(faulty()).run.second_reviewer
    asked = parse("review: {second_reviewer: [error, warning]}", "规则.yaml")
    assert ("error", "warning") == ledger(faulty(), policy=asked).run.second_reviewer
    for wrong in ("review: {second_reviewer: [grave]}", "review: {second: [error]}", "review: error"):
        with pytest.raises(PolicyError, match="review"):
            parse(wrong, "规则.yaml")


def test_time_is_utc_in_the_store_and_local_where_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is the caller's; a reader in Beijing sees Beijing's time."""
    ticks = iter(FIRST + timedelta(hours=hour) for hour in range(9))
    with open_store(tmp_path / "a.db", clock=lambda: next(ticks)) as store:
        store.record(three(), "张三")
        store.decide(store.ledger().entries[:1], YES, "张三")
        decision = store.ledger().entries[0].decision
    assert decision
    assert "2024-03-01T00:59:59.000+00:00" == decision.at
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert "2024-03-01 08:59:59" == local(decision.at)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_reports_are_assigned(store: Store, held: Ledger) -> None:
    """The findings of a report are its assignee's; an assignment can be changed, taken back, and taken away."""
    key = held.reports[0].key
    act = store.assign([key], "李四", "张三")
    found = store.refreshed(held)
    assert store.ledger() == found
    assert ["李四", "", ""] == [entry.assignee for entry in found.entries]
    assert "李四" == found.reports[0].assignee
    store.assign([key], "", "张三")
    assert "" == store.ledger().reports[0].assignee
    store.undo(act, "张三")
    with pytest.raises(StoreError, match="没有报告：青石县"):
        store.assign(["青石县"], "李四", "张三")


def test_a_reviewer_goes_on_where_they_stopped(store: Store, held: Ledger) -> None:
    """Each reviewer has a bookmark of their own."""
    store.look_at(held.entries[0].id, "张三")
    store.look_at(held.entries[2].id, "张三")
    store.look_at(held.entries[1].id, "李四")
    assert [held.entries[2].id, held.entries[1].id, ""] == [store.resume(name) for name in ("张三", "李四", "王五")]
