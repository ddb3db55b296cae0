"""Numbers of tables without rules that are printed on several lines of their cells, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.documents.unruled.words import Parted, Word, around, begins, nearest_to

TAIL = 0.9
"""Lines of one cell are no further apart than this part of the size of type."""
_TWO_LINES = "表格没有框线，该格有两行数字，无法确定是否为一个数，请对照原件核实"


def whole_rows(block: Sequence[Parted]) -> list[Parted]:
    """The rows of a table by all its lines, with numbers of two lines put together, which are doubted."""
    return list(_unwrapped(list(_centred([line for line in block if line.values])), block))


def _centred(rows: Sequence[Parted]) -> Iterator[Parted]:
    """The rows of a table, with numbers put together whose two lines stand around the line of their row."""
    at = 0
    while at < len(rows):
        if at + 2 < len(rows) and _stands_around(*rows[at : at + 3]):
            above, row, below = rows[at : at + 3]
            values = sorted([*row.values, *_continued(above.values, below.values)], key=lambda one: one.centre)
            yield row._replace(values=values)
            at += 3
        else:
            yield rows[at]
            at += 1


def _stands_around(above: Parted, row: Parted, below: Parted) -> bool:
    """Whether numbers above a row and below it, which reach into its line, are the halves of numbers beside its own."""
    near = above.line.page == row.line.page == below.line.page and above.bottom > row.top and row.bottom > below.top
    halves = len(above.values) == len(below.values) and _are_below(above.values, below.values)
    beside = not any(one.box[0] < two.box[2] and two.box[0] < one.box[2] for one in above.values for two in row.values)
    return near and halves and beside


def _unwrapped(rows: Sequence[Parted], block: Sequence[Parted]) -> Iterator[Parted]:
    """The rows of a table, numbers put together that go on in a second line, or with their label on the next page."""
    full = max(len(row.values) for row in rows)
    above = rows[0]
    for row in rows[1:]:
        over = bool(row.labels) and len(row.values) < full and row.line.page == above.line.page + 1
        near = over or row.top - above.bottom < TAIL * row.size
        if near and _goes_on(above, row, full) and not _is_begun(above, row, block):
            box = above.line.box if row.line.page != above.line.page else around([above.line.box, row.line.box])
            line = above.line._replace(box=box)
            above = Parted(line, above.labels, _continued(above.values, row.values), above.shift)
            continue
        yield above
        above = row
    yield above


def _goes_on(above: Parted, row: Parted, full: int) -> bool:
    """Whether numbers right below others are the rest of them: their label goes on, or they have none."""
    if not _are_below(above.values, row.values):
        return False
    if not row.labels:
        return not above.labels or len(row.values) < full
    return bool(above.labels) and begins(above.labels[-1]) and not begins(row.labels[-1])


def _is_begun(above: Parted, row: Parted, block: Sequence[Parted]) -> bool:
    """Whether a label begins on a line between two rows, which is that of the second."""
    between = (line for line in block if not line.values and above.middle < line.middle < row.middle)
    return any(begins(word) for line in between for word in line.labels)


def _are_below(values: Sequence[Word], more: Sequence[Word]) -> bool:
    """Whether each number stands below another one of those above."""
    nearest = [nearest_to(one.centre, [value.centre for value in values]) for one in more]
    pairs = ((values[at], one) for at, one in zip(nearest, more, strict=True))
    return len(set(nearest)) == len(more) and all(
        one.box[0] < value.box[2] and value.box[0] < one.box[2] for value, one in pairs
    )


def _continued(values: Sequence[Word], more: Sequence[Word]) -> list[Word]:
    """Numbers with those below them appended, which are doubted: they may be two."""
    below = {nearest_to(one.centre, [value.centre for value in values]): one for one in more}
    return [
        one._replace(text=one.text + below[at].text, doubt=_TWO_LINES) if at in below else one
        for at, one in enumerate(values)
    ]
