"""What stands beside the tables of a sheet: other tables, and the numbers of its rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby, islice, pairwise, takewhile

from workbench.documents.model import Remark
from workbench.documents.sheet.rows import Row

_FEW = 10
_AGAIN = 3
_HEADER = 6
"""No header has more lines."""
_NUMBER = re.compile(r"-?[\d.,]+%?")


def side_by_side(filled: Sequence[Sequence[int]], covered: Sequence[Collection[int]]) -> list[range]:
    """The columns of each of the tables that some rows hold, which columns without anything in them part.

    ``filled`` are by row the columns in which something stands, ``covered`` those that merged cells cover.
    """
    used = sorted({at for row in filled for at in row}.union(*covered))
    first, last = min(row[0] for row in filled if row), max(row[-1] for row in filled if row)
    within = [at for at in used if first <= at <= last]
    breaks = [(before + 1, after) for before, after in pairwise(within) if after > before + 1]
    starts, ends = [first, *(after for _, after in breaks)], [*(before for before, _ in breaks), last + 1]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _are_row_numbers(texts: Sequence[str]) -> bool:
    """Whether the texts of the first column count the rows up from 0 or 1, as programs write it; a head has none."""
    body = texts[1:] if texts and not texts[0] else texts
    if len(body) < _FEW or body[0] not in ("0", "1") or not body[-1].isdecimal():
        return False
    return list(body) == [str(at) for at in range(int(body[0]), int(body[0]) + len(body))]


def without_beside(name: str, rows: list[Row]) -> tuple[list[Row], list[Remark]]:
    """The rows without a column that people have put beside a table, and what is to be said of it."""
    kept, beside = list[Row](), 0
    for last, group in groupby(rows, key=lambda row: row.filled[-1] if row.filled else -1):
        part = list(group)
        if last > 0 and last - 1 not in part[0].filled and _stands_beside(part, last) and not _is_headed(kept, last):
            part = [row._replace(filled=row.filled[:-1], out={*row.out, last}) for row in part]
            beside += len(part)
        kept += part
    if not beside:
        return rows, []
    text = f"工作表“{name}”的表格旁另有未命名的一列（共{beside}格），疑为核对用，未作为表格内容读取，请核实。"
    return kept, [Remark(text)]


def _stands_beside(rows: Sequence[Row], last: int) -> bool:
    """Whether the column that some rows end in is none of the table: numbers or one word, without a name.

    So people check their tables: by the differences of sums, or by the word that they are right. The column before it
    is empty in all of the rows, and not covered by a merged cell either; a column of the table has a name, said once.
    """
    before = last - 1
    if len(rows) < _AGAIN or any(before in row.filled or before in row.out or len(row.filled) == 1 for row in rows):
        return False
    words = [text for row in rows if not _NUMBER.fullmatch(text := row.text(last))]
    return not words or (len(set(words)) == 1 and len(words) >= _AGAIN)


def _is_headed(above: Sequence[Row], column: int) -> bool:
    """Whether the rows right above have something in a column, be it a name that spans it, as those of a header do."""
    near = takewhile(lambda row: row.filled, islice(reversed(above), _HEADER))
    return any(len(row.filled) > 1 and (column in row.filled or column in row.out) for row in near)


def without_row_numbers(rows: list[Row]) -> list[Row]:
    """The rows without a first column that counts them."""
    written = [row for row in rows if row.filled]
    first = min((row.filled[0] for row in written), default=0)
    if not written or not _first(written[-1], first).isdecimal():
        return rows  # as nearly all, and this is fast
    if not _are_row_numbers([_first(row, first) for row in written]):
        return rows
    return [row._replace(filled=row.filled[1:], out={*row.out, first}) if _first(row, first) else row for row in rows]


def _first(row: Row, first: int) -> str:
    """What is shown in the first column."""
    return row.text(first) if row.filled[:1] == [first] else ""
