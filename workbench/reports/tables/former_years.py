"""A statutory table that stands in a report once more with the figures of a former year, and is said to be of that.

Such a table is left out where the same table stands just once more without being said to be of another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.documents import Remark
from workbench.forms import forms
from workbench.forms.model import Table
from workbench.reports.tables.comparisons import Part, parts_of
from workbench.reports.tables.lines import Line
from workbench.reports.tables.rows import LooseRow
from workbench.reports.vocabulary import bare

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?!\s*[-/.年]\s*\d{1,2}\s*[-/.月])")
_LAST, _THIS = re.compile(r"[上去]一?年"), re.compile(r"[本今当]年")
_SAYS = re.compile(r"[。；，,;]|较|相比|同比|至今|以来")
_YEAR_ALONE = 6
"""A cell that says no more than 2022年度 is the name of a column or a row."""
_LONGEST = 60
"""No title of a table is longer."""


class Former(NamedTuple):
    """Where a table of a former year stands, by its lines, and what says so."""

    place: range
    title: str


def former_years(rows: list[LooseRow], lines: list[Line], year: int) -> list[Former]:
    """The tables of former years beside those of the report's own; none where the year of the report is not known."""
    parts = [part for part in parts_of(rows, lines) if lines[part.rows[0].first].grid >= 0] if year else []
    found = {at: title for at, part in enumerate(parts) if (title := _title_of_former(part, lines, year))}
    others = [part for at, part in enumerate(parts) if at not in found] if found else []
    return [Former(_place(parts[at]), title) for at, title in found.items() if _stands_once(parts[at], others)]


def left_out(former: Sequence[Former]) -> Iterator[Remark]:
    """What is said of tables of former years that were left out."""
    for title in dict.fromkeys(one.title for one in former):
        yield Remark(f"文件中另有往年的统计表（“{title}”），其中数值未计入本年度数据，请核实。")


def _place(part: Part) -> range:
    return range(part.rows[0].first, part.rows[-1].last + 1)


def _stands_once(part: Part, others: Sequence[Part]) -> bool:
    """Whether the tables of the form that a part holds stand in just one of the others each."""
    held = [table for table in _tables() if _holds(part, table)]
    return bool(held) and all(sum(_holds(one, table) for one in others) == 1 for table in held)


def _tables() -> Iterator[Table]:
    return (table for form in forms() for table in form.tables)


def _holds(part: Part, table: Table) -> bool:
    """Whether a part has values and most rows of a table."""
    named = {bare(row.label) for row in table.rows}
    return any(row.filled for row in part.rows) and len(named & part.said) > len(named) / 2


def _title_of_former(part: Part, lines: list[Line], year: int) -> str:
    """What says that a table is of a former year: its first cell, or the last text before it; empty where none does."""
    corner = part.rows[0].labels[0].text if part.rows[0].labels else ""
    first = "" if len(corner) <= _YEAR_ALONE else corner
    above = next((line.paragraph.text for line in reversed(lines[: part.rows[0].first]) if line.paragraph), "")
    told = next((text for text in (first, above) if _years(text, year)), "")
    is_title = len(told) <= _LONGEST and not _SAYS.search(told)
    return told if is_title and max(_years(told, year), default=year) < year else ""


def _years(text: str, year: int) -> set[int]:
    """The years that a text names, ``year`` being this one."""
    named = {int(match[1]) for match in _YEAR.finditer(text)}
    return named | ({year - 1} if _LAST.search(text) else set()) | ({year} if _THIS.search(text) else set())
