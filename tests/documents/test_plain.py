"""Text files into paragraphs and grids, with the place of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import text_at
from workbench.documents import Grid, Paragraph, TextPlace
from workbench.documents.encoding import decode
from workbench.documents.plain import blocks, read_text
from workbench.documents.sniff import sniff
from workbench.errors import DocumentError


def _rows(text: str) -> list[list[str]]:
    grids = [block for block in blocks(text) if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("规章\t0\t\t1", [["规章", "0", "", "1"]]),
        ("| 规章 | 0 |\n|---|:-:|\n| 文件 | 1 |", [["规章", "0"], ["文件", "1"]]),
        ("规章 | 0 | 1\n许可 | 2", [["规章", "0", "1"], ["许可", "2"]]),
        ("｜**规章**｜0｜", [["规章", "0"]]),
        ("\t规章\n\t0\n\t1\n\n\t许\n可\n\t2\n", [["规章", "0", "1"], ["许\n可", "2"]]),
        ("│规章│0│\n├──┼─┤\n│文件│1│", [["规章", "0"], ["文件", "1"]]),
        (
            "{| class=x\n! 甲 !! 乙\n|-\n| colspan=2 | 规章 || 0\n|-\n|文件\n|1\n|}",
            [["甲", "乙"], ["规章", "0"], ["文件", "1"]],
        ),
        ("|===\n|甲 |乙\n\n2+|规章\n.2+|文件\n|1\n|2\n|===", [["甲", "乙"], ["规章"], ["文件", "1"], ["2"]]),
        ("|===\n|规章\n|0\n\n|文件\n|1\n|===", [["规章", "0"], ["文件", "1"]]),
        ("╔══╦═╗\n║规章║0║\n╠══╬═╣\n║文件║1║\n╚══╩═╝", [["规章", "0"], ["文件", "1"]]),
        ("╒══╤═╕\n│规章│0│\n╞══╪═╡\n│文件│1│\n╘══╧═╛", [["规章", "0"], ["文件", "1"]]),
        (
            "第一项 |\n||\n内容 |\n甲 |\n乙 |\n规章 |\n|\n0 |\n许可 |\n7 |\n|\n第二项 |\n||\n处罚 |\n2 |",
            [["第一项"], ["内容", "甲", "乙"], ["规章", "", "0"], ["许可", "7", ""], ["第二项"], ["处罚", "2"]],
        ),
    ],
)
def test_grids(text: str, rows: list[list[str]]) -> None:
    """Tabs, bars, Markdown, frames, and one cell a line behind a tab."""
    assert rows == _rows(text)


@pytest.mark.parametrize("lead", [[], [""]])
@pytest.mark.parametrize("gap", ["\n", " "])
def test_bars_for_merged_cells(lead: list[str], gap: str) -> None:
    """They stand on a line of their own or behind the row's last cell, and each row may begin with a bar."""
    rows = [["第一项"], ["内容", "制发", "废止", "现行"], ["规章", "0", "", "2"], ["许可", "7"], ["处罚", "3"]]
    bars = [[f"{cell} |".strip() for cell in row] for row in rows]
    lines = ["\n".join([*map("|".format, lead), *row]) + f"{gap}{'|' * (4 - len(row))}".rstrip() for row in bars]
    assert [[*lead, *row] for row in rows] == _rows("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        "\t首行缩进的段落。",
        "\t甲\n\t乙\n\t丙",
        "甲 | 乙",
        "他说：\t好。",
        "---",
        "|",
        "{| 甲",
        "|===\n甲\n|===",
        "首页 |\n要闻 |\n政务 |\n服务 |\n互动 |",
    ],
)
def test_what_is_no_grid(text: str) -> None:
    """Indented paragraphs, one bar, a tab in a sentence and ruled lines make no table."""
    assert [] == _rows(text)


@pytest.mark.parametrize("cut", ["||\n", "|||\n", ""])
def test_cells_behind_bars_whose_rows_cannot_be_told(cut: str) -> None:
    """Where bars are too many, too few or none to say how many cells a row has, only their order is told."""
    text = f"第一项 |\n{cut}内容 |\n甲 |\n规章 |\n|\n许可 |\n7 |\n8 |\n9 |\n||\n处罚 |\n"
    assert [["第一项", "内容", "甲", "规章", "", "许可", "7", "8", "9", "处罚"]] == _rows(text)


def test_cells_with_bars_below() -> None:
    """A bar on the next line ends a cell of one line or more; one before the first cell, or below a heading, none."""
    (grid,) = blocks("内容\n|\n本年\n件数\n|\n现行\n|\n规章\n|\n|\n许可\n|\n7\n|")
    assert isinstance(grid, Grid)
    assert [["内容", "本年\n件数", "现行", "规章", "", "许可", "7"]] == [
        [cell.text for cell in row] for row in grid.rows
    ]
    assert TextPlace(3, 1, 4, 3) == grid.rows[0][1].location
    for before in ("", "二、情况\n"):
        found = blocks(f"{before}|\n内容\n|\n件数\n|\n现行\n|\n规章\n|\n许可\n|\n7\n|\n8")
        assert all(isinstance(one, Paragraph) for one in found)


