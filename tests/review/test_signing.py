"""Sign-offs: bound to sources, decisions and catalogue, and suspended by whatever changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import DEFAULT_TEXT, empty
from tests.review.drafts import NO, YES, again, faulty, ledger, report, three
from workbench.errors import StoreError
from workbench.review import Ledger, SignOff
from workbench.review.ledger import Fault
from workbench.review.model import ConflictError
from workbench.review.store import Store


@pytest.fixture
def settled(store: Store) -> Ledger:
    """The ledger of a store in which every finding is decided on."""
    store.record(three(), "张三")
    store.decide(store.ledger().entries, YES, "张三")
    return store.ledger()


def on_report(store: Store) -> SignOff:
    """The sign-off of the first report."""
    sign_off = store.ledger().reports[0].sign_off
    assert sign_off
    return sign_off


def test_a_report_is_signed_off(store: Store, settled: Ledger) -> None:
    """By whom, with what note; only that report is; a rerun that finds the same changes nothing."""
    store.sign_off(settled, settled.reports[0].key, "李四", "已审")
    assert store.ledger() == store.refreshed(settled)
    assert ("李四", "已审", True, ()) == tuple(
        getattr(on_report(store), name) for name in ("reviewer", "note", "in_force", "suspended_by")
    )
    assert [None, None] == [one.sign_off for one in store.ledger().reports[1:]]
    store.record(again(three()), "张三")
    assert on_report(store).in_force


def test_the_batch_is_signed_off(store: Store, settled: Ledger) -> None:
    """The whole batch, suspended when any report of it changes."""
    store.sign_off(settled, "", "李四")
    assert store.ledger().sign_off
    store.record(ledger(empty(unit="青石县林业局")), "张三")
    sign_off = store.ledger().sign_off
    assert sign_off
    assert (False, ("来源文件或读数更正已变",)) == (sign_off.in_force, sign_off.suspended_by)


def test_another_decision_suspends_it(store: Store, settled: Ledger) -> None:
    """A decision on one of its findings, even back to the same; not one on another report's."""
    store.sign_off(settled, settled.reports[0].key, "李四")
    store.decide(settled.entries[1:2], NO, "张三")
    assert on_report(store).in_force
    act = store.decide(settled.entries[:1], NO, "张三")
    assert ("问题或处理意见已变",) == on_report(store).suspended_by
    assert store.ledger() == store.refreshed(settled)
    store.undo(act, "张三")
    assert on_report(store).in_force


def test_another_file_suspends_it(store: Store, settled: Ledger) -> None:
    """A new file, though all that is found is the same."""
    store.sign_off(settled, settled.reports[0].key, "李四")
    other = faulty().with_text("六", *DEFAULT_TEXT["六"], "特此说明。")
    store.record(ledger(other), "张三")
    assert ("来源文件或读数更正已变",) == on_report(store).suspended_by


def test_a_correction_suspends_it(store: Store, settled: Ledger) -> None:
    """A cell set right in its file, even before the next audit."""
    store.sign_off(settled, settled.reports[0].key, "李四")
    store.correct(report(faulty()), "disputes.review.total", "0", "原件为0", "张三")
    assert not on_report(store).in_force


def test_another_catalogue_suspends_it(store: Store, settled: Ledger) -> None:
    """A run by other checks or another policy."""
    store.sign_off(settled, settled.reports[0].key, "李四")
    made = three()
    store.record(replace(made, run=replace(made.run, catalogue="0" * 16)), "张三")
    assert ("检查目录或核查规则已变",) == on_report(store).suspended_by


def test_nothing_is_signed_off_that_is_not_settled(store: Store) -> None:
    """Undecided findings stand in the way, of a report and of the batch; a clean report can be signed off at once."""
    store.record(three(), "张三")
    found = store.ledger()
    with pytest.raises(StoreError, match="还有 1 个问题"):
        store.sign_off(found, found.reports[0].key, "李四")
    with pytest.raises(StoreError, match="还有 3 个问题"):
        store.sign_off(found, "", "李四")
    with pytest.raises(StoreError, match="没有报告：青石县"):
        store.sign_off(found, "青石县", "李四")
    store.sign_off(found, found.reports[1].key, "李四")
    assert store.ledger().reports[1].sign_off


def test_what_was_not_seen_is_not_signed_off(store: Store, settled: Ledger) -> None:
    """A decision that another took since the signer looked is a conflict."""
    store.decide(settled.entries[:1], NO, "张三")
    with pytest.raises(ConflictError, match="刷新"):
        store.sign_off(settled, settled.reports[0].key, "李四")
    store.sign_off(store.ledger(), settled.reports[0].key, "李四")
    assert on_report(store).in_force


def test_a_sign_off_can_be_taken_back_and_given_anew(store: Store, settled: Ledger) -> None:
    """Taken back it is gone; the last one given counts."""
    act = store.sign_off(settled, settled.reports[0].key, "李四")
    store.undo(act, "李四")
    assert store.ledger().reports[0].sign_off is None
    store.sign_off(store.ledger(), settled.reports[0].key, "王五")
    assert "王五" == on_report(store).reviewer


def test_a_batch_with_files_that_were_not_read(store: Store, settled: Ledger) -> None:
    """A failure more, or one less, suspends the sign-off of the batch."""
    store.sign_off(settled, "", "李四")
    store.record(replace(three(), failures=(Fault("坏.txt", "文件是空的。"),)), "张三")
    sign_off = store.ledger().sign_off
    assert sign_off
    assert not sign_off.in_force
