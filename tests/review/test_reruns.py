"""Runs after runs: decisions stay with their findings, and it is said what has changed."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests.builders import DEFAULT_TEXT, empty
from tests.review.drafts import DONE, NO, YES, again, faulty, ledger, listed, report, three
from workbench.policy import Policy, default
from workbench.reports.roster import Unit
from workbench.review import Entry, Ledger, Standing, Status
from workbench.review.ledger import Fault
from workbench.review.store import Store

REVIEW, REPEALED, LICENCES = "disputes.review.total", "disclosure.normative.repealed", "disclosure.licences.decided"


def recorded(store: Store, made: Ledger, *, whole: bool | None = None) -> Ledger:
    """The store's ledger after another run."""
    store.record(again(made), "张三", whole=whole)
    return store.ledger()


def rules(**changes: object) -> Policy:
    """The package's policy with something else in it."""
    return Policy.model_validate(default().model_dump() | changes)


def standings(found: Ledger) -> dict[str, str]:
    """How each finding stands to the runs before, by its place."""
    return {row(entry): str(entry.standing) for entry in (*found.entries, *found.vanished)}


def row(entry: Entry) -> str:
    """The last part of a finding's place: the row of the disputes, the column of table two."""
    return entry.at.rpartition(".")[2]


def test_the_whole_story(store: Store) -> None:
    """Audit, decide, change the rules, run again, correct the report, run again: what was decided is never lost."""
    draft = faulty(values={REVIEW: 3, REPEALED: -1})
    first = recorded(store, ledger(draft))
    assert {"review": "new", "repealed": "new"} == standings(first)
    store.decide(first.entries, YES, "张三")

    stricter = recorded(store, ledger(draft, policy=rules(severity={"CF104": "warning", "CF105": "warning"})))
    assert {"review": "remaining", "repealed": "remaining"} == standings(stricter)
    assert ["属实", "属实"] == [entry.status_words for entry in stricter.entries]
    assert {"warning"} == {entry.severity for entry in stricter.entries}

    off = recorded(store, ledger(draft, policy=rules(disabled={"CF104": "本次不查", "CF105": "本次不查"})))
    assert () == off.entries
    assert {"review": "unchecked", "repealed": "unchecked"} == standings(off)
    assert ["该检查已停用：本次不查"] * 2 == [entry.standing_note for entry in off.vanished]
    assert ["属实", "属实"] == [entry.status_words for entry in off.vanished]

    back = recorded(store, ledger(draft))
    assert {"review": "remaining", "repealed": "remaining"} == standings(back)

    mended = draft.with_values(**{REVIEW: 0, REPEALED: -2, LICENCES: -1})
    last = recorded(store, ledger(mended))
    assert first.reports[0].sha256 == last.reports[0].former
    told = {"review": "fixed", "repealed": "remaining", "decided": "new"}
    assert told == standings(last)
    stale = next(entry for entry in last.entries if row(entry) == "repealed")
    assert stale.decision
    assert ("属实（数据已变，需重新处理）", ("非负整数", "-1"), ("非负整数", "-2")) == (
        stale.status_words, (stale.decision.expected, stale.decision.actual), (stale.expected, stale.actual),
    )  # fmt: skip
    fixed = next(entry for entry in last.vanished if row(entry) == "review")
    assert ("属实", "3") == (fixed.status_words, fixed.actual)
    assert 5 == len(last.runs)


def test_the_very_same_run_is_recorded_once(store: Store) -> None:
    """Who records an audit a second time, as by running a cell of a notebook again, adds nothing."""
    store.record(three(), "张三")
    store.record(three(), "李四")
    assert 1 == store.ledger().run.number


def test_the_same_figures_keep_the_decision(store: Store) -> None:
    """A rerun that finds the same leaves every decision as it was."""
    held = recorded(store, three())
    store.decide(held.entries, NO, "张三")
    decided = store.ledger()
    found = recorded(store, three())
    assert [entry.decision for entry in decided.entries] == [entry.decision for entry in found.entries]
    assert not any(entry.stale for entry in found.entries)


def test_the_figures_of_what_is_folded_count(store: Store) -> None:
    """A finding that stands for several broken relations is stale when the figures of one of them have changed."""
    both = {REVIEW: 3, "disputes.litigation_direct.total": 2}
    held = recorded(store, ledger(faulty(values=both)))
    assert [2] == [len(entry.folded) for entry in held.entries]
    store.decide(held.entries, YES, "张三")
    assert not recorded(store, ledger(faulty(values=both))).entries[0].stale
    assert recorded(store, ledger(faulty(values=both | {REVIEW: 4}))).entries[0].stale


