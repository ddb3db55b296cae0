"""The whole way on drawn reports: what is valid passes, what is changed is found, and nothing depends on order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.builders import Draft, as_text, drawn, empty
from workbench.audit import Audit, audit
from workbench.documents import Document
from workbench.documents.plain import blocks
from workbench.findings import Severity
from workbench.reports import Report, recognise
from workbench.values import parse

SEEDS = range(12)


def made(draft: Draft, name: str = "report.txt") -> Report:
    """The report that the draft's text is recognised as."""
    return recognise(Document(name, "0" * 64, tuple(blocks(as_text(draft)))))


def found(draft: Draft) -> Audit:
    """The audit of one drawn report."""
    return audit([made(draft)])


def with_cell(report: Report, key: str, value: int) -> Report:
    """The report as if a cell held another number."""
    read = parse(str(value))
    fact = replace(report.fact(key), raw=read.raw, state=read.state, interval=read.interval)
    return replace(report, cells=report.cells | {key: fact})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("edition", "year"), [("cn-2021", 2023), ("cn-2019", 2020)])
def test_a_valid_report_has_no_finding(seed: int, edition: str, year: int) -> None:
    """Sums that were made to hold, and all that the form asks for, give rise to nothing."""
    assert [] == [problem.message for problem in found(drawn(random.Random(seed), edition, year=year)).problems]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_changed_cell_breaks_just_the_relations_through_it(seed: int) -> None:
    """A leaf of the applications table stands in one row's sum and in one column's; nothing else is accused."""
    rng = random.Random(seed)
    draft = drawn(rng)
    row = rng.choice([r.key for r in draft.form.table("applications").rows if "." in r.key])
    column = rng.choice(["natural_person", "business", "legal_service"])
    key = f"applications.{row}.{column}"
    problems = found(draft.with_values(**{key: int(draft.values[key]) + 1})).problems
    assert [("CF107", key, draft.values[key])] == [(p.check, p.at, p.expected) for p in problems]
    assert {("CF101", f"row_total.{row}"), ("CF103", f"processed_total.{column}")} == {
        (p.check, p.at) for p in problems[0].folded
    }


@pytest.mark.parametrize(
    ("seed", "most", "change"),
    [
        (1, 9, lambda value: value + 3),
        (2, 60, lambda value: value + 1),
        (3, 2, lambda value: max(value - 1, 0) or value + 1),
        (4, 9, lambda value: value * 10 + 10),
        (5, 30, lambda value: 0 if value else 7),
    ],
)
def test_every_cell_of_tables_three_and_four_is_guarded(seed: int, most: int, change: Callable[[int], int]) -> None:
    """Whichever cell is changed, one error says so; in table three it names the cell and the value that it had.

    Every cell is changed in two of the five ways at least.
    """
    draft = drawn(random.Random(seed), most=most)
    cells = [key for key in draft.values if not key.startswith("disclosure.")]
    keys = [key for key in cells[seed % 2 :: 2] if change(int(draft.values[key])) >= 0]
    values = {key: int(draft.values[key]) for key in keys}
    true = made(draft)
    changed = [
        with_cell(true, key, value + 1 if change(value) == value else change(value)) for key, value in values.items()
    ]
    said = {
        key: [one for one in audit([report]).problems if one.severity is Severity.ERROR]
        for key, report in zip(keys, changed, strict=True)
    }
    assert dict.fromkeys(keys, 1) == {key: len(problems) for key, problems in said.items()}
    named = [(key, draft.values[key]) for key in keys if key.startswith("applications.")]
    assert named == [(key, said[key][0].expected) for key, _ in named if said[key][0].at == key]


def test_order_of_reports_changes_no_finding() -> None:
    """The same reports in another order give the same findings."""
    drafts = [
        drawn(random.Random(seed), unit=f"第{seed}街道办事处").with_values(**{"disputes.review.total": 99})
        for seed in range(4)
    ]
    reports = [made(draft, f"{at}.txt") for at, draft in enumerate(drafts)]
    assert {problem.id for problem in audit(reports).problems} == {
        problem.id for problem in audit(reports[::-1]).problems
    }


def test_ids_are_distinct_and_hold_no_figures() -> None:
    """Every finding has an id of its own, which stays when the figures change; then the digest differs."""
    draft = empty().with_values(
        **{"applications.new.total": 3, "disputes.review.total": 2, "applications.granted.total": 5}
    )
    changed = draft.with_values(**{"applications.new.total": 4})
    before, after = found(draft).problems, found(changed).problems
    assert len(before) == len({problem.id for problem in before})
    assert [problem.id for problem in before] == [problem.id for problem in after]
    assert {problem.id for problem in before if problem.digest not in {other.digest for other in after}}


def test_coverage_counts_every_check_on_every_report() -> None:
    """Nothing is passed over in silence: each check has a row, and each row something in it."""
    coverage = found(drawn(random.Random(3))).coverage
    assert (coverage[["agrees", "differs", "undetermined", "not_applicable"]].sum(axis=1) > 0).all()
