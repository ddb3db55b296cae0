"""Ways in which a report reaches the desk as plain text: every layout seen in practice, drawn at random.

A table is first a sheet, as the form prints it with covered cells of merged ones left empty; a layout flattens
the sheet. Layouts keep all the numbers; what loses some is in :mod:`damage`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from tests.builders import Draft
from workbench.forms.model import Row, Table, TableBlock

Sheet = list[list[str]]
Flatten = Callable[[Sheet, random.Random], list[str]]

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"


# -- sheets: the tables as the form prints them ---------------------------------------------------------


def sheet(table: Table, values: dict[str, str]) -> Sheet:
    """A statutory table with its covered cells empty and all rows of one width."""
    if table.blocks[0].across:
        return _across(table, values)
    if any(row.group for row in table.rows):
        return _grouped(table, values)
    return _listed(table, values)


def _values(table: Table, block: TableBlock, row: Row, values: dict[str, str]) -> list[str]:
    return [values[f"{table.key}.{row.key}.{column.key}"] for column in block.columns]


def _listed(table: Table, values: dict[str, str]) -> Sheet:
    width = 1 + max(len(block.columns) for block in table.blocks)
    rows: Sheet = []
    for block in table.blocks:
        rows += [[block.heading], ["信息内容", *(column.label for column in block.columns)]]
        rows += [[row.label, *_values(table, block, row, values)] for row in block.rows]
    return [row + [""] * (width - len(row)) for row in rows]


def _grouped(table: Table, values: dict[str, str]) -> Sheet:
    block = table.blocks[0]
    labels = [column.label for column in block.columns]
    rows = [
        [NOTE, "", "", "申请人情况", *[""] * 6],
        ["", "", "", labels[0], "法人或其他组织", "", "", "", "", labels[-1]],
        ["", "", "", "", *labels[1:-1], ""],
    ]
    written: set[str] = set()
    for row in block.rows:
        lead = {"": [row.label, "", ""], RESULTS: ["", row.label, ""]}.get(row.group, ["", row.group, row.label])
        if row.group and RESULTS not in written:
            lead[0] = RESULTS
        elif lead[1] in written:
            lead[1] = ""
        written.update(lead)
        rows.append([*lead, *_values(table, block, row, values)])
    return rows


def _across(table: Table, values: dict[str, str]) -> Sheet:
    block = table.blocks[0]
    labels = [column.label for column in block.columns]
    return [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*labels, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *labels, *labels],
        [value for row in block.rows for value in _values(table, block, row, values)],
    ]


def narrow(rows: Sheet) -> Sheet:
    """The sheet as Word gives it: cells covered from the left gone, those covered from above still there."""
    if len(rows) < 3:
        return [[cell for cell in row if cell] for row in rows]
    if len(rows[0]) == 10:
        return [[row[0], row[3]] if at == 0 else _word_row(row) for at, row in enumerate(rows)]
    if len(rows[0]) == 15:
        return [["行政复议", "行政诉讼"], [*rows[1][:5], rows[1][5], rows[1][10]], *rows[2:]]
    return [[cell for cell in row if cell] if not any(row[1:]) else _filled_to_last(row) for row in rows]


def _word_row(row: list[str]) -> list[str]:
    if row[3] == "自然人":
        return ["", "自然人", "法人或其他组织", "总计"]
    if not row[3] and row[4] == "商业企业":
        return ["", "", *row[4:9], ""]
    lead = [cell for at, cell in enumerate(row[:3]) if cell or (at == 0) or (at == 1 and row[2])]
    return [*lead, *row[3:]]


def _filled_to_last(row: list[str]) -> list[str]:
    last = max(at for at, cell in enumerate(row) if cell)
    return row[: last + 1]


# -- flattening -----------------------------------------------------------------------------------------


def tabs(rows: Sheet, _: random.Random) -> list[str]:
    """Cells parted by tabs, covered cells kept."""
    return ["\t".join(row) for row in rows]


def tabs_padded(rows: Sheet, _: random.Random) -> list[str]:
    """Merged cells lost and rows filled up at their end: the commonest layout of pages turned to text."""
    width = max(map(len, rows))
    return ["\t".join([*row, *[""] * (width - len(row))]) for row in _merged(rows)]


def _merged(rows: Sheet) -> Sheet:
    """Covered cells gone, but for one before the values, as the label above took two."""
    if len(rows[0]) != 10:
        return [list(row) for row in rows]
    return [list(row) if at < 3 or row[2] else [*row[:2], *row[3:]] for at, row in enumerate(rows)]


def tabs_trimmed(rows: Sheet, rng: random.Random) -> list[str]:
    """The same without the tabs at the end of lines."""
    return [line.rstrip("\t") for line in tabs_padded(rows, rng)]


def tabs_continued(rows: Sheet, rng: random.Random) -> list[str]:
    """Rows after a page break lose the cells of their group and begin with the label."""
    cut = rng.randint(len(rows) // 2, len(rows) - 1)
    lines = tabs_padded(rows, rng)
    if len(rows[0]) != 10:
        return lines
    return [*lines[:cut], *("\t".join(_continued(row, rng)) for row in rows[cut:])]


def _continued(row: list[str], rng: random.Random) -> list[str]:
    label = next(cell for cell in reversed(row[:3]) if cell)
    return [label, *[""] * rng.randint(0, 1), *row[3:], *[""] * rng.randint(0, 2)]


def tabs_cut(rows: Sheet, rng: random.Random) -> list[str]:
    """A table cut in two by a page break: page number, empty lines, the header again."""
    lines = tabs_padded(rows, rng)
    if len(rows[0]) == 15:
        return lines
    cut = rng.randint(min(4, len(lines) - 1), len(lines) - 1)
    header = lines[1:3] if len(rows[0]) == 10 and rng.random() < 0.5 else []
    page = rng.choice([["", f"- {rng.randint(2, 9)} -", ""], ["— 3 —"], ["第 2 页 共 5 页", ""], [""]])
    return [*lines[:cut], *page, *header, *lines[cut:]]


def listed(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line behind a tab, rows parted by an empty line, as Word's tables are copied."""
    return [line for row in narrow(rows) for line in (*(f"\t{cell}" for cell in row), "")]