def test_figures_that_return_bring_the_decision_back(store: Store) -> None:
    """A decision is stale only while the figures are others than those that it was taken on."""
    held = recorded(store, ledger(faulty(values={REVIEW: 3})))
    store.decide(held.entries, YES, "张三")
    assert recorded(store, ledger(faulty(values={REVIEW: 4}))).entries[0].stale
    assert not recorded(store, ledger(faulty(values={REVIEW: 3}))).entries[0].stale


def test_what_is_said_to_be_corrected_and_is_not(store: Store) -> None:
    """A finding marked as corrected that a new file still has, with the same figures, has to be looked at again."""
    held = recorded(store, ledger(faulty()))
    store.decide(held.entries, DONE, "张三")
    assert not store.ledger().entries[0].stale
    other = faulty().with_text("六", *DEFAULT_TEXT["六"], "特此说明。")
    found = recorded(store, ledger(other)).entries[0]
    assert ("已整改（数据已变，需重新处理）", Standing.REMAINING) == (found.status_words, found.standing)


def test_a_run_of_one_report_leaves_the_others_as_they_were(store: Store) -> None:
    """The corrected report alone is audited: the other reports, their findings and decisions are still there."""
    held = recorded(store, three())
    store.decide(held.entries, YES, "张三")
    part = recorded(store, ledger(empty()))
    assert {report.key for report in held.reports} == {report.key for report in part.reports}
    assert ["青石县民政局"] * 2 == [entry.unit for entry in part.entries]
    assert {Status.CONFIRMED} == {entry.status for entry in part.entries}
    assert [("青石县水利局", Standing.FIXED)] == [(entry.unit, entry.standing) for entry in part.vanished]
    assert [1, 1, 2] == sorted(report.run for report in part.reports)


UNITS = "青石县水利局", "青石县教育局", "青石县民政局"


def test_a_run_of_one_report_does_not_miss_the_others(store: Store) -> None:
    """With a roster, too: the other reports, their findings and decisions stay, and nobody is reproached."""
    drafts = [faulty(unit) for unit in UNITS]
    held = recorded(store, listed(UNITS, *drafts))
    store.decide(held.entries, YES, "张三")
    part = recorded(store, listed(UNITS, drafts[0]))
    assert sorted(UNITS) == sorted(report.unit for report in part.reports)
    assert {(unit, "CF104", "属实", Standing.REMAINING if unit == UNITS[0] else Standing.NEW) for unit in UNITS} == {
        (one.unit, one.check, one.status_words, one.standing) for one in part.entries
    }
    assert () == part.vanished
    assert {"AG201"} == {one.check for one in listed(UNITS, drafts[0]).entries} - {"CF104"}


def test_a_run_of_one_report_does_not_miss_one_by_another_name(store: Store) -> None:
    """A report whose unit the roster has without its region is that organ's."""
    known = [Unit(UNITS[0]), Unit("教育局", region="青石县")]
    recorded(store, listed(known, faulty(), faulty(UNITS[1])))
    part = recorded(store, listed(known, faulty()))
    assert set(UNITS[:2]) == {one.unit for one in part.reports}
    assert {"教育局"} == {one.unit for one in listed(known, faulty()).entries if one.check == "AG201"}
    assert "AG201" not in {one.check for one in part.entries}


def test_what_was_taken_out_is_missed(store: Store) -> None:
    """A report that the last whole run did without is missing, and so is one that was never there."""
    recorded(store, listed(UNITS[:2], faulty(), faulty(UNITS[1])))
    whole = recorded(store, listed(UNITS[:1], faulty()), whole=True)
    assert {UNITS[0]} == {one.unit for one in whole.entries}
    part = recorded(store, listed(UNITS, faulty()), whole=False)
    assert [UNITS[0]] == [one.unit for one in part.reports]
    assert {UNITS[1], UNITS[2]} == {one.unit for one in part.entries if one.check == "AG201"}


def test_a_first_run_is_whole_whatever_is_said(store: Store) -> None:
    """There is nothing that it could leave out."""
    assert 3 == len(recorded(store, three(), whole=False).reports)


def test_a_file_that_was_read_at_last_is_no_failure(store: Store) -> None:
    """Nor when the report is read from another file after that."""
    failed = replace(three(), failures=(Fault("坏.txt", "文件是空的。", "0" * 64),))
    recorded(store, failed)
    part = ledger(empty())
    for source in ("坏.txt", "好.txt"):
        read = replace(part, reports=(replace(part.reports[0], source=source),))
        assert () == recorded(store, read).failures
    assert ["坏.txt"] == [one.source for one in recorded(store, replace(part, failures=failed.failures)).failures]


