"""The frames that a report gives, and their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbench.reports.model import Report, Statement

FACT_COLUMNS = ["table", "row", "column", "label", "value", "state", "raw", "location"]
CLAIM_COLUMNS = [
    "concept",
    "value",
    "low",
    "high",
    "qualifier",
    "section",
    "start",
    "end",
    "text",
    "state",
]


def frame(rows: Iterable[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    """A frame of rows; pandas is loaded with the first one, for a process that only reads files makes none."""
    import pandas as pd  # noqa: PLC0415 - as above

    return pd.DataFrame(list(rows), columns=columns)


def fact_rows(report: Report) -> Iterator[tuple[object, ...]]:
    """The statutory cells of a report in the form's order, none where it has no form, as FACT_COLUMNS has them."""
    for cell in report.form.cells.values() if report.edition else ():
        fact = report.fact(cell.key)
        value = float(fact.interval.low) if fact.interval else None
        place = fact.location.as_dict() if fact.location else None
        label = f"{cell.row.label} / {cell.column.label}"
        yield cell.table.key, cell.row.key, cell.column.key, label, value, str(fact.state), fact.raw, place


def claim_row(statement: Statement) -> tuple[object, ...]:
    """A statement of the narrative; its columns are CLAIM_COLUMNS."""
    claim = statement.claim
    amounts = float(claim.value), float(claim.interval.low), float(claim.interval.high)
    place = statement.section, claim.start, claim.end
    return claim.concept, *amounts, str(claim.qualifier), *place, claim.text, f"{statement.state}: {statement.tied_to}"