def test_headings_and_places() -> None:
    """Marks of headings are left out of the text, and lines and columns count from 1."""
    first, second = blocks("## **一、总体情况**\n\n  很好。 \n")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert ("一、总体情况", 2, "第1行第6列") == (first.text, first.level, str(first.location))
    assert ("很好。", 0, TextPlace(3, 3, 3, 6)) == (second.text, second.level, second.location)


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings(encoding: str) -> None:
    """Each encoding is told, with and without a mark, and a file cut inside a character is still text."""
    text = "青石县水利局2023年报告\n一、总体情况\n一、一、一、\n规章\t0\t0\n" * 3
    data = text.encode(encoding)
    assert (text, 0) == decode(data)
    assert text.startswith(decode(data[:-1]).text[:-1])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_halves_of_characters_are_no_signs(encoding: str) -> None:
    """瀼 has the bytes of <p in UTF-16, 㸊 those of > behind a line end: a text with them is no page."""
    text = "青石县水利局2023年报告\n瀼 一、总体情况\n㸊规章\t0\t0\n" * 3
    assert "文本" == sniff(text.encode(encoding)).name
    assert "网页" == sniff(f"<html><p>{text}</p></html>".encode(encoding)).name


def test_damaged_characters_are_remarked() -> None:
    """A few characters that cannot be decoded are a remark, not a refusal."""
    found, remarks = read_text("青石县水利局公开。".encode() * 100 + b"\xff" + "规章".encode())
    assert found
    assert "1个字符" in remarks[0].text


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes are, they give blocks or a DocumentError."""
    try:
        found, _ = read_text(data)
    except DocumentError:
        return
    for block in found:
        cells = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
        for cell in cells:
            assert _plain(cell.text) == _plain(text_at(data, cell.location))


def _plain(text: str) -> str:
    return "".join(text.split())


@given(st.text(alphabet="规章01 \t\n|#-*。一、（）\u3000", max_size=120))
def test_any_text(text: str) -> None:
    """Whatever the layout, each cell stands where its location says, and no text is lost."""
    kept = ""
    for block in blocks(text):
        cells = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
        for cell in cells:
            assert _plain(cell.text) == _plain(text_at(text.encode(), cell.location))
            kept += cell.text
    assert _letters(text) == _letters(kept)


def _letters(text: str) -> str:
    return "".join(mark for mark in text if mark in "规章01。一、（）")


@given(
    st.lists(st.sampled_from(["规章", "\t01", "\t章", "|规章|0|", "|--|", "规|0", " ", ""]), max_size=12),
    st.integers(min_value=1, max_value=9),
)
def test_empty_lines(lines: list[str], more: int) -> None:
    """However many empty lines stand where two do, they change nothing but the numbers of the lines below."""
    few, many = "\n\n\n".join(lines), ("\n\n\n" + "\n" * more).join(lines)
    assert _texts(few) == _texts(many)
    for block in blocks(many):
        for cell in [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]:
            assert _plain(cell.text) == _plain(text_at(many.encode(), cell.location))


def _texts(text: str) -> list[list[list[str]]]:
    return [
        [[block.text]] if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks(text)
    ]


def test_wrapped_cells_of_a_drawn_table() -> None:
    """Between rules stands one row, however many lines its cells take, and its place reaches over all of them."""
    rule = "+----+---+"
    rows = ("| 信息 | 制发 |\n| 内容 | 件数 |", "| 规章 | 5 |", "| 行政 | 24 |\n| 文件 |   |")
    text = "\n".join([rule, f"\n{rule}\n".join(rows), rule])
    assert [["信息\n内容", "制发\n件数"], ["规章", "5"], ["行政\n文件", "24"]] == _rows(text)
    grid = next(block for block in blocks(text) if isinstance(block, Grid))
    assert TextPlace(7, 3, 8, 5) == grid.rows[2][0].location


def test_rules_around_a_head_alone_part_no_rows() -> None:
    """A table with rules above and below its head has a row in each line."""
    text = "+----+---+\n| 信息 | 件数 |\n+----+---+\n| 规章 | 5 |\n| 文件 | 24 |\n+----+---+"
    assert [["信息", "件数"], ["规章", "5"], ["文件", "24"]] == _rows(text)


@pytest.mark.parametrize("end", ["\u2028", "\x0b", "\x85", "\u2029"])
def test_other_line_ends(end: str) -> None:
    """Word and editors end lines with other characters too."""
    assert [["规章", "5"], ["文件", "24"]] == _rows(f"规章\t5{end}文件\t24")


def test_blanks_at_the_ends_of_lines_that_no_bars_frame() -> None:
    """Where some lines begin without a bar, a line that begins with one has a blank cell before it."""
    assert [["规章", "0", "1"], ["", "", "2"], ["", "许可", ""]] == _rows("规章 | 0 | 1\n | | 2\n | 许可 | ")


def test_blanks_of_columns_that_spaces_set() -> None:
    """A number stands in the column that those above and below it stand in, whatever is blank before it."""
    lines = [
        "名称　　  制发    废止    有效",
        "规章        12      34       5",
        "文件                 7      98",
        "许可                         6",
    ]
    text = "\n".join(lines)
    assert [["规章", "12", "34", "5"], ["文件", "", "7", "98"], ["许可", "", "", "6"]] == _rows(text)[1:]
    grid = next(block for block in blocks(text) if isinstance(block, Grid))
    assert "98" == text_at(text.encode(), grid.rows[2][3].location)
    assert [] == _rows("\n".join(line.replace("34", " 3 4 56") for line in lines[:3]))
