"""Tables without upright rules: rows and columns inferred from where numbers and labels stand on the page.

A row is where several numbers stand on one line, a column where numbers stand below each other. What comes of it is
marked as inferred: the form decides later whether every row fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.documents.model import Cell, Grid
from workbench.documents.pages_lines import PageLine
from workbench.documents.places import PagePlace
from workbench.documents.unruled.head import names_above
from workbench.documents.unruled.labels import Labels, is_in_column, is_next, labelled
from workbench.documents.unruled.words import Parted, Word, apart, begins, cell, in_one, joined, nearest_to
from workbench.documents.unruled.wrapped import TAIL, whole_rows

_FEW = 5
"""Fewer numbers than this are no table that has to be inferred: lines with a label and a number are read as such."""
_FAR = 4.5
_REACH = 1.2
_TOUCH = 0.2
_UNCERTAIN = "表格没有框线，数值与各列的对应不明，请对照原件核实"


def with_inferred(lines: Sequence[PageLine]) -> list[PageLine | Grid]:
    """Lines that follow one another, over pages too, those of tables without rules as grids."""
    found: list[PageLine | Grid] = []
    split = in_one(lines)
    done = 0
    for start, end in _blocks(split):
        found += lines[done:start]
        found.append(_grid(split[start:end]))
        done = end
    return [*found, *lines[done:]]


# -- which lines make a table -----------------------------------------------------------------------------


def _blocks(lines: Sequence[Parted]) -> Iterator[tuple[int, int]]:
    """The first and the line behind the last of each run of lines that is a table."""
    rows = [at for at, line in enumerate(lines) if line.values]
    for run in _runs(lines, rows):
        counts = [len(lines[at].values) for at in run]
        if sum(counts) >= _FEW and max(counts) > 1:
            yield _head(lines, run[0], rows), _tail(lines, run[-1])


def _runs(lines: Sequence[Parted], rows: Sequence[int]) -> Iterator[list[int]]:
    """Lines with numbers that no prose, no header and no wide gap parts."""
    run: list[int] = []
    for at in rows:
        if run and _is_parted(lines, run[-1], at):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _is_parted(lines: Sequence[Parted], before: int, at: int) -> bool:
    gaps = pairwise(lines[before : at + 1])
    far = any(two.top - one.bottom > _FAR * one.size for one, two in gaps)
    return far or any(line.is_prose or _is_header(line, lines[at]) for line in lines[before + 1 : at])


def _is_header(line: Parted, row: Parted) -> bool:
    """Whether a line without numbers names columns: some of its words begin, or stand, where the numbers below do."""
    left = row.values[0].box[0] - _REACH * row.size
    over = (word for word in line.labels if any(_is_over(word, value) for value in row.values))
    return not line.values and (any(word.box[0] >= left for word in line.labels) or any(over))


def _names_all(line: Parted, row: Parted) -> bool:
    """Whether a line has a word above each number of a row, which is then of its table however high its rows are."""
    words = apart(line)
    return len(words) == len(row.values) > 1 and all(map(_is_over, words, row.values))


def _is_title(line: Parted) -> bool:
    """Whether a line is a heading, or announces the table."""
    return len(line.labels) == 1 and (begins(line.labels[0]) or line.labels[0].text.endswith(("：", ":")))


def _crosses(line: Parted, row: Parted) -> bool:
    """Whether a line reaches to where the numbers of a row stand."""
    return any(word.box[2] > row.values[0].box[0] for word in line.labels)


def _is_over(word: Word, other: Word) -> bool:
    """Whether words stand around the same middle."""
    return abs(word.centre - other.centre) < word.size


def _head(lines: Sequence[Parted], first: int, rows: Sequence[int]) -> int:
    """The first line of the header above the first row of a table."""
    before = max((at for at in rows if at < first), default=-1)
    head = first
    for at in range(first - 1, before, -1):
        reach = _FAR if _names_all(lines[at], lines[first]) or head < first else _FAR / 2
        far = lines[at + 1].top - lines[at].bottom > reach * lines[at].size
        if lines[at].is_prose or far or (_is_title(lines[at]) and (head < first or _crosses(lines[at], lines[first]))):
            break
        if _is_header(lines[at], lines[first]):
            head = at
    return head


def _tail(lines: Sequence[Parted], last: int) -> int:
    """The line behind those that can be the rest of the last row's label, whose numbers may stand between its lines."""
    row, end = lines[last], last + 1
    label = row.labels or (lines[last - 1].labels if last else [])
    while label and end < len(lines) and _is_rest(lines[end], lines[end - 1], label[-1], row.values[0].box[0]):
        end += 1
    return end


def _is_rest(line: Parted, above: Parted, label: Word, values: float) -> bool:
    """Whether a line goes on with a label; one beside whose numbers the label stands on no line touches these."""
    if line.values or len(line.labels) != 1 or line.is_prose:
        return False
    word = line.labels[0]
    inside = word.box[0] >= label.box[0] - word.size and word.box[2] <= values
    return inside and word.top - above.bottom <= (TAIL if above.labels else _TOUCH) * word.size and not begins(word)


