"""Frames and lists as an inspector reads them in a notebook: Chinese headings and words, no text cut short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from workbench import markup
from workbench.findings import Confidence, Severity, Verdict
from workbench.session.sheets import TIES
from workbench.values import State
from workbench.wordlists import from_yaml

MOST, NAMES = 300, 5
"""Rows that are shown, and names in a cell; of more it is said how many there are."""
_CLOSED: dict[str, Iterable[Severity | Verdict | Confidence | State]] = {
    "severity": Severity,
    "verdict": Verdict,
    "confidence": Confidence,
    "state": State,
}
_WORDS = {column: {str(one): one.chinese for one in every} for column, every in _CLOSED.items()}
_WORDS["state"] |= {str(tie): words for tie, words in TIES.items()}
"""The words for what stands in columns of a closed set; facts have states, and statements what they were tied to."""


@dataclass(frozen=True, repr=False)
class Listed:
    """A frame to be looked at; programs work on the frame itself."""

    frame: pd.DataFrame

    def __repr__(self) -> str:
        """A line, for whoever looks at it as text."""
        return f"<表：{len(self.frame)} 行>"

    def _repr_html_(self) -> str:
        """The table, its texts escaped and personal numbers masked."""
        names = [str(name) for name in self.frame.columns]
        first = self.frame.head(MOST).itertuples(index=False, name=None)
        rows = [[_shown(name, value) for name, value in zip(names, row, strict=True)] for row in first]
        headings = [_headings().get(name, "" if name.isdigit() else name) for name in names]
        return markup.render("listed.html.j2", headings=headings, rows=rows, all=len(self.frame))


def listed(what: pd.DataFrame | Iterable[object]) -> Listed:
    """A frame, or values of one kind, such as the files that could not be read, as a table in a notebook's cell."""
    frame = what if isinstance(what, pd.DataFrame) else pd.DataFrame(list(what))
    return Listed(frame.reset_index() if any(frame.index.names) else frame)


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 - whatever stands in a frame
    if pd.api.types.is_list_like(value):
        every = list(map(str, value))
        return "、".join(every[:NAMES]) + (f"等 {len(every)} 个" if len(every) > NAMES else "")
    if pd.isna(value):
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    first, colon, rest = text.partition(": ")
    words = _WORDS.get(name, {})
    return f"{words[first]}{'：' if colon and rest else ''}{rest}" if first in words else text


@cache
def _headings() -> dict[str, str]:
    declared: dict[str, str] = from_yaml(files("workbench.app").joinpath("listed.yaml").read_text("utf-8"))
    return declared
