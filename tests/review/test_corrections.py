"""Cells that were misread: set right for the file that was looked at, with the first reading kept."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.builders import drawn, empty
from tests.review.drafts import faulty, ledger, report
from workbench.audit import audit
from workbench.documents import PagePlace
from workbench.errors import StoreError
from workbench.reports.corrections import corrected
from workbench.reports.model import Correction, Fact, Report
from workbench.review import Ledger, ledger_of
from workbench.review.model import ConflictError
from workbench.review.store import Store
from workbench.values import Interval, State

TOTAL = "disputes.review.total"


def correction(about: Report, value: str = "0", key: str = TOTAL) -> Correction:
    """An inspector's correction of a cell."""
    return Correction(about.sha256, key, value, "原件该格为0", "张三", "2024-03-01T00:00:00.000+00:00")


def test_the_audit_takes_the_corrected_value() -> None:
    """The sum that failed by what was misread holds with what stands in the file."""
    wrong = report(faulty())
    assert ["CF104"] == [one.check for one in audit([wrong]).problems]
    assert () == audit([wrong], corrections=[correction(wrong)]).problems


def test_every_finding_that_rests_on_a_corrected_cell_says_so() -> None:
    """Value, first reading, who and why stand in the explanation and beside the evidence, and in no other finding."""
    wrong = report(faulty(values={TOTAL: 3, "disclosure.normative.repealed": -1}))
    made = audit([wrong], corrections=[correction(wrong, "4")])
    one, other = made.problems
    said = "原读为“3”，张三更正为“4”，理由：原件该格为0"
    assert f"依据更正后的读数：表四“行政复议”行“总计”列{said}。" in one.explanation
    assert ("4", "") == (one.actual, other.explanation)
    quotes = {quote.key: quote.correction for quote in ledger_of(made).entries[0].evidence}
    assert said == quotes[TOTAL]
    assert {said, ""} == set(quotes.values())


def test_the_cause_of_broken_sums_says_so_too() -> None:
    """A finding that rests on a corrected cell by the relations that it explains."""
    filled = empty().with_values(**{f"applications.{row}.{column}": 5 for row in ("new", "granted", "processed")
                                    for column in ("natural_person", "total")})  # fmt: skip
    slip = report(filled.with_values(**{"applications.granted.natural_person": 6, "applications.granted.total": 9}))
    made = audit([slip], corrections=[correction(slip, "5", "applications.granted.total")])
    (cause,) = [one for one in made.problems if one.folded]
    assert "applications.granted.natural_person" == cause.at
    assert "更正为“5”" in cause.explanation


def test_another_file_is_never_corrected() -> None:
    """A correction is bound to the SHA-256 of the file that was looked at; a cell that the form has not is left."""
    first, second = report(faulty()), report(faulty(values={TOTAL: 4}))
    assert second is corrected(second, [correction(first)])
    assert first is corrected(first, [correction(first, key="no.such.cell")])
    assert first is corrected(first, [])


def test_the_first_reading_stays() -> None:
    """A cell corrected twice keeps what was read at first, and has no doubt and no score any more."""
    place = PagePlace(3, (1.0, 2.0, 3.0, 4.0), recognised=0.4)
    read = Fact(TOTAL, State.DOUBTFUL, "8", Interval.exact(8), place, "两次识别不一致")
    wrong = report(faulty())
    wrong = replace(wrong, cells=wrong.cells | {TOTAL: read})
    twice = corrected(corrected(wrong, [correction(wrong, "3")]), [correction(wrong, "6")])
    fact = twice.fact(TOTAL)
    assert (read, "6", Interval.exact(6), State.NUMBER, "") == (
        fact.original, fact.raw, fact.exact, fact.state, fact.doubt,
    )  # fmt: skip
    assert replace(place, recognised=None) == fact.location


@pytest.mark.parametrize(
    ("value", "state"), [("0", "zero"), ("", "blank"), ("/", "dash"), ("无", "dash"), ("见附件", "text")]
)
def test_a_correction_is_read_like_a_cell(value: str, state: str) -> None:
    """What stands in the file may be no number at all."""
    wrong = report(faulty())
    assert state == corrected(wrong, [correction(wrong, value)]).fact(TOTAL).state


