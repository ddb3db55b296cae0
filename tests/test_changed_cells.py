"""One cell of table 2 changed in reports that are right: found against last year's report."""

from __future__ import annotations

import random

import pytest

from tests.builders import Draft, drawn
from tests.review.drafts import report
from workbench.audit import audit

_STOCKS = ("rules", "normative")


def _found(*drafts: Draft) -> set[str]:
    """The findings of errors and warnings, of the last draft alone."""
    made = audit([report(draft) for draft in drafts]).findings
    grave = made[made.severity.isin(["error", "warning"]) & (made.year == drafts[-1].year)]
    return set(grave.id)


def _changed(draft: Draft, key: str) -> Draft:
    return draft.with_values(**{key: int(draft.values[key]) + 1})


@pytest.mark.parametrize("stock", _STOCKS)
@pytest.mark.parametrize("column", ["issued", "repealed", "in_force"])
def test_a_changed_stock_of_table_2_is_found_where_last_year_is_known(stock: str, column: str) -> None:
    """What is in force is what was, and what came, less what went."""
    last = drawn(random.Random(1), year=2022, unit="青石县人民政府")
    flow = {f"disclosure.{stock}.{name}": number for name, number in (("issued", 3), ("repealed", 1))}
    before = {f"disclosure.{stock}.in_force": 7}
    last = last.with_values(**before)
    this = drawn(random.Random(2), unit="青石县人民政府").with_values(**flow, **{f"disclosure.{stock}.in_force": 9})
    key = f"disclosure.{stock}.{column}"
    assert _found(last, _changed(this, key)) - _found(last, this)
