"""Where a table stands in a document: row by row below each other, or all its values on one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.documents import PagePlace
from workbench.forms.model import Form, Row, Table, TableBlock
from workbench.reports.tables.by_name import below_outcomes, reordered
from workbench.reports.tables.column_order import cells_headed, columns_drawn, columns_named, first_columns, is_mixed
from workbench.reports.tables.labels import Header, header_above, header_start, nearest
from workbench.reports.tables.lines import Line
from workbench.reports.tables.matching import Match, match_rows
from workbench.reports.tables.parted_columns import parted
from workbench.reports.tables.placing import (
    UNNAMED,
    Layout,
    Placed,
    Shape,
    is_off_line,
    is_spaced,
    learn,
    place,
    uncounted,
    wider,
    without_units,
)
from workbench.reports.tables.rows import LooseRow
from workbench.reports.tables.suspicion import holds
from workbench.reports.vocabulary import SURE, bare, closeness
from workbench.values import parse

LOST = Placed((), "各行仅首格有数值，疑似转换为文本时丢失了重复的数值")
_IN_ONE = "表头有几项并在一格，各列数值请对照原件核实"
_ABOVE = "数值在表头与首行标签之间即已开始，疑似各行数值写在行标签之上，请对照原件核实"
_FEW_READ = "该表其余各行大多无法读取，数值可能属于其他行，请对照原件核实"
_REST = "相邻一行有数值而没有行标签，可能是该行数字的一部分，请对照原件核实"
_OFF_LINE = "数值与行标签不在同一行，可能属于上一行或下一行，请对照原件核实"
_BESIDE = "该行之外另有数值，无法确定属于哪一列"
_ANOTHER = "表头下有不止一行数值，无法确定哪一行是本年度的"
_TWICE = "该表在文件中出现不止一次而数值不同，无法确定以哪一张为准"
_ROWS_NAMED = 2
_BETWEEN = 3
_FEW = 3
_MANY = 9


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of a table's rows, and the cells of each row by column, both by key of the row.

    ``by_name`` are the rows whose cells were told by the names of the columns, which stand in another order.
    """

    matches: dict[str, Match]
    cells: dict[str, Placed]
    by_name: frozenset[str] = frozenset()

    def first(self, block: TableBlock) -> int | None:
        """The first loose row of a block, None where none was found."""
        return min((self.matches[row.key].index for row in block.rows if row.key in self.matches), default=None)

    def settled(self, form: Form, table: Table) -> Found:
        """The same without the doubt of rows beside which values without a name stand, where the form's sums hold."""
        cells = dict(self.cells)
        for block in table.blocks:
            for row in block.rows:
                placed = cells.get(row.key)
                if placed and placed.doubt == UNNAMED and holds(form, table.key, block, placed.cells):
                    cells[row.key] = placed._replace(doubt="")
        return replace(self, cells=cells)


def down(table: Table, lines: list[Line], rows: list[LooseRow]) -> Found:
    """The table row by row."""
    matches = match_rows(table, rows)
    cells: dict[str, Placed] = {}
    by_name: set[str] = set()
    for block in table.blocks:
        due = len(block.columns)
        found = {row.key: matches[row.key].loose for row in block.rows if row.key in matches}
        found = uncounted(without_units(found), due)
        around = _lines_of(lines, rows, matches)
        headed = columns_named(block, around) if any(is_spaced(loose, due) for loose in found.values()) else {}
        layout = learn(found.values(), due, first_columns(block, around), headed)
        if wide := wider(found.values(), due):
            own = _lines_of(lines, rows, {key: matches[key] for key in found})
            shapes = {loose.shape for loose in found.values() if loose.shape and len(loose.filled) > due}
            layout = _beside(layout._replace(wide=wide), block, (own, around), shapes)
        lost = _only_first(list(found.values()), due)
        cells |= {key: LOST if lost and loose.filled else place(loose, due, layout) for key, loose in found.items()}
        cells |= _blank_beside_unread(found, cells)
        cells |= (named := reordered(block, around, found))
        by_name |= named.keys()
        for key, loose in found.items():
            doubt = _OFF_LINE * is_off_line(loose) or _REST * _has_rest(rows, matches[key].index)
            cells[key] = cells[key]._replace(doubt=cells[key].doubt or doubt)
        if _hardly_read(found, cells):
            cells |= {key: cells[key]._replace(doubt=cells[key].doubt or _FEW_READ) for key in found}
        if _stand_above(rows, [matches[key] for key in found], due):
            cells |= {key: cells[key]._replace(doubt=cells[key].doubt or _ABOVE) for key in found}
    return Found(matches, cells, frozenset(by_name))


