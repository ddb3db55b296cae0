"""Tables with the numbers that programs write beside all rows and above all columns, counted from 0."""

from __future__ import annotations

from workbench.documents import Cell

_FEW = 4

Rows = tuple[tuple[Cell, ...], ...]


def without_index(rows: Rows) -> Rows:
    """The rows without a first one that counts the columns, and without a first column that counts the rows below it.

    The same where the first row says anything else. A table has no values above its header.
    """
    if len(rows) < _FEW or not _counts(head := [cell.text for cell in rows[0] if cell.text]):
        return rows
    body = rows[1:]
    if len(head) == len(rows[0]):
        return body
    whole = not rows[0][0].text and all(row and row[0].text == str(at) for at, row in enumerate(body))
    return tuple(row[1:] for row in body) if whole else rows


def _counts(texts: list[str]) -> bool:
    """Whether texts are the numbers from 0 on."""
    return len(texts) >= _FEW and texts == [str(at) for at in range(len(texts))]
