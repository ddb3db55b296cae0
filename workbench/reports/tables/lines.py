"""The lines of a document as they bear on tables: cells where a line can be part of one, else prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from workbench.documents import Cell, Grid, Paragraph
from workbench.reports.tables.captioned import without_captions
from workbench.reports.tables.converted import mended
from workbench.reports.tables.halves import joined
from workbench.reports.tables.indexed import without_index
from workbench.reports.tables.named_values import rows_of_names
from workbench.reports.tables.side_by_side import below_one_another
from workbench.reports.tables.stacked import unstacked
from workbench.reports.tables.turned import turned
from workbench.reports.vocabulary import bare, is_heading, is_label, row_words, state_of
from workbench.text import fold
from workbench.values import State

_LONGEST = 200
_ODD = 60
_SPREAD = 12
_COLUMNS = 9
_COUNTING = frozenset({"", "栏次", "列次", "行次", "序号", "编号"})
_NEAR = 2
_WRITTEN_OUT = 1_000_000
"""The number of the grid that rows written out as lists are of: higher than any that a document has."""
_APART = "行内数字之间的空格宽窄不一，可能是同一个数值被空格拆开"
Spans = list[tuple[int, int]]
_WIDE = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"(?<=\s)\s+")
"""What a gap is wider than one space; lines of columns are long by their gaps."""
_WORD = re.compile(r"\S+")
_UPRIGHT = re.compile(r"[\u4e00-\u9fff]{1,2}(?:\s+[\u4e00-\u9fff]{1,2})*")
_STATED = re.compile(r"(?P<label>[^\d:：]{2,20})[:：]\s*(?P<value>[\d.,，０-９]+(?:万元|件)?|[-—/])")
_GLUED = re.compile(r"(?P<label>\D{2,20}\D)(?P<value>\d[\d,]{0,9}(?:\.\d{1,4})?)")
_TITLE = re.compile(r"信息公开.*(?:报告|年报)\s*$")
_FURNITURE = re.compile(
    r"[-—－–·]+\s*\d{1,3}\s*[-—－–·]+|第\s*\d{1,3}\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}|共\s*\d{1,3}\s*页|[Pp]age\s*\d.{0,8}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the cells it may give a table (none where it is prose), and the paragraph that it was.

    ``grid`` is the number of the grid it stands in, -1 where nothing in the source marks a table;
    ``inferred`` says that the rows of that grid were inferred from where the text stands.
    """

    cells: tuple[Cell, ...]
    paragraph: Paragraph | None = None
    grid: int = -1
    inferred: bool = False

    @property
    def prose(self) -> tuple[Paragraph, ...]:
        """What the line says where it is no part of a statutory table."""
        if self.paragraph:
            return (self.paragraph,)
        return tuple(Paragraph(cell.text, cell.location) for cell in self.cells if cell.text)

    @property
    def sentences(self) -> tuple[Paragraph, ...]:
        """What stands in the line beside the labels and values of a table, such as a remark."""
        return tuple(Paragraph(cell.text, cell.location) for cell in self.cells if _is_sentence(cell))


def read_lines(blocks: tuple[Paragraph | Grid, ...]) -> list[Line]:
    """All lines of a document in their order, without page numbers and titles repeated at the head of pages."""
    lines = [line for at, block in enumerate(joined(blocks)) for line in _lines(at, block)]
    return _with_odd_labels(_with_upright_labels(_with_named_values(list(_without_page_heads(lines)))))


def _with_named_values(lines: list[Line]) -> list[Line]:
    """The lines with one line of cells for each row whose values stand behind the names of their columns."""
    found = list(lines)
    for cells, places in reversed(rows_of_names([line.paragraph for line in lines])):
        found[places.start : places.stop] = [Line(cells, None, _WRITTEN_OUT)]
    return found