def _has_rest(rows: list[LooseRow], at: int) -> bool:
    """Whether on a page a row beside one has values and no label, or a numbering for one.

    They may be of this one, or parts of its numbers that were wrapped. What has no values at all, such as the rest of a
    group's label, may stand between.
    """
    sides = (reversed(rows[max(at - _BETWEEN, 0) : at]), rows[at + 1 : at + 1 + _BETWEEN])
    near = (next((row for row in side if row.values), None) for side in sides)
    filled = (row for row in near if row and row.filled and isinstance(row.location, PagePlace))
    return any(not any(map(bare, (label.text for label in row.labels))) for row in filled)


def _blank_beside_unread(found: Mapping[str, LooseRow], cells: Mapping[str, Placed]) -> dict[str, Placed]:
    """The rows without values where no row with some could be read: columns may be missing, and these with them."""
    filled = [cells[key] for key, loose in found.items() if loose.filled]
    if not filled or any(placed.cells for placed in filled):
        return {}
    return {key: filled[0] for key, loose in found.items() if not loose.filled}


def _hardly_read(found: Mapping[str, LooseRow], cells: Mapping[str, Placed]) -> bool:
    """Whether few of many rows with values could be read: those that seem whole may be out of the parts of others."""
    filled = [cells[key] for key, loose in found.items() if loose.filled]
    return sum(bool(placed.cells) for placed in filled) * _FEW < len(filled) > _MANY


def _beside(layout: Layout, block: TableBlock, headers: Sequence[list[Line]], shapes: Collection[Shape]) -> Layout:
    """The layout with what the first of the headers that tells it says of columns beside those of the table."""
    counts = {count for _, _, count in shapes}
    for lines in headers:
        over = [line for line in lines if len(line.cells) in counts and not is_mixed(block, line)]
        beside, drawn = columns_named(block, over), columns_drawn(block, lines)
        if beside or drawn:
            named = {grid: one.columns for grid, one in drawn.items()}
            named |= {grid: tuple(at + 1 for at in places) for grid, places in beside.items() if grid not in drawn}
            several = parted(block, lines, named)
            return layout._replace(beside=beside, drawn=drawn, headed=cells_headed(over), parted=several)
    return layout


def _lines_of(lines: list[Line], rows: list[LooseRow], matches: dict[str, Match]) -> list[Line]:
    """The lines of a table, its header included."""
    taken = [match.index for match in matches.values()]
    if not taken:
        return []
    return lines[rows[header_start(rows, min(taken))].first : rows[max(taken)].last + 1]


def _stand_above(rows: list[LooseRow], matches: list[Match], due: int) -> bool:
    """Whether the values of each row may stand on the lines above its label.

    Then the first ones stand below the header, and those that seem to be a row's own on later lines than its label.
    Numbers that count the columns stand there, too.
    """
    first = min((match.index for match in matches), default=0)
    before = rows[first - 1] if first and not rows[first].broken else None
    if before is None or len(before.filled) != due or before.first == before.last:
        return False
    numbers = [parse(before.values[at].text).value for at in before.filled]
    own = [match.loose for match in matches if match.loose.filled]
    counted = due > 1 and numbers == [*range(1, due + 1)]
    return not counted and all(one.first < one.last for one in own)


def _only_first(found: list[LooseRow], due: int) -> bool:
    """Whether no row has a value but in its first column, which is what is left where repeated values were dropped.

    A value with a blank for each of the other columns before it is the total, which alone was filled in.
    """
    filled = [row for row in found if row.filled]
    last = all(due - 1 <= row.filled[0] == len(row.values) - 1 for row in filled)
    return due > 1 and len(filled) >= _FEW and all(len(row.filled) == 1 for row in filled) and not last


# -- a table whose values stand on one line -------------------------------------------------------------