def test_a_run_that_is_said_to_be_whole_is_all_there_is(store: Store) -> None:
    """Reports that were taken out are gone from the ledger; their findings are kept as not checked."""
    recorded(store, three())
    whole = recorded(store, ledger(empty(unit="青石县教育局")), whole=True)
    assert ["青石县教育局"] == [report.unit for report in whole.reports]
    assert ["最近的核查不含该报告"] * 3 == [entry.standing_note for entry in whole.vanished]


def test_what_could_not_be_checked_again_is_not_called_fixed(store: Store) -> None:
    """The new file cannot be read at that place: the finding is neither fixed nor gone, and the reason is told."""
    recorded(store, ledger(faulty(values={REVIEW: 3})))
    unreadable = faulty(values={REVIEW: 3}).with_values(**{"disputes.review.upheld": "▇▇"})
    found = recorded(store, ledger(unreadable))
    gone = next(entry for entry in found.vanished if row(entry) == "review")
    assert (Standing.UNCHECKED, True) == (gone.standing, "未能确切读取" in gone.standing_note)


def test_a_finding_that_another_now_explains(store: Store) -> None:
    """A sum that fails alone, and later within the finding that names its cause, is told to be part of that."""
    filled = empty().with_values(**{f"applications.{row}.{column}": 5 for row in ("new", "granted", "processed")
                                    for column in ("natural_person", "total")})  # fmt: skip
    slip = filled.with_values(**{"applications.granted.natural_person": 6})
    before = ledger(slip)
    (cause,) = [entry for entry in before.entries if entry.folded]
    alone = tuple(Entry(**{each.name: getattr(one, each.name) for each in fields(one)}) for one in cause.folded)
    recorded(store, replace(before, entries=alone))
    after = recorded(store, before)
    assert {(one.id, "folded") for one in alone} == {(one.id, one.standing) for one in after.vanished}
    assert cause.message in after.vanished[0].standing_note


def test_a_unit_without_a_report(store: Store) -> None:
    """A finding on a report that is missing is decided on like any other, and is gone when the report is there."""
    (found,) = ledger(faulty()).entries
    absent = replace(found, id="0" * 16, source="", unit="青石县教育局", about="青石县教育局 2023", message="没有报告")
    held = recorded(store, replace(ledger(empty()), entries=(absent,)))
    store.decide(held.entries, YES, "张三")
    still = recorded(store, replace(ledger(empty()), entries=(absent,)))
    assert [("属实", Standing.REMAINING)] == [(one.status_words, one.standing) for one in still.entries]
    there = recorded(store, ledger(empty(), empty(unit="青石县教育局")))
    assert () == there.entries
    assert [("属实", Standing.GONE)] == [(one.status_words, one.standing) for one in there.vanished]


def test_files_that_could_not_be_read(store: Store) -> None:
    """A failure stays until the file is read, or a whole run does without it."""
    failed = replace(three(), failures=(Fault("坏.txt", "文件是空的。", "0" * 64),))
    assert ["坏.txt"] == [one.source for one in recorded(store, failed).failures]
    part = ledger(empty())
    assert ["坏.txt"] == [one.source for one in recorded(store, part).failures]
    read = replace(part, reports=(replace(part.reports[0], source="坏.txt"),))
    assert () == recorded(store, read).failures


@pytest.mark.parametrize("unit", ["青石县水利局", ""])
def test_reports_that_unit_and_year_do_not_tell_apart(store: Store, unit: str) -> None:
    """Two reports of one unit and year, or of none, have findings and decisions of their own."""
    made = ledger(faulty(unit=unit), faulty(unit=unit, values={REVIEW: 4}))
    assert len({entry.id for entry in made.entries}) == len(made.entries)
    assert 2 == len({report.key for report in made.reports})
    held = recorded(store, made)
    store.decide([entry for entry in held.entries if entry.source.startswith("1 ")], YES, "张三")
    found = recorded(store, made)
    assert {("0", Status.UNDECIDED), ("1", Status.CONFIRMED)} == {(e.source[0], e.status) for e in found.entries}


def test_a_ledger_read_anew_and_one_refreshed_are_the_same(store: Store) -> None:
    """Whatever was done meanwhile, by whomever."""
    held = recorded(store, three())
    store.decide(held.entries[:2], NO, "张三")
    store.assign([held.reports[2].key], "李四", "张三")
    store.correct(report(faulty(), held.reports[0].source), REVIEW, "0", "原件为0", "张三")
    assert store.ledger() == store.refreshed(held)
    store.record(again(three()), "张三")
    assert store.ledger() == store.refreshed(held)
    assert store.ledger() == store.refreshed(three())