def _without_page_heads(lines: list[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        text = line.paragraph.text if line.paragraph else ""
        if len(text) > _ODD or not _TITLE.search(text):
            yield line
        elif bare(text) not in seen:
            seen.add(bare(text))
            yield line


def _lines(at: int, block: Paragraph | Grid) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        if not _FURNITURE.fullmatch(block.text):
            yield Line(loose_cells(block), block)
    else:
        for row in turned(below_one_another(tuple(mended(without_captions(without_index(block.rows)))))):
            if _counts_columns(row):
                continue
            for part in _parted(row):
                yield from (_grid_line(one, at, inferred=block.inferred) for one in unstacked(part))


def _counts_columns(row: tuple[Cell, ...]) -> bool:
    """Whether a row numbers the many columns of a table from 1 on and says nothing else."""
    numbers = [cell.text for cell in row if cell.text not in _COUNTING]
    return len(numbers) > _COLUMNS and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _parted(row: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """A row of listed cells, cut around the headings and sentences that stand among them."""
    start = 0
    for at, cell in enumerate(row) if len(row) > 1 else ():
        if _is_prose(cell) and _is_alone(cell, row[max(at - 1, 0) : at + 2]):
            yield from filter(None, (row[start:at], (cell,)))
            start = at + 1
    if start < len(row):
        yield row[start:]


def _is_alone(cell: Cell, near: tuple[Cell, ...]) -> bool:
    """Whether none of the cells before and after one stands on its line."""
    return not any(other.location.is_level(cell.location) for other in near if other is not cell)


def _grid_line(row: tuple[Cell, ...], grid: int, *, inferred: bool) -> Line:
    filled = [cell for cell in row if cell.text]
    if len(filled) == 1 and _is_prose(filled[0]):
        return Line((), Paragraph(filled[0].text, filled[0].location), inferred=inferred)
    return Line(row, None, grid, inferred)


def _is_prose(cell: Cell) -> bool:
    return _is_sentence(cell) or is_heading(cell.text)


def _is_sentence(cell: Cell) -> bool:
    return len(cell.text) > _LONGEST or "。" in cell.text


def _with_upright_labels(lines: list[Line]) -> list[Line]:
    """Lines of single characters amid a table are those of labels that were written from top to bottom."""
    found = list(lines)
    for upright, run in groupby(range(len(lines)), key=lambda at: _is_upright(lines[at])):
        places = list(run)
        amid = upright and places[0] and places[-1] + 1 < len(lines)
        if amid and lines[places[0] - 1].cells and lines[places[-1] + 1].cells:
            for at in places:
                cell = lines[at].paragraph
                found[at] = replace(lines[at], cells=(Cell(cell.text, cell.location),)) if cell else lines[at]
    return found


def _is_upright(line: Line) -> bool:
    """Whether a line holds nothing but words of one or two Chinese characters, such as a label was cut into."""
    return not line.cells and line.paragraph is not None and bool(_UPRIGHT.fullmatch(line.paragraph.text))


def _with_odd_labels(lines: list[Line]) -> list[Line]:
    """A short line between two lines of a table is a label that could not be recognised as one."""
    found = list(lines)
    for at in range(1, len(lines) - 1):
        paragraph = lines[at].paragraph
        if paragraph and not lines[at].cells and lines[at - 1].cells and lines[at + 1].cells:
            text = paragraph.text
            if len(text) <= _ODD and not re.search(r"[。；]|[！？]$", text) and not is_heading(text):
                found[at] = replace(lines[at], cells=(Cell(text, paragraph.location),))
    return found


# -- lines in which nothing but spaces parts the cells --------------------------------------------------


def loose_cells(paragraph: Paragraph) -> tuple[Cell, ...]:
    """The cells of a line without any mark of a table, none where it is prose."""
    text = paragraph.text
    if len(text) - len(_GAP.sub("", text)) + _LONGEST < len(text) or "。" in text or is_heading(text):
        return ()
    spans = _loose_spans(text)
    doubt = _APART if _is_apart(text, spans) else ""
    return tuple(Cell(text[start:end], paragraph.place(start, end), doubt) for start, end in spans)


def _is_apart(text: str, spans: Spans) -> bool:
    """Whether single digits stand one space apart in a line whose other gaps are wide, as of numbers spread out."""
    gaps = [(left, right, right[0] - left[1]) for left, right in pairwise(spans)]
    wide = any(gap > _NEAR for _, _, gap in gaps)
    return wide and any(gap == 1 and _is_digit(text, left) and _is_digit(text, right) for left, right, gap in gaps)


def _is_digit(text: str, span: tuple[int, int]) -> bool:
    return span[1] - span[0] == 1 and text[span[0]].isdecimal()


def _loose_spans(text: str) -> Spans:
    """Where the cells of a line begin and end: a value alone, labels and values, or labels alone."""
    if state_of(text) is not State.TEXT and len(text.split()) <= _NEAR:  # no count has millions parted by spaces
        return [(0, len(text))]
    return _with_values(text) or _stated(text) or _labels_only(text)


def _with_values(text: str) -> Spans:
    """A label and the values behind it, or values alone."""
    words = [match.span() for match in _WORD.finditer(text)]
    states = [state_of(text[start:end]) for start, end in words]
    last = max((at for at, state in enumerate(states) if state is State.TEXT), default=-1)
    if last == -1:
        return words
    label = text[: words[last][1]]
    return [*_wide(label), *words[last + 1 :]] if last + 1 < len(words) and _ends_in_label(label) else []


def _stated(text: str) -> Spans:
    """A row's label and one value behind a colon, or right behind it as where a page has no room for a gap."""
    stated = _STATED.fullmatch(fold(text)) or _GLUED.fullmatch(text)
    return [stated.span("label"), stated.span("value")] if stated and bare(stated["label"]) in row_words() else []


def _labels_only(text: str) -> Spans:
    """One label, or several parted by spaces, as in a header."""
    wide, words = _wide(text), _rejoined(text, [match.span() for match in _WORD.finditer(text)])
    if is_label(text):
        return wide
    return next((parts for parts in (wide, words) if all(is_label(text[start:end]) for start, end in parts)), [])


def _ends_in_label(text: str) -> bool:
    start, end = _wide(text)[-1]
    return is_label(text[start:end]) or is_label(text.rsplit(maxsplit=1)[-1])


def _wide(text: str) -> Spans:
    """The parts of a line between wide gaps: two spaces and more, or full-width ones."""
    return _rejoined(text, [match.span() for match in _WIDE.finditer(text)])


def _rejoined(text: str, spans: Spans) -> Spans:
    """The parts, labels made whole whose characters were spread, such as 规　章: the longest run that is one."""
    found: Spans = []
    at = 0
    while at < len(spans):
        run = next((n for n, (start, end) in enumerate(spans[at:]) if end - start > 1), len(spans) - at)
        ends = range(at + min(run, _SPREAD), at + 1, -1)
        end = next((end for end in ends if _is_spread(text[spans[at][0] : spans[end - 1][1]])), at + 1)
        found.append((spans[at][0], spans[end - 1][1]))
        at = end
    return found


def _is_spread(text: str) -> bool:
    word = "".join(text.split())
    return word.isalpha() and is_label(word)