class TestInTheStore:
    """Corrections enter the journal, and reach the next audit from there."""

    @pytest.fixture
    def wrong(self, store: Store) -> Report:
        """A report with a finding that a misreading has made, which the store knows."""
        store.record(ledger(faulty()), "张三")
        return report(faulty(), "0 青石县水利局.txt")

    def rerun(self, store: Store, about: Report) -> Ledger:
        """The store's ledger after an audit with its corrections."""
        store.record(ledger_of(audit([about], corrections=store.corrections())), "张三")
        return store.ledger()

    def test_it_is_kept_with_the_first_reading(self, store: Store, wrong: Report) -> None:
        """What was read, where, what for, who, when and why."""
        store.correct(wrong, TOTAL, " 0 ", "原件为0", "张三")
        (kept,) = store.corrections()
        assert (wrong.sha256, TOTAL, "3", "数字", "0", "原件为0", "张三") == (
            kept.sha256, kept.key, kept.original, kept.state, kept.value, kept.reason, kept.reviewer,
        )  # fmt: skip
        place = wrong.fact(TOTAL).location
        assert place
        assert (str(place), place.as_dict()) == (kept.place, kept.location)
        assert "表四“行政复议”行“总计”列" == kept.label

    def test_the_next_audit_takes_it(self, store: Store, wrong: Report) -> None:
        """The finding is gone, though the file is the same; the ledger lists the correction."""
        store.correct(wrong, TOTAL, "0", "原件为0", "张三")
        found = self.rerun(store, wrong)
        assert ((), ["gone"]) == (found.entries, [one.standing for one in found.vanished])
        assert [(TOTAL, True)] == [(one.key, one.applied) for one in found.corrections]

    def test_a_new_file_is_not_corrected(self, store: Store, wrong: Report) -> None:
        """The corrected report has the figure of its own; the correction is told not to apply."""
        store.correct(wrong, TOTAL, "0", "原件为0", "张三")
        found = self.rerun(store, report(faulty(values={TOTAL: 4}), wrong.source))
        assert ["4"] == [entry.actual for entry in found.entries]
        assert [False] == [one.applied for one in found.corrections]

    def test_it_can_be_taken_back(self, store: Store, wrong: Report) -> None:
        """Undone, it no longer counts."""
        act = store.correct(wrong, TOTAL, "0", "原件为0", "张三")
        store.undo(act, "张三")
        assert () == store.corrections()
        assert ["3"] == [entry.actual for entry in self.rerun(store, wrong).entries]

    def test_two_people_correct_one_cell(self, store: Store, wrong: Report) -> None:
        """The second is told of the first's correction, and may correct it once the report has it."""
        store.correct(wrong, TOTAL, "0", "原件为0", "张三")
        with pytest.raises(ConflictError, match="已由张三更正为“0”"):
            store.correct(wrong, TOTAL, "6", "原件为6", "李四")
        store.correct(corrected(wrong, store.corrections()), TOTAL, "6", "原件为6", "李四")
        assert ["6"] == [one.value for one in store.corrections()]
        assert ["3"] == [one.original for one in store.corrections()]

    def test_what_cannot_be_corrected_is_refused(self, store: Store, wrong: Report) -> None:
        """A cell that is none, a correction without a reason, a report whose tables were not found."""
        with pytest.raises(StoreError, match=r"没有“no\.such\.cell”"):
            store.correct(wrong, "no.such.cell", "0", "原件为0", "张三")
        with pytest.raises(StoreError, match="理由"):
            store.correct(wrong, TOTAL, "0", " ", "张三")
        with pytest.raises(StoreError, match="统计表中没有"):
            store.correct(replace(wrong, edition=None), TOTAL, "0", "原件为0", "张三")


def test_a_true_correction_changes_no_other_finding() -> None:
    """A valid report with one cell misread and set right again is valid."""
    for seed in range(5):
        rng = random.Random(seed)
        draft = drawn(rng)
        key = rng.choice(list(draft.values))
        misread = report(draft.with_values(**{key: 999}))
        assert () == audit([misread], corrections=[correction(misread, draft.values[key], key)]).problems