def listed_close(rows: Sheet, _: random.Random) -> list[str]:
    """The same without the empty lines."""
    return [f"\t{cell}" for row in narrow(rows) for cell in row]


def listed_wide(rows: Sheet, _: random.Random) -> list[str]:
    """The same with an empty line after every cell."""
    return [line for row in narrow(rows) for cell in row for line in (f"\t{cell}", "")]


def lines_only(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line and nothing else; covered cells leave no trace."""
    return [cell for row in rows for cell in row if cell]


def lines_spaced(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line, covered cells as empty lines."""
    return [cell for row in narrow(rows) for cell in row]


def lines_parted(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line, an empty line after each, and one more after each row."""
    return [line for row in narrow(rows) for line in (*(part for cell in row if cell for part in (cell, "")), "")]


def markdown(rows: Sheet, _: random.Random) -> list[str]:
    """A table of Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return ["", lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""]


def markdown_marked(rows: Sheet, rng: random.Random) -> list[str]:
    """A table of Markdown with marks: bold labels, broken lines, tight bars."""
    marked = [[_marked(cell, rng) for cell in row] for row in rows]
    lines = [f"|{'|'.join(row)}|" for row in marked]
    return ["", lines[0], "|" + ":---:|" * len(rows[0]), *lines[1:], ""]


def _marked(cell: str, rng: random.Random) -> str:
    if len(cell) == 4 and rng.random() < 0.3:
        return f"{cell[:2]}<br>{cell[2:]}"
    return f"**{cell}**" if len(cell) > 4 and rng.random() < 0.3 else cell


def bars(rows: Sheet, _: random.Random) -> list[str]:
    """Cells parted by bars, without a frame."""
    return [" | ".join(row) for row in rows]


def bars_in_one_line(rows: Sheet, _: random.Random) -> list[str]:
    """The whole table in one line."""
    return ["| " + " | ".join(cell for row in rows for cell in row) + " |"]


def bars_filled_in_one_line(rows: Sheet, _: random.Random) -> list[str]:
    """The whole table in one line, covered cells gone."""
    return ["|".join(cell for row in rows for cell in row if cell)]


def words_in_one_line(rows: Sheet, _: random.Random) -> list[str]:
    """A whole table run together on one line, its cells parted by spaces alone."""
    return [" ".join(cell.replace(" ", "") for row in rows for cell in row if cell)]


def bars_on_lines(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line and bars between them on lines of their own."""
    return [line for row in rows for cell in row if cell for line in ("|", cell)]


def bars_behind(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line with a bar behind it, covered cells gone, and bars for them at the end of their row."""
    return [line for row in rows for line in _behind([cell for cell in row if cell], len(row))]


def _behind(cells: list[str], width: int) -> list[str]:
    return [*(f"{cell} |" for cell in cells), *["|" * (width - len(cells))] * (len(cells) < width)]


def bars_at_last(rows: Sheet, _: random.Random) -> list[str]:
    """The same with the bars for covered cells on the line of the row's last."""
    return [line for row in rows for line in _at_last([cell for cell in row if cell], len(row))]


def bars_at_first(rows: Sheet, _: random.Random) -> list[str]:
    """The same with a bar on a line of its own before each row."""
    return [line for row in rows for line in ("|", *_at_last([cell for cell in row if cell], len(row)))]


def _at_last(cells: list[str], width: int) -> list[str]:
    *first, last = (f"{cell} |" for cell in cells)
    return [*first, f"{last} {'|' * (width - len(cells))}".rstrip()]


def bars_below(rows: Sheet, _: random.Random) -> list[str]:
    """One cell a line and a bar below each, covered cells gone."""
    return [line for row in rows for cell in row if cell for line in (cell, "|")]


def columns(rows: Sheet, rng: random.Random) -> list[str]:
    """Columns aligned with spaces."""
    gap = rng.choice(["  ", "    ", "　", "　　"])
    return [gap.join(cell for cell in row if cell) for row in rows]


def columns_close(rows: Sheet, _: random.Random) -> list[str]:
    """Cells parted by one space."""
    return [" ".join(cell for cell in row if cell) for row in rows]


def columns_indented(rows: Sheet, rng: random.Random) -> list[str]:
    """Columns aligned with spaces, those of continued groups further in."""
    lines = columns(rows, rng)
    return [("        " if not row[0] else "") + line for row, line in zip(rows, lines, strict=True)]


LAYOUTS: dict[str, Flatten] = {
    flatten.__name__: flatten
    for flatten in (
        tabs,
        tabs_padded,
        tabs_trimmed,
        tabs_continued,
        tabs_cut,
        listed,
        listed_close,
        listed_wide,
        lines_only,
        lines_spaced,
        lines_parted,
        markdown,
        markdown_marked,
        bars,
        bars_in_one_line,
        bars_filled_in_one_line,
        bars_on_lines,
        bars_behind,
        bars_at_last,
        bars_at_first,
        bars_below,
        words_in_one_line,
        columns,
        columns_close,
        columns_indented,
    )
}
"""Every layout that keeps all numbers."""
KEEPS_BLANKS = ("tabs", "listed", "markdown", "markdown_marked")
"""The layouts in which a blank cell of the table is still to be seen."""


# -- the report around the tables -----------------------------------------------------------------------


def page(draft: Draft, flatten: Flatten, rng: random.Random) -> str:
    """The report as text: title, sections in their order, tables in the layout given."""
    lines = [*draft.title_lines, ""]
    for section in draft.form.sections:
        lines += [f"{section.number}、{section.heading}", *draft.texts.get(section.number, ())]
        if section.table:
            lines += flatten(sheet(draft.form.table(section.table), draft.values), rng)
        lines.append("")
    return "\n".join(lines)


def with_markdown_headings(text: str) -> str:
    """Headings marked as in Markdown."""
    known = ("一、总", "二、主", "三、收到", "四、政", "五、存", "六、其")
    return "\n".join(f"## {line}" if line.startswith(known) else line for line in text.split("\n"))


def from_the_web(text: str, draft: Draft) -> str:
    """The page of a portal around the report."""
    before = [
        "首页",
        "政务公开 | 政务服务 | 互动交流 | 走进青石",
        "当前位置：首页 > 政府信息公开 > 政府信息公开年报",
        "索引号：00530001-2024-00146",
        f"发布机构：{draft.unit}",
        f"发布日期：{draft.year + 1}-01-22",
        "字号：[大 中 小]",
        "",
    ]
    after = ["", "打印本页 | 关闭窗口 | 分享到", "主办：青石县人民政府办公室", "备案号：豫ICP备05012345号-1"]
    return "\n".join([*before, text, *after])


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
LINE_ENDS = ("\n", "\r\n", "\r")


def encoded(text: str, encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    """The bytes of a file."""
    return text.replace("\n", line_end).encode(encoding)


def render(draft: Draft, layout: str, rng: random.Random) -> bytes:
    """A report in a layout, in an encoding and amid marks drawn at random."""
    text = page(draft, LAYOUTS[layout], rng)
    if layout.startswith("markdown"):
        text = with_markdown_headings(text)
    elif rng.random() < 0.2:
        text = from_the_web(text, draft)
    return encoded(text, rng.choice(ENCODINGS), rng.choice(LINE_ENDS))


# -- values and labels as organs write them ---------------------------------------------------------------


def numbered(text: str, style: str) -> str:
    """A text whose row labels are numbered in another style: ``1.`` ``1．`` ``1、`` ``（1）`` or not at all."""
    for digit in "12345678":
        text = text.replace(f"{digit}.", {"none": ""}.get(style, style.replace("1", digit)))
    return text


def relabelled(rows: Sheet, change: Callable[[str], str]) -> Sheet:
    """A sheet with each of its texts changed."""
    return [[change(cell) for cell in row] for row in rows]


def written(values: dict[str, str], ways: Iterable[Callable[[str], str]], rng: random.Random) -> dict[str, str]:
    """Values in ways of writing drawn at random."""
    known = list(ways)
    return {key: rng.choice(known)(value) for key, value in values.items()}


def full_width(value: str) -> str:
    """Digits of full width."""
    return value.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