# -- the table --------------------------------------------------------------------------------------------


def _grid(block: Sequence[Parted]) -> Grid:
    """The lines of a table as its header and rows."""
    rows = whole_rows(block)
    left = min(value.box[0] for row in rows for value in row.values)
    head = next(at for at, line in enumerate(block) if line.values)
    above = [line for line in block[:head] if _is_header(line, rows[0])]
    columns = _columns(rows, above)
    kept = {word for row in rows for word in row.labels}
    beside = [word for line in block if line not in above for word in line.labels if word not in kept]
    below = max((line.bottom for line in above), default=0.0)
    free = [word for word in beside if word.top >= below]  # what begins beside the header's lines is of no row
    labels = labelled(rows, free, [word for line in above for word in line.labels if word.box[2] <= left])
    taken = {word for one in labels for words in (*one.groups, one.own) for word in words}
    corner = [word for word in beside if word not in taken]
    body = [_row(row, one, columns) for row, one in zip(rows, labels, strict=True)]
    return Grid((*_header(above, corner, columns, left), *body), inferred=True)


def _columns(rows: Sequence[Parted], above: Sequence[Parted]) -> list[float]:
    """The middles of the columns: of the numbers of the fullest row, or of the names above where it is the only one.

    A row that has no label has a number below each name, unless it is blank there.
    """
    values = max(rows, key=lambda line: len(line.values)).values
    named = names_above(values, list(map(apart, above))) if len(rows) == 1 and not rows[0].labels else []
    return named or [value.centre for value in values]


def _row(row: Parted, labels: Labels, columns: Sequence[float]) -> tuple[Cell, ...]:
    names = [joined(words) for words in (*labels.groups, labels.own) if words]
    return (*names, *_in_columns(row, columns))


def _is_over_two(value: Word, columns: Sequence[float]) -> bool:
    """Whether a number reaches over the middles of two columns, as two do that touch."""
    return sum(value.box[0] < x < value.box[2] for x in columns) > 1


def _in_columns(row: Parted, columns: Sequence[float]) -> list[Cell]:
    """The numbers of a row by column, blank where it has none; doubted where two are nearest to one column."""
    if len(row.values) in (1, len(columns)):
        return [cell(value) for value in row.values]
    nearest = [nearest_to(value.centre, columns) for value in row.values]
    if max(Counter(nearest).values()) > 1 or any(_is_over_two(value, columns) for value in row.values):
        return [cell(value._replace(doubt=_UNCERTAIN)) for value in row.values]
    found = dict(zip(nearest, row.values, strict=True))
    return [cell(found[at]) if at in found else _blank(row, x) for at, x in enumerate(columns)]


def _blank(row: Parted, centre: float) -> Cell:
    half = row.size / 2
    return Cell("", PagePlace(row.line.page, (centre - half, row.line.box[1], centre + half, row.line.box[3])))


# -- the header -------------------------------------------------------------------------------------------


def _header(
    lines: Sequence[Parted], corner: Sequence[Word], columns: Sequence[float], left: float
) -> Iterator[tuple[Cell, ...]]:
    """The header: what spans columns, then the names of columns, each put together from its lines.

    What stands right above the name of a column may be its beginning, or span several; it stays a cell by itself.
    ``corner`` are words below the header's lines that are of no row.
    """
    counts = [sum(word.box[2] > left for word in apart(line)) for line in lines]
    many = [at for at, count in enumerate(counts) if count * 2 >= max(counts) and count > 1]
    first = min(many, default=len(lines))
    upper = _clusters([word for line in lines[:first] for word in line.labels])
    names = [*(word for line in lines[first:] for word in apart(line)), *corner]
    above = [one for one in upper if any(is_next(one[-1], word) and _is_over(word, one[-1]) for word in names)]
    if len(above) < len(upper):
        yield tuple(joined(one) for one in upper if one not in above)
    if names:
        yield tuple(_stacked([joined(one) for one in above], names, columns, left))


def _clusters(words: Sequence[Word]) -> list[list[Word]]:
    """Words with those right below them in one column, from top to bottom."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.middle, one.centre)):
        near = next((one for one in found if is_next(word, one[-1]) and is_in_column(word, one[-1])), None)
        if near is None:
            found.append([word])
        else:
            near.append(word)
    return found


def _stacked(above: Sequence[Cell], names: Sequence[Word], columns: Sequence[float], left: float) -> Iterator[Cell]:
    """The words of a header by column, from left to right; what stands left of all columns first."""
    corner = [word for word in names if word.box[2] <= left and word.centre < columns[0] - word.size]
    if corner:
        yield joined(corner)
    own = [word for word in names if word not in corner]
    for at in range(len(columns)):
        yield from (one for one in above if nearest_to(_centre(one), columns) == at)
        stacked = [word for word in own if nearest_to(word.centre, columns) == at]
        if stacked:
            yield joined(stacked)


def _centre(one: Cell) -> float:
    box = one.location.box if isinstance(one.location, PagePlace) else (0.0, 0.0, 0.0, 0.0)
    return (box[0] + box[2]) / 2