def across(table: Table, rows: list[LooseRow]) -> Found | None:
    """The table where all its values stand on one line, below a header that names its rows; None where none is."""
    block = next((block for block in table.blocks if block.across), None)
    if block is None:
        return None
    parts = list(_parts(block, rows))
    if len(parts) > 1 and [row for part in parts for row in part.named] == list(block.rows):
        return _joined(block, rows, parts)
    wholes = [part for part in parts if len(part.named) >= _ROWS_NAMED]
    filled = [part for part in wholes if part.loose.filled]
    whole = next(iter(filled or wholes), None)
    if whole is None:
        return None
    doubt = whole.doubt or _TWICE * any(part.loose.raw != whole.loose.raw for part in filled)
    return _shared(block, rows, whole._replace(named=block.rows, doubt=doubt))


class _Part(NamedTuple):
    """A line of values, the rows of the table that the header above it names, and why its values are in doubt."""

    at: int
    loose: LooseRow
    named: tuple[Row, ...]
    doubt: str = ""


def _parts(block: TableBlock, rows: list[LooseRow]) -> Iterator[_Part]:
    """The lines that may hold the values of a table, or of some of its rows where each is a table of its own."""
    for at, each in enumerate(rows):
        if not _holds_all(each, block):
            continue
        header = header_above(rows, at)
        row = below_outcomes(block, header, each)
        named = _rows_named(block, (*header.said, *_said_together(header)))
        doubt = _IN_ONE if named != _rows_named(block, header.said) else ""
        if named and _has_all_cells(row, len(named) * len(block.columns)):
            beside = len(_with_rest(rows, at).filled) > len(each.filled)
            another = _ANOTHER if _is_repeated(rows, at) else doubt
            yield _Part(at, row, named, _BESIDE if beside else another)
        elif named:
            yield _Part(at, _with_rest(rows, at), named, doubt)


def _is_repeated(rows: list[LooseRow], at: int) -> bool:
    """Whether as many values stand in the next row too, as those of another year."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    return below is not None and not below.broken and len(below.filled) == len(rows[at].filled)


def _said_together(header: Header) -> Iterator[str]:
    """What stands apart in cells that hold several names, as where a table's fields part some rows alone."""
    for cell in header.cells:
        parts = cell.text.split()
        if len(parts) > 1:
            yield from map(bare, parts)


def _joined(block: TableBlock, rows: list[LooseRow], parts: Sequence[_Part]) -> Found:
    """The table out of its parts."""
    found = [_shared(block, rows, part) for part in parts]
    return Found(
        {key: match for one in found for key, match in one.matches.items()},
        {key: placed for one in found for key, placed in one.cells.items()},
    )


def _holds_all(row: LooseRow, block: TableBlock) -> bool:
    """Whether a row's values can be those of the whole table."""
    if row.filled:
        return bare(row.labels[-1].text) not in _names(block) if row.labels else True
    return not row.labels and len(row.values) >= len(block.rows) * len(block.columns)


def _names(block: TableBlock) -> set[str]:
    return {bare(row.label) for row in block.rows}


def _rows_named(block: TableBlock, words: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the table that the words of a header name, in the form's order."""
    return tuple(row for row in block.rows if any(closeness(word, bare(row.label)) >= SURE for word in words))


def _has_all_cells(row: LooseRow, due: int) -> bool:
    """Whether a row has a cell for each value as it is, so that a blank one is no gap to be filled by what follows."""
    return bool(row.filled) and len(row.values) == due


def _with_rest(rows: list[LooseRow], at: int) -> LooseRow:
    """The row with the lines of bare values that carry it on."""
    row, after = rows[at], at + 1
    while after < len(rows) and not rows[after].labels and not rows[after].broken:
        row = replace(row, values=(*row.values, *rows[after].values), last=rows[after].last)
        after += 1
    return row


def _shared(block: TableBlock, rows: list[LooseRow], part: _Part) -> Found:
    """The line cut into one piece for each row named; all of it for each row where it cannot be cut."""
    at, loose, named, doubt = part
    header, width = header_above(rows, at), len(block.columns)
    layout = Layout({}, frozenset(), {}, Counter(), {}, exact=True)
    placed = place(replace(loose, shape=None), len(named) * width, layout)
    matches = {
        row.key: Match(row, block.rows.index(row), at, loose, nearest(row.label, header), sure=True) for row in named
    }
    pieces = (Placed(placed.cells[n * width : (n + 1) * width], placed.doubt or doubt) for n in range(len(named)))
    return Found(matches, dict(zip(matches, pieces, strict=True)))
