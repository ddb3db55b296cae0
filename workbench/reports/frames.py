"""The frames that a report gives, and their columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

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
